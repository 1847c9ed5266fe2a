//! What somebody is refused before any service's code is reached leaves one row for her organisation, and what is allowed leaves none.

use chrono::TimeDelta;
use platform::Actor;
use reqwest::{Client, Method, StatusCode, header};
use serde_json::json;
use testbed::{Bed, Browser, Database, eventually};

use crate::clients::bed;

const HOME: &str = "sandviken-2181";

/// Rows of an act in a service's log of the municipality: object, detail, who and from where.
async fn rows(bed: &Bed, service: &str, act: &str) -> Vec<(String, String, String, Option<String>)> {
    let across = bed.service(service).store.across_read(Actor::System("test")).await.unwrap();
    let sql = "SELECT object, detail, actor, origin FROM audit WHERE tenant = $1 AND action = $2 ORDER BY at, id";
    let rows = across.query(sql, [HOME.into(), act.into()]).await.unwrap();
    let row = |row: &sea_orm::QueryResult| {
        let text = |name| row.try_get::<String>("", name).unwrap();
        (text("object"), text("detail"), text("actor"), row.try_get("", "origin").unwrap())
    };
    rows.iter().map(row).collect()
}

async fn told(bed: &Bed, service: &str, act: &str) -> Vec<(String, String, String, Option<String>)> {
    eventually("the refusal is recorded", 10, || async {
        Some(rows(bed, service, act).await).filter(|rows| !rows.is_empty())
    })
    .await
}

/// How often this process has counted a refusal.
async fn counted(bed: &Bed, why: &str) -> f64 {
    let text = reqwest::get(format!("http://{}/metrics", bed.running.operations)).await.unwrap().text().await.unwrap();
    let line = text.lines().find(|line| line.contains("requests_refused_total") && line.contains(why));
    line.map_or(0.0, |line| line.rsplit(' ').next().unwrap().parse().unwrap())
}

async fn signed_in(bed: &Bed, person: &str) -> Browser {
    let browser = bed.browser();
    browser.sign_in(person).await;
    browser
}

async fn refused(database: Database) {
    const ACT: &str = "platform.access.refused";
    let bed = bed(database).await;
    let (kim, alex) = (signed_in(&bed, "kim").await, signed_in(&bed, "alex").await);
    let youth = "00000000-0000-4000-8000-000000000000";
    let operation = format!("/api/uka/v1/youths/{youth}/accesses");
    kim.step_up("kim").await;
    // The control: who may sees it, and the log knows of no refusal.
    assert_eq!(kim.get("/identity/audit").await.status, StatusCode::OK);
    assert_eq!(kim.get(&operation).await.status, StatusCode::NOT_FOUND, "allowed, but there is no such person");
    let before = counted(&bed, "permission").await;
    for _ in 0..5 {
        assert_eq!(alex.get("/identity/audit").await.status, StatusCode::NOT_FOUND);
        assert_eq!(alex.get(&operation).await.status, StatusCode::NOT_FOUND);
    }
    assert!(counted(&bed, "permission").await >= before + 10.0);
    let pages = told(&bed, "identity", ACT).await;
    let operations = told(&bed, "uka", ACT).await;
    assert_eq!((pages.len(), operations.len()), (1, 1), "{pages:?} {operations:?}");
    let (object, detail, who, from) = &pages[0];
    assert_eq!((object.as_str(), from.as_deref()), ("GET /identity/audit", Some("127.0.0.1")));
    assert!(detail.contains("identity.audit.read") && who.starts_with("person:"), "{detail} {who}");
    // The place is told by its pattern: the address as sent may name what belongs to others.
    assert_eq!(operations[0].0, "GET /api/uka/v1/youths/{youth}/accesses");
    assert!(!format!("{operations:?}").contains(youth));
    // Another place is another row, and her administrator finds them.
    assert_eq!(alex.get("/identity/people").await.status, StatusCode::NOT_FOUND);
    eventually("the second place is recorded", 10, || async {
        (rows(&bed, "identity", ACT).await.len() == 2).then_some(())
    })
    .await;
    let log = kim.get("/identity/audit?act=platform.access.refused").await.body;
    assert!(log.contains("Nekades det som rollen inte ger") && log.contains("Alex Mall"), "{log}");
    bed.stop_verified().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_page_and_operation_leave_one_row_each_on_sqlite() {
    refused(Database::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_page_and_operation_leave_one_row_each_on_postgres() {
    refused(Database::Postgres).await;
}

/// A browser that another site makes send something, with its cookie or without; and keys that are nobody's.
#[tokio::test(flavor = "multi_thread")]
async fn what_comes_from_other_sites_and_with_false_keys_is_recorded_or_counted() {
    const ACT: &str = "platform.access.foreign";
    let bed = bed(Database::Sqlite).await;
    let kim = signed_in(&bed, "kim").await;
    let client = Client::new();
    let send = async |origin: &str, cookie: Option<String>| {
        let request = client.post(bed.url("/portal/filters")).header(header::ORIGIN, origin);
        let request = request.form(&[("act", "save"), ("name", "API"), ("address", "/portal/api")]);
        let request = match cookie {
            Some(cookie) => request.header(header::COOKIE, format!("sambruk={cookie}")),
            None => request,
        };
        request.send().await.unwrap().status()
    };
    let own = bed.url("");
    assert_eq!(send(&own, kim.cookie("sambruk")).await, StatusCode::OK, "the control, redirect followed");
    assert!(rows(&bed, "portal", ACT).await.is_empty());
    let before = (counted(&bed, "foreign-origin").await, counted(&bed, "unknown-key").await);
    for cookie in [None, Some("nobody's".to_owned())] {
        assert_eq!(send("https://evil.example", cookie).await, StatusCode::FORBIDDEN);
    }
    for _ in 0..3 {
        assert_eq!(send("https://evil.example", kim.cookie("sambruk")).await, StatusCode::FORBIDDEN);
    }
    let told = told(&bed, "portal", ACT).await;
    assert!(told.len() == 1 && told[0].0 == "POST /portal/filters" && told[0].2.starts_with("person:"), "{told:?}");
    let false_key = client.get(bed.url("/api/members/v1/organisations")).bearer_auth("sambruk_nobodys_key").send();
    assert_eq!(false_key.await.unwrap().status(), StatusCode::UNAUTHORIZED);
    assert!(counted(&bed, "foreign-origin").await >= before.0 + 5.0);
    assert!(counted(&bed, "unknown-key").await >= before.1 + 1.0);
    bed.stop_verified().await;
}

/// Whoever shows a key that was one is told why it is none now, and its organisation's log says that somebody did.
async fn former_keys(database: Database) {
    const ACT: &str = "members.client.refused";
    let bed = bed(database).await;
    let kim = signed_in(&bed, "kim").await;
    kim.step_up("kim").await;
    let wish = json!({ "name": "Kort", "roles": ["integrator"], "days": 1 });
    let make = async || {
        let made = kim.json(Method::POST, "/api/identity/v1/keys", &wish).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
        let text = |name: &str| made.json()[name].as_str().unwrap().to_owned();
        (text("key"), Browser::with_key(bed.url(""), &text("secret")))
    };
    let read = "/api/members/v1/organisations";
    let refused = async |key: &Browser, words: &str| {
        let answer = eventually("the key is none everywhere", 5, || async {
            Some(key.get(read).await).filter(|answer| answer.status == StatusCode::UNAUTHORIZED)
        })
        .await;
        let problem = answer.json();
        assert!(problem["type"].as_str().unwrap().ends_with("invalid-token"), "{problem}");
        assert!(problem["detail"].as_str().unwrap().contains(words), "{problem}");
        assert!(answer.headers["www-authenticate"].to_str().unwrap().contains(words), "{:?}", answer.headers);
        assert!(key.get("/portal/api").await.status.is_success(), "what is everybody's is there without a key");
    };
    let ((ended, of_ended), (expired, of_expired)) = (make().await, make().await);
    for key in [&of_ended, &of_expired] {
        assert_eq!(key.get(read).await.status, StatusCode::OK, "the control");
    }
    let end = kim.request(Method::DELETE, &format!("/api/identity/v1/keys/{ended}"), None).await;
    assert_eq!(end.status, StatusCode::NO_CONTENT, "{}", end.body);
    refused(&of_ended, "ended by its organisation").await;
    assert_eq!(of_expired.get(read).await.status, StatusCode::OK, "the other goes on");
    bed.leap(TimeDelta::hours(25)).await;
    refused(&of_expired, "time is over").await;
    let rows = eventually("both are recorded", 10, || async {
        Some(rows(&bed, "members", ACT).await).filter(|rows| rows.len() == 2)
    })
    .await;
    for ((object, detail, who, _), (id, rule)) in rows.iter().zip([(&ended, "key-ended"), (&expired, "key-expired")]) {
        assert!(object == id && detail.contains(rule) && *who == format!("client:{id}"), "{object} {detail} {who}");
    }
    bed.stop_verified().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_former_key_is_refused_with_its_reason_on_sqlite() {
    former_keys(Database::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_former_key_is_refused_with_its_reason_on_postgres() {
    former_keys(Database::Postgres).await;
}
