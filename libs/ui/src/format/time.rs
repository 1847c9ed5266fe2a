//! Times: stored in UTC, shown in Swedish time.

use chrono::{DateTime, Datelike, NaiveDate, Timelike, Utc};
use chrono_tz::Europe::Stockholm;

use crate::Lang;

/// The Swedish calendar day of an instant.
pub fn local_day(instant: DateTime<Utc>) -> NaiveDate {
    instant.with_timezone(&Stockholm).date_naive()
}

/// The date of an instant for tables: `2026-11-22`.
pub fn date(instant: DateTime<Utc>) -> String {
    day(local_day(instant))
}

/// A calendar day for tables: `2026-11-22`.
pub fn day(day: NaiveDate) -> String {
    day.format("%Y-%m-%d").to_string()
}

/// The date of an instant in running text: `22 november 2026`, `22 November 2026`.
pub fn long_date(lang: Lang, instant: DateTime<Utc>) -> String {
    day_long(lang, local_day(instant))
}

/// A calendar day in running text.
pub fn day_long(lang: Lang, day: NaiveDate) -> String {
    format!("{}\u{a0}{} {}", day.day(), month_name(lang, day.month()), day.year())
}

/// The time of day in running text: `kl. 9.00`, `at 09:00`.
pub fn clock(lang: Lang, instant: DateTime<Utc>) -> String {
    let local = instant.with_timezone(&Stockholm);
    let minute = format!("{:02}", local.minute());
    let hour = match lang {
        Lang::Sv => local.hour().to_string(),
        Lang::En => format!("{:02}", local.hour()),
    };
    lang.own_with("ui-clock", &[("hour", hour.into()), ("minute", minute.into())])
}

/// Date and time in running text: `22 november 2026 kl. 9.00`.
pub fn date_time(lang: Lang, instant: DateTime<Utc>) -> String {
    format!("{} {}", long_date(lang, instant), clock(lang, instant))
}

/// Date and minute for tables: `2026-11-22 09:00`.
pub fn minute(instant: DateTime<Utc>) -> String {
    instant.with_timezone(&Stockholm).format("%Y-%m-%d\u{a0}%H:%M").to_string()
}

/// A month: `november 2026`, `November 2026`. `month` counts from 1.
pub fn month(lang: Lang, year: i32, month: u32) -> String {
    format!("{} {year}", month_name(lang, month))
}

/// A short month name for charts: `nov`, `Nov`. `month` counts from 1.
pub fn month_short(lang: Lang, month: u32) -> String {
    let names = lang.own("ui-months-short");
    nth(&names, month)
}

fn month_name(lang: Lang, month: u32) -> String {
    let names = lang.own("ui-months");
    nth(&names, month)
}

/// The twelve names are one text, separated by spaces, so that they are translated together.
fn nth(names: &str, month: u32) -> String {
    let index = month.saturating_sub(1) as usize;
    names.split_whitespace().nth(index).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone;

    use super::*;

    fn utc(year: i32, month: u32, day: u32, hour: u32, minute: u32) -> DateTime<Utc> {
        Utc.with_ymd_and_hms(year, month, day, hour, minute, 0).single().expect("a valid instant")
    }

    #[test]
    fn winter_and_summer_are_shown_in_swedish_time() {
        assert_eq!(date_time(Lang::Sv, utc(2026, 11, 22, 8, 0)), "22\u{a0}november 2026 kl.\u{a0}9.00");
        assert_eq!(date_time(Lang::En, utc(2026, 6, 1, 7, 5)), "1\u{a0}June 2026 at\u{a0}09:05");
    }

    #[test]
    fn the_day_is_the_swedish_day() {
        assert_eq!(date(utc(2026, 12, 31, 23, 30)), "2027-01-01");
        assert_eq!(long_date(Lang::Sv, utc(2026, 6, 30, 22, 0)), "1\u{a0}juli 2026");
    }

    #[test]
    fn months() {
        assert_eq!(month(Lang::Sv, 2026, 11), "november 2026");
        assert_eq!(month(Lang::En, 2026, 5), "May 2026");
        assert_eq!(
            (1..=12).map(|m| month_short(Lang::Sv, m)).collect::<Vec<_>>().join(" "),
            "jan feb mar apr maj jun jul aug sep okt nov dec"
        );
        assert_eq!(month_short(Lang::Sv, 13), "");
    }
}
