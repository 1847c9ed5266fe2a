//! The way back: from a posted answer to an identity, or a reason to refuse it.
//!
//! In this order, and nothing is decided by a later step that an earlier one has refused:
//!
//! 1. `shape`: the message has exactly the parts that it must have, where they must be. No signature has been looked at yet;
//!    this only refuses. What wrapped signatures need (a second assertion, a signature elsewhere) ends here.
//! 2. `verify`: signature, decryption and the protocol's checks by `saml-rs`, with its strict choices. What was decrypted has its
//!    shape checked too.
//! 3. `gate`: our own checks, over what was verified and nothing else.
//! 4. The memory of used assertions, asked last, so that only what is good is remembered.

pub(crate) mod gate;
pub(crate) mod shape;
pub(crate) mod statements;
pub(crate) mod verify;

use chrono::{DateTime, TimeDelta, Utc};

use crate::{
    Connection, Identity, Pending, Reason, Refused, ServiceProvider, connection::LONGEST_SIGN_IN, refused::refuse,
};

/// How far clocks may differ, both ways (Sweden Connect 1.9: not more than a minute).
pub(crate) const SKEW: TimeDelta = TimeDelta::seconds(60);
/// How old an answer may be when it arrives.
pub(crate) const OLDEST: TimeDelta = TimeDelta::minutes(5);
/// The longest message, in bytes after base64. Real ones are below 60 kB.
const LONGEST: usize = 512 * 1024;

/// What the browser posts.
///
/// What it prints shows nothing of it.
#[derive(Clone, PartialEq, Eq)]
pub struct FormPost {
    /// The field SAMLResponse.
    pub response: String,
    /// The field RelayState.
    pub relay_state: Option<String>,
}

impl std::fmt::Debug for FormPost {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "FormPost({} bytes)", self.response.len())
    }
}

impl FormPost {
    /// Takes the fields of a form. Others than the two are passed over; either of them twice is refused.
    ///
    /// # Errors
    /// When SAMLResponse is missing, or one of the two stands there twice.
    pub fn from_fields<N: AsRef<str>, V: Into<String>>(
        fields: impl IntoIterator<Item = (N, V)>,
    ) -> Result<Self, Refused> {
        let (mut response, mut relay_state): (Option<String>, Option<String>) = (None, None);
        for (name, value) in fields {
            let place = match name.as_ref() {
                "SAMLResponse" => &mut response,
                "RelayState" => &mut relay_state,
                _ => continue,
            };
            if place.replace(value.into()).is_some() {
                return refuse(Reason::Malformed, "a field stands there twice");
            }
        }
        let response = response.ok_or_else(|| Refused::new(Reason::Malformed, "no SAMLResponse"))?;
        Ok(Self { response, relay_state })
    }
}

/// One use of something that may be used once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Use {
    /// What is used. It names the provider too, so that one can't use up another's.
    pub key: String,
    /// How long it must be remembered. After that the message is refused for its age.
    pub until: DateTime<Utc>,
}

/// The memory of what was used.
pub trait Replay {
    /// Remembers a use and says whether it is the first. Must be one step: of two at once only one may hear yes. Who can't
    /// remember says no.
    fn first(&mut self, used: &Use) -> bool;
}

/// An answer that was found good, if only it was not used before.
#[derive(Debug)]
pub struct Examined {
    identity: Identity,
    uses: Vec<Use>,
}

impl Examined {
    /// What must be remembered, all of it in one step, for memories that can't be asked from here.
    pub fn uses(&self) -> &[Use] {
        &self.uses
    }

    /// Gives out the identity, when all uses were the first.
    ///
    /// # Errors
    /// When one was not.
    pub fn redeem(self, all_first: bool) -> Result<Identity, Refused> {
        if all_first { Ok(self.identity) } else { refuse(Reason::Replayed, "the assertion was used before") }
    }
}

/// Turns the provider's answer into an identity.
///
/// # Errors
/// With the reason, whenever anything is not as it must be.
pub fn finish(
    own: &ServiceProvider,
    connection: &Connection,
    pending: &Pending,
    post: &FormPost,
    now: DateTime<Utc>,
    replay: &mut dyn Replay,
) -> Result<Identity, Refused> {
    let examined = examine(own, connection, pending, post, now)?;
    // All are remembered, also when the first was not new.
    let news: Vec<bool> = examined.uses.iter().map(|used| replay.first(used)).collect();
    examined.redeem(news.into_iter().all(|new| new))
}

/// All of [`finish`] but the memory of uses, for callers whose memory answers later. The identity comes out of
/// [`Examined::redeem`] and of nothing else.
///
/// # Errors
/// As [`finish`].
pub fn examine(
    own: &ServiceProvider,
    connection: &Connection,
    pending: &Pending,
    post: &FormPost,
    now: DateTime<Utc>,
) -> Result<Examined, Refused> {
    if pending.provider != connection.provider.entity_id {
        return refuse(Reason::Issuer, "another provider was asked");
    }
    if !connection.provider.is_valid(now) {
        return refuse(Reason::MetadataExpired, "the provider's metadata are past their end");
    }
    if now - pending.at > LONGEST_SIGN_IN || pending.at - now > SKEW {
        return refuse(Reason::PendingExpired, "the request was made too long ago");
    }
    if post.relay_state.as_deref() != Some(pending.relay_state.as_str()) {
        return refuse(Reason::RelayState, "RelayState is another");
    }
    let text = decode(&post.response)?;
    shape::check(&text, connection)?;
    let verified = verify::verify(own, connection, pending, &text, now)?;
    let identity = gate::pass(connection, pending, &verified, now)?;
    let uses = verified
        .uses
        .into_iter()
        .map(|(key, until)| Use { key: format!("{} {key}", connection.provider.entity_id), until });
    Ok(Examined { identity, uses: uses.collect() })
}

/// Base64, with line breaks as some senders write it, to text.
pub(crate) fn decode(field: &str) -> Result<String, Refused> {
    use base64::{Engine, engine::general_purpose::STANDARD};
    if field.len() > LONGEST * 3 / 2 {
        return refuse(Reason::TooLarge, format!("{} bytes", field.len()));
    }
    let plain: String = field.chars().filter(|character| !character.is_ascii_whitespace()).collect();
    let bytes = STANDARD.decode(plain).map_err(|error| Refused::new(Reason::Malformed, error))?;
    if bytes.len() > LONGEST {
        return refuse(Reason::TooLarge, format!("{} bytes", bytes.len()));
    }
    let text = String::from_utf8(bytes).map_err(|error| Refused::new(Reason::Malformed, error.utf8_error()))?;
    // A mark that some senders put before UTF-8; it is part of nothing that is signed.
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}
