//! May this card borrow this title now? The limits that a librarian knows by heart, and every way to refuse.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use platform::{NotSubscribed, Rule};
use uuid::Uuid;

use super::loan::{LOAN_TIME, Status};

/// Loans that a card may hold at a time.
pub(crate) const LOANS_AT_A_TIME: usize = 5;
/// New loans that a card may start in [`WEEK`].
pub(crate) const LOANS_A_WEEK: usize = 5;
/// The rolling week.
pub(crate) const WEEK: TimeDelta = TimeDelta::days(7);

/// One of the card's earlier loans, as far as the limits need it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Earlier {
    pub title: Uuid,
    pub status: Status,
    pub started: DateTime<Utc>,
    pub due: DateTime<Utc>,
}

/// Why something was refused. The codes are part of the API's contract.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Refusal {
    #[error(transparent)]
    NotSubscribed(#[from] NotSubscribed),
    #[error("there is no such title in the catalogue")]
    UnknownTitle,
    #[error("the title is published on {published} and can be lent from then on")]
    NotPublished { published: NaiveDate },
    #[error("no price list is valid on this day")]
    NoPrice,
    #[error("the card already holds {LOANS_AT_A_TIME} loans; the next place is free on {free}")]
    LoanLimit { free: NaiveDate },
    #[error("the card has started {LOANS_A_WEEK} loans in seven days; the next is possible on {free}")]
    WeeklyLimit { free: NaiveDate },
    #[error("the card already has this title on loan until {due}")]
    AlreadyOnLoan { due: NaiveDate },
    #[error("the loan costs {price} öre, but {left} öre are left of the month's budget; a new month begins on {until}")]
    BudgetExhausted { price: i64, left: i64, until: NaiveDate },
    #[error("the loan has been returned already")]
    AlreadyReturned,
    #[error("the loan has been taken back already")]
    AlreadyReversed,
    #[error("the loan has ended")]
    LoanEnded,
    #[error("a loan can be taken back within 24 hours; for this one that was until {until}")]
    TooLateToReverse { until: DateTime<Utc> },
    #[error("{committed} öre of this month's budget are used already; the cap can't be lower")]
    CapBelowCommitted { committed: i64 },
}

impl Rule for Refusal {
    fn code(&self) -> &'static str {
        match self {
            Self::NotSubscribed(_) => NotSubscribed::CODE,
            Self::UnknownTitle => "unknown-title",
            Self::NotPublished { .. } => "not-published",
            Self::NoPrice => "no-price",
            Self::LoanLimit { .. } => "loan-limit",
            Self::WeeklyLimit { .. } => "weekly-limit",
            Self::AlreadyOnLoan { .. } => "already-on-loan",
            Self::BudgetExhausted { .. } => "budget-exhausted",
            Self::AlreadyReturned => "already-returned",
            Self::AlreadyReversed => "already-reversed",
            Self::LoanEnded => "loan-ended",
            Self::TooLateToReverse { .. } => "too-late-to-reverse",
            Self::CapBelowCommitted { .. } => "cap-below-committed",
        }
    }
}

impl Refusal {
    /// Whether a lender can put it right by choosing another card rather than another title.
    pub(crate) const fn is_about_card(&self) -> bool {
        matches!(self, Self::LoanLimit { .. } | Self::WeeklyLimit { .. } | Self::AlreadyOnLoan { .. })
    }
}

/// Whether a card with these earlier loans may borrow the title now.
pub(crate) fn may_borrow(earlier: &[Earlier], title: Uuid, now: DateTime<Utc>) -> Result<(), Refusal> {
    let day = platform::clock::local_date;
    let held: Vec<_> = earlier.iter().filter(|loan| loan.status.at(loan.due, now) == Status::Active).collect();
    if let Some(same) = held.iter().find(|loan| loan.title == title) {
        return Err(Refusal::AlreadyOnLoan { due: day(same.due) });
    }
    if held.len() >= LOANS_AT_A_TIME {
        let free = held.iter().map(|loan| loan.due).min().unwrap_or(now + LOAN_TIME);
        return Err(Refusal::LoanLimit { free: day(free) });
    }
    let counted = earlier.iter().filter(|loan| loan.status != Status::Reversed && loan.started > now - WEEK);
    let mut week: Vec<_> = counted.map(|loan| loan.started).collect();
    if week.len() >= LOANS_A_WEEK {
        week.sort_unstable();
        // The place is free when the fifth last of them is a week old.
        let free = week.iter().rev().nth(LOANS_A_WEEK - 1).map_or(now, |started| *started + WEEK);
        return Err(Refusal::WeeklyLimit { free: day(free) });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: &str = "2026-11-22T10:00:00Z";

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn loan(title: u128, status: Status, started: &str) -> Earlier {
        let started = at(started);
        Earlier { title: Uuid::from_u128(title), status, started, due: started + LOAN_TIME }
    }

    fn ask(earlier: &[Earlier]) -> Result<(), Refusal> {
        may_borrow(earlier, Uuid::from_u128(99), at(NOW))
    }

    #[test]
    fn a_card_holds_five_at_a_time() {
        let held: Vec<_> = (1..=5).map(|n| loan(n, Status::Active, &format!("2026-11-0{n}T10:00:00Z"))).collect();
        assert_eq!(ask(&held[..4]), Ok(()));
        let free = "2026-11-29".parse().unwrap();
        assert_eq!(ask(&held), Err(Refusal::LoanLimit { free }), "the oldest is due first");
        let mut returned = held;
        returned[2].status = Status::Returned;
        assert_eq!(ask(&returned), Ok(()), "a returned one gives its place back");
    }

    #[test]
    fn a_loan_whose_time_is_over_holds_no_place() {
        let held: Vec<_> = (1..=5).map(|n| loan(n, Status::Active, "2026-10-25T10:00:00Z")).collect();
        assert_eq!(ask(&held), Ok(()), "due at this very instant");
    }

    #[test]
    fn five_a_week_counts_returned_ones_but_not_reversed_ones() {
        let started = |day: u32| format!("2026-11-{day}T09:00:00Z");
        let mut week: Vec<_> = (17..=21).map(|day| loan(u128::from(day), Status::Returned, &started(day))).collect();
        let free = "2026-11-24".parse().unwrap();
        assert_eq!(ask(&week), Err(Refusal::WeeklyLimit { free }));
        week[4].status = Status::Reversed;
        assert_eq!(ask(&week), Ok(()));
    }

    #[test]
    fn the_week_rolls_by_the_instant() {
        let mut week: Vec<_> = (1..=5).map(|n| loan(n, Status::Returned, "2026-11-20T10:00:00Z")).collect();
        week[0].started = at("2026-11-15T10:00:01Z");
        assert!(ask(&week).is_err());
        week[0].started = at("2026-11-15T10:00:00Z");
        assert_eq!(ask(&week), Ok(()), "seven days to the second");
    }

    #[test]
    fn the_same_title_is_not_lent_twice_at_once() {
        let due = "2026-12-18".parse().unwrap();
        assert_eq!(ask(&[loan(99, Status::Active, "2026-11-20T10:00:00Z")]), Err(Refusal::AlreadyOnLoan { due }));
        assert_eq!(ask(&[loan(99, Status::Returned, "2026-11-20T10:00:00Z")]), Ok(()));
        assert_eq!(ask(&[loan(99, Status::Active, "2026-10-20T10:00:00Z")]), Ok(()), "its time is over");
    }
}
