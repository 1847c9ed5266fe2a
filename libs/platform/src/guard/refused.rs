//! What is refused before anybody's code is reached: counted always, and recorded for the organisation of whoever is known to have
//! tried. A row says which place it was by its pattern, never by the address as sent: that may name what belongs to others.

use contracts::{FormerKey, FormerKeyLookup, Session, Tenant};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    caller::{Refused, secret_hash},
    ctx::Ctx,
    error::{Error, Result},
    module::Permission,
    store::Actor,
    telemetry,
    token::Flaw,
};

/// The act of a row that tells of too many requests.
const OFTEN: &str = "platform.access.too-many";

impl Ctx {
    /// Counts that a client, or somebody who says to be it, was refused by a rule, and writes an audit row for the organisation that
    /// the client belongs to, if it is known; at most one a minute for each client and rule. Does not keep the answer waiting, so that
    /// how long it takes tells nothing.
    pub fn refused_client(&self, rule: &'static str, client: Option<(Uuid, Tenant)>, detail: Value) {
        telemetry::token_refused(rule);
        let Some((client, tenant)) = client.filter(|(client, _)| self.sessions.tells(*client, rule)) else { return };
        let ctx = self.clone();
        self.spawn(async move {
            if let Err(error) = record(&ctx, client, &tenant, rule, detail).await {
                tracing::error!(%client, rule, error = error.full(), "a refusal was not recorded");
            }
        });
    }
}

async fn record(ctx: &Ctx, client: Uuid, tenant: &Tenant, rule: &str, detail: Value) -> Result<()> {
    let tx = ctx.store.begin_for(tenant, Actor::Client(client)).await?;
    let action = format!("{}.client.refused", ctx.service);
    tx.audit(&action, &client.to_string(), &json!({ "rule": rule, "detail": detail })).await?;
    tx.commit().await
}

/// A token that is not taken.
pub(super) fn token(ctx: &Ctx, refused: Refused) -> Error {
    if let Error::Token(flaw) = &refused.error {
        let (client, token) = match refused.claims {
            Some(claims) => (Some((claims.client_id, claims.holder)), json!({ "token": claims.jti })),
            None => (None, Value::Null),
        };
        ctx.refused_client(flaw.rule(), client, token);
    }
    refused.error
}

/// Somebody who is known was refused: an audit row for the organisation that she acts for, at most one a minute for each place and
/// reason. Does not keep the answer waiting.
fn known(ctx: &Ctx, session: &Session, act: &'static str, place: &str, detail: Value) {
    // However many places are asked for too often, that is one fault.
    let what = if act == OFTEN { act.to_owned() } else { format!("{act} {place}") };
    if !ctx.sessions.tells(session.actor, &what) {
        return;
    }
    let actor = if session.machine { Actor::Client(session.actor) } else { Actor::Person(session.actor) };
    let (inner, tenant, place) = (ctx.clone(), session.tenant.clone(), place.to_owned());
    ctx.spawn(async move {
        let recorded = async {
            let tx = inner.store.begin_for(&tenant, actor).await?;
            tx.audit(act, &place, &detail).await?;
            tx.commit().await
        };
        if let Err(error) = recorded.await {
            tracing::error!(%actor, act, error = error.full(), "a refusal was not recorded");
        }
    });
}

/// The request of a browser came from another site. Whose cookie it brought, if any, is told of it.
pub(super) async fn foreign(ctx: &Ctx, cookie: Option<&str>, place: &str, from: &str) -> Error {
    telemetry::request_refused("foreign-origin");
    if let Some(cookie) = cookie
        && let Ok(Some(session)) = ctx.sessions.behind(ctx, cookie, false, from).await
    {
        known(ctx, &session, "platform.access.foreign", place, json!({}));
    }
    Error::ForeignOrigin
}

/// A cookie belongs to nobody (any more).
pub(super) fn unknown() {
    telemetry::request_refused("unknown-session");
}

/// An API key that is none. Of one that was, whoever shows it is told why, and its organisation's log as well.
pub(super) async fn key(ctx: &Ctx, key: &str) -> Error {
    let asked = ctx.nats.ask(&FormerKeyLookup { secret_sha256: secret_hash(key) }).await;
    let Ok(Some(FormerKey { id, tenant, over })) = asked else {
        // Nobody's key, or nobody is there to say whose it was.
        telemetry::request_refused("unknown-key");
        return Error::Unauthenticated;
    };
    ctx.refused_client(over.rule(), Some((id, tenant)), Value::Null);
    Error::Token(Flaw::ApiKey(over))
}

/// Too many requests of somebody's, or of her organisation.
pub(super) fn often(ctx: &Ctx, session: &Session, place: &str, error: Error) -> Error {
    telemetry::request_refused("too-many");
    known(ctx, session, OFTEN, place, json!({}));
    error
}

/// What exists, but not for this caller.
pub(super) fn access(
    ctx: &Ctx,
    session: &Session,
    holder: Option<Tenant>,
    place: &str,
    permission: &'static Permission,
) -> Error {
    telemetry::request_refused("permission");
    if session.scopes.is_some() {
        return scope(ctx, session, holder, permission);
    }
    known(ctx, session, "platform.access.refused", place, json!({ "missing": permission.name }));
    Error::NotFound
}

/// What is not among a token's scopes. Who has a scope of the service may know which one is missing; to others it does not exist.
fn scope(ctx: &Ctx, session: &Session, holder: Option<Tenant>, permission: &'static Permission) -> Error {
    let (Some(scopes), Some(holder)) = (&session.scopes, holder) else { return Error::NotFound };
    let missing = json!({ "missing": permission.name });
    ctx.refused_client("insufficient-scope", Some((session.actor, holder)), missing);
    let service = permission.service();
    let known = scopes.iter().any(|scope| scope.split('.').next() == Some(service));
    if known && permission.can_be_scope(&session.tenant) {
        Error::InsufficientScope(permission.name)
    } else {
        Error::NotFound
    }
}
