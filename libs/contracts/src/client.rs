//! What identity tells the other services about clients with access tokens (OAuth 2.0, client credentials).

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{Question, Session};

/// Asks identity whether the client of an access token, and the secret that it was fetched with, may still be used.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ClientLookup {
    /// The client.
    pub client: Uuid,
    /// The id of the secret (not the secret).
    pub secret: Uuid,
}

impl Question for ClientLookup {
    const SERVICE: &'static str = "identity";
    const NAME: &'static str = "client-lookup";
    type Answer = Standing;
}

/// How it stands with a client.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// It may be used; with all scopes that it has, of which a token covers some.
    Live(Box<Session>),
    /// It may not.
    Over(Over),
}

/// Why a client may not be used. What is written of it is a sentence for whoever holds the token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "kebab-case")]
pub enum Over {
    /// Somebody has ended it.
    #[error("the token's client has been ended by its organisation")]
    Ended,
    /// Its time is over.
    #[error("the time of the token's client is over: make a new client")]
    Expired,
    /// The secret has been ended or replaced.
    #[error("the secret that the token was fetched with has been ended: fetch a token with the present one")]
    Secret,
    /// There is no such client.
    #[error("the token's client does not exist")]
    Unknown,
}

impl Over {
    /// The rule's name in logs and metrics.
    #[must_use]
    pub const fn rule(self) -> &'static str {
        match self {
            Self::Ended => "client-ended",
            Self::Expired => "client-expired",
            Self::Secret => "secret-ended",
            Self::Unknown => "client-unknown",
        }
    }
}

/// Asks identity for the public keys of access tokens that may still be in use.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct TokenKeys {}

impl Question for TokenKeys {
    const SERVICE: &'static str = "identity";
    const NAME: &'static str = "token-keys";
    type Answer = Vec<TokenKey>;
}

/// A public key on the curve P-256, as a JSON Web Key has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TokenKey {
    /// Its name in the header of tokens.
    pub kid: String,
    /// The first coordinate, 32 bytes in base64url.
    pub x: String,
    /// The second coordinate, 32 bytes in base64url.
    pub y: String,
}
