//! The act of offering a placement, and what a stored one says.

use platform::{Result, Tx, clock::local_date, id};
use sea_orm::ActiveValue::Set;
use serde_json::json;

use crate::{
    domain::{
        hours::{Hours, Kind, Weekdays},
        offer::{Draft, Schools},
        placing::{Period, Terms},
    },
    entities::offer,
    events::PlacementOffered,
    failure::Failure,
};

/// Offers a placement, if the law and the calendar allow it.
pub(crate) async fn offer(tx: &Tx, draft: &Draft) -> Result<offer::Model, Failure> {
    let today = local_date(tx.now());
    tx.subscription(today).await??;
    draft.may_offer(today)?;
    let row = tx.insert(row(draft, tx.now())).await?;
    let (first, last) = (draft.first, draft.last);
    let told = PlacementOffered { offer: row.id, kind: row.kind.clone(), seats: row.seats, first, last };
    tx.emit(told).await?;
    tx.audit("tillarbetslivet.offer.add", &row.id.to_string(), &json!({ "seats": row.seats })).await?;
    Ok(row)
}

/// A new placement's row.
pub(crate) fn row(draft: &Draft, now: chrono::DateTime<chrono::Utc>) -> offer::ActiveModel {
    offer::ActiveModel {
        id: Set(id::new()),
        kind: Set(draft.kind.name().into()),
        employer: Set(draft.employer.trim().into()),
        workplace: Set(draft.workplace.trim().into()),
        tasks: Set(draft.tasks.trim().into()),
        seats: Set(draft.seats),
        taken: Set(0),
        first_day: Set(draft.first),
        last_day: Set(draft.last),
        days: Set(draft.hours.days.0),
        starts: Set(draft.hours.starts),
        ends: Set(draft.hours.ends),
        pause: Set(draft.hours.pause),
        min_age: Set(draft.min_age),
        schools: Set(draft.schools.text()),
        offered_at: Set(now),
        ..Default::default()
    }
}

/// The stored kind; text that is none (which nothing here writes) counts as the stricter.
pub(crate) fn kind(row: &offer::Model) -> Kind {
    Kind::parse(&row.kind).unwrap_or(Kind::Prao)
}

pub(crate) fn hours(row: &offer::Model) -> Hours {
    Hours { days: Weekdays(row.days), starts: row.starts, ends: row.ends, pause: row.pause }
}

pub(crate) fn period(row: &offer::Model) -> Period {
    Period { first: row.first_day, last: row.last_day }
}

/// Whom the placement may be for.
pub(crate) fn terms(row: &offer::Model) -> Terms {
    Terms { kind: kind(row), period: period(row), min_age: row.min_age, schools: Schools::parse(&row.schools) }
}
