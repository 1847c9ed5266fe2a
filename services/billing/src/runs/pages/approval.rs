//! Approval: what will be sent, in words and as a sum, and the second person's yes.

use axum::{
    extract::State as Ambient,
    response::{IntoResponse, Redirect, Response},
};
use chrono::Days;
use platform::{Caller, Ctx, Error, Result, View, clock::local_date, extract::Path};
use ui::{Actions, Button, Card, Facts, Notice, Page, format};
use uuid::Uuid;

use super::{At, State, month, path, refusal, service, step_page, who};
use crate::runs::{
    domain::{Act, Refused, document::DAYS_TO_PAY},
    entities::run,
    issue, read,
    rights::APPROVE_RUNS,
};

/// `GET /billing/runs/{run}/approval`.
pub(super) async fn page(
    Ambient(ctx): Ambient<Ctx>,
    view: View,
    caller: Caller,
    Path(id): Path<Uuid>,
) -> Result<Response> {
    let across = ctx.store.across(&caller, "a billing run's approval is considered").await?;
    let run = read::run(&across, id).await?;
    across.commit().await?;
    Ok(view.page(draw(&ctx, &view, &caller, &run, None)?))
}

/// `POST /billing/runs/{run}/approval`: approves and issues. Numbers that can't be given now are given as soon as possible.
pub(super) async fn send(
    Ambient(ctx): Ambient<Ctx>,
    view: View,
    caller: Caller,
    Path(id): Path<Uuid>,
) -> Result<Response> {
    let across = ctx.store.across(&caller, "a billing run is approved").await?;
    let today = local_date(ctx.clock.now());
    let refused = match issue::approve(&across, id, today).await? {
        Ok(()) => {
            across.commit().await?;
            issue_now(&ctx, &caller, id).await;
            return Ok(Redirect::to(&path(id, At::Dispatch)).into_response());
        }
        Err(refused) => refused,
    };
    let run = read::run(&across, id).await?;
    drop(across);
    issue::record_refusal(&ctx.store, caller.actor(), id, &refused).await?;
    Ok(view.refused(draw(&ctx, &view, &caller, &run, Some(&refused))?))
}

/// The approval stands whatever happens here: the worker tries again.
pub(crate) async fn issue_now(ctx: &Ctx, caller: &Caller, id: Uuid) {
    if let Err(error) = issue::issue(&ctx.store, id, caller.actor()).await {
        tracing::warn!(run = %id, error = Error::full(&error), "the invoices could not be issued at once");
    }
}

fn draw(ctx: &Ctx, view: &View, caller: &Caller, run: &run::Model, refused: Option<&Refused>) -> Result<Page> {
    let state: State = run.state.parse()?;
    let mut page = step_page(view, run, state, At::Approval);
    let own = run.prepared_by == caller.actor().to_string();
    if let Some(refused) = refused {
        page = page.body(Notice::error(view.lang, refusal(view, refused)).alert());
    } else if let (true, Some(by), Some(at)) = (state != State::Discarded, &run.approved_by, run.approved_at) {
        let values = [("who", who(view, caller, by).into()), ("when", format::date_time(view.lang, at).into())];
        page = page.body(Notice::good(view.lang, view.ta("billing-run-approved-by", &values)));
    } else if let (false, Err(wrong)) = (state == State::Discarded, state.after(Act::Approve)) {
        page = page.body(Notice::info(view.lang, refusal(view, &wrong)));
    } else if own {
        page = page.body(Notice::warning(view.lang, view.t("billing-run-own")));
    }
    if run.payable.is_none() || state == State::Discarded {
        return Ok(page);
    }
    let today = local_date(ctx.clock.now());
    let on = run.invoice_date.unwrap_or(today);
    let due = on.checked_add_days(Days::new(DAYS_TO_PAY)).unwrap_or(on);
    let values = [
        ("invoices", run.invoices.unwrap_or_default().into()),
        ("sum", format::kronor(run.payable.unwrap_or_default()).into()),
        ("service", service(view, &run.service).into()),
        ("month", month(view, run.month).into()),
        ("due", format::day_long(view.lang, due).into()),
    ];
    let (net, vat, payable) =
        (run.net.unwrap_or_default(), run.vat.unwrap_or_default(), run.payable.unwrap_or_default());
    let facts = Facts::new()
        .row(view.t("billing-run-fact-by"), who(view, caller, &run.prepared_by))
        .row(view.t("billing-run-fact-invoices"), format::integer(run.invoices.unwrap_or_default()))
        .row(view.t("billing-run-fact-lines"), format::integer(run.lines.unwrap_or_default()))
        .row(view.t("billing-invoice-net"), format::kronor(net))
        .row(view.t("billing-invoice-vat"), format::kronor(vat))
        .row(view.t("billing-invoice-rounding"), format::kronor(payable - net - vat))
        .row(view.t("billing-invoice-payable"), format::kronor(payable))
        .row(view.t("billing-invoice-date"), ui::day_tag(view.lang, on))
        .row(view.t("billing-invoice-due"), ui::day_tag(view.lang, due));
    page = page.body(
        Card::new(view.t("billing-run-approval-card"))
            .body(ui::Html::paragraph(view.ta("billing-run-approval-text", &values)))
            .body(facts),
    );
    let may = caller.may(&APPROVE_RUNS) && !own && state == State::Preview;
    if may {
        let form = ui::Form::post(view.lang, path(run.id, At::Approval))
            .inline()
            .button(Button::submit(view.t("billing-run-approve")));
        let back = Button::link(view.t("billing-run-back-to-preview"), path(run.id, At::Preview)).secondary();
        page = page.body(Actions::new().button(form).button(back).note(view.t("billing-run-approve-note")));
    }
    Ok(page)
}
