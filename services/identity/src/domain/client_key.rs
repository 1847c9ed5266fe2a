//! Public keys of clients that prove themselves with a signature in the place of a secret: what is taken, and how it is told apart.

use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD as BASE64},
};
use ring::signature::{ECDSA_P256_SHA256_FIXED, RSA_PSS_2048_8192_SHA256, RsaPublicKeyComponents, UnparsedPublicKey};
use serde::Deserialize;
use serde_json::json;
use sha2::{Digest, Sha256};
use x509_cert::{
    der::{Decode, Reader, SliceReader, asn1::UintRef, oid::ObjectIdentifier},
    spki::SubjectPublicKeyInfoRef,
};

/// The longest text of a key.
pub const LONGEST: usize = 8 * 1024;
/// The shortest RSA key, in bits (FAPI 2.0 Security Profile, 5.4.1).
const SHORTEST_RSA: usize = 2048;
/// Longer keys only cost time to whoever must check their signatures.
const LONGEST_RSA: usize = 8192;

const RSA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");
const EC: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.2.1");
const P256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.3.1.7");

/// A public key of a client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PublicKey {
    /// On the curve P-256; signs with ES256.
    Ec {
        /// Of the point.
        x: [u8; 32],
        /// Of the point.
        y: [u8; 32],
    },
    /// Signs with PS256.
    Rsa {
        /// The modulus, without zeros before it.
        n: Vec<u8>,
        /// The exponent, without zeros before it.
        e: Vec<u8>,
    },
}

/// Why a key is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unusable {
    /// It can't be read.
    #[error("the key can't be read: send one public key as a JWK or as PEM, with BEGIN PUBLIC KEY")]
    Form,
    /// It is the secret half.
    #[error(
        "this is a private key, which must never leave the system that signs with it: replace it, and send the public one"
    )]
    Private,
    /// Of a kind that is not taken.
    #[error("take a key on the curve P-256 (ES256), or an RSA key of 2048 to 8192 bits (PS256)")]
    Kind,
}

impl Unusable {
    /// Key of the sentence for the page.
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::Form => "identity-client-wrong-key-form",
            Self::Private => "identity-client-wrong-key-private",
            Self::Kind => "identity-client-wrong-key-kind",
        }
    }
}

/// What is read of a JWK (RFC 7517, RFC 7518 6.2 and 6.3).
#[derive(Default, Deserialize)]
#[serde(default)]
struct Jwk {
    kty: String,
    crv: String,
    x: String,
    y: String,
    n: String,
    e: String,
    #[serde(rename = "use")]
    usage: Option<String>,
    /// The private part of either kind.
    d: Option<serde::de::IgnoredAny>,
    /// The secret of a symmetric key.
    k: Option<serde::de::IgnoredAny>,
}

impl PublicKey {
    /// Reads what somebody has pasted: a JWK, or PEM with BEGIN PUBLIC KEY.
    ///
    /// # Errors
    /// Why it is not taken.
    pub fn read(text: &str) -> Result<Self, Unusable> {
        let text = text.trim();
        if text.contains("PRIVATE KEY") {
            return Err(Unusable::Private);
        }
        if text.len() > LONGEST {
            return Err(Unusable::Form);
        }
        if text.starts_with('{') { Self::from_jwk(text) } else { Self::from_pem(text) }
    }

    fn from_jwk(text: &str) -> Result<Self, Unusable> {
        let jwk: Jwk = serde_json::from_str(text).map_err(|_| Unusable::Form)?;
        if jwk.d.is_some() || jwk.k.is_some() {
            return Err(Unusable::Private);
        }
        if jwk.usage.as_deref().is_some_and(|usage| usage != "sig") {
            return Err(Unusable::Kind);
        }
        let bytes = |text: &str| BASE64.decode(text).map_err(|_| Unusable::Form);
        match (jwk.kty.as_str(), jwk.crv.as_str()) {
            ("EC", "P-256") => Self::ec(&bytes(&jwk.x)?, &bytes(&jwk.y)?),
            ("RSA", _) => Self::rsa(&bytes(&jwk.n)?, &bytes(&jwk.e)?),
            ("", _) => Err(Unusable::Form),
            _ => Err(Unusable::Kind),
        }
    }

    fn from_pem(text: &str) -> Result<Self, Unusable> {
        let body = text.strip_prefix("-----BEGIN PUBLIC KEY-----");
        let body = body.and_then(|rest| rest.strip_suffix("-----END PUBLIC KEY-----")).ok_or(Unusable::Form)?;
        let body: String = body.chars().filter(|c| !c.is_ascii_whitespace()).collect();
        let der = STANDARD.decode(body).map_err(|_| Unusable::Form)?;
        let info = SubjectPublicKeyInfoRef::try_from(der.as_slice()).map_err(|_| Unusable::Form)?;
        let key = info.subject_public_key.raw_bytes();
        if info.algorithm.oid == RSA {
            let (n, e) = rsa_parts(key).map_err(|_| Unusable::Form)?;
            return Self::rsa(&n, &e);
        }
        let curve = info.algorithm.parameters.and_then(|any| any.decode_as::<ObjectIdentifier>().ok());
        match (info.algorithm.oid == EC && curve == Some(P256), key) {
            (true, [4, point @ ..]) if point.len() == 64 => {
                let (x, y) = point.split_at(32);
                Self::ec(x, y)
            }
            (true, _) => Err(Unusable::Form),
            (false, _) => Err(Unusable::Kind),
        }
    }

    fn ec(x: &[u8], y: &[u8]) -> Result<Self, Unusable> {
        let part = |bytes: &[u8]| bytes.try_into().map_err(|_| Unusable::Form);
        Ok(Self::Ec { x: part(x)?, y: part(y)? })
    }

    fn rsa(n: &[u8], e: &[u8]) -> Result<Self, Unusable> {
        let bare = |bytes: &[u8]| bytes.iter().copied().skip_while(|byte| *byte == 0).collect::<Vec<u8>>();
        let (n, e) = (bare(n), bare(e));
        let zeros = n.first().map_or(0, |first| first.leading_zeros() as usize);
        // An exponent of more than 33 bits is not verified with; a smaller one than 65537 is not signed with by anybody well-meaning.
        let exponent = e.iter().fold(0_u64, |sum, byte| sum.saturating_mul(256).saturating_add(u64::from(*byte)));
        let fits = (SHORTEST_RSA..=LONGEST_RSA).contains(&(n.len() * 8).saturating_sub(zeros));
        if fits && (65_537..1 << 33).contains(&exponent) { Ok(Self::Rsa { n, e }) } else { Err(Unusable::Kind) }
    }

    /// As a JWK with the members that RFC 7638 demands, in its order: what is kept, and what a thumbprint is made of.
    #[must_use]
    pub fn jwk(&self) -> String {
        let text = |bytes: &[u8]| BASE64.encode(bytes);
        // Members of a JSON value are kept sorted by name.
        match self {
            Self::Ec { x, y } => json!({ "crv": "P-256", "kty": "EC", "x": text(x), "y": text(y) }),
            Self::Rsa { n, e } => json!({ "e": text(e), "kty": "RSA", "n": text(n) }),
        }
        .to_string()
    }

    /// The name that follows from the key itself (RFC 7638).
    #[must_use]
    pub fn thumbprint(&self) -> String {
        BASE64.encode(Sha256::digest(self.jwk()))
    }

    /// The only algorithm that the key signs with.
    #[must_use]
    pub const fn algorithm(&self) -> &'static str {
        match self {
            Self::Ec { .. } => "ES256",
            Self::Rsa { .. } => "PS256",
        }
    }

    /// Whether the holder of the private key has signed this.
    #[must_use]
    pub fn has_signed(&self, message: &[u8], signature: &[u8]) -> bool {
        match self {
            Self::Ec { x, y } => {
                let point = [&[4][..], x, y].concat();
                UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point).verify(message, signature).is_ok()
            }
            Self::Rsa { n, e } => {
                RsaPublicKeyComponents { n, e }.verify(&RSA_PSS_2048_8192_SHA256, message, signature).is_ok()
            }
        }
    }
}

/// RFC 8017 A.1.1: a sequence of modulus and exponent.
fn rsa_parts(der: &[u8]) -> Result<(Vec<u8>, Vec<u8>), x509_cert::der::Error> {
    let mut reader = SliceReader::new(der)?;
    reader.sequence(|inner| {
        let (n, e) = (UintRef::decode(inner)?, UintRef::decode(inner)?);
        Ok((n.as_bytes().to_vec(), e.as_bytes().to_vec()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 7517, appendix A.1, without `alg`, `use` and `kid`.
    const EC_JWK: &str = r#"{"kty":"EC","crv":"P-256","x":"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4","y":"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM"}"#;
    /// RFC 7638, 3.1: the key and its thumbprint.
    const RSA_JWK: &str = r#"{"kty":"RSA","n":"0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw","e":"AQAB","alg":"RS256","kid":"2011-04-29"}"#;
    const RSA_THUMBPRINT: &str = "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs";

    fn pem(der: &[u8]) -> String {
        format!("-----BEGIN PUBLIC KEY-----\n{}\n-----END PUBLIC KEY-----\n", STANDARD.encode(der))
    }

    #[test]
    fn a_jwk_is_read_and_named_as_the_standard_says() {
        let rsa = PublicKey::read(RSA_JWK).unwrap();
        assert_eq!((rsa.thumbprint().as_str(), rsa.algorithm()), (RSA_THUMBPRINT, "PS256"));
        assert!(rsa.jwk().starts_with(r#"{"e":"AQAB","kty":"RSA","n":"0vx7"#), "{}", rsa.jwk());
        let ec = PublicKey::read(EC_JWK).unwrap();
        assert_eq!(ec.algorithm(), "ES256");
        assert_eq!(PublicKey::read(&ec.jwk()).unwrap(), ec, "what is kept is read again");
        assert!(ec.jwk().starts_with(r#"{"crv":"P-256","kty":"EC","x":"MKBC"#), "{}", ec.jwk());
    }

    #[test]
    fn pem_gives_the_same_key() {
        let ec = PublicKey::read(EC_JWK).unwrap();
        let PublicKey::Ec { x, y } = &ec else { panic!("it is on a curve") };
        let head = hex::decode("3059301306072a8648ce3d020106082a8648ce3d030107034200").unwrap();
        let info = [&head[..], &[4], x, y].concat();
        assert_eq!(PublicKey::read(&pem(&info)).unwrap(), ec);
        let p384 = hex::decode("3076301006072a8648ce3d020106052b81040022036200").unwrap();
        let other = [&p384[..], &[4], &[1; 96]].concat();
        assert_eq!(PublicKey::read(&pem(&other)), Err(Unusable::Kind));
        assert_eq!(PublicKey::read(&pem(&info[..80])), Err(Unusable::Form));
    }

    #[test]
    fn what_is_no_public_key_is_refused_by_name() {
        let with = |from: &str, to: &str| PublicKey::read(&EC_JWK.replace(from, to));
        assert!(with("", "").is_ok());
        assert_eq!(with("\"kty\"", "\"d\":\"AQ\",\"kty\""), Err(Unusable::Private));
        assert_eq!(PublicKey::read("-----BEGIN EC PRIVATE KEY-----\nAQAB"), Err(Unusable::Private));
        assert_eq!(PublicKey::read(r#"{"kty":"oct","k":"AQAB"}"#), Err(Unusable::Private));
        assert_eq!(with("P-256", "P-521"), Err(Unusable::Kind));
        assert_eq!(with("\"kty\"", "\"use\":\"enc\",\"kty\""), Err(Unusable::Kind));
        assert_eq!(with("MKBC", "="), Err(Unusable::Form));
        assert_eq!(with("MKBC", ""), Err(Unusable::Form));
        let short = json!({ "kty": "RSA", "e": "AQAB", "n": BASE64.encode([255; 128]) }).to_string();
        assert_eq!(PublicKey::read(&short), Err(Unusable::Kind));
        assert_eq!(PublicKey::read(&RSA_JWK.replace("AQAB", "Aw")), Err(Unusable::Kind), "the exponent 3");
        for text in ["", "{}", "null", "ssh-ed25519 AAAA", "-----BEGIN PUBLIC KEY-----", "{\"keys\":[]}"] {
            assert_eq!(PublicKey::read(text), Err(Unusable::Form), "{text}");
        }
        let long = format!("{{\"kty\":\"{}\"}}", "x".repeat(LONGEST));
        assert_eq!(PublicKey::read(&long), Err(Unusable::Form));
    }
}
