//! What one organisation's use costs, month by month, before it is billed.

use chrono::NaiveDate;
use platform::{Aggregation, Read, Result, site::Site};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};

use super::{
    domain::{Item, Price, counted_in, fixed_fees, price_at},
    entities::{charge, organisation, rollup, subscription},
    known::{current, price_of, span},
};

/// What there is to compute from.
pub(super) struct Costs {
    pub subscriptions: Vec<subscription::Model>,
    prices: Vec<Price>,
    rollups: Vec<rollup::Model>,
    charges: Vec<charge::Model>,
    population: Option<i64>,
}

/// One thing that costs in a month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cost {
    pub service: String,
    pub what: What,
    /// Öre excluding VAT.
    pub ore: i64,
}

/// What it is that costs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum What {
    /// A meter's use of a month, which may be an earlier one than the one that bills it.
    Use { meter: String, month: NaiveDate, quantity: i64, price: Option<Price> },
    /// A fixed fee.
    Fixed { item: Item },
    /// A one-off charge and its reason.
    Once { connection: bool, reason: String },
}

/// A month's sums, öre excluding VAT.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Sums {
    pub usage: i64,
    pub fixed: i64,
    pub once: i64,
}

impl Sums {
    pub(super) fn total(self) -> i64 {
        self.usage.saturating_add(self.fixed).saturating_add(self.once)
    }
}

impl Costs {
    /// Reads what months from `first` on are computed from: five queries however long.
    pub(super) async fn load(read: &Read, first: NaiveDate) -> Result<Self> {
        let rollups = read.find::<rollup::Entity>().filter(rollup::Column::BilledMonth.gte(first));
        let rollups = rollups
            .order_by_asc(rollup::Column::Service)
            .order_by_asc(rollup::Column::Meter)
            .order_by_asc(rollup::Column::Month);
        let charges = read
            .find::<charge::Entity>()
            .filter(charge::Column::Month.gte(first))
            .order_by_asc(charge::Column::CreatedAt);
        let subscriptions = read.find::<subscription::Entity>().order_by_asc(subscription::Column::Service);
        let organisation = read.find::<organisation::Entity>().one(read.db()).await?;
        Ok(Self {
            subscriptions: subscriptions.all(read.db()).await?,
            prices: current(read.reference()).all(read.db()).await?.into_iter().map(price_of).collect::<Result<_>>()?,
            rollups: rollups.all(read.db()).await?,
            charges: charges.all(read.db()).await?,
            population: organisation.and_then(|row| row.population),
        })
    }

    /// What costs in a month: use, fixed fees, one-off charges.
    pub(super) fn of(&self, site: &Site, month: NaiveDate) -> Vec<Cost> {
        let mut costs = self.usage(site, month);
        let mut services: Vec<&str> = self.subscriptions.iter().map(|one| one.service.as_str()).collect();
        services.dedup();
        for service in services {
            let mine: Vec<_> = self.subscriptions.iter().filter(|one| one.service == service).collect();
            if counted_in(&mine, |one| span(one), month).is_some() {
                let fees = fixed_fees(&self.prices, service, self.population, month).into_iter();
                costs.extend(fees.map(|(price, ore)| Cost {
                    service: service.to_owned(),
                    what: What::Fixed { item: price.item.clone() },
                    ore,
                }));
            }
        }
        costs.extend(self.charges.iter().filter(|one| one.month == month).map(|one| Cost {
            service: one.service.clone(),
            what: What::Once { connection: one.kind == super::charges::CONNECTION_FEE, reason: one.reason.clone() },
            ore: one.ore,
        }));
        costs
    }

    fn usage(&self, site: &Site, billed: NaiveDate) -> Vec<Cost> {
        let rows: Vec<_> = self.rollups.iter().filter(|row| row.billed_month == billed).collect();
        let same =
            |a: &&rollup::Model, b: &&rollup::Model| (&a.service, &a.meter, a.month) == (&b.service, &b.meter, b.month);
        let cost = |rows: &[&rollup::Model]| {
            let first = rows.first()?;
            let meters =
                site.entries.iter().filter(|entry| entry.name == first.service).flat_map(|entry| &entry.meters);
            let highest =
                meters.into_iter().any(|meter| meter.name == first.meter && meter.aggregation == Aggregation::Max);
            let quantity = if highest {
                rows.iter().map(|row| row.max_quantity).max()?
            } else {
                rows.iter().map(|row| row.quantity).sum()
            };
            let price = price_at(&self.prices, &first.service, &Item::Meter(first.meter.clone()), first.month).cloned();
            let ore = price
                .as_ref()
                .and_then(|price| price.cost(quantity, rows.iter().map(|row| row.ore).sum()))
                .unwrap_or(0);
            let what = What::Use { meter: first.meter.clone(), month: first.month, quantity, price };
            Some(Cost { service: first.service.clone(), what, ore })
        };
        rows.chunk_by(same).filter_map(cost).collect()
    }
}

/// The sums of some costs.
pub(super) fn sums(costs: &[Cost]) -> Sums {
    costs.iter().fold(Sums::default(), |mut sums, cost| {
        match cost.what {
            What::Use { .. } => sums.usage += cost.ore,
            What::Fixed { .. } => sums.fixed += cost.ore,
            What::Once { .. } => sums.once += cost.ore,
        }
        sums
    })
}
