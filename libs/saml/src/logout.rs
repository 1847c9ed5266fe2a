//! Signing out at the provider, in both directions (Core 3.7, Profiles 4.4), by address and by form. Every message is signed.
//!
//! A person who signs out here is sent to the provider with a request ([`ServiceProvider::leave`]) and comes back with its answer
//! ([`ServiceProvider::left`]). One who signs out elsewhere comes with the provider's request ([`ServiceProvider::asked_to_leave`])
//! and is sent back with ours ([`ServiceProvider::answer_leaving`]). A session here ends whether or not the provider answers.

mod arrived;

use chrono::{DateTime, TimeDelta, Utc};
use saml_rs::constants::ParserType;

pub use self::arrived::Arrived;
use self::arrived::Kind;
use crate::{
    Binding, Connection, Identity, Reason, Refused, ServiceProvider, StartError, Use, Way,
    connection::LONGEST_SIGN_IN,
    instant,
    metadata::Endpoint,
    names::{self, ASSERTION, PROTOCOL},
    refused::refuse,
    request::{Message, id, is_relay_state},
    response::{OLDEST, SKEW, statements},
    xml::{Node, each, escape},
};

/// The second status of a session that did not end everywhere (Core 3.2.2.2).
const PARTIAL: &str = "urn:oasis:names:tc:SAML:2.0:status:PartialLogout";
/// The status of a request that could not be carried out here.
const RESPONDER: &str = "urn:oasis:names:tc:SAML:2.0:status:Responder";

/// Whose session ends: what [`Identity`] said, kept since.
#[derive(Clone, PartialEq, Eq)]
pub struct Leaver {
    /// The name.
    pub name_id: String,
    /// Its format.
    pub format: Option<String>,
    /// Whose name it is.
    pub name_qualifier: Option<String>,
    /// For whose service.
    pub sp_name_qualifier: Option<String>,
    /// The sessions at the provider; all of the person's, if none is named.
    pub sessions: Vec<String>,
}

impl std::fmt::Debug for Leaver {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Leaver({} sessions)", self.sessions.len())
    }
}

impl From<&Identity> for Leaver {
    fn from(identity: &Identity) -> Self {
        Self {
            name_id: identity.name_id.clone(),
            format: identity.name_id_format.clone(),
            name_qualifier: identity.name_qualifier.clone(),
            sp_name_qualifier: identity.sp_name_qualifier.clone(),
            sessions: identity.session_index.iter().cloned().collect(),
        }
    }
}

/// A wish to sign out.
#[derive(Debug, Clone)]
pub struct Leave {
    /// 160 random bits, of which the request's id is made.
    pub random: [u8; 20],
    /// What comes back beside the answer.
    pub relay_state: String,
    /// Whose session ends.
    pub who: Leaver,
    /// How to send it, if not all the same.
    pub binding: Option<Binding>,
    /// Now.
    pub now: DateTime<Utc>,
}

/// A request to sign out that is under way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PendingLeave {
    /// The request's id.
    pub id: String,
    /// The entity id of the provider that was asked.
    pub provider: String,
    /// What was sent as RelayState.
    pub relay_state: String,
    /// When it was made.
    pub at: DateTime<Utc>,
}

/// How signing out ended at the provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Left {
    /// Everywhere.
    Everywhere,
    /// Not everywhere: the person should close the browser.
    Partly,
}

/// A provider's request to end sessions here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedToLeave {
    /// The request's id, which the answer names.
    pub id: String,
    /// What goes back beside the answer.
    pub relay_state: Option<String>,
    /// Whose sessions.
    pub who: Leaver,
    /// What to remember, so that the request ends no session that is begun later.
    pub used: Use,
}

impl ServiceProvider {
    /// Makes a signed request to sign out.
    ///
    /// # Errors
    /// When the provider takes none, or it can't be signed.
    pub fn leave(&self, connection: &Connection, leave: Leave) -> Result<(Way, PendingLeave), StartError> {
        let provider = &connection.provider;
        if !provider.is_valid(leave.now) {
            return Err(StartError::MetadataExpired);
        }
        if !is_relay_state(&leave.relay_state) {
            return Err(StartError::RelayState);
        }
        let place = self.place(&provider.sign_out, leave.binding).ok_or(StartError::Binding)?;
        let id = id(leave.random);
        let text = self.logout_request(&id, place, &leave);
        let what = ParserType::LogoutRequest;
        let message = Message { what, id: &id, text: &text, relay_state: Some(&leave.relay_state) };
        let way = message.send(&self.signing, place.binding, &place.location)?;
        let provider = provider.entity_id.clone();
        Ok((way, PendingLeave { id, provider, relay_state: leave.relay_state, at: leave.now }))
    }

    /// Reads the provider's answer to [`Self::leave`]. `here` is the address that it arrived at.
    ///
    /// # Errors
    /// With the reason, whenever anything is not as it must be.
    pub fn left(
        &self,
        connection: &Connection,
        pending: &PendingLeave,
        here: &str,
        arrived: &Arrived,
        now: DateTime<Utc>,
    ) -> Result<Left, Refused> {
        if pending.provider != connection.provider.entity_id {
            return refuse(Reason::Issuer, "another provider was asked");
        }
        if now - pending.at > LONGEST_SIGN_IN || pending.at - now > SKEW {
            return refuse(Reason::PendingExpired, "the request was made too long ago");
        }
        let message = arrived.open(Kind::Response, connection, here, now)?;
        if message.relay_state.as_deref() != Some(pending.relay_state.as_str()) {
            return refuse(Reason::RelayState, "RelayState is another");
        }
        if message.root.attribute("InResponseTo") != Some(pending.id.as_str()) {
            return refuse(Reason::InResponseTo, "it answers another request");
        }
        outcome(&message.root)
    }

    /// Reads a provider's request to end sessions. `here` is the address that it arrived at.
    ///
    /// # Errors
    /// With the reason, whenever anything is not as it must be.
    pub fn asked_to_leave(
        &self,
        connection: &Connection,
        here: &str,
        arrived: &Arrived,
        now: DateTime<Utc>,
    ) -> Result<AskedToLeave, Refused> {
        let message = arrived.open(Kind::Request, connection, here, now)?;
        let root = &message.root;
        let ends = root.attribute("NotOnOrAfter").and_then(instant::read);
        if ends.is_some_and(|ends| now >= ends + SKEW) {
            return refuse(Reason::Expired, "the request is past its end");
        }
        let Some(name) = root.only(ASSERTION, "NameID") else {
            return refuse(Reason::NoNameId, "no name, or several");
        };
        let named = statements::named(name)?;
        let id = root.attribute("ID").unwrap_or_default().to_owned();
        let key = format!("{} logout_request_id:{id}", connection.provider.entity_id);
        Ok(AskedToLeave {
            id,
            relay_state: message.relay_state,
            who: Leaver {
                name_id: named.name_id,
                format: named.format,
                name_qualifier: named.name_qualifier,
                sp_name_qualifier: named.sp_name_qualifier,
                sessions: root.all(PROTOCOL, "SessionIndex").map(|index| index.trimmed().to_owned()).collect(),
            },
            used: Use { key, until: now + OLDEST + SKEW + SKEW },
        })
    }

    /// Makes our signed answer to a provider's request. `done` says whether the sessions here have ended.
    ///
    /// # Errors
    /// When the provider takes no answer, or it can't be signed.
    pub fn answer_leaving(
        &self,
        connection: &Connection,
        asked: &AskedToLeave,
        done: bool,
        random: [u8; 20],
        now: DateTime<Utc>,
    ) -> Result<Way, StartError> {
        let place = self.place(&connection.provider.sign_out, None).ok_or(StartError::Binding)?;
        let to = place.response_location.as_ref().unwrap_or(&place.location);
        let id = id(random);
        let text = format!(
            concat!(
                r#"<samlp:LogoutResponse {head} InResponseTo="{request}"><saml:Issuer>{issuer}</saml:Issuer>"#,
                r#"<samlp:Status><samlp:StatusCode Value="{status}"/></samlp:Status></samlp:LogoutResponse>"#,
            ),
            head = head(&id, to, now),
            request = escape(&asked.id),
            issuer = escape(&self.entity_id),
            status = if done { names::SUCCESS } else { RESPONDER },
        );
        let relay_state = asked.relay_state.as_deref();
        let message = Message { what: ParserType::LogoutResponse, id: &id, text: &text, relay_state };
        message.send(&self.signing, place.binding, to)
    }

    fn logout_request(&self, id: &str, place: &Endpoint, leave: &Leave) -> String {
        let who = &leave.who;
        let attribute = |name: &str, value: &Option<String>| {
            value.as_ref().map_or_else(String::new, |value| format!(r#" {name}="{}""#, escape(value)))
        };
        let sessions =
            each(&who.sessions, |index| format!("<samlp:SessionIndex>{}</samlp:SessionIndex>", escape(index)));
        format!(
            concat!(
                r#"<samlp:LogoutRequest {head} NotOnOrAfter="{ends}"><saml:Issuer>{issuer}</saml:Issuer>"#,
                "<saml:NameID{format}{qualifier}{service}>{name}</saml:NameID>{sessions}</samlp:LogoutRequest>",
            ),
            head = head(id, &place.location, leave.now),
            ends = instant::write(leave.now + TimeDelta::minutes(5)),
            issuer = escape(&self.entity_id),
            format = attribute("Format", &who.format),
            qualifier = attribute("NameQualifier", &who.name_qualifier),
            service = attribute("SPNameQualifier", &who.sp_name_qualifier),
            name = escape(&who.name_id),
            sessions = sessions,
        )
    }
}

/// What every message begins with.
fn head(id: &str, destination: &str, now: DateTime<Utc>) -> String {
    format!(
        r#"xmlns:samlp="{PROTOCOL}" xmlns:saml="{ASSERTION}" ID="{}" Version="2.0" IssueInstant="{}" Destination="{}""#,
        escape(id),
        instant::write(now),
        escape(destination)
    )
}

fn outcome(root: &Node) -> Result<Left, Refused> {
    let code = root.only(PROTOCOL, "Status").and_then(|status| status.only(PROTOCOL, "StatusCode"));
    let Some(code) = code else { return refuse(Reason::Malformed, "no status, or several") };
    let value = |node: &Node| node.attribute("Value").unwrap_or_default().to_owned();
    let second = code.first(PROTOCOL, "StatusCode").map(value);
    match (value(code).as_str(), second.as_deref()) {
        (_, Some(PARTIAL)) => Ok(Left::Partly),
        (names::SUCCESS, _) => Ok(Left::Everywhere),
        (first, second) => {
            let status = std::iter::once(first).chain(second).map(|code| code.chars().take(200).collect());
            let refused = Refused::new(Reason::Status, "the provider says that it failed");
            Err(Refused { status: status.collect(), ..refused })
        }
    }
}
