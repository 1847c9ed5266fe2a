//! `/governance/seats/{seat}/propose`: what a municipality wants to have made.

use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use platform::{
    Caller, Ctx, Error, Result, View,
    extract::{Form, Path, Query},
};
use serde::Deserialize;
use ui::{Button, Card, Confirmation, Field, Form as UiForm, Page};
use uuid::Uuid;

use super::common::{below, refusal};
use crate::{councils, domain::refusal::Refusal, entities::seat, proposals};

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Written {
    #[serde(default)]
    title: String,
    #[serde(default)]
    text: String,
}

/// The number of what was just proposed.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Done {
    done: Option<i64>,
}

pub(crate) async fn show(
    State(ctx): State<Ctx>,
    view: View,
    caller: Caller,
    Path(id): Path<Uuid>,
    Query(done): Query<Done>,
) -> Result<Response> {
    if let Some(number) = done.done {
        return receipt(&ctx, &view, &caller, id, number).await;
    }
    let page = page(&ctx, &view, &caller, id, Written::default(), None).await?;
    Ok(view.page(page))
}

pub(crate) async fn send(
    State(ctx): State<Ctx>,
    view: View,
    caller: Caller,
    Path(id): Path<Uuid>,
    Form(written): Form<Written>,
) -> Result<Response> {
    let tx = ctx.store.begin(&caller).await?;
    let now = tx.now();
    let refusal = match proposals::propose(&tx, id, (&written.title, &written.text), now).await {
        Ok((_, number)) => {
            tx.commit().await?;
            return Ok(Redirect::to(&format!("/governance/seats/{id}/propose?done={number}")).into_response());
        }
        Err(failure) => failure.refusal()?,
    };
    drop(tx);
    let page = page(&ctx, &view, &caller, id, written, Some(refusal)).await?;
    Ok(view.refused(page))
}

/// What was proposed, and what happens to it.
async fn receipt(ctx: &Ctx, view: &View, caller: &Caller, id: Uuid, number: i64) -> Result<Response> {
    let read = ctx.store.read(caller.tenant()).await?;
    let seat = read.get::<seat::Entity>(id).await?;
    let rows = councils::proposals(&read, &seat.service).await?;
    let own = rows.into_iter().find(|row| row.number == number && row.municipality == seat.tenant);
    let row = own.ok_or(Error::NotFound)?;
    let receipt = Confirmation::new(view.lang, view.t("governance-proposed"))
        .reference(view.t("governance-column-proposal"), format!("{}-{number}", seat.service).to_uppercase())
        .text(view.t("governance-done-proposed"))
        .next_link(view.t("governance-receipt-council"), format!("/governance/councils/{}", seat.service))
        .next_link(view.t("governance-propose-again"), format!("/governance/seats/{id}/propose"));
    Ok(view.page(below(view, &seat.service, row.title).body(receipt)))
}

async fn page(
    ctx: &Ctx,
    view: &View,
    caller: &Caller,
    id: Uuid,
    written: Written,
    wrong: Option<Refusal>,
) -> Result<Page> {
    let read = ctx.store.read(caller.tenant()).await?;
    let seat = read.get::<seat::Entity>(id).await?;
    let error = |field| wrong.as_ref().filter(|wrong| wrong.field() == Some(field)).map(|wrong| refusal(view, wrong));
    let title = Field::text("title", view.t("governance-title")).hint(view.t("governance-title-hint")).max_length(120);
    let text =
        Field::textarea("text", view.t("governance-text"), 6).hint(view.t("governance-text-hint")).max_length(2000);
    let form = UiForm::post(view.lang, format!("/governance/seats/{id}/propose"))
        .field(title.value(written.title).error_if(error("title")))
        .field(text.value(written.text).error_if(error("text")))
        .button(Button::submit(view.t("governance-propose-send")))
        .note(view.t("governance-propose-note"));
    Ok(below(view, &seat.service, view.t("governance-propose"))
        .lead(view.t("governance-propose-lead"))
        .body(Card::new(view.t("governance-propose-what")).body(form)))
}
