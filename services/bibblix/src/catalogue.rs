//! Reading the catalogue and the loans, for the API and the pages alike.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use platform::{Read, Result};
use sea_orm::{
    ColumnTrait, Condition, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{ExprTrait, LikeExpr},
};
use uuid::Uuid;

use crate::{
    domain::{catalogue::patterns, loan::Status},
    entities::{loan, title},
};

/// A page of the titles that a search finds, in Swedish order, and how many there are in all.
pub(crate) async fn search(read: &Read, query: &str, page: u64, limit: u64) -> Result<(Vec<title::Model>, u64)> {
    let mut select = read.reference::<title::Entity>();
    for pattern in patterns(query) {
        let like = LikeExpr::new(pattern).escape('\\');
        select = select.filter(sea_orm::sea_query::Expr::col(title::Column::Search).like(like));
    }
    let total = read.total(&select).await?;
    let ordered = select.order_by_asc(title::Column::SortKey).order_by_asc(title::Column::Id);
    Ok((ordered.offset((page - 1) * limit).limit(limit).all(read.db()).await?, total))
}

/// The titles of some loans.
pub(crate) async fn titles_of(read: &Read, loans: &[loan::Model]) -> Result<HashMap<Uuid, title::Model>> {
    let mut ids: Vec<Uuid> = loans.iter().map(|loan| loan.title).collect();
    ids.sort_unstable();
    ids.dedup();
    let mut titles = HashMap::with_capacity(ids.len());
    // A statement takes 32 766 parameters at most.
    for some in ids.chunks(10_000) {
        let of = read.reference::<title::Entity>().filter(title::Column::Id.is_in(some.iter().copied()));
        titles.extend(of.all(read.db()).await?.into_iter().map(|row| (row.id, row)));
    }
    Ok(titles)
}

/// A page of the municipality's loans, the latest first, and how many there are in all.
pub(crate) async fn loans(
    read: &Read,
    status: Option<Status>,
    now: DateTime<Utc>,
    page: u64,
    limit: u64,
) -> Result<(Vec<loan::Model>, u64)> {
    let select = read.find::<loan::Entity>().filter(status_is(status, now));
    let total = read.total(&select).await?;
    let ordered = select.order_by_desc(loan::Column::Started).order_by_desc(loan::Column::Id);
    Ok((ordered.offset((page - 1) * limit).limit(limit).all(read.db()).await?, total))
}

/// Loans whose status is this now: see [`Status::at`].
pub(crate) fn status_is(status: Option<Status>, now: DateTime<Utc>) -> Condition {
    let stored = |status: Status| loan::Column::Status.eq(status.name());
    match status {
        None => Condition::all(),
        Some(Status::Active) => Condition::all().add(stored(Status::Active)).add(loan::Column::Due.gt(now)),
        Some(Status::Expired) => {
            let unmarked = Condition::all().add(stored(Status::Active)).add(loan::Column::Due.lte(now));
            Condition::any().add(stored(Status::Expired)).add(unmarked)
        }
        Some(other) => Condition::all().add(stored(other)),
    }
}
