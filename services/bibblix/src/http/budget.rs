//! The month's budget.

use axum::{
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use chrono::{DateTime, NaiveDate, Utc};
use platform::{
    Caller, Ctx, Error, Read, Result,
    clock::{local_month, next_month},
    etag::{self, IfMatch},
    extract::Json,
};
use serde::{Deserialize, Serialize};

use crate::{
    budgets,
    domain::budget::{HIGHEST_CAP, WARN_LEVELS},
    entities::municipality,
};

/// This month's budget for loans.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = BibblixBudget, example = json!({
    "month": "2026-11-01", "capOre": 2_500_000, "committedOre": 1_312_800, "leftOre": 1_187_200, "percent": 52, "warnLevels": [50, 80, 95],
    "until": "2026-12-01", "decidedAt": "2026-01-12T09:30:00Z"
}))]
pub(crate) struct Budget {
    /// First day of the month.
    pub month: NaiveDate,
    /// Öre that may be used in a month.
    pub cap_ore: i64,
    /// Öre used: loans granted minus loans taken back.
    pub committed_ore: i64,
    /// Öre left.
    pub left_ore: i64,
    /// Per cent used, rounded down.
    pub percent: i64,
    /// Per cent at which the portal warns.
    pub warn_levels: [i64; 3],
    /// The day on which a new month's budget begins.
    pub until: NaiveDate,
    /// When the municipality decided the cap; null while the default holds.
    pub decided_at: Option<DateTime<Utc>>,
}

/// A decision about the budget.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = BibblixDecideBudget, example = json!({ "capOre": 2_500_000 }))]
pub(crate) struct DecideBudget {
    /// Öre that may be used in a month, from this month on: 0 to 1 000 000 000.
    #[schema(minimum = 0, maximum = 1_000_000_000)]
    pub cap_ore: i64,
}

/// Shows this month's budget; the ETag is what a change must send as If-Match.
#[utoipa::path(get, path = "/budget", operation_id = "bibblix.show_budget", tag = "budget",
    responses((status = 200, description = "The budget", body = Budget, headers(("ETag" = String, description = "For If-Match")))))]
pub(crate) async fn show(State(ctx): State<Ctx>, caller: Caller) -> Result<Response> {
    let read = ctx.store.read(caller.tenant()).await?;
    let decided = budgets::decided(&read).await?;
    tell(&read, decided, ctx.clock.now()).await
}

/// Decides the cap of this month and those that follow. Refuses (428) without If-Match, (412) when somebody has decided since,
/// (400) a cap out of range, and (422) with `cap-below-committed` a cap lower than what this month has used already.
#[utoipa::path(put, path = "/budget", operation_id = "bibblix.decide_budget", tag = "budget", request_body = DecideBudget,
    responses((status = 200, description = "The budget", body = Budget), (status = 400, description = "The cap is out of range"),
        (status = 412, description = "Somebody has decided since"), (status = 422, description = "The cap is lower than what is used"),
        (status = 428, description = "If-Match is missing")))]
pub(crate) async fn decide(
    State(ctx): State<Ctx>,
    caller: Caller,
    if_match: IfMatch,
    Json(body): Json<DecideBudget>,
) -> Result<Response> {
    if !(0..=HIGHEST_CAP).contains(&body.cap_ore) {
        return Err(Error::invalid("capOre", "is 0 to 1 000 000 000 öre"));
    }
    let tx = ctx.store.begin(&caller).await?;
    let seen = budgets::lock(&tx).await?.revision;
    if_match.check(&etag::of_revision(seen))?;
    let row = budgets::decide(&tx, body.cap_ore, Some(seen)).await?;
    let answer = tell(&tx, Some(row), ctx.clock.now()).await?;
    tx.commit().await?;
    Ok(answer)
}

async fn tell(read: &Read, decided: Option<municipality::Model>, now: DateTime<Utc>) -> Result<Response> {
    let month = local_month(now);
    let budget = budgets::of_month(read, decided.as_ref(), month).await?;
    let etag = etag::of_revision(budgets::revision(decided.as_ref()));
    let told = Budget {
        month,
        cap_ore: budget.cap,
        committed_ore: budget.committed,
        left_ore: budget.left(),
        percent: budget.percent(),
        warn_levels: WARN_LEVELS,
        until: next_month(month),
        decided_at: decided.and_then(|row| row.decided_at),
    };
    Ok(([(header::ETAG, etag)], Json(told)).into_response())
}
