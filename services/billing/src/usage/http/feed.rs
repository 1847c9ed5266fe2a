//! The own organisation's use: as a list, as a feed that never leaves anything out, and as sums by month.

use axum::extract::State;
use chrono::{DateTime, NaiveDate, Utc};
use platform::{
    Caller, Ctx, Error, Listed, Paging, Result,
    extract::{Json, Query},
    feed::{LIMIT, LONGEST},
};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::usage::entities::{rollup, usage};

/// Which uses.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Wanted {
    /// One service only.
    service: Option<String>,
    /// First day of the month that bills them.
    month: Option<NaiveDate>,
}

/// Where to go on.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Onward {
    /// `next` of the answer before; none begins with the oldest that is kept.
    cursor: Option<String>,
    /// Uses of an answer.
    #[param(minimum = 1, maximum = 1000, default = 100)]
    limit: Option<u64>,
    /// One service only.
    service: Option<String>,
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

/// A page of uses.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Uses {
    items: Vec<Use>,
    page: u64,
    limit: u64,
    /// Uses that fit.
    total: u64,
}

/// Some uses, in an order that never changes.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct UseFeed {
    /// The first recorded first; empty when nothing has come since.
    items: Vec<Use>,
    /// Ask again with it as the cursor, now or another day. None as long as nothing has been recorded.
    next: Option<String>,
    /// Whether there is more already. If not, wait some seconds before asking again.
    more: bool,
}

/// Lists the own organisation's uses, the latest recorded first. To follow what is recorded, read the feed. Refuses (400) what is
/// wrong with a parameter.
#[utoipa::path(
    get, path = "/usage", operation_id = "billing.list_usage", tag = "usage", params(Wanted, Paging),
    responses((status = 200, description = "A page of uses", body = Uses))
)]
pub(super) async fn list(
    State(ctx): State<Ctx>,
    caller: Caller,
    Listed(wanted, paging): Listed<Wanted>,
) -> Result<Json<Uses>> {
    let (page, limit) = paging.parts();
    let read = ctx.store.read(caller.tenant()).await?;
    let mut rows = read.find::<usage::Entity>();
    if let Some(service) = &wanted.service {
        rows = rows.filter(usage::Column::Service.eq(service));
    }
    if let Some(month) = wanted.month {
        rows = rows.filter(usage::Column::BilledMonth.eq(month));
    }
    let total = read.total(&rows).await?;
    let rows = rows.order_by_desc(usage::Column::FeedSeq).offset(paging.offset()).limit(limit).all(read.db()).await?;
    Ok(Json(Uses { items: rows.into_iter().map(Use::from).collect(), page, limit, total }))
}

/// Gives every single use of the own organisation as it was recorded, in the order in which that became final: none is left out and
/// none comes twice, whatever else is written meanwhile. This is a feed, with `cursor` in place of `page`: it is the exception to the
/// rule for lists (FNS.07). Refuses (400) a limit out of range and what is no cursor, and (410) with `cursor-too-old` a cursor that
/// names no use of the organisation: begin anew without one, and pass over the ids that you know.
#[utoipa::path(
    get, path = "/usage/feed", operation_id = "billing.read_usage_feed", tag = "usage", params(Onward),
    responses((status = 200, description = "Uses, or none when nothing has come since", body = UseFeed),
        (status = 410, description = "The cursor names no use that is kept"))
)]
pub(super) async fn feed(State(ctx): State<Ctx>, caller: Caller, Query(from): Query<Onward>) -> Result<Json<UseFeed>> {
    let limit = from.limit.unwrap_or(LIMIT);
    if !(1..=LONGEST).contains(&limit) {
        return Err(Error::invalid("limit", format!("must be a whole number from 1 to {LONGEST}")));
    }
    let read = ctx.store.read(caller.tenant()).await?;
    let mut rows = read.find::<usage::Entity>();
    if let Some(service) = &from.service {
        rows = rows.filter(usage::Column::Service.eq(service));
    }
    if let Some(cursor) = &from.cursor {
        let id: Uuid = cursor.parse().map_err(|_| Error::invalid("cursor", "is not one that a feed has given"))?;
        let last = read.find::<usage::Entity>().filter(usage::Column::Id.eq(id)).one(read.db()).await?;
        rows = rows.filter(usage::Column::FeedSeq.gt(last.ok_or(Error::CursorTooOld)?.feed_seq));
    }
    let mut rows = rows.order_by_asc(usage::Column::FeedSeq).limit(limit + 1).all(read.db()).await?;
    let more = rows.len() as u64 > limit;
    rows.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    let next = rows.last().map(|row| row.id.to_string()).or(from.cursor);
    Ok(Json(UseFeed { items: rows.into_iter().map(Use::from).collect(), next, more }))
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

/// A page of sums of use.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct MonthUses {
    items: Vec<MonthUse>,
    page: u64,
    limit: u64,
    /// Sums that fit.
    total: u64,
}

/// The own organisation's use summed by service, meter and month, the newest month first. Refuses nothing but wrong parameters.
#[utoipa::path(
    get, path = "/usage/months", operation_id = "billing.list_usage_months", tag = "usage", params(Months, Paging),
    responses((status = 200, description = "A page of sums", body = MonthUses))
)]
pub(super) async fn months(
    State(ctx): State<Ctx>,
    caller: Caller,
    Listed(wanted, paging): Listed<Months>,
) -> Result<Json<MonthUses>> {
    let first = wanted
        .from
        .unwrap_or_else(|| crate::usage::domain::months_back(platform::clock::local_month(ctx.clock.now()), 11));
    let read = ctx.store.read(caller.tenant()).await?;
    let mut rows = read.find::<rollup::Entity>().filter(rollup::Column::BilledMonth.gte(first));
    if let Some(service) = &wanted.service {
        rows = rows.filter(rollup::Column::Service.eq(service));
    }
    let ((page, limit), total) = (paging.parts(), read.total(&rows).await?);
    let rows = rows
        .order_by_desc(rollup::Column::BilledMonth)
        .order_by_asc(rollup::Column::Service)
        .order_by_asc(rollup::Column::Meter);
    let rows = rows.order_by_asc(rollup::Column::Month).order_by_asc(rollup::Column::PriceList);
    let rows = rows.offset(paging.offset()).limit(limit).all(read.db()).await?;
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
    Ok(Json(MonthUses { items: items.collect(), page, limit, total }))
}
