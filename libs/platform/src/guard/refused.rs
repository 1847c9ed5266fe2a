//! Access tokens that are refused: counted always, recorded for the client's organisation where the client is known.

use contracts::{Session, Tenant};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    caller::Refused,
    ctx::Ctx,
    error::{Error, Result},
    module::Permission,
    store::Actor,
    telemetry,
};

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

/// What is not among a token's scopes. Who has a scope of the service may know which one is missing; to others it does not exist.
pub(super) fn scope(ctx: &Ctx, session: &Session, holder: Option<Tenant>, permission: &'static Permission) -> Error {
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
