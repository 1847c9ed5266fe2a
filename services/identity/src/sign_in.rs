//! Signing in by OpenID Connect: the code flow with PKCE, state and nonce, bound to the browser that began it.

mod account;
mod callback;
mod claims;
mod keys;
pub mod pending;
pub mod provider;
pub mod relying;
pub mod saml;
pub mod start;
pub mod trial;

use std::sync::Arc;

use axum::{Extension, body::Bytes, http::HeaderMap, routing::MethodFilter};
use platform::{Caller, PUBLIC, Pages, View, extract::Query, guard::RequestId};

use crate::demonstration::Demonstration;

/// What the process keeps in memory for signing in.
#[derive(Default)]
pub struct SignIn {
    /// What is known of the providers.
    pub relying: relying::Relying,
    /// The built-in provider.
    pub demonstration: Arc<Demonstration>,
}

/// A sign-in that can't go on: where it stopped, and why (for logs and audit, never for the page).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    pub step: Step,
    pub code: &'static str,
    pub detail: String,
}

/// The steps of signing in, as the page names them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Asking the provider what it offers.
    Provider,
    /// The browser's way back with the provider's answer.
    Answer,
    /// Fetching the identity with the code.
    Exchange,
    /// Checking the identity.
    Token,
    /// The account here.
    Account,
}

impl Step {
    /// Key of its name.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Provider => "identity-step-provider",
            Self::Answer => "identity-step-answer",
            Self::Exchange => "identity-step-exchange",
            Self::Token => "identity-step-token",
            Self::Account => "identity-step-account",
        }
    }
}

impl Refusal {
    /// A refusal with nothing more to say.
    pub fn new(step: Step, code: &'static str) -> Self {
        Self { step, code, detail: String::new() }
    }

    /// A refusal and what another part said about it.
    pub fn because(step: Step, code: &'static str, detail: impl std::fmt::Display) -> Self {
        Self { step, code, detail: detail.to_string() }
    }
}

/// The routes that talk with providers.
pub fn pages(sign_in: &Arc<SignIn>) -> Pages {
    let (starting, answering) = (Arc::clone(sign_in), Arc::clone(sign_in));
    let (posting, fetching) = (Arc::clone(sign_in), Arc::clone(sign_in));
    Pages::new()
        .get(
            &PUBLIC,
            "/identity/start",
            move |view: View,
                  headers: HeaderMap,
                  id: Extension<RequestId>,
                  who: Option<Extension<Caller>>,
                  query: Query<start::Ask>| {
                let sign_in = Arc::clone(&starting);
                async move { start::start(&sign_in, view, headers, id.0, who.map(|who| who.0), query.0).await }
            },
        )
        .get(
            &PUBLIC,
            "/identity/callback",
            move |view: View, headers: HeaderMap, id: Extension<RequestId>, query: Query<callback::Answer>| {
                let sign_in = Arc::clone(&answering);
                async move { callback::callback(&sign_in, view, headers, id.0, query.0).await }
            },
        )
        .foreign(MethodFilter::GET, "/identity/saml/metadata", saml::metadata)
        .foreign(MethodFilter::POST, "/identity/saml/acs", move |view: View, id: Extension<RequestId>, body: Bytes| {
            let sign_in = Arc::clone(&posting);
            async move { saml::acs(&sign_in, view, id.0, body).await }
        })
        .get(
            &PUBLIC,
            "/identity/saml/finish",
            move |view: View, headers: HeaderMap, id: Extension<RequestId>, query: Query<saml::Fetch>| {
                let sign_in = Arc::clone(&fetching);
                async move { saml::finish(&sign_in, view, headers, id, query).await }
            },
        )
}
