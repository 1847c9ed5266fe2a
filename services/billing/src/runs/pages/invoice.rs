//! An invoice as a page, also for print: parties, references, lines by user with what they come from, VAT by rate, rounding, total.

use axum::{extract::State as Ambient, response::Response};
use platform::{Caller, Ctx, Result, View, extract::Path};
use ui::{Actions, Button, Card, Cell, Column, Columns, Facts, Html, Icon, Page, Table, format};
use uuid::Uuid;

use super::{month, service, tables};
use crate::runs::{
    bills::{self, Bill, SELLER, SELLER_NUMBER},
    domain::{document::VatRow, line::Kind},
    read,
};

/// `GET /billing/invoices/{invoice}`.
pub(super) async fn page(
    Ambient(ctx): Ambient<Ctx>,
    view: View,
    caller: Caller,
    Path(id): Path<Uuid>,
) -> Result<Response> {
    let bill = bills::show(&ctx, &caller, id).await?;
    let row = &bill.row;
    let values = [
        ("sum", format::kronor(row.payable).into()),
        ("due", format::day_long(view.lang, row.due).into()),
        ("service", service(&view, &row.service).into()),
        ("month", month(&view, row.month).into()),
    ];
    let pdf = Button::link(view.t("billing-paper-get"), format!("/billing/invoices/{id}/pdf"));
    let pdf = pdf.secondary().icon(Icon::Download).download();
    let head = Columns::new(
        Card::new(view.t("billing-invoice-parties")).body(parties(&view, &bill)),
        Card::new(view.t("billing-invoice-payment")).body(payment(&view, &bill)),
    );
    let mut drawn = Page::new(view.ta("billing-invoice-title", &[("number", row.number.clone().into())]))
        .crumb(view.t(if bill.all { "billing-invoice-list-all" } else { "billing-invoice-list" }), "/billing/invoices")
        .lead(view.ta("billing-invoice-lead", &values))
        .body(head)
        .body(Actions::new().button(pdf));
    // Lines stand by user, since a federation pays for several.
    for lines in bill.lines.chunk_by(|a, b| a.used_by == b.used_by) {
        drawn = drawn.body(user(&view, &caller, &bill, lines)?);
    }
    let rows: Vec<VatRow> = serde_json::from_str(&row.vat_rows)?;
    drawn = drawn
        .body(Card::new(view.t("billing-invoice-sums")).flush().body(sums(&view, &rows)).body(total(&view, &bill)));
    Ok(view.page(drawn))
}

fn parties(view: &View, bill: &Bill) -> Facts {
    Facts::new()
        .row(view.t("billing-invoice-seller"), SELLER)
        .row(view.t("billing-invoice-seller-number"), SELLER_NUMBER)
        .row(view.t("billing-invoice-buyer"), bill.row.buyer.clone())
        .row(
            view.t("billing-invoice-for"),
            format!("{}, {}", service(view, &bill.row.service), month(view, bill.row.month)),
        )
}

fn payment(view: &View, bill: &Bill) -> Facts {
    let row = &bill.row;
    Facts::new()
        .row(view.t("billing-invoice-number"), row.number.clone())
        .row(view.t("billing-invoice-date"), ui::day_tag(view.lang, row.issued_on))
        .row(view.t("billing-invoice-due"), ui::day_tag(view.lang, row.due))
        .row(view.t("billing-invoice-ocr"), row.ocr.clone())
        .row(view.t("billing-invoice-payable"), format::kronor(row.payable))
}

fn user(
    view: &View,
    caller: &Caller,
    bill: &Bill,
    lines: &[crate::runs::entities::invoice_line::Model],
) -> Result<Card> {
    let name = lines.first().map(|line| line.used_by_name.clone()).unwrap_or_default();
    let mut table = tables::lines(view, name.clone());
    let mut sum = 0;
    for row in lines {
        let line = read::invoiced(&bill.row.tenant, row)?;
        let what = tables::what(view, &bill.row.service, &line, bill.row.month);
        // Who pays sees the line; the single uses belong to who used, and to finance.
        let what = match (line.kind, bill.all) {
            (Kind::Usage, true) => Cell::link(what, format!("/billing/runs/{}/lines/{}/usage", bill.row.run, row.id)),
            (_, false) if row.used_by == caller.tenant().as_str() => {
                Cell::link(what, format!("/billing/lines/{}", row.id))
            }
            _ => Cell::text(what),
        };
        table = table.row(tables::row(view, what, &line));
        sum += row.ore;
    }
    let table = table.totals([Cell::empty(), Cell::empty(), Cell::empty(), Cell::empty(), Cell::money(sum)]);
    Ok(Card::new(name).flush().body(table))
}

fn sums(view: &View, rows: &[VatRow]) -> Table {
    let table = Table::new(view.lang, view.t("billing-invoice-vat-rows"))
        .column(Column::text(view.t("billing-line-vat")))
        .column(Column::number(view.t("billing-invoice-base")))
        .column(Column::number(view.t("billing-invoice-vat-column")));
    rows.iter().fold(table, |table, row| {
        table.row([Cell::text(tables::vat(view, row.vat)), Cell::money(row.base), Cell::money(row.tax)])
    })
}

fn total(view: &View, bill: &Bill) -> Html {
    let row = &bill.row;
    let table = Table::new(view.lang, view.t("billing-invoice-total"))
        .column(Column::text(view.t("billing-invoice-part")))
        .column(Column::number(view.t("billing-line-sum")))
        .row([Cell::text(view.t("billing-invoice-net")), Cell::money(row.net)])
        .row([Cell::text(view.t("billing-invoice-vat")), Cell::money(row.vat)])
        .row([Cell::text(view.t("billing-invoice-rounding")), Cell::money(row.rounding)])
        .row([Cell::text(view.t("billing-invoice-payable")), Cell::money(row.payable)]);
    table.into()
}
