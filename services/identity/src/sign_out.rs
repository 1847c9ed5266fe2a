//! Signing out at both ends: here and at the provider, whoever begins.
//!
//! A session here ends at once, whatever the provider answers; its own is ended by a browser that is sent there. What a provider wants
//! to end, it says with its signature and no cookie of ours: by the browser (SAML) or from its server (OpenID Connect).

pub mod back_channel;
pub mod leave;
pub mod leaving;
pub mod slo;

use std::sync::Arc;

use axum::{
    Extension,
    body::Bytes,
    extract::{Path, RawQuery},
    http::HeaderMap,
    routing::MethodFilter,
};
use platform::{Ctx, PUBLIC, Pages, View, extract::Query, guard::RequestId};
use saml::logout::Arrived;

use crate::sign_in::SignIn;

/// Where SAML providers send what they have to say about signing out.
pub fn slo_address(ctx: &Ctx) -> String {
    format!("{}/identity/saml/slo", ctx.config.http.origin())
}

/// Where OpenID Connect providers send browsers back to.
pub fn left_address(ctx: &Ctx) -> String {
    format!("{}/identity/left", ctx.config.http.origin())
}

/// Where the OpenID Connect provider of that name posts its logout tokens.
pub fn back_channel_address(ctx: &Ctx, provider: &str) -> String {
    format!("{}/identity/back-channel/{provider}", ctx.config.http.origin())
}

/// Why something about signing out is not followed: the rule for logs and metrics, and what another part said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    pub code: &'static str,
    pub detail: String,
}

impl Refusal {
    /// A refusal with nothing more to say.
    pub fn new(code: &'static str) -> Self {
        Self { code, detail: String::new() }
    }
}

impl From<&saml::Refused> for Refusal {
    fn from(refused: &saml::Refused) -> Self {
        Self { code: refused.code(), detail: refused.detail.clone() }
    }
}

/// Writes down that something was refused. Nothing is kept in the database: anyone could send any number of them.
pub fn note(provider: Option<&str>, refusal: &Refusal, reference: &str) {
    tracing::warn!(provider, code = refusal.code, detail = refusal.detail, reference, "a sign-out was refused");
    platform::telemetry::sign_out_refused(refusal.code);
}

/// The routes.
pub fn pages(shared: &Arc<SignIn>) -> Pages {
    let (leaving, getting, posting, told) =
        (Arc::clone(shared), Arc::clone(shared), Arc::clone(shared), Arc::clone(shared));
    Pages::new()
        .get(&PUBLIC, "/identity/leave", move |view: View, id: Extension<RequestId>, query: Query<leave::Ticket>| {
            let shared = Arc::clone(&leaving);
            async move { leave::leave(&shared, view, id.0, query.0).await }
        })
        .get(&PUBLIC, "/identity/left", leave::left)
        .foreign(
            MethodFilter::GET,
            "/identity/saml/slo",
            move |view: View, id: Extension<RequestId>, RawQuery(query): RawQuery| {
                let shared = Arc::clone(&getting);
                let arrived = slo::of_query(query.unwrap_or_default());
                async move { slo::slo(&shared, view, id.0, arrived).await }
            },
        )
        .foreign(MethodFilter::POST, "/identity/saml/slo", move |view: View, id: Extension<RequestId>, body: Bytes| {
            let shared = Arc::clone(&posting);
            let arrived = slo::of_form(&body);
            async move { slo::slo(&shared, view, id.0, arrived).await }
        })
        .foreign(
            MethodFilter::POST,
            "/identity/back-channel/{provider}",
            move |view: View, id: Extension<RequestId>, name: Path<String>, headers: HeaderMap, body: Bytes| {
                let shared = Arc::clone(&told);
                async move { back_channel::told(&shared, &view.ctx, id.0, &name.0, (&headers, &body)).await }
            },
        )
}

/// What a message of a SAML provider is.
pub enum Message {
    Request(Arrived),
    Answer { arrived: Arrived, relay_state: Option<String> },
    Neither,
}
