//! Who of the others is well, asked now and then by a service that shows copies of their facts.

use std::{collections::BTreeMap, sync::Mutex, time::Duration};

use tokio_util::sync::CancellationToken;

use super::{instances, state::Instance};
use crate::{ctx::Ctx, error::Result};

/// How often they are asked.
const EVERY: Duration = Duration::from_secs(10);
/// Who has not answered well so often in a row is told of as quiet: a restart is over before.
const ROUNDS: u32 = 3;

/// Services that do not answer, or whose processes all say that something is wrong, such as that their events do not leave.
#[derive(Default)]
pub(crate) struct Quiet(Mutex<BTreeMap<&'static str, u32>>);

impl Quiet {
    /// Takes in a round of answers.
    fn heard(&self, answers: &[(&'static str, Vec<Instance>)]) {
        let mut missed = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        for (service, found) in answers {
            if found.iter().any(|one| one.reasons.is_empty()) {
                missed.remove(service);
            } else {
                *missed.entry(service).or_default() += 1;
            }
        }
    }

    /// Whose facts may be missing.
    pub(crate) fn names(&self) -> Vec<&'static str> {
        let missed = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        missed.iter().filter(|(_, rounds)| **rounds >= ROUNDS).map(|(service, _)| *service).collect()
    }
}

/// Background work of a service that shows [`crate::ctx::Hearing::quiet`].
///
/// # Errors
/// None.
pub async fn watch(ctx: Ctx, stop: CancellationToken) -> Result<()> {
    loop {
        // Without the broker nobody is heard, which says nothing of them.
        if ctx.hearing().connected {
            ctx.quiet.heard(&instances(&ctx).await);
        }
        tokio::select! {
            () = stop.cancelled() => return Ok(()),
            () = tokio::time::sleep(EVERY) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;

    fn process(reasons: &[&str]) -> Instance {
        Instance {
            id: crate::id::new(),
            version: "1".into(),
            commit: None,
            began: DateTime::UNIX_EPOCH,
            reasons: reasons.iter().map(|reason| (*reason).to_owned()).collect(),
        }
    }

    #[test]
    fn who_misses_three_rounds_is_quiet_until_one_process_is_well() {
        let (quiet, well, ill) = (Quiet::default(), || process(&[]), || process(&["the relay is stuck"]));
        for _ in 0..2 {
            quiet.heard(&[("billing", vec![]), ("uka", vec![ill()]), ("members", vec![ill(), well()])]);
        }
        assert!(quiet.names().is_empty(), "a restart is no silence");
        quiet.heard(&[("billing", vec![]), ("uka", vec![ill()]), ("members", vec![well()])]);
        assert_eq!(quiet.names(), ["billing", "uka"]);
        quiet.heard(&[("billing", vec![well()]), ("uka", vec![ill()])]);
        assert_eq!(quiet.names(), ["uka"]);
    }
}
