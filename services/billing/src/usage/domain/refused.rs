//! Why a price or a charge is not taken.

use platform::Rule;

/// What is wrong with a new price version or charge. Its text is `billing-refused-<code>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Refused {
    #[error("no such service is charged here")]
    Service,
    #[error(
        "the item must be meter:<name> of a meter of the service, fixed-per-inhabitant, fixed-monthly or connection-fee"
    )]
    Item,
    #[error("write the amount in kronor with at most four decimals, such as 9.50")]
    Rate,
    #[error("the meter carries its own amounts and is passed on as they stand: leave the amount out")]
    PassedOn,
    #[error("a price begins on the first day of a month")]
    FirstOfMonth,
    #[error("that month of the service is already closed for billing")]
    Closed,
    #[error("the VAT category must be S25, S12, S6, E or O")]
    Vat,
    #[error("the account must be a BAS account of income: four digits that begin with 3")]
    Account,
    #[error("name the decision: 3 to 100 characters")]
    Decision,
    #[error("give a reason: 3 to 500 characters")]
    Reason,
    #[error("the amount must be other than zero and at most ten million kronor")]
    Amount,
    #[error("the organisation does not subscribe to the service in that month")]
    NotSubscribed,
}

impl Rule for Refused {
    fn code(&self) -> &'static str {
        match self {
            Self::Service => "unknown-service",
            Self::Item => "unknown-item",
            Self::Rate => "wrong-rate",
            Self::PassedOn => "passed-on",
            Self::FirstOfMonth => "not-first-of-month",
            Self::Closed => "month-closed",
            Self::Vat => "unknown-vat",
            Self::Account => "wrong-account",
            Self::Decision => "decision-missing",
            Self::Reason => "reason-missing",
            Self::Amount => "wrong-amount",
            Self::NotSubscribed => "not-subscribed",
        }
    }
}

impl Refused {
    /// The form's field that it is about.
    pub(crate) const fn field(self) -> &'static str {
        match self {
            Self::Service => "service",
            Self::Item => "item",
            Self::Rate | Self::PassedOn | Self::Amount => "kronor",
            Self::FirstOfMonth | Self::Closed => "month",
            Self::Vat => "vat",
            Self::Account => "account",
            Self::Decision => "decision",
            Self::Reason => "reason",
            Self::NotSubscribed => "organisation",
        }
    }
}

/// A BAS account of income.
pub(crate) fn check_account(account: &str) -> Result<(), Refused> {
    let fits = account.len() == 4 && account.starts_with('3') && account.bytes().all(|byte| byte.is_ascii_digit());
    if fits { Ok(()) } else { Err(Refused::Account) }
}

/// A text that a person must give.
pub(crate) fn check_text(text: &str, most: usize, otherwise: Refused) -> Result<(), Refused> {
    let characters = text.trim().chars().count();
    if (3..=most).contains(&characters) && !text.contains(|c: char| c.is_control() && c != '\n' && c != '\r') {
        Ok(())
    } else {
        Err(otherwise)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accounts_are_those_of_income() {
        assert_eq!(check_account("3041"), Ok(()));
        for bad in ["304", "30411", "1510", "3a41", "", "３041"] {
            assert_eq!(check_account(bad), Err(Refused::Account), "{bad}");
        }
        assert_eq!(check_text("  a ", 9, Refused::Reason), Err(Refused::Reason));
        assert_eq!(check_text("Beslut 7", 9, Refused::Reason), Ok(()));
    }
}
