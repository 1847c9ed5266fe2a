//! Dropping a parked event, on a page of its own that asks for the reason.

use axum::{extract::State, response::Response};
use platform::{
    Caller, Ctx, Result, View,
    extract::{Form, Path},
    operations::{self, Decision, ParkedDetail},
    parked::REASON,
};
use serde::Deserialize;
use ui::{Button, Card, Field, Notice, Page};
use uuid::Uuid;

use super::{
    answered,
    event::{head, path, read},
    parked::kind_text,
    title,
};
use crate::domain::operations::is_open;

/// What the form sends.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Written {
    reason: String,
}

/// `GET /portal/operations/parked/{service}/{event}/drop`.
pub async fn page(
    State(ctx): State<Ctx>,
    view: View,
    caller: Caller,
    Path((service, id)): Path<(String, Uuid)>,
) -> Result<Response> {
    let found = read(&ctx, &caller, &service, id).await?;
    Ok(view.page(draw(&view, &service, &found, &Written::default(), None, None)))
}

/// `POST /portal/operations/parked/{service}/{event}/drop`.
pub async fn send(
    State(ctx): State<Ctx>,
    view: View,
    caller: Caller,
    Path((service, id)): Path<(String, Uuid)>,
    Form(written): Form<Written>,
) -> Result<Response> {
    let found = read(&ctx, &caller, &service, id).await?;
    let reason = written.reason.trim().to_owned();
    if !REASON.contains(&reason.chars().count()) {
        let error = view.t("portal-operations-drop-reason-missing");
        return Ok(view.refused(draw(&view, &service, &found, &written, Some(error), None)));
    }
    let done = operations::decide(&ctx, &caller, &service, id, Decision::Drop { reason }).await;
    answered(&view, done, &path(&service, id), |refused| draw(&view, &service, &found, &written, None, Some(refused)))
}

fn draw(
    view: &View,
    service: &str,
    found: &ParkedDetail,
    written: &Written,
    error: Option<String>,
    refused: Option<Notice>,
) -> Page {
    let event = &found.event;
    let back = path(service, event.id);
    let values = [("service", title(view, service).into()), ("event", kind_text(view, &event.kind).into())];
    let page = head(view, "portal-operations-drop-title", view.ta("portal-operations-drop-lead", &values))
        .crumb(view.t("portal-operations-event-title"), &back);
    let page = refused.into_iter().fold(page, Page::body);
    if !is_open(event.resolution) {
        let text = view.t("portal-operations-refused-already-decided");
        return page.body(Notice::warning(view.lang, text).link(view.t("portal-operations-event-back"), back));
    }
    let form = ui::Form::post(view.lang, format!("{back}/drop"))
        .field(
            Field::textarea("reason", view.t("portal-operations-drop-reason"), 3)
                .value(&written.reason)
                .hint(view.t("portal-operations-drop-hint"))
                .max_length(500)
                .error_if(error),
        )
        .button(Button::submit(view.t("portal-operations-drop-for-good")).danger())
        .button(Button::link(view.t("portal-operations-drop-keep"), back).secondary());
    page.body(
        Card::new(view.t("portal-operations-drop-card"))
            .body(Notice::warning(view.lang, view.t("portal-operations-drop-text")))
            .body(form),
    )
}
