//! Examples for the platform-wide tests: an object of a tenant for each path parameter, a body for each operation that takes one.

use contracts::Tenant;
use platform::{Ctx, Result, id};
use sea_orm::{QueryFilter, QueryOrder};
use serde_json::{Value, json};

use crate::{catalogue, demo::EXAMPLE_TITLE, domain::loan::Status, entities::loan};

/// The tenant's latest active loan: it can be seen, returned, and (when it started today) taken back.
pub(crate) async fn loan(ctx: Ctx, tenant: Tenant) -> Result<Option<String>> {
    let read = ctx.store.read(&tenant).await?;
    let active = read.find::<loan::Entity>().filter(catalogue::status_is(Some(Status::Active), ctx.clock.now()));
    let latest = active.order_by_desc(loan::Column::Started).one(read.db()).await?;
    Ok(latest.map(|row| row.id.to_string()))
}

/// A card that has not borrowed anything.
pub(crate) async fn start_loan(_ctx: Ctx, _tenant: Tenant) -> Result<Value> {
    let number = id::random().simple().to_string();
    Ok(json!({ "title": EXAMPLE_TITLE, "card": number }))
}

pub(crate) async fn reverse_loan(_ctx: Ctx, _tenant: Tenant) -> Result<Value> {
    Ok(json!({ "reason": "Boken gick inte att öppna i appen" }))
}

pub(crate) async fn decide_budget(_ctx: Ctx, _tenant: Tenant) -> Result<Value> {
    Ok(json!({ "capOre": 9_000_000 }))
}
