//! Checks of Tillarbetslivet's own data: seats, hours, and that every placement was told once and taken back once if cancelled.

use std::{collections::BTreeMap, sync::Arc};

use platform::{
    Across, Actor, Ctx, Result,
    verify::{Facts, Finding},
};

use crate::{
    entities::offer,
    offering::{hours, kind},
    permissions::CONFIRMED,
};

pub(crate) async fn check(ctx: Ctx, facts: Arc<Facts>) -> Result<Vec<Finding>> {
    let across = ctx.store.across_read(Actor::System("verify")).await?;
    let mut findings = offers(&across).await?;
    findings.extend(events(&across).await?);
    findings.extend(overlaps(&across).await?);
    findings.extend(tally(&across, &facts).await?);
    Ok(findings)
}

fn finding(code: &'static str, detail: String) -> Finding {
    Finding { service: "tillarbetslivet".into(), code, detail }
}

/// No more pupils than seats, as many as are counted, and hours that the law allows.
async fn offers(across: &Across) -> Result<Vec<Finding>> {
    let sql = "SELECT tenant, offer, COUNT(*) AS held FROM tillarbetslivet_placement WHERE cancelled_at IS NULL GROUP BY tenant, offer";
    let mut held: BTreeMap<(String, uuid::Uuid), i64> = BTreeMap::new();
    for row in across.query(sql, []).await? {
        held.insert((row.try_get("", "tenant")?, row.try_get("", "offer")?), row.try_get("", "held")?);
    }
    let mut findings = Vec::new();
    for row in across.find::<offer::Entity>().all(across.db()).await? {
        let count = held.remove(&(row.tenant.clone(), row.id)).unwrap_or(0);
        let (id, tenant) = (row.id, &row.tenant);
        if count > i64::from(row.seats) || row.taken > row.seats {
            let detail = format!("Offer {id} of {tenant} has {} seats, but {count} pupils are confirmed.", row.seats);
            findings.push(finding("seats-over-booked", detail));
        }
        if count != i64::from(row.taken) {
            let detail = format!("Offer {id} of {tenant} counts {} seats as taken, but {count} are.", row.taken);
            findings.push(finding("seats-differ", detail));
        }
        if let Err(refused) = hours(&row).lawful(kind(&row)) {
            findings.push(finding("hours-unlawful", format!("Offer {id} of {tenant}: {refused}.")));
        }
    }
    for ((tenant, id), _) in held {
        findings
            .push(finding("offer-missing", format!("Pupils of {tenant} are confirmed on offer {id}, which is gone.")));
    }
    Ok(findings)
}

/// One usage event for each placement, a second one exactly for those that were cancelled, and none of them shared.
async fn events(across: &Across) -> Result<Vec<Finding>> {
    let wrong = "SELECT tenant, id FROM tillarbetslivet_placement \
                 WHERE (cancelled_at IS NOT NULL AND (reversal_event IS NULL OR reversal_event = usage_event)) \
                 OR (cancelled_at IS NULL AND reversal_event IS NOT NULL) ORDER BY tenant, id LIMIT 100";
    let mut findings = Vec::new();
    for row in across.query(wrong, []).await? {
        let (tenant, id): (String, uuid::Uuid) = (row.try_get("", "tenant")?, row.try_get("", "id")?);
        let detail = format!(
            "Placement {id} of {tenant}: it has a second usage event exactly when it was cancelled, and this one does not."
        );
        findings.push(finding("placement-events", detail));
    }
    let shared = "SELECT usage_event, COUNT(*) AS placements FROM tillarbetslivet_placement GROUP BY usage_event HAVING COUNT(*) > 1 LIMIT 100";
    for row in across.query(shared, []).await? {
        let (event, count): (uuid::Uuid, i64) = (row.try_get("", "usage_event")?, row.try_get("", "placements")?);
        findings.push(finding("placement-events", format!("Usage event {event} is claimed by {count} placements.")));
    }
    Ok(findings)
}

/// Nobody is at two workplaces at once.
async fn overlaps(across: &Across) -> Result<Vec<Finding>> {
    let sql = "SELECT a.tenant AS tenant, a.id AS one, b.id AS other FROM tillarbetslivet_placement a \
               JOIN tillarbetslivet_placement b ON b.tenant = a.tenant AND b.pupil = a.pupil AND b.id > a.id \
               JOIN tillarbetslivet_offer x ON x.tenant = a.tenant AND x.id = a.offer \
               JOIN tillarbetslivet_offer y ON y.tenant = b.tenant AND y.id = b.offer \
               WHERE a.cancelled_at IS NULL AND b.cancelled_at IS NULL AND x.first_day <= y.last_day AND y.first_day <= x.last_day \
               ORDER BY a.tenant, a.id LIMIT 100";
    let mut findings = Vec::new();
    for row in across.query(sql, []).await? {
        let (tenant, one, other): (String, uuid::Uuid, uuid::Uuid) =
            (row.try_get("", "tenant")?, row.try_get("", "one")?, row.try_get("", "other")?);
        let detail = format!("Placements {one} and {other} of {tenant} are one pupil's at the same time.");
        findings.push(finding("placements-overlap", detail));
    }
    Ok(findings)
}

/// The platform's tally of what was told is what the placements say: events and quantity by tenant.
async fn tally(across: &Across, facts: &Facts) -> Result<Vec<Finding>> {
    let mut told: BTreeMap<String, (i64, i64)> = BTreeMap::new();
    let own = |service: &str, meter: &str| service == "tillarbetslivet" && meter == CONFIRMED.name;
    for tally in facts.tallies.iter().filter(|tally| own(&tally.service, &tally.meter)) {
        let sum = told.entry(tally.tenant.to_string()).or_default();
        *sum = (sum.0 + tally.events, sum.1 + tally.quantity);
    }
    let sql = "SELECT tenant, COUNT(*) AS confirmed, COUNT(cancelled_at) AS cancelled FROM tillarbetslivet_placement GROUP BY tenant";
    let mut findings = Vec::new();
    for row in across.query(sql, []).await? {
        let (tenant, confirmed, cancelled): (String, i64, i64) =
            (row.try_get("", "tenant")?, row.try_get("", "confirmed")?, row.try_get("", "cancelled")?);
        let told = told.remove(&tenant).unwrap_or_default();
        let own = (confirmed + cancelled, confirmed - cancelled);
        if told != own {
            let detail = format!(
                "{tenant}: {} events and {} placements were told, but its placements give {} and {}.",
                told.0, told.1, own.0, own.1
            );
            findings.push(finding("tally-differs", detail));
        }
    }
    for (tenant, (events, _)) in told {
        findings
            .push(finding("tally-differs", format!("{tenant}: {events} events were told, but it has no placement.")));
    }
    Ok(findings)
}
