//! Clients of other systems: made, listed, given new secrets, ended. Only hashes of secrets are kept.

use contracts::{Role, Tenant};
use platform::{Caller, Ctx, Error, Permission, Read, Result, Tx, caller::secret_hash, site::Site};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::Expr,
};
use serde_json::json;
use uuid::Uuid;

use crate::{
    domain::{
        client::{OWN, Plan, Refusal, SECRETS, State, key, overlap_ends, secret_lives, state, text},
        client_key::PublicKey,
    },
    entities::{client, client_secret, organisation},
    feed,
};

/// A client with what it was given just now.
pub struct Made {
    pub client: client::Model,
    pub credential: Credential,
}

impl Made {
    /// The secret that was made; none when a key was given.
    pub fn secret(&self) -> Option<&str> {
        match &self.credential {
            Credential::Secret(secret) => Some(secret),
            Credential::Key(_) => None,
        }
    }
}

/// What a client proves itself with.
pub enum Credential {
    /// Shown once.
    Secret(String),
    /// Its other half has never been here.
    Key(PublicKey),
}

/// A client with its secrets, the newest first.
pub struct Whole {
    pub client: client::Model,
    pub secrets: Vec<client_secret::Model>,
}

/// The permissions that a client acting for an organisation may have as scopes, in the platform's order.
pub fn offered(site: &Site, tenant: &Tenant) -> Vec<&'static Permission> {
    let mut found: Vec<&'static Permission> = Vec::new();
    for operation in site.entries.iter().flat_map(|entry| &entry.operations) {
        let permission = operation.permission;
        if permission.can_be_scope(tenant) && permission.name != OWN && !found.contains(&permission) {
            found.push(permission);
        }
    }
    found
}

/// What the caller may give a client of the organisation, or one that acts in the sandbox. In the association only its operators give
/// what reaches across tenants and what is theirs.
pub fn may_give(site: &Site, caller: &Caller, sandbox: bool) -> Vec<&'static Permission> {
    if sandbox {
        return offered(site, &Tenant::sandbox());
    }
    let operator = caller.session().grants.iter().any(|grant| grant.role == Role::Operator && grant.service.is_none());
    if operator || !caller.tenant().is_association() {
        return offered(site, caller.tenant());
    }
    integrators(site, caller.tenant())
}

/// Those that are for integrators and stay within the organisation.
pub fn integrators(site: &Site, tenant: &Tenant) -> Vec<&'static Permission> {
    let theirs = |permission: &&Permission| {
        !permission.across && (permission.roles.is_empty() || permission.roles.contains(&Role::Integrator))
    };
    offered(site, tenant).into_iter().filter(theirs).collect()
}

/// The names of permissions.
pub fn names(permissions: &[&'static Permission]) -> Vec<&'static str> {
    permissions.iter().map(|permission| permission.name).collect()
}

/// The scopes of a client's row that may still be given, with what every client may.
pub fn scopes_of(site: &Site, acts_for: &Tenant, kept: &str) -> Vec<String> {
    let given = names(&offered(site, acts_for));
    let kept = kept.split(' ').filter(|scope| given.contains(scope));
    std::iter::once(OWN).chain(kept).map(str::to_owned).collect()
}

/// A leaked key or token must not be able to make another that outlives it.
fn by_a_person(caller: &Caller) -> Result<()> {
    if caller.session().machine {
        return Err(Error::rule("identity-client-by-machine", "a machine can't handle clients: sign in as a person"));
    }
    Ok(())
}

/// The sandbox's name, when the installation has one.
///
/// # Errors
/// When the database does not answer.
pub async fn sandbox(ctx: &Ctx) -> Result<Option<String>> {
    let read = ctx.store.read(&Tenant::sandbox()).await?;
    Ok(read.find::<organisation::Entity>().one(read.db()).await?.map(|row| row.name))
}

/// Makes a client with its first secret or key.
///
/// # Errors
/// A rule error for callers that are machines.
pub async fn make(ctx: &Ctx, caller: &Caller, plan: Plan) -> Result<Made> {
    by_a_person(caller)?;
    let tx = ctx.store.begin(caller).await?;
    let made = enter(&tx, plan, caller.session().actor).await?;
    tx.commit().await?;
    Ok(made)
}

/// Writes a client and its first secret or key.
///
/// # Errors
/// When the database does not answer.
pub async fn enter(tx: &Tx, plan: Plan, made_by: Uuid) -> Result<Made> {
    let (id, now) = (platform::id::new(), tx.now());
    let acts_for = if plan.sandbox { Tenant::sandbox() } else { tx.tenant().clone() };
    let key = plan.key.as_ref().map(PublicKey::thumbprint);
    let detail = json!({
        "name": plan.name, "scopes": plan.scopes, "actsFor": acts_for, "expiresAt": plan.expires_at, "key": key,
    });
    let row = client::ActiveModel {
        id: Set(id),
        acts_for: Set(acts_for.to_string()),
        name: Set(plan.name),
        scopes: Set(plan.scopes.join(" ")),
        made_by: Set(made_by),
        created_at: Set(now),
        expires_at: Set(plan.expires_at),
        last_used_at: Set(None),
        ended_at: Set(None),
        changed_at: Set(now),
        ..Default::default()
    };
    let client = tx.insert(row).await?;
    let credential = give(tx, id, plan.key).await?;
    tx.audit("identity.client.make", &id.to_string(), &detail).await?;
    Ok(Made { client, credential })
}

/// Gives a client a key, or a new secret.
async fn give(tx: &Tx, client: Uuid, key: Option<PublicKey>) -> Result<Credential> {
    let id = platform::id::new();
    let credential = key.map_or_else(|| Credential::Secret(text(id, &mut rand::rng())), Credential::Key);
    let (hash, public_key) = match &credential {
        Credential::Secret(secret) => (Some(secret_hash(secret)), None),
        Credential::Key(key) => (None, Some(key.jwk())),
    };
    let row = client_secret::ActiveModel {
        id: Set(id),
        client: Set(client),
        secret_sha256: Set(hash),
        public_key: Set(public_key),
        created_at: Set(tx.now()),
        until: Set(None),
        ..Default::default()
    };
    tx.insert(row).await?;
    Ok(credential)
}

/// The organisation's clients, newest first, and how many there are.
///
/// # Errors
/// When the database does not answer.
pub async fn list(ctx: &Ctx, caller: &Caller, page: u64, limit: u64) -> Result<(Vec<client::Model>, u64)> {
    let read = ctx.store.read(caller.tenant()).await?;
    let total = read.find::<client::Entity>().count(read.db()).await?;
    let select = read.find::<client::Entity>().order_by_desc(client::Column::CreatedAt);
    let select = select.order_by_desc(client::Column::Id);
    let rows = select.offset(page.saturating_sub(1).saturating_mul(limit)).limit(limit).all(read.db()).await?;
    Ok((rows, total))
}

/// A client of the organisation with its secrets.
///
/// # Errors
/// [`Error::NotFound`] when the organisation has no such client.
pub async fn find(ctx: &Ctx, caller: &Caller, id: Uuid) -> Result<Whole> {
    let read = ctx.store.read(caller.tenant()).await?;
    let client = read.find::<client::Entity>().filter(client::Column::Id.eq(id)).one(read.db()).await?;
    Ok(Whole { client: client.ok_or(Error::NotFound)?, secrets: secrets(&read, id).await? })
}

async fn secrets(read: &Read, client: Uuid) -> Result<Vec<client_secret::Model>> {
    let of = read.find::<client_secret::Entity>().filter(client_secret::Column::Client.eq(client));
    let newest = of.order_by_desc(client_secret::Column::CreatedAt).order_by_desc(client_secret::Column::Id);
    Ok(newest.all(read.db()).await?)
}

/// The client's row, locked so that two who rotate at once do it after each other.
async fn lock(tx: &Tx, id: Uuid) -> Result<client::Model> {
    let row = tx.find::<client::Entity>().filter(client::Column::Id.eq(id)).lock_exclusive().one(tx.db()).await?;
    row.ok_or(Error::NotFound)
}

/// Makes a new secret or takes a key in its place; the old one lives on for some days, so that the other system can be changed in
/// peace.
///
/// # Errors
/// [`Error::NotFound`]; a rule error when the client is over, when two secrets or keys are valid already, when the key is one of its
/// own, and for callers that are machines; [`Error::Invalid`] for an overlap that is too long and a key that is not taken.
pub async fn rotate(ctx: &Ctx, caller: &Caller, id: Uuid, overlap_days: i64, written_key: &str) -> Result<Made> {
    by_a_person(caller)?;
    let invalid = |refusal: Refusal| Error::invalid(refusal.field(), refusal.to_string());
    let until = overlap_ends(overlap_days, ctx.clock.now()).map_err(invalid)?;
    let key = key(written_key).map_err(invalid)?;
    let tx = ctx.store.begin(caller).await?;
    let client = lock(&tx, id).await?;
    if state(client.ended_at, client.expires_at, tx.now()) != State::Live {
        return Err(Error::rule("identity-client-over", "the client is ended or its time is over: make a new one"));
    }
    let old = secrets(&tx, id).await?;
    if old.iter().filter(|secret| secret_lives(secret.until, tx.now())).count() >= SECRETS {
        return Err(Error::rule(
            "identity-client-two-secrets",
            "the client has two secrets already: end the old one before you make another",
        ));
    }
    if key.as_ref().is_some_and(|key| old.iter().any(|known| known.public_key.as_ref() == Some(&key.jwk()))) {
        return Err(Error::rule("identity-client-same-key", "the client has or had this key: make a new one"));
    }
    replace(&tx, id, until).await?;
    let detail = json!({ "oldUntil": until, "key": key.as_ref().map(PublicKey::thumbprint) });
    let credential = give(&tx, id, key).await?;
    let client = changed(&tx, client).await?;
    tx.audit("identity.client.rotate", &id.to_string(), &detail).await?;
    tx.commit().await?;
    feed::tell(ctx, vec![id]).await;
    Ok(Made { client, credential })
}

/// Gives an end to the secrets that had none of their own.
async fn replace(tx: &Tx, client: Uuid, until: chrono::DateTime<chrono::Utc>) -> Result<()> {
    use client_secret::Column::{Client, Until};
    let ending = tx.update_many::<client_secret::Entity>().col_expr(Until, Expr::value(until));
    ending.filter(Client.eq(client)).filter(Until.is_null()).exec(tx.db()).await?;
    Ok(())
}

async fn changed(tx: &Tx, client: client::Model) -> Result<client::Model> {
    let mut row = client.into_active_model();
    row.changed_at = Set(tx.now());
    tx.update(row).await
}

/// Ends the secrets that were replaced, before their time. Doing it again does nothing.
///
/// # Errors
/// [`Error::NotFound`]; a rule error for callers that are machines.
pub async fn end_replaced(ctx: &Ctx, caller: &Caller, id: Uuid) -> Result<()> {
    use client_secret::Column::{Client, Until};
    by_a_person(caller)?;
    let tx = ctx.store.begin(caller).await?;
    let client = lock(&tx, id).await?;
    let ending = tx.update_many::<client_secret::Entity>().col_expr(Until, Expr::value(tx.now()));
    let ended = ending.filter(Client.eq(id)).filter(Until.gt(tx.now())).exec(tx.db()).await?;
    if ended.rows_affected > 0 {
        changed(&tx, client).await?;
        tx.audit("identity.client.end-replaced", &id.to_string(), &json!({})).await?;
    }
    tx.commit().await?;
    feed::tell(ctx, vec![id]).await;
    Ok(())
}

/// Ends a client with all its secrets and tokens; a second time does nothing.
///
/// # Errors
/// [`Error::NotFound`]; a rule error for callers that are machines.
pub async fn end(ctx: &Ctx, caller: &Caller, id: Uuid) -> Result<()> {
    by_a_person(caller)?;
    let tx = ctx.store.begin(caller).await?;
    let found = lock(&tx, id).await?;
    if found.ended_at.is_none() {
        let mut ending = found.into_active_model();
        ending.ended_at = Set(Some(tx.now()));
        ending.changed_at = Set(tx.now());
        tx.update(ending).await?;
        tx.audit("identity.client.end", &id.to_string(), &json!({})).await?;
    }
    tx.commit().await?;
    feed::tell(ctx, vec![id]).await;
    Ok(())
}
