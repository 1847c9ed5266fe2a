//! Sealing of audit rows into a hash chain per service and tenant, and the check of those chains.
//!
//! A row is written in the transaction that it describes and sealed within a second. What is sealed is found by "has no seal
//! yet", never by a cursor: a transaction that commits late is sealed late. Every hour the end of each chain is written down
//! outside of the database, so that a chain that was cut or made anew is seen.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, QueryFilter, QueryOrder, Statement};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

mod all;
mod anchors;
mod chain;
mod check;
mod copied;
mod follow;
mod origin;
mod pages;
mod prune;
mod search;
mod show;

pub(crate) use all::answer;
pub use all::{ALL, everywhere};
pub use check::check;
pub use follow::{Follows, Pick};
pub(crate) use follow::{example as follow_example, follow, handed_example, pages as follow_pages};
pub(crate) use origin::{coming_from, here};
pub use pages::read;
pub(crate) use pages::{example, pages};
use pages::{keep, permission, title};
pub use prune::USUAL_YEARS;
pub(crate) use prune::{LEAST_YEARS, prune};

/// When ends of a service's chains were last written down.
///
/// # Errors
/// When the file can't be read.
pub(crate) async fn anchored_at(ctx: &Ctx) -> Result<Option<DateTime<Utc>>> {
    let (data_dir, service) = (ctx.config.data_dir.clone(), ctx.service);
    let told = tokio::task::spawn_blocking(move || anchors::latest(&data_dir, service));
    told.await.map_err(anyhow::Error::new)?
}

pub(crate) use copied::only_here_for;

use crate::{
    ctx::Ctx,
    error::Result,
    leader::Leader,
    store::{
        Across, Actor, Store,
        system::{audit, audit_seal},
    },
    telemetry,
};

/// Rows sealed in one transaction.
const BATCH: usize = 1000;
/// How far back the sealer looks each time; no transaction is open for longer.
const WINDOW: TimeDelta = TimeDelta::minutes(10);
/// How often it looks at all rows, for those that the window has missed.
const SWEEP_EVERY: Duration = Duration::from_mins(10);
/// How often the ends of the chains are written down.
const ANCHOR_EVERY: Duration = Duration::from_hours(1);

const UNSEALED: &str = "SELECT a.* FROM audit a WHERE a.at >= $1 AND NOT EXISTS \
    (SELECT 1 FROM audit_seal s WHERE s.tenant = a.tenant AND s.audit_id = a.id) \
    ORDER BY a.tenant, a.at, a.id LIMIT 1000";

/// Seals until stopped, in one process at a time; returns an error to be started again.
pub(crate) async fn seal_loop(ctx: Ctx, stop: CancellationToken) -> Result<()> {
    let mut leader = Leader::new(&ctx.store, "audit");
    let (mut swept, mut anchored): (Option<Instant>, Option<Instant>) = (None, None);
    loop {
        // Asked before sealing: a row that is written while this round runs waits for one more round.
        let stopping = stop.is_cancelled();
        if leader.leads().await? {
            let sweep = swept.is_none_or(|at| at.elapsed() > SWEEP_EVERY);
            let since = if sweep { DateTime::UNIX_EPOCH } else { ctx.clock.now() - WINDOW };
            while seal(&ctx.store, since).await? == BATCH {}
            swept = if sweep { Some(Instant::now()) } else { swept };
            if anchored.is_none_or(|at| at.elapsed() > ANCHOR_EVERY) {
                anchor(&ctx).await?;
                anchored = Some(Instant::now());
            }
            if stopping {
                return anchor(&ctx).await;
            }
        } else if stopping {
            return Ok(());
        }
        tokio::select! {
            () = stop.cancelled() => {}
            () = tokio::time::sleep(Duration::from_millis(500)) => {}
        }
    }
}

/// Writes the ends of the chains down, here and elsewhere. A place elsewhere that does not answer hinders nothing here: operators are told.
async fn anchor(ctx: &Ctx) -> Result<()> {
    anchors::write(&ctx.store, &ctx.config.data_dir).await?;
    if let Err(error) = copied::copy(&ctx.config, ctx.service).await {
        tracing::error!(service = ctx.service, error = error.full(), "the ends of the audit chains were not copied");
    }
    Ok(())
}

/// Seals at most [`BATCH`] rows written since a time; tells how many it was.
async fn seal(store: &Store, since: DateTime<Utc>) -> Result<usize> {
    let read = store.across_read(Actor::System("audit")).await?;
    let waiting = unsealed(&read, since).await?;
    drop(read);
    let oldest = waiting.iter().map(|row| row.at).min();
    let age = oldest.map_or(TimeDelta::zero(), |at| store.clock().now() - at);
    telemetry::audit_unsealed_age(store.service(), age.as_seconds_f64().max(0.0));
    if waiting.is_empty() {
        return Ok(0);
    }
    let tx = store.across_for(Actor::System("audit")).await?;
    let mut seals = Vec::with_capacity(waiting.len());
    let mut end: Option<(String, i64, String)> = None;
    for row in unsealed(&tx, since).await? {
        let (seq, previous) = match end {
            Some((tenant, seq, hash)) if tenant == row.tenant => (seq, hash),
            _ => tip(&tx, &row.tenant).await?,
        };
        let (seq, hash) = (seq + 1, chain::link(&previous, &row)?);
        seals.push(audit_seal::ActiveModel {
            tenant: Set(row.tenant.clone()),
            seq: Set(seq),
            audit_id: Set(row.id),
            hash: Set(hash.clone()),
        });
        end = Some((row.tenant, seq, hash));
    }
    let sealed = seals.len();
    tx.insert_all(seals).await?;
    tx.commit().await?;
    if sealed < BATCH {
        telemetry::audit_unsealed_age(store.service(), 0.0);
    }
    Ok(sealed)
}

async fn unsealed(across: &Across, since: DateTime<Utc>) -> Result<Vec<audit::Model>> {
    let statement = Statement::from_sql_and_values(across.get_database_backend(), UNSEALED, [since.into()]);
    Ok(across.find::<audit::Entity>().from_raw_sql(statement).all(&**across).await?)
}

/// Number and hash of a chain's last seal.
async fn tip(across: &Across, tenant: &str) -> Result<(i64, String)> {
    let seals = across.find::<audit_seal::Entity>().filter(audit_seal::Column::Tenant.eq(tenant));
    let last = seals.order_by_desc(audit_seal::Column::Seq).one(&**across).await?;
    if let Some(seal) = last {
        return Ok((seal.seq, seal.hash));
    }
    Ok(prune::start(across, tenant).await?.map_or_else(|| (0, chain::genesis()), |start| (start.seq, start.hash)))
}

#[cfg(test)]
mod tests;
