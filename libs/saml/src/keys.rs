//! Our own keys: made here, kept elsewhere.

use chrono::{DateTime, Datelike, Utc};
use rcgen::{
    CertificateParams, DistinguishedName, DnType, KeyPair, PKCS_ECDSA_P256_SHA256, PKCS_RSA_SHA256, RsaKeySize,
};

use crate::{Certificate, CertificateError, PublicKey, names};

/// Why a key could not be made or read.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// It is not an unencrypted PKCS#8 key in PEM ("BEGIN PRIVATE KEY").
    #[error("the private key is not PKCS#8 in PEM, or of a kind that is not taken: {0}")]
    Private(String),
    /// The certificate is not usable.
    #[error(transparent)]
    Certificate(#[from] CertificateError),
    /// The certificate holds another key.
    #[error("the certificate belongs to another private key")]
    Mismatch,
    /// It could not be made.
    #[error("the key could not be made: {0}")]
    Making(String),
}

/// Kinds of keys that we make.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// RSA with 3072 bits: for signing and for encryption.
    Rsa3072,
    /// On the curve P-256: for signing only, since key transport needs RSA.
    P256,
}

/// A private key with the certificate that others know it by.
///
/// What it prints never shows the private half.
#[derive(Clone)]
pub struct Key {
    private: String,
    certificate: Certificate,
}

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Key").field(&self.certificate).finish()
    }
}

impl Key {
    /// Makes a key and a certificate that it has signed itself.
    ///
    /// # Errors
    /// When the system gives no randomness, or an instant can't be written in a certificate.
    pub fn make(
        kind: Kind,
        common_name: &str,
        not_before: DateTime<Utc>,
        not_after: DateTime<Utc>,
    ) -> Result<Self, KeyError> {
        let pair = match kind {
            Kind::Rsa3072 => KeyPair::generate_rsa_for(&PKCS_RSA_SHA256, RsaKeySize::_3072),
            Kind::P256 => KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256),
        };
        let pair = pair.map_err(making)?;
        let mut params = CertificateParams::default();
        params.distinguished_name = DistinguishedName::new();
        params.distinguished_name.push(DnType::CommonName, common_name);
        (params.not_before, params.not_after) = (date(not_before)?, date(not_after)?);
        let certificate = params.self_signed(&pair).map_err(making)?;
        Self::from_pem(&pair.serialize_pem(), &certificate.pem())
    }

    /// Reads a private key and its certificate, both PEM.
    ///
    /// # Errors
    /// When the key is not PKCS#8, the certificate not usable, or the two do not belong together.
    pub fn from_pem(private: &str, certificate: &str) -> Result<Self, KeyError> {
        if !private.contains("-----BEGIN PRIVATE KEY-----") {
            return Err(KeyError::Private("no BEGIN PRIVATE KEY".into()));
        }
        let certificate = Certificate::from_pem(certificate)?;
        let pair = KeyPair::from_pem(private).map_err(|error| KeyError::Private(error.to_string()))?;
        // The public key ends the certificate's description of it.
        if !certificate.spki().ends_with(pair.public_key_raw()) {
            return Err(KeyError::Mismatch);
        }
        Ok(Self { private: private.to_owned(), certificate })
    }

    /// The private key, PKCS#8 in PEM: to be kept where secrets are.
    pub fn private_pem(&self) -> &str {
        &self.private
    }

    /// The certificate.
    pub const fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    /// How it signs: always with SHA-256, which every provider must know (Sweden Connect 8).
    pub const fn signature_algorithm(&self) -> &'static str {
        match self.certificate.key() {
            PublicKey::Rsa(_) => names::RSA_SHA256,
            PublicKey::Ec(_) => names::ECDSA_SHA256,
        }
    }

    /// Whether assertions can be encrypted to it.
    pub const fn can_decrypt(&self) -> bool {
        matches!(self.certificate.key(), PublicKey::Rsa(_))
    }
}

fn making(error: impl std::fmt::Display) -> KeyError {
    KeyError::Making(error.to_string())
}

/// Certificates know seconds, and years with four figures.
fn date(at: DateTime<Utc>) -> Result<time::OffsetDateTime, KeyError> {
    if !(1950..=9999).contains(&at.year()) {
        return Err(KeyError::Making("the year can't be written in a certificate".into()));
    }
    time::OffsetDateTime::from_unix_timestamp(at.timestamp()).map_err(making)
}
