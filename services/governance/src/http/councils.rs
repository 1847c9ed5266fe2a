//! Councils and their proposals.

use axum::{extract::State, http::StatusCode};
use chrono::{DateTime, Utc};
use platform::{
    Caller, Ctx, Error, Result,
    clock::local_date,
    extract::{Json, Path, Query},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    councils,
    domain::proposal::{Column, Estimate as Hours, State as At},
    entities::proposal,
    proposals,
};

/// A council that the caller may see.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = GovernanceCouncil, example = json!({ "council": "bibblix", "seat": "01890a5d-ac96-774b-bcce-b302099a8057" }))]
pub(crate) struct Council {
    /// The shared service.
    pub council: String,
    /// The own municipality's seat; null for the association.
    pub seat: Option<Uuid>,
}

/// A page of councils.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = GovernanceCouncils)]
pub(crate) struct Councils {
    pub items: Vec<Council>,
    pub page: u64,
    pub limit: u64,
    /// Councils in all.
    pub total: usize,
}

/// Which page of a list.
#[derive(Debug, Clone, Copy, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Paging {
    /// From 1.
    #[param(minimum = 1, default = 1)]
    page: Option<u64>,
    /// Items on a page.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u64>,
}

impl Paging {
    /// Page and limit, if they are in range.
    pub(crate) fn window(self) -> Result<(u64, u64)> {
        let (page, limit) = (self.page.unwrap_or(1), self.limit.unwrap_or(20));
        if !(1..=1_000_000).contains(&page) {
            return Err(Error::invalid("page", "count pages from 1"));
        }
        if !(1..=100).contains(&limit) {
            return Err(Error::invalid("limit", "ask for 1 to 100 items"));
        }
        Ok((page, limit))
    }
}

/// A proposal and where it is on the roadmap.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = GovernanceProposal, example = json!({
    "proposal": 7, "title": "Läslistor för förskolan", "text": "Förskolan vill kunna tipsa hemmen.", "municipality": "sandviken-2181",
    "proposedAt": "2026-10-01T08:00:00Z", "hours": 120, "low": 90, "high": 160, "state": "estimated", "column": "later", "ballot": null
}))]
pub(crate) struct Proposal {
    /// Its number in the council.
    pub proposal: i64,
    pub title: String,
    pub text: String,
    /// Who proposed it.
    #[schema(value_type = contracts::Tenant)]
    pub municipality: String,
    pub proposed_at: DateTime<Utc>,
    /// The likely number of hours; null until it is estimated.
    pub hours: Option<i64>,
    pub low: Option<i64>,
    pub high: Option<i64>,
    /// `proposed`, `estimated`, `on-ballot`, `next`, `now` or `done`.
    pub state: String,
    /// The roadmap's column: `now`, `next`, `later` or `done`.
    pub column: String,
    /// The last ballot that it was on.
    pub ballot: Option<i64>,
}

/// A council with its roadmap.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = GovernanceRoadmap)]
pub(crate) struct Roadmap {
    pub council: String,
    /// Municipalities with a seat today.
    #[schema(value_type = Vec<contracts::Tenant>)]
    pub members: Vec<String>,
    /// The latest first.
    pub proposals: Vec<Proposal>,
    /// Numbers of the ballots, the latest first.
    pub ballots: Vec<i64>,
}

/// What to propose.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = GovernancePropose, example = json!({ "title": "Läslistor för förskolan", "text": "Förskolan vill kunna tipsa hemmen." }))]
pub(crate) struct Propose {
    /// 5 to 120 characters.
    pub title: String,
    /// The need, 10 to 2000 characters; no names of persons.
    pub text: String,
}

/// What was proposed.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = GovernanceProposed, example = json!({ "council": "bibblix", "proposal": 7 }))]
pub(crate) struct Proposed {
    pub council: String,
    /// Its number in the council.
    pub proposal: i64,
}

/// Hours.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = GovernanceEstimate, example = json!({ "hours": 120, "low": 90, "high": 160 }))]
pub(crate) struct Estimate {
    /// The likely number, which the count uses; at least 1.
    pub hours: i64,
    pub low: Option<i64>,
    pub high: Option<i64>,
}

impl From<proposal::Model> for Proposal {
    fn from(row: proposal::Model) -> Self {
        let column = At::parse(&row.state).map_or(Column::Later, At::column).name().to_owned();
        let proposal::Model { number, title, text, municipality, proposed_at, hours, low, high, state, ballot, .. } =
            row;
        Self { proposal: number, title, text, municipality, proposed_at, hours, low, high, state, column, ballot }
    }
}

/// Lists the councils in which the own municipality has a seat; all of them for the association. Refuses (400) a page or limit out
/// of range.
#[utoipa::path(get, path = "/councils", operation_id = "governance.list_councils", tag = "councils", params(Paging),
    responses((status = 200, description = "A page of councils", body = Councils), (status = 400, description = "Page or limit is wrong")))]
pub(crate) async fn list(
    State(ctx): State<Ctx>,
    caller: Caller,
    Query(paging): Query<Paging>,
) -> Result<Json<Councils>> {
    let (page, limit) = paging.window()?;
    let all = councils::all_seen(&ctx, &caller).await?;
    let total = all.len();
    let before = usize::try_from((page - 1) * limit).unwrap_or(usize::MAX);
    let some = all.into_iter().skip(before).take(usize::try_from(limit).unwrap_or(20));
    let items = some.map(|(council, seat)| Council { council, seat: seat.map(|seat| seat.id) }).collect();
    Ok(Json(Councils { items, page, limit, total }))
}

/// Shows a council's members, proposals and roadmap to those who sit in it.
#[utoipa::path(get, path = "/councils/{council}", operation_id = "governance.show_council", tag = "councils",
    params(("council" = String, Path, description = "The shared service")),
    responses((status = 200, description = "The council", body = Roadmap)))]
pub(crate) async fn show(State(ctx): State<Ctx>, caller: Caller, Path(council): Path<String>) -> Result<Json<Roadmap>> {
    councils::seen(&ctx, &caller, &council).await?;
    let members = councils::members(&ctx, &council, local_date(ctx.clock.now())).await?;
    let read = ctx.store.read(caller.tenant()).await?;
    let proposals = councils::proposals(&read, &council).await?.into_iter().map(Proposal::from).collect();
    let ballots = councils::ballots(&read, &council).await?.into_iter().map(|row| row.number).collect();
    Ok(Json(Roadmap { council, members: members.into_iter().map(String::from).collect(), proposals, ballots }))
}

/// Proposes in the council of the own municipality's seat. Refuses (422) with `proposal-title` or `proposal-text`.
#[utoipa::path(post, path = "/seats/{seat}/proposals", operation_id = "governance.propose", tag = "councils", request_body = Propose,
    params(("seat" = Uuid, Path, description = "The own seat's id"),
        ("Idempotency-Key" = String, Header, description = "8 to 128 characters, new for each act")),
    responses((status = 201, description = "The proposal's number", body = Proposed),
        (status = 422, description = "Title or text says too little or too much")))]
pub(crate) async fn propose(
    State(ctx): State<Ctx>,
    caller: Caller,
    Path(seat): Path<Uuid>,
    Json(body): Json<Propose>,
) -> Result<(StatusCode, Json<Proposed>)> {
    let tx = ctx.store.begin(&caller).await?;
    let (council, proposal) = proposals::propose(&tx, seat, (&body.title, &body.text), tx.now()).await?;
    tx.commit().await?;
    Ok((StatusCode::CREATED, Json(Proposed { council, proposal })))
}

/// Estimates a proposal's hours. Refuses (422) with `estimate-hours` (at least 1), `estimate-spread` or `estimate-stands` once it is
/// on a ballot.
#[utoipa::path(post, path = "/councils/{council}/proposals/{proposal}/estimate", operation_id = "governance.estimate_proposal",
    tag = "councils", request_body = Estimate,
    params(("council" = String, Path, description = "The shared service"), ("proposal" = i64, Path, description = "The proposal's number"),
        ("Idempotency-Key" = String, Header, description = "8 to 128 characters, new for each act")),
    responses((status = 204, description = "It is estimated"), (status = 422, description = "A rule forbids it")))]
pub(crate) async fn estimate(
    State(ctx): State<Ctx>,
    caller: Caller,
    Path((council, proposal)): Path<(String, i64)>,
    Json(body): Json<Estimate>,
) -> Result<StatusCode> {
    let across = ctx.store.across(&caller, "a proposal is estimated").await?;
    let hours = Hours::new(body.hours, body.low, body.high)?;
    proposals::estimate(&across, &council, proposal, hours).await?;
    across.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Moves a chosen proposal on: from next to now, from now to done. Refuses (422) with `no-such-move`.
#[utoipa::path(post, path = "/councils/{council}/roadmap/{item}/move", operation_id = "governance.move_roadmap", tag = "councils",
    params(("council" = String, Path, description = "The shared service"), ("item" = i64, Path, description = "The proposal's number"),
        ("Idempotency-Key" = String, Header, description = "8 to 128 characters, new for each act")),
    responses((status = 204, description = "It has moved"), (status = 422, description = "It is not next or now")))]
pub(crate) async fn advance(
    State(ctx): State<Ctx>,
    caller: Caller,
    Path((council, item)): Path<(String, i64)>,
) -> Result<StatusCode> {
    let across = ctx.store.across(&caller, "the roadmap moves").await?;
    proposals::advance(&across, &council, item).await?;
    across.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
