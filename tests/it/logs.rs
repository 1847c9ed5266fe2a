//! Log lines of a real process: one line each that a machine can read and join with an answer, whatever was asked, and nothing in them
//! that opens anything (ASVS 5.0, 14.2.1, 16.2.4, 16.2.5, 16.4.1).

use chrono::{DateTime, Utc};
use reqwest::{Client, Response, header};
use serde_json::Value;

use crate::commands::Served;

/// A request's address, and what of it is a secret.
const CALENDAR: &str = "Zm9yZ290dGVuLWNhbGVuZGFyLXNlY3JldC10aGF0LWlzLWxvbmctZW5vdWdoLXRvLWJlLWxlZnQtb3V0";
const COOKIE: &str = "c29tZWJvZHktZWxzZXMtc2Vzc2lvbg";
const KEY: &str = "smb_0123456789ab_a-key-that-somebody-guesses";

/// Requests that try to write lines of their own, and their ids.
async fn asked(served: &Served) -> Vec<String> {
    let client = Client::builder().no_proxy().build().unwrap();
    let at = |path: &str| format!("{}{path}", served.url);
    let forged = "%0d%0a%7b%22level%22:%22ERROR%22,%22message%22:%22forged%22%7d%0a";
    let requests = [
        client.get(at(&format!("/nowhere{forged}"))),
        client.get(at(&format!("/identity/callback?error={forged}&state={forged}"))),
        client.get(at(&format!("/governance/calendar/{CALENDAR}"))),
        client.get(at("/api/members/v1/organisations")).bearer_auth(KEY),
        client
            .get(at("/bibblix"))
            .header(header::COOKIE, format!("sambruk={COOKIE}"))
            .header("user-agent", "x\tforged"),
        client.get(at("/identity/sign-in")).header("traceparent", "00-forged"),
    ];
    let mut ids = Vec::new();
    for request in requests {
        let answer: Response = request.send().await.unwrap();
        ids.push(answer.headers()["x-request-id"].to_str().unwrap().to_owned());
    }
    ids
}

/// How far the demonstration's data have come is told beside the log.
fn lines(log: &str) -> impl Iterator<Item = &str> {
    log.lines().filter(|line| line.split_whitespace().nth(1) != Some("s"))
}

fn opens_nothing(log: &str, key: &str) {
    for secret in [CALENDAR, COOKIE, KEY, key, "hemlig"] {
        assert!(!log.contains(secret), "the log holds {secret}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn each_line_is_a_record_and_names_its_request() {
    let mut served = Served::start_with(&[]).await;
    let key = served.key("sandviken-2181");
    let good =
        Client::builder().no_proxy().build().unwrap().get(format!("{}/api/members/v1/organisations", served.url));
    assert!(good.bearer_auth(&key).send().await.unwrap().status().is_success(), "the key opens");
    let ids = asked(&served).await;
    assert_eq!(served.stop().await, 0);
    let log = served.log();
    let records: Vec<Value> =
        lines(&log).map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"))).collect();
    assert!(records.len() > 10, "{log}");
    for record in &records {
        let at = record["timestamp"].as_str().unwrap_or_default();
        assert!(at.ends_with('Z') && at.parse::<DateTime<Utc>>().is_ok(), "no time in UTC: {record}");
        assert!(record["level"].is_string() && record["target"].is_string(), "{record}");
        assert_ne!(record["message"], "forged", "{record}");
    }
    for id in &ids {
        let named = records.iter().filter(|record| record["span"]["request_id"] == id.as_str());
        assert!(named.clone().any(|record| record["status"].is_u64()), "no line tells how {id} was answered");
    }
    opens_nothing(&log, &key);
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_writes_a_line_of_her_own_in_the_text_form() {
    let mut served = Served::start_with(&[("SAMBRUK_TELEMETRY__FORMAT", "text")]).await;
    let key = served.key("sandviken-2181");
    let ids = asked(&served).await;
    assert_eq!(served.stop().await, 0);
    let log = served.log();
    for line in lines(&log) {
        let at = line.trim_start().split(' ').next().unwrap_or_default();
        assert!(at.parse::<DateTime<Utc>>().is_ok(), "a line does not begin with its time: {line:?}");
    }
    for id in &ids {
        assert!(log.contains(id.as_str()), "no line tells of {id}");
    }
    opens_nothing(&log, &key);
}
