//! Signing out at both ends: here first and then at the provider, and the provider first. What is refused ends nobody's session.

mod idp;
mod oidc;

use chrono::TimeDelta;
use idp::{Idp, SLO, signed_in};
use platform::Actor;
use reqwest::{Method, StatusCode};
use saml::{Binding, Way, logout::Left};
use testbed::{Answer, Bed, Browser, Database, eventually};

use crate::{clients::bed, connections::administrator};

const SIGN_OUT: &str = "/identity/sign-out";

/// Signs out, and tells where the way to the provider is, if one is offered. The old cookie is good for nothing.
async fn signs_out(bed: &Bed, browser: &Browser) -> String {
    let name = bed.config().session_cookie();
    let cookie = browser.cookie(name).unwrap();
    let left = browser.send_only(SIGN_OUT, &[]).await;
    browser.set_cookie(name, &cookie);
    ends(browser).await;
    left.location().unwrap().to_owned()
}

async fn ends(browser: &Browser) {
    eventually("the session has ended", 1, || async { (!signed_in(browser).await).then_some(()) }).await;
}

/// The way to the provider that a page shows.
fn way(page: &Answer) -> String {
    let (_, rest) = page.body.split_once("href=\"/identity/leave?ticket=").unwrap_or_else(|| panic!("{}", page.body));
    format!("/identity/leave?ticket={}", rest.split('"').next().unwrap())
}

fn refused(answer: &Answer) {
    assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{} {:?}", answer.body, answer.location());
    assert!(answer.body.contains("Referens") && !answer.body.contains("vera"), "{}", answer.body);
}

/// What brings a message from another site, without any cookie.
async fn brings(bed: &Bed, query: &str) -> Answer {
    bed.browser().request(Method::GET, &format!("{SLO}?{query}"), None).await
}

fn query(way: &Way) -> String {
    let Way::Redirect(url) = way else { panic!("a form") };
    url.split_once('?').unwrap().1.to_owned()
}

async fn here_first(database: Database) {
    let bed = bed(database).await;
    let kim = administrator(&bed).await;
    let idp = Idp::new(&bed, "skola", false).await;
    let place = idp.connect(&kim).await;
    let vera = idp.sign_in(&bed, &place, "vera-there", "session-1").await;

    let page = vera.get(&signs_out(&bed, &vera).await).await;
    assert!(page.body.contains("Logga ut även hos Sandvikens kommun"), "{}", page.body);
    assert!(!page.body.contains("vera-there") && !page.path.contains("vera"), "{}", page.body);
    let offered = way(&page);
    let go = async || vera.request(Method::GET, &offered, None).await;
    refused(&vera.request(Method::GET, "/identity/leave?ticket=guessed", None).await);
    let there = go().await;
    let (who, back) = idp.takes(there.location().unwrap(), true);
    assert_eq!((who.name_id.as_str(), who.sessions.as_slice()), ("vera-there", &["session-1".to_owned()][..]));
    refused(&go().await);

    // The answer comes once, whole and to the request that was made.
    let answer = back.split_once('?').unwrap().1;
    refused(&brings(&bed, &answer.replace("&Signature=", "&Signatur=")).await);
    refused(&brings(&bed, &answer.replace("RelayState=", "RelayState=x")).await);
    refused(&brings(&bed, answer.split_once("&RelayState").unwrap().0).await);
    let other = idp.sign_in(&bed, &place, "mo-there", "session-2").await;
    let offered_other = way(&other.get(&signs_out(&bed, &other).await).await);
    let there_other = other.request(Method::GET, &offered_other, None).await;
    let (_, back_other) = idp.takes(there_other.location().unwrap(), false);
    let state = |url: &str| url.split("RelayState=").nth(1).unwrap().split('&').next().unwrap().to_owned();
    refused(&brings(&bed, &answer.replace(&state(&back), &state(&back_other))).await);
    let good = brings(&bed, answer).await;
    let page = bed.browser().get(good.location().unwrap()).await;
    assert!(page.body.contains("Du är utloggad både här och hos Sandvikens kommun"), "{}", page.body);
    refused(&brings(&bed, answer).await);
    // The provider may say that it failed.
    let failed = brings(&bed, back_other.split_once('?').unwrap().1).await;
    refused(&failed);
    assert!(failed.body.contains("men inte säkert hos din organisation"), "{}", failed.body);

    // Whose provider ends no sessions is offered nothing, and a session that has gone to another organisation still is.
    assert_eq!(signs_out(&bed, &kim).await, "/identity/signed-out");
    kept_nothing(&bed).await;
    bed.stop_verified().await;
}

/// Of sessions that have ended nothing is kept that says whose they were at the provider, and what is kept of others can't be read.
async fn kept_nothing(bed: &Bed) {
    let across = bed.service("identity").store.across_read(Actor::System("test")).await.unwrap();
    for sql in [
        "SELECT id FROM identity_session WHERE ended_at IS NOT NULL AND leave_sealed IS NOT NULL",
        "SELECT id FROM identity_leaving WHERE state <> 'offered' AND sealed IS NOT NULL",
        "SELECT id FROM identity_session WHERE name_mac LIKE '%vera%' OR leave_sealed LIKE '%vera%' OR index_mac LIKE '%session%'",
        "SELECT id FROM identity_leaving WHERE sealed LIKE '%vera%'",
    ] {
        assert!(across.query(sql, []).await.unwrap().is_empty(), "{sql}");
    }
    let kept = "SELECT id FROM identity_session WHERE name_mac IS NOT NULL";
    assert!(!across.query(kept, []).await.unwrap().is_empty(), "{kept}");
}

async fn provider_first(database: Database) {
    let bed = bed(database).await;
    let kim = administrator(&bed).await;
    let idp = Idp::new(&bed, "skola", false).await;
    let place = idp.connect(&kim).await;
    let another = Idp::new(&bed, "gymnasium", false).await;
    let elsewhere = another.connect(&kim).await;
    let first = idp.sign_in(&bed, &place, "vera-there", "session-1").await;
    let second = idp.sign_in(&bed, &place, "vera-there", "session-2").await;
    let namesake = another.sign_in(&bed, &elsewhere, "vera-there", "session-1").await;
    let all_in = async || signed_in(&first).await && signed_in(&second).await && signed_in(&namesake).await;

    let (good, pending) = idp.asks("vera-there", &["session-1"], Binding::Redirect, idp.now);
    let good = query(&good);
    let strange = Idp::new(&bed, "skola", true).await;
    let unknown = Idp::new(&bed, "okand", false).await;
    let lost = idp.to(&bed.url("/identity/saml/acs"));
    let asks = |idp: &Idp, ago: i64| {
        query(&idp.asks("vera-there", &["session-1"], Binding::Redirect, idp.now - TimeDelta::minutes(ago)).0)
    };
    for (why, bad) in [
        ("nothing", String::new()),
        ("not signed", good.split_once("&SigAlg").unwrap().0.to_owned()),
        ("changed", good.replace("RelayState=leaving", "RelayState=other")),
        ("signed by somebody else", asks(&strange, 0)),
        ("from a provider that nobody has connected", asks(&unknown, 0)),
        ("meant for another address", asks(&lost, 0)),
        ("old", asks(&idp, 20)),
        ("from the future", asks(&idp, -20)),
        ("both", format!("{good}&SAMLResponse=x")),
    ] {
        let answer = brings(&bed, &bad).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{why}: {:?}", answer.location());
        refused(&answer);
    }
    // Another provider's people are not this one's.
    let (foreign, waits) = idp.asks("mo-elsewhere", &[], Binding::Redirect, idp.now);
    let answer = brings(&bed, &query(&foreign)).await;
    assert_eq!(idp.answered(&waits, answer.location().unwrap()).unwrap_err().code(), "status");
    assert!(all_in().await, "nobody's session has ended");

    let answer = brings(&bed, &good).await;
    assert_eq!(idp.answered(&pending, answer.location().unwrap()).unwrap(), Left::Everywhere);
    ends(&first).await;
    assert!(signed_in(&second).await && signed_in(&namesake).await, "only the session that was named");
    refused(&brings(&bed, &good).await);
    // A sign-in that was under way does not bring back what has ended.
    let late = bed.browser();
    let answer = idp.through(&late, &place, "vera-there", "session-1").await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{}", answer.body);
    assert!(!signed_in(&late).await);

    let (by_form, pending) = idp.asks("vera-there", &[], Binding::Post, idp.now);
    let Way::Post { fields, .. } = by_form else { panic!("an address") };
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let bare = [("SAMLRequest", fields[0].1.split_at(fields[0].1.len() / 2).0), fields[1]];
    refused(&bed.browser().send_only(SLO, &bare).await);
    assert!(signed_in(&second).await);
    let answer = bed.browser().send_only(SLO, &fields).await;
    assert_eq!(idp.answered(&pending, answer.location().unwrap()).unwrap(), Left::Everywhere);
    ends(&second).await;
    assert!(signed_in(&namesake).await, "another connection's people stay");
    written(&bed, "saml-logout", 2).await;
    kept_nothing(&bed).await;
    bed.stop_verified().await;
}

/// Each session that a provider has ended is in the audit log.
async fn written(bed: &Bed, how: &str, times: usize) {
    let across = bed.service("identity").store.across_read(Actor::System("test")).await.unwrap();
    let sql = "SELECT detail FROM audit WHERE action = 'identity.session.end'";
    let rows = across.query(sql, []).await.unwrap();
    let told: Vec<String> = rows.iter().map(|row| row.try_get("", "detail").unwrap()).collect();
    assert_eq!(told.iter().filter(|detail| detail.contains(how)).count(), times, "{told:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_signs_out_here_may_at_the_saml_provider_too_on_sqlite() {
    Box::pin(here_first(Database::Sqlite)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_signs_out_here_may_at_the_saml_provider_too_on_postgres() {
    Box::pin(here_first(Database::Postgres)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_saml_provider_ends_its_own_peoples_sessions_on_sqlite() {
    Box::pin(provider_first(Database::Sqlite)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_saml_provider_ends_its_own_peoples_sessions_on_postgres() {
    Box::pin(provider_first(Database::Postgres)).await;
}
