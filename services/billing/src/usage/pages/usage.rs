//! The own organisation's single uses.

use axum::response::Response;
use chrono::NaiveDate;
use platform::{Caller, Read, Result, View, clock::local_month, extract::Query};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::Deserialize;
use ui::{Card, Cell, Choice, Column, Empty, Field, Filters, Form, Icon, Page, Pagination, Table, minute_tag, url};
use uuid::Uuid;

use super::{meter_name, month_name, month_of, month_value, service_name};
use crate::usage::{
    domain::months_back,
    entities::{rollup, usage},
};

const LIMIT: u64 = 50;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wanted {
    service: Option<String>,
    month: Option<String>,
    page: Option<u64>,
}

pub(super) async fn show(view: View, caller: Caller, Query(wanted): Query<Wanted>) -> Result<Response> {
    let this_month = local_month(view.ctx.clock.now());
    let month = wanted.month.as_deref().and_then(month_of).unwrap_or(this_month);
    let service = wanted.service.filter(|service| !service.is_empty());
    let read = view.ctx.store.read(caller.tenant()).await?;
    let sums = read.find::<rollup::Entity>().filter(rollup::Column::BilledMonth.eq(month)).all(read.db()).await?;
    let chosen = |row: &&rollup::Model| service.as_ref().is_none_or(|service| row.service == *service);
    let total = u64::try_from(sums.iter().filter(chosen).map(|row| row.events).sum::<i64>()).unwrap_or(0);
    let page = wanted.page.unwrap_or(1).clamp(1, total.div_ceil(LIMIT).max(1));
    let rows = rows(&read, month, service.as_deref(), page).await?;
    let mut pages = Pagination::new(view.lang, "/billing/usage", page, LIMIT, total).keep("month", month_value(month));
    if let Some(service) = &service {
        pages = pages.keep("service", service);
    }
    let lead = view.ta("billing-usage-lead", &[("n", total.into()), ("month", month_name(&view, month).into())]);
    let drawn = Page::new(view.t("billing-usage"))
        .crumb(view.t("billing-home"), "/")
        .crumb(view.t("billing-cost"), "/billing/cost")
        .lead(lead)
        .body(filters(&view, &sums, service.as_deref(), month))
        .body(months(&view, service.as_deref(), this_month, month))
        .body(Card::new(view.t("billing-usage-table")).flush().body(table(&view, rows)))
        .body(pages);
    Ok(view.page(drawn))
}

async fn rows(read: &Read, month: NaiveDate, service: Option<&str>, page: u64) -> Result<Vec<usage::Model>> {
    let mut rows = read.find::<usage::Entity>().filter(usage::Column::BilledMonth.eq(month));
    if let Some(service) = service {
        rows = rows.filter(usage::Column::Service.eq(service));
    }
    let rows = rows.order_by_desc(usage::Column::OccurredAt).order_by_asc(usage::Column::Id);
    Ok(rows.offset((page - 1) * LIMIT).limit(LIMIT).all(read.db()).await?)
}

fn filters(view: &View, sums: &[rollup::Model], chosen: Option<&str>, month: NaiveDate) -> Filters {
    let month = month_value(month);
    let count = |service: Option<&str>| {
        let rows = sums.iter().filter(|row| service.is_none_or(|service| row.service == service));
        u64::try_from(rows.map(|row| row.events).sum::<i64>()).ok()
    };
    let all = Filters::new(view.lang).chip(
        view.t("billing-all"),
        url("/billing/usage", &[("month", &month)]),
        count(None),
        chosen.is_none(),
    );
    let mut services: Vec<&str> = sums.iter().map(|row| row.service.as_str()).chain(chosen).collect();
    services.sort_unstable();
    services.dedup();
    services.into_iter().fold(all, |filters, service| {
        let href = url("/billing/usage", &[("service", service), ("month", &month)]);
        filters.chip(service_name(view, service), href, count(Some(service)), chosen == Some(service))
    })
}

fn months(view: &View, service: Option<&str>, this_month: NaiveDate, chosen: NaiveDate) -> Form {
    let choices = (0..=24).map(|back| {
        let month = months_back(this_month, back);
        Choice::new(month_value(month), month_name(view, month))
    });
    let field = Field::select("month", view.t("billing-month"), choices).value(month_value(chosen)).short();
    let form = Form::get(view.lang, "/billing/usage")
        .inline()
        .field(field)
        .button(ui::Button::submit(view.t("billing-show")).secondary());
    match service {
        Some(service) => form.hidden("service", service),
        None => form,
    }
}

fn table(view: &View, rows: Vec<usage::Model>) -> Table {
    let table = Table::new(view.lang, view.t("billing-usage-table"))
        .caption_hidden()
        .column(Column::text(view.t("billing-time")))
        .column(Column::text(view.t("billing-service")))
        .column(Column::text(view.t("billing-meter")))
        .column(Column::number(view.t("billing-quantity")))
        .column(Column::number(view.t("billing-amount")))
        .column(Column::text(view.t("billing-reference")))
        .empty(Empty::new(Icon::Inbox, view.t("billing-usage-empty")));
    rows.into_iter().fold(table, |table, row| {
        let amount =
            if row.price_list.is_some() { Cell::money(row.ore) } else { Cell::text(view.t("billing-priced-monthly")) };
        let reference = match page_of(&row).filter(|href| view.may_open(href)) {
            Some(href) => Cell::link(&row.source_ref, href),
            None => Cell::text(&row.source_ref),
        };
        let mut meter = meter_name(view, &row.service, &row.meter);
        if row.reverses.is_some() {
            meter = view.ta("billing-reversal", &[("what", meter.into())]);
        }
        let service = Cell::text(service_name(view, &row.service));
        table.row([
            minute_tag(row.occurred_at).into(),
            service,
            Cell::text(meter),
            Cell::integer(row.quantity),
            amount,
            reference,
        ])
    })
}

/// The page of the service that told the use: `loan/<id>` of Bibblix is at `/bibblix/loans/<id>`.
fn page_of(row: &usage::Model) -> Option<String> {
    let (noun, id) = row.source_ref.split_once('/')?;
    let plain = !noun.is_empty() && noun.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
    let own = row.source.strip_prefix('/') == Some(row.service.as_str());
    let id: Uuid = id.parse().ok()?;
    (plain && own).then(|| format!("/{}/{noun}s/{id}", row.service))
}
