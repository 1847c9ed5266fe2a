//! Metadata of federations that somebody has tampered with (attack S19 and the ways of S1, S3, S4, S9, S10, S12).

use saml::{Aggregate, AggregateRefused, Key, Listed, aggregate::Limits, names};

use crate::{
    aggregate::{code, members, one, read, signed, trusted},
    federation::{How, LIST, VALID, fill, fill_by_xmlsec1, list, namespaces, sign},
    robust::{Dice, damage},
    support::{KEYS, now},
};

#[test]
fn sha1_is_not_taken() {
    let dsig = |name: &str| format!("{}{name}", names::DSIG);
    let (method, digest) = (dsig("rsa-sha1"), dsig("sha1"));
    for how in [How { method: &method, ..How::default() }, How { digest: &digest, ..How::default() }] {
        let text = fill_by_xmlsec1(&how.laid_out(&list(VALID, &one(1)), LIST, &KEYS.own), &KEYS.own);
        assert_eq!(code(&text), "aggregate-algorithm");
    }
}

#[test]
fn a_change_anywhere_is_found() {
    let text = signed();
    assert_eq!(code(&text), "accepted");
    for (from, to) in [
        ("2026-11-29T12:00:00Z", "2026-11-30T12:00:00Z"),
        ("https://federation.example/", "https://federation.example"),
        ("https://idp.2.example/idp/sso", "https://idp.2.example/idp/s50"),
        ("2026-11-22T11:00:00Z", "2026-11-22T11:00:01Z"),
        (">2</shibmd:Scope>", ">1</shibmd:Scope>"),
    ] {
        assert!(text.contains(from), "{from}");
        assert_eq!(code(&text.replace(from, to)), "aggregate-signature", "{from}");
    }
    // Another entity, and one less.
    assert_eq!(
        code(&text.replace(
            "</md:Extensions><md:EntityDescriptor",
            &format!("</md:Extensions>{}<md:EntityDescriptor", one(7))
        )),
        "aggregate-signature"
    );
    assert_eq!(code(&text.replace(&one(2), "")), "aggregate-signature");
    assert_eq!(code(&text.replace("<ds:SignatureValue>", "<ds:SignatureValue>AAAA")), "aggregate-signature");
    let value = &text[text.find("<ds:SignatureValue>").unwrap() + 19..text.find("</ds:SignatureValue>").unwrap()];
    assert_eq!(code(&text.replace(value, "")), "aggregate-signature");
}

#[test]
fn only_given_keys_count() {
    let foreign = sign(&list(VALID, &one(1)), &KEYS.other);
    assert_eq!(code(&foreign), "aggregate-wrong-key");
    // Neither when it shows the certificate that is trusted, nor when it shows none.
    let (own, other) = (KEYS.own.certificate().base64(), KEYS.other.certificate().base64());
    assert_eq!(code(&foreign.replace(&other, &own)), "aggregate-signature");
    let info = |text: &str| text[text.find("<ds:KeyInfo>").unwrap()..text.find("</ds:Signature>").unwrap()].to_owned();
    assert_eq!(code(&foreign.replacen(&info(&foreign), "", 1)), "aggregate-signature");
    let own_text = sign(&list(VALID, &one(1)), &KEYS.own);
    assert_eq!(code(&own_text.replacen(&info(&own_text), "", 1)), "accepted");
    // An elliptic key has not signed by RSA.
    let with = |keys: &[&Key]| {
        let keys: Vec<_> = keys.iter().map(|key| key.certificate().clone()).collect();
        Aggregate::read(foreign.as_bytes(), &keys, now(), &Limits::default()).map(|found| found.signed_by)
    };
    assert_eq!(with(&[&KEYS.elliptic]).unwrap_err().code(), "aggregate-wrong-key");
    assert_eq!(with(&[]).unwrap_err().code(), "aggregate-no-trusted-key");
    // During a rollover two are trusted.
    for keys in [[&KEYS.own, &KEYS.other], [&KEYS.other, &KEYS.own]] {
        assert_eq!(&with(&keys).unwrap(), KEYS.other.certificate());
    }
}

#[test]
fn unsigned_or_signed_in_part_is_refused() {
    let plain = list(VALID, &members());
    assert_eq!(code(&plain), "aggregate-unsigned");
    // A member that is signed itself, within a list that is not, and within one that is.
    let how = How { uri: "#_2", ..How::default() };
    let inner = fill(&how.laid_out(&plain, "_2", &KEYS.own), &KEYS.own);
    assert_eq!(code(&inner), "aggregate-wrapped");
    assert_eq!(code(&sign(&inner, &KEYS.own)), "aggregate-wrapped");
    // In the root, and over a member alone.
    assert_eq!(code(&fill(&how.laid_out(&plain, LIST, &KEYS.own), &KEYS.own)), "aggregate-reference");
}

#[test]
fn signatures_that_were_moved_or_doubled_are_refused() {
    let text = signed();
    let (from, to) = (text.find("<ds:Signature ").unwrap(), text.find("</ds:Signature>").unwrap() + 15);
    let (signature, without) = (&text[from..to], [&text[..from], &text[to..]].concat());
    let end = without.rfind("</md:EntitiesDescriptor>").unwrap();
    assert_eq!(code(&[&without[..end], signature, &without[end..]].concat()), "aggregate-wrapped");
    assert_eq!(code(&text.replacen(signature, &format!("{signature}{signature}"), 1)), "aggregate-wrapped");
    let hidden = format!("<md:Extensions>{signature}<mdrpi");
    assert_eq!(code(&without.replacen("<md:Extensions><mdrpi", &hidden, 1)), "aggregate-wrapped");
    // The genuine list within the signature of a forged one, and the forged one around the genuine one.
    let genuine = &text[text.find("<md:EntitiesDescriptor").unwrap()..];
    let object = signature.replace("</ds:Signature>", &format!("<ds:Object>{genuine}</ds:Object></ds:Signature>"));
    let forged = |root: &str| format!("<md:EntitiesDescriptor {} ID=\"{root}\" {VALID}>", namespaces());
    assert_eq!(code(&format!("{}{object}{}</md:EntitiesDescriptor>", forged("_forged"), one(7))), "aggregate-wrapped");
    let around = format!("{}{signature}{}{genuine}</md:EntitiesDescriptor>", forged("_forged"), one(7));
    assert_eq!(code(&around), "aggregate-wrapped");
    // The same with the signature of the genuine one taken out of it.
    let genuine = &without[without.find("<md:EntitiesDescriptor").unwrap()..];
    let around = |root: &str| format!("{}{signature}{}{genuine}</md:EntitiesDescriptor>", forged(root), one(7));
    assert_eq!(code(&around("_forged")), "aggregate-reference");
    assert_eq!(code(&around(LIST)), "aggregate-duplicate-id");
    // An entity in the part that is not signed.
    let key = format!("<ds:KeyInfo>{}", one(7));
    assert_eq!(code(&text.replacen("<ds:KeyInfo>", &key, 1)), "aggregate-wrapped");
    let commented = text.replacen("<ds:DigestValue>", "<ds:DigestValue><!-- x -->", 1);
    assert_eq!(code(&commented), "aggregate-reference");
}

#[test]
fn identifiers_are_unique_and_plain() {
    assert!(signed().contains(r#"ID="_3""#));
    assert_eq!(code(&signed().replace(r#"ID="_3""#, r#"ID="_2""#)), "aggregate-duplicate-id");
    assert_eq!(code(&signed().replace(r#"ID="_3""#, r#"Id="_list-1""#)), "aggregate-duplicate-id");
    assert_eq!(code(&signed().replace(r#"ID="_3""#, r#"xml:id="_3""#)), "aggregate-wrapped");
    assert_eq!(code(&signed().replace(r#"ID="_3""#, r#"md:ID="_3""#)), "aggregate-wrapped");
}

#[test]
fn references_cover_the_whole() {
    let with =
        |how: &How<'_>| code(&how.laid_out(&list(VALID, &one(1)), LIST, &KEYS.own).replace("Value></", "Value>AAAA</"));
    let xpath = "http://www.w3.org/TR/1999/REC-xpath-19991116";
    for transforms in [&[names::ENVELOPED, xpath][..], &[names::EXCLUSIVE], &[names::EXCLUSIVE, names::ENVELOPED]] {
        assert_eq!(with(&How { transforms, ..How::default() }), "aggregate-algorithm", "{transforms:?}");
    }
    assert_eq!(with(&How { transforms: &[], ..How::default() }), "aggregate-reference");
    assert_eq!(with(&How { transforms: &[names::ENVELOPED; 3], ..How::default() }), "aggregate-reference");
    for uri in ["#", "#_1", "#xpointer(/)", "cid:x", "https://federation.example/", "/etc/hostname"] {
        assert_eq!(with(&How { uri, ..How::default() }), "aggregate-reference", "{uri}");
    }
    assert_eq!(with(&How { canonical: xpath, ..How::default() }), "aggregate-algorithm");
    let hmac = "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256";
    assert_eq!(with(&How { method: hmac, ..How::default() }), "aggregate-algorithm");
    // The positive control: with nothing of this wrong the signature itself is looked at.
    assert_eq!(with(&How::default()), "aggregate-signature");
    let text = signed();
    let (from, to) = (text.find("<ds:Reference").unwrap(), text.find("</ds:SignedInfo>").unwrap());
    assert_eq!(code(&text.replace(&text[from..to], &text[from..to].repeat(2))), "aggregate-reference");
}

#[test]
fn what_is_no_plain_document_is_refused() {
    let text = signed();
    assert_eq!(code(&text.replacen("?>", "?><!DOCTYPE md:EntitiesDescriptor>", 1)), "aggregate-dtd");
    assert_eq!(code(&text.replacen("?>", "?><?x y?>", 1)), "aggregate-malformed");
    assert_eq!(code(&text.replacen("UTF-8", "ISO-8859-1", 1)), "aggregate-malformed");
    for share in 1..20 {
        let cut = text.floor_char_boundary(text.len() * share / 20);
        assert_eq!(code(&text[..cut]), "aggregate-malformed", "{share}");
    }
    for (text, expected) in [
        ("", "aggregate-malformed"),
        ("<html/>", "aggregate-not-metadata"),
        ("<EntitiesDescriptor/>", "aggregate-wrapped"),
        ("not found", "aggregate-malformed"),
    ] {
        assert_eq!(code(text), expected, "{text}");
    }
    assert_eq!(code(&format!("{text}{text}")), "aggregate-malformed");
    assert_eq!(code(&format!("{text}x")), "aggregate-malformed");
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let refused = Aggregate::read(&utf16, &trusted(), now(), &Limits::default()).unwrap_err();
    assert_eq!(refused.code(), "aggregate-malformed");
    let deep = list(VALID, &"<md:EntitiesDescriptor>".repeat(100));
    assert_eq!(code(&deep), "aggregate-too-large");
    assert_eq!(code(&list(VALID, "<md:Other/>")), "aggregate-malformed");
    assert_eq!(code(&list(VALID, &one(1).replace("Kommun", "&unknown;"))), "aggregate-malformed");
}

/// What is read of the providers, but for their text, in which comments may be changed: nobody signs those.
fn told(found: &Aggregate) -> Vec<Listed> {
    let blank = |listed: &Listed| {
        let mut listed = listed.clone();
        listed.xml.clear();
        listed
    };
    found.providers.iter().map(blank).collect()
}

#[test]
fn what_is_not_signed_is_not_read() {
    let text = signed();
    let expected = told(&read(&text).unwrap());
    let mut accepted = 0;
    for wrapping in [
        "<!--|-->",
        "<!-- | -->",
        "<!-->|<!-- -->",
        "<!--->|<!-- -->",
        "<!-- -- >|<!-- -->",
        "<!-- --!>|<!-- -->",
        "<![CDATA[|]]>",
        "<!-- ]]> -->|",
        "<!-- <![CDATA[ -->|<!-- ]]> -->",
        "<!x>|",
        "<!|>",
        "</|>",
        "<?x |?>",
    ] {
        for behind in [
            "-->",
            "</ds:Signature>",
            "</md:Extensions>",
            "</md:EntityDescriptor>\n",
            "</md:EntitiesDescriptor>",
            "Kommun 1",
        ] {
            assert!(text.contains(behind));
            let hidden = wrapping.replace('|', &one(7));
            match read(&text.replace(behind, &format!("{behind}{hidden}"))) {
                Ok(found) => {
                    assert_eq!(told(&found), expected, "{wrapping} {behind}");
                    accepted += 1;
                }
                Err(refused) => assert!(refused.code().starts_with("aggregate-")),
            }
        }
    }
    // The plain comments, where they may stand.
    assert!(accepted >= 6, "{accepted}");
}

#[test]
fn thousands_of_damaged_lists() {
    let text = sign(&list(VALID, &members()), &KEYS.elliptic);
    let keys = [KEYS.elliptic.certificate().clone()];
    let read = |bytes: &[u8]| Aggregate::read(bytes, &keys, now(), &Limits::default());
    let expected = read(text.as_bytes()).unwrap();
    let (mut dice, mut accepted, mut verified) = (Dice(0x5a4d_4252_554b), 0, 0);
    for turn in 0..1_500 {
        match read(&damage(text.as_bytes(), &mut dice)) {
            Ok(found) => {
                assert_eq!((told(&found), &found.freshness), (told(&expected), &expected.freshness), "turn {turn}");
                accepted += 1;
            }
            Err(AggregateRefused::Signature(_) | AggregateRefused::WrongKey) => verified += 1,
            Err(_) => {}
        }
    }
    println!("{accepted} accepted as signed, {verified} refused by their signature, of 1500");
    assert!(accepted > 0 && verified > 200);
}
