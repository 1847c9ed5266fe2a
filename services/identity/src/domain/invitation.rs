//! Invitations of people outside: who may come in by one, and how the rows of those who did are told from staff's.

use chrono::{DateTime, Utc};
use uuid::Uuid;

/// What stands before the id of the broker's connection in the rows of people who came through it. Staff's rows begin otherwise, so that
/// nothing that is for staff finds them.
pub const OUTSIDE: &str = "outside ";

/// What of an invitation decides who comes in by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// Whose it is already.
    pub used_by: Option<Uuid>,
    pub withdrawn: bool,
    /// When its link ends.
    pub until: DateTime<Utc>,
}

/// Why nobody comes in by an invitation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("there is no such invitation")]
    Unknown,
    #[error("the invitation has been withdrawn")]
    Withdrawn,
    #[error("somebody has come in by the invitation already")]
    Used,
    #[error("the link has ended")]
    Expired,
}

impl Refusal {
    /// Its code, which is also the end of its text's key.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unknown => "invitation-unknown",
            Self::Withdrawn => "invitation-withdrawn",
            Self::Used => "invitation-used",
            Self::Expired => "invitation-expired",
        }
    }
}

impl Standing {
    /// Whether the link still leads in; nobody has said yet who she is.
    ///
    /// # Errors
    /// Why not.
    pub fn open(self, now: DateTime<Utc>) -> Result<(), Refusal> {
        if self.withdrawn {
            return Err(Refusal::Withdrawn);
        }
        if self.used_by.is_some() {
            return Err(Refusal::Used);
        }
        if self.until <= now { Err(Refusal::Expired) } else { Ok(()) }
    }

    /// Whether this person may come in by it: the first one; she again, also when the link has ended, since it is hers.
    ///
    /// # Errors
    /// Why not.
    pub fn admits(self, person: Uuid, now: DateTime<Utc>) -> Result<(), Refusal> {
        if !self.withdrawn && self.used_by == Some(person) {
            return Ok(());
        }
        self.open(now)
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    #[test]
    fn the_first_one_comes_in_and_nobody_else() {
        let now: DateTime<Utc> = "2026-11-25T10:00:00Z".parse().unwrap();
        let (she, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let fresh = Standing { used_by: None, withdrawn: false, until: now + TimeDelta::days(14) };
        assert_eq!((fresh.open(now), fresh.admits(she, now)), (Ok(()), Ok(())));
        assert_eq!(fresh.open(fresh.until), Err(Refusal::Expired), "to the second");
        let used = Standing { used_by: Some(she), ..fresh };
        assert_eq!(used.open(now), Err(Refusal::Used));
        assert_eq!(used.admits(other, now), Err(Refusal::Used), "a second person");
        assert_eq!(used.admits(she, now), Ok(()));
        assert_eq!(used.admits(she, used.until), Ok(()), "hers, also when the link has ended");
        let withdrawn = Standing { withdrawn: true, ..used };
        assert_eq!(withdrawn.admits(she, now), Err(Refusal::Withdrawn), "hers no longer");
        assert_eq!(Standing { withdrawn: true, ..fresh }.open(now), Err(Refusal::Withdrawn));
    }
}
