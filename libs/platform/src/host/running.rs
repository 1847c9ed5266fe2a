//! A running process, and how it is stopped.

use std::{
    collections::HashMap,
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use tokio_util::{sync::CancellationToken, task::TaskTracker};

use super::Registry;
use crate::{
    ctx::Ctx,
    error::{Error, Result},
    health,
    mail::catcher::Catcher,
    module::{Demo, Progress},
    nats::Server,
};

/// How long NATS may not answer before nobody waits for it.
const PATIENCE: Duration = Duration::from_mins(1);

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
    /// The address that people use.
    #[must_use]
    pub fn origin(&self) -> &str {
        self.services.values().next().map_or("", |ctx| ctx.config.http.origin())
    }

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
                    run(ctx.clone(), demo.clone()).await?;
                    if phase + 1 == module.demos.len() {
                        ctx.store.set_demonstrated().await?;
                    }
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
        self.settle_telling(&Progress::default()).await
    }

    /// As [`Self::settle`], telling how many events are handled of the most that were seen waiting.
    ///
    /// # Errors
    /// When a database does not answer, or NATS not for a minute.
    pub async fn settle_telling(&self, progress: &Progress) -> Result<()> {
        let (mut quiet, mut most, mut heard) = (0, 0, Instant::now());
        while quiet < 2 {
            let waiting = self.waiting().await?;
            quiet = if waiting == Some(0) { quiet + 1 } else { 0 };
            if let Some(waiting) = waiting {
                (most, heard) = (waiting.max(most), Instant::now());
                progress.tell("events", most - waiting, most);
            } else if heard.elapsed() > PATIENCE {
                return Err(Error::Unavailable("NATS, or a service's consumer there".into()));
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
        Ok(())
    }

    /// Events that have not been sent or handled. None while NATS does not answer, or a consumer is not there yet: it has still
    /// everything to hear.
    async fn waiting(&self) -> Result<Option<u64>> {
        let mut waiting = 0;
        for ctx in self.services.values() {
            let backlog = health::backlog(&ctx.store).await?;
            waiting += backlog.get("outbox").copied().and_then(|rows| u64::try_from(rows).ok()).unwrap_or(0);
        }
        for ctx in self.services.values().filter(|ctx| self.hearers.contains(&ctx.service)) {
            let Ok(stream) = ctx.nats.jetstream().get_stream(crate::nats::STREAM).await else { return Ok(None) };
            let consumer: Result<async_nats::jetstream::consumer::PullConsumer, _> =
                stream.get_consumer(ctx.service).await;
            let Ok(mut consumer) = consumer else { return Ok(None) };
            let Ok(info) = consumer.info().await else { return Ok(None) };
            waiting += info.num_pending + info.num_ack_pending as u64;
        }
        Ok(Some(waiting))
    }
}
