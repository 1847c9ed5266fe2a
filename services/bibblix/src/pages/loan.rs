//! `/bibblix/loans/{loan}`: one loan, its return, and taking it back. Finance's opaque reference leads here, for those who may see it.

use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use platform::{
    Caller, Ctx, Error, Result, View,
    extract::{Form, Path},
};
use serde::Deserialize;
use ui::{Button, Card, Confirmation, Facts, Field, Form as UiForm, Notice, Page, format};
use uuid::Uuid;

use super::common::{badge, refusal};
use crate::{
    domain::loan::{REVERSAL_TIME, Status},
    end,
    entities::{loan, title},
    failure::Failure,
    http::loans::reason,
    lend,
    permissions::{LEND, RETURN, REVERSE},
};

#[derive(Debug, Deserialize)]
pub(crate) struct Why {
    #[serde(default)]
    reason: String,
}

/// What the page says besides the loan.
#[derive(Default)]
struct Said {
    refused: Option<String>,
    reason: String,
    reason_error: Option<String>,
}

pub(crate) async fn show(view: View, caller: Caller, Path(id): Path<Uuid>) -> Result<Response> {
    let page = page(&view, &caller, id, Said::default()).await?;
    Ok(view.page(page))
}

/// The receipt after lending.
pub(crate) async fn receipt(view: View, caller: Caller, Path(id): Path<Uuid>) -> Result<Response> {
    let (row, title) = find(&view, &caller, id).await?;
    let until = format::long_date(view.lang, row.due);
    let name = title.map_or_else(|| row.title.to_string(), |title| title.title);
    let receipt = Confirmation::new(view.lang, view.t("bibblix-receipt-title"))
        .reference(view.t("bibblix-reference"), lend::reference(row.id))
        .text(view.ta("bibblix-receipt-text", &[("title", name.into()), ("day", until.into())]));
    let again = view.may(&LEND).then(|| (view.t("bibblix-receipt-again"), "/bibblix/lend"));
    let receipt = again
        .into_iter()
        .fold(receipt, |receipt, (label, href)| receipt.next_link(label, href))
        .next_link(view.t("bibblix-receipt-see"), format!("/bibblix/loans/{}", row.id));
    Ok(view.page(Page::new(view.t("bibblix-receipt-page")).crumb(view.t("service-bibblix"), "/bibblix").body(receipt)))
}

pub(crate) async fn give_back(
    State(ctx): State<Ctx>,
    view: View,
    caller: Caller,
    Path(id): Path<Uuid>,
) -> Result<Response> {
    let tx = ctx.store.begin(&caller).await?;
    match end::give_back(&tx, id).await {
        Ok(_) => tx.commit().await?,
        Err(failure) => {
            drop(tx);
            return refuse(&view, &caller, id, failure, String::new()).await;
        }
    }
    Ok(back(id))
}

pub(crate) async fn reverse(
    State(ctx): State<Ctx>,
    view: View,
    caller: Caller,
    Path(id): Path<Uuid>,
    Form(why): Form<Why>,
) -> Result<Response> {
    let Some(said) = reason(&why.reason) else {
        let said = Said { reason_error: Some(view.t("bibblix-reason-wrong")), reason: why.reason, refused: None };
        let page = page(&view, &caller, id, said).await?;
        return Ok(view.refused(page));
    };
    let tx = ctx.store.begin(&caller).await?;
    match end::reverse(&tx, id, said).await {
        Ok(_) => tx.commit().await?,
        Err(failure) => {
            drop(tx);
            return refuse(&view, &caller, id, failure, why.reason).await;
        }
    }
    Ok(back(id))
}

fn back(id: Uuid) -> Response {
    Redirect::to(&format!("/bibblix/loans/{id}")).into_response()
}

async fn refuse(view: &View, caller: &Caller, id: Uuid, failure: Failure, reason: String) -> Result<Response> {
    match failure {
        Failure::Failed(error) => Err(error),
        Failure::Refused(refused) => {
            let said = Said { refused: Some(refusal(view, &refused)), reason, reason_error: None };
            let page = page(view, caller, id, said).await?;
            Ok(view.refused(page))
        }
    }
}

async fn find(view: &View, caller: &Caller, id: Uuid) -> Result<(loan::Model, Option<title::Model>)> {
    let read = view.ctx.store.read(caller.tenant()).await?;
    let row = read.get::<loan::Entity>(id).await?;
    let title = lend::find_title(&read, row.title).await?;
    Ok((row, title))
}

async fn page(view: &View, caller: &Caller, id: Uuid, said: Said) -> Result<Page, Error> {
    let now = view.ctx.clock.now();
    let (row, title) = find(view, caller, id).await?;
    let status = lend::status(&row).at(row.due, now);
    let name = title.as_ref().map_or_else(|| row.title.to_string(), |title| title.title.clone());
    let lead = view.ta(
        &format!("bibblix-loan-lead-{}", status.name()),
        &[("day", format::long_date(view.lang, row.ended.unwrap_or(row.due)).into())],
    );
    let mut page = Page::new(name)
        .crumb(view.t("service-bibblix"), "/bibblix")
        .crumb(view.t("bibblix-loans"), "/bibblix/loans")
        .lead(lead);
    if let Some(refused) = said.refused {
        page = page.body(Notice::error(view.lang, refused).alert());
    }
    page = page.body(Card::new(view.t("bibblix-loan-facts")).body(facts(view, &row, title.as_ref(), status)));
    if status.may_return().is_ok() && caller.may(&RETURN) {
        let form = UiForm::post(view.lang, format!("/bibblix/loans/{id}/return"))
            .button(Button::submit(view.t("bibblix-return")))
            .note(view.t("bibblix-return-note"));
        page = page.body(Card::new(view.t("bibblix-return-title")).body(form));
    }
    if status.may_reverse(row.started, now).is_ok() && caller.may(&REVERSE) {
        let until = format::date_time(view.lang, row.started + REVERSAL_TIME);
        let field =
            Field::textarea("reason", view.t("bibblix-reason"), 2).hint(view.t("bibblix-reason-hint")).max_length(500);
        let form = UiForm::post(view.lang, format!("/bibblix/loans/{id}/reversal"))
            .field(field.value(said.reason).error_if(said.reason_error))
            .button(Button::submit(view.t("bibblix-reverse")).danger())
            .note(view.ta("bibblix-reverse-note", &[("time", until.into())]));
        page = page.body(Card::new(view.t("bibblix-reverse-title")).body(form));
    }
    Ok(page)
}

fn facts(view: &View, row: &loan::Model, title: Option<&title::Model>, status: Status) -> Facts {
    let price = match (&row.price_list, &row.price_step) {
        (Some(version), Some(step)) => view.ta(
            "bibblix-price-explained",
            &[
                ("price", format::kronor(row.price_ore).into()),
                ("step", step.as_str().into()),
                ("version", version.as_str().into()),
            ],
        ),
        _ => view.t("bibblix-price-prepaid"),
    };
    let card = view.t(if row.card.is_some() { "bibblix-card-kept" } else { "bibblix-card-removed" });
    let mut facts = Facts::new()
        .row(view.t("bibblix-column-status"), badge(view, status))
        .row(view.t("bibblix-reference"), lend::reference(row.id));
    if let Some(title) = title {
        facts = facts
            .row(view.t("bibblix-column-author"), title.author.as_str())
            .row(view.t("bibblix-column-publisher"), title.publisher.as_str());
    }
    facts = facts
        .row(view.t("bibblix-column-started"), ui::time_tag(view.lang, row.started))
        .row(view.t("bibblix-column-due"), ui::time_tag(view.lang, row.due));
    if let Some(ended) = row.ended {
        facts = facts.row(view.t("bibblix-column-ended"), ui::time_tag(view.lang, ended));
    }
    facts = facts.row(view.t("bibblix-column-price"), price).row(view.t("bibblix-card"), card);
    if let Some(reason) = &row.reversal_reason {
        facts = facts.row(view.t("bibblix-reason"), reason.as_str());
    }
    facts
}
