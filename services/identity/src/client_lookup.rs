//! Answers whether the client of an access token, and the secret that it was fetched with, may still be used: one query.

use chrono::{DateTime, Utc};
use contracts::{
    Assurance, Grant, Role, Session, Tenant,
    client::{ClientLookup, Over, Standing},
};
use platform::{Actor, Ctx, Result};
use uuid::Uuid;

use crate::{
    clients,
    domain::client::{State, secret_lives, state},
};

const CLIENT: &str = "SELECT c.acts_for, c.name, c.scopes, c.created_at, c.expires_at, c.ended_at, s.id AS secret, s.until, \
    o.name AS organisation FROM identity_client c LEFT JOIN identity_client_secret s ON s.client = c.id AND s.id = $2 \
    LEFT JOIN identity_organisation o ON o.tenant = c.acts_for WHERE c.id = $1";

/// How it stands with the client now.
pub async fn answer(ctx: Ctx, question: ClientLookup) -> Result<Standing> {
    let across = ctx.store.across_read(Actor::System("client-lookup")).await?;
    let rows = across.query(CLIENT, [question.client.into(), question.secret.into()]).await?;
    let Some(row) = rows.first() else { return Ok(Standing::Over(Over::Unknown)) };
    let now = across.now();
    let expires_at: DateTime<Utc> = row.try_get("", "expires_at")?;
    match state(row.try_get("", "ended_at")?, expires_at, now) {
        State::Ended => return Ok(Standing::Over(Over::Ended)),
        State::Expired => return Ok(Standing::Over(Over::Expired)),
        State::Live => {}
    }
    let until: Option<DateTime<Utc>> = row.try_get("", "until")?;
    if row.try_get::<Option<Uuid>>("", "secret")?.is_none() || !secret_lives(until, now) {
        return Ok(Standing::Over(Over::Secret));
    }
    let tenant: Tenant = row.try_get::<String>("", "acts_for")?.parse().map_err(anyhow::Error::new)?;
    let scopes = clients::scopes_of(&ctx.site, &tenant, &row.try_get::<String>("", "scopes")?);
    let session = Session {
        id: question.client,
        actor: question.client,
        name: row.try_get("", "name")?,
        machine: true,
        organisation: row.try_get::<Option<String>>("", "organisation")?.unwrap_or_else(|| tenant.to_string()),
        organisations: 1,
        grants: grants(&scopes),
        scopes: Some(scopes),
        tenant,
        assurance: Assurance::Loa2,
        authenticated_at: row.try_get("", "created_at")?,
        // What is kept of the answer is not used for longer than the secret lives.
        expires_at: until.map_or(expires_at, |until| until.min(expires_at)),
        lent: None,
    };
    Ok(Standing::Live(Box::new(session)))
}

/// What decides which services' rows a shared list shows: an integrator of the services that it has scopes of. The scopes alone decide
/// which operations there are.
fn grants(scopes: &[String]) -> Vec<Grant> {
    let mut services: Vec<&str> = scopes.iter().filter_map(|scope| scope.split('.').next()).collect();
    services.sort_unstable();
    services.dedup();
    let grant = |service: &str| Grant { role: Role::Integrator, service: Some(service.to_owned()) };
    services.into_iter().map(grant).collect()
}
