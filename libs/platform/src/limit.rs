//! Rate limits: buckets per organisation and per session, key or client, one for all processes of an installation; and per address,
//! before sign-in, in each process.

use std::{
    collections::HashMap,
    net::{IpAddr, Ipv6Addr},
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use contracts::Tenant;
use tokio::sync::Notify;
use uuid::Uuid;

use crate::{
    config::LimitsConfig,
    error::{Error, Result},
    telemetry,
};

mod bucket;
pub(crate) mod exchange;

use bucket::{Buckets, Taken};

/// How long an address whose bucket is empty is held back.
const HELD: Duration = Duration::from_secs(1);

/// The process's buckets.
pub struct Limits {
    tenants: Buckets<Tenant>,
    credentials: Buckets<Uuid>,
    addresses: Buckets<String>,
    /// What is tried by those who have not proved who they are.
    tries: Buckets<String>,
    /// Addresses that have shown more false secrets than their bucket holds, and until when they are held back.
    held: Mutex<HashMap<String, Instant>>,
    /// Something is to be told to the other processes.
    some: Notify,
    /// It should be told at once.
    much: Notify,
}

impl Limits {
    /// Buckets of the configured sizes.
    #[must_use]
    pub fn new(config: &LimitsConfig) -> Self {
        let (rate, of_a_key) = (config.requests_per_second, config.key_requests_per_second);
        Self {
            tenants: Buckets::new(rate, config.burst),
            credentials: Buckets::new(of_a_key, of_a_key),
            addresses: Buckets::new(rate, config.burst),
            tries: Buckets::new(of_a_key, of_a_key),
            held: Mutex::default(),
            some: Notify::new(),
            much: Notify::new(),
        }
    }

    /// Takes one request out of the buckets of a session, key or client and of its organisation.
    ///
    /// # Errors
    /// [`Error::TooMany`] with the seconds to wait.
    pub fn take(&self, tenant: &Tenant, credential: Uuid) -> Result<()> {
        let now = Instant::now();
        self.told(self.credentials.take(&credential, now))?;
        self.told(self.tenants.take(tenant, now))
    }

    /// Takes one request out of an address's bucket.
    ///
    /// # Errors
    /// [`Error::TooMany`] with the seconds to wait.
    pub fn take_address(&self, from: &str) -> Result<()> {
        self.addresses.take(&network(from), Instant::now()).map(drop).map_err(wait)
    }

    /// Takes one try out of a bucket as large as a key's.
    ///
    /// # Errors
    /// [`Error::TooMany`] with the seconds to wait.
    pub fn take_try(&self, who: &str) -> Result<()> {
        self.tries.take(&who.to_owned(), Instant::now()).map(drop).map_err(wait)
    }

    /// Takes a false secret out of the address's bucket; when that is empty, its next ones are not looked up for a second.
    ///
    /// # Errors
    /// [`Error::TooMany`] when it is empty.
    pub(crate) fn hold_back(&self, from: &str) -> Result<()> {
        self.take_address(from).inspect_err(|_| {
            self.held.lock().unwrap_or_else(PoisonError::into_inner).insert(network(from), Instant::now() + HELD);
        })
    }

    /// Whether an address must wait before another secret of its is looked up.
    ///
    /// # Errors
    /// [`Error::TooMany`] while it must.
    pub(crate) fn is_held_back(&self, from: &str) -> Result<()> {
        let held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        if held.get(&network(from)).is_some_and(|until| *until > Instant::now()) { Err(wait(HELD)) } else { Ok(()) }
    }

    fn told(&self, taken: Result<Taken, Duration>) -> Result<()> {
        if taken.map_err(wait)? == Taken::Much {
            self.much.notify_one();
        }
        self.some.notify_one();
        Ok(())
    }

    /// Takes what another process has let in.
    fn charge(&self, tenants: Vec<(Tenant, u32)>, credentials: Vec<(Uuid, u32)>) {
        let now = Instant::now();
        for (tenant, taken) in tenants {
            self.tenants.charge(tenant, taken, now);
        }
        for (credential, taken) in credentials {
            self.credentials.charge(credential, taken, now);
        }
    }

    /// Forgets buckets that are full again.
    pub fn tidy(&self) {
        let now = Instant::now();
        self.tenants.tidy(now);
        self.credentials.tidy(now);
        self.addresses.tidy(now);
        self.tries.tidy(now);
        self.held.lock().unwrap_or_else(PoisonError::into_inner).retain(|_, until| *until > now);
    }
}

/// What an address is limited with: whoever has one IPv6 address has the 2^64 of its network (RFC 4291, 2.5.4).
fn network(from: &str) -> String {
    match from.parse::<IpAddr>() {
        Ok(IpAddr::V6(address)) if address.to_ipv4_mapped().is_none() => {
            let network = address.to_bits() & !u128::from(u64::MAX);
            format!("{}/64", Ipv6Addr::from_bits(network))
        }
        _ => from.to_owned(),
    }
}

/// Refuses, in whole seconds rounded up: who comes back then is let in.
fn wait(wait: Duration) -> Error {
    telemetry::rate_limited();
    Error::TooMany { retry_after: wait.as_secs() + u64::from(wait.subsec_nanos() > 0) }
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

    #[test]
    fn a_network_is_one() {
        assert_eq!(network("2001:db8:1:2:3:4:5:6"), network("2001:db8:1:2::1"));
        assert_ne!(network("2001:db8:1:2::1"), network("2001:db8:1:3::1"));
        for address in ["192.0.2.1", "::ffff:192.0.2.1", "unknown"] {
            assert_eq!(network(address), address);
        }
    }

    #[test]
    fn who_waits_as_told_is_let_in() {
        let seconds = |of: Duration| match wait(of) {
            Error::TooMany { retry_after } => retry_after,
            other => panic!("{other}"),
        };
        assert_eq!(seconds(Duration::from_millis(20)), 1);
        assert_eq!(seconds(Duration::from_millis(1001)), 2);
        assert_eq!(seconds(Duration::from_secs(2)), 2);
    }
}
