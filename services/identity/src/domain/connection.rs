//! An organisation's connection to its own identity provider: what it must say, and when it may be used.

use chrono::{DateTime, Utc};
use openidconnect::url::Url;
use uuid::Uuid;

use super::federation::is_entity_id;

/// Connections that an organisation may have; most need one or two.
pub const MOST: u64 = 10;
/// Scopes that a connection may have.
const MOST_SCOPES: usize = 20;
/// The longest metadata of one provider that is pasted, in bytes.
pub const LONGEST_METADATA: usize = 200_000;

/// How the provider speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Protocol {
    /// OpenID Connect.
    Oidc,
    /// SAML 2.0.
    Saml,
}

/// Whether a connection is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Made or changed, not yet tried and switched on.
    Draft,
    /// Offered to who signs in.
    Live,
    /// Switched off.
    Off,
}

/// What an administrator writes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wish {
    pub protocol: String,
    pub label: String,
    pub issuer: String,
    pub client_id: String,
    /// Empty when we prove ourselves with our own key.
    pub secret: String,
    pub metadata: String,
    /// Whether the provider encrypts its answers.
    pub encrypted: bool,
    /// The scopes that the organisation vouches for; in a federation, those of the provider's that are the organisation's.
    pub scopes: String,
    /// The federation that describes the provider, if one does.
    pub federation: String,
    /// The provider's name in the federation.
    pub entity: String,
    /// Whether it is for people outside the organisations.
    pub outside: bool,
}

/// A connection that may be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    pub label: String,
    pub to: To,
    /// Whether it is for people outside the organisations: an e-identification broker of the association's.
    pub outside: bool,
}

/// To what it leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum To {
    /// A provider that is asked for the rest itself.
    Oidc { issuer: String, client_id: String, secret: Option<String>, scopes: String },
    /// A provider that its metadata describes.
    Saml { source: Source, encrypted: bool, scopes: String },
}

/// Where metadata comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// Fetched, and again as often as it says.
    At(String),
    /// Pasted.
    Text(String),
    /// Told, signed, and kept up by a federation.
    Listed { federation: Uuid, entity: String },
}

/// Why a connection is not made, changed or switched on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("choose OpenID Connect or SAML")]
    Protocol,
    #[error("give it a name of 1 to 60 characters")]
    Label,
    #[error("the issuer is an address that begins with https:// and has neither ? nor #")]
    Issuer,
    #[error("the client id has 1 to 200 characters without blanks")]
    ClientId,
    #[error("the secret has at least 16 characters, or is left empty")]
    Secret,
    #[error("metadata is an address that begins with https://, or the XML itself")]
    Metadata,
    #[error("choose a federation and one of its providers")]
    Entity,
    #[error("a scope is a domain or an organisation number; at most 20 of them, with blanks between")]
    Scopes,
    #[error("other organisations use that provider: name the scopes that are yours")]
    ScopesNeeded,
    #[error("another organisation has named one of those scopes at that provider")]
    ScopeTaken,
    #[error("the organisation has a connection to that provider already")]
    Known,
    #[error("an organisation has at most 10 connections")]
    TooMany,
    #[error("try it first: it is switched on when a trial has gone well")]
    Untried,
    #[error("a connection that is in use is switched off before it is removed")]
    InUse,
    #[error("people outside come in through a broker of the association's, by OpenID Connect and without scopes")]
    Outside,
    #[error("another broker for people outside is in use: switch that off first")]
    OneOutside,
}

impl Protocol {
    /// As it is kept and sent.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Oidc => "oidc",
            Self::Saml => "saml",
        }
    }

    /// The protocol of that name.
    pub fn named(name: &str) -> Option<Self> {
        [Self::Oidc, Self::Saml].into_iter().find(|one| one.name() == name)
    }
}

impl State {
    /// As it is kept.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Live => "live",
            Self::Off => "off",
        }
    }

    /// The state of that name; one that this version does not know is not used.
    pub fn named(name: &str) -> Self {
        [Self::Draft, Self::Live].into_iter().find(|one| one.name() == name).unwrap_or(Self::Off)
    }
}

impl Refusal {
    /// The field of the form that is wrong, if one is.
    pub const fn field(self) -> Option<&'static str> {
        match self {
            Self::Label => Some("label"),
            Self::Issuer | Self::Known => Some("issuer"),
            Self::ClientId => Some("client_id"),
            Self::Secret => Some("secret"),
            Self::Metadata => Some("metadata"),
            Self::Entity => Some("entity"),
            Self::Scopes | Self::ScopesNeeded | Self::ScopeTaken => Some("scopes"),
            Self::Outside => Some("outside"),
            Self::Protocol | Self::TooMany | Self::Untried | Self::InUse | Self::OneOutside => None,
        }
    }
}

impl platform::Rule for Refusal {
    fn code(&self) -> &'static str {
        match self {
            Self::Protocol => "connection-protocol",
            Self::Label => "connection-label",
            Self::Issuer => "connection-issuer",
            Self::ClientId => "connection-client-id",
            Self::Secret => "connection-secret",
            Self::Metadata => "connection-metadata",
            Self::Entity => "connection-entity-wrong",
            Self::Scopes => "connection-scopes-wrong",
            Self::ScopesNeeded => "connection-scopes-needed",
            Self::ScopeTaken => "connection-scope-taken",
            Self::Known => "connection-known",
            Self::TooMany => "connections-too-many",
            Self::Untried => "connection-untried",
            Self::InUse => "connection-in-use",
            Self::Outside => "connection-outside-wrong",
            Self::OneOutside => "connection-outside-one",
        }
    }
}

/// Reads what an administrator has written. `plain` lets addresses on the own machine be unencrypted, as in a demonstration.
///
/// # Errors
/// Everything that is wrong.
pub fn plan(wish: &Wish, plain: bool) -> Result<Plan, Vec<Refusal>> {
    let mut wrong = Vec::new();
    let label = wish.label.trim();
    if label.is_empty() || label.chars().count() > 60 || label.chars().any(char::is_control) {
        wrong.push(Refusal::Label);
    }
    let to = match Protocol::named(&wish.protocol) {
        Some(Protocol::Oidc) => Some(oidc(wish, plain, &mut wrong)),
        Some(Protocol::Saml) => saml(wish, plain, &mut wrong),
        None => {
            wrong.push(Refusal::Protocol);
            None
        }
    };
    // Whoever comes from outside is nobody's, so that there is nothing that scopes could tell apart.
    let scoped = matches!(&to, Some(To::Oidc { scopes, .. }) if !scopes.is_empty());
    if wish.outside && (scoped || matches!(to, Some(To::Saml { .. }))) {
        wrong.push(Refusal::Outside);
    }
    match to {
        Some(to) if wrong.is_empty() => Ok(Plan { label: label.to_owned(), to, outside: wish.outside }),
        _ => Err(wrong),
    }
}

fn oidc(wish: &Wish, plain: bool, wrong: &mut Vec<Refusal>) -> To {
    let (issuer, client_id, secret) = (wish.issuer.trim(), wish.client_id.trim(), wish.secret.trim());
    // Compared to the byte with what the provider says of itself, so that it is kept as it was written (OpenID Connect Core, 2).
    if address(issuer, plain).is_none_or(|url| url.query().is_some()) {
        wrong.push(Refusal::Issuer);
    }
    if client_id.is_empty()
        || client_id.len() > 200
        || client_id.contains(|c: char| c.is_whitespace() || c.is_control())
    {
        wrong.push(Refusal::ClientId);
    }
    if !secret.is_empty() && !(16..=500).contains(&secret.len()) {
        wrong.push(Refusal::Secret);
    }
    let secret = (!secret.is_empty()).then(|| secret.to_owned());
    let scopes = scopes(&wish.scopes).map_err(|refusal| wrong.push(refusal)).unwrap_or_default();
    To::Oidc { issuer: issuer.to_owned(), client_id: client_id.to_owned(), secret, scopes }
}

fn saml(wish: &Wish, plain: bool, wrong: &mut Vec<Refusal>) -> Option<To> {
    let source = if wish.federation.is_empty() { described(wish, plain) } else { listed(wish) };
    let source = source.map_err(|refusal| wrong.push(refusal)).ok();
    let scopes = scopes(&wish.scopes).map_err(|refusal| wrong.push(refusal)).unwrap_or_default();
    source.map(|source| To::Saml { source, encrypted: wish.encrypted, scopes })
}

/// The scopes that are written, with one space between.
///
/// # Errors
/// [`Refusal::Scopes`].
pub fn scopes(text: &str) -> Result<String, Refusal> {
    let scopes: Vec<&str> = text.split_whitespace().collect();
    if scopes.len() > MOST_SCOPES || scopes.iter().any(|scope| !is_scope(scope)) {
        return Err(Refusal::Scopes);
    }
    Ok(scopes.join(" "))
}

fn described(wish: &Wish, plain: bool) -> Result<Source, Refusal> {
    let metadata = wish.metadata.trim();
    if metadata.starts_with('<') && metadata.len() <= LONGEST_METADATA {
        return Ok(Source::Text(metadata.to_owned()));
    }
    address(metadata, plain).map(|_| Source::At(metadata.to_owned())).ok_or(Refusal::Metadata)
}

fn listed(wish: &Wish) -> Result<Source, Refusal> {
    let entity = wish.entity.trim();
    let federation = wish.federation.parse().ok().filter(|_| is_entity_id(entity));
    let federation = federation.ok_or(Refusal::Entity)?;
    Ok(Source::Listed { federation, entity: entity.to_owned() })
}

/// A domain, or an organisation number (Sweden Connect, Attribute Specification 3.1.3).
fn is_scope(text: &str) -> bool {
    text.len() <= 200 && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '.' || c == '-')
}

/// An address that may be asked: encrypted, without a name and password in it, and no part of a page.
pub(super) fn address(text: &str, plain: bool) -> Option<Url> {
    let url = Url::parse(text).ok().filter(|_| text.len() <= 500)?;
    let host = url.host_str()?;
    let encrypted = url.scheme() == "https" || (plain && matches!(host, "127.0.0.1" | "localhost" | "[::1]"));
    let bare = url.username().is_empty() && url.password().is_none() && url.fragment().is_none();
    (encrypted && bare).then_some(url)
}

/// The state after it is switched on: only what was tried since it was last changed.
///
/// # Errors
/// [`Refusal::Untried`].
pub fn switched_on(tried: Option<DateTime<Utc>>, changed: DateTime<Utc>) -> Result<State, Refusal> {
    if tried.is_some_and(|tried| tried >= changed) { Ok(State::Live) } else { Err(Refusal::Untried) }
}

#[cfg(test)]
mod tests;
