//! Who gives which roles to whom, and who takes them away.

use contracts::{Grant, Role, Tenant};
use uuid::Uuid;

use super::role;

/// What somebody wants to give or take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    /// The role's name.
    pub role: String,
    /// The service, none for all of them.
    pub service: Option<String>,
}

/// Why a role is not given or taken away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Nobody makes herself more than she is.
    #[error("nobody changes her own roles: ask a colleague")]
    Own,
    /// A role that the giver may not give here.
    #[error("choose one of the roles that you may give in your organisation")]
    Role,
    /// An unknown service.
    #[error("choose a service of the platform, or all")]
    Service,
    /// She has it already, for the service or for all of them.
    #[error("the person holds that role already")]
    Held,
    /// A rule gives it, not a person.
    #[error("a rule gives that role: change the rule on the connection's page")]
    ByRule,
    /// It is lent to the association's support.
    #[error("that role is support access: end it on its own page")]
    BySupport,
    /// Nobody would be left who can give roles.
    #[error("the organisation's last administrator stays: make a colleague administrator first")]
    Last,
    /// The shell is for the first one only.
    #[error("somebody in the organisation can give roles already: let her do it in the portal")]
    InPortal,
}

impl Refusal {
    /// The field of the form that is wrong, if one is.
    pub const fn field(self) -> Option<&'static str> {
        match self {
            Self::Role | Self::Held => Some("role"),
            Self::Service => Some("service"),
            Self::Own | Self::ByRule | Self::BySupport | Self::Last | Self::InPortal => None,
        }
    }
}

impl platform::Rule for Refusal {
    fn code(&self) -> &'static str {
        match self {
            Self::Own => "own-roles",
            Self::Role => "role",
            Self::Service => "service",
            Self::Held => "role-held",
            Self::ByRule => "by-rule",
            Self::BySupport => "by-support",
            Self::Last => "last-administrator",
            Self::InPortal => "in-portal",
        }
    }
}

/// The role of those who give roles in an organisation: its administrators; in the association, its operators.
pub fn giver(tenant: &Tenant) -> Role {
    if tenant.is_association() { Role::Operator } else { Role::Administrator }
}

/// The roles that can be given in an organisation, in the platform's order.
pub fn offered(tenant: &Tenant) -> Vec<Role> {
    Role::ALL.into_iter().filter(|role| role::fits(*role, tenant)).filter(|role| makes_sense(*role, tenant)).collect()
}

/// The association has no seat in any council, and works with no service as a municipality does. People outside are invited by
/// services, and given nothing by hand.
fn makes_sense(role: Role, tenant: &Tenant) -> bool {
    if role.is_outside() {
        return false;
    }
    !tenant.is_association()
        || (role::is_associations(role) && !matches!(role, Role::CouncilMember))
        || matches!(role, Role::Reader)
}

/// Whether a role concerns the organisation as a whole, so that it can't be limited to a service.
pub const fn is_whole(role: Role) -> bool {
    matches!(role, Role::Administrator | Role::Office | Role::Operator | Role::Auditor)
}

/// A grant that may be given to a person who holds `held` in the organisation; whoever has a shell on the machine gives as nobody.
///
/// # Errors
/// The rule that forbids it.
pub fn give(
    wish: &Wish,
    tenant: &Tenant,
    services: &[&str],
    (giver, person): (Option<Uuid>, Uuid),
    held: &[Grant],
) -> Result<Grant, Refusal> {
    if giver == Some(person) {
        return Err(Refusal::Own);
    }
    let role = role::named(&wish.role).filter(|role| offered(tenant).contains(role)).ok_or(Refusal::Role)?;
    if wish.service.as_ref().is_some_and(|service| is_whole(role) || !services.contains(&service.as_str())) {
        return Err(Refusal::Service);
    }
    let covers = |grant: &&Grant| grant.role == role && (grant.service.is_none() || grant.service == wish.service);
    if held.iter().any(|grant| covers(&grant)) {
        return Err(Refusal::Held);
    }
    Ok(Grant { role, service: wish.service.clone() })
}

/// Whether a grant may be taken away from a person; `givers` is how many can give roles in the organisation now.
///
/// # Errors
/// The rule that forbids it.
pub fn take(grant: &Grant, tenant: &Tenant, (taker, person): (Uuid, Uuid), givers: usize) -> Result<(), Refusal> {
    if taker == person {
        return Err(Refusal::Own);
    }
    if grant.role == giver(tenant) && grant.service.is_none() && givers <= 1 {
        return Err(Refusal::Last);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const KIM: Uuid = Uuid::from_u128(1);
    const NOVA: Uuid = Uuid::from_u128(2);

    fn member() -> Tenant {
        "sandviken-2181".parse().unwrap()
    }

    fn wish(role: &str, service: Option<&str>) -> Wish {
        Wish { role: role.into(), service: service.map(str::to_owned) }
    }

    fn given(role: &str, service: Option<&str>, held: &[Grant]) -> Result<Grant, Refusal> {
        give(&wish(role, service), &member(), &["bibblix", "uka"], (Some(KIM), NOVA), held)
    }

    #[test]
    fn a_municipality_gives_its_own_roles_and_no_others() {
        assert_eq!(given("reader", None, &[]), Ok(Grant { role: Role::Reader, service: None }));
        assert_eq!(given("council-member", Some("uka"), &[]).unwrap().service.as_deref(), Some("uka"));
        for role in ["office", "finance", "operator", "auditor", "root", ""] {
            assert_eq!(given(role, None, &[]), Err(Refusal::Role), "{role}");
        }
        let association = offered(&Tenant::association());
        assert_eq!(association, [Role::Reader, Role::Office, Role::Finance, Role::Operator, Role::Auditor]);
    }

    #[test]
    fn a_role_is_for_a_known_service_or_for_the_whole() {
        assert_eq!(given("case-officer", Some("skolskjuts"), &[]), Err(Refusal::Service));
        assert_eq!(given("administrator", Some("uka"), &[]), Err(Refusal::Service));
    }

    #[test]
    fn nobody_changes_her_own_roles_or_holds_one_twice() {
        let own = give(&wish("reader", None), &member(), &[], (Some(KIM), KIM), &[]);
        assert_eq!(own, Err(Refusal::Own));
        let all = [Grant { role: Role::CaseOfficer, service: None }];
        assert_eq!(given("case-officer", Some("uka"), &all), Err(Refusal::Held));
        let one = [Grant { role: Role::CaseOfficer, service: Some("uka".into()) }];
        assert_eq!(given("case-officer", Some("uka"), &one), Err(Refusal::Held));
        assert!(given("case-officer", Some("bibblix"), &one).is_ok() && given("case-officer", None, &one).is_ok());
    }

    #[test]
    fn the_last_who_gives_roles_stays() {
        let grant = Grant { role: Role::Administrator, service: None };
        assert_eq!(take(&grant, &member(), (KIM, NOVA), 1), Err(Refusal::Last));
        assert_eq!(take(&grant, &member(), (KIM, NOVA), 2), Ok(()));
        assert_eq!(take(&grant, &member(), (KIM, KIM), 2), Err(Refusal::Own));
        assert_eq!(take(&grant, &Tenant::association(), (KIM, NOVA), 1), Ok(()), "operators give there");
    }
}
