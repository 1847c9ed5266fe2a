//! A municipality's own paper in a ballot: what it may vote on, and its vote.

use axum::extract::State;
use chrono::{DateTime, Utc};
use platform::{
    Caller, Ctx, Result,
    extract::{Json, Path},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::ballots::Item;
use crate::{
    councils,
    entities::paper,
    vote::{self, Wish},
};

/// The municipality's paper in a ballot.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = GovernancePaper)]
pub(crate) struct Paper {
    pub id: Uuid,
    pub council: String,
    /// The ballot's number in the council.
    pub ballot: i64,
    /// How many times the municipality has voted; the next vote names it as `seen`.
    pub seen: i64,
    /// Numbers of the items that it supports.
    pub approvals: Vec<i64>,
    /// The receipt of the last vote.
    #[schema(example = "BIBBLIX-2-4F3A01C2")]
    pub reference: Option<String>,
    pub voted_at: Option<DateTime<Utc>>,
    pub closes_at: DateTime<Utc>,
    /// The items that one may support.
    pub items: Vec<Item>,
}

/// A vote.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = GovernanceCastVote, example = json!({ "approvals": [1, 2, 3], "seen": 0 }))]
pub(crate) struct CastVote {
    /// Numbers of items on the ballot: at least three, no more than there are.
    pub approvals: Vec<i64>,
    /// How many votes of the municipality you have seen: 0 for the first, unless told.
    #[serde(default)]
    pub seen: i64,
}

/// What was cast.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = GovernanceReceipt, example = json!({ "reference": "BIBBLIX-2-4F3A01C2", "approvals": [1, 2, 3], "seen": 1 }))]
pub(crate) struct Receipt {
    pub reference: String,
    pub approvals: Vec<i64>,
    /// Name it as `seen` to change the vote.
    pub seen: i64,
}

impl From<paper::Model> for Receipt {
    fn from(row: paper::Model) -> Self {
        let approvals = row.supported();
        Self { reference: row.reference.unwrap_or_default(), approvals, seen: row.version }
    }
}

/// Shows the own municipality's paper.
#[utoipa::path(get, path = "/papers/{paper}", operation_id = "governance.show_paper", tag = "votes",
    params(("paper" = Uuid, Path, description = "The paper's id")), responses((status = 200, description = "The paper", body = Paper)))]
pub(crate) async fn show(State(ctx): State<Ctx>, caller: Caller, Path(id): Path<Uuid>) -> Result<Json<Paper>> {
    let read = ctx.store.read(caller.tenant()).await?;
    let row = vote::find(&read, id).await?;
    let ballot = councils::ballot(&read, &row.service, row.ballot).await?;
    let items = councils::items(&read, &row.service, row.ballot).await?;
    Ok(Json(Paper {
        approvals: row.supported(),
        id: row.id,
        council: row.service,
        ballot: row.ballot,
        seen: row.version,
        reference: row.reference,
        voted_at: row.voted_at,
        closes_at: ballot.closes_at,
        items: items.into_iter().map(Item::from).collect(),
    }))
}

/// Casts the own municipality's vote, or changes it. Refuses (422) with `ballot-closed`, `unknown-item`, `item-twice`,
/// `too-few-approvals` (three at least) or `voted-meanwhile` when a colleague has voted since. Every refusal is kept in the audit log.
#[utoipa::path(post, path = "/papers/{paper}/vote", operation_id = "governance.cast_vote", tag = "votes", request_body = CastVote,
    params(("paper" = Uuid, Path, description = "The paper's id"),
        ("Idempotency-Key" = String, Header, description = "8 to 128 characters, new for each act")),
    responses((status = 200, description = "The receipt", body = Receipt), (status = 422, description = "The vote is not taken")))]
pub(crate) async fn vote(
    State(ctx): State<Ctx>,
    caller: Caller,
    Path(id): Path<Uuid>,
    Json(body): Json<CastVote>,
) -> Result<Json<Receipt>> {
    let row = vote::send(&ctx, &caller, id, &Wish { items: body.approvals, seen: body.seen }).await?;
    Ok(Json(row.into()))
}
