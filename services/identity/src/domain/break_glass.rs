//! The emergency accounts ("break-glass"): two, each a security key in a sealed envelope, for the day when nobody who runs the
//! installation can sign in. Whoever opens one is an operator for an hour and sees no organisation's data.

use chrono::TimeDelta;
use rand::{CryptoRng, Rng, seq::IndexedRandom};

/// One may be lost, or its key broken; a third would only be one more to guard.
pub const NUMBERS: [i32; 2] = [1, 2];
/// Enough to give somebody with an account of her own a role again.
pub const OPEN_FOR: TimeDelta = TimeDelta::hours(1);
/// How long a code for a new key works.
pub const CODE_FOR: TimeDelta = TimeDelta::minutes(30);
/// What such an account is known as among persons, where others have their provider.
pub const KNOWN_AS: &str = "break-glass";
/// A reason that says something, in characters.
const REASON: std::ops::RangeInclusive<usize> = 10..=500;
/// A seal's number and place, in characters.
const SEAL: std::ops::RangeInclusive<usize> = 3..=200;
/// What codes are written with: no two that look the same on paper.
const LETTERS: &[u8] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
/// Groups of five: 100 bits.
const GROUPS: usize = 4;

/// How an account stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It has no key, and nobody can use it.
    Empty,
    /// Its key is new or has been used, and nobody has noted that it lies in an envelope.
    Unsealed,
    /// Its key lies in a sealed envelope.
    Sealed,
}

impl State {
    /// As its texts are called.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Unsealed => "unsealed",
            Self::Sealed => "sealed",
        }
    }
}

/// Why an account is not opened, given a key or sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("say in 10 to 500 characters why nobody else can sign in")]
    Reason,
    #[error("no emergency account has a key: an operator with a shell makes one ready")]
    Nobody,
    #[error("no security key answered: begin again and touch it when it blinks")]
    Silent,
    #[error("that is no emergency account's key")]
    Key,
    #[error("it took too long, or was sent twice: begin again")]
    Late,
    #[error("the code is wrong, used or too old: make a new one")]
    Code,
    #[error("that key can be copied to other devices: use a security key that can't")]
    Copied,
    #[error("that key belongs to the other account: two accounts have two keys")]
    Shared,
    #[error("write the seal's number and where the envelope lies, in 3 to 200 characters")]
    Seal,
    #[error("whoever uses an emergency account does not seal one: ask somebody with an account of her own")]
    Own,
    #[error("choose account 1 or 2")]
    Account,
    #[error("the account has no key that could lie in an envelope")]
    Unready,
    #[error("security keys need a name in the address, not a number: set http.public_url")]
    Address,
}

impl Refusal {
    /// The field of the form that is wrong, if one is.
    pub const fn field(self) -> Option<&'static str> {
        match self {
            Self::Reason => Some("reason"),
            Self::Code => Some("code"),
            Self::Seal => Some("seal"),
            Self::Account => Some("account"),
            _ => None,
        }
    }
}

impl platform::Rule for Refusal {
    fn code(&self) -> &'static str {
        match self {
            Self::Reason => "break-glass-reason",
            Self::Nobody => "break-glass-nobody",
            Self::Silent => "break-glass-silent",
            Self::Key => "break-glass-key",
            Self::Late => "break-glass-late",
            Self::Code => "break-glass-code",
            Self::Copied => "break-glass-copied",
            Self::Shared => "break-glass-shared",
            Self::Seal => "break-glass-seal",
            Self::Own => "break-glass-own",
            Self::Account => "break-glass-account",
            Self::Unready => "break-glass-unready",
            Self::Address => "break-glass-address",
        }
    }
}

/// The account of that number.
///
/// # Errors
/// When there is none.
pub fn number(text: &str) -> Result<i32, Refusal> {
    text.trim().parse().ok().filter(|number| NUMBERS.contains(number)).ok_or(Refusal::Account)
}

/// Why somebody opens one.
///
/// # Errors
/// When it says nothing, or too much.
pub fn reason(text: &str) -> Result<String, Refusal> {
    within(text, REASON).ok_or(Refusal::Reason)
}

/// The seal's number, and where the envelope lies.
///
/// # Errors
/// When it says nothing, or too much.
pub fn seal(text: &str) -> Result<String, Refusal> {
    within(text, SEAL).ok_or(Refusal::Seal)
}

fn within(text: &str, length: std::ops::RangeInclusive<usize>) -> Option<String> {
    let text = text.trim();
    let unreadable = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    (length.contains(&text.chars().count()) && !text.contains(unreadable)).then(|| text.to_owned())
}

/// A code to type from one screen into another: `K7QXM-…`.
pub fn code(random: &mut (impl CryptoRng + Rng)) -> String {
    let mut group =
        || (0..5).filter_map(|_| LETTERS.choose(random)).map(|letter| char::from(*letter)).collect::<String>();
    (0..GROUPS).map(|_| group()).collect::<Vec<_>>().join("-")
}

/// A code as it is compared, however it was typed.
pub fn plain(code: &str) -> String {
    code.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_and_a_seal_say_something() {
        assert_eq!(
            reason("  Inloggningen svarar inte sedan klockan tre. ").unwrap(),
            "Inloggningen svarar inte sedan klockan tre."
        );
        for wrong in ["", "       test       ", "tio tecken\0", &"a".repeat(501)] {
            assert_eq!(reason(wrong), Err(Refusal::Reason), "{wrong:?}");
        }
        assert_eq!(seal("Plomb 4711, kassaskåpet").unwrap(), "Plomb 4711, kassaskåpet");
        for wrong in ["", "  1 ", &"a".repeat(201)] {
            assert_eq!(seal(wrong), Err(Refusal::Seal), "{wrong:?}");
        }
    }

    #[test]
    fn there_are_two() {
        assert_eq!((number("1"), number(" 2 ")), (Ok(1), Ok(2)));
        for wrong in ["", "0", "3", "-1", "ett", "99999999999"] {
            assert_eq!(number(wrong), Err(Refusal::Account), "{wrong}");
        }
    }

    #[test]
    fn a_code_is_the_same_however_it_is_typed_and_never_twice() {
        let mut random = rand::rng();
        let one = code(&mut random);
        assert_eq!((one.len(), plain(&one).len()), (23, 20), "{one}");
        assert_eq!(plain(&format!(" {} ", one.to_lowercase().replace('-', " "))), plain(&one));
        let many: std::collections::HashSet<String> = (0..1000).map(|_| code(&mut random)).collect();
        assert_eq!(many.len(), 1000);
    }
}
