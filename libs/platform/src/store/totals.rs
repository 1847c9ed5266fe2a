//! How many rows long lists have. Whoever pages through a list asks for its length at every page, and counting costs more than the page:
//! what was counted is told again for a second, unless this process has committed something meanwhile.

use std::{
    collections::HashMap,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

/// What another process commits is seen after so long at the latest.
const BELIEVED: Duration = Duration::from_secs(1);
/// Lists remembered; all are forgotten when there would be more.
const MOST: usize = 1000;

/// Totals of one service's lists, by tenant and statement.
#[derive(Default)]
pub(super) struct Totals {
    /// Counts this process's commits.
    commits: AtomicU64,
    counted: Mutex<HashMap<String, Counted>>,
}

#[derive(Clone, Copy)]
struct Counted {
    total: u64,
    commits: u64,
    at: Instant,
}

impl Totals {
    /// Something has changed.
    pub(super) fn committed(&self) {
        self.commits.fetch_add(1, Ordering::AcqRel);
    }

    /// How many commits there have been: read it before counting.
    pub(super) fn commits(&self) -> u64 {
        self.commits.load(Ordering::Acquire)
    }

    /// What was counted a moment ago.
    pub(super) fn known(&self, list: &str) -> Option<u64> {
        let counted = self.counted.lock().unwrap_or_else(PoisonError::into_inner);
        let counted = counted.get(list)?;
        (counted.commits == self.commits() && counted.at.elapsed() < BELIEVED).then_some(counted.total)
    }

    /// Remembers what a statement counted that began after so many commits.
    pub(super) fn keep(&self, list: String, total: u64, commits: u64) {
        let mut counted = self.counted.lock().unwrap_or_else(PoisonError::into_inner);
        if counted.len() >= MOST {
            counted.clear();
        }
        counted.insert(list, Counted { total, commits, at: Instant::now() });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_commit_makes_it_count_again() {
        let totals = Totals::default();
        totals.keep("loans".into(), 7, totals.commits());
        assert_eq!(totals.known("loans"), Some(7));
        assert_eq!(totals.known("titles"), None);
        totals.committed();
        assert_eq!(totals.known("loans"), None);
    }

    #[test]
    fn what_was_counted_while_somebody_committed_is_not_believed() {
        let totals = Totals::default();
        let before = totals.commits();
        totals.committed();
        totals.keep("loans".into(), 7, before);
        assert_eq!(totals.known("loans"), None);
    }

    #[test]
    fn no_more_lists_are_remembered_than_some() {
        let totals = Totals::default();
        for number in 0..=MOST {
            totals.keep(number.to_string(), 1, totals.commits());
        }
        assert_eq!(totals.counted.lock().unwrap().len(), 1);
    }
}
