//! Events: CloudEvents 1.0 in structured JSON, facts in the past tense without personal data.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use uuid::Uuid;

use crate::Tenant;

/// A fact that one service tells and others may hear. Type and subject follow from the three constants.
pub trait Event: Serialize + DeserializeOwned + utoipa::ToSchema + Send + Sync + 'static {
    /// The emitting service, or the shared vocabulary (`usage`) when several services speak it.
    const SERVICE: &'static str;
    /// One kebab-case word group in the past tense.
    const NAME: &'static str;
    /// Raised only when a change is not additive.
    const VERSION: u32 = 1;

    /// The object the fact is about: events of one tenant with the same key are delivered in order.
    fn key(&self) -> String;

    /// A realistic example for the published documents.
    fn sample() -> Self;
}

/// The CloudEvents type, `se.sambruk.<service>.<event>.v<N>`.
#[must_use]
pub fn type_of<E: Event>() -> String {
    format!("se.sambruk.{}.{}.v{}", E::SERVICE, E::NAME, E::VERSION)
}

/// The NATS subject of one tenant's events of this type, `sambruk.<tenant>.<service>.<event>.v<N>`.
#[must_use]
pub fn subject_of<E: Event>(tenant: &Tenant) -> String {
    format!("sambruk.{tenant}.{}.{}.v{}", E::SERVICE, E::NAME, E::VERSION)
}

/// The NATS subject of an event type given by name, for events that arrive as data.
#[must_use]
pub fn subject_of_type(tenant: &Tenant, kind: &str) -> Option<String> {
    kind.strip_prefix("se.sambruk.").map(|rest| format!("sambruk.{tenant}.{rest}"))
}

/// A CloudEvents 1.0 envelope with our extension attributes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Envelope<T> {
    /// Always `1.0`.
    pub specversion: String,
    /// Unique for ever; the consumer's inbox is keyed by it.
    pub id: Uuid,
    /// The emitting service as a path, `/bibblix`.
    pub source: String,
    /// See [`type_of`].
    #[serde(rename = "type")]
    pub kind: String,
    /// The object the fact is about, see [`Event::key`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// When it was recorded (UTC).
    pub time: DateTime<Utc>,
    /// Always `application/json`.
    pub datacontenttype: String,
    /// Extension: whose fact it is.
    pub tenant: Tenant,
    /// Extension: the event that led to this one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub causationid: Option<Uuid>,
    /// Extension: W3C trace context of the writer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub traceparent: Option<String>,
    /// The fact.
    pub data: T,
}

/// The CloudEvents version spoken here.
pub const SPECVERSION: &str = "1.0";
/// The media type of `data`.
pub const DATA_CONTENT_TYPE: &str = "application/json";
