//! Young people of the own municipality.

use axum::{
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use chrono::{DateTime, NaiveDate, Utc};
use platform::{
    Caller, Ctx, Error, Listed, Paging, Result,
    clock::local_date,
    extract::{Json, Path},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::code;
use crate::{
    cases::{self, New},
    desk::Desk,
    domain::{codes, codes::Situation, number::PersonalNumber},
    entities::youth,
    register,
};

/// Somebody in the register. When the identity is protected from the caller, everything but that is null, as on the page.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = UkaYouth, example = json!({
    "id": "3f0b1a5d-ac96-474b-8cce-b302099a8057", "case": "3f0b1a5d-ac96-474b-8cce-b302099a8058", "name": "Exempel Exempelsson",
    "personalNumber": null, "protected": false, "situation": "dropped-out", "opened": "2026-09-01T08:00:00Z", "followUp": "2026-12-01",
    "closed": null, "closing": null
}))]
pub(crate) struct Youth {
    pub id: Option<Uuid>,
    /// The latest case, which events name.
    pub case: Option<Uuid>,
    pub name: Option<String>,
    /// Twelve digits; only where one person is shown, never in lists.
    pub personal_number: Option<String>,
    /// Whether the identity is protected.
    pub protected: bool,
    /// The school situation when the case was opened.
    pub situation: Option<String>,
    pub opened: Option<DateTime<Utc>>,
    /// The day of the next follow-up; null when the case is closed.
    pub follow_up: Option<NaiveDate>,
    pub closed: Option<DateTime<Utc>>,
    /// Why it was closed.
    pub closing: Option<String>,
}

/// A page of the register.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = UkaYouths)]
pub(crate) struct Youths {
    pub items: Vec<Youth>,
    pub page: u64,
    pub limit: u64,
    /// Young people that fit.
    pub total: u64,
}

/// Somebody with all that is known.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = UkaRecord)]
pub(crate) struct Record {
    #[serde(flatten)]
    pub youth: Youth,
    /// The latest first.
    pub contacts: Vec<Contact>,
    /// The latest first.
    pub measures: Vec<Measure>,
}

/// A contact or an attempt at one.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = UkaContact, example = json!({
    "id": "3f0b1a5d-ac96-474b-8cce-b302099a8059", "day": "2026-11-20", "way": "phone", "outcome": "reached", "note": null
}))]
pub(crate) struct Contact {
    pub id: Uuid,
    pub day: NaiveDate,
    pub way: String,
    pub outcome: String,
    pub note: Option<String>,
}

/// A measure.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = UkaMeasure, example = json!({
    "id": "3f0b1a5d-ac96-474b-8cce-b302099a8060", "kind": "guidance", "starts": "2026-11-20", "ends": null
}))]
pub(crate) struct Measure {
    pub id: Uuid,
    pub kind: String,
    pub starts: NaiveDate,
    pub ends: Option<NaiveDate>,
}

/// A line of the access log.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = UkaAccess, example = json!({
    "at": "2026-11-22T08:00:00Z", "actor": "person:01890a5d-ac96-774b-bcce-b302099a8057", "who": "Alex Exempelsson", "why": "record"
}))]
pub(crate) struct Access {
    pub at: DateTime<Utc>,
    /// `person:` or `client:` with an id, or `system:` with the name of the work.
    pub actor: String,
    /// The name of who acted.
    pub who: String,
    /// `list`, `search`, `record`, `registered`, `contact`, `measure`, `closed`, `protection`, `denied` (a protected
    /// identity) or `refused` (by a rule).
    pub why: String,
}

/// A page of the access log of somebody.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = UkaAccesses)]
pub(crate) struct Accesses {
    /// The latest first.
    pub items: Vec<Access>,
    pub page: u64,
    pub limit: u64,
    /// Lines in all.
    pub total: u64,
}

/// Which part of the register.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Filter {
    /// `open` (unless told), `overdue` or `closed`.
    #[param(example = "overdue")]
    state: Option<String>,
}

/// Whom to register.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = UkaRegisterYouth, example = json!({
    "personalNumber": "20080213-2381", "name": "Exempel Exempelsson", "situation": "dropped-out", "resident": true
}))]
pub(crate) struct RegisterYouth {
    /// Personal identity number or coordination number, 10 or 12 digits. It is stored encrypted.
    pub personal_number: String,
    /// 2 to 100 characters.
    pub name: String,
    /// The school situation: `never-started`, `dropped-out`, `studiebevis`, `newly-arrived` or `im-ended`.
    pub situation: String,
    /// Whether the person is registered in the municipality, or stays there with a protected registration.
    pub resident: bool,
    /// Whether the identity is protected.
    #[serde(default)]
    pub protected: bool,
}

impl Youth {
    /// Somebody whom the caller may not see: only that there is somebody.
    pub(crate) const fn masked() -> Self {
        Self {
            id: None,
            case: None,
            name: None,
            personal_number: None,
            protected: true,
            situation: None,
            opened: None,
            follow_up: None,
            closed: None,
            closing: None,
        }
    }

    /// Somebody whom the caller may see.
    pub(crate) fn of(row: youth::Model, name: Option<String>, personal_number: Option<String>) -> Self {
        Self {
            id: Some(row.id),
            case: Some(row.case_id),
            name,
            personal_number,
            protected: row.protected,
            situation: Some(row.situation),
            opened: Some(row.opened_at),
            follow_up: row.follow_up,
            closed: row.closed_at,
            closing: row.closing,
        }
    }
}

impl Record {
    pub(crate) fn of(record: register::Record) -> Self {
        let contact = |one: register::Contact| Contact {
            id: one.row.id,
            day: one.row.day,
            way: one.row.way,
            outcome: one.row.outcome,
            note: one.note,
        };
        let measures = record.measures.into_iter();
        Self {
            youth: Youth::of(record.row, Some(record.name), Some(record.number)),
            contacts: record.contacts.into_iter().map(contact).collect(),
            measures: measures.map(Measure::of).collect(),
        }
    }
}

impl Measure {
    pub(crate) fn of(row: crate::entities::measure::Model) -> Self {
        Self { id: row.id, kind: row.kind, starts: row.starts, ends: row.ends }
    }
}

/// Lists the own municipality's young people: open cases with the next to follow up first, or closed ones, the latest first.
/// Everybody shown gets a line in the access log. Refuses (400) an unknown state and a page or limit out of range.
#[utoipa::path(get, path = "/youths", operation_id = "uka.list_youths", tag = "youths", params(Filter, Paging),
    responses((status = 200, description = "A page of the register", body = Youths), (status = 400, description = "State, page or limit is wrong")))]
pub(crate) async fn list(
    State(ctx): State<Ctx>,
    caller: Caller,
    Listed(filter, paging): Listed<Filter>,
) -> Result<Json<Youths>> {
    let (page, limit) = paging.parts();
    let unknown = || Error::invalid("state", "is open, overdue or closed");
    let state = filter.state.map(|name| register::State::parse(&name).ok_or_else(unknown)).transpose()?;
    let desk = Desk::open(&ctx, &caller).await?;
    let (rows, total) = register::list(&desk, state.unwrap_or_default(), page, limit).await?;
    desk.tx.commit().await?;
    let item = |one: register::Listed| match one.told {
        Some((name, _)) => Youth::of(one.row, Some(name), None),
        None => Youth::masked(),
    };
    let items = rows.into_iter().map(item).collect();
    Ok(Json(Youths { items, page, limit, total }))
}

/// Registers a young person and opens a case; who has been registered before and whose case is closed gets a new one. Refuses (422)
/// with `not-subscribed`, `already-registered` (names the address of the one there is), `over-age`, `under-age`, `not-resident`,
/// `in-compulsory-school`, `attends-upper-secondary`, `completed-upper-secondary` or `protected-identity`, and (400) fields that are wrong.
#[utoipa::path(post, path = "/youths", operation_id = "uka.register_youth", tag = "youths", request_body = RegisterYouth,
    params(("Idempotency-Key" = String, Header, description = "8 to 128 characters, new for each act")),
    responses((status = 201, description = "The young person", body = Youth), (status = 400, description = "A field is wrong"),
        (status = 409, description = "The Idempotency-Key is in use"), (status = 422, description = "A rule forbids it")))]
pub(crate) async fn register(
    State(ctx): State<Ctx>,
    caller: Caller,
    Json(body): Json<RegisterYouth>,
) -> Result<Response> {
    let now = ctx.clock.now();
    let number = PersonalNumber::parse(&body.personal_number, local_date(now));
    let number = number.map_err(|refused| Error::invalid("personalNumber", refused.to_string()))?;
    let name = codes::name(&body.name).ok_or_else(|| Error::invalid("name", "write 2 to 100 characters"))?;
    let situation = code("situation", &body.situation, Situation::ALL, Situation::parse, Situation::name)?;
    let new = New { number: &number, name, situation, resident: body.resident, protected: body.protected };
    let desk = Desk::open(&ctx, &caller).await?;
    let result = cases::open(&desk, new).await;
    let sees = desk.opens_protected();
    let row = desk.finish_new(&ctx, &caller, result).await?;
    let location = format!("/api/uka/v1/youths/{}", row.id);
    let seen = sees || !row.protected;
    let youth = if seen { Youth::of(row, Some(name.to_owned()), None) } else { Youth::masked() };
    Ok((StatusCode::CREATED, [(header::LOCATION, location)], Json(youth)).into_response())
}

/// Shows one of the own municipality's young people with contacts and measures, which is logged. Refuses (422) with
/// `protected-identity`.
#[utoipa::path(get, path = "/youths/{youth}", operation_id = "uka.show_youth", tag = "youths",
    params(("youth" = Uuid, Path, description = "The young person's id")),
    responses((status = 200, description = "The young person", body = Record), (status = 422, description = "The identity is protected")))]
pub(crate) async fn show(State(ctx): State<Ctx>, caller: Caller, Path(id): Path<Uuid>) -> Result<Json<Record>> {
    let desk = Desk::open(&ctx, &caller).await?;
    let result = register::record(&desk, id).await;
    Ok(Json(Record::of(desk.finish(result).await?)))
}

/// Shows who has seen or changed the record of one of the own municipality's young people, the latest first.
#[utoipa::path(get, path = "/youths/{youth}/accesses", operation_id = "uka.list_accesses", tag = "youths",
    params(("youth" = Uuid, Path, description = "The young person's id"), Paging),
    responses((status = 200, description = "A page of the access log", body = Accesses)))]
pub(crate) async fn accesses(
    State(ctx): State<Ctx>,
    caller: Caller,
    Path(id): Path<Uuid>,
    paging: Paging,
) -> Result<Json<Accesses>> {
    let (page, limit) = paging.parts();
    let desk = Desk::open(&ctx, &caller).await?;
    let row = desk.tx.get::<youth::Entity>(id).await?;
    let (rows, total) = crate::accesses::of(&desk, row.id, paging).await?;
    let line = |row: crate::accesses::Access| Access { at: row.at, actor: row.actor, who: row.who, why: row.why };
    Ok(Json(Accesses { items: rows.into_iter().map(line).collect(), page, limit, total }))
}
