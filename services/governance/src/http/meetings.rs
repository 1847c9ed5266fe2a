//! Meetings: planned by the association's office, open to the whole council.

use axum::{extract::State, http::StatusCode};
use chrono::{DateTime, NaiveDate, Utc};
use platform::{
    Caller, Ctx, Error, Paging, Result,
    clock::local_date,
    extract::{Json, Path},
};
use serde::{Deserialize, Serialize};

use crate::{
    councils,
    domain::meeting::{Written, last_notice, quorate, time_of_day},
    entities::meeting,
    meetings::{self, Whole, plan},
};

/// An item of a meeting's agenda.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = GovernanceAgendaItem)]
pub(crate) struct Item {
    pub title: String,
    /// For decision, not for information only.
    pub decides: bool,
    /// The number of the proposal or the ballot that it is about.
    pub proposal: Option<i64>,
    pub ballot: Option<i64>,
    /// What was decided; told when the minutes are sent to be verified.
    pub decision: Option<String>,
}

/// A meeting of a council.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = GovernanceMeeting)]
pub(crate) struct Meeting {
    pub council: String,
    /// Its number in the council.
    pub meeting: i64,
    pub title: String,
    pub begins: DateTime<Utc>,
    pub ends: DateTime<Utc>,
    /// Empty when it is held at a link only.
    pub place: String,
    pub link: Option<String>,
    /// The last day on which its notice may be sent.
    pub notice_due: NaiveDate,
    pub noticed_at: Option<DateTime<Utc>>,
    pub cancelled_at: Option<DateTime<Utc>>,
    /// `none`, `draft`, `verifying` or `verified`.
    pub minutes: String,
    pub verified_at: Option<DateTime<Utc>>,
}

/// A meeting with its agenda and who was there.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = GovernanceWholeMeeting)]
pub(crate) struct WholeMeeting {
    pub meeting: Meeting,
    #[serde(rename = "agendaItems")]
    pub agenda: Vec<Item>,
    /// Municipalities that were there.
    #[serde(rename = "attendees")]
    #[schema(value_type = Vec<contracts::Tenant>)]
    pub present: Vec<String>,
    /// Seats in the council on the meeting's day; 0 until attendance is taken.
    pub seats: i64,
    /// Whether at least half of the seats were there.
    pub quorate: bool,
    /// Told when the minutes are sent to be verified.
    pub text: Option<String>,
    /// SHA-256 of all that was verified.
    pub minutes_hash: Option<String>,
}

/// A page of meetings.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = GovernanceMeetings)]
pub(crate) struct Meetings {
    pub items: Vec<Meeting>,
    pub page: u64,
    pub limit: u64,
    /// Meetings in all.
    pub total: usize,
}

/// What to plan.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = GovernancePlanMeeting, example = json!({
    "title": "Rådsmöte i vinter", "day": "2027-01-20", "from": "13:00", "to": "15:00", "place": "Gävle"
}))]
pub(crate) struct PlanMeeting {
    /// 5 to 120 characters.
    pub title: String,
    /// 14 to 400 days from now, so that the notice can go out in time.
    pub day: NaiveDate,
    /// Swedish time, `13:00`.
    pub from: String,
    pub to: String,
    /// A place, a link or both.
    #[serde(default)]
    pub place: String,
    /// Begins with https://.
    #[serde(default)]
    pub link: String,
}

impl From<meeting::Model> for Meeting {
    fn from(row: meeting::Model) -> Self {
        Self {
            notice_due: last_notice(row.begins_at),
            council: row.service,
            meeting: row.number,
            title: row.title,
            begins: row.begins_at,
            ends: row.ends_at,
            place: row.place,
            link: row.link,
            noticed_at: row.noticed_at,
            cancelled_at: row.cancelled_at,
            minutes: row.state,
            verified_at: row.verified_at,
        }
    }
}

/// Lists the meetings of a council that one sits in, the latest first. Refuses (400) a page or limit out of range.
#[utoipa::path(get, path = "/councils/{council}/meetings", operation_id = "governance.list_meetings", tag = "meetings",
    params(("council" = String, Path, description = "The shared service"), Paging),
    responses((status = 200, description = "A page of meetings", body = Meetings), (status = 400, description = "Page or limit is wrong")))]
pub(crate) async fn list(
    State(ctx): State<Ctx>,
    caller: Caller,
    Path(council): Path<String>,
    paging: Paging,
) -> Result<Json<Meetings>> {
    let (page, limit) = paging.parts();
    councils::seen(&ctx, &caller, &council).await?;
    let read = ctx.store.read(caller.tenant()).await?;
    let all = meetings::all(&read, &council).await?;
    let total = all.len();
    let items = paging.cut(all).into_iter().map(Meeting::from).collect();
    Ok(Json(Meetings { items, page, limit, total }))
}

/// Shows a meeting with its agenda, and its decisions and minutes once they are sent to be verified.
#[utoipa::path(get, path = "/councils/{council}/meetings/{meeting}", operation_id = "governance.show_meeting", tag = "meetings",
    params(("council" = String, Path, description = "The shared service"), ("meeting" = i64, Path, description = "The meeting's number")),
    responses((status = 200, description = "The meeting", body = WholeMeeting)))]
pub(crate) async fn show(
    State(ctx): State<Ctx>,
    caller: Caller,
    Path((council, number)): Path<(String, i64)>,
) -> Result<Json<WholeMeeting>> {
    councils::seen(&ctx, &caller, &council).await?;
    let read = ctx.store.read(caller.tenant()).await?;
    let Whole { meeting, agenda, present } = meetings::whole(&read, &council, number).await?;
    let told = meeting.is_told();
    let there = i64::try_from(present.len()).unwrap_or(i64::MAX);
    let agenda = agenda.into_iter().map(|row| Item {
        title: row.title,
        decides: row.decides,
        proposal: row.proposal,
        ballot: row.ballot,
        decision: row.decision.filter(|_| told),
    });
    Ok(Json(WholeMeeting {
        agenda: agenda.collect(),
        quorate: quorate(there, meeting.seats),
        present,
        seats: meeting.seats,
        text: Some(meeting.minutes.clone()).filter(|_| told),
        minutes_hash: meeting.minutes_hash.clone(),
        meeting: meeting.into(),
    }))
}

/// Plans a meeting and tells all who sit in the council. Refuses (422) with `proposal-title`, `meeting-day`, `meeting-time`,
/// `meeting-place`, `meeting-link` or `no-seats`.
#[utoipa::path(post, path = "/councils/{council}/meetings", operation_id = "governance.plan_meeting", tag = "meetings",
    request_body = PlanMeeting, params(("council" = String, Path, description = "The shared service"),
        ("Idempotency-Key" = String, Header, description = "8 to 128 characters, new for each act")),
    responses((status = 201, description = "The meeting", body = Meeting), (status = 422, description = "A rule forbids it")))]
pub(crate) async fn plan(
    State(ctx): State<Ctx>,
    caller: Caller,
    Path(council): Path<String>,
    Json(body): Json<PlanMeeting>,
) -> Result<(StatusCode, Json<Meeting>)> {
    let across = ctx.store.across(&caller, "a meeting is planned").await?;
    let now = across.now();
    if councils::register(&across, &council, local_date(now)).await?.is_empty() {
        return Err(Error::NotFound);
    }
    let written = Written {
        title: &body.title,
        day: Some(body.day),
        from: time_of_day(&body.from),
        to: time_of_day(&body.to),
        place: &body.place,
        link: &body.link,
    };
    let row = plan::plan(&across, &council, written.meant(local_date(now))?, now).await?;
    across.commit().await?;
    Ok((StatusCode::CREATED, Json(row.into())))
}
