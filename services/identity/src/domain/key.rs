//! Secrets and API keys: their form, which roles a key may carry, how long it may live.

use chrono::{DateTime, TimeDelta, Utc};
use contracts::{Role, Tenant};
use rand::{CryptoRng, Rng, distr::Alphanumeric};
use uuid::Uuid;

use super::role;

/// 43 letters and digits carry 256 bits.
const SECRET_LENGTH: usize = 43;
/// The longest life of a key, in days.
pub const LONGEST_DAYS: i64 = 365;
/// The longest name of a key.
pub const LONGEST_NAME: usize = 80;

/// A new secret of 256 bits for a cookie or a state.
#[must_use]
pub fn secret(random: &mut (impl CryptoRng + Rng)) -> String {
    random.sample_iter(Alphanumeric).take(SECRET_LENGTH).map(char::from).collect()
}

/// The text of a new API key: `smb_`, a part that may be shown in lists, `_`, the secret.
#[must_use]
pub fn text(id: Uuid, random: &mut (impl CryptoRng + Rng)) -> String {
    format!("{}_{}", shown(id), secret(random))
}

/// The part of a key that may be shown: enough to tell keys apart, useless for signing in.
#[must_use]
pub fn shown(id: Uuid) -> String {
    // The first half of a version 7 id is the time; the end is random.
    let simple = id.simple().to_string();
    format!("smb_{}", simple.get(20..).unwrap_or_default())
}

/// Who makes a key, and for whom.
#[derive(Debug, Clone)]
pub struct Maker<'a> {
    /// The organisation.
    pub tenant: &'a Tenant,
    /// Roles that the maker holds there for every service.
    pub roles: &'a [Role],
}

impl Maker<'_> {
    /// The roles that this maker's keys may carry. The association's roles reach across tenants, so only its operators give
    /// them, and only those that they hold themselves.
    #[must_use]
    pub fn may_give(&self) -> Vec<Role> {
        let operator = self.tenant.is_association() && self.roles.contains(&Role::Operator);
        let simple = [Role::Integrator, Role::Reader, Role::CaseOfficer];
        let held =
            Role::ALL.into_iter().filter(|role| role::is_associations(*role) && operator && self.roles.contains(role));
        simple.into_iter().chain(held).collect()
    }
}

/// A request for a key, not yet checked.
#[derive(Debug, Clone)]
pub struct Wish {
    /// What it is for.
    pub name: String,
    /// Names of roles.
    pub roles: Vec<String>,
    /// The service it is limited to.
    pub service: Option<String>,
    /// Days of life.
    pub days: i64,
}

/// A key that may be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// What it is for.
    pub name: String,
    /// At least one.
    pub roles: Vec<Role>,
    /// The service it is limited to.
    pub service: Option<String>,
    /// Last moment.
    pub expires_at: DateTime<Utc>,
}

/// Why a key is not made. The field is [`Refusal::field`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// No name, or too long.
    #[error("give a name of 1 to 80 characters")]
    Name,
    /// No role.
    #[error("choose at least one role")]
    NoRole,
    /// A role that the maker may not give.
    #[error(
        "choose roles among integrator, reader and case-officer; operators of the association also those they hold themselves"
    )]
    Role,
    /// An unknown service.
    #[error("choose a service of the platform, or none")]
    Service,
    /// Too short or too long a life.
    #[error("choose 1 to 365 days")]
    Days,
}

impl Refusal {
    /// The field of the form and of the API that is wrong.
    #[must_use]
    pub const fn field(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::NoRole | Self::Role => "roles",
            Self::Service => "service",
            Self::Days => "days",
        }
    }

    /// Key of the sentence for the page.
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::Name => "identity-key-wrong-name",
            Self::NoRole => "identity-key-wrong-no-role",
            Self::Role => "identity-key-wrong-role",
            Self::Service => "identity-key-wrong-service",
            Self::Days => "identity-key-wrong-days",
        }
    }
}

/// Checks a request for a key.
///
/// # Errors
/// Everything that is wrong with it.
pub fn plan(wish: &Wish, maker: &Maker<'_>, services: &[&str], now: DateTime<Utc>) -> Result<Plan, Vec<Refusal>> {
    let mut wrong = Vec::new();
    let name = wish.name.trim();
    if name.is_empty() || name.chars().count() > LONGEST_NAME || name.chars().any(char::is_control) {
        wrong.push(Refusal::Name);
    }
    let may_give = maker.may_give();
    let roles: Vec<Role> =
        wish.roles.iter().filter_map(|name| role::named(name)).filter(|role| may_give.contains(role)).collect();
    if wish.roles.is_empty() {
        wrong.push(Refusal::NoRole);
    } else if roles.len() != wish.roles.len() {
        wrong.push(Refusal::Role);
    }
    let service = wish.service.as_deref().filter(|service| !service.is_empty());
    if service.is_some_and(|service| !services.contains(&service)) {
        wrong.push(Refusal::Service);
    }
    if !(1..=LONGEST_DAYS).contains(&wish.days) {
        wrong.push(Refusal::Days);
    }
    if wrong.is_empty() {
        let expires_at = now + TimeDelta::days(wish.days);
        Ok(Plan { name: name.to_owned(), roles, service: service.map(str::to_owned), expires_at })
    } else {
        Err(wrong)
    }
}

/// Roles as they are kept in a row.
#[must_use]
pub fn joined(roles: &[Role]) -> String {
    roles.iter().map(|role| role.name()).collect::<Vec<_>>().join(" ")
}

/// Roles as they were kept in a row.
#[must_use]
pub fn parted(text: &str) -> Vec<Role> {
    text.split(' ').filter_map(role::named).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wish() -> Wish {
        Wish { name: "Bibliotekssystemet".into(), roles: vec!["integrator".into()], service: None, days: 90 }
    }

    fn refusals(wish: &Wish, tenant: &str, roles: &[Role]) -> Vec<Refusal> {
        let tenant = tenant.parse().unwrap();
        let maker = Maker { tenant: &tenant, roles };
        plan(wish, &maker, &["bibblix"], "2026-11-22T12:00:00Z".parse().unwrap()).err().unwrap_or_default()
    }

    #[test]
    fn keys_have_their_form_and_differ() {
        let id = Uuid::from_u128(0x0189_0a5d_ac96_774b_bcce_b302_099a_8057);
        let mut random = rand::rng();
        let key = text(id, &mut random);
        let parts: Vec<_> = key.split('_').collect();
        assert_eq!(parts[..2], ["smb", "b302099a8057"]);
        assert_eq!((parts.len(), parts[2].len()), (3, 43));
        assert!(parts[2].chars().all(|c| c.is_ascii_alphanumeric()));
        assert_ne!(key, text(id, &mut random));
        assert!(key.starts_with(&shown(id)));
    }

    #[test]
    fn a_key_reaches_no_further_than_its_maker() {
        let admin = [Role::Administrator];
        assert_eq!(refusals(&wish(), "sandviken-2181", &admin), []);
        for role in ["administrator", "economist", "operator", "finance", "nonsense"] {
            let wish = Wish { roles: vec![role.into()], ..wish() };
            assert_eq!(refusals(&wish, "sandviken-2181", &admin), [Refusal::Role], "{role}");
        }
        let operator = Wish { roles: vec!["operator".into()], ..wish() };
        assert_eq!(refusals(&operator, "sambruk", &[Role::Operator]), []);
        assert_eq!(refusals(&operator, "sambruk", &admin), [Refusal::Role]);
        assert_eq!(refusals(&operator, "sandviken-2181", &[Role::Operator]), [Refusal::Role]);
        let finance = Wish { roles: vec!["finance".into()], ..wish() };
        assert_eq!(refusals(&finance, "sambruk", &[Role::Operator]), [Refusal::Role]);
    }

    #[test]
    fn everything_wrong_is_told_at_once() {
        let bad = Wish { name: " ".into(), roles: Vec::new(), service: Some("nothing".into()), days: 366 };
        let all = [Refusal::Name, Refusal::NoRole, Refusal::Service, Refusal::Days];
        assert_eq!(refusals(&bad, "sandviken-2181", &[Role::Administrator]), all);
    }

    #[test]
    fn roles_come_back_from_their_row() {
        let roles = vec![Role::Integrator, Role::CaseOfficer];
        assert_eq!(parted(&joined(&roles)), roles);
        assert!(parted("").is_empty());
    }
}
