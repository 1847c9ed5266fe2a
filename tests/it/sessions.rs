//! Sessions: a new one in the place of the old, ended by her whose they are and by her organisation's administrators (ASVS 5.0, 7.2.4,
//! 7.4.5, 7.5.2), and with the connection that they came through; begun by nobody else than her (7.6.2).

use chrono::TimeDelta;
use reqwest::{Method, StatusCode};
use serde_json::json;
use testbed::{Bed, Browser, Database, eventually};

use crate::{
    clients::bed,
    connections::{administrator, id_of},
    roles::address,
    rules::{arrives, connected, rule},
};

const COOKIE: &str = "sambruk";
const ME: &str = "/api/identity/v1/me";

async fn signed_in(bed: &Bed, person: &str) -> Browser {
    let browser = bed.browser();
    browser.sign_in(person).await;
    browser
}

async fn is_known(browser: &Browser) -> bool {
    browser.get(ME).await.status == StatusCode::OK
}

async fn is_out(browser: &Browser) {
    eventually("the session has ended", 1, || async { (!is_known(browser).await).then_some(()) }).await;
}

/// The browser with the cookie that another has now.
fn with_cookie_of(bed: &Bed, other: &Browser) -> Browser {
    let thief = bed.browser();
    thief.set_cookie(COOKIE, &other.cookie(COOKIE).expect("she is signed in"));
    thief
}

async fn replaced(database: Database) {
    let bed = bed(database).await;
    let billie = signed_in(&bed, "billie").await;
    for act in ["a step-up", "a change of organisation", "another sign-in"] {
        let before = with_cookie_of(&bed, &billie);
        assert!(is_known(&before).await, "before {act}");
        match act {
            "a step-up" => drop(billie.step_up("billie").await),
            "another sign-in" => drop(billie.sign_in("billie").await),
            _ => {
                let switched = billie.send_only("/identity/organisations", &[("organisation", "sambruk")]).await;
                assert_eq!(switched.location(), Some("/"), "{}", switched.body);
            }
        }
        assert!(is_known(&billie).await, "after {act}");
        is_out(&before).await;
    }
    bed.stop_verified().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_session_takes_the_old_ones_place_on_sqlite() {
    replaced(Database::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_session_takes_the_old_ones_place_on_postgres() {
    replaced(Database::Postgres).await;
}

async fn ended(database: Database) {
    let bed = bed(database).await;
    let (one, other) = (signed_in(&bed, "alex").await, signed_in(&bed, "alex").await);
    // One's own, seen and ended from another place.
    let account = one.get("/identity/account").await.body;
    let ends =
        account.split("action=\"").find(|rest| rest.starts_with("/identity/sessions/") && rest.contains("/end\""));
    let end = ends.expect("the other session can be ended").split('"').next().unwrap().to_owned();
    let love = signed_in(&bed, "love").await;
    assert_eq!(love.send_only(&end, &[]).await.status, StatusCode::NOT_FOUND, "it is not hers");
    assert!(is_known(&other).await);
    one.send_only(&end, &[]).await;
    is_out(&other).await;
    assert!(is_known(&one).await);

    // An organisation's administrator ends one of a person's sessions, and all of them.
    let other = signed_in(&bed, "alex").await;
    let kim = signed_in(&bed, "kim").await;
    let alex = address(&kim, "Alex Mall").await;
    let all = format!("{alex}/sessions/end-all");
    for stranger in ["charlie", "love", "drew"] {
        let stranger = signed_in(&bed, stranger).await;
        assert_eq!(stranger.send_only(&all, &[]).await.status, StatusCode::NOT_FOUND);
    }
    assert!(is_known(&one).await && is_known(&other).await);
    assert_eq!(kim.send_only(&all, &[]).await.location(), Some(alex.as_str()));
    is_out(&one).await;
    is_out(&other).await;
    assert!(is_known(&kim).await && is_known(&love).await, "nobody else's");
    assert_eq!(bed.audited("identity", "sandviken-2181", "identity.session.end-all").await.len(), 1);
    bed.stop_verified().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn sessions_are_ended_by_whose_they_are_and_by_administrators_on_sqlite() {
    ended(Database::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn sessions_are_ended_by_whose_they_are_and_by_administrators_on_postgres() {
    ended(Database::Postgres).await;
}

/// Twenty at most (services/identity/README.md): the oldest makes room.
#[tokio::test(flavor = "multi_thread")]
async fn a_person_has_twenty_sessions_and_the_oldest_makes_room() {
    let bed = bed(Database::Sqlite).await;
    let mut signed = Vec::new();
    for _ in 0..20 {
        signed.push(signed_in(&bed, "love").await);
    }
    assert!(is_known(&signed[0]).await, "twenty are not too many");
    let last = signed_in(&bed, "love").await;
    is_out(&signed[0]).await;
    assert!(is_known(&signed[1]).await && is_known(&last).await);
    bed.stop_verified().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn sessions_end_with_the_connection_that_they_came_through() {
    let bed = bed(Database::Sqlite).await;
    let kim = administrator(&bed).await;
    let (provider, place) = connected(&bed, &kim, json!({ "groups": ["Ekonomi"] })).await;
    rule(&kim, &place, "Ekonomi", "economist").await;
    provider.tell("vera", json!({ "name": "Vera Lindqvist", "groups": ["Ekonomi"] }), json!({}));
    let (vera, answer) = arrives(&bed, &place).await;
    assert!(is_known(&vera).await, "{}", answer.body);
    // With a role that somebody has given her by hand she would still have what to do here.
    let hers = address(&kim, "Vera Lindqvist").await;
    kim.send_only(&format!("{hers}/give"), &[("role", "reader"), ("service", "")]).await;
    let off = kim.send_only(&format!("{place}/switch"), &[("state", "off")]).await;
    assert_eq!(off.location(), Some(place.as_str()), "{}", off.body);
    is_out(&vera).await;
    assert!(is_known(&kim).await, "who came in another way stays");
    bed.stop_verified().await;
}

/// A trial decides whether a connection may be switched on: no other site begins one for an administrator.
#[tokio::test(flavor = "multi_thread")]
async fn no_other_site_begins_a_trial() {
    let bed = bed(Database::Sqlite).await;
    let kim = administrator(&bed).await;
    let (provider, place) = connected(&bed, &kim, json!({})).await;
    let trial = bed.url(&format!("/identity/start?provider={}&trial=on", id_of(&place)));
    let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    let begun = async |site: &str| {
        let cookie = format!("{COOKIE}={}", kim.cookie(COOKIE).unwrap());
        let asked = client.request(Method::GET, &trial).header("cookie", cookie).header("sec-fetch-site", site);
        let answer = asked.send().await.unwrap();
        answer.headers()["location"].to_str().unwrap().to_owned()
    };
    for site in ["cross-site", "same-site"] {
        assert_eq!(begun(site).await, place, "{site}");
    }
    let there = begun("same-origin").await;
    assert!(there.starts_with(&provider.issuer), "{there}");
    bed.stop_verified().await;
}

/// Who finds her computer can't shut her out elsewhere.
#[tokio::test(flavor = "multi_thread")]
async fn other_sessions_end_after_a_fresh_sign_in_only() {
    let bed = bed(Database::Sqlite).await;
    let (one, other) = (signed_in(&bed, "alex").await, signed_in(&bed, "alex").await);
    let sessions = one.get("/api/identity/v1/sessions").await.json();
    let find = |current: bool| sessions["items"].as_array().unwrap().iter().find(|one| one["current"] == current);
    let [own, others] = [true, false].map(|current| find(current).unwrap()["session"].as_str().unwrap().to_owned());
    let api = |session: &str| format!("/api/identity/v1/sessions/{session}");
    bed.leap(TimeDelta::minutes(16)).await;
    for page in ["/identity/sessions/end-others".to_owned(), format!("/identity/sessions/{others}/end")] {
        let refused = one.send_only(&page, &[]).await;
        let to = refused.location().unwrap_or_default();
        assert!(to.starts_with("/identity/step-up?"), "{page}: {} {to}", refused.status);
    }
    for operation in ["/api/identity/v1/sessions".to_owned(), api(&others)] {
        let refused = one.request(Method::DELETE, &operation, None).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{operation}: {}", refused.body);
        assert!(refused.body.contains("step-up-required"), "{}", refused.body);
    }
    assert!(is_known(&other).await, "it goes on");
    assert_eq!(
        other.request(Method::DELETE, &api(&others), None).await.status,
        StatusCode::NO_CONTENT,
        "it is her own"
    );
    is_out(&other).await;

    let other = signed_in(&bed, "alex").await;
    one.sign_in("alex").await;
    bed.leap(TimeDelta::minutes(14)).await;
    one.send_only("/identity/sessions/end-others", &[]).await;
    is_out(&other).await;
    assert!(is_known(&one).await);
    assert_eq!(one.get(&api(&own)).await.status, StatusCode::METHOD_NOT_ALLOWED, "a session is ended, not read");
    bed.stop_verified().await;
}

/// A provider that knows her may send her back without a word: the way there begins on a page of ours.
#[tokio::test(flavor = "multi_thread")]
async fn no_other_site_begins_a_session() {
    let bed = bed(Database::Sqlite).await;
    let begun = || async {
        let across = bed.service("identity").store.across_read(platform::Actor::System("test")).await.unwrap();
        across.query("SELECT id FROM identity_pending", []).await.unwrap().len()
    };
    let path = "/identity/start?provider=demonstration&return=/billing/cost";
    let client = reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    let ours = bed.url("/identity/sign-in");
    for (name, value) in [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("sec-fetch-site", "none"),
        ("referer", "https://evil.example/"),
        ("referer", &format!("{}.evil.example/", bed.url(""))),
        ("accept", "text/html"),
    ] {
        let answer = client.get(bed.url(path)).header(name, value).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK, "{name} {value}");
        assert!(!answer.headers().contains_key("set-cookie"), "{name} {value}");
        let page = answer.text().await.unwrap();
        assert!(page.contains("Vill du logga in?") && page.contains("href=\"/identity/start?"), "{page}");
    }
    assert_eq!(begun().await, 0, "a sign-in has begun");
    for (name, value) in [("sec-fetch-site", "same-origin"), ("referer", &ours)] {
        let answer = client.get(bed.url(path)).header(name, value).send().await.unwrap();
        assert!(answer.status().is_redirection() && answer.headers().contains_key("set-cookie"), "{name} {value}");
    }
    assert_eq!(begun().await, 2);
    bed.stop_verified().await;
}
