//! Reading providers' metadata, and our own as another program would read them.

use chrono::{DateTime, TimeDelta};
use saml::{
    Binding, Certificate, Key, Provider, PublicKey,
    keys::{KeyError, Kind},
    metadata::{LONGEST, MetadataError, signed_by},
    names,
    own::{Both, ContactKind, Own, OwnContact, OwnLogo},
};

use crate::{
    idp::{description, sign},
    support::{ACS, ENTITY, KEYS, PROVIDER, SCOPE, now, own_with},
};

fn good() -> String {
    description(&[&KEYS.provider, &KEYS.elliptic], &[SCOPE, "orebro.example"], &[names::LOA3])
}

fn refused(text: &str) -> &'static str {
    Provider::read(text).map_or_else(|error| error.code(), |_| "accepted")
}

#[test]
fn a_providers_description_is_read() {
    let ui = concat!(
        r#"<mdui:UIInfo xmlns:mdui="urn:oasis:names:tc:SAML:metadata:ui"><mdui:DisplayName xml:lang="sv">Örebro &amp; Kumla</mdui:DisplayName>"#,
        r#"<mdui:DisplayName xml:lang="en">Örebro and Kumla</mdui:DisplayName><mdui:Description xml:lang="sv">Inloggning</mdui:Description>"#,
        r#"<mdui:Logo height="16" width="20">https://idp.orebro.example/logo.svg</mdui:Logo><mdui:Logo>javascript:alert(1)</mdui:Logo></mdui:UIInfo>"#,
    );
    let more = concat!(
        r#"<md:Organization><md:OrganizationName xml:lang="sv">Örebro kommun</md:OrganizationName><md:OrganizationDisplayName xml:lang="sv">Örebro"#,
        r#"</md:OrganizationDisplayName><md:OrganizationURL xml:lang="sv">https://orebro.example</md:OrganizationURL></md:Organization>"#,
        r#"<md:ContactPerson contactType="technical"><md:GivenName>Drift</md:GivenName><md:EmailAddress>mailto:drift@orebro.example</md:EmailAddress></md:ContactPerson>"#,
        r#"<md:ContactPerson contactType="other" xmlns:remd="http://refeds.org/metadata" remd:contactType="http://refeds.org/metadata/contactType/security"><md:EmailAddress>x@y</md:EmailAddress></md:ContactPerson></md:EntityDescriptor>"#,
    );
    let info = r#"<md:Extensions><mdrpi:RegistrationInfo xmlns:mdrpi="urn:oasis:names:tc:SAML:metadata:rpi" registrationAuthority="https://federation.example" registrationInstant="2020-01-01T00:00:00Z"/>"#;
    let text = good()
        .replacen("<md:Extensions>", info, 1)
        .replacen("<shibmd:Scope", &format!("{ui}<shibmd:Scope"), 1)
        .replace("</md:EntityDescriptor>", more)
        .replacen("entityID", r#"validUntil="2026-12-01T00:00:00Z" cacheDuration="PT6H" entityID"#, 1)
        .replace("IDPSSODescriptor protocol", r#"IDPSSODescriptor WantAuthnRequestsSigned="true" protocol"#);
    let provider = Provider::read(&text).unwrap();
    assert_eq!(provider.entity_id, PROVIDER);
    assert_eq!(provider.sign_in.iter().map(|at| at.binding).collect::<Vec<_>>(), [Binding::Redirect, Binding::Post]);
    assert_eq!(provider.scopes, [SCOPE, "orebro.example"]);
    assert_eq!(provider.certified, [names::LOA3]);
    assert!(provider.wants_signed_requests);
    assert_eq!(
        provider.signing.iter().map(Certificate::key).collect::<Vec<_>>(),
        [PublicKey::Rsa(3072), PublicKey::Ec(256)]
    );
    assert_eq!(provider.first_certificate_ends(), Some(now() + TimeDelta::days(365)));
    assert_eq!(provider.cache_for, Some(TimeDelta::hours(6)));
    let until: DateTime<chrono::Utc> = "2026-12-01T00:00:00Z".parse().unwrap();
    assert!(provider.is_valid(until - TimeDelta::seconds(1)) && !provider.is_valid(until));
    assert_eq!((provider.ui.name.sv(), provider.ui.name.en()), (Some("Örebro & Kumla"), Some("Örebro and Kumla")));
    assert_eq!(provider.ui.description.best("en"), Some("Inloggning"));
    let logos: Vec<_> = provider.ui.logos.iter().map(|logo| (logo.address.as_str(), logo.width)).collect();
    assert_eq!(logos, [("https://idp.orebro.example/logo.svg", Some(20))]);
    assert_eq!(provider.organisation.unwrap().display_name.sv(), Some("Örebro"));
    assert_eq!(
        provider.contacts.iter().map(|contact| contact.kind.as_str()).collect::<Vec<_>>(),
        ["technical", "security"]
    );
    assert_eq!(provider.contacts[0].mail, ["drift@orebro.example"]);
    assert_eq!(provider.registration.unwrap().authority, "https://federation.example");
}

#[test]
fn the_recorded_one_too() {
    let provider = Provider::read(include_str!("../data/idp-metadata.xml")).unwrap();
    assert_eq!((provider.signing.len(), provider.scopes.len(), provider.sign_out.len()), (2, 0, 1));
    let expected = Certificate::from_pem(include_str!("../data/idp.crt")).unwrap();
    assert_eq!(provider.signing[0], expected);
}

#[test]
fn no_usable_signing_key_no_provider() {
    let good = good();
    assert_eq!(refused(&good), "accepted");
    assert_eq!(refused(&description(&[], &[SCOPE], &[])), "metadata-no-signing-key");
    assert_eq!(refused(&good.replace(r#"use="signing""#, r#"use="encryption""#)), "metadata-no-signing-key");
    assert_eq!(refused(&good.replace("X509Certificate>MII", "X509Certificate>AAA")), "metadata-no-signing-key");
    // Two certificates for one key: a chain, of which nobody says which one signs.
    let chain = format!("<ds:X509Certificate>{}</ds:X509Certificate></ds:X509Data>", KEYS.other.certificate().base64());
    assert_eq!(refused(&good.replace("</ds:X509Data>", &chain)), "metadata-no-signing-key");
    // One of two is usable, and it is told why the other is not.
    let half = good.replacen("X509Certificate>MII", "X509Certificate>AAA", 1);
    let provider = Provider::read(&half).unwrap();
    assert_eq!((provider.signing.len(), provider.passed_over.len()), (1, 1));
}

#[test]
fn weak_keys_are_not_taken() {
    // RSA with 1024 bits, made for this test by another program; nobody has its private half.
    let weak = include_str!("weak.crt");
    let error = Certificate::from_pem(weak).unwrap_err();
    assert!(error.to_string().contains("RSA of 1024 bits"), "{error}");
}

#[test]
fn a_scope_that_is_a_pattern_is_refused_as_such() {
    let text = good();
    assert_eq!(refused(&text.replacen(r#"regexp="false""#, r#"regexp="true""#, 1)), "metadata-scope-pattern");
    assert_eq!(refused(&text.replacen(r#"regexp="false""#, r#"regexp="1""#, 1)), "metadata-scope-pattern");
    assert_eq!(refused(&text.replace(r#"regexp="false""#, "")), "accepted");
    assert_eq!(refused(&text.replace(r#"regexp="false""#, r#"regexp="0""#)), "accepted");
    for scope in ["", " ", "a@b", "a b"] {
        assert_eq!(refused(&description(&[&KEYS.provider], &[scope], &[])), "metadata-scope", "{scope:?}");
    }
}

#[test]
fn what_is_no_provider_is_refused() {
    let text = good();
    let with = |from: &str, to: &str| refused(&text.replacen(from, to, 1));
    assert_eq!(with("IDPSSODescriptor", "SPSSODescriptor"), "metadata-malformed");
    assert_eq!(refused(&text.replace("IDPSSODescriptor", "SPSSODescriptor")), "metadata-not-a-provider");
    assert_eq!(with(names::PROTOCOL, "urn:oasis:names:tc:SAML:1.1:protocol"), "metadata-not-a-provider");
    assert_eq!(refused(&text.replace("EntityDescriptor", "EntitiesDescriptor")), "metadata-not-a-provider");
    assert_eq!(with(PROVIDER, ""), "metadata-entity-id");
    assert_eq!(refused(&text.replace("SingleSignOnService", "AssertionIDRequestService")), "metadata-no-sign-in");
    assert_eq!(with("https://idp.orebro.example/idp/sso", "http://idp.orebro.example/idp/sso"), "metadata-address");
    assert_eq!(with("https://idp.orebro.example/idp/sso", "javascript:alert(1)"), "metadata-address");
    assert_eq!(with("entityID", r#"validUntil="soon" entityID"#), "metadata-date");
    assert_eq!(refused(&format!("<!DOCTYPE x>{text}")), "metadata-dtd");
    assert_eq!(refused(&format!("{text}{}", " ".repeat(LONGEST))), "metadata-too-large");
    assert_eq!(refused(&format!("{text}{text}")), "metadata-malformed");
}

#[test]
fn a_signature_over_metadata_is_checked_when_asked() {
    let text = good().replacen("entityID", r#"ID="_metadata" entityID"#, 1);
    let signed = sign(&text, "_metadata", ">", &KEYS.own);
    let keys = |key: &Key| vec![key.certificate().clone()];
    assert_eq!(signed_by(&signed, &keys(&KEYS.own)), Ok(()));
    let changed = signed.replace(SCOPE, "2120000142");
    for (text, key) in [(&signed, &KEYS.other), (&text, &KEYS.own), (&changed, &KEYS.own)] {
        assert!(matches!(signed_by(text, &keys(key)), Err(MetadataError::Signature(_))));
    }
}

fn told() -> Own {
    let both = |sv: &str, en: &str| Both { sv: sv.into(), en: en.into() };
    let contact = |kind| OwnContact {
        kind,
        company: "Sambruk".into(),
        name: "<Drift & \"stöd\">".into(),
        mail: "drift@sambruk.example".into(),
    };
    Own {
        name: both("Sambruk <portalen> & \"mer\"", "Sambruk's portal"),
        description: both("Delade tjänster", "Shared services"),
        information: both("https://sambruk.example/sv", "https://sambruk.example/en"),
        privacy: both("https://sambruk.example/sv/p", "https://sambruk.example/en/p"),
        logos: vec![OwnLogo { address: "https://sambruk.example/logo.svg?a=1&b=2".into(), width: 20, height: 16 }],
        organisation: both("Föreningen Sambruk", "Sambruk"),
        organisation_url: both("https://sambruk.example/sv", "https://sambruk.example/en"),
        contacts: vec![contact(ContactKind::Technical), contact(ContactKind::Support), contact(ContactKind::Security)],
        categories: vec!["http://id.elegnamnden.se/ec/1.0/loa3-pnr".into()],
        sign_out: vec![(Binding::Redirect, "https://portal.sambruk.example/saml/slo".into())],
        discovery: Some("https://portal.sambruk.example/saml/disco".into()),
        also_signing: vec![KEYS.elliptic.certificate().clone()],
        valid_until: Some(now() + TimeDelta::days(7)),
        cache_for: Some(TimeDelta::hours(6)),
    }
}

#[test]
fn our_own_metadata_say_what_we_are() {
    let text = own_with(vec![KEYS.own.clone(), KEYS.own_old.clone()]).metadata(&told());
    let found = saml_rs::SpDescriptor::from_metadata_xml(&text, saml_rs::MetadataTrustPolicy::UnsignedForCompatibility)
        .unwrap();
    assert_eq!(found.entity_id().as_str(), ENTITY);
    for part in [
        r#"AuthnRequestsSigned="true" WantAssertionsSigned="false""#.to_owned(),
        format!(r#"Location="{ACS}" index="0" isDefault="true""#),
        "Sambruk &lt;portalen&gt; &amp; &quot;mer&quot;".into(),
        "logo.svg?a=1&amp;b=2".into(),
        "http://refeds.org/metadata/contactType/security".into(),
        r#"validUntil="2026-11-29T12:00:00Z" cacheDuration="PT21600S""#.into(),
        "idpdisc:DiscoveryResponse".into(),
        "http://id.elegnamnden.se/ec/1.0/loa3-pnr".into(),
    ] {
        assert!(text.contains(&part), "{part}");
    }
    for algorithm in names::CONTENT_ENCRYPTION.iter().chain([&names::RSA_OAEP]) {
        assert!(text.contains(algorithm));
    }
    assert_eq!(text.matches(r#"use="signing""#).count(), 2);
    // During a rollover only the new key to encrypt to.
    assert_eq!(text.matches(r#"use="encryption""#).count(), 1);
    assert!(!text.contains(&KEYS.own_old.certificate().base64()));
    assert!(!text.contains("PRIVATE"));
}

#[test]
fn keys_are_made_and_read_back() {
    let (from, to) = (now(), now() + TimeDelta::days(730));
    for kind in [Kind::Rsa3072, Kind::P256] {
        let key = Key::make(kind, "Sambruk, signering", from, to).unwrap();
        assert!(key.private_pem().starts_with("-----BEGIN PRIVATE KEY-----"));
        assert_eq!((key.certificate().not_before(), key.certificate().not_after()), (from, to));
        assert!(key.certificate().subject().contains("Sambruk"));
        assert_eq!(key.can_decrypt(), kind == Kind::Rsa3072);
        let again = Key::from_pem(key.private_pem(), &key.certificate().pem()).unwrap();
        assert_eq!(again.certificate(), key.certificate());
        assert!(matches!(Key::from_pem(key.private_pem(), &KEYS.other.certificate().pem()), Err(KeyError::Mismatch)));
        assert!(!format!("{key:?}").contains("PRIVATE"));
    }
    let old = KEYS.own.private_pem().replace("PRIVATE KEY", "RSA PRIVATE KEY");
    assert!(matches!(Key::from_pem(&old, &KEYS.own.certificate().pem()), Err(KeyError::Private(_))));
}
