//! The provider's key and the tokens that it signs (ES256).

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD as BASE64};
use platform::Result;
use ring::{
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair},
};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::Demonstration;

/// A key made for one process.
pub struct Key {
    pair: EcdsaKeyPair,
    id: String,
}

impl Demonstration {
    /// The process's key, made when first asked for.
    pub(super) fn key(&self) -> Result<std::sync::Arc<Key>> {
        let mut key = self.key.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some(key) = &*key {
            return Ok(std::sync::Arc::clone(key));
        }
        let made = std::sync::Arc::new(Key::new()?);
        *key = Some(std::sync::Arc::clone(&made));
        Ok(made)
    }
}

impl Key {
    fn new() -> Result<Self> {
        let random = SystemRandom::new();
        let failed = |_| anyhow::anyhow!("no signing key could be made");
        let document = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random).map_err(failed)?;
        let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, document.as_ref(), &random);
        let pair = pair.map_err(|error| anyhow::anyhow!("the signing key is not usable: {error}"))?;
        let id = BASE64.encode(&Sha256::digest(pair.public_key().as_ref())[..12]);
        Ok(Self { pair, id })
    }

    /// The public half as a JSON Web Key.
    pub fn public(&self) -> Value {
        // An uncompressed point: 4, then x and y of 32 bytes each.
        let point = self.pair.public_key().as_ref();
        let half = |range: std::ops::Range<usize>| BASE64.encode(point.get(range).unwrap_or_default());
        json!({ "kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": self.id, "x": half(1..33), "y": half(33..65) })
    }

    /// A signed JSON Web Token.
    pub fn sign(&self, claims: &Value) -> Result<String> {
        let header = json!({ "typ": "JWT", "alg": "ES256", "kid": self.id });
        let text = format!("{}.{}", BASE64.encode(header.to_string()), BASE64.encode(claims.to_string()));
        let signature = self
            .pair
            .sign(&SystemRandom::new(), text.as_bytes())
            .map_err(|_| anyhow::anyhow!("a token could not be signed"))?;
        Ok(format!("{text}.{}", BASE64.encode(signature)))
    }
}
