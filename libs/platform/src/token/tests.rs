use rand::{Rng, SeedableRng, rngs::StdRng};
use ring::{
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair},
};
use serde_json::{Value, json};

use super::*;

fn key() -> EcdsaKeyPair {
    let random = SystemRandom::new();
    let document = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random).unwrap();
    EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, document.as_ref(), &random).unwrap()
}

fn config() -> Config {
    let mut config = crate::verify::bed::config(std::path::Path::new("/nowhere"), None);
    config.http.public_url = "https://portal.example".into();
    config
}

fn now() -> DateTime<Utc> {
    "2026-11-22T12:00:00Z".parse().unwrap()
}

fn claims() -> Claims {
    Claims {
        iss: "https://portal.example".into(),
        aud: "https://portal.example/api".into(),
        sub: Uuid::from_u128(1),
        client_id: Uuid::from_u128(1),
        exp: now().timestamp() + 600,
        iat: now().timestamp(),
        jti: Uuid::from_u128(2),
        scope: "identity.own bibblix.loans.read".into(),
        tenant: "sandviken-2181".parse().unwrap(),
        holder: "sandviken-2181".parse().unwrap(),
        secret: Uuid::from_u128(3),
    }
}

fn sealed(header: &Value, claims: &Value, key: &EcdsaKeyPair) -> String {
    let text = format!("{}.{}", BASE64.encode(header.to_string()), BASE64.encode(claims.to_string()));
    let signature = key.sign(&SystemRandom::new(), text.as_bytes()).unwrap();
    format!("{text}.{}", BASE64.encode(signature))
}

fn read(text: &str, key: &EcdsaKeyPair) -> Result<Claims, Flaw> {
    key_of(text)?;
    let claims = signed(text, key.public_key().as_ref())?;
    check(&claims, &config(), now()).map(|()| claims)
}

fn header() -> Value {
    json!({ "typ": "at+jwt", "alg": "ES256", "kid": "k" })
}

#[test]
fn a_token_of_ours_is_taken() {
    let key = key();
    let text = sealed(&header(), &serde_json::to_value(claims()).unwrap(), &key);
    assert!(looks_like(&text) && !looks_like("smb_b302099a8057_x"));
    assert_eq!(key_of(&text).unwrap(), "k");
    assert_eq!(read(&text, &key).unwrap(), claims());
    let public = key.public_key().as_ref().to_vec();
    assert_eq!(point(&BASE64.encode(&public[1..33]), &BASE64.encode(&public[33..])), Some(public));
    assert_eq!(point("AA", "AA"), None);
}

#[test]
fn a_header_that_is_not_ours_is_refused() {
    let key = key();
    let body = serde_json::to_value(claims()).unwrap();
    let refused = |header: Value| read(&sealed(&header, &body, &key), &key).unwrap_err();
    assert_eq!(refused(json!({ "typ": "at+jwt", "alg": "none", "kid": "k" })), Flaw::Algorithm);
    assert_eq!(refused(json!({ "typ": "at+jwt", "alg": "HS256", "kid": "k" })), Flaw::Algorithm);
    assert_eq!(refused(json!({ "typ": "at+jwt", "alg": "es256", "kid": "k" })), Flaw::Algorithm);
    assert_eq!(refused(json!({ "typ": "JWT", "alg": "ES256", "kid": "k" })), Flaw::Type);
    assert_eq!(refused(json!({ "alg": "ES256", "kid": "k" })), Flaw::Type);
    assert_eq!(refused(json!({ "typ": "at+jwt", "alg": "ES256", "crit": ["b64"] })), Flaw::Form);
}

#[test]
fn a_key_that_the_token_brings_along_is_no_key() {
    let (key, stranger) = (key(), self::key());
    let body = serde_json::to_value(claims()).unwrap();
    let public = stranger.public_key().as_ref();
    let jwk =
        json!({ "kty": "EC", "crv": "P-256", "x": BASE64.encode(&public[1..33]), "y": BASE64.encode(&public[33..]) });
    for (name, value) in
        [("jwk", jwk), ("jku", json!("https://evil.example/jwks")), ("x5u", json!("https://evil.example/x"))]
    {
        let mut brings = header();
        brings[name] = value;
        assert_eq!(read(&sealed(&brings, &body, &stranger), &key).unwrap_err(), Flaw::Signature, "{name}");
        assert_eq!(read(&sealed(&brings, &body, &key), &key).unwrap(), claims(), "{name} says nothing");
    }
}

#[test]
fn without_a_signature_of_ours_it_says_nothing() {
    let (key, other) = (key(), self::key());
    let body = serde_json::to_value(claims()).unwrap();
    let text = sealed(&header(), &body, &key);
    assert_eq!(read(&sealed(&header(), &body, &other), &key).unwrap_err(), Flaw::Signature);
    let parts: Vec<&str> = text.split('.').collect();
    let mut more = body;
    more["scope"] = json!("billing.usage.send");
    let tampered = format!("{}.{}.{}", parts[0], BASE64.encode(more.to_string()), parts[2]);
    assert_eq!(read(&tampered, &key).unwrap_err(), Flaw::Signature);
    assert_eq!(read(&format!("{}.{}.", parts[0], parts[1]), &key).unwrap_err(), Flaw::Signature);
    let unsigned = json!({ "typ": "at+jwt", "alg": "none" }).to_string();
    assert_eq!(read(&format!("{}.{}.", BASE64.encode(unsigned), parts[1]), &key).unwrap_err(), Flaw::Algorithm);
    for broken in ["", "a.b.c", "a.b", "....", &"a".repeat(10_000), &format!("{text}.x"), &format!("{text}=")] {
        assert_eq!(read(broken, &key).unwrap_err(), Flaw::Form, "{broken}");
    }
}

/// Changes, adds or takes away some characters: the same in every run.
fn damage(text: &str, dice: &mut StdRng) -> String {
    const LETTERS: &[u8] = b"ABCabc019-_.=+/ \0{}\"";
    let mut bytes = text.as_bytes().to_vec();
    for _ in 0..dice.random_range(1..4) {
        let at = dice.random_range(0..bytes.len());
        let letter = LETTERS[dice.random_range(0..LETTERS.len())];
        match dice.random_range(0..4) {
            0 => bytes[at] = letter,
            1 => bytes.insert(at, letter),
            2 if bytes.len() > 1 => drop(bytes.remove(at)),
            _ => bytes.truncate(at.max(1)),
        }
    }
    String::from_utf8(bytes).unwrap()
}

#[test]
fn a_damaged_token_says_nothing() {
    let key = key();
    let text = sealed(&header(), &serde_json::to_value(claims()).unwrap(), &key);
    let (mut dice, mut seen) = (StdRng::seed_from_u64(1), std::collections::BTreeSet::new());
    for turn in 0..5_000 {
        let damaged = damage(&text, &mut dice);
        match read(&damaged, &key) {
            Ok(_) => assert_eq!(damaged, text, "turn {turn}"),
            Err(flaw) => drop(seen.insert(flaw.rule())),
        }
    }
    assert!(seen.len() >= 4, "{seen:?}");
}

#[test]
fn a_token_for_elsewhere_or_another_time_is_refused() {
    let refused = |change: &dyn Fn(&mut Claims)| {
        let mut claims = claims();
        change(&mut claims);
        check(&claims, &config(), now()).err()
    };
    assert_eq!(refused(&|_| ()), None);
    assert_eq!(refused(&|claims| claims.iss = "https://portal.example/".into()), Some(Flaw::Issuer));
    assert_eq!(refused(&|claims| claims.aud = "https://portal.example".into()), Some(Flaw::Audience));
    let at = now().timestamp();
    let span = |from: i64, to: i64| move |claims: &mut Claims| (claims.iat, claims.exp) = (at + from, at + to);
    assert_eq!(refused(&span(-600, 0)), None, "within the skew");
    assert_eq!(refused(&span(-610, -10)), Some(Flaw::Expired));
    assert_eq!(refused(&span(-300, -200)), Some(Flaw::Expired));
    assert_eq!(refused(&span(9, 600)), None);
    assert_eq!(refused(&span(11, 600)), Some(Flaw::Times));
    assert_eq!(refused(&span(0, 3600)), Some(Flaw::Times));
    assert_eq!(refused(&span(i64::MIN / 2, i64::MAX - at)), Some(Flaw::Times));
    assert_eq!(refused(&|claims| claims.sub = Uuid::nil()), Some(Flaw::Times));
}

#[test]
fn every_refusal_can_stand_in_a_header() {
    for flaw in [Flaw::Form, Flaw::Key, Flaw::Expired, Flaw::Times, Flaw::Client(Over::Secret)] {
        let text = flaw.to_string();
        assert!(axum::http::HeaderValue::from_str(&text).is_ok() && !text.contains('"'), "{text}");
        assert!(!flaw.rule().is_empty());
    }
}
