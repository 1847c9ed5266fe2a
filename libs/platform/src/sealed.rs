//! Secrets in the database, encrypted under the installation's own, so that a stolen database opens nothing.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD as BASE64};
use ring::{
    aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey},
    rand::{SecureRandom, SystemRandom},
};

use crate::{ctx::Ctx, error::Result};

fn cipher(ctx: &Ctx, purpose: &str) -> Result<LessSafeKey> {
    let key = UnboundKey::new(&AES_256_GCM, &ctx.secret()?.key(purpose));
    Ok(LessSafeKey::new(key.map_err(|_| anyhow::anyhow!("no key of 256 bits"))?))
}

/// Encrypts for a purpose what belongs to the row named `about`.
///
/// # Errors
/// When the installation's secret can't be read.
pub fn seal(ctx: &Ctx, purpose: &str, about: &str, content: &[u8]) -> Result<String> {
    let mut nonce = [0; NONCE_LEN];
    SystemRandom::new().fill(&mut nonce).map_err(|_| anyhow::anyhow!("no randomness"))?;
    let mut sealed = content.to_vec();
    cipher(ctx, purpose)?
        .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::from(about.as_bytes()), &mut sealed)
        .map_err(|_| anyhow::anyhow!("a secret could not be encrypted"))?;
    Ok(BASE64.encode([&nonce[..], &sealed].concat()))
}

/// What was encrypted with [`seal`] for the same purpose and row.
///
/// # Errors
/// When it was not, or the installation's secret is another one now.
pub fn open(ctx: &Ctx, purpose: &str, about: &str, sealed: &str) -> Result<Vec<u8>> {
    let broken = || anyhow::anyhow!("it is not encrypted under this installation's secret");
    let bytes = BASE64.decode(sealed).map_err(|_| broken())?;
    let (nonce, content) = bytes.split_at_checked(NONCE_LEN).ok_or_else(broken)?;
    let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| broken())?;
    let mut content = content.to_vec();
    let opened = cipher(ctx, purpose)?.open_in_place(nonce, Aad::from(about.as_bytes()), &mut content);
    Ok(opened.map_err(|_| broken())?.to_vec())
}
