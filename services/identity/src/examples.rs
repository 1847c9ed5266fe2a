//! Objects and bodies for the platform-wide tests.

use chrono::TimeDelta;
use contracts::Tenant;
use platform::{Actor, Ctx, Result};
use serde_json::{Value, json};

use crate::{clients, domain::client::Plan};

/// What every integrator may read.
const SCOPE: &str = "members.register.read";

/// A client of the tenant that nobody holds the secret of.
pub async fn client(ctx: Ctx, tenant: Tenant) -> Result<Option<String>> {
    let tx = ctx.store.begin_for(&tenant, Actor::System("example")).await?;
    let expires_at = tx.now() + TimeDelta::days(30);
    let plan = Plan { name: "Exempel".into(), scopes: vec![SCOPE], sandbox: false, expires_at };
    let made = clients::enter(&tx, plan, platform::id::new()).await?;
    tx.commit().await?;
    Ok(Some(made.client.id.to_string()))
}

/// A client that an administrator may make.
pub async fn new_client(_: Ctx, _: Tenant) -> Result<Value> {
    Ok(json!({ "name": "Exempel", "scopes": [SCOPE], "days": 30, "sandbox": false }))
}

/// A new secret beside the old one.
pub async fn rotation(_: Ctx, _: Tenant) -> Result<Value> {
    Ok(json!({ "overlapDays": 7 }))
}
