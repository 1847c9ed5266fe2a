//! Instants and durations as SAML writes them.

use chrono::{DateTime, NaiveDateTime, SecondsFormat, TimeDelta, Utc};

/// Reads an instant: UTC, written with Z (Core 1.3.3). Fractions are cut to what the clock can hold.
pub fn read(text: &str) -> Option<DateTime<Utc>> {
    let text = text.trim_matches([' ', '\t', '\r', '\n']).strip_suffix('Z')?;
    let plain = text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b':' | b'T' | b'.'));
    if !plain || text.len() > 40 {
        return None;
    }
    NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f").ok().map(|found| found.and_utc())
}

/// Writes an instant, to the second.
pub fn write(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// Reads an `xs:duration`. Years count 365 days and months 30: it is used for how long to cache, nothing else.
pub fn read_duration(text: &str) -> Option<TimeDelta> {
    let rest = text.trim().strip_prefix('P')?;
    let (days, clock) = rest.split_once('T').map_or((rest, None), |(days, clock)| (days, Some(clock)));
    if days.is_empty() && clock.is_none_or(str::is_empty) {
        return None;
    }
    let days = parts(days, &[('Y', 365 * 86_400), ('M', 30 * 86_400), ('D', 86_400)])?;
    let clock = parts(clock.unwrap_or_default(), &[('H', 3_600), ('M', 60), ('S', 1)])?;
    TimeDelta::try_seconds(days.checked_add(clock)?)
}

fn parts(mut text: &str, units: &[(char, i64)]) -> Option<i64> {
    let (mut sum, mut left) = (0_i64, units);
    while !text.is_empty() {
        let at = text.find(|character: char| character.is_ascii_alphabetic())?;
        let unit = text.get(at..)?.chars().next()?;
        let place = left.iter().position(|(name, _)| *name == unit)?;
        let whole = text.get(..at)?.split('.').next()?;
        let count: i64 = whole.parse().ok().filter(|count| *count >= 0)?;
        sum = sum.checked_add(count.checked_mul(left.get(place)?.1)?)?;
        left = left.get(place + 1..)?;
        text = text.get(at + 1..)?;
    }
    Some(sum)
}

/// Writes a duration as seconds.
pub fn write_duration(length: TimeDelta) -> String {
    format!("PT{}S", length.num_seconds())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_are_utc_and_nothing_else() {
        let at = read("2026-11-22T12:00:00Z").unwrap();
        assert_eq!(read(" 2026-11-22T12:00:00.000Z\n"), Some(at));
        assert_eq!(write(at), "2026-11-22T12:00:00Z");
        for text in ["2026-11-22T12:00:00", "2026-11-22T12:00:00+01:00", "2026-13-22T12:00:00Z", "", "Z", "now"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn durations_are_read() {
        for (text, seconds) in
            [("PT1H", 3_600), ("P1DT2M", 86_520), ("PT0.5S", 0), ("P7D", 604_800), ("PT21600.000S", 21_600)]
        {
            assert_eq!(read_duration(text), TimeDelta::try_seconds(seconds), "{text}");
        }
        for text in ["", "P", "PT", "1H", "PT1M1H", "-PT1H", "P-1D", "PTH", "P99999999999999999999D"] {
            assert_eq!(read_duration(text), None, "{text}");
        }
    }
}
