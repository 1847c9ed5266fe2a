//! Every way to refuse. The codes are part of the API's contract and end the keys of the pages' texts.

use chrono::NaiveDate;
use platform::{NotSubscribed, Rule};
use uuid::Uuid;

/// Why something was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Refusal {
    #[error(transparent)]
    NotSubscribed(#[from] NotSubscribed),
    #[error("the person is registered already, see /api/uka/v1/youths/{youth}")]
    AlreadyRegistered { youth: Uuid },
    #[error("the person turned 20 on {turned}: the municipality's responsibility ended then")]
    OverAge { turned: NaiveDate },
    #[error("the person is too young: compulsory schooling can be over in {from} at the earliest")]
    UnderAge { from: i32 },
    #[error("the person does not live in the municipality: the home municipality registers (skollagen 29 kap. 6 §)")]
    NotResident,
    #[error("the person has not completed compulsory schooling")]
    InCompulsory,
    #[error("the person attends upper secondary school, to which introductory programmes belong")]
    AttendsUpper,
    #[error("the person has completed upper secondary education")]
    Completed,
    #[error("the person has a protected identity: only those with that permission may open or change it")]
    ProtectedIdentity,
    #[error("a contact can't lie in the future: today is {today}")]
    ContactInFuture { today: NaiveDate },
    #[error("the day lies before the case was opened on {opened}")]
    BeforeCase { opened: NaiveDate },
    #[error("the next follow-up can't lie in the past: today is {today}")]
    FollowUpInPast { today: NaiveDate },
    #[error("a measure can't end before it starts on {starts}")]
    EndsBeforeStart { starts: NaiveDate },
    #[error("the measure has ended already")]
    MeasureEnded,
    #[error("the case was closed on {closed}")]
    CaseClosed { closed: NaiveDate },
    #[error("the person has not turned 20 yet, but does so on {turns}")]
    NotTwentyYet { turns: NaiveDate },
}

impl Rule for Refusal {
    fn code(&self) -> &'static str {
        match self {
            Self::NotSubscribed(_) => NotSubscribed::CODE,
            Self::AlreadyRegistered { .. } => "already-registered",
            Self::OverAge { .. } => "over-age",
            Self::UnderAge { .. } => "under-age",
            Self::NotResident => "not-resident",
            Self::InCompulsory => "in-compulsory-school",
            Self::AttendsUpper => "attends-upper-secondary",
            Self::Completed => "completed-upper-secondary",
            Self::ProtectedIdentity => "protected-identity",
            Self::ContactInFuture { .. } => "contact-in-future",
            Self::BeforeCase { .. } => "before-case",
            Self::FollowUpInPast { .. } => "follow-up-in-past",
            Self::EndsBeforeStart { .. } => "ends-before-start",
            Self::MeasureEnded => "measure-ended",
            Self::CaseClosed { .. } => "case-closed",
            Self::NotTwentyYet { .. } => "not-twenty-yet",
        }
    }
}

impl Refusal {
    /// The form's field that it is about.
    pub(crate) const fn field(&self) -> Option<&'static str> {
        match self {
            Self::AlreadyRegistered { .. } | Self::OverAge { .. } | Self::UnderAge { .. } => Some("number"),
            Self::InCompulsory | Self::AttendsUpper | Self::Completed => Some("situation"),
            Self::NotResident => Some("resident"),
            Self::ContactInFuture { .. } | Self::BeforeCase { .. } => Some("day"),
            Self::FollowUpInPast { .. } => Some("next"),
            Self::EndsBeforeStart { .. } => Some("ends"),
            Self::NotTwentyYet { .. } => Some("reason"),
            _ => None,
        }
    }
}
