//! The own organisation's single uses.

use axum::response::Response;
use chrono::NaiveDate;
use platform::{
    Caller, Result, View,
    clock::local_month,
    extract::Query,
    listing::{Col, Filter, List, Pairs, Saved},
};
use sea_orm::{ColumnTrait, QueryFilter};
use ui::{Cell, Icon, Page};
use uuid::Uuid;

use super::{meter_name, month_name, month_of, month_value, service_name};
use crate::usage::{
    domain::months_back,
    entities::{rollup, usage},
};

const PATH: &str = "/billing/usage";

pub(super) async fn show(view: View, caller: Caller, Query(pairs): Query<Pairs>) -> Result<Response> {
    let this_month = local_month(view.ctx.clock.now());
    let list = list(&view, this_month);
    let asked = list.read(&pairs)?;
    let month = asked.get("month").and_then(month_of).unwrap_or(this_month);
    let service = asked.get("service");
    let read = view.ctx.store.read(caller.tenant()).await?;
    let sums = read.find::<rollup::Entity>().filter(rollup::Column::BilledMonth.eq(month)).all(read.db()).await?;
    let count = |service: Option<&str>| {
        let rows = sums.iter().filter(|row| service.is_none_or(|service| row.service == service));
        u64::try_from(rows.map(|row| row.events).sum::<i64>()).unwrap_or(0)
    };
    let mut rows = read.find::<usage::Entity>().filter(usage::Column::BilledMonth.eq(month));
    if let Some(service) = service {
        rows = rows.filter(usage::Column::Service.eq(service));
    }
    let total = count(service);
    let found = asked.find_counted(rows, total, usage::Column::Id, read.db()).await?;
    let saved = Saved::of(&read, &view, &caller, PATH).await?;
    let lead = view.ta("billing-usage-lead", &[("n", total.into()), ("month", month_name(&view, month).into())]);
    let charged = view.ctx.site.entries.iter().filter(|entry| entry.charged);
    let list = list.counts("service", count(None), charged.map(|entry| (entry.name, count(Some(entry.name)))));
    let drawn = |list| {
        Page::new(view.t("billing-usage"))
            .crumb(view.t("billing-home"), "/")
            .crumb(view.t("billing-cost"), "/billing/cost")
            .lead(lead)
            .body(list)
    };
    list.respond(asked, found, saved, drawn).await
}

fn list(view: &View, this_month: NaiveDate) -> List<'_, usage::Model> {
    let months = Filter::select("month", view.t("billing-month")).start(month_value(this_month));
    let months = (0..=24)
        .map(|back| months_back(this_month, back))
        .fold(months, |filter, month| filter.option(month_value(month), month_name(view, month)));
    let services = Filter::chips("service", view.t("billing-service")).all(view.t("billing-all"), None);
    let charged = view.ctx.site.entries.iter().filter(|entry| entry.charged);
    let services = charged.fold(services, |filter, entry| filter.option(entry.name, service_name(view, entry.name)));
    let meter = |row: &usage::Model| {
        let name = meter_name(view, &row.service, &row.meter);
        if row.reverses.is_some() { view.ta("billing-reversal", &[("what", name.into())]) } else { name }
    };
    let priced = |row: &usage::Model| row.price_list.as_ref().map(|_| row.ore);
    List::new(view, PATH, view.t("billing-usage-table"))
        .file("anvandning")
        .rows(50)
        .start("-time")
        .filter(months)
        .filter(services)
        .empty(Icon::Inbox, view.t("billing-usage-empty"))
        .column(
            Col::time("time", view.t("billing-time"), |row: &usage::Model| row.occurred_at)
                .sort(usage::Column::OccurredAt),
        )
        .column(Col::text("service", view.t("billing-service"), |row: &usage::Model| service_name(view, &row.service)))
        .column(Col::text("meter", view.t("billing-meter"), meter))
        .column(
            Col::integer("quantity", view.t("billing-quantity"), |row: &usage::Model| row.quantity)
                .sort(usage::Column::Quantity),
        )
        .column(
            Col::money("amount", view.t("billing-amount"), priced)
                .cell(move |row| priced(row).map_or_else(|| Cell::text(view.t("billing-priced-monthly")), Cell::money))
                .sort(usage::Column::Ore),
        )
        .column(Col::text("reference", view.t("billing-reference"), |row: &usage::Model| row.source_ref.clone()).cell(
            |row| match page_of(row).filter(|href| view.may_open(href)) {
                Some(href) => Cell::link(&row.source_ref, href),
                None => Cell::text(&row.source_ref),
            },
        ))
}

/// The page of the service that told the use: `loan/<id>` of Bibblix is at `/bibblix/loans/<id>`.
fn page_of(row: &usage::Model) -> Option<String> {
    let (noun, id) = row.source_ref.split_once('/')?;
    let plain = !noun.is_empty() && noun.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
    let own = row.source.strip_prefix('/') == Some(row.service.as_str());
    let id: Uuid = id.parse().ok()?;
    (plain && own).then(|| format!("/{}/{noun}s/{id}", row.service))
}
