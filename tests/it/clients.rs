//! Clients of other systems against the whole platform: a token is fetched, used, refused for what it does not cover, and dies with its
//! client or secret within a second.

mod assertions;
mod machine;
mod oracle;
mod sandbox;

use std::time::Instant;

use chrono::TimeDelta;
use platform::{Clock, store::Actor};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use testbed::{Bed, Database, Setup, eventually};

use machine::{Machine, ask, make, titles};

const HOME: &str = "sandviken-2181";

pub async fn bed(database: Database) -> Bed {
    let clock = Clock::fixed(Clock::System.now());
    let bed = Bed::start(sambruk::registry, Setup { database, clock, defaults: sambruk::DEFAULTS }).await;
    bed.demonstrate(1).await;
    bed
}

/// Waits for an audit row of a refusal, and tells its detail.
async fn recorded(bed: &Bed, service: &str, client: &str, rule: &str) -> Value {
    let ctx = bed.service(service);
    eventually("the refusal is recorded", 10, || async {
        let across = ctx.store.across_read(Actor::System("test")).await.unwrap();
        let sql = "SELECT tenant, action, detail FROM audit WHERE object = $1 ORDER BY at";
        let rows = across.query(sql, [client.into()]).await.unwrap();
        rows.iter().find_map(|row| {
            let detail: String = row.try_get("", "detail").unwrap();
            let detail: Value = serde_json::from_str(&detail).unwrap();
            let action: String = row.try_get("", "action").unwrap();
            let tenant: String = row.try_get("", "tenant").unwrap();
            (detail["rule"] == rule && action.ends_with(".client.refused") && tenant == HOME).then_some(detail)
        })
    })
    .await
}

fn code(answer: &testbed::Answer) -> String {
    answer.json()["type"].as_str().unwrap_or_default().rsplit('/').next().unwrap_or_default().to_owned()
}

fn challenge(answer: &testbed::Answer) -> String {
    answer.headers.get("www-authenticate").map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default()
}

async fn scopes(database: Database) {
    let bed = bed(database).await;
    let kim = bed.browser();
    kim.step_up("kim").await;
    let client =
        make(&kim, &json!({ "name": "Prov", "scopes": ["bibblix.loans.read", "members.register.read"], "days": 30 }))
            .await;
    let token = client.token(&bed, "").await;
    let machine = Machine::new(&bed, &token);
    let me = machine.get("/api/identity/v1/me").await.json();
    assert_eq!((me["organisation"].as_str(), me["machine"].as_bool()), (Some(HOME), Some(true)), "{me}");
    assert_eq!(me["scopes"], json!(["identity.own", "members.register.read", "bibblix.loans.read"]));
    assert_eq!(machine.get("/api/bibblix/v1/loans").await.status, StatusCode::OK);
    assert_eq!(machine.get("/api/members/v1/organisations").await.status, StatusCode::OK);

    let title = titles(&machine).await;
    let over = machine.post("/api/bibblix/v1/loans", &json!({ "title": title, "card": "1" })).await;
    assert_eq!((over.status, code(&over).as_str()), (StatusCode::FORBIDDEN, "insufficient-scope"), "{}", over.body);
    assert!(over.body.contains("bibblix.loans.start"), "{}", over.body);
    assert_eq!(challenge(&over), "Bearer error=\"insufficient_scope\", scope=\"bibblix.loans.start\"");
    for hidden in ["/api/uka/v1/youths", "/api/billing/v1/invoices", "/api/billing/v1/runs", "/api/identity/v1/clients"]
    {
        assert_eq!(machine.get(hidden).await.status, StatusCode::NOT_FOUND, "{hidden}");
    }
    let detail = recorded(&bed, "bibblix", &client.id, "insufficient-scope").await;
    assert_eq!(detail["detail"]["missing"], "bibblix.loans.start");

    let less = Machine::new(&bed, &client.token(&bed, "members.register.read").await);
    assert_eq!(less.get("/api/members/v1/organisations").await.status, StatusCode::OK);
    assert_eq!(less.get("/api/bibblix/v1/loans").await.status, StatusCode::NOT_FOUND, "no scope of the service at all");

    let ended = Instant::now();
    let answer = kim.request(Method::DELETE, &format!("/api/identity/v1/clients/{}", client.id), None).await;
    assert_eq!(answer.status, StatusCode::NO_CONTENT);
    let refused = eventually("the token is refused", 1, || async {
        let answer = machine.get("/api/bibblix/v1/loans").await;
        (answer.status == StatusCode::UNAUTHORIZED).then_some(answer)
    })
    .await;
    println!("a token is refused {} ms after its client was ended ({database:?})", ended.elapsed().as_millis());
    assert_eq!(code(&refused), "invalid-token");
    assert!(refused.body.contains("the token's client has been ended"), "{}", refused.body);
    assert!(challenge(&refused).starts_with("Bearer error=\"invalid_token\""), "{}", challenge(&refused));
    recorded(&bed, "bibblix", &client.id, "client-ended").await;
    let again = ask(&bed, &client.form("")).await;
    assert_eq!((again.status, again.json()["error"].as_str()), (StatusCode::UNAUTHORIZED, Some("invalid_client")));
    bed.stop_verified().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_does_what_it_covers_until_its_client_ends_on_sqlite() {
    scopes(Database::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_does_what_it_covers_until_its_client_ends_on_postgres() {
    scopes(Database::Postgres).await;
}

async fn secrets(database: Database) {
    let bed = bed(database).await;
    let kim = bed.browser();
    kim.step_up("kim").await;
    let client = make(&kim, &json!({ "name": "Prov", "scopes": ["bibblix.loans.read"], "days": 30 })).await;
    let old = Machine::new(&bed, &client.token(&bed, "").await);
    assert_eq!(old.get("/api/bibblix/v1/loans").await.status, StatusCode::OK);

    let path = format!("/api/identity/v1/clients/{}/secrets", client.id);
    let far = kim.json(Method::POST, &path, &json!({ "overlapDays": 31 })).await;
    assert_eq!(far.status, StatusCode::BAD_REQUEST, "{}", far.body);
    let rotated = kim.json(Method::POST, &path, &json!({ "overlapDays": 7 })).await;
    assert_eq!(rotated.status, StatusCode::CREATED, "{}", rotated.body);
    let next = client.with(rotated.json()["secret"].as_str().unwrap());
    let third = kim.json(Method::POST, &path, &json!({ "overlapDays": 7 })).await;
    assert_eq!(
        (third.status, code(&third).as_str()),
        (StatusCode::UNPROCESSABLE_ENTITY, "identity-client-two-secrets")
    );
    let new = Machine::new(&bed, &next.token(&bed, "").await);
    let still = Machine::new(&bed, &client.token(&bed, "").await);
    for machine in [&old, &new, &still] {
        assert_eq!(machine.get("/api/bibblix/v1/loans").await.status, StatusCode::OK, "both secrets work meanwhile");
    }

    let ended = kim.request(Method::DELETE, &format!("{path}/replaced"), None).await;
    assert_eq!(ended.status, StatusCode::NO_CONTENT);
    let refused = eventually("the old secret's token is refused", 1, || async {
        let answer = old.get("/api/bibblix/v1/loans").await;
        (answer.status == StatusCode::UNAUTHORIZED).then_some(answer)
    })
    .await;
    assert!(refused.body.contains("the secret that the token was fetched with has been ended"), "{}", refused.body);
    recorded(&bed, "bibblix", &client.id, "secret-ended").await;
    assert_eq!(new.get("/api/bibblix/v1/loans").await.status, StatusCode::OK, "the new one goes on");
    let answer = ask(&bed, &client.form("")).await;
    assert_eq!(answer.json()["error_description"], "the secret or key has been ended: use the client's present one");
    recorded(&bed, "identity", &client.id, "request-secret-ended").await;

    // Ten minutes, and ten seconds that clocks may differ.
    bed.clock.advance(TimeDelta::seconds(609));
    assert_eq!(new.get("/api/bibblix/v1/loans").await.status, StatusCode::OK);
    bed.clock.advance(TimeDelta::seconds(2));
    let late = new.get("/api/bibblix/v1/loans").await;
    assert_eq!((late.status, code(&late).as_str()), (StatusCode::UNAUTHORIZED, "invalid-token"));
    assert!(late.body.contains("the token has expired"), "{}", late.body);
    recorded(&bed, "bibblix", &client.id, "expired").await;
    assert_eq!(ask(&bed, &next.form("")).await.status, StatusCode::OK, "a new token is to be had");
    bed.clock.advance(TimeDelta::days(30));
    let over = ask(&bed, &next.form("")).await;
    assert_eq!(over.json()["error_description"], "the client's time is over: make a new one");
    recorded(&bed, "identity", &client.id, "request-client-expired").await;
    bed.running.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn secrets_overlap_and_end_on_sqlite() {
    secrets(Database::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn secrets_overlap_and_end_on_postgres() {
    secrets(Database::Postgres).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_for_a_token_is_refused_as_the_standard_says() {
    let bed = bed(Database::Sqlite).await;
    let kim = bed.browser();
    kim.step_up("kim").await;
    let refused = kim
        .json(Method::POST, "/api/identity/v1/clients", &json!({ "name": "", "scopes": ["uka.cases.work"], "days": 0 }))
        .await;
    assert_eq!(refused.json()["invalidParameters"].as_array().map(Vec::len), Some(3), "{}", refused.body);
    let client = make(&kim, &json!({ "name": "Prov", "scopes": ["bibblix.loans.read"], "days": 30 })).await;
    let good = ask(&bed, &client.form("")).await;
    assert_eq!(good.status, StatusCode::OK, "{}", good.body);
    assert_eq!(good.headers["cache-control"], "no-store");
    assert_eq!((good.json()["token_type"].as_str(), good.json()["expires_in"].as_i64()), (Some("Bearer"), Some(600)));

    let wrong = ask(&bed, &client.with("smbc_0123456789ab_nobody").form("")).await;
    let unknown = ask(&bed, &client.named("01890a5d-ac96-774b-bcce-b302099a8057").form("")).await;
    let nonsense = ask(&bed, &client.named("nobody").form("")).await;
    for answer in [&wrong, &unknown, &nonsense] {
        assert_eq!(
            (answer.status, &answer.body),
            (StatusCode::UNAUTHORIZED, &wrong.body),
            "nothing tells which there are"
        );
        assert_eq!(answer.json()["error"], "invalid_client");
    }
    let scope = ask(&bed, &client.form("bibblix.loans.read bibblix.loans.start")).await;
    assert_eq!((scope.status, scope.json()["error"].as_str()), (StatusCode::BAD_REQUEST, Some("invalid_scope")));
    recorded(&bed, "identity", &client.id, "request-scope").await;
    let mut form = client.form("");
    form[0].1 = "authorization_code".into();
    assert_eq!(ask(&bed, &form).await.json()["error"], "unsupported_grant_type");
    form = client.form("");
    form.push(("client_secret".into(), "another".into()));
    assert_eq!(ask(&bed, &form).await.json()["error"], "invalid_request");

    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let url = bed.url("/api/identity/v1/token");
    let basic =
        http.post(&url).basic_auth(&client.id, Some(&client.secret)).form(&[("grant_type", "client_credentials")]);
    let basic = basic.send().await.unwrap();
    assert_eq!(basic.status(), StatusCode::UNAUTHORIZED);
    let said: Value = basic.json().await.unwrap();
    assert_eq!(said["error"], "invalid_client");
    assert!(said["error_description"].as_str().unwrap().contains("in the body"), "{said}");
    let json = http.post(&url).json(&json!({ "grant_type": "client_credentials" })).send().await.unwrap();
    assert_eq!(json.json::<Value>().await.unwrap()["error"], "invalid_request");
    assert_eq!(http.get(&url).send().await.unwrap().status(), StatusCode::METHOD_NOT_ALLOWED);
    let metadata = bed.browser().get("/.well-known/oauth-authorization-server").await.json();
    assert_eq!(metadata["token_endpoint"].as_str(), Some(url.as_str()));
    assert_eq!(metadata["issuer"].as_str(), Some(bed.url("").as_str()));
    recorded(&bed, "identity", &client.id, "request-client").await;

    // A token that somebody has made for himself is no better than none.
    let parts = good.json()["access_token"].as_str().unwrap().split('.').map(str::to_owned).collect::<Vec<_>>();
    for forged in [
        format!("eyJ0eXAiOiJhdCtqd3QiLCJhbGciOiJub25lIn0.{}.", parts[1]),
        format!("{}.{}.{}", parts[0], parts[1], "A".repeat(86)),
    ] {
        let answer = Machine::new(&bed, &forged).get("/api/identity/v1/me").await;
        assert_eq!(
            (answer.status, code(&answer).as_str()),
            (StatusCode::UNAUTHORIZED, "invalid-token"),
            "{}",
            answer.body
        );
    }
    // A token can't make another client.
    let machine = Machine::new(&bed, good.json()["access_token"].as_str().unwrap());
    let made = machine
        .post("/api/identity/v1/clients", &json!({ "name": "x", "scopes": ["bibblix.loans.read"], "days": 1 }))
        .await;
    assert_eq!(made.status, StatusCode::NOT_FOUND);
    bed.stop_verified().await;
}
