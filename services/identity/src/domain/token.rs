//! What an ID token must satisfy beyond what the openidconnect crate checks (signature, issuer, audience, nonce, expiry).

use chrono::{DateTime, TimeDelta, Utc};
use contracts::Assurance;

/// How far the provider's clock may be off.
pub const SKEW: TimeDelta = TimeDelta::seconds(60);
/// The longest life of an ID token (Swedish OpenID Connect profile).
const LONGEST_LIFE: TimeDelta = TimeDelta::minutes(5);

/// The claims that are looked at here.
#[derive(Debug, Clone)]
pub struct Claims {
    /// `sub`.
    pub subject: String,
    /// `aud`.
    pub audiences: Vec<String>,
    /// `azp`.
    pub authorized_party: Option<String>,
    /// `iat`.
    pub issued_at: DateTime<Utc>,
    /// `exp`.
    pub expires_at: DateTime<Utc>,
    /// `acr`.
    pub acr: Option<String>,
    /// `auth_time`.
    pub authenticated_at: Option<DateTime<Utc>>,
}

/// What this sign-in asked the provider for.
#[derive(Debug, Clone)]
pub struct Demand {
    /// Our name at the provider.
    pub client_id: String,
    /// The lowest level.
    pub assurance: Assurance,
    /// The person must have proved who she is after this.
    pub authenticated_since: DateTime<Utc>,
}

/// What a good token proves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Proven {
    /// The level.
    pub assurance: Assurance,
    /// When the person proved it.
    pub authenticated_at: DateTime<Utc>,
}

/// Why a token is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    /// `sub` is empty or longer than 255 characters.
    #[error("the subject is empty or too long")]
    Subject,
    /// `azp` names another client, or is missing although there are several audiences.
    #[error("the token was made for another client")]
    AuthorizedParty,
    /// `iat` lies in the future.
    #[error("the token is from the future")]
    Future,
    /// `exp` is more than five minutes after `iat`.
    #[error("the token lives too long")]
    LongLived,
    /// `acr` is missing or unknown.
    #[error("the level of assurance is missing or unknown")]
    UnknownAssurance,
    /// `acr` is lower than what was asked for.
    #[error("the level of assurance is too low")]
    LowAssurance,
    /// `auth_time` is missing although it was asked for.
    #[error("the time of authentication is missing")]
    NoAuthTime,
    /// `auth_time` lies in the future.
    #[error("the time of authentication is in the future")]
    FutureAuthTime,
    /// The provider took an older sign-in instead of asking again.
    #[error("the authentication is too old")]
    StaleAuthTime,
}

impl Flaw {
    /// The reason code for logs and audit.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Subject => "subject",
            Self::AuthorizedParty => "azp",
            Self::Future => "iat-future",
            Self::LongLived => "exp-too-late",
            Self::UnknownAssurance => "acr-unknown",
            Self::LowAssurance => "acr-low",
            Self::NoAuthTime => "auth-time-missing",
            Self::FutureAuthTime => "auth-time-future",
            Self::StaleAuthTime => "auth-time-stale",
        }
    }
}

/// Checks the claims against what was asked for.
///
/// # Errors
/// The first flaw found.
pub fn check(claims: &Claims, demand: &Demand, now: DateTime<Utc>) -> Result<Proven, Flaw> {
    if claims.subject.trim().is_empty() || claims.subject.chars().count() > 255 {
        return Err(Flaw::Subject);
    }
    match &claims.authorized_party {
        Some(party) if *party != demand.client_id => return Err(Flaw::AuthorizedParty),
        None if claims.audiences.len() > 1 => return Err(Flaw::AuthorizedParty),
        _ => {}
    }
    if claims.issued_at > now + SKEW {
        return Err(Flaw::Future);
    }
    if claims.expires_at - claims.issued_at > LONGEST_LIFE {
        return Err(Flaw::LongLived);
    }
    let assurance = claims.acr.as_deref().and_then(Assurance::from_acr).ok_or(Flaw::UnknownAssurance)?;
    if assurance < demand.assurance {
        return Err(Flaw::LowAssurance);
    }
    let authenticated_at = claims.authenticated_at.ok_or(Flaw::NoAuthTime)?;
    if authenticated_at > now + SKEW {
        return Err(Flaw::FutureAuthTime);
    }
    if authenticated_at < demand.authenticated_since - SKEW {
        return Err(Flaw::StaleAuthTime);
    }
    Ok(Proven { assurance, authenticated_at: authenticated_at.min(now) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> DateTime<Utc> {
        "2026-11-22T12:00:00Z".parse().unwrap()
    }

    fn good() -> Claims {
        Claims {
            subject: "kim".into(),
            audiences: vec!["sambruk".into()],
            authorized_party: Some("sambruk".into()),
            issued_at: now(),
            expires_at: now() + TimeDelta::minutes(5),
            acr: Some(Assurance::Loa2.acr().into()),
            authenticated_at: Some(now() - TimeDelta::seconds(5)),
        }
    }

    fn demand() -> Demand {
        Demand {
            client_id: "sambruk".into(),
            assurance: Assurance::Loa2,
            authenticated_since: now() - TimeDelta::hours(10),
        }
    }

    fn refused(change: impl FnOnce(&mut Claims)) -> Option<Flaw> {
        let mut claims = good();
        change(&mut claims);
        check(&claims, &demand(), now()).err()
    }

    #[test]
    fn a_good_token_is_taken_and_a_higher_level_too() {
        assert_eq!(check(&good(), &demand(), now()).unwrap().assurance, Assurance::Loa2);
        assert_eq!(refused(|claims| claims.acr = Some(Assurance::Loa3.acr().into())), None);
        assert_eq!(refused(|claims| claims.authorized_party = None), None);
        assert_eq!(refused(|claims| claims.issued_at = now() + TimeDelta::seconds(30)), None);
    }

    #[test]
    fn what_the_crate_lets_through_is_refused() {
        assert_eq!(refused(|claims| claims.subject = " ".into()), Some(Flaw::Subject));
        assert_eq!(refused(|claims| claims.subject = "a".repeat(256)), Some(Flaw::Subject));
        assert_eq!(refused(|claims| claims.authorized_party = Some("other".into())), Some(Flaw::AuthorizedParty));
        assert_eq!(
            refused(|claims| {
                claims.authorized_party = None;
                claims.audiences.push("other".into());
            }),
            Some(Flaw::AuthorizedParty)
        );
        assert_eq!(
            refused(|claims| {
                claims.issued_at = now() + TimeDelta::seconds(90);
                claims.expires_at = claims.issued_at + TimeDelta::minutes(1);
            }),
            Some(Flaw::Future)
        );
        assert_eq!(refused(|claims| claims.expires_at = now() + TimeDelta::days(365)), Some(Flaw::LongLived));
        assert_eq!(refused(|claims| claims.acr = None), Some(Flaw::UnknownAssurance));
        assert_eq!(refused(|claims| claims.acr = Some("0".into())), Some(Flaw::UnknownAssurance));
        assert_eq!(refused(|claims| claims.authenticated_at = None), Some(Flaw::NoAuthTime));
        assert_eq!(
            refused(|claims| claims.authenticated_at = Some(now() + TimeDelta::minutes(2))),
            Some(Flaw::FutureAuthTime)
        );
        assert_eq!(
            refused(|claims| claims.authenticated_at = Some(now() - TimeDelta::hours(11))),
            Some(Flaw::StaleAuthTime)
        );
    }

    #[test]
    fn a_step_up_wants_the_level_and_a_new_proof() {
        let demand = Demand { assurance: Assurance::Loa3, authenticated_since: now(), ..demand() };
        assert_eq!(check(&good(), &demand, now()), Err(Flaw::LowAssurance));
        let high = Claims { acr: Some(Assurance::Loa3.acr().into()), ..good() };
        assert!(check(&high, &demand, now()).is_ok(), "within the skew");
        let old = Claims { authenticated_at: Some(now() - TimeDelta::minutes(3)), ..high };
        assert_eq!(check(&old, &demand, now()), Err(Flaw::StaleAuthTime));
    }
}
