//! Tells every process which sessions and keys have ended, which clients and whose roles have changed, and that identity lives.

use std::time::Duration;

use chrono::TimeDelta;
use contracts::session::{SESSION_FEED, SessionNews};
use platform::{Actor, Ctx, Result};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// The sign of life.
const EVERY: Duration = Duration::from_secs(5);
/// What ended is told again for as long as a process may remember it, so that one lost message does no harm.
const REPEAT: TimeDelta = TimeDelta::seconds(75);

/// Tells at once what has ended. A lost message is made good by [`run`].
pub async fn tell(ctx: &Ctx, ended: Vec<Uuid>) {
    if ended.is_empty() {
        return;
    }
    if let Err(error) = ctx.announce(SESSION_FEED, &SessionNews { ended }).await {
        tracing::warn!(error = error.full(), "ended sessions were not announced; they are told again within seconds");
    }
}

/// Tells every few seconds what ended lately, which may be nothing: a sign of life.
pub async fn run(ctx: Ctx, stop: CancellationToken) -> Result<()> {
    loop {
        ctx.announce(SESSION_FEED, &SessionNews { ended: lately(&ctx).await? }).await?;
        tokio::select! {
            () = stop.cancelled() => return Ok(()),
            // What an event has changed is told as soon as that is committed.
            () = ctx.store.work_woken() => {}
            () = tokio::time::sleep(EVERY) => {}
        }
    }
}

async fn lately(ctx: &Ctx) -> Result<Vec<Uuid>> {
    let across = ctx.store.across_read(Actor::System("session-feed")).await?;
    let sql = "SELECT id FROM identity_session WHERE ended_at >= $1 OR changed_at >= $1 UNION ALL SELECT id FROM identity_key WHERE ended_at >= $1 \
        UNION ALL SELECT id FROM identity_client WHERE changed_at >= $1";
    let rows = across.query(sql, [(across.now() - REPEAT).into()]).await?;
    rows.iter().map(|row| Ok(row.try_get("", "id")?)).collect()
}
