//! A council's meetings: read here, planned, told and written down below.

pub(crate) mod minutes;
pub(crate) mod plan;
pub(crate) mod sign;
pub(crate) mod tell;

use platform::{Across, Error, Read, Result};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::{
    domain::meeting::{Minutes, Standing},
    entities::{agenda, attendance, meeting},
};

impl meeting::Model {
    /// What decides what may be done with it.
    pub(crate) fn standing(&self) -> Standing {
        Standing {
            begins: self.begins_at,
            noticed: self.noticed_at.is_some(),
            cancelled: self.cancelled_at.is_some(),
            minutes: Minutes::parse(&self.state),
        }
    }

    /// Whether the council sees what was decided: the secretary's drafts are her own.
    pub(crate) fn is_told(&self) -> bool {
        matches!(Minutes::parse(&self.state), Minutes::Verifying | Minutes::Verified)
    }
}

/// A meeting with all that belongs to it.
#[derive(Debug, Clone)]
pub(crate) struct Whole {
    pub meeting: meeting::Model,
    pub agenda: Vec<agenda::Model>,
    /// The municipalities that were there, by name.
    pub present: Vec<String>,
}

/// A council's meetings, the latest first.
pub(crate) async fn all(read: &Read, service: &str) -> Result<Vec<meeting::Model>> {
    let all = read.reference::<meeting::Entity>().filter(meeting::Column::Service.eq(service));
    Ok(all.order_by_desc(meeting::Column::BeginsAt).order_by_desc(meeting::Column::Number).all(read.db()).await?)
}

/// One of a council's meetings.
pub(crate) async fn whole(read: &Read, service: &str, number: i64) -> Result<Whole> {
    let one = read.reference::<meeting::Entity>().filter(meeting::Column::Service.eq(service));
    let meeting = one.filter(meeting::Column::Number.eq(number)).one(read.db()).await?.ok_or(Error::NotFound)?;
    let agenda = read.reference::<agenda::Entity>().filter(agenda::Column::Service.eq(service));
    let agenda = agenda.filter(agenda::Column::Meeting.eq(number)).order_by_asc(agenda::Column::Position);
    let agenda = agenda.all(read.db()).await?;
    let present = read.reference::<attendance::Entity>().filter(attendance::Column::Service.eq(service));
    let present = present.filter(attendance::Column::Meeting.eq(number)).order_by_asc(attendance::Column::Municipality);
    let present = present.all(read.db()).await?.into_iter().map(|row| row.municipality).collect();
    Ok(Whole { meeting, agenda, present })
}

/// The same through the door, with the meeting's row locked until the transaction ends.
pub(crate) async fn locked(across: &Across, service: &str, number: i64) -> Result<Whole> {
    let one = across.find::<meeting::Entity>().filter(meeting::Column::Service.eq(service));
    let one = one.filter(meeting::Column::Number.eq(number)).lock_exclusive().one(across.db()).await?;
    let meeting = one.ok_or(Error::NotFound)?;
    of(across, meeting).await
}

/// What belongs to a meeting.
pub(crate) async fn of(across: &Across, meeting: meeting::Model) -> Result<Whole> {
    let agenda = across.find::<agenda::Entity>().filter(agenda::Column::Service.eq(&meeting.service));
    let agenda = agenda.filter(agenda::Column::Meeting.eq(meeting.number)).order_by_asc(agenda::Column::Position);
    let agenda = agenda.all(across.db()).await?;
    let present = across.find::<attendance::Entity>().filter(attendance::Column::Service.eq(&meeting.service));
    let present = present.filter(attendance::Column::Meeting.eq(meeting.number));
    let present = present.order_by_asc(attendance::Column::Municipality).all(across.db()).await?;
    Ok(Whole { meeting, agenda, present: present.into_iter().map(|row| row.municipality).collect() })
}
