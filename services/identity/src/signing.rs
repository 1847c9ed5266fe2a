//! The keys that sign access tokens (ES256). They lie in the database, where every process of identity finds them, and are encrypted
//! under the installation's secret, so that a stolen database signs nothing.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD as BASE64};
use chrono::{DateTime, Utc};
use contracts::client::{TokenKey, TokenKeys};
use platform::{Actor, Ctx, Result, sealed, token::Claims};
use ring::{
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair},
};
use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter, QueryOrder};
use serde::Serialize;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::{domain::signing, entities::signing_key};

/// What the encrypting key is derived for.
const PURPOSE: &str = "identity/token-signing";
/// Tries to make a key while other processes make it too.
const TRIES: usize = 3;

/// The key that signs now.
pub struct Key {
    pair: EcdsaKeyPair,
    id: String,
}

impl Key {
    /// The token, signed.
    ///
    /// # Errors
    /// When there is no randomness to sign with.
    pub fn sign(&self, claims: &Claims) -> Result<String> {
        self.signed("at+jwt", claims)
    }

    /// What we prove to a provider who we are with (RFC 7523); of another type than access tokens, so that it is none.
    ///
    /// # Errors
    /// When there is no randomness to sign with.
    pub fn assertion(&self, claims: &Value) -> Result<String> {
        self.signed("JWT", claims)
    }

    fn signed(&self, kind: &str, claims: &impl Serialize) -> Result<String> {
        let header = json!({ "typ": kind, "alg": "ES256", "kid": self.id });
        let claims = serde_json::to_string(claims)?;
        let text = format!("{}.{}", BASE64.encode(header.to_string()), BASE64.encode(claims));
        let signature = self
            .pair
            .sign(&SystemRandom::new(), text.as_bytes())
            .map_err(|_| anyhow::anyhow!("a token could not be signed"))?;
        Ok(format!("{text}.{}", BASE64.encode(signature)))
    }
}

/// All keys, the newest first, with when each signs from.
async fn all(ctx: &Ctx) -> Result<(Vec<signing_key::Model>, Vec<DateTime<Utc>>)> {
    let across = ctx.store.across_read(Actor::System("token-keys")).await?;
    let keys = across.find::<signing_key::Entity>().order_by_desc(signing_key::Column::Generation);
    let keys = keys.all(across.db()).await?;
    let from = keys.iter().map(|key| key.signs_from).collect();
    Ok((keys, from))
}

/// The key that signs now; made when there is none, or when the installation's secret is no longer the one that it was encrypted under.
///
/// # Errors
/// When the secret can't be read or the database does not answer.
pub async fn current(ctx: &Ctx) -> Result<Key> {
    let mut failed = None;
    for _ in 0..TRIES {
        let (keys, from) = all(ctx).await?;
        let now = ctx.clock.now();
        if let Some(row) = signing::signer(&from, now).and_then(|place| keys.get(place)) {
            match open(ctx, row) {
                Ok(pair) => return Ok(Key { pair, id: row.kid.clone() }),
                Err(error) => tracing::warn!(kid = row.kid, error = error.full(), "a signing key is replaced"),
            }
        }
        // Another process may make the same generation at the same time: then its key is there.
        failed = make(ctx, keys.first().map_or(0, |key| key.generation), now).await.err();
    }
    Err(failed.unwrap_or_else(|| anyhow::anyhow!("no signing key could be made").into()))
}

/// The published keys: those that tokens in use may be signed with, and the next.
///
/// # Errors
/// When the database does not answer.
pub async fn published(ctx: &Ctx) -> Result<Vec<TokenKey>> {
    let (mut keys, from) = all(ctx).await?;
    keys.truncate(signing::published(&from, ctx.clock.now()));
    Ok(keys.into_iter().map(|row| TokenKey { kid: row.kid, x: row.x, y: row.y }).collect())
}

/// Answers which keys are published.
pub async fn answer(ctx: Ctx, _: TokenKeys) -> Result<Vec<TokenKey>> {
    published(&ctx).await
}

/// Once a day: makes the next key when it is time, and forgets those that nothing is signed with any more.
pub async fn rotate(ctx: Ctx, _: DateTime<Utc>) -> Result<()> {
    let (keys, from) = all(&ctx).await?;
    let now = ctx.clock.now();
    if let Some(first) = keys.first()
        && let Some(signs_from) = signing::next(&from, now)
    {
        make(&ctx, first.generation, signs_from).await?;
    }
    let Some(oldest) = keys.get(signing::published(&from, now).saturating_sub(1)) else { return Ok(()) };
    let across = ctx.store.across_for(Actor::System("token-keys")).await?;
    let gone = across.delete::<signing_key::Entity>().filter(signing_key::Column::Generation.lt(oldest.generation));
    gone.exec(across.db()).await?;
    across.commit().await
}

async fn make(ctx: &Ctx, last: i32, signs_from: DateTime<Utc>) -> Result<()> {
    let random = SystemRandom::new();
    let failed = |_| anyhow::anyhow!("no signing key could be made");
    let document = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random).map_err(failed)?;
    let pair = read(document.as_ref())?;
    // An uncompressed point: 4, then x and y of 32 bytes each.
    let point = pair.public_key().as_ref();
    let half = |range: std::ops::Range<usize>| BASE64.encode(point.get(range).unwrap_or_default());
    let kid = BASE64.encode(&Sha256::digest(point)[..12]);
    let row = signing_key::ActiveModel {
        generation: Set(last.saturating_add(1)),
        x: Set(half(1..33)),
        y: Set(half(33..65)),
        sealed: Set(sealed::seal(ctx, PURPOSE, &kid, document.as_ref())?),
        kid: Set(kid),
        signs_from: Set(signs_from),
    };
    let across = ctx.store.across_for(Actor::System("token-keys")).await?;
    across.insert(row).await?;
    across.commit().await
}

fn read(document: &[u8]) -> Result<EcdsaKeyPair> {
    let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, document, &SystemRandom::new());
    Ok(pair.map_err(|error| anyhow::anyhow!("the signing key is not usable: {error}"))?)
}

fn open(ctx: &Ctx, row: &signing_key::Model) -> Result<EcdsaKeyPair> {
    read(&sealed::open(ctx, PURPOSE, &row.kid, &row.sealed)?)
}
