//! Log lines of a real process: one line each that a machine can read and join with an answer, whatever was asked, and nothing in them
//! that opens anything or tells of anybody (ASVS 5.0, 14.2.1, 16.2.1, 16.2.4, 16.2.5, 16.4.1).

use chrono::{DateTime, Utc};
use reqwest::{Client, Response, header};
use serde_json::Value;
use testbed::Browser;

use crate::{commands::Served, story::Story};

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
    let good = good.bearer_auth(&key).send().await.unwrap();
    assert!(good.status().is_success(), "the key opens");
    let good = good.headers()["x-request-id"].to_str().unwrap().to_owned();
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
    let about =
        |id: &str| records.iter().rfind(|record| record["span"]["request_id"] == id && record["status"].is_u64());
    let span = &about(&good).expect("the answer has a line")["span"];
    let told = |name: &str| span[name].as_str().unwrap_or_default();
    assert_eq!((told("method"), told("path")), ("GET", "/api/members/v1/organisations"), "what: {span}");
    assert_eq!((told("from"), told("tenant")), ("127.0.0.1", "sandviken-2181"), "from where and for whom: {span}");
    assert!(told("actor").strip_prefix("client:").is_some_and(|id| id.parse::<uuid::Uuid>().is_ok()), "who: {span}");
    for id in &ids {
        let span = &about(id).expect("the answer has a line")["span"];
        assert_eq!(
            (&span["from"], &span["actor"]),
            (&"127.0.0.1".into(), &Value::Null),
            "nobody has shown who: {span}"
        );
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

/// Numbers that look like personal ones: twelve digits, with or without a hyphen before the last four, that stand alone.
fn numbers(log: &str) -> Vec<&str> {
    let parts = log.split(|c: char| !c.is_ascii_alphanumeric() && c != '-');
    let shaped = |part: &&str| {
        let (digits, hyphen) = (part.bytes().filter(u8::is_ascii_digit).count(), part.find('-'));
        digits == 12 && (part.len() == 12 || (part.len() == 13 && hyphen == Some(8)))
    };
    parts.filter(shaped).filter(|part| part.starts_with("19") || part.starts_with("20")).collect()
}

/// What one person does with a register of young people, a library card and a calendar; what of it must stand in no log.
async fn sensitive(url: &str) -> Vec<String> {
    let (alex, kim) = (Browser::new(url.to_owned()), Browser::new(url.to_owned()));
    alex.sign_in("alex").await;
    alex.step_up("alex").await;
    kim.sign_in("kim").await;
    let young = [
        ("number", "20100213-2387"),
        ("name", "Hemlige Hemligsson"),
        ("situation", "dropped-out"),
        ("resident", "true"),
    ];
    let sent = alex.send("/uka/register", &young).await;
    assert!(sent.status.is_success(), "{}", sent.body);
    assert!(alex.send("/uka/find", &young[..1]).await.body.contains("Hemlige Hemligsson"), "she is found");
    let titles = alex.get("/api/bibblix/v1/titles?limit=1").await.json();
    let title = titles["items"][0]["id"].as_str().unwrap();
    let lent = alex.send_only("/bibblix/lend", &[("title", title), ("card", "8787878787")]).await;
    assert!(lent.status.is_redirection(), "{}", lent.body);
    let councils = kim.get("/governance").await.body;
    let council = councils.split("href=\"/governance/councils/").nth(1).unwrap().split(['"', '/']).next().unwrap();
    let page = kim.send(&format!("/governance/councils/{council}/calendar"), &[]).await.body;
    let address = page.split("/governance/calendar/").nth(1).expect("the address is shown once");
    let secret: String = address.chars().take_while(|c| c.is_ascii_alphanumeric() || "-_".contains(*c)).collect();
    assert!(secret.len() > 30, "{secret}");
    assert!(kim.get(&format!("/governance/calendar/{secret}.ics")).await.body.starts_with("BEGIN:VCALENDAR"));
    let cookies = [&alex, &kim].map(|browser| browser.cookie("sambruk").unwrap());
    let words = ["20100213-2387", "201002132387", "Hemlige", "Hemligsson", "8787878787"].map(str::to_owned);
    words.into_iter().chain(cookies).chain([secret]).collect()
}

/// People whom identity knows, by name and address.
async fn people(data: &std::path::Path) -> Vec<String> {
    let path = format!("sqlite://{}", data.join("identity.sqlite").display());
    let db = platform::store::connect(&path, None, 1).await.unwrap();
    let sql =
        "SELECT name AS word FROM identity_person UNION SELECT email FROM identity_person WHERE email IS NOT NULL";
    let sql = sea_orm::Statement::from_string(sea_orm::DbBackend::Sqlite, sql);
    let rows = sea_orm::ConnectionTrait::query_all_raw(&db, sql).await.unwrap();
    rows.iter().map(|row| row.try_get::<String>("", "word").unwrap()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_log_of_the_whole_story_tells_of_nobody() {
    let settings = [("SAMBRUK_DEMONSTRATION__PERCENT", "5"), ("SAMBRUK_LIMITS__KEY_REQUESTS_PER_SECOND", "10000")];
    let mut served = Served::start_with(&settings).await;
    let keys: Vec<String> = ["sandviken-2181 integrator", "sambruk operator"].map(|whose| served.key(whose)).into();
    let story = Story::at(served.url.clone());
    story.a_loan_shows_within(20).await;
    story.a_run_becomes_invoices(async || ()).await;
    let words = sensitive(&served.url).await;
    assert_eq!(served.stop().await, 0);
    let log = served.log();
    let people = people(served.data()).await;
    assert!(people.len() > 10 && people.contains(&"Kim Exempelsson".to_owned()), "{people:?}");
    for word in words.iter().chain(&keys).chain(&people) {
        assert!(!log.contains(word.as_str()), "the log holds {word}");
    }
    assert_eq!(numbers(&log), [""; 0], "numbers that look like personal ones");
    assert_eq!(numbers("a 20100213-2387, 201002132387 and 2026-11-22T10:00:00"), ["20100213-2387", "201002132387"]);
    for path in ["/uka/register", "/uka/find", "/bibblix/lend", "/billing/runs"] {
        assert!(log.contains(path), "the story's {path} stands there");
    }
}
