//! One-off charges over the API.

use axum::{extract::State, http::StatusCode};
use chrono::{DateTime, NaiveDate, Utc};
use contracts::Tenant;
use platform::{Caller, Ctx, Paging, Result, extract::Json};
use sea_orm::{PaginatorTrait, QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::usage::{
    charges::{self, NewCharge},
    domain::Vat,
    entities::charge,
};

/// A new one-off charge.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({ "organisation": "sandviken-2181", "service": "bibblix", "ore": 450_000, "vat": "S25", "account": "3044",
    "month": "2026-11-01", "reason": "Utbildning på plats 5 november" }))]
pub(super) struct ChargeWanted {
    /// Who uses the service; its payer is charged.
    organisation: Tenant,
    service: String,
    /// Öre excluding VAT; negative takes back.
    ore: i64,
    vat: Vat,
    /// BAS account of the income.
    account: String,
    /// First day of the month that bills it.
    month: NaiveDate,
    reason: String,
}

/// A one-off charge.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct ChargeShown {
    id: Uuid,
    organisation: String,
    service: String,
    payer: String,
    /// `connection-fee` or `other`.
    #[schema(example = "connection-fee")]
    kind: String,
    reason: String,
    ore: i64,
    vat: Vat,
    account: String,
    month: NaiveDate,
    raised_by: String,
    created_at: DateTime<Utc>,
    /// The run that billed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    run: Option<Uuid>,
}

/// Some one-off charges.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct ChargeList {
    items: Vec<ChargeShown>,
    page: u64,
    limit: u64,
    total: u64,
}

fn shown(row: charge::Model) -> Result<ChargeShown> {
    Ok(ChargeShown {
        vat: row.vat.parse().map_err(|()| anyhow::anyhow!("charge {} has an unknown VAT category", row.id))?,
        id: row.id,
        organisation: row.tenant,
        service: row.service,
        payer: row.payer,
        kind: row.kind,
        reason: row.reason,
        ore: row.ore,
        account: row.account,
        month: row.month,
        raised_by: row.raised_by,
        created_at: row.created_at,
        run: row.line_run,
    })
}

/// Every organisation's one-off charges, the newest first. Refuses nothing but wrong parameters.
#[utoipa::path(
    get, path = "/charges", operation_id = "billing.list_charges", tag = "charges", params(Paging),
    responses((status = 200, body = ChargeList))
)]
pub(super) async fn list(State(ctx): State<Ctx>, caller: Caller, paging: Paging) -> Result<Json<ChargeList>> {
    let (page, limit) = paging.parts();
    let across = ctx.store.across(&caller, "one-off charges are listed").await?;
    let rows = across.find::<charge::Entity>();
    let total = rows.clone().count(across.db()).await?;
    let rows =
        rows.order_by_desc(charge::Column::Month).order_by_asc(charge::Column::Tenant).order_by_asc(charge::Column::Id);
    let rows = rows.limit(limit).offset(paging.offset()).all(across.db()).await?;
    across.commit().await?;
    let items = rows.into_iter().map(shown).collect::<Result<_>>()?;
    Ok(Json(ChargeList { items, page, limit, total }))
}

/// Adds a one-off charge to a month that is not closed for billing; the payer of the organisation's subscription is charged.
/// Refuses an organisation that does not subscribe in that month, and amounts of zero or more than ten million kronor (422).
#[utoipa::path(
    post, path = "/charges", operation_id = "billing.add_charge", tag = "charges", request_body = ChargeWanted,
    responses((status = 201, body = ChargeShown), (status = 422, description = "A rule forbids it", body = platform::error::Problem))
)]
pub(super) async fn add(
    State(ctx): State<Ctx>,
    caller: Caller,
    Json(wanted): Json<ChargeWanted>,
) -> Result<(StatusCode, Json<ChargeShown>)> {
    let across = ctx.store.across(&caller, "a one-off charge is added").await?;
    let organisation = wanted.organisation;
    let new = NewCharge {
        organisation: organisation.clone(),
        service: wanted.service,
        ore: wanted.ore,
        vat: wanted.vat,
        account: wanted.account,
        month: wanted.month,
        reason: wanted.reason,
    };
    let id = charges::add(&ctx.site, &across, new).await??;
    let row = across.tenant(&organisation).get::<charge::Entity>(id).await?;
    across.commit().await?;
    Ok((StatusCode::CREATED, Json(shown(row)?)))
}
