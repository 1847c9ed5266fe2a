//! Why an act was not done, and that it is noted.

use platform::{Caller, Ctx, Rule, Tx};
use serde_json::json;

use crate::domain::placing::Refusal;

/// Why an act was not done.
pub(crate) type Failure = platform::Failure<Refusal>;

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
