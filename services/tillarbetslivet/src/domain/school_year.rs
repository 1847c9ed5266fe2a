//! The school year, 1 July to 30 June: what is known of a pupil goes when it is over.

use chrono::{Datelike, NaiveDate};

/// The last day of the school year in which a day lies.
pub(crate) fn last_day(of: NaiveDate) -> NaiveDate {
    let year = if of.month() >= 7 { of.year() + 1 } else { of.year() };
    NaiveDate::from_ymd_opt(year, 6, 30).unwrap_or(of)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_ends_on_the_last_of_june() {
        for (day, last) in [("2026-07-01", "2027-06-30"), ("2026-12-31", "2027-06-30"), ("2027-06-30", "2027-06-30")] {
            assert_eq!(last_day(day.parse().unwrap()), last.parse().unwrap(), "{day}");
        }
    }
}
