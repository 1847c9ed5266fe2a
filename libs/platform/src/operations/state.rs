//! What a service tells of its operations.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::disk::Space;

/// How a service is, as it says itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = OperationsServiceState)]
pub struct ServiceState {
    /// When it said so.
    pub at: DateTime<Utc>,
    /// Events on their way out.
    pub outbox: OutboxState,
    /// What it hears; none when it hears nothing.
    pub consumer: Option<ConsumerState>,
    /// Events that could not be handled.
    pub parked: ParkedCount,
    /// Its work by the clock.
    pub schedules: Vec<ScheduleState>,
    /// Its latest check of its own data; none before the first.
    pub check: Option<CheckState>,
    /// Its audit log.
    pub audit: AuditState,
    /// Where it keeps its data.
    pub storage: StorageState,
    /// The version of the broker that it is connected to.
    pub broker: String,
    /// The last migration that its database has had.
    pub schema: Option<String>,
    /// Types of events that it tells.
    pub tells: Vec<String>,
    /// Types of events that it hears.
    pub hears: Vec<String>,
}

/// A process that runs the service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = OperationsInstance)]
pub struct Instance {
    /// Tells it from others, for as long as it runs.
    pub id: Uuid,
    /// Version of the program.
    pub version: String,
    /// Commit that it was built from, if that was told when it was built.
    pub commit: Option<String>,
    /// When the process began.
    pub began: DateTime<Utc>,
    /// Why its requests should go elsewhere; empty when it is ready.
    pub reasons: Vec<String>,
}

/// Events on their way out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = OperationsOutboxState)]
pub struct OutboxState {
    /// Events that have not left.
    pub waiting: i64,
    /// For how long the oldest of them has waited, in seconds.
    pub oldest_seconds: i64,
}

/// What a service hears.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = OperationsConsumerState)]
pub struct ConsumerState {
    /// Whether the broker could tell; if not, the figures are 0.
    pub known: bool,
    /// Events that it has not been given yet.
    pub pending: u64,
    /// Events that it was given and has not acknowledged.
    pub ack_pending: u64,
    /// Of these, events that it was given more than once.
    pub redelivered: u64,
    /// When it was last given an event.
    pub delivered_at: Option<DateTime<Utc>>,
    /// For how long the oldest event that it has not handled has been in the stream, in seconds, at most.
    pub oldest_seconds: i64,
}

/// Events that could not be handled, by what became of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = OperationsParkedCount)]
pub struct ParkedCount {
    /// They wait for an operator.
    pub open: i64,
    /// They were handled later.
    pub retried: i64,
    /// They were dropped.
    pub dropped: i64,
}

/// When scheduled work runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case", tag = "kind")]
#[schema(as = OperationsCadence)]
pub enum CadenceState {
    /// At an interval.
    Every {
        /// In seconds.
        seconds: u64,
    },
    /// Once a day by the Swedish clock.
    Daily {
        /// The hour.
        hour: u32,
        /// The minute.
        minute: u32,
    },
}

/// Work by the clock, and how it went last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = OperationsScheduleState)]
pub struct ScheduleState {
    /// Unique in the service.
    pub name: String,
    /// When it runs.
    pub cadence: CadenceState,
    /// The time that the last run was planned for; none before the first.
    pub planned_at: Option<DateTime<Utc>>,
    /// When that run began.
    pub started_at: Option<DateTime<Utc>>,
    /// When it ended; none while it runs.
    pub finished_at: Option<DateTime<Utc>>,
    /// What went wrong.
    pub error: Option<String>,
    /// When it runs next.
    pub next_at: Option<DateTime<Utc>>,
    /// Whether an operator may have it run at once.
    pub again: bool,
    /// Since when a run out of turn is waited for.
    pub wanted_at: Option<DateTime<Utc>>,
}

/// A service's check of its own data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = OperationsCheckState)]
pub struct CheckState {
    /// When it began.
    pub started_at: DateTime<Utc>,
    /// When it ended; none while it runs.
    pub finished_at: Option<DateTime<Utc>>,
    /// Parts that are done.
    pub step: i64,
    /// Parts that there are.
    pub steps: i64,
    /// What is wrong, at most two hundred things.
    pub findings: Vec<FindingState>,
    /// Why it was broken off.
    pub error: Option<String>,
}

/// Something that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = OperationsFinding)]
pub struct FindingState {
    /// Stable.
    pub code: String,
    /// A sentence in plain words with the ids needed to look it up.
    pub detail: String,
}

/// How far a service's audit log is sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = OperationsAuditState)]
pub struct AuditState {
    /// Age of the oldest row that is not sealed, in seconds; 0 when all are.
    pub unsealed_seconds: i64,
    /// For how long rows have been there whose chain's end was not written down, in seconds; 0 when all are.
    pub unanchored_seconds: i64,
    /// For how long ends that were written down have lain on this machine alone, in seconds; 0 when all are elsewhere too. None when no
    /// place is named for them (`audit.copy_to`).
    pub only_here_seconds: Option<i64>,
    /// When ends of chains were last written down.
    pub anchored_at: Option<DateTime<Utc>>,
}

/// Where a service keeps its data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = OperationsStorageState)]
pub struct StorageState {
    /// Kind and version of the database.
    pub database: String,
    /// Size of the service's part of it, in bytes.
    pub bytes: i64,
    /// The disk under the data directory; none when the system does not tell.
    pub disk: Option<Space>,
}

/// A parked event in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = OperationsParkedEvent)]
pub struct ParkedEvent {
    /// As commands name it.
    pub id: Uuid,
    /// Whose event it is.
    pub tenant: String,
    /// The type, or `unreadable` for what is no event.
    pub kind: String,
    /// Where it came from.
    pub subject: String,
    /// The event's own id.
    pub event: Option<Uuid>,
    /// What went wrong, with all causes.
    pub error: String,
    /// How often it has been tried.
    pub attempts: i64,
    /// Since when it waits.
    pub parked_at: DateTime<Utc>,
    /// What an operator has decided.
    pub resolution: Resolution,
    /// Why it was dropped.
    pub reason: Option<String>,
    /// When it was settled.
    pub resolved_at: Option<DateTime<Utc>>,
}

/// What became of a parked event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = OperationsResolution)]
pub enum Resolution {
    /// It waits for an operator.
    Waits,
    /// It is about to be tried again.
    Retrying,
    /// It was handled at last.
    Retried,
    /// It was dropped.
    Dropped,
}

/// A parked event with all that is known of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = OperationsParkedDetail)]
pub struct ParkedDetail {
    /// The event.
    pub event: ParkedEvent,
    /// What arrived: the event as it stands in its log, or what was no event.
    pub envelope: String,
    /// What operators and the service have done with it, the latest first.
    pub deeds: Vec<Deed>,
}

/// Something that was done with a parked event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = OperationsDeed)]
pub struct Deed {
    /// When.
    pub at: DateTime<Utc>,
    /// Who: `person:<id>`, `client:<id>` or `system:<name>`.
    pub actor: String,
    /// `retry`, `drop`, `handled` or `failed`.
    pub act: String,
    /// The reason, or the error.
    pub detail: Option<String>,
}
