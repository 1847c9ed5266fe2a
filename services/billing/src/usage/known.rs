//! What billing must know to judge a use: subscriptions, prices, frozen months.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use platform::{
    MeterKind, Result, Tx,
    clock::{local_date, local_month},
    site::Site,
};
use sea_orm::{ColumnTrait, ConnectionTrait, DbBackend, QueryFilter, QueryOrder, Select};

use super::{
    domain::{Item, Price, Rate, Span, Told, Waits, billed_month, price_at},
    entities::{frozen, price, subscription},
};

/// The month of a use and the month that bills it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Placed {
    pub month: NaiveDate,
    pub billed_month: NaiveDate,
}

/// What there is to know about one organisation's use of some services.
pub(super) struct Known {
    subscriptions: Vec<subscription::Model>,
    frozen: Vec<frozen::Model>,
    prices: Vec<Price>,
}

/// Adding use, telling roll-ups and freezing a month exclude each other until the transaction ends, so that no use slips into a
/// month after its run has read it, and roll-ups are not locked in different orders. SQLite has one writer anyway. Take it
/// before anything else is written in the transaction, and before a month is frozen.
pub(crate) async fn lock(db: &impl ConnectionTrait) -> Result<()> {
    if db.get_database_backend() == DbBackend::Postgres {
        db.execute_unprepared("SELECT pg_advisory_xact_lock(7317002)").await?;
    }
    Ok(())
}

/// Prices in force or to come, of some services or of all when none is named.
pub(crate) fn current(select: Select<price::Entity>) -> Select<price::Entity> {
    select
        .filter(price::Column::ReplacedBy.is_null())
        .order_by_asc(price::Column::Service)
        .order_by_asc(price::Column::ValidFrom)
}

/// A stored version as the rules see it.
pub(crate) fn price_of(row: price::Model) -> Result<Price> {
    let broken = |what: &str| anyhow::anyhow!("price {} has the {what} \"{}\"", row.id, row.item);
    Ok(Price {
        id: row.id,
        item: row.item.parse().map_err(|()| broken("unknown item"))?,
        vat: row.vat.parse().map_err(|()| broken("unknown VAT category of"))?,
        rate: row
            .ore_numerator
            .zip(row.ore_denominator)
            .and_then(|(numerator, denominator)| Rate::new(numerator, denominator)),
        service: row.service,
        version: row.version,
        valid_from: row.valid_from,
        account: row.account,
    })
}

/// The months of a service that are closed.
pub(crate) async fn frozen_months(tx: &Tx, service: &str) -> Result<Vec<NaiveDate>> {
    let rows = tx.reference::<frozen::Entity>().filter(frozen::Column::Service.eq(service)).all(tx.db()).await?;
    Ok(rows.into_iter().map(|row| row.month).collect())
}

/// All current prices of a service.
pub(crate) async fn prices(tx: &platform::Read, service: &str) -> Result<Vec<Price>> {
    let rows = current(tx.reference()).filter(price::Column::Service.eq(service)).all(tx.db()).await?;
    rows.into_iter().map(price_of).collect()
}

/// A subscription's days.
pub(crate) fn span(subscription: &subscription::Model) -> Span {
    Span { begins: subscription.begins, ends: subscription.ends }
}

impl Known {
    pub(super) async fn load(tx: &Tx, told: &[Told]) -> Result<Self> {
        let services: BTreeSet<&str> = told.iter().map(|one| one.data.service.as_str()).collect();
        let subscriptions =
            tx.find::<subscription::Entity>().filter(subscription::Column::Service.is_in(services.clone()));
        let frozen = tx.reference::<frozen::Entity>().filter(frozen::Column::Service.is_in(services.clone()));
        let prices = current(tx.reference()).filter(price::Column::Service.is_in(services)).all(tx.db()).await?;
        Ok(Self {
            subscriptions: subscriptions.all(tx.db()).await?,
            frozen: frozen.all(tx.db()).await?,
            prices: prices.into_iter().map(price_of).collect::<Result<_>>()?,
        })
    }

    /// The months of a use that can be charged, or why it waits.
    pub(super) fn judge(&self, site: &Site, told: &Told) -> Result<Placed, Waits> {
        let data = &told.data;
        let service = site.entries.iter().find(|entry| entry.name == data.service).ok_or(Waits::UnknownService)?;
        let meter = service.meters.iter().find(|meter| meter.name == data.meter).ok_or(Waits::UnknownMeter)?;
        let amount = told.price_list().is_some();
        if amount != (meter.kind == MeterKind::Amount) {
            return Err(Waits::WrongKind);
        }
        let (day, month) = (local_date(data.occurred_at), local_month(data.occurred_at));
        let mine = |one: &&subscription::Model| one.service == data.service && span(one).covers(day);
        self.subscriptions.iter().find(mine).ok_or(Waits::NotSubscribed)?;
        let price =
            price_at(&self.prices, &data.service, &Item::Meter(data.meter.clone()), month).ok_or(Waits::NoPrice)?;
        if price.rate.is_some() == amount {
            return Err(Waits::NoPrice);
        }
        let frozen: Vec<_> =
            self.frozen.iter().filter(|one| one.service == data.service).map(|one| one.month).collect();
        Ok(Placed { month, billed_month: billed_month(month, &frozen) })
    }
}
