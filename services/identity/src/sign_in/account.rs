//! From an identity at a provider to a session here.

use contracts::{Grant, Tenant};
use platform::{Across, Actor, Ctx, Result, caller::secret_hash};
use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter};
use serde_json::json;

use super::{Refusal, Step, provider::Provider, relying::Identity};
use crate::{
    demonstration::accounts,
    entities::{pending, person, session},
    lookup::{grants_of, tenants_of},
    people,
    sessions::{self, Act, Opening},
};

/// How a sign-in ended.
pub enum Outcome {
    /// With a session, whose token this is.
    SignedIn { token: String },
    /// The person is known now, but has no role anywhere.
    NoRights,
}

struct Known {
    person: Option<person::Model>,
    grants: Vec<(Tenant, Grant)>,
    /// The session that this browser had.
    old: Option<session::Model>,
    /// The session that was to become stronger.
    weaker: Option<session::Model>,
}

pub async fn enter(
    ctx: &Ctx,
    provider: &Provider,
    identity: &Identity,
    pending: &pending::Model,
    old_token: Option<&str>,
) -> Result<std::result::Result<Outcome, Refusal>> {
    let across = ctx.store.across_read(Actor::System("sign-in")).await?;
    let known = known(&across, provider, identity, pending, old_token).await?;
    drop(across);
    let Some(person) = known.person else {
        return match home(provider, identity) {
            Some(home) => {
                make(ctx, provider, identity, &home).await?;
                Ok(Ok(Outcome::NoRights))
            }
            None => Ok(Err(Refusal::new(Step::Account, "no-home"))),
        };
    };
    if known.weaker.as_ref().is_some_and(|weaker| weaker.person != person.id) {
        return Ok(Err(Refusal::new(Step::Account, "other-person")));
    }
    // Whoever asked for more keeps acting for the same organisation; otherwise the home organisation comes first.
    let tenants = tenants_of(&known.grants);
    let wanted = known.weaker.as_ref().map_or(&person.tenant, |weaker| &weaker.tenant);
    let tenant = tenants.iter().find(|tenant| tenant.as_str() == wanted).or_else(|| tenants.first());
    let Some(tenant) = tenant else {
        refuse(ctx, &person, provider).await?;
        return Ok(Ok(Outcome::NoRights));
    };
    if let Some(old) = known.old.as_ref().filter(|old| old.person != person.id) {
        sessions::end(ctx, old.id, old.person, None).await?;
    }
    let opening = Opening {
        act: if known.weaker.is_some() { Act::StepUp } else { Act::SignIn },
        person: person.id,
        told: Some((&identity.name, identity.email.as_deref())),
        tenant,
        assurance: identity.proven.assurance,
        authenticated_at: identity.proven.authenticated_at,
        expires_at: None,
        replaces: known.old.filter(|old| old.person == person.id).map(|old| old.id),
        provider: &provider.name,
    };
    Ok(Ok(Outcome::SignedIn { token: sessions::open(ctx, opening).await? }))
}

async fn known(
    across: &Across,
    provider: &Provider,
    identity: &Identity,
    pending: &pending::Model,
    old: Option<&str>,
) -> Result<Known> {
    let select = across.find::<person::Entity>().filter(person::Column::Issuer.eq(&provider.known_as));
    let person = select.filter(person::Column::Subject.eq(&identity.subject)).one(across.db()).await?;
    let grants = match &person {
        Some(person) => grants_of(across, person.id).await?,
        None => Vec::new(),
    };
    let sessions = || across.find::<session::Entity>();
    let old = match old {
        Some(token) => sessions().filter(session::Column::TokenSha256.eq(secret_hash(token))).one(across.db()).await?,
        None => None,
    };
    let weaker = match pending.session {
        Some(id) => sessions().filter(session::Column::Id.eq(id)).one(across.db()).await?,
        None => None,
    };
    Ok(Known { person, grants, old, weaker })
}

/// Whose staff the person is: the provider's organisation.
fn home(provider: &Provider, identity: &Identity) -> Option<Tenant> {
    provider.tenant.clone().or_else(|| accounts::home(&identity.subject))
}

/// Makes an account without rights.
async fn make(ctx: &Ctx, provider: &Provider, identity: &Identity, home: &Tenant) -> Result<()> {
    let id = platform::id::new();
    let tx = ctx.store.begin_for(home, Actor::Person(id)).await?;
    let person = person::ActiveModel {
        id: Set(id),
        issuer: Set(provider.known_as.clone()),
        subject: Set(identity.subject.clone()),
        name: Set(identity.name.clone()),
        email: Set(identity.email.clone()),
        mailed: Set(true),
        created_at: Set(tx.now()),
        last_sign_in_at: Set(Some(tx.now())),
        ..Default::default()
    };
    // Two windows at once: the other one has made the account.
    if tx.insert_if_new(person).await? {
        people::waits(&tx, id).await?;
        tx.audit("identity.person.make", &id.to_string(), &json!({ "provider": provider.name })).await?;
    }
    tx.commit().await
}

async fn refuse(ctx: &Ctx, person: &person::Model, provider: &Provider) -> Result<()> {
    let home: Tenant = person.tenant.parse().map_err(anyhow::Error::new)?;
    let tx = ctx.store.begin_for(&home, Actor::Person(person.id)).await?;
    let detail = json!({ "provider": provider.name, "reason": "no-rights" });
    tx.audit("identity.session.sign-in-failed", &person.id.to_string(), &detail).await?;
    tx.commit().await
}
