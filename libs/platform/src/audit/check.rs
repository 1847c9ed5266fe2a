//! The check of all chains of a service: for each tenant the first row that is not as it was sealed.

use std::{collections::BTreeMap, path::Path};

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{
    WINDOW, anchors,
    chain::{Link, Walk},
    prune,
};
use crate::{
    clock::local_date,
    error::Result,
    store::{
        Across, Actor, Store,
        system::{audit, audit_seal, audit_start},
    },
    verify::Finding,
};

/// A row may wait this long for its seal.
const PATIENCE: TimeDelta = TimeDelta::minutes(1);
/// Links read at a time.
const PAGE: u64 = 1000;

/// Walks the chain of every tenant and names the first flaw of each: a row changed, deleted, inserted or exchanged, a chain cut
/// or made anew since its end was written down under `data_dir`, a row that has no seal.
///
/// # Errors
/// When database or anchors can't be read.
pub async fn check(store: &Store, data_dir: &Path) -> Result<Vec<Finding>> {
    // Read before the chains, which only grow: what was written down must be in them.
    let mut known = anchors::read(data_dir, store.service())?;
    let across = store.across_read(Actor::System("verify")).await?;
    let tenants =
        across.query("SELECT tenant FROM audit UNION SELECT tenant FROM audit_seal UNION SELECT tenant FROM audit_start ORDER BY tenant", []).await?;
    let mut findings = Vec::new();
    let mut tell = |(code, detail)| findings.push(Finding { service: store.service().into(), code, detail });
    for row in tenants {
        let tenant: String = row.try_get("", "tenant")?;
        let anchored = known.remove(&tenant).unwrap_or_default();
        if let Some(flaw) = walk(&across, &tenant, &anchored).await? {
            tell(flaw);
        }
    }
    for (tenant, anchored) in known {
        if let Some(seq) = anchored.keys().next_back() {
            tell(("audit-cut", format!("{tenant}'s audit log is empty, but it once had {seq} sealed rows.")));
        }
    }
    unsealed(store, &across).await?.into_iter().for_each(&mut tell);
    Ok(findings)
}

type Told = (&'static str, String);

type Anchored = BTreeMap<i64, (String, DateTime<Utc>)>;

async fn walk(across: &Across, tenant: &str, anchored: &Anchored) -> Result<Option<Told>> {
    let start = prune::start(across, tenant).await?;
    if let Some(start) = &start
        && let Some(wrong) = pruned(across, start, anchored).await?
    {
        return Ok(Some(wrong));
    }
    let mut walk = start.map_or_else(Walk::new, |start| Walk::after(start.seq, start.hash));
    loop {
        let page = page(across, tenant, walk.seq).await?;
        for link in &page {
            if let Some(flaw) = walk.step(link, &page)? {
                return Ok(Some(flaw.tell(tenant)));
            }
            if anchored.get(&walk.seq).is_some_and(|(hash, _)| *hash != walk.hash) {
                let detail = format!(
                    "{tenant}'s audit log has been made anew: seal {} is not the one that was written down.",
                    walk.seq
                );
                return Ok(Some(("audit-rewritten", detail)));
            }
        }
        if page.is_empty() {
            break;
        }
    }
    let cut = anchored.keys().next_back().filter(|seq| **seq > walk.seq);
    Ok(cut.map(|seq| {
        (
            "audit-cut",
            format!("{tenant}'s audit log has been cut: it ends at seal {}, but once reached {seq}.", walk.seq),
        )
    }))
}

/// What is wrong with where a chain begins: pruning leaves a row that tells of it, nothing before it, and takes nothing young. The
/// ages are those of the anchors, which lie outside of the database.
async fn pruned(across: &Across, start: &audit_start::Model, anchored: &Anchored) -> Result<Option<Told>> {
    let (tenant, seq) = (&start.tenant, start.seq);
    let rows = across.find::<audit::Entity>().filter(audit::Column::Tenant.eq(tenant));
    let rows = rows.filter(audit::Column::Action.eq(prune::PRUNED)).filter(audit::Column::Object.eq(seq.to_string()));
    let told = rows.all(&**across).await?;
    let hash = |row: &audit::Model| serde_json::from_str::<serde_json::Value>(&row.detail).ok();
    if !told.iter().any(|row| hash(row).is_some_and(|detail| detail["hash"] == start.hash)) {
        let detail =
            format!("{tenant}'s audit log begins after seal {seq}, but no row of it says that older ones were pruned.");
        return Ok(Some(("audit-start-unrecorded", detail)));
    }
    let seals = across.find::<audit_seal::Entity>().filter(audit_seal::Column::Tenant.eq(tenant));
    if let Some(left) = seals.filter(audit_seal::Column::Seq.lte(seq)).one(&**across).await? {
        let detail = format!("{tenant}'s audit log begins after seal {seq}, but seal {} is still there.", left.seq);
        return Ok(Some(("audit-start-moved", detail)));
    }
    let earliest = prune::limit(local_date(start.pruned_at), prune::LEAST_YEARS);
    if anchored.get(&seq).is_some_and(|(hash, _)| *hash != start.hash) {
        let detail =
            format!("{tenant}'s audit log begins after a seal {seq} that is not the one that was written down.");
        return Ok(Some(("audit-rewritten", detail)));
    }
    // What was sealed after an anchor was written down is younger than the anchor.
    let young = anchored.range(..seq).next_back().filter(|(_, (_, at))| *at > earliest);
    Ok(young.map(|(_, (_, at))| {
        let detail = format!("{tenant}'s audit log was pruned up to seal {seq}, although that was written after {at}.");
        ("audit-pruned-early", detail)
    }))
}

/// The seals after a number, with their rows.
pub(super) async fn page(across: &Across, tenant: &str, after: i64) -> Result<Vec<Link>> {
    let seals = across.find::<audit_seal::Entity>().filter(audit_seal::Column::Tenant.eq(tenant));
    let seals = seals.filter(audit_seal::Column::Seq.gt(after)).order_by_asc(audit_seal::Column::Seq).limit(PAGE);
    let seals = seals.all(&**across).await?;
    let ids = seals.iter().map(|seal| seal.audit_id);
    let rows =
        across.find::<audit::Entity>().filter(audit::Column::Tenant.eq(tenant)).filter(audit::Column::Id.is_in(ids));
    let mut rows: BTreeMap<_, _> = rows.all(&**across).await?.into_iter().map(|row| (row.id, row)).collect();
    Ok(seals.into_iter().map(|seal| Link { row: rows.remove(&seal.audit_id), seal }).collect())
}

/// Rows without a seal: those that stand before sealed rows were put there afterwards, the others wait for too long.
async fn unsealed(store: &Store, across: &Across) -> Result<Vec<Told>> {
    let until = store.clock().now() - PATIENCE;
    let rows = across
        .query(
            "SELECT a.tenant AS tenant, a.id AS id, a.at AS at, (SELECT max(b.at) FROM audit b JOIN audit_seal s ON s.tenant = b.tenant \
             AND s.audit_id = b.id WHERE b.tenant = a.tenant AND s.seq = (SELECT max(l.seq) FROM audit_seal l WHERE l.tenant = a.tenant)) \
             AS sealed FROM audit a WHERE a.at < $1 AND NOT EXISTS \
             (SELECT 1 FROM audit_seal s WHERE s.tenant = a.tenant AND s.audit_id = a.id) ORDER BY a.tenant, a.at, a.id LIMIT 100",
            [until.into()],
        )
        .await?;
    let mut told = Vec::new();
    for row in rows {
        let (tenant, id): (String, uuid::Uuid) = (row.try_get("", "tenant")?, row.try_get("", "id")?);
        let at: DateTime<Utc> = row.try_get("", "at")?;
        let sealed: Option<DateTime<Utc>> = row.try_get("", "sealed")?;
        told.push(if sealed.is_some_and(|sealed| at < sealed - WINDOW) {
            (
                "audit-inserted",
                format!(
                    "Audit row {id} of {tenant} stands before sealed rows but has no seal: it was put there afterwards."
                ),
            )
        } else {
            ("audit-unsealed", format!("Audit row {id} of {tenant} of {at} has no seal yet: is the service running?"))
        });
    }
    Ok(told)
}
