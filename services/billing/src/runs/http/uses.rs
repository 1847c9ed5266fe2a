//! The single uses behind a line.

use axum::extract::State as Ambient;
use chrono::{DateTime, Utc};
use platform::{
    Caller, Ctx, Error, Paging, Result,
    extract::{Json, Path},
};
use sea_orm::{ColumnTrait, DatabaseTransaction, PaginatorTrait, QueryFilter, Select};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    runs::{entities::line, read, rights::READ_RUNS},
    usage::entities::usage,
};

/// A single use behind a line.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct LineUse {
    id: Uuid,
    meter: String,
    /// In the meter's unit; negative takes back.
    quantity: i64,
    /// Öre excluding VAT, where the service priced it.
    #[serde(skip_serializing_if = "Option::is_none")]
    ore: Option<i64>,
    occurred_at: DateTime<Utc>,
    /// Only the service can resolve it.
    source_ref: String,
    /// The use that it takes back.
    #[serde(skip_serializing_if = "Option::is_none")]
    reverses: Option<Uuid>,
}

/// A page of uses, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct LineUses {
    items: Vec<LineUse>,
    page: u64,
    limit: u64,
    /// Uses behind the line.
    total: u64,
}

/// The uses that a line sums, newest first: the own organisation's once they are billed; finance sees every line's. Fees and one-off
/// amounts have none. Refuses (400) a page or limit out of range.
#[utoipa::path(
    get, path = "/lines/{line}/usage", operation_id = "billing.list_line_usage", tag = "invoices",
    params(("line" = Uuid, Path), Paging),
    responses((status = 200, description = "A page of uses", body = LineUses))
)]
pub(super) async fn list(
    Ambient(ctx): Ambient<Ctx>,
    caller: Caller,
    Path(id): Path<Uuid>,
    paging: Paging,
) -> Result<Json<LineUses>> {
    if !caller.may(&READ_RUNS) {
        let read = ctx.store.read(caller.tenant()).await?;
        let row = read.get::<line::Entity>(id).await?;
        row.invoice.ok_or(Error::NotFound)?;
        return Ok(Json(page(read.find(), read.db(), &row, paging).await?));
    }
    let across = ctx.store.across_for(caller.actor()).await?;
    let row =
        across.find::<line::Entity>().filter(line::Column::Id.eq(id)).one(across.db()).await?.ok_or(Error::NotFound)?;
    let uses = page(across.find(), across.db(), &row, paging).await?;
    across
        .audit(caller.tenant(), "billing.runs.read.across", &format!("uses behind line {id}"), &serde_json::Value::Null)
        .await?;
    across.commit().await?;
    Ok(Json(uses))
}

async fn page(
    select: Select<usage::Entity>,
    db: &DatabaseTransaction,
    row: &line::Model,
    paging: Paging,
) -> Result<LineUses> {
    let (page, limit) = paging.parts();
    let select = read::uses_behind(select, row)?;
    let total = select.clone().count(db).await?;
    let rows = read::page_of(select, page, limit).all(db).await?;
    let one = |row: usage::Model| LineUse {
        id: row.id,
        meter: row.meter,
        quantity: row.quantity,
        ore: row.price_list.is_some().then_some(row.ore),
        occurred_at: row.occurred_at,
        source_ref: row.source_ref,
        reverses: row.reverses,
    };
    Ok(LineUses { items: rows.into_iter().map(one).collect(), page, limit, total })
}
