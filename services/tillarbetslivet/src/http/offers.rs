//! Placements on offer in the own municipality.

use axum::{
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use chrono::NaiveDate;
use platform::{
    Caller, Ctx, Error, Listed, Paging, Result,
    clock::local_date,
    extract::{Json, Path},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    domain::{
        hours::{Hours, Kind, Weekdays, parse_time, time},
        offer::{Draft, Schools},
    },
    entities::offer,
    failure::finish,
    offering,
    reading::{self, Stand, Which},
};

/// A placement on offer.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = TillarbetslivetOffer, example = json!({
    "id": "01890a5d-ac96-774b-bcce-b302099a8057", "kind": "prao", "employer": "Exempelbolaget AB", "workplace": "Verkstaden",
    "tasks": "Hjälpa till i verkstaden", "seats": 2, "taken": 1, "status": "free", "first": "2026-11-30", "last": "2026-12-11",
    "days": ["mon", "tue", "wed", "thu", "fri"], "starts": "08:00", "ends": "15:00", "breakMinutes": 60, "minAge": 13, "schools": []
}))]
pub(crate) struct Offer {
    pub id: Uuid,
    /// `prao` or `apl`.
    pub kind: String,
    pub employer: String,
    pub workplace: String,
    pub tasks: String,
    /// How many pupils at a time.
    pub seats: i32,
    /// Seats with a confirmed pupil.
    pub taken: i32,
    /// `free` (coming, with a seat left), `full` (coming), `ongoing` or `past`.
    pub status: String,
    /// First day.
    pub first: NaiveDate,
    /// Last day.
    pub last: NaiveDate,
    /// Days of the week that are worked.
    pub days: Vec<String>,
    /// When a day begins, Swedish time.
    pub starts: String,
    /// When a day ends, Swedish time.
    pub ends: String,
    pub break_minutes: i32,
    /// The age that the workplace demands on the first day.
    pub min_age: i32,
    /// The schools whose pupils may come; empty for all.
    pub schools: Vec<String>,
}

/// A page of placements on offer.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = TillarbetslivetOffers)]
pub(crate) struct Offers {
    pub items: Vec<Offer>,
    pub page: u64,
    pub limit: u64,
    /// Offers that fit.
    pub total: u64,
}

/// Which offers.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Filter {
    /// `free`, `full`, `ongoing` or `past`.
    #[param(example = "free")]
    status: Option<String>,
    /// `prao` or `apl`.
    #[param(example = "prao")]
    kind: Option<String>,
}

/// A placement to offer.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = TillarbetslivetAddOffer, example = json!({
    "kind": "prao", "employer": "Exempelbolaget AB", "workplace": "Verkstaden", "tasks": "Hjälpa till i verkstaden", "seats": 2,
    "first": "2026-11-30", "last": "2026-12-11", "days": ["mon", "tue", "wed", "thu", "fri"], "starts": "08:00", "ends": "15:00",
    "breakMinutes": 60, "minAge": 13, "schools": [], "assessed": true
}))]
pub(crate) struct AddOffer {
    /// `prao` (children's hours) or `apl` (youths' hours).
    pub kind: String,
    /// 2 to 100 characters.
    pub employer: String,
    /// 2 to 100 characters.
    pub workplace: String,
    /// 2 to 500 characters; nothing that is forbidden to minors.
    pub tasks: String,
    /// 1 to 30.
    pub seats: i32,
    /// First day, later than today.
    pub first: NaiveDate,
    /// Last day, less than a year after the first.
    pub last: NaiveDate,
    /// Days of the week that are worked, `mon` to `sun`.
    pub days: Vec<String>,
    /// `08:00`, Swedish time.
    pub starts: String,
    /// `15:00`, Swedish time.
    pub ends: String,
    pub break_minutes: i32,
    /// 13 to 20 for prao, 16 to 20 for APL.
    pub min_age: i32,
    /// Names of schools whose pupils may come; empty for all.
    pub schools: Vec<String>,
    /// The workplace's risk assessment is known, a supervisor is named, and nothing forbidden to minors is among the tasks.
    pub assessed: bool,
}

impl Offer {
    /// The offer as it is on a day.
    fn on(row: offer::Model, today: NaiveDate) -> Self {
        let owned = |names: Vec<&'static str>| names.into_iter().map(str::to_owned).collect();
        let schools = row.schools.split(", ").filter(|name| !name.is_empty()).map(str::to_owned).collect();
        Self {
            status: Stand::of(&row, today).name().into(),
            id: row.id,
            kind: row.kind,
            employer: row.employer,
            workplace: row.workplace,
            tasks: row.tasks,
            seats: row.seats,
            taken: row.taken,
            first: row.first_day,
            last: row.last_day,
            days: owned(Weekdays(row.days).names()),
            starts: time(row.starts),
            ends: time(row.ends),
            break_minutes: row.pause,
            min_age: row.min_age,
            schools,
        }
    }
}

impl AddOffer {
    fn draft(self) -> Result<Draft> {
        let kind = Kind::parse(&self.kind).ok_or_else(|| Error::invalid("kind", "is prao or apl"))?;
        let days = Weekdays::parse(self.days.iter().map(String::as_str));
        let days = days.ok_or_else(|| Error::invalid("days", "names days of the week, mon to sun"))?;
        let at = |field, text: &str| parse_time(text).ok_or_else(|| Error::invalid(field, "is a time such as 08:00"));
        let (starts, ends) = (at("starts", &self.starts)?, at("ends", &self.ends)?);
        if !(0..=24 * 60).contains(&self.break_minutes) {
            return Err(Error::invalid("breakMinutes", "is a number of minutes"));
        }
        Ok(Draft {
            kind,
            employer: self.employer,
            workplace: self.workplace,
            tasks: self.tasks,
            seats: self.seats,
            first: self.first,
            last: self.last,
            hours: Hours { days, starts, ends, pause: self.break_minutes },
            min_age: self.min_age,
            schools: Schools::parse(&self.schools.join("\n")),
            assessed: self.assessed,
        })
    }
}

/// Lists the own municipality's placements on offer: coming ones by their first day, all others the latest first. Refuses (400) an
/// unknown status or kind, and a page or limit out of range.
#[utoipa::path(get, path = "/offers", operation_id = "tillarbetslivet.list_offers", tag = "offers", params(Filter, Paging),
    responses((status = 200, description = "A page of offers", body = Offers), (status = 400, description = "A parameter is wrong")))]
pub(crate) async fn list(
    State(ctx): State<Ctx>,
    caller: Caller,
    Listed(filter, paging): Listed<Filter>,
) -> Result<Json<Offers>> {
    let (page, limit) = paging.parts();
    let unknown = || Error::invalid("status", "is free, full, ongoing or past");
    let stand = filter.status.map(|name| Stand::parse(&name).ok_or_else(unknown)).transpose()?;
    let unknown = || Error::invalid("kind", "is prao or apl");
    let kind = filter.kind.map(|name| Kind::parse(&name).ok_or_else(unknown)).transpose()?;
    let (read, today) = (ctx.store.read(caller.tenant()).await?, local_date(ctx.clock.now()));
    let (rows, total) = reading::offers(&read, Which { stand, kind }, today, page, limit).await?;
    Ok(Json(Offers { items: rows.into_iter().map(|row| Offer::on(row, today)).collect(), page, limit, total }))
}

/// Offers a placement. Refuses (422) with `not-subscribed`; with what the law says of minors' hours: `night-work`, `day-too-long`,
/// `night-rest`, `weekly-rest`, `break-missing`, `weekend`; with `period-begun`, `period-wrong`, `no-days`,
/// `seats-out-of-range`, `age-out-of-range`, `text-missing`, `hours-backwards`, and `not-assessed` without a risk assessment; and (400)
/// what can't be read.
#[utoipa::path(post, path = "/offers", operation_id = "tillarbetslivet.add_offer", tag = "offers", request_body = AddOffer,
    params(("Idempotency-Key" = String, Header, description = "8 to 128 characters, new for each act")),
    responses((status = 201, description = "The offer", body = Offer), (status = 400, description = "A field is wrong"),
        (status = 422, description = "The law or the calendar forbids it")))]
pub(crate) async fn add(State(ctx): State<Ctx>, caller: Caller, Json(body): Json<AddOffer>) -> Result<Response> {
    let draft = body.draft()?;
    let tx = ctx.store.begin(&caller).await?;
    let result = offering::offer(&tx, &draft).await;
    let row = finish(&ctx, &caller, tx, ("offer", "-"), result).await?;
    let location = format!("/api/tillarbetslivet/v1/offers/{}", row.id);
    let offer = Offer::on(row, local_date(ctx.clock.now()));
    Ok((StatusCode::CREATED, [(header::LOCATION, location)], Json(offer)).into_response())
}

/// Shows one of the own municipality's placements on offer.
#[utoipa::path(get, path = "/offers/{offer}", operation_id = "tillarbetslivet.show_offer", tag = "offers",
    params(("offer" = Uuid, Path, description = "The offer's id")), responses((status = 200, description = "The offer", body = Offer)))]
pub(crate) async fn show(State(ctx): State<Ctx>, caller: Caller, Path(id): Path<Uuid>) -> Result<Json<Offer>> {
    let read = ctx.store.read(caller.tenant()).await?;
    Ok(Json(Offer::on(read.get::<offer::Entity>(id).await?, local_date(ctx.clock.now()))))
}
