//! Whether a provider has signed something, by the keys that it publishes.

use openidconnect::{
    JsonWebKey, JsonWebKeySet,
    core::{CoreJsonWebKey, CoreJsonWebKeyUse, CoreJwsSigningAlgorithm},
};
use serde_json::Value;

use super::{
    provider::Provider,
    relying::{ALGORITHMS, Relying},
};
use crate::{domain::logout_token::Flaw, sign_out::Refusal};

/// What the keys say of a signature.
enum Said {
    Holds,
    Fails,
    /// A key is named that is not among them.
    NoSuchKey,
}

impl Relying {
    /// Whether a key of the provider's has signed the text, by an algorithm that is taken. An unknown key makes us ask for the keys
    /// anew, at most once a minute.
    ///
    /// # Errors
    /// When none has, or the keys can't be had.
    pub async fn has_signed(
        &self,
        provider: &Provider,
        (algorithm, key): (&str, Option<&str>),
        signed: (&str, &[u8]),
    ) -> Result<(), Refusal> {
        let algorithm: Option<CoreJwsSigningAlgorithm> = serde_json::from_value(Value::from(algorithm)).ok();
        let algorithm = algorithm.filter(|algorithm| ALGORITHMS.contains(algorithm)).ok_or(Flaw::Algorithm)?;
        let failed =
            |refusal: super::Refusal| Refusal { code: refusal.code, detail: "the provider's keys can't be had".into() };
        let said = say(&self.keys(provider).await.map_err(failed)?, &algorithm, key, signed);
        let said = match said {
            Said::NoSuchKey => say(&self.new_keys(provider).await.map_err(failed)?, &algorithm, key, signed),
            said => said,
        };
        if matches!(said, Said::Holds) { Ok(()) } else { Err(Flaw::Signature.into()) }
    }
}

fn say(
    keys: &JsonWebKeySet<CoreJsonWebKey>,
    algorithm: &CoreJwsSigningAlgorithm,
    named: Option<&str>,
    (text, signature): (&str, &[u8]),
) -> Said {
    let signs = |key: &&CoreJsonWebKey| !matches!(key.key_use(), Some(CoreJsonWebKeyUse::Encryption));
    let meant = |key: &&CoreJsonWebKey| named.is_none_or(|name| key.key_id().is_some_and(|id| id.as_str() == name));
    let mut meant = keys.keys().iter().filter(signs).filter(meant).peekable();
    if meant.peek().is_none() {
        return Said::NoSuchKey;
    }
    // A key of another kind, or for another algorithm, verifies nothing.
    let holds = meant.any(|key| key.verify_signature(algorithm, text.as_bytes(), signature).is_ok());
    if holds { Said::Holds } else { Said::Fails }
}
