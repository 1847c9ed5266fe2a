//! The own organisation's use: a feed of single uses, and sums by month.

use axum::extract::State;
use chrono::{DateTime, NaiveDate, Utc};
use platform::{
    Caller, Ctx, Error, Result,
    extract::{Json, Query},
};
use sea_orm::{ColumnTrait, Condition, QueryFilter, QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::usage::entities::{rollup, usage};

/// Where to go on, and which uses.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Wanted {
    /// `next` of the answer before; none begins with the oldest.
    cursor: Option<String>,
    /// At most 1000, 100 when none is given.
    #[param(minimum = 1, maximum = 1000)]
    limit: Option<u64>,
    /// One service only.
    service: Option<String>,
    /// First day of the month that bills them.
    month: Option<NaiveDate>,
}

/// A stored use.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Use {
    id: Uuid,
    /// Who told it.
    source: String,
    /// Under which id.
    source_id: String,
    service: String,
    meter: String,
    /// In the meter's unit; negative takes back.
    quantity: i64,
    /// Öre excluding VAT, for meters that carry their own amounts.
    #[serde(skip_serializing_if = "Option::is_none")]
    ore: Option<i64>,
    /// The service's price list that gave the amount.
    #[serde(skip_serializing_if = "Option::is_none")]
    price_list: Option<String>,
    occurred_at: DateTime<Utc>,
    recorded_at: DateTime<Utc>,
    /// First day of the Swedish month of the use.
    month: NaiveDate,
    /// First day of the month that bills it; later when its own month was closed before it arrived.
    billed_month: NaiveDate,
    /// Only the service can resolve it.
    source_ref: String,
    /// The use that it takes back.
    #[serde(skip_serializing_if = "Option::is_none")]
    reverses: Option<Uuid>,
}

/// Some uses, oldest first.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Uses {
    items: Vec<Use>,
    /// Ask again with it for what comes after; the same as before when nothing has come yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

/// The own organisation's uses in the order in which they were recorded. Refuses a cursor that this feed did not give.
#[utoipa::path(
    get, path = "/usage", operation_id = "billing.list_usage", tag = "usage", params(Wanted),
    responses((status = 200, body = Uses), (status = 400, description = "A parameter is wrong", body = platform::error::Problem))
)]
pub(super) async fn feed(State(ctx): State<Ctx>, caller: Caller, Query(wanted): Query<Wanted>) -> Result<Json<Uses>> {
    let limit = wanted.limit.unwrap_or(100);
    if !(1..=1000).contains(&limit) {
        return Err(Error::invalid("limit", "must be from 1 to 1000"));
    }
    let read = ctx.store.read(caller.tenant()).await?;
    let mut rows = read.find::<usage::Entity>();
    if let Some(cursor) = &wanted.cursor {
        let (at, id) = after(cursor).ok_or_else(|| Error::invalid("cursor", "is not one that this feed gave"))?;
        let same = Condition::all().add(usage::Column::RecordedAt.eq(at)).add(usage::Column::Id.gt(id));
        rows = rows.filter(Condition::any().add(usage::Column::RecordedAt.gt(at)).add(same));
    }
    if let Some(service) = &wanted.service {
        rows = rows.filter(usage::Column::Service.eq(service));
    }
    if let Some(month) = wanted.month {
        rows = rows.filter(usage::Column::BilledMonth.eq(month));
    }
    let rows = rows
        .order_by_asc(usage::Column::RecordedAt)
        .order_by_asc(usage::Column::Id)
        .limit(limit)
        .all(read.db())
        .await?;
    let next = rows.last().map(|row| format!("{}.{}", row.recorded_at.timestamp_micros(), row.id)).or(wanted.cursor);
    Ok(Json(Uses { items: rows.into_iter().map(Use::from).collect(), next }))
}

fn after(cursor: &str) -> Option<(DateTime<Utc>, Uuid)> {
    let (micros, id) = cursor.split_once('.')?;
    Some((DateTime::from_timestamp_micros(micros.parse().ok()?)?, id.parse().ok()?))
}

impl From<usage::Model> for Use {
    fn from(row: usage::Model) -> Self {
        Self {
            id: row.id,
            source: row.source,
            source_id: row.external_id,
            service: row.service,
            meter: row.meter,
            quantity: row.quantity,
            ore: row.price_list.is_some().then_some(row.ore),
            price_list: row.price_list,
            occurred_at: row.occurred_at,
            recorded_at: row.recorded_at,
            month: row.month,
            billed_month: row.billed_month,
            source_ref: row.source_ref,
            reverses: row.reverses,
        }
    }
}

/// Which months.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Months {
    /// One service only.
    service: Option<String>,
    /// First day of the first month that bills them; the last twelve months when none is given.
    from: Option<NaiveDate>,
}

/// A month's use of a meter.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct MonthUse {
    service: String,
    meter: String,
    /// First day of the Swedish month of the use.
    month: NaiveDate,
    /// First day of the month that bills it.
    billed_month: NaiveDate,
    /// The service's own price list, for meters that carry their own amounts.
    #[serde(skip_serializing_if = "Option::is_none")]
    price_list: Option<String>,
    events: i64,
    quantity: i64,
    /// Öre excluding VAT, for meters that carry their own amounts.
    #[serde(skip_serializing_if = "Option::is_none")]
    ore: Option<i64>,
}

/// Sums of use, newest month first.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct MonthUses {
    items: Vec<MonthUse>,
}

/// The own organisation's use summed by service, meter and month. Refuses nothing but wrong parameters.
#[utoipa::path(
    get, path = "/usage/months", operation_id = "billing.list_usage_months", tag = "usage", params(Months),
    responses((status = 200, body = MonthUses))
)]
pub(super) async fn months(
    State(ctx): State<Ctx>,
    caller: Caller,
    Query(wanted): Query<Months>,
) -> Result<Json<MonthUses>> {
    let first = wanted
        .from
        .unwrap_or_else(|| crate::usage::domain::months_back(platform::clock::local_month(ctx.clock.now()), 11));
    let read = ctx.store.read(caller.tenant()).await?;
    let mut rows = read.find::<rollup::Entity>().filter(rollup::Column::BilledMonth.gte(first));
    if let Some(service) = &wanted.service {
        rows = rows.filter(rollup::Column::Service.eq(service));
    }
    let rows = rows
        .order_by_desc(rollup::Column::BilledMonth)
        .order_by_asc(rollup::Column::Service)
        .order_by_asc(rollup::Column::Meter);
    let rows = rows.order_by_asc(rollup::Column::Month).order_by_asc(rollup::Column::PriceList).all(read.db()).await?;
    let items = rows.into_iter().map(|row| MonthUse {
        ore: (!row.price_list.is_empty()).then_some(row.ore),
        price_list: (!row.price_list.is_empty()).then_some(row.price_list),
        service: row.service,
        meter: row.meter,
        month: row.month,
        billed_month: row.billed_month,
        events: row.events,
        quantity: row.quantity,
    });
    Ok(Json(MonthUses { items: items.collect() }))
}
