//! Following somebody up: contacts, measures, and when to look again.

use chrono::{Days, NaiveDate};
use platform::{Error, Result, clock::local_date, id};
use sea_orm::{ActiveValue::Set, ColumnTrait, IntoActiveModel, QueryFilter, QuerySelect};
use serde_json::json;
use uuid::Uuid;

use crate::{
    cases::opened,
    desk::{Desk, Why},
    domain::{
        codes::{MeasureKind, Outcome, Way},
        refusal::Refusal,
    },
    entities::{contact, measure},
    events::ContactMade,
    failure::Failure,
    vault::Field,
    waiting,
};

/// Days until the next follow-up when nobody says otherwise.
pub(crate) const USUALLY: Days = Days::new(30);

/// A contact or an attempt.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NewContact<'a> {
    pub day: NaiveDate,
    pub way: Way,
    pub outcome: Outcome,
    pub note: Option<&'a str>,
    /// The next follow-up; in 30 days unless told.
    pub next: Option<NaiveDate>,
}

/// Records a contact and sets the next follow-up.
pub(crate) async fn record(desk: &Desk, youth: Uuid, new: NewContact<'_>) -> Result<contact::Model, Failure> {
    let person = desk.youth(youth, Why::Contact).await?;
    let at = desk.now();
    let (opened, today) = (opened(&person)?, local_date(at));
    if new.day > today {
        return Err(Refusal::ContactInFuture { today }.into());
    }
    if new.day < opened {
        return Err(Refusal::BeforeCase { opened }.into());
    }
    if new.next.is_some_and(|next| next < today) {
        return Err(Refusal::FollowUpInPast { today }.into());
    }
    let id = id::new();
    let note_sealed = new.note.map(|note| desk.vault.seal(Field::Note, id, note)).transpose()?;
    let row = contact::ActiveModel {
        id: Set(id),
        youth: Set(youth),
        day: Set(new.day),
        way: Set(new.way.name().into()),
        outcome: Set(new.outcome.name().into()),
        note_sealed: Set(note_sealed),
        recorded_at: Set(at),
        ..Default::default()
    };
    let row = desk.tx.insert(row).await?;
    let case = person.case_id;
    let mut person = person.into_active_model();
    person.follow_up = Set(new.next.or_else(|| today.checked_add_days(USUALLY)));
    desk.tx.update(person).await?;
    let (way, outcome) = (row.way.clone(), row.outcome.clone());
    let reached = new.outcome.is_contact();
    desk.tx.emit(ContactMade { case, contact: id, day: new.day, way, outcome, reached }).await?;
    desk.tx.audit("uka.contact.record", &id.to_string(), &json!({ "case": case })).await?;
    waiting::look(desk).await?;
    Ok(row)
}

/// Starts a measure, with or without a last day.
pub(crate) async fn start(
    desk: &Desk,
    youth: Uuid,
    kind: MeasureKind,
    starts: NaiveDate,
    ends: Option<NaiveDate>,
) -> Result<measure::Model, Failure> {
    let person = desk.youth(youth, Why::Measure).await?;
    opened(&person)?;
    if ends.is_some_and(|ends| ends < starts) {
        return Err(Refusal::EndsBeforeStart { starts }.into());
    }
    let row = measure::ActiveModel {
        id: Set(id::new()),
        youth: Set(youth),
        kind: Set(kind.name().into()),
        starts: Set(starts),
        ends: Set(ends),
        recorded_at: Set(desk.now()),
        ..Default::default()
    };
    let row = desk.tx.insert(row).await?;
    desk.tx.audit("uka.measure.start", &row.id.to_string(), &json!({ "case": person.case_id })).await?;
    Ok(row)
}

/// Ends a measure on a day.
pub(crate) async fn end(desk: &Desk, id: Uuid, ends: NaiveDate) -> Result<measure::Model, Failure> {
    let row = desk.tx.find::<measure::Entity>().filter(measure::Column::Id.eq(id)).lock_exclusive();
    let row = row.one(desk.tx.db()).await?.ok_or(Error::NotFound)?;
    let person = desk.youth(row.youth, Why::Measure).await?;
    opened(&person)?;
    if row.ends.is_some() {
        return Err(Refusal::MeasureEnded.into());
    }
    if ends < row.starts {
        return Err(Refusal::EndsBeforeStart { starts: row.starts }.into());
    }
    let mut row = row.into_active_model();
    row.ends = Set(Some(ends));
    let row = desk.tx.update(row).await?;
    desk.tx.audit("uka.measure.end", &id.to_string(), &json!({ "case": person.case_id })).await?;
    Ok(row)
}
