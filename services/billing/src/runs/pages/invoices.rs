//! The list of invoices: the own organisation's; finance sees everybody's.

use axum::{extract::State as Ambient, response::Response};
use platform::{
    Caller, Ctx, Read, Result, View,
    extract::Query,
    listing::{self, Col, Filter, List, Pairs, Saved},
};
use sea_orm::Select;
use ui::{Cell, Icon, Page};

use super::{month, service};
use crate::runs::{bills, entities::invoice, rights::ALL_INVOICES};

const PATH: &str = "/billing/invoices";

/// `GET /billing/invoices`.
pub(super) async fn page(
    Ambient(ctx): Ambient<Ctx>,
    view: View,
    caller: Caller,
    Query(pairs): Query<Pairs>,
) -> Result<Response> {
    if !caller.may(&ALL_INVOICES) {
        let read = ctx.store.read(caller.tenant()).await?;
        return answer(&view, &caller, &pairs, read.find(), &read, false).await;
    }
    let across = ctx.store.across_for(caller.actor()).await?;
    let why = listing::either(&pairs, "invoices are listed", "invoices are exported");
    let nothing = serde_json::Value::Null;
    across.audit(caller.tenant(), "billing.invoices.read-all.across", why, &nothing).await?;
    let answer = answer(&view, &caller, &pairs, across.find(), &across.tenant(caller.tenant()), true).await?;
    across.commit().await?;
    Ok(answer)
}

async fn answer(
    view: &View,
    caller: &Caller,
    pairs: &Pairs,
    rows: Select<invoice::Entity>,
    read: &Read,
    all: bool,
) -> Result<Response> {
    let years = bills::years(&rows, read.db()).await?;
    let list = list(view, &years, all);
    let asked = list.read(pairs)?;
    let filter = bills::Filter {
        text: asked.get("q").unwrap_or_default().to_owned(),
        year: asked.get("year").and_then(|year| year.parse().ok()),
        service: asked.get("service").map(str::to_owned),
    };
    let found = asked.find(bills::matching(rows, &filter), invoice::Column::Place, read.db()).await?;
    let saved = Saved::of(read, view, caller, PATH).await?;
    let values = [("count", found.total.into())];
    let lead = view.ta(if all { "billing-invoice-list-lead-all" } else { "billing-invoice-list-lead" }, &values);
    let title = view.t(if all { "billing-invoice-list-all" } else { "billing-invoice-list" });
    list.respond(asked, found, saved, |list| Page::new(title).lead(lead).body(list)).await
}

fn list<'a>(view: &'a View, years: &[i32], all: bool) -> List<'a, invoice::Model> {
    let hint = view.t(if all { "billing-invoice-search-hint-all" } else { "billing-invoice-search-hint" });
    let year = Filter::chips("year", view.t("billing-invoice-year")).all(view.t("billing-run-all"), None);
    let year = years.iter().fold(year, |filter, year| filter.option(year.to_string(), year.to_string()));
    let of = Filter::select("service", view.t("billing-service"));
    let charged = view.ctx.site.entries.iter().filter(|entry| entry.charged);
    let of = charged.fold(of, |filter, entry| filter.option(entry.name, service(view, entry.name)));
    let buyer = Col::text("buyer", view.t("billing-invoice-buyer"), |row: &invoice::Model| row.buyer.clone());
    List::new(view, PATH, view.t("billing-invoice-list-card"))
        .file("fakturor")
        .start("-date")
        .filter(Filter::search("q", view.t("billing-invoice-search")).hint(hint))
        .filter(of)
        .filter(year)
        .empty(Icon::Receipt, view.t("billing-invoice-list-empty"))
        .column(
            Col::text("number", view.t("billing-invoice-number"), |row: &invoice::Model| row.number.clone())
                .cell(|row| Cell::link(&row.number, format!("{PATH}/{}", row.id))),
        )
        .column(Col::text("ocr", "OCR", |row: &invoice::Model| row.ocr.clone()).only_file())
        .column_if(all.then_some(buyer))
        .column(
            Col::text("service", view.t("billing-invoice-for"), move |row: &invoice::Model| {
                service(view, &row.service)
            })
            .cell(move |row| Cell::text(format!("{}, {}", service(view, &row.service), month(view, row.month)))),
        )
        .column(Col::month("month", view.t("billing-month"), |row: &invoice::Model| row.month).only_file())
        .column(
            Col::day("date", view.t("billing-invoice-date"), |row: &invoice::Model| row.issued_on)
                .sort(invoice::Column::IssuedOn),
        )
        .column(
            Col::day("due", view.t("billing-invoice-due"), |row: &invoice::Model| row.due).sort(invoice::Column::Due),
        )
        .column(Col::money("net", view.t("billing-run-column-net"), |row: &invoice::Model| row.net).only_file())
        .column(
            Col::money("payable", view.t("billing-invoice-payable-column"), |row: &invoice::Model| row.payable)
                .sort(invoice::Column::Payable),
        )
}
