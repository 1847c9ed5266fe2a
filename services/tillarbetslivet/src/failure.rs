//! Why an act was not done: a rule of placing, which pages tell by the field, or anything else.

use platform::{Error, NotSubscribed};

use crate::domain::placing::Refusal;

/// Why an act was not done.
#[derive(Debug)]
pub(crate) enum Failure {
    /// A rule of placing forbids it.
    Refused(Refusal),
    /// Anything else.
    Failed(Error),
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<NotSubscribed> for Failure {
    fn from(refusal: NotSubscribed) -> Self {
        Self::Refused(refusal.into())
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

impl From<Failure> for Error {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Refused(refusal) => refusal.into(),
            Failure::Failed(error) => error,
        }
    }
}
