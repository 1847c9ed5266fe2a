//! The pages of the steps that only show: basis, calculation, dispatch.

use axum::{extract::State as Ambient, response::Response};
use platform::{Caller, Ctx, Result, View, extract::Path};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};
use ui::{Actions, Button, Card, Confirmation, Empty, Facts, Icon, Notice, Page, format};
use uuid::Uuid;

use super::{At, State, live, path, preview, step_page, tables, warnings, who};
use crate::runs::{
    entities::{invoice, run},
    read,
    rights::PREPARE_RUNS,
};

/// `GET /billing/runs/{run}`: the step that the run stands at.
pub(super) async fn current(
    Ambient(ctx): Ambient<Ctx>,
    view: View,
    caller: Caller,
    Path(id): Path<Uuid>,
) -> Result<Response> {
    let across = ctx.store.across(&caller, "a billing run is looked at").await?;
    let run = read::run(&across, id).await?;
    let state: State = run.state.parse()?;
    let drawn = match At::of(state) {
        At::Calculation => calculation_of(&view, &caller, &across, &run, state).await?,
        At::Dispatch => dispatch_of(&view, &across, &run, state).await?,
        _ => {
            let preview = preview::answer(&view, &caller, &across, &run, state, &Vec::new()).await?;
            across.commit().await?;
            return Ok(preview);
        }
    };
    across.commit().await?;
    Ok(view.page(drawn))
}

/// `GET /billing/runs/{run}/basis`.
pub(super) async fn basis(
    Ambient(ctx): Ambient<Ctx>,
    view: View,
    caller: Caller,
    Path(id): Path<Uuid>,
) -> Result<Response> {
    let across = ctx.store.across(&caller, "a billing run's basis is looked at").await?;
    let run = read::run(&across, id).await?;
    let state: State = run.state.parse()?;
    let doubts =
        warnings::doubts(&across, &[(&run.service, run.month)]).await?.remove(run.service.as_str()).unwrap_or_default();
    across.commit().await?;
    let facts = Facts::new()
        .row(view.t("billing-run-fact-frozen"), ui::time_tag(view.lang, run.prepared_at))
        .row(view.t("billing-run-fact-by"), who(&view, &caller, &run.prepared_by))
        .row(view.t("billing-run-fact-users"), format::integer(run.users))
        .row(view.t("billing-run-fact-rollups"), format::integer(run.rollups))
        .row(view.t("billing-run-fact-hash"), run.basis_sha256.get(..16).unwrap_or_default());
    let next = Actions::new().button(Button::link(view.t("billing-run-next"), path(run.id, At::Calculation)));
    let drawn = step_page(&view, &run, state, At::Basis)
        .body(Card::new(view.t("billing-run-step-basis")).body(facts))
        .body(warnings::notices(&view, &doubts))
        .body(ui::Explain::new(view.lang, view.t("billing-run-late")).title(view.t("billing-run-late-title")))
        .body(next);
    Ok(view.page(drawn))
}

/// `GET /billing/runs/{run}/calculation`.
pub(super) async fn calculation(
    Ambient(ctx): Ambient<Ctx>,
    view: View,
    caller: Caller,
    Path(id): Path<Uuid>,
) -> Result<Response> {
    let across = ctx.store.across(&caller, "a billing run is looked at").await?;
    let run = read::run(&across, id).await?;
    let state = run.state.parse()?;
    let drawn = calculation_of(&view, &caller, &across, &run, state).await?;
    across.commit().await?;
    Ok(view.page(drawn))
}

async fn calculation_of(
    view: &View,
    caller: &Caller,
    across: &platform::Across,
    run: &run::Model,
    state: State,
) -> Result<Page> {
    let page = step_page(view, run, state, At::Calculation);
    if state == State::Discarded {
        return Ok(page);
    }
    let now = live::progressed(across, run.id).await?;
    let card = Card::new(view.t("billing-run-step-calculation")).body(live::region(view, &now));
    let mut page = page.body(card);
    if state == State::Preparing {
        page = page.live();
        if caller.may(&PREPARE_RUNS) {
            let give_up =
                Button::link(view.t("billing-run-discard"), format!("/billing/runs/{}/discard", run.id)).secondary();
            page = page.body(Actions::new().button(give_up));
        }
    }
    Ok(page)
}

/// `GET /billing/runs/{run}/dispatch`.
pub(super) async fn dispatch(
    Ambient(ctx): Ambient<Ctx>,
    view: View,
    caller: Caller,
    Path(id): Path<Uuid>,
) -> Result<Response> {
    let across = ctx.store.across(&caller, "a billing run's invoices are looked at").await?;
    let run = read::run(&across, id).await?;
    let state = run.state.parse()?;
    let drawn = dispatch_of(&view, &across, &run, state).await?;
    across.commit().await?;
    Ok(view.page(drawn))
}

async fn dispatch_of(view: &View, across: &platform::Across, run: &run::Model, state: State) -> Result<Page> {
    let page = step_page(view, run, state, At::Dispatch);
    match state {
        State::Discarded => return Ok(page),
        State::Preparing | State::Preview => {
            return Ok(page.body(Empty::new(Icon::Send, view.t("billing-run-dispatch-not-yet"))));
        }
        State::Approved if run.problem.is_some() => return Ok(page),
        State::Approved => {
            let again = Button::link(view.t("billing-run-refresh"), path(run.id, At::Dispatch)).secondary();
            return Ok(page
                .body(Notice::info(view.lang, view.t("billing-run-dispatch-under-way")))
                .body(Actions::new().button(again)));
        }
        State::Issued => {}
    }
    let rows =
        across.find::<invoice::Entity>().filter(invoice::Column::Run.eq(run.id)).order_by_asc(invoice::Column::Place);
    let rows = rows.all(across.db()).await?;
    let numbers = match rows.as_slice() {
        [] => String::new(),
        [one] => one.number.clone(),
        [first, .., last] => format!("{}–{}", first.number, last.number),
    };
    let sum = format::kronor(run.payable.unwrap_or_default());
    let done = Confirmation::new(view.lang, view.t("billing-run-issued-title"))
        .reference(view.t("billing-run-issued-numbers"), numbers)
        .text(view.ta("billing-run-issued-text", &[("invoices", rows.len().into()), ("sum", sum.into())]))
        .next(view.t("billing-run-issued-next"));
    let card = Card::new(view.t("billing-invoice-list-card")).flush().body(tables::invoices(view, &rows, true));
    Ok(page.body(done).body(card))
}
