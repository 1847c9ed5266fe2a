//! Rate limits: token buckets per tenant (or address, before sign-in) and per session or key.

use std::{
    collections::HashMap,
    num::NonZeroU32,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use governor::{
    Quota, RateLimiter,
    clock::{Clock as _, DefaultClock},
    state::keyed::DashMapStateStore,
};
use uuid::Uuid;

use crate::{
    config::LimitsConfig,
    error::{Error, Result},
    telemetry,
};

/// How long an address whose bucket is empty is held back.
const HELD: Duration = Duration::from_secs(1);

type Buckets<K> = RateLimiter<K, DashMapStateStore<K>, DefaultClock>;

/// The process's buckets.
pub struct Limits {
    tenants: Buckets<String>,
    keys: Buckets<Uuid>,
    /// Addresses that have shown more false secrets than their bucket holds, and until when they are held back.
    held: Mutex<HashMap<String, Instant>>,
    clock: DefaultClock,
}

impl Limits {
    /// Buckets of the configured sizes.
    #[must_use]
    pub fn new(config: &LimitsConfig) -> Self {
        let quota = |rate: u32, burst: u32| {
            let one = NonZeroU32::MIN;
            Quota::per_second(NonZeroU32::new(rate).unwrap_or(one))
                .allow_burst(NonZeroU32::new(burst.max(rate)).unwrap_or(one))
        };
        Self {
            tenants: RateLimiter::keyed(quota(config.requests_per_second, config.burst)),
            keys: RateLimiter::keyed(quota(config.key_requests_per_second, config.key_requests_per_second)),
            held: Mutex::default(),
            clock: DefaultClock::default(),
        }
    }

    /// Takes one request out of the tenant's and the key's bucket.
    ///
    /// # Errors
    /// [`Error::TooMany`] with the seconds to wait.
    pub fn take(&self, who: &str, key: Option<Uuid>) -> Result<()> {
        if let Some(key) = key {
            self.take_key(key)?;
        }
        self.tenants.check_key(&who.to_owned()).map_err(|until| self.wait(&until))
    }

    /// Takes a false secret out of the address's bucket; when that is empty, its next ones are not looked up for a second.
    ///
    /// # Errors
    /// [`Error::TooMany`] when it is empty.
    pub(crate) fn hold_back(&self, from: &str) -> Result<()> {
        self.take(from, None).inspect_err(|_| {
            self.held.lock().unwrap_or_else(PoisonError::into_inner).insert(from.to_owned(), Instant::now() + HELD);
        })
    }

    /// Whether an address must wait before another secret of its is looked up.
    ///
    /// # Errors
    /// [`Error::TooMany`] while it must.
    pub(crate) fn is_held_back(&self, from: &str) -> Result<()> {
        let held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        if held.get(from).is_none_or(|until| *until <= Instant::now()) {
            return Ok(());
        }
        telemetry::rate_limited();
        Err(Error::TooMany { retry_after: HELD.as_secs() })
    }

    /// Takes one request out of a key's bucket alone.
    ///
    /// # Errors
    /// [`Error::TooMany`] with the seconds to wait.
    pub fn take_key(&self, key: Uuid) -> Result<()> {
        self.keys.check_key(&key).map_err(|until| self.wait(&until))
    }

    fn wait(&self, until: &governor::NotUntil<governor::clock::QuantaInstant>) -> Error {
        telemetry::rate_limited();
        Error::TooMany { retry_after: seconds(until.wait_time_from(self.clock.now())) }
    }

    /// Forgets buckets that are full again.
    pub fn tidy(&self) {
        self.tenants.retain_recent();
        self.keys.retain_recent();
        let now = Instant::now();
        self.held.lock().unwrap_or_else(PoisonError::into_inner).retain(|_, until| *until > now);
    }
}

fn seconds(wait: Duration) -> u64 {
    wait.as_secs().max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_shows_false_secrets_waits_and_the_others_do_not() {
        let limits = Limits::new(&LimitsConfig { requests_per_second: 1, burst: 3, key_requests_per_second: 1 });
        for _ in 0..3 {
            limits.is_held_back("192.0.2.1").unwrap();
            limits.hold_back("192.0.2.1").unwrap();
        }
        limits.is_held_back("192.0.2.1").unwrap();
        assert!(matches!(limits.hold_back("192.0.2.1"), Err(Error::TooMany { retry_after: 1.. })));
        assert!(matches!(limits.is_held_back("192.0.2.1"), Err(Error::TooMany { retry_after: 1 })));
        limits.is_held_back("192.0.2.2").unwrap();
        limits.tidy();
        assert!(limits.is_held_back("192.0.2.1").is_err(), "it is not forgotten before its time");
    }
}
