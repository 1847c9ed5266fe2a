//! Codes (once, within a minute) and access tokens of the demonstration's provider, in memory by hash.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use chrono::{DateTime, TimeDelta, Utc};
use contracts::Assurance;
use platform::caller::secret_hash;

use super::{Which, accounts::Account};
use crate::domain::key::secret;

const CODE_FOR: TimeDelta = TimeDelta::seconds(60);
const TOKEN_FOR: TimeDelta = TimeDelta::minutes(5);

/// What a code stands for.
#[derive(Debug, Clone)]
pub struct Granted {
    /// Whose code it is.
    pub which: Which,
    pub account: &'static Account,
    pub redirect_uri: String,
    pub nonce: Option<String>,
    pub challenge: String,
    pub assurance: Assurance,
    pub authenticated_at: DateTime<Utc>,
}

/// Which provider gave an access token, to whom and until when.
type Token = (Which, &'static Account, DateTime<Utc>);

/// The codes and access tokens that are out.
#[derive(Default)]
pub struct Codes {
    codes: Mutex<HashMap<String, (Granted, DateTime<Utc>)>>,
    tokens: Mutex<HashMap<String, Token>>,
}

impl Codes {
    /// A new code.
    pub fn code(&self, granted: Granted, now: DateTime<Utc>) -> String {
        let code = secret(&mut rand::rng());
        let mut codes = self.codes.lock().unwrap_or_else(PoisonError::into_inner);
        codes.retain(|_, (_, until)| *until > now);
        codes.insert(secret_hash(&code), (granted, now + CODE_FOR));
        code
    }

    /// What the code stands for; it is gone afterwards.
    pub fn redeem(&self, code: &str, now: DateTime<Utc>) -> Option<Granted> {
        let (granted, until) = self.codes.lock().unwrap_or_else(PoisonError::into_inner).remove(&secret_hash(code))?;
        (until > now).then_some(granted)
    }

    /// A new access token of one of the providers.
    pub fn token(&self, which: Which, account: &'static Account, now: DateTime<Utc>) -> String {
        let token = secret(&mut rand::rng());
        let mut tokens = self.tokens.lock().unwrap_or_else(PoisonError::into_inner);
        tokens.retain(|_, (.., until)| *until > now);
        tokens.insert(secret_hash(&token), (which, account, now + TOKEN_FOR));
        token
    }

    /// Whose access token it is, at the provider that gave it.
    pub fn owner(&self, which: Which, token: &str, now: DateTime<Utc>) -> Option<&'static Account> {
        let tokens = self.tokens.lock().unwrap_or_else(PoisonError::into_inner);
        let found = tokens.get(&secret_hash(token)).filter(|(of, _, until)| *of == which && *until > now);
        found.map(|(_, account, _)| *account)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demonstration::accounts::ALL;

    #[test]
    fn a_code_is_good_once_and_for_a_minute() {
        let now: DateTime<Utc> = "2026-11-22T12:00:00Z".parse().unwrap();
        let granted = || Granted {
            which: Which::Staff,
            account: &ALL[0],
            redirect_uri: String::new(),
            nonce: None,
            challenge: String::new(),
            assurance: Assurance::Loa2,
            authenticated_at: now,
        };
        let codes = Codes::default();
        let code = codes.code(granted(), now);
        assert!(codes.redeem(&code, now).is_some());
        assert!(codes.redeem(&code, now).is_none(), "a second time");
        let code = codes.code(granted(), now);
        assert!(codes.redeem(&code, now + CODE_FOR).is_none(), "too late");
        let token = codes.token(Which::Staff, &ALL[0], now);
        assert!(codes.owner(Which::Staff, &token, now).is_some());
        assert!(codes.owner(Which::Broker, &token, now).is_none(), "another provider's");
        assert!(codes.owner(Which::Staff, &token, now + TOKEN_FOR).is_none());
        assert!(codes.owner(Which::Staff, "x", now).is_none());
    }
}
