//! The office, an administrator, and whoever signs in at a provider.

use base64::{Engine, engine::general_purpose::STANDARD};
use chrono::TimeDelta;
use platform::{Actor, Clock};
use reqwest::{Method, StatusCode};
use saml::{Key, names};
use testbed::{Bed, Browser, Database, Setup};

use super::publisher::Publisher;
use crate::{
    connections::id_of,
    idp::{Answer, sign},
    metadata::entity_id,
    support::now,
};

pub struct Stage {
    pub bed: Bed,
    pub publisher: Publisher,
    /// An administrator of Sandviken.
    pub kim: Browser,
    /// The association's office.
    pub mika: Browser,
}

/// The page says all of it.
pub fn told(page: &str, words: &[&str]) {
    for word in words {
        assert!(page.contains(word), "no {word:?} in {page}");
    }
}

impl Stage {
    /// The clock stands where the federation's keys and lists begin.
    pub async fn set(database: Database) -> Self {
        let setup = Setup { database, clock: Clock::fixed(now()), defaults: sambruk::DEFAULTS };
        let bed = Bed::start(sambruk::registry, setup).await;
        bed.demonstrate(1).await;
        let (kim, mika) = (strong(&bed, "kim").await, strong(&bed, "mika").await);
        Self { publisher: Publisher::start().await, bed, kim, mika }
    }

    /// Time passes, and everybody signs in again.
    pub async fn later(&mut self, by: TimeDelta) {
        self.bed.leap(by).await;
        (self.kim, self.mika) = (strong(&self.bed, "kim").await, strong(&self.bed, "mika").await);
    }

    /// Adds a federation; what came of asking it stands on its page.
    pub async fn federation(&self, fields: &[(&str, &str)]) -> String {
        let answer = self.mika.send_only("/identity/federations", fields).await;
        let place = answer.location().unwrap_or_else(|| panic!("{} {}", answer.status, answer.body));
        id_of(place).to_owned()
    }

    pub async fn page(&self, federation: &str) -> String {
        self.mika.get(&format!("/identity/federations/{federation}")).await.body
    }

    /// The office has the federation asked; the page that follows.
    pub async fn ask(&self, federation: &str) -> String {
        let place = format!("/identity/federations/{federation}");
        let answer = self.mika.send_only(&format!("{place}/ask"), &[]).await;
        assert_eq!(answer.location(), Some(place.as_str()), "{}", answer.body);
        self.page(federation).await
    }

    /// The page of the new connection, or the one that says why there is none.
    pub async fn connect(&self, federation: &str, number: usize) -> Result<String, String> {
        let entity = entity_id(number);
        let fields = [("protocol", "saml"), ("label", "Skola"), ("federation", federation), ("entity", &entity)];
        let answer = self.kim.send_only("/identity/connections", &fields).await;
        if let Some(place) = answer.location() {
            return Ok(place.to_owned());
        }
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        Err(answer.body)
    }

    /// Where a sign-in through the connection leads: the provider, or the page that says why not.
    pub async fn start(&self, place: &str, trial: bool) -> testbed::Answer {
        let trial = if trial { "&trial=on" } else { "" };
        let start = format!("/identity/start?provider={}{trial}", id_of(place));
        self.kim.request(Method::GET, &start, None).await
    }

    /// Tries the connection; its provider answers with the key. What the connection's page says of that.
    pub async fn tried(&self, place: &str, number: usize, key: &Key) -> String {
        let way = self.start(place, true).await;
        let there = reqwest::Url::parse(way.location().unwrap_or_else(|| panic!("{}", way.body))).unwrap();
        let expected = entity_id(number);
        assert!(there.as_str().starts_with(&expected), "{there} is not {expected}");
        let relay_state = there.query_pairs().find(|(name, _)| name == "RelayState").unwrap().1.into_owned();
        let answer = STANDARD.encode(self.answer(place, number, key).await);
        let fields = [("SAMLResponse", answer.as_str()), ("RelayState", &relay_state)];
        let next = self.kim.send_only("/identity/saml/acs", &fields).await;
        let next = next.location().unwrap_or_else(|| panic!("{} {}", next.status, next.body)).to_owned();
        self.kim.get(&next).await.body
    }

    async fn answer(&self, place: &str, number: usize, key: &Key) -> String {
        let across = self.bed.service("identity").store.across_read(Actor::System("test")).await.unwrap();
        let sql = "SELECT nonce FROM identity_pending WHERE provider = $1";
        let rows = across.query(sql, [id_of(place).into()]).await.unwrap();
        let request: String = rows.first().unwrap().try_get("", "nonce").unwrap();
        let (at, acs) = (self.bed.clock.now(), self.bed.url("/identity/saml/acs"));
        let answer = Answer {
            response_issuer: entity_id(number),
            issuer: entity_id(number),
            class: names::LOA3.into(),
            authenticated_at: at,
            issued_at: at,
            not_before: at - TimeDelta::seconds(2),
            not_on_or_after: at + TimeDelta::minutes(5),
            in_response_to: request.clone(),
            destination: acs.clone(),
            recipient: acs,
            audience: self.bed.url("/identity/saml/metadata"),
            attributes: vec![(names::attribute::MAIL.into(), "anna@example.net".into())],
            ..Answer::default()
        };
        // No two answers have the same names.
        let plain = answer.plain().replace("_assertion-1", &format!("_a{request}"));
        let id = format!("_r{request}");
        sign(&plain.replace("_response-1", &id), &id, "</saml:Issuer>", key)
    }
}

async fn strong(bed: &Bed, person: &str) -> Browser {
    let browser = bed.browser();
    browser.sign_in(person).await;
    browser.step_up(person).await;
    browser
}
