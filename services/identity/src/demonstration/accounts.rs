//! The invented persons, in one place: who they are at the provider, and which roles the demonstration data gives them.

use contracts::{Role, Tenant};

/// A role in an organisation, for one service or all.
#[derive(Debug, Clone, Copy)]
pub struct Held {
    pub tenant: &'static str,
    pub role: Role,
    pub service: Option<&'static str>,
}

/// An invented person. Her texts are `identity-demonstration-person-<subject>`.
#[derive(Debug, Clone, Copy)]
pub struct Account {
    pub subject: &'static str,
    pub name: &'static str,
    /// The organisation whose staff she is.
    pub home: &'static str,
    pub held: &'static [Held],
}

impl Account {
    /// An address that can't exist (RFC 2606).
    pub fn email(&self) -> String {
        format!("{}@{}.example", self.subject, self.home)
    }
}

const SANDVIKEN: &str = "sandviken-2181";
const UPPSALA: &str = "uppsala-0380";
const ASSOCIATION: &str = "sambruk";

const fn held(tenant: &'static str, role: Role) -> Held {
    Held { tenant, role, service: None }
}

/// All of them, by organisation.
pub const ALL: [Account; 10] = [
    Account {
        subject: "kim",
        name: "Kim Exempelsson",
        home: SANDVIKEN,
        held: &[
            held(SANDVIKEN, Role::Economist),
            held(SANDVIKEN, Role::Reader),
            held(SANDVIKEN, Role::Administrator),
            held(SANDVIKEN, Role::CouncilMember),
        ],
    },
    Account {
        subject: "alex",
        name: "Alex Mall",
        home: SANDVIKEN,
        held: &[
            Held { tenant: SANDVIKEN, role: Role::CaseOfficer, service: Some("bibblix") },
            Held { tenant: SANDVIKEN, role: Role::CaseOfficer, service: Some("tillarbetslivet") },
            Held { tenant: SANDVIKEN, role: Role::CaseOfficer, service: Some("uka") },
        ],
    },
    Account {
        subject: "billie",
        name: "Billie Byte",
        home: SANDVIKEN,
        held: &[held(SANDVIKEN, Role::Reader), held(ASSOCIATION, Role::Office)],
    },
    Account { subject: "love", name: "Love Lagom", home: SANDVIKEN, held: &[held(SANDVIKEN, Role::CouncilMember)] },
    Account { subject: "nova", name: "Nova Ny", home: SANDVIKEN, held: &[] },
    Account {
        subject: "charlie",
        name: "Charlie Test",
        home: UPPSALA,
        held: &[
            held(UPPSALA, Role::Economist),
            held(UPPSALA, Role::CaseOfficer),
            held(UPPSALA, Role::Administrator),
            held(UPPSALA, Role::CouncilMember),
        ],
    },
    Account { subject: "robin", name: "Robin Prov", home: ASSOCIATION, held: &[held(ASSOCIATION, Role::Finance)] },
    Account { subject: "sam", name: "Sam Exempel", home: ASSOCIATION, held: &[held(ASSOCIATION, Role::Finance)] },
    Account { subject: "mika", name: "Mika Mönster", home: ASSOCIATION, held: &[held(ASSOCIATION, Role::Office)] },
    Account { subject: "drew", name: "Drew Drift", home: ASSOCIATION, held: &[held(ASSOCIATION, Role::Operator)] },
];

const fn outside(subject: &'static str, name: &'static str) -> Account {
    Account { subject, name, home: ASSOCIATION, held: &[] }
}

/// Those whom the e-identification broker knows. What they were invited to is made with the services' data.
pub const OUTSIDE: [Account; 4] = [
    outside("ellis", "Ellis Exempel"),
    outside("vilja", "Vilja Vårdnad"),
    outside("enar", "Enar Exempel"),
    outside("nadja", "Nadja Nyinbjuden"),
];

/// The person with that name at the staff's provider.
pub fn find(subject: &str) -> Option<&'static Account> {
    ALL.iter().find(|account| account.subject == subject)
}

/// The organisation whose staff the person is.
pub fn home(subject: &str) -> Option<Tenant> {
    find(subject).and_then(|account| account.home.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::role::fits;

    #[test]
    fn every_role_fits_its_organisation_and_names_are_unique() {
        for account in &ALL {
            assert!(home(account.subject).is_some(), "{}", account.subject);
            for held in account.held {
                assert!(fits(held.role, &held.tenant.parse().unwrap()), "{}: {:?}", account.subject, held.role);
            }
            assert_eq!(ALL.iter().chain(&OUTSIDE).filter(|other| other.subject == account.subject).count(), 1);
        }
        assert!(OUTSIDE.iter().all(|account| account.held.is_empty() && find(account.subject).is_none()));
    }
}
