//! Signature wrapping, as SAML Raider numbers it, on a signed response and on a signed assertion. In each a reader that is not
//! careful would take the evil name, while a signature over the good one still holds.

use crate::{
    idp::{Answer, PERSON, open},
    support::{code, pending},
};

const EVIL: &str = "the-director";

/// From the beginning of the first `open` to the end of the last `close`.
fn part<'a>(xml: &'a str, open: &str, close: &str) -> &'a str {
    let start = xml.find(open).unwrap();
    let end = xml[start..].rfind(close).unwrap() + close.len();
    &xml[start..start + end]
}

fn signature(xml: &str) -> &str {
    part(xml, "<ds:Signature", "</ds:Signature>")
}

fn assertion(xml: &str) -> &str {
    part(xml, "<saml:Assertion", "</saml:Assertion>")
}

fn evil(xml: &str) -> String {
    xml.replace(PERSON, EVIL)
}

fn other_id(xml: &str) -> String {
    xml.replace(r#"ID="_assertion-1""#, r#"ID="_evil-1""#).replace(r#"ID="_response-1""#, r#"ID="_evil-2""#)
}

/// The numbers 1 and 2, on a signed response.
fn around_response() -> Vec<(&'static str, String)> {
    let good = Answer::default().signed();
    let sig = signature(&good);
    let bare = good.replace(sig, "");
    let wrapper = other_id(&evil(&good));
    let end = "</ds:Signature>";
    vec![
        ("1", wrapper.replace(end, &format!("{bare}{end}"))),
        ("1, in an Object", wrapper.replace(end, &format!("<ds:Object>{bare}</ds:Object>{end}"))),
        ("2", wrapper.replace(sig, &format!("{bare}{sig}"))),
        ("2, in Extensions", wrapper.replace(sig, &format!("{sig}<samlp:Extensions>{bare}</samlp:Extensions>"))),
    ]
}

/// The numbers 3 to 8, on a signed assertion.
fn around_assertion() -> Vec<(&'static str, String)> {
    let good = Answer::default().signed_assertion();
    let (whole, sig) = (assertion(&good), signature(&good));
    let bare = whole.replace(sig, "");
    let (evil_bare, evil_signed) = (other_id(&evil(&bare)), other_id(&evil(whole)));
    let within = |xml: &str, what: &str| xml.replace("</saml:Assertion>", &format!("{what}</saml:Assertion>"));
    let in_signature = |what: &str| evil_signed.replace("</ds:Signature>", &format!("{what}</ds:Signature>"));
    let put = |what: String| good.replace(whole, &what);
    vec![
        ("3", put(format!("{evil_bare}{whole}"))),
        ("3, after", put(format!("{whole}{evil_bare}"))),
        ("4", put(within(&evil_bare, whole))),
        ("5", put(format!("{evil_signed}{bare}"))),
        ("6", put(in_signature(&bare))),
        ("7", put(format!("<samlp:Extensions>{evil_bare}</samlp:Extensions>{whole}"))),
        ("7, the good one", put(format!("<samlp:Extensions>{whole}</samlp:Extensions>{evil_bare}"))),
        ("8", put(in_signature(&format!("<ds:Object>{bare}</ds:Object>")))),
        (
            "in the status",
            good.replace(whole, &evil_bare).replace(
                "</samlp:Status>",
                &format!("<samlp:StatusDetail>{whole}</samlp:StatusDetail></samlp:Status>"),
            ),
        ),
        ("in advice", put(within(&evil_bare, &format!("<saml:Advice>{whole}</saml:Advice>")))),
        ("the same identifier", put(format!("{}{whole}", evil(&bare)))),
        (
            "another prefix's identifier",
            put(whole.replace(r#"ID="_assertion-1""#, r#"xmlns:x="urn:x" x:ID="_assertion-1" ID="_evil-1""#)),
        ),
        (
            "another namespace",
            put(format!("{}{whole}", evil_bare.replace("<saml:Assertion xmlns:saml", "<saml:Assertion xmlns:q"))
                .replace("<saml:Assertion xmlns:q", r#"<q:Assertion xmlns:q="urn:q" xmlns:saml"#)
                .replacen("</saml:Assertion>", "</q:Assertion>", 1)),
        ),
    ]
}

#[test]
fn whatever_is_wrapped_is_refused_for_that() {
    assert_eq!(code(&open(), &pending(), &Answer::default().signed()), "accepted");
    assert_eq!(code(&open(), &pending(), &Answer::default().signed_assertion()), "accepted");
    let reasons = ["wrapped", "reference", "two-assertions", "duplicate-id", "malformed"];
    for (number, xml) in around_response().into_iter().chain(around_assertion()) {
        assert!(xml.contains(EVIL) || number.contains("prefix"), "{number}");
        let code = code(&open(), &pending(), &xml);
        println!("wrapped {number:28} {code}");
        assert!(reasons.contains(&code), "{number}: {code}");
    }
}

#[test]
fn a_signature_with_more_than_it_needs() {
    let good = Answer::default().signed();
    let with = |from: &str, to: &str| code(&open(), &pending(), &good.replacen(from, to, 1));
    assert_eq!(code(&open(), &pending(), &good), "accepted");
    // CVE-2025-29775: a comment in the digest. CVE-2025-29774: a second SignedInfo.
    assert_eq!(with("</ds:DigestValue>", "<!-- x --></ds:DigestValue>"), "reference");
    let info = part(&good, "<ds:SignedInfo", "</ds:SignedInfo>");
    assert_eq!(with("</ds:SignedInfo>", &format!("</ds:SignedInfo>{info}")), "reference");
    let reference = part(&good, "<ds:Reference", "</ds:Reference>");
    assert_eq!(with("</ds:Reference>", &format!("</ds:Reference>{reference}")), "reference");
    assert_eq!(with(r##"URI="#_response-1""##, r#"URI="""#), "reference");
    assert_eq!(with(r##"URI="#_response-1""##, r##"URI="#xpointer(id('_response-1'))""##), "reference");
    assert_eq!(with(r##"URI="#_response-1""##, r##"URI="#_assertion-1""##), "reference");
    assert_eq!(with(r##"URI="#_response-1""##, r#"URI="https://evil.example/""#), "reference");
    let sig = signature(&good).to_owned();
    assert_eq!(with(&sig, &sig.repeat(2)), "wrapped");
}
