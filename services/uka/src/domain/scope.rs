//! Whom the municipality answers for: skollagen (2010:800) 29 kap. 9 §, as it has read since 1 July 2018 (pupils of introductory
//! programmes are outside, those with only a study certificate inside; wording of 2023: anpassad gymnasieskola counts the same).

use chrono::{Datelike, NaiveDate};

use super::{codes::Situation, refusal::Refusal};

/// The responsibility ends on this birthday.
const ENDS_AT: i32 = 20;
/// Compulsory schooling is over at the earliest in the year of this birthday, for who began a year early.
const EARLIEST: i32 = 15;

/// What decides whether a young person is within the law.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Facts {
    pub born: NaiveDate,
    /// Registered in the municipality, or staying there with a protected registration (29 kap. 6 §).
    pub resident: bool,
    pub situation: Situation,
}

/// The day on which someone turns 20. Born on a leap day: the leap day, or the day after it in a year without.
pub(crate) fn turns_20(born: NaiveDate) -> NaiveDate {
    let year = born.year() + ENDS_AT;
    let leap = || NaiveDate::from_ymd_opt(year, 3, 1).unwrap_or(born);
    NaiveDate::from_ymd_opt(year, born.month(), born.day()).unwrap_or_else(leap)
}

/// The first day of a day's quarter.
pub(crate) fn quarter(day: NaiveDate) -> NaiveDate {
    NaiveDate::from_ymd_opt(day.year(), day.month0() / 3 * 3 + 1, 1).unwrap_or(day)
}

/// Whether the young person is within the municipality's responsibility on a day; the first reason that says no.
pub(crate) fn in_scope(facts: Facts, day: NaiveDate) -> Result<(), Refusal> {
    let turned = turns_20(facts.born);
    if turned <= day {
        return Err(Refusal::OverAge { turned });
    }
    if day.year() - facts.born.year() < EARLIEST {
        return Err(Refusal::UnderAge { from: facts.born.year() + EARLIEST });
    }
    if !facts.resident {
        return Err(Refusal::NotResident);
    }
    match facts.situation {
        Situation::InCompulsory => Err(Refusal::InCompulsory),
        Situation::AttendsUpper => Err(Refusal::AttendsUpper),
        Situation::Completed => Err(Refusal::Completed),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn facts(born: &str, situation: Situation) -> Facts {
        Facts { born: day(born), resident: true, situation }
    }

    #[test]
    fn the_truth_table_of_situations() {
        let expected = [
            (Situation::NeverStarted, Ok(())),
            (Situation::DroppedOut, Ok(())),
            (Situation::Studiebevis, Ok(())),
            (Situation::NewlyArrived, Ok(())),
            (Situation::ImEnded, Ok(())),
            (Situation::InCompulsory, Err(Refusal::InCompulsory)),
            (Situation::AttendsUpper, Err(Refusal::AttendsUpper)),
            (Situation::Completed, Err(Refusal::Completed)),
        ];
        assert_eq!(expected.len(), Situation::ALL.len());
        for (situation, said) in expected {
            assert_eq!(in_scope(facts("2008-05-05", situation), day("2026-11-22")), said, "{situation:?}");
            let elsewhere = Facts { resident: false, ..facts("2008-05-05", situation) };
            assert_eq!(in_scope(elsewhere, day("2026-11-22")), Err(Refusal::NotResident));
        }
    }

    #[test]
    fn it_ends_on_the_twentieth_birthday() {
        let facts = facts("2006-11-22", Situation::DroppedOut);
        assert_eq!(in_scope(facts, day("2026-11-21")), Ok(()));
        assert_eq!(in_scope(facts, day("2026-11-22")), Err(Refusal::OverAge { turned: day("2026-11-22") }));
        assert_eq!(turns_20(day("2008-02-29")), day("2028-02-29"));
        assert_eq!(turns_20(day("2080-02-29")), day("2100-03-01"));
    }

    #[test]
    fn a_quarter_hides_the_birthday() {
        let quarters =
            ["2026-01-01", "2026-03-31", "2026-04-01", "2026-11-22", "2026-12-31"].map(|text| quarter(day(text)));
        assert_eq!(quarters, ["2026-01-01", "2026-01-01", "2026-04-01", "2026-10-01", "2026-10-01"].map(day));
    }

    #[test]
    fn nobody_is_registered_before_compulsory_schooling_can_be_over() {
        let facts = facts("2012-01-01", Situation::NeverStarted);
        assert_eq!(in_scope(facts, day("2026-12-31")), Err(Refusal::UnderAge { from: 2027 }));
        assert_eq!(in_scope(facts, day("2027-01-01")), Ok(()));
    }
}
