//! The preview: totals, and every municipality's month against the one before.

use axum::{extract::State as Ambient, response::Response};
use platform::{
    Across, Caller, Ctx, Result, View,
    extract::{Path, Query},
    listing::{self, Col, Filter, List, Pairs, Saved},
};
use ui::{Actions, Badge, Button, Cell, Empty, Grid, Icon, Stat, format};
use uuid::Uuid;

use super::{At, State, path, step_page, warnings};
use crate::runs::{
    domain::{Deviation, line::Explanation},
    entities::{part, run},
    read,
    rights::PREPARE_RUNS,
    start,
};

/// `GET /billing/runs/{run}/preview`.
pub(super) async fn page(
    Ambient(ctx): Ambient<Ctx>,
    view: View,
    caller: Caller,
    Path(id): Path<Uuid>,
    Query(pairs): Query<Pairs>,
) -> Result<Response> {
    let why = listing::either(&pairs, "a billing run's preview is looked at", "a billing run's preview is exported");
    let across = ctx.store.across(&caller, why).await?;
    let run = read::run(&across, id).await?;
    let state = run.state.parse()?;
    let answer = answer(&view, &caller, &across, &run, state, &pairs).await?;
    across.commit().await?;
    Ok(answer)
}

/// The page or its list as a file; of a run that is not rated yet, only where to see how far it is.
pub(super) async fn answer(
    view: &View,
    caller: &Caller,
    across: &Across,
    run: &run::Model,
    state: State,
    pairs: &Pairs,
) -> Result<Response> {
    let page = step_page(view, run, state, At::Preview);
    match state {
        State::Discarded => {
            let again = Button::link(view.t("billing-run-start"), "/billing/runs/new");
            let empty = Empty::new(Icon::Receipt, view.t("billing-run-discarded-empty")).action(again);
            return Ok(view.page(page.body(empty)));
        }
        State::Preparing => {
            let see = Button::link(view.t("billing-run-step-calculation"), path(run.id, At::Calculation));
            let empty = Empty::new(Icon::Calculator, view.t("billing-run-preview-not-yet")).action(see);
            return Ok(view.page(page.body(empty)));
        }
        _ => {}
    }
    let parts = read::parts(across, run.id).all(across.db()).await?;
    let mut page = page.body(stats(view, run, &parts, passed_on(across, run).await?));
    let sandbox = start::left_out(across, &run.service, run.month).await?;
    if sandbox > 0 {
        page = page.body(warnings::sandbox(view, sandbox));
    }
    let unusual = |part: &part::Model| !part.deviations.is_empty();
    let (all, some) = (parts.len() as u64, parts.iter().filter(|part| unusual(part)).count() as u64);
    let list = list(view, run).counts("only", all, [("deviations", some)]);
    let asked = list.read(pairs)?;
    let only = asked.get("only").is_some();
    let found = list.arrange(&asked, parts.into_iter().filter(|part| !only || unusual(part)).collect())?;
    let saved = Saved::of(&across.tenant(caller.tenant()), view, caller, &path(run.id, At::Preview)).await?;
    let end = if state == State::Preview { Some(actions(view, caller, run)) } else { None };
    list.respond(asked, found, saved, |list| page.body(list).body(end)).await
}

fn actions(view: &View, caller: &Caller, run: &run::Model) -> Actions {
    let mut actions =
        Actions::new().button(Button::link(view.t("billing-run-to-approval"), path(run.id, At::Approval)));
    if caller.may(&PREPARE_RUNS) {
        let again = Button::link(view.t("billing-run-again"), format!("/billing/runs/{}/discard", run.id)).secondary();
        actions = actions.button(again);
    }
    let own = run.prepared_by == caller.actor().to_string();
    actions.note(view.t(if own { "billing-run-not-you" } else { "billing-run-not-preparer" }))
}

/// Öre that services priced use by use and that go on as they stand.
async fn passed_on(across: &Across, run: &run::Model) -> Result<i64> {
    let lines = read::lines_of(across, run.id).await?;
    let lines: Vec<_> = lines.iter().map(read::line_of).collect::<Result<_>>()?;
    Ok(lines
        .iter()
        .filter(|line| matches!(line.explanation, Explanation::PassedThrough { .. }))
        .map(|line| line.ore)
        .sum())
}

fn stats(view: &View, run: &run::Model, parts: &[part::Model], passed_on: i64) -> Grid {
    let before: i64 = parts.iter().filter_map(|part| part.previous).sum();
    let sums = [("previous", format::kronor(before).into()), ("invoices", run.invoices.unwrap_or_default().into())];
    Grid::new()
        .item(
            Stat::new(view.t("billing-run-stat-net"), format::kronor(run.net.unwrap_or_default()))
                .note(view.ta("billing-run-stat-net-note", &sums)),
        )
        .item(
            Stat::new(view.t("billing-run-stat-passed-on"), format::kronor(passed_on))
                .note(view.t("billing-run-stat-passed-on-note")),
        )
        .item(
            Stat::new(view.t("billing-run-stat-payable"), format::kronor(run.payable.unwrap_or_default()))
                .note(view.ta("billing-run-stat-payable-note", &sums)),
        )
}

/// What is unusual, most serious first.
fn deviations(part: &part::Model) -> Vec<Deviation> {
    part.deviations.split(',').filter_map(|name| name.parse().ok()).collect()
}

fn badges(view: &View, found: &[Deviation]) -> Cell {
    if found.is_empty() {
        return Badge::good(view.t("billing-run-usual")).into();
    }
    let badge = |deviation: &Deviation| {
        let word = view.t(&format!("billing-run-deviation-{deviation}"));
        match deviation {
            Deviation::Doubled => Badge::warning(word).icon(Icon::TrendingUp),
            Deviation::New => Badge::neutral(word).icon(Icon::Plus),
            Deviation::Unused => Badge::error(word).icon(Icon::Question),
            Deviation::Negative | Deviation::PopulationMissing | Deviation::NoSubscription => Badge::error(word),
        }
    };
    found.iter().map(badge).collect::<ui::Html>().into()
}

/// Every municipality, on one page: whoever approves has seen them all.
fn list<'a>(view: &'a View, run: &run::Model) -> List<'a, part::Model> {
    let words = |part: &part::Model| {
        let word = |one: &Deviation| view.t(&format!("billing-run-deviation-{one}"));
        deviations(part).iter().map(word).collect::<Vec<_>>().join(", ")
    };
    let only = Filter::chips("only", view.t("billing-run-column-deviation"))
        .all(view.t("billing-run-all"), None)
        .option("deviations", view.t("billing-run-only-deviations"));
    let head = |column: &str| view.t(&format!("billing-run-column-{column}"));
    List::new(view, path(run.id, At::Preview), view.t("billing-run-per-user"))
        .file(format!("debitering-{}-{}", run.service, run.month.format("%Y-%m")))
        .rows(400)
        .start("user")
        .filter(only)
        .empty(Icon::Done, view.t("billing-run-no-deviations"))
        .column(
            Col::text("user", head("user"), |part: &part::Model| part.name.clone())
                .cell(|part| Cell::link(&part.name, format!("/billing/runs/{}/lines/{}", part.run, part.tenant)))
                .sorts(),
        )
        .column(Col::text("code", head("user-code"), |part: &part::Model| part.tenant.clone()).only_file())
        .column(Col::text("payer", head("payer"), |part: &part::Model| part.payer_name.clone()).only_file())
        .column(Col::integer("quantity", head("quantity"), |part: &part::Model| part.quantity).sorts().summed())
        .column(Col::money("previous", head("previous"), |part: &part::Model| part.previous).sorts().summed())
        .column(Col::money("new", head("new"), |part: &part::Model| part.net).sorts().summed())
        .column(
            Col::difference("difference", head("difference"), |part: &part::Model| {
                part.net - part.previous.unwrap_or(0)
            })
            .sorts()
            .summed(),
        )
        .column(
            Col::text("deviation", head("deviation"), words).cell(move |part| badges(view, &deviations(part))).sorts(),
        )
}
