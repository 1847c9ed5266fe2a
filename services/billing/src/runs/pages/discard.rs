//! Giving a run up, on a page of its own that asks for a reason.

use axum::{
    extract::State as Ambient,
    response::{IntoResponse, Redirect, Response},
};
use platform::{
    Caller, Ctx, Result, View,
    extract::{Form, Path},
};
use serde::Deserialize;
use ui::{Button, Card, Field, Notice, Page};
use uuid::Uuid;

use super::{At, State, path, refusal, step_page};
use crate::runs::{
    domain::{Act, Refused},
    entities::run,
    issue, read,
};

/// What the form sends.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Written {
    reason: String,
}

/// `GET /billing/runs/{run}/discard`.
pub(super) async fn page(
    Ambient(ctx): Ambient<Ctx>,
    view: View,
    caller: Caller,
    Path(id): Path<Uuid>,
) -> Result<Response> {
    let across = ctx.store.across(&caller, "giving a billing run up is considered").await?;
    let run = read::run(&across, id).await?;
    across.commit().await?;
    Ok(view.page(draw(&view, &run, &Written::default(), None, None)?))
}

/// `POST /billing/runs/{run}/discard`.
pub(super) async fn send(
    Ambient(ctx): Ambient<Ctx>,
    view: View,
    caller: Caller,
    Path(id): Path<Uuid>,
    Form(written): Form<Written>,
) -> Result<Response> {
    let across = ctx.store.across(&caller, "a billing run is given up").await?;
    let run = read::run(&across, id).await?;
    let reason = written.reason.trim();
    if !(3..=500).contains(&reason.chars().count()) {
        let error = view.t("billing-run-discard-reason-missing");
        return Ok(view.refused(draw(&view, &run, &written, Some(error), None)?));
    }
    match issue::discard(&across, id, reason).await? {
        Ok(()) => {
            across.commit().await?;
            Ok(Redirect::to(&format!("/billing/runs/{id}")).into_response())
        }
        Err(refused) => Ok(view.refused(draw(&view, &run, &written, None, Some(&refused))?)),
    }
}

fn draw(
    view: &View,
    run: &run::Model,
    written: &Written,
    error: Option<String>,
    refused: Option<&Refused>,
) -> Result<Page> {
    let state: State = run.state.parse()?;
    let page = step_page(view, run, state, At::of(state));
    if let Some(refused) = state.after(Act::Discard).err().as_ref().or(refused) {
        return Ok(page.body(
            Notice::warning(view.lang, refusal(view, refused))
                .link(view.t("billing-run-back"), format!("/billing/runs/{}", run.id)),
        ));
    }
    let form = ui::Form::post(view.lang, format!("/billing/runs/{}/discard", run.id))
        .field(
            Field::textarea("reason", view.t("billing-run-discard-reason"), 3)
                .value(&written.reason)
                .hint(view.t("billing-run-discard-hint"))
                .max_length(500)
                .error_if(error),
        )
        .button(Button::submit(view.t("billing-run-discard")).danger())
        .button(Button::link(view.t("billing-run-keep"), path(run.id, At::of(state))).secondary());
    Ok(page.body(
        Card::new(view.t("billing-run-discard-title"))
            .body(Notice::info(view.lang, view.t("billing-run-discard-text")))
            .body(form),
    ))
}
