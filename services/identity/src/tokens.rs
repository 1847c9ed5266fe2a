//! Gives access tokens to clients that prove themselves (OAuth 2.0, client credentials).

use chrono::{DateTime, Utc};
use contracts::Tenant;
use platform::{
    Actor, Ctx, Result,
    caller::secret_hash,
    token::{self, Claims},
};
use sea_orm::{ColumnTrait, QueryFilter, QueryResult, sea_query::Expr};
use serde_json::json;
use uuid::Uuid;

use crate::{
    clients,
    domain::{
        client::{State, secret_lives, state},
        client_assertion::{Assertion, Flaw},
        client_key::PublicKey,
        session::TOUCH_EVERY,
        token_request::{Proof, Refusal, Request, granted},
    },
    entities::client,
    signing,
};

const CLIENT: &str = "SELECT c.tenant, c.acts_for, c.scopes, c.last_used_at, c.expires_at, c.ended_at, s.id AS secret, s.secret_sha256, \
    s.public_key, s.until FROM identity_client c JOIN identity_client_secret s ON s.tenant = c.tenant AND s.client = c.id WHERE c.id = $1";

/// A token that was issued.
pub struct Issued {
    pub token: String,
    pub scope: String,
}

/// A client as the token endpoint needs it, with the secret or key that it has proved itself with.
struct Found {
    tenant: Tenant,
    acts_for: Tenant,
    scopes: String,
    last_used_at: Option<DateTime<Utc>>,
    state: State,
    secret: Uuid,
    until: Option<DateTime<Utc>>,
}

/// Issues a token, or says why not. An unknown client and a wrong secret or signature get the same answer; for secrets after the same
/// work: one query, one hash; what is recorded of it is recorded afterwards.
///
/// # Errors
/// When the database does not answer or no key can be had.
pub async fn issue(ctx: &Ctx, request: &Request) -> Result<Result<Issued, Refusal>> {
    let now = ctx.clock.now();
    let id = request.client.unwrap_or_default();
    let sent = match &request.proof {
        Proof::Secret(secret) => secret_hash(secret),
        Proof::Assertion(_) => String::new(),
    };
    let across = ctx.store.across_read(Actor::System("token")).await?;
    let rows = across.query(CLIENT, [id.into()]).await?;
    drop(across);
    let holder = rows.first().map(tenant_of).transpose()?.map(|tenant| (id, tenant));
    let refuse = |refusal: Refusal| {
        ctx.refused_client(refusal.rule(), holder.clone(), json!({ "said": refusal.to_string() }));
        Ok(Err(refusal))
    };
    let mut known = None;
    for row in &rows {
        let proved = match &request.proof {
            // Hashes are compared, so that the time tells nothing about the secret.
            Proof::Secret(_) => row.try_get::<Option<String>>("", "secret_sha256")?.is_some_and(|hash| hash == sent),
            Proof::Assertion(assertion) => signed(assertion, row.try_get("", "public_key")?),
        };
        if proved {
            known = Some(found(row, now)?);
        }
    }
    let known = match (known, &request.proof) {
        (Some(known), _) => known,
        (None, Proof::Secret(_)) => return refuse(Refusal::Client),
        (None, Proof::Assertion(_)) => return refuse(Refusal::Assertion(Flaw::Signature)),
    };
    match known.state {
        State::Ended => return refuse(Refusal::Ended),
        State::Expired => return refuse(Refusal::Expired),
        State::Live => {}
    }
    if !secret_lives(known.until, now) {
        return refuse(Refusal::SecretEnded);
    }
    if let Proof::Assertion(assertion) = &request.proof
        && let Err(flaw) = redeem(ctx, assertion).await?
    {
        return refuse(Refusal::Assertion(flaw));
    }
    let held = clients::scopes_of(&ctx.site, &known.acts_for, &known.scopes);
    let held: Vec<&str> = held.iter().map(String::as_str).collect();
    let scope = match granted(request.scope.as_deref(), &held) {
        Ok(scopes) => scopes.join(" "),
        Err(refusal) => return refuse(refusal),
    };
    let claims = claims(ctx, id, &known, scope);
    let token = signing::current(ctx).await?.sign(&claims)?;
    if known.last_used_at.is_none_or(|at| now - at >= TOUCH_EVERY) {
        used(ctx, id, &known.tenant, &claims).await?;
    }
    Ok(Ok(Issued { token, scope: claims.scope }))
}

/// Whether an assertion is signed with a key that was kept.
fn signed(assertion: &Assertion, kept: Option<String>) -> bool {
    kept.and_then(|jwk| PublicKey::read(&jwk).ok()).is_some_and(|key| assertion.is_signed_with(&key))
}

/// Takes an assertion that its client has signed: it must be meant for us, be good now, and come for the first time.
async fn redeem(ctx: &Ctx, assertion: &Assertion) -> Result<Result<(), Flaw>> {
    let issuer = token::issuer(&ctx.config);
    let endpoint = format!("{issuer}/api/identity/v1/token");
    if let Err(flaw) = assertion.check(&[issuer, endpoint], ctx.clock.now()) {
        return Ok(Err(flaw));
    }
    let (name, until) = assertion.used();
    let across = ctx.store.across_for(Actor::System("token")).await?;
    let sql = "INSERT INTO identity_used (key_sha256, until) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    let first = across.execute(sql, [secret_hash(&name).into(), until.into()]).await? == 1;
    across.commit().await?;
    Ok(if first { Ok(()) } else { Err(Flaw::Replayed) })
}

fn claims(ctx: &Ctx, client: Uuid, known: &Found, scope: String) -> Claims {
    let iat = ctx.clock.now().timestamp();
    Claims {
        iss: token::issuer(&ctx.config),
        aud: token::audience(&ctx.config),
        sub: client,
        client_id: client,
        exp: iat + token::LIFE.num_seconds(),
        iat,
        jti: platform::id::random(),
        scope,
        tenant: known.acts_for.clone(),
        holder: known.tenant.clone(),
        secret: known.secret,
    }
}

fn tenant_of(row: &QueryResult) -> Result<Tenant> {
    Ok(row.try_get::<String>("", "tenant")?.parse().map_err(anyhow::Error::new)?)
}

fn found(row: &QueryResult, now: DateTime<Utc>) -> Result<Found> {
    let acts_for: String = row.try_get("", "acts_for")?;
    Ok(Found {
        tenant: tenant_of(row)?,
        acts_for: acts_for.parse().map_err(anyhow::Error::new)?,
        scopes: row.try_get("", "scopes")?,
        last_used_at: row.try_get("", "last_used_at")?,
        state: state(row.try_get("", "ended_at")?, row.try_get("", "expires_at")?, now),
        secret: row.try_get("", "secret")?,
        until: row.try_get("", "until")?,
    })
}

/// Notes the use and writes an audit row, at most once a minute: a client may fetch a token for each call.
async fn used(ctx: &Ctx, id: Uuid, tenant: &Tenant, claims: &Claims) -> Result<()> {
    let tx = ctx.store.begin_for(tenant, Actor::Client(id)).await?;
    let using = tx.update_many::<client::Entity>().col_expr(client::Column::LastUsedAt, Expr::value(tx.now()));
    using.filter(client::Column::Id.eq(id)).exec(tx.db()).await?;
    let detail = json!({ "token": claims.jti, "scope": claims.scope, "actsFor": claims.tenant });
    tx.audit("identity.client.token", &id.to_string(), &detail).await?;
    tx.commit().await
}
