//! Where a role may be held.

use contracts::{Role, Tenant};

/// Whether the role belongs to the association's own staff and may reach across tenants.
#[must_use]
pub const fn is_associations(role: Role) -> bool {
    matches!(role, Role::Office | Role::Finance | Role::CouncilMember | Role::Operator | Role::Auditor)
}

/// Whether a role can be held in an organisation at all. A seat in a council is held by a person of a member, and people outside are
/// invited by a member.
#[must_use]
pub fn fits(role: Role, tenant: &Tenant) -> bool {
    if role.is_outside() {
        return !tenant.is_association();
    }
    !is_associations(role) || role == Role::CouncilMember || tenant.is_association()
}

/// The role with that name.
#[must_use]
pub fn named(name: &str) -> Option<Role> {
    Role::ALL.into_iter().find(|role| role.name() == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_associations_roles_are_held_in_the_association() {
        let member: Tenant = "sandviken-2181".parse().unwrap();
        for role in [Role::Office, Role::Finance, Role::Operator, Role::Auditor] {
            assert!(!fits(role, &member), "{role:?}");
            assert!(fits(role, &Tenant::association()));
        }
        for role in [Role::Employer, Role::Guardian] {
            assert!(fits(role, &member) && !fits(role, &Tenant::association()), "{role:?}");
        }
        assert!(fits(Role::CouncilMember, &member));
        assert!(fits(Role::Economist, &member));
        assert_eq!(named("case-officer"), Some(Role::CaseOfficer));
        assert_eq!(named("root"), None);
    }
}
