//! From an identity at a provider to a session here.

use contracts::Tenant;
use platform::{Across, Actor, Ctx, Result, caller::secret_hash};
use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter};
use serde_json::json;
use uuid::Uuid;

use super::{Refusal, Step, provider::Provider, relying::Identity};
use crate::{
    demonstration::accounts,
    entities::{pending, person, session},
    feed, invited,
    lookup::{grants_of, tenants_of},
    people,
    remote::{self, Kept},
    rules,
    sessions::{self, Act, Opening},
};

/// How a sign-in ended.
pub enum Outcome {
    /// With a session, whose token this is.
    SignedIn { token: String },
    /// The person is known now, but has no role anywhere.
    NoRights,
    /// Somebody from outside, invited to nothing.
    NotInvited,
}

struct Known {
    person: Option<person::Model>,
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
    let hidden = if provider.outside { Some(invited::hidden(ctx, provider, identity)?) } else { None };
    let identity = match &hidden {
        Some(Err(refusal)) => return Ok(Err(refusal.clone())),
        Some(Ok(hidden)) => hidden,
        None => identity,
    };
    if let Some(outcome) = attempt(ctx, provider, identity, pending, old_token).await? {
        return Ok(outcome);
    }
    // Two windows at once: the other one has made the account, which is there now.
    let again = attempt(ctx, provider, identity, pending, old_token).await?;
    Ok(again.unwrap_or(Ok(Outcome::NoRights)))
}

/// Everything in one transaction: the account, the roles that her provider vouches for now, and the session. None when somebody else
/// made the account at the same time.
async fn attempt(
    ctx: &Ctx,
    provider: &Provider,
    identity: &Identity,
    pending: &pending::Model,
    old_token: Option<&str>,
) -> Result<Option<std::result::Result<Outcome, Refusal>>> {
    let across = ctx.store.across_read(Actor::System("sign-in")).await?;
    let known = known(&across, provider, identity, pending, old_token).await?;
    drop(across);
    let (new, person, home) = match &known.person {
        Some(person) => (false, person.id, person.tenant.parse().map_err(anyhow::Error::new)?),
        // Anybody can sign in at a broker: nothing is kept of whoever was not invited.
        None if provider.outside && pending.invitation.is_none() => return Ok(Some(Ok(Outcome::NotInvited))),
        None => match home(provider, identity) {
            Some(home) => (true, platform::id::new(), home),
            None => return Ok(Some(Err(Refusal::new(Step::Account, "no-home")))),
        },
    };
    if known.weaker.as_ref().is_some_and(|weaker| weaker.person != person) {
        return Ok(Some(Err(Refusal::new(Step::Account, "other-person"))));
    }
    let kept = Kept::new(ctx, &provider.name, person, &identity.remote)?;
    let across = ctx.store.across_for(Actor::Person(person)).await?;
    if remote::is_over(&across, &kept).await? {
        return Ok(Some(Err(Refusal::new(Step::Account, "signed-out-there"))));
    }
    if new && !make(&across, provider, identity, (person, &home)).await? {
        return Ok(None);
    }
    let mut touched = rules::vouch(&across, provider, (person, new), &identity.attributes).await?;
    let invitation = pending.invitation.filter(|_| provider.outside);
    let invited = match invited::accept(&across, invitation, person).await? {
        Ok(tenant) => tenant,
        Err(why) => return Ok(Some(Err(Refusal::new(Step::Account, why.code())))),
    };
    // Whoever asked for more keeps acting for the same organisation, and who was invited comes to whom that was by; otherwise the home
    // organisation comes first.
    let tenants = tenants_of(&grants_of(&across, person).await?);
    let wanted = known.weaker.as_ref().map_or(home.as_str(), |weaker| &weaker.tenant);
    let wanted = invited.as_ref().map_or(wanted, Tenant::as_str);
    let tenant = tenants.iter().find(|tenant| tenant.as_str() == wanted).or_else(|| tenants.first());
    let Some(tenant) = tenant else {
        if provider.outside {
            return Ok(Some(Ok(Outcome::NotInvited)));
        }
        wait(&across, provider, (person, new), &home).await?;
        across.commit().await?;
        feed::tell(ctx, touched).await;
        return Ok(Some(Ok(Outcome::NoRights)));
    };
    let (other, own) =
        known.old.map_or((None, None), |old| if old.person == person { (None, Some(old)) } else { (Some(old), None) });
    let opening = Opening {
        act: if known.weaker.is_some() { Act::StepUp } else { Act::SignIn },
        person,
        told: Some((&identity.name, identity.email.as_deref())),
        tenant,
        assurance: identity.proven.assurance,
        authenticated_at: identity.proven.authenticated_at,
        replaces: own.map(|old| old.id),
        provider: &provider.name,
        kept: Some(kept),
    };
    let (token, ended) = sessions::begin(&across, &opening).await?;
    across.commit().await?;
    touched.extend(ended);
    feed::tell(ctx, touched).await;
    if let Some(old) = other {
        sessions::end(ctx, old.id, old.person, None).await?;
    }
    Ok(Some(Ok(Outcome::SignedIn { token })))
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
    let sessions = || across.find::<session::Entity>();
    let old = match old {
        Some(token) => sessions().filter(session::Column::TokenSha256.eq(secret_hash(token))).one(across.db()).await?,
        None => None,
    };
    let weaker = match pending.session {
        Some(id) => sessions().filter(session::Column::Id.eq(id)).one(across.db()).await?,
        None => None,
    };
    Ok(Known { person, old, weaker })
}

/// Whose staff the person is: the provider's organisation.
fn home(provider: &Provider, identity: &Identity) -> Option<Tenant> {
    provider.tenant.clone().or_else(|| accounts::home(&identity.subject))
}

/// Makes an account without rights; tells whether it was the first to.
async fn make(across: &Across, provider: &Provider, identity: &Identity, (id, home): (Uuid, &Tenant)) -> Result<bool> {
    let tx = across.tenant(home);
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
    let first = tx.insert_if_new(person).await?;
    if first {
        tx.audit("identity.person.make", &id.to_string(), &json!({ "provider": provider.name })).await?;
    }
    Ok(first)
}

/// Whoever has no role does not come in: the first time her organisation's administrators are told.
async fn wait(across: &Across, provider: &Provider, (person, new): (Uuid, bool), home: &Tenant) -> Result<()> {
    let tx = across.tenant(home);
    if new {
        return people::waits(&tx, person).await;
    }
    let detail = json!({ "provider": provider.name, "reason": "no-rights" });
    tx.audit("identity.session.sign-in-failed", &person.to_string(), &detail).await
}
