//! What no caller of good will sends: each is refused as a problem, beside the same request as it should be.

use reqwest::{Method, StatusCode, header};
use serde_json::{Value, json};
use testbed::{Bed, Database, Setup};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

struct Sender {
    client: reqwest::Client,
    bed: Bed,
    key: String,
}

impl Sender {
    async fn new() -> Self {
        let setup = Setup { database: Database::Sqlite, clock: platform::Clock::System, defaults: sambruk::DEFAULTS };
        let bed = Bed::start(sambruk::registry, setup).await;
        bed.demonstrate(1).await;
        let key = bed.key_of("sandviken-2181");
        Self { client: reqwest::Client::builder().no_proxy().build().unwrap(), bed, key }
    }

    fn request(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        self.client.request(method, self.bed.url(path)).bearer_auth(&self.key)
    }

    fn post(&self, path: &str, body: impl Into<reqwest::Body>) -> reqwest::RequestBuilder {
        self.post_as("application/json", path, body)
    }

    fn post_as(&self, kind: &str, path: &str, body: impl Into<reqwest::Body>) -> reqwest::RequestBuilder {
        let key = platform::id::random().to_string();
        let request = self.request(Method::POST, path).header("Idempotency-Key", key);
        request.header(header::CONTENT_TYPE, kind).body(body)
    }
}

impl Sender {
    /// Says that a body of this size comes, and gives what is answered before any of it is sent.
    async fn declare(&self, path: &str, size: u64) -> String {
        let address = self.bed.url("").trim_start_matches("http://").to_owned();
        let mut stream = tokio::net::TcpStream::connect(&address).await.unwrap();
        let head = format!(
            "POST {path} HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer {}\r\nContent-Type: application/json\r\n\
             Idempotency-Key: {}\r\nContent-Length: {size}\r\nConnection: close\r\n\r\n",
            self.key,
            platform::id::random(),
        );
        stream.write_all(head.as_bytes()).await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        answer
    }
}

/// The status and the problem's code; fails when the answer is no problem with a request id.
async fn problem(request: reqwest::RequestBuilder) -> (u16, String) {
    let answer = request.send().await.unwrap();
    let status = answer.status().as_u16();
    assert_eq!(answer.headers()[header::CONTENT_TYPE], "application/problem+json", "{status}");
    let id = answer.headers()["x-request-id"].to_str().unwrap().to_owned();
    let body: Value = answer.json().await.unwrap();
    assert_eq!(body["status"], status);
    assert_eq!(body["instance"], format!("urn:uuid:{id}"), "{body}");
    assert!(body["detail"].as_str().is_some_and(|detail| detail.len() > 5), "{body}");
    (status, body["type"].as_str().unwrap().rsplit('/').next().unwrap().to_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_can_not_be_read_is_refused_as_a_problem() {
    let sender = Sender::new().await;
    let titles: Value =
        sender.request(Method::GET, "/api/bibblix/v1/titles?limit=1").send().await.unwrap().json().await.unwrap();
    let loan = json!({ "title": titles["items"][0]["id"], "card": "218100417" });
    let (loans, usage) = ("/api/bibblix/v1/loans", "/api/billing/v1/usage");
    let good = sender.post(loans, loan.to_string()).send().await.unwrap();
    assert_eq!(good.status(), StatusCode::CREATED, "as it should be");

    let mut more = loan.clone();
    more["municipality"] = json!("uppsala-0380");
    let deep = "[".repeat(50_000);
    let plain = sender.post_as("text/plain", loans, loan.to_string());
    let without_key = sender.request(Method::POST, loans).json(&loan);
    let foreign_key = sender.client.get(sender.bed.url(loans)).bearer_auth("smb_0123456789ab_nobody");
    let refused = [
        ("a field that is not known", sender.post(loans, more.to_string()), (400, "invalid-parameters")),
        (
            "a wrong type",
            sender.post(loans, json!({ "title": 7, "card": [] }).to_string()),
            (400, "invalid-parameters"),
        ),
        ("no UTF-8", sender.post(loans, b"{\"title\":\"\xff\xfe\"}".to_vec()), (400, "invalid-parameters")),
        ("no JSON", sender.post(loans, "{"), (400, "invalid-parameters")),
        ("nothing", sender.post(loans, ""), (400, "invalid-parameters")),
        ("fifty thousand levels", sender.post(usage, deep), (400, "invalid-parameters")),
        ("no key for the act", without_key, (400, "invalid-parameters")),
        ("another media type", plain, (415, "unsupported-media-type")),
        ("a method that is not there", sender.request(Method::DELETE, loans), (405, "method-not-allowed")),
        (
            "a method that is not there at a page",
            sender.request(Method::PUT, "/portal/accessibility"),
            (405, "method-not-allowed"),
        ),
        ("too many items", sender.request(Method::GET, &format!("{loans}?limit=100000")), (400, "invalid-parameters")),
        ("no number", sender.request(Method::GET, &format!("{loans}?limit=ten")), (400, "invalid-parameters")),
        ("no id", sender.request(Method::GET, &format!("{loans}/%ff%00")), (404, "not-found")),
        ("no such service", sender.request(Method::GET, "/api/kravmotor/v1/things"), (404, "not-found")),
        ("no such key", foreign_key, (401, "unauthenticated")),
    ];
    for (what, request, (status, code)) in refused {
        assert_eq!(problem(request).await, (status, code.to_owned()), "{what}");
    }
    for size in [3_000_000, 40_000_000] {
        let large = sender.declare(loans, size).await;
        assert!(large.starts_with("HTTP/1.1 413") && large.contains("problems/too-large"), "{size}: {large}");
    }
    let again = sender.request(Method::GET, "/api/bibblix/v1/loans?limit=1").send().await.unwrap();
    assert_eq!(again.status(), StatusCode::OK, "and it goes on");
    sender.bed.stop_verified().await;
}
