//! The page of a sign-in that could not go on: step, time and reference, never the reason's inside.

use axum::{http::StatusCode, response::Response};
use contracts::Tenant;
use platform::{Actor, Result, View, guard::RequestId};
use serde_json::json;
use ui::{Actions, Button, Facts, Notice, Page};

use crate::sign_in::{Refusal, provider::Provider};

/// Draws it, logs why, and writes it to the audit log when a sign-in of ours was under way.
pub async fn page(view: &View, id: RequestId, provider: Option<&Provider>, refusal: &Refusal) -> Result<Response> {
    let name = provider.map(|provider| provider.name.as_str());
    tracing::warn!(provider = name, step = ?refusal.step, code = refusal.code, detail = refusal.detail, "a sign-in failed");
    if let Some(provider) = provider {
        let tenant = provider.tenant.clone().unwrap_or_else(Tenant::association);
        let tx = view.ctx.store.begin_for(&tenant, Actor::System("sign-in")).await?;
        let detail =
            json!({ "provider": provider.name, "step": format!("{:?}", refusal.step), "reason": refusal.code });
        tx.audit("identity.session.sign-in-failed", &id.0.to_string(), &detail).await?;
        tx.commit().await?;
    }
    let text = match refusal.code {
        "access-denied" => "identity-failed-cancelled",
        "not-of-organisation" => "identity-failed-not-of-organisation",
        "metadata-expired" => "identity-failed-metadata-ended",
        "other-person" => "identity-failed-other-person",
        "no-name" => "identity-failed-no-name",
        "invitation-used" => "identity-failed-invitation-used",
        "invitation-expired" | "invitation-withdrawn" | "invitation-unknown" => "identity-failed-invitation-over",
        _ => "identity-failed-text",
    };
    let facts = Facts::new()
        .row(view.t("identity-failed-step"), view.t(refusal.step.text()))
        .row(view.t("identity-failed-time"), ui::time_tag(view.lang, view.ctx.clock.now()))
        .row(view.t("identity-failed-reference"), id.0.to_string());
    let page = Page::new(view.t("identity-failed"))
        .lead(view.t(text))
        .body(Notice::info(view.lang, view.t("identity-failed-help")))
        .body(facts)
        .body(Actions::new().button(Button::link(view.t("identity-failed-again"), "/identity/sign-in")));
    Ok(view.plain(StatusCode::BAD_REQUEST, page))
}
