//! Thousands of damaged messages: nothing panics, and nobody is signed in but whom a signature names.

use std::{collections::BTreeSet, fs};

use base64::{Engine, engine::general_purpose::STANDARD};
use saml::{Provider, examine, logout::Arrived};

use crate::{
    idp::{
        AES256_GCM, Answer, PERSON, closed, connection, description, encrypt, open, sign_response, try_encrypt,
        try_sign_response,
    },
    support::{KEYS, SCOPE, now, own, pending, post, recorded},
};

/// Xorshift: the same damage in every run.
pub struct Dice(pub u64);

impl Dice {
    pub fn throw(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 16).unwrap() % below.max(1)
    }
}

/// `<samlp:LogoutRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_a" Version="2.0"/>`, as a form carries it.
const DAMAGED_FORM: &str = "PHNhbWxwOkxvZ291dFJlcXVlc3QgeG1sbnM6c2FtbHA9InVybjpvYXNpczpuYW1lczp0YzpTQU1MOjIuMDpwcm90b2NvbCIgSUQ9Il9hIiBWZXJzaW9uPSIyLjAiLz4=";
/// An address whose message is not one.
const DAMAGED_QUERY: &str = "SAMLRequest=fZBBa8MwDIX%2Fiu%2F1&RelayState=key&SigAlg=http%3A%2F%2Fwww.w3.org%2F2001%2F04%2Fxmldsig-more%23rsa-sha256&Signature=AAAA";

const PIECES: [&str; 14] = [
    "<",
    ">",
    "&",
    "\"",
    "<!-- x -->",
    "<![CDATA[x]]>",
    "<!DOCTYPE x>",
    "&#120;",
    "<x/>",
    "</saml:Assertion>",
    "evil",
    "\0",
    "å",
    " ID=\"_assertion-1\"",
];

/// Does the message some harm.
pub fn damage(message: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = message.to_vec();
    for _ in 0..=dice.throw(3) {
        let length = bytes.len();
        let (from, span) = (dice.throw(length), dice.throw(60));
        let to = (from + span).min(length);
        match dice.throw(7) {
            0 => bytes.truncate(from),
            1 => {
                bytes.drain(from..to);
            }
            2 => {
                let copy = bytes[from..to].to_vec();
                let at = dice.throw(length);
                bytes.splice(at..at, copy);
            }
            3 => {
                let piece = PIECES[dice.throw(PIECES.len())];
                bytes.splice(from..from, piece.bytes());
            }
            4 => bytes[from.min(length - 1)] ^= 1 << dice.throw(8),
            5 => {
                // One element's text or attribute for another's.
                let end = (from + 1).min(length);
                bytes.splice(from..end, PIECES[dice.throw(PIECES.len())].bytes());
            }
            _ => bytes[from.min(length - 1)] = u8::try_from(dice.throw(256)).unwrap(),
        }
        if bytes.is_empty() {
            break;
        }
    }
    bytes
}

#[test]
fn damaged_recorded_answers() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/cases");
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let signed =
        ["anna.andersson@orebro.example", "kommundirektor@orebro.example.evil.example", "åsa.öberg@örebro.example"];
    let (own, connection, pending) = (own(), recorded(), pending());
    let (mut dice, mut accepted, mut refused) = (Dice(0x5a4d_4252_554b), 0, 0);
    for turn in 0..3_000 {
        let message = fs::read(&files[turn % files.len()]).unwrap();
        match examine(&own, &connection, &pending, &post(&damage(&message, &mut dice)), now()) {
            Ok(examined) => {
                let identity = examined.redeem(true).unwrap();
                assert!(signed.contains(&identity.name_id.as_str()), "turn {turn}");
                assert!(identity.scopes().iter().all(|scope| *scope == SCOPE), "turn {turn}");
                accepted += 1;
            }
            Err(_) => refused += 1,
        }
    }
    println!("{accepted} accepted as signed, {refused} refused");
    assert!(accepted > 0 && refused > 2_500);
}

#[test]
fn damaged_answers_of_our_own() {
    let (own, pending) = (own(), pending());
    let answer = Answer::default();
    let messages = [
        (open(), answer.signed()),
        (open(), answer.signed_assertion()),
        (closed(), answer.encrypted()),
        (connection(saml::Encryption::Forbidden), answer.plain()),
    ];
    let (mut dice, mut accepted) = (Dice(0xdead_beef), 0);
    for turn in 0..1_200 {
        let (connection, message) = &messages[turn % messages.len()];
        let damaged = damage(message.as_bytes(), &mut dice);
        if let Ok(examined) = examine(&own, connection, &pending, &post(&damaged), now()) {
            assert_eq!(examined.redeem(true).unwrap().name_id, PERSON, "turn {turn}");
            accepted += 1;
        }
    }
    println!("{accepted} accepted as signed");
}

/// The provider itself sends nonsense, signed: no later step may panic either. An elliptic key signs faster.
#[test]
fn damage_under_a_good_signature() {
    let (own, open, closed, pending) = (own(), open(), closed(), pending());
    let plain = Answer::default().plain();
    let issuer = plain.find("</saml:Issuer>").unwrap() + "</saml:Issuer>".len();
    let encrypted = encrypt(&plain, &KEYS.own, AES256_GCM);
    let cipher = encrypted.find("<saml:EncryptedAssertion").unwrap();
    let (mut dice, mut accepted, mut reasons) = (Dice(42), 0, BTreeSet::new());
    for turn in 0..600 {
        let (connection, whole, keep) =
            if turn % 3 == 0 { (&closed, &encrypted, cipher) } else { (&open, &plain, issuer) };
        let rest = damage(&whole.as_bytes()[keep..], &mut dice);
        let Ok(rest) = String::from_utf8(rest) else { continue };
        let Some(signed) = try_sign_response(&format!("{}{rest}", &whole[..keep]), &KEYS.elliptic) else { continue };
        match examine(&own, connection, &pending, &post(signed.as_bytes()), now()) {
            Ok(_) => accepted += 1,
            Err(refused) => {
                reasons.insert(refused.code());
            }
        }
    }
    println!("{accepted} accepted, refused for {reasons:?}");
    assert!(accepted > 0 && reasons.len() >= 8);
}

#[test]
fn damage_within_what_is_encrypted() {
    let (own, closed, pending) = (own(), closed(), pending());
    let plain = Answer::default().plain();
    let (from, to) = (plain.find("<saml:Assertion").unwrap(), plain.find("</samlp:Response>").unwrap());
    let (mut dice, mut reasons) = (Dice(43), BTreeSet::new());
    for _ in 0..300 {
        let damaged = damage(&plain.as_bytes()[from..to], &mut dice);
        let Ok(damaged) = String::from_utf8(damaged) else { continue };
        let whole = format!("{}{damaged}{}", &plain[..from], &plain[to..]);
        let Some(encrypted) = try_encrypt(&whole, &KEYS.own, AES256_GCM) else { continue };
        let signed = sign_response(&encrypted, &KEYS.elliptic);
        if let Err(refused) = examine(&own, &closed, &pending, &post(signed.as_bytes()), now()) {
            reasons.insert(refused.code());
        }
    }
    println!("refused for {reasons:?}");
    assert!(reasons.len() > 5);
}

#[test]
fn every_beginning_of_an_answer() {
    let (own, open, pending, whole) = (own(), open(), pending(), Answer::default().signed());
    for end in (0..whole.len()).step_by(3) {
        assert!(examine(&own, &open, &pending, &post(&whole.as_bytes()[..end]), now()).is_err(), "{end}");
    }
    assert!(examine(&own, &open, &pending, &post(whole.as_bytes()), now()).is_ok());
}

#[test]
fn damaged_messages_about_signing_out() {
    let (own, open) = (own(), open());
    let form = STANDARD.decode(DAMAGED_FORM).unwrap();
    let mut dice = Dice(99);
    for _ in 0..1_000 {
        let query = String::from_utf8_lossy(&damage(DAMAGED_QUERY.as_bytes(), &mut dice)).into_owned();
        let form = Arrived::Form { message: STANDARD.encode(damage(&form, &mut dice)), relay_state: None };
        for arrived in [Arrived::Query(query), form] {
            assert!(own.asked_to_leave(&open, "https://portal.sambruk.example/saml/slo", &arrived, now()).is_err());
        }
    }
}

#[test]
fn damaged_metadata() {
    let whole = [
        include_str!("../data/idp-metadata.xml").to_owned(),
        description(&[&KEYS.provider, &KEYS.elliptic], &[SCOPE], &["loa"]),
    ];
    let mut dice = Dice(4711);
    for turn in 0..3_000 {
        let damaged = damage(whole[turn % 2].as_bytes(), &mut dice);
        if let Ok(provider) = Provider::read(&String::from_utf8_lossy(&damaged)) {
            assert!(!provider.signing.is_empty() && !provider.entity_id.is_empty());
        }
    }
}
