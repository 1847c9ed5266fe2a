//! Clients of other systems: what they may be given, how long they and their secrets live.

use chrono::{DateTime, TimeDelta, Utc};
use rand::{CryptoRng, Rng};
use uuid::Uuid;

use super::{
    client_key::{PublicKey, Unusable},
    key::{LONGEST_DAYS, LONGEST_NAME, secret},
};

/// What every client may: ask who it is itself.
pub const OWN: &str = "identity.own";
/// The longest time that an old secret may live on beside a new one, in days.
pub const LONGEST_OVERLAP: i64 = 30;
/// Secrets that are valid at the same time.
pub const SECRETS: usize = 2;

/// The text of a new secret: `smbc_`, a part that may be shown, `_`, 256 bits.
#[must_use]
pub fn text(id: Uuid, random: &mut (impl CryptoRng + Rng)) -> String {
    format!("{}_{}", shown(id), secret(random))
}

/// The part of a secret that may be shown.
#[must_use]
pub fn shown(id: Uuid) -> String {
    let simple = id.simple().to_string();
    format!("smbc_{}", simple.get(20..).unwrap_or_default())
}

/// A request for a client, not yet checked.
#[derive(Debug, Clone, Default)]
pub struct Wish {
    /// What it is for.
    pub name: String,
    /// Names of permissions.
    pub scopes: Vec<String>,
    /// Days of life.
    pub days: i64,
    /// Whether it is to act in the shared sandbox instead of in the organisation; without scopes it then gets all.
    pub sandbox: bool,
    /// A public key that it proves itself with in the place of a secret; empty for a secret.
    pub key: String,
}

/// A client that may be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// What it is for.
    pub name: String,
    /// At least one.
    pub scopes: Vec<&'static str>,
    /// Whether it acts in the sandbox.
    pub sandbox: bool,
    /// A public key in the place of a secret.
    pub key: Option<PublicKey>,
    /// Last moment.
    pub expires_at: DateTime<Utc>,
}

/// Why a client is not made or changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// No name, or too long.
    #[error("give a name of 1 to 80 characters")]
    Name,
    /// No scope.
    #[error("choose at least one scope")]
    NoScope,
    /// A scope that can't be given.
    #[error("choose scopes among those that an integrator of the organisation may have: GET /scopes lists them")]
    Scope,
    /// Too short or too long a life.
    #[error("choose 1 to 365 days")]
    Days,
    /// There is no sandbox.
    #[error("this installation has no sandbox: the association's office makes it")]
    NoSandbox,
    /// A key that is not taken.
    #[error("{0}")]
    Key(Unusable),
    /// Too long an overlap.
    #[error("let the old secret live on for 0 to 30 days")]
    Overlap,
}

impl Refusal {
    /// The field of the form and of the API that is wrong.
    #[must_use]
    pub const fn field(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::NoScope | Self::Scope => "scopes",
            Self::Days => "days",
            Self::NoSandbox => "sandbox",
            Self::Key(_) => "publicKey",
            Self::Overlap => "overlapDays",
        }
    }

    /// Key of the sentence for the page.
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::Name => "identity-client-wrong-name",
            Self::NoScope => "identity-client-wrong-no-scope",
            Self::Scope => "identity-client-wrong-scope",
            Self::Days => "identity-client-wrong-days",
            Self::NoSandbox => "identity-client-wrong-sandbox",
            Self::Key(unusable) => unusable.text(),
            Self::Overlap => "identity-client-wrong-overlap",
        }
    }
}

/// Checks a request for a client; `offered` is what the maker may give.
///
/// # Errors
/// Everything that is wrong with it.
pub fn plan(
    wish: &Wish,
    offered: &[&'static str],
    has_sandbox: bool,
    now: DateTime<Utc>,
) -> Result<Plan, Vec<Refusal>> {
    let mut wrong = Vec::new();
    let name = wish.name.trim();
    if name.is_empty() || name.chars().count() > LONGEST_NAME || name.chars().any(char::is_control) {
        wrong.push(Refusal::Name);
    }
    let everything = wish.sandbox && wish.scopes.is_empty();
    let wanted = |scope: &&'static str| everything || wish.scopes.iter().any(|wished| wished == scope);
    let scopes: Vec<&'static str> = offered.iter().copied().filter(wanted).collect();
    if wish.scopes.is_empty() && !everything {
        wrong.push(Refusal::NoScope);
    } else if wish.scopes.iter().any(|wished| !offered.contains(&wished.as_str())) {
        wrong.push(Refusal::Scope);
    }
    if !(1..=LONGEST_DAYS).contains(&wish.days) {
        wrong.push(Refusal::Days);
    }
    if wish.sandbox && !has_sandbox {
        wrong.push(Refusal::NoSandbox);
    }
    let key = key(&wish.key).map_err(|refusal| wrong.push(refusal)).unwrap_or_default();
    if wrong.is_empty() {
        let expires_at = now + TimeDelta::days(wish.days);
        Ok(Plan { name: name.to_owned(), scopes, sandbox: wish.sandbox, key, expires_at })
    } else {
        Err(wrong)
    }
}

/// The public key that somebody wants in the place of a secret; none when nothing is written.
///
/// # Errors
/// [`Refusal::Key`].
pub fn key(written: &str) -> Result<Option<PublicKey>, Refusal> {
    if written.trim().is_empty() {
        return Ok(None);
    }
    PublicKey::read(written).map(Some).map_err(Refusal::Key)
}

/// How it stands with a client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It may be used.
    Live,
    /// Somebody has ended it.
    Ended,
    /// Its time is over.
    Expired,
}

/// How it stands with a client now.
#[must_use]
pub fn state(ended_at: Option<DateTime<Utc>>, expires_at: DateTime<Utc>, now: DateTime<Utc>) -> State {
    match ended_at {
        Some(_) => State::Ended,
        None if expires_at <= now => State::Expired,
        None => State::Live,
    }
}

/// Whether a secret may be used; without an end of its own it lives as long as its client.
#[must_use]
pub fn secret_lives(until: Option<DateTime<Utc>>, now: DateTime<Utc>) -> bool {
    until.is_none_or(|until| now < until)
}

/// When the old secret ends that a new one replaces.
///
/// # Errors
/// [`Refusal::Overlap`].
pub fn overlap_ends(days: i64, now: DateTime<Utc>) -> Result<DateTime<Utc>, Refusal> {
    if (0..=LONGEST_OVERLAP).contains(&days) { Ok(now + TimeDelta::days(days)) } else { Err(Refusal::Overlap) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OFFERED: [&str; 3] = ["members.register.read", "bibblix.loans.read", "bibblix.loans.start"];

    fn now() -> DateTime<Utc> {
        "2026-11-22T12:00:00Z".parse().unwrap()
    }

    fn wish(scopes: &[&str]) -> Wish {
        let scopes = scopes.iter().map(|scope| (*scope).to_owned()).collect();
        Wish { name: " Bibliotekssystemet ".into(), scopes, days: 90, sandbox: false, key: String::new() }
    }

    #[test]
    fn a_client_gets_what_its_maker_may_give() {
        let made = plan(&wish(&["bibblix.loans.start", "bibblix.loans.read"]), &OFFERED, false, now()).unwrap();
        assert_eq!(made.name, "Bibliotekssystemet");
        assert_eq!(made.scopes, ["bibblix.loans.read", "bibblix.loans.start"], "in the platform's order");
        let refused = |scopes: &[&str]| plan(&wish(scopes), &OFFERED, false, now()).unwrap_err();
        assert_eq!(refused(&["bibblix.loans.reverse"]), [Refusal::Scope]);
        assert_eq!(refused(&["bibblix.loans.read", "billing.runs.approve"]), [Refusal::Scope]);
        assert_eq!(refused(&["bibblix.loans.read bibblix.loans.start"]), [Refusal::Scope]);
        assert_eq!(refused(&[]), [Refusal::NoScope]);
    }

    #[test]
    fn in_the_sandbox_everything_is_given_unless_less_is_wanted() {
        let all = Wish { sandbox: true, ..wish(&[]) };
        assert_eq!(plan(&all, &OFFERED, true, now()).unwrap().scopes, OFFERED);
        let some = Wish { sandbox: true, ..wish(&["bibblix.loans.read"]) };
        assert_eq!(plan(&some, &OFFERED, true, now()).unwrap().scopes, ["bibblix.loans.read"]);
        assert_eq!(plan(&all, &OFFERED, false, now()).unwrap_err(), [Refusal::NoSandbox]);
    }

    #[test]
    fn everything_wrong_is_told_at_once() {
        let bad = Wish { name: "\n".into(), days: 0, key: "x".into(), ..Wish::default() };
        let wrong = [Refusal::Name, Refusal::NoScope, Refusal::Days, Refusal::Key(Unusable::Form)];
        assert_eq!(plan(&bad, &OFFERED, true, now()).unwrap_err(), wrong);
    }

    #[test]
    fn an_old_secret_lives_on_for_the_overlap_only() {
        let until = overlap_ends(7, now()).unwrap();
        assert!(secret_lives(Some(until), now()) && !secret_lives(Some(until), until));
        assert!(!secret_lives(Some(overlap_ends(0, now()).unwrap()), now()));
        assert!(secret_lives(None, until));
        for days in [-1, 31, i64::MAX] {
            assert_eq!(overlap_ends(days, now()), Err(Refusal::Overlap), "{days}");
        }
        assert_eq!(state(None, until, now()), State::Live);
        assert_eq!(state(None, until, until), State::Expired);
        assert_eq!(state(Some(now()), until, until), State::Ended);
    }

    #[test]
    fn secrets_have_their_form() {
        let id = Uuid::from_u128(0x0189_0a5d_ac96_774b_bcce_b302_099a_8057);
        let text = text(id, &mut rand::rng());
        let parts: Vec<_> = text.split('_').collect();
        assert_eq!((parts[0], parts[1], parts[2].len()), ("smbc", "b302099a8057", 43));
        assert!(text.starts_with(&shown(id)));
    }
}
