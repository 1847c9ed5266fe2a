//! Organisations' connections to their own providers: who may make and try them, what is refused, and what a stranger's answer does.

use base64::{Engine, engine::general_purpose::STANDARD};
use chrono::TimeDelta;
use platform::Actor;
use reqwest::{Method, StatusCode};
use serde_json::json;
use testbed::{Bed, Browser, Database, eventually};

use crate::{
    clients::bed,
    federations::publisher::{Publisher, Said},
};

const LIST: &str = "/identity/connections";
/// A provider's description, and an answer of its that was made for somebody else.
const METADATA: &str = include_str!("../../libs/saml/tests/data/idp-metadata.xml");
const ANSWER: &[u8] = include_bytes!("../../libs/saml/tests/data/cases/ok_signed_both.xml");

/// An administrator who has signed in at level 3.
pub async fn administrator(bed: &Bed) -> Browser {
    let kim = bed.browser();
    kim.sign_in("kim").await;
    kim.step_up("kim").await;
    kim
}

pub async fn made(kim: &Browser, fields: &[(&str, &str)]) -> String {
    let answer = kim.send_only(LIST, fields).await;
    let place = answer.location().unwrap_or_else(|| panic!("{} {}", answer.status, answer.body));
    assert!(place.starts_with(LIST), "{place}");
    place.to_owned()
}

pub fn id_of(place: &str) -> &str {
    place.rsplit('/').next().unwrap()
}

async fn only_administrators(database: Database) {
    let bed = bed(database).await;
    let oidc =
        [("protocol", "oidc"), ("label", "Personal"), ("issuer", "http://127.0.0.1:1"), ("client_id", "sambruk")];
    let weak = bed.browser();
    weak.sign_in("kim").await;
    let asked = weak.send_only(LIST, &oidc).await;
    assert!(asked.location().is_some_and(|to| to.starts_with("/identity/step-up")), "{}", asked.status);

    let kim = administrator(&bed).await;
    let place = made(&kim, &oidc).await;
    let again = kim.send_only(LIST, &oidc).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.body.contains("har redan en anslutning till den inloggningstjänsten"), "{}", again.body);

    let switch = format!("{place}/switch");
    let untried = kim.send_only(&switch, &[("state", "live")]).await;
    assert_eq!(untried.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(untried.body.contains("Prova anslutningen först"), "{}", untried.body);

    let start = format!("/identity/start?provider={}", id_of(&place));
    let trial = format!("{start}&trial=on");
    assert_eq!(kim.get(&start).await.status, StatusCode::NOT_FOUND, "it is not in use");
    assert_eq!(bed.browser().get(&trial).await.status, StatusCode::NOT_FOUND, "nobody may try it");
    let alex = bed.browser();
    alex.sign_in("alex").await;
    assert_eq!(alex.get(&trial).await.status, StatusCode::NOT_FOUND, "who is no administrator may not");
    let report = kim.get(&trial).await;
    assert_eq!(report.path, place, "the administrator is told");
    assert!(report.body.contains("Provet stannade på vägen") && report.body.contains("discovery"), "{}", report.body);
    let still = kim.send_only(&switch, &[("state", "live")]).await;
    assert_eq!(still.status, StatusCode::UNPROCESSABLE_ENTITY, "a trial that stopped is none");

    let gone = kim.send_only(&format!("{place}/remove"), &[]).await;
    assert_eq!(gone.location(), Some(LIST));
    assert_eq!(kim.get(&place).await.status, StatusCode::NOT_FOUND);
    bed.stop_verified().await;
}

async fn strangers_answers(database: Database) {
    let bed = bed(database).await;
    let ours = bed.browser().get("/identity/saml/metadata").await;
    assert_eq!(ours.status, StatusCode::OK);
    assert!(
        ours.body.contains("AuthnRequestsSigned=\"true\"") && ours.body.contains(&bed.url("/identity/saml/acs")),
        "{}",
        ours.body
    );

    let kim = administrator(&bed).await;
    let fields = [("protocol", "saml"), ("label", "Skola"), ("metadata", METADATA), ("encrypted", "true")];
    let place = made(&kim, &fields).await;
    assert!(kim.get(&place).await.body.contains("https://idp.orebro.example/idp"));
    let bad = kim.send_only(LIST, &[("protocol", "saml"), ("label", "Annan"), ("metadata", "<a/>")]).await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(bad.body.contains("Metadata går inte att använda"), "{}", bad.body);

    let trial = format!("/identity/start?provider={}&trial=on", id_of(&place));
    let way = kim.request(Method::GET, &trial, None).await;
    let there = reqwest::Url::parse(way.location().unwrap()).unwrap();
    assert_eq!(there.host_str(), Some("idp.orebro.example"));
    let sent = |name: &str| there.query_pairs().find(|(known, _)| known == name).map(|(_, value)| value.into_owned());
    assert!(sent("SAMLRequest").is_some() && sent("Signature").is_some(), "{there}");
    let relay_state = sent("RelayState").unwrap();

    let stranger = bed.browser();
    let answer = STANDARD.encode(ANSWER);
    let acs = "/identity/saml/acs";
    for fields in [&[][..], &[("SAMLResponse", "?")], &[("SAMLResponse", answer.as_str()), ("RelayState", "guessed")]] {
        let refused = stranger.send_only(acs, fields).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{}", refused.body);
        assert!(refused.body.contains("Inloggningen") && !refused.body.contains("orebro"), "{}", refused.body);
    }
    // An answer that the provider signed for another request ends the trial, and can't be tried again.
    let whole = [("SAMLResponse", answer.as_str()), ("RelayState", relay_state.as_str())];
    assert_eq!(stranger.send_only(acs, &whole).await.location(), Some(place.as_str()));
    let report = kim.get(&place).await.body;
    assert!(report.contains("Provet stannade på vägen") && report.contains("not-encrypted"), "{report}");
    assert_eq!(stranger.send_only(acs, &whole).await.status, StatusCode::BAD_REQUEST, "once");
    assert_eq!(stranger.get("/identity/saml/finish?code=guessed").await.status, StatusCode::BAD_REQUEST);
    bed.stop_verified().await;
}

/// What an administrator pasted ends in some weeks: a task says so until the connection is switched off.
async fn warned_in_time(database: Database) {
    let bed = bed(database).await;
    let kim = administrator(&bed).await;
    let ctx = bed.service("identity");
    let end = (ctx.clock.now() + TimeDelta::days(20)).format("%Y-%m-%dT%H:%M:%SZ");
    let metadata = METADATA.replacen("entityID=", &format!("validUntil=\"{end}\" entityID="), 1);
    let place = made(&kim, &[("protocol", "saml"), ("label", "Skola"), ("metadata", &metadata)]).await;
    let across = ctx.store.across_for(Actor::System("test")).await.unwrap();
    let live = across.execute("UPDATE identity_connection SET state = 'live' WHERE label = 'Skola'", []).await.unwrap();
    assert_eq!(live, 1);
    across.commit().await.unwrap();
    assert!(!kim.get("/").await.body.contains(&place));

    let drew = bed.browser();
    drew.sign_in("drew").await;
    drew.step_up("drew").await;
    let run = "/api/portal/v1/operations/schedules/identity/provider-metadata/run";
    let look = async || drew.json(Method::POST, run, &json!({})).await.status;
    assert_eq!(look().await, StatusCode::ACCEPTED);
    eventually("the administrators are warned", 30, || async {
        let page = kim.get("/").await.body;
        (page.contains(&place) && page.contains("Er inloggning slutar snart att fungera")).then_some(())
    })
    .await;
    let off = kim.send_only(&format!("{place}/switch"), &[("state", "off")]).await;
    assert_eq!(off.location(), Some(place.as_str()), "{}", off.body);
    eventually("nothing waits any more", 30, || async {
        (!kim.get("/").await.body.contains("Er inloggning slutar")).then_some(())
    })
    .await;
    bed.stop_verified().await;
}

/// A provider's newer metadata, pasted or fetched: what is not of it, over, older or not there leaves the last good ones in use.
async fn newer_metadata(database: Database) {
    let bed = bed(database).await;
    let kim = administrator(&bed).await;
    let now = bed.service("identity").clock.now();
    let ending = |days: i64| {
        let end = (now + TimeDelta::days(days)).format("%Y-%m-%dT%H:%M:%SZ");
        METADATA.replacen("entityID=", &format!("validUntil=\"{end}\" entityID="), 1)
    };
    let other = ending(40).replace("https://idp.orebro.example/idp", "https://idp.annan.example/idp");

    let saml =
        |metadata: String| [("protocol", "saml".to_owned()), ("label", "Skola".to_owned()), ("metadata", metadata)];
    let pasted = made(&kim, &saml(ending(20)).each_ref().map(|(name, value)| (*name, value.as_str()))).await;
    let paste = async |text: &str| kim.send_only(&format!("{pasted}/metadata"), &[("metadata", text)]).await;
    for (text, said) in [
        ("<a/>", "Medlemmen är ingen inloggningstjänst"),
        (&other, "De beskriver en annan inloggningstjänst"),
        (&ending(-1), "har slutat att gälla"),
        (&ending(19), "De slutar att gälla före dem som används"),
    ] {
        let refused = paste(text).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{said}: {}", refused.body);
        assert!(refused.body.contains(said), "{said}: {}", refused.body);
    }
    assert_eq!(paste(&ending(40)).await.status, StatusCode::SEE_OTHER);
    assert!(paste(&ending(30)).await.body.contains("De slutar att gälla före"), "the newer ones are in use");
    assert_eq!(kim.send_only(&format!("{pasted}/remove"), &[]).await.location(), Some(LIST));

    let publisher = Publisher::start().await;
    publisher.publish("/idp", ending(20));
    let address = publisher.url("/idp");
    let fetched = made(&kim, &saml(address).each_ref().map(|(name, value)| (*name, value.as_str()))).await;
    let fetch = async || {
        let asked = kim.send_only(&format!("{fetched}/metadata"), &[]).await;
        assert_eq!(asked.status, StatusCode::SEE_OTHER, "{}", asked.body);
        kim.get(&fetched).await.body
    };
    let failed = "Det senaste försöket att hämta metadata gav inget; de gamla gäller.";
    for said in [Said::Broken, Said::Endless, Said::Document(other.clone(), 90), Said::Document(ending(19), 91)] {
        publisher.say("/idp", said);
        let page = fetch().await;
        assert!(page.contains(failed), "{page}");
    }
    assert!(fetch().await.contains("De slutar att gälla före dem som används"), "the last good are not kept");
    publisher.publish("/idp", ending(40));
    assert!(!fetch().await.contains(failed), "it still says that it failed");
    publisher.publish("/idp", ending(30));
    assert!(fetch().await.contains(failed), "the newer ones are not in use");

    // Who is no administrator has nothing there, and nor has who does not prove anew who she is.
    let alex = bed.browser();
    alex.sign_in("alex").await;
    assert_eq!(alex.send_only(&format!("{fetched}/metadata"), &[]).await.status, StatusCode::NOT_FOUND);
    let weak = bed.browser();
    weak.sign_in("kim").await;
    let asked = weak.send_only(&format!("{fetched}/metadata"), &[]).await;
    assert!(asked.location().is_some_and(|to| to.starts_with("/identity/step-up")), "{}", asked.status);
    bed.stop_verified().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn newer_metadata_take_the_place_of_the_old_on_sqlite() {
    newer_metadata(Database::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn newer_metadata_take_the_place_of_the_old_on_postgres() {
    newer_metadata(Database::Postgres).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn administrators_are_warned_before_metadata_end_on_sqlite() {
    warned_in_time(Database::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn administrators_are_warned_before_metadata_end_on_postgres() {
    warned_in_time(Database::Postgres).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn administrators_make_and_try_connections_and_nobody_else_on_sqlite() {
    only_administrators(Database::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn administrators_make_and_try_connections_and_nobody_else_on_postgres() {
    only_administrators(Database::Postgres).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_strangers_answer_signs_nobody_in_on_sqlite() {
    strangers_answers(Database::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_strangers_answer_signs_nobody_in_on_postgres() {
    strangers_answers(Database::Postgres).await;
}
