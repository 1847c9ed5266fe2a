//! Why an act was not done: a rule forbids it, which pages say beside the field, or anything else.

use crate::{Error, NotSubscribed};

/// A service's reasons to refuse what somebody asks for. Their `Display` is a sentence in English for integrators; pages say them
/// in the reader's language.
pub trait Rule: std::fmt::Display {
    /// Stable: the end of the problem's type, of the page's text, and what the audit log notes.
    fn code(&self) -> &'static str;
}

/// Why an act was not done.
#[derive(Debug)]
pub enum Failure<R> {
    /// A rule forbids it.
    Refused(R),
    /// Anything else.
    Failed(Error),
}

impl<R: Rule> Failure<R> {
    /// Its stable code, for the audit log.
    pub fn code(&self) -> &str {
        match self {
            Self::Refused(rule) => rule.code(),
            Self::Failed(error) => error.code(),
        }
    }

    /// The rule that forbids it; whatever else it is goes on as an error.
    ///
    /// # Errors
    /// What is no refusal.
    pub fn refusal(self) -> Result<R, Error> {
        match self {
            Self::Refused(rule) => Ok(rule),
            Self::Failed(error) => Err(error),
        }
    }
}

impl<R: Rule> From<R> for Failure<R> {
    fn from(rule: R) -> Self {
        Self::Refused(rule)
    }
}

impl<R: Rule> From<Error> for Failure<R> {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

impl<R: Rule> From<sea_orm::DbErr> for Failure<R> {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Failed(error.into())
    }
}

impl<R: Rule> From<serde_json::Error> for Failure<R> {
    fn from(error: serde_json::Error) -> Self {
        Self::Failed(error.into())
    }
}

impl<R: Rule + From<NotSubscribed>> From<NotSubscribed> for Failure<R> {
    fn from(refusal: NotSubscribed) -> Self {
        Self::Refused(refusal.into())
    }
}

impl<R: Rule> From<R> for Error {
    fn from(rule: R) -> Self {
        Self::rule(rule.code(), rule.to_string())
    }
}

impl<R: Rule> From<Failure<R>> for Error {
    fn from(failure: Failure<R>) -> Self {
        match failure {
            Failure::Refused(rule) => rule.into(),
            Failure::Failed(error) => error,
        }
    }
}
