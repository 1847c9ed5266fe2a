//! All runs, the latest month first.

use axum::{extract::State as Ambient, response::Response};
use platform::{
    Caller, Ctx, Result, View,
    clock::local_month,
    extract::Query,
    listing::{self, Col, Filter, List, Pairs, Saved},
};
use sea_orm::{ColumnTrait, QueryFilter};
use ui::{Actions, Button, Cell, Icon, Page, Tabs};

use super::{State, badge, month, service};
use crate::runs::{coming::next_months, entities::run, rights::PREPARE_RUNS, start::services};

const PATH: &str = "/billing/runs";

/// `GET /billing/runs`.
pub(super) async fn page(
    Ambient(ctx): Ambient<Ctx>,
    view: View,
    caller: Caller,
    Query(pairs): Query<Pairs>,
) -> Result<Response> {
    let why = listing::either(&pairs, "billing runs are listed", "billing runs are exported");
    let across = ctx.store.across(&caller, why).await?;
    let list = list(&view);
    let asked = list.read(&pairs)?;
    let mut rows = across.find::<run::Entity>();
    if let Some(state) = asked.get("state") {
        rows = rows.filter(run::Column::State.eq(state));
    }
    if let Some(service) = asked.get("service") {
        rows = rows.filter(run::Column::Service.eq(service));
    }
    let found = asked.find(rows, run::Column::Id, across.db()).await?;
    let saved = Saved::of(&across.tenant(caller.tenant()), &view, &caller, PATH).await?;
    let now = local_month(ctx.clock.now());
    let open = next_months(&across, &services(&ctx.site)).await?;
    across.commit().await?;
    let open = open.into_iter().filter(|(_, next)| *next < now);
    let told: Vec<String> =
        open.map(|(name, next)| format!("{} {}", service(&view, name), month(&view, next))).collect();
    let lead = match told.as_slice() {
        [] => view.t("billing-run-list-lead-none"),
        some => view.ta("billing-run-list-lead", &[("open", some.join(", ").into())]),
    };
    let start = Button::link(view.t("billing-run-start"), "/billing/runs/new").icon(Icon::Calculator);
    let mut actions = Actions::new();
    if caller.may(&PREPARE_RUNS) {
        actions = actions.button(start);
    }
    actions = actions.button(Button::link(view.t("billing-run-invoices"), "/billing/invoices").secondary());
    let drawn = |list| Page::new(view.t("billing-run-list")).lead(lead).body(tabs(&view)).body(actions).body(list);
    list.respond(asked, found, saved, drawn).await
}

/// The ways between finance's pages; the others stand with usage.
fn tabs(view: &View) -> Tabs {
    ["runs", "prices", "charges", "quarantine", "control"]
        .into_iter()
        .fold(Tabs::new(view.t("billing-finance-pages")), |tabs, page| {
            tabs.tab(view.t(&format!("billing-tab-{page}")), format!("/billing/{page}"), page == "runs")
        })
}

fn list(view: &View) -> List<'_, run::Model> {
    let word = |state: State| view.t(&format!("billing-run-state-{state}"));
    let state = |row: &run::Model| row.state.parse::<State>().ok();
    let states = Filter::chips("state", view.t("billing-run-column-state")).all(view.t("billing-run-all"), None);
    let shown = [State::Preview, State::Issued, State::Discarded];
    let states = shown.into_iter().fold(states, |filter, state| filter.option(state.name(), word(state)));
    let of = Filter::select("service", view.t("billing-service"));
    let of = services(&view.ctx.site).into_iter().fold(of, |filter, name| filter.option(name, service(view, name)));
    List::new(view, PATH, view.t("billing-run-list-card"))
        .file("debiteringar")
        .start("-month")
        .filter(of)
        .filter(states)
        .empty(Icon::Receipt, view.t("billing-run-list-empty"))
        .column(
            Col::month("month", view.t("billing-run-column-month"), |row: &run::Model| row.month)
                .cell(move |row| {
                    let name = format!("{}, {}", service(view, &row.service), month(view, row.month));
                    Cell::link(name, format!("{PATH}/{}", row.id))
                })
                .sort(run::Column::Month),
        )
        .column(
            Col::text("service", view.t("billing-service"), move |row: &run::Model| service(view, &row.service))
                .only_file(),
        )
        .column(
            Col::text("state", view.t("billing-run-column-state"), move |row| state(row).map(word))
                .cell(move |row| state(row).map_or_else(Cell::empty, |state| badge(view, state).into())),
        )
        .column(
            Col::integer("users", view.t("billing-run-column-users"), |row: &run::Model| row.users)
                .sort(run::Column::Users),
        )
        .column(Col::money("net", view.t("billing-run-column-net"), |row: &run::Model| row.net).sort(run::Column::Net))
        .column(
            Col::integer("invoices", view.t("billing-run-column-invoices"), |row: &run::Model| row.invoices)
                .sort(run::Column::Invoices),
        )
        .column(
            Col::money("payable", view.t("billing-run-column-payable"), |row: &run::Model| row.payable)
                .sort(run::Column::Payable),
        )
}
