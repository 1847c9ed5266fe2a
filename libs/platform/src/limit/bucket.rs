//! Buckets that can owe: what other processes have let in is taken from a bucket whether it holds that much or not.

use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

/// What a bucket owes at most, in time: whatever others say, nobody is kept out for longer than this.
const OWED: Duration = Duration::from_mins(1);
/// A bucket of which this part has been taken is worth telling at once.
const AT_ONCE: u32 = 20;

/// Buckets of one size by whom they belong to. Of each only the moment is kept when it is full again (the generic cell rate
/// algorithm, virtual scheduling: ITU-T I.371, annex A).
pub(super) struct Buckets<K> {
    /// In which one request's worth comes back.
    every: Duration,
    holds: u32,
    by_owner: Mutex<HashMap<K, Bucket>>,
}

struct Bucket {
    full_at: Instant,
    /// Taken here, and not yet told to the others.
    untold: u32,
}

/// What taking one from a bucket means for the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Taken {
    /// They may hear of it later.
    Some,
    /// They should hear at once.
    Much,
}

impl<K: Eq + Hash + Clone> Buckets<K> {
    /// Buckets that get `rate` back each second, at least one, and hold `burst`, at least as many.
    pub(super) fn new(rate: u32, burst: u32) -> Self {
        let rate = rate.max(1);
        Self { every: Duration::from_secs(1) / rate, holds: burst.max(rate), by_owner: Mutex::default() }
    }

    fn all(&self) -> MutexGuard<'_, HashMap<K, Bucket>> {
        self.by_owner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes one out of somebody's bucket.
    ///
    /// # Errors
    /// How long to wait until the bucket holds one.
    pub(super) fn take(&self, whose: &K, now: Instant) -> Result<Taken, Duration> {
        let mut all = self.all();
        let bucket = match all.get_mut(whose) {
            Some(bucket) => bucket,
            None => all.entry(whose.clone()).or_insert(Bucket { full_at: now, untold: 0 }),
        };
        let (missing, whole) = (bucket.full_at.saturating_duration_since(now) + self.every, self.every * self.holds);
        if let Some(short) = missing.checked_sub(whole).filter(|short| !short.is_zero()) {
            return Err(short);
        }
        bucket.full_at = now + missing;
        bucket.untold += 1;
        Ok(if bucket.untold.saturating_mul(AT_ONCE) >= self.holds { Taken::Much } else { Taken::Some })
    }

    /// Takes what another process has let in.
    pub(super) fn charge(&self, whose: K, taken: u32, now: Instant) {
        let mut all = self.all();
        let bucket = all.entry(whose).or_insert(Bucket { full_at: now, untold: 0 });
        let missing = bucket.full_at.saturating_duration_since(now).saturating_add(self.every.saturating_mul(taken));
        bucket.full_at = now + missing.min(self.every * self.holds + OWED);
    }

    /// What has been taken here since this was asked last.
    pub(super) fn untold(&self) -> Vec<(K, u32)> {
        let mut all = self.all();
        let untold = all.iter_mut().filter(|(_, bucket)| bucket.untold > 0);
        untold.map(|(whose, bucket)| (whose.clone(), std::mem::take(&mut bucket.untold))).collect()
    }

    /// Forgets buckets that are full again; what was taken from them is no longer worth telling.
    pub(super) fn tidy(&self, now: Instant) {
        self.all().retain(|_, bucket| bucket.full_at > now);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    /// How many of a hundred tries are let in.
    fn let_in(buckets: &Buckets<&'static str>, whose: &'static str, now: Instant) -> usize {
        (0..100).filter(|_| buckets.take(&whose, now).is_ok()).count()
    }

    #[test]
    fn a_bucket_gives_what_it_holds_and_then_what_comes_back() {
        let (buckets, now) = (Buckets::new(10, 30), Instant::now());
        assert_eq!(let_in(&buckets, "a", now), 30);
        assert_eq!(let_in(&buckets, "b", now), 30, "each has its own");
        assert_eq!(buckets.take(&"a", now), Err(SECOND / 10));
        assert_eq!(let_in(&buckets, "a", now + SECOND), 10);
        assert_eq!(let_in(&buckets, "a", now + SECOND * 60), 30, "never more than it holds");
        let one = Buckets::new(0, 0);
        assert_eq!(let_in(&one, "a", now), 1, "none is closed for ever");
    }

    #[test]
    fn what_others_let_in_is_owed() {
        let (buckets, now) = (Buckets::new(10, 30), Instant::now());
        assert_eq!(let_in(&buckets, "a", now), 30);
        buckets.charge("a", 30, now);
        assert_eq!(let_in(&buckets, "a", now + SECOND * 3), 0);
        assert_eq!(let_in(&buckets, "a", now + SECOND * 4), 10, "together they had three times ten more than it held");
        buckets.charge("b", u32::MAX, now);
        assert_eq!(let_in(&buckets, "b", now + OWED), 0);
        assert_eq!(let_in(&buckets, "b", now + OWED + SECOND), 10, "a mistaken word keeps nobody out for long");
    }

    #[test]
    fn what_was_taken_is_told_once() {
        let (buckets, now) = (Buckets::new(40, 40), Instant::now());
        assert_eq!(buckets.take(&"a", now), Ok(Taken::Some));
        assert_eq!(buckets.take(&"a", now), Ok(Taken::Much), "a twentieth is gone");
        buckets.charge("b", 3, now);
        assert_eq!(buckets.untold(), [("a", 2)], "what others let in they know");
        assert_eq!(buckets.untold(), []);
        assert_eq!(buckets.take(&"a", now), Ok(Taken::Some));
    }

    #[test]
    fn full_buckets_are_forgotten() {
        let (buckets, now) = (Buckets::new(10, 30), Instant::now());
        assert_eq!(let_in(&buckets, "a", now), 30);
        buckets.tidy(now + SECOND);
        assert_eq!(let_in(&buckets, "a", now + SECOND), 10);
        buckets.tidy(now + SECOND * 10);
        assert!(buckets.all().is_empty());
    }
}
