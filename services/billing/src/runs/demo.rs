//! Demonstration: a year of issued invoices, and last month's run waiting for somebody to approve it.

use std::time::Duration;

use chrono::{Days, NaiveDate};
use platform::{
    Ctx, Demo, Result,
    clock::{local_month, next_month},
    operations,
    store::Actor,
};
use sea_orm::{ColumnTrait, QueryFilter};
use uuid::Uuid;

use super::{coming::next_months, domain::State, entities::run, issue, rate, start};

const PREPARES: Actor = Actor::System("demonstration");
const APPROVES: Actor = Actor::System("demonstration approval");
const SERVICE: &str = "bibblix";
const LOOK: Duration = Duration::from_millis(250);
/// Looks at most (ten minutes: a slow machine takes in a year of use for long).
const PATIENCE: u32 = 2400;

/// Bills every month that is over; does nothing when that has been done.
pub(crate) async fn make(ctx: Ctx, demo: Demo) -> Result<()> {
    if demo.percent == 0 {
        return Ok(());
    }
    let now = local_month(ctx.clock.now());
    let across = ctx.store.across_read(PREPARES).await?;
    let any = across.find::<run::Entity>().filter(run::Column::Service.eq(SERVICE)).one(across.db()).await?;
    drop(across);
    if any.is_some() || !settled(&ctx).await {
        return Ok(());
    }
    loop {
        let across = ctx.store.across_for(PREPARES).await?;
        let Some(month) = next_months(&across, &[SERVICE]).await?.into_values().next().filter(|month| *month < now)
        else {
            return Ok(());
        };
        let Ok(id) = start::start(&ctx.site, &across, SERVICE, month).await? else { return Ok(()) };
        across.commit().await?;
        while rate::step(&ctx.store, &ctx.site, id).await? {}
        if next_month(month) == now || !send(&ctx, id, month).await? {
            return Ok(());
        }
    }
}

/// Waits until all of the service's use is here; tells whether it is.
async fn settled(ctx: &Ctx) -> bool {
    for _ in 0..PATIENCE {
        if operations::demonstration_heard(ctx, SERVICE).await {
            return true;
        }
        tokio::time::sleep(LOOK).await;
    }
    false
}

/// Approves and issues a past month as it would have been then: on the fifth of the month after.
async fn send(ctx: &Ctx, id: Uuid, month: NaiveDate) -> Result<bool> {
    let on = next_month(month).checked_add_days(Days::new(4)).unwrap_or(month);
    let across = ctx.store.across_for(APPROVES).await?;
    if issue::approve(&across, id, on).await?.is_err() {
        return Ok(false);
    }
    across.commit().await?;
    issue::issue(&ctx.store, id, APPROVES).await?;
    let across = ctx.store.across_read(APPROVES).await?;
    Ok(super::read::run(&across, id).await?.state == State::Issued.name())
}
