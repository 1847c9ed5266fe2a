//! Runs over the API.

use axum::{
    extract::State as Ambient,
    http::{HeaderMap, HeaderValue, StatusCode, header},
};
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use platform::{
    Caller, Ctx, Error, Listed, Paging, Result,
    clock::local_date,
    extract::{Json, Path},
};
use sea_orm::{ColumnTrait, PaginatorTrait, QueryFilter, QueryOrder};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::runs::{domain::State, entities::run, issue, pages::issue_now, read, start};

/// A run of a service for a month. Sums are in öre and stand there once everything is rated.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Run {
    run: Uuid,
    service: String,
    /// First day of the month.
    month: NaiveDate,
    state: State,
    prepared_by: String,
    /// When the month was frozen.
    prepared_at: DateTime<Utc>,
    /// Organisations to rate.
    users: i64,
    /// SHA-256 over the frozen roll-ups.
    basis_sha256: String,
    /// Why rating stopped.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = json!(null))]
    problem: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lines: Option<i64>,
    /// SHA-256 over all lines: the same basis gives the same.
    #[serde(skip_serializing_if = "Option::is_none")]
    lines_sha256: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    invoices: Option<i64>,
    /// Öre excluding VAT.
    #[serde(skip_serializing_if = "Option::is_none")]
    net: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    vat: Option<i64>,
    /// Öre to pay, VAT and rounding included.
    #[serde(skip_serializing_if = "Option::is_none")]
    payable: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    approved_by: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    approved_at: Option<DateTime<Utc>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    invoice_date: Option<NaiveDate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    issued_at: Option<DateTime<Utc>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = json!(null))]
    discard_reason: Option<String>,
}

/// Some runs.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct RunList {
    items: Vec<Run>,
    page: u64,
    limit: u64,
    total: u64,
}

/// Which runs.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Wanted {
    /// One service only.
    service: Option<String>,
    /// One state only.
    state: Option<State>,
}

/// A run to start.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({ "service": "bibblix", "month": "2026-10-01" }))]
pub(super) struct RunWanted {
    service: String,
    /// First day of the month.
    month: NaiveDate,
}

/// Why a run is given up.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({ "reason": "Priset för november var fel" }))]
pub(super) struct Discard {
    /// 3 to 500 characters.
    reason: String,
}

fn shown(row: run::Model) -> Result<Run> {
    Ok(Run {
        state: row.state.parse()?,
        run: row.id,
        service: row.service,
        month: row.month,
        prepared_by: row.prepared_by,
        prepared_at: row.prepared_at,
        users: row.users,
        basis_sha256: row.basis_sha256,
        problem: row.problem,
        lines: row.lines,
        lines_sha256: row.lines_sha256,
        invoices: row.invoices,
        net: row.net,
        vat: row.vat,
        payable: row.payable,
        approved_by: row.approved_by,
        approved_at: row.approved_at,
        invoice_date: row.invoice_date,
        issued_at: row.issued_at,
        discard_reason: row.discard_reason,
    })
}

/// Runs, the latest month first, discarded ones too. Refuses nothing but wrong parameters.
#[utoipa::path(
    get, path = "/runs", operation_id = "billing.list_runs", tag = "runs", params(Wanted, Paging),
    responses((status = 200, body = RunList), (status = 400, description = "A parameter is wrong", body = platform::error::Problem))
)]
pub(super) async fn list(
    Ambient(ctx): Ambient<Ctx>,
    caller: Caller,
    Listed(wanted, paging): Listed<Wanted>,
) -> Result<Json<RunList>> {
    let (page, limit) = paging.parts();
    let across = ctx.store.across(&caller, "billing runs are listed").await?;
    let mut rows = across.find::<run::Entity>();
    if let Some(service) = &wanted.service {
        rows = rows.filter(run::Column::Service.eq(service));
    }
    if let Some(state) = wanted.state {
        rows = rows.filter(run::Column::State.eq(state.name()));
    }
    let total = rows.clone().count(across.db()).await?;
    let rows = rows.order_by_desc(run::Column::Month).order_by_desc(run::Column::PreparedAt);
    let rows = read::page_of(rows, page, limit).all(across.db()).await?;
    across.commit().await?;
    Ok(Json(RunList { items: rows.into_iter().map(shown).collect::<Result<_>>()?, page, limit, total }))
}

/// Starts a run: freezes the month and begins rating in the background; follow it at the Location. Refuses (422) a month that is not
/// over, one that has a run, one before which another has to be billed, one with nothing to bill, and meters without a price.
#[utoipa::path(
    post, path = "/runs", operation_id = "billing.create_run", tag = "runs", request_body = RunWanted,
    responses(
        (status = 202, body = Run, headers(("Location" = String, description = "The run"))),
        (status = 400, description = "A field is wrong", body = platform::error::Problem),
        (status = 422, description = "A rule forbids it", body = platform::error::Problem)
    )
)]
pub(super) async fn create(
    Ambient(ctx): Ambient<Ctx>,
    caller: Caller,
    Json(wanted): Json<RunWanted>,
) -> Result<(StatusCode, HeaderMap, Json<Run>)> {
    if wanted.month.day() != 1 {
        return Err(Error::invalid("month", "must be the first day of a month"));
    }
    let across = ctx.store.across(&caller, "a billing run is started").await?;
    let id = start::start(&ctx.site, &across, &wanted.service, wanted.month).await??;
    let run = shown(read::run(&across, id).await?)?;
    across.commit().await?;
    let mut headers = HeaderMap::new();
    headers.insert(
        header::LOCATION,
        HeaderValue::try_from(format!("/api/billing/v1/runs/{id}")).map_err(anyhow::Error::new)?,
    );
    Ok((StatusCode::ACCEPTED, headers, Json(run)))
}

/// A run and how far it is.
#[utoipa::path(
    get, path = "/runs/{run}", operation_id = "billing.get_run", tag = "runs", params(("run" = Uuid, Path)),
    responses((status = 200, body = Run))
)]
pub(super) async fn show(Ambient(ctx): Ambient<Ctx>, caller: Caller, Path(id): Path<Uuid>) -> Result<Json<Run>> {
    let across = ctx.store.across(&caller, "a billing run is looked at").await?;
    let run = read::run(&across, id).await?;
    across.commit().await?;
    Ok(Json(shown(run)?))
}

/// Gives up a run that has not been approved: the month is open again, the record stays. Refuses (422) in any other state.
#[utoipa::path(
    post, path = "/runs/{run}/discard", operation_id = "billing.discard_run", tag = "runs", params(("run" = Uuid, Path)),
    request_body = Discard,
    responses(
        (status = 200, body = Run),
        (status = 400, description = "A field is wrong", body = platform::error::Problem),
        (status = 422, description = "A rule forbids it", body = platform::error::Problem)
    )
)]
pub(super) async fn discard(
    Ambient(ctx): Ambient<Ctx>,
    caller: Caller,
    Path(id): Path<Uuid>,
    Json(wanted): Json<Discard>,
) -> Result<Json<Run>> {
    let reason = wanted.reason.trim();
    if !(3..=500).contains(&reason.chars().count()) {
        return Err(Error::invalid("reason", "must be 3 to 500 characters"));
    }
    let across = ctx.store.across(&caller, "a billing run is given up").await?;
    issue::discard(&across, id, reason).await??;
    let run = read::run(&across, id).await?;
    across.commit().await?;
    Ok(Json(shown(run)?))
}

/// Approves a run that somebody else has prepared and issues its invoices, dated today. Refuses (422) the one who prepared it, and a
/// run that does not wait for approval or has a negative invoice. Demands a fresh sign-in.
#[utoipa::path(
    post, path = "/runs/{run}/approve", operation_id = "billing.approve_run", tag = "runs", params(("run" = Uuid, Path)),
    responses((status = 200, body = Run), (status = 422, description = "A rule forbids it", body = platform::error::Problem))
)]
pub(super) async fn approve(Ambient(ctx): Ambient<Ctx>, caller: Caller, Path(id): Path<Uuid>) -> Result<Json<Run>> {
    let across = ctx.store.across(&caller, "a billing run is approved").await?;
    if let Err(refused) = issue::approve(&across, id, local_date(ctx.clock.now())).await? {
        drop(across);
        issue::record_refusal(&ctx.store, caller.actor(), id, &refused).await?;
        return Err(refused.into());
    }
    across.commit().await?;
    issue_now(&ctx, &caller, id).await;
    let read = ctx.store.across_read(caller.actor()).await?;
    Ok(Json(shown(read::run(&read, id).await?)?))
}
