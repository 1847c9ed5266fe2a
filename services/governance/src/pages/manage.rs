//! What the association's office does: estimates, opens and closes ballots, moves the roadmap on.

use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use chrono::Days;
use platform::{
    Caller, Ctx, Error, Result, View,
    clock::local_date,
    extract::{Form, Path},
};
use serde::Deserialize;
use ui::{Button, Card, Explain, Field, Form as UiForm, Html, Notice, Page, format};

use super::{
    ballot,
    common::{below, refusal},
};
use crate::{
    close as closing, councils,
    domain::{
        ballot::{LONGEST_DAYS, MINIMUM, SHORTEST_DAYS},
        proposal::{Estimate, State as At},
        refusal::Refusal,
    },
    open as opening, proposals,
};

/// Hours as they were written.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Hours {
    hours: String,
    low: String,
    high: String,
}

/// A ballot as it was written.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Ballot {
    title: String,
    hours: String,
    closes: String,
}

/// A whole number that may be written with spaces.
fn number(text: &str) -> Option<i64> {
    text.split_whitespace().collect::<String>().replace('\u{a0}', "").parse().ok()
}

impl Hours {
    fn meant(&self) -> Result<Estimate, Refusal> {
        let optional =
            |text: &str| if text.trim().is_empty() { Ok(None) } else { number(text).map(Some).ok_or(Refusal::Hours) };
        Estimate::new(number(&self.hours).ok_or(Refusal::Hours)?, optional(&self.low)?, optional(&self.high)?)
    }
}

fn back(council: &str, done: &str) -> Response {
    Redirect::to(&format!("/governance/councils/{council}?done={done}")).into_response()
}

pub(crate) async fn ask_estimate(
    State(ctx): State<Ctx>,
    view: View,
    caller: Caller,
    Path((council, proposal)): Path<(String, i64)>,
) -> Result<Response> {
    Ok(view.page(estimating(&ctx, &view, &caller, &council, proposal, None).await?))
}

pub(crate) async fn estimate(
    State(ctx): State<Ctx>,
    view: View,
    caller: Caller,
    Path((council, proposal)): Path<(String, i64)>,
    Form(written): Form<Hours>,
) -> Result<Response> {
    let wrong = match written.meant() {
        Err(wrong) => wrong,
        Ok(meant) => {
            let across = ctx.store.across(&caller, "a proposal is estimated").await?;
            match proposals::estimate(&across, &council, proposal, meant).await {
                Ok(()) => {
                    across.commit().await?;
                    return Ok(back(&council, "estimated"));
                }
                Err(failure) => failure.refusal()?,
            }
        }
    };
    Ok(view.refused(estimating(&ctx, &view, &caller, &council, proposal, Some((written, wrong))).await?))
}

async fn estimating(
    ctx: &Ctx,
    view: &View,
    caller: &Caller,
    council: &str,
    number: i64,
    wrong: Option<(Hours, Refusal)>,
) -> Result<Page> {
    let read = ctx.store.read(caller.tenant()).await?;
    let rows = councils::proposals(&read, council).await?;
    let row = rows.into_iter().find(|row| row.number == number).ok_or(Error::NotFound)?;
    let text = |hours: Option<i64>| hours.map(|hours| hours.to_string()).unwrap_or_default();
    let (written, wrong) = match wrong {
        Some((written, wrong)) => (written, Some(wrong)),
        None => (Hours { hours: text(row.hours), low: text(row.low), high: text(row.high) }, None),
    };
    let error = |field| wrong.as_ref().filter(|wrong| wrong.field() == Some(field)).map(|wrong| refusal(view, wrong));
    let mut form = UiForm::post(view.lang, format!("/governance/councils/{council}/proposals/{number}/estimate"))
        .field(
            Field::number("hours", view.t("governance-hours"))
                .hint(view.t("governance-hours-hint"))
                .value(written.hours)
                .error_if(error("hours")),
        )
        .field(Field::number("low", view.t("governance-low")).value(written.low).optional().error_if(error("low")))
        .field(Field::number("high", view.t("governance-high")).value(written.high).optional())
        .button(Button::submit(view.t("governance-estimate-save")));
    if let Some(wrong) = wrong.as_ref().filter(|wrong| wrong.field().is_none()) {
        form = form.error(refusal(view, wrong));
    }
    Ok(below(view, council, view.ta("governance-estimate-title", &[("title", (&row.title).into())]))
        .lead(view.t("governance-estimate-lead"))
        .body(Card::new(view.t("governance-text")).body(Html::paragraph(&row.text)))
        .body(Card::new(view.t("governance-estimate-card")).body(form)))
}

pub(crate) async fn ask_open(
    State(ctx): State<Ctx>,
    view: View,
    caller: Caller,
    Path(council): Path<String>,
) -> Result<Response> {
    Ok(view.page(asked(&ctx, &view, &caller, &council, Ballot::default(), None).await?))
}

pub(crate) async fn open(
    State(ctx): State<Ctx>,
    view: View,
    caller: Caller,
    Path(council): Path<String>,
    Form(written): Form<Ballot>,
) -> Result<Response> {
    councils::seen(&ctx, &caller, &council).await?;
    let now = ctx.clock.now();
    // What can't be read is no day that is allowed, and no hours.
    let closing = written.closes.parse().unwrap_or_default();
    let hours = number(&written.hours).unwrap_or_default();
    let wish = opening::Opening { title: written.title.clone(), hours, closing, opened: now };
    let across = ctx.store.across(&caller, "a ballot is opened").await?;
    let wrong = match opening::open(&across, &council, wish).await {
        Ok(_) => {
            across.commit().await?;
            return Ok(back(&council, "opened"));
        }
        Err(failure) => failure.refusal()?,
    };
    drop(across);
    Ok(view.refused(asked(&ctx, &view, &caller, &council, written, Some(wrong)).await?))
}

async fn asked(
    ctx: &Ctx,
    view: &View,
    caller: &Caller,
    council: &str,
    written: Ballot,
    wrong: Option<Refusal>,
) -> Result<Page> {
    councils::seen(ctx, caller, council).await?;
    let read = ctx.store.read(caller.tenant()).await?;
    let proposals = councils::proposals(&read, council).await?;
    let ready: Vec<_> = proposals.iter().filter(|row| At::parse(&row.state) == Some(At::Estimated)).collect();
    let hours: i64 = ready.iter().filter_map(|row| row.hours).sum();
    let lead = view.ta("governance-open-lead", &[("count", ready.len().into()), ("hours", hours.into())]);
    let mut page = below(view, council, view.t("governance-open")).lead(lead);
    if i64::try_from(ready.len()).unwrap_or(i64::MAX) < MINIMUM {
        page = page.body(Notice::warning(view.lang, view.ta("governance-open-too-few", &[("needed", MINIMUM.into())])));
    }
    let error = |field| wrong.as_ref().filter(|wrong| wrong.field() == Some(field)).map(|wrong| refusal(view, wrong));
    let today = local_date(ctx.clock.now());
    let day = |days| today.checked_add_days(Days::new(days)).map(format::day).unwrap_or_default();
    let closes = if written.closes.is_empty() { day(SHORTEST_DAYS + 7) } else { written.closes };
    let mut form = UiForm::post(view.lang, format!("/governance/councils/{council}/open"))
        .field(
            Field::text("title", view.t("governance-ballot-title"))
                .hint(view.t("governance-ballot-title-hint"))
                .value(written.title)
                .max_length(120)
                .error_if(error("title")),
        )
        .field(
            Field::number("hours", view.t("governance-frame-hours"))
                .hint(view.t("governance-frame-hint"))
                .value(written.hours)
                .error_if(error("hours")),
        )
        .field(
            Field::date("closes", view.t("governance-closes"))
                .hint(view.t("governance-closes-hint"))
                .range(day(SHORTEST_DAYS), day(LONGEST_DAYS))
                .value(closes)
                .error_if(error("closes")),
        )
        .button(Button::submit(view.t("governance-open-send")))
        .note(view.t("governance-open-note"));
    if let Some(wrong) = wrong.as_ref().filter(|wrong| wrong.field().is_none()) {
        form = form.error(refusal(view, wrong));
    }
    let list: Html = ready
        .iter()
        .map(|row| {
            Html::paragraph(format!("{} ({})", row.title, row.hours.map(super::common::hours).unwrap_or_default()))
        })
        .collect();
    Ok(page
        .body(Card::new(view.t("governance-open-card")).body(form))
        .body(Card::new(view.ta("governance-items", &[("count", ready.len().into())])).body(list))
        .body(Explain::new(view.lang, view.t("governance-explain"))))
}

pub(crate) async fn close(
    State(ctx): State<Ctx>,
    view: View,
    caller: Caller,
    Path((council, number)): Path<(String, i64)>,
) -> Result<Response> {
    let across = ctx.store.across(&caller, "a ballot is closed").await?;
    let now = across.now();
    let wrong = match closing::close(&across, &council, number, now).await {
        Ok(_) => {
            across.commit().await?;
            let outcome = format!("/governance/councils/{council}/ballots/{number}");
            return Ok(Redirect::to(&outcome).into_response());
        }
        Err(failure) => failure.refusal()?,
    };
    drop(across);
    Ok(view.refused(ballot::page(&ctx, &view, &caller, &council, number, Some(&wrong)).await?))
}

pub(crate) async fn advance(
    State(ctx): State<Ctx>,
    caller: Caller,
    Path((council, item)): Path<(String, i64)>,
) -> Result<Response> {
    let across = ctx.store.across(&caller, "the roadmap moves").await?;
    proposals::advance(&across, &council, item).await?;
    across.commit().await?;
    Ok(back(&council, "moved"))
}
