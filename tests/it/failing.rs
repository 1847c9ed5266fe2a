//! What goes wrong within is told to nobody outside: a page or a problem with a reference, and nothing of the inside (ASVS 5.0, 16.5.1);
//! the log has one line about it under that reference (16.3.4).

use std::{
    io,
    sync::{Arc, Mutex, OnceLock},
};

use platform::{Actor, Clock, Module, PUBLIC, Pages, Permission, Result};
use reqwest::{Method, StatusCode, header};
use serde_json::Value;
use testbed::{Answer, Bed, Database, Setup};
use tracing_subscriber::{Layer, layer::SubscriberExt, util::SubscriberInitExt};

use crate::clients::bed;

const TEXTS: ui::Source<'static> = ui::Source { sv: "", en: "" };
/// What only the inside knows.
const INSIDE: &str = "postgres://sambruk:hemlig@10.0.0.7/identity";

/// For whoever is signed in.
static HERS: Permission = Permission::own("failing.read", &[]);

/// A service whose pages break, where nobody answers for identity.
fn registry() -> Vec<Module> {
    let pages = Pages::new().get(&PUBLIC, "/failing/breaks", panics).get(&PUBLIC, "/failing/error", fails);
    let pages = pages.get(&PUBLIC, "/failing/well", well).get(&HERS, "/failing/hers", well);
    vec![Module::new("failing", "bell", TEXTS).pages(pages)]
}

async fn panics() -> Result<String> {
    panic!("{INSIDE}")
}

async fn fails() -> Result<String> {
    Err(sea_orm::DbErr::Custom(INSIDE.into()).into())
}

async fn well() -> Result<String> {
    Ok("well".into())
}

/// Errors that this process's platforms log.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Log {
    /// The process has one, from the first test that asks for it.
    fn of_errors() -> &'static Self {
        static LOG: OnceLock<Log> = OnceLock::new();
        LOG.get_or_init(|| {
            let log = Self::default();
            let writer = log.clone();
            let only = |data: &tracing::Metadata<'_>| data.is_span() || *data.level() == tracing::Level::ERROR;
            let lines = tracing_subscriber::fmt::layer().json().flatten_event(true).with_span_list(false);
            let lines = lines.with_writer(move || writer.clone());
            let lines = lines.with_filter(tracing_subscriber::filter::filter_fn(only));
            tracing_subscriber::registry().with(lines).init();
            log
        })
    }

    /// The lines about the request that was answered so.
    fn about(&self, answer: &Answer) -> Vec<Value> {
        let id = answer.headers["x-request-id"].to_str().unwrap();
        let bytes = self.0.lock().unwrap().clone();
        let text = String::from_utf8(bytes).unwrap();
        let lines = text.lines().filter(|line| line.contains(id));
        lines.map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}

/// A failure of ours, with a reference and without any of these words.
fn tells_nothing(answer: &Answer, inside: &[&str]) {
    assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR, "{}", answer.body);
    let reference = answer.headers["x-request-id"].to_str().unwrap();
    assert!(answer.body.contains(reference), "it has no reference: {}", answer.body);
    let told = format!("{} {:?}", answer.body.to_lowercase(), answer.headers);
    for word in inside {
        assert!(!told.contains(&word.to_lowercase()), "it tells {word}: {told}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_panic_and_an_error_tell_nothing_of_the_inside() {
    let setup = Setup { database: Database::Sqlite, clock: Clock::System, defaults: sambruk::DEFAULTS };
    let bed = Bed::start(registry, setup).await;
    let browser = bed.browser();
    let log = Log::of_errors();
    for path in ["/failing/breaks", "/failing/error"] {
        let broken = browser.get(path).await;
        let lines = log.about(&broken);
        assert_eq!(lines.len(), 1, "{path} leaves one line: {lines:?}");
        assert_eq!(lines[0]["message"], "internal error");
        assert_eq!((&lines[0]["span"]["path"], &lines[0]["span"]["from"]), (&path.into(), &"127.0.0.1".into()));
        assert!(lines[0]["error"].as_str().unwrap().contains(INSIDE), "what has happened stands there: {lines:?}");
        tells_nothing(&broken, &[INSIDE, "hemlig", "10.0.0.7", "panic", "dberr", "custom error", ".rs"]);
        assert!(broken.headers[header::CONTENT_TYPE].to_str().unwrap().starts_with("text/html"), "it is a page");
    }
    let well = browser.get("/failing/well").await;
    assert_eq!(well.body, "well", "and it goes on");
    assert!(log.about(&well).is_empty(), "nothing has happened");
    bed.running.stop().await;
}

/// Who can't be looked up is let in by nobody's leave (ASVS 5.0, 16.5.3): a session, a key and a token that are not known.
#[tokio::test(flavor = "multi_thread")]
async fn while_identity_does_not_answer_nobody_is_let_in() {
    let setup = Setup { database: Database::Sqlite, clock: Clock::System, defaults: sambruk::DEFAULTS };
    let bed = Bed::start(registry, setup).await;
    let stranger = bed.browser().request(Method::GET, "/failing/hers", None).await;
    assert_eq!(stranger.status, StatusCode::SEE_OTHER, "who shows nothing is asked to sign in");
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let token = "eyJ0eXAiOiJhdCtqd3QiLCJhbGciOiJFUzI1NiIsImtpZCI6ImEifQ.eyJzdWIiOiJhIn0.AAAA";
    for (name, proof) in [
        (header::COOKIE, "sambruk=a-session-that-nobody-knows".to_owned()),
        (header::AUTHORIZATION, "Bearer smb_0123456789ab_a-key-that-nobody-knows".to_owned()),
        (header::AUTHORIZATION, format!("Bearer {token}")),
    ] {
        let asked = client.get(bed.url("/failing/hers")).header(&name, &proof);
        let status = asked.send().await.unwrap().status();
        assert!([StatusCode::SERVICE_UNAVAILABLE, StatusCode::UNAUTHORIZED].contains(&status), "{proof}: {status}");
        assert!(status == StatusCode::SERVICE_UNAVAILABLE || proof.contains(token), "{proof}: {status}");
    }
    bed.running.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_fails_is_not_described() {
    let bed = bed(Database::Sqlite).await;
    let alex = bed.browser();
    alex.sign_in("alex").await;
    let (page, operation) = ("/bibblix/lend", "/api/bibblix/v1/titles");
    assert_eq!(alex.get(page).await.status, StatusCode::OK);
    assert_eq!(alex.request(Method::GET, operation, None).await.status, StatusCode::OK);
    let across = bed.service("bibblix").store.across_for(Actor::System("test")).await.unwrap();
    across.execute("ALTER TABLE bibblix_title RENAME TO bibblix_gone", []).await.unwrap();
    across.commit().await.unwrap();
    let inside = ["bibblix_title", "bibblix_gone", "no such table", "select ", "sqlx", "sqlite", "dberr"];
    tells_nothing(&alex.get(page).await, &inside);
    let problem = alex.request(Method::GET, operation, None).await;
    tells_nothing(&problem, &inside);
    assert_eq!(problem.headers[header::CONTENT_TYPE], "application/problem+json");
    bed.running.stop().await;
}
