//! Verifying minutes: the chair and a verifier, two persons of two municipalities, sign them or send them back.

use contracts::tasks::TaskClosed;
use platform::{Across, Caller, Ctx, Error, Result};
use sea_orm::{ActiveValue::Set, ColumnTrait, IntoActiveModel, QueryFilter};
use serde_json::json;
use uuid::Uuid;

use super::{
    Whole, locked,
    minutes::{hash, task},
    tell,
};
use crate::{
    demo::tenant,
    domain::{
        meeting::{LONGEST_DECISION, Minutes, may_verify},
        refusal::Refusal,
    },
    entities::signature,
    failure::Failure,
    proposals::name,
};

/// What a signature is under.
struct Desk {
    whole: Whole,
    own: signature::Model,
    other: Option<signature::Model>,
}

/// A signature with the other one and the minutes, locked.
async fn desk(across: &Across, id: Uuid) -> Result<Desk> {
    let own = across.find::<signature::Entity>().filter(signature::Column::Id.eq(id)).one(across.db()).await?;
    let own = own.ok_or(Error::NotFound)?;
    let whole = locked(across, &own.service, own.meeting).await?;
    // Read again: somebody may have signed before the lock was ours.
    let (own, other): (Vec<_>, Vec<_>) =
        both(across, &own.service, own.meeting).await?.into_iter().partition(|one| one.id == id);
    let own = own.into_iter().next().ok_or(Error::NotFound)?;
    Ok(Desk { whole, own, other: other.into_iter().next() })
}

/// The door for a person whose municipality has that signature: the other signature is another's, and the minutes the council's.
async fn open(ctx: &Ctx, caller: &Caller, id: Uuid) -> Result<Across> {
    if caller.session().machine {
        return Err(Error::rule("persons-only", "minutes are verified by people"));
    }
    let read = ctx.store.read(caller.tenant()).await?;
    read.get::<signature::Entity>(id).await?;
    drop(read);
    ctx.store.across_for(caller.actor()).await
}

/// The signatures of a meeting's minutes.
pub(crate) async fn both(across: &Across, service: &str, meeting: i64) -> Result<Vec<signature::Model>> {
    let both = across.find::<signature::Entity>().filter(signature::Column::Service.eq(service));
    Ok(both.filter(signature::Column::Meeting.eq(meeting)).all(across.db()).await?)
}

/// Signs for the caller's municipality.
pub(crate) async fn sign(ctx: &Ctx, caller: &Caller, id: Uuid) -> Result<(), Failure> {
    let across = open(ctx, caller, id).await?;
    put(&across, id, caller.session().actor, &caller.session().name).await?;
    Ok(across.commit().await?)
}

/// Puts a person's name under the minutes. The second signature fixes them for ever.
pub(crate) async fn put(across: &Across, id: Uuid, person: Uuid, signed_as: &str) -> Result<(), Failure> {
    let Desk { whole, own, other } = desk(across, id).await?;
    let row = &whole.meeting;
    let signed = other.as_ref().and_then(|other| other.person);
    may_verify(Minutes::parse(&row.state), person, row.writer, signed)?;
    if own.signed_at.is_some() {
        return Err(Refusal::NotVerifying.into());
    }
    let now = across.now();
    let mut new = own.clone().into_active_model();
    new.person = Set(Some(person));
    new.name = Set(Some(signed_as.into()));
    new.signed_at = Set(Some(now));
    across.update(new).await?;
    let tx = across.tenant(&tenant(&own.tenant)?);
    tx.emit(TaskClosed { task: own.id }).await?;
    let detail = json!({ "meeting": name(&own.service, own.meeting), "part": own.part, "minutes": hash(&whole) });
    tx.audit("governance.minutes.verify", &own.id.to_string(), &detail).await?;
    match &other {
        Some(other) if signed.is_none() => {
            across.tenant(&tenant(&other.tenant)?).emit(task(row, other, Some(person))).await?;
        }
        _ => {
            let mut fixed = row.clone().into_active_model();
            fixed.state = Set(Minutes::Verified.name().into());
            fixed.verified_at = Set(Some(now));
            fixed.minutes_hash = Set(Some(hash(&whole)));
            across.update(fixed).await?;
        }
    }
    Ok(())
}

/// Sends the minutes back to who wrote them, with what is wrong. A signature that was there is void.
pub(crate) async fn send_back(ctx: &Ctx, caller: &Caller, id: Uuid, reason: &str) -> Result<(), Failure> {
    let reason = reason.trim();
    if !(5..=LONGEST_DECISION).contains(&reason.chars().count()) {
        return Err(Refusal::ReturnReason.into());
    }
    let across = open(ctx, caller, id).await?;
    let Desk { whole, own, other } = desk(&across, id).await?;
    let row = &whole.meeting;
    if Minutes::parse(&row.state) != Minutes::Verifying || own.signed_at.is_some() {
        return Err(Refusal::NotVerifying.into());
    }
    for one in [Some(&own), other.as_ref()].into_iter().flatten() {
        across.tenant(&tenant(&one.tenant)?).emit(TaskClosed { task: one.id }).await?;
    }
    let gone = across.delete::<signature::Entity>().filter(signature::Column::Service.eq(&own.service));
    gone.filter(signature::Column::Meeting.eq(own.meeting)).exec(across.db()).await?;
    let mut new = row.clone().into_active_model();
    new.state = Set(Minutes::Draft.name().into());
    new.returned = Set(Some(reason.into()));
    let row = across.update(new).await?;
    tell::minutes_came_back(&across, &row).await?;
    let detail = json!({ "meeting": name(&own.service, own.meeting), "part": own.part });
    across.audit(caller.tenant(), "governance.minutes.return", &own.id.to_string(), &detail).await?;
    Ok(across.commit().await?)
}
