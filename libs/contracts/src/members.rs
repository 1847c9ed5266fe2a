//! Facts about organisations, membership and subscriptions, told by the member register.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{Event, Tenant};

/// What kind of organisation a tenant is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum OrganisationKind {
    /// A municipality (kommun).
    Municipality,
    /// A federation of municipalities (kommunalförbund); can be member and payer for several municipalities.
    Federation,
    /// Any other organisation.
    Organisation,
    /// The association itself.
    Association,
}

/// An organisation was entered in the register or its public attributes changed. The envelope's tenant is the organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct OrganisationRegistered {
    /// Full name, "Sandvikens kommun".
    pub name: String,
    /// Short name, "Sandviken".
    pub short_name: String,
    /// Its kind.
    pub kind: OrganisationKind,
    /// Four-digit municipality code (SCB); only municipalities have one.
    pub municipality_code: Option<String>,
    /// The county's name.
    pub county: Option<String>,
    /// Inhabitants on the reference date; only municipalities have a population.
    pub population: Option<i64>,
    /// The date that the population refers to (normally 31 December).
    pub population_date: Option<NaiveDate>,
}

impl Event for OrganisationRegistered {
    const SERVICE: &'static str = "members";
    const NAME: &'static str = "organisation-registered";

    fn key(&self) -> String {
        "organisation".into()
    }

    fn sample() -> Self {
        Self {
            name: "Sandvikens kommun".into(),
            short_name: "Sandviken".into(),
            kind: OrganisationKind::Municipality,
            municipality_code: Some("2181".into()),
            county: Some("Gävleborgs län".into()),
            population: Some(38_789),
            population_date: NaiveDate::from_ymd_opt(2024, 12, 31),
        }
    }
}

/// An organisation became a member of the association. The envelope's tenant is the member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct MemberJoined {
    /// First day of membership.
    pub joined: NaiveDate,
}

impl Event for MemberJoined {
    const SERVICE: &'static str = "members";
    const NAME: &'static str = "member-joined";

    fn key(&self) -> String {
        "organisation".into()
    }

    fn sample() -> Self {
        Self { joined: NaiveDate::from_ymd_opt(2005, 3, 1).unwrap_or_default() }
    }
}

/// An organisation began to use a shared service. The envelope's tenant is the user.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct SubscriptionStarted {
    /// The subscription's id.
    pub subscription: Uuid,
    /// The shared service.
    pub service: String,
    /// The member whose agreement it is: the user itself, or a federation it belongs to.
    pub member: Tenant,
    /// Who is invoiced.
    pub payer: Tenant,
    /// First day of use.
    pub begins: NaiveDate,
    /// The user's department (förvaltning) that works with the service, when it is known.
    #[serde(default)]
    pub department: Option<String>,
}

impl Event for SubscriptionStarted {
    const SERVICE: &'static str = "members";
    const NAME: &'static str = "subscription-started";

    fn key(&self) -> String {
        format!("subscription/{}", self.subscription)
    }

    fn sample() -> Self {
        Self {
            subscription: Uuid::from_u128(0x0189_0a5d_ac96_774b_bcce_b302_099a_8057),
            service: "bibblix".into(),
            member: Tenant::association(),
            payer: Tenant::association(),
            begins: NaiveDate::from_ymd_opt(2026, 2, 1).unwrap_or_default(),
            department: Some("Kultur- och fritidsförvaltningen".into()),
        }
    }
}

/// A subscription ended. The envelope's tenant is the user.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct SubscriptionEnded {
    /// The subscription's id.
    pub subscription: Uuid,
    /// The shared service.
    pub service: String,
    /// Last day of use.
    pub ends: NaiveDate,
}

impl Event for SubscriptionEnded {
    const SERVICE: &'static str = "members";
    const NAME: &'static str = "subscription-ended";

    fn key(&self) -> String {
        format!("subscription/{}", self.subscription)
    }

    fn sample() -> Self {
        Self {
            subscription: Uuid::from_u128(0x0189_0a5d_ac96_774b_bcce_b302_099a_8057),
            service: "bibblix".into(),
            ends: NaiveDate::from_ymd_opt(2026, 12, 31).unwrap_or_default(),
        }
    }
}
