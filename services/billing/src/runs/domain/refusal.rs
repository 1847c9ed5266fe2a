//! Why a run, an approval or an issue is refused.

use chrono::NaiveDate;
use platform::Rule;

use super::State;

/// A refusal; its sentence is for the API, its code for the texts of the pages (`billing-refused-<code>`).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// The service is not one that is billed.
    #[error("There is no service \"{service}\" with subscribers to bill.")]
    UnknownService {
        /// As sent.
        service: String,
    },
    /// A month can be billed only when it is over.
    #[error("{month} is not over: a month can be billed from the first day of the next.")]
    MonthNotOver {
        /// First day of the month.
        month: NaiveDate,
    },
    /// Months are billed in order, so that late usage has one month to go to.
    #[error("{earlier} has to be billed first: months are billed in order.")]
    EarlierMonthOpen {
        /// First day of the earliest month that is not billed.
        earlier: NaiveDate,
    },
    /// One run per service and month, discarded ones apart.
    #[error("The month already has a run.")]
    AlreadyRun,
    /// Something was used, or is owed, that has no price in the month.
    #[error("No price is valid in the month for: {}. Enter it in the price list first.", items.join(", "))]
    PriceMissing {
        /// The meters or fees.
        items: Vec<String>,
    },
    /// Neither usage nor fees nor charges.
    #[error("There is nothing to bill in the month.")]
    NothingToBill,
    /// Two persons are needed.
    #[error("Somebody else than who prepared the run has to approve it.")]
    SamePerson,
    /// The act does not fit the state.
    #[error("The run is {state}, so this can't be done now.")]
    WrongState {
        /// Where the run is.
        state: State,
    },
    /// Reversals are more than use and fees together.
    #[error(
        "The invoice to {payer} would be negative: it needs a credit note, which a run does not make. Discard the run."
    )]
    NegativeInvoice {
        /// The payer's name.
        payer: String,
    },
    /// The stored lines are not those that were rated and shown.
    #[error("The lines have changed since they were rated. Discard the run and find out why.")]
    LinesChanged,
    /// A sum beyond what any budget holds.
    #[error("A sum is too large to be right: look for a wrong price or quantity.")]
    TooLarge,
}

impl Rule for Refused {
    fn code(&self) -> &'static str {
        match self {
            Self::UnknownService { .. } => "unknown-service",
            Self::MonthNotOver { .. } => "month-not-over",
            Self::EarlierMonthOpen { .. } => "earlier-month-open",
            Self::AlreadyRun => "already-run",
            Self::PriceMissing { .. } => "price-missing",
            Self::NothingToBill => "nothing-to-bill",
            Self::SamePerson => "same-person",
            Self::WrongState { .. } => "wrong-state",
            Self::NegativeInvoice { .. } => "negative-invoice",
            Self::LinesChanged => "lines-changed",
            Self::TooLarge => "too-large",
        }
    }
}
