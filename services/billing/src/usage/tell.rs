//! Telling what use has cost so far, so that a loan shows in the portal within two seconds.

use std::time::Duration;

use chrono::NaiveDate;
use contracts::billing::UsageRolledUp;
use platform::{
    Across, Aggregation, Ctx, Result,
    site::Site,
    store::{Actor, Store},
};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect};
use tokio_util::sync::CancellationToken;

use super::{
    domain::{Item, Price, price_at},
    entities::rollup,
    known::{current, lock, price_of},
    prices,
};

/// At most so long after a change it is told, whichever process has made it.
const PAUSE: Duration = Duration::from_millis(250);
/// Changes that follow each other closely are told together.
const GATHER: Duration = Duration::from_millis(40);
/// Organisations told in one transaction.
const TENANTS: u64 = 25;
const WHO: Actor = Actor::System("tell");

/// Runs until stopped. What waits in quarantine is tried at the start, because a new version may know new meters.
pub(super) async fn run(ctx: Ctx, stop: CancellationToken) -> Result<()> {
    let across = ctx.store.across_for(WHO).await?;
    prices::retry_waiting(&ctx.site, &across, None).await?;
    across.commit().await?;
    while !stop.is_cancelled() {
        while tell(&ctx.store, &ctx.site).await? == TENANTS {}
        tokio::select! {
            () = stop.cancelled() => break,
            () = ctx.store.work_woken() => tokio::time::sleep(GATHER).await,
            () = tokio::time::sleep(PAUSE) => {}
        }
    }
    Ok(())
}

/// A month's use of a meter, with the parts that were used in other months than the one that bills them.
#[derive(sea_orm::FromQueryResult)]
struct Part {
    tenant: String,
    service: String,
    meter: String,
    billed_month: NaiveDate,
    month: NaiveDate,
    quantity: i64,
    ore: i64,
    max_quantity: i64,
}

/// Tells some organisations' changed sums; tells how many organisations.
pub(super) async fn tell(store: &Store, site: &Site) -> Result<u64> {
    if untold(&store.across_read(WHO).await?).await?.is_empty() {
        return Ok(0);
    }
    let across = store.across_for(WHO).await?;
    lock(across.db()).await?;
    let tenants = untold(&across).await?;
    let prices: Vec<Price> =
        current(across.find()).all(across.db()).await?.into_iter().map(price_of).collect::<Result<_>>()?;
    for parts in parts(&across, &tenants).await?.chunk_by(|a, b| key(a) == key(b)) {
        let Some(first) = parts.first() else { continue };
        let event = UsageRolledUp {
            service: first.service.clone(),
            meter: first.meter.clone(),
            month: first.billed_month,
            quantity: parts.iter().map(|part| part.quantity).sum(),
            ore: parts.iter().map(|part| cost(site, &prices, part)).sum(),
            as_of: across.now(),
        };
        across.tenant(&first.tenant.parse().map_err(anyhow::Error::new)?).emit(event).await?;
    }
    let told = across.update_many::<rollup::Entity>().col_expr(rollup::Column::ToldAt, across.now().into());
    let told = told.filter(rollup::Column::ToldAt.is_null()).filter(rollup::Column::Tenant.is_in(&tenants));
    told.exec(across.db()).await?;
    across.commit().await?;
    Ok(tenants.len() as u64)
}

fn key(part: &Part) -> (&str, &str, &str, NaiveDate) {
    (&part.tenant, &part.service, &part.meter, part.billed_month)
}

fn cost(site: &Site, prices: &[Price], part: &Part) -> i64 {
    let meters = site.entries.iter().filter(|entry| entry.name == part.service).flat_map(|entry| &entry.meters);
    let highest = meters.into_iter().any(|meter| meter.name == part.meter && meter.aggregation == Aggregation::Max);
    let quantity = if highest { part.max_quantity } else { part.quantity };
    let price = price_at(prices, &part.service, &Item::Meter(part.meter.clone()), part.month);
    price.and_then(|price| price.cost(quantity, part.ore)).unwrap_or(0)
}

async fn untold(across: &Across) -> Result<Vec<String>> {
    let column = rollup::Column::Tenant;
    let rows = across.find::<rollup::Entity>().filter(rollup::Column::ToldAt.is_null()).select_only().column(column);
    Ok(rows.distinct().order_by_asc(column).limit(TENANTS).into_tuple().all(across.db()).await?)
}

async fn parts(across: &Across, tenants: &[String]) -> Result<Vec<Part>> {
    use rollup::Column;
    let whole = |column: Column| {
        sea_orm::sea_query::Expr::cust(format!("CAST(SUM({}) AS BIGINT)", sea_orm::IdenStatic::as_str(&column)))
    };
    let changed = "EXISTS (SELECT 1 FROM billing_rollup AS c WHERE c.told_at IS NULL AND c.tenant = billing_rollup.tenant \
                   AND c.service = billing_rollup.service AND c.meter = billing_rollup.meter AND c.billed_month = billing_rollup.billed_month)";
    let mut rows = across.find::<rollup::Entity>().filter(Column::Tenant.is_in(tenants)).select_only();
    rows = rows.filter(sea_orm::sea_query::Expr::cust(changed));
    for column in [Column::Tenant, Column::Service, Column::Meter, Column::BilledMonth, Column::Month] {
        rows = rows.column(column).group_by(column).order_by_asc(column);
    }
    rows = rows.column_as(whole(Column::Quantity), "quantity").column_as(whole(Column::Ore), "ore");
    Ok(rows.column_as(Column::MaxQuantity.max(), "max_quantity").into_model().all(across.db()).await?)
}
