//! The act of approving a placement, and what somebody outside sees: the placements that she was invited to, and nothing else.

use chrono::{DateTime, Utc};
use platform::{Error, Read, Result, Tx, clock::local_date};
use sea_orm::{ActiveValue::Set, ColumnTrait, IntoActiveModel, QueryFilter};
use serde_json::json;
use uuid::Uuid;

use crate::{
    domain::approval::{self as rules, About, Side},
    entities::{offer, party, party::Model, placement, pupil},
    events::PlacementApproved,
    failure::Failure,
    inviting::{locked, parties, party_of, side},
    reading,
};

/// A placement as somebody sees it who was invited to it.
#[derive(Debug)]
pub(crate) struct Own {
    /// She.
    pub row: Model,
    pub placement: placement::Model,
    pub offer: offer::Model,
    pub pupil: Option<pupil::Model>,
    /// All who were invited to it.
    pub sides: Vec<Side>,
}

/// One of a person's own: what is another's does not exist.
pub(crate) async fn one(read: &Read, person: Uuid, id: Uuid) -> Result<Model> {
    let own = read.find::<party::Entity>().filter(party::Column::Id.eq(id)).filter(party::Column::Person.eq(person));
    own.filter(party::Column::WithdrawnAt.is_null()).one(read.db()).await?.ok_or(Error::NotFound)
}

/// All of a person's own, those who begin first first.
pub(crate) async fn all(read: &Read, person: Uuid, now: DateTime<Utc>) -> Result<Vec<Own>> {
    let rows = read.find::<party::Entity>().filter(party::Column::Person.eq(person));
    let rows = rows.filter(party::Column::WithdrawnAt.is_null()).all(read.db()).await?;
    let mut whole = whole(read, rows, now).await?;
    whole.sort_by_key(|own| (own.offer.first_day, own.row.id));
    Ok(whole)
}

/// What belongs to some rows.
pub(crate) async fn whole(read: &Read, rows: Vec<Model>, now: DateTime<Utc>) -> Result<Vec<Own>> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.placement).collect();
    let placements = read.find::<placement::Entity>().filter(placement::Column::Id.is_in(ids.clone()));
    let placements = placements.all(read.db()).await?;
    let offers = reading::offers_of(read, placements.iter().map(|row| row.offer).collect()).await?;
    let pupils = reading::pupils(read, placements.iter().filter_map(|row| row.pupil).collect()).await?;
    let invited = read.find::<party::Entity>().filter(party::Column::Placement.is_in(ids)).all(read.db()).await?;
    let one = |row: Model| {
        let placement = placements.iter().find(|one| one.id == row.placement)?.clone();
        let offer = offers.get(&placement.offer)?.clone();
        let pupil = placement.pupil.and_then(|pupil| pupils.get(&pupil).cloned());
        let sides = invited.iter().filter(|one| one.placement == row.placement).map(|one| side(one, now)).collect();
        Some(Own { row, placement, offer, pupil, sides })
    };
    Ok(rows.into_iter().filter_map(one).collect())
}

impl Own {
    /// What decides whether she may approve it.
    pub(crate) fn about(&self) -> About {
        About { cancelled: self.placement.cancelled_at.is_some(), last: self.offer.last_day }
    }
}

/// Approves a placement in a person's name.
pub(crate) async fn approve(tx: &Tx, (person, name): (Uuid, &str), id: Uuid) -> Result<Model, Failure> {
    let own = one(tx, person, id).await?;
    let (placement, _, about) = locked(tx, own.placement).await?;
    let own = one(tx, person, id).await?;
    let sides: Vec<Side> = parties(tx, placement.id).await?.iter().map(|row| side(row, tx.now())).collect();
    rules::may_approve(about, side(&own, tx.now()), &sides, local_date(tx.now()))?;
    let party = party_of(&own);
    let mut row = own.into_active_model();
    row.approved_at = Set(Some(tx.now()));
    row.name = Set(Some(name.to_owned()));
    // Nothing more is to be said to her.
    row.address_sealed = Set(None);
    let row = tx.update(row).await?;
    tx.take_back(id).await?;
    tx.emit(PlacementApproved { placement: placement.id, by: party.name().into(), approved: tx.now() }).await?;
    let detail = json!({ "party": party.name(), "invitation": id });
    tx.audit("tillarbetslivet.placement.approve", &placement.id.to_string(), &detail).await?;
    Ok(row)
}
