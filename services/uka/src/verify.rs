//! Checks of UKA's own data. Findings name ids, never persons.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use chrono::{DateTime, Months, NaiveDate, TimeDelta, Utc};
use contracts::Tenant;
use platform::{
    Across, Actor, Ctx, Result,
    clock::{local_date, local_month, month_interval, start_of},
    verify::{Facts, Finding},
};

use crate::{
    accesses::ACT,
    desk::Why,
    domain::{
        number::born,
        scope::{quarter, turns_20},
    },
    entities::{earlier_case, municipality, peak, youth},
    follows::LOG_YEARS,
    permissions::PEAK,
    vault::{Field, Vault},
};

/// Whoever turns 20 is closed by night; a service that was down has this long.
const GRACE: TimeDelta = TimeDelta::days(2);

pub(crate) async fn check(ctx: Ctx, facts: Arc<Facts>) -> Result<Vec<Finding>> {
    let across = ctx.store.across_read(Actor::System("verify")).await?;
    let now = ctx.clock.now();
    let youths = across.find::<youth::Entity>().all(across.db()).await?;
    let (mut findings, twenty) = numbers(&ctx, &youths)?;
    findings.extend(scope(&youths, &twenty, now));
    findings.extend(access_log(&across, &youths, now).await?);
    findings.extend(counts(&across, &youths).await?);
    findings.extend(peaks(&across, &youths, &facts, now).await?);
    Ok(findings)
}

fn finding(code: &'static str, detail: String) -> Finding {
    Finding { service: "uka".into(), code, detail }
}

/// Days of turning 20, by the young person's id.
type Twenty = BTreeMap<uuid::Uuid, NaiveDate>;

/// Each blind index is that of the number that is encrypted beside it, and the quarter of turning 20 follows from it.
fn numbers(ctx: &Ctx, youths: &[youth::Model]) -> Result<(Vec<Finding>, Twenty)> {
    let mut twenty = Twenty::new();
    let mut vaults: BTreeMap<&str, Vault> = BTreeMap::new();
    let mut findings = Vec::new();
    for row in youths {
        if !vaults.contains_key(row.tenant.as_str()) {
            let tenant: Tenant = row.tenant.parse().map_err(anyhow::Error::new)?;
            vaults.insert(&row.tenant, Vault::of(ctx, &tenant)?);
        }
        let Some(vault) = vaults.get(row.tenant.as_str()) else { continue };
        let (tenant, id) = (&row.tenant, row.id);
        let opened = vault.open(Field::Number, id, &row.number_sealed);
        let (Ok(digits), Ok(_)) = (opened, vault.open(Field::Name, id, &row.name_sealed)) else {
            findings.push(finding(
                "unreadable",
                format!(
                    "Young person {id} of {tenant}: number or name does not open under this installation's secret."
                ),
            ));
            continue;
        };
        if vault.index_of(&digits) != row.number_index {
            findings.push(finding(
                "index-differs",
                format!("Young person {id} of {tenant}: the blind index is not that of the encrypted number."),
            ));
        }
        let turns = born(&digits).map(turns_20);
        twenty.extend(turns.map(|turns| (id, turns)));
        if turns.map(quarter) != Some(row.twenty_quarter) {
            findings.push(finding(
                "age-differs",
                format!("Young person {id} of {tenant}: the quarter of turning 20 does not follow from the number."),
            ));
        }
    }
    Ok((findings, twenty))
}

/// No case is open long after a twentieth birthday, nor was opened on or after it.
fn scope(youths: &[youth::Model], twenty: &Twenty, now: DateTime<Utc>) -> Vec<Finding> {
    let wrong = |row: &&youth::Model| {
        let Some(turns) = twenty.get(&row.id) else { return false };
        let over = row.closed_at.is_none() && *turns <= local_date(now - GRACE) && row.opened_at < now - GRACE;
        over || *turns <= local_date(row.opened_at)
    };
    let told = |row: &youth::Model| {
        let (id, tenant) = (row.id, &row.tenant);
        finding("out-of-scope", format!("Young person {id} of {tenant} has turned 20, which the case does not follow."))
    };
    youths.iter().filter(wrong).map(told).collect()
}

/// The access log knows who registered everybody whose case is no older than the log.
async fn access_log(across: &Across, youths: &[youth::Model], now: DateTime<Utc>) -> Result<Vec<Finding>> {
    let registered = format!("{ACT}{}", Why::Registered.name());
    let rows = across.query("SELECT tenant, object FROM audit WHERE action = $1", [registered.into()]).await?;
    let known = rows.iter().map(|row| Ok((row.try_get("", "tenant")?, row.try_get("", "object")?)));
    let known: BTreeSet<(String, String)> = known.collect::<Result<_>>()?;
    let kept = start_of(local_date(now) - Months::new(12 * LOG_YEARS));
    let unknown =
        |row: &&youth::Model| row.opened_at > kept && !known.contains(&(row.tenant.clone(), row.id.to_string()));
    let told = |row: &youth::Model| {
        let (id, tenant) = (row.id, &row.tenant);
        let detail = format!("Young person {id} of {tenant}: the access log does not know who registered them.");
        finding("access-log-gap", detail)
    };
    Ok(youths.iter().filter(unknown).map(told).collect())
}

/// A municipality's count of open cases is what its rows say.
async fn counts(across: &Across, youths: &[youth::Model]) -> Result<Vec<Finding>> {
    let rows = across.find::<municipality::Entity>().all(across.db()).await?;
    let open = |tenant: &str| {
        let open = youths.iter().filter(|row| row.tenant == tenant && row.closed_at.is_none()).count();
        i64::try_from(open).unwrap_or(i64::MAX)
    };
    let wrong = rows.iter().filter(|row| open(&row.tenant) != row.open_count);
    let told = |row: &municipality::Model| {
        let (tenant, said, real) = (&row.tenant, row.open_count, open(&row.tenant));
        finding("count-differs", format!("{tenant} counts {said} open cases, but has {real}."))
    };
    Ok(wrong.map(told).collect())
}

/// What was told to billing is the sum of the months' peaks, and the peaks of this month and the last are what the cases give.
async fn peaks(across: &Across, youths: &[youth::Model], facts: &Facts, now: DateTime<Utc>) -> Result<Vec<Finding>> {
    let rows = across.find::<peak::Entity>().all(across.db()).await?;
    let mut findings = Vec::new();
    let mut sums: BTreeMap<&str, (i64, i64)> = BTreeMap::new();
    for row in &rows {
        sums.entry(&row.tenant).or_default().0 += row.peak;
    }
    for tally in facts.tallies.iter().filter(|tally| tally.service == "uka" && tally.meter == PEAK.name) {
        sums.entry(tally.tenant.as_str()).or_default().1 += tally.quantity;
    }
    for (tenant, (peaks, told)) in sums.iter().filter(|(_, (peaks, told))| peaks != told) {
        findings
            .push(finding("peak-differs", format!("{tenant}: peaks sum to {peaks}, but {told} were told to billing.")));
    }
    let earlier = across.find::<earlier_case::Entity>().all(across.db()).await?;
    let this = local_month(now);
    let last = local_month(month_interval(this).0 - TimeDelta::days(1));
    let tenants: BTreeSet<&str> = youths.iter().map(|row| row.tenant.as_str()).collect();
    for tenant in tenants {
        let latest = youths.iter().filter(|row| row.tenant == tenant).map(|row| (row.opened_at, row.closed_at));
        let before = earlier.iter().filter(|row| row.tenant == tenant).map(|row| (row.opened_at, Some(row.closed_at)));
        let cases: Vec<_> = latest.chain(before).collect();
        for month in [last, this] {
            let told = rows.iter().find(|row| row.tenant == tenant && row.month == month).map_or(0, |row| row.peak);
            let (least, most) = (highest(&cases, month, now, false), highest(&cases, month, now, true));
            // A month without a single change begins with the night's count, which may not have been made yet.
            let waits = month == this && told == 0;
            if !waits && (told < least || told > most) {
                let detail = format!(
                    "{tenant}, month from {month}: a peak of {told} was told, the cases give {least} to {most}."
                );
                findings.push(finding("peak-differs", detail));
            }
        }
    }
    Ok(findings)
}

/// The most cases open at the same time in a month, up to now. Times do not tell the order of what happened at the same instant:
/// with openings first it is the most that it can have been, with closings first the least.
fn highest(
    cases: &[(DateTime<Utc>, Option<DateTime<Utc>>)],
    month: NaiveDate,
    now: DateTime<Utc>,
    openings_first: bool,
) -> i64 {
    let (from, to) = month_interval(month);
    let mut changes: Vec<(DateTime<Utc>, i64)> = Vec::new();
    for (opened, closed) in cases.iter().filter(|(opened, _)| *opened < to && *opened <= now) {
        if closed.is_some_and(|closed| closed < from) {
            continue;
        }
        changes.push(((*opened).max(from), 1));
        changes.extend(closed.filter(|closed| *closed < to).map(|closed| (closed, -1)));
    }
    changes.sort_by_key(|(at, change)| (*at, if openings_first { -change } else { *change }));
    let sums = changes.iter().scan(0, |open, (_, change)| {
        *open += change;
        Some(*open)
    });
    sums.max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_peak_is_the_most_at_the_same_time() {
        let at = |text: &str| -> DateTime<Utc> { text.parse().unwrap() };
        let (now, month) = (at("2026-11-22T10:00:00Z"), "2026-11-01".parse().unwrap());
        let cases = [
            (at("2026-09-01T10:00:00Z"), None),
            (at("2026-09-02T10:00:00Z"), Some(at("2026-10-20T10:00:00Z"))),
            (at("2026-11-03T10:00:00Z"), Some(at("2026-11-05T10:00:00Z"))),
            (at("2026-11-06T10:00:00Z"), None),
        ];
        for openings_first in [true, false] {
            let highest = |month| highest(&cases, month, now, openings_first);
            assert_eq!(highest(month), 2);
            assert_eq!(highest("2026-10-01".parse().unwrap()), 2);
            assert_eq!(highest("2026-08-01".parse().unwrap()), 0);
        }
        let (first, second) = (at("2026-11-03T10:00:00Z"), at("2026-11-05T10:00:00Z"));
        let same = [(first, Some(second)), (second, None)];
        assert_eq!((highest(&same, month, now, false), highest(&same, month, now, true)), (1, 2));
    }
}
