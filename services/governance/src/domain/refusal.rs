//! Why something was not done, in sentences.

use chrono::{DateTime, NaiveDate, Utc};

use super::{
    ballot::{LONGEST_DAYS, MOST_HOURS, SHORTEST_DAYS},
    proposal::{LONGEST_TEXT, LONGEST_TITLE, MOST_ESTIMATE},
};

/// Why an act was not done.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Refusal {
    #[error("the ballot closed {closed} and takes no more votes")]
    Closed { closed: DateTime<Utc> },
    #[error("the ballot has the items 1 to {items}; {item} is not one of them")]
    UnknownItem { item: i64, items: i64 },
    #[error("item {item} is chosen twice")]
    ItemTwice { item: i64 },
    #[error("support at least {minimum} items; {chosen} are chosen")]
    TooFew { minimum: i64, chosen: i64 },
    #[error("the municipality's vote has been changed meanwhile: look at it and vote again")]
    VotedMeanwhile,
    #[error(
        "the ballot is open until {closes}; before that it can be closed only when all have voted, and {left} have not"
    )]
    TooEarly { closes: DateTime<Utc>, left: i64 },
    #[error("the ballot is closed already")]
    ClosedAlready,
    #[error("write a title of 5 to {LONGEST_TITLE} characters")]
    Title,
    #[error("describe the need in 10 to {LONGEST_TEXT} characters")]
    Text,
    #[error("an estimate is 1 to {MOST_ESTIMATE} hours")]
    Hours,
    #[error("the lowest estimate can't be above the likely one, nor the highest below it")]
    Spread,
    #[error("the proposal is on a ballot or decided, so its estimate stands")]
    EstimateStands,
    #[error("a ballot needs at least {needed} estimated proposals; there are {found}")]
    TooFewItems { needed: i64, found: i64 },
    #[error("the hours budget is 1 to {MOST_HOURS} hours")]
    Frame,
    #[error("a ballot is open {SHORTEST_DAYS} to {LONGEST_DAYS} days: close it from {first} to {last}")]
    ClosingDay { first: NaiveDate, last: NaiveDate },
    #[error("no municipality has a seat in the council today")]
    NoSeats,
    #[error("an item moves from next to now, and from now to done")]
    NoSuchMove,
}

impl Refusal {
    /// The stable code of the problem, which also ends the key of the page's text.
    pub(crate) const fn code(&self) -> &'static str {
        match self {
            Self::Closed { .. } => "ballot-closed",
            Self::UnknownItem { .. } => "unknown-item",
            Self::ItemTwice { .. } => "item-twice",
            Self::TooFew { .. } => "too-few-approvals",
            Self::VotedMeanwhile => "voted-meanwhile",
            Self::TooEarly { .. } => "too-early-to-close",
            Self::ClosedAlready => "closed-already",
            Self::Title => "proposal-title",
            Self::Text => "proposal-text",
            Self::Hours => "estimate-hours",
            Self::Spread => "estimate-spread",
            Self::EstimateStands => "estimate-stands",
            Self::TooFewItems { .. } => "too-few-items",
            Self::Frame => "hours-budget",
            Self::ClosingDay { .. } => "closing-day",
            Self::NoSeats => "no-seats",
            Self::NoSuchMove => "no-such-move",
        }
    }

    /// The form's field that it is about.
    pub(crate) const fn field(&self) -> Option<&'static str> {
        match self {
            Self::UnknownItem { .. } | Self::ItemTwice { .. } | Self::TooFew { .. } => Some("item"),
            Self::Title | Self::NoSeats => Some("title"),
            Self::Text => Some("text"),
            Self::Hours | Self::Frame => Some("hours"),
            Self::Spread => Some("low"),
            Self::ClosingDay { .. } => Some("closes"),
            _ => None,
        }
    }
}

impl From<Refusal> for platform::Error {
    fn from(refusal: Refusal) -> Self {
        Self::rule(refusal.code(), refusal.to_string())
    }
}
