//! What comes next to be billed, read in as many statements for all services as for one: which month, what it holds, and why it
//! can't be billed yet.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use contracts::Tenant;
use platform::{
    Across, Result,
    clock::{local_month, next_month},
};
use sea_orm::{ColumnTrait, Condition, QueryFilter, QueryOrder, QuerySelect};

use super::{
    domain::{Refused, State, rating},
    entities::run,
};
use crate::usage::{
    domain::{Item, counted_in, price_at},
    entities::{charge, price, rollup, subscription},
    known::{current, price_of, span},
};

/// What there is to bill in a service and month, before anything is frozen.
pub(crate) struct Readiness {
    /// The month.
    pub month: NaiveDate,
    /// Organisations that would get lines.
    pub users: usize,
    /// Usage events.
    pub events: i64,
    /// Usage events of the sandbox, which are not billed.
    pub sandbox: i64,
    /// Why it can't be started, if so.
    pub refused: Option<Refused>,
}

/// A service's months that have no run yet.
pub(crate) struct Coming {
    /// The service.
    pub service: String,
    /// Months with a run that was not given up, the first first.
    runs: Vec<(NaiveDate, State)>,
    /// Of months after the last run.
    rollups: Vec<rollup::Model>,
    /// On no line yet.
    charges: Vec<charge::Model>,
    subscriptions: BTreeMap<String, Vec<subscription::Model>>,
    prices: rating::Prices,
}

/// What a run of a month reads.
pub(crate) struct Basis<'a> {
    coming: &'a Coming,
    month: NaiveDate,
    /// The month's sums, in the order that their checksum is made in.
    pub rollups: Vec<&'a rollup::Model>,
    /// Charges that are due.
    pub charges: Vec<&'a charge::Model>,
    /// Who would get lines.
    pub users: BTreeSet<&'a str>,
}

pub(super) fn sandbox() -> String {
    Tenant::sandbox().to_string()
}

fn unbilled(services: &[&str]) -> Condition {
    let own = Condition::all().add(charge::Column::Service.is_in(services.iter().copied()));
    own.add(charge::Column::LineRun.is_null()).add(charge::Column::Tenant.ne(sandbox()))
}

/// The next month to bill of each service that has one: the one after the last run, or the first with anything in it.
pub(crate) async fn next_months<'a>(across: &Across, services: &[&'a str]) -> Result<BTreeMap<&'a str, NaiveDate>> {
    type Months = Vec<(String, Option<NaiveDate>)>;
    let of = |found: Months| found.into_iter().filter_map(|(service, month)| Some((service, month?)));
    let runs = across.find::<run::Entity>().filter(run::Column::State.ne(State::Discarded.name())).select_only();
    let runs = runs.column(run::Column::Service).column_as(run::Column::Month.max(), "month");
    let runs: Months = runs.group_by(run::Column::Service).into_tuple().all(across.db()).await?;
    let mut next: BTreeMap<String, NaiveDate> = of(runs).map(|(service, last)| (service, next_month(last))).collect();
    let never: Vec<&str> = services.iter().copied().filter(|name| !next.contains_key(*name)).collect();
    if !never.is_empty() {
        let used = across.find::<rollup::Entity>().filter(rollup::Column::Service.is_in(never.iter().copied()));
        let used = used.filter(rollup::Column::Tenant.ne(sandbox())).select_only().column(rollup::Column::Service);
        let used = used.column_as(rollup::Column::BilledMonth.min(), "month").group_by(rollup::Column::Service);
        let owed = across.find::<charge::Entity>().filter(unbilled(&never)).select_only();
        let owed = owed.column(charge::Column::Service).column_as(charge::Column::Month.min(), "month");
        let owed: Months = owed.group_by(charge::Column::Service).into_tuple().all(across.db()).await?;
        let used: Months = used.into_tuple().all(across.db()).await?;
        for (service, month) in of(used).chain(of(owed)) {
            let first = next.entry(service).or_insert(month);
            *first = std::cmp::min(month, *first);
        }
    }
    Ok(services.iter().filter_map(|name| Some((*name, *next.get(*name)?))).collect())
}

impl Coming {
    /// What comes of these services, in their order.
    pub(crate) async fn of(across: &Across, services: &[&str]) -> Result<Vec<Self>> {
        let names = || services.iter().copied();
        let runs = across.find::<run::Entity>().filter(run::Column::State.ne(State::Discarded.name())).select_only();
        let runs = runs.columns([run::Column::Service, run::Column::Month, run::Column::State]);
        let runs = runs.filter(run::Column::Service.is_in(names())).order_by_asc(run::Column::Month);
        let runs: Vec<(String, NaiveDate, String)> = runs.into_tuple().all(across.db()).await?;
        let mut found: Vec<Self> = names().map(Self::empty).collect();
        let mut places: BTreeMap<&str, &mut Self> = services.iter().copied().zip(&mut found).collect();
        for (service, month, state) in &runs {
            if let Some(one) = places.get_mut(service.as_str()) {
                one.runs.push((*month, state.parse()?));
            }
        }
        let after_last = places.iter().fold(Condition::any(), |any, (name, one)| {
            let own = Condition::all().add(rollup::Column::Service.eq(*name));
            any.add(match one.runs.last() {
                Some((last, _)) => own.add(rollup::Column::BilledMonth.gt(*last)),
                None => own,
            })
        });
        for row in ordered(across.find().filter(after_last)).all(across.db()).await? {
            if let Some(one) = places.get_mut(row.service.as_str()) {
                one.rollups.push(row);
            }
        }
        let begun = across.find::<subscription::Entity>().filter(subscription::Column::Service.is_in(names()));
        let begun = begun.filter(subscription::Column::Tenant.ne(sandbox())).order_by_asc(subscription::Column::Id);
        for row in begun.all(across.db()).await? {
            if let Some(one) = places.get_mut(row.service.as_str()) {
                one.subscriptions.entry(row.tenant.clone()).or_default().push(row);
            }
        }
        for row in across.find::<charge::Entity>().filter(unbilled(services)).all(across.db()).await? {
            if let Some(one) = places.get_mut(row.service.as_str()) {
                one.charges.push(row);
            }
        }
        let prices = current(across.find()).filter(price::Column::Service.is_in(names()));
        for row in prices.all(across.db()).await? {
            if let Some(one) = places.get_mut(row.service.as_str()) {
                one.prices.all.push(price_of(row)?);
            }
        }
        Ok(found)
    }

    fn empty(service: &str) -> Self {
        Self {
            service: service.into(),
            runs: Vec::new(),
            rollups: Vec::new(),
            charges: Vec::new(),
            subscriptions: BTreeMap::new(),
            prices: rating::Prices { service: service.into(), all: Vec::new() },
        }
    }

    /// The next month to bill: the one after the last run, or the first with anything in it.
    pub(crate) fn next(&self) -> Option<NaiveDate> {
        if let Some((last, _)) = self.runs.last() {
            return Some(next_month(*last));
        }
        let sandbox = sandbox();
        let used = self.rollups.iter().filter(|row| row.tenant != sandbox).map(|row| row.billed_month);
        used.chain(self.charges.iter().map(|row| row.month)).min()
    }

    /// Whether a month can be billed, and what it holds.
    pub(crate) fn readiness(&self, month: NaiveDate, now: DateTime<Utc>) -> Readiness {
        let basis = Basis::of(self, month);
        let sandbox = sandbox();
        let tried = self.rollups.iter().filter(|row| row.tenant == sandbox && row.billed_month == month);
        Readiness {
            month,
            users: basis.users.len(),
            events: basis.rollups.iter().map(|row| row.events).sum(),
            sandbox: tried.map(|row| row.events).sum(),
            refused: self.billable(month, now).err(),
        }
    }

    /// What a month's run reads, or why the month can't be billed.
    pub(crate) fn billable(&self, month: NaiveDate, now: DateTime<Utc>) -> Result<Basis<'_>, Refused> {
        self.order(month, now)?;
        let basis = Basis::of(self, month);
        basis.check()?;
        Ok(basis)
    }

    /// Months are billed when they are over, once, and in order.
    fn order(&self, month: NaiveDate, now: DateTime<Utc>) -> Result<(), Refused> {
        if month >= local_month(now) {
            return Err(Refused::MonthNotOver { month });
        }
        if self.runs.iter().any(|(run, _)| *run == month) {
            return Err(Refused::AlreadyRun);
        }
        if let Some((earlier, _)) = self.runs.iter().find(|(run, state)| *run < month && *state != State::Issued) {
            return Err(Refused::EarlierMonthOpen { earlier: *earlier });
        }
        if let Some((last, _)) = self.runs.last().filter(|(run, _)| *run > month) {
            // A month before one that has been run is closed: what comes for it goes to the next.
            return Err(Refused::EarlierMonthOpen { earlier: next_month(*last) });
        }
        let mut earlier = self.next().unwrap_or(month);
        while earlier < month {
            if !Basis::of(self, earlier).is_empty() {
                return Err(Refused::EarlierMonthOpen { earlier });
            }
            earlier = next_month(earlier);
        }
        Ok(())
    }
}

/// In the order that a basis is summed up in.
pub(super) fn ordered(rows: sea_orm::Select<rollup::Entity>) -> sea_orm::Select<rollup::Entity> {
    use rollup::Column::{Meter, Month, PriceList, Tenant};
    rows.order_by_asc(Tenant).order_by_asc(Meter).order_by_asc(Month).order_by_asc(PriceList)
}

impl<'a> Basis<'a> {
    fn of(coming: &'a Coming, month: NaiveDate) -> Self {
        let sandbox = sandbox();
        let own = |row: &&rollup::Model| row.billed_month == month && row.tenant != sandbox;
        let rollups: Vec<_> = coming.rollups.iter().filter(own).collect();
        let charges: Vec<_> = coming.charges.iter().filter(|row| row.month <= month).collect();
        let mut basis = Self { coming, month, rollups, charges, users: BTreeSet::new() };
        let used = basis.rollups.iter().map(|row| row.tenant.as_str());
        let users = used.chain(basis.charges.iter().map(|row| row.tenant.as_str())).chain(basis.subscribed());
        basis.users = users.collect();
        basis
    }

    /// A user's subscriptions that have begun by the month's end.
    pub(super) fn subscriptions(&self, user: &str) -> Vec<&'a subscription::Model> {
        let all = self.coming.subscriptions.get(user).map(Vec::as_slice).unwrap_or_default();
        all.iter().filter(|one| one.begins < next_month(self.month)).collect()
    }

    /// Who subscribes in the month.
    fn subscribed(&self) -> impl Iterator<Item = &'a str> {
        let month = self.month;
        let all = self.coming.subscriptions.iter();
        all.filter(move |(_, all)| counted_in(all, span, month).is_some()).map(|(tenant, _)| tenant.as_str())
    }

    /// Whether nobody would get a line.
    fn is_empty(&self) -> bool {
        let prices = &self.coming.prices;
        let fee = |item: &Item| price_at(&prices.all, &prices.service, item, self.month).is_some();
        let fees = [Item::FixedPerInhabitant, Item::FixedMonthly].iter().any(fee);
        self.rollups.is_empty() && self.charges.is_empty() && !(fees && self.subscribed().next().is_some())
    }

    fn check(&self) -> Result<(), Refused> {
        if self.is_empty() {
            return Err(Refused::NothingToBill);
        }
        let uses = self.rollups.iter().map(|row| rating::Use {
            meter: row.meter.clone(),
            month: row.month,
            price_list: (!row.price_list.is_empty()).then(|| row.price_list.clone()),
            events: row.events,
            quantity: row.quantity,
            ore: row.ore,
        });
        let items = self.coming.prices.missing(&uses.collect::<Vec<_>>());
        if items.is_empty() { Ok(()) } else { Err(Refused::PriceMissing { items }) }
    }
}
