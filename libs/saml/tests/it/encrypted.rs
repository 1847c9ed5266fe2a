//! Encrypted assertions.

use saml::{Encryption, Identity, Key, Refused, finish, names};

use crate::{
    idp::{AES256_GCM, Answer, PERSON, closed, encrypt, open, sign_assertion, sign_response},
    support::{KEYS, Memory, code, now, once, own_with, pending, post},
};

fn with_keys(keys: Vec<Key>, xml: &str) -> Result<Identity, Refused> {
    finish(&own_with(keys), &closed(), &pending(), &post(xml.as_bytes()), now(), &mut Memory::default())
}

#[test]
fn every_algorithm_that_our_metadata_tell_is_taken() {
    for algorithm in names::CONTENT_ENCRYPTION {
        let xml = sign_response(&encrypt(&Answer::default().plain(), &KEYS.own, algorithm), &KEYS.provider);
        let identity =
            once(&closed(), &pending(), xml.as_bytes()).unwrap_or_else(|refused| panic!("{algorithm}: {refused}"));
        assert_eq!(identity.name_id, PERSON, "{algorithm}");
        assert!(!xml.contains(PERSON));
    }
}

#[test]
fn plain_and_encrypted_are_never_mixed() {
    let answer = Answer::default();
    assert_eq!(code(&closed(), &pending(), &answer.encrypted()), "accepted");
    assert_eq!(code(&closed(), &pending(), &answer.signed()), "not-encrypted");
    assert_eq!(code(&open(), &pending(), &answer.signed()), "accepted");
    assert_eq!(code(&open(), &pending(), &answer.encrypted()), "encrypted-forbidden");
    // One of each.
    let encrypted = encrypt(&answer.plain(), &KEYS.own, AES256_GCM);
    let plain = answer.plain();
    let assertion = &plain[plain.find("<saml:Assertion").unwrap()..plain.find("</samlp:Response>").unwrap()];
    let both = sign_response(
        &encrypted.replace("</samlp:Response>", &format!("{assertion}</samlp:Response>")),
        &KEYS.provider,
    );
    assert_eq!(code(&closed(), &pending(), &both), "two-assertions");
    assert_eq!(code(&open(), &pending(), &both), "two-assertions");
}

/// The provider itself breaks the ciphertext and signs that.
fn broken(algorithm: &str) -> String {
    let xml = encrypt(&Answer::default().plain(), &KEYS.own, algorithm);
    let at = xml.rfind("<xenc:CipherValue>").unwrap() + "<xenc:CipherValue>".len() + 60;
    let other = if xml.as_bytes()[at] == b'A' { "B" } else { "A" };
    sign_response(&format!("{}{other}{}", &xml[..at], &xml[at + 1..]), &KEYS.provider)
}

#[test]
fn broken_ciphertext_and_a_wrong_key_are_told_apart_by_nobody() {
    let good = Answer::default().encrypted();
    assert!(with_keys(vec![KEYS.own.clone()], &good).is_ok());
    let wrong_key = with_keys(vec![KEYS.other.clone()], &good).unwrap_err();
    for algorithm in [AES256_GCM, "http://www.w3.org/2001/04/xmlenc#aes128-cbc"] {
        let broken = with_keys(vec![KEYS.own.clone()], &broken(algorithm)).unwrap_err();
        assert_eq!(broken, wrong_key, "{algorithm}");
    }
    assert_eq!(wrong_key.code(), "decryption");
    // Whoever can't sign never comes so far.
    let at = good.rfind("<xenc:CipherValue>").unwrap() + 60;
    let changed = format!("{}{}{}", &good[..at], if good.as_bytes()[at] == b'A' { "B" } else { "A" }, &good[at + 1..]);
    assert_eq!(code(&closed(), &pending(), &changed), "signature");
}

#[test]
fn during_a_rollover_both_keys_decrypt() {
    let old = sign_response(&encrypt(&Answer::default().plain(), &KEYS.own_old, AES256_GCM), &KEYS.provider);
    let new = Answer::default().encrypted();
    let both = vec![KEYS.own.clone(), KEYS.own_old.clone()];
    assert_eq!(with_keys(both.clone(), &new).unwrap().name_id, PERSON);
    assert_eq!(with_keys(both, &old).unwrap().name_id, PERSON);
    assert_eq!(with_keys(vec![KEYS.own.clone()], &old).unwrap_err().code(), "decryption");
}

#[test]
fn the_response_must_be_signed_whatever_is_in_it() {
    let inner = sign_assertion(&Answer::default().plain(), &KEYS.provider);
    let unsigned = encrypt(&inner, &KEYS.own, AES256_GCM);
    assert_eq!(code(&closed(), &pending(), &unsigned), "unsigned");
    assert_eq!(code(&closed(), &pending(), &sign_response(&unsigned, &KEYS.other)), "wrong-key");
    assert_eq!(code(&closed(), &pending(), &sign_response(&unsigned, &KEYS.provider)), "accepted");
    assert_eq!(code(&closed(), &pending(), &sign_response(&unsigned, &KEYS.elliptic)), "accepted");
}

#[test]
fn an_assertions_own_signature_must_hold_also_when_encrypted() {
    let foreign = encrypt(&sign_assertion(&Answer::default().plain(), &KEYS.other), &KEYS.own, AES256_GCM);
    assert_eq!(code(&closed(), &pending(), &sign_response(&foreign, &KEYS.provider)), "wrong-key");
    let inner = sign_assertion(&Answer::default().plain(), &KEYS.provider).replace(PERSON, "somebody-else");
    let changed = sign_response(&encrypt(&inner, &KEYS.own, AES256_GCM), &KEYS.provider);
    assert_eq!(code(&closed(), &pending(), &changed), "signature");
}

#[test]
fn what_is_decrypted_is_checked_like_anything_else() {
    let cases: [(&str, Answer); 4] = [
        ("audience", Answer { audience: "https://other.example/".into(), ..Answer::default() }),
        ("assurance", Answer { class: names::LOA2.into(), ..Answer::default() }),
        (
            "scope",
            Answer {
                attributes: vec![(names::attribute::ORG_AFFILIATION.into(), "anna@2120000142".into())],
                ..Answer::default()
            },
        ),
        (
            "wrapped",
            Answer {
                more: format!(
                    r#"<saml:Advice><saml:Assertion xmlns:saml="{}" ID="_x"/></saml:Advice>"#,
                    names::ASSERTION
                ),
                ..Answer::default()
            },
        ),
    ];
    for (expected, answer) in cases {
        assert_eq!(code(&closed(), &pending(), &answer.encrypted()), expected);
    }
}

#[test]
fn other_encryption_is_refused_by_its_name() {
    let good = Answer::default();
    let encrypted = encrypt(&good.plain(), &KEYS.own, AES256_GCM);
    for (from, to) in [
        (AES256_GCM, "http://www.w3.org/2001/04/xmlenc#tripledes-cbc"),
        (names::RSA_OAEP, "http://www.w3.org/2001/04/xmlenc#rsa-1_5"),
    ] {
        let xml = sign_response(&encrypted.replace(from, to), &KEYS.provider);
        assert_eq!(code(&closed(), &pending(), &xml), "algorithm", "{to}");
    }
    let fetched = encrypted.replacen(
        "<xenc:CipherValue>",
        r#"<xenc:CipherReference URI="https://evil.example/"/><xenc:CipherValue>"#,
        1,
    );
    assert_eq!(code(&closed(), &pending(), &sign_response(&fetched, &KEYS.provider)), "malformed");
}

#[test]
fn one_key_or_two_and_only_such_as_can_decrypt() {
    use saml::{ServiceProvider, SetupError};
    let make = |keys: Vec<Key>| {
        ServiceProvider::new("https://a.example", "https://a.example/acs", KEYS.own.clone(), keys)
            .map(|_| ())
            .unwrap_err()
    };
    assert_eq!(make(vec![]), SetupError::Decryption);
    assert_eq!(make(vec![KEYS.own.clone(), KEYS.own.clone(), KEYS.own.clone()]), SetupError::Decryption);
    assert_eq!(make(vec![KEYS.elliptic.clone()]), SetupError::NotRsa);
    assert_eq!(closed().encryption, Encryption::Required);
}
