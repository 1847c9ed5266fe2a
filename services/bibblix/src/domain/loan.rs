//! The life of a loan: active until it is returned or its time is over; taken back when technology failed.

use chrono::{DateTime, TimeDelta, Utc};

use super::lending::Refusal;

/// How long a loan lasts.
pub(crate) const LOAN_TIME: TimeDelta = TimeDelta::days(28);
/// How long after its start a loan can be taken back.
pub(crate) const REVERSAL_TIME: TimeDelta = TimeDelta::hours(24);
/// How long after a loan's end it keeps its card's pseudonym, for questions from the reader.
pub(crate) const CARD_KEPT: TimeDelta = TimeDelta::days(30);

/// Where a loan is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Status {
    /// The reader has it.
    Active,
    /// Given back before its time was over; it costs as much.
    Returned,
    /// Its time is over.
    Expired,
    /// Taken back by the staff: it costs nothing and counts towards no limit.
    Reversed,
}

impl Status {
    pub(crate) const ALL: [Self; 4] = [Self::Active, Self::Returned, Self::Expired, Self::Reversed];

    /// As stored and in the API.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Returned => "returned",
            Self::Expired => "expired",
            Self::Reversed => "reversed",
        }
    }

    /// The status of a name.
    pub(crate) fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.name() == name)
    }

    /// What a stored loan is at an instant: one whose time is over has expired, also before the hourly work has marked it.
    pub(crate) fn at(self, due: DateTime<Utc>, now: DateTime<Utc>) -> Self {
        if self == Self::Active && due <= now { Self::Expired } else { self }
    }

    /// Whether it can be given back.
    pub(crate) const fn may_return(self) -> Result<(), Refusal> {
        match self {
            Self::Active => Ok(()),
            Self::Returned => Err(Refusal::AlreadyReturned),
            Self::Expired | Self::Reversed => Err(Refusal::LoanEnded),
        }
    }

    /// Whether it can be taken back, at most 24 hours after its start. One that was given back at once because it would not open
    /// can be taken back too.
    pub(crate) fn may_reverse(self, started: DateTime<Utc>, now: DateTime<Utc>) -> Result<(), Refusal> {
        match self {
            Self::Reversed => Err(Refusal::AlreadyReversed),
            _ if now - started > REVERSAL_TIME => Err(Refusal::TooLateToReverse { until: started + REVERSAL_TIME }),
            Self::Active | Self::Returned => Ok(()),
            Self::Expired => Err(Refusal::LoanEnded),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn names_are_read_back() {
        for status in Status::ALL {
            assert_eq!(Status::parse(status.name()), Some(status));
        }
        assert_eq!(Status::parse("lost"), None);
    }

    #[test]
    fn a_loan_is_given_back_once() {
        assert_eq!(Status::Active.may_return(), Ok(()));
        assert_eq!(Status::Returned.may_return(), Err(Refusal::AlreadyReturned));
        assert_eq!(Status::Expired.may_return(), Err(Refusal::LoanEnded));
        assert_eq!(Status::Reversed.may_return(), Err(Refusal::LoanEnded));
    }

    #[test]
    fn a_loan_is_taken_back_within_24_hours_to_the_second() {
        let started = at("2026-11-20T10:00:00Z");
        assert_eq!(Status::Active.may_reverse(started, at("2026-11-21T10:00:00Z")), Ok(()));
        let late = Status::Active.may_reverse(started, at("2026-11-21T10:00:01Z"));
        assert_eq!(late, Err(Refusal::TooLateToReverse { until: at("2026-11-21T10:00:00Z") }));
        assert_eq!(Status::Returned.may_reverse(started, started), Ok(()));
        assert_eq!(Status::Reversed.may_reverse(started, started), Err(Refusal::AlreadyReversed));
    }

    #[test]
    fn time_alone_ends_a_loan() {
        let due = at("2026-11-20T10:00:00Z");
        assert_eq!(Status::Active.at(due, at("2026-11-20T09:59:59Z")), Status::Active);
        assert_eq!(Status::Active.at(due, due), Status::Expired);
        assert_eq!(Status::Returned.at(due, due), Status::Returned);
    }
}
