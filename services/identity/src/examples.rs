//! Objects and bodies for the platform-wide tests.

use chrono::TimeDelta;
use contracts::{Grant, Role, Tenant};
use platform::{Actor, Ctx, Result, Tx};
use saml::{Key, keys::Kind};
use sea_orm::ActiveValue::Set;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    clients, connections,
    demo::demo_id,
    domain::{self, client::Plan, connection::To},
    entities::{connection, grant, person},
    federations, rules, support,
};

/// What every integrator may read.
const SCOPE: &str = "members.register.read";

async fn somebody(tx: &Tx) -> Result<Uuid> {
    let id = demo_id("example", tx.tenant().as_str());
    let person = person::ActiveModel {
        id: Set(id),
        issuer: Set("urn:example".into()),
        subject: Set(id.to_string()),
        name: Set("Exempel".into()),
        email: Set(None),
        mailed: Set(false),
        created_at: Set(tx.now()),
        last_sign_in_at: Set(None),
        ..Default::default()
    };
    tx.insert_if_new(person).await?;
    Ok(id)
}

/// A person of the tenant whom no provider knows.
pub async fn person(ctx: Ctx, tenant: Tenant) -> Result<Option<String>> {
    let tx = ctx.store.begin_for(&tenant, Actor::System("example")).await?;
    let id = somebody(&tx).await?;
    tx.commit().await?;
    Ok(Some(id.to_string()))
}

/// A role of that person.
pub async fn grant(ctx: Ctx, tenant: Tenant) -> Result<Option<String>> {
    let tx = ctx.store.begin_for(&tenant, Actor::System("example")).await?;
    let id = platform::id::new();
    let row = grant::ActiveModel {
        id: Set(id),
        person: Set(somebody(&tx).await?),
        role: Set(Role::Economist.name().into()),
        service: Set(None),
        given_by: Set(None),
        rule: Set(None),
        given_at: Set(tx.now()),
        ..Default::default()
    };
    tx.insert(row).await?;
    tx.commit().await?;
    Ok(Some(id.to_string()))
}

/// A client of the tenant that nobody holds the secret of.
pub async fn client(ctx: Ctx, tenant: Tenant) -> Result<Option<String>> {
    let tx = ctx.store.begin_for(&tenant, Actor::System("example")).await?;
    let expires_at = tx.now() + TimeDelta::days(30);
    let plan = Plan { name: "Exempel".into(), scopes: vec![SCOPE], sandbox: false, key: None, expires_at };
    let made = clients::enter(&tx, plan, platform::id::new()).await?;
    tx.commit().await?;
    Ok(Some(made.client.id.to_string()))
}

/// A federation that nobody answers for: the association's.
pub async fn federation(ctx: Ctx, tenant: Tenant) -> Result<Option<String>> {
    if !tenant.is_association() {
        return Ok(None);
    }
    let across = ctx.store.across_for(Actor::System("example")).await?;
    let now = across.now();
    let key = Key::make(Kind::P256, "example", now, now + TimeDelta::days(30)).map_err(anyhow::Error::new)?;
    let plan = domain::federation::Plan {
        name: "Exempel".into(),
        kind: domain::federation::Kind::List,
        address: format!("http://127.0.0.1:1/{}", platform::id::random()),
        certificates: vec![key.certificate().clone()],
        authority: None,
        probe: None,
    };
    let made = federations::enter(&across, plan).await?;
    across.commit().await?;
    Ok(Some(made.id.to_string()))
}

/// Support access that the tenant has been asked for; that the association has asked for, in an organisation of nobody's here.
pub async fn access(ctx: Ctx, tenant: Tenant) -> Result<Option<String>> {
    helped(&ctx, tenant, false).await
}

/// Support access that the tenant has given.
pub async fn lent(ctx: Ctx, tenant: Tenant) -> Result<Option<String>> {
    helped(&ctx, tenant, true).await
}

async fn helped(ctx: &Ctx, tenant: Tenant, given: bool) -> Result<Option<String>> {
    let helper = demo_id("helper of", tenant.as_str());
    let other = || "habo-0643".parse::<Tenant>().map_err(anyhow::Error::new);
    let tenant = if tenant.is_association() { other()? } else { tenant };
    let tx = ctx.store.begin_for(&tenant, Actor::System("example")).await?;
    let grant = Grant { role: Role::Reader, service: None };
    let plan = domain::support::Plan { tenant, grant, hours: 4, reason: "Ett exempel".into() };
    let mut row = support::fresh(helper, "Sol Support", plan, tx.now());
    if given {
        row.step = Set(domain::support::Step::Given.name().into());
        row.until = Set(Some(tx.now() + TimeDelta::hours(4)));
    }
    let made = tx.insert(row).await?;
    tx.commit().await?;
    Ok(Some(made.id.to_string()))
}

/// A connection of the tenant, not in use.
pub async fn connection(ctx: Ctx, tenant: Tenant) -> Result<Option<String>> {
    let tx = ctx.store.begin_for(&tenant, Actor::System("example")).await?;
    let made = connect(&ctx, &tx).await?;
    tx.commit().await?;
    Ok(Some(made.to_string()))
}

/// A rule of a connection of the tenant.
pub async fn rule(ctx: Ctx, tenant: Tenant) -> Result<Option<String>> {
    let tx = ctx.store.begin_for(&tenant, Actor::System("example")).await?;
    let known = tx.find::<connection::Entity>().one(tx.db()).await?;
    let connection = match known {
        Some(known) => known.id,
        None => connect(&ctx, &tx).await?,
    };
    let grant = Grant { role: Role::Reader, service: None };
    let value = platform::id::random().to_string();
    let plan = domain::mapping::Plan { attribute: "groups".into(), value, grant };
    let made = rules::enter(&tx, connection, plan, platform::id::new()).await?;
    tx.commit().await?;
    Ok(Some(made.to_string()))
}

async fn connect(ctx: &Ctx, tx: &Tx) -> Result<Uuid> {
    let issuer = format!("https://{}.example.net", platform::id::random());
    let to = To::Oidc { issuer, client_id: "sambruk".into(), secret: None, scopes: String::new() };
    let plan = domain::connection::Plan { label: "Exempel".into(), to, outside: false };
    let ready = connections::prepare(ctx, plan).await?.map_err(anyhow::Error::msg)?;
    Ok(connections::enter(ctx, tx, ready).await?)
}

/// A client that an administrator may make.
pub async fn new_client(_: Ctx, _: Tenant) -> Result<Value> {
    Ok(json!({ "name": "Exempel", "scopes": [SCOPE], "days": 30, "sandbox": false }))
}

/// A new secret beside the old one.
pub async fn rotation(_: Ctx, _: Tenant) -> Result<Value> {
    Ok(json!({ "overlapDays": 7 }))
}
