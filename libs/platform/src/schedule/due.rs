//! When scheduled work is planned.

use chrono::{DateTime, Days, MappedLocalTime, NaiveDate, NaiveTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Europe::Stockholm;

use crate::{clock, module::Cadence};

/// The last planned time that is not after `now`; none for a cadence that never comes (no interval, hour 25).
///
/// Intervals count from 1970, so that every process plans the same times. Looking only at the last planned time is what keeps
/// a long stop from being followed by a flood.
pub fn latest(cadence: Cadence, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    match cadence {
        Cadence::Every(interval) => {
            let step = i64::try_from(interval.as_micros()).ok().filter(|step| *step > 0)?;
            DateTime::from_timestamp_micros(now.timestamp_micros().div_euclid(step) * step)
        }
        Cadence::Daily(hour, minute) => {
            let time = NaiveTime::from_hms_opt(hour, minute, 0)?;
            let today = clock::local_date(now);
            let planned = on(today, time)?;
            if planned <= now { Some(planned) } else { on(today.checked_sub_days(Days::new(1))?, time) }
        }
    }
}

/// A Swedish day's time as an instant. A time that comes twice in autumn is meant the first time; one that spring leaves out
/// is an hour later by the clock on the wall.
fn on(day: NaiveDate, time: NaiveTime) -> Option<DateTime<Utc>> {
    let local = day.and_time(time);
    let instant = match Stockholm.from_local_datetime(&local) {
        MappedLocalTime::Single(instant) | MappedLocalTime::Ambiguous(instant, _) => instant,
        MappedLocalTime::None => Stockholm.from_local_datetime(&(local + TimeDelta::hours(1))).earliest()?,
    };
    Some(instant.with_timezone(&Utc))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn a_daily_time_follows_the_swedish_clock() {
        let six = Cadence::Daily(6, 0);
        assert_eq!(latest(six, at("2026-01-15T05:00:00Z")), Some(at("2026-01-15T05:00:00Z")), "on the dot, in winter");
        assert_eq!(latest(six, at("2026-01-15T04:59:59Z")), Some(at("2026-01-14T05:00:00Z")));
        assert_eq!(latest(six, at("2026-07-15T04:00:00Z")), Some(at("2026-07-15T04:00:00Z")), "in summer");
        // Just after Swedish midnight it is still yesterday in UTC.
        assert_eq!(latest(Cadence::Daily(0, 20), at("2026-07-15T22:30:00Z")), Some(at("2026-07-15T22:20:00Z")));
    }

    #[test]
    fn a_time_that_spring_leaves_out_comes_once_an_hour_later() {
        let half_past_two = Cadence::Daily(2, 30);
        assert_eq!(latest(half_past_two, at("2026-03-29T01:29:00Z")), Some(at("2026-03-28T01:30:00Z")));
        assert_eq!(latest(half_past_two, at("2026-03-29T01:30:00Z")), Some(at("2026-03-29T01:30:00Z")));
        assert_eq!(latest(half_past_two, at("2026-03-30T00:30:00Z")), Some(at("2026-03-30T00:30:00Z")));
    }

    #[test]
    fn a_time_that_autumn_brings_twice_comes_once() {
        let half_past_two = Cadence::Daily(2, 30);
        let first = Some(at("2026-10-25T00:30:00Z"));
        for now in ["2026-10-25T00:30:00Z", "2026-10-25T01:29:00Z", "2026-10-25T01:30:00Z", "2026-10-26T01:29:59Z"] {
            assert_eq!(latest(half_past_two, at(now)), first, "{now}");
        }
        assert_eq!(latest(half_past_two, at("2026-10-26T01:30:00Z")), Some(at("2026-10-26T01:30:00Z")));
    }

    #[test]
    fn every_day_of_some_years_has_exactly_one_run() {
        for (hour, minute) in [(0, 0), (2, 0), (2, 59), (3, 0), (23, 59)] {
            let mut runs = std::collections::BTreeSet::new();
            let mut now = at("2024-12-31T23:30:00Z");
            while now < at("2027-12-31T22:30:00Z") {
                runs.extend(latest(Cadence::Daily(hour, minute), now).filter(|run| *run >= at("2024-12-31T23:00:00Z")));
                now += TimeDelta::minutes(30);
            }
            let days: std::collections::BTreeSet<_> = runs.iter().map(|run| clock::local_date(*run)).collect();
            assert_eq!(runs.len(), days.len(), "{hour}:{minute}");
            assert!(days.len() >= 3 * 365 - 1, "{hour}:{minute} ran on {} days", days.len());
        }
    }

    #[test]
    fn intervals_lie_on_one_grid_and_nonsense_is_never_due() {
        let quarter = Cadence::Every(Duration::from_mins(15));
        assert_eq!(latest(quarter, at("2026-11-22T12:14:59Z")), Some(at("2026-11-22T12:00:00Z")));
        assert_eq!(latest(quarter, at("2026-11-22T12:15:00Z")), Some(at("2026-11-22T12:15:00Z")));
        assert_eq!(latest(Cadence::Every(Duration::ZERO), at("2026-11-22T12:00:00Z")), None);
        assert_eq!(latest(Cadence::Daily(25, 0), at("2026-11-22T12:00:00Z")), None);
    }
}
