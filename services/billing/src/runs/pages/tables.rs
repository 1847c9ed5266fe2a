//! What runs and invoices are shown as in tables, and how a line explains itself.

use chrono::NaiveDate;
use platform::View;
use ui::{Cell, Column, Empty, Icon, Table, format};

use super::{month, service};
use crate::{
    runs::{
        domain::{
            Line,
            line::{Explanation, Kind},
        },
        entities::invoice,
    },
    usage::domain::Vat,
};

/// What a line is for, in words.
pub(super) fn what(view: &View, of: &str, line: &Line, billed: NaiveDate) -> String {
    let name = match line.kind {
        Kind::Usage => view.t(&format!("meter-{of}-{}", line.item)),
        Kind::Fixed | Kind::Charge => view.t(&format!("billing-line-item-{}", line.item)),
    };
    if line.month == billed {
        return name;
    }
    view.ta("billing-line-late", &[("name", name.into()), ("month", month(view, line.month).into())])
}

/// How a line's sum came about, in a sentence.
pub(super) fn why(view: &View, line: &Line) -> String {
    let unit = line.unit_price.map(crate::runs::domain::line::UnitPrice::kronor).unwrap_or_default();
    let quantity = format::integer(line.quantity);
    match &line.explanation {
        Explanation::Priced { events } => view.ta(
            "billing-line-why-priced",
            &[("quantity", quantity.into()), ("unit", unit.into()), ("events", (*events).into())],
        ),
        Explanation::PassedThrough { events, price_lists } => {
            let lists: Vec<&str> = price_lists.iter().map(|share| share.price_list.as_str()).collect();
            let values =
                [("quantity", quantity.into()), ("events", (*events).into()), ("lists", lists.join(", ").into())];
            view.ta("billing-line-why-passed-through", &values)
        }
        Explanation::PerInhabitant { inhabitants, year_sum } => {
            let values = [
                ("inhabitants", (*inhabitants).into()),
                ("unit", unit.into()),
                ("year", format::kronor(*year_sum).into()),
            ];
            view.ta("billing-line-why-per-inhabitant", &values)
        }
        Explanation::Monthly => view.t("billing-line-why-monthly"),
        Explanation::OneOff { reason, .. } => reason.clone(),
    }
}

/// `25 %`, or that no VAT is due and why.
pub(super) fn vat(view: &View, vat: Vat) -> String {
    view.t(&format!("billing-vat-{}", vat.code().to_lowercase()))
}

/// A table of invoices, with the payer when the looker sees several.
pub(super) fn invoices(view: &View, rows: &[invoice::Model], payers: bool) -> Table {
    let mut table = Table::new(view.lang, view.t("billing-invoice-list-card"))
        .caption_hidden()
        .column(Column::text(view.t("billing-invoice-number")));
    if payers {
        table = table.column(Column::text(view.t("billing-invoice-buyer")));
    }
    table = table
        .column(Column::text(view.t("billing-invoice-for")))
        .column(Column::text(view.t("billing-invoice-date")))
        .column(Column::text(view.t("billing-invoice-due")))
        .column(Column::number(view.t("billing-invoice-payable-column")))
        .empty(Empty::new(Icon::Receipt, view.t("billing-invoice-list-empty")));
    rows.iter().fold(table, |table, row| {
        let mut cells = vec![Cell::link(row.number.clone(), format!("/billing/invoices/{}", row.id))];
        if payers {
            cells.push(Cell::text(&row.buyer));
        }
        cells.extend([
            Cell::text(format!("{}, {}", service(view, &row.service), month(view, row.month))),
            Cell::text(format::day(row.issued_on)),
            Cell::text(format::day(row.due)),
            Cell::money(row.payable),
        ]);
        table.row(cells)
    })
}

/// The head of a table of lines.
pub(super) fn lines(view: &View, caption: String) -> Table {
    Table::new(view.lang, caption)
        .caption_hidden()
        .column(Column::text(view.t("billing-line-what")))
        .column(Column::text(view.t("billing-line-why")))
        .column(Column::number(view.t("billing-line-quantity")))
        .column(Column::number(view.t("billing-line-unit-price")))
        .column(Column::text(view.t("billing-line-vat")))
        .column(Column::number(view.t("billing-line-sum")))
}

/// A line's row; its first cell is `what`, as text or as a link.
pub(super) fn row(view: &View, what: Cell, line: &Line) -> [Cell; 6] {
    [
        what,
        Cell::text(why(view, line)),
        Cell::integer(line.quantity),
        line.unit_price.map_or_else(Cell::empty, |price| Cell::text(price.kronor())),
        Cell::text(vat(view, line.vat)),
        Cell::money(line.ore),
    ]
}
