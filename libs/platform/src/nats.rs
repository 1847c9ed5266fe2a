//! The connection to NATS: the stream that carries events, questions to other services, announcements to all processes.

use std::{sync::Arc, time::Duration};

use async_nats::{
    Client, ConnectOptions, Event as ConnectionEvent, HeaderMap,
    jetstream::{
        self,
        stream::{Config as StreamConfig, DiscardPolicy, RetentionPolicy, StorageType},
    },
};
use contracts::Question;
use futures_util::StreamExt;
use serde::Serialize;

mod server;

pub use server::Server;

use crate::{
    config::NatsConfig,
    error::{Error, Problem, Result},
    telemetry,
};

/// The stream that carries every event.
pub const STREAM: &str = "SAMBRUK";
/// The oldest broker this platform runs on: it syncs once per atomic batch, and has the batches.
pub const OLDEST_SERVER: (u64, u64, u64) = (2, 15, 1);
/// In the header of an answer: `error` when the payload is a problem.
const STATUS: &str = "sambruk-status";

/// A connection to NATS. A cheap clone.
#[derive(Clone)]
pub struct Nats(Arc<Inner>);

struct Inner {
    client: Client,
    jetstream: jetstream::Context,
    config: NatsConfig,
}

impl Nats {
    /// Connects and makes sure that broker and stream are what they must be.
    ///
    /// # Errors
    /// When the broker can't be reached in half a minute, or is older than [`OLDEST_SERVER`]; the message names its version.
    pub async fn connect(config: &NatsConfig, name: &str) -> Result<Self> {
        let mut options = ConnectOptions::new()
            .name(name)
            .ping_interval(Duration::from_secs(5))
            .request_timeout(Some(Duration::from_secs(config.ask_timeout_seconds)))
            .connection_timeout(Duration::from_secs(5))
            .custom_inbox_prefix(format!("_INBOX_{}", name.replace(['.', ' '], "_")))
            .reconnect_delay_callback(|attempt| {
                Duration::from_millis(u64::try_from(attempt).unwrap_or(20).min(20) * 50)
            })
            .event_callback(|event| async move { tell(&event) });
        if !config.user.is_empty() {
            options = options.user_and_password(config.user.clone(), config.password.clone());
        }
        let client = reach(addresses(&config.url), options).await?;
        refuse_old(&client.server_info().version)?;
        let jetstream = jetstream::context::ContextBuilder::new()
            .timeout(Duration::from_secs(3))
            // No answer means unknown, and asking again is safe: message ids keep a second attempt from doubling.
            .ack_timeout(Duration::from_secs(3))
            .build(client.clone());
        let nats = Self(Arc::new(Inner { client, jetstream, config: config.clone() }));
        nats.ensure_stream().await?;
        Ok(nats)
    }

    pub(crate) fn client(&self) -> &Client {
        &self.0.client
    }

    pub(crate) fn jetstream(&self) -> &jetstream::Context {
        &self.0.jetstream
    }

    /// Whether the connection stands.
    #[must_use]
    pub fn is_connected(&self) -> bool {
        self.0.client.connection_state() == async_nats::connection::State::Connected
    }

    /// Makes the stream or brings its settings up to date; a new one is filled again from the outboxes.
    pub(crate) async fn ensure_stream(&self) -> Result<jetstream::stream::Info> {
        let config = StreamConfig {
            name: STREAM.into(),
            subjects: vec!["sambruk.>".into()],
            storage: StorageType::File,
            retention: RetentionPolicy::Limits,
            discard: DiscardPolicy::Old,
            max_age: Duration::from_hours(self.0.config.keep_days * 24),
            num_replicas: self.0.config.replicas,
            duplicate_window: Duration::from_mins(2),
            allow_atomic_publish: true,
            allow_direct: true,
            description: Some("Events of the Sambruk platform".into()),
            ..Default::default()
        };
        let mut wait = Duration::from_millis(100);
        for _ in 0..40 {
            match self.0.jetstream.create_stream(config.clone()).await {
                Ok(stream) => return Ok(stream.cached_info().clone()),
                Err(error) if differs(&error) => {
                    if let Some(info) = self.changed(config.clone()).await {
                        return Ok(info);
                    }
                }
                // A cluster that is electing its leader refuses for a while.
                Err(error) => tracing::debug!(%error, "the stream is not ready"),
            }
            tokio::time::sleep(wait).await;
            wait = (wait * 2).min(Duration::from_secs(1));
        }
        Err(Error::Unavailable("JetStream".into()))
    }

    /// The stream with its settings brought up to date; as it is where the broker lets only the service that starts first do that.
    async fn changed(&self, config: StreamConfig) -> Option<jetstream::stream::Info> {
        if let Ok(info) = self.0.jetstream.update_stream(config).await {
            return Some(info);
        }
        let found = self.0.jetstream.get_stream(STREAM).await.ok()?;
        tracing::warn!("the stream has other settings than nats.* says, and this process may not change them");
        Some(found.cached_info().clone())
    }

    /// A connection for commands that do not need the broker: what is asked goes unanswered.
    ///
    /// # Errors
    /// When the address is no address.
    pub(crate) async fn detached(config: &NatsConfig) -> Result<Self> {
        let url = if config.url.is_empty() { "nats://127.0.0.1:1" } else { &config.url };
        let options =
            ConnectOptions::new().retry_on_initial_connect().request_timeout(Some(Duration::from_millis(200)));
        let client = options.connect(addresses(url)).await.map_err(|error| Error::Internal(error.into()))?;
        let jetstream = jetstream::new(client.clone());
        Ok(Self(Arc::new(Inner { client, jetstream, config: config.clone() })))
    }

    /// Asks another service.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when nobody answers in time; otherwise what the other service refused with.
    pub async fn ask<Q: Question>(&self, question: &Q) -> Result<Q::Answer> {
        self.ask_on(&Q::subject(), Q::SERVICE, question).await
    }

    /// As [`Self::ask`], on a subject of its own: for questions that every service answers.
    pub(crate) async fn ask_on<Q: Question>(&self, subject: &str, service: &str, question: &Q) -> Result<Q::Answer> {
        let payload = serde_json::to_vec(question)?;
        let mut headers = HeaderMap::new();
        if let Some(parent) = telemetry::traceparent() {
            headers.insert("traceparent", parent.as_str());
        }
        let answer = self.0.client.request_with_headers(subject.to_owned(), headers, payload.into()).await;
        let message = answer.map_err(|error| {
            tracing::warn!(subject, %error, "no answer");
            Error::Unavailable(service.to_owned())
        })?;
        let refused = message.headers.as_ref().and_then(|headers| headers.get(STATUS)).is_some();
        if refused {
            return Err(refusal(serde_json::from_slice(&message.payload)?));
        }
        Ok(serde_json::from_slice(&message.payload)?)
    }

    /// Asks every process that answers on a subject: waits so long for the first answer, and then so long for others.
    pub(crate) async fn ask_everybody<Q: Question>(
        &self,
        subject: &str,
        question: &Q,
        first: Duration,
        others: Duration,
    ) -> Result<Vec<Q::Answer>> {
        let client = &self.0.client;
        let inbox = client.new_inbox();
        let internal = |error: anyhow::Error| Error::Internal(error);
        let mut replies = client.subscribe(inbox.clone()).await.map_err(|error| internal(error.into()))?;
        let payload = serde_json::to_vec(question)?;
        let sent = client.publish_with_reply(subject.to_owned(), inbox, payload.into()).await;
        sent.map_err(|error| internal(error.into()))?;
        let mut answers = Vec::new();
        let mut patience = first;
        while let Ok(Some(message)) = tokio::time::timeout(patience, replies.next()).await {
            // The broker itself answers when nobody listens.
            if message.status == Some(async_nats::StatusCode::NO_RESPONDERS) {
                break;
            }
            patience = others;
            if message.headers.as_ref().and_then(|headers| headers.get(STATUS)).is_none() {
                answers.push(serde_json::from_slice(&message.payload)?);
            }
        }
        Ok(answers)
    }

    /// The version of the broker that this process is connected to.
    pub(crate) fn server_version(&self) -> String {
        self.0.client.server_info().version
    }

    /// Answers a question that was asked on `reply`.
    pub(crate) async fn answer(&self, reply: async_nats::Subject, answer: Result<Vec<u8>>) -> Result<()> {
        let sent = match answer {
            Ok(bytes) => self.0.client.publish(reply, bytes.into()).await,
            Err(error) => {
                if let Error::Internal(cause) = &error {
                    tracing::error!(error = format!("{cause:#}"), "a question could not be answered");
                }
                let mut headers = HeaderMap::new();
                headers.insert(STATUS, "error");
                let problem = serde_json::to_vec(&error.problem())?;
                self.0.client.publish_with_headers(reply, headers, problem.into()).await
            }
        };
        sent.map_err(|error| Error::Internal(error.into()))
    }

    /// Says something to all processes at once, without keeping it.
    ///
    /// # Errors
    /// When the connection is gone.
    pub async fn announce(&self, subject: &str, message: &impl Serialize) -> Result<()> {
        let payload = serde_json::to_vec(message)?;
        self.0.client.publish(subject.to_owned(), payload.into()).await.map_err(|error| Error::Internal(error.into()))
    }
}

/// Whether the stream is there with other settings.
fn differs(error: &jetstream::context::CreateStreamError) -> bool {
    use jetstream::{ErrorCode, context::CreateStreamErrorKind::JetStream};
    matches!(error.kind(), JetStream(error) if error.error_code() == ErrorCode::STREAM_NAME_EXIST)
}

fn refusal(problem: Problem) -> Error {
    let detail = problem.detail.unwrap_or(problem.title);
    let code = problem.kind.rsplit('/').next().unwrap_or_default().to_owned();
    match problem.status {
        400 => Error::Invalid(problem.invalid_parameters),
        404 => Error::NotFound,
        409 => Error::Conflict(detail),
        422 => Error::Rule { code: code.into(), detail },
        503 => Error::Unavailable(detail.trim_start_matches("temporarily unavailable: ").to_owned()),
        _ => Error::Internal(anyhow::anyhow!("the other service answered: {detail}")),
    }
}

fn addresses(urls: &str) -> Vec<String> {
    urls.split(',').map(|url| url.trim().to_owned()).collect()
}

/// Tries for half a minute: in a split installation all processes and the broker start at once.
async fn reach(addresses: Vec<String>, options: ConnectOptions) -> Result<Client> {
    let mut last = None;
    for _ in 0..60 {
        match options.clone().connect(addresses.clone()).await {
            Ok(client) => return Ok(client),
            Err(error) => last = Some(error),
        }
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    let cause = last.map_or_else(|| "no address".to_owned(), |error| error.to_string());
    Err(anyhow::anyhow!("NATS at {} can't be reached ({cause}): start it, or correct nats.url", addresses.join(", "))
        .into())
}

/// The version of a server as numbers; None when it does not look like one.
#[must_use]
pub fn version_of(text: &str) -> Option<(u64, u64, u64)> {
    let mut numbers = text.trim().trim_start_matches('v').split(['.', '-', '+']).map(str::parse::<u64>);
    Some((numbers.next()?.ok()?, numbers.next()?.ok()?, numbers.next()?.ok()?))
}

fn refuse_old(version: &str) -> Result<()> {
    if version_of(version).is_some_and(|found| found >= OLDEST_SERVER) {
        return Ok(());
    }
    let (major, minor, patch) = OLDEST_SERVER;
    Err(anyhow::anyhow!(
        "nats-server {version} is too old: {major}.{minor}.{patch} or later is needed (atomic batches, one sync per batch)"
    )
    .into())
}

fn tell(event: &ConnectionEvent) {
    match event {
        ConnectionEvent::Connected => tracing::info!("NATS connected"),
        ConnectionEvent::SlowConsumer(_) => {
            telemetry::nats_slow_consumer();
            tracing::warn!(%event, "NATS");
        }
        ConnectionEvent::Disconnected => {
            telemetry::nats_disconnected();
            tracing::warn!(%event, "NATS");
        }
        other => tracing::warn!(event = %other, "NATS"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_older_broker_is_refused_by_name() {
        assert!(refuse_old("2.15.1").is_ok());
        assert!(refuse_old("2.16.0-beta.1").is_ok());
        let refused = refuse_old("2.9.10").unwrap_err();
        assert!(
            format!(
                "{:#}",
                match refused {
                    Error::Internal(cause) => cause,
                    other => panic!("{other}"),
                }
            )
            .contains("2.9.10")
        );
        assert!(refuse_old("dev").is_err());
    }
}
