//! Clients with access tokens: the published keys, and whether a client still lives. What was seen is kept like sessions are, and
//! forgotten on the same feed.

use std::{
    collections::HashMap,
    sync::{Arc, PoisonError},
    time::{Duration, Instant},
};

use chrono::{DateTime, Utc};
use contracts::{
    Session, Tenant,
    client::{ClientLookup, Standing, TokenKeys},
};

use super::Sessions;
use crate::{
    config::Config,
    error::Error,
    token::{self, Claims, Flaw},
};

/// Published keys are asked for again after this long.
const KEYS_FRESH: Duration = Duration::from_mins(10);
/// However many tokens name an unknown key, it is asked for only this often.
const KEYS_ASKED: Duration = Duration::from_secs(5);

/// The published keys that this process has seen.
#[derive(Default)]
pub(super) struct Keys {
    by_name: HashMap<String, Vec<u8>>,
    asked: Option<Instant>,
}

/// A token that was not taken.
pub(crate) struct Refused {
    /// The answer.
    pub error: Error,
    /// What it says, when we have signed it.
    pub claims: Option<Claims>,
}

impl From<Error> for Box<Refused> {
    fn from(error: Error) -> Self {
        Self::new(Refused { error, claims: None })
    }
}

impl From<Flaw> for Box<Refused> {
    fn from(flaw: Flaw) -> Self {
        Error::Token(flaw).into()
    }
}

impl Sessions {
    /// The client behind an access token, with what both it and the token may; and the organisation whose client it is.
    ///
    /// # Errors
    /// [`Error::Token`] with the rule, or [`Error::Unavailable`] when identity must be asked and does not answer.
    pub(crate) async fn of_token(
        &self,
        text: &str,
        config: &Config,
        now: DateTime<Utc>,
    ) -> Result<(Arc<Session>, Tenant), Box<Refused>> {
        let name = token::key_of(text)?;
        let point = self.key(&name).await?.ok_or(Flaw::Key)?;
        let claims = token::signed(text, &point)?;
        let refused = |flaw, claims| Box::new(Refused { error: Error::Token(flaw), claims: Some(claims) });
        if let Err(flaw) = token::check(&claims, config, now) {
            return Err(refused(flaw, claims));
        }
        let key = format!("{}/{}/{}", claims.client_id, claims.secret, claims.scope);
        if let Some(session) = self.cached(&key, Instant::now()).filter(|session| session.expires_at > now) {
            return Ok((session, claims.holder));
        }
        let lookup = ClientLookup { client: claims.client_id, secret: claims.secret };
        match self.0.nats.ask(&lookup).await? {
            Standing::Over(over) => Err(refused(Flaw::Client(over), claims)),
            Standing::Live(session) => {
                let session = Arc::new(narrowed(*session, &claims.scope));
                self.remember(key, &session);
                Ok((session, claims.holder))
            }
        }
    }

    async fn key(&self, name: &str) -> Result<Option<Vec<u8>>, Error> {
        {
            let mut keys = self.0.keys.lock().unwrap_or_else(PoisonError::into_inner);
            let known = keys.by_name.get(name).cloned();
            let patience = if known.is_some() { KEYS_FRESH } else { KEYS_ASKED };
            if keys.asked.is_some_and(|at| at.elapsed() < patience) {
                return Ok(known);
            }
            keys.asked = Some(Instant::now());
        }
        let told = match self.0.nats.ask(&TokenKeys {}).await {
            Ok(told) => told,
            Err(error) => {
                self.0.keys.lock().unwrap_or_else(PoisonError::into_inner).asked = None;
                return Err(error);
            }
        };
        let points = told.into_iter().filter_map(|key| Some((token::point(&key.x, &key.y)?, key.kid)));
        let by_name: HashMap<_, _> = points.map(|(point, name)| (name, point)).collect();
        let found = by_name.get(name).cloned();
        self.0.keys.lock().unwrap_or_else(PoisonError::into_inner).by_name = by_name;
        Ok(found)
    }
}

/// The client with those of its scopes that the token covers.
fn narrowed(mut session: Session, scope: &str) -> Session {
    let covered: Vec<&str> = scope.split(' ').collect();
    let scopes = session.scopes.take().unwrap_or_default();
    session.scopes = Some(scopes.into_iter().filter(|scope| covered.contains(&scope.as_str())).collect());
    session
}

#[cfg(test)]
mod tests {
    use contracts::Role;

    use super::*;
    use crate::{caller::allows, module::Permission, published::session_with};

    static READ: Permission = Permission::own("bibblix.loans.read", &[Role::Integrator]);
    static LEND: Permission = Permission::own("bibblix.loans.start", &[Role::Integrator]);
    static REVERSE: Permission = Permission::own("bibblix.loans.reverse", &[Role::CaseOfficer]);
    static VOTE: Permission = Permission::own("governance.votes.cast", &[Role::Integrator]).with_step_up();
    static PRICES: Permission = Permission::across("billing.prices.read", &[Role::Operator]);
    static KEYS: Permission = Permission::own("identity.keys.manage", &[Role::Operator, Role::Integrator]);
    static OWN: Permission = Permission::own("identity.own", &[]);

    #[test]
    fn a_token_covers_its_scopes_and_nothing_else() {
        let mut session = session_with(Role::Integrator, &READ);
        assert!(allows(&session, &LEND) && allows(&session, &VOTE), "as a person");
        session.machine = true;
        assert!(allows(&session, &LEND) && !allows(&session, &VOTE), "as an API key");
        session.machine = false;
        session.scopes = Some(vec![READ.name.into(), VOTE.name.into(), PRICES.name.into()]);
        let token =
            narrowed(session, "bibblix.loans.read bibblix.loans.start governance.votes.cast billing.prices.read");
        assert!(allows(&token, &READ));
        for not in [&LEND, &VOTE, &PRICES, &OWN] {
            assert!(!allows(&token, not), "{}", not.name);
        }
        assert!(!allows(&narrowed(token, ""), &READ));
    }

    #[test]
    fn scopes_are_what_integrators_may() {
        let (member, association) = ("sandviken-2181".parse().unwrap(), Tenant::association());
        let given = |permission: &Permission| [&member, &association].map(|tenant| permission.can_be_scope(tenant));
        assert_eq!(given(&READ), [true, true]);
        assert_eq!(given(&OWN), [true, true]);
        assert_eq!(given(&PRICES), [false, true]);
        for never in [&REVERSE, &VOTE, &KEYS, &crate::PUBLIC] {
            assert_eq!(given(never), [false, false], "{}", never.name);
        }
    }
}
