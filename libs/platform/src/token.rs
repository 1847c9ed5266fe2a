//! Access tokens of API clients (RFC 9068): JSON Web Tokens that this installation has signed with ES256. They are verified here,
//! without asking anybody; whether the client still lives is asked of identity (`caller`).

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD as BASE64};
use chrono::{DateTime, TimeDelta, Utc};
use contracts::{KeyOver, Tenant, client::Over};
use ring::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::config::Config;

/// How long a token is good for.
pub const LIFE: TimeDelta = TimeDelta::minutes(10);
/// How much the clocks of two processes may differ.
const SKEW: TimeDelta = TimeDelta::seconds(10);
/// The longest token that is read: ours are a fifth of it.
const LONGEST: usize = 8 * 1024;

/// What a token says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claims {
    /// Who issued it: this installation.
    pub iss: String,
    /// Whom it is meant for: this installation's APIs.
    pub aud: String,
    /// The client, as `client_id`.
    pub sub: Uuid,
    /// The client.
    pub client_id: Uuid,
    /// When it ends, in seconds.
    pub exp: i64,
    /// When it was issued, in seconds.
    pub iat: i64,
    /// Its own id.
    pub jti: Uuid,
    /// Names of permissions with spaces between.
    pub scope: String,
    /// The organisation that the client acts for.
    pub tenant: Tenant,
    /// The organisation whose client it is; another than the one acted for when it acts in the sandbox.
    pub holder: Tenant,
    /// The id of the secret that it was fetched with.
    pub secret: Uuid,
}

#[derive(Deserialize)]
struct Header {
    alg: String,
    #[serde(default)]
    typ: String,
    #[serde(default)]
    kid: String,
    crit: Option<serde::de::IgnoredAny>,
}

/// Why a token is not taken. What is written of it is a sentence for whoever holds the token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    /// It can't be read.
    #[error("the token can't be read: send it as it was issued")]
    Form,
    /// Another algorithm, or none.
    #[error("the token must be signed with ES256")]
    Algorithm,
    /// Another kind of token.
    #[error("the token is no access token: its header must say typ at+jwt")]
    Type,
    /// An unknown key.
    #[error("the token is signed with a key that is not, or no longer, among the published ones: fetch a new token")]
    Key,
    /// The signature does not fit.
    #[error("the token's signature does not fit what it says")]
    Signature,
    /// Issued by somebody else.
    #[error("the token was issued by another installation")]
    Issuer,
    /// Meant for somebody else.
    #[error("the token is meant for another audience")]
    Audience,
    /// Its time is over.
    #[error("the token has expired: fetch a new one, which is good for ten minutes")]
    Expired,
    /// Issued in the future, or for longer than tokens are.
    #[error("the token's times are not those of a token of ours")]
    Times,
    /// Good in itself, but its client may not be used any more.
    #[error("{0}")]
    Client(Over),
    /// No token, but an API key that was good once.
    #[error("{0}")]
    ApiKey(KeyOver),
}

impl Flaw {
    /// The rule's name in logs and metrics.
    #[must_use]
    pub const fn rule(self) -> &'static str {
        match self {
            Self::Form => "form",
            Self::Algorithm => "algorithm",
            Self::Type => "type",
            Self::Key => "key",
            Self::Signature => "signature",
            Self::Issuer => "issuer",
            Self::Audience => "audience",
            Self::Expired => "expired",
            Self::Times => "times",
            Self::Client(over) => over.rule(),
            Self::ApiKey(over) => over.rule(),
        }
    }
}

/// Who issues tokens here: this installation's address.
#[must_use]
pub fn issuer(config: &Config) -> String {
    config.http.origin().to_owned()
}

/// Whom tokens are meant for: this installation's APIs.
#[must_use]
pub fn audience(config: &Config) -> String {
    format!("{}/api", config.http.origin())
}

/// Whether a Bearer credential is a token rather than an API key.
pub(crate) fn looks_like(text: &str) -> bool {
    text.bytes().filter(|byte| *byte == b'.').count() == 2
}

fn decoded<T: serde::de::DeserializeOwned>(part: &str) -> Result<T, Flaw> {
    serde_json::from_slice(&BASE64.decode(part).map_err(|_| Flaw::Form)?).map_err(|_| Flaw::Form)
}

fn parts(text: &str) -> Result<[&str; 3], Flaw> {
    let parts: Vec<&str> = if text.len() > LONGEST { Vec::new() } else { text.split('.').collect() };
    <[&str; 3]>::try_from(parts).map_err(|_| Flaw::Form)
}

/// The name of the key that a token says it is signed with, when its header is that of a token of ours.
pub(crate) fn key_of(text: &str) -> Result<String, Flaw> {
    let [header, ..] = parts(text)?;
    let header: Header = decoded(header)?;
    if header.alg != "ES256" {
        return Err(Flaw::Algorithm);
    }
    if !header.typ.eq_ignore_ascii_case("at+jwt") && !header.typ.eq_ignore_ascii_case("application/at+jwt") {
        return Err(Flaw::Type);
    }
    // An extension that must be understood is not.
    if header.crit.is_some() {
        return Err(Flaw::Form);
    }
    Ok(header.kid)
}

/// What a token says, when the key has signed it. Nothing of it has been checked yet: see [`check`].
pub(crate) fn signed(text: &str, point: &[u8]) -> Result<Claims, Flaw> {
    let [header, body, signature] = parts(text)?;
    let signature = BASE64.decode(signature).map_err(|_| Flaw::Form)?;
    let content = text.get(..=header.len() + body.len()).unwrap_or_default();
    UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point)
        .verify(content.as_bytes(), &signature)
        .map_err(|_| Flaw::Signature)?;
    decoded(body)
}

/// Whether a token that we have signed is one for here and now.
pub(crate) fn check(claims: &Claims, config: &Config, now: DateTime<Utc>) -> Result<(), Flaw> {
    if claims.iss != issuer(config) {
        return Err(Flaw::Issuer);
    }
    if claims.aud != audience(config) {
        return Err(Flaw::Audience);
    }
    let (now, skew) = (now.timestamp(), SKEW.num_seconds());
    if claims.exp.saturating_add(skew) <= now {
        return Err(Flaw::Expired);
    }
    let long = claims.exp.saturating_sub(claims.iat) > LIFE.num_seconds();
    if long || claims.iat.saturating_sub(skew) > now || claims.sub != claims.client_id {
        return Err(Flaw::Times);
    }
    Ok(())
}

/// The uncompressed point of a published key.
pub(crate) fn point(x: &str, y: &str) -> Option<Vec<u8>> {
    let (x, y) = (BASE64.decode(x).ok()?, BASE64.decode(y).ok()?);
    (x.len() == 32 && y.len() == 32).then(|| [&[4][..], &x, &y].concat())
}

#[cfg(test)]
mod tests;
