//! Months: when a subscription counts, in which month use is billed, how long it is kept.

use chrono::{Datelike, Months, NaiveDate};
use platform::clock::{first_of_month, next_month};

/// The days of a subscription, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Span {
    pub begins: NaiveDate,
    pub ends: Option<NaiveDate>,
}

impl Span {
    /// Whether the service may be used on the day.
    pub(crate) fn covers(self, day: NaiveDate) -> bool {
        self.begins <= day && self.ends.is_none_or(|ends| day <= ends)
    }

    /// Whether fixed fees are due for a month: each month with at least one day of subscription counts, whole.
    pub(crate) fn counts_in(self, month: NaiveDate) -> bool {
        self.begins < next_month(month)
            && self.ends.is_none_or(|ends| ends >= first_of_month(month) && ends >= self.begins)
    }
}

/// The one subscription of a service that answers for a month: the first to begin of those that count, so that a change of
/// payer within a month takes effect the month after and nothing is charged twice.
pub(crate) fn counted_in<T>(subscriptions: &[T], span: impl Fn(&T) -> Span, month: NaiveDate) -> Option<&T> {
    subscriptions.iter().filter(|one| span(one).counts_in(month)).min_by_key(|one| span(one).begins)
}

/// The month whose run use belongs to: its own, or the next one that is still open.
pub(crate) fn billed_month(month: NaiveDate, frozen: &[NaiveDate]) -> NaiveDate {
    let mut open = month;
    while frozen.contains(&open) {
        open = next_month(open);
    }
    open
}

/// Whether a day is the first of a month.
pub(crate) fn valid_month(day: NaiveDate) -> bool {
    day.day() == 1
}

/// The month so many months before.
pub(crate) fn months_back(month: NaiveDate, count: u32) -> NaiveDate {
    first_of_month(month).checked_sub_months(Months::new(count)).unwrap_or(month)
}

/// What the month may cost if the rest of it is like what has passed; the passed days include today.
pub(crate) fn estimate(so_far: i64, today: NaiveDate) -> i64 {
    let first = first_of_month(today);
    let (days, passed) = ((next_month(first) - first).num_days(), (today - first).num_days() + 1);
    super::divide_half_even(i128::from(so_far) * i128::from(days), i128::from(passed)).unwrap_or(so_far)
}

/// The first month whose use must still be kept on a day; what was billed before it may be deleted. Accounts are kept through the
/// seventh year after the calendar year in which the financial year ended (bokföringslagen 7 kap. 2 §); the association's
/// financial year is the calendar year.
pub(crate) fn first_month_kept(today: NaiveDate) -> NaiveDate {
    NaiveDate::from_ymd_opt(today.year() - 7, 1, 1).unwrap_or(NaiveDate::MIN)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_month_counts_from_the_first_day_to_the_last() {
        let span = Span { begins: day("2026-01-31"), ends: Some(day("2026-03-01")) };
        let counted: Vec<u32> =
            (1..=6).filter(|m| span.counts_in(NaiveDate::from_ymd_opt(2026, *m, 1).unwrap())).collect();
        assert_eq!(counted, [1, 2, 3]);
        assert!(!span.counts_in(day("2025-12-01")));
        assert!(span.covers(day("2026-03-01")) && !span.covers(day("2026-03-02")) && !span.covers(day("2026-01-30")));
        let never = Span { begins: day("2026-05-10"), ends: Some(day("2026-05-09")) };
        assert!(!never.counts_in(day("2026-05-01")), "ended before it began");
    }

    #[test]
    fn a_change_of_payer_takes_effect_the_month_after() {
        let old = (Span { begins: day("2026-01-01"), ends: Some(day("2026-03-10")) }, "own");
        let new = (Span { begins: day("2026-03-11"), ends: None }, "federation");
        let payer = |month| counted_in(&[new, old], |one| one.0, day(month)).map(|one| one.1);
        assert_eq!(
            (payer("2026-03-01"), payer("2026-04-01"), payer("2025-12-01")),
            (Some("own"), Some("federation"), None)
        );
    }

    #[test]
    fn late_use_is_billed_in_the_next_open_month() {
        let frozen = [day("2026-11-01"), day("2026-12-01")];
        assert_eq!(billed_month(day("2026-10-01"), &frozen), day("2026-10-01"));
        assert_eq!(billed_month(day("2026-11-01"), &frozen), day("2027-01-01"));
    }

    #[test]
    fn an_estimate_follows_the_days_passed() {
        assert_eq!(estimate(1000, day("2026-11-10")), 3000);
        assert_eq!(estimate(1000, day("2026-11-30")), 1000);
        assert_eq!(estimate(0, day("2026-11-01")), 0);
    }

    #[test]
    fn use_is_kept_through_the_seventh_year_after() {
        let month = day("2026-11-01");
        assert!(month >= first_month_kept(day("2033-12-31")), "kept on the last day");
        assert!(month < first_month_kept(day("2034-01-01")), "may go the day after");
    }
}
