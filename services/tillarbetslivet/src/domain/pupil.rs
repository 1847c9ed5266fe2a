//! A pupil, known by the school's own code and by nothing more than the rules need.

use chrono::{Datelike, NaiveDate};

use super::hours::Kind;

/// Grades that are placed.
pub(crate) const GRADES: [&str; 7] = ["8", "9", "10", "gy1", "gy2", "gy3", "gy4"];

/// The kind of placement that a grade has; none when it is no such grade.
pub(crate) fn kind_of(grade: &str) -> Option<Kind> {
    GRADES.contains(&grade).then(|| if grade.starts_with("gy") { Kind::Apl } else { Kind::Prao })
}

/// The school's code of a pupil, `8B-14`: 2 to 16 letters, digits and hyphens with a digit among them (so that it is no name), and
/// never six digits in a row (so that it is no personal identity number).
pub(crate) fn reference(text: &str) -> Option<String> {
    let text = text.trim().to_uppercase();
    let fits = text.chars().all(|c| c.is_alphanumeric() || c == '-') && (2..=16).contains(&text.chars().count());
    let digits = |c: char| c.is_ascii_digit();
    let longest = text.split(|c| !digits(c)).map(str::len).max().unwrap_or(0);
    (fits && (1..6).contains(&longest)).then_some(text)
}

/// The first day of a birth month `2012-05`.
pub(crate) fn born(text: &str) -> Option<NaiveDate> {
    let (year, month) = text.trim().split_once('-')?;
    if year.len() != 4 || month.len() != 2 {
        return None;
    }
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, 1)
}

/// Whole years on a day, as low as the birth month allows: the birthday counts from the month after.
pub(crate) fn age(born: NaiveDate, on: NaiveDate) -> i32 {
    on.year() - born.year() - i32::from(on.month() <= born.month())
}

/// Years that the law and the workplace demand. Prao: 13 (the older children); APL: who turns 16 in the year.
pub(crate) fn old_enough(kind: Kind, min_age: i32, born: NaiveDate, first: NaiveDate) -> bool {
    let by_law = match kind {
        Kind::Prao => age(born, first) >= 13,
        Kind::Apl => first.year() - born.year() >= 16,
    };
    by_law && (min_age <= by_law_from(kind) || age(born, first) >= min_age)
}

/// The age that the law demands in any case.
pub(crate) const fn by_law_from(kind: Kind) -> i32 {
    match kind {
        Kind::Prao => 13,
        Kind::Apl => 16,
    }
}

/// A class, `8B`.
pub(crate) fn class(text: &str) -> Option<String> {
    let text = text.trim();
    let fits = text.chars().all(|c| c.is_alphanumeric() || c == ' ' || c == '-');
    (fits && (1..=10).contains(&text.chars().count())).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn codes_are_neither_names_nor_personal_numbers() {
        assert_eq!(reference(" 8b-14 ").as_deref(), Some("8B-14"));
        for wrong in ["", "8", "Alva", "20120514-1234", "120514-1234", "8B 14", "8B_14"] {
            assert_eq!(reference(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_birthday_counts_from_the_month_after() {
        let born = born("2012-05").unwrap();
        assert_eq!(age(born, day("2026-05-31")), 13);
        assert_eq!(age(born, day("2026-06-01")), 14);
        assert_eq!(super::born("2012-13"), None);
    }

    #[test]
    fn ages_by_law_and_by_workplace() {
        let born = |text| super::born(text).unwrap();
        assert!(old_enough(Kind::Prao, 13, born("2012-05"), day("2026-11-30")));
        assert!(!old_enough(Kind::Prao, 15, born("2012-05"), day("2026-11-30")));
        assert!(!old_enough(Kind::Prao, 13, born("2013-11"), day("2026-11-30")), "thirteen this month at the earliest");
        assert!(old_enough(Kind::Apl, 16, born("2010-12"), day("2026-01-12")), "turns 16 in the year");
        assert!(!old_enough(Kind::Apl, 16, born("2011-01"), day("2026-11-30")));
        assert!(!old_enough(Kind::Apl, 18, born("2010-12"), day("2026-11-30")));
    }

    #[test]
    fn grades_have_their_kind() {
        assert_eq!((kind_of("8"), kind_of("gy2"), kind_of("7")), (Some(Kind::Prao), Some(Kind::Apl), None));
    }
}
