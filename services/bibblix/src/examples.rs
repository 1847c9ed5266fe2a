//! Examples for the platform-wide tests: an object of a tenant for each path parameter, a body for each operation that takes one.

use contracts::Tenant;
use platform::{Actor, Ctx, Result, id};
use sea_orm::{QueryFilter, QueryOrder};
use serde_json::{Value, json};

use crate::{
    catalogue,
    demo::EXAMPLE_TITLE,
    domain::{card::CardNumber, loan::Status},
    entities::loan,
    failure::Failure,
    lend,
};

/// The tenant's latest active loan when it can still be taken back, else a new one: it can be seen, returned and taken back.
pub(crate) async fn loan(ctx: Ctx, tenant: Tenant) -> Result<Option<String>> {
    let now = ctx.clock.now();
    let read = ctx.store.read(&tenant).await?;
    let active = read.find::<loan::Entity>().filter(catalogue::status_is(Some(Status::Active), now));
    let latest = active.order_by_desc(loan::Column::Started).one(read.db()).await?;
    drop(read);
    if let Some(row) = latest.filter(|row| lend::status(row).may_reverse(row.started, now).is_ok()) {
        return Ok(Some(row.id.to_string()));
    }
    let title = EXAMPLE_TITLE.parse().map_err(anyhow::Error::new)?;
    let Ok(card) = CardNumber::parse(&id::random().simple().to_string()) else { return Ok(None) };
    let tx = ctx.store.begin_for(&tenant, Actor::System("example")).await?;
    match lend::start(&tx, title, &card).await {
        Ok(row) => {
            tx.commit().await?;
            Ok(Some(row.id.to_string()))
        }
        // Who does not use the service has no loans.
        Err(Failure::Refused(_)) => Ok(None),
        Err(Failure::Failed(error)) => Err(error),
    }
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
