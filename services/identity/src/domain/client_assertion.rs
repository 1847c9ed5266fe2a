//! The JSON Web Token with which a client proves itself in the place of a secret (RFC 7523, 3; FAPI 2.0 Security Profile, 5.3.2.1).

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD as BASE64};
use chrono::{DateTime, TimeDelta, Utc};
use serde::Deserialize;
use uuid::Uuid;

use super::client_key::PublicKey;

/// What `client_assertion_type` must be (RFC 7523, 2.2).
pub const TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
/// How long an assertion may be good for: it is made for one request.
pub const LONGEST_LIFE: TimeDelta = TimeDelta::seconds(60);
/// How much the clocks of two systems may differ.
const SKEW: TimeDelta = TimeDelta::seconds(10);
/// The longest assertion that is read.
const LONGEST: usize = 8 * 1024;
/// The longest `jti`.
const LONGEST_ID: usize = 200;

#[derive(Deserialize)]
struct Header {
    alg: String,
    crit: Option<serde::de::IgnoredAny>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
struct Claims {
    iss: String,
    sub: String,
    aud: Audience,
    exp: i64,
    iat: Option<i64>,
    nbf: Option<i64>,
    jti: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Several(Vec<String>),
}

/// An assertion that can be read; nothing of it is believed yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assertion {
    algorithm: String,
    claims: Claims,
    /// What is signed.
    message: String,
    signature: Vec<u8>,
}

/// Why an assertion is not taken. What is written of it is a sentence for whoever has made it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    /// It can't be read.
    #[error("client_assertion must be a signed JWT with iss, sub, aud, exp and jti")]
    Form,
    /// Another algorithm, or none.
    #[error("client_assertion must be signed with ES256 or PS256")]
    Algorithm,
    /// Made by somebody else than it is about.
    #[error("iss and sub of client_assertion must both be the client_id")]
    Subject,
    /// No such client, or not a key of its: the same answer, so that nobody finds out which clients there are.
    #[error("client_assertion is not signed with a key that is registered for this client")]
    Signature,
    /// Meant for somebody else.
    #[error("aud of client_assertion must be this installation's issuer or its token endpoint, and nothing beside it")]
    Audience,
    /// Its time is over.
    #[error("client_assertion has expired: make a new one for each request")]
    Expired,
    /// Not yet good, or good for too long.
    #[error("client_assertion must be good now, and for no more than 60 seconds")]
    Times,
    /// Used before.
    #[error("client_assertion has been used: make a new one, with a jti of its own, for each request")]
    Replayed,
}

impl Flaw {
    /// The rule's name in logs and metrics.
    #[must_use]
    pub const fn rule(self) -> &'static str {
        match self {
            Self::Form => "assertion-form",
            Self::Algorithm => "assertion-algorithm",
            Self::Subject => "assertion-subject",
            Self::Signature => "assertion-signature",
            Self::Audience => "assertion-audience",
            Self::Expired => "assertion-expired",
            Self::Times => "assertion-times",
            Self::Replayed => "assertion-replayed",
        }
    }
}

fn decoded<T: serde::de::DeserializeOwned>(part: &str) -> Result<T, Flaw> {
    serde_json::from_slice(&BASE64.decode(part).map_err(|_| Flaw::Form)?).map_err(|_| Flaw::Form)
}

impl Assertion {
    /// Reads an assertion.
    ///
    /// # Errors
    /// [`Flaw::Form`] or [`Flaw::Algorithm`].
    pub fn read(text: &str) -> Result<Self, Flaw> {
        let parts: Vec<&str> = if text.len() > LONGEST { Vec::new() } else { text.split('.').collect() };
        let [header, claims, signature] = <[&str; 3]>::try_from(parts).map_err(|_| Flaw::Form)?;
        let Header { alg, crit } = decoded(header)?;
        if !["ES256", "PS256"].contains(&alg.as_str()) {
            return Err(Flaw::Algorithm);
        }
        // An extension that must be understood is not.
        if crit.is_some() {
            return Err(Flaw::Form);
        }
        let message = format!("{header}.{claims}");
        let claims: Claims = decoded(claims)?;
        if !(1..=LONGEST_ID).contains(&claims.jti.len()) {
            return Err(Flaw::Form);
        }
        let signature = BASE64.decode(signature).map_err(|_| Flaw::Form)?;
        Ok(Self { algorithm: alg, claims, message, signature })
    }

    /// The client that it says it is of.
    ///
    /// # Errors
    /// [`Flaw::Subject`] when it names two, or another than the request does.
    pub fn client(&self, named: Option<&str>) -> Result<Option<Uuid>, Flaw> {
        let Claims { iss, sub, .. } = &self.claims;
        let agree = iss == sub && named.is_none_or(|named| named == sub);
        if agree { Ok(Uuid::try_parse(sub).ok()) } else { Err(Flaw::Subject) }
    }

    /// Whether it is about the party of that name, and made by it.
    #[must_use]
    pub fn is_of(&self, name: &str) -> bool {
        self.claims.iss == name && self.claims.sub == name
    }

    /// Whether the holder of a key has made it.
    #[must_use]
    pub fn is_signed_with(&self, key: &PublicKey) -> bool {
        key.algorithm() == self.algorithm && key.has_signed(self.message.as_bytes(), &self.signature)
    }

    /// Whether it is meant for us and good now. Beside ours no audience is taken: another that it is meant for could use it here.
    ///
    /// # Errors
    /// [`Flaw::Audience`], [`Flaw::Expired`] or [`Flaw::Times`].
    pub fn check(&self, audiences: &[String], now: DateTime<Utc>) -> Result<(), Flaw> {
        let Claims { aud, exp, iat, nbf, .. } = &self.claims;
        let meant = match aud {
            Audience::One(one) => Some(one),
            Audience::Several(several) => several.first().filter(|_| several.len() == 1),
        };
        if !meant.is_some_and(|one| audiences.contains(one)) {
            return Err(Flaw::Audience);
        }
        let (now, skew) = (now.timestamp(), SKEW.num_seconds());
        if exp.saturating_add(skew) <= now {
            return Err(Flaw::Expired);
        }
        let ahead = |at: &Option<i64>| at.is_some_and(|at| at.saturating_sub(skew) > now);
        let long = exp.saturating_sub(now) > LONGEST_LIFE.num_seconds() + skew;
        if long || ahead(iat) || ahead(nbf) { Err(Flaw::Times) } else { Ok(()) }
    }

    /// What it is known by when it comes again, and until when it must be: no longer than it is good.
    #[must_use]
    pub fn used(&self) -> (String, DateTime<Utc>) {
        let until = DateTime::from_timestamp(self.claims.exp, 0).unwrap_or_default() + SKEW;
        (format!("client-assertion {} {}", self.claims.sub, self.claims.jti), until)
    }
}

#[cfg(test)]
mod tests {
    use rand::{Rng, SeedableRng, rngs::StdRng};
    use ring::{
        rand::SystemRandom,
        signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair},
    };
    use serde_json::{Value, json};

    use super::*;

    const CLIENT: &str = "01890a5d-ac96-774b-bcce-b302099a8057";
    const OURS: &str = "https://sambruk.example";

    fn now() -> DateTime<Utc> {
        "2026-11-22T12:00:00Z".parse().unwrap()
    }

    struct Signer(EcdsaKeyPair, SystemRandom);

    impl Signer {
        fn new() -> Self {
            let random = SystemRandom::new();
            let pkcs8 = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random).unwrap();
            let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, pkcs8.as_ref(), &random).unwrap();
            Self(pair, random)
        }

        fn key(&self) -> PublicKey {
            let point = &self.0.public_key().as_ref()[1..];
            PublicKey::Ec { x: point[..32].try_into().unwrap(), y: point[32..].try_into().unwrap() }
        }

        fn sign(&self, header: &Value, claims: &Value) -> String {
            let part = |value: &Value| BASE64.encode(value.to_string());
            let message = format!("{}.{}", part(header), part(claims));
            let signature = self.0.sign(&self.1, message.as_bytes()).unwrap();
            format!("{message}.{}", BASE64.encode(signature))
        }
    }

    fn claims() -> Value {
        let at = now().timestamp();
        json!({ "iss": CLIENT, "sub": CLIENT, "aud": OURS, "exp": at + 60, "iat": at, "jti": "a" })
    }

    fn with(name: &str, value: Value) -> Value {
        let mut claims = claims();
        claims[name] = value;
        claims
    }

    /// What is said of an assertion with these claims.
    fn checked(claims: &Value) -> Result<(), Flaw> {
        let text = Signer::new().sign(&json!({ "alg": "ES256" }), claims);
        let assertion = Assertion::read(&text)?;
        assertion.client(None)?;
        assertion.check(&[OURS.into(), format!("{OURS}/api/identity/v1/token")], now())
    }

    #[test]
    fn only_the_keys_holder_makes_one() {
        let (signer, other) = (Signer::new(), Signer::new());
        let assertion = Assertion::read(&signer.sign(&json!({ "alg": "ES256" }), &claims())).unwrap();
        assert!(assertion.is_signed_with(&signer.key()));
        assert!(!assertion.is_signed_with(&other.key()));
        assert_eq!(assertion.client(Some(CLIENT)), Ok(Uuid::try_parse(CLIENT).ok()));
        assert_eq!(assertion.client(Some("another")), Err(Flaw::Subject));
        let confused = Assertion::read(&signer.sign(&json!({ "alg": "PS256" }), &claims())).unwrap();
        assert!(!confused.is_signed_with(&signer.key()), "a key signs with its own algorithm only");
        let read = |header: Value| Assertion::read(&signer.sign(&header, &claims())).unwrap_err();
        for algorithm in ["none", "None", "HS256", "RS256", "ES384"] {
            assert_eq!(read(json!({ "alg": algorithm })), Flaw::Algorithm, "{algorithm}");
        }
        assert_eq!(read(json!({ "alg": "ES256", "crit": ["b64"] })), Flaw::Form);
    }

    #[test]
    fn it_is_meant_for_us_now_and_shortly() {
        let at = now().timestamp();
        assert_eq!(checked(&claims()), Ok(()));
        assert_eq!(checked(&with("aud", json!([format!("{OURS}/api/identity/v1/token")]))), Ok(()));
        for aud in [json!("https://elsewhere.example"), json!([OURS, "https://elsewhere.example"]), json!([])] {
            assert_eq!(checked(&with("aud", aud.clone())), Err(Flaw::Audience), "{aud}");
        }
        assert_eq!(checked(&with("exp", json!(at - 10))), Err(Flaw::Expired));
        assert_eq!(checked(&with("exp", json!(at - 9))), Ok(()), "clocks differ");
        assert_eq!(checked(&with("exp", json!(at + 71))), Err(Flaw::Times));
        assert_eq!(checked(&with("exp", json!(i64::MAX))), Err(Flaw::Times));
        assert_eq!(checked(&with("iat", json!(at + 11))), Err(Flaw::Times));
        assert_eq!(checked(&with("nbf", json!(at + 11))), Err(Flaw::Times));
        assert_eq!(checked(&with("iss", json!("another"))), Err(Flaw::Subject));
        for name in ["iss", "sub", "aud", "exp", "jti"] {
            assert_eq!(checked(&with(name, Value::Null)), Err(Flaw::Form), "{name}");
        }
        for jti in [String::new(), "x".repeat(LONGEST_ID + 1)] {
            assert_eq!(checked(&with("jti", json!(jti))), Err(Flaw::Form));
        }
    }

    #[test]
    fn what_is_no_token_is_refused_and_no_more() {
        for text in ["", ".", "..", "a.b.c", "e30.e30.e30", "e30.e30", &"a.".repeat(LONGEST)] {
            assert_eq!(Assertion::read(text), Err(Flaw::Form), "{text:.20}");
        }
    }

    #[test]
    fn a_damaged_one_is_nobodys() {
        let signer = Signer::new();
        let text = signer.sign(&json!({ "alg": "ES256" }), &claims());
        let mut dice = StdRng::seed_from_u64(1);
        for turn in 0..5_000 {
            let mut bytes = text.as_bytes().to_vec();
            let at = dice.random_range(0..bytes.len());
            match dice.random_range(0..3) {
                0 => bytes[at] = dice.random_range(32..127),
                1 => bytes.insert(at, dice.random_range(32..127)),
                _ => bytes.truncate(at),
            }
            let damaged = String::from_utf8(bytes).unwrap();
            if Assertion::read(&damaged).is_ok_and(|read| read.is_signed_with(&signer.key())) {
                assert_eq!(damaged, text, "turn {turn}");
            }
        }
    }

    #[test]
    fn it_is_remembered_for_as_long_as_it_is_good() {
        let read = |claims: &Value| Assertion::read(&Signer::new().sign(&json!({ "alg": "ES256" }), claims)).unwrap();
        let (name, until) = read(&claims()).used();
        assert_eq!(until, now() + LONGEST_LIFE + SKEW);
        assert_ne!(name, read(&with("jti", json!("b"))).used().0);
        assert_ne!(name, read(&with("sub", json!("another"))).used().0);
    }
}
