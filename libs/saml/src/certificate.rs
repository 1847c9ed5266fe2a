//! Certificates as SAML uses them: envelopes for keys.
//!
//! Neither their issuer nor their dates say whether a key is trusted: that it stands in metadata does (Sweden Connect 2.1,
//! SAML Metadata Interoperability Profile 2.5). The dates are read so that operators can be warned.

use base64::{Engine, engine::general_purpose::STANDARD};
use chrono::{DateTime, Utc};
use x509_cert::{
    der::{Decode, Encode, Reader, SliceReader, asn1::UintRef, oid::ObjectIdentifier},
    spki::SubjectPublicKeyInfoOwned,
};

/// The shortest RSA key, in bits (Sweden Connect 8.1).
const SHORTEST_RSA: usize = 2048;
/// Longer keys only cost time to whoever must check their signatures.
const LONGEST_RSA: usize = 8192;

const RSA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");
const EC: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.2.1");
const CURVES: [(ObjectIdentifier, u16); 3] = [
    (ObjectIdentifier::new_unwrap("1.2.840.10045.3.1.7"), 256),
    (ObjectIdentifier::new_unwrap("1.3.132.0.34"), 384),
    (ObjectIdentifier::new_unwrap("1.3.132.0.35"), 521),
];

/// What kind of key a certificate holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PublicKey {
    /// RSA, with the length of its modulus in bits.
    Rsa(usize),
    /// On the curve P-256, P-384 or P-521.
    Ec(u16),
}

/// Why a certificate is not usable.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CertificateError {
    /// It can't be read.
    #[error("the certificate can't be read: {0}")]
    Unreadable(String),
    /// Its key is too weak, or of a kind that is not taken.
    #[error("the certificate's key is not taken: {0}")]
    Key(String),
}

/// A certificate whose key can be used.
#[derive(Clone, PartialEq, Eq)]
pub struct Certificate {
    der: Vec<u8>,
    key: PublicKey,
    spki: Vec<u8>,
    subject: String,
    not_before: DateTime<Utc>,
    not_after: DateTime<Utc>,
}

impl std::fmt::Debug for Certificate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Certificate({}, {:?}, until {})", self.subject, self.key, self.not_after)
    }
}

impl Certificate {
    /// Reads the base64 text of metadata, with any white space in it.
    ///
    /// # Errors
    /// When it is not a certificate, or its key is not RSA of 2048 bits or more, P-256, P-384 or P-521.
    pub fn from_base64(text: &str) -> Result<Self, CertificateError> {
        let text: String = text.chars().filter(|character| !character.is_ascii_whitespace()).collect();
        let der = STANDARD.decode(text).map_err(unreadable)?;
        Self::from_der(&der)
    }

    /// Reads PEM.
    ///
    /// # Errors
    /// As [`Self::from_base64`].
    pub fn from_pem(text: &str) -> Result<Self, CertificateError> {
        let body = text.split_once("-----BEGIN CERTIFICATE-----").and_then(|(_, rest)| rest.split_once("-----END"));
        let (body, _) = body.ok_or_else(|| unreadable("no PEM of a certificate"))?;
        Self::from_base64(body)
    }

    /// Reads DER.
    ///
    /// # Errors
    /// As [`Self::from_base64`].
    pub fn from_der(der: &[u8]) -> Result<Self, CertificateError> {
        let found = x509_cert::Certificate::from_der(der).map_err(unreadable)?.tbs_certificate;
        let at = |time: x509_cert::time::Time| DateTime::<Utc>::from(time.to_system_time());
        Ok(Self {
            key: public_key(&found.subject_public_key_info)?,
            spki: found.subject_public_key_info.to_der().map_err(unreadable)?,
            subject: found.subject.to_string(),
            not_before: at(found.validity.not_before),
            not_after: at(found.validity.not_after),
            der: der.to_vec(),
        })
    }

    /// As metadata and signatures carry it: base64 of DER, on one line.
    pub fn base64(&self) -> String {
        STANDARD.encode(&self.der)
    }

    /// As DER: what a fingerprint is of.
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// As PEM.
    pub fn pem(&self) -> String {
        let text = self.base64();
        let mut pem = String::from("-----BEGIN CERTIFICATE-----\n");
        for (at, character) in text.chars().enumerate() {
            if at > 0 && at % 64 == 0 {
                pem.push('\n');
            }
            pem.push(character);
        }
        pem.push_str("\n-----END CERTIFICATE-----\n");
        pem
    }

    /// The kind of its key.
    pub const fn key(&self) -> PublicKey {
        self.key
    }

    /// Whose it says it is. For operators' eyes only.
    pub fn subject(&self) -> &str {
        &self.subject
    }

    /// From when.
    pub const fn not_before(&self) -> DateTime<Utc> {
        self.not_before
    }

    /// Until when. It decides nothing; warn the operators before.
    pub const fn not_after(&self) -> DateTime<Utc> {
        self.not_after
    }

    /// The public key in DER.
    pub(crate) fn spki(&self) -> &[u8] {
        &self.spki
    }
}

fn unreadable(error: impl std::fmt::Display) -> CertificateError {
    CertificateError::Unreadable(error.to_string())
}

fn public_key(found: &SubjectPublicKeyInfoOwned) -> Result<PublicKey, CertificateError> {
    let refuse = |why: String| Err(CertificateError::Key(why));
    if found.algorithm.oid == RSA {
        let bits = rsa_bits(found.subject_public_key.raw_bytes()).map_err(unreadable)?;
        return if (SHORTEST_RSA..=LONGEST_RSA).contains(&bits) {
            Ok(PublicKey::Rsa(bits))
        } else {
            refuse(format!("RSA of {bits} bits"))
        };
    }
    if found.algorithm.oid == EC {
        let curve = found.algorithm.parameters.as_ref().and_then(|any| any.decode_as::<ObjectIdentifier>().ok());
        let known = CURVES.iter().find(|(oid, _)| Some(*oid) == curve);
        return known.map_or_else(
            || refuse("an elliptic curve that is not taken".into()),
            |(_, bits)| Ok(PublicKey::Ec(*bits)),
        );
    }
    refuse(format!("the algorithm {}", found.algorithm.oid))
}

/// RFC 8017 A.1.1: a sequence of modulus and exponent.
fn rsa_bits(der: &[u8]) -> Result<usize, x509_cert::der::Error> {
    let mut reader = SliceReader::new(der)?;
    let modulus = reader.sequence(|inner| {
        let modulus = UintRef::decode(inner)?;
        UintRef::decode(inner)?;
        Ok(modulus.as_bytes().to_vec())
    })?;
    let zeros = modulus.first().map_or(0, |first| first.leading_zeros() as usize);
    Ok(modulus.len() * 8 - zeros)
}
