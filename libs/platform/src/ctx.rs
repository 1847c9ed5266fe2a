//! What a service's code gets to work with: its store, the clock, the configuration, the other services by question.

use std::{
    collections::HashMap,
    ops::Deref,
    sync::{Arc, OnceLock},
};

use contracts::Question;
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use crate::{
    audit, caller::Sessions, clock::Clock, config::Config, documents::Documents, error::Result, files::Files,
    limit::Limits, mail::Mailer, nats::Nats, operations::Quiet, secret::Secret, site::Site, store::Store,
};

/// One service's surroundings in this process. A cheap clone; the state of its routes.
#[derive(Clone)]
pub struct Ctx(Arc<Inner>);

/// See [`Ctx`].
pub struct Inner {
    /// The service's name.
    pub service: &'static str,
    /// Its database.
    pub store: Store,
    /// The time.
    pub clock: Clock,
    /// The effective configuration.
    pub config: Arc<Config>,
    /// All services' names, menus and texts.
    pub site: Arc<Site>,
    /// Its files.
    pub files: Files,
    /// Makes PDF files.
    pub documents: Documents,
    /// Mail.
    pub mail: Mailer,
    pub(crate) nats: Nats,
    pub(crate) sessions: Sessions,
    pub(crate) limits: Arc<Limits>,
    pub(crate) secret: OnceLock<Secret>,
    pub(crate) quiet: Quiet,
    pub(crate) tasks: TaskTracker,
    pub(crate) stop: CancellationToken,
}

impl Ctx {
    pub(crate) fn new(inner: Inner) -> Self {
        Self(Arc::new(inner))
    }

    /// Asks another service and waits for its answer, at most the configured time.
    ///
    /// # Errors
    /// [`crate::Error::Unavailable`] when nobody answers in time; otherwise what the other service refused with.
    pub async fn ask<Q: Question>(&self, question: &Q) -> Result<Q::Answer> {
        self.nats.ask(question).await
    }

    /// The installation's secret, for keys of encrypted fields.
    ///
    /// # Errors
    /// When its file can't be read.
    pub fn secret(&self) -> Result<&Secret> {
        if let Some(secret) = self.secret.get() {
            return Ok(secret);
        }
        let read = Secret::open(&self.config)?;
        Ok(self.secret.get_or_init(|| read))
    }

    /// Says something to all processes at once, without keeping it (core NATS): signs of life, revocations.
    ///
    /// # Errors
    /// When the broker is away.
    pub async fn announce(&self, subject: &str, message: &impl serde::Serialize) -> Result<()> {
        self.nats.announce(subject, message).await
    }

    /// Takes one request out of the buckets of a tenant and of what it was made with, for what comes without a session.
    ///
    /// # Errors
    /// [`crate::Error::TooMany`] with the seconds to wait.
    pub fn take_request(&self, tenant: &contracts::Tenant, with: uuid::Uuid) -> Result<()> {
        self.limits.take(tenant, with)
    }

    /// Work that goes on after the answer; it is waited for at shutdown. It must tell its own errors.
    pub fn spawn(&self, work: impl Future<Output = ()> + Send + 'static) {
        self.tasks.spawn(audit::coming_from(audit::here(), work));
    }

    /// Takes one try from somebody out of a bucket as large as a key's: for what is tried by machines that have not proved who they are.
    ///
    /// # Errors
    /// [`crate::Error::TooMany`].
    pub fn take_try(&self, who: &str) -> Result<()> {
        self.limits.take_try(who)
    }

    /// Whether this service hears what the others say, for pages that show copies of their facts.
    #[must_use]
    pub fn hearing(&self) -> Hearing {
        let (connected, behind) = (self.nats.is_connected(), crate::telemetry::known_lag(self.service));
        Hearing { connected, behind, quiet: self.quiet.names() }
    }

    /// Cancelled when the process stops.
    #[must_use]
    pub fn stop(&self) -> &CancellationToken {
        &self.stop
    }

    /// The number of events waiting to leave and parked, for health pages.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn backlog(&self) -> Result<HashMap<&'static str, i64>> {
        crate::health::backlog(&self.store).await
    }
}

/// See [`Ctx::hearing`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hearing {
    /// Whether the connection to the broker stands.
    pub connected: bool,
    /// Events that wait to be handled, counted a few seconds ago by the process that handles them.
    pub behind: u64,
    /// Services that have not answered well for half a minute, where [`crate::operations::watch`] runs.
    pub quiet: Vec<&'static str>,
}

impl Deref for Ctx {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}
