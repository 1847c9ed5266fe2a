//! Time: handed in, so that tests decide what the clock says, and Swedish calendar days and months.

use std::sync::{Arc, Mutex};

use chrono::{DateTime, Datelike, Months, NaiveDate, NaiveTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Europe::Stockholm;

/// Where a process gets the time from.
#[derive(Clone, Debug, Default)]
pub enum Clock {
    /// The machine's clock.
    #[default]
    System,
    /// A clock that stands still until moved.
    Fixed(Arc<Mutex<DateTime<Utc>>>),
}

impl Clock {
    /// A clock that stands at `now`.
    #[must_use]
    pub fn fixed(now: DateTime<Utc>) -> Self {
        Self::Fixed(Arc::new(Mutex::new(now)))
    }

    /// The time, cut to microseconds: that is what both databases keep.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        #[expect(clippy::disallowed_methods, reason = "the one place that reads the machine's clock")]
        let now = match self {
            Self::System => Utc::now(),
            Self::Fixed(at) => *at.lock().unwrap_or_else(std::sync::PoisonError::into_inner),
        };
        DateTime::from_timestamp_micros(now.timestamp_micros()).unwrap_or(now)
    }

    /// Moves a fixed clock; the machine's clock stays as it is.
    pub fn advance(&self, by: TimeDelta) {
        if let Self::Fixed(at) = self {
            let mut at = at.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            *at += by;
        }
    }
}

/// The Swedish calendar day of an instant.
#[must_use]
pub fn local_date(at: DateTime<Utc>) -> NaiveDate {
    at.with_timezone(&Stockholm).date_naive()
}

/// The first day of the Swedish calendar month of an instant.
#[must_use]
pub fn local_month(at: DateTime<Utc>) -> NaiveDate {
    first_of_month(local_date(at))
}

/// The first day of a day's month.
#[must_use]
pub fn first_of_month(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}

/// The first day of the month after.
#[must_use]
pub fn next_month(month: NaiveDate) -> NaiveDate {
    first_of_month(month).checked_add_months(Months::new(1)).unwrap_or(month)
}

/// The instant at which a Swedish calendar day begins (midnight exists every day in Sweden: clocks move at 02 and 03).
#[must_use]
pub fn start_of(day: NaiveDate) -> DateTime<Utc> {
    let midnight = day.and_time(NaiveTime::MIN);
    Stockholm.from_local_datetime(&midnight).earliest().map_or_else(|| midnight.and_utc(), |t| t.with_timezone(&Utc))
}

/// The half-open interval of a Swedish calendar month, as instants.
#[must_use]
pub fn month_interval(month: NaiveDate) -> (DateTime<Utc>, DateTime<Utc>) {
    (start_of(first_of_month(month)), start_of(next_month(month)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_begin_at_swedish_midnight_in_winter_and_summer() {
        let date = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
        let (start, end) = month_interval(date(2026, 3, 17));
        assert_eq!(start.to_rfc3339(), "2026-02-28T23:00:00+00:00");
        assert_eq!(end.to_rfc3339(), "2026-03-31T22:00:00+00:00");
        assert_eq!((end - start).num_hours(), 31 * 24 - 1, "March loses an hour");
        let (start, end) = month_interval(date(2026, 10, 1));
        assert_eq!((end - start).num_hours(), 31 * 24 + 1, "October gains an hour");
        assert_eq!(local_date("2026-12-31T23:30:00Z".parse().unwrap()), date(2027, 1, 1));
    }
}
