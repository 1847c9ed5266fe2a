//! Why an act was not done: a rule, which pages tell by the field, or anything else.

use platform::Error;

use crate::domain::refusal::Refusal;

/// Why an act was not done.
#[derive(Debug)]
pub(crate) enum Failure {
    /// A rule forbids it.
    Refused(Refusal),
    /// Anything else.
    Failed(Error),
}

impl Failure {
    /// Its stable code, for the audit log.
    pub(crate) fn code(&self) -> &str {
        match self {
            Self::Refused(refusal) => refusal.code(),
            Self::Failed(error) => error.code(),
        }
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

impl From<sea_orm::DbErr> for Failure {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Failed(error.into())
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Self::Failed(error.into())
    }
}

impl From<Failure> for Error {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Refused(refusal) => refusal.into(),
            Failure::Failed(error) => error,
        }
    }
}
