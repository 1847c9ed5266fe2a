//! Retention of the log itself. Each night the oldest sealed rows of each chain are deleted once they are older than the service keeps
//! them; where the chain begins from then on is kept, and a row of the log tells of it. What does not fit its seal is not deleted: it
//! is evidence.
//!
//! How long: a service says it ([`crate::Module::log_kept`]), otherwise [`USUAL_YEARS`].
//!
//! - Ten years for what has to do with money and agreements: a claim is barred after ten years (preskriptionslagen 1981:130, 2 §), and
//!   the bookkeeping's own trail is kept for seven years after the year's end (bokföringslagen 1999:1078, 7 kap. 2 §), within them.
//! - Five years for who has read in a sensitive register: as long as can be asked who has read, the time for which health care keeps
//!   such logs (HSLF-FS 2016:40, 4 kap. 9 §), and no longer, since the log tells about those who read as well (GDPR, article 5.1 e).
//!
//! Less than [`LEAST_YEARS`] is not offered: the database itself refuses to delete what is younger.

use chrono::{DateTime, Months, NaiveDate, Utc};
use contracts::Tenant;
use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter, QueryOrder};
use serde_json::json;

use super::{chain::Walk, check};
use crate::{
    clock::start_of,
    ctx::Ctx,
    error::Result,
    store::{
        Across, Actor,
        system::{audit_start, follow_up},
    },
};

/// How many years a log is kept unless its service says otherwise.
pub const USUAL_YEARS: u32 = 10;
/// The fewest years that a log is kept.
pub const LEAST_YEARS: u32 = 5;
/// The row that tells of it; its object is the last seal that was pruned.
pub const PRUNED: &str = "platform.audit.prune";

/// What was written before this is older than so many years.
pub fn limit(today: NaiveDate, years: u32) -> DateTime<Utc> {
    start_of(today.checked_sub_months(Months::new(12 * years)).unwrap_or(today))
}

/// Where a tenant's chain begins since it was pruned last.
///
/// # Errors
/// When the database does not answer.
pub async fn start(across: &Across, tenant: &str) -> Result<Option<audit_start::Model>> {
    let starts = across.find::<audit_start::Entity>().filter(audit_start::Column::Tenant.eq(tenant));
    Ok(starts.order_by_desc(audit_start::Column::Seq).one(across.db()).await?)
}

/// Deletes what is older than a number of years; tells how many rows.
pub(crate) async fn prune(ctx: Ctx, today: NaiveDate, years: u32) -> Result<u64> {
    let limit = limit(today, years.max(LEAST_YEARS));
    let read = ctx.store.across_read(Actor::System("retention")).await?;
    let tenants = read.query("SELECT DISTINCT tenant FROM audit WHERE at < $1 ORDER BY tenant", [limit.into()]).await?;
    drop(read);
    let mut deleted = 0;
    for row in tenants {
        let tenant: Tenant = row.try_get::<String>("", "tenant")?.parse().map_err(anyhow::Error::new)?;
        loop {
            let gone = oldest(&ctx, &tenant, limit).await?;
            deleted += gone;
            if gone == 0 {
                break;
            }
        }
    }
    let tx = ctx.store.across_for(Actor::System("retention")).await?;
    let closed = tx.delete::<follow_up::Entity>().filter(follow_up::Column::ClosedAt.lt(limit));
    deleted += closed.exec(tx.db()).await?.rows_affected;
    tx.commit().await?;
    Ok(deleted)
}

/// The oldest rows of a chain, as many as are read at a time; tells how many.
async fn oldest(ctx: &Ctx, tenant: &Tenant, limit: DateTime<Utc>) -> Result<u64> {
    let across = ctx.store.across_for(Actor::System("retention")).await?;
    let begin = start(&across, tenant.as_str()).await?;
    let mut walk = begin.map_or_else(Walk::new, |start| Walk::after(start.seq, start.hash));
    let first = walk.seq;
    let page = check::page(&across, tenant.as_str(), first).await?;
    for link in page.iter().take_while(|link| link.row.as_ref().is_none_or(|row| row.at < limit)) {
        if let Some(flaw) = walk.step(link, &page)? {
            let (_, told) = flaw.tell(tenant.as_str());
            return Err(anyhow::anyhow!("the audit log is not pruned: {told}").into());
        }
    }
    let rows = u64::try_from(walk.seq - first).unwrap_or_default();
    if rows == 0 {
        return Ok(0);
    }
    let now = across.now();
    across
        .insert(audit_start::ActiveModel {
            tenant: Set(tenant.to_string()),
            seq: Set(walk.seq),
            hash: Set(walk.hash.clone()),
            pruned_at: Set(now),
        })
        .await?;
    let detail = json!({ "hash": walk.hash, "rows": rows, "olderThan": limit });
    across.audit(tenant, PRUNED, &walk.seq.to_string(), &detail).await?;
    across.only_prunes().await?;
    let of = || [tenant.as_str().into(), walk.seq.into()];
    let sealed = "DELETE FROM audit WHERE tenant = $1 AND id IN (SELECT audit_id FROM audit_seal WHERE tenant = $1 AND seq <= $2)";
    let gone = across.execute(sealed, of()).await?;
    let seals = across.execute("DELETE FROM audit_seal WHERE tenant = $1 AND seq <= $2", of()).await?;
    if (gone, seals) != (rows, rows) {
        let told =
            format!("{gone} rows and {seals} seals of {tenant} could be deleted, not {rows}: what does its clock say?");
        return Err(anyhow::anyhow!("the audit log is not pruned: {told}").into());
    }
    across.commit().await?;
    Ok(rows)
}

#[cfg(test)]
mod tests;
