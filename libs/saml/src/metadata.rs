//! Reading the metadata of one identity provider.
//!
//! Whether the text itself is to be trusted is decided by whoever fetched it (a federation's signature, an administrator who
//! pasted it): [`signed_by`] checks a signature over it. What is read here fails closed: a provider without a usable signing
//! key, or with a scope that is a pattern, is refused.

pub(crate) mod people;
pub(crate) mod ui;

use chrono::{DateTime, TimeDelta, Utc};

pub use self::{
    people::{Contact, Organisation, Registration},
    ui::{Logo, Texts, Ui},
};
use crate::{
    Binding, Certificate,
    connection::{is_https, is_name},
    instant, names,
    own::key_descriptor,
    xml::{self, Flaw, Node, escape},
};

/// The longest description of one provider, in bytes. Real ones are below 40 kB.
pub const LONGEST: usize = 512 * 1024;

/// Why a description is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MetadataError {
    /// It is too long, or too deep.
    #[error("the metadata are too large: {0}")]
    TooLarge(String),
    /// It has a document type declaration.
    #[error("the metadata have a document type declaration")]
    Dtd,
    /// It can't be read.
    #[error("the metadata can't be read: {0}")]
    Malformed(String),
    /// It is not one EntityDescriptor with one IDPSSODescriptor for SAML 2.0.
    #[error("the metadata don't describe one identity provider: {0}")]
    NotAProvider(&'static str),
    /// The entity id is missing, not usable, or another than expected.
    #[error("the entity id is missing or not usable")]
    EntityId,
    /// It has nowhere to send the browser.
    #[error("the metadata name no place to sign in by HTTP-Redirect or HTTP-POST")]
    NoSignIn,
    /// An endpoint is not https.
    #[error("an endpoint is not an https address: {0}")]
    Address(String),
    /// No certificate for signing can be used (otherwise anybody could answer for it).
    #[error("the metadata have no usable signing certificate{0}")]
    NoSigningKey(String),
    /// A scope is a regular expression. Not supported: what it matches can't be shown to whoever must approve it.
    #[error("a scope is a regular expression, which is not supported: {0}")]
    ScopePattern(String),
    /// A scope is empty, or not one.
    #[error("a scope is not usable: {0}")]
    Scope(String),
    /// A date is not one.
    #[error("{0} can't be read")]
    Date(&'static str),
    /// The signature is missing or not by any of the given keys.
    #[error("the metadata are not signed by any of the given keys: {0}")]
    Signature(String),
}

impl MetadataError {
    /// A code that never changes.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLarge(_) => "metadata-too-large",
            Self::Dtd => "metadata-dtd",
            Self::Malformed(_) => "metadata-malformed",
            Self::NotAProvider(_) => "metadata-not-a-provider",
            Self::EntityId => "metadata-entity-id",
            Self::NoSignIn => "metadata-no-sign-in",
            Self::Address(_) => "metadata-address",
            Self::NoSigningKey(_) => "metadata-no-signing-key",
            Self::ScopePattern(_) => "metadata-scope-pattern",
            Self::Scope(_) => "metadata-scope",
            Self::Date(_) => "metadata-date",
            Self::Signature(_) => "metadata-signature",
        }
    }
}

/// Where a provider takes a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint {
    /// How.
    pub binding: Binding,
    /// Where.
    pub location: String,
    /// Where answers go, if elsewhere.
    pub response_location: Option<String>,
}

/// An identity provider as its metadata describe it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Provider {
    /// Its name, compared to the byte.
    pub entity_id: String,
    /// Where it takes requests for sign-in.
    pub sign_in: Vec<Endpoint>,
    /// Where it takes messages about signing out.
    pub sign_out: Vec<Endpoint>,
    /// The keys it signs with, all of them good (Sweden Connect 2.1.1.2: several during a rollover).
    pub signing: Vec<Certificate>,
    /// Why certificates for signing were passed over.
    pub passed_over: Vec<String>,
    /// Whether it wants requests to be signed. We always sign.
    pub wants_signed_requests: bool,
    /// Until when the description may be used.
    pub valid_until: Option<DateTime<Utc>>,
    /// How long it may be kept before it is fetched again.
    pub cache_for: Option<TimeDelta>,
    /// The scopes that it may use.
    pub scopes: Vec<String>,
    /// The levels of assurance that it is certified for.
    pub certified: Vec<String>,
    /// Its entity categories.
    pub categories: Vec<String>,
    /// What users see.
    pub ui: Ui,
    /// Whose it is.
    pub organisation: Option<Organisation>,
    /// Whom to ask.
    pub contacts: Vec<Contact>,
    /// Who registered it.
    pub registration: Option<Registration>,
}

impl Provider {
    /// Reads one EntityDescriptor.
    ///
    /// # Errors
    /// When it is too large, not readable, or describes no identity provider that can be used safely.
    pub fn read(text: &str) -> Result<Self, MetadataError> {
        let root = parse(text)?;
        let entity_id = root.attribute("entityID").filter(|id| is_name(id)).ok_or(MetadataError::EntityId)?;
        let role = role(&root)?;
        let extensions: Vec<&Node> =
            [&root, role].into_iter().flat_map(|node| node.all(names::METADATA, "Extensions")).collect();
        let (signing, passed_over) = signing(role)?;
        let sign_in = endpoints(role, "SingleSignOnService")?;
        if sign_in.is_empty() {
            return Err(MetadataError::NoSignIn);
        }
        Ok(Self {
            entity_id: entity_id.to_owned(),
            sign_in,
            sign_out: endpoints(role, "SingleLogoutService")?,
            signing,
            passed_over,
            wants_signed_requests: matches!(role.attribute("WantAuthnRequestsSigned"), Some("true" | "1")),
            valid_until: earliest(&root, role)?,
            cache_for: shortest(&root, role)?,
            scopes: scopes(&root, &extensions)?,
            certified: entity_attribute(&extensions, names::ASSURANCE_CERTIFICATION),
            categories: entity_attribute(&extensions, names::ENTITY_CATEGORY),
            ui: ui::read(role),
            organisation: people::organisation(&root, role),
            contacts: people::contacts(&root, role),
            registration: people::registration(&extensions),
        })
    }

    /// Whether the description may still be used.
    pub fn is_valid(&self, now: DateTime<Utc>) -> bool {
        self.valid_until.is_none_or(|until| now < until)
    }

    /// Whether it may claim the level of assurance: always, if its metadata say nothing of certification.
    pub fn is_certified_for(&self, class: &str) -> bool {
        self.certified.is_empty() || self.certified.iter().any(|known| known == class)
    }

    /// The end of the first signing certificate to end. It decides nothing; warn the operators before.
    pub fn first_certificate_ends(&self) -> Option<DateTime<Utc>> {
        self.signing.iter().map(Certificate::not_after).min()
    }

    /// The end of the last signing certificate to end: others may be on their way out.
    pub fn certificates_end(&self) -> Option<DateTime<Utc>> {
        self.signing.iter().map(Certificate::not_after).max()
    }

    /// The description that `saml-rs` is given: ours, with the keys that were looked at and nothing else.
    pub(crate) fn for_verifier(&self) -> String {
        let keys = xml::each(&self.signing, |certificate| key_descriptor("signing", certificate, ""));
        let place = |name: &str, all: &[Endpoint]| {
            xml::each(all, |at| {
                format!(r#"<md:{name} Binding="{}" Location="{}"/>"#, at.binding.uri(), escape(&at.location))
            })
        };
        format!(
            concat!(
                r#"<md:EntityDescriptor xmlns:md="{}" entityID="{}">"#,
                r#"<md:IDPSSODescriptor WantAuthnRequestsSigned="true" protocolSupportEnumeration="{}">{}{}{}"#,
                "</md:IDPSSODescriptor></md:EntityDescriptor>",
            ),
            names::METADATA,
            escape(&self.entity_id),
            names::PROTOCOL,
            keys,
            place("SingleLogoutService", &self.sign_out),
            place("SingleSignOnService", &self.sign_in),
        )
    }
}

/// Checks that the description is signed as a whole by one of the keys.
///
/// # Errors
/// When it is not.
pub fn signed_by(text: &str, keys: &[Certificate]) -> Result<(), MetadataError> {
    let root = parse(text)?;
    let keys: Vec<String> = keys.iter().map(Certificate::base64).collect();
    let found = saml_rs::crypto::verify_metadata_signature_detailed(text, &keys);
    let found = found.map_err(|error| MetadataError::Signature(error.to_string()))?;
    match found.signed_entity_descriptor_xml() {
        Some(signed) if found.verified() && text.get(root.start..root.end) == Some(signed) => Ok(()),
        _ => Err(MetadataError::Signature("no signature that holds".into())),
    }
}

fn parse(text: &str) -> Result<Node, MetadataError> {
    if text.len() > LONGEST {
        return Err(MetadataError::TooLarge(format!("{} bytes", text.len())));
    }
    let root = xml::parse(text).map_err(|flaw| match flaw {
        Flaw::Dtd => MetadataError::Dtd,
        Flaw::TooLarge(what) => MetadataError::TooLarge(what.into()),
        Flaw::Malformed(what) => MetadataError::Malformed(what),
    })?;
    if root.is(names::METADATA, "EntityDescriptor") {
        Ok(root)
    } else {
        Err(MetadataError::NotAProvider("the document is no EntityDescriptor"))
    }
}

fn role(root: &Node) -> Result<&Node, MetadataError> {
    let role = root.only(names::METADATA, "IDPSSODescriptor");
    let role = role.ok_or(MetadataError::NotAProvider("there must be one IDPSSODescriptor"))?;
    let protocols = role.attribute("protocolSupportEnumeration").unwrap_or_default();
    if protocols.split_ascii_whitespace().any(|protocol| protocol == names::PROTOCOL) {
        Ok(role)
    } else {
        Err(MetadataError::NotAProvider("it does not support SAML 2.0"))
    }
}

/// The certificates that signatures are checked against. Only a description with exactly one certificate is a key: of a chain
/// nobody could say which is meant, and a certificate authority's key must never verify an assertion.
fn signing(role: &Node) -> Result<(Vec<Certificate>, Vec<String>), MetadataError> {
    let (mut good, mut bad): (Vec<Certificate>, Vec<String>) = (Vec::new(), Vec::new());
    for key in role.all(names::METADATA, "KeyDescriptor") {
        if !matches!(key.attribute("use"), None | Some("signing")) {
            continue;
        }
        let mut texts = Vec::new();
        for data in key.all(names::DSIG, "KeyInfo").flat_map(|info| info.all(names::DSIG, "X509Data")) {
            texts.extend(data.all(names::DSIG, "X509Certificate").map(|node| node.text.as_str()));
        }
        match texts.as_slice() {
            [text] => match Certificate::from_base64(text) {
                Ok(certificate) if good.contains(&certificate) => {}
                Ok(certificate) => good.push(certificate),
                Err(error) => bad.push(error.to_string()),
            },
            [] => bad.push("a key without a certificate".into()),
            _ => bad.push("a key with several certificates".into()),
        }
    }
    if good.is_empty() {
        let why = if bad.is_empty() { String::new() } else { format!(": {}", bad.join("; ")) };
        return Err(MetadataError::NoSigningKey(why));
    }
    Ok((good, bad))
}

fn endpoints(role: &Node, name: &str) -> Result<Vec<Endpoint>, MetadataError> {
    let mut found = Vec::new();
    for node in role.all(names::METADATA, name) {
        let binding = match node.attribute("Binding") {
            Some(names::REDIRECT) => Binding::Redirect,
            Some(names::POST) => Binding::Post,
            _ => continue,
        };
        let https = |address: &str| match address {
            good if is_https(good) => Ok(good.to_owned()),
            bad => Err(MetadataError::Address(bad.chars().take(200).collect())),
        };
        found.push(Endpoint {
            binding,
            location: https(node.attribute("Location").unwrap_or_default())?,
            response_location: node.attribute("ResponseLocation").map(https).transpose()?,
        });
    }
    Ok(found)
}

/// The scopes of the provider, its own and its role's (Shibboleth metadata profile).
fn scopes(root: &Node, extensions: &[&Node]) -> Result<Vec<String>, MetadataError> {
    let mut pattern = None;
    root.each(&mut |node| {
        if node.is(names::SHIBBOLETH, "Scope") && is_pattern(node) {
            pattern = Some(node.trimmed().chars().take(200).collect());
        }
    });
    if let Some(pattern) = pattern {
        return Err(MetadataError::ScopePattern(pattern));
    }
    let mut found: Vec<String> = Vec::new();
    for node in extensions.iter().flat_map(|node| node.all(names::SHIBBOLETH, "Scope")) {
        let scope = scope(node)?;
        if !found.iter().any(|known| known == scope) {
            found.push(scope.to_owned());
        }
    }
    Ok(found)
}

fn is_pattern(scope: &Node) -> bool {
    !matches!(scope.attribute("regexp").map(str::trim), None | Some("false" | "0"))
}

/// The scope that an element names, if it names one.
pub(crate) fn scope(node: &Node) -> Result<&str, MetadataError> {
    let scope = node.trimmed();
    if is_pattern(node) {
        return Err(MetadataError::ScopePattern(scope.chars().take(200).collect()));
    }
    if !is_name(scope) || scope.contains('@') || !node.children.is_empty() {
        return Err(MetadataError::Scope(scope.chars().take(200).collect()));
    }
    Ok(scope)
}

pub(crate) fn entity_attribute(extensions: &[&Node], name: &str) -> Vec<String> {
    let all = extensions.iter().flat_map(|node| node.all(names::ENTITY_ATTRIBUTES, "EntityAttributes"));
    let all = all.flat_map(|node| node.all(names::ASSERTION, "Attribute"));
    let all = all.filter(|attribute| attribute.attribute("Name") == Some(name));
    let values = all.flat_map(|attribute| attribute.all(names::ASSERTION, "AttributeValue"));
    values.map(|value| value.trimmed().to_owned()).filter(|value| !value.is_empty()).collect()
}

fn earliest(root: &Node, role: &Node) -> Result<Option<DateTime<Utc>>, MetadataError> {
    let read = |node: &Node| match node.attribute("validUntil") {
        None => Ok(None),
        Some(text) => instant::read(text).map(Some).ok_or(MetadataError::Date("validUntil")),
    };
    Ok([read(root)?, read(role)?].into_iter().flatten().min())
}

fn shortest(root: &Node, role: &Node) -> Result<Option<TimeDelta>, MetadataError> {
    let read = |node: &Node| match node.attribute("cacheDuration") {
        None => Ok(None),
        Some(text) => instant::read_duration(text).map(Some).ok_or(MetadataError::Date("cacheDuration")),
    };
    Ok([read(root)?, read(role)?].into_iter().flatten().min())
}
