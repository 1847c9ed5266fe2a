//! What operators have a service do. Each command is written to its audit log with who gave it.

use std::sync::Arc;

use contracts::Tenant;
use sea_orm::{ColumnTrait, QueryFilter};
use serde_json::json;

use super::{
    Declared,
    question::{Decide, Decision, Run},
};
use crate::{
    ctx::Ctx,
    error::{Error, Result},
    parked,
    store::{Actor, system::schedule},
};

pub(super) async fn decide(ctx: Ctx, asked: Decide) -> Result<()> {
    let actor = asked.by.actor();
    match asked.decision {
        Decision::Retry => parked::request_retry(&ctx.store, asked.id, actor).await,
        Decision::Drop { reason } => {
            let reason = reason.trim();
            if !parked::REASON.contains(&reason.chars().count()) {
                return Err(Error::invalid("reason", "write the reason in 10 to 500 characters"));
            }
            parked::drop_for_good(&ctx.store, asked.id, reason, actor).await
        }
    }
}

pub(super) async fn run(ctx: Ctx, asked: Run, declared: Arc<Declared>) -> Result<()> {
    let found = declared.schedules.iter().find(|(name, ..)| *name == asked.schedule);
    let (name, _, again) = found.ok_or(Error::NotFound)?;
    if !again {
        return Err(Error::rule("schedule-not-again", "this work is not made to run out of turn: wait for its time"));
    }
    want(&ctx, name, asked.by.map_or(Actor::System("operator"), super::question::By::actor)).await
}

/// Writes down that a run is wanted; the process that leads the schedule begins it within a second.
pub(super) async fn want(ctx: &Ctx, name: &'static str, actor: Actor) -> Result<()> {
    let tx = ctx.store.across_for(actor).await?;
    let now = tx.now();
    // The row is there from the scheduler's first look; a service that has just started for the first time gets one here.
    let sql = "INSERT INTO schedule (name, planned_at, started_at, finished_at, wanted_at) VALUES ($1, $2, $2, $2, $2) \
               ON CONFLICT (name) DO UPDATE SET wanted_at = excluded.wanted_at \
               WHERE schedule.wanted_at IS NULL AND schedule.finished_at IS NOT NULL";
    let wanted = tx.execute(sql, [name.into(), now.into()]).await? == 1;
    if !wanted {
        let row = tx.find::<schedule::Entity>().filter(schedule::Column::Name.eq(name)).one(tx.db()).await?;
        let since = row.map(|row| row.wanted_at.unwrap_or(row.started_at).to_rfc3339()).unwrap_or_default();
        return Err(Error::rule(
            "schedule-running",
            format!("it runs already, since {since}: wait until it has ended"),
        ));
    }
    tx.audit(&Tenant::association(), "platform.schedule.run", name, &json!({})).await?;
    tx.commit().await
}
