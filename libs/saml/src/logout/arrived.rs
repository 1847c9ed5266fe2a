//! Opening a message about signing out: decoding, signature, and what all of them have in common.

use chrono::{DateTime, Utc};
use saml_rs::{
    binding::{base64_decode_with_limit, deflate_raw_decode_with_limit},
    crypto::verify_message_signature,
};

use crate::{
    Certificate, Connection, Reason, Refused,
    names::{self, ASSERTION, DSIG, PROTOCOL},
    refused::refuse,
    response::{decode, gate, shape, verify},
    xml::Node,
};

/// The longest address, and the longest message in one after it is inflated, in bytes.
const LONGEST: usize = 64 * 1024;

/// A message as the browser brought it.
#[derive(Clone, PartialEq, Eq)]
pub enum Arrived {
    /// In an address: all that follows the question mark, as it was sent. The signature is over how it is written.
    Query(String),
    /// In a form.
    Form {
        /// The field SAMLRequest or SAMLResponse.
        message: String,
        /// The field RelayState.
        relay_state: Option<String>,
    },
}

impl std::fmt::Debug for Arrived {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Query(_) => "Arrived::Query",
            Self::Form { .. } => "Arrived::Form",
        })
    }
}

/// What is expected.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    Request,
    Response,
}

impl Kind {
    const fn parameter(self) -> &'static str {
        match self {
            Self::Request => "SAMLRequest",
            Self::Response => "SAMLResponse",
        }
    }

    const fn root(self) -> &'static str {
        match self {
            Self::Request => "LogoutRequest",
            Self::Response => "LogoutResponse",
        }
    }

    fn knows(self, part: &Node) -> bool {
        let own = match self {
            Self::Request => part.is(ASSERTION, "NameID") || part.is(PROTOCOL, "SessionIndex"),
            Self::Response => part.is(PROTOCOL, "Status"),
        };
        own || part.is(ASSERTION, "Issuer") || part.is(DSIG, "Signature") || part.is(PROTOCOL, "Extensions")
    }
}

/// A message whose signature holds.
pub(super) struct Opened {
    pub root: Node,
    pub relay_state: Option<String>,
}

impl Arrived {
    /// The entity id that a request says it is from. Nothing is verified yet: it only tells whose keys to verify it with.
    ///
    /// # Errors
    /// When it is no request that can be read.
    pub fn asked_by(&self) -> Result<String, Refused> {
        let (text, ..) = self.text(Kind::Request)?;
        let root = shape::read(&text)?;
        check(&root, Kind::Request)?;
        let issuer = root.only(ASSERTION, "Issuer").map(|issuer| issuer.trimmed().to_owned());
        issuer.ok_or_else(|| Refused::new(Reason::Issuer, "it does not say who it is from"))
    }

    fn text(&self, kind: Kind) -> Result<(String, Option<String>, Option<Query>), Refused> {
        match self {
            Self::Form { message, relay_state } => Ok((decode(message)?, relay_state.clone(), None)),
            Self::Query(query) => {
                let query = Query::read(query, kind)?;
                Ok((inflate(&query.message)?, query.relay_state.clone(), Some(query)))
            }
        }
    }

    /// Opens it: signed by the provider, from it, to here, not long ago.
    pub(super) fn open(
        &self,
        kind: Kind,
        connection: &Connection,
        here: &str,
        now: DateTime<Utc>,
    ) -> Result<Opened, Refused> {
        let provider = &connection.provider;
        if !provider.is_valid(now) {
            return refuse(Reason::MetadataExpired, "the provider's metadata are past their end");
        }
        let (text, relay_state, query) = self.text(kind)?;
        let root = shape::read(&text)?;
        check(&root, kind)?;
        let embedded = shape::signature(&root)?;
        match query {
            Some(_) if embedded => return refuse(Reason::Wrapped, "a signature in the message and one beside it"),
            Some(query) => query.verify(&provider.signing)?,
            None if embedded => verify::is_signed(&text, &provider.signing)?,
            None => return refuse(Reason::Unsigned, "the message is not signed"),
        }
        if !root.only(ASSERTION, "Issuer").is_some_and(|issuer| gate::is_issuer(issuer, &provider.entity_id)) {
            return refuse(Reason::Issuer, "from another than the provider of the connection");
        }
        // Bindings 3.4.5.2 and 3.5.5.2: a signed message says where it goes.
        if root.attribute("Destination") != Some(here) {
            return refuse(Reason::Destination, "meant for another address");
        }
        gate::age(&root, now)?;
        Ok(Opened { root, relay_state })
    }
}

fn check(root: &Node, kind: Kind) -> Result<(), Refused> {
    if !root.is(PROTOCOL, kind.root()) || root.attribute("ID").is_none_or(str::is_empty) {
        return refuse(Reason::Malformed, format!("the document is no {}", kind.root()));
    }
    if root.attribute("Version") != Some("2.0") {
        return refuse(Reason::Version, "the version is not 2.0");
    }
    shape::instants(root)?;
    shape::identifiers(root)?;
    if !root.children.iter().all(|part| kind.knows(part)) {
        let secret = root.first(ASSERTION, "EncryptedID").is_some();
        return refuse(
            if secret { Reason::NoNameId } else { Reason::Malformed },
            "something that does not belong there",
        );
    }
    root.children.iter().filter(|part| !part.is(DSIG, "Signature")).try_for_each(shape::nothing_telling)
}

fn inflate(message: &str) -> Result<String, Refused> {
    let malformed = |error: saml_rs::SamlError| Refused::new(Reason::Malformed, error);
    let packed = base64_decode_with_limit(message, LONGEST).map_err(malformed)?;
    let bytes = deflate_raw_decode_with_limit(&packed, LONGEST).map_err(malformed)?;
    String::from_utf8(bytes).map_err(|error| Refused::new(Reason::Malformed, error.utf8_error()))
}

/// The parameters of an address.
struct Query {
    message: String,
    relay_state: Option<String>,
    algorithm: Option<String>,
    signature: Option<String>,
    /// What the signature is over (Bindings 3.4.4.1): the parameters in this order, as they were sent.
    signed: String,
}

impl Query {
    fn read(query: &str, kind: Kind) -> Result<Self, Refused> {
        if query.len() > LONGEST {
            return refuse(Reason::TooLarge, format!("{} bytes", query.len()));
        }
        let raw = |name: &str| -> Result<Option<&str>, Refused> {
            let mut all = query.split('&').filter_map(|part| part.split_once('=')).filter(|(known, _)| *known == name);
            let found = all.next().map(|(_, value)| value);
            if all.next().is_some() {
                return refuse(Reason::Malformed, format!("{name} stands there twice"));
            }
            Ok(found)
        };
        let message = raw(kind.parameter())?;
        let message = message.ok_or_else(|| Refused::new(Reason::Malformed, "no message"))?;
        let (relay_state, algorithm, signature) = (raw("RelayState")?, raw("SigAlg")?, raw("Signature")?);
        let parts = [(kind.parameter(), Some(message)), ("RelayState", relay_state), ("SigAlg", algorithm)];
        let parts = parts.into_iter().filter_map(|(name, value)| Some(format!("{name}={}", value?)));
        Ok(Self {
            message: plain(message)?,
            relay_state: relay_state.map(plain).transpose()?,
            algorithm: algorithm.map(plain).transpose()?,
            signature: signature.map(plain).transpose()?,
            signed: parts.collect::<Vec<_>>().join("&"),
        })
    }

    fn verify(&self, keys: &[Certificate]) -> Result<(), Refused> {
        let (Some(algorithm), Some(signature)) = (&self.algorithm, &self.signature) else {
            return refuse(Reason::Unsigned, "the message is not signed");
        };
        if !names::SIGNATURES.contains(&algorithm.as_str()) {
            return refuse(Reason::Algorithm, format!("signature {algorithm}"));
        }
        let holds = |key: &Certificate| {
            verify_message_signature(&self.signed, signature, &key.base64(), algorithm).unwrap_or(false)
        };
        if keys.iter().any(holds) { Ok(()) } else { refuse(Reason::Signature, "the signature does not hold") }
    }
}

/// A parameter without its escapes.
fn plain(raw: &str) -> Result<String, Refused> {
    let broken = || Refused::new(Reason::Malformed, "an address with broken escapes");
    let (mut bytes, mut left) = (Vec::with_capacity(raw.len()), raw.bytes());
    while let Some(byte) = left.next() {
        bytes.push(match byte {
            b'%' => {
                let digits = [left.next().ok_or_else(broken)?, left.next().ok_or_else(broken)?];
                let digits = str::from_utf8(&digits).ok().filter(|text| text.bytes().all(|b| b.is_ascii_hexdigit()));
                digits.and_then(|text| u8::from_str_radix(text, 16).ok()).ok_or_else(broken)?
            }
            b'+' => b' ',
            other => other,
        });
    }
    String::from_utf8(bytes).map_err(|_| broken())
}
