//! Checks of Bibblix' own data: every loan has told its use once, budgets add up, and the tally is what the loans say.

use std::{collections::BTreeMap, sync::Arc};

use platform::{
    Across, Actor, Ctx, Result,
    clock::month_interval,
    verify::{Facts, Finding},
};

use crate::{
    domain::loan::Status,
    entities::budget,
    permissions::{BUNDLE_LOAN, LOAN},
};

pub(crate) async fn check(ctx: Ctx, facts: Arc<Facts>) -> Result<Vec<Finding>> {
    let across = ctx.store.across_read(Actor::System("verify")).await?;
    let mut findings = events(&across).await?;
    findings.extend(budgets(&across).await?);
    findings.extend(tally(&across, &facts).await?);
    Ok(findings)
}

fn finding(code: &'static str, detail: String) -> Finding {
    Finding { service: "bibblix".into(), code, detail }
}

/// One usage event for each loan, a second one for those that were taken back, and none of them shared.
async fn events(across: &Across) -> Result<Vec<Finding>> {
    let wrong = "SELECT tenant, id FROM bibblix_loan WHERE (status = $1 AND (reversal_event IS NULL OR reversal_event = usage_event)) \
                 OR (status <> $1 AND reversal_event IS NOT NULL) ORDER BY tenant, id LIMIT 100";
    let mut findings = Vec::new();
    for row in across.query(wrong, [Status::Reversed.name().into()]).await? {
        let (tenant, id): (String, uuid::Uuid) = (row.try_get("", "tenant")?, row.try_get("", "id")?);
        let detail = format!(
            "Loan {id} of {tenant}: a loan has a second usage event exactly when it was taken back, and this one does not."
        );
        findings.push(finding("loan-events", detail));
    }
    let shared =
        "SELECT usage_event, COUNT(*) AS loans FROM bibblix_loan GROUP BY usage_event HAVING COUNT(*) > 1 LIMIT 100";
    for row in across.query(shared, []).await? {
        let (event, loans): (uuid::Uuid, i64) = (row.try_get("", "usage_event")?, row.try_get("", "loans")?);
        findings.push(finding("loan-events", format!("Usage event {event} is claimed by {loans} loans.")));
    }
    Ok(findings)
}

/// What a month has used is what its loans cost, those taken back apart, and no more than its cap.
async fn budgets(across: &Across) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    let mut by_tenant: BTreeMap<String, i64> = BTreeMap::new();
    let cost = "SELECT CAST(COALESCE(SUM(price_ore), 0) AS BIGINT) AS ore FROM bibblix_loan \
                WHERE tenant = $1 AND status <> $2 AND started >= $3 AND started < $4";
    for row in across.find::<budget::Entity>().all(across.db()).await? {
        let (from, to) = month_interval(row.month);
        let values = [row.tenant.as_str().into(), Status::Reversed.name().into(), from.into(), to.into()];
        let ore = match across.query(cost, values).await?.first() {
            Some(sum) => sum.try_get::<i64>("", "ore")?,
            None => 0,
        };
        let (tenant, month, used, cap) = (row.tenant, row.month, row.committed_ore, row.cap_ore);
        if ore != used {
            let detail = format!(
                "The budget of {tenant} says that {used} öre were used in the month from {month}, its loans {ore}."
            );
            findings.push(finding("budget-differs", detail));
        }
        if used > cap {
            findings.push(finding(
                "budget-exceeded",
                format!("{tenant} has used {used} öre in the month from {month}; the cap was {cap}."),
            ));
        }
        *by_tenant.entry(tenant).or_default() += used;
    }
    let all =
        "SELECT tenant, CAST(SUM(price_ore) AS BIGINT) AS ore FROM bibblix_loan WHERE status <> $1 GROUP BY tenant";
    for row in across.query(all, [Status::Reversed.name().into()]).await? {
        let (tenant, ore): (String, i64) = (row.try_get("", "tenant")?, row.try_get("", "ore")?);
        let used = by_tenant.get(&tenant).copied().unwrap_or(0);
        if used != ore {
            findings.push(finding(
                "budget-differs",
                format!("All budgets of {tenant} together say {used} öre, its loans {ore}."),
            ));
        }
    }
    Ok(findings)
}

/// Events, quantity and öre, by tenant and meter.
type Counts = BTreeMap<(String, String), (i64, i64, i64)>;

/// The platform's tally of what was told is what the loans say.
async fn tally(across: &Across, facts: &Facts) -> Result<Vec<Finding>> {
    let mut told = Counts::new();
    for tally in facts.tallies.iter().filter(|tally| tally.service == "bibblix") {
        let sum = told.entry((tally.tenant.to_string(), tally.meter.clone())).or_default();
        *sum = (sum.0 + tally.events, sum.1 + tally.quantity, sum.2 + tally.ore);
    }
    let own = own_counts(across).await?;
    let keys: std::collections::BTreeSet<_> = told.keys().chain(own.keys()).collect();
    let mut findings = Vec::new();
    for key in keys {
        let (told, own) = (told.get(key).copied().unwrap_or_default(), own.get(key).copied().unwrap_or_default());
        if told != own {
            let (tenant, meter) = key;
            let detail = format!(
                "{tenant}, {meter}: {} events, {} units and {} öre were told, but the loans give {}, {} and {}.",
                told.0, told.1, told.2, own.0, own.1, own.2
            );
            findings.push(finding("tally-differs", detail));
        }
    }
    Ok(findings)
}

async fn own_counts(across: &Across) -> Result<Counts> {
    let sql = "SELECT tenant, CASE WHEN price_list IS NULL THEN 1 ELSE 0 END AS prepaid, COUNT(*) AS loans, \
               CAST(SUM(CASE WHEN status = $1 THEN 1 ELSE 0 END) AS BIGINT) AS reversed, \
               CAST(SUM(CASE WHEN status = $1 THEN 0 ELSE price_ore END) AS BIGINT) AS ore \
               FROM bibblix_loan GROUP BY tenant, CASE WHEN price_list IS NULL THEN 1 ELSE 0 END";
    let mut own = Counts::new();
    for row in across.query(sql, [Status::Reversed.name().into()]).await? {
        let (tenant, prepaid): (String, i32) = (row.try_get("", "tenant")?, row.try_get("", "prepaid")?);
        let (loans, reversed, ore): (i64, i64, i64) =
            (row.try_get("", "loans")?, row.try_get("", "reversed")?, row.try_get("", "ore")?);
        let meter = if prepaid == 1 { BUNDLE_LOAN.name } else { LOAN.name };
        own.insert((tenant, meter.into()), (loans + reversed, loans - reversed, ore));
    }
    Ok(own)
}
