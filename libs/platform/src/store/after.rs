//! What follows when a transaction has committed.

use std::sync::{
    Arc, Mutex, OnceLock, PoisonError,
    atomic::{AtomicBool, Ordering},
};

use contracts::Tenant;
use tokio::sync::OwnedSemaphorePermit;

use super::Store;

/// Who is woken when a transaction commits.
#[derive(Default)]
pub(super) struct AfterCommit {
    pub outbox: AtomicBool,
    pub work: AtomicBool,
    /// Whose rows it may have changed; none when it went through the door across tenants.
    tenants: Option<Mutex<Vec<Tenant>>>,
    /// Told when the Idempotency-Key that the transaction has claimed is claimed for good.
    pub claimed: OnceLock<Arc<AtomicBool>>,
    /// The turn to write, which is the next one's when the transaction has ended.
    #[expect(dead_code, reason = "held until it is dropped")]
    pub turn: Option<OwnedSemaphorePermit>,
}

impl AfterCommit {
    pub fn of(tenant: &Tenant, turn: Option<OwnedSemaphorePermit>) -> Self {
        Self { tenants: Some(Mutex::new(vec![tenant.clone()])), turn, ..Self::default() }
    }

    /// Of a transaction that goes through the door across tenants.
    pub fn across(turn: Option<OwnedSemaphorePermit>) -> Self {
        Self { turn, ..Self::default() }
    }

    pub fn touches(&self, tenant: &Tenant) {
        if let Some(tenants) = &self.tenants {
            let mut tenants = tenants.lock().unwrap_or_else(PoisonError::into_inner);
            if !tenants.contains(tenant) {
                tenants.push(tenant.clone());
            }
        }
    }

    pub fn wake(&self, store: &Store) {
        match &self.tenants {
            Some(tenants) => {
                store.0.remembered.committed(&tenants.lock().unwrap_or_else(PoisonError::into_inner));
            }
            None => store.0.remembered.committed_across(),
        }
        if let Some(claimed) = self.claimed.get() {
            claimed.store(true, Ordering::Relaxed);
        }
        if self.outbox.load(Ordering::Relaxed) {
            store.0.outbox.notify_one();
        }
        if self.work.load(Ordering::Relaxed) {
            store.0.work.notify_one();
        }
    }
}
