//! The way there: a signed request to authenticate somebody (Core 3.4.1; Sweden Connect 5).

use chrono::{DateTime, Utc};
use saml_rs::{
    binding::{append_signature, base64_encode, build_redirect_octet},
    constants::ParserType,
    crypto::{construct_message_signature, keys::load_private_key},
};

use crate::{
    Connection, Key, Pending, PublicKey, ServiceProvider, instant,
    metadata::Endpoint,
    names, sign,
    xml::{each, escape},
};

/// How a message travels with the browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Binding {
    /// In an address (Bindings 3.4).
    Redirect,
    /// In a form (Bindings 3.5).
    Post,
}

impl Binding {
    /// Its URI.
    pub const fn uri(self) -> &'static str {
        match self {
            Self::Redirect => names::REDIRECT,
            Self::Post => names::POST,
        }
    }
}

/// What kind of name the person is to have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum NameFormat {
    /// One that stays: what accounts hang on (Sweden Connect 3).
    #[default]
    Persistent,
    /// One for a session, where accounts hang on a scoped attribute.
    Transient,
    /// Whatever the provider gives; some refuse every request that names a format.
    Any,
}

/// What is asked for.
#[derive(Debug, Clone)]
pub struct Ask {
    /// 160 random bits, of which the request's id is made; Core 1.3.4 demands 128 or more.
    pub random: [u8; 20],
    /// What comes back beside the answer: an opaque key to what is kept here, never an address. At most 80 bytes.
    pub relay_state: String,
    /// The classes of authentication that will do; any, if empty.
    pub classes: Vec<String>,
    /// Whether the person is to be authenticated anew.
    pub force: bool,
    /// What kind of name the person is to have.
    pub name: NameFormat,
    /// How to send it. If it is all the same: in an address; with an elliptic key in a form, because the two ways in which
    /// programs write its signature in an address do not understand each other.
    pub binding: Option<Binding>,
    /// Now.
    pub now: DateTime<Utc>,
}

/// How the browser gets there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Way {
    /// Send it to this address.
    Redirect(String),
    /// Let it post a form.
    Post {
        /// Where to.
        url: String,
        /// Names and values of hidden fields.
        fields: Vec<(&'static str, String)>,
    },
}

/// A request that is on its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Start {
    /// Its id.
    pub id: String,
    /// How the browser gets there.
    pub way: Way,
    /// What to keep until the answer comes.
    pub pending: Pending,
}

/// Why no request was made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StartError {
    /// The provider's metadata are past their end.
    #[error("the provider's metadata are past their end")]
    MetadataExpired,
    /// The provider is certified for none of the classes asked for.
    #[error("the provider is certified for none of the levels of assurance asked for")]
    NotCertified,
    /// RelayState is empty, too long or not plain.
    #[error("RelayState must be 1 to 80 bytes of plain ASCII")]
    RelayState,
    /// The provider takes no request that way.
    #[error("the provider takes no request that way")]
    Binding,
    /// It can't be signed.
    #[error("the request can't be signed: {0}")]
    Signing(String),
}

impl StartError {
    /// A code that never changes.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::MetadataExpired => "metadata-expired",
            Self::NotCertified => "assurance-not-certified",
            Self::RelayState => "relay-state",
            Self::Binding => "binding",
            Self::Signing(_) => "signing",
        }
    }
}

impl ServiceProvider {
    /// Makes a signed request.
    ///
    /// # Errors
    /// When the provider can't be asked that, or nothing can be signed.
    pub fn start(&self, connection: &Connection, ask: Ask) -> Result<Start, StartError> {
        let provider = &connection.provider;
        if !provider.is_valid(ask.now) {
            return Err(StartError::MetadataExpired);
        }
        if !ask.classes.is_empty() && !ask.classes.iter().any(|class| provider.is_certified_for(class)) {
            return Err(StartError::NotCertified);
        }
        if !is_relay_state(&ask.relay_state) {
            return Err(StartError::RelayState);
        }
        let place = self.place(&provider.sign_in, ask.binding).ok_or(StartError::Binding)?;
        let id = id(ask.random);
        let request = self.authn_request(&id, &place.location, &ask);
        let message =
            Message { what: ParserType::SamlRequest, id: &id, text: &request, relay_state: Some(&ask.relay_state) };
        let way = message.send(&self.signing, place.binding, &place.location)?;
        let pending = Pending {
            id: id.clone(),
            provider: provider.entity_id.clone(),
            relay_state: ask.relay_state,
            classes: ask.classes,
            force: ask.force,
            at: ask.now,
        };
        Ok(Start { id, way, pending })
    }

    pub(crate) fn place<'a>(&self, all: &'a [Endpoint], wanted: Option<Binding>) -> Option<&'a Endpoint> {
        let by = |binding| all.iter().find(|place| place.binding == binding);
        match (wanted, self.signing.certificate().key()) {
            (Some(binding), _) => by(binding),
            (None, PublicKey::Rsa(_)) => by(Binding::Redirect).or_else(|| by(Binding::Post)),
            (None, PublicKey::Ec(_)) => by(Binding::Post).or_else(|| by(Binding::Redirect)),
        }
    }

    /// The request, unsigned. ForceAuthn is always there, so that nobody is signed in by a default (Sweden Connect 5.3), and the
    /// classes are compared exactly (5.3.1).
    fn authn_request(&self, id: &str, destination: &str, ask: &Ask) -> String {
        let classes = each(&ask.classes, |class| {
            format!("<saml:AuthnContextClassRef>{}</saml:AuthnContextClassRef>", escape(class))
        });
        let context = if classes.is_empty() {
            String::new()
        } else {
            format!(r#"<samlp:RequestedAuthnContext Comparison="exact">{classes}</samlp:RequestedAuthnContext>"#)
        };
        format!(
            concat!(
                r#"<samlp:AuthnRequest xmlns:samlp="{protocol}" xmlns:saml="{assertion}" ID="{id}" Version="2.0" IssueInstant="{at}" "#,
                r#"Destination="{destination}" ForceAuthn="{force}" IsPassive="false" ProtocolBinding="{post}" "#,
                r#"AssertionConsumerServiceURL="{acs}"><saml:Issuer>{issuer}</saml:Issuer>"#,
                r#"<samlp:NameIDPolicy {format}AllowCreate="true"/>{context}</samlp:AuthnRequest>"#,
            ),
            protocol = names::PROTOCOL,
            assertion = names::ASSERTION,
            id = escape(id),
            at = instant::write(ask.now),
            destination = escape(destination),
            force = ask.force,
            post = names::POST,
            acs = escape(&self.acs),
            issuer = escape(&self.entity_id),
            format = match ask.name {
                NameFormat::Persistent => format!(r#"Format="{}" "#, names::PERSISTENT),
                NameFormat::Transient => format!(r#"Format="{}" "#, names::TRANSIENT),
                NameFormat::Any => String::new(),
            },
            context = context,
        )
    }
}

/// Bindings 3.4.3: at most 80 bytes.
pub(crate) fn is_relay_state(text: &str) -> bool {
    (1..=80).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic())
}

/// An id: it must not begin with a figure (xs:ID).
pub(crate) fn id(random: [u8; 20]) -> String {
    use std::fmt::Write;
    random.iter().fold(String::from("_"), |mut id, byte| {
        // Writing to a String does not fail.
        let _ = write!(id, "{byte:02x}");
        id
    })
}

/// What is sent.
pub(crate) struct Message<'a> {
    pub what: ParserType,
    pub id: &'a str,
    pub text: &'a str,
    pub relay_state: Option<&'a str>,
}

impl Message<'_> {
    /// Signs it and puts it on its way.
    pub(crate) fn send(&self, key: &Key, binding: Binding, to: &str) -> Result<Way, StartError> {
        match binding {
            Binding::Redirect => self.address(key, to).map_err(|error| StartError::Signing(error.to_string())),
            Binding::Post => {
                let signed = sign::enveloped(self.text, self.id, key).map_err(StartError::Signing)?;
                let message = base64_encode(signed.as_bytes());
                let state = self.relay_state.map(|state| ("RelayState", state.to_owned()));
                let fields = std::iter::once((self.what.query_param(), message)).chain(state).collect();
                Ok(Way::Post { url: to.to_owned(), fields })
            }
        }
    }

    /// Bindings 3.4.4.1: the signature is over the parameters as they are written.
    fn address(&self, key: &Key, to: &str) -> Result<Way, saml_rs::SamlError> {
        let algorithm = key.signature_algorithm();
        let private = load_private_key(key.private_pem(), None)?;
        let signed = build_redirect_octet(self.what, self.text, self.relay_state, algorithm)?;
        let signature = construct_message_signature(&signed, &private, algorithm)?;
        Ok(Way::Redirect(append_signature(to, &signed, &signature)))
    }
}
