//! When our keys towards SAML providers change.

use chrono::{DateTime, TimeDelta, Utc};

/// How long a certificate holds. Providers do not look at that (Sweden Connect 2.1), but people do.
pub const LIFE: TimeDelta = TimeDelta::days(3 * 365);
/// The next pair is made so long before the certificate ends.
const BEFORE: TimeDelta = TimeDelta::days(120);
/// A new pair is published for so long before it signs: providers fetch our description at least that often.
const PUBLISHED: TimeDelta = TimeDelta::days(14);

/// Which of the pairs signs, by when each was made, the newest first.
pub fn signer(made: &[DateTime<Utc>], now: DateTime<Utc>) -> usize {
    made.iter().position(|at| now - *at >= PUBLISHED).unwrap_or_else(|| made.len().saturating_sub(1))
}

/// Whether it is time for the next pair.
pub fn wants_next(made: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    now - made >= LIFE - BEFORE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_pair_is_published_before_it_signs() {
        let now: DateTime<Utc> = "2026-11-22T12:00:00Z".parse().unwrap();
        let days = |days| now - TimeDelta::days(days);
        assert_eq!(signer(&[days(0)], now), 0, "the only one");
        assert_eq!(signer(&[days(13), days(1000)], now), 1);
        assert_eq!(signer(&[days(14), days(1000)], now), 0);
    }

    #[test]
    fn the_next_pair_comes_in_time() {
        let now: DateTime<Utc> = "2026-11-22T12:00:00Z".parse().unwrap();
        assert!(!wants_next(now - TimeDelta::days(900), now));
        assert!(wants_next(now - TimeDelta::days(976), now));
    }
}
