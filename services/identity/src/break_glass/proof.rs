//! What the security key and this installation say to each other (Web Authentication Level 3, by webauthn-rs).

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD as BASE64};
use platform::Ctx;
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair};
use serde::{Deserialize, Serialize};
use serde_json::json;
use webauthn_rs::prelude::{
    Passkey, PasskeyAuthentication, PasskeyRegistration, PublicKeyCredential, RegisterPublicKeyCredential, Url, Uuid,
    Webauthn, WebauthnBuilder,
};

use crate::domain::break_glass::Refusal;

/// An answer of a browser is no longer.
const LONGEST: usize = 20_000;

/// What is kept until the key answers.
#[derive(Serialize, Deserialize)]
pub struct Opening {
    pub reason: String,
    state: PasskeyAuthentication,
}

/// What is kept until the new key answers.
#[derive(Serialize, Deserialize)]
pub struct Keying {
    pub account: Uuid,
    state: PasskeyRegistration,
}

/// This installation, as keys know it: by the host in its address, so that a page of somebody else's can't use them.
fn installation(ctx: &Ctx) -> Result<Webauthn, Refusal> {
    let origin = Url::parse(ctx.config.http.origin()).map_err(|_| Refusal::Address)?;
    let host = origin.domain().ok_or(Refusal::Address)?;
    let builder = WebauthnBuilder::new(host, &origin).map_err(|_| Refusal::Address)?;
    builder.rp_name("Sambruk").build().map_err(|_| Refusal::Address)
}

/// Asks any of these keys to prove itself, with its PIN or a finger; what the browser is told, and what is kept.
///
/// # Errors
/// When there is no key, or the installation's address is a number.
pub fn ask(ctx: &Ctx, keys: &[Passkey], reason: String) -> Result<(String, Opening), Refusal> {
    let installation = installation(ctx)?;
    let (options, state) = installation.start_passkey_authentication(keys).map_err(|_| Refusal::Nobody)?;
    let options = serde_json::to_string(&options).map_err(|_| Refusal::Address)?;
    Ok((options, Opening { reason, state }))
}

/// Checks the answer against the keys: which of them it was, with its counter moved on.
///
/// # Errors
/// When none of them has answered.
pub fn check(ctx: &Ctx, asked: &Opening, answer: &str, keys: &[Passkey]) -> Result<Passkey, Refusal> {
    let answer: PublicKeyCredential = read(answer)?;
    let proven = installation(ctx)?.finish_passkey_authentication(&answer, &asked.state).map_err(|error| {
        tracing::warn!(%error, "a security key did not prove itself");
        Refusal::Key
    })?;
    let mut key = keys.iter().find(|key| key.cred_id() == proven.cred_id()).cloned().ok_or(Refusal::Key)?;
    key.update_credential(&proven);
    Ok(key)
}

/// Asks for a new key; what the browser is told, and what is kept.
///
/// # Errors
/// When the installation's address is a number.
pub fn ask_new(ctx: &Ctx, account: Uuid, name: &str) -> Result<(String, Keying), Refusal> {
    // The browser is not told of the other account's key: that it is the same is said here, in words.
    let started = installation(ctx)?.start_passkey_registration(account, name, name, None);
    let (options, state) = started.map_err(|_| Refusal::Address)?;
    let options = serde_json::to_string(&options).map_err(|_| Refusal::Address)?;
    Ok((options, Keying { account, state }))
}

/// Takes the new key. One that a person's other devices get copies of lies in no envelope.
///
/// # Errors
/// When it does not fit what was asked, or can be copied.
pub fn take(ctx: &Ctx, asked: &Keying, answer: &str) -> Result<Passkey, Refusal> {
    let answer: RegisterPublicKeyCredential = read(answer)?;
    let key = installation(ctx)?.finish_passkey_registration(&answer, &asked.state).map_err(|error| {
        tracing::warn!(%error, "a new security key did not fit");
        Refusal::Key
    })?;
    let copied = webauthn_rs::prelude::Credential::from(key.clone()).backup_eligible;
    if copied { Err(Refusal::Copied) } else { Ok(key) }
}

fn read<T: for<'a> Deserialize<'a>>(answer: &str) -> Result<T, Refusal> {
    if answer.is_empty() {
        return Err(Refusal::Silent);
    }
    if answer.len() > LONGEST {
        return Err(Refusal::Key);
    }
    serde_json::from_str(answer).map_err(|_| Refusal::Key)
}

/// A key that nobody holds, as it is kept: of the demonstration's account, which nobody can open.
///
/// # Errors
/// When there is no randomness.
pub fn nobodys() -> anyhow::Result<String> {
    let random = ring::rand::SystemRandom::new();
    let made = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &random);
    let made = made.map_err(|_| anyhow::anyhow!("no randomness"))?;
    let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, made.as_ref(), &random);
    let pair = pair.map_err(|_| anyhow::anyhow!("no key was made"))?;
    // An uncompressed point: 4, then both coordinates.
    let (x, y) = pair.public_key().as_ref()[1..].split_at(32);
    let key = json!({ "cred": {
        "cred_id": BASE64.encode(platform::id::random().as_bytes()),
        "cred": { "type_": "ES256", "key": { "EC_EC2": { "curve": "SECP256R1", "x": BASE64.encode(x), "y": BASE64.encode(y) } } },
        "counter": 0, "transports": null, "user_verified": true, "backup_eligible": false, "backup_state": false,
        "registration_policy": "required", "extensions": {}, "attestation": { "data": "None", "metadata": "None" },
        "attestation_format": "none",
    } });
    Ok(key.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_that_nobody_holds_is_one() {
        let key: Passkey = serde_json::from_str(&nobodys().unwrap()).unwrap();
        assert_eq!(key.cred_id().len(), 16);
    }
}
