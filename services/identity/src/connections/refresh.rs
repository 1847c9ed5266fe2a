//! Providers' metadata fetched again every hour. What can't be fetched or read changes nothing: the last good ones are kept, and end
//! by their own `validUntil`, after which nobody comes in through them.

use chrono::{DateTime, Utc};
use platform::{Actor, Ctx, Result};
use sea_orm::{ActiveValue::Set, ColumnTrait, IntoActiveModel, QueryFilter};

use crate::{
    entities::{connection, connection::Model},
    outside,
};

const WHO: Actor = Actor::System("provider-metadata");

/// Looks at all connections that name an address.
pub async fn all(ctx: Ctx, _: DateTime<Utc>) -> Result<()> {
    let across = ctx.store.across_read(WHO).await?;
    let rows = across.find::<connection::Entity>().filter(connection::Column::MetadataUrl.is_not_null());
    let rows = rows.all(across.db()).await?;
    drop(across);
    for row in rows {
        let Some(address) = &row.metadata_url else { continue };
        match outside::document(&ctx, address).await.and_then(|text| newer(&row, text, ctx.clock.now())) {
            Ok(None) => {}
            Ok(Some(text)) => keep(&ctx, row, text).await?,
            Err(why) => {
                tracing::warn!(connection = %row.id, tenant = row.tenant, why, "metadata were not taken: the last good stay");
            }
        }
    }
    Ok(())
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

async fn keep(ctx: &Ctx, row: Model, text: String) -> Result<()> {
    let (tenant, id) = (row.tenant.parse().map_err(anyhow::Error::new)?, row.id);
    let tx = ctx.store.begin_for(&tenant, WHO).await?;
    let mut row = row.into_active_model();
    row.metadata = Set(Some(text));
    tx.update(row).await?;
    tx.audit("identity.connection.refresh", &id.to_string(), &serde_json::Value::Null).await?;
    tx.commit().await
}
