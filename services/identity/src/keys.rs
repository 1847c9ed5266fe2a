//! API keys of an organisation: made, listed, ended. Only the hash of a key is kept.

use contracts::Role;
use platform::{Caller, Ctx, Error, Result, caller::secret_hash};
use sea_orm::{ActiveValue::Set, ColumnTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::json;
use uuid::Uuid;

use crate::{
    domain::key::{self, Maker, Plan},
    entities::key as row,
    feed,
};

/// A key just made, with the secret that is shown once.
pub struct Made {
    pub key: row::Model,
    pub secret: String,
}

/// The roles that the caller holds for every service.
pub fn roles_of(caller: &Caller) -> Vec<Role> {
    caller.session().grants.iter().filter(|grant| grant.service.is_none()).map(|grant| grant.role).collect()
}

/// The roles that the caller's keys may carry.
pub fn may_give(caller: &Caller) -> Vec<Role> {
    Maker { tenant: caller.tenant(), roles: &roles_of(caller) }.may_give()
}

/// Makes a key.
///
/// # Errors
/// A rule error for callers that are keys themselves: a leaked key must not be able to make another that outlives it.
pub async fn make(ctx: &Ctx, caller: &Caller, plan: Plan) -> Result<Made> {
    if caller.session().machine {
        return Err(Error::rule("identity-key-by-key", "an API key can't make or end keys: sign in as a person"));
    }
    let tx = ctx.store.begin(caller).await?;
    let id = platform::id::new();
    let secret = key::text(id, &mut rand::rng());
    let detail = json!({ "name": plan.name, "roles": key::joined(&plan.roles), "service": plan.service, "expiresAt": plan.expires_at });
    let key = tx.insert(fresh(id, &secret, plan, tx.now())).await?;
    tx.audit("identity.key.make", &id.to_string(), &detail).await?;
    tx.commit().await?;
    Ok(Made { key, secret })
}

/// The row of a new key; the transaction stamps the tenant.
pub fn fresh(id: Uuid, secret: &str, plan: Plan, now: chrono::DateTime<chrono::Utc>) -> row::ActiveModel {
    row::ActiveModel {
        id: Set(id),
        name: Set(plan.name),
        secret_sha256: Set(secret_hash(secret)),
        roles: Set(key::joined(&plan.roles)),
        service: Set(plan.service),
        created_at: Set(now),
        expires_at: Set(plan.expires_at),
        last_used_at: Set(None),
        ended_at: Set(None),
        ..Default::default()
    }
}

/// The organisation's keys, newest first, and how many there are.
///
/// # Errors
/// When the database does not answer.
pub async fn list(ctx: &Ctx, caller: &Caller, page: u64, limit: u64) -> Result<(Vec<row::Model>, u64)> {
    let read = ctx.store.read(caller.tenant()).await?;
    let total = read.find::<row::Entity>().count(read.db()).await?;
    let select = read.find::<row::Entity>().order_by_desc(row::Column::CreatedAt);
    let rows = select.offset(page.saturating_sub(1).saturating_mul(limit)).limit(limit).all(read.db()).await?;
    Ok((rows, total))
}

/// Ends a key; a second time does nothing.
///
/// # Errors
/// [`Error::NotFound`] when the organisation has no such key; a rule error for callers that are keys themselves.
pub async fn end(ctx: &Ctx, caller: &Caller, id: Uuid) -> Result<()> {
    if caller.session().machine {
        return Err(Error::rule("identity-key-by-key", "an API key can't make or end keys: sign in as a person"));
    }
    let tx = ctx.store.begin(caller).await?;
    let found = tx.find::<row::Entity>().filter(row::Column::Id.eq(id)).one(tx.db()).await?.ok_or(Error::NotFound)?;
    if found.ended_at.is_none() {
        let mut ending = found.into_active_model();
        ending.ended_at = Set(Some(tx.now()));
        tx.update(ending).await?;
        tx.audit("identity.key.end", &id.to_string(), &json!({})).await?;
    }
    tx.commit().await?;
    feed::tell(ctx, vec![id]).await;
    Ok(())
}
