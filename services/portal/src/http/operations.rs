//! The operators' pages as data, so that what they do can be scripted.

use axum::{extract::State, http::StatusCode};
use contracts::billing::{ControlSummary, ControlTotals};
use platform::{
    Api, Caller, Ctx, Error, Listed, Paging, Result,
    backup::{self, Kept},
    extract::{Json, Path},
    operations::{self, Decision, Instance, ParkedDetail, ParkedEvent, ServiceState},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::routes;
use uuid::Uuid;

use crate::permissions::{OPERATE, OPERATIONS};

/// The operations.
pub fn api() -> Api {
    Api::new()
        .at(&OPERATIONS, routes!(services))
        .at(&OPERATIONS, routes!(backups))
        .at(&OPERATIONS, routes!(list_parked))
        .at(&OPERATIONS, routes!(parked))
        .at(&OPERATE, routes!(retry))
        .at(&OPERATE, routes!(drop_event))
        .at(&OPERATE, routes!(run_schedule))
}

/// A service, and what it says of itself.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct OperationsService {
    /// Its name.
    service: &'static str,
    /// Whether it answers.
    answers: bool,
    /// What it says; none when it does not answer.
    state: Option<ServiceState>,
    /// Its processes that answer.
    instances: Vec<Instance>,
}

/// How the installation runs.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Operations {
    /// Every service, those that do not answer among them.
    services: Vec<OperationsService>,
    /// How the services' own counts of the last 35 days compare with what billing received; none when billing does not answer.
    control_totals: Option<ControlSummary>,
}

/// Tells how every service is: what waits, what is parked, schedules, checks, versions. A service that does not answer is told as
/// such.
#[utoipa::path(get, path = "/operations", operation_id = "portal.operations", tag = "operations",
    responses((status = 200, description = "Every service", body = Operations)))]
async fn services(State(ctx): State<Ctx>) -> Result<Json<Operations>> {
    let asked = ControlTotals { since: ctx.clock.now().date_naive() - chrono::Days::new(35) };
    let (states, instances, control) =
        tokio::join!(operations::states(&ctx), operations::instances(&ctx), ctx.ask(&asked));
    let services = states.into_iter().zip(instances).map(|((service, state), (_, instances))| OperationsService {
        service,
        answers: state.is_some(),
        state,
        instances,
    });
    Ok(Json(Operations { services: services.collect(), control_totals: control.ok() }))
}

/// The backups in the configured folder.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct OperationsBackups {
    /// Whether a folder is configured (`backup.directory`).
    configured: bool,
    /// This page's, the newest first.
    items: Vec<Kept>,
    /// The page, from 1.
    page: u64,
    /// The most on a page.
    limit: u64,
    /// On all pages.
    total: usize,
}

/// Lists the backups that lie in the configured folder, the newest first.
#[utoipa::path(get, path = "/operations/backups", operation_id = "portal.list_backups", tag = "operations", params(Paging),
    responses((status = 200, description = "The backups", body = OperationsBackups)))]
async fn backups(State(ctx): State<Ctx>, paging: Paging) -> Result<Json<OperationsBackups>> {
    let kept = backup::shelf(&ctx.config).await?;
    let (page, limit) = paging.parts();
    let (configured, all) = (kept.is_some(), kept.unwrap_or_default());
    let total = all.len();
    Ok(Json(OperationsBackups { configured, items: paging.cut(all), page, limit, total }))
}

/// A parked event with the service that could not handle it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct OperationsParked {
    /// Which service.
    service: &'static str,
    /// The event.
    event: ParkedEvent,
}

/// A page of parked events.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct OperationsParkedPage {
    /// This page's: those that wait first, then those that were settled lately.
    items: Vec<OperationsParked>,
    /// The page, from 1.
    page: u64,
    /// The most on a page.
    limit: u64,
    /// On all pages.
    total: usize,
    /// Services that do not answer: what they have parked is not in the list.
    silent_services: Vec<&'static str>,
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct ParkedQuery {
    /// Only this service's.
    #[param(example = "billing")]
    service: Option<String>,
}

/// Lists events that the services could not handle. Refuses with 400 when a parameter is wrong.
#[utoipa::path(get, path = "/operations/parked-events", operation_id = "portal.list_parked_events", tag = "operations",
    params(ParkedQuery, Paging), responses((status = 200, description = "A page of events", body = OperationsParkedPage)))]
async fn list_parked(
    State(ctx): State<Ctx>,
    Listed(query, paging): Listed<ParkedQuery>,
) -> Result<Json<OperationsParkedPage>> {
    let (mut all, mut silent) = (Vec::new(), Vec::new());
    for (service, found) in operations::parked(&ctx).await {
        let wanted = query.service.as_deref().is_none_or(|only| only == service);
        match found {
            Some(events) if wanted => all.extend(events.into_iter().map(|event| OperationsParked { service, event })),
            Some(_) => {}
            None => silent.push(service),
        }
    }
    all.sort_by_key(|one| (one.event.resolved_at.is_some(), one.event.parked_at));
    let total = all.len();
    let (page, limit) = paging.parts();
    Ok(Json(OperationsParkedPage { items: paging.cut(all), page, limit, total, silent_services: silent }))
}

/// Tells all that is known of a parked event: what arrived, every error, what was decided. Refuses with 404 when there is none, with
/// 503 when the service does not answer.
#[utoipa::path(get, path = "/operations/parked-events/{service}/{event}", operation_id = "portal.parked_event", tag = "operations",
    params(("service" = String, Path, description = "The service that could not handle it"), ("event" = Uuid, Path, description = "As listed")),
    responses((status = 200, description = "The event", body = ParkedDetail)))]
async fn parked(
    State(ctx): State<Ctx>,
    caller: Caller,
    Path((service, event)): Path<(String, Uuid)>,
) -> Result<Json<ParkedDetail>> {
    let found = operations::parked_event(&ctx, &service, event).await?;
    let across = ctx.store.across(&caller, &format!("parked event {event} of {service} is read")).await?;
    across.commit().await?;
    Ok(Json(found))
}

/// Has a parked event handled once more, within seconds: read it to see the outcome. Refuses with 422 when it has been decided about,
/// with 503 when the service does not answer.
#[utoipa::path(post, path = "/operations/parked-events/{service}/{event}/retry", operation_id = "portal.retry_parked_event", tag = "operations",
    params(("service" = String, Path, description = "The service that could not handle it"), ("event" = Uuid, Path, description = "As listed")),
    responses((status = 202, description = "It is tried again")))]
async fn retry(
    State(ctx): State<Ctx>,
    caller: Caller,
    Path((service, event)): Path<(String, Uuid)>,
) -> Result<StatusCode> {
    operations::decide(&ctx, &caller, &service, event, Decision::Retry).await?;
    Ok(StatusCode::ACCEPTED)
}

/// Why a parked event is dropped.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({ "reason": "Händelsen skickades av misstag och saknar värde." }))]
struct OperationsDrop {
    /// 10 to 500 characters, kept on record.
    #[schema(min_length = 10, max_length = 500)]
    reason: String,
}

/// Drops a parked event for good. Refuses with 400 when the reason is too short or too long, with 422 when it has been decided about,
/// with 503 when the service does not answer.
#[utoipa::path(post, path = "/operations/parked-events/{service}/{event}/drop", operation_id = "portal.drop_parked_event", tag = "operations",
    params(("service" = String, Path, description = "The service that could not handle it"), ("event" = Uuid, Path, description = "As listed")),
    request_body = OperationsDrop, responses((status = 202, description = "It is dropped")))]
async fn drop_event(
    State(ctx): State<Ctx>,
    caller: Caller,
    Path((service, event)): Path<(String, Uuid)>,
    Json(body): Json<OperationsDrop>,
) -> Result<StatusCode> {
    operations::decide(&ctx, &caller, &service, event, Decision::Drop { reason: body.reason }).await?;
    Ok(StatusCode::ACCEPTED)
}

/// Has the run of a schedule that was due last made once more, within seconds; `verify` is the service's check of its own data.
/// Refuses with 404 when there is no such schedule, with 422 when it runs already or is not made to run out of turn, with 503 when the
/// service does not answer.
#[utoipa::path(post, path = "/operations/schedules/{service}/{schedule}/run", operation_id = "portal.run_schedule", tag = "operations",
    params(("service" = String, Path, description = "The service"), ("schedule" = String, Path, description = "As told of the service")),
    responses((status = 202, description = "It begins within seconds")))]
async fn run_schedule(
    State(ctx): State<Ctx>,
    caller: Caller,
    Path((service, schedule)): Path<(String, String)>,
) -> Result<StatusCode, Error> {
    operations::run_now(&ctx, &caller, &service, &schedule).await?;
    Ok(StatusCode::ACCEPTED)
}
