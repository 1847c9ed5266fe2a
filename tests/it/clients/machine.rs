//! The other system: a client's id and secret, and what it sends.

use reqwest::Method;
use serde_json::Value;
use testbed::{Answer, Bed, Browser};

/// A client with one of its secrets.
#[derive(Debug, Clone)]
pub struct Client {
    pub id: String,
    pub secret: String,
}

/// Somebody with an access token.
pub struct Machine(Browser);

impl Machine {
    pub fn new(bed: &Bed, token: &str) -> Self {
        Self(Browser::with_key(bed.url(""), token))
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.0.request(Method::GET, path, None).await
    }

    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        self.0.json(Method::POST, path, body).await
    }
}

/// Makes a client as a person.
pub async fn make(maker: &Browser, wish: &Value) -> Client {
    let made = maker.json(Method::POST, "/api/identity/v1/clients", wish).await;
    assert_eq!(made.status, reqwest::StatusCode::CREATED, "{}", made.body);
    let made = made.json();
    let text = |name: &str| made[name].as_str().unwrap().to_owned();
    Client { id: text("client"), secret: text("secret") }
}

/// Sends a form to the token endpoint.
pub async fn ask(bed: &Bed, form: &[(String, String)]) -> Answer {
    let fields: Vec<(&str, &str)> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    bed.browser().send_only("/api/identity/v1/token", &fields).await
}

/// A title of Bibblix.
pub async fn titles(machine: &Machine) -> String {
    let titles = machine.get("/api/bibblix/v1/titles?limit=1").await.json();
    titles["items"][0]["id"].as_str().expect("a title").to_owned()
}

impl Client {
    /// The same client with another secret.
    pub fn with(&self, secret: &str) -> Self {
        Self { secret: secret.to_owned(), ..self.clone() }
    }

    /// The same secret of another client.
    pub fn named(&self, id: &str) -> Self {
        Self { id: id.to_owned(), ..self.clone() }
    }

    pub fn form(&self, scope: &str) -> Vec<(String, String)> {
        let mut form: Vec<(String, String)> = [
            ("grant_type", "client_credentials"),
            ("client_id", self.id.as_str()),
            ("client_secret", self.secret.as_str()),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .to_vec();
        if !scope.is_empty() {
            form.push(("scope".into(), scope.into()));
        }
        form
    }

    /// A token; all scopes when none is named.
    pub async fn token(&self, bed: &Bed, scope: &str) -> String {
        let answer = ask(bed, &self.form(scope)).await;
        assert_eq!(answer.status, reqwest::StatusCode::OK, "{}", answer.body);
        answer.json()["access_token"].as_str().unwrap().to_owned()
    }
}
