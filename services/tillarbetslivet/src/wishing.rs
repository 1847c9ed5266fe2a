//! The act of entering a pupil's choice. The pupil's row is locked first, so that two choices at once can't take the same number.

use chrono::NaiveDate;
use platform::{Error, Read, Result, Tx, clock::local_date, id};
use sea_orm::{ActiveValue::Set, ColumnTrait, IntoActiveModel, QueryFilter, QuerySelect};
use serde_json::json;
use uuid::Uuid;

use crate::{
    domain::{
        placing::{Chosen, Traits, Wish, may_wish},
        school_year,
    },
    entities::{offer, pupil, wish},
    failure::Failure,
    offering::{period, terms},
    waiting,
};

/// A pupil as a school tells of her.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Told {
    pub reference: String,
    pub school: String,
    pub class: String,
    pub grade: String,
    pub born: NaiveDate,
}

/// Enters that a pupil has chosen a placement, as her choice number `rank`.
pub(crate) async fn wish(tx: &Tx, told: &Told, offer: Uuid, rank: i32) -> Result<wish::Model, Failure> {
    let today = local_date(tx.now());
    tx.subscription(today).await??;
    let offer = tx.get::<offer::Entity>(offer).await?;
    period(&offer).not_begun(today)?;
    terms(&offer).fit(&Traits { school: &told.school, grade: &told.grade, born: told.born })?;
    let pupil = enter(tx, told, school_year::last_day(offer.last_day)).await?;
    may_wish(&chosen(tx, pupil.id).await?, offer.id, rank, period(&offer))?;
    let row = wish::ActiveModel {
        id: Set(id::new()),
        pupil: Set(pupil.id),
        offer: Set(offer.id),
        rank: Set(rank),
        status: Set(Wish::Open.name().into()),
        wished_at: Set(tx.now()),
        ..Default::default()
    };
    let row = tx.insert(row).await?;
    tx.audit("tillarbetslivet.wish.add", &row.id.to_string(), &json!({ "rank": rank })).await?;
    waiting::look(tx).await?;
    Ok(row)
}

/// The pupil's row as told, new or brought up to date, and locked.
async fn enter(tx: &Tx, told: &Told, keep_until: NaiveDate) -> Result<pupil::Model> {
    let fresh = pupil::ActiveModel {
        id: Set(id::new()),
        reference: Set(told.reference.clone()),
        school: Set(told.school.clone()),
        class: Set(told.class.clone()),
        grade: Set(told.grade.clone()),
        born: Set(told.born),
        keep_until: Set(keep_until),
        ..Default::default()
    };
    tx.insert_if_new(fresh).await?;
    let same = tx.find::<pupil::Entity>().filter(pupil::Column::Reference.eq(&told.reference)).lock_exclusive();
    let row = same.one(tx.db()).await?.ok_or_else(|| Error::Unavailable("the pupil's row".into()))?;
    let keep_until = keep_until.max(row.keep_until);
    let mut row = row.into_active_model();
    row.school = Set(told.school.clone());
    row.class = Set(told.class.clone());
    row.grade = Set(told.grade.clone());
    row.born = Set(told.born);
    row.keep_until = Set(keep_until);
    tx.update(row).await
}

/// The pupil's row, locked until the transaction ends: whoever comes second waits here, and then sees what the first did.
pub(crate) async fn lock(tx: &Tx, pupil: Uuid) -> Result<pupil::Model> {
    let row = tx.find::<pupil::Entity>().filter(pupil::Column::Id.eq(pupil)).lock_exclusive().one(tx.db()).await?;
    row.ok_or(Error::NotFound)
}

/// All choices of a pupil, with the periods that they are for.
pub(crate) async fn chosen(read: &Read, pupil: Uuid) -> Result<Vec<Chosen>> {
    let rows = read.find::<wish::Entity>().filter(wish::Column::Pupil.eq(pupil)).all(read.db()).await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.offer).collect();
    let offers = read.find::<offer::Entity>().filter(offer::Column::Id.is_in(ids)).all(read.db()).await?;
    let as_chosen = |row: &wish::Model| {
        let offer = offers.iter().find(|offer| offer.id == row.offer)?;
        Some(Chosen { offer: row.offer, rank: row.rank, state: state(row), period: period(offer) })
    };
    Ok(rows.iter().filter_map(as_chosen).collect())
}

/// The stored state; text that is none (which nothing here writes) counts as over.
pub(crate) fn state(row: &wish::Model) -> Wish {
    Wish::parse(&row.status).unwrap_or(Wish::Cancelled)
}
