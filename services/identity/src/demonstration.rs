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

/// The provider's issuer.
pub fn issuer(config: &Config) -> String {
    format!("{}/identity/demonstration", config.http.origin())
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

/// The provider's routes.
pub fn pages(demonstration: &Arc<Demonstration>) -> Pages {
    let (keys, choosing, redeeming, telling) =
        (Arc::clone(demonstration), Arc::clone(demonstration), Arc::clone(demonstration), Arc::clone(demonstration));
    Pages::new()
        .foreign(MethodFilter::GET, "/identity/demonstration/.well-known/openid-configuration", describe::discovery)
        .foreign(MethodFilter::GET, "/identity/demonstration/jwks", move |ctx, headers| {
            describe::jwks(Arc::clone(&keys), ctx, headers)
        })
        .get(&PUBLIC, "/identity/demonstration/authorize", authorize::ask)
        .post(
            &PUBLIC,
            "/identity/demonstration/authorize",
            move |view, headers, form| authorize::chosen(Arc::clone(&choosing), view, headers, form),
            &[],
        )
        .foreign(MethodFilter::POST, "/identity/demonstration/token", move |ctx, headers, form| {
            token::token(Arc::clone(&redeeming), ctx, headers, form)
        })
        .foreign(MethodFilter::GET, "/identity/demonstration/userinfo", move |ctx, headers| {
            token::userinfo(Arc::clone(&telling), ctx, headers)
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
