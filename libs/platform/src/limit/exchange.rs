//! Processes tell each other what they have let in (core NATS), so that a limit is one for them all. What is lost on the way is
//! let in twice and no more.

use std::{sync::Arc, time::Duration};

use contracts::Tenant;
use futures_util::StreamExt;
use serde::{Deserialize, Serialize};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::Limits;
use crate::{
    error::{Error, Result},
    nats::Nats,
};

/// Where all processes are heard; each speaks on the subjects of one of its services.
const HEARD: &str = "live.*.requests";
/// How long what has been let in may wait to be told, unless it is much.
const AT_LATEST: Duration = Duration::from_millis(100);

/// What a process has let in since it last told.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct LetIn {
    /// The process.
    from: Uuid,
    tenants: Vec<(Tenant, u32)>,
    /// By session, key or client.
    credentials: Vec<(Uuid, u32)>,
}

/// Tells what is let in here.
pub(crate) async fn tell(
    limits: Arc<Limits>,
    nats: Nats,
    service: &'static str,
    from: Uuid,
    stop: CancellationToken,
) -> Result<()> {
    let subject = format!("live.{service}.requests");
    loop {
        tokio::select! {
            () = stop.cancelled() => return Ok(()),
            () = limits.some.notified() => {}
        }
        tokio::select! {
            () = limits.much.notified() => {}
            () = tokio::time::sleep(AT_LATEST) => {}
        }
        let news = LetIn { from, tenants: limits.tenants.untold(), credentials: limits.credentials.untold() };
        // While the broker is away every process limits alone; what was let in then is no longer worth telling when it is back.
        if nats.is_connected() && !(news.tenants.is_empty() && news.credentials.is_empty()) {
            nats.announce(&subject, &news).await?;
        }
    }
}

/// Hears what others let in.
pub(crate) async fn hear(limits: Arc<Limits>, nats: Nats, from: Uuid, stop: CancellationToken) -> Result<()> {
    let mut news = nats.client().subscribe(HEARD).await.map_err(|error| Error::Internal(error.into()))?;
    loop {
        let message = tokio::select! {
            () = stop.cancelled() => return Ok(()),
            message = news.next() => message,
        };
        let Some(message) = message else { return Ok(()) };
        match serde_json::from_slice::<LetIn>(&message.payload) {
            Ok(news) if news.from == from => {}
            Ok(news) => limits.charge(news.tenants, news.credentials),
            Err(error) => {
                tracing::warn!(%error, subject = %message.subject, "what another process let in can't be read");
            }
        }
    }
}
