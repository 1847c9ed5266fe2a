//! A browser without a screen: keeps cookies, follows redirects by hand, sends forms as browsers do.

use std::{collections::BTreeMap, sync::Mutex};

use reqwest::{Client, Method, StatusCode, header, redirect::Policy};
use serde_json::Value;

/// One person's browser, or a machine's client when it has a key.
pub struct Browser {
    client: Client,
    base: String,
    cookies: Mutex<BTreeMap<String, String>>,
    key: Option<String>,
}

/// What came back.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: header::HeaderMap,
    /// The body.
    pub body: String,
    /// Path and query of the page in the end.
    pub path: String,
}

impl Answer {
    /// The body as JSON; null when it is none.
    #[must_use]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_default()
    }

    /// Where it sends the browser.
    #[must_use]
    pub fn location(&self) -> Option<&str> {
        self.headers.get(header::LOCATION).and_then(|value| value.to_str().ok())
    }
}

impl Browser {
    /// A browser at this address.
    #[must_use]
    pub fn new(base: String) -> Self {
        let client = Client::builder().redirect(Policy::none()).no_proxy().build().expect("an HTTP client");
        Self { client, base, cookies: Mutex::default(), key: None }
    }

    /// A machine's client with an API key.
    #[must_use]
    pub fn with_key(base: String, key: &str) -> Self {
        Self { key: Some(key.to_owned()), ..Self::new(base) }
    }

    /// The value of a cookie.
    #[must_use]
    pub fn cookie(&self, name: &str) -> Option<String> {
        self.cookies.lock().expect("no panic before").get(name).cloned()
    }

    /// Sets a cookie.
    pub fn set_cookie(&self, name: &str, value: &str) {
        self.cookies.lock().expect("no panic before").insert(name.to_owned(), value.to_owned());
    }

    /// One request without following redirects.
    pub async fn request(&self, method: Method, path: &str, body: Option<(&str, String)>) -> Answer {
        let url = if path.starts_with("http") { path.to_owned() } else { format!("{}{path}", self.base) };
        let mut request = self.client.request(method.clone(), &url);
        let cookies: Vec<String> = self
            .cookies
            .lock()
            .expect("no panic before")
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        if !cookies.is_empty() {
            request = request.header(header::COOKIE, cookies.join("; "));
        }
        if let Some(key) = &self.key {
            request = request.bearer_auth(key);
        }
        if method != Method::GET {
            request = request.header(header::ORIGIN, &self.base);
            request = request.header("idempotency-key", platform::id::random().to_string());
        }
        if let Some((kind, body)) = body {
            request = request.header(header::CONTENT_TYPE, kind).body(body);
        }
        let response = request.send().await.expect("the platform answers");
        let (status, headers) = (response.status(), response.headers().clone());
        for cookie in headers.get_all(header::SET_COOKIE) {
            self.keep(cookie.to_str().unwrap_or_default());
        }
        let path = response.url().path().to_owned()
            + &response.url().query().map(|query| format!("?{query}")).unwrap_or_default();
        Answer { status, headers, body: response.text().await.unwrap_or_default(), path }
    }

    fn keep(&self, cookie: &str) {
        let mut parts = cookie.split(';');
        let Some((name, value)) = parts.next().and_then(|pair| pair.split_once('=')) else {
            return;
        };
        let ended = parts.any(|part| part.trim().eq_ignore_ascii_case("max-age=0"));
        let mut cookies = self.cookies.lock().expect("no panic before");
        if ended || value.is_empty() {
            cookies.remove(name.trim());
        } else {
            cookies.insert(name.trim().to_owned(), value.to_owned());
        }
    }

    /// A page or object, following redirects.
    pub async fn get(&self, path: &str) -> Answer {
        let answer = self.request(Method::GET, path, None).await;
        self.follow(answer).await
    }

    /// Sends a form and follows redirects.
    pub async fn send(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let answer = self.send_only(path, fields).await;
        self.follow(answer).await
    }

    /// Sends a form without following redirects.
    pub async fn send_only(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body = encode(fields);
        self.request(Method::POST, path, Some(("application/x-www-form-urlencoded", body))).await
    }

    /// Sends JSON.
    pub async fn json(&self, method: Method, path: &str, body: &Value) -> Answer {
        self.request(method, path, Some(("application/json", body.to_string()))).await
    }

    async fn follow(&self, mut answer: Answer) -> Answer {
        for _ in 0..12 {
            if !answer.status.is_redirection() {
                break;
            }
            let Some(location) = answer.location().map(str::to_owned) else {
                break;
            };
            answer = self.request(Method::GET, &location, None).await;
        }
        answer
    }
}

/// Form fields as a browser encodes them.
fn encode(fields: &[(&str, &str)]) -> String {
    let escape = |text: &str| {
        text.bytes()
            .map(|byte| match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => char::from(byte).to_string(),
                b' ' => "+".to_owned(),
                other => format!("%{other:02X}"),
            })
            .collect::<String>()
    };
    fields.iter().map(|(name, value)| format!("{}={}", escape(name), escape(value))).collect::<Vec<_>>().join("&")
}
