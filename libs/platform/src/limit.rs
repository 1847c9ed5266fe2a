//! Rate limits: token buckets per tenant (or address, before sign-in) and per session or key.

use std::{num::NonZeroU32, time::Duration};

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

type Buckets<K> = RateLimiter<K, DashMapStateStore<K>, DefaultClock>;

/// The process's buckets.
pub struct Limits {
    tenants: Buckets<String>,
    keys: Buckets<Uuid>,
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
    }
}

fn seconds(wait: Duration) -> u64 {
    wait.as_secs().max(1)
}
