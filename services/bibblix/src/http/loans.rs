//! Loans of the own municipality.

use axum::{
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use chrono::{DateTime, Utc};
use platform::{
    Caller, Ctx, Error, Listed, Paging, Result,
    extract::{Json, Path},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    catalogue,
    domain::{card::CardNumber, loan::Status},
    end,
    entities::loan,
    lend,
};

/// A loan. The price was found when it started and never changes.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = BibblixLoan, example = json!({
    "id": "01890a5d-ac96-774b-bcce-b302099a8057", "title": "01890a5d-ac96-774b-bcce-b302099a8058", "card": "9f86d081884c7d659a2feaa0c55ad015",
    "status": "active", "started": "2026-11-22T08:00:00Z", "due": "2026-12-20T08:00:00Z", "ended": null,
    "price": { "ore": 2000, "priceList": "2026-1", "step": "6-12" }, "usageEvent": "01890a5d-ac96-774b-bcce-b302099a8059",
    "reversalEvent": null, "reversalReason": null
}))]
pub(crate) struct Loan {
    pub id: Uuid,
    /// The title's id.
    pub title: Uuid,
    /// The library card's pseudonym in this municipality, never its number; null 30 days after the loan ended.
    pub card: Option<String>,
    /// `active`, `returned`, `expired` or `reversed`.
    pub status: String,
    pub started: DateTime<Utc>,
    pub due: DateTime<Utc>,
    pub ended: Option<DateTime<Utc>>,
    /// Null for a loan out of a prepaid bundle.
    pub price: Option<Price>,
    /// The usage event that tells of it.
    pub usage_event: Uuid,
    /// The usage event that takes it back.
    pub reversal_event: Option<Uuid>,
    pub reversal_reason: Option<String>,
}

/// What a loan costs.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = BibblixPrice)]
pub(crate) struct Price {
    /// Öre, excluding VAT.
    pub ore: i64,
    /// The version of the price list.
    pub price_list: String,
    /// The step of the title's age in months.
    pub step: String,
}

/// A page of loans.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = BibblixLoans)]
pub(crate) struct Loans {
    pub items: Vec<Loan>,
    pub page: u64,
    pub limit: u64,
    /// Loans that fit.
    pub total: u64,
}

/// Which loans.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Filter {
    /// `active`, `returned`, `expired` or `reversed`.
    #[param(example = "active")]
    status: Option<String>,
}

/// Whom to lend what.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = BibblixStartLoan, example = json!({ "title": "01890a5d-ac96-774b-bcce-b302099a8058", "card": "21810012345" }))]
pub(crate) struct StartLoan {
    /// The title's id.
    pub title: Uuid,
    /// The library card's number, 4 to 32 letters and digits. It is not stored.
    pub card: String,
}

/// Why a loan is taken back.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = BibblixReverseLoan, example = json!({ "reason": "Boken gick inte att öppna i appen" }))]
pub(crate) struct ReverseLoan {
    /// What failed, 5 to 500 characters; no names.
    pub reason: String,
}

impl Loan {
    /// The loan as it is at an instant.
    pub(crate) fn at(row: loan::Model, now: DateTime<Utc>) -> Self {
        let status = lend::status(&row).at(row.due, now).name().to_owned();
        let ore = row.price_ore;
        let price = row.price_list.zip(row.price_step).map(|(price_list, step)| Price { ore, price_list, step });
        Self {
            id: row.id,
            title: row.title,
            card: row.card,
            status,
            started: row.started,
            due: row.due,
            ended: row.ended,
            price,
            usage_event: row.usage_event,
            reversal_event: row.reversal_event,
            reversal_reason: row.reversal_reason,
        }
    }
}

/// Lists the own municipality's loans, the latest first. Refuses (400) an unknown status and a page or limit out of range.
#[utoipa::path(get, path = "/loans", operation_id = "bibblix.list_loans", tag = "loans", params(Filter, Paging),
    responses((status = 200, description = "A page of loans", body = Loans), (status = 400, description = "Status, page or limit is wrong")))]
pub(crate) async fn list(
    State(ctx): State<Ctx>,
    caller: Caller,
    Listed(filter, paging): Listed<Filter>,
) -> Result<Json<Loans>> {
    let (page, limit) = paging.parts();
    let unknown = || Error::invalid("status", "is active, returned, expired or reversed");
    let status = filter.status.map(|name| Status::parse(&name).ok_or_else(unknown)).transpose()?;
    let (read, now) = (ctx.store.read(caller.tenant()).await?, ctx.clock.now());
    let (rows, total) = catalogue::loans(&read, status, now, page, limit).await?;
    Ok(Json(Loans { items: rows.into_iter().map(|row| Loan::at(row, now)).collect(), page, limit, total }))
}

/// Lends a title to a library card for 28 days, at the price of the day. Refuses (422) with `not-subscribed`, `unknown-title`,
/// `not-published`, `no-price`, `loan-limit` (5 at a time), `weekly-limit` (5 in 7 days), `already-on-loan` or `budget-exhausted`
/// (the month's cap is never exceeded; the answer says what is left and when a new month begins), and (400) what is no card number.
#[utoipa::path(post, path = "/loans", operation_id = "bibblix.start_loan", tag = "loans", request_body = StartLoan,
    params(("Idempotency-Key" = String, Header, description = "8 to 128 characters, new for each act")),
    responses((status = 201, description = "The loan", body = Loan), (status = 400, description = "A field is wrong"),
        (status = 409, description = "The Idempotency-Key is in use"), (status = 422, description = "A rule of lending forbids it")))]
pub(crate) async fn start(State(ctx): State<Ctx>, caller: Caller, Json(body): Json<StartLoan>) -> Result<Response> {
    let card = CardNumber::parse(&body.card).map_err(|refused| Error::invalid("card", refused.to_string()))?;
    let tx = ctx.store.begin(&caller).await?;
    let row = lend::start(&tx, body.title, &card).await?;
    tx.commit().await?;
    let location = format!("/api/bibblix/v1/loans/{}", row.id);
    let loan = Loan::at(row, ctx.clock.now());
    Ok((StatusCode::CREATED, [(header::LOCATION, location)], Json(loan)).into_response())
}

/// Shows one of the own municipality's loans.
#[utoipa::path(get, path = "/loans/{loan}", operation_id = "bibblix.show_loan", tag = "loans",
    params(("loan" = Uuid, Path, description = "The loan's id")), responses((status = 200, description = "The loan", body = Loan)))]
pub(crate) async fn show(State(ctx): State<Ctx>, caller: Caller, Path(id): Path<Uuid>) -> Result<Json<Loan>> {
    let read = ctx.store.read(caller.tenant()).await?;
    Ok(Json(Loan::at(read.get::<loan::Entity>(id).await?, ctx.clock.now())))
}

/// Receives a returned loan: the card's place is free again. Nothing is paid back. Refuses (422) with `already-returned`, or
/// `loan-ended` when its time is over or it has been taken back.
#[utoipa::path(post, path = "/loans/{loan}/return", operation_id = "bibblix.return_loan", tag = "loans",
    params(("loan" = Uuid, Path, description = "The loan's id"),
        ("Idempotency-Key" = String, Header, description = "8 to 128 characters, new for each act")),
    responses((status = 200, description = "The loan", body = Loan), (status = 422, description = "The loan has ended already")))]
pub(crate) async fn give_back(State(ctx): State<Ctx>, caller: Caller, Path(id): Path<Uuid>) -> Result<Json<Loan>> {
    let tx = ctx.store.begin(&caller).await?;
    let row = end::give_back(&tx, id).await?;
    tx.commit().await?;
    Ok(Json(Loan::at(row, ctx.clock.now())))
}

/// Takes a loan back that technology failed: it costs nothing, counts towards no limit, and its price returns to the budget of its
/// month. Refuses (422) with `too-late-to-reverse` more than 24 hours after its start, `already-reversed` or `loan-ended`, and
/// (400) a reason that is missing or too long.
#[utoipa::path(post, path = "/loans/{loan}/reversal", operation_id = "bibblix.reverse_loan", tag = "loans", request_body = ReverseLoan,
    params(("loan" = Uuid, Path, description = "The loan's id"),
        ("Idempotency-Key" = String, Header, description = "8 to 128 characters, new for each act")),
    responses((status = 200, description = "The loan", body = Loan), (status = 400, description = "The reason is wrong"),
        (status = 422, description = "The loan can't be taken back")))]
pub(crate) async fn reverse(
    State(ctx): State<Ctx>,
    caller: Caller,
    Path(id): Path<Uuid>,
    Json(body): Json<ReverseLoan>,
) -> Result<Json<Loan>> {
    let reason =
        reason(&body.reason).ok_or_else(|| Error::invalid("reason", "say what failed in 5 to 500 characters"))?;
    let tx = ctx.store.begin(&caller).await?;
    let row = end::reverse(&tx, id, reason).await?;
    tx.commit().await?;
    Ok(Json(Loan::at(row, ctx.clock.now())))
}

/// A reason, if it says something.
pub(crate) fn reason(text: &str) -> Option<&str> {
    let text = text.trim();
    (5..=500).contains(&text.chars().count()).then_some(text)
}
