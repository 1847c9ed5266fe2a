//! What goes wrong within is told to nobody outside: a page or a problem with a reference, and nothing of the inside (ASVS 5.0, 16.5.1).

use platform::{Actor, Clock, Module, PUBLIC, Pages, Permission, Result};
use reqwest::{Method, StatusCode, header};
use testbed::{Answer, Bed, Database, Setup};

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
    for path in ["/failing/breaks", "/failing/error"] {
        let broken = browser.get(path).await;
        tells_nothing(&broken, &[INSIDE, "hemlig", "10.0.0.7", "panic", "dberr", "custom error", ".rs"]);
        assert!(broken.headers[header::CONTENT_TYPE].to_str().unwrap().starts_with("text/html"), "it is a page");
    }
    assert_eq!(browser.get("/failing/well").await.body, "well", "and it goes on");
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
