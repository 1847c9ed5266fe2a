//! A browser without a screen: keeps cookies, follows redirects by hand, sends forms as browsers do.

use std::{collections::BTreeMap, sync::Mutex};

use reqwest::{Client, Method, StatusCode, header, redirect::Policy};
use serde_json::Value;

/// Where the demonstration's providers ask who one is.
const STAFF: &str = "/identity/demonstration/authorize";
const BROKER: &str = "/identity/demonstration/broker/authorize";

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
    /// The body as text.
    pub body: String,
    /// The body as it came, for files.
    pub bytes: Vec<u8>,
    /// Path and query of the page in the end.
    pub path: String,
}

impl Answer {
    /// The body as JSON; null when it is none.
    #[must_use]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_default()
    }

    /// How many statements it took, with those that memory spared, as every answer of a demonstration tells.
    #[must_use]
    pub fn statements(&self) -> Option<u32> {
        let told = self.headers.get("server-timing")?.to_str().ok()?;
        let (sent, spared) = told.strip_prefix("statements;desc=")?.split_once(", spared;desc=")?;
        Some(sent.parse::<u32>().ok()? + spared.parse::<u32>().ok()?)
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
        self.request_as(&platform::id::random().to_string(), method, path, body).await
    }

    /// JSON under an Idempotency-Key of one's own.
    pub async fn json_as(&self, key: &str, method: Method, path: &str, body: &Value) -> Answer {
        self.request_as(key, method, path, Some(("application/json", body.to_string()))).await
    }

    async fn request_as(&self, key: &str, method: Method, path: &str, body: Option<(&str, String)>) -> Answer {
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
        if method == Method::GET && url.starts_with(&self.base) {
            // As a browser says who follows a link of our own pages.
            request = request.header("sec-fetch-site", "same-origin");
        }
        if method != Method::GET {
            request = request.header(header::ORIGIN, &self.base);
            request = request.header("idempotency-key", key);
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
        let bytes = response.bytes().await.unwrap_or_default().to_vec();
        Answer { status, headers, body: String::from_utf8_lossy(&bytes).into_owned(), bytes, path }
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

    /// A file.
    pub async fn bytes(&self, path: &str) -> Vec<u8> {
        let answer = self.get(path).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.body);
        answer.bytes
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

/// A form as it stands on a page: where it is sent, and its hidden fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundForm {
    /// Its address.
    pub action: String,
    /// Its hidden fields.
    pub hidden: Vec<(String, String)>,
}

impl FoundForm {
    /// The first form on a page whose address begins so.
    #[must_use]
    pub fn on(page: &str, action: &str) -> Option<Self> {
        page.split("<form").skip(1).find_map(|rest| {
            let form = rest.split("</form>").next().unwrap_or(rest);
            let (tag, inside) = form.split_once('>')?;
            let found = attribute(tag, "action").filter(|found| found.starts_with(action))?;
            let inputs = inside.split("<input").skip(1).filter_map(|input| input.split('>').next());
            let hidden = inputs.filter(|input| attribute(input, "type").as_deref() == Some("hidden"));
            let fields = hidden
                .filter_map(|input| Some((attribute(input, "name")?, attribute(input, "value").unwrap_or_default())));
            Some(Self { action: found, hidden: fields.collect() })
        })
    }
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    let value = rest.split('"').next()?;
    Some(
        value
            .replace("&quot;", "\"")
            .replace("&#34;", "\"")
            .replace("&#39;", "'")
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&#38;", "&")
            .replace("&amp;", "&"),
    )
}

impl Browser {
    /// Signs in through the demonstration provider as one of its invented persons.
    pub async fn sign_in(&self, person: &str) -> &Self {
        let chooser = self.get("/identity/start?provider=demonstration&return=%2F").await;
        let answer = self.choose(&chooser, STAFF, person).await;
        assert!(answer.status.is_success(), "{person} is not signed in: {} {}", answer.status, answer.path);
        self
    }

    /// Signs in anew at the higher level, as approvals demand.
    pub async fn step_up(&self, person: &str) -> &Self {
        let chooser = self.get("/identity/start?provider=demonstration&level=loa3&return=%2F").await;
        let answer = self.choose(&chooser, STAFF, person).await;
        assert!(answer.status.is_success(), "{person} has not stepped up: {} {}", answer.status, answer.path);
        self
    }

    /// The way to the e-identification broker, from the page on which people outside choose it.
    pub async fn broker(&self) -> String {
        let page = Self::new(self.base.clone()).get("/identity/sign-in").await;
        let card = page.body.split("id=\"outside\"").nth(1).expect("a way in for people outside");
        let id = card.split("provider=").nth(1).and_then(|rest| rest.get(..36)).expect("the broker's connection");
        format!("/identity/start?provider={id}")
    }

    /// Signs in from outside, as one whom the demonstration's broker knows; tells where she ends up.
    pub async fn sign_in_outside(&self, person: &str) -> Answer {
        let way = self.broker().await;
        self.come(&format!("{way}&return=%2F"), person).await
    }

    /// As [`Self::step_up`], from outside.
    pub async fn step_up_outside(&self, person: &str) -> Answer {
        let way = self.broker().await;
        self.come(&format!("{way}&level=loa3&return=%2F"), person).await
    }

    /// Goes a way that leads to the broker and shows there who she is; tells where she ends up.
    pub async fn come(&self, way: &str, person: &str) -> Answer {
        let chooser = self.get(way).await;
        self.choose(&chooser, BROKER, person).await
    }

    /// Chooses the person, and confirms where the provider asks for a second step.
    async fn choose(&self, chooser: &Answer, authorize: &str, person: &str) -> Answer {
        let form = FoundForm::on(&chooser.body, authorize)
            .unwrap_or_else(|| panic!("no provider's page: {} {}", chooser.status, chooser.path));
        let answer = self.submit(&form, &[("person", person)]).await;
        match FoundForm::on(&answer.body, authorize) {
            Some(confirm) => self.submit(&confirm, &[("person", person), ("confirmed", "yes")]).await,
            None => answer,
        }
    }

    /// Sends a form that was found on a page, with more fields.
    pub async fn submit(&self, form: &FoundForm, more: &[(&str, &str)]) -> Answer {
        let named = form.hidden.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let fields: Vec<(&str, &str)> =
            named.filter(|(name, _)| more.iter().all(|(other, _)| other != name)).chain(more.iter().copied()).collect();
        self.send(&form.action, &fields).await
    }
}
