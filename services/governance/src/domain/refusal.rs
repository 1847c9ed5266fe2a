//! Why something was not done, in sentences.

use chrono::{DateTime, NaiveDate, Utc};
use platform::Rule;

use super::{
    ballot::{LONGEST_DAYS, MOST_HOURS, SHORTEST_DAYS},
    meeting::{LONGEST_DECISION, LONGEST_MINUTES, LONGEST_PLACE, NOTICE_DAYS},
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
    #[error(
        "hold the meeting on a day from {first} to {last}, so that its notice can go out {NOTICE_DAYS} days before"
    )]
    MeetingDay { first: NaiveDate, last: NaiveDate },
    #[error("write when it begins and ends, on one day and at most 12 hours apart, as 13.00")]
    MeetingTime,
    #[error("write a place of at most {LONGEST_PLACE} characters, or a link")]
    MeetingPlace,
    #[error("write a link that begins with https://, at most {LONGEST_PLACE} characters")]
    MeetingLink,
    #[error("the meeting is cancelled")]
    MeetingCancelled,
    #[error("the meeting has begun")]
    MeetingBegun,
    #[error("the meeting begins {begins}: write about it when it has begun")]
    MeetingNotBegun { begins: DateTime<Utc> },
    #[error("the notice has been sent")]
    NoticeSent,
    #[error("the notice was to go out {last} at the latest, {NOTICE_DAYS} days before: move the meeting")]
    NoticeLate { last: NaiveDate },
    #[error("put something on the agenda before the notice is sent")]
    NoAgenda,
    #[error(
        "the notice has been sent, so nothing more is listed for decision: list it for information, or at the next meeting"
    )]
    ListedLate,
    #[error("the council has no such proposal or ballot")]
    UnknownSubject,
    #[error("only what was listed for decision is decided")]
    NotListed,
    #[error("the notice was never sent, so the meeting decides nothing")]
    NotNoticed,
    #[error("{present} municipalities were present; {needed} must be for a decision")]
    NotQuorate { present: i64, needed: i64 },
    #[error("{municipality} had no seat in the council on the day of the meeting")]
    NotSeated { municipality: String },
    #[error("choose a chair and a verifier of two different municipalities that were present")]
    Verifiers,
    #[error("write minutes of 10 to {LONGEST_MINUTES} characters")]
    MinutesText,
    #[error("a decision is at most {LONGEST_DECISION} characters")]
    DecisionText,
    #[error("the minutes are being verified or are verified, and can't be changed")]
    MinutesFixed,
    #[error("the minutes do not wait to be verified")]
    NotVerifying,
    #[error("who wrote the minutes does not verify them")]
    WriterVerifies,
    #[error("you have verified them for the other municipality: a second person must")]
    SamePerson,
    #[error("say in 5 to {LONGEST_DECISION} characters what is wrong")]
    ReturnReason,
}

impl Rule for Refusal {
    fn code(&self) -> &'static str {
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
            _ => self.code_of_meeting(),
        }
    }
}

impl Refusal {
    /// The same for what is about meetings.
    const fn code_of_meeting(&self) -> &'static str {
        match self {
            Self::MeetingDay { .. } => "meeting-day",
            Self::MeetingTime => "meeting-time",
            Self::MeetingPlace => "meeting-place",
            Self::MeetingLink => "meeting-link",
            Self::MeetingCancelled => "meeting-cancelled",
            Self::MeetingBegun => "meeting-begun",
            Self::MeetingNotBegun { .. } => "meeting-not-begun",
            Self::NoticeSent => "notice-sent",
            Self::NoticeLate { .. } => "notice-late",
            Self::NoAgenda => "no-agenda",
            Self::ListedLate => "listed-late",
            Self::UnknownSubject => "unknown-subject",
            Self::NotListed => "not-listed",
            Self::NotNoticed => "not-noticed",
            Self::NotQuorate { .. } => "not-quorate",
            Self::NotSeated { .. } => "not-seated",
            Self::Verifiers => "verifiers",
            Self::MinutesText => "minutes-text",
            Self::DecisionText => "decision-text",
            Self::MinutesFixed => "minutes-fixed",
            Self::NotVerifying => "not-verifying",
            Self::WriterVerifies => "writer-verifies",
            Self::SamePerson => "same-person",
            _ => "return-reason",
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
            Self::MeetingDay { .. } => Some("day"),
            Self::MeetingTime => Some("from"),
            Self::MeetingPlace => Some("place"),
            Self::MeetingLink => Some("link"),
            Self::UnknownSubject => Some("subject"),
            Self::ListedLate => Some("decides"),
            Self::NotSeated { .. } => Some("present"),
            Self::Verifiers => Some("verifier"),
            Self::MinutesText => Some("minutes"),
            Self::ReturnReason => Some("reason"),
            _ => None,
        }
    }
}
