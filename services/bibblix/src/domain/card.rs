//! Library cards. A card's number leads to a child through the library system, so it is never stored: a loan carries a pseudonym
//! that is different in every municipality, and loses it 30 days after the loan ended.

use hmac::{Hmac, Mac};
use sha2::Sha256;

/// A library card's number as typed: 4 to 32 letters and digits. Spaces and hyphens are not part of it.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct CardNumber(String);

/// The text is no card number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a library card's number has 4 to 32 letters and digits")]
pub(crate) struct NotACard;

impl CardNumber {
    /// Reads what was typed.
    pub(crate) fn parse(text: &str) -> Result<Self, NotACard> {
        let plain: String = text.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
        let fits = (4..=32).contains(&plain.len()) && plain.chars().all(|c| c.is_ascii_alphanumeric());
        if fits { Ok(Self(plain.to_ascii_uppercase())) } else { Err(NotACard) }
    }

    /// The card's pseudonym under a municipality's own secret key: HMAC-SHA-256, its first 128 bits in hex.
    pub(crate) fn pseudonym(&self, key: &str) -> String {
        // HMAC takes keys of any length.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key.as_bytes()) else { return String::new() };
        mac.update(self.0.as_bytes());
        let mut hex = hex::encode(mac.finalize().into_bytes());
        hex.truncate(32);
        hex
    }
}

/// A card's number must not reach a log by accident.
impl std::fmt::Debug for CardNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("CardNumber(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_card_is_the_same_however_it_is_typed() {
        let plain = CardNumber::parse("AB12345678").unwrap();
        assert_eq!(CardNumber::parse(" ab12 3456-78 ").unwrap(), plain);
        assert_eq!(plain.pseudonym("k1"), CardNumber::parse("ab12345678").unwrap().pseudonym("k1"));
        assert_ne!(plain.pseudonym("k1"), plain.pseudonym("k2"), "another municipality, another pseudonym");
        assert_eq!(plain.pseudonym("k1").len(), 32);
        assert!(!format!("{plain:?}").contains("1234"));
    }

    #[test]
    fn what_is_no_card_is_refused() {
        for bad in ["", "12", "12 3", "1234 å", "1234<", &"1".repeat(33)] {
            assert_eq!(CardNumber::parse(bad), Err(NotACard), "{bad}");
        }
    }
}
