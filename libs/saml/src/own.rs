//! Our own metadata, from a template of our own (Metadata 2.4.4; Sweden Connect 2.1.1 and 2.1.2).
//!
//! They are not signed here: federations sign what they publish and take ours over their own channels.

use chrono::{DateTime, TimeDelta, Utc};

use crate::{
    Binding, Certificate, ServiceProvider, instant, names,
    xml::{each, escape},
};

/// A text in both languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Both {
    /// In Swedish.
    pub sv: String,
    /// In English.
    pub en: String,
}

/// A picture of ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnLogo {
    /// Where.
    pub address: String,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
}

/// Whom to ask about us.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnContact {
    /// For what.
    pub kind: ContactKind,
    /// Their organisation.
    pub company: String,
    /// Their name: a function, not a person.
    pub name: String,
    /// Their address, without `mailto:`.
    pub mail: String,
}

/// For what a contact is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ContactKind {
    /// Technical matters.
    Technical,
    /// Help for users.
    Support,
    /// Incidents, by the REFEDS extension.
    Security,
}

/// What our metadata tell beside what [`ServiceProvider`] knows.
#[derive(Debug, Clone)]
pub struct Own {
    /// The name that users see at the provider.
    pub name: Both,
    /// One sentence.
    pub description: Both,
    /// Our site.
    pub information: Both,
    /// What we do with what we are told about people.
    pub privacy: Both,
    /// Pictures.
    pub logos: Vec<OwnLogo>,
    /// Whose the service is.
    pub organisation: Both,
    /// Their site.
    pub organisation_url: Both,
    /// Whom to ask.
    pub contacts: Vec<OwnContact>,
    /// Entity categories, such as `http://id.elegnamnden.se/ec/1.0/loa3-pnr`.
    pub categories: Vec<String>,
    /// Where we take messages about signing out.
    pub sign_out: Vec<(Binding, String)>,
    /// Where a discovery service sends the browser back, if one is used.
    pub discovery: Option<String>,
    /// Further certificates to sign with: the next one, before it is used, or the last one, just after.
    pub also_signing: Vec<Certificate>,
    /// Until when to use the description.
    pub valid_until: Option<DateTime<Utc>>,
    /// How long to keep it.
    pub cache_for: Option<TimeDelta>,
}

impl ServiceProvider {
    /// Writes our metadata.
    ///
    /// Of two keys to decrypt with only the first, new one stands there: that is how a rollover goes (Sweden Connect 2.1.1.2).
    /// Assertions need no signature of their own, since the response around them is always signed (2.1.2).
    pub fn metadata(&self, own: &Own) -> String {
        let until = own.valid_until.map_or_else(String::new, |at| format!(r#" validUntil="{}""#, instant::write(at)));
        let keep = own
            .cache_for
            .map_or_else(String::new, |length| format!(r#" cacheDuration="{}""#, instant::write_duration(length)));
        [
            format!(r#"<?xml version="1.0" encoding="UTF-8"?>{}"#, "\n"),
            format!(r#"<md:EntityDescriptor xmlns:md="{}" entityID="{}"{until}{keep}>"#, names::METADATA, escape(&self.entity_id)),
            categories(&own.categories),
            format!(
                r#"<md:SPSSODescriptor AuthnRequestsSigned="true" WantAssertionsSigned="false" protocolSupportEnumeration="{}">"#,
                names::PROTOCOL
            ),
            format!("<md:Extensions>{}{}</md:Extensions>", ui(own), discovery(own)),
            self.keys(own),
            each(&own.sign_out, sign_out),
            format!("<md:NameIDFormat>{}</md:NameIDFormat>", names::PERSISTENT),
            format!("<md:NameIDFormat>{}</md:NameIDFormat>", names::TRANSIENT),
            format!(
                r#"<md:AssertionConsumerService Binding="{}" Location="{}" index="0" isDefault="true"/>"#,
                names::POST,
                escape(&self.acs)
            ),
            "</md:SPSSODescriptor>".into(),
            organisation(own),
            each(&own.contacts, contact),
            "</md:EntityDescriptor>\n".into(),
        ]
        .concat()
    }

    fn keys(&self, own: &Own) -> String {
        let signing = std::iter::once(self.signing.certificate()).chain(&own.also_signing);
        let signing = each(signing, |certificate| key_descriptor("signing", certificate, ""));
        let methods = names::CONTENT_ENCRYPTION.iter().chain([&names::RSA_OAEP]);
        let methods = each(methods, |uri| format!(r#"<md:EncryptionMethod Algorithm="{uri}"/>"#));
        let newest = self.decryption.iter().take(1);
        signing + &each(newest, |newest| key_descriptor("encryption", newest.certificate(), &methods))
    }
}

/// A key as metadata carry it.
pub(crate) fn key_descriptor(purpose: &str, certificate: &Certificate, methods: &str) -> String {
    format!(
        concat!(
            r#"<md:KeyDescriptor use="{}"><ds:KeyInfo xmlns:ds="{}"><ds:X509Data><ds:X509Certificate>{}</ds:X509Certificate>"#,
            "</ds:X509Data></ds:KeyInfo>{}</md:KeyDescriptor>",
        ),
        purpose,
        names::DSIG,
        certificate.base64(),
        methods
    )
}

fn categories(all: &[String]) -> String {
    if all.is_empty() {
        return String::new();
    }
    let values = each(all, |uri| format!("<saml:AttributeValue>{}</saml:AttributeValue>", escape(uri)));
    format!(
        concat!(
            r#"<md:Extensions><mdattr:EntityAttributes xmlns:mdattr="{}"><saml:Attribute xmlns:saml="{}" Name="{}" NameFormat="{}">"#,
            "{}</saml:Attribute></mdattr:EntityAttributes></md:Extensions>",
        ),
        names::ENTITY_ATTRIBUTES,
        names::ASSERTION,
        names::ENTITY_CATEGORY,
        names::URI_FORMAT,
        values
    )
}

/// An element in both languages.
fn both(name: &str, text: &Both) -> String {
    format!(r#"<{name} xml:lang="sv">{}</{name}><{name} xml:lang="en">{}</{name}>"#, escape(&text.sv), escape(&text.en))
}

/// In the order of the schema.
fn ui(own: &Own) -> String {
    let logos = each(&own.logos, |logo| {
        let address = escape(&logo.address);
        format!(r#"<mdui:Logo height="{}" width="{}">{address}</mdui:Logo>"#, logo.height, logo.width)
    });
    format!(
        r#"<mdui:UIInfo xmlns:mdui="{}">{}{}{logos}{}{}</mdui:UIInfo>"#,
        names::UI,
        both("mdui:DisplayName", &own.name),
        both("mdui:Description", &own.description),
        both("mdui:InformationURL", &own.information),
        both("mdui:PrivacyStatementURL", &own.privacy),
    )
}

fn discovery(own: &Own) -> String {
    own.discovery.as_ref().map_or_else(String::new, |address| {
        format!(
            r#"<idpdisc:DiscoveryResponse xmlns:idpdisc="{0}" Binding="{0}" Location="{1}" index="0"/>"#,
            names::DISCOVERY,
            escape(address)
        )
    })
}

fn sign_out((binding, address): &(Binding, String)) -> String {
    format!(r#"<md:SingleLogoutService Binding="{}" Location="{}"/>"#, binding.uri(), escape(address))
}

fn organisation(own: &Own) -> String {
    format!(
        "<md:Organization>{}{}{}</md:Organization>",
        both("md:OrganizationName", &own.organisation),
        both("md:OrganizationDisplayName", &own.organisation),
        both("md:OrganizationURL", &own.organisation_url),
    )
}

fn contact(contact: &OwnContact) -> String {
    let kind = match contact.kind {
        ContactKind::Technical => r#"contactType="technical""#.to_owned(),
        ContactKind::Support => r#"contactType="support""#.to_owned(),
        ContactKind::Security => format!(
            r#"contactType="other" xmlns:remd="{0}" remd:contactType="{0}/contactType/security""#,
            names::REFEDS
        ),
    };
    format!(
        concat!(
            "<md:ContactPerson {}><md:Company>{}</md:Company><md:GivenName>{}</md:GivenName>",
            "<md:EmailAddress>mailto:{}</md:EmailAddress></md:ContactPerson>",
        ),
        kind,
        escape(&contact.company),
        escape(&contact.name),
        escape(&contact.mail)
    )
}
