//! What a loan costs: a price list in versions, whose steps fall with the title's age. The price is found once, when the loan
//! starts, and kept on the loan with version and step.

use chrono::{Datelike, NaiveDate};

/// A step of one version of the price list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Step {
    /// The version, such as `2026-1`.
    pub version: String,
    /// First day on which the version holds.
    pub valid_from: NaiveDate,
    /// Age of the title in whole months from which the step holds, inclusive.
    pub from_months: i32,
    /// Age in whole months at which the next step takes over; none for the last step.
    pub to_months: Option<i32>,
    /// Price of one loan in öre, excluding VAT.
    pub ore: i64,
}

/// The price of one loan, as it is kept on the loan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Price {
    /// Öre, excluding VAT.
    pub ore: i64,
    /// The version that gave it.
    pub version: String,
    /// The step that gave it: `0-6`, `24+`.
    pub step: String,
}

/// Whole months from publication to the day; negative before publication.
pub(crate) fn age_in_months(published: NaiveDate, day: NaiveDate) -> i32 {
    let months = (day.year() - published.year()) * 12 + day.month0().cast_signed() - published.month0().cast_signed();
    // A title of 31 January is one month old on the last day of February, as a person would say.
    let last_day = day.succ_opt().is_none_or(|next| next.month() != day.month());
    if day.day() < published.day() && !last_day { months - 1 } else { months }
}

/// The price of a loan that starts on `day` of a title published on `published`: the latest version valid that day, and in it the
/// step of the title's age. None when no version is valid or the title is not out yet.
pub(crate) fn resolve(steps: &[Step], published: NaiveDate, day: NaiveDate) -> Option<Price> {
    let valid = steps.iter().filter(|step| step.valid_from <= day);
    let newest = valid.max_by(|a, b| (a.valid_from, &a.version).cmp(&(b.valid_from, &b.version)))?;
    let age = age_in_months(published, day);
    let step = steps.iter().find(|step| {
        step.version == newest.version && step.from_months <= age && step.to_months.is_none_or(|end| age < end)
    })?;
    Some(Price { ore: step.ore, version: step.version.clone(), step: step.name() })
}

impl Step {
    /// `0-6` or `24+`.
    pub(crate) fn name(&self) -> String {
        match self.to_months {
            Some(end) => format!("{}-{end}", self.from_months),
            None => format!("{}+", self.from_months),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// The steps that titles' ages fall into, with the prices that the publishers' agreement gives them.
    fn version(version: &str, valid_from: NaiveDate, ore: [i64; 4]) -> Vec<Step> {
        let bounds = [(0, Some(6)), (6, Some(12)), (12, Some(24)), (24, None)];
        bounds
            .into_iter()
            .zip(ore)
            .map(|((from_months, to_months), ore)| Step {
                version: version.to_owned(),
                valid_from,
                from_months,
                to_months,
                ore,
            })
            .collect()
    }

    fn list() -> Vec<Step> {
        let mut steps = version("2025-1", day("2025-01-01"), [2900, 1900, 1100, 700]);
        steps.extend(version("2026-1", day("2026-01-01"), [3000, 2000, 1200, 800]));
        steps
    }

    fn ore(published: &str, on: &str) -> Option<i64> {
        resolve(&list(), day(published), day(on)).map(|price| price.ore)
    }

    #[test]
    fn the_price_falls_at_the_very_day() {
        for (on, expected) in [
            ("2026-01-15", 3000),
            ("2026-07-14", 3000),
            ("2026-07-15", 2000),
            ("2027-01-14", 2000),
            ("2027-01-15", 1200),
            ("2028-01-14", 1200),
            ("2028-01-15", 800),
            ("2050-01-15", 800),
        ] {
            assert_eq!(ore("2026-01-15", on), Some(expected), "{on}");
        }
    }

    #[test]
    fn a_title_that_is_not_out_has_no_price() {
        assert_eq!(ore("2026-01-15", "2026-01-14"), None);
        assert_eq!(ore("2026-01-15", "2024-12-31"), None, "and no version holds then");
    }

    #[test]
    fn the_version_of_the_day_decides_and_is_named() {
        let price = |on| resolve(&list(), day("2020-05-05"), day(on)).unwrap();
        assert_eq!(price("2025-12-31"), Price { ore: 700, version: "2025-1".into(), step: "24+".into() });
        assert_eq!(price("2026-01-01"), Price { ore: 800, version: "2026-1".into(), step: "24+".into() });
    }

    #[test]
    fn months_end_where_a_person_says_they_do() {
        assert_eq!(age_in_months(day("2026-01-31"), day("2026-02-27")), 0);
        assert_eq!(age_in_months(day("2026-01-31"), day("2026-02-28")), 1);
        assert_eq!(age_in_months(day("2024-02-29"), day("2025-02-28")), 12);
        assert_eq!(age_in_months(day("2026-01-15"), day("2026-01-14")), -1);
    }

    #[test]
    fn every_age_has_exactly_one_step() {
        let steps = version("x", day("2026-01-01"), [4, 3, 2, 1]);
        for age in 0..600 {
            let hits = steps
                .iter()
                .filter(|step| step.from_months <= age && step.to_months.is_none_or(|end| age < end))
                .count();
            assert_eq!(hits, 1, "{age}");
        }
    }
}
