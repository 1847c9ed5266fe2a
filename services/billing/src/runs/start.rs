//! Starting a run: whether the month can be billed, and freezing what there is to bill.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use contracts::Tenant;
use platform::{
    Across, Aggregation, Result,
    clock::{local_month, next_month},
    id,
    site::Site,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, Condition, ExprTrait, QueryFilter, QueryOrder, Select, sea_query::Expr};
use serde_json::json;
use uuid::Uuid;

use super::{
    domain::{Refused, State, rating},
    entities::{part, run},
};
use crate::usage::{
    domain::{Item, counted_in, price_at},
    entities::{charge, frozen, organisation, price, rollup, subscription},
    known::{current, lock, price_of, span},
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

/// Everything that a run of a service and month reads.
struct Basis {
    rollups: Vec<rollup::Model>,
    charges: Vec<charge::Model>,
    subscriptions: BTreeMap<String, Vec<subscription::Model>>,
    prices: rating::Prices,
    users: BTreeSet<String>,
}

/// The services that are billed.
pub(crate) fn services(site: &Site) -> Vec<&'static str> {
    site.entries.iter().filter(|entry| entry.charged).map(|entry| entry.name).collect()
}

/// A service's prices, replaced versions apart.
pub(crate) async fn prices(across: &Across, service: &str) -> Result<rating::Prices> {
    let rows = current(across.find()).filter(price::Column::Service.eq(service)).all(across.db()).await?;
    let all = rows.into_iter().map(price_of).collect::<Result<_>>()?;
    Ok(rating::Prices { service: service.into(), all })
}

/// A roll-up as the rules see it. A meter that bills the highest value has that as its quantity.
pub(crate) fn use_of(site: &Site, row: rollup::Model) -> rating::Use {
    let mut meters = site.entries.iter().filter(|entry| entry.name == row.service).flat_map(|entry| &entry.meters);
    let highest = meters.any(|meter| meter.name == row.meter && meter.aggregation == Aggregation::Max);
    rating::Use {
        quantity: if highest { row.max_quantity } else { row.quantity },
        price_list: (!row.price_list.is_empty()).then_some(row.price_list),
        meter: row.meter,
        month: row.month,
        events: row.events,
        ore: row.ore,
    }
}

/// The next month to bill of a service: the one after the last run, or the first with anything in it.
pub(crate) async fn next_open(across: &Across, service: &str) -> Result<Option<NaiveDate>> {
    let runs = across
        .find::<run::Entity>()
        .filter(run::Column::Service.eq(service))
        .filter(run::Column::State.ne(State::Discarded.name()));
    if let Some(last) = runs.order_by_desc(run::Column::Month).one(across.db()).await? {
        return Ok(Some(next_month(last.month)));
    }
    let used = across
        .find::<rollup::Entity>()
        .filter(rollup::Column::Service.eq(service))
        .filter(rollup::Column::Tenant.ne(sandbox()))
        .order_by_asc(rollup::Column::BilledMonth);
    let used = used.one(across.db()).await?.map(|row| row.billed_month);
    let owed = across
        .find::<charge::Entity>()
        .filter(unbilled(service))
        .order_by_asc(charge::Column::Month)
        .one(across.db())
        .await?;
    Ok(used.into_iter().chain(owed.map(|row| row.month)).min())
}

fn unbilled(service: &str) -> Condition {
    let own = Condition::all().add(charge::Column::Service.eq(service)).add(charge::Column::LineRun.is_null());
    own.add(charge::Column::Tenant.ne(sandbox()))
}

/// Whether a month can be billed, and what it holds.
pub(crate) async fn readiness(across: &Across, service: &str, month: NaiveDate) -> Result<Readiness> {
    let basis = Basis::load(across, service, month).await?;
    let refused = match order(across, service, month).await? {
        Some(refused) => Some(refused),
        None => basis.refused(month),
    };
    let events = basis.rollups.iter().map(|row| row.events).sum();
    let sandbox = left_out(across, service, month).await?;
    Ok(Readiness { month, users: basis.users.len(), events, sandbox, refused })
}

/// A month's roll-ups of a service that are billed: all but the sandbox's.
pub(crate) fn billed(across: &Across, service: &str, month: NaiveDate) -> Select<rollup::Entity> {
    use rollup::Column::{BilledMonth, Meter, Month, PriceList, Service, Tenant};
    let all = across.find::<rollup::Entity>().filter(Service.eq(service)).filter(BilledMonth.eq(month));
    all.filter(Tenant.ne(sandbox()))
        .order_by_asc(Tenant)
        .order_by_asc(Meter)
        .order_by_asc(Month)
        .order_by_asc(PriceList)
}

fn sandbox() -> String {
    Tenant::sandbox().to_string()
}

/// Uses in the sandbox, which a run of the month leaves out.
pub(crate) async fn left_out(across: &Across, service: &str, month: NaiveDate) -> Result<i64> {
    use rollup::Column::{BilledMonth, Service};
    let tx = across.tenant(&Tenant::sandbox());
    let rows = tx.find::<rollup::Entity>().filter(Service.eq(service)).filter(BilledMonth.eq(month));
    Ok(rows.all(tx.db()).await?.iter().map(|row| row.events).sum())
}

/// Months are billed when they are over, once, and in order.
async fn order(across: &Across, service: &str, month: NaiveDate) -> Result<Option<Refused>> {
    if month >= local_month(across.now()) {
        return Ok(Some(Refused::MonthNotOver { month }));
    }
    let active = across
        .find::<run::Entity>()
        .filter(run::Column::Service.eq(service))
        .filter(run::Column::State.ne(State::Discarded.name()));
    let runs = active.order_by_asc(run::Column::Month).all(across.db()).await?;
    if runs.iter().any(|run| run.month == month) {
        return Ok(Some(Refused::AlreadyRun));
    }
    if let Some(open) = runs.iter().find(|run| run.month < month && run.state != State::Issued.name()) {
        return Ok(Some(Refused::EarlierMonthOpen { earlier: open.month }));
    }
    if let Some(last) = runs.last().filter(|run| run.month > month) {
        // A month before one that has been run is closed: what comes for it goes to the next.
        return Ok(Some(Refused::EarlierMonthOpen { earlier: next_month(last.month) }));
    }
    let Some(next) = next_open(across, service).await?.filter(|next| *next < month) else { return Ok(None) };
    let mut earlier = next;
    while earlier < month {
        if !Basis::load(across, service, earlier).await?.is_empty(earlier) {
            return Ok(Some(Refused::EarlierMonthOpen { earlier }));
        }
        earlier = next_month(earlier);
    }
    Ok(None)
}

impl Basis {
    async fn load(across: &Across, service: &str, month: NaiveDate) -> Result<Self> {
        let rollups = billed(across, service, month).all(across.db()).await?;
        let charges =
            across.find::<charge::Entity>().filter(unbilled(service)).filter(charge::Column::Month.lte(month));
        let charges = charges.all(across.db()).await?;
        let begun = across.find::<subscription::Entity>().filter(subscription::Column::Service.eq(service));
        let begun = begun
            .filter(subscription::Column::Tenant.ne(sandbox()))
            .filter(subscription::Column::Begins.lt(next_month(month)))
            .order_by_asc(subscription::Column::Id);
        let mut subscriptions = BTreeMap::<String, Vec<_>>::new();
        for one in begun.all(across.db()).await? {
            subscriptions.entry(one.tenant.clone()).or_default().push(one);
        }
        let mut basis =
            Self { rollups, charges, subscriptions, prices: prices(across, service).await?, users: BTreeSet::new() };
        basis.users = basis
            .rollups
            .iter()
            .map(|row| row.tenant.clone())
            .chain(basis.charges.iter().map(|row| row.tenant.clone()))
            .collect();
        let subscribed = basis.subscriptions.iter().filter(|(_, all)| counted_in(all, span, month).is_some());
        let subscribed: Vec<String> = subscribed.map(|(tenant, _)| tenant.clone()).collect();
        basis.users.extend(subscribed);
        Ok(basis)
    }

    /// Whether nobody would get a line.
    fn is_empty(&self, month: NaiveDate) -> bool {
        let fee = |item: &Item| price_at(&self.prices.all, &self.prices.service, item, month).is_some();
        let fees = [Item::FixedPerInhabitant, Item::FixedMonthly].iter().any(fee);
        let subscribed = self.subscriptions.values().any(|all| counted_in(all, span, month).is_some());
        self.rollups.is_empty() && self.charges.is_empty() && !(fees && subscribed)
    }

    fn refused(&self, month: NaiveDate) -> Option<Refused> {
        if self.is_empty(month) {
            return Some(Refused::NothingToBill);
        }
        let uses = self.rollups.iter().map(|row| rating::Use {
            meter: row.meter.clone(),
            month: row.month,
            price_list: (!row.price_list.is_empty()).then(|| row.price_list.clone()),
            events: row.events,
            quantity: row.quantity,
            ore: row.ore,
        });
        let uses: Vec<_> = uses.collect();
        let items = self.prices.missing(&uses);
        (!items.is_empty()).then_some(Refused::PriceMissing { items })
    }

    fn part(
        &self,
        user: &str,
        month: NaiveDate,
        run: Uuid,
        names: &BTreeMap<String, organisation::Model>,
    ) -> part::ActiveModel {
        let all = self.subscriptions.get(user).map(Vec::as_slice).unwrap_or_default();
        let counted = counted_in(all, span, month);
        // Use that came after a subscription had ended is paid by who paid last.
        let payer = counted.or_else(|| all.iter().max_by_key(|one| one.begins)).map_or(user, |one| one.payer.as_str());
        let name = |tenant: &str| names.get(tenant).map_or_else(|| tenant.to_owned(), |one| one.name.clone());
        part::ActiveModel {
            tenant: Set(user.into()),
            run: Set(run),
            name: Set(names.get(user).map_or_else(|| user.to_owned(), |one| one.short_name.clone())),
            payer: Set(payer.into()),
            payer_name: Set(name(payer)),
            population: Set(names.get(user).and_then(|one| one.population)),
            subscribed: Set(counted.is_some()),
            begins_now: Set(counted.is_some_and(|one| one.begins >= month)),
            rated_at: Set(None),
            quantity: Set(0),
            net: Set(0),
            previous: Set(None),
            deviations: Set(String::new()),
            lines: Set(0),
            lines_sha256: Set(String::new()),
        }
    }
}

/// SHA-256 in hex over roll-ups in order.
pub(crate) fn basis_sha256(rollups: &[rollup::Model]) -> String {
    let row = |row: &rollup::Model| {
        let rollup::Model { tenant, meter, month, price_list, events, quantity, ore, max_quantity, .. } = row;
        format!("{tenant}|{meter}|{month}|{price_list}|{events}|{quantity}|{ore}|{max_quantity}\n")
    };
    platform::caller::secret_hash(&rollups.iter().map(row).collect::<String>())
}

/// Starts a run: freezes the month, claims its charges and notes whom to rate. All or nothing, in the given transaction.
pub(crate) async fn start(
    site: &Site,
    across: &Across,
    service: &str,
    month: NaiveDate,
) -> Result<Result<Uuid, Refused>> {
    if !services(site).contains(&service) {
        return Ok(Err(Refused::UnknownService { service: service.chars().take(64).collect() }));
    }
    lock(across.db()).await?;
    if let Some(refused) = order(across, service, month).await? {
        return Ok(Err(refused));
    }
    let basis = Basis::load(across, service, month).await?;
    if let Some(refused) = basis.refused(month) {
        return Ok(Err(refused));
    }
    let (run, now) = (id::new(), across.now());
    let freeze =
        frozen::ActiveModel { service: Set(service.into()), month: Set(month), run: Set(run), frozen_at: Set(now) };
    across.insert(freeze).await?;
    let ids: Vec<Uuid> = basis.charges.iter().map(|one| one.id).collect();
    let claim = across.update_many::<charge::Entity>().col_expr(charge::Column::LineRun, Expr::value(run));
    claim.filter(charge::Column::Id.is_in(ids).and(charge::Column::LineRun.is_null())).exec(across.db()).await?;
    across.insert(new_run(across, run, service, month, &basis, now)).await?;
    let names = across.find::<organisation::Entity>().all(across.db()).await?;
    let names: BTreeMap<String, _> = names.into_iter().map(|one| (one.tenant.clone(), one)).collect();
    across.insert_all(basis.users.iter().map(|user| basis.part(user, month, run, &names)).collect()).await?;
    let detail = json!({ "service": service, "month": month, "users": basis.users.len(), "rollups": basis.rollups.len(), "sandboxLeftOut": left_out(across, service, month).await? });
    across.audit(&Tenant::association(), "billing.run.start", &run.to_string(), &detail).await?;
    Ok(Ok(run))
}

fn new_run(
    across: &Across,
    id: Uuid,
    service: &str,
    month: NaiveDate,
    basis: &Basis,
    now: DateTime<Utc>,
) -> run::ActiveModel {
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    run::ActiveModel {
        tenant: Set(Tenant::association().to_string()),
        id: Set(id),
        service: Set(service.into()),
        month: Set(month),
        state: Set(State::Preparing.name().into()),
        prepared_by: Set(across.actor().to_string()),
        prepared_at: Set(now),
        rollups: Set(count(basis.rollups.len())),
        basis_sha256: Set(basis_sha256(&basis.rollups)),
        users: Set(count(basis.users.len())),
        ..Default::default()
    }
}
