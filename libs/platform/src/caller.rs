//! Who is asking. Identity owns sessions, keys and clients; every process keeps what it has seen, hears revocations within a second, and
//! asks again when that feed has been silent for 30 seconds.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError, atomic::AtomicBool},
    time::{Duration, Instant},
};

use axum::{extract::FromRequestParts, http::request::Parts};
use chrono::{DateTime, TimeDelta, Utc};
use contracts::{Assurance, Role, Session, SessionLookup, Tenant};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::{
    ctx::Ctx,
    error::{Error, Result},
    module::Permission,
    nats::Nats,
    store::Actor,
};

mod clients;

pub(crate) use clients::Refused;

/// How long a fresh sign-in counts for an act that demands step-up.
pub const STEP_UP_VALID: TimeDelta = TimeDelta::minutes(15);
/// Without the revocation feed for this long, every request asks identity.
const FEED_TRUSTED: Duration = Duration::from_secs(30);
/// What was seen is asked for again after this long in any case.
const CACHED: Duration = Duration::from_mins(1);

/// A caller who has been let in to the operation or page at hand.
#[derive(Debug, Clone)]
pub struct Caller {
    session: Arc<Session>,
    permission: &'static Permission,
    /// The request's id, for logs, audit and answers.
    pub request_id: Uuid,
    /// The Idempotency-Key, claimed by the first writing transaction.
    pub idempotency: Option<IdempotencyKey>,
}

/// An Idempotency-Key and what the request looked like.
#[derive(Debug, Clone)]
pub struct IdempotencyKey {
    /// As sent.
    pub key: String,
    /// HMAC-SHA-256 over method, path and body, hex.
    pub fingerprint: String,
    /// Whether this very request has claimed it, and committed what it claimed it with.
    pub(crate) claimed: Arc<AtomicBool>,
}

impl Caller {
    pub(crate) fn new(session: Arc<Session>, permission: &'static Permission, request_id: Uuid) -> Self {
        Self { session, permission, request_id, idempotency: None }
    }

    /// The organisation acted for.
    #[must_use]
    pub fn tenant(&self) -> &Tenant {
        &self.session.tenant
    }

    /// The session or key.
    #[must_use]
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// As [`Self::session`], to keep.
    pub(crate) fn shared_session(&self) -> Arc<Session> {
        Arc::clone(&self.session)
    }

    /// What lets the caller in here.
    #[must_use]
    pub fn permission(&self) -> &'static Permission {
        self.permission
    }

    /// For audit rows.
    #[must_use]
    pub fn actor(&self) -> Actor {
        if self.session.machine { Actor::Client(self.session.actor) } else { Actor::Person(self.session.actor) }
    }

    /// Whether another permission is held too, to decide what a page offers.
    #[must_use]
    pub fn may(&self, permission: &Permission) -> bool {
        allows(&self.session, permission)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Caller {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self> {
        parts.extensions.get::<Self>().cloned().ok_or(Error::Unauthenticated)
    }
}

/// Whether a session's roles suffice for a permission (a person's step-up apart); for an access token, whether its scopes do.
#[must_use]
pub fn allows(session: &Session, permission: &Permission) -> bool {
    let service = permission.service();
    let holds = |role: &Role| {
        session
            .grants
            .iter()
            .any(|grant| grant.role == *role && grant.service.as_deref().is_none_or(|only| only == service))
    };
    // Nothing proves anew who a machine is, by its key or by its token.
    let machine = session.machine || session.scopes.is_some();
    let reaches = (!permission.across || session.tenant.is_association()) && !(permission.step_up && machine);
    if let Some(scopes) = &session.scopes {
        return reaches && scopes.iter().any(|scope| scope == permission.name);
    }
    if permission.roles.is_empty() {
        return reaches && (permission.outside || !is_outside(session));
    }
    reaches && permission.roles.iter().any(holds)
}

/// Whether a session is that of somebody from outside the organisations, who was invited to something and has nothing else here.
#[must_use]
pub fn is_outside(session: &Session) -> bool {
    session.grants.iter().any(|grant| grant.role.is_outside())
}

/// Whether the sign-in is strong and fresh enough for acts that demand step-up.
#[must_use]
pub fn stepped_up(session: &Session, now: DateTime<Utc>) -> bool {
    session.assurance >= Assurance::Loa3 && now - session.authenticated_at <= STEP_UP_VALID
}

/// SHA-256 in hex of a cookie's token or an API key.
#[must_use]
pub fn secret_hash(secret: &str) -> String {
    hex::encode(Sha256::digest(secret.as_bytes()))
}

/// The sessions this process has seen.
#[derive(Clone)]
pub struct Sessions(Arc<Seen>);

struct Seen {
    nats: Nats,
    cached: Mutex<Cache>,
    keys: Mutex<clients::Keys>,
    told: Mutex<HashMap<(Uuid, &'static str), Instant>>,
}

#[derive(Default)]
struct Cache {
    by_secret: HashMap<String, (Arc<Session>, Instant)>,
    feed_heard: Option<Instant>,
}

impl Sessions {
    pub(crate) fn new(nats: Nats) -> Self {
        Self(Arc::new(Seen { nats, cached: Mutex::default(), keys: Mutex::default(), told: Mutex::default() }))
    }

    /// The session or key behind a secret, if it is valid now; a false one is taken out of its address's bucket. An address that has
    /// shown many false ones is held back before identity is asked for yet another.
    ///
    /// # Errors
    /// [`Error::TooMany`] when it is; [`Error::Unavailable`] when identity must be asked and does not answer.
    pub(crate) async fn behind(
        &self,
        ctx: &Ctx,
        secret: &str,
        machine: bool,
        from: &str,
    ) -> Result<Option<Arc<Session>>> {
        let (hash, now) = (secret_hash(secret), ctx.clock.now());
        let found = if let Some(session) = self.cached(&hash) {
            (session.expires_at > now && session.machine == machine).then_some(session)
        } else {
            ctx.limits.is_held_back(from)?;
            self.find(hash, machine, now).await?
        };
        if found.is_none() {
            ctx.limits.hold_back(from)?;
        }
        Ok(found)
    }

    async fn find(&self, hash: String, machine: bool, now: DateTime<Utc>) -> Result<Option<Arc<Session>>> {
        let lookup = SessionLookup { secret_sha256: hash.clone(), machine };
        let Some(session) = self.0.nats.ask(&lookup).await? else {
            return Ok(None);
        };
        let session = Arc::new(session);
        self.remember(hash, &session);
        Ok((session.expires_at > now).then_some(session))
    }

    fn remember(&self, key: String, session: &Arc<Session>) {
        let mut cache = self.0.cached.lock().unwrap_or_else(PoisonError::into_inner);
        if cache.by_secret.len() > 50_000 {
            cache.by_secret.clear();
        }
        cache.by_secret.insert(key, (Arc::clone(session), Instant::now()));
    }

    fn cached(&self, hash: &str) -> Option<Arc<Session>> {
        let cache = self.0.cached.lock().unwrap_or_else(PoisonError::into_inner);
        let trusted = cache.feed_heard.is_some_and(|at| at.elapsed() < FEED_TRUSTED);
        let (session, seen) = cache.by_secret.get(hash)?;
        (trusted && seen.elapsed() < CACHED).then(|| Arc::clone(session))
    }

    /// News from identity: sessions that ended or changed, or a sign of life.
    pub(crate) fn heard(&self, ended: &[Uuid]) {
        let mut cache = self.0.cached.lock().unwrap_or_else(PoisonError::into_inner);
        let silent = cache.feed_heard.is_none_or(|at| at.elapsed() >= FEED_TRUSTED);
        if silent {
            // What ended while the feed was away was not heard.
            cache.by_secret.clear();
        }
        cache.feed_heard = Some(Instant::now());
        cache.by_secret.retain(|_, (session, _)| !ended.contains(&session.id));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::published::session_with;

    static OWN: Permission = Permission::own("identity.own", &[]).for_outside();
    static START: Permission = Permission::own("portal.start.read", &[]);
    static INVITED: Permission = Permission::own("tillarbetslivet.own.read", &[Role::Employer, Role::Guardian]);

    #[test]
    fn people_from_outside_have_what_they_were_invited_to_and_their_own_session() {
        for role in Role::ALL {
            let session = session_with(role, &OWN);
            assert!(allows(&session, &OWN) && allows(&session, &crate::PUBLIC), "{role:?}");
            assert_eq!(allows(&session, &START), !role.is_outside(), "{role:?}");
            assert_eq!(allows(&session, &INVITED), role.is_outside(), "{role:?}");
        }
    }
}
