//! Planning a meeting: its time and place, its agenda, its notice; and calling it off.

use chrono::{DateTime, Utc};
use contracts::Tenant;
use platform::{Across, clock::local_date, id};
use sea_orm::{ActiveValue::Set, ColumnTrait, IntoActiveModel, PaginatorTrait, QueryFilter};
use serde_json::json;

use super::{
    locked,
    tell::{self, News},
};
use crate::{
    councils::{self, Counter},
    domain::{
        meeting::{Minutes, Plan, may_plan},
        proposal::LONGEST_TITLE,
        refusal::Refusal,
    },
    entities::{agenda, ballot, meeting, proposal},
    failure::Failure,
    proposals::name,
};

/// What an item of the agenda is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Subject {
    Nothing,
    Proposal(i64),
    Ballot(i64),
}

impl Subject {
    /// `proposal:7`, `ballot:2`, or nothing.
    pub(crate) fn parse(text: &str) -> Result<Self, Refusal> {
        let number = |text: &str| text.parse().map_err(|_| Refusal::UnknownSubject);
        match text.split_once(':') {
            None if text.is_empty() => Ok(Self::Nothing),
            Some(("proposal", text)) => number(text).map(Self::Proposal),
            Some(("ballot", text)) => number(text).map(Self::Ballot),
            _ => Err(Refusal::UnknownSubject),
        }
    }
}

/// Plans a meeting and tells it. `now` is now, but for demonstration data.
pub(crate) async fn plan(
    across: &Across,
    service: &str,
    plan: Plan,
    now: DateTime<Utc>,
) -> Result<meeting::Model, Failure> {
    may_plan(plan.begins, local_date(now))?;
    if councils::register(across, service, local_date(now)).await?.is_empty() {
        return Err(Refusal::NoSeats.into());
    }
    let number = councils::next(across.db(), service, Counter::Meetings).await?;
    let row = meeting::ActiveModel {
        service: Set(service.into()),
        number: Set(number),
        uid: Set(id::random()),
        title: Set(plan.title),
        begins_at: Set(plan.begins),
        ends_at: Set(plan.ends),
        place: Set(plan.place),
        link: Set(plan.link),
        sequence: Set(0),
        changed_at: Set(now),
        noticed_at: Set(None),
        cancelled_at: Set(None),
        items: Set(0),
        seats: Set(0),
        chair: Set(None),
        verifier: Set(None),
        minutes: Set(String::new()),
        state: Set(Minutes::None.name().into()),
        writer: Set(None),
        returned: Set(None),
        verified_at: Set(None),
        minutes_hash: Set(None),
    };
    let row = across.insert(row).await?;
    tell::all(across, &row, News::Planned, now).await?;
    tell::notice_is_due(across, &row).await?;
    audit(across, "governance.meeting.plan", &row, &json!({ "begins": row.begins_at })).await?;
    Ok(row)
}

/// Changes title, time and place of a meeting that is ahead. A meeting that is moved loses its notice.
pub(crate) async fn change(
    across: &Across,
    service: &str,
    number: i64,
    plan: Plan,
    now: DateTime<Utc>,
) -> Result<meeting::Model, Failure> {
    let row = locked(across, service, number).await?.meeting;
    row.standing().may_move(plan.begins, now)?;
    let moved = plan.begins != row.begins_at;
    let before = json!({ "begins": row.begins_at, "place": row.place });
    let mut new = row.clone().into_active_model();
    new.title = Set(plan.title);
    new.begins_at = Set(plan.begins);
    new.ends_at = Set(plan.ends);
    new.place = Set(plan.place);
    new.link = Set(plan.link);
    new.sequence = Set(row.sequence + 1);
    new.changed_at = Set(now);
    if moved {
        new.noticed_at = Set(None);
    }
    let row = across.update(new).await?;
    tell::all(across, &row, News::Changed, now).await?;
    if moved {
        tell::notice_is_due(across, &row).await?;
    }
    let detail = json!({ "before": before, "begins": row.begins_at, "place": row.place });
    audit(across, "governance.meeting.change", &row, &detail).await?;
    Ok(row)
}

/// Calls a meeting off.
pub(crate) async fn cancel(across: &Across, service: &str, number: i64, now: DateTime<Utc>) -> Result<(), Failure> {
    let row = locked(across, service, number).await?.meeting;
    row.standing().is_ahead(now)?;
    let mut new = row.clone().into_active_model();
    new.cancelled_at = Set(Some(now));
    new.sequence = Set(row.sequence + 1);
    new.changed_at = Set(now);
    let row = across.update(new).await?;
    tell::all(across, &row, News::Cancelled, now).await?;
    tell::office_is_done(across, &row).await?;
    audit(across, "governance.meeting.cancel", &row, &json!({})).await
}

/// Sends the notice: from now on what is to be decided is fixed.
pub(crate) async fn notice(across: &Across, service: &str, number: i64, now: DateTime<Utc>) -> Result<(), Failure> {
    let whole = locked(across, service, number).await?;
    let row = whole.meeting;
    row.standing().may_notice(whole.agenda.len(), now)?;
    let mut new = row.clone().into_active_model();
    new.noticed_at = Set(Some(now));
    new.sequence = Set(row.sequence + 1);
    new.changed_at = Set(now);
    let row = across.update(new).await?;
    tell::all(across, &row, News::Changed, now).await?;
    tell::office_is_done(across, &row).await?;
    let items: Vec<&str> = whole.agenda.iter().filter(|item| item.decides).map(|item| item.title.as_str()).collect();
    audit(across, "governance.meeting.notice", &row, &json!({ "decides": items })).await
}

/// Puts an item on the agenda; gives its position.
pub(crate) async fn list(
    across: &Across,
    (service, number): (&str, i64),
    title: &str,
    decides: bool,
    subject: Subject,
    now: DateTime<Utc>,
) -> Result<i64, Failure> {
    let title = title.trim();
    if !(5..=LONGEST_TITLE).contains(&title.chars().count()) || title.contains('\n') {
        return Err(Refusal::Title.into());
    }
    let row = locked(across, service, number).await?.meeting;
    row.standing().may_list(decides, now)?;
    if !exists(across, service, subject).await? {
        return Err(Refusal::UnknownSubject.into());
    }
    let position = row.items + 1;
    let (proposal, ballot) = match subject {
        Subject::Nothing => (None, None),
        Subject::Proposal(number) => (Some(number), None),
        Subject::Ballot(number) => (None, Some(number)),
    };
    across
        .insert(agenda::ActiveModel {
            service: Set(service.into()),
            meeting: Set(number),
            position: Set(position),
            title: Set(title.into()),
            decides: Set(decides),
            proposal: Set(proposal),
            ballot: Set(ballot),
            decision: Set(None),
        })
        .await?;
    let mut new = row.clone().into_active_model();
    new.items = Set(position);
    across.update(new).await?;
    audit(across, "governance.agenda.add", &row, &json!({ "item": position, "decides": decides })).await?;
    Ok(position)
}

/// Takes an item off the agenda.
pub(crate) async fn unlist(
    across: &Across,
    (service, number): (&str, i64),
    position: i64,
    now: DateTime<Utc>,
) -> Result<(), Failure> {
    let whole = locked(across, service, number).await?;
    let item = whole.agenda.iter().find(|item| item.position == position).ok_or(platform::Error::NotFound)?;
    whole.meeting.standing().may_list(item.decides, now)?;
    let gone = across.delete::<agenda::Entity>().filter(agenda::Column::Service.eq(service));
    let gone = gone.filter(agenda::Column::Meeting.eq(number)).filter(agenda::Column::Position.eq(position));
    gone.exec(across.db()).await?;
    audit(across, "governance.agenda.remove", &whole.meeting, &json!({ "item": position, "title": item.title })).await
}

async fn exists(across: &Across, service: &str, subject: Subject) -> Result<bool, Failure> {
    let count = match subject {
        Subject::Nothing => return Ok(true),
        Subject::Proposal(number) => {
            let one = across.find::<proposal::Entity>().filter(proposal::Column::Service.eq(service));
            one.filter(proposal::Column::Number.eq(number)).count(across.db()).await?
        }
        Subject::Ballot(number) => {
            let one = across.find::<ballot::Entity>().filter(ballot::Column::Service.eq(service));
            one.filter(ballot::Column::Number.eq(number)).count(across.db()).await?
        }
    };
    Ok(count > 0)
}

/// Writes what was done with a meeting.
pub(super) async fn audit(
    across: &Across,
    action: &str,
    row: &meeting::Model,
    detail: &serde_json::Value,
) -> Result<(), Failure> {
    across.audit(&Tenant::association(), action, &name(&row.service, row.number), detail).await?;
    Ok(())
}
