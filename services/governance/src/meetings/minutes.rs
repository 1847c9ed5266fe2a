//! What happened at a meeting: who was there, what was decided, and the minutes that are sent to be verified.

use chrono::{DateTime, Utc};
use contracts::{Role, tasks::TaskOpened};
use platform::{Across, Actor, clock::local_date, id};
use sea_orm::{ActiveValue::Set, ColumnTrait, IntoActiveModel, QueryFilter};
use serde_json::json;
use uuid::Uuid;

use super::{Whole, locked, plan::audit, tell};
use crate::{
    councils,
    domain::{
        lot,
        meeting::{LONGEST_DECISION, LONGEST_MINUTES, Minutes, may_decide, verifiers},
        refusal::Refusal,
    },
    entities::{attendance, meeting, signature},
    failure::Failure,
};

/// Who was there.
#[derive(Debug, Clone, Default)]
pub(crate) struct Attendance {
    pub present: Vec<String>,
    /// The municipality of who led the meeting, and of who verifies beside her; empty while they are not known.
    pub chair: String,
    pub verifier: String,
}

/// Writes who was there, who led the meeting and who verifies.
pub(crate) async fn attend(
    across: &Across,
    (service, number): (&str, i64),
    mut written: Attendance,
    now: DateTime<Utc>,
) -> Result<(), Failure> {
    let whole = locked(across, service, number).await?;
    let row = whole.meeting;
    row.standing().may_write(now)?;
    let register = councils::register(across, service, local_date(row.begins_at)).await?;
    written.present.sort();
    written.present.dedup();
    if let Some(stranger) = written.present.iter().find(|one| !register.iter().any(|seat| seat.tenant == **one)) {
        return Err(Refusal::NotSeated { municipality: stranger.clone() }.into());
    }
    if !(written.chair.is_empty() && written.verifier.is_empty()) {
        verifiers(&written.chair, &written.verifier, &written.present)?;
    }
    let [present, seats] =
        [written.present.len(), register.len()].map(|count| i64::try_from(count).unwrap_or(i64::MAX));
    for item in whole.agenda.iter().filter(|item| item.decision.is_some()) {
        may_decide(item.decides, row.noticed_at.is_some(), present, seats)?;
    }
    let gone = across.delete::<attendance::Entity>().filter(attendance::Column::Service.eq(service));
    gone.filter(attendance::Column::Meeting.eq(number)).exec(across.db()).await?;
    let detail = json!({ "present": written.present, "chair": written.chair, "verifier": written.verifier });
    let rows = written.present.into_iter().map(|municipality| attendance::ActiveModel {
        service: Set(service.into()),
        meeting: Set(number),
        municipality: Set(municipality),
    });
    across.insert_all(rows.collect()).await?;
    let known = |who: String| Some(who).filter(|who| !who.is_empty());
    let mut new = row.clone().into_active_model();
    new.seats = Set(seats);
    new.chair = Set(known(written.chair));
    new.verifier = Set(known(written.verifier));
    across.update(new).await?;
    audit(across, "governance.meeting.attendance", &row, &detail).await
}

/// The minutes as they were written.
#[derive(Debug, Clone, Default)]
pub(crate) struct Text {
    pub minutes: String,
    /// By the item's position; empty where nothing was decided.
    pub decisions: Vec<(i64, String)>,
}

/// Writes the minutes; `send` sends them to be verified as well.
pub(crate) async fn write(
    across: &Across,
    (service, number): (&str, i64),
    text: Text,
    send: bool,
    now: DateTime<Utc>,
) -> Result<(), Failure> {
    let whole = locked(across, service, number).await?;
    whole.meeting.standing().may_write(now)?;
    let minutes = text.minutes.trim().replace("\r\n", "\n");
    let length = minutes.chars().count();
    if length > LONGEST_MINUTES || (send && length < 10) {
        return Err(Refusal::MinutesText.into());
    }
    decide(across, &whole, text.decisions).await?;
    let writer = match across.actor() {
        Actor::Person(person) => Some(person),
        _ => None,
    };
    let mut new = whole.meeting.clone().into_active_model();
    new.minutes = Set(minutes);
    new.writer = Set(writer);
    new.state = Set(if send { Minutes::Verifying } else { Minutes::Draft }.name().into());
    if send {
        new.returned = Set(None);
    }
    let row = across.update(new).await?;
    if send {
        ask(across, &row, writer).await?;
        tell::office_is_done(across, &row).await?;
    }
    audit(across, "governance.minutes.write", &row, &json!({ "sent": send })).await
}

async fn decide(across: &Across, whole: &Whole, decisions: Vec<(i64, String)>) -> Result<(), Failure> {
    let row = &whole.meeting;
    let present = i64::try_from(whole.present.len()).unwrap_or(i64::MAX);
    for (position, text) in decisions {
        let item = whole.agenda.iter().find(|item| item.position == position).ok_or(Refusal::NotListed)?;
        let text = text.trim().replace("\r\n", "\n");
        if text.chars().count() > LONGEST_DECISION {
            return Err(Refusal::DecisionText.into());
        }
        let decision = Some(text).filter(|text| !text.is_empty());
        if decision == item.decision {
            continue;
        }
        if decision.is_some() {
            may_decide(item.decides, row.noticed_at.is_some(), present, row.seats)?;
        }
        let mut new = item.clone().into_active_model();
        new.decision = Set(decision);
        across.update(new).await?;
    }
    Ok(())
}

/// Asks the chair's and the verifier's municipalities to verify.
async fn ask(across: &Across, row: &meeting::Model, writer: Option<Uuid>) -> Result<(), Failure> {
    let (Some(chair), Some(verifier)) = (&row.chair, &row.verifier) else { return Err(Refusal::Verifiers.into()) };
    for (part, municipality) in [("chair", chair), ("verifier", verifier)] {
        let one = signature::ActiveModel {
            tenant: Set(municipality.clone()),
            id: Set(id::new()),
            service: Set(row.service.clone()),
            meeting: Set(row.number),
            part: Set(part.into()),
            person: Set(None),
            name: Set(None),
            signed_at: Set(None),
        };
        let one = across.insert(one).await?;
        across.tenant(&crate::demo::tenant(municipality)?).emit(task(row, &one, writer)).await?;
    }
    Ok(())
}

/// That minutes wait to be verified, by another person than `not_by`.
pub(super) fn task(row: &meeting::Model, one: &signature::Model, not_by: Option<Uuid>) -> TaskOpened {
    TaskOpened {
        task: one.id,
        service: "governance".into(),
        text: "governance-task-verify".into(),
        values: tell::values(row),
        href: format!("/governance/signatures/{}", one.id),
        role: Role::CouncilMember,
        due: None,
        not_by,
    }
}

/// SHA-256 of all that is verified with the minutes.
pub(crate) fn hash(whole: &Whole) -> String {
    let row = &whole.meeting;
    let items: Vec<_> = whole
        .agenda
        .iter()
        .map(|item| json!([item.position, item.title, item.decides, item.proposal, item.ballot, item.decision]))
        .collect();
    let all = json!({
        "council": row.service, "meeting": row.number, "title": row.title, "begins": row.begins_at, "ends": row.ends_at,
        "place": row.place, "noticed": row.noticed_at, "seats": row.seats, "present": whole.present, "chair": row.chair,
        "verifier": row.verifier, "agenda": items, "minutes": row.minutes,
    });
    lot::hash(&all.to_string())
}
