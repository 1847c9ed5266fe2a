//! How many are registered at most in a month, and telling it to billing. Whoever changes the number of open cases counts before and
//! after, under the municipality's lock; every night the new month begins with those that are open.

use chrono::{DateTime, Utc};
use contracts::{Tenant, usage::Measure};
use platform::{Actor, Ctx, Result, Tx, clock::local_month, id};
use sea_orm::{ActiveValue::Set, ColumnTrait, IntoActiveModel, QueryFilter};

use crate::{
    desk::Desk,
    entities::{municipality, peak},
    permissions::PEAK,
};

/// Counts that so many are open at an instant: when that is more than the month has seen, the increase is told.
pub(crate) async fn count(tx: &Tx, open: i64, at: DateTime<Utc>) -> Result<()> {
    let month = local_month(at);
    let row = tx.find::<peak::Entity>().filter(peak::Column::Month.eq(month)).one(tx.db()).await?;
    let before = row.as_ref().map_or(0, |row| row.peak);
    if open <= before {
        return Ok(());
    }
    let id = if let Some(row) = row {
        let mut row = row.into_active_model();
        row.peak = Set(open);
        tx.update(row).await?.id
    } else {
        let new = peak::ActiveModel { id: Set(id::new()), month: Set(month), peak: Set(open), ..Default::default() };
        tx.insert(new).await?.id
    };
    let increase = Measure::Quantity { quantity: open - before };
    tx.record_usage(&PEAK, increase, at, format!("peak/{id}"), None).await?;
    Ok(())
}

/// Changes the number of open cases of the locked municipality.
pub(crate) async fn change(tx: &Tx, row: municipality::Model, by: i64, at: DateTime<Utc>) -> Result<()> {
    count(tx, row.open_count, at).await?;
    let open = row.open_count + by;
    let mut row = row.into_active_model();
    row.open_count = Set(open);
    tx.update(row).await?;
    count(tx, open, at).await
}

/// Every night: a month begins with those that are open.
pub(crate) async fn carry(ctx: Ctx, _planned: DateTime<Utc>) -> Result<()> {
    for tenant in tenants(&ctx).await? {
        let desk = Desk::of_system(&ctx, &tenant, "peaks").await?;
        let row = desk.lock().await?;
        count(&desk.tx, row.open_count, desk.tx.now()).await?;
        desk.tx.commit().await?;
    }
    Ok(())
}

/// The municipalities that have registered somebody.
pub(crate) async fn tenants(ctx: &Ctx) -> Result<Vec<Tenant>> {
    let across = ctx.store.across_read(Actor::System("uka")).await?;
    let rows = across.find::<municipality::Entity>().all(across.db()).await?;
    Ok(rows.iter().map(|row| row.tenant.parse()).collect::<Result<_, _>>().map_err(anyhow::Error::new)?)
}
