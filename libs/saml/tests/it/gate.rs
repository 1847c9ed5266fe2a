//! Each refusal beside an answer that differs in that one thing and is accepted.

use chrono::TimeDelta;
use saml::{Connection, FormPost, Pending, Provider, Scopes, examine, finish, names};

use crate::{
    idp::{Answer, ORG_AFFILIATION, PERSON, closed, description, open, sign_assertion, sign_response},
    support::{KEYS, Memory, PROVIDER, SCOPE, code, now, once, only, own, pending, post},
};

fn refused(answer: &Answer) -> &'static str {
    code(&open(), &pending(), &answer.signed())
}

#[test]
fn a_good_answer_is_an_identity() {
    let answer = Answer {
        attributes: vec![
            (ORG_AFFILIATION.into(), format!("anna@{SCOPE}")),
            (names::attribute::PERSONAL_NUMBER.into(), "199001012384".into()),
            (names::attribute::GIVEN_NAME.into(), "Anna".into()),
            (names::attribute::SURNAME.into(), "Åström &amp; Öberg".into()),
            (names::attribute::SCHOOL_UNIT_CODE.into(), "12345678".into()),
            (names::attribute::SCHOOL_UNIT_CODE.into(), "87654321".into()),
            (names::attribute::MAIL.into(), "anna@orebro.example".into()),
        ],
        ..Answer::default()
    };
    for xml in [answer.signed(), answer.signed_assertion(), sign_response(&answer.plain(), &KEYS.elliptic)] {
        let identity = once(&open(), &pending(), xml.as_bytes()).unwrap();
        assert_eq!(identity.provider, PROVIDER);
        assert_eq!((identity.name_id.as_str(), identity.class.as_str()), (PERSON, names::LOA3));
        assert_eq!(identity.session_index.as_deref(), Some("session-1"));
        assert_eq!(identity.authenticated_at, now() - TimeDelta::seconds(10));
        assert_eq!(identity.personal_number(), Some("199001012384"));
        assert_eq!(identity.display_name().as_deref(), Some("Anna Åström & Öberg"));
        assert_eq!(identity.school_units(), ["12345678", "87654321"]);
        assert_eq!(identity.mail(), Some("anna@orebro.example"));
        assert_eq!(identity.organisations().into_iter().collect::<Vec<_>>(), [SCOPE]);
        assert!(!format!("{identity:?}").contains("Anna"), "what is printed names nobody");
    }
}

#[test]
fn keys_that_are_not_the_providers() {
    let plain = Answer::default().plain();
    assert_eq!(code(&open(), &pending(), &sign_response(&plain, &KEYS.provider)), "accepted");
    assert_eq!(code(&open(), &pending(), &sign_response(&plain, &KEYS.other)), "wrong-key");
    // The signature of one key under the certificate of another.
    let lied = sign_response(&plain, &KEYS.other)
        .replace(&KEYS.other.certificate().base64(), &KEYS.provider.certificate().base64());
    assert_eq!(code(&open(), &pending(), &lied), "signature");
    // A connection whose metadata has another key.
    let text = description(&[&KEYS.other], &[SCOPE], &[names::LOA3]);
    let other = Connection { provider: Provider::read(&text).unwrap(), ..open() };
    assert_eq!(code(&other, &pending(), &Answer::default().signed()), "wrong-key");
    assert_eq!(code(&other, &pending(), &sign_response(&plain, &KEYS.other)), "accepted");
    // The response's signature holds, the assertion's own does not.
    let inner = sign_assertion(&plain, &KEYS.other);
    let inner = inner.replace(&KEYS.other.certificate().base64(), &KEYS.provider.certificate().base64());
    assert_eq!(code(&open(), &pending(), &sign_response(&inner, &KEYS.provider)), "signature");
}

/// Metadata without a key are refused when they are read. Should a connection lose its keys afterwards, nobody comes in.
#[test]
fn a_connection_without_keys_lets_nobody_in() {
    for (connection, xml) in [(open(), Answer::default().signed()), (closed(), Answer::default().encrypted())] {
        assert_eq!(code(&connection, &pending(), &xml), "accepted");
        let mut empty = connection.clone();
        empty.provider.signing.clear();
        assert_eq!(code(&empty, &pending(), &xml), "setup");
        assert_eq!(
            code(&empty, &pending(), &Answer::default().plain()),
            if empty.encryption == saml::Encryption::Required { "not-encrypted" } else { "unsigned" }
        );
    }
}

#[test]
fn signatures_that_are_not_there_or_are_weak() {
    let signed = Answer::default().signed();
    assert_eq!(code(&open(), &pending(), &signed), "accepted");
    assert_eq!(code(&open(), &pending(), &Answer::default().plain()), "unsigned");
    assert_eq!(code(&open(), &pending(), &signed.replace(PERSON, "somebody-else")), "signature");
    for (from, to) in [
        (names::RSA_SHA256, "http://www.w3.org/2000/09/xmldsig#rsa-sha1"),
        (names::RSA_SHA256, "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256"),
        (names::DIGESTS[0], "http://www.w3.org/2000/09/xmldsig#sha1"),
        (names::ENVELOPED, "http://www.w3.org/TR/1999/REC-xslt-19991116"),
    ] {
        assert_eq!(code(&open(), &pending(), &signed.replace(from, to)), "algorithm", "{to}");
    }
    let comments = format!(r#"Method Algorithm="{}WithComments""#, names::EXCLUSIVE);
    let signed = signed.replace(&format!(r#"Method Algorithm="{}""#, names::EXCLUSIVE), &comments);
    assert_eq!(code(&open(), &pending(), &signed), "algorithm");
}

#[test]
fn answers_for_others() {
    let other = || "https://other.example/".to_owned();
    assert_eq!(refused(&Answer::default()), "accepted");
    assert_eq!(refused(&Answer { issuer: other(), ..Answer::default() }), "issuer");
    assert_eq!(refused(&Answer { response_issuer: other(), ..Answer::default() }), "issuer");
    assert_eq!(refused(&Answer { audience: other(), ..Answer::default() }), "audience");
    assert_eq!(refused(&Answer { destination: other(), ..Answer::default() }), "destination");
    assert_eq!(refused(&Answer { recipient: other(), ..Answer::default() }), "recipient");
    assert_eq!(refused(&Answer { in_response_to: "_other".into(), ..Answer::default() }), "in-response-to");
    let strange =
        "<saml:AudienceRestriction><saml:Audience>https://other.example/</saml:Audience></saml:AudienceRestriction>";
    assert_eq!(refused(&Answer { conditions: strange.into(), ..Answer::default() }), "audience");
    let strange = r#"<x:Only xmlns:x="urn:x"/>"#;
    assert_eq!(refused(&Answer { conditions: strange.into(), ..Answer::default() }), "condition");
    assert_eq!(refused(&Answer { conditions: "<saml:OneTimeUse/>".into(), ..Answer::default() }), "accepted");
    // A bearer's assertion must be restricted to somebody.
    let plain = Answer::default().plain();
    let (start, end) = ("<saml:AudienceRestriction>", "</saml:AudienceRestriction>");
    let (from, to) = (plain.find(start).unwrap(), plain.find(end).unwrap() + end.len());
    let for_all = format!("{}{}", &plain[..from], &plain[to..]);
    assert_eq!(code(&open(), &pending(), &sign_response(&for_all, &KEYS.provider)), "audience");
    // Another provider was asked.
    let asked = Pending { provider: "https://other.example/".into(), ..pending() };
    assert_eq!(code(&open(), &asked, &Answer::default().signed()), "issuer");
}

#[test]
fn times() {
    let later = |seconds| now() + TimeDelta::seconds(seconds);
    let end = |seconds| Answer { not_on_or_after: later(seconds), ..Answer::default() };
    assert_eq!((refused(&end(-50)), refused(&end(-60))), ("accepted", "expired"));
    let begin = |seconds| Answer { not_before: later(seconds), ..Answer::default() };
    assert_eq!((refused(&begin(50)), refused(&begin(70))), ("accepted", "not-yet-valid"));
    let issued = |seconds| Answer { issued_at: later(seconds), ..Answer::default() };
    assert_eq!((refused(&issued(-350)), refused(&issued(-370))), ("accepted", "too-old"));
    assert_eq!((refused(&issued(50)), refused(&issued(70))), ("accepted", "not-yet-valid"));
    let authenticated = |seconds| Answer { authenticated_at: later(seconds), ..Answer::default() };
    assert_eq!((refused(&authenticated(50)), refused(&authenticated(70))), ("accepted", "not-yet-valid"));
    let started = |seconds| {
        let pending = Pending { at: later(seconds), ..pending() };
        code(&open(), &pending, &Answer::default().signed())
    };
    assert_eq!((started(-590), started(-610), started(70)), ("accepted", "pending-expired", "pending-expired"));
}

#[test]
fn metadata_past_their_end() {
    let until = |text: &str| {
        let text = description(&[&KEYS.provider], &[SCOPE], &[])
            .replace("entityID=", &format!(r#"validUntil="{text}" entityID="#));
        let connection = Connection { provider: Provider::read(&text).unwrap(), ..open() };
        code(&connection, &pending(), &Answer::default().signed())
    };
    assert_eq!(until("2026-11-22T12:00:01Z"), "accepted");
    assert_eq!(until("2026-11-22T12:00:00Z"), "metadata-expired");
}

#[test]
fn levels_of_assurance() {
    let at = |class: &str| Answer { class: class.into(), ..Answer::default() };
    assert_eq!((refused(&at(names::LOA3)), refused(&at(names::LOA2))), ("accepted", "assurance"));
    let any = Pending { classes: vec![names::LOA2.into(), names::LOA3.into(), names::LOA4.into()], ..pending() };
    assert_eq!(code(&open(), &any, &at(names::LOA2).signed()), "accepted");
    // Asked for, and claimed, but the metadata speak of the levels 2 and 3 only.
    assert_eq!(code(&open(), &any, &at(names::LOA4).signed()), "assurance-not-certified");
    let text = description(&[&KEYS.provider], &[SCOPE], &[]);
    let silent = Connection { provider: Provider::read(&text).unwrap(), ..open() };
    assert_eq!(code(&silent, &any, &at(names::LOA4).signed()), "accepted");
    // Almost the same is another.
    assert_eq!(refused(&at("http://id.elegnamnden.se/loa/1.0/loa3/")), "assurance");
    assert_eq!(refused(&at("HTTP://id.elegnamnden.se/loa/1.0/loa3")), "assurance");
}

#[test]
fn anew_means_after_the_request() {
    let forced = Pending { force: true, ..pending() };
    let at = |seconds| Answer { authenticated_at: forced.at + TimeDelta::seconds(seconds), ..Answer::default() };
    assert_eq!(code(&open(), &forced, &at(5).signed()), "accepted");
    assert_eq!(code(&open(), &forced, &at(-50).signed()), "accepted");
    assert_eq!(code(&open(), &forced, &at(-70).signed()), "stale-authentication");
    assert_eq!(code(&open(), &pending(), &at(-3_600).signed()), "accepted");
}

#[test]
fn statements_about_authentication() {
    let one = |text: &str| refused(&Answer { authentication: Some(text.into()), ..Answer::default() });
    let good = format!(
        r#"<saml:AuthnStatement AuthnInstant="2026-11-22T11:59:50Z"><saml:AuthnContext><saml:AuthnContextClassRef>{}</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>"#,
        names::LOA3
    );
    assert_eq!(one(&good), "accepted");
    assert_eq!(one(""), "no-authn-statement");
    assert_eq!(one(&good.repeat(2)), "no-authn-statement");
    assert_eq!(one(&good.replace("ClassRef", "DeclRef")), "no-authn-statement");
    assert_eq!(
        one(&good.replace(
            "</saml:AuthnContext>",
            "<saml:AuthnContextClassRef>x</saml:AuthnContextClassRef></saml:AuthnContext>"
        )),
        "no-authn-statement"
    );
    assert_eq!(one(&good.replace(r#"AuthnInstant="2026-11-22T11:59:50Z""#, "")), "no-authn-statement");
}

#[test]
fn names_of_people() {
    let named = |name: &str| refused(&Answer { name_id: name.into(), ..Answer::default() });
    assert_eq!(named(PERSON), "accepted");
    for name in ["", " ", " anna", "anna\n", "<saml:x/>"] {
        assert_eq!(named(name), "no-name-id", "{name:?}");
    }
    assert_eq!(named(&"a".repeat(1025)), "no-name-id");
    assert_eq!(named("a</saml:NameID><saml:NameID>b"), "no-name-id");
    let nobody = Answer::default().plain().replace("saml:NameID", "saml:BaseID");
    assert_ne!(code(&open(), &pending(), &sign_response(&nobody, &KEYS.provider)), "accepted");
}

#[test]
fn scopes_are_the_providers_own() {
    let value = |value: &str| Answer { attributes: vec![(ORG_AFFILIATION.into(), value.into())], ..Answer::default() };
    assert_eq!(refused(&value("anna@2120001967")), "accepted");
    for other in [
        "anna@2120000142",
        "anna",
        "anna@",
        "@2120001967",
        "anna@2120001967@2120000142",
        "anna@2120000142@2120001967",
        "anna@2120001967.evil.example",
        "anna@21200019670",
    ] {
        assert_eq!(refused(&value(other)), "scope", "{other}");
    }
    for name in [names::attribute::PRINCIPAL_NAME, names::attribute::SCOPED_AFFILIATION, "eduPersonPrincipalName"] {
        let of = |scope: &str| Answer { attributes: vec![(name.into(), format!("anna@{scope}"))], ..Answer::default() };
        assert_eq!((refused(&of(SCOPE)), refused(&of("kalmar.example"))), ("accepted", "scope"), "{name}");
    }
    // One good value does not carry another.
    let two = Answer {
        attributes: vec![
            (ORG_AFFILIATION.into(), "anna@2120001967".into()),
            (ORG_AFFILIATION.into(), "anna@2120000142".into()),
        ],
        ..Answer::default()
    };
    assert_eq!(refused(&two), "scope");
}

#[test]
fn scopes_of_a_shared_provider() {
    let with = |declared: &[&str], scopes: Scopes| {
        let provider = Provider::read(&description(&[&KEYS.provider], declared, &[])).unwrap();
        code(&Connection { provider, scopes, ..open() }, &pending(), &Answer::default().signed())
    };
    assert_eq!(with(&[SCOPE, "2120000142"], Scopes::Declared), "accepted");
    assert_eq!(with(&["2120000142"], Scopes::Declared), "scope");
    assert_eq!(with(&[], Scopes::Declared), "scope");
    assert_eq!(with(&[SCOPE, "2120000142"], Scopes::DeclaredAmong(only(SCOPE))), "accepted");
    assert_eq!(with(&[SCOPE, "2120000142"], Scopes::DeclaredAmong(only("2120000142"))), "scope");
    assert_eq!(with(&[], Scopes::DeclaredAmong(only(SCOPE))), "scope");
    assert_eq!(with(&[], Scopes::Vouched(only(SCOPE))), "accepted");
    assert_eq!(with(&[], Scopes::Vouched(only("2120000142"))), "scope");
    assert_eq!(with(&["2120000142"], Scopes::Vouched(only(SCOPE))), "scope");
}

#[test]
fn an_assertion_is_used_once() {
    for (connection, xml) in [(open(), Answer::default().signed()), (closed(), Answer::default().encrypted())] {
        let mut memory = Memory::default();
        let mut turn = || finish(&own(), &connection, &pending(), &post(xml.as_bytes()), now(), &mut memory);
        assert_eq!(turn().unwrap().name_id, PERSON);
        assert_eq!(turn().unwrap_err().code(), "replayed");
    }
    // The same assertion in a new response.
    let mut memory = Memory::default();
    let xml = Answer::default().signed_assertion();
    let mut turn = |xml: &str| finish(&own(), &open(), &pending(), &post(xml.as_bytes()), now(), &mut memory);
    assert!(turn(&xml).is_ok());
    assert_eq!(turn(&xml.replace("_response-1", "_response-2")).unwrap_err().code(), "replayed");
    // What is refused for another reason uses nothing up.
    let mut memory = Memory::default();
    let mut turn = |pending: &Pending| finish(&own(), &open(), pending, &post(xml.as_bytes()), now(), &mut memory);
    assert_eq!(turn(&Pending { classes: vec!["other".into()], ..pending() }).unwrap_err().code(), "assurance");
    assert!(turn(&pending()).is_ok());
}

#[test]
fn a_memory_that_answers_later() {
    let xml = Answer::default().signed();
    let examine = || examine(&own(), &open(), &pending(), &post(xml.as_bytes()), now()).unwrap();
    let uses = examine().uses().to_vec();
    assert_eq!(uses.len(), 2);
    for used in &uses {
        assert!(used.key.starts_with(PROVIDER) && used.until >= now() + TimeDelta::minutes(5), "{used:?}");
    }
    assert_eq!(examine().redeem(true).unwrap().name_id, PERSON);
    assert_eq!(examine().redeem(false).unwrap_err().code(), "replayed");
}

#[test]
fn what_the_provider_says_went_wrong_comes_along() {
    let xml = Answer::default().plain();
    let assertion = xml.find("<saml:Assertion").unwrap();
    let xml = format!("{}</samlp:Response>", &xml[..assertion]);
    let cancelled = xml.replace(
        &format!(r#"<samlp:StatusCode Value="{}"/>"#, names::SUCCESS),
        r#"<samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Responder"><samlp:StatusCode Value="http://id.elegnamnden.se/status/1.0/cancel"/></samlp:StatusCode>"#,
    );
    let refused = once(&open(), &pending(), sign_response(&cancelled, &KEYS.provider).as_bytes()).unwrap_err();
    assert_eq!(refused.code(), "status");
    assert_eq!(
        refused.status,
        ["urn:oasis:names:tc:SAML:2.0:status:Responder", "http://id.elegnamnden.se/status/1.0/cancel"]
    );
    assert_eq!(code(&open(), &pending(), &sign_response(&xml, &KEYS.provider)), "no-assertion");
}

#[test]
fn the_form_is_read_strictly() {
    let good = post(Answer::default().signed().as_bytes());
    let turn = |post: &FormPost| match examine(&own(), &open(), &pending(), post, now()) {
        Ok(_) => "accepted",
        Err(refused) => refused.code(),
    };
    assert_eq!(turn(&good), "accepted");
    let broken =
        good.response.as_bytes().chunks(76).map(|line| str::from_utf8(line).unwrap()).collect::<Vec<_>>().join("\r\n");
    assert_eq!(turn(&FormPost { response: broken, ..good.clone() }), "accepted");
    assert_eq!(turn(&FormPost { relay_state: None, ..good.clone() }), "relay-state");
    assert_eq!(turn(&FormPost { relay_state: Some("other".into()), ..good.clone() }), "relay-state");
    assert_eq!(turn(&FormPost { response: "%%%".into(), ..good.clone() }), "malformed");
    assert_eq!(turn(&FormPost { response: "A".repeat(800_000), ..good.clone() }), "too-large");
    let fields = [("SAMLResponse", "a"), ("RelayState", "b"), ("other", "c")];
    assert_eq!(
        FormPost::from_fields(fields).unwrap(),
        FormPost { response: "a".into(), relay_state: Some("b".into()) }
    );
    for fields in [
        &[("RelayState", "b")][..],
        &[("SAMLResponse", "a"), ("SAMLResponse", "a")],
        &[("SAMLResponse", "a"), ("RelayState", "b"), ("RelayState", "b")],
    ] {
        assert_eq!(FormPost::from_fields(fields.iter().copied()).unwrap_err().code(), "malformed");
    }
}
