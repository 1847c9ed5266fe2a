//! From a municipality's sum to its lines, and from a line to the single uses: time, meter, and a reference that only the service
//! can resolve. Never a title or a person.

use axum::{
    extract::State as Ambient,
    response::{IntoResponse, Redirect, Response},
};
use platform::{
    Caller, Ctx, Error, Result, View,
    extract::{Path, Query},
};
use sea_orm::{ColumnTrait, DatabaseTransaction, PaginatorTrait, QueryFilter, QueryOrder, Select};
use serde::Deserialize;
use ui::{Badge, Card, Cell, Column, Empty, Facts, Icon, Notice, Page, Pagination, Table, format};
use uuid::Uuid;

use super::{At, month, path, service, tables};
use crate::{
    runs::{
        domain::{Line, line::Kind},
        entities::{invoice, line, part},
        read,
        rights::READ_RUNS,
    },
    usage::entities::usage as single,
};

const LIMIT: u64 = 50;

/// The address's query.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wanted {
    page: Option<u64>,
    limit: Option<u64>,
}

/// `GET /billing/runs/{run}/lines/{user}`.
pub(super) async fn of_user(
    Ambient(ctx): Ambient<Ctx>,
    view: View,
    caller: Caller,
    Path((id, user)): Path<(Uuid, String)>,
) -> Result<Response> {
    let across = ctx.store.across(&caller, "an organisation's lines are looked at").await?;
    let run = read::run(&across, id).await?;
    let part = read::parts(&across, id)
        .filter(part::Column::Tenant.eq(&user))
        .one(across.db())
        .await?
        .ok_or(Error::NotFound)?;
    let rows = across.find::<line::Entity>().filter(line::Column::Run.eq(id)).filter(line::Column::Tenant.eq(&user));
    let rows = rows.order_by_asc(line::Column::Position).all(across.db()).await?;
    across.commit().await?;
    let mut table = tables::lines(&view, view.t("billing-line-list"));
    for row in &rows {
        let line = read::line_of(row)?;
        let what = tables::what(&view, &row.service, &line, row.billed_month);
        let what = match line.kind {
            Kind::Usage => Cell::link(what, format!("/billing/runs/{id}/lines/{}/usage", row.id)),
            _ => Cell::text(what),
        };
        table = table.row(tables::row(&view, what, &line));
    }
    let empty = || Cell::empty();
    let table = table.totals([empty(), empty(), empty(), empty(), Cell::money(part.net)]);
    let values = [
        ("name", part.name.clone().into()),
        ("service", service(&view, &run.service).into()),
        ("month", month(&view, run.month).into()),
        ("payer", part.payer_name.clone().into()),
        ("sum", format::kronor(part.net).into()),
    ];
    let run_name = format!("{}, {}", service(&view, &run.service), month(&view, run.month));
    let drawn = Page::new(part.name.clone())
        .crumb(view.t("billing-run-list"), "/billing/runs")
        .crumb(run_name, path(id, At::Preview))
        .lead(view.ta("billing-line-list-lead", &values))
        .body(Card::new(view.t("billing-line-list")).flush().body(table));
    Ok(view.page(drawn))
}

/// `GET /billing/runs/{run}/lines/{line}/usage`.
pub(super) async fn usage(
    Ambient(ctx): Ambient<Ctx>,
    view: View,
    caller: Caller,
    Path((id, line)): Path<(Uuid, Uuid)>,
    Query(wanted): Query<Wanted>,
) -> Result<Response> {
    let across = ctx.store.across(&caller, "single uses behind a line are looked at").await?;
    let run = read::run(&across, id).await?;
    let row = across.find::<line::Entity>().filter(line::Column::Run.eq(id)).filter(line::Column::Id.eq(line));
    let row = row.one(across.db()).await?.ok_or(Error::NotFound)?;
    let part = read::parts(&across, id)
        .filter(part::Column::Tenant.eq(&row.tenant))
        .one(across.db())
        .await?
        .ok_or(Error::NotFound)?;
    let select = read::uses_behind(across.find::<single::Entity>(), &row)?;
    let uses = Uses::load(select, across.db(), &wanted).await?;
    across.commit().await?;
    let parsed = read::line_of(&row)?;
    let what = tables::what(&view, &row.service, &parsed, row.billed_month);
    let run_name = format!("{}, {}", service(&view, &run.service), month(&view, run.month));
    let page = Page::new(what)
        .crumb(view.t("billing-run-list"), "/billing/runs")
        .crumb(run_name, path(id, At::Preview))
        .crumb(part.name, format!("/billing/runs/{id}/lines/{}", row.tenant));
    let here = format!("/billing/runs/{id}/lines/{line}/usage");
    Ok(view.page(explained(&view, page, &row, &parsed, &uses, &here)))
}

/// `GET /billing/lines/{line}`: a line of the own organisation, once it has been billed. Finance is led to the run's own page.
pub(super) async fn own(
    Ambient(ctx): Ambient<Ctx>,
    view: View,
    caller: Caller,
    Path(id): Path<Uuid>,
    Query(wanted): Query<Wanted>,
) -> Result<Response> {
    if caller.may(&READ_RUNS) {
        let across = ctx.store.across_read(caller.actor()).await?;
        let row = across
            .find::<line::Entity>()
            .filter(line::Column::Id.eq(id))
            .one(across.db())
            .await?
            .ok_or(Error::NotFound)?;
        // That page leaves the trace.
        return Ok(Redirect::to(&format!("/billing/runs/{}/lines/{id}/usage", row.run)).into_response());
    }
    let read = ctx.store.read(caller.tenant()).await?;
    let row: line::Model = read.get::<line::Entity>(id).await?;
    let Some(on) = row.invoice else { return Err(Error::NotFound) };
    // Another organisation may pay: then the invoice is not ours to see.
    let bill = read.find::<invoice::Entity>().filter(invoice::Column::Id.eq(on)).one(read.db()).await?;
    let select = read::uses_behind(read.find::<single::Entity>(), &row)?;
    let uses = Uses::load(select, read.db(), &wanted).await?;
    let parsed = read::line_of(&row)?;
    let title = tables::what(&view, &row.service, &parsed, row.billed_month);
    let mut page = Page::new(title).crumb(view.t("billing-invoice-list"), "/billing/invoices");
    if let Some(bill) = bill {
        page = page.crumb(bill.number, format!("/billing/invoices/{on}"));
    }
    Ok(view.page(explained(&view, page, &row, &parsed, &uses, &format!("/billing/lines/{id}"))))
}

/// A page of single uses.
struct Uses {
    rows: Vec<single::Model>,
    page: u64,
    limit: u64,
    total: u64,
}

impl Uses {
    async fn load(select: Select<single::Entity>, db: &DatabaseTransaction, wanted: &Wanted) -> Result<Self> {
        let total = select.clone().count(db).await?;
        let (page, limit) = read::paging(wanted.page, Some(wanted.limit.unwrap_or(LIMIT)));
        let rows = read::page_of(select, page, limit).all(db).await?;
        Ok(Self { rows, page, limit, total })
    }
}

fn explained(view: &View, page: Page, row: &line::Model, line: &Line, uses: &Uses, here: &str) -> Page {
    let values = [
        ("sum", format::kronor(line.ore).into()),
        ("service", service(view, &row.service).into()),
        ("month", month(view, row.billed_month).into()),
    ];
    let mut facts = Facts::new()
        .row(view.t("billing-line-why"), tables::why(view, line))
        .row(view.t("billing-line-sum"), format::kronor(line.ore))
        .row(view.t("billing-line-vat"), tables::vat(view, line.vat))
        .row(view.t("billing-line-account"), line.account.clone());
    if let Some(version) = line.version {
        facts = facts
            .row(view.t("billing-line-version"), view.ta("billing-line-version-is", &[("version", version.into())]));
    }
    let page = page.lead(view.ta("billing-line-lead", &values)).body(Card::new(view.t("billing-line-how")).body(facts));
    if line.kind != Kind::Usage {
        return page;
    }
    let card = Card::new(view.t("billing-single-list")).flush().body(table(view, row, uses));
    page.body(Notice::info(view.lang, view.t("billing-single-opaque")))
        .body(card)
        .body(Pagination::new(view.lang, here, uses.page, uses.limit, uses.total))
}

fn table(view: &View, row: &line::Model, uses: &Uses) -> Table {
    let meter = view.t(&format!("meter-{}-{}", row.service, row.item));
    let table = Table::new(view.lang, view.t("billing-single-list"))
        .caption_hidden()
        .column(Column::text(view.t("billing-single-time")))
        .column(Column::text(view.t("billing-single-meter")))
        .column(Column::number(view.t("billing-line-quantity")))
        .column(Column::number(view.t("billing-single-sum")))
        .column(Column::text(view.t("billing-single-reference")))
        .column(Column::text(view.t("billing-single-kind")))
        .empty(Empty::new(Icon::Receipt, view.t("billing-single-none")));
    uses.rows.iter().fold(table, |table, one| {
        let kind = if one.reverses.is_some() {
            Badge::warning(view.t("billing-single-reversal"))
        } else {
            Badge::neutral(view.t("billing-single-use"))
        };
        table.row([
            ui::minute_tag(one.occurred_at).into(),
            Cell::text(&meter),
            Cell::integer(one.quantity),
            one.price_list.as_ref().map_or_else(Cell::empty, |_| Cell::money(one.ore)),
            Cell::text(&one.source_ref),
            kind.into(),
        ])
    })
}
