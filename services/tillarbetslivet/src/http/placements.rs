//! Confirmed placements of the own municipality.

use axum::{
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use chrono::{DateTime, Utc};
use platform::{
    Caller, Ctx, Paging, Result,
    extract::{Json, Path},
};
use serde::Serialize;
use uuid::Uuid;

use crate::{entities::placement, failure::finish, placing, reading};

/// A pupil's confirmed placement.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = TillarbetslivetPlacement, example = json!({
    "id": "01890a5d-ac96-774b-bcce-b302099a8057", "offer": "01890a5d-ac96-774b-bcce-b302099a8059",
    "pupil": "01890a5d-ac96-774b-bcce-b302099a8058", "confirmed": "2026-11-22T08:00:00Z", "cancelled": null,
    "usageEvent": "01890a5d-ac96-774b-bcce-b302099a8060", "reversalEvent": null
}))]
pub(crate) struct Placement {
    pub id: Uuid,
    /// The placement on offer.
    pub offer: Uuid,
    /// The pupil's id in this service; null when the school year is over.
    pub pupil: Option<Uuid>,
    pub confirmed: DateTime<Utc>,
    /// When it was cancelled, if it was.
    pub cancelled: Option<DateTime<Utc>>,
    /// The usage event that tells of it.
    pub usage_event: Uuid,
    /// The usage event that takes it back.
    pub reversal_event: Option<Uuid>,
}

/// A page of placements.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = TillarbetslivetPlacements)]
pub(crate) struct Placements {
    pub items: Vec<Placement>,
    pub page: u64,
    pub limit: u64,
    /// Placements in all.
    pub total: u64,
}

impl From<placement::Model> for Placement {
    fn from(row: placement::Model) -> Self {
        Self {
            id: row.id,
            offer: row.offer,
            pupil: row.pupil,
            confirmed: row.confirmed_at,
            cancelled: row.cancelled_at,
            usage_event: row.usage_event,
            reversal_event: row.reversal_event,
        }
    }
}

/// Confirms a pupil's choice: she has the seat, and one placement is charged. Refuses (422) with `full`, `wrong-school`, `wrong-grade`,
/// `too-young`, `overlap`, `begun`, `not-open` or `not-subscribed`.
#[utoipa::path(post, path = "/wishes/{wish}/confirmation", operation_id = "tillarbetslivet.confirm_wish", tag = "placements",
    params(("wish" = Uuid, Path, description = "The choice's id"),
        ("Idempotency-Key" = String, Header, description = "8 to 128 characters, new for each act")),
    responses((status = 201, description = "The placement", body = Placement), (status = 422, description = "A rule forbids it")))]
pub(crate) async fn confirm(State(ctx): State<Ctx>, caller: Caller, Path(wish): Path<Uuid>) -> Result<Response> {
    let tx = ctx.store.begin(&caller).await?;
    let result = placing::confirm(&tx, wish).await;
    let row = finish(&ctx, &caller, tx, ("confirmation", &wish.to_string()), result).await?;
    let location = format!("/api/tillarbetslivet/v1/placements/{}", row.id);
    Ok((StatusCode::CREATED, [(header::LOCATION, location)], Json(Placement::from(row))).into_response())
}

/// Lists confirmed placements, also cancelled ones, the latest first. Refuses (400) a page or limit out of range.
#[utoipa::path(get, path = "/placements", operation_id = "tillarbetslivet.list_placements", tag = "placements", params(Paging),
    responses((status = 200, description = "A page of placements", body = Placements)))]
pub(crate) async fn list(State(ctx): State<Ctx>, caller: Caller, paging: Paging) -> Result<Json<Placements>> {
    let (page, limit) = paging.parts();
    let read = ctx.store.read(caller.tenant()).await?;
    let (rows, total) = reading::placements(&read, None, page, limit).await?;
    Ok(Json(Placements { items: rows.into_iter().map(Placement::from).collect(), page, limit, total }))
}

/// Shows one placement.
#[utoipa::path(get, path = "/placements/{placement}", operation_id = "tillarbetslivet.show_placement", tag = "placements",
    params(("placement" = Uuid, Path, description = "The placement's id")),
    responses((status = 200, description = "The placement", body = Placement)))]
pub(crate) async fn show(State(ctx): State<Ctx>, caller: Caller, Path(id): Path<Uuid>) -> Result<Json<Placement>> {
    let read = ctx.store.read(caller.tenant()).await?;
    Ok(Json(read.get::<placement::Entity>(id).await?.into()))
}

/// Cancels a placement before it begins: the seat is free again and the charge is taken back. Refuses (422) with `begun` or
/// `already-cancelled`.
#[utoipa::path(post, path = "/placements/{placement}/cancellation", operation_id = "tillarbetslivet.cancel_placement",
    tag = "placements", params(("placement" = Uuid, Path, description = "The placement's id"),
        ("Idempotency-Key" = String, Header, description = "8 to 128 characters, new for each act")),
    responses((status = 200, description = "The placement", body = Placement), (status = 422, description = "It has begun or is cancelled")))]
pub(crate) async fn cancel(State(ctx): State<Ctx>, caller: Caller, Path(id): Path<Uuid>) -> Result<Json<Placement>> {
    let tx = ctx.store.begin(&caller).await?;
    let result = placing::cancel(&tx, id).await;
    let row = finish(&ctx, &caller, tx, ("cancellation", &id.to_string()), result).await?;
    Ok(Json(row.into()))
}
