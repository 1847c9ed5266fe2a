//! Tasks that must not die silently: they are started again with growing delay, and every restart is logged and counted.

use std::{future::Future, time::Duration};

use tokio_util::{sync::CancellationToken, task::TaskTracker};

use crate::{error::Result, telemetry};

/// Keeps `work` running until `stop`. It is started again when it returns, fails or panics.
pub(crate) fn keep<F, Fut>(tasks: &TaskTracker, name: String, stop: CancellationToken, work: F)
where
    F: Fn() -> Fut + Send + 'static,
    Fut: Future<Output = Result<()>> + Send + 'static,
{
    tasks.spawn(async move {
        let mut delay = Duration::from_millis(100);
        while !stop.is_cancelled() {
            let begun = tokio::time::Instant::now();
            #[expect(clippy::disallowed_methods, reason = "a task of its own, so that a panic ends only this attempt")]
            let attempt = tokio::spawn(work());
            match attempt.await {
                Ok(Ok(())) if stop.is_cancelled() => break,
                Ok(Ok(())) => tracing::warn!(task = name, "ended; starting again"),
                Ok(Err(error)) => tracing::error!(task = name, error = error.full(), "failed; starting again"),
                Err(panic) => tracing::error!(task = name, %panic, "panicked; starting again"),
            }
            telemetry::task_restarted(&name);
            if begun.elapsed() > Duration::from_mins(1) {
                delay = Duration::from_millis(100);
            }
            tokio::select! {
                () = stop.cancelled() => break,
                () = tokio::time::sleep(delay) => delay = (delay * 2).min(Duration::from_secs(10)),
            }
        }
    });
}
