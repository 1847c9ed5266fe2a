//! Ballots: opened and closed by the association's office, open to the whole council.

use axum::{extract::State, http::StatusCode};
use chrono::{DateTime, NaiveDate, Utc};
use platform::{
    Caller, Ctx, Error, Result,
    extract::{Json, Path},
};
use serde::{Deserialize, Serialize};

use crate::{
    close, councils,
    domain::{lot, outcome::Outcome},
    entities::{ballot, item},
    open::{self, Opening},
};

/// An item on a ballot: a proposal as it stood when the ballot opened.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = GovernanceItem, example = json!({
    "item": 1, "proposal": 7, "title": "Läslistor för förskolan", "hours": 120, "low": 90, "high": 160
}))]
pub(crate) struct Item {
    /// Its number on the ballot, which votes name.
    pub item: i64,
    /// The proposal's number in the council.
    pub proposal: i64,
    pub title: String,
    pub hours: i64,
    pub low: i64,
    pub high: i64,
}

/// A ballot. The outcome, with every municipality's vote, is told when it is closed and not before.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = GovernanceBallot)]
pub(crate) struct Ballot {
    pub council: String,
    /// Its number in the council.
    pub ballot: i64,
    #[schema(example = "Bibblix färdplan 2027")]
    pub title: String,
    /// The hours budget.
    pub hours: i64,
    /// Items that a vote supports at least.
    pub minimum: i64,
    /// Seats in the voting register, which was fixed when the ballot opened.
    pub voters: i64,
    pub opened_at: DateTime<Utc>,
    pub closes_at: DateTime<Utc>,
    pub closed_at: Option<DateTime<Utc>>,
    pub items: Vec<Item>,
    /// SHA-256 of the salt of the lot that breaks ties; the salt is told with the outcome.
    #[schema(example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")]
    pub lot_commitment: String,
    pub outcome: Option<Outcome>,
}

/// What to open.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = GovernanceOpenBallot, example = json!({ "title": "Bibblix färdplan 2027", "hours": 420, "closes": "2026-12-11" }))]
pub(crate) struct OpenBallot {
    /// 5 to 120 characters.
    pub title: String,
    /// The hours budget.
    pub hours: i64,
    /// The last day, 14 to 90 days from now; it closes at 16.00 Swedish time.
    pub closes: NaiveDate,
}

impl From<item::Model> for Item {
    fn from(row: item::Model) -> Self {
        let item::Model { position, proposal, title, hours, low, high, .. } = row;
        Self { item: position, proposal, title, hours, low, high }
    }
}

impl Ballot {
    fn of(row: ballot::Model, items: Vec<item::Model>) -> Result<Self> {
        Ok(Self {
            lot_commitment: lot::hash(&row.salt),
            outcome: row.outcome.as_deref().map(serde_json::from_str).transpose()?,
            council: row.service,
            ballot: row.number,
            title: row.title,
            hours: row.hours,
            minimum: row.minimum,
            voters: row.voters,
            opened_at: row.opened_at,
            closes_at: row.closes_at,
            closed_at: row.closed_at,
            items: items.into_iter().map(Item::from).collect(),
        })
    }
}

/// Opens a ballot over all the council's estimated proposals; each municipality with a seat gets a paper. Refuses (422) with
/// `proposal-title`, `hours-budget`, `closing-day`, `too-few-items` (three at least) or `no-seats`.
#[utoipa::path(post, path = "/councils/{council}/ballots", operation_id = "governance.open_ballot", tag = "ballots",
    request_body = OpenBallot, params(("council" = String, Path, description = "The shared service"),
        ("Idempotency-Key" = String, Header, description = "8 to 128 characters, new for each act")),
    responses((status = 201, description = "The ballot", body = Ballot), (status = 422, description = "A rule forbids it")))]
pub(crate) async fn open(
    State(ctx): State<Ctx>,
    caller: Caller,
    Path(council): Path<String>,
    Json(body): Json<OpenBallot>,
) -> Result<(StatusCode, Json<Ballot>)> {
    let across = ctx.store.across(&caller, "a ballot is opened").await?;
    if councils::register(&across, &council, platform::clock::local_date(across.now())).await?.is_empty() {
        return Err(Error::NotFound);
    }
    let opening = Opening { title: body.title, hours: body.hours, closing: body.closes, opened: across.now() };
    let row = open::open(&across, &council, opening).await?;
    let items = close::items(&across, &council, row.number).await?;
    across.commit().await?;
    Ok((StatusCode::CREATED, Json(Ballot::of(row, items)?)))
}

/// Shows a ballot of a council that one sits in; once closed, with its outcome and everybody's votes.
#[utoipa::path(get, path = "/councils/{council}/ballots/{ballot}", operation_id = "governance.show_ballot", tag = "ballots",
    params(("council" = String, Path, description = "The shared service"), ("ballot" = i64, Path, description = "The ballot's number")),
    responses((status = 200, description = "The ballot", body = Ballot)))]
pub(crate) async fn show(
    State(ctx): State<Ctx>,
    caller: Caller,
    Path((council, number)): Path<(String, i64)>,
) -> Result<Json<Ballot>> {
    councils::seen(&ctx, &caller, &council).await?;
    let read = ctx.store.read(caller.tenant()).await?;
    let row = councils::ballot(&read, &council, number).await?;
    let items = councils::items(&read, &council, number).await?;
    Ok(Json(Ballot::of(row, items)?))
}

/// Closes a ballot and counts it. It closes by itself when its time comes; before that this refuses (422) with
/// `too-early-to-close` unless all have voted, and afterwards with `closed-already`.
#[utoipa::path(post, path = "/councils/{council}/ballots/{ballot}/close", operation_id = "governance.close_ballot", tag = "ballots",
    params(("council" = String, Path, description = "The shared service"), ("ballot" = i64, Path, description = "The ballot's number"),
        ("Idempotency-Key" = String, Header, description = "8 to 128 characters, new for each act")),
    responses((status = 200, description = "The outcome", body = Outcome), (status = 422, description = "It can't be closed now")))]
pub(crate) async fn close(
    State(ctx): State<Ctx>,
    caller: Caller,
    Path((council, number)): Path<(String, i64)>,
) -> Result<Json<Outcome>> {
    let across = ctx.store.across(&caller, "a ballot is closed").await?;
    let now = across.now();
    let outcome = close::close(&across, &council, number, now).await?;
    across.commit().await?;
    Ok(Json(outcome))
}
