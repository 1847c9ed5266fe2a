//! Swedish personal identity numbers and coordination numbers (personnummer, samordningsnummer).

use chrono::{Datelike, NaiveDate};

/// A number whose date and check digit are right, as twelve digits.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct PersonalNumber {
    digits: String,
    born: NaiveDate,
}

/// Why a text is no personal number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum NotANumber {
    #[error("write the personal number with 10 or 12 digits, such as YYYYMMDD-NNNN")]
    Form,
    #[error("the personal number begins with a day that does not exist or has not come yet")]
    Day,
    #[error("the personal number's last digit does not fit the others: one of them is mistyped")]
    CheckDigit,
}

impl NotANumber {
    /// Ends the key of the page's text.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Form => "form",
            Self::Day => "day",
            Self::CheckDigit => "check-digit",
        }
    }
}

impl PersonalNumber {
    /// Reads what was typed: 12 digits, or 10 whose century follows from the day of typing (a plus sign: a hundred years earlier).
    /// Spaces don't matter. A coordination number has 60 added to its day.
    pub(crate) fn parse(text: &str, today: NaiveDate) -> Result<Self, NotANumber> {
        let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let split = plain.len().checked_sub(5).filter(|at| plain.is_char_boundary(*at)).ok_or(NotANumber::Form)?;
        let (before, after) = plain.split_at(split);
        let (mark, after) = match after.strip_prefix(['-', '+']) {
            Some(rest) => (after.chars().next(), rest.to_owned()),
            None => (None, after.to_owned()),
        };
        let digits = format!("{before}{after}");
        if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(NotANumber::Form);
        }
        match (digits.len(), mark) {
            (12, None | Some('-')) => Self::of_twelve(digits, today),
            (10, mark) => Self::of_ten(&digits, mark == Some('+'), today),
            _ => Err(NotANumber::Form),
        }
    }

    fn of_ten(ten: &str, old: bool, today: NaiveDate) -> Result<Self, NotANumber> {
        let century = today.year() / 100;
        let recent = [century, century - 1].map(|century| Self::of_twelve(format!("{century}{ten}"), today));
        let found = recent.into_iter().find(|read| *read != Err(NotANumber::Day)).unwrap_or(Err(NotANumber::Day))?;
        if !old {
            return Ok(found);
        }
        let (century, rest) = found.digits.split_at(2);
        let century: i32 = century.parse().map_err(|_| NotANumber::Form)?;
        Self::of_twelve(format!("{}{rest}", century - 1), today)
    }

    fn of_twelve(digits: String, today: NaiveDate) -> Result<Self, NotANumber> {
        let part = |range: std::ops::Range<usize>| digits[range].parse::<u32>().map_err(|_| NotANumber::Form);
        let (year, month, day) = (part(0..4)?, part(4..6)?, part(6..8)?);
        let day = if day > 60 { day - 60 } else { day };
        let year = i32::try_from(year).map_err(|_| NotANumber::Day)?;
        let born = NaiveDate::from_ymd_opt(year, month, day).filter(|born| *born <= today && year >= 1800);
        let born = born.ok_or(NotANumber::Day)?;
        if check_digit(&digits[2..11]) != part(11..12)? {
            return Err(NotANumber::CheckDigit);
        }
        Ok(Self { digits, born })
    }

    /// The number of the one who was born on the day and got the birth number, for invented persons.
    pub(crate) fn invented(born: NaiveDate, birth_number: u32) -> Self {
        let nine = format!("{}{birth_number:03}", born.format("%y%m%d"));
        let digits = format!("{}{nine}{}", born.year() / 100, check_digit(&nine));
        Self { digits, born }
    }

    /// Twelve digits.
    pub(crate) fn digits(&self) -> &str {
        &self.digits
    }

    /// As people write it: `20080213-2381`.
    pub(crate) fn written(&self) -> String {
        written(&self.digits)
    }

    /// The day of birth.
    pub(crate) const fn born(&self) -> NaiveDate {
        self.born
    }
}

/// Twelve digits with a hyphen before the last four.
pub(crate) fn written(digits: &str) -> String {
    match digits.split_at_checked(8) {
        Some((date, rest)) => format!("{date}-{rest}"),
        None => digits.to_owned(),
    }
}

/// The day of birth in twelve digits; none when they begin with no day.
pub(crate) fn born(digits: &str) -> Option<NaiveDate> {
    let part = |range: std::ops::Range<usize>| digits.get(range)?.parse::<u32>().ok();
    let (year, month, day) = (part(0..4)?, part(4..6)?, part(6..8)?);
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, if day > 60 { day - 60 } else { day })
}

/// The check digit of nine digits: every second one doubled, sums of digits, up to the next ten.
fn check_digit(nine: &str) -> u32 {
    let digits = nine.bytes().map(|byte| u32::from(byte.saturating_sub(b'0')));
    let sum: u32 =
        digits.enumerate().map(|(at, digit)| if at % 2 == 0 { digit * 2 / 10 + digit * 2 % 10 } else { digit }).sum();
    (10 - sum % 10) % 10
}

/// A number must not reach a log by accident.
impl std::fmt::Debug for PersonalNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PersonalNumber(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> NaiveDate {
        "2026-11-22".parse().unwrap()
    }

    fn read(text: &str) -> Result<String, NotANumber> {
        PersonalNumber::parse(text, today()).map(|number| number.digits().to_owned())
    }

    #[test]
    fn the_same_number_is_the_same_however_it_is_typed() {
        // Numbers of Skatteverket's tests, which belong to nobody.
        for text in ["199908072391", "19990807-2391", " 990807-2391", "9908072391", "19990807 2391"] {
            assert_eq!(read(text), Ok("199908072391".into()), "{text}");
        }
        assert_eq!(read("000101-2384"), Ok("200001012384".into()));
        assert_eq!(read("000101+2384"), Ok("190001012384".into()), "a hundred years earlier");
        assert_eq!(read("850709-9805"), Ok("198507099805".into()), "this century's 1985 has not come");
        assert_eq!(PersonalNumber::parse("19990807-2391", today()).unwrap().written(), "19990807-2391");
        let number = PersonalNumber::parse("19990807-2391", today()).unwrap();
        assert_eq!((number.born(), format!("{number:?}")), ("1999-08-07".parse().unwrap(), "PersonalNumber(…)".into()));
    }

    #[test]
    fn coordination_numbers_have_sixty_added_to_the_day() {
        let nine = "080273238";
        let text = format!("20{nine}{}", check_digit(nine));
        assert_eq!(PersonalNumber::parse(&text, today()).unwrap().born(), "2008-02-13".parse().unwrap());
        assert_eq!(read("200802602380"), Err(NotANumber::Day), "day 60 is day 0 of nobody");
    }

    #[test]
    fn what_is_no_number_is_refused_with_its_reason() {
        for text in ["", "1", "19990807239", "1999080723911", "abcdefgh-2391", "19990807+2391", "åäö90807-2391"] {
            assert_eq!(read(text), Err(NotANumber::Form), "{text}");
        }
        for text in ["19990230-2391", "19991301-2391", "20270101-2391", "19990800-2391"] {
            assert_eq!(read(text), Err(NotANumber::Day), "{text}");
        }
        assert_eq!(read("19990807-2392"), Err(NotANumber::CheckDigit));
        assert_eq!(read("19990807-2931"), Err(NotANumber::CheckDigit), "two digits swapped");
    }

    #[test]
    fn leap_days_and_invented_numbers_are_real_dates() {
        let leap: NaiveDate = "2008-02-29".parse().unwrap();
        let number = PersonalNumber::invented(leap, 239);
        assert_eq!(PersonalNumber::parse(number.digits(), today()), Ok(number));
        assert_eq!(read("20070229-2391"), Err(NotANumber::Day));
    }
}
