//! The acts of confirming a pupil on a seat and of cancelling it. The pupil's row is locked first, so that she never gets two seats
//! at the same time; the seat is taken by one conditional statement, so that the last one is given once.

use chrono::NaiveDate;
use contracts::usage::Measure;
use platform::{Error, Read, Result, Tx, clock::local_date, id};
use sea_orm::{ActiveValue::Set, ColumnTrait, ExprTrait, IntoActiveModel, QueryFilter, QuerySelect, sea_query::Expr};
use serde_json::json;
use uuid::Uuid;

use crate::{
    domain::placing::{Period, Refusal, Traits, Wish, no_overlap},
    entities::{offer, placement, pupil, wish},
    events::{PlacementCancelled, PlacementConfirmed},
    failure::Failure,
    inviting,
    offering::{period, terms},
    permissions::CONFIRMED,
    waiting,
    wishing::{chosen, lock, state},
};

/// The reference by which others name a placement without knowing whose it is.
pub(crate) fn reference(placement: Uuid) -> String {
    format!("placement/{placement}")
}

/// Confirms a pupil's choice: she has the seat, and the municipality is charged for one placement.
pub(crate) async fn confirm(tx: &Tx, id: Uuid) -> Result<placement::Model, Failure> {
    let seen = tx.get::<wish::Entity>(id).await?;
    let pupil = lock(tx, seen.pupil).await?;
    let wish = tx.get::<wish::Entity>(id).await?;
    let offer = tx.get::<offer::Entity>(wish.offer).await?;
    may_confirm(tx, local_date(tx.now()), &wish, &pupil, &offer).await?;
    if !take_seat(tx, offer.id).await? {
        return Err(Refusal::Full { seats: offer.seats }.into());
    }
    let (now, id) = (tx.now(), id::new());
    let one = Measure::Quantity { quantity: 1 };
    let usage_event = tx.record_usage(&CONFIRMED, one, now, reference(id), None).await?;
    let row = placement::ActiveModel {
        id: Set(id),
        offer: Set(offer.id),
        pupil: Set(Some(pupil.id)),
        wish: Set(Some(wish.id)),
        confirmed_at: Set(now),
        cancelled_at: Set(None),
        usage_event: Set(usage_event),
        reversal_event: Set(None),
        ..Default::default()
    };
    let row = tx.insert(row).await?;
    set_state(tx, &[wish.id], Wish::Confirmed).await?;
    let others = others(tx, pupil.id, period(&offer), Wish::Open).await?;
    set_state(tx, &others, Wish::Passed).await?;
    tx.emit(PlacementConfirmed { placement: id, offer: offer.id, confirmed: now }).await?;
    tx.audit("tillarbetslivet.placement.confirm", &id.to_string(), &json!({ "offer": offer.id })).await?;
    waiting::look(tx).await?;
    Ok(row)
}

/// Whether the choice can be confirmed, apart from whether a seat is free: that is known only when it is taken.
pub(crate) async fn may_confirm(
    read: &Read,
    today: NaiveDate,
    wish: &wish::Model,
    pupil: &pupil::Model,
    offer: &offer::Model,
) -> Result<(), Failure> {
    read.subscription(today).await??;
    // What was passed over is refused below, by the name of what stands in its way.
    if matches!(state(wish), Wish::Confirmed | Wish::Cancelled) {
        return Err(Refusal::NotOpen.into());
    }
    period(offer).not_begun(today)?;
    terms(offer).fit(&Traits { school: &pupil.school, grade: &pupil.grade, born: pupil.born })?;
    no_overlap(&chosen(read, pupil.id).await?, period(offer))?;
    Ok(())
}

/// Cancels a placement that has not begun: the seat is free, the charge is taken back, and the pupil's other choices for that time
/// are open again.
pub(crate) async fn cancel(tx: &Tx, id: Uuid) -> Result<placement::Model, Failure> {
    let seen = tx.get::<placement::Entity>(id).await?;
    if let Some(pupil) = seen.pupil {
        lock(tx, pupil).await?;
    }
    let same = tx.find::<placement::Entity>().filter(placement::Column::Id.eq(id)).lock_exclusive();
    let row = same.one(tx.db()).await?.ok_or(Error::NotFound)?;
    let offer = tx.get::<offer::Entity>(row.offer).await?;
    if row.cancelled_at.is_some() {
        return Err(Refusal::AlreadyCancelled.into());
    }
    period(&offer).not_begun(local_date(tx.now()))?;
    give_seat_back(tx, offer.id).await?;
    // The placement never was, so it is taken back where it stood: in its own month.
    let none = Measure::Quantity { quantity: -1 };
    let event = tx.record_usage(&CONFIRMED, none, row.confirmed_at, reference(id), Some(row.usage_event)).await?;
    let (wish, pupil) = (row.wish, row.pupil);
    let mut row = row.into_active_model();
    row.cancelled_at = Set(Some(tx.now()));
    row.reversal_event = Set(Some(event));
    let row = tx.update(row).await?;
    if let Some(wish) = wish {
        set_state(tx, &[wish], Wish::Cancelled).await?;
    }
    if let Some(pupil) = pupil {
        reopen(tx, pupil, period(&offer)).await?;
    }
    inviting::cancelled(tx, id).await?;
    tx.emit(PlacementCancelled { placement: id, offer: offer.id, cancelled: tx.now() }).await?;
    tx.audit("tillarbetslivet.placement.cancel", &id.to_string(), &json!({ "offer": offer.id })).await?;
    waiting::look(tx).await?;
    Ok(row)
}

/// Opens choices that waited for this period, unless another confirmed one is still in their way.
async fn reopen(tx: &Tx, pupil: Uuid, free: Period) -> Result<()> {
    let all = chosen(tx, pupil).await?;
    let passed = all.iter().filter(|one| one.state == Wish::Passed && one.period.overlaps(free));
    let free: Vec<Uuid> = passed.filter(|one| no_overlap(&all, one.period).is_ok()).map(|one| one.offer).collect();
    let rows = tx.find::<wish::Entity>().filter(wish::Column::Pupil.eq(pupil));
    let rows = rows.filter(wish::Column::Offer.is_in(free)).filter(wish::Column::Status.eq(Wish::Passed.name()));
    let ids: Vec<Uuid> = rows.all(tx.db()).await?.iter().map(|row| row.id).collect();
    set_state(tx, &ids, Wish::Open).await
}

/// The pupil's choices in this state that overlap a period.
async fn others(tx: &Tx, pupil: Uuid, with: Period, in_state: Wish) -> Result<Vec<Uuid>> {
    let all = chosen(tx, pupil).await?;
    let same_time = all.iter().filter(|one| one.state == in_state && one.period.overlaps(with));
    let offers: Vec<Uuid> = same_time.map(|one| one.offer).collect();
    let rows = tx.find::<wish::Entity>().filter(wish::Column::Pupil.eq(pupil));
    let rows = rows.filter(wish::Column::Offer.is_in(offers)).filter(wish::Column::Status.eq(in_state.name()));
    Ok(rows.all(tx.db()).await?.iter().map(|row| row.id).collect())
}

async fn set_state(tx: &Tx, wishes: &[Uuid], state: Wish) -> Result<()> {
    if wishes.is_empty() {
        return Ok(());
    }
    tx.update_many::<wish::Entity>()
        .col_expr(wish::Column::Status, Expr::value(state.name()))
        .filter(wish::Column::Id.is_in(wishes.iter().copied()))
        .exec(tx.db())
        .await?;
    Ok(())
}

/// Takes a seat, if one is free, in one statement. Tells whether it did.
async fn take_seat(tx: &Tx, offer: Uuid) -> Result<bool> {
    let taken = Expr::col(offer::Column::Taken);
    let done = tx
        .update_many::<offer::Entity>()
        .col_expr(offer::Column::Taken, taken.clone().add(1))
        .filter(offer::Column::Id.eq(offer))
        .filter(taken.lt(Expr::col(offer::Column::Seats)))
        .exec(tx.db())
        .await?;
    Ok(done.rows_affected == 1)
}

async fn give_seat_back(tx: &Tx, offer: Uuid) -> Result<()> {
    tx.update_many::<offer::Entity>()
        .col_expr(offer::Column::Taken, Expr::col(offer::Column::Taken).sub(1))
        .filter(offer::Column::Id.eq(offer))
        .filter(offer::Column::Taken.gt(0))
        .exec(tx.db())
        .await?;
    Ok(())
}
