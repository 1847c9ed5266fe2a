//! Price versions over the API.

use axum::{extract::State, http::StatusCode};
use chrono::{DateTime, NaiveDate, Utc};
use platform::{Caller, Ctx, Paging, Result, extract::Json};
use sea_orm::{PaginatorTrait, QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::usage::{
    domain::{Rate, Refused, Vat},
    entities::price,
    known::price_of,
    prices::{self, NewPrice},
};

/// A new price version.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({ "service": "bibblix", "item": "meter:bundle-loan", "validFrom": "2027-01-01", "kronor": "9.75", "vat": "S6",
    "account": "3042", "decision": "FR 2026-11-12 § 4", "reason": "Nytt avtal om buntar" }))]
pub(super) struct PriceWanted {
    service: String,
    /// `meter:<name>`, `fixed-per-inhabitant` (kronor per inhabitant and year), `fixed-monthly` or `connection-fee`.
    item: String,
    /// First day of a month that is not closed for billing.
    valid_from: NaiveDate,
    /// Kronor excluding VAT with at most four decimals; left out for a meter that is passed on as it stands.
    kronor: Option<String>,
    vat: Vat,
    /// BAS account of the income.
    account: String,
    /// Where it was decided.
    decision: String,
    /// Why.
    reason: String,
}

/// A price version.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct PriceShown {
    id: Uuid,
    service: String,
    item: String,
    version: i64,
    valid_from: NaiveDate,
    /// Kronor excluding VAT; none when passed on as it stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    kronor: Option<String>,
    vat: Vat,
    account: String,
    decision: String,
    reason: String,
    decided_by: String,
    created_at: DateTime<Utc>,
    /// The version that corrects it; it is then never used.
    #[serde(skip_serializing_if = "Option::is_none")]
    replaced_by: Option<Uuid>,
}

/// Some price versions.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct PriceList {
    items: Vec<PriceShown>,
    page: u64,
    limit: u64,
    total: u64,
}

fn shown(row: price::Model) -> Result<PriceShown> {
    let price = price_of(row.clone())?;
    Ok(PriceShown {
        id: row.id,
        service: row.service,
        item: row.item,
        version: row.version,
        valid_from: row.valid_from,
        kronor: price.rate.map(|rate| rate.to_string()),
        vat: price.vat,
        account: row.account,
        decision: row.decision,
        reason: row.reason,
        decided_by: row.decided_by,
        created_at: row.created_at,
        replaced_by: row.replaced_by,
    })
}

/// Every price version, by service and item, the newest first. Refuses nothing but wrong parameters.
#[utoipa::path(
    get, path = "/prices", operation_id = "billing.list_prices", tag = "prices", params(Paging),
    responses((status = 200, body = PriceList))
)]
pub(super) async fn list(State(ctx): State<Ctx>, caller: Caller, paging: Paging) -> Result<Json<PriceList>> {
    let (page, limit) = paging.parts();
    let read = ctx.store.read(caller.tenant()).await?;
    let rows = read.reference::<price::Entity>();
    let total = rows.clone().count(read.db()).await?;
    let rows = rows
        .order_by_asc(price::Column::Service)
        .order_by_asc(price::Column::Item)
        .order_by_desc(price::Column::Version);
    let rows = rows.limit(limit).offset(paging.offset()).all(read.db()).await?;
    let items = rows.into_iter().map(shown).collect::<Result<_>>()?;
    Ok(Json(PriceList { items, page, limit, total }))
}

/// Adds a price version. A version from the same day replaces the one before it. What waits for a price is tried again. Refuses
/// what is not first of a month, touches a month that is closed for billing, or does not fit the meter (422).
#[utoipa::path(
    post, path = "/prices", operation_id = "billing.add_price", tag = "prices", request_body = PriceWanted,
    responses((status = 201, body = PriceShown), (status = 422, description = "A rule forbids it", body = platform::error::Problem))
)]
pub(super) async fn add(
    State(ctx): State<Ctx>,
    caller: Caller,
    Json(wanted): Json<PriceWanted>,
) -> Result<(StatusCode, Json<PriceShown>)> {
    let rate = wanted.kronor.as_deref().map(|text| Rate::from_kronor(text).ok_or(Refused::Rate)).transpose()?;
    let new = NewPrice {
        service: wanted.service,
        item: wanted.item.parse().map_err(|()| Refused::Item)?,
        valid_from: wanted.valid_from,
        rate,
        vat: wanted.vat,
        account: wanted.account,
        decision: wanted.decision,
        reason: wanted.reason,
    };
    let across = ctx.store.across(&caller, "a price version is added").await?;
    let id = prices::add(&ctx.site, &across, new).await??;
    let row =
        sea_orm::QueryFilter::filter(across.find::<price::Entity>(), sea_orm::ColumnTrait::eq(&price::Column::Id, id));
    let row = row.one(across.db()).await?.ok_or(platform::Error::NotFound)?;
    across.commit().await?;
    Ok((StatusCode::CREATED, Json(shown(row)?)))
}
