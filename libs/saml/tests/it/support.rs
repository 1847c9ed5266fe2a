//! Ourselves, providers and messages for tests. Every private key is made while the tests run.

use std::{collections::BTreeSet, sync::LazyLock};

use base64::{Engine, engine::general_purpose::STANDARD};
use chrono::{DateTime, TimeDelta, Utc};
use saml::{
    Connection, Encryption, FormPost, Identity, Key, Pending, Provider, Refused, Replay, Scopes, ServiceProvider, Use,
    finish, keys::Kind, names,
};

pub const ENTITY: &str = "https://portal.sambruk.example/saml/metadata";
pub const ACS: &str = "https://portal.sambruk.example/saml/acs";
pub const PROVIDER: &str = "https://idp.orebro.example/idp";
pub const REQUEST: &str = "id-req-0001";
pub const SCOPE: &str = "2120001967";

pub fn now() -> DateTime<Utc> {
    "2026-11-22T12:00:00Z".parse().unwrap()
}

pub fn make(kind: Kind, name: &str) -> Key {
    Key::make(kind, name, now() - TimeDelta::days(1), now() + TimeDelta::days(365)).unwrap()
}

/// Keys take long to make without optimisation, so each is made once.
pub struct Keys {
    pub own: Key,
    pub own_old: Key,
    pub provider: Key,
    pub other: Key,
    pub elliptic: Key,
}

pub static KEYS: LazyLock<Keys> = LazyLock::new(|| Keys {
    own: make(Kind::Rsa3072, "sambruk"),
    own_old: make(Kind::Rsa3072, "sambruk, last year's"),
    provider: make(Kind::Rsa3072, "provider"),
    other: make(Kind::Rsa3072, "somebody else"),
    elliptic: make(Kind::P256, "provider, elliptic"),
});

pub fn own() -> ServiceProvider {
    own_with(vec![KEYS.own.clone()])
}

pub fn own_with(decryption: Vec<Key>) -> ServiceProvider {
    ServiceProvider::new(ENTITY, ACS, KEYS.own.clone(), decryption).unwrap()
}

pub fn only(scope: &str) -> BTreeSet<String> {
    BTreeSet::from([scope.to_owned()])
}

pub fn pending() -> Pending {
    Pending {
        id: REQUEST.into(),
        provider: PROVIDER.into(),
        relay_state: "key-of-the-request".into(),
        classes: vec![names::LOA3.into()],
        force: false,
        at: now() - TimeDelta::seconds(30),
    }
}

/// The provider whose answers were made elsewhere. Its metadata declare no scope, so an administrator vouches for one.
pub fn recorded() -> Connection {
    Connection {
        provider: Provider::read(include_str!("../data/idp-metadata.xml")).unwrap(),
        encryption: Encryption::Forbidden,
        scopes: Scopes::Vouched(only(SCOPE)),
    }
}

/// A memory that lasts as long as a test.
#[derive(Default)]
pub struct Memory(BTreeSet<String>);

impl Replay for Memory {
    fn first(&mut self, used: &Use) -> bool {
        self.0.insert(used.key.clone())
    }
}

pub fn post(xml: &[u8]) -> FormPost {
    FormPost { response: STANDARD.encode(xml), relay_state: Some("key-of-the-request".into()) }
}

/// Finishes once, with a new memory.
pub fn once(connection: &Connection, pending: &Pending, xml: &[u8]) -> Result<Identity, Refused> {
    finish(&own(), connection, pending, &post(xml), now(), &mut Memory::default())
}

/// The code with which an answer is refused; `accepted` when it is not.
pub fn code(connection: &Connection, pending: &Pending, xml: &str) -> &'static str {
    match once(connection, pending, xml.as_bytes()) {
        Ok(_) => "accepted",
        Err(refused) => refused.code(),
    }
}
