//! `/governance/signatures/{signature}`: the minutes as the chair or the verifier reads them, to verify or to send back.

use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use platform::{
    Caller, Ctx, Result, View,
    extract::{Form, Path},
};
use serde::Deserialize;
use ui::{Button, Card, Explain, Facts, Field, Form as UiForm, Html, Notice, Page, TextLink, format};
use uuid::Uuid;

use super::{
    common::{names, refusal},
    meeting::{back, paragraphs, path},
    meeting_plan::inner,
};
use crate::{
    domain::{meeting::Minutes, refusal::Refusal},
    entities::signature,
    failure::Failure,
    meetings::{self, Whole, sign},
};

/// Why the minutes are sent back.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Returned {
    reason: String,
}

pub(crate) async fn show(State(ctx): State<Ctx>, view: View, caller: Caller, Path(id): Path<Uuid>) -> Result<Response> {
    Ok(view.page(page(&ctx, &view, &caller, id, "", None).await?))
}

pub(crate) async fn sign(State(ctx): State<Ctx>, view: View, caller: Caller, Path(id): Path<Uuid>) -> Result<Response> {
    let done = sign::sign(&ctx, &caller, id).await;
    answer(&ctx, &view, &caller, id, "", done).await
}

pub(crate) async fn send_back(
    State(ctx): State<Ctx>,
    view: View,
    caller: Caller,
    Path(id): Path<Uuid>,
    Form(written): Form<Returned>,
) -> Result<Response> {
    // Its row is gone afterwards, so its meeting is asked for before.
    let read = ctx.store.read(caller.tenant()).await?;
    let own = read.get::<signature::Entity>(id).await?;
    drop(read);
    match sign::send_back(&ctx, &caller, id, &written.reason).await {
        Ok(()) => Ok(Redirect::to(&path(&own.service, own.meeting)).into_response()),
        Err(failure) => answer(&ctx, &view, &caller, id, &written.reason, Err(failure)).await,
    }
}

async fn answer(
    ctx: &Ctx,
    view: &View,
    caller: &Caller,
    id: Uuid,
    reason: &str,
    done: Result<(), Failure>,
) -> Result<Response> {
    let wrong = match done {
        Ok(()) => {
            let read = ctx.store.read(caller.tenant()).await?;
            let own = read.get::<signature::Entity>(id).await?;
            return Ok(back(&own.service, own.meeting, "signed"));
        }
        Err(failure) => failure.refusal()?,
    };
    Ok(view.refused(page(ctx, view, caller, id, reason, Some(wrong)).await?))
}

async fn page(ctx: &Ctx, view: &View, caller: &Caller, id: Uuid, reason: &str, wrong: Option<Refusal>) -> Result<Page> {
    let read = ctx.store.read(caller.tenant()).await?;
    let own = read.get::<signature::Entity>(id).await?;
    let whole = meetings::whole(&read, &own.service, own.meeting).await?;
    drop(read);
    let names = names(ctx).await?;
    let row = &whole.meeting;
    let waits = own.signed_at.is_none() && Minutes::parse(&row.state) == Minutes::Verifying;
    let lead = if waits { format!("governance-verify-lead-{}", own.part) } else { "governance-verify-done".into() };
    let mut page = inner(view, &own.service, &row.title, own.meeting, "governance-verify").lead(view.t(&lead));
    let on_reason = |wrong: &&Refusal| wrong.field() == Some("reason");
    if let Some(wrong) = wrong.as_ref().filter(|wrong| !on_reason(wrong)) {
        page = page.body(Notice::error(view.lang, refusal(view, wrong)).alert());
    }
    let mut there: Vec<String> =
        whole.present.iter().map(|tenant| names.get(tenant).cloned().unwrap_or_else(|| tenant.clone())).collect();
    there.sort_by_key(|name| format::collation_key(name));
    let facts = Facts::new()
        .row(view.t("governance-column-begins"), format::date_time(view.lang, row.begins_at))
        .row(view.t("governance-present"), there.join(", "));
    page = page.body(Card::new(view.t("governance-minutes")).body(facts).body(text(view, &whole)));
    if !waits {
        let meeting = TextLink::new(view.t("governance-to-meeting"), path(&own.service, own.meeting));
        return Ok(page.body(Html::paragraph(Html::from(meeting))));
    }
    let address = format!("/governance/signatures/{id}");
    let sign = UiForm::post(view.lang, &*address)
        .button(Button::submit(view.t("governance-verify-sign")).icon(ui::Icon::UserCheck))
        .note(view.t("governance-verify-note"));
    let back = UiForm::post(view.lang, format!("{address}/return"))
        .field(
            Field::textarea("reason", view.t("governance-return-reason"), 3)
                .value(reason)
                .max_length(2000)
                .error_if(wrong.as_ref().filter(on_reason).map(|wrong| refusal(view, wrong))),
        )
        .button(Button::submit(view.t("governance-return")).secondary());
    Ok(page
        .body(sign)
        .body(Card::new(view.t("governance-return-card")).body(back))
        .body(Explain::new(view.lang, view.t("governance-verify-explain"))))
}

/// The decisions and the minutes.
fn text(view: &View, whole: &Whole) -> Html {
    let mut text = Html::new();
    for (item, number) in whole.agenda.iter().zip(1..) {
        let label = view.ta("governance-item-number", &[("number", number.into()), ("title", (&item.title).into())]);
        let words = item.decision.as_ref().map_or_else(
            || label.clone(),
            |decision| view.ta("governance-decided", &[("item", (&label).into()), ("decision", decision.into())]),
        );
        text = text.with(Html::paragraph(words));
    }
    text.with(paragraphs(&whole.meeting.minutes))
}
