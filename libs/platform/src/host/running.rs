//! A running process, and how it is stopped.

use std::{
    collections::HashMap,
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use tokio_util::{sync::CancellationToken, task::TaskTracker};

use super::Registry;
use crate::{
    ctx::Ctx,
    error::{Error, Result},
    health,
    mail::catcher::Catcher,
    module::Demo,
    nats::Server,
};

/// A running process.
pub struct Running {
    /// Where pages and API are served.
    pub address: SocketAddr,
    /// Where health and metrics are served.
    pub operations: SocketAddr,
    /// The surroundings of each service, by name.
    pub services: HashMap<&'static str, Ctx>,
    /// The services that hear events.
    pub(super) hearers: Vec<&'static str>,
    pub(super) tasks: TaskTracker,
    pub(super) listeners: TaskTracker,
    pub(super) soft: CancellationToken,
    pub(super) ready: Arc<AtomicBool>,
    pub(super) broker: Option<Server>,
    /// Keeps a demonstration's mail.
    pub(super) catcher: Option<Catcher>,
    /// Held so that no other process takes the data directory.
    pub(super) data: Option<std::fs::File>,
}

impl Running {
    /// Stops in reverse: no new requests, those under way finish, the outbox is emptied, tasks end, the broker stops.
    pub async fn stop(self) {
        self.ready.store(false, Ordering::Release);
        self.soft.cancel();
        self.listeners.close();
        if tokio::time::timeout(Duration::from_secs(10), self.listeners.wait()).await.is_err() {
            tracing::warn!("requests were still under way after ten seconds");
        }
        self.tasks.close();
        if tokio::time::timeout(Duration::from_secs(10), self.tasks.wait()).await.is_err() {
            tracing::warn!("tasks were still under way after ten seconds");
        }
        if let Some(broker) = self.broker {
            broker.stop().await;
        }
        drop((self.catcher, self.data));
        tracing::info!("stopped");
    }

    /// Makes the demonstration data of the services that run here, the member register first.
    ///
    /// # Errors
    /// When a service can't make its data.
    pub async fn demonstrate(&self, registry: Registry, demo: Demo) -> Result<()> {
        let modules = registry();
        let phases = modules.iter().map(|module| module.demos.len()).max().unwrap_or(0);
        for phase in 0..phases {
            for module in &modules {
                if let (Some(run), Some(ctx)) = (module.demos.get(phase), self.services.get(module.name)) {
                    run(ctx.clone(), demo).await?;
                }
            }
        }
        Ok(())
    }

    /// Waits until every event has been sent and handled by the services that run here: for demonstration and tests.
    ///
    /// # Errors
    /// When a database does not answer.
    pub async fn settle(&self) -> Result<()> {
        let mut quiet = 0;
        while quiet < 2 {
            quiet = if self.is_quiet().await? { quiet + 1 } else { 0 };
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
        Ok(())
    }

    async fn is_quiet(&self) -> Result<bool> {
        for ctx in self.services.values() {
            let backlog = health::backlog(&ctx.store).await?;
            if backlog.get("outbox").copied().unwrap_or(0) > 0 {
                return Ok(false);
            }
        }
        for ctx in self.services.values().filter(|ctx| self.hearers.contains(&ctx.service)) {
            let stream = ctx
                .nats
                .jetstream()
                .get_stream(crate::nats::STREAM)
                .await
                .map_err(|error| Error::Internal(error.into()))?;
            let consumer: Result<async_nats::jetstream::consumer::PullConsumer, _> =
                stream.get_consumer(ctx.service).await;
            // Not there yet: it has still everything to hear.
            let Ok(mut consumer) = consumer else { return Ok(false) };
            let info = consumer.info().await.map_err(|error| Error::Internal(error.into()))?;
            if info.num_pending > 0 || info.num_ack_pending > 0 {
                return Ok(false);
            }
        }
        Ok(true)
    }
}
