//! Starting a run: what each service's next month holds and what may be missing from it, then one button.

use axum::{
    extract::State as Ambient,
    response::{IntoResponse, Redirect, Response},
};
use chrono::NaiveDate;
use platform::{
    Across, Caller, Ctx, Result, View,
    clock::{first_of_month, local_month},
    extract::Form,
};
use serde::Deserialize;
use ui::{Button, Card, Choice, Facts, Field, Html, Notice, Page, format};

use super::{At, month, path, refusal, service, warnings};
use crate::runs::{
    coming::{Coming, Readiness, next_months},
    domain::Refused,
    start::{self, services},
};

/// What the form sends.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Written {
    service: String,
    /// `2026-11`; empty means the next one to bill.
    month: String,
}

/// `GET /billing/runs/new`.
pub(super) async fn page(Ambient(ctx): Ambient<Ctx>, view: View, caller: Caller) -> Result<Response> {
    let across = ctx.store.across(&caller, "the next months to bill are looked at").await?;
    let drawn = draw(&ctx, &view, &across, &Written::default(), None).await?;
    across.commit().await?;
    Ok(view.page(drawn))
}

/// `POST /billing/runs/new`.
pub(super) async fn start(
    Ambient(ctx): Ambient<Ctx>,
    view: View,
    caller: Caller,
    Form(written): Form<Written>,
) -> Result<Response> {
    let across = ctx.store.across(&caller, "a billing run is started").await?;
    let started = if services(&ctx.site).contains(&written.service.as_str()) {
        match meant(&across, &written).await? {
            Some(month) => start::start(&ctx.site, &across, &written.service, month).await?,
            None => Err(Refused::NothingToBill),
        }
    } else {
        Err(Refused::UnknownService { service: written.service.clone() })
    };
    match started {
        Ok(run) => {
            across.commit().await?;
            Ok(Redirect::to(&path(run, At::Calculation)).into_response())
        }
        Err(refused) => Ok(view.refused(draw(&ctx, &view, &across, &written, Some(&refused)).await?)),
    }
}

/// The month that is meant, none when there is nothing to bill or it can't be read.
async fn meant(across: &Across, written: &Written) -> Result<Option<NaiveDate>> {
    match written.month.trim() {
        "" => Ok(next_months(across, &[&written.service]).await?.into_values().next()),
        text => Ok(format!("{text}-01").parse().ok().map(first_of_month)),
    }
}

async fn draw(ctx: &Ctx, view: &View, across: &Across, written: &Written, refused: Option<&Refused>) -> Result<Page> {
    let mut cards = Html::new();
    let mut choices = Vec::new();
    let mut suggested = written.clone();
    let names = services(&ctx.site);
    let coming = Coming::of(across, &names).await?;
    let months: Vec<_> = coming.iter().filter_map(|one| Some((one.service.as_str(), one.next()?))).collect();
    let doubts = warnings::doubts(across, &months).await?;
    for one in &coming {
        let name = one.service.as_str();
        choices.push(Choice::new(name, service(view, name)));
        let Some(next) = one.next() else { continue };
        let ready = one.readiness(next, across.now());
        if ready.refused.is_none() && suggested.service.is_empty() {
            suggested = Written { service: name.into(), month: next.format("%Y-%m").to_string() };
        }
        if let Some(doubts) = doubts.get(name) {
            cards.push(card(view, name, &ready, doubts));
        }
    }
    if suggested.service.is_empty() {
        suggested.service = names.first().map(ToString::to_string).unwrap_or_default();
    }
    let last = local_month(ctx.clock.now()).pred_opt().map(|day| day.format("%Y-%m").to_string()).unwrap_or_default();
    let on_service = refused.filter(|one| matches!(one, Refused::UnknownService { .. })).map(|one| refusal(view, one));
    let on_month = refused.filter(|_| on_service.is_none()).map(|one| refusal(view, one));
    let form = ui::Form::post(view.lang, "/billing/runs/new")
        .field(
            Field::select("service", view.t("billing-run-field-service"), choices)
                .value(suggested.service)
                .error_if(on_service),
        )
        .field(
            Field::month("month", view.t("billing-run-field-month"))
                .value(suggested.month)
                .hint(view.t("billing-run-field-month-hint"))
                .range("", last)
                .error_if(on_month),
        )
        .button(Button::submit(view.t("billing-run-start")))
        .note(view.t("billing-run-start-note"));
    Ok(Page::new(view.t("billing-run-new"))
        .crumb(view.t("billing-run-list"), "/billing/runs")
        .lead(view.t("billing-run-new-lead"))
        .body(cards)
        .body(Card::new(view.t("billing-run-new-card")).body(form)))
}

fn card(view: &View, name: &str, ready: &Readiness, doubts: &warnings::Doubts) -> Card {
    let facts = Facts::new()
        .row(view.t("billing-run-fact-users"), format::integer(i64::try_from(ready.users).unwrap_or(i64::MAX)))
        .row(view.t("billing-run-fact-events"), format::integer(ready.events));
    let title = format!("{}, {}", service(view, name), month(view, ready.month));
    let mut card = Card::new(title).body(facts);
    if ready.sandbox > 0 {
        card = card.body(warnings::sandbox(view, ready.sandbox));
    }
    match &ready.refused {
        Some(refused @ Refused::PriceMissing { .. }) => card.body(Notice::error(view.lang, refusal(view, refused))),
        Some(refused) => card.body(Notice::info(view.lang, refusal(view, refused))),
        None => card.body(warnings::notices(view, doubts)),
    }
}
