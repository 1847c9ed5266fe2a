//! Roles, what they are granted on, and levels of assurance.

use serde::{Deserialize, Serialize};

/// What a person or client may be within an organisation. Office to auditor are roles in the association and reach across
/// tenants only through doors that leave a trace. The last two are of people outside, who reach what they were invited to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Sees the services of the own organisation (läsare).
    Reader,
    /// Works in a service day by day (handläggare, bibliotekarie).
    CaseOfficer,
    /// Sees cost and invoices (ekonom).
    Economist,
    /// Administers the own organisation (kommunadministratör).
    Administrator,
    /// A machine of the organisation or of its supplier (integratör).
    Integrator,
    /// The association's office (kansli).
    Office,
    /// The association's finance: billing of every service (ekonomi).
    Finance,
    /// Member of a service's governance council (ledamot i förvaltningsråd).
    CouncilMember,
    /// Runs the installation (drift).
    Operator,
    /// Reads everything, changes nothing (revisor).
    Auditor,
    /// An employer who takes pupils, invited (arbetsgivare).
    Employer,
    /// A pupil's guardian, invited (vårdnadshavare).
    Guardian,
}

impl Role {
    /// Every role, in the order of the published table.
    pub const ALL: [Self; 12] = [
        Self::Reader,
        Self::CaseOfficer,
        Self::Economist,
        Self::Administrator,
        Self::Integrator,
        Self::Office,
        Self::Finance,
        Self::CouncilMember,
        Self::Operator,
        Self::Auditor,
        Self::Employer,
        Self::Guardian,
    ];

    /// Whether it is of people outside the organisations: they come in another way, and hold no other role.
    #[must_use]
    pub const fn is_outside(self) -> bool {
        matches!(self, Self::Employer | Self::Guardian)
    }

    /// The role's name in code, API and resource files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Reader => "reader",
            Self::CaseOfficer => "case-officer",
            Self::Economist => "economist",
            Self::Administrator => "administrator",
            Self::Integrator => "integrator",
            Self::Office => "office",
            Self::Finance => "finance",
            Self::CouncilMember => "council-member",
            Self::Operator => "operator",
            Self::Auditor => "auditor",
            Self::Employer => "employer",
            Self::Guardian => "guardian",
        }
    }
}

/// A role held in an organisation, for one service or for all of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    /// The role.
    pub role: Role,
    /// The service it is limited to; none means every service.
    pub service: Option<String>,
}

/// How surely the person is known (Swedish tillitsnivå; the numbers are Digg's levels 2 and 3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Assurance {
    /// Level 2.
    Loa2,
    /// Level 3: demanded for approvals, votes and sensitive registers.
    Loa3,
}

impl Assurance {
    /// The `acr` value of the Swedish trust framework for this level.
    #[must_use]
    pub const fn acr(self) -> &'static str {
        match self {
            Self::Loa2 => "http://id.elegnamnden.se/loa/1.0/loa2",
            Self::Loa3 => "http://id.elegnamnden.se/loa/1.0/loa3",
        }
    }

    /// The level that an `acr` value stands for; unknown values stand for none.
    #[must_use]
    pub fn from_acr(acr: &str) -> Option<Self> {
        [Self::Loa2, Self::Loa3].into_iter().find(|level| level.acr() == acr)
    }
}
