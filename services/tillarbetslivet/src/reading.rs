//! Reading offers, choices and placements, for the API and the pages alike.

use std::collections::HashMap;

use chrono::NaiveDate;
use platform::{Read, Result};
use sea_orm::{ColumnTrait, Condition, ExprTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr};
use uuid::Uuid;

use crate::{
    domain::{
        hours::{Kind, Weekdays},
        placing::Wish,
    },
    entities::{offer, placement, pupil, wish},
};

/// Where an offer is in its life on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stand {
    /// Not begun, with a seat left.
    Free,
    /// Not begun, every seat taken.
    Full,
    /// Under way.
    Ongoing,
    /// Over.
    Past,
}

impl Stand {
    pub(crate) const ALL: [Self; 4] = [Self::Free, Self::Full, Self::Ongoing, Self::Past];

    /// As in addresses and in the API.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Free => "free",
            Self::Full => "full",
            Self::Ongoing => "ongoing",
            Self::Past => "past",
        }
    }

    pub(crate) fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stand| stand.name() == name)
    }

    pub(crate) fn of(row: &offer::Model, today: NaiveDate) -> Self {
        if row.last_day < today {
            Self::Past
        } else if row.first_day <= today {
            Self::Ongoing
        } else if row.taken < row.seats {
            Self::Free
        } else {
            Self::Full
        }
    }

    pub(crate) fn condition(self, today: NaiveDate) -> Condition {
        let coming = || Condition::all().add(offer::Column::FirstDay.gt(today));
        let free = || Expr::col(offer::Column::Taken).lt(Expr::col(offer::Column::Seats));
        match self {
            Self::Free => coming().add(free()),
            Self::Full => coming().add(free().not()),
            Self::Ongoing => {
                Condition::all().add(offer::Column::FirstDay.lte(today)).add(offer::Column::LastDay.gte(today))
            }
            Self::Past => Condition::all().add(offer::Column::LastDay.lt(today)),
        }
    }
}

/// Which offers.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Which {
    pub stand: Option<Stand>,
    pub kind: Option<Kind>,
}

/// A page of the municipality's offers, and how many there are in all: coming ones by their first day, the others the latest first.
pub(crate) async fn offers(
    read: &Read,
    which: Which,
    today: NaiveDate,
    page: u64,
    limit: u64,
) -> Result<(Vec<offer::Model>, u64)> {
    let mut select = read.find::<offer::Entity>();
    if let Some(stand) = which.stand {
        select = select.filter(stand.condition(today));
    }
    if let Some(kind) = which.kind {
        select = select.filter(offer::Column::Kind.eq(kind.name()));
    }
    let total = read.total(&select).await?;
    let ordered = match which.stand {
        Some(Stand::Free | Stand::Full) => select.order_by_asc(offer::Column::FirstDay),
        _ => select.order_by_desc(offer::Column::FirstDay),
    };
    let rows = ordered.order_by_asc(offer::Column::Employer).order_by_asc(offer::Column::Id);
    Ok((rows.offset((page - 1) * limit).limit(limit).all(read.db()).await?, total))
}

/// Which choices.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Whose {
    pub state: Option<Wish>,
    pub offer: Option<Uuid>,
}

/// A page of choices, the oldest first, and how many there are in all. Of open ones only those for placements that have not begun.
pub(crate) async fn wishes(
    read: &Read,
    whose: Whose,
    today: NaiveDate,
    page: u64,
    limit: u64,
) -> Result<(Vec<wish::Model>, u64)> {
    let mut select = read.find::<wish::Entity>();
    if let Some(state) = whose.state {
        select = select.filter(wish::Column::Status.eq(state.name()));
        if state == Wish::Open {
            let coming = read.find::<offer::Entity>().filter(offer::Column::FirstDay.gt(today));
            let ids = coming.select_only().column(offer::Column::Id);
            select = select.filter(wish::Column::Offer.in_subquery(sea_orm::QueryTrait::into_query(ids)));
        }
    }
    if let Some(offer) = whose.offer {
        select = select.filter(wish::Column::Offer.eq(offer));
    }
    let total = read.total(&select).await?;
    let ordered = select.order_by_asc(wish::Column::Rank).order_by_asc(wish::Column::WishedAt);
    let rows = ordered.order_by_asc(wish::Column::Id).offset((page - 1) * limit).limit(limit);
    Ok((rows.all(read.db()).await?, total))
}

/// The same pupil's other choices, first choices first.
pub(crate) async fn others(read: &Read, than: &wish::Model) -> Result<Vec<wish::Model>> {
    let others = read.find::<wish::Entity>().filter(wish::Column::Pupil.eq(than.pupil));
    let others = others.filter(wish::Column::Id.ne(than.id)).order_by_asc(wish::Column::Rank);
    Ok(others.order_by_asc(wish::Column::Id).all(read.db()).await?)
}

/// A page of placements, the latest first, and how many there are in all.
pub(crate) async fn placements(
    read: &Read,
    offer: Option<Uuid>,
    page: u64,
    limit: u64,
) -> Result<(Vec<placement::Model>, u64)> {
    let mut select = read.find::<placement::Entity>();
    if let Some(offer) = offer {
        select = select.filter(placement::Column::Offer.eq(offer));
    }
    let total = read.total(&select).await?;
    let ordered = select.order_by_desc(placement::Column::ConfirmedAt).order_by_asc(placement::Column::Id);
    Ok((ordered.offset((page - 1) * limit).limit(limit).all(read.db()).await?, total))
}

/// The pupils of some ids.
pub(crate) async fn pupils(read: &Read, ids: Vec<Uuid>) -> Result<HashMap<Uuid, pupil::Model>> {
    let rows = read.find::<pupil::Entity>().filter(pupil::Column::Id.is_in(ids)).all(read.db()).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// The offers of some ids.
pub(crate) async fn offers_of(read: &Read, ids: Vec<Uuid>) -> Result<HashMap<Uuid, offer::Model>> {
    let rows = read.find::<offer::Entity>().filter(offer::Column::Id.is_in(ids)).all(read.db()).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// Days of prao that a pupil has confirmed this school year.
pub(crate) async fn prao_days(read: &Read, pupil: Uuid) -> Result<usize> {
    let held = read.find::<placement::Entity>().filter(placement::Column::Pupil.eq(pupil));
    let held = held.filter(placement::Column::CancelledAt.is_null()).all(read.db()).await?;
    let offers = offers_of(read, held.iter().map(|row| row.offer).collect()).await?;
    let days = |row: &offer::Model| Weekdays(row.days).worked(row.first_day, row.last_day);
    Ok(offers.values().map(days).sum())
}
