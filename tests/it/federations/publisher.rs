//! A federation that publishes what a test gives it: a signed list, or answers about one member at a time.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

use axum::{
    Router,
    body::Body,
    extract::{OriginalUri, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use chrono::{DateTime, TimeDelta, Utc};
use saml::Key;

use crate::{
    metadata::{How, entity_id, fill, list_made, namespaces, provider, sign},
    support::now,
};

/// What is said at an address.
#[derive(Clone)]
pub enum Said {
    /// A document, and what it is known by.
    Document(String, u64),
    /// More than anybody takes.
    Endless,
    /// Nothing that helps.
    Broken,
}

#[derive(Default)]
struct Desk {
    said: HashMap<String, Said>,
    /// How often a document was known already.
    unchanged: usize,
    count: u64,
}

/// The server.
#[derive(Clone)]
pub struct Publisher {
    desk: Arc<Mutex<Desk>>,
    base: String,
}

impl Publisher {
    pub async fn start() -> Self {
        let desk = Arc::new(Mutex::new(Desk::default()));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let routes = Router::new().fallback(answer).with_state(Arc::clone(&desk));
        #[expect(clippy::disallowed_methods, reason = "a server of the test's own, which ends with it")]
        tokio::spawn(async move { axum::serve(listener, routes).await });
        Self { desk, base }
    }

    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    pub fn publish(&self, path: &str, document: String) {
        let mut desk = self.desk.lock().unwrap();
        desk.count += 1;
        let said = Said::Document(document, desk.count);
        desk.said.insert(path.to_owned(), said);
    }

    pub fn say(&self, path: &str, said: Said) {
        self.desk.lock().unwrap().said.insert(path.to_owned(), said);
    }

    /// Answers about a member, as a query service does.
    pub fn tell(&self, number: usize, document: Option<String>) {
        let path = saml::aggregate::mdq_url("", &entity_id(number));
        match document {
            Some(document) => self.publish(&path, document),
            None => drop(self.desk.lock().unwrap().said.remove(&path)),
        }
    }

    pub fn unchanged(&self) -> usize {
        self.desk.lock().unwrap().unchanged
    }
}

async fn answer(State(desk): State<Arc<Mutex<Desk>>>, OriginalUri(uri): OriginalUri, headers: HeaderMap) -> Response {
    let mut desk = desk.lock().unwrap();
    match desk.said.get(uri.path()).cloned() {
        None => StatusCode::NOT_FOUND.into_response(),
        Some(Said::Broken) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        Some(Said::Endless) => {
            let chunk = axum::body::Bytes::from(vec![b' '; 1024 * 1024]);
            let chunks = futures_util::stream::repeat_with(move || Ok::<_, std::io::Error>(chunk.clone()));
            Body::from_stream(chunks).into_response()
        }
        Some(Said::Document(text, count)) => {
            let etag = format!("\"{count}\"");
            if headers.get(header::IF_NONE_MATCH).is_some_and(|known| *known == *etag) {
                desk.unchanged += 1;
                return StatusCode::NOT_MODIFIED.into_response();
            }
            ([(header::ETAG, etag)], text).into_response()
        }
    }
}

fn time(at: DateTime<Utc>) -> String {
    at.format("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// A member whose scope is its number, with nothing that can't be connected.
pub fn member(number: usize, key: &Key) -> String {
    let whole = provider(number, &key.certificate().base64());
    let (from, to) = (r#"<shibmd:Scope regexp="true">"#, "</shibmd:Scope>");
    let start = whole.find(from).unwrap();
    let end = start + whole[start..].find(to).unwrap() + to.len();
    format!("{}{}", &whole[..start], &whole[end..])
}

/// A member with a pattern for a scope.
pub fn pattern(number: usize, key: &Key) -> String {
    provider(number, &key.certificate().base64())
}

/// A list that was made so many minutes after the tests' beginning and holds for so many hours from then.
pub fn list(minutes: i64, hours: i64, members: &str, key: &Key) -> String {
    sign(&unsigned(minutes, hours, members), key)
}

pub fn unsigned(minutes: i64, hours: i64, members: &str) -> String {
    let made = now() + TimeDelta::minutes(minutes);
    let until = format!(r#"validUntil="{}" cacheDuration="PT30M""#, time(made + TimeDelta::hours(hours)));
    list_made(&time(made), &until, members)
}

/// A member by itself, as a query service tells of it, holding until so many hours after the tests' beginning.
pub fn alone(number: usize, hours: i64, member: &str, key: &Key) -> String {
    let until = format!(r#" {} validUntil="{}" ID="#, namespaces(), time(now() + TimeDelta::hours(hours)));
    let id = format!("_{number}");
    let uri = format!("#{id}");
    let how = How { uri: &uri, method: key.signature_algorithm(), ..How::default() };
    fill(&how.laid_out(&member.replacen(" ID=", &until, 1), &id, key), key)
}
