//! Signing out, in both directions and by both ways. The other side is this library too, seen from there.

use base64::{Engine, engine::general_purpose::STANDARD};
use chrono::TimeDelta;
use saml::{
    Binding, Connection, Key, Provider, ServiceProvider, StartError, Way,
    logout::{Arrived, AskedToLeave, Leave, Leaver, Left, PendingLeave},
    names,
};

use crate::{
    idp::{Answer, PERSON, description, open, sign},
    support::{ACS, ENTITY, KEYS, PROVIDER, SCOPE, now, once, pending},
};

const HERE: &str = "https://idp.orebro.example/idp/slo";
const HERE_POST: &str = "https://idp.orebro.example/idp/slo-post";
const DONE_POST: &str = "https://idp.orebro.example/idp/slo-done";

fn side(name: &str, key: &Key) -> ServiceProvider {
    ServiceProvider::new(name, ACS, key.clone(), vec![KEYS.own.clone()]).unwrap()
}

fn own() -> ServiceProvider {
    side(ENTITY, &KEYS.own)
}

/// How the provider sees us: the same addresses, our name and key.
fn seen_from_there(key: &Key) -> Connection {
    let text = description(&[key], &[SCOPE], &[]).replace(PROVIDER, ENTITY);
    Connection {
        provider: Provider::read(&text.replace("portal.sambruk.example/saml/metadata/", "idp.orebro.example/idp/"))
            .unwrap(),
        ..open()
    }
}

fn leave(binding: Binding) -> Leave {
    Leave {
        random: [7; 20],
        relay_state: "key".into(),
        who: Leaver {
            name_id: "Anna <&\">".into(),
            format: Some(names::PERSISTENT.into()),
            name_qualifier: Some(PROVIDER.into()),
            sp_name_qualifier: None,
            sessions: vec!["session-1".into(), "session-2".into()],
        },
        binding: Some(binding),
        now: now(),
    }
}

/// As the browser brings it.
fn carried(way: &Way) -> Arrived {
    match way {
        Way::Redirect(url) => Arrived::Query(url.split_once('?').unwrap().1.to_owned()),
        Way::Post { fields, .. } => {
            Arrived::Form { message: fields[0].1.clone(), relay_state: fields.get(1).map(|(_, value)| value.clone()) }
        }
    }
}

fn url(way: &Way) -> &str {
    match way {
        Way::Redirect(url) | Way::Post { url, .. } => url,
    }
}

/// The same message with something else in its XML, for what came in a form.
fn changed(arrived: &Arrived, from: &str, to: &str) -> Arrived {
    let Arrived::Form { message, relay_state } = arrived else { panic!("not a form") };
    let xml = String::from_utf8(STANDARD.decode(message).unwrap()).unwrap();
    assert!(xml.contains(from), "{xml}");
    Arrived::Form { message: STANDARD.encode(xml.replace(from, to)), relay_state: relay_state.clone() }
}

fn asked(arrived: &Arrived, here: &str) -> Result<AskedToLeave, &'static str> {
    let connection = seen_from_there(&KEYS.own);
    side(PROVIDER, &KEYS.provider).asked_to_leave(&connection, here, arrived, now()).map_err(|refused| refused.code())
}

#[test]
fn a_request_and_its_answer_by_both_ways() {
    for (binding, here, key) in [
        (Binding::Redirect, HERE, &KEYS.own),
        (Binding::Post, HERE_POST, &KEYS.own),
        (Binding::Post, HERE_POST, &KEYS.elliptic),
    ] {
        let own = side(ENTITY, key);
        let (way, pending) = own.leave(&open(), leave(binding)).unwrap();
        assert!(url(&way).starts_with(here));
        let there = side(PROVIDER, &KEYS.provider);
        let us = seen_from_there(key);
        let asked = there.asked_to_leave(&us, here, &carried(&way), now()).unwrap();
        assert_eq!((asked.id.as_str(), asked.relay_state.as_deref()), (pending.id.as_str(), Some("key")));
        assert_eq!(asked.who, leave(binding).who);
        assert!(asked.used.key.starts_with(ENTITY) && asked.used.until > now());
        for (done, expected) in [(true, Ok(Left::Everywhere)), (false, Err("status"))] {
            let way = there.answer_leaving(&us, &asked, done, [9; 20], now()).unwrap();
            let left = own.left(&open(), &pending, HERE, &carried(&way), now());
            assert_eq!(left.map_err(|refused| refused.code()), expected);
        }
    }
}

#[test]
fn an_answer_goes_to_where_answers_go() {
    let there = side(PROVIDER, &KEYS.elliptic);
    let (way, _) = own().leave(&open(), leave(Binding::Redirect)).unwrap();
    let asked = asked(&carried(&way), HERE).unwrap();
    let way = there.answer_leaving(&seen_from_there(&KEYS.own), &asked, true, [9; 20], now()).unwrap();
    assert_eq!(url(&way), DONE_POST);
}

#[test]
fn whose_session_ends_is_what_the_identity_said() {
    let identity = once(&open(), &pending(), Answer::default().signed().as_bytes()).unwrap();
    let who = Leaver::from(&identity);
    assert_eq!((who.name_id.as_str(), who.sessions.as_slice()), (PERSON, &["session-1".to_owned()][..]));
    assert_eq!(who.format.as_deref(), Some(names::PERSISTENT));
    assert!(!format!("{who:?}").contains(PERSON));
}

#[test]
fn a_request_that_is_not_as_it_must_be() {
    let (way, _) = own().leave(&open(), leave(Binding::Post)).unwrap();
    let good = carried(&way);
    let turn = |arrived: &Arrived| asked(arrived, HERE_POST).map(|_| ());
    assert_eq!(turn(&good), Ok(()));
    assert_eq!(asked(&good, HERE).map(|_| ()), Err("destination"));
    assert_eq!(turn(&changed(&good, "session-1", "session-3")), Err("signature"));
    assert_eq!(
        turn(&changed(&good, names::RSA_SHA256, "http://www.w3.org/2000/09/xmldsig#rsa-sha1")),
        Err("algorithm")
    );
    assert_eq!(turn(&changed(&good, "<samlp:LogoutRequest", "<!DOCTYPE x><samlp:LogoutRequest")), Err("dtd"));
    assert_eq!(turn(&changed(&good, "samlp:LogoutRequest", "samlp:LogoutResponse")), Err("malformed"));
    let Arrived::Form { message, relay_state } = &good else { panic!("not a form") };
    let xml = String::from_utf8(STANDARD.decode(message).unwrap()).unwrap();
    let (from, to) =
        (xml.find("<ds:Signature").unwrap(), xml.find("</ds:Signature>").unwrap() + "</ds:Signature>".len());
    let bare = format!("{}{}", &xml[..from], &xml[to..]);
    let again = |xml: &str, key: &Key| Arrived::Form {
        message: STANDARD.encode(sign(xml, &format!("_{}", "07".repeat(20)), "</saml:Issuer>", key)),
        relay_state: relay_state.clone(),
    };
    assert_eq!(turn(&Arrived::Form { message: STANDARD.encode(&bare), relay_state: None }), Err("unsigned"));
    assert_eq!(turn(&again(&bare, &KEYS.own)), Ok(()));
    assert_eq!(turn(&again(&bare, &KEYS.other)), Err("wrong-key"));
    let resigned = |from: &str, to: &str| {
        assert!(bare.contains(from), "{bare}");
        turn(&again(&bare.replacen(from, to, 1), &KEYS.own))
    };
    assert_eq!(resigned(&format!("<saml:Issuer>{ENTITY}"), "<saml:Issuer>https://other.example/"), Err("issuer"));
    assert_eq!(
        resigned(r#"NotOnOrAfter="2026-11-22T12:05:00Z""#, r#"NotOnOrAfter="2026-11-22T11:58:00Z""#),
        Err("expired")
    );
    assert_eq!(
        resigned(r#"IssueInstant="2026-11-22T12:00:00Z""#, r#"IssueInstant="2026-11-22T11:50:00Z""#),
        Err("too-old")
    );
    assert_eq!(resigned(r#"Version="2.0""#, r#"Version="1.1""#), Err("version"));
    assert_eq!(resigned("<saml:NameID", "<saml:NameID>x</saml:NameID><saml:NameID"), Err("no-name-id"));
    assert_eq!(
        resigned("<samlp:SessionIndex>", "<samlp:Extensions><saml:Assertion/></samlp:Extensions><samlp:SessionIndex>"),
        Err("wrapped")
    );
    assert_eq!(resigned("<samlp:SessionIndex>", "<saml:EncryptedID/><samlp:SessionIndex>"), Err("no-name-id"));
    let two = format!("{}{}{}", &xml[..to], &xml[from..to], &xml[to..]);
    assert_eq!(turn(&Arrived::Form { message: STANDARD.encode(two), relay_state: None }), Err("wrapped"));
}

#[test]
fn an_address_that_is_not_as_it_must_be() {
    let (way, _) = own().leave(&open(), leave(Binding::Redirect)).unwrap();
    let Arrived::Query(good) = carried(&way) else { panic!("not an address") };
    let turn = |query: &str| asked(&Arrived::Query(query.into()), HERE).map(|_| ());
    assert_eq!(turn(&good), Ok(()));
    assert_eq!(turn(&good.replace("RelayState=key", "RelayState=other")), Err("signature"));
    assert_eq!(turn(&good.replace("RelayState=key&", "")), Err("signature"));
    assert_eq!(turn(&format!("{good}&RelayState=other")), Err("malformed"));
    assert_eq!(turn(&format!("{good}&SAMLRequest=other")), Err("malformed"));
    assert_eq!(turn(&format!("{good}&more=passed-over")), Ok(()));
    let (unsigned, signature) = good.split_once("&Signature=").unwrap();
    assert_eq!(turn(unsigned), Err("unsigned"));
    assert_eq!(turn(&format!("{unsigned}&Signature=AAAA")), Err("signature"));
    assert_eq!(turn(&format!("Signature={signature}&{unsigned}")), Ok(()));
    assert_eq!(turn(&good.replace("rsa-sha256", "rsa-sha1")), Err("algorithm"));
    assert_eq!(turn(&good.replace("rsa-sha256", "rsa-sha512")), Err("signature"));
    for query in ["", "SAMLRequest=", "SAMLRequest=%", "SAMLRequest=%zz", "SAMLRequest=AAAA", "SAMLResponse=AAAA"] {
        assert_eq!(turn(query), Err("malformed"), "{query}");
    }
    assert_eq!(turn(&format!("{good}&x={}", "x".repeat(70_000))), Err("too-large"));
    // Little that becomes much (CVE-2025-25293).
    let bomb = saml_rs::binding::deflate_raw_encode(&vec![b' '; 10_000_000]).unwrap();
    assert!(bomb.len() < 20_000);
    let bomb = STANDARD.encode(bomb).replace('+', "%2B").replace('/', "%2F").replace('=', "%3D");
    assert_eq!(turn(&format!("SAMLRequest={bomb}")), Err("malformed"));
}

#[test]
fn an_answer_that_is_not_as_it_must_be() {
    let (way, pending) = own().leave(&open(), leave(Binding::Redirect)).unwrap();
    let asked = asked(&carried(&way), HERE).unwrap();
    let there = side(PROVIDER, &KEYS.provider);
    let us = seen_from_there(&KEYS.own);
    let good = carried(&there.answer_leaving(&us, &asked, true, [9; 20], now()).unwrap());
    let turn = |pending: &PendingLeave, arrived: &Arrived| {
        own().left(&open(), pending, HERE, arrived, now()).map_err(|refused| refused.code())
    };
    assert_eq!(turn(&pending, &good), Ok(Left::Everywhere));
    assert_eq!(turn(&PendingLeave { id: "_other".into(), ..pending.clone() }, &good), Err("in-response-to"));
    assert_eq!(turn(&PendingLeave { relay_state: "other".into(), ..pending.clone() }, &good), Err("relay-state"));
    assert_eq!(
        turn(&PendingLeave { provider: "https://other.example".into(), ..pending.clone() }, &good),
        Err("issuer")
    );
    assert_eq!(
        turn(&PendingLeave { at: now() - TimeDelta::minutes(11), ..pending.clone() }, &good),
        Err("pending-expired")
    );
    let stranger = side(PROVIDER, &KEYS.other);
    let foreign = carried(&stranger.answer_leaving(&us, &asked, true, [9; 20], now()).unwrap());
    assert_eq!(turn(&pending, &foreign), Err("signature"));
    // A request where an answer is due.
    assert_eq!(turn(&pending, &carried(&way)), Err("malformed"));
}

#[test]
fn partly_is_said() {
    let (_, pending) = own().leave(&open(), leave(Binding::Post)).unwrap();
    let xml = format!(
        concat!(
            r#"<samlp:LogoutResponse xmlns:samlp="{}" xmlns:saml="{}" ID="_answer" Version="2.0" IssueInstant="2026-11-22T12:00:00Z" "#,
            r#"Destination="{}" InResponseTo="{}"><saml:Issuer>{}</saml:Issuer><samlp:Status>"#,
            r#"<samlp:StatusCode Value="{}"><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:PartialLogout"/></samlp:StatusCode>"#,
            "</samlp:Status></samlp:LogoutResponse>",
        ),
        names::PROTOCOL,
        names::ASSERTION,
        HERE,
        pending.id,
        PROVIDER,
        names::SUCCESS,
    );
    let signed = sign(&xml, "_answer", "</saml:Issuer>", &KEYS.provider);
    let arrived = Arrived::Form { message: STANDARD.encode(signed), relay_state: Some("key".into()) };
    assert_eq!(own().left(&open(), &pending, HERE, &arrived, now()).unwrap(), Left::Partly);
}

#[test]
fn a_provider_without_signing_out() {
    let mut connection = open();
    connection.provider.sign_out.clear();
    assert_eq!(own().leave(&connection, leave(Binding::Post)).map(|_| ()), Err(StartError::Binding));
    assert_eq!(
        own().leave(&open(), Leave { relay_state: String::new(), ..leave(Binding::Post) }).map(|_| ()),
        Err(StartError::RelayState)
    );
}
