//! People outside the organisations: a service invites somebody, identity lets her in by the link and gives her the role that the
//! invitation is for. Whose facts these are is in the envelope.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{Event, Role};

const SAMPLE: Uuid = Uuid::from_u128(0x0189_0a5d_ac96_774b_bcce_b302_099a_8057);

/// Somebody was invited by a link. Told again for the same invitation, the link is a new one and the old one ends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct InvitationSent {
    /// The invitation.
    pub invitation: Uuid,
    /// The service that invites, and that the role is limited to.
    pub service: String,
    /// The role that comes with it: one of those of people outside.
    pub role: Role,
    /// Key of the sentence in the service's resource files that says to what somebody is invited, before she has said who she is.
    pub text: String,
    /// Values for the text; never anything of a person.
    pub values: BTreeMap<String, String>,
    /// The page that she comes to; the invitation's id is added to it as `invitation`.
    pub href: String,
    /// SHA-256 of the link's code, in hex: the code itself is nowhere but in the link.
    pub code_sha256: String,
    /// When the link ends.
    pub until: DateTime<Utc>,
}

impl Event for InvitationSent {
    const SERVICE: &'static str = "invitations";
    const NAME: &'static str = "sent";

    fn key(&self) -> String {
        format!("invitation/{}", self.invitation)
    }

    fn sample() -> Self {
        Self {
            invitation: SAMPLE,
            service: "tillarbetslivet".into(),
            role: Role::Employer,
            text: "tillarbetslivet-invited-employer".into(),
            values: [("place".to_owned(), "Exempelbolaget AB, Verkstaden".to_owned())].into(),
            href: "/tillarbetslivet/own".into(),
            code_sha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".into(),
            until: DateTime::from_timestamp(1_796_547_600, 0).unwrap_or_default(),
        }
    }
}

/// An invitation is no longer meant: its link opens nothing, and the role that came with it is over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct InvitationWithdrawn {
    /// The invitation.
    pub invitation: Uuid,
}

impl Event for InvitationWithdrawn {
    const SERVICE: &'static str = "invitations";
    const NAME: &'static str = "withdrawn";

    fn key(&self) -> String {
        format!("invitation/{}", self.invitation)
    }

    fn sample() -> Self {
        Self { invitation: SAMPLE }
    }
}

/// Somebody has come in by an invitation, which is hers from now on. In identity's own vocabulary: no other service may say so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct InvitationAccepted {
    /// The invitation.
    pub invitation: Uuid,
    /// Who, by her id.
    pub person: Uuid,
}

impl Event for InvitationAccepted {
    const SERVICE: &'static str = "identity";
    const NAME: &'static str = "invitation-accepted";

    fn key(&self) -> String {
        format!("invitation/{}", self.invitation)
    }

    fn sample() -> Self {
        Self { invitation: SAMPLE, person: Uuid::from_u128(0x0189_0a5d_ac96_774b_bcce_b302_099a_8058) }
    }
}
