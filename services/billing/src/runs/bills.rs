//! Issued invoices, as their payer or finance may read them.

use platform::{Across, Caller, Ctx, Error, Result};
use sea_orm::{
    ColumnTrait, Condition, DatabaseTransaction, ExprTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    Select,
    sea_query::{Expr, Func},
};
use uuid::Uuid;

use super::{
    entities::{invoice, invoice_line},
    read,
    rights::ALL_INVOICES,
};

/// Who sells.
pub(crate) const SELLER: &str = platform::documents::ASSOCIATION;
/// The seller's seat.
pub(crate) const SELLER_SEAT: &str = "Sandviken";
/// The seller's organisation number.
pub(crate) const SELLER_NUMBER: &str = "802428-2785";

/// Which invoices.
#[derive(Debug, Clone, Default)]
pub(crate) struct Filter {
    /// Part of a number, an OCR reference or the payer's name.
    pub text: String,
    /// The year of issue.
    pub year: Option<i32>,
    /// The service.
    pub service: Option<String>,
}

/// A page of invoices.
pub(crate) struct Found {
    /// The page's rows, the latest first.
    pub rows: Vec<invoice::Model>,
    /// How many there are in all.
    pub total: u64,
}

/// An invoice with its lines.
pub(crate) struct Bill {
    /// The invoice.
    pub row: invoice::Model,
    /// Its lines in order.
    pub lines: Vec<invoice_line::Model>,
    /// Whether the looker sees everybody's.
    pub all: bool,
}

/// The caller's organisation's invoices; for finance and auditors everybody's, which leaves a trace.
pub(crate) async fn list(ctx: &Ctx, caller: &Caller, filter: &Filter, page: u64, limit: u64) -> Result<Found> {
    if !caller.may(&ALL_INVOICES) {
        let read = ctx.store.read(caller.tenant()).await?;
        return found(read.find(), read.db(), filter, page, limit).await;
    }
    let across = ctx.store.across_for(caller.actor()).await?;
    across
        .audit(caller.tenant(), "billing.invoices.read-all.across", "invoices are listed", &serde_json::Value::Null)
        .await?;
    let found = found(across.find(), across.db(), filter, page, limit).await?;
    across.commit().await?;
    Ok(found)
}

/// The rows of a select that match, a page of them.
pub(crate) async fn found(
    rows: Select<invoice::Entity>,
    db: &DatabaseTransaction,
    filter: &Filter,
    page: u64,
    limit: u64,
) -> Result<Found> {
    let rows = matching(rows, filter);
    let total = rows.clone().count(db).await?;
    let rows = rows.order_by_desc(invoice::Column::Year).order_by_desc(invoice::Column::Place);
    Ok(Found { rows: read::page_of(rows, page, limit).all(db).await?, total })
}

/// The years in which there are any, the latest first.
pub(crate) async fn years(rows: &Select<invoice::Entity>, db: &DatabaseTransaction) -> Result<Vec<i32>> {
    let years =
        rows.clone().select_only().column(invoice::Column::Year).distinct().order_by_desc(invoice::Column::Year);
    Ok(years.into_tuple().all(db).await?)
}

/// Those that a filter leaves.
pub(crate) fn matching(mut rows: Select<invoice::Entity>, filter: &Filter) -> Select<invoice::Entity> {
    let text = filter.text.trim();
    if !text.is_empty() {
        let part = format!("%{}%", text.to_lowercase().replace(['%', '_'], ""));
        let lower = |column: invoice::Column| Expr::expr(Func::lower(Expr::col(column))).like(part.clone());
        let any = Condition::any()
            .add(lower(invoice::Column::Number))
            .add(lower(invoice::Column::Ocr))
            .add(lower(invoice::Column::Buyer));
        rows = rows.filter(any);
    }
    if let Some(year) = filter.year {
        rows = rows.filter(invoice::Column::Year.eq(year));
    }
    if let Some(service) = &filter.service {
        rows = rows.filter(invoice::Column::Service.eq(service));
    }
    rows
}

/// One invoice with its lines.
///
/// # Errors
/// [`Error::NotFound`] when it is another organisation's and the caller does not see everybody's.
pub(crate) async fn show(ctx: &Ctx, caller: &Caller, id: Uuid) -> Result<Bill> {
    if !caller.may(&ALL_INVOICES) {
        let read = ctx.store.read(caller.tenant()).await?;
        let row = read.get::<invoice::Entity>(id).await?;
        return Ok(Bill { row, lines: lines(read.find(), id).all(read.db()).await?, all: false });
    }
    let across = ctx.store.across_for(caller.actor()).await?;
    let bill = load(&across, id).await?;
    across
        .audit(caller.tenant(), "billing.invoices.read-all.across", &id.to_string(), &serde_json::Value::Null)
        .await?;
    across.commit().await?;
    Ok(bill)
}

/// Anybody's invoice with its lines.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub(crate) async fn load(across: &Across, id: Uuid) -> Result<Bill> {
    let row = across.find::<invoice::Entity>().filter(invoice::Column::Id.eq(id)).one(across.db()).await?;
    let row = row.ok_or(Error::NotFound)?;
    Ok(Bill { row, lines: lines(across.find(), id).all(across.db()).await?, all: true })
}

fn lines(select: Select<invoice_line::Entity>, invoice: Uuid) -> Select<invoice_line::Entity> {
    select.filter(invoice_line::Column::Invoice.eq(invoice)).order_by_asc(invoice_line::Column::Position)
}
