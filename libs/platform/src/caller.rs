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
    module::{Permission, StepUp},
    nats::Nats,
    store::Actor,
};

mod clients;
mod told;

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
    /// Whether the act's own transaction holds the answer.
    pub(crate) answered: Arc<AtomicBool>,
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
    let reaches = (!permission.across || session.tenant.is_association())
        && !(permission.step_up == StepUp::Everybody && machine);
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

/// Whether a session is fresh enough for a permission that it has.
#[must_use]
pub(crate) fn lacks_step_up(session: &Session, permission: &Permission, now: DateTime<Utc>) -> bool {
    let machine = session.machine || session.scopes.is_some();
    permission.step_up.is_demanded() && !machine && !stepped_up(session, now)
}

/// Whether the sign-in is strong and fresh enough for acts that demand step-up.
#[must_use]
pub fn stepped_up(session: &Session, now: DateTime<Utc>) -> bool {
    session.assurance >= Assurance::Loa3 && is_fresh(session, now)
}

/// Whether the sign-in is fresh, on whichever level.
#[must_use]
pub fn is_fresh(session: &Session, now: DateTime<Utc>) -> bool {
    now - session.authenticated_at <= STEP_UP_VALID
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
    told: Mutex<told::Told>,
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
        let found = if let Some(session) = self.cached(&hash, Instant::now()) {
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

    /// The session or key behind the hash of a secret that another service was shown, if it is valid now.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when identity must be asked and does not answer.
    pub(crate) async fn by_hash(&self, hash: &str, machine: bool, now: DateTime<Utc>) -> Result<Option<Arc<Session>>> {
        match self.cached(hash, Instant::now()) {
            Some(session) => Ok((session.expires_at > now && session.machine == machine).then_some(session)),
            None => self.find(hash.to_owned(), machine, now).await,
        }
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

    fn cached(&self, hash: &str, now: Instant) -> Option<Arc<Session>> {
        self.0.cached.lock().unwrap_or_else(PoisonError::into_inner).find(hash, now)
    }

    /// Whether a refusal is to be recorded now: one who goes on with the same fault must not fill the log.
    pub(crate) fn tells(&self, who: Uuid, what: &str) -> bool {
        self.0.told.lock().unwrap_or_else(PoisonError::into_inner).tells(who, what, Instant::now())
    }

    /// News from identity: sessions that ended or changed, or a sign of life.
    pub(crate) fn heard(&self, ended: &[Uuid]) {
        self.0.cached.lock().unwrap_or_else(PoisonError::into_inner).heard(ended, Instant::now());
    }
}

impl Cache {
    /// What is remembered counts while the feed lives, and for a minute: who may have been ended unheard is asked for.
    fn find(&self, hash: &str, now: Instant) -> Option<Arc<Session>> {
        let trusted = self.feed_heard.is_some_and(|at| now.duration_since(at) < FEED_TRUSTED);
        let (session, seen) = self.by_secret.get(hash)?;
        (trusted && now.duration_since(*seen) < CACHED).then(|| Arc::clone(session))
    }

    fn heard(&mut self, ended: &[Uuid], now: Instant) {
        let silent = self.feed_heard.is_none_or(|at| now.duration_since(at) >= FEED_TRUSTED);
        if silent {
            // What ended while the feed was away was not heard.
            self.by_secret.clear();
        }
        self.feed_heard = Some(now);
        self.by_secret.retain(|_, (session, _)| !ended.contains(&session.id));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::published::session_with;

    fn session() -> Arc<Session> {
        let at: DateTime<Utc> = "2026-11-22T10:00:00Z".parse().unwrap();
        Arc::new(Session {
            id: crate::id::random(),
            actor: crate::id::random(),
            machine: false,
            name: "Exempel".into(),
            tenant: "habo-0643".parse().unwrap(),
            organisation: "Habo kommun".into(),
            organisations: 1,
            grants: Vec::new(),
            assurance: Assurance::Loa2,
            authenticated_at: at,
            expires_at: at,
            scopes: None,
            lent: None,
        })
    }

    /// ASVS 5.0, 16.5.3: whoever may have been ended unheard is not let in from memory.
    #[test]
    fn nobody_is_let_in_from_memory_once_the_feed_is_silent() {
        let (begun, session) = (Instant::now(), session());
        let after = |seconds| begun + Duration::from_secs(seconds);
        let mut cache = Cache::default();
        cache.by_secret.insert("a".into(), (Arc::clone(&session), begun));
        assert!(cache.find("a", begun).is_none(), "before the feed was ever heard");
        cache.heard(&[], begun);
        assert!(cache.find("a", begun).is_none(), "what was seen before is forgotten");
        cache.by_secret.insert("a".into(), (Arc::clone(&session), begun));
        assert!(cache.find("a", after(29)).is_some(), "while it is heard");
        assert!(cache.find("a", after(30)).is_none(), "half a minute of silence");
        cache.heard(&[], after(29));
        assert!(cache.find("a", after(58)).is_some());
        assert!(cache.find("a", after(60)).is_none(), "a minute after it was asked for");
        cache.heard(&[crate::id::random()], after(30));
        assert!(cache.find("a", after(31)).is_some(), "somebody else was ended");
        cache.heard(&[session.id], after(31));
        assert!(cache.find("a", after(31)).is_none(), "she was ended");
        cache.by_secret.insert("a".into(), (session, after(31)));
        cache.heard(&[], after(90));
        assert!(cache.find("a", after(90)).is_none(), "after a silence everybody is asked for again");
    }

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
