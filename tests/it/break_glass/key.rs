//! A security key in software: makes a key pair, answers what a page asks of it, and can be told to misbehave.

use std::cell::Cell;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD as BASE64};
use ring::{
    digest::{SHA256, digest},
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair},
};
use serde_json::{Value, json};

/// Bits of what a key says of itself (Web Authentication Level 3, section 6.1).
const PRESENT: u8 = 0x01;
const VERIFIED: u8 = 0x04;
const COPIED: u8 = 0x08;
const ATTESTED: u8 = 0x40;

pub struct SecurityKey {
    pair: EcdsaKeyPair,
    id: [u8; 16],
    count: Cell<u32>,
    /// Whether it asks for its PIN.
    pub verifies: bool,
    /// Whether other devices may get copies.
    pub copied: bool,
    /// The page that the browser says asks.
    pub origin: String,
}

impl SecurityKey {
    pub fn new(origin: &str) -> Self {
        let random = SystemRandom::new();
        let made = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &random).unwrap();
        let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, made.as_ref(), &random).unwrap();
        let id = *platform::id::random().as_bytes();
        Self { pair, id, count: Cell::new(0), verifies: true, copied: false, origin: origin.into() }
    }

    /// How often it has answered; set back, as in a copy of it.
    pub fn set_count(&self, count: u32) {
        self.count.set(count);
    }

    /// Answers a page that asks for a new key.
    pub fn create(&self, options: &Value) -> String {
        let asked = &options["publicKey"];
        let client = self.client_data("webauthn.create", &asked["challenge"]);
        let mut data = self.data(asked["rp"]["id"].as_str().unwrap(), ATTESTED);
        data.extend([0; 16]);
        data.extend([0, 16]);
        data.extend(self.id);
        // The public key in COSE: EC2, ES256, P-256, and both coordinates.
        let (x, y) = self.pair.public_key().as_ref()[1..].split_at(32);
        data.extend([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20]);
        data.extend(x);
        data.extend([0x22, 0x58, 0x20]);
        data.extend(y);
        let mut object = vec![0xa3, 0x63];
        object.extend(b"fmt\x64none\x67attStmt\xa0\x68authData\x58");
        object.push(u8::try_from(data.len()).unwrap());
        object.extend(data);
        self.answer(&json!({ "attestationObject": BASE64.encode(object), "clientDataJSON": BASE64.encode(client) }))
    }

    /// Answers a page that asks for a known one.
    pub fn get(&self, options: &Value) -> String {
        let asked = &options["publicKey"];
        let client = self.client_data("webauthn.get", &asked["challenge"]);
        let data = self.data(asked["rpId"].as_str().unwrap(), 0);
        let signed = [data.as_slice(), digest(&SHA256, client.as_bytes()).as_ref()].concat();
        let signature = self.pair.sign(&SystemRandom::new(), &signed).unwrap();
        self.answer(&json!({
            "authenticatorData": BASE64.encode(data), "clientDataJSON": BASE64.encode(client),
            "signature": BASE64.encode(signature), "userHandle": null,
        }))
    }

    fn client_data(&self, act: &str, challenge: &Value) -> String {
        json!({ "type": act, "challenge": challenge, "origin": self.origin, "crossOrigin": false }).to_string()
    }

    fn data(&self, installation: &str, more: u8) -> Vec<u8> {
        let mut flags = PRESENT | more;
        if self.verifies {
            flags |= VERIFIED;
        }
        if self.copied {
            flags |= COPIED;
        }
        self.count.set(self.count.get() + 1);
        let mut data = digest(&SHA256, installation.as_bytes()).as_ref().to_vec();
        data.push(flags);
        data.extend(self.count.get().to_be_bytes());
        data
    }

    fn answer(&self, response: &Value) -> String {
        let id = BASE64.encode(self.id);
        json!({ "id": id, "rawId": id, "type": "public-key", "response": response, "clientExtensionResults": {} })
            .to_string()
    }
}
