//! Requests as they go over the wire: unlike a browser's, with any header left out or wrong.

use std::time::Duration;

use platform::Config;
use reqwest::{Client, Method, header, redirect::Policy};
use serde_json::Value;
use testbed::Answer;

/// What is sent.
#[derive(Debug, Clone)]
pub struct Request {
    pub method: Method,
    /// Path and query.
    pub path: String,
    pub body: Body,
}

/// Its body.
#[derive(Debug, Clone)]
pub enum Body {
    None,
    Json(Value),
    Form(Vec<(String, String)>),
}

impl Request {
    pub fn get(path: impl Into<String>) -> Self {
        Self { method: Method::GET, path: path.into(), body: Body::None }
    }

    /// Everything that the sender knew already.
    pub fn sent(&self) -> String {
        match &self.body {
            Body::None => self.path.clone(),
            Body::Json(json) => format!("{} {json}", self.path),
            Body::Form(fields) => format!("{} {fields:?}", self.path),
        }
    }

    pub fn is_act(&self) -> bool {
        !self.method.is_safe()
    }
}

/// How the sender proves who it is.
#[derive(Debug, Clone, Copy)]
pub enum Proof<'a> {
    Nothing,
    Cookie(&'a str),
    Key(&'a str),
}

/// Where the sender says that an act comes from.
#[derive(Debug, Clone, Copy)]
pub enum Origin {
    Ours,
    Silent,
    Evil,
}

/// Sends requests to one platform.
pub struct Wire {
    client: Client,
    base: String,
    cookie: &'static str,
}

impl Wire {
    pub fn new(base: String, config: &Config) -> Self {
        let client = Client::builder().redirect(Policy::none()).no_proxy().timeout(Duration::from_secs(30));
        Self { client: client.build().expect("an HTTP client"), base, cookie: config.session_cookie() }
    }

    /// Sends one request, and reads before it what an If-Match needs.
    pub async fn send(&self, proof: Proof<'_>, request: &Request) -> Answer {
        let revision = match request.method {
            Method::PUT | Method::PATCH => self.revision(proof, &request.path).await,
            _ => None,
        };
        self.send_from(proof, request, Origin::Ours, revision).await
    }

    async fn revision(&self, proof: Proof<'_>, path: &str) -> Option<String> {
        let read = self.send_from(proof, &Request::get(path), Origin::Ours, None).await;
        read.headers.get(header::ETAG).and_then(|tag| tag.to_str().ok()).map(str::to_owned)
    }

    pub async fn send_from(
        &self,
        proof: Proof<'_>,
        request: &Request,
        origin: Origin,
        revision: Option<String>,
    ) -> Answer {
        let mut wire = self.client.request(request.method.clone(), format!("{}{}", self.base, request.path));
        wire = match proof {
            Proof::Nothing => wire,
            Proof::Cookie(token) => wire.header(header::COOKIE, format!("{}={token}", self.cookie)),
            Proof::Key(key) => wire.bearer_auth(key),
        };
        if request.is_act() {
            wire = wire.header("idempotency-key", platform::id::random().to_string());
            wire = match origin {
                Origin::Ours => wire.header(header::ORIGIN, &self.base),
                Origin::Silent => wire,
                Origin::Evil => {
                    wire.header(header::ORIGIN, "https://evil.example").header("sec-fetch-site", "same-origin")
                }
            };
        }
        if let Some(revision) = revision {
            wire = wire.header(header::IF_MATCH, revision);
        }
        wire = match &request.body {
            Body::None => wire,
            Body::Json(json) => wire.json(json),
            Body::Form(fields) => wire.form(fields),
        };
        let response = wire.send().await.expect("the platform answers");
        let (status, headers) = (response.status(), response.headers().clone());
        let bytes = response.bytes().await.unwrap_or_default().to_vec();
        let body = String::from_utf8_lossy(&bytes).into_owned();
        Answer { status, headers, body, bytes, path: request.path.clone() }
    }

    /// Follows redirects of an answer as a browser does.
    pub async fn follow(&self, proof: Proof<'_>, mut answer: Answer) -> Answer {
        for _ in 0..5 {
            let Some(next) = answer.location().filter(|_| answer.status.is_redirection()).map(str::to_owned) else {
                break;
            };
            if !next.starts_with('/') {
                break;
            }
            answer = self.send(proof, &Request::get(next)).await;
        }
        answer
    }
}
