//! A municipality's SAML provider that signs what a test wants. What it says about signing out is made by our own library, seen from there.

use std::sync::LazyLock;

use base64::{Engine, engine::general_purpose::STANDARD};
use bergshamra::{DsigContext, KeysManager};
use chrono::{DateTime, TimeDelta, Utc};
use platform::clock::Clock;
use reqwest::{Method, Url};
use saml::{
    Binding, Connection, Encryption, Key, Provider, Scopes, ServiceProvider, Way,
    keys::Kind,
    logout::{Leave, Leaver, PendingLeave},
    names,
};
use testbed::{Answer, Bed, Browser};

use crate::connections::{id_of, made};

pub const SLO: &str = "/identity/saml/slo";
const THERE: &str = "https://idp.sandviken.example";

fn make(kind: Kind) -> Key {
    let now = Clock::System.now();
    Key::make(kind, "provider", now - TimeDelta::days(1), now + TimeDelta::days(365)).unwrap()
}

/// Keys take long to make without optimisation, so these are made once.
static KEY: LazyLock<Key> = LazyLock::new(|| make(Kind::Rsa3072));
/// Somebody else's.
static OTHER: LazyLock<Key> = LazyLock::new(|| make(Kind::Rsa3072));

pub struct Idp {
    entity: String,
    key: &'static Key,
    /// Itself, as our library sees whoever speaks SAML.
    side: ServiceProvider,
    /// The platform, as it sees us.
    us: Connection,
    pub now: DateTime<Utc>,
}

fn time(at: DateTime<Utc>) -> String {
    at.format("%Y-%m-%dT%H:%M:%SZ").to_string()
}

fn description(entity: &str, certificate: &str, slo: &str) -> String {
    format!(
        concat!(
            r#"<md:EntityDescriptor xmlns:md="{md}" entityID="{entity}"><md:IDPSSODescriptor protocolSupportEnumeration="{protocol}">"#,
            r#"<md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="{ds}"><ds:X509Data><ds:X509Certificate>{certificate}"#,
            r#"</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>"#,
            r#"<md:SingleLogoutService Binding="{redirect}" Location="{slo}"/><md:SingleLogoutService Binding="{post}" Location="{slo}"/>"#,
            r#"<md:SingleSignOnService Binding="{redirect}" Location="{there}/sso"/></md:IDPSSODescriptor></md:EntityDescriptor>"#,
        ),
        md = names::METADATA,
        entity = entity,
        protocol = names::PROTOCOL,
        ds = names::DSIG,
        certificate = certificate,
        redirect = names::REDIRECT,
        post = names::POST,
        slo = slo,
        there = THERE,
    )
}

impl Idp {
    /// One of that name; `strange`: with a key that nobody connected.
    pub async fn new(bed: &Bed, name: &str, strange: bool) -> Self {
        let ours = bed.browser().get("/identity/saml/metadata").await.body;
        assert!(ours.contains("SingleLogoutService") && ours.contains(&bed.url(SLO)), "{ours}");
        let (_, rest) = ours.split_once("<ds:X509Certificate>").unwrap();
        let us = description(&bed.url("/identity/saml/metadata"), rest.split('<').next().unwrap(), &bed.url(SLO));
        let us = Provider::read(&us).unwrap();
        let entity = format!("{THERE}/{name}");
        let key: &'static Key = if strange { &OTHER } else { &KEY };
        let side = ServiceProvider::new(&entity, "https://idp.sandviken.example/acs", key.clone(), vec![key.clone()]);
        let us = Connection { provider: us, encryption: Encryption::Forbidden, scopes: Scopes::Declared };
        Self { entity, key, side: side.unwrap(), us, now: bed.service("identity").clock.now() }
    }

    /// The same, but for where it believes that the platform takes messages about signing out.
    pub fn to(&self, slo: &str) -> Self {
        let mut us = self.us.clone();
        for place in &mut us.provider.sign_out {
            slo.clone_into(&mut place.location);
        }
        let (entity, side) = (self.entity.clone(), self.side.clone());
        Self { entity, side, us, key: self.key, now: self.now }
    }

    fn metadata(&self) -> String {
        description(&self.entity, &self.key.certificate().base64(), &format!("{THERE}/slo"))
    }

    /// Connects it and switches it on; whoever comes from it is a reader. Tells the connection's address.
    pub async fn connect(&self, kim: &Browser) -> String {
        let metadata = self.metadata();
        let fields = [("protocol", "saml"), ("label", "Skola"), ("metadata", &metadata), ("encrypted", "")];
        let place = made(kim, &fields[..3]).await;
        let page = kim.get(&place).await.body;
        assert!(page.contains(SLO), "the page says where sign-outs go: {page}");
        let trial = format!("/identity/start?provider={}&trial=on", id_of(&place));
        let trial = self.way(kim, &trial, "kim", "trial").await;
        assert!(trial.body.contains("Provet gick bra"), "{}", trial.body);
        let live = kim.send_only(&format!("{place}/switch"), &[("state", "live")]).await;
        assert_eq!(live.location(), Some(place.as_str()), "{}", live.body);
        let rule = [("attribute", "groups"), ("value", "Alla"), ("role", "reader"), ("service", "")];
        let ruled = kim.send_only(&format!("{place}/rules"), &rule).await;
        assert_eq!(ruled.location(), Some(format!("{place}#rules").as_str()), "{}", ruled.body);
        place
    }

    /// Signs somebody in through the connection, under a name and a session of the provider's.
    pub async fn sign_in(&self, bed: &Bed, place: &str, name: &str, index: &str) -> Browser {
        let browser = bed.browser();
        let home = self.through(&browser, place, name, index).await;
        assert!(home.status.is_success() && signed_in(&browser).await, "{} {}", home.status, home.body);
        browser
    }

    /// The whole way of a sign-in, and where it ends.
    pub async fn through(&self, browser: &Browser, place: &str, name: &str, index: &str) -> Answer {
        self.way(browser, &format!("/identity/start?provider={}&return=/", id_of(place)), name, index).await
    }

    async fn way(&self, browser: &Browser, start: &str, name: &str, index: &str) -> Answer {
        let way = browser.request(Method::GET, start, None).await;
        let there = Url::parse(way.location().unwrap_or_else(|| panic!("{} {}", way.status, way.body))).unwrap();
        let sent = |wanted: &str| there.query_pairs().find(|(known, _)| known == wanted).unwrap().1.into_owned();
        let packed = STANDARD.decode(sent("SAMLRequest")).unwrap();
        let request = saml_rs::binding::deflate_raw_decode_with_limit(&packed, 64 * 1024).unwrap();
        let request = String::from_utf8(request).unwrap();
        let value = |attribute: &str| {
            let (_, rest) = request.split_once(&format!(" {attribute}=\"")).unwrap();
            rest.split('"').next().unwrap().to_owned()
        };
        let response = self.response(&value("ID"), &value("AssertionConsumerServiceURL"), name, index);
        let fields = [("SAMLResponse", STANDARD.encode(response)), ("RelayState", sent("RelayState"))];
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        browser.send("/identity/saml/acs", &fields).await
    }

    fn response(&self, request: &str, acs: &str, name: &str, index: &str) -> String {
        let (now, end) = (time(self.now), time(self.now + TimeDelta::minutes(5)));
        let attributes = [("displayName", name), ("groups", "Alla")].map(|(name, value)| {
            format!(
                r#"<saml:Attribute Name="{name}"><saml:AttributeValue>{value}</saml:AttributeValue></saml:Attribute>"#
            )
        });
        let plain = format!(
            concat!(
                r#"<samlp:Response xmlns:samlp="{protocol}" xmlns:saml="{ns}" ID="_r{id}" Version="2.0" IssueInstant="{now}" "#,
                r#"Destination="{acs}" InResponseTo="{request}"><saml:Issuer>{issuer}</saml:Issuer>"#,
                r#"<samlp:Status><samlp:StatusCode Value="{success}"/></samlp:Status>"#,
                r#"<saml:Assertion ID="_a{id}" Version="2.0" IssueInstant="{now}"><saml:Issuer>{issuer}</saml:Issuer>"#,
                r#"<saml:Subject><saml:NameID Format="{persistent}">{name}</saml:NameID>"#,
                r#"<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">"#,
                r#"<saml:SubjectConfirmationData InResponseTo="{request}" NotOnOrAfter="{end}" Recipient="{acs}"/>"#,
                r#"</saml:SubjectConfirmation></saml:Subject><saml:Conditions NotBefore="{now}" NotOnOrAfter="{end}">"#,
                r#"<saml:AudienceRestriction><saml:Audience>{us}</saml:Audience></saml:AudienceRestriction></saml:Conditions>"#,
                r#"<saml:AuthnStatement AuthnInstant="{authenticated}" SessionIndex="{index}"><saml:AuthnContext><saml:AuthnContextClassRef>{class}"#,
                r#"</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>"#,
                r#"<saml:AttributeStatement>{attributes}</saml:AttributeStatement></saml:Assertion></samlp:Response>"#,
            ),
            protocol = names::PROTOCOL,
            ns = names::ASSERTION,
            id = platform::id::random().simple(),
            now = now,
            authenticated = time(self.now + TimeDelta::seconds(1)),
            acs = acs,
            request = request,
            issuer = self.entity,
            success = names::SUCCESS,
            persistent = names::PERSISTENT,
            name = name,
            end = end,
            us = self.us.provider.entity_id,
            index = index,
            class = names::LOA3,
            attributes = attributes.concat(),
        );
        sign(&plain, self.key)
    }

    /// A request of the provider's to end somebody's sessions, those named or all.
    pub fn asks(&self, name: &str, indexes: &[&str], binding: Binding, now: DateTime<Utc>) -> (Way, PendingLeave) {
        let who = Leaver {
            name_id: name.into(),
            format: Some(names::PERSISTENT.into()),
            name_qualifier: None,
            sp_name_qualifier: None,
            sessions: indexes.iter().map(|index| (*index).to_owned()).collect(),
        };
        let random = std::array::from_fn(|at| platform::id::random().as_bytes()[at % 16]);
        let leave = Leave { random, relay_state: "leaving".into(), who, binding: Some(binding), now };
        self.side.leave(&self.us, leave).unwrap()
    }

    /// How the platform says that it went.
    pub fn answered(&self, pending: &PendingLeave, location: &str) -> Result<saml::logout::Left, saml::Refused> {
        let here = format!("{THERE}/slo");
        let query = location.strip_prefix(&format!("{here}?")).unwrap_or_else(|| panic!("{location}"));
        self.side.left(&self.us, pending, &here, &saml::logout::Arrived::Query(query.into()), self.now)
    }

    /// Reads the platform's request, and answers it; tells whose session it is about, and the address to send the browser to.
    pub fn takes(&self, location: &str, done: bool) -> (Leaver, String) {
        let here = format!("{THERE}/slo");
        let query = location.strip_prefix(&format!("{here}?")).unwrap_or_else(|| panic!("{location}"));
        let arrived = saml::logout::Arrived::Query(query.into());
        let asked = self.side.asked_to_leave(&self.us, &here, &arrived, self.now).unwrap();
        match self.side.answer_leaving(&self.us, &asked, done, [9; 20], self.now).unwrap() {
            Way::Redirect(url) => (asked.who, url),
            Way::Post { .. } => panic!("a form"),
        }
    }
}

/// Whether the browser has a session here that is good.
pub async fn signed_in(browser: &Browser) -> bool {
    browser.request(Method::GET, "/identity/account", None).await.status.is_success()
}

fn sign(plain: &str, key: &Key) -> String {
    saml_rs::crypto::initialize_crypto_provider().unwrap();
    let (_, rest) = plain.split_once(" ID=\"").unwrap();
    let id = rest.split('"').next().unwrap();
    let (before, after) = plain.split_once("<samlp:Status>").unwrap();
    let laid_out = format!(
        concat!(
            r#"{before}<ds:Signature xmlns:ds="{ds}"><ds:SignedInfo><ds:CanonicalizationMethod Algorithm="{exclusive}"/>"#,
            r##"<ds:SignatureMethod Algorithm="{method}"/><ds:Reference URI="#{id}"><ds:Transforms><ds:Transform Algorithm="{enveloped}"/>"##,
            r#"<ds:Transform Algorithm="{exclusive}"/></ds:Transforms><ds:DigestMethod Algorithm="{digest}"/><ds:DigestValue></ds:DigestValue>"#,
            "</ds:Reference></ds:SignedInfo><ds:SignatureValue></ds:SignatureValue></ds:Signature><samlp:Status>{after}",
        ),
        before = before,
        ds = names::DSIG,
        exclusive = names::EXCLUSIVE,
        method = key.signature_algorithm(),
        id = id,
        enveloped = names::ENVELOPED,
        digest = names::SHA256,
        after = after,
    );
    let mut keys = KeysManager::new();
    keys.add_key(saml_rs::crypto::keys::load_private_key(key.private_pem(), None).unwrap());
    bergshamra::sign(&DsigContext::new(keys).with_insecure(true), &laid_out).unwrap()
}
