//! Providers' metadata fetched again every hour. What can't be fetched or read changes nothing: the last good ones are kept, and end
//! by their own `validUntil`, after which nobody comes in through them.

use chrono::{DateTime, Utc};
use futures_util::{StreamExt, stream};
use platform::{Actor, Ctx, Result};
use sea_orm::{ActiveValue::Set, ColumnTrait, IntoActiveModel, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::expiry;
use crate::{
    entities::{connection, connection::Model},
    outside,
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
        if let Some(address) = &row.metadata_url {
            let text = outside::document(ctx, address).await.map_err(|fault| fault.detail);
            match text.and_then(|text| newer(&row, text, ctx.clock.now())) {
                Ok(None) => {}
                Ok(Some(text)) => row = keep(ctx, row.clone(), text).await?,
                Err(why) => {
                    tracing::warn!(connection = %row.id, tenant = row.tenant, why, "metadata were not taken: the last good stay");
                }
            }
        }
        expiry::look(ctx, &row).await
    };
    if let Err(error) = done.await {
        tracing::warn!(connection = %id, error = error.full(), "a connection was not looked at");
    }
}

/// What is kept from now on, or nothing when it is the same.
///
/// # Errors
/// Why it is not taken: unreadable, of another provider, past its end, or older than what is there (rolled back).
fn newer(row: &Model, text: String, now: DateTime<Utc>) -> std::result::Result<Option<String>, String> {
    if row.metadata.as_ref() == Some(&text) {
        return Ok(None);
    }
    let new = saml::Provider::read(&text).map_err(|error| error.to_string())?;
    if new.entity_id != row.issuer {
        return Err("they describe another provider".into());
    }
    if !new.is_valid(now) {
        return Err("they are past their end".into());
    }
    let old = row.metadata.as_deref().and_then(|text| saml::Provider::read(text).ok());
    if let (Some(new), Some(old)) = (new.valid_until, old.and_then(|old| old.valid_until))
        && new < old
    {
        return Err("they end before those that are there: an old copy".into());
    }
    Ok(Some(text))
}

async fn keep(ctx: &Ctx, row: Model, text: String) -> Result<Model> {
    let (tenant, id) = (row.tenant.parse().map_err(anyhow::Error::new)?, row.id);
    let tx = ctx.store.begin_for(&tenant, WHO).await?;
    let mut row = row.into_active_model();
    row.metadata = Set(Some(text));
    let row = tx.update(row).await?;
    tx.audit("identity.connection.refresh", &id.to_string(), &serde_json::Value::Null).await?;
    tx.commit().await?;
    Ok(row)
}
