//! What was read a moment ago. Whoever pages through a list asks for its length at every page, and a first page is read by many who see
//! the same: what was read is told again for a second, unless this process has committed something of the tenant's meanwhile.

use std::{
    any::Any,
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use contracts::Tenant;

use super::Store;
use crate::{error::Result, telemetry};

/// What another process commits is seen after twice so long at the latest: one of those who ask reads anew, the others do not wait.
const BELIEVED: Duration = Duration::from_secs(1);
/// Values remembered; all are forgotten when there would be more.
const MOST: usize = 1000;

type Value = Arc<dyn Any + Send + Sync>;

/// What one service has read, by tenant.
#[derive(Default)]
pub(super) struct Remembered(Mutex<Inner>);

#[derive(Default)]
struct Inner {
    /// Counts this process's commits.
    commits: u64,
    /// The last commit that may have changed what anybody sees.
    everybodys: u64,
    tenants: HashMap<Tenant, Of>,
    kept: usize,
}

#[derive(Default)]
struct Of {
    /// The last commit of the tenant's.
    committed: u64,
    values: HashMap<String, Kept>,
}

struct Kept {
    value: Value,
    at: Instant,
    /// How many statements it took to read.
    statements: u32,
}

impl Inner {
    fn forget(&mut self) {
        self.everybodys = self.commits;
        self.tenants.clear();
        self.kept = 0;
    }
}

impl Remembered {
    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Some tenants' rows have changed. What is everybody's (price steps, a roadmap) is the association's.
    pub(super) fn committed(&self, tenants: &[Tenant]) {
        let mut inner = self.inner();
        inner.commits += 1;
        if tenants.iter().any(Tenant::is_association) {
            return inner.forget();
        }
        let commits = inner.commits;
        for tenant in tenants {
            let of = inner.tenants.entry(tenant.clone()).or_default();
            of.committed = commits;
            let gone = std::mem::take(&mut of.values).len();
            inner.kept -= gone;
        }
    }

    /// Anybody's rows may have changed.
    pub(super) fn committed_across(&self) {
        let mut inner = self.inner();
        inner.commits += 1;
        inner.forget();
    }

    /// How many commits there have been: ask before reading.
    pub(super) fn commits(&self) -> u64 {
        self.inner().commits
    }

    /// What was read a moment ago. When it is no longer believed, one of those who ask is told nothing, to read it anew.
    pub(super) fn known<T: Send + Sync + 'static>(&self, tenant: &Tenant, what: &str) -> Option<Arc<T>> {
        let mut inner = self.inner();
        let kept = inner.tenants.get_mut(tenant)?.values.get_mut(what)?;
        if kept.at.elapsed() >= BELIEVED {
            kept.at = Instant::now();
            return None;
        }
        telemetry::spared(kept.statements);
        Arc::clone(&kept.value).downcast().ok()
    }

    /// Remembers what was read, with so many statements, when there had been so many commits.
    pub(super) fn keep(&self, tenant: &Tenant, what: String, value: Value, statements: u32, commits: u64) {
        let mut inner = self.inner();
        if inner.kept >= MOST || inner.tenants.len() >= MOST {
            inner.forget();
        }
        if inner.everybodys > commits {
            return;
        }
        let of = inner.tenants.entry(tenant.clone()).or_default();
        if of.committed > commits {
            return;
        }
        let before = of.values.insert(what, Kept { value, at: Instant::now(), statements });
        inner.kept += usize::from(before.is_none());
    }
}

impl Store {
    /// What `read` finds, or found a moment ago: it is told again for a second, or for two while somebody reads it anew, unless this
    /// process has committed something of the tenant's or of everybody's meanwhile. `what` names it and all that it depends on
    /// beside the tenant's rows: the day, what the person may see.
    ///
    /// # Errors
    /// Those of `read`; they are not remembered.
    pub async fn remembered<T: Send + Sync + 'static>(
        &self,
        tenant: &Tenant,
        what: String,
        read: impl Future<Output = Result<T>> + Send,
    ) -> Result<Arc<T>> {
        let remembered = &self.0.remembered;
        if let Some(known) = remembered.known(tenant, &what) {
            return Ok(known);
        }
        let (commits, before) = (remembered.commits(), telemetry::needed());
        let value = Arc::new(read.await?);
        remembered.keep(tenant, what, Arc::clone(&value) as Value, telemetry::needed() - before, commits);
        Ok(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tenant(name: &str) -> Tenant {
        name.parse().unwrap()
    }

    fn keep(remembered: &Remembered, of: &Tenant, what: &str, value: u64, commits: u64) {
        remembered.keep(of, what.into(), Arc::new(value), 1, commits);
    }

    fn known(remembered: &Remembered, of: &Tenant, what: &str) -> Option<u64> {
        remembered.known(of, what).map(|value| *value)
    }

    #[test]
    fn a_commit_makes_its_own_tenant_read_again() {
        let remembered = Remembered::default();
        let (habo, umea) = (tenant("habo-0643"), tenant("umea-2480"));
        for of in [&habo, &umea] {
            keep(&remembered, of, "loans", 7, remembered.commits());
        }
        assert_eq!(known(&remembered, &habo, "loans"), Some(7));
        assert_eq!(known(&remembered, &habo, "titles"), None);
        remembered.committed(std::slice::from_ref(&habo));
        assert_eq!(known(&remembered, &habo, "loans"), None);
        assert_eq!(known(&remembered, &umea, "loans"), Some(7), "the others' are as they were");
    }

    #[test]
    fn what_is_everybodys_makes_all_read_again() {
        let remembered = Remembered::default();
        let habo = tenant("habo-0643");
        for commit in [|of: &Remembered| of.committed(&[Tenant::association()]), Remembered::committed_across] {
            keep(&remembered, &habo, "loans", 7, remembered.commits());
            commit(&remembered);
            assert_eq!(known(&remembered, &habo, "loans"), None);
        }
    }

    #[test]
    fn what_was_read_while_somebody_committed_is_not_believed() {
        let remembered = Remembered::default();
        let habo = tenant("habo-0643");
        let before = remembered.commits();
        remembered.committed(std::slice::from_ref(&habo));
        keep(&remembered, &habo, "loans", 7, before);
        assert_eq!(known(&remembered, &habo, "loans"), None);
        let before = remembered.commits();
        remembered.committed_across();
        keep(&remembered, &habo, "loans", 7, before);
        assert_eq!(known(&remembered, &habo, "loans"), None);
        keep(&remembered, &habo, "loans", 7, remembered.commits());
        assert_eq!(known(&remembered, &habo, "loans"), Some(7));
    }

    #[test]
    fn no_longer_believed_it_is_read_anew_by_one() {
        let remembered = Remembered::default();
        let habo = tenant("habo-0643");
        keep(&remembered, &habo, "loans", 7, remembered.commits());
        let old = Instant::now().checked_sub(BELIEVED).unwrap();
        remembered.inner().tenants.get_mut(&habo).unwrap().values.get_mut("loans").unwrap().at = old;
        assert_eq!(known(&remembered, &habo, "loans"), None);
        assert_eq!(known(&remembered, &habo, "loans"), Some(7), "the others do not wait for it");
    }

    #[test]
    fn no_more_is_remembered_than_some() {
        let remembered = Remembered::default();
        let habo = tenant("habo-0643");
        for number in 0..=MOST {
            keep(&remembered, &habo, &number.to_string(), 1, remembered.commits());
        }
        assert_eq!(remembered.inner().kept, 1);
        assert_eq!(known(&remembered, &habo, &MOST.to_string()), Some(1));
    }
}
