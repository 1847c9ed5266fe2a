//! Providers' metadata fetched again every hour. What can't be fetched or read changes nothing: the last good ones are kept, and end
//! by their own `validUntil`, after which nobody comes in through them.

use chrono::{DateTime, Utc};
use futures_util::{StreamExt, stream};
use platform::{Actor, Caller, Ctx, Error, Result, Tx};
use sea_orm::{ActiveValue::Set, ColumnTrait, IntoActiveModel, QueryFilter, QuerySelect};
use serde_json::json;
use uuid::Uuid;

use super::expiry;
use crate::{
    entities::{connection, connection::Model},
    outside::{self, Fault},
};

pub(super) const WHO: Actor = Actor::System("provider-metadata");
/// Addresses asked at the same time: some may be slow to say nothing.
const TOGETHER: usize = 8;

/// Fetches the metadata of all connections that name an address, and looks at what comes to an end.
pub async fn all(ctx: Ctx, _: DateTime<Utc>) -> Result<()> {
    let across = ctx.store.across_read(WHO).await?;
    let described = across.find::<connection::Entity>().filter(connection::Column::Metadata.is_not_null());
    let ids: Vec<Uuid> = described.select_only().column(connection::Column::Id).into_tuple().all(across.db()).await?;
    drop(across);
    // Metadata are long: no more of them are in memory than are looked at.
    stream::iter(ids).for_each_concurrent(TOGETHER, |id| one(&ctx, id)).await;
    Ok(())
}

/// One connection, whatever becomes of the others.
async fn one(ctx: &Ctx, id: Uuid) {
    let done = async {
        let Some(mut row) = super::by_id(ctx, id).await? else { return Ok(()) };
        if let Some(address) = row.metadata_url.clone() {
            let found = asked(ctx, &row, &address).await;
            if let Err(fault) = &found {
                tracing::warn!(connection = %row.id, tenant = row.tenant, code = fault.code, why = fault.detail, "metadata were not taken: the last good stay");
            }
            let tx = ctx.store.begin_for(&row.tenant.parse().map_err(anyhow::Error::new)?, WHO).await?;
            let Some(kept) = note(&tx, id, found).await? else { return Ok(()) };
            tx.commit().await?;
            row = kept;
        }
        expiry::look(ctx, &row).await
    };
    if let Err(error) = done.await {
        tracing::warn!(connection = %id, error = error.full(), "a connection was not looked at");
    }
}

/// Takes a provider's metadata now: those at its address, or else what an administrator has pasted, as when the provider changes its
/// key. What came of asking an address is told by the connection's page; what was pasted is refused.
///
/// # Errors
/// [`Error::NotFound`] when the connection is not the organisation's; the inner one: why what was pasted is not taken.
pub async fn now(ctx: &Ctx, caller: &Caller, id: Uuid, pasted: &str) -> Result<std::result::Result<(), Fault>> {
    let row = super::find(ctx, caller, id).await?;
    let found = match source(&row) {
        Some(Told::At(address)) => asked(ctx, &row, address).await,
        Some(Told::Pasted) => match newer(&row, pasted.trim().to_owned(), ctx.clock.now()) {
            Err(fault) => return Ok(Err(fault)),
            taken => taken,
        },
        // The provider describes itself, or a federation does: there is nothing to take.
        None => return Ok(Ok(())),
    };
    let tx = ctx.store.begin(caller).await?;
    let taken = matches!(found, Ok(Some(_)));
    let row = note(&tx, id, found).await?.ok_or(Error::NotFound)?;
    if !taken {
        tx.audit("identity.connection.refresh", &id.to_string(), &json!({ "new": false })).await?;
    }
    tx.commit().await?;
    expiry::look(ctx, &row).await?;
    Ok(Ok(()))
}

/// Where a connection's metadata come from, if an administrator of the organisation has to do with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told<'a> {
    At(&'a str),
    Pasted,
}

/// Which of them it is; none for those that a federation tells, and for providers that have no metadata.
pub fn source(row: &Model) -> Option<Told<'_>> {
    match (&row.metadata_url, &row.metadata, row.federation) {
        (Some(address), ..) => Some(Told::At(address)),
        (None, Some(_), None) => Some(Told::Pasted),
        _ => None,
    }
}

/// What an address tells, if it is new.
async fn asked(ctx: &Ctx, row: &Model, address: &str) -> std::result::Result<Option<String>, Fault> {
    newer(row, outside::document(ctx, address).await?, ctx.clock.now())
}

/// What is kept from now on, or nothing when it is the same.
///
/// # Errors
/// Why it is not taken: unreadable, of another provider, past its end, or older than what is there (rolled back).
fn newer(row: &Model, text: String, now: DateTime<Utc>) -> std::result::Result<Option<String>, Fault> {
    if row.metadata.as_ref() == Some(&text) {
        return Ok(None);
    }
    let new = saml::Provider::read(&text).map_err(|error| Fault::new(error.code(), error))?;
    if new.entity_id != row.issuer {
        return Err(Fault::new("metadata-other", format!("they describe {}", new.entity_id)));
    }
    if !new.is_valid(now) {
        return Err(Fault::new("metadata-ended", "they are past their end (validUntil)"));
    }
    let old = row.metadata.as_deref().and_then(|text| saml::Provider::read(text).ok());
    if let (Some(new), Some(old)) = (new.valid_until, old.and_then(|old| old.valid_until))
        && new < old
    {
        return Err(Fault::new(
            "metadata-rolled-back",
            format!("they end {new}, before those in use, which end {old}"),
        ));
    }
    Ok(Some(text))
}

/// Notes what came of it; what is new takes the place of what was there. None when the connection has been removed meanwhile.
async fn note(tx: &Tx, id: Uuid, found: std::result::Result<Option<String>, Fault>) -> Result<Option<Model>> {
    let row = tx.find::<connection::Entity>().filter(connection::Column::Id.eq(id)).one(tx.db()).await?;
    let Some(row) = row else { return Ok(None) };
    let mut row = row.into_active_model();
    row.asked_at = Set(Some(tx.now()));
    let (new, fault) = match found {
        Ok(new) => (new, None),
        Err(fault) => (None, Some(fault)),
    };
    row.fault = Set(fault.as_ref().map(|fault| fault.code.into()));
    row.fault_detail = Set(fault.map(|fault| fault.detail));
    if let Some(text) = new {
        row.metadata = Set(Some(text));
        tx.audit("identity.connection.refresh", &id.to_string(), &json!({ "new": true })).await?;
    }
    Ok(Some(tx.update(row).await?))
}
