//! An invoice on paper: what law 2023:200 (mervärdesskattelagen) 17 kap. 24 § wants, how each line came about, and where to pay; in
//! Swedish. All sums are those that are stored.

use contracts::documents::{Attachment, Block, Column, ColumnKind, Document, Fact, Group, Table};
use platform::{Ctx, Result, View, documents};
use ui::format;

use super::{month, service, tables};
use crate::runs::{
    bills::{Bill, SELLER, SELLER_NUMBER, SELLER_SEAT},
    domain::document::VatRow,
    entities::invoice_line,
    http, read,
};

/// The invoice as a document.
///
/// # Errors
/// When what is stored can't be read.
pub(crate) fn document(ctx: &Ctx, bill: &Bill) -> Result<Document> {
    let view = &View::of_paper(ctx);
    let row = &bill.row;
    let title = view.ta("billing-invoice-title", &[("number", row.number.clone().into())]);
    let mut paper = documents::blank(view, title, format!("billing/invoice/{}", row.id), row.issued_on);
    paper.kind = view.t("billing-paper-kind");
    paper.lead = view.ta(
        "billing-invoice-lead",
        &[
            ("sum", format::kronor(row.payable).into()),
            ("due", format::day_long(view.lang, row.due).into()),
            ("service", service(view, &row.service).into()),
            ("month", month(view, row.month).into()),
        ],
    );
    // The name stands at the top.
    paper.footer = seller(view).split_off(1);
    paper.blocks = vec![pay(view, bill), parties(view, bill)];
    for lines in bill.lines.chunk_by(|a, b| a.used_by == b.used_by) {
        paper.blocks.extend(user(view, bill, lines)?);
    }
    let rows: Vec<VatRow> = serde_json::from_str(&row.vat_rows)?;
    paper.blocks.extend(sums(view, bill, &rows));
    paper.blocks.push(from_and_to(view, bill));
    paper.attachments.push(Attachment {
        name: format!("{}.json", name(ctx, bill)),
        media_type: "application/json".into(),
        description: view.t("billing-paper-attachment"),
        content: http::machine_readable(bill)?,
    });
    Ok(paper)
}

/// What the file is called, without what says its kind.
pub(crate) fn name(ctx: &Ctx, bill: &Bill) -> String {
    let prefix = if ctx.site.demonstration { "demonstration-" } else { "" };
    format!("{prefix}faktura-{}", bill.row.number)
}

/// Who sells; what the installation does not know is left out.
fn seller(view: &View) -> Vec<Fact> {
    let known = &view.ctx.config.seller;
    [
        ("billing-paper-name", SELLER),
        ("billing-paper-address", known.address.as_str()),
        ("billing-paper-seat", SELLER_SEAT),
        ("billing-invoice-seller-number", SELLER_NUMBER),
        ("billing-paper-vat-number", known.vat_number.as_str()),
        ("billing-paper-contact", known.contact.as_str()),
    ]
    .into_iter()
    .filter(|(_, value)| !value.is_empty())
    .map(|(key, value)| Fact::new(view.t(key), value))
    .collect()
}

fn pay(view: &View, bill: &Bill) -> Block {
    let row = &bill.row;
    let mut facts = vec![
        Fact::new(view.t("billing-invoice-payable"), format::kronor(row.payable)),
        Fact::new(view.t("billing-invoice-due"), format::day(row.due)),
        Fact::new(view.t("billing-invoice-ocr"), row.ocr.clone()),
    ];
    let bankgiro = &view.ctx.config.seller.bankgiro;
    if !bankgiro.is_empty() {
        facts.push(Fact::new(view.t("billing-paper-bankgiro"), bankgiro));
    }
    Block::Highlight { caption: view.t("billing-invoice-payment"), facts }
}

fn parties(view: &View, bill: &Bill) -> Block {
    let row = &bill.row;
    let facts = vec![
        Fact::new(view.t("billing-invoice-number"), row.number.clone()),
        Fact::new(view.t("billing-invoice-date"), format::day(row.issued_on)),
        Fact::new(view.t("billing-invoice-due"), format::day(row.due)),
    ];
    let buyer = vec![
        Fact::new(view.t("billing-paper-name"), row.buyer.clone()),
        Fact::new(
            view.t("billing-invoice-for"),
            format!("{}, {}", service(view, &row.service), month(view, row.month)),
        ),
    ];
    Block::Groups {
        groups: vec![
            Group { heading: view.t("billing-invoice-buyer"), facts: buyer },
            Group { heading: view.t("billing-paper-kind"), facts },
        ],
    }
}

/// The lines of one user.
fn user(view: &View, bill: &Bill, lines: &[invoice_line::Model]) -> Result<[Block; 2]> {
    let name = lines.first().map(|line| line.used_by_name.clone()).unwrap_or_default();
    let mut rows = Vec::new();
    for row in lines {
        let line = read::invoiced(&bill.row.tenant, row)?;
        rows.push(vec![
            tables::what(view, &bill.row.service, &line, bill.row.month),
            tables::why(view, &line),
            format::integer(line.quantity),
            line.unit_price.map(crate::runs::domain::line::UnitPrice::kronor).unwrap_or_default(),
            tables::vat(view, line.vat),
            format::money(line.ore),
        ]);
    }
    let sum: i64 = lines.iter().map(|line| line.ore).sum();
    let empty = String::new;
    let table = Table {
        caption: view.ta("billing-paper-lines", &[("user", name.clone().into())]),
        columns: columns(
            view,
            &[
                ("billing-line-what", ColumnKind::Words),
                ("billing-line-why", ColumnKind::Text),
                ("billing-line-quantity", ColumnKind::Number),
                ("billing-line-unit-price", ColumnKind::Number),
                ("billing-line-vat", ColumnKind::Words),
                ("billing-line-sum", ColumnKind::Number),
            ],
        ),
        rows,
        sums: vec![vec![view.t("billing-invoice-net"), empty(), empty(), empty(), empty(), format::money(sum)]],
    };
    Ok([Block::Heading { text: name }, Block::Table(table)])
}

fn columns(view: &View, heads: &[(&str, ColumnKind)]) -> Vec<Column> {
    heads.iter().map(|(key, kind)| Column { head: view.t(key), kind: *kind }).collect()
}

fn sums(view: &View, bill: &Bill, rows: &[VatRow]) -> [Block; 4] {
    let row = &bill.row;
    let by_rate = Table {
        caption: view.t("billing-invoice-vat-rows"),
        columns: columns(
            view,
            &[
                ("billing-line-vat", ColumnKind::Text),
                ("billing-invoice-base", ColumnKind::Number),
                ("billing-invoice-vat-column", ColumnKind::Number),
            ],
        ),
        rows: rows
            .iter()
            .map(|row| vec![tables::vat(view, row.vat), format::money(row.base), format::money(row.tax)])
            .collect(),
        sums: Vec::new(),
    };
    let part = |key: &str, ore: i64| vec![view.t(key), format::money(ore)];
    let total = Table {
        caption: view.t("billing-invoice-total"),
        columns: columns(view, &[("billing-invoice-part", ColumnKind::Text), ("billing-line-sum", ColumnKind::Number)]),
        rows: vec![
            part("billing-invoice-net", row.net),
            part("billing-invoice-vat", row.vat),
            part("billing-invoice-rounding", row.rounding),
        ],
        sums: vec![part("billing-invoice-payable", row.payable)],
    };
    [
        Block::Heading { text: view.t("billing-invoice-vat-rows") },
        Block::Table(by_rate),
        Block::Heading { text: view.t("billing-invoice-total") },
        Block::Table(total),
    ]
}

fn from_and_to(view: &View, bill: &Bill) -> Block {
    let row = &bill.row;
    let bankgiro = &view.ctx.config.seller.bankgiro;
    let mut payment = vec![
        Fact::new(view.t("billing-invoice-ocr"), row.ocr.clone()),
        Fact::new(view.t("billing-paper-terms"), view.ta("billing-paper-days", &[("days", days(bill).into())])),
    ];
    if !bankgiro.is_empty() {
        payment.insert(0, Fact::new(view.t("billing-paper-bankgiro"), bankgiro));
    }
    Block::Groups {
        groups: vec![
            Group { heading: view.t("billing-invoice-seller"), facts: seller(view) },
            Group { heading: view.t("billing-invoice-payment"), facts: payment },
        ],
    }
}

fn days(bill: &Bill) -> i64 {
    (bill.row.due - bill.row.issued_on).num_days()
}
