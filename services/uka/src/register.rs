//! Reading the register, for the API and the pages alike. Whoever is shown somebody leaves a line in the access log.

use chrono::{DateTime, NaiveDate, Utc};
use platform::{Result, clock::local_date};
use sea_orm::{ColumnTrait, Condition, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::{
    desk::{Desk, Why},
    entities::{contact, earlier_case, measure, youth},
    failure::Failure,
    vault::Field,
};

/// Which part of the register.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum State {
    /// Open cases, the next to follow up first.
    #[default]
    Open,
    /// Open cases whose follow-up should have been before today.
    Overdue,
    /// Closed cases, the latest first.
    Closed,
}

impl State {
    pub(crate) const ALL: [Self; 3] = [Self::Open, Self::Overdue, Self::Closed];

    /// As in addresses.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Overdue => "overdue",
            Self::Closed => "closed",
        }
    }

    pub(crate) fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }

    pub(crate) fn condition(self, today: NaiveDate) -> Condition {
        let open = Condition::all().add(youth::Column::ClosedAt.is_null());
        match self {
            Self::Open => open,
            Self::Overdue => open.add(youth::Column::FollowUp.lt(today)),
            Self::Closed => Condition::all().add(youth::Column::ClosedAt.is_not_null()),
        }
    }
}

/// Somebody in a list.
pub(crate) struct Listed {
    pub row: youth::Model,
    /// Name and day of turning 20; none when the identity is protected from who looks.
    pub told: Option<(String, NaiveDate)>,
}

/// As [`sorted`], in the order that the work is done in.
pub(crate) async fn list(desk: &Desk, state: State, page: u64, limit: u64) -> Result<(Vec<Listed>, u64)> {
    sorted(desk, state, state == State::Closed, page, limit).await
}

/// A page of the register by day of follow-up or closing, and how many there are in all. Everybody on it who is not masked is
/// logged as seen.
pub(crate) async fn sorted(
    desk: &Desk,
    state: State,
    latest_first: bool,
    page: u64,
    limit: u64,
) -> Result<(Vec<Listed>, u64)> {
    let today = local_date(desk.tx.now());
    let select = desk.tx.find::<youth::Entity>().filter(state.condition(today));
    let total = select.clone().count(desk.tx.db()).await?;
    let day = if state == State::Closed { youth::Column::ClosedAt } else { youth::Column::FollowUp };
    let ordered = if latest_first { select.order_by_desc(day) } else { select.order_by_asc(day) };
    let ordered = ordered.order_by_asc(youth::Column::Id).offset((page - 1) * limit).limit(limit);
    let mut listed = Vec::new();
    for row in ordered.all(desk.tx.db()).await? {
        let name = desk.name(&row)?;
        let told = name.map(|name| Ok::<_, platform::Error>((name, desk.turns_20(&row)?))).transpose()?;
        listed.push(Listed { row, told });
    }
    let seen: Vec<&youth::Model> = listed.iter().filter(|one| one.told.is_some()).map(|one| &one.row).collect();
    desk.saw(seen, Why::List).await?;
    Ok((listed, total))
}

/// How many there are of each part.
pub(crate) async fn counts(desk: &Desk) -> Result<[(State, u64); 3]> {
    let today = local_date(desk.tx.now());
    let mut counts = State::ALL.map(|state| (state, 0));
    for (state, count) in &mut counts {
        let select = desk.tx.find::<youth::Entity>().filter(state.condition(today));
        *count = select.count(desk.tx.db()).await?;
    }
    Ok(counts)
}

/// A contact with its note.
pub(crate) struct Contact {
    pub row: contact::Model,
    pub note: Option<String>,
}

/// All that is known of somebody.
pub(crate) struct Record {
    pub row: youth::Model,
    pub name: String,
    /// Twelve digits.
    pub number: String,
    pub turns_20: NaiveDate,
    /// The latest first.
    pub contacts: Vec<Contact>,
    /// The latest first.
    pub measures: Vec<measure::Model>,
    /// The latest first.
    pub earlier: Vec<earlier_case::Model>,
}

/// Opens somebody's record, which is logged.
pub(crate) async fn record(desk: &Desk, id: Uuid) -> Result<Record, Failure> {
    let row = desk.youth(id, Why::Record).await?;
    Ok(whole(desk, row).await?)
}

/// The record of somebody whose row was met at the desk.
pub(crate) async fn whole(desk: &Desk, row: youth::Model) -> Result<Record> {
    let (db, id) = (desk.tx.db(), row.id);
    let contacts = desk.tx.find::<contact::Entity>().filter(contact::Column::Youth.eq(id));
    let contacts = contacts.order_by_desc(contact::Column::Day).order_by_desc(contact::Column::Id).all(db).await?;
    let note = |row: &contact::Model| {
        row.note_sealed.as_ref().map(|sealed| desk.vault.open(Field::Note, row.id, sealed)).transpose()
    };
    let contacts = contacts.into_iter().map(|row| Ok(Contact { note: note(&row)?, row })).collect::<Result<_>>()?;
    let measures = desk.tx.find::<measure::Entity>().filter(measure::Column::Youth.eq(id));
    let measures = measures.order_by_desc(measure::Column::Starts).order_by_desc(measure::Column::Id).all(db).await?;
    let earlier = desk.tx.find::<earlier_case::Entity>().filter(earlier_case::Column::Youth.eq(id));
    let earlier = earlier.order_by_desc(earlier_case::Column::OpenedAt).all(db).await?;
    let name = desk.vault.open(Field::Name, id, &row.name_sealed)?;
    let number = desk.vault.open(Field::Number, id, &row.number_sealed)?;
    let turns_20 = desk.turns_20(&row)?;
    Ok(Record { row, name, number, turns_20, contacts, measures, earlier })
}

/// Whether the follow-up should have been before today.
pub(crate) fn is_overdue(row: &youth::Model, now: DateTime<Utc>) -> bool {
    row.closed_at.is_none() && row.follow_up.is_some_and(|day| day < local_date(now))
}
