//! A federation that publishes a list of its members, and signs it: here, or by `xmlsec1`, which shares no line with what is tested.

use std::process::Command;

use bergshamra::{DsigContext, KeysManager};
use saml::{Key, names};
use saml_rs::crypto::{initialize_crypto_provider, keys::load_private_key};

pub const LIST: &str = "_list-1";
pub const INCLUSIVE: &str = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315";
/// What a good list says of itself; the tests' clock stands at 2026-11-22T12:00:00Z.
pub const VALID: &str = r#"validUntil="2026-11-29T12:00:00Z" cacheDuration="PT30M""#;
const CREATED: &str = "2026-11-22T11:00:00Z";

/// A list around members. They use the prefixes that it declares.
pub fn list(attributes: &str, members: &str) -> String {
    list_made(CREATED, attributes, members)
}

/// A list that was made then.
pub fn list_made(created: &str, attributes: &str, members: &str) -> String {
    format!(
        concat!(
            r#"<?xml version="1.0" encoding="UTF-8"?><!-- made for tests --><md:EntitiesDescriptor {namespaces} ID="{id}" "#,
            r#"Name="https://federation.example/" {attributes}><md:Extensions><mdrpi:PublicationInfo creationInstant="{created}" "#,
            r#"publisher="https://federation.example"/></md:Extensions>{members}</md:EntitiesDescriptor>"#,
        ),
        namespaces = namespaces(),
        id = LIST,
        attributes = attributes,
        created = created,
        members = members,
    )
}

/// The prefixes that members use.
pub fn namespaces() -> String {
    let all = [
        ("md", names::METADATA),
        ("ds", names::DSIG),
        ("mdui", names::UI),
        ("mdrpi", names::REGISTRATION),
        ("mdattr", names::ENTITY_ATTRIBUTES),
        ("saml", names::ASSERTION),
        ("shibmd", names::SHIBBOLETH),
        ("xsi", "http://www.w3.org/2001/XMLSchema-instance"),
        ("xs", "http://www.w3.org/2001/XMLSchema"),
    ];
    all.map(|(prefix, ns)| format!(r#"xmlns:{prefix}="{ns}""#)).join(" ")
}

/// A provider as members of federations describe theirs. Its scope is its number.
pub fn provider(number: usize, certificate: &str) -> String {
    let key = |usage: &str| {
        format!(
            concat!(
                r#"<md:KeyDescriptor use="{}"><ds:KeyInfo><ds:X509Data><ds:X509Certificate>{}</ds:X509Certificate></ds:X509Data>"#,
                "</ds:KeyInfo></md:KeyDescriptor>",
            ),
            usage, certificate
        )
    };
    format!(
        concat!(
            r#"<md:EntityDescriptor ID="_{n}" entityID="{entity}"><md:Extensions>"#,
            r#"<mdrpi:RegistrationInfo registrationAuthority="https://federation.example" registrationInstant="2020-01-01T00:00:00Z"/>"#,
            r#"<mdattr:EntityAttributes><saml:Attribute Name="{certification}" NameFormat="{uri}"><saml:AttributeValue xsi:type="xs:string">"#,
            r#"{loa3}</saml:AttributeValue></saml:Attribute><saml:Attribute Name="{category}" NameFormat="{uri}"><saml:AttributeValue>"#,
            r#"http://id.elegnamnden.se/ec/1.0/loa3-pnr</saml:AttributeValue></saml:Attribute></mdattr:EntityAttributes></md:Extensions>"#,
            r#"<md:IDPSSODescriptor protocolSupportEnumeration="{protocol}" WantAuthnRequestsSigned="true"><md:Extensions>"#,
            r#"<shibmd:Scope regexp="false">{n}</shibmd:Scope><shibmd:Scope regexp="true">^.+\.{n}\.example$</shibmd:Scope><mdui:UIInfo>"#,
            r#"<mdui:DisplayName xml:lang="sv">Kommun {n}</mdui:DisplayName><mdui:DisplayName xml:lang="en">Municipality {n}</mdui:DisplayName>"#,
            r#"<mdui:Description xml:lang="sv">Inloggning för anställda</mdui:Description></mdui:UIInfo></md:Extensions>{signing}{encryption}"#,
            r#"<md:SingleLogoutService Binding="{redirect}" Location="{entity}/slo"/><md:SingleSignOnService Binding="{redirect}" "#,
            r#"Location="{entity}/sso"/><md:SingleSignOnService Binding="{post}" Location="{entity}/post"/></md:IDPSSODescriptor>"#,
            r#"<md:Organization><md:OrganizationName xml:lang="sv">Kommun {n}</md:OrganizationName><md:OrganizationDisplayName xml:lang="sv">"#,
            r#"Kommun {n}</md:OrganizationDisplayName><md:OrganizationURL xml:lang="sv">https://{n}.example</md:OrganizationURL>"#,
            r#"</md:Organization><md:ContactPerson contactType="technical"><md:EmailAddress>mailto:drift@{n}.example</md:EmailAddress>"#,
            "</md:ContactPerson></md:EntityDescriptor>\n",
        ),
        n = number,
        entity = entity_id(number),
        certification = names::ASSURANCE_CERTIFICATION,
        category = names::ENTITY_CATEGORY,
        uri = names::URI_FORMAT,
        loa3 = names::LOA3,
        protocol = names::PROTOCOL,
        signing = key("signing"),
        encryption = key("encryption"),
        redirect = names::REDIRECT,
        post = names::POST,
    )
}

pub fn entity_id(number: usize) -> String {
    format!("https://idp.{number}.example/idp")
}

/// How something is signed.
pub struct How<'a> {
    pub uri: &'a str,
    pub canonical: &'a str,
    pub method: &'a str,
    pub digest: &'a str,
    pub transforms: &'a [&'a str],
}

impl Default for How<'_> {
    fn default() -> Self {
        Self {
            uri: "#_list-1",
            canonical: names::EXCLUSIVE,
            method: names::RSA_SHA256,
            digest: names::SHA256,
            transforms: &[names::ENVELOPED, names::EXCLUSIVE],
        }
    }
}

impl How<'_> {
    /// A signature whose digest and value are still empty.
    pub fn template(&self, certificate: &str) -> String {
        let transforms: Vec<String> =
            self.transforms.iter().map(|name| format!(r#"<ds:Transform Algorithm="{name}"/>"#)).collect();
        format!(
            concat!(
                r#"<ds:Signature xmlns:ds="{}"><ds:SignedInfo><ds:CanonicalizationMethod Algorithm="{}"/><ds:SignatureMethod Algorithm="{}"/>"#,
                r#"<ds:Reference URI="{}"><ds:Transforms>{}</ds:Transforms><ds:DigestMethod Algorithm="{}"/><ds:DigestValue></ds:DigestValue>"#,
                r#"</ds:Reference></ds:SignedInfo><ds:SignatureValue></ds:SignatureValue><ds:KeyInfo><ds:X509Data><ds:X509Certificate>{}"#,
                r#"</ds:X509Certificate></ds:X509Data></ds:KeyInfo></ds:Signature>"#,
            ),
            names::DSIG,
            self.canonical,
            self.method,
            self.uri,
            transforms.concat(),
            self.digest,
            certificate
        )
    }

    /// The document with such a signature as the first thing in the element with the ID.
    pub fn laid_out(&self, xml: &str, id: &str, key: &Key) -> String {
        let from = xml.find(&format!(r#" ID="{id}""#)).unwrap();
        let (before, after) = xml.split_at(from + xml[from..].find('>').unwrap() + 1);
        format!("{before}{}{after}", self.template(&key.certificate().base64()))
    }
}

/// Fills in the signature of what is laid out, in this process.
pub fn fill(laid_out: &str, key: &Key) -> String {
    initialize_crypto_provider().unwrap();
    let mut keys = KeysManager::new();
    keys.add_key(load_private_key(key.private_pem(), None).unwrap());
    bergshamra::sign(&DsigContext::new(keys).with_insecure(true), laid_out).unwrap()
}

/// Signs a list in the usual way.
pub fn sign(xml: &str, key: &Key) -> String {
    let how = How { method: key.signature_algorithm(), ..How::default() };
    fill(&how.laid_out(xml, LIST, key), key)
}

/// Fills in the signature of what is laid out, by `xmlsec1`.
pub fn fill_by_xmlsec1(laid_out: &str, key: &Key) -> String {
    let folder = tempfile::tempdir().unwrap();
    let (document, private) = (folder.path().join("list.xml"), folder.path().join("key.pem"));
    std::fs::write(&document, laid_out).unwrap();
    std::fs::write(&private, key.private_pem()).unwrap();
    let ids =
        ["EntitiesDescriptor", "EntityDescriptor"].map(|name| ["--id-attr:ID".to_owned(), name_in_metadata(name)]);
    let done = Command::new("xmlsec1")
        .args(["--sign", "--privkey-pem"])
        .arg(private)
        .args(ids.concat())
        .arg(document)
        .output()
        .unwrap_or_else(|error| panic!("xmlsec1, which infra/setup.sh test installs: {error}"));
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8(done.stdout).unwrap()
}

fn name_in_metadata(name: &str) -> String {
    format!("{}:{name}", names::METADATA)
}
