//! The way there, read as a provider reads it.

use base64::{Engine, engine::general_purpose::STANDARD};
use saml::{Ask, Binding, Connection, Key, NameFormat, Provider, ServiceProvider, Start, StartError, Way, names};
use saml_rs::{
    binding::deflate_raw_decode,
    crypto::{verify_message_signature, verify_signature},
};

use crate::{
    idp::{description, open},
    support::{ACS, ENTITY, KEYS, PROVIDER, SCOPE, now},
};

fn ask(binding: Binding) -> Ask {
    Ask {
        random: [0xab; 20],
        relay_state: "key-of-the-request".into(),
        classes: vec![names::LOA3.into(), "urn:with&amp".into()],
        force: true,
        name: NameFormat::Persistent,
        binding: Some(binding),
        now: now(),
    }
}

fn own(signing: &Key) -> ServiceProvider {
    ServiceProvider::new(ENTITY, ACS, signing.clone(), vec![KEYS.own.clone()]).unwrap()
}

/// A parameter of an address, decoded.
fn parameter(url: &str, name: &str) -> String {
    let query = url.split_once('?').unwrap().1;
    let raw = query.split('&').find_map(|part| part.strip_prefix(&format!("{name}="))).unwrap();
    let (mut bytes, mut left) = (Vec::new(), raw.bytes());
    while let Some(byte) = left.next() {
        bytes.push(if byte == b'%' {
            let hex = [left.next().unwrap(), left.next().unwrap()];
            u8::from_str_radix(str::from_utf8(&hex).unwrap(), 16).unwrap()
        } else {
            byte
        });
    }
    String::from_utf8(bytes).unwrap()
}

fn assert_asks(xml: &str, start: &Start, destination: &str) {
    let id = format!("_{}", "ab".repeat(20));
    assert_eq!((start.id.as_str(), start.pending.id.as_str()), (id.as_str(), id.as_str()));
    for part in [
        format!(r#"ID="{id}""#),
        r#"IssueInstant="2026-11-22T12:00:00Z""#.into(),
        format!(r#"Destination="{destination}""#),
        r#"ForceAuthn="true""#.into(),
        format!(r#"AssertionConsumerServiceURL="{ACS}""#),
        format!(r#"<samlp:NameIDPolicy Format="{}" AllowCreate="true"/>"#, names::PERSISTENT),
        format!(
            r#"<samlp:RequestedAuthnContext Comparison="exact"><saml:AuthnContextClassRef>{}</saml:AuthnContextClassRef>"#,
            names::LOA3
        ),
        "urn:with&amp;amp".into(),
        format!("<saml:Issuer>{ENTITY}</saml:Issuer>"),
    ] {
        assert!(xml.contains(&part), "{part} in {xml}");
    }
}

#[test]
fn a_request_in_an_address_is_signed() {
    for key in [&KEYS.own, &KEYS.elliptic] {
        let start = own(key).start(&open(), ask(Binding::Redirect)).unwrap();
        let Way::Redirect(url) = &start.way else { panic!("not a redirect") };
        assert!(url.starts_with("https://idp.orebro.example/idp/sso?SAMLRequest="));
        let packed = STANDARD.decode(parameter(url, "SAMLRequest")).unwrap();
        let xml = String::from_utf8(deflate_raw_decode(&packed).unwrap()).unwrap();
        assert_asks(&xml, &start, "https://idp.orebro.example/idp/sso");
        assert_eq!(parameter(url, "RelayState"), "key-of-the-request");
        assert_eq!(parameter(url, "SigAlg"), key.signature_algorithm());
        let (signed, _) = url.split_once('?').unwrap().1.split_once("&Signature=").unwrap();
        let verify = |signed: &str, key: &Key| {
            verify_message_signature(
                signed,
                &parameter(url, "Signature"),
                &key.certificate().pem(),
                key.signature_algorithm(),
            )
        };
        assert!(verify(signed, key).unwrap());
        assert!(!verify(&signed.replace("key-of", "key-0f"), key).unwrap_or(false));
    }
}

#[test]
fn a_request_in_a_form_is_signed() {
    for key in [&KEYS.own, &KEYS.elliptic] {
        let start = own(key).start(&open(), ask(Binding::Post)).unwrap();
        let Way::Post { url, fields } = &start.way else { panic!("not a form") };
        assert_eq!(url, "https://idp.orebro.example/idp/post");
        assert_eq!(fields[1], ("RelayState", "key-of-the-request".to_owned()));
        let xml = String::from_utf8(STANDARD.decode(&fields[0].1).unwrap()).unwrap();
        assert_asks(&xml, &start, url);
        let keys = [key.certificate().base64()];
        assert!(verify_signature(&xml, &keys).unwrap().0);
        assert!(!verify_signature(&xml.replace("loa3", "loa2"), &keys).unwrap().0);
    }
}

#[test]
fn a_name_of_another_kind() {
    for (name, part) in [
        (NameFormat::Transient, format!(r#"<samlp:NameIDPolicy Format="{}" AllowCreate"#, names::TRANSIENT)),
        (NameFormat::Any, r#"<samlp:NameIDPolicy AllowCreate="true"/>"#.to_owned()),
    ] {
        let start = own(&KEYS.own).start(&open(), Ask { name, ..ask(Binding::Post) }).unwrap();
        let Way::Post { fields, .. } = &start.way else { panic!("not a form") };
        let xml = String::from_utf8(STANDARD.decode(&fields[0].1).unwrap()).unwrap();
        assert!(xml.contains(&part), "{xml}");
    }
}

#[test]
fn what_is_kept_is_what_was_asked() {
    let start = own(&KEYS.own).start(&open(), Ask { binding: None, ..ask(Binding::Post) }).unwrap();
    assert!(matches!(start.way, Way::Redirect(_)));
    let elliptic = own(&KEYS.elliptic).start(&open(), Ask { binding: None, ..ask(Binding::Post) }).unwrap();
    assert!(matches!(elliptic.way, Way::Post { .. }));
    let pending = start.pending;
    assert_eq!((pending.provider.as_str(), pending.relay_state.as_str()), (PROVIDER, "key-of-the-request"));
    assert_eq!((pending.classes.len(), pending.force, pending.at), (2, true, now()));
}

#[test]
fn what_can_not_be_asked() {
    let refused = |connection: &Connection, ask: Ask| own(&KEYS.own).start(connection, ask).map(|_| ()).unwrap_err();
    let good = || ask(Binding::Redirect);
    for relay_state in ["", "with space", "å", &"a".repeat(81)] {
        assert_eq!(refused(&open(), Ask { relay_state: relay_state.into(), ..good() }), StartError::RelayState);
    }
    assert_eq!(refused(&open(), Ask { classes: vec![names::LOA4.into()], ..good() }), StartError::NotCertified);
    let mut expired = open();
    expired.provider.valid_until = Some(now());
    assert_eq!(refused(&expired, good()), StartError::MetadataExpired);
    let text = description(&[&KEYS.provider], &[SCOPE], &[]).replace(names::REDIRECT, names::POST);
    let only_post = Connection { provider: Provider::read(&text).unwrap(), ..open() };
    assert_eq!(refused(&only_post, good()), StartError::Binding);
    assert!(own(&KEYS.own).start(&only_post, Ask { binding: None, ..good() }).is_ok());
    for address in
        ["http://portal.example/acs", "https://", "https://a@b/", "https://a.example/#b", "javascript:alert(1)"]
    {
        assert!(ServiceProvider::new(ENTITY, address, KEYS.own.clone(), vec![KEYS.own.clone()]).is_err(), "{address}");
    }
    assert!(ServiceProvider::new("", ACS, KEYS.own.clone(), vec![KEYS.own.clone()]).is_err());
}
