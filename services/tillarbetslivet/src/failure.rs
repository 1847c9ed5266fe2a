//! Why an act was not done: a rule of placing, which pages tell by the field, or anything else.

use platform::{Caller, Ctx, Error, NotSubscribed, Tx};
use serde_json::json;

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

/// Commits an act that was done. One that a rule refuses is rolled back and noted in the municipality's audit log as `<act>.refused`,
/// with the rule's code and the object that it was about (a dash when there is none yet).
pub(crate) async fn finish<T>(
    ctx: &Ctx,
    caller: &Caller,
    tx: Tx,
    (act, object): (&str, &str),
    result: Result<T, Failure>,
) -> Result<T, Failure> {
    let failure = match result {
        Ok(done) => {
            tx.commit().await?;
            return Ok(done);
        }
        Err(failure) => failure,
    };
    drop(tx);
    if let Failure::Refused(why) = &failure {
        let tx = ctx.store.begin_for(caller.tenant(), caller.actor()).await?;
        tx.audit(&format!("tillarbetslivet.{act}.refused"), object, &json!({ "why": why.code() })).await?;
        tx.commit().await?;
    }
    Err(failure)
}
