//! All runs, the latest month first.

use axum::{extract::State as Ambient, response::Response};
use platform::{Caller, Ctx, Result, View, clock::local_month, extract::Query};
use sea_orm::{ColumnTrait, PaginatorTrait, QueryFilter, QueryOrder};
use serde::Deserialize;
use ui::{Actions, Button, Card, Cell, Column, Empty, Filters, Icon, Page, Pagination, Table, Tabs, url};

use super::{State, badge, month, service};
use crate::runs::{
    entities::run,
    read,
    rights::PREPARE_RUNS,
    start::{next_open, services},
};

const LIMIT: u64 = 25;

/// The address's query.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wanted {
    state: String,
    service: String,
    page: Option<u64>,
}

/// `GET /billing/runs`.
pub(super) async fn page(
    Ambient(ctx): Ambient<Ctx>,
    view: View,
    caller: Caller,
    Query(wanted): Query<Wanted>,
) -> Result<Response> {
    let across = ctx.store.across(&caller, "billing runs are listed").await?;
    let mut rows = across.find::<run::Entity>();
    if let Ok(state) = wanted.state.parse::<State>() {
        rows = rows.filter(run::Column::State.eq(state.name()));
    }
    if !wanted.service.is_empty() {
        rows = rows.filter(run::Column::Service.eq(&wanted.service));
    }
    let total = rows.clone().count(across.db()).await?;
    let (number, limit) = read::paging(wanted.page, Some(LIMIT));
    let rows = rows.order_by_desc(run::Column::Month).order_by_desc(run::Column::PreparedAt);
    let rows = read::page_of(rows, number, limit).all(across.db()).await?;
    let mut open = Vec::new();
    for name in services(&ctx.site) {
        let next = next_open(&across, name).await?;
        open.extend(next.filter(|next| *next < local_month(ctx.clock.now())).map(|next| (name, next)));
    }
    across.commit().await?;
    let told: Vec<String> =
        open.iter().map(|(name, next)| format!("{} {}", service(&view, name), month(&view, *next))).collect();
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
    let drawn = Page::new(view.t("billing-run-list")).lead(lead).body(tabs(&view)).body(actions);
    let pages = Pagination::new(view.lang, "/billing/runs", number, limit, total);
    let pages = pages.keep("state", &wanted.state).keep("service", &wanted.service);
    let card =
        Card::new(view.t("billing-run-list-card")).tool(chips(&view, &wanted)).flush().body(table(&view, &rows)?);
    Ok(view.page(drawn.body(card).body(pages)))
}

/// The ways between finance's pages; the others stand with usage.
fn tabs(view: &View) -> Tabs {
    ["runs", "prices", "charges", "quarantine", "control"]
        .into_iter()
        .fold(Tabs::new(view.t("billing-finance-pages")), |tabs, page| {
            tabs.tab(view.t(&format!("billing-tab-{page}")), format!("/billing/{page}"), page == "runs")
        })
}

fn chips(view: &View, wanted: &Wanted) -> Filters {
    let all = view.t("billing-run-all");
    let chips = Filters::new(view.lang).chip(
        all,
        url("/billing/runs", &[("service", &wanted.service)]),
        None,
        wanted.state.is_empty(),
    );
    [State::Preview, State::Issued, State::Discarded].into_iter().fold(chips, |chips, state| {
        let href = url("/billing/runs", &[("state", state.name()), ("service", &wanted.service)]);
        chips.chip(view.t(&format!("billing-run-state-{state}")), href, None, wanted.state == state.name())
    })
}

fn table(view: &View, rows: &[run::Model]) -> Result<Table> {
    let mut table = Table::new(view.lang, view.t("billing-run-list-card"))
        .caption_hidden()
        .column(Column::text(view.t("billing-run-column-month")))
        .column(Column::text(view.t("billing-run-column-state")))
        .column(Column::number(view.t("billing-run-column-users")))
        .column(Column::number(view.t("billing-run-column-net")))
        .column(Column::number(view.t("billing-run-column-invoices")))
        .column(Column::number(view.t("billing-run-column-payable")))
        .empty(Empty::new(Icon::Receipt, view.t("billing-run-list-empty")));
    for row in rows {
        let name = format!("{}, {}", service(view, &row.service), month(view, row.month));
        let money = |ore: Option<i64>| ore.map_or_else(Cell::empty, Cell::money);
        table = table.row([
            Cell::link(name, format!("/billing/runs/{}", row.id)),
            badge(view, row.state.parse()?).into(),
            Cell::integer(row.users),
            money(row.net),
            row.invoices.map_or_else(Cell::empty, Cell::integer),
            money(row.payable),
        ]);
    }
    Ok(table)
}
