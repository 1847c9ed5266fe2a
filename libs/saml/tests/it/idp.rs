//! An identity provider that writes what a test wants, signs and encrypts it. Its layers below are `saml-rs`.

use bergshamra::{DsigContext, KeysManager};
use chrono::{DateTime, TimeDelta, Utc};
use saml::{Connection, Encryption, Key, Provider, Scopes, names};
use saml_rs::crypto::{encrypt_assertion, keys::load_private_key};

use crate::support::{ACS, ENTITY, KEYS, PROVIDER, REQUEST, SCOPE, now};

pub const PERSON: &str = "a-pseudonym-of-anna";
pub const ORG_AFFILIATION: &str = names::attribute::ORG_AFFILIATION;

/// What an answer says. The default is a good one; a test changes one thing.
#[derive(Clone)]
pub struct Answer {
    pub response_issuer: String,
    pub issuer: String,
    pub name_id: String,
    pub class: String,
    pub authenticated_at: DateTime<Utc>,
    pub issued_at: DateTime<Utc>,
    pub not_before: DateTime<Utc>,
    pub not_on_or_after: DateTime<Utc>,
    pub in_response_to: String,
    pub destination: String,
    pub recipient: String,
    pub audience: String,
    /// Names and values, which are XML.
    pub attributes: Vec<(String, String)>,
    /// More XML at the end of the assertion.
    pub more: String,
    /// More conditions.
    pub conditions: String,
    /// XML instead of the statement about authentication.
    pub authentication: Option<String>,
}

impl Default for Answer {
    fn default() -> Self {
        Self {
            response_issuer: PROVIDER.into(),
            issuer: PROVIDER.into(),
            name_id: PERSON.into(),
            class: names::LOA3.into(),
            authenticated_at: now() - TimeDelta::seconds(10),
            issued_at: now() - TimeDelta::seconds(2),
            not_before: now() - TimeDelta::seconds(2),
            not_on_or_after: now() + TimeDelta::minutes(5),
            in_response_to: REQUEST.into(),
            destination: ACS.into(),
            recipient: ACS.into(),
            audience: ENTITY.into(),
            attributes: vec![(ORG_AFFILIATION.into(), format!("anna@{SCOPE}"))],
            more: String::new(),
            conditions: String::new(),
            authentication: None,
        }
    }
}

fn time(at: DateTime<Utc>) -> String {
    at.format("%Y-%m-%dT%H:%M:%SZ").to_string()
}

impl Answer {
    fn assertion(&self) -> String {
        let attributes: Vec<String> = self.attributes.iter().map(|(name, value)| {
            format!(r#"<saml:Attribute Name="{name}" NameFormat="{}"><saml:AttributeValue>{value}</saml:AttributeValue></saml:Attribute>"#, names::URI_FORMAT)
        }).collect();
        let authentication = self.authentication.clone().unwrap_or_else(|| {
            format!(
                r#"<saml:AuthnStatement AuthnInstant="{}" SessionIndex="session-1"><saml:AuthnContext><saml:AuthnContextClassRef>{}</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>"#,
                time(self.authenticated_at),
                self.class
            )
        });
        format!(
            concat!(
                r#"<saml:Assertion xmlns:saml="{ns}" ID="_assertion-1" Version="2.0" IssueInstant="{issued}"><saml:Issuer>{issuer}</saml:Issuer>"#,
                r#"<saml:Subject><saml:NameID Format="{persistent}">{name_id}</saml:NameID>"#,
                r#"<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">"#,
                r#"<saml:SubjectConfirmationData InResponseTo="{request}" NotOnOrAfter="{end}" Recipient="{recipient}"/>"#,
                r#"</saml:SubjectConfirmation></saml:Subject><saml:Conditions NotBefore="{begin}" NotOnOrAfter="{end}">"#,
                r#"<saml:AudienceRestriction><saml:Audience>{audience}</saml:Audience></saml:AudienceRestriction>{conditions}</saml:Conditions>"#,
                r#"{authentication}<saml:AttributeStatement>{attributes}</saml:AttributeStatement>{more}</saml:Assertion>"#,
            ),
            ns = names::ASSERTION,
            issued = time(self.issued_at),
            issuer = self.issuer,
            persistent = names::PERSISTENT,
            name_id = self.name_id,
            request = self.in_response_to,
            begin = time(self.not_before),
            end = time(self.not_on_or_after),
            recipient = self.recipient,
            audience = self.audience,
            conditions = self.conditions,
            authentication = authentication,
            attributes = attributes.concat(),
            more = self.more,
        )
    }

    /// The response, neither signed nor encrypted.
    pub fn plain(&self) -> String {
        format!(
            concat!(
                r#"<samlp:Response xmlns:samlp="{ns}" xmlns:saml="{assertion_ns}" ID="_response-1" Version="2.0" IssueInstant="{issued}" "#,
                r#"Destination="{destination}" InResponseTo="{request}"><saml:Issuer>{issuer}</saml:Issuer>"#,
                r#"<samlp:Status><samlp:StatusCode Value="{success}"/></samlp:Status>{assertion}</samlp:Response>"#,
            ),
            ns = names::PROTOCOL,
            assertion_ns = names::ASSERTION,
            issued = time(self.issued_at),
            destination = self.destination,
            request = self.in_response_to,
            issuer = self.response_issuer,
            success = names::SUCCESS,
            assertion = self.assertion(),
        )
    }

    /// With a signed response.
    pub fn signed(&self) -> String {
        sign_response(&self.plain(), &KEYS.provider)
    }

    /// With a signed assertion.
    pub fn signed_assertion(&self) -> String {
        sign_assertion(&self.plain(), &KEYS.provider)
    }

    /// With an encrypted assertion in a signed response.
    pub fn encrypted(&self) -> String {
        sign_response(&encrypt(&self.plain(), &KEYS.own, AES256_GCM), &KEYS.provider)
    }
}

pub const AES256_GCM: &str = "http://www.w3.org/2009/xmlenc11#aes256-gcm";

pub fn sign(xml: &str, id: &str, behind: &str, key: &Key) -> String {
    try_sign(xml, id, behind, key).unwrap()
}

/// None when what is to be signed is too damaged.
pub fn try_sign_response(xml: &str, key: &Key) -> Option<String> {
    try_sign(xml, "_response-1", "</saml:Issuer>", key)
}

/// Signs the element with the id, behind what is given.
fn try_sign(xml: &str, id: &str, behind: &str, key: &Key) -> Option<String> {
    saml_rs::crypto::initialize_crypto_provider().unwrap();
    let from = xml.find(&format!(r#"ID="{id}""#)).unwrap();
    let (before, after) = xml.split_at(from + xml[from..].find(behind).unwrap() + behind.len());
    let (ds, exclusive, method) = (names::DSIG, names::EXCLUSIVE, key.signature_algorithm());
    let (enveloped, digest, certificate) = (names::ENVELOPED, names::SHA256, key.certificate().base64());
    let signature = format!(
        concat!(
            r#"<ds:Signature xmlns:ds="{ds}"><ds:SignedInfo><ds:CanonicalizationMethod Algorithm="{exclusive}"/>"#,
            r##"<ds:SignatureMethod Algorithm="{method}"/><ds:Reference URI="#{id}"><ds:Transforms><ds:Transform Algorithm="{enveloped}"/>"##,
            r#"<ds:Transform Algorithm="{exclusive}"/></ds:Transforms><ds:DigestMethod Algorithm="{digest}"/><ds:DigestValue></ds:DigestValue>"#,
            r#"</ds:Reference></ds:SignedInfo><ds:SignatureValue></ds:SignatureValue><ds:KeyInfo><ds:X509Data><ds:X509Certificate>{certificate}"#,
            r#"</ds:X509Certificate></ds:X509Data></ds:KeyInfo></ds:Signature>"#,
        ),
        ds = ds,
        exclusive = exclusive,
        method = method,
        id = id,
        enveloped = enveloped,
        digest = digest,
        certificate = certificate,
    );
    let mut keys = KeysManager::new();
    keys.add_key(load_private_key(key.private_pem(), None).unwrap());
    bergshamra::sign(&DsigContext::new(keys).with_insecure(true), &format!("{before}{signature}{after}")).ok()
}

pub fn sign_response(xml: &str, key: &Key) -> String {
    sign(xml, "_response-1", "</saml:Issuer>", key)
}

pub fn sign_assertion(xml: &str, key: &Key) -> String {
    sign(xml, "_assertion-1", "</saml:Issuer>", key)
}

pub fn encrypt(xml: &str, to: &Key, algorithm: &str) -> String {
    try_encrypt(xml, to, algorithm).unwrap()
}

/// None when what is to be encrypted is too damaged.
pub fn try_encrypt(xml: &str, to: &Key, algorithm: &str) -> Option<String> {
    encrypt_assertion(xml, &to.certificate().pem(), algorithm, names::RSA_OAEP, "saml").ok()
}

/// The provider's metadata: both its keys, one scope, certified for the levels 2 and 3 unless told otherwise.
pub fn description(keys: &[&Key], scopes: &[&str], certified: &[&str]) -> String {
    let keys: Vec<String> = keys.iter().map(|key| format!(
        r#"<md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="{}"><ds:X509Data><ds:X509Certificate>{}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>"#,
        names::DSIG, key.certificate().base64())).collect();
    let scopes: Vec<String> = scopes
        .iter()
        .map(|scope| {
            format!(r#"<shibmd:Scope xmlns:shibmd="{}" regexp="false">{scope}</shibmd:Scope>"#, names::SHIBBOLETH)
        })
        .collect();
    let certified: Vec<String> =
        certified.iter().map(|class| format!("<saml:AttributeValue>{class}</saml:AttributeValue>")).collect();
    format!(
        concat!(
            r#"<md:EntityDescriptor xmlns:md="{md}" entityID="{id}"><md:Extensions><mdattr:EntityAttributes xmlns:mdattr="{attr}">"#,
            r#"<saml:Attribute xmlns:saml="{saml}" Name="{name}" NameFormat="{format}">{certified}</saml:Attribute></mdattr:EntityAttributes></md:Extensions>"#,
            r#"<md:IDPSSODescriptor protocolSupportEnumeration="{protocol}"><md:Extensions>{scopes}</md:Extensions>{keys}"#,
            r#"<md:SingleLogoutService Binding="{redirect}" Location="https://idp.orebro.example/idp/slo"/>"#,
            r#"<md:SingleLogoutService Binding="{post}" Location="https://idp.orebro.example/idp/slo-post" ResponseLocation="https://idp.orebro.example/idp/slo-done"/>"#,
            r#"<md:SingleSignOnService Binding="{redirect}" Location="https://idp.orebro.example/idp/sso"/>"#,
            r#"<md:SingleSignOnService Binding="{post}" Location="https://idp.orebro.example/idp/post"/></md:IDPSSODescriptor></md:EntityDescriptor>"#,
        ),
        md = names::METADATA,
        id = PROVIDER,
        attr = names::ENTITY_ATTRIBUTES,
        saml = names::ASSERTION,
        name = names::ASSURANCE_CERTIFICATION,
        format = names::URI_FORMAT,
        certified = certified.concat(),
        protocol = names::PROTOCOL,
        scopes = scopes.concat(),
        keys = keys.concat(),
        redirect = names::REDIRECT,
        post = names::POST,
    )
}

pub fn connection(encryption: Encryption) -> Connection {
    let text = description(&[&KEYS.provider, &KEYS.elliptic], &[SCOPE], &[names::LOA2, names::LOA3]);
    Connection { provider: Provider::read(&text).unwrap(), encryption, scopes: Scopes::Declared }
}

/// A connection without encryption.
pub fn open() -> Connection {
    connection(Encryption::Forbidden)
}

/// A connection with encryption.
pub fn closed() -> Connection {
    connection(Encryption::Required)
}
