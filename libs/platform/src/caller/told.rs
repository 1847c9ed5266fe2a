//! Which refusals are recorded: one who goes on with the same fault, or tries everything there is, must not fill the log.

use std::{
    collections::HashMap,
    time::{Duration, Instant},
};

use uuid::Uuid;

/// The same refusal of the same caller is recorded once in this time.
const AGAIN: Duration = Duration::from_mins(1);
/// Of different ones so many are recorded in it.
const MOST: usize = 20;
/// Callers of whom is remembered what was recorded, before those are forgotten of whom nothing is.
const CALLERS: usize = 10_000;

/// What was recorded lately, of whom.
#[derive(Default)]
pub(super) struct Told(HashMap<Uuid, Vec<(String, Instant)>>);

impl Told {
    /// Whether a refusal is to be recorded now; it is taken for recorded then.
    pub(super) fn tells(&mut self, who: Uuid, what: &str, now: Instant) -> bool {
        let late = |at: &Instant| now.duration_since(*at) < AGAIN;
        if self.0.len() > CALLERS {
            self.0.retain(|_, told| told.iter().any(|(_, at)| late(at)));
        }
        let told = self.0.entry(who).or_default();
        told.retain(|(_, at)| late(at));
        if told.len() >= MOST || told.iter().any(|(known, _)| known == what) {
            return false;
        }
        told.push((what.to_owned(), now));
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_is_told_once_a_minute_and_of_everything_only_so_much() {
        let (mut told, now) = (Told::default(), Instant::now());
        let (one, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        assert!(told.tells(one, "a", now) && !told.tells(one, "a", now + AGAIN / 2));
        assert!(told.tells(one, "b", now) && told.tells(other, "a", now), "another place, another caller");
        assert!(told.tells(one, "a", now + AGAIN));
        let tried = (0..1000).filter(|place| told.tells(other, &place.to_string(), now)).count();
        assert_eq!(tried, MOST - 1, "who tries everything fills nothing");
        assert!(told.tells(other, "z", now + AGAIN));
    }

    #[test]
    fn who_has_done_nothing_lately_is_forgotten() {
        let (mut told, now) = (Told::default(), Instant::now());
        for caller in 0..=CALLERS as u128 {
            told.tells(Uuid::from_u128(caller), "a", now);
        }
        told.tells(Uuid::nil(), "a", now + AGAIN);
        assert_eq!(told.0.len(), 1);
    }
}
