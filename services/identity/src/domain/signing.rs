//! Which key signs access tokens, which are published, and when the next one is made. The installation's processes share the keys
//! through the database, so that rotation needs nobody.

use chrono::{DateTime, TimeDelta, Utc};

/// A key signs for this long before the next is made.
const SIGNS_FOR: TimeDelta = TimeDelta::days(30);
/// A new key is published this long before it signs: whoever keeps the published keys for ten minutes has seen it.
const KNOWN_BEFORE: TimeDelta = TimeDelta::hours(1);
/// A key is published this long after it has signed for the last time: longer than any token lives.
const KNOWN_AFTER: TimeDelta = TimeDelta::hours(1);

/// The place among a list of keys, the newest first, of the one that signs now.
#[must_use]
pub fn signer(sign_from: &[DateTime<Utc>], now: DateTime<Utc>) -> Option<usize> {
    sign_from.iter().position(|from| *from <= now)
}

/// How many of a list of keys, the newest first, are still published.
#[must_use]
pub fn published(sign_from: &[DateTime<Utc>], now: DateTime<Utc>) -> usize {
    let replaced = sign_from.iter().position(|from| *from + KNOWN_AFTER <= now);
    replaced.map_or(sign_from.len(), |place| place + 1)
}

/// When the next key would begin to sign, if it is time to make it.
#[must_use]
pub fn next(sign_from: &[DateTime<Utc>], now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    match sign_from.first() {
        None => Some(now),
        Some(newest) => (*newest + SIGNS_FOR <= now).then(|| now + KNOWN_BEFORE),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_follow_each_other_without_a_gap() {
        let first: DateTime<Utc> = "2026-11-01T03:30:00Z".parse().unwrap();
        assert_eq!(next(&[], first), Some(first), "the first signs at once");
        assert_eq!((signer(&[first], first), published(&[first], first)), (Some(0), 1));
        let month = first + TimeDelta::days(30);
        assert_eq!(next(&[first], month - TimeDelta::seconds(1)), None);
        let second = next(&[first], month).unwrap();
        let keys = [second, first];
        assert_eq!(next(&keys, month), None);
        assert_eq!((signer(&keys, month), published(&keys, month)), (Some(1), 2), "published before it signs");
        assert_eq!((signer(&keys, second), published(&keys, second)), (Some(0), 2), "the old one's tokens still live");
        let later = second + TimeDelta::hours(1);
        assert_eq!((signer(&keys, later), published(&keys, later)), (Some(0), 1));
        assert_eq!(signer(&[later], first), None);
    }
}
