//! The working hours of minors: what the Work Environment Authority's provisions (AFS 2023:2, chapter 8; before 2025 AFS 2012:3)
//! allow, and what municipalities add for prao. A placement for prao holds children's hours, one for APL those of youths (ungdom: has
//! completed compulsory schooling and turns 16 in the year).
//!
//! Compared with the Authority's page on working hours for minors and its guide H453: hours of the day, rest, break, hours a day. That
//! prao follows the hours of school holidays (7 hours, no weekends) is what municipalities apply, not the provisions' wording. The
//! sections (paragrafer) within the chapter are not confirmed.
//!
//! The week's limits (35 and 40 hours) need no rule: two days of rest leave five days of at most 7 or 8 hours.

use chrono::{Datelike, NaiveDate, Weekday};

use super::placing::Refusal;

/// What a placement is for. Decides whose hours it keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Compulsory school: at least ten days from grade 8 (skollagen 10 kap. 8 a §).
    Prao,
    /// Upper secondary school: learning at a workplace.
    Apl,
}

impl Kind {
    pub(crate) const ALL: [Self; 2] = [Self::Prao, Self::Apl];

    /// As stored and in the API.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Prao => "prao",
            Self::Apl => "apl",
        }
    }

    /// The kind of a name.
    pub(crate) fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// The law's limits for whom such a placement is for.
    pub(crate) const fn limits(self) -> Limits {
        match self {
            Self::Prao => Limits { spans: &[(6 * 60, 20 * 60)], day: 7 * 60, night_rest: 14 * 60 },
            // Free between 22 and 06, or between 23 and 07.
            Self::Apl => Limits { spans: &[(6 * 60, 22 * 60), (7 * 60, 23 * 60)], day: 8 * 60, night_rest: 12 * 60 },
        }
    }
}

/// Limits in minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Limits {
    /// Work lies within one of these, from and to since midnight.
    pub spans: &'static [(i32, i32)],
    pub day: i32,
    pub night_rest: i32,
}

/// Without a break nobody under 18 works longer than this, in minutes.
const LONGEST_WITHOUT_BREAK: i32 = 4 * 60 + 30;
/// The shortest break that counts, in minutes.
const SHORTEST_BREAK: i32 = 30;
/// Days of weekly rest.
const REST_DAYS: u32 = 2;

/// The days of the week that are worked, one bit each from Monday.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Weekdays(pub i32);

impl Weekdays {
    pub(crate) const MON_TO_FRI: Self = Self(0b1_1111);
    /// Names in the API and in forms, from Monday.
    pub(crate) const NAMES: [&'static str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    /// The days of some names; none when one is no day.
    pub(crate) fn parse<'a>(names: impl IntoIterator<Item = &'a str>) -> Option<Self> {
        let mut days = 0;
        for name in names {
            days |= 1 << Self::NAMES.iter().position(|known| *known == name)?;
        }
        Some(Self(days))
    }

    /// The names of the days.
    pub(crate) fn names(self) -> Vec<&'static str> {
        Self::NAMES.into_iter().enumerate().filter(|(bit, _)| self.0 & (1 << bit) != 0).map(|(_, name)| name).collect()
    }

    pub(crate) fn has(self, day: Weekday) -> bool {
        self.0 & (1 << day.num_days_from_monday()) != 0
    }

    pub(crate) const fn count(self) -> u32 {
        self.0.count_ones()
    }

    /// How many of the days of a period are worked.
    pub(crate) fn worked(self, first: NaiveDate, last: NaiveDate) -> usize {
        first.iter_days().take_while(|day| *day <= last).filter(|day| self.has(day.weekday())).count()
    }
}

/// A placement's hours: the same on each day that is worked. Minutes since midnight; the break in minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Hours {
    pub days: Weekdays,
    pub starts: i32,
    pub ends: i32,
    pub pause: i32,
}

impl Hours {
    /// Minutes of work a day.
    pub(crate) const fn a_day(self) -> i32 {
        self.ends - self.starts - self.pause
    }

    /// Whether the law lets the pupils whom the kind is for work so; the first rule that does not says so.
    pub(crate) fn lawful(self, kind: Kind) -> Result<(), Refusal> {
        let limits = kind.limits();
        if self.ends <= self.starts || self.pause < 0 || self.a_day() <= 0 {
            return Err(Refusal::HoursBackwards);
        }
        if !limits.spans.iter().any(|(from, to)| self.starts >= *from && self.ends <= *to) {
            return Err(Refusal::NightWork { kind });
        }
        if self.a_day() > limits.day {
            return Err(Refusal::DayTooLong { minutes: self.a_day(), limit: limits.day });
        }
        // The night from one day's end to the next day's start; the hours are the same every day.
        if 24 * 60 - (self.ends - self.starts) < limits.night_rest {
            return Err(Refusal::NightRest { limit: limits.night_rest });
        }
        if self.ends - self.starts > LONGEST_WITHOUT_BREAK && self.pause < SHORTEST_BREAK {
            return Err(Refusal::BreakMissing);
        }
        if self.days.count() == 0 {
            return Err(Refusal::NoDays);
        }
        if kind == Kind::Prao && (self.days.has(Weekday::Sat) || self.days.has(Weekday::Sun)) {
            return Err(Refusal::Weekend);
        }
        // Between the days around a free one lie 48 hours less a day's span, which the night's rest keeps at 36 at least.
        if 7 - self.days.count() < REST_DAYS {
            return Err(Refusal::WeeklyRest);
        }
        Ok(())
    }
}

/// Minutes since midnight of `8:00`, `08.30` or `0830`.
pub(crate) fn parse_time(text: &str) -> Option<i32> {
    let text = text.trim();
    let (hours, minutes) = match text.split_once([':', '.']) {
        Some(parts) => parts,
        None if text.len() == 4 && text.is_ascii() => text.split_at(2),
        None => (text, "00"),
    };
    if hours.is_empty() || hours.len() > 2 || minutes.len() != 2 {
        return None;
    }
    let number =
        |text: &str| text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse::<i32>().ok()).flatten();
    let (hours, minutes) = (number(hours)?, number(minutes)?);
    (hours < 24 && minutes < 60).then_some(hours * 60 + minutes)
}

/// `08:00`.
pub(crate) fn time(minutes: i32) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hours(starts: &str, ends: &str, pause: i32) -> Hours {
        let (starts, ends) = (parse_time(starts).unwrap(), parse_time(ends).unwrap());
        Hours { days: Weekdays::MON_TO_FRI, starts, ends, pause }
    }

    fn days(names: &[&str]) -> Weekdays {
        Weekdays::parse(names.iter().copied()).unwrap()
    }

    #[test]
    fn the_table_of_the_law() {
        let night = |kind| Err(Refusal::NightWork { kind });
        for (kind, starts, ends, pause, expected) in [
            (Kind::Prao, "08:00", "16:00", 60, Ok(())),
            (Kind::Prao, "06:00", "13:30", 30, Ok(())),
            (Kind::Prao, "05:59", "13:00", 30, night(Kind::Prao)),
            (Kind::Prao, "13:00", "20:00", 30, Ok(())),
            (Kind::Prao, "13:00", "20:01", 30, night(Kind::Prao)),
            (Kind::Prao, "08:00", "16:00", 59, Err(Refusal::DayTooLong { minutes: 421, limit: 420 })),
            (Kind::Prao, "08:00", "19:00", 240, Err(Refusal::NightRest { limit: 840 })),
            (Kind::Prao, "08:00", "12:30", 0, Ok(())),
            (Kind::Prao, "08:00", "12:31", 0, Err(Refusal::BreakMissing)),
            (Kind::Prao, "16:00", "08:00", 30, Err(Refusal::HoursBackwards)),
            (Kind::Prao, "08:00", "08:30", 30, Err(Refusal::HoursBackwards)),
            (Kind::Apl, "13:30", "22:00", 30, Ok(())),
            (Kind::Apl, "06:59", "12:00", 30, Ok(())),
            (Kind::Apl, "14:30", "23:00", 30, Ok(())),
            (Kind::Apl, "14:30", "23:01", 31, night(Kind::Apl)),
            (Kind::Apl, "05:59", "12:00", 30, night(Kind::Apl)),
            (Kind::Apl, "08:00", "17:00", 59, Err(Refusal::DayTooLong { minutes: 481, limit: 480 })),
            (Kind::Apl, "07:00", "20:00", 300, Err(Refusal::NightRest { limit: 720 })),
        ] {
            assert_eq!(hours(starts, ends, pause).lawful(kind), expected, "{kind:?} {starts}-{ends} -{pause}");
        }
    }

    #[test]
    fn weeks_have_two_days_of_rest_and_prao_no_weekends() {
        let on = |names: &[&str]| Hours { days: days(names), ..hours("08:00", "14:00", 60) };
        assert_eq!(on(&["mon", "fri"]).lawful(Kind::Prao), Ok(()));
        assert_eq!(on(&["fri", "sat"]).lawful(Kind::Prao), Err(Refusal::Weekend));
        assert_eq!(on(&["wed", "thu", "fri", "sat", "sun"]).lawful(Kind::Apl), Ok(()));
        let six = ["mon", "tue", "wed", "thu", "fri", "sat"];
        assert_eq!(on(&six).lawful(Kind::Apl), Err(Refusal::WeeklyRest));
        assert_eq!(on(&[]).lawful(Kind::Apl), Err(Refusal::NoDays));
        assert_eq!(Weekdays::parse(["mon", "dag"]), None);
        assert_eq!(days(&six).names(), six);
    }

    #[test]
    fn what_is_lawful_keeps_the_weeks_limits_and_rest() {
        for (kind, week) in [(Kind::Prao, 35 * 60), (Kind::Apl, 40 * 60)] {
            for days in 0..128 {
                for (starts, ends) in (0..24).flat_map(|from| (from..24).map(move |to| (from * 60, to * 60))) {
                    let hours = Hours { days: Weekdays(days), starts, ends, pause: 60 };
                    if hours.lawful(kind).is_err() {
                        continue;
                    }
                    let worked = hours.a_day() * i32::try_from(hours.days.count()).unwrap();
                    assert!(worked <= week, "{kind:?} {hours:?}");
                    assert!(48 * 60 - (ends - starts) >= 36 * 60, "{kind:?} {hours:?}");
                }
            }
        }
    }

    #[test]
    fn days_of_a_period_are_counted() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        assert_eq!(Weekdays::MON_TO_FRI.worked(day("2026-11-30"), day("2026-12-13")), 10);
        assert_eq!(days(&["sat"]).worked(day("2026-11-30"), day("2026-12-04")), 0);
    }

    #[test]
    fn times_are_read_as_people_write_them() {
        for (text, minutes) in [("8", Some(480)), ("08:30", Some(510)), ("8.05", Some(485)), ("0830", Some(510))] {
            assert_eq!(parse_time(text), minutes, "{text}");
        }
        for wrong in ["", "24:00", "8:5", "8:60", "åtta", "-8:00", "08:00:00", "+8:00", "åå"] {
            assert_eq!(parse_time(wrong), None, "{wrong}");
        }
        assert_eq!(time(485), "08:05");
    }
}
