//! Metadata of whole federations: what is read of them, and what is refused.

use chrono::{DateTime, TimeDelta, Utc};
use saml::{
    Aggregate, Certificate, Provider,
    aggregate::{AggregateRefused, Freshness, Limits, may_replace},
    names,
};

use crate::{
    federation::{
        How, INCLUSIVE, LIST, VALID, entity_id, fill_by_xmlsec1, list, list_made, namespaces, provider, sign,
    },
    support::{KEYS, now},
};

pub fn certificate() -> String {
    KEYS.provider.certificate().base64()
}

pub fn one(number: usize) -> String {
    provider(number, &certificate())
}

pub fn trusted() -> Vec<Certificate> {
    vec![KEYS.own.certificate().clone()]
}

pub fn read(text: &str) -> Result<Aggregate, AggregateRefused> {
    Aggregate::read(text.as_bytes(), &trusted(), now(), &Limits::default())
}

/// The code with which a document is refused; `accepted` when it is not.
pub fn code(text: &str) -> &'static str {
    read(text).map_or_else(|refused| refused.code(), |_| "accepted")
}

/// Three providers, one of them in a group within a group, and a service.
pub fn members() -> String {
    let service = one(9).replace("IDPSSODescriptor", "SPSSODescriptor");
    let within = |until: &str, member: &str| {
        format!(r#"<md:EntitiesDescriptor validUntil="{until}">{member}</md:EntitiesDescriptor>"#)
    };
    let nested = within("2026-11-25T00:00:00Z", &within("2026-11-26T00:00:00Z", &one(3)));
    format!("{}{service}{}{nested}", one(1), one(2))
}

pub fn signed() -> String {
    sign(&list(VALID, &members()), &KEYS.own)
}

pub fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

#[test]
fn a_federations_list_is_read() {
    let found = read(&signed()).unwrap();
    assert_eq!(found.name.as_deref(), Some("https://federation.example/"));
    assert_eq!(found.publisher.as_deref(), Some("https://federation.example"));
    let expected = Freshness {
        id: Some(LIST.into()),
        valid_until: at("2026-11-29T12:00:00Z"),
        created: Some(at("2026-11-22T11:00:00Z")),
        cache_duration: Some(TimeDelta::minutes(30)),
    };
    assert_eq!(found.freshness, expected);
    assert_eq!((found.others, found.passed_over.len(), found.entity_id.as_deref()), (1, 0, None));
    let ids: Vec<_> = found.providers.iter().map(|listed| listed.entity_id.clone()).collect();
    assert_eq!(ids, [1, 2, 3].map(entity_id));
    let listed = found.provider(&entity_id(2)).unwrap();
    assert_eq!((listed.name.sv(), listed.name.en()), (Some("Kommun 2"), Some("Municipality 2")));
    // The second, a pattern, is left out.
    assert_eq!(listed.scopes, ["2"]);
    assert_eq!(listed.certified, [names::LOA3]);
    assert_eq!(listed.categories, ["http://id.elegnamnden.se/ec/1.0/loa3-pnr"]);
    assert_eq!(listed.registration_authority.as_deref(), Some("https://federation.example"));
    // The earliest end counts: that of the list, and that of the outer of two groups.
    assert_eq!(listed.valid_until, expected.valid_until);
    assert_eq!(found.providers[2].valid_until, at("2026-11-25T00:00:00Z"));
}

#[test]
fn what_is_cut_out_stands_alone() {
    // No pattern in it, which a connection does not take.
    let plain = one(1).replace(r#"regexp="true">^.+\.1\.example$<"#, ">a.1.example<");
    let mark = r#"<md:EntityDescriptor validUntil="2026-12-31T00:00:00Z" "#;
    let found = read(&sign(&list(VALID, &plain.replace("<md:EntityDescriptor ", mark)), &KEYS.own)).unwrap();
    let provider = Provider::read(&found.providers[0].xml).unwrap();
    assert_eq!(
        (provider.scopes, provider.certified),
        (vec!["1".into(), "a.1.example".into()], vec![names::LOA3.into()])
    );
    assert_eq!(provider.signing, [KEYS.provider.certificate().clone()]);
    // Its own end is later than that of the list, which it was cut out of.
    assert_eq!(provider.valid_until, Some(at("2026-12-31T00:00:00Z")));
    assert_eq!(found.providers[0].provider().unwrap().valid_until, Some(at("2026-11-29T12:00:00Z")));
    let pattern = read(&signed()).unwrap().providers[0].provider().unwrap_err();
    assert_eq!(pattern.code(), "metadata-scope-pattern");
}

#[test]
fn declarations_of_namespaces_come_along() {
    // The default namespace from the list, a prefix from a group, another meaning for it nearer, and one in a value only.
    let member = one(1).replace(r#"<shibmd:Scope regexp="true">^.+\.1\.example$</shibmd:Scope>"#, "");
    let member = member.replace("<md:", "<").replace("</md:", "</").replace("shibmd:", "x:");
    let group = format!(
        r#"<EntitiesDescriptor xmlns:x='{}' xmlns:unused="urn:u">{member}</EntitiesDescriptor>"#,
        names::SHIBBOLETH
    );
    let text = list(VALID, &group).replace("<md:", "<").replace("</md:", "</").replace("xmlns:md=", "xmlns=");
    let text = text.replacen("xmlns:xs=", r#"xmlns:x="urn:another" xmlns:xs="#, 1);
    let found = read(&sign(&text, &KEYS.own)).unwrap();
    let xml = &found.providers[0].xml;
    let cut = Provider::read(xml).unwrap();
    assert_eq!(
        (cut.scopes.as_slice(), cut.certified.as_slice()),
        (["1".to_owned()].as_slice(), [names::LOA3.to_owned()].as_slice())
    );
    assert!(xml.contains("xmlns:xs=") && !xml.contains("urn:another") && !xml.contains("urn:u\""), "{xml}");
}

#[test]
fn what_another_program_signs_is_taken() {
    let rsa = [names::RSA_SHA256, names::SIGNATURES[2]];
    for (method, canonical) in rsa.into_iter().flat_map(|method| [(method, names::EXCLUSIVE), (method, INCLUSIVE)]) {
        for uri in ["", "#_list-1"] {
            let transforms = [names::ENVELOPED, canonical];
            let how = How { uri, canonical, method, transforms: &transforms, ..How::default() };
            let text = fill_by_xmlsec1(&how.laid_out(&list(VALID, &members()), LIST, &KEYS.own), &KEYS.own);
            assert_eq!(read(&text).unwrap().providers.len(), 3, "{method} {canonical} {uri}");
            assert_eq!(code(&text.replace("Kommun 2", "Kommun 4")), "aggregate-signature");
        }
    }
    // With a byte order mark, and the white space that files end with.
    assert_eq!(code(&format!("\u{feff}{}\n", signed())), "accepted");
    let how = How { method: names::ECDSA_SHA256, transforms: &[names::ENVELOPED], ..How::default() };
    let text = fill_by_xmlsec1(&how.laid_out(&list(VALID, &one(1)), LIST, &KEYS.elliptic), &KEYS.elliptic);
    let keys = [trusted(), vec![KEYS.elliptic.certificate().clone()]].concat();
    let found = Aggregate::read(text.as_bytes(), &keys, now(), &Limits::default()).unwrap();
    assert_eq!(&found.signed_by, KEYS.elliptic.certificate());
}

#[test]
fn validity_is_demanded_and_bounded() {
    let with = |attributes: &str| code(&sign(&list(attributes, &one(1)), &KEYS.own));
    assert_eq!(with(""), "aggregate-no-valid-until");
    for (until, expected) in [
        ("2026-11-22T12:00:00Z", "aggregate-expired"),
        ("2026-11-22T12:00:01Z", "accepted"),
        ("2026-12-06T12:00:00Z", "accepted"),
        ("2026-12-06T12:00:01Z", "aggregate-too-far-ahead"),
        ("soon", "aggregate-date"),
        ("2026-11-29T12:00:00+01:00", "aggregate-date"),
    ] {
        assert_eq!(with(&format!(r#"validUntil="{until}""#)), expected, "{until}");
    }
    assert_eq!(with(&format!(r#"{} cacheDuration="1 h""#, &VALID[..33])), "aggregate-date");
    let text = sign(&list(VALID, &one(1)), &KEYS.own);
    let shorter = Limits { validity: TimeDelta::days(6), ..Limits::default() };
    let refused = Aggregate::read(text.as_bytes(), &trusted(), now(), &shorter).unwrap_err();
    assert_eq!(refused.code(), "aggregate-too-far-ahead");
    let made = |at: &str| code(&sign(&list_made(at, VALID, &one(1)), &KEYS.own));
    assert_eq!(made("2026-11-22T12:05:00Z"), "accepted");
    assert_eq!(made("2026-11-22T12:05:01Z"), "aggregate-not-yet-made");
    assert_eq!(made("yesterday"), "aggregate-date");
    // The ends of what the clock can hold.
    for year in ["-262143", "-262144", "+262142", "0000", "9999"] {
        let code = made(&format!("{year}-01-01T00:00:00Z"));
        assert!(["accepted", "aggregate-date", "aggregate-not-yet-made"].contains(&code), "{year}: {code}");
        let code = with(&format!(r#"validUntil="{year}-01-01T00:00:00Z""#));
        assert!(["aggregate-expired", "aggregate-date", "aggregate-too-far-ahead"].contains(&code), "{year}: {code}");
    }
}

#[test]
fn what_is_over_a_limit_is_refused() {
    let text = signed();
    let with = |limits: Limits| {
        Aggregate::read(text.as_bytes(), &trusted(), now(), &limits)
            .map_or_else(|refused| refused.code(), |_| "accepted")
    };
    assert_eq!(with(Limits { bytes: text.len(), ..Limits::default() }), "accepted");
    assert_eq!(with(Limits { bytes: text.len() - 1, ..Limits::default() }), "aggregate-too-large");
    assert_eq!(with(Limits { elements: 20, ..Limits::default() }), "aggregate-too-large");
    assert_eq!(Limits::default().bytes, 67_108_864);
    let certificate = "A".repeat(70_000);
    assert_eq!(
        code(&text.replacen("<ds:X509Certificate>", &format!("<ds:X509Certificate>{certificate}"), 1)),
        "aggregate-too-large"
    );
}

#[test]
fn an_entity_id_stands_once() {
    let twice = one(1).replace(r#"ID="_1" "#, "");
    assert_eq!(code(&sign(&list(VALID, &format!("{}{twice}", one(1))), &KEYS.own)), "aggregate-duplicate-entity");
    // Also when it is a service, in another group.
    let service = twice.replace("IDPSSODescriptor", "SPSSODescriptor");
    let text = list(VALID, &format!("{}<md:EntitiesDescriptor>{service}</md:EntitiesDescriptor>", one(1)));
    assert_eq!(code(&sign(&text, &KEYS.own)), "aggregate-duplicate-entity");
}

#[test]
fn one_members_mistake_is_not_the_end_for_all() {
    let ended = one(2).replace("entityID", r#"validUntil="2026-11-22T12:00:00Z" entityID"#);
    let never = one(3).replace("entityID", r#"validUntil="never" entityID"#);
    let nameless = one(4).replace(&entity_id(4), "a b");
    let large = one(5).replace("<md:Organization>", &format!("{}<md:Organization>", " ".repeat(600_000)));
    let old = one(6).replace(names::PROTOCOL, "urn:oasis:names:tc:SAML:1.1:protocol");
    let text = list(VALID, &[one(1), ended, never, nameless, large, old].concat());
    let found = read(&sign(&text, &KEYS.own)).unwrap();
    assert_eq!((found.providers.len(), found.others), (1, 1));
    let passed_over: Vec<_> = found.passed_over.iter().map(|one| one.entity_id.as_str()).collect();
    assert_eq!(passed_over, [&entity_id(2), &entity_id(3), "a b", &entity_id(5)]);
    assert!(found.passed_over.iter().all(|one| !one.why.is_empty()));
}

#[test]
fn names_fall_back_to_the_organisations() {
    let strip = |text: String, from: &str, to: &str| {
        let (start, end) = (text.find(from).unwrap(), text.find(to).unwrap() + to.len());
        [&text[..start], &text[end..]].concat()
    };
    let quiet = strip(one(1), "<mdui:UIInfo>", "</mdui:UIInfo>");
    let foreign = strip(one(2), "<mdui:UIInfo>", "</mdui:UIInfo>").replace(r#"xml:lang="sv""#, r#"xml:lang="fi""#);
    let found = read(&sign(&list(VALID, &[quiet, foreign].concat()), &KEYS.own)).unwrap();
    assert_eq!((found.providers[0].name.sv(), found.providers[0].name.en()), (Some("Kommun 1"), None));
    assert_eq!((found.providers[1].name.sv(), found.providers[1].name.best("sv")), (None, Some("Kommun 2")));
}

#[test]
fn an_older_list_does_not_replace_a_newer_one() {
    let of = |created: Option<&str>, until: &str| Freshness {
        id: None,
        valid_until: at(until),
        created: created.map(at),
        cache_duration: None,
    };
    let (one, two) = ("2026-11-22T10:00:00Z", "2026-11-22T11:00:00Z");
    let may =
        |old: &Freshness, new: &Freshness| may_replace(old, new).map_or_else(|refused| refused.code(), |()| "yes");
    let back = "aggregate-rolled-back";
    assert_eq!(may(&of(Some(one), two), &of(Some(two), two)), "yes");
    assert_eq!(may(&of(Some(two), two), &of(Some(one), two)), back);
    // When it was made decides, even when its end is earlier.
    assert_eq!(may(&of(Some(one), two), &of(Some(two), one)), "yes");
    assert_eq!(may(&of(Some(two), one), &of(Some(one), two)), back);
    // The same instant, or none on either side: the end decides.
    for (old, new) in [(Some(one), Some(one)), (None, None), (Some(two), None), (None, Some(one))] {
        assert_eq!(may(&of(old, one), &of(new, one)), "yes");
        assert_eq!(may(&of(old, one), &of(new, two)), "yes");
        assert_eq!(may(&of(old, two), &of(new, one)), back);
    }
}

#[test]
fn it_is_fetched_again_in_time() {
    let of = |cache_duration| Freshness {
        id: None,
        valid_until: now() + TimeDelta::hours(24),
        created: None,
        cache_duration,
    };
    let minutes = |cache| (of(cache).refresh_at(now()) - now()).num_minutes();
    assert_eq!(minutes(None), 60);
    assert_eq!(minutes(Some(TimeDelta::minutes(30))), 30);
    assert_eq!(minutes(Some(TimeDelta::days(7))), 60);
    assert_eq!(minutes(Some(TimeDelta::zero())), 5);
    let fresh = of(None);
    assert!(!fresh.alarm(now()) && fresh.alarm(now() + TimeDelta::seconds(1)));
    assert!(fresh.is_valid(now()) && !fresh.is_valid(fresh.valid_until));
}

#[test]
fn an_answer_is_for_the_entity_that_was_asked_for() {
    let how = How { uri: "#_1", ..How::default() };
    let make = |member: &str| {
        let text = member.replacen(" ID=", &format!(" {} {VALID} ID=", namespaces()), 1);
        fill_by_xmlsec1(&how.laid_out(&text, "_1", &KEYS.own), &KEYS.own)
    };
    let ask =
        |text: &str, asked: &str| Aggregate::read_answer(text.as_bytes(), asked, &trusted(), now(), &Limits::default());
    let refused = |text: &str, asked: &str| ask(text, asked).map_or_else(|refused| refused.code(), |_| "accepted");
    let answer = make(&one(1));
    let (found, freshness) = ask(&answer, &entity_id(1)).unwrap();
    assert_eq!(
        (found.entity_id.as_str(), found.scopes.as_slice()),
        (entity_id(1).as_str(), ["1".to_owned()].as_slice())
    );
    assert_eq!((found.valid_until, freshness.valid_until), (at("2026-11-29T12:00:00Z"), at("2026-11-29T12:00:00Z")));
    assert_eq!(refused(&answer, &entity_id(2)), "aggregate-other-entity");
    assert_eq!(refused(&answer, &entity_id(1).to_uppercase()), "aggregate-other-entity");
    assert_eq!(refused(&answer.replace("Kommun", "Stad"), &entity_id(1)), "aggregate-signature");
    assert_eq!(refused(&sign(&list(VALID, &one(1)), &KEYS.own), &entity_id(1)), "aggregate-not-one-entity");
    let service = make(&one(1).replace("IDPSSODescriptor", "SPSSODescriptor"));
    assert_eq!(refused(&service, &entity_id(1)), "aggregate-not-a-provider");
    let unsigned = one(1).replacen(" ID=", &format!(" {} {VALID} ID=", namespaces()), 1);
    assert_eq!(refused(&unsigned, &entity_id(1)), "aggregate-unsigned");
    // It may also be read as a document of one.
    assert_eq!(read(&answer).unwrap().entity_id, Some(entity_id(1)));
}

#[test]
fn a_large_federation_is_read_whole() {
    let elliptic = KEYS.elliptic.certificate().base64();
    let members: String = (1..=3_000).map(|number| provider(number, &elliptic)).collect();
    let text = How::default().laid_out(&list(VALID, &members), LIST, &KEYS.own);
    let found = read(&fill_by_xmlsec1(&text, &KEYS.own)).unwrap();
    assert_eq!((found.providers.len(), found.passed_over.len(), found.others), (3_000, 0, 0));
    let expected = (1..=3_000).all(|n| found.providers[n - 1].scopes == [n.to_string()]);
    assert!(expected);
}

#[test]
fn every_sentence_says_what_to_do() {
    let refused = [
        AggregateRefused::NoTrustedKey,
        AggregateRefused::Unsigned,
        AggregateRefused::WrongKey,
        AggregateRefused::NoValidUntil,
        AggregateRefused::Expired(now()),
        AggregateRefused::RolledBack { old: now(), new: now() },
        AggregateRefused::DuplicateEntity("x".into()),
    ];
    for refused in refused {
        let text = refused.to_string();
        let told = ["give", "take", "ask", "tell", "check", "add", "keep"].iter().any(|verb| text.contains(verb));
        assert!(told && refused.code().starts_with("aggregate-"), "{text}");
    }
}
