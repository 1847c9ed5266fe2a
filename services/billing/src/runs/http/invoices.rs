//! Invoices over the API: the own organisation's, and everybody's for finance.

use axum::{extract::State as Ambient, response::Response};
use chrono::NaiveDate;
use platform::{
    Caller, Ctx, Listed, Paging, Result, documents,
    extract::{Json, Path},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::{
    runs::{
        bills::{self, Bill, Filter},
        domain::{
            document::VatRow,
            line::{Explanation, Kind, UnitPrice},
        },
        entities::{invoice, invoice_line},
        originals,
        pages::paper,
        read,
    },
    usage::domain::Vat,
};

/// An issued invoice. Sums are in öre.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Invoice {
    invoice: Uuid,
    /// In the year's unbroken series.
    #[schema(example = "2026-000017")]
    number: String,
    /// What a payment names.
    #[schema(example = "202600001758")]
    ocr: String,
    service: String,
    /// First day of the billed month.
    month: NaiveDate,
    #[schema(example = "Föreningen Sambruk")]
    seller: &'static str,
    #[schema(example = "802428-2785")]
    seller_organisation_number: &'static str,
    payer: String,
    buyer: String,
    issued_on: NaiveDate,
    due: NaiveDate,
    /// Excluding VAT.
    net: i64,
    /// VAT by category and rate.
    vat_rows: Vec<VatRow>,
    vat: i64,
    /// What rounding to whole kronor adds or takes.
    rounding: i64,
    payable: i64,
}

/// Some invoices.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct InvoiceList {
    items: Vec<Invoice>,
    page: u64,
    limit: u64,
    total: u64,
}

/// A line of an invoice.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct InvoiceLine {
    line: Uuid,
    /// Who used the service; may be another than the payer.
    user: String,
    user_name: String,
    kind: Kind,
    /// Meter, fee, or kind of one-off amount.
    item: String,
    /// First day of the month of use; earlier than the billed month when it came late.
    month: NaiveDate,
    quantity: i64,
    /// Öre as an exact fraction; none where each use has its own price.
    #[serde(skip_serializing_if = "Option::is_none")]
    unit_price: Option<UnitPrice>,
    /// Öre excluding VAT.
    ore: i64,
    vat: Vat,
    account: String,
    /// The price list's version.
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<i64>,
    explanation: Explanation,
}

/// Some lines.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct InvoiceLineList {
    items: Vec<InvoiceLine>,
    page: u64,
    limit: u64,
    total: u64,
}

/// Which invoices.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Wanted {
    /// Part of a number, an OCR reference or the payer's name.
    q: String,
    /// The year of issue.
    year: Option<i32>,
    /// One service only.
    service: Option<String>,
}

/// An invoice with all its lines.
#[derive(Serialize)]
struct Whole {
    invoice: Invoice,
    lines: Vec<InvoiceLine>,
}

/// An invoice with all its lines, as JSON.
pub(super) fn machine_readable(bill: &Bill) -> Result<String> {
    let lines = bill.lines.iter().map(|row| line(&bill.row.tenant, row.clone())).collect::<Result<_>>()?;
    Ok(serde_json::to_string_pretty(&Whole { invoice: shown(bill.row.clone())?, lines })?)
}

fn shown(row: invoice::Model) -> Result<Invoice> {
    Ok(Invoice {
        vat_rows: serde_json::from_str(&row.vat_rows)?,
        invoice: row.id,
        number: row.number,
        ocr: row.ocr,
        service: row.service,
        month: row.month,
        seller: bills::SELLER,
        seller_organisation_number: bills::SELLER_NUMBER,
        payer: row.tenant,
        buyer: row.buyer,
        issued_on: row.issued_on,
        due: row.due,
        net: row.net,
        vat: row.vat,
        rounding: row.rounding,
        payable: row.payable,
    })
}

fn line(payer: &str, row: invoice_line::Model) -> Result<InvoiceLine> {
    let line = read::invoiced(payer, &row)?;
    Ok(InvoiceLine {
        line: row.id,
        user: line.user,
        user_name: row.used_by_name,
        kind: line.kind,
        item: line.item,
        month: line.month,
        quantity: line.quantity,
        unit_price: line.unit_price,
        ore: line.ore,
        vat: line.vat,
        account: line.account,
        version: line.version,
        explanation: line.explanation,
    })
}

/// Invoices, the latest first. Refuses nothing but wrong parameters.
#[utoipa::path(
    get, path = "/invoices", operation_id = "billing.list_invoices", tag = "invoices", params(Wanted, Paging),
    responses((status = 200, body = InvoiceList), (status = 400, description = "A parameter is wrong", body = platform::error::Problem))
)]
pub(super) async fn list(
    Ambient(ctx): Ambient<Ctx>,
    caller: Caller,
    Listed(wanted, paging): Listed<Wanted>,
) -> Result<Json<InvoiceList>> {
    let (page, limit) = paging.parts();
    let filter = Filter { text: wanted.q, year: wanted.year, service: wanted.service };
    let found = bills::list(&ctx, &caller, &filter, page, limit).await?;
    let items = found.rows.into_iter().map(shown).collect::<Result<_>>()?;
    Ok(Json(InvoiceList { items, page, limit, total: found.total }))
}

/// An invoice. It never changes.
#[utoipa::path(
    get, path = "/invoices/{invoice}", operation_id = "billing.get_invoice", tag = "invoices", params(("invoice" = Uuid, Path)),
    responses((status = 200, body = Invoice))
)]
pub(super) async fn show(Ambient(ctx): Ambient<Ctx>, caller: Caller, Path(id): Path<Uuid>) -> Result<Json<Invoice>> {
    Ok(Json(shown(bills::show(&ctx, &caller, id).await?.row)?))
}

/// An invoice's lines, each with how its sum came about. Refuses nothing but wrong parameters.
#[utoipa::path(
    get, path = "/invoices/{invoice}/lines", operation_id = "billing.list_invoice_lines", tag = "invoices",
    params(("invoice" = Uuid, Path), Paging),
    responses((status = 200, body = InvoiceLineList), (status = 400, description = "A parameter is wrong", body = platform::error::Problem))
)]
pub(super) async fn lines(
    Ambient(ctx): Ambient<Ctx>,
    caller: Caller,
    Path(id): Path<Uuid>,
    paging: Paging,
) -> Result<Json<InvoiceLineList>> {
    let (page, limit) = paging.parts();
    let bill = bills::show(&ctx, &caller, id).await?;
    let total = bill.lines.len() as u64;
    let some = paging.cut(bill.lines).into_iter();
    let items = some.map(|row| line(&bill.row.tenant, row)).collect::<Result<_>>()?;
    Ok(Json(InvoiceLineList { items, page, limit, total }))
}

/// An invoice for print and archive: an accessible PDF (PDF/A-3a, PDF/UA-1) with the invoice and its lines as JSON attached. Always the
/// same bytes. Refuses (503, `document-unavailable`) when it has not been made yet and can't be made now: the invoice itself can be
/// read.
#[utoipa::path(
    get, path = "/invoices/{invoice}/document", operation_id = "billing.get_invoice_document", tag = "invoices",
    params(("invoice" = Uuid, Path)),
    responses(
        (status = 200, description = "The PDF", content_type = "application/pdf", body = [u8]),
        (status = 503, description = "No PDF can be made now; Retry-After says when to ask again", body = platform::error::Problem)
    )
)]
pub(super) async fn document(Ambient(ctx): Ambient<Ctx>, caller: Caller, Path(id): Path<Uuid>) -> Result<Response> {
    let bill = bills::show(&ctx, &caller, id).await?;
    let pdf = originals::pdf(&ctx, &bill).await?;
    Ok(documents::answer(&format!("{}.pdf", paper::name(&ctx, &bill)), pdf))
}
