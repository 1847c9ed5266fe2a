//! A municipality's keys: one that encrypts (AES-256-GCM), and another, of which the first tells nothing, for the blind index of
//! personal numbers (HMAC-SHA-256). Both are derived from the installation's secret for this municipality alone, so that the same
//! person in two registers has nothing in common; neither is ever stored.

use contracts::Tenant;
use platform::{Ctx, Result};
use ring::{
    aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey},
    hmac,
    rand::{SecureRandom, SystemRandom},
};
use uuid::Uuid;

use crate::domain::number::PersonalNumber;

/// What a sealed text is; it can be opened as nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Field {
    /// A personal number.
    Number,
    /// A name.
    Name,
    /// A note on a contact.
    Note,
}

impl Field {
    const fn name(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Name => "name",
            Self::Note => "note",
        }
    }
}

/// See the module.
pub(crate) struct Vault {
    tenant: String,
    seal: LessSafeKey,
    index: hmac::Key,
    check: String,
    random: SystemRandom,
}

impl Vault {
    /// The keys of a municipality.
    pub(crate) fn of(ctx: &Ctx, tenant: &Tenant) -> Result<Self> {
        let secret = ctx.secret()?;
        let key = |purpose: &str| secret.key(&format!("uka {purpose} 1 {tenant}"));
        let seal = UnboundKey::new(&AES_256_GCM, &key("seal")).map_err(|_| anyhow::anyhow!("no AES-256 key"))?;
        Ok(Self {
            tenant: tenant.to_string(),
            seal: LessSafeKey::new(seal),
            index: hmac::Key::new(hmac::HMAC_SHA256, &key("index")),
            check: hex::encode(&key("check")[..8]),
            random: SystemRandom::new(),
        })
    }

    /// Tells this installation's keys from others without telling anything of them.
    pub(crate) fn check(&self) -> &str {
        &self.check
    }

    /// The blind index of a number: its HMAC, the first 128 bits in hex.
    pub(crate) fn index(&self, number: &PersonalNumber) -> String {
        self.index_of(number.digits())
    }

    /// The same of twelve digits.
    pub(crate) fn index_of(&self, digits: &str) -> String {
        let mut hex = hex::encode(hmac::sign(&self.index, digits.as_bytes()));
        hex.truncate(32);
        hex
    }

    /// Encrypts a text of a row, bound to the municipality, the field and the row: moved elsewhere it does not open.
    pub(crate) fn seal(&self, field: Field, row: Uuid, text: &str) -> Result<String> {
        let mut nonce = [0; NONCE_LEN];
        self.random.fill(&mut nonce).map_err(|_| anyhow::anyhow!("no randomness"))?;
        let mut bytes = text.as_bytes().to_vec();
        self.seal
            .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), self.bound(field, row), &mut bytes)
            .map_err(|_| anyhow::anyhow!("a text of row {row} could not be encrypted"))?;
        Ok(hex::encode([nonce.as_slice(), &bytes].concat()))
    }

    /// Decrypts what [`Self::seal`] made.
    pub(crate) fn open(&self, field: Field, row: Uuid, sealed: &str) -> Result<String> {
        let unreadable =
            || anyhow::anyhow!("the {} of row {row} does not open under this installation's secret", field.name());
        let bytes = hex::decode(sealed).map_err(|_| unreadable())?;
        let (nonce, text) = bytes.split_at_checked(NONCE_LEN).ok_or_else(unreadable)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| unreadable())?;
        let mut text = text.to_vec();
        let plain = self.seal.open_in_place(nonce, self.bound(field, row), &mut text).map_err(|_| unreadable())?;
        Ok(String::from_utf8(plain.to_vec()).map_err(|_| unreadable())?)
    }

    fn bound(&self, field: Field, row: Uuid) -> Aad<Vec<u8>> {
        Aad::from(format!("{}/{}/{row}", self.tenant, field.name()).into_bytes())
    }
}
