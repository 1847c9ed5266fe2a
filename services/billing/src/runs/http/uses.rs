//! The single uses behind a line, as a feed.

use axum::extract::State as Ambient;
use chrono::{DateTime, Utc};
use platform::{
    Caller, Ctx, Error, Result,
    extract::{Json, Path, Query},
};
use sea_orm::{ColumnTrait, Condition, DatabaseTransaction, QueryFilter, QuerySelect, Select};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::{
    runs::{entities::line, read, rights::READ_RUNS},
    usage::entities::usage,
};

/// Where to go on.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Wanted {
    /// `next` of the answer before; none begins with the newest.
    cursor: Option<String>,
    /// At most 1000, 100 when none is given.
    #[param(minimum = 1, maximum = 1000)]
    limit: Option<u64>,
}

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

/// Some uses, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct LineUses {
    items: Vec<LineUse>,
    /// Ask again with it for older ones; none when there are no more.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

/// The uses that a line sums, newest first: the own organisation's once they are billed; finance sees every line's. Fees and one-off
/// amounts have none. Refuses a cursor that this feed did not give.
#[utoipa::path(
    get, path = "/lines/{line}/usage", operation_id = "billing.list_line_usage", tag = "invoices",
    params(("line" = Uuid, Path), Wanted),
    responses((status = 200, body = LineUses), (status = 400, description = "A parameter is wrong", body = platform::error::Problem))
)]
pub(super) async fn feed(
    Ambient(ctx): Ambient<Ctx>,
    caller: Caller,
    Path(id): Path<Uuid>,
    Query(wanted): Query<Wanted>,
) -> Result<Json<LineUses>> {
    if !caller.may(&READ_RUNS) {
        let read = ctx.store.read(caller.tenant()).await?;
        let row = read.get::<line::Entity>(id).await?;
        row.invoice.ok_or(Error::NotFound)?;
        return Ok(Json(page(read.find(), read.db(), &row, &wanted).await?));
    }
    let across = ctx.store.across_for(caller.actor()).await?;
    let row =
        across.find::<line::Entity>().filter(line::Column::Id.eq(id)).one(across.db()).await?.ok_or(Error::NotFound)?;
    let uses = page(across.find(), across.db(), &row, &wanted).await?;
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
    wanted: &Wanted,
) -> Result<LineUses> {
    let limit = wanted.limit.unwrap_or(100);
    if !(1..=1000).contains(&limit) {
        return Err(Error::invalid("limit", "must be from 1 to 1000"));
    }
    let mut select = read::uses_behind(select, row)?;
    if let Some(cursor) = &wanted.cursor {
        let (at, id) = before(cursor).ok_or_else(|| Error::invalid("cursor", "is not one that this feed gave"))?;
        let same = Condition::all().add(usage::Column::OccurredAt.eq(at)).add(usage::Column::Id.lt(id));
        select = select.filter(Condition::any().add(usage::Column::OccurredAt.lt(at)).add(same));
    }
    let rows = select.limit(limit).all(db).await?;
    let full = rows.len() as u64 == limit;
    let next = rows.last().filter(|_| full).map(|last| format!("{}.{}", last.occurred_at.timestamp_micros(), last.id));
    let one = |row: usage::Model| LineUse {
        id: row.id,
        meter: row.meter,
        quantity: row.quantity,
        ore: row.price_list.is_some().then_some(row.ore),
        occurred_at: row.occurred_at,
        source_ref: row.source_ref,
        reverses: row.reverses,
    };
    Ok(LineUses { items: rows.into_iter().map(one).collect(), next })
}

fn before(cursor: &str) -> Option<(DateTime<Utc>, Uuid)> {
    let (micros, id) = cursor.split_once('.')?;
    Some((DateTime::from_timestamp_micros(micros.parse().ok()?)?, id.parse().ok()?))
}
