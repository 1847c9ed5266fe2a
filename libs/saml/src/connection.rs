//! Who takes part in a sign-in, and what is kept of it meanwhile.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};

use crate::{Key, Provider};

/// How long a sign-in may take at the provider.
pub const LONGEST_SIGN_IN: TimeDelta = TimeDelta::minutes(10);

/// Why a service provider can't be set up.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SetupError {
    /// An address is not https, or has a fragment.
    #[error("{0} must be an https address without fragment")]
    Address(&'static str),
    /// A name is empty or longer than a SAML entity's may be.
    #[error("{0} must be 1 to 1024 characters without white space")]
    Name(&'static str),
    /// One or two keys to decrypt with.
    #[error("there must be one key to decrypt with, or two during a rollover")]
    Decryption,
    /// An elliptic key can't be encrypted to.
    #[error("a key to decrypt with must be RSA")]
    NotRsa,
}

/// Ourselves.
#[derive(Debug, Clone)]
pub struct ServiceProvider {
    pub(crate) entity_id: String,
    pub(crate) acs: String,
    pub(crate) signing: Key,
    pub(crate) decryption: Vec<Key>,
}

impl ServiceProvider {
    /// Describes ourselves: our entity id, where answers are posted to, the key we sign with, and one key to decrypt with, or
    /// two during a rollover, the new one first.
    ///
    /// # Errors
    /// When a name, address or key is not usable.
    pub fn new(entity_id: &str, acs: &str, signing: Key, decryption: Vec<Key>) -> Result<Self, SetupError> {
        if !is_name(entity_id) {
            return Err(SetupError::Name("the entity id"));
        }
        if !is_https(acs) {
            return Err(SetupError::Address("the assertion consumer service"));
        }
        if !matches!(decryption.len(), 1 | 2) {
            return Err(SetupError::Decryption);
        }
        if !decryption.iter().all(Key::can_decrypt) {
            return Err(SetupError::NotRsa);
        }
        Ok(Self { entity_id: entity_id.into(), acs: acs.into(), signing, decryption })
    }

    /// Our entity id.
    pub fn entity_id(&self) -> &str {
        &self.entity_id
    }

    /// Where answers are posted to.
    pub fn acs(&self) -> &str {
        &self.acs
    }
}

/// An entity id: a URI of at most 1024 characters (Core 8.3.6).
pub(crate) fn is_name(text: &str) -> bool {
    (1..=1024).contains(&text.chars().count()) && !text.chars().any(|c| c.is_whitespace() || c.is_control())
}

/// An address that a browser is sent to, or posts to: https, or the browser's own machine, where there is no network to listen on.
pub(crate) fn is_https(text: &str) -> bool {
    let plain = text.bytes().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'"' | b'<' | b'>' | b'\\' | b'#'));
    let host = |rest: &str| rest.split(['/', '?']).next().unwrap_or_default().to_owned();
    let own = |host: &str| matches!(host.split(':').next(), Some("127.0.0.1" | "localhost"));
    let good = match (text.strip_prefix("https://"), text.strip_prefix("http://")) {
        (Some(rest), _) => !host(rest).is_empty() && !host(rest).contains('@'),
        (None, Some(rest)) => own(&host(rest)) && !host(rest).contains('@'),
        (None, None) => false,
    };
    plain && good && text.len() <= 2048
}

/// Whether assertions of a connection are encrypted. Never both: a mixture lets whoever stands between choose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encryption {
    /// Every assertion is encrypted and the response around it signed (Sweden Connect 6.1 and 6.2). A signature within the
    /// encrypted assertion alone is not enough: nothing is decrypted before a signature has been verified.
    Required,
    /// No assertion is encrypted; response, assertion or both are signed.
    Forbidden,
}

/// Which scopes a provider may put in the attributes that have one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scopes {
    /// Those that its metadata declares (Sweden Connect, Attribute Specification 3.1.3). None declared: no scoped attribute is taken.
    Declared,
    /// Those of these that its metadata declares too: for a connection that serves some of a shared provider's organisations.
    DeclaredAmong(BTreeSet<String>),
    /// These, which an administrator vouches for, since the provider's metadata comes from no federation and declares none. If it
    /// does declare scopes, a scope must be among both.
    Vouched(BTreeSet<String>),
}

impl Scopes {
    /// Whether the provider may use the scope, compared to the byte.
    pub(crate) fn allow(&self, provider: &Provider, scope: &str) -> bool {
        let declared = provider.scopes.iter().any(|known| known == scope);
        match self {
            Self::Declared => declared,
            Self::DeclaredAmong(these) => declared && these.contains(scope),
            Self::Vouched(these) => these.contains(scope) && (declared || provider.scopes.is_empty()),
        }
    }
}

/// A provider that we trust, and how.
#[derive(Debug, Clone)]
pub struct Connection {
    /// The provider, from its metadata.
    pub provider: Provider,
    /// Whether its assertions are encrypted.
    pub encryption: Encryption,
    /// Which scopes it may use.
    pub scopes: Scopes,
}

/// A request under way: what its answer is checked against. Kept by the caller beside the browser's mark, given out once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pending {
    /// The request's id.
    pub id: String,
    /// The entity id of the provider that was asked.
    pub provider: String,
    /// What was sent as RelayState.
    pub relay_state: String,
    /// The classes of authentication of which one was asked for; empty when any will do.
    pub classes: Vec<String>,
    /// Whether the person was to be authenticated anew.
    pub force: bool,
    /// When it was made.
    pub at: DateTime<Utc>,
}
