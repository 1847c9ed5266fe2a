//! The first page's rules: whose a task is, what a person sees of each service, months, greetings.

pub mod operations;

use std::collections::BTreeMap;

use chrono::{DateTime, Months, NaiveDate, Utc};
use contracts::{Grant, Role};
use platform::clock::first_of_month;

/// Whether some role is held for a service.
pub fn holds(grants: &[Grant], roles: &[Role], service: &str) -> bool {
    grants.iter().any(|grant| roles.contains(&grant.role) && covers(grant, service))
}

/// Whether any role at all is held for a service: then its use and cost may be seen.
pub fn sees(grants: &[Grant], service: &str) -> bool {
    grants.iter().any(|grant| covers(grant, service))
}

/// Whether a service that the organisation uses is another department's: nobody made it this person's own.
pub fn is_anothers(grants: &[Grant], service: &str) -> bool {
    !grants.iter().any(|grant| grant.service.as_deref() == Some(service))
}

fn covers(grant: &Grant, service: &str) -> bool {
    grant.service.as_deref().is_none_or(|only| only == service)
}

/// The role of a name.
pub fn role(name: &str) -> Option<Role> {
    Role::ALL.into_iter().find(|role| role.name() == name)
}

/// A month's use of one meter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Used {
    /// The service.
    pub service: String,
    /// The meter.
    pub meter: String,
    /// First day of the month.
    pub month: NaiveDate,
    /// Whole units.
    pub quantity: i64,
    /// Cost in öre, excluding VAT and fixed fees.
    pub ore: i64,
    /// What it includes.
    pub as_of: DateTime<Utc>,
}

/// The last twelve months with the one that the day is in, the oldest first.
pub fn year_to(today: NaiveDate) -> Vec<NaiveDate> {
    let month = first_of_month(today);
    (0..12).rev().map(|back| month.checked_sub_months(Months::new(back)).unwrap_or(month)).collect()
}

/// The cost in öre of each of the months.
pub fn cost_by_month(used: &[Used], months: &[NaiveDate]) -> Vec<i64> {
    let mut sums: BTreeMap<NaiveDate, i64> = BTreeMap::new();
    for row in used {
        *sums.entry(row.month).or_default() += row.ore;
    }
    months.iter().map(|month| sums.get(month).copied().unwrap_or(0)).collect()
}

/// What one service was used for in a month.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct MonthOfService {
    /// Units of its main meter and of those that count the same.
    pub quantity: i64,
    /// Cost of all its meters, in öre.
    pub ore: i64,
}

/// The meter that tells most of a service: the one that has cost most, or been used most when nothing has a cost.
pub fn main_meter<'a>(used: &'a [Used], service: &str) -> Option<&'a str> {
    let mut sums: BTreeMap<&str, (i64, i64)> = BTreeMap::new();
    for row in used.iter().filter(|row| row.service == service) {
        let sum = sums.entry(&row.meter).or_default();
        *sum = (sum.0 + row.ore, sum.1 + row.quantity);
    }
    sums.into_iter().max_by_key(|(_, sum)| *sum).map(|(meter, _)| meter)
}

/// A service's month: units of the meters that count the same thing, and the cost of all.
pub fn month_of(used: &[Used], service: &str, meters: &[&str], month: NaiveDate) -> MonthOfService {
    let rows = used.iter().filter(|row| row.service == service && row.month == month);
    rows.fold(MonthOfService::default(), |sum, row| MonthOfService {
        quantity: sum.quantity + if meters.contains(&row.meter.as_str()) { row.quantity } else { 0 },
        ore: sum.ore + row.ore,
    })
}

/// The key of the greeting for a Swedish hour.
pub const fn greeting(hour: u32) -> &'static str {
    match hour {
        5..10 => "portal-good-morning",
        10..18 => "portal-good-day",
        _ => "portal-good-evening",
    }
}

/// How a deadline stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deadline {
    /// It has passed.
    Passed,
    /// It is today.
    Today,
    /// Within a week, in so many days.
    Soon(i64),
    /// Later.
    Later(NaiveDate),
}

/// How the deadline of a day stands today.
pub fn deadline(day: NaiveDate, today: NaiveDate) -> Deadline {
    match (day - today).num_days() {
        ..0 => Deadline::Passed,
        0 => Deadline::Today,
        days @ 1..=7 => Deadline::Soon(days),
        _ => Deadline::Later(day),
    }
}

/// Whether the copies may be out of date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Freshness {
    /// Up to date as far as is known.
    Fresh,
    /// So many events wait to be read.
    Behind(u64),
    /// Some of the others are not heard.
    Quiet,
    /// The other services are not heard at all.
    Deaf,
}

/// More than this many events in wait is more than the ordinary stream of them.
const BEHIND: u64 = 100;

/// How fresh the copies are, of services of which some may be quiet.
pub const fn freshness(connected: bool, behind: u64, quiet: &[&str]) -> Freshness {
    match (connected, quiet, behind) {
        (false, ..) => Freshness::Deaf,
        (true, [_, ..], _) => Freshness::Quiet,
        (true, [], BEHIND..) => Freshness::Behind(behind),
        (true, [], _) => Freshness::Fresh,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn used(service: &str, meter: &str, month: &str, quantity: i64, ore: i64) -> Used {
        Used {
            service: service.into(),
            meter: meter.into(),
            month: day(month),
            quantity,
            ore,
            as_of: DateTime::default(),
        }
    }

    #[test]
    fn a_role_for_one_service_shows_that_service_alone() {
        let grants = [Grant { role: Role::CaseOfficer, service: Some("bibblix".into()) }];
        assert!(sees(&grants, "bibblix") && !sees(&grants, "uka"));
        assert!(!is_anothers(&grants, "bibblix") && is_anothers(&grants, "uka"));
        assert!(holds(&grants, &[Role::CaseOfficer], "bibblix") && !holds(&grants, &[Role::Economist], "bibblix"));
        assert!(sees(&[Grant { role: Role::Reader, service: None }], "uka"));
        assert!(Role::ALL.into_iter().all(|each| role(each.name()) == Some(each)));
    }

    #[test]
    fn a_year_of_cost_ends_with_this_month() {
        let months = year_to(day("2026-11-22"));
        assert_eq!(
            (months.first(), months.last(), months.len()),
            (Some(&day("2025-12-01")), Some(&day("2026-11-01")), 12)
        );
        let rows = [
            used("a", "x", "2026-11-01", 1, 100),
            used("b", "y", "2026-11-01", 1, 50),
            used("a", "x", "2025-11-01", 1, 7),
        ];
        let cost = cost_by_month(&rows, &months);
        assert_eq!((cost[11], cost.iter().sum::<i64>()), (150, 150), "the month a year ago is outside");
    }

    #[test]
    fn the_dearest_meter_tells_of_the_service_and_all_of_them_cost() {
        let rows = [
            used("bibblix", "visit", "2026-11-01", 9000, 0),
            used("bibblix", "loan", "2026-11-01", 1284, 2_112_000),
            used("bibblix", "copy", "2026-11-01", 3, 900),
        ];
        assert_eq!(main_meter(&rows, "bibblix"), Some("loan"));
        assert_eq!(main_meter(&rows, "uka"), None);
        let month = month_of(&rows, "bibblix", &["loan", "copy"], day("2026-11-01"));
        assert_eq!(month, MonthOfService { quantity: 1287, ore: 2_112_900 });
    }

    #[test]
    fn deadlines_and_greetings() {
        let today = day("2026-11-22");
        assert_eq!(deadline(day("2026-11-21"), today), Deadline::Passed);
        assert_eq!(deadline(today, today), Deadline::Today);
        assert_eq!(deadline(day("2026-11-26"), today), Deadline::Soon(4));
        assert_eq!(deadline(day("2026-12-24"), today), Deadline::Later(day("2026-12-24")));
        let at = |hour| greeting(hour).rsplit('-').next().unwrap();
        assert_eq!(
            [4, 5, 9, 10, 17, 18, 23].map(at),
            ["evening", "morning", "morning", "day", "day", "evening", "evening"]
        );
    }

    #[test]
    fn silence_is_told_before_lag() {
        assert_eq!(freshness(false, 0, &[]), Freshness::Deaf);
        assert_eq!(freshness(true, 99, &[]), Freshness::Fresh);
        assert_eq!(freshness(true, 4711, &[]), Freshness::Behind(4711));
        assert_eq!(freshness(true, 4711, &["billing"]), Freshness::Quiet, "why comes before how much");
    }
}
