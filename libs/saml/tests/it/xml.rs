//! Hostile XML, and text that a careless reader would cut.

use saml::names;

use crate::{
    idp::{Answer, ORG_AFFILIATION, PERSON, closed, open, sign_assertion, sign_response},
    support::{KEYS, SCOPE, code, once, pending},
};

fn turn(xml: &str) -> &'static str {
    code(&open(), &pending(), xml)
}

#[test]
fn document_types_and_what_they_bring() {
    let good = Answer::default().signed();
    assert_eq!(turn(&good), "accepted");
    let bomb = concat!(
        r#"<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">"#,
        r#"<!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;"><!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;">]>"#,
    );
    for prefix in [
        "<!DOCTYPE Response>",
        r#"<!DOCTYPE r SYSTEM "file:///etc/passwd">"#,
        r#"<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>"#,
        "<!DOCTYPE r [<!ATTLIST r ID ID #IMPLIED>]>",
        bomb,
    ] {
        let xml = format!("{prefix}{good}");
        assert_eq!(turn(&xml), "dtd", "{prefix}");
        assert_eq!(code(&closed(), &pending(), &xml), "dtd", "{prefix}");
        assert_eq!(turn(&format!("<?xml version=\"1.0\"?>\n<!-- x -->{prefix}{good}")), "dtd", "{prefix}");
    }
    assert_eq!(turn(&good.replace(PERSON, "&e;")), "malformed");
}

#[test]
fn what_is_not_one_whole_document() {
    let good = Answer::default().signed();
    for xml in [
        String::new(),
        "not XML".into(),
        good[..good.len() - 1].into(),
        good[..good.len() / 2].into(),
        format!("{good}{good}"),
        format!("{good}<x/>"),
        format!("{good}text"),
        format!("<?xml-stylesheet href=\"x\"?>{good}"),
        good.replace("</samlp:Status>", "<?x y?></samlp:Status>"),
        good.replace("</samlp:Status>", "</samlp:Status>&#0;"),
        good.replace("<samlp:Status>", "<samlp:Status a='1' a='2'>"),
        good.replace("<samlp:Status>", "<nobody:x/><samlp:Status>"),
        good.replace("samlp:Response", "samlp:ArtifactResponse"),
        good.replacen(names::PROTOCOL, "urn:x", 1),
    ] {
        assert_eq!(turn(&xml), "malformed", "{}", &xml[..xml.len().min(60)]);
    }
    assert_eq!(turn(&good), "accepted");
    assert_eq!(
        turn(&format!("\u{feff}<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- before -->{good}\n")),
        "accepted"
    );
}

#[test]
fn other_encodings() {
    let good = Answer::default().signed();
    let utf16: Vec<u8> = good.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let marked: Vec<u8> = [0xfe, 0xff].into_iter().chain(utf16.clone()).collect();
    for bytes in
        [utf16, marked, good.replace(PERSON, "\u{e5}").chars().map(|c| u8::try_from(c as u32).unwrap()).collect()]
    {
        let refused = once(&open(), &pending(), &bytes).unwrap_err();
        assert_eq!(refused.code(), "malformed");
    }
}

#[test]
fn too_much_of_it() {
    let good = Answer::default().signed();
    let with = |more: &str| {
        turn(
            &good
                .replace("</samlp:Status>", &format!("<samlp:StatusDetail>{more}</samlp:StatusDetail></samlp:Status>")),
        )
    };
    assert_eq!(with(&format!("{}{}", "<a>".repeat(40), "</a>".repeat(40))), "signature");
    assert_eq!(with(&format!("{}{}", "<a>".repeat(100), "</a>".repeat(100))), "too-large");
    assert_eq!(with(&format!("{}{}", "<a>".repeat(50_000), "</a>".repeat(50_000))), "too-large");
    assert_eq!(with(&"<a/>".repeat(30_000)), "too-large");
    assert_eq!(with(&"a".repeat(600_000)), "too-large");
    let attributes: String = (0..100).fold(String::new(), |all, number| format!("{all} a{number}=''"));
    assert_eq!(with(&format!("<a{attributes}/>")), "too-large");
}

/// What is between does not count for a signature, so whoever may write part of a name could put it into another's signed answer
/// afterwards. The whole name must be read.
#[test]
fn a_name_is_never_cut() {
    let with = |answer: &Answer, from: &str, to: &str| {
        let signed = [answer.signed(), answer.signed_assertion()];
        signed.map(|xml| {
            assert!(xml.contains(from));
            once(&open(), &pending(), xml.replace(from, to).as_bytes()).map(|found| found.name_id)
        })
    };
    let name = "director@orebro.example.evil.example";
    let answer = Answer { name_id: name.into(), ..Answer::default() };
    for between in ["<!-- x -->", "<!---->", "<![CDATA[]]>"] {
        for outcome in with(&answer, "orebro.example.evil", &format!("orebro.example{between}.evil")) {
            assert_eq!(outcome.unwrap(), name, "{between}");
        }
    }
    for same in ["direct&#111;r@", "direct&#x6f;r@", "<![CDATA[director]]>@", "direct<![CDATA[or@]]>"] {
        for outcome in with(&answer, "director@", same) {
            assert_eq!(outcome.unwrap(), name, "{same}");
        }
    }
    for outcome in with(&answer, "orebro.example.evil", "orebro.example<?x?>.evil") {
        assert_eq!(outcome.unwrap_err().code(), "malformed");
    }
    for outcome in with(&answer, "orebro.example.evil", "orebro.example&#0;.evil") {
        assert_eq!(outcome.unwrap_err().code(), "malformed");
    }
}

#[test]
fn neither_are_issuers_classes_and_attributes() {
    let comment = "<!-- x -->";
    let good = Answer {
        attributes: vec![
            (ORG_AFFILIATION.into(), format!("anna@{SCOPE}")),
            ("urn:oid:2.5.4.42".into(), "Anna-Lena".into()),
        ],
        ..Answer::default()
    };
    for xml in [good.signed(), good.signed_assertion()] {
        let xml = xml
            .replace("anna@2120001967", &format!("anna@2120{comment}001967"))
            .replace("Anna-Lena", &format!("Anna{comment}-Lena"));
        let identity = once(&open(), &pending(), xml.as_bytes()).unwrap();
        assert_eq!(identity.attributes.one("urn:oid:2.5.4.42"), Some("Anna-Lena"));
        assert_eq!(identity.scopes().into_iter().collect::<Vec<_>>(), [SCOPE]);
    }
    // A scope that begins like a good one.
    let longer =
        Answer { attributes: vec![(ORG_AFFILIATION.into(), "anna@2120001967.evil".into())], ..Answer::default() };
    let xml = longer.signed().replace("2120001967.evil", &format!("2120001967{comment}.evil"));
    assert_eq!(turn(&xml), "scope");
    let longer = Answer { issuer: "https://idp.orebro.example/idp.evil".into(), ..Answer::default() };
    let xml = sign_response(&longer.plain(), &KEYS.provider).replace("/idp.evil", &format!("/idp{comment}.evil"));
    assert_eq!(turn(&xml), "issuer");
    let longer = Answer { class: format!("{}-not", names::LOA3), ..Answer::default() };
    let xml = sign_assertion(&longer.plain(), &KEYS.provider).replace("loa3-not", &format!("loa3{comment}-not"));
    assert_eq!(turn(&xml), "assurance");
    // A value with elements in it is passed over whole.
    let nested =
        Answer { attributes: vec![("urn:oid:2.5.4.42".into(), "Anna<x>Lena</x>".into())], ..Answer::default() };
    let identity = once(&open(), &pending(), nested.signed().as_bytes()).unwrap();
    assert_eq!(identity.attributes.one("urn:oid:2.5.4.42"), None);
}
