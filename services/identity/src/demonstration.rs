//! The built-in provider of a demonstration: real OpenID Connect, but anybody may sign in as anybody. Answers only where the
//! demonstration is on (the configuration refuses that off this machine) and only to requests for a host of this machine.

pub mod accounts;
mod authorize;
mod codes;
mod describe;
mod signing;
mod token;

use std::sync::{Arc, Mutex, OnceLock};

use axum::{
    http::{HeaderMap, header},
    routing::MethodFilter,
};
use platform::{Config, Ctx, Error, PUBLIC, Pages, Result};

use crate::domain::key::secret;

/// The two providers that are built in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// That of the organisations' staff.
    Staff,
    /// The e-identification broker, for people outside them: a connection of the association's like any other.
    Broker,
}

impl Which {
    /// Where it lies.
    pub const fn path(self) -> &'static str {
        match self {
            Self::Staff => "/identity/demonstration",
            Self::Broker => "/identity/demonstration/broker",
        }
    }

    /// Its issuer.
    pub fn issuer(self, config: &Config) -> String {
        format!("{}{}", config.http.origin(), self.path())
    }

    /// Whom it knows.
    pub const fn people(self) -> &'static [accounts::Account] {
        match self {
            Self::Staff => &accounts::ALL,
            Self::Broker => &accounts::OUTSIDE,
        }
    }
}

/// The portal's name at the provider.
pub const CLIENT_ID: &str = "sambruk-portal";
/// The issuer as persons' rows name it, whatever the address is.
pub const KNOWN_AS: &str = "urn:sambruk:demonstration";

/// What the provider keeps, in memory only.
#[derive(Default)]
pub struct Demonstration {
    client_secret: OnceLock<String>,
    key: Mutex<Option<Arc<signing::Key>>>,
    codes: codes::Codes,
}

impl Demonstration {
    /// The portal's secret at the provider: made anew with each process.
    pub fn client_secret(&self) -> &str {
        self.client_secret.get_or_init(|| secret(&mut rand::rng()))
    }
}

/// The issuer of the staff's provider.
pub fn issuer(config: &Config) -> String {
    Which::Staff.issuer(config)
}

/// Refuses, as if nothing were here, unless the demonstration is on and the request is for a host of this machine.
fn allowed(ctx: &Ctx, headers: &HeaderMap) -> Result<()> {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    if ctx.config.demonstration.enabled && is_this_machine(host) { Ok(()) } else { Err(Error::NotFound) }
}

fn is_this_machine(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.chars().all(|c| c.is_ascii_digit()) => name,
        _ => host,
    };
    matches!(name, "127.0.0.1" | "localhost" | "[::1]")
}

/// The routes of both.
pub fn pages(demonstration: &Arc<Demonstration>) -> Pages {
    let staff = [
        "/identity/demonstration/.well-known/openid-configuration",
        "/identity/demonstration/jwks",
        "/identity/demonstration/authorize",
        "/identity/demonstration/token",
        "/identity/demonstration/userinfo",
    ];
    let broker = [
        "/identity/demonstration/broker/.well-known/openid-configuration",
        "/identity/demonstration/broker/jwks",
        "/identity/demonstration/broker/authorize",
        "/identity/demonstration/broker/token",
        "/identity/demonstration/broker/userinfo",
    ];
    of(demonstration, Which::Staff, staff).merge(of(demonstration, Which::Broker, broker))
}

fn of(demonstration: &Arc<Demonstration>, which: Which, at: [&'static str; 5]) -> Pages {
    let (keys, choosing, redeeming, telling) =
        (Arc::clone(demonstration), Arc::clone(demonstration), Arc::clone(demonstration), Arc::clone(demonstration));
    let [discovery, jwks, authorize, token, userinfo] = at;
    Pages::new()
        .foreign(MethodFilter::GET, discovery, move |ctx, headers| describe::discovery(which, ctx, headers))
        .foreign(MethodFilter::GET, jwks, move |ctx, headers| describe::jwks(Arc::clone(&keys), ctx, headers))
        .get(&PUBLIC, authorize, move |view, headers, query| authorize::ask(which, view, headers, query))
        .post(
            &PUBLIC,
            authorize,
            move |view, headers, form| authorize::chosen((Arc::clone(&choosing), which), view, headers, form),
            &[],
        )
        .foreign(MethodFilter::POST, token, move |ctx, headers, form| {
            token::token((Arc::clone(&redeeming), which), ctx, headers, form)
        })
        .foreign(MethodFilter::GET, userinfo, move |ctx, headers| {
            token::userinfo((Arc::clone(&telling), which), ctx, headers)
        })
}

#[cfg(test)]
mod tests {
    use super::is_this_machine;

    #[test]
    fn only_this_machine_is_answered() {
        for host in ["127.0.0.1:8080", "localhost", "localhost:1", "[::1]:80", "[::1]"] {
            assert!(is_this_machine(host), "{host}");
        }
        for host in ["", "sambruk.se", "127.0.0.1.evil.example", "localhost.evil.example:80", "10.0.0.1:8080", "::1"] {
            assert!(!is_this_machine(host), "{host}");
        }
    }
}
