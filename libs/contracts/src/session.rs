//! What identity tells the other services about who is asking.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{Assurance, Grant, Question, Role, Tenant};

/// Who is asking, for which organisation, with which rights. Travels over NATS request-reply only, never as an event.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Session {
    /// The session's or API key's id (not its secret).
    pub id: Uuid,
    /// The person, or the client when a machine asks.
    pub actor: Uuid,
    /// The person's or client's name, for the page's head and for what she signs with her name.
    pub name: String,
    /// True for an API key and for a client.
    pub machine: bool,
    /// The organisation acted for.
    pub tenant: Tenant,
    /// Its name, for the page's head.
    pub organisation: String,
    /// How many organisations the person may choose between.
    pub organisations: u32,
    /// The rights in that organisation.
    pub grants: Vec<Grant>,
    /// What a client's access token covers, by names of permissions; it may do that and nothing else, whatever its grants. None for
    /// persons and API keys.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scopes: Option<Vec<String>>,
    /// How surely the person is known.
    pub assurance: Assurance,
    /// When she last proved it.
    pub authenticated_at: DateTime<Utc>,
    /// When the session ends at the latest.
    pub expires_at: DateTime<Utc>,
    /// By whose leave and until when the session may do what it does, where it is not by a lasting role.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lent: Option<Lent>,
}

/// A role for hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lent {
    /// By whose leave.
    pub by: Lender,
    /// When it ends.
    pub until: DateTime<Utc>,
}

/// By whose leave somebody acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Lender {
    /// The organisation's, which lets the association's support see its data.
    Organisation,
    /// Nobody's: an emergency account of the association's was opened, since nobody else could sign in.
    BreakGlass,
}

/// Asks identity which session or API key a secret belongs to.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SessionLookup {
    /// SHA-256 of the cookie's token or of the API key, in hex: the secret itself never travels.
    pub secret_sha256: String,
    /// Whether the secret came as a Bearer key rather than as a cookie.
    pub machine: bool,
}

impl Question for SessionLookup {
    const SERVICE: &'static str = "identity";
    const NAME: &'static str = "session-lookup";
    type Answer = Option<Session>;
}

/// Asks identity about an API key that it does not know as one in force: whoever shows a key that was one is told why it is none now.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct FormerKeyLookup {
    /// SHA-256 of the key, in hex.
    pub secret_sha256: String,
}

impl Question for FormerKeyLookup {
    const SERVICE: &'static str = "identity";
    const NAME: &'static str = "former-key-lookup";
    type Answer = Option<FormerKey>;
}

/// An API key that may not be used any more.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct FormerKey {
    /// The key's id.
    pub id: Uuid,
    /// Whose it was.
    pub tenant: Tenant,
    /// Why it is none.
    pub over: KeyOver,
}

/// Why an API key may not be used any more. What is written of it is a sentence for whoever holds the key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "kebab-case")]
pub enum KeyOver {
    /// Somebody has ended it.
    #[error("the API key has been ended by its organisation: its administrators make a new one")]
    Ended,
    /// Its time is over.
    #[error("the API key's time is over: its organisation's administrators make a new one")]
    Expired,
}

impl KeyOver {
    /// The rule's name in logs and metrics.
    #[must_use]
    pub const fn rule(self) -> &'static str {
        match self {
            Self::Ended => "key-ended",
            Self::Expired => "key-expired",
        }
    }
}

/// Asks identity which roles a person holds in an organisation now: for what is fetched without a session of hers.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RolesLookup {
    /// The person.
    pub person: Uuid,
    /// The organisation.
    pub tenant: Tenant,
}

impl Question for RolesLookup {
    const SERVICE: &'static str = "identity";
    const NAME: &'static str = "roles-lookup";
    type Answer = Vec<Grant>;
}

/// Asks identity who of an organisation's own people holds a role in it now, for a service: to know whether there is a second person.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct HoldersLookup {
    /// The organisation.
    pub tenant: Tenant,
    /// The role.
    pub role: Role,
    /// The service in which it is to count.
    pub service: String,
}

impl Question for HoldersLookup {
    const SERVICE: &'static str = "identity";
    const NAME: &'static str = "holders-lookup";
    type Answer = Vec<Uuid>;
}

/// Asks identity what an organisation, its people and its clients are called: for pages that name them to those who follow up what is
/// done there.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct NamesLookup {
    /// The organisation.
    pub tenant: Tenant,
    /// Of whom, beside the first few hundred by name.
    pub of: Vec<Uuid>,
}

/// What they are called.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Names {
    /// The organisation, when identity has heard of it.
    pub organisation: Option<String>,
    /// Those who act in it.
    pub actors: Vec<Named>,
}

/// Somebody of the organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    /// Who acts, as audit rows say it: `person:<id>` or `client:<id>`.
    pub actor: String,
    /// The name.
    pub name: String,
}

impl Question for NamesLookup {
    const SERVICE: &'static str = "identity";
    const NAME: &'static str = "names-lookup";
    type Answer = Names;
}

/// The core NATS subject on which identity says every few seconds that it lives, and at once which sessions have ended.
pub const SESSION_FEED: &str = "live.identity.sessions";

/// One message of the [`SESSION_FEED`].
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SessionNews {
    /// Sessions or API keys that ended or changed (empty: a sign of life).
    pub ended: Vec<Uuid>,
}
