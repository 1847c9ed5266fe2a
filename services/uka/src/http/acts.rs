//! What is done for a young person: contacts, measures, closing, protection.

use axum::{extract::State, http::StatusCode};
use chrono::NaiveDate;
use platform::{
    Caller, Ctx, Error, Result,
    extract::{Json, Path},
};
use serde::Deserialize;
use uuid::Uuid;

use super::{
    code,
    youths::{Contact, Measure, Youth},
};
use crate::{
    cases,
    desk::Desk,
    domain::codes::{self, Closing, MeasureKind, Outcome, Way},
    entities::measure,
    follow::{self, NewContact},
};

/// A contact to record.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = UkaRecordContact, example = json!({ "day": "2026-11-20", "way": "letter", "outcome": "no-answer", "next": "2026-12-04" }))]
pub(crate) struct RecordContact {
    /// The day of it, not in the future.
    pub day: NaiveDate,
    /// `letter`, `sms`, `phone`, `email`, `meeting`, `home-visit`, `social-media` or `via-guardian`.
    pub way: String,
    /// `reached`, `agreed-meeting`, `refused`, `no-answer`, `wrong-number` or `not-home`.
    pub outcome: String,
    /// At most 500 characters; nothing sensitive. It is stored encrypted.
    pub note: Option<String>,
    /// The next follow-up; 30 days from now unless told.
    pub next: Option<NaiveDate>,
}

/// A measure to start.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = UkaStartMeasure, example = json!({ "kind": "guidance", "starts": "2026-11-20" }))]
pub(crate) struct StartMeasure {
    /// `guidance`, `motivating-talk`, `im-study`, `placement`, `validation`, `mentor`, `work-programme` or `other`.
    pub kind: String,
    /// Its first day.
    pub starts: NaiveDate,
    /// Its last day, if known.
    pub ends: Option<NaiveDate>,
}

/// A measure's end.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = UkaEndMeasure, example = json!({ "ends": "2026-11-20" }))]
pub(crate) struct EndMeasure {
    /// Its last day.
    pub ends: NaiveDate,
}

/// Why a case is closed.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = UkaCloseCase, example = json!({ "reason": "started-education" }))]
pub(crate) struct CloseCase {
    /// `started-education`, `completed-education`, `turned-20`, `moved-out`, `out-of-country`, `deceased` or `registered-in-error`.
    pub reason: String,
}

/// Whether an identity is protected.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = UkaProtectYouth, example = json!({ "protected": true }))]
pub(crate) struct ProtectYouth {
    /// Only who may open protected identities says false.
    pub protected: bool,
}

/// Records a contact or an attempt, and sets the next follow-up. Refuses (422) with `contact-in-future`, `before-case`,
/// `follow-up-in-past`, `case-closed` or `protected-identity`, and (400) fields that are wrong.
#[utoipa::path(post, path = "/youths/{youth}/contacts", operation_id = "uka.record_contact", tag = "cases", request_body = RecordContact,
    params(("youth" = Uuid, Path, description = "The young person's id"),
        ("Idempotency-Key" = String, Header, description = "8 to 128 characters, new for each act")),
    responses((status = 201, description = "The contact", body = Contact), (status = 400, description = "A field is wrong"),
        (status = 422, description = "A rule forbids it")))]
pub(crate) async fn contact(
    State(ctx): State<Ctx>,
    caller: Caller,
    Path(id): Path<Uuid>,
    Json(body): Json<RecordContact>,
) -> Result<(StatusCode, Json<Contact>)> {
    let way = code("way", &body.way, Way::ALL, Way::parse, Way::name)?;
    let outcome = code("outcome", &body.outcome, Outcome::ALL, Outcome::parse, Outcome::name)?;
    let note = body.note.unwrap_or_default();
    let note = codes::note(&note).map_err(|()| Error::invalid("note", "write at most 500 characters"))?;
    let desk = Desk::open(&ctx, &caller).await?;
    let new = NewContact { day: body.day, way, outcome, note, next: body.next };
    let result = follow::record(&desk, id, new).await;
    let row = desk.finish_on(&ctx, &caller, id, result).await?;
    let note = note.map(ToOwned::to_owned);
    let made = Contact { id: row.id, day: row.day, way: row.way, outcome: row.outcome, note };
    Ok((StatusCode::CREATED, Json(made)))
}

/// Starts a measure. Refuses (422) with `ends-before-start`, `case-closed` or `protected-identity`, and (400) fields that are wrong.
#[utoipa::path(post, path = "/youths/{youth}/measures", operation_id = "uka.start_measure", tag = "cases", request_body = StartMeasure,
    params(("youth" = Uuid, Path, description = "The young person's id"),
        ("Idempotency-Key" = String, Header, description = "8 to 128 characters, new for each act")),
    responses((status = 201, description = "The measure", body = Measure), (status = 400, description = "A field is wrong"),
        (status = 422, description = "A rule forbids it")))]
pub(crate) async fn start_measure(
    State(ctx): State<Ctx>,
    caller: Caller,
    Path(id): Path<Uuid>,
    Json(body): Json<StartMeasure>,
) -> Result<(StatusCode, Json<Measure>)> {
    let kind = code("kind", &body.kind, MeasureKind::ALL, MeasureKind::parse, MeasureKind::name)?;
    let desk = Desk::open(&ctx, &caller).await?;
    let result = follow::start(&desk, id, kind, body.starts, body.ends).await;
    Ok((StatusCode::CREATED, Json(Measure::of(desk.finish_on(&ctx, &caller, id, result).await?))))
}

/// Ends a measure. Refuses (422) with `ends-before-start`, `measure-ended`, `case-closed` or `protected-identity`.
#[utoipa::path(post, path = "/measures/{measure}/end", operation_id = "uka.end_measure", tag = "cases", request_body = EndMeasure,
    params(("measure" = Uuid, Path, description = "The measure's id"),
        ("Idempotency-Key" = String, Header, description = "8 to 128 characters, new for each act")),
    responses((status = 200, description = "The measure", body = Measure), (status = 422, description = "A rule forbids it")))]
pub(crate) async fn end_measure(
    State(ctx): State<Ctx>,
    caller: Caller,
    Path(id): Path<Uuid>,
    Json(body): Json<EndMeasure>,
) -> Result<Json<Measure>> {
    let desk = Desk::open(&ctx, &caller).await?;
    let whose = desk.tx.get::<measure::Entity>(id).await?.youth;
    let result = follow::end(&desk, id, body.ends).await;
    Ok(Json(Measure::of(desk.finish_on(&ctx, &caller, whose, result).await?)))
}

/// Closes a case with its reason; measures that go on end with it. Refuses (422) with `case-closed`, `not-twenty-yet` or
/// `protected-identity`, and (400) an unknown reason.
#[utoipa::path(post, path = "/youths/{youth}/close", operation_id = "uka.close_case", tag = "cases", request_body = CloseCase,
    params(("youth" = Uuid, Path, description = "The young person's id"),
        ("Idempotency-Key" = String, Header, description = "8 to 128 characters, new for each act")),
    responses((status = 200, description = "The young person", body = Youth), (status = 400, description = "The reason is unknown"),
        (status = 422, description = "A rule forbids it")))]
pub(crate) async fn close(
    State(ctx): State<Ctx>,
    caller: Caller,
    Path(id): Path<Uuid>,
    Json(body): Json<CloseCase>,
) -> Result<Json<Youth>> {
    let reason = code("reason", &body.reason, Closing::ALL, Closing::parse, Closing::name)?;
    let desk = Desk::open(&ctx, &caller).await?;
    let result = cases::close(&desk, id, reason).await;
    Ok(Json(Youth::of(desk.finish_on(&ctx, &caller, id, result).await?, None, None)))
}

/// Marks an identity as protected; only who may open such may take the mark away. Refuses (422) with `protected-identity`.
#[utoipa::path(post, path = "/youths/{youth}/protection", operation_id = "uka.protect_youth", tag = "cases", request_body = ProtectYouth,
    params(("youth" = Uuid, Path, description = "The young person's id"),
        ("Idempotency-Key" = String, Header, description = "8 to 128 characters, new for each act")),
    responses((status = 200, description = "The young person", body = Youth), (status = 422, description = "The identity is protected")))]
pub(crate) async fn protect(
    State(ctx): State<Ctx>,
    caller: Caller,
    Path(id): Path<Uuid>,
    Json(body): Json<ProtectYouth>,
) -> Result<Json<Youth>> {
    let desk = Desk::open(&ctx, &caller).await?;
    let sees = desk.opens_protected();
    let result = cases::protect(&desk, id, body.protected).await;
    let row = desk.finish(result).await?;
    Ok(Json(if row.protected && !sees { Youth::masked() } else { Youth::of(row, None, None) }))
}
