//! Votes and registers demand a fresh sign-in at level 3. What was written when it was fresh no more goes with whoever proves anew who she
//! is, and is for her alone.

use chrono::TimeDelta;
use contracts::SessionLookup;
use platform::{Actor, Clock, caller::secret_hash};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use testbed::{Answer, Bed, Browser, Database, FoundForm, Setup};

use crate::clients::bed;

const NONE: &str = "Det finns inget att slutföra";
const TOLD: &str = "Det du fyllde i är kvar";

async fn signed_in(bed: &Bed, person: &str) -> Browser {
    let browser = bed.browser();
    browser.sign_in(person).await;
    browser
}

/// Where it leads to prove anew who one is: the page that comes afterwards.
fn afterwards(answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let to = answer.location().unwrap();
    let there = reqwest::Url::parse(&format!("http://localhost{to}")).unwrap();
    assert_eq!(there.path(), "/identity/step-up", "{to}");
    there.query_pairs().find(|(name, _)| name == "return").unwrap().1.into_owned()
}

/// Proves anew who she is, on the way that the page offers.
async fn anew(browser: &Browser, person: &str, answer: &Answer) -> Answer {
    let back = afterwards(answer);
    browser.step_up(person).await;
    browser.get(&back).await
}

/// A paper of the municipality's in a ballot that is open.
async fn paper(bed: &Bed, tenant: &str) -> String {
    let examples = sambruk::registry().into_iter().find(|module| module.name == "governance").unwrap().examples;
    let example = examples.into_iter().find(|one| one.parameter == "paper").unwrap();
    let id = (example.find)(bed.service("governance").clone(), tenant.parse().unwrap()).await.unwrap().unwrap();
    format!("/governance/papers/{id}")
}

async fn votes(database: Database) {
    let bed = bed(database).await;
    let kim = signed_in(&bed, "kim").await;
    let at = paper(&bed, "sandviken-2181").await;
    let seen = FoundForm::on(&kim.get(&at).await.body, &format!("{at}/review")).expect("the paper is open");
    let seen = seen.hidden.iter().find(|(name, _)| name == "seen").unwrap().1.clone();
    let choices = [("seen", seen.as_str()), ("item", "1"), ("item", "2"), ("item", "3")];
    let review = kim.send_only(&format!("{at}/review"), &choices).await;
    assert_eq!(review.status, StatusCode::OK, "choosing demands nothing: {}", review.body);
    let vote = kim.send_only(&format!("{at}/vote"), &choices).await;
    let api = at.replace("/governance/", "/api/governance/v1/");
    let weak = kim.json(Method::POST, &format!("{api}/vote"), &json!({ "items": [1, 2, 3], "seen": 0 })).await;
    assert_eq!(
        (weak.status, weak.json()["type"].as_str().map(|told| told.ends_with("step-up-required"))),
        (StatusCode::FORBIDDEN, Some(true))
    );

    let back = afterwards(&vote);
    assert!(back.starts_with("/governance/resume?form="), "{back}");
    assert!(!back.contains("item"), "what she wrote can be read in the address: {back}");
    assert_eq!(
        afterwards(&kim.request(Method::GET, &back, None).await),
        back,
        "nor is it shown without a fresh sign-in"
    );
    let page = anew(&kim, "kim", &vote).await;
    assert!(page.status == StatusCode::OK && page.body.contains(TOLD), "{}", page.body);
    let kept = FoundForm::on(&page.body, &format!("{at}/vote")).expect("her form");
    let items = kept.hidden.iter().filter(|(name, _)| name == "item").map(|(_, value)| value.as_str());
    assert_eq!(items.collect::<Vec<_>>(), ["1", "2", "3"]);
    let receipt = kim.submit(&kept, &[]).await;
    assert_eq!(receipt.path, format!("{at}/receipt"), "{}", receipt.body);

    // Nobody else's, no other service's, no longer than an hour, and nothing that somebody else has made.
    let love = signed_in(&bed, "charlie").await;
    love.step_up("charlie").await;
    let elsewhere = back.replace("/governance/", "/uka/");
    let (resume, sealed) = back.split_once("form=").unwrap();
    let forged = format!("{resume}form={}{}", if sealed.starts_with('A') { 'B' } else { 'A' }, &sealed[1..]);
    for (who, address) in [(&love, &back), (&kim, &forged), (&kim, &"/governance/resume".to_owned())] {
        let page = who.get(address).await;
        assert!(page.status == StatusCode::OK && page.body.contains(NONE), "{address}: {}", page.body);
    }
    assert!(!kim.get(&elsewhere).await.body.contains("name=\"item\""), "another service shows it");
    bed.leap(TimeDelta::minutes(61)).await;
    kim.step_up("kim").await;
    assert!(kim.get(&back).await.body.contains(NONE), "it is shown after an hour");
    bed.stop_verified().await;
}

async fn registers(database: Database) {
    let bed = bed(database).await;
    let alex = signed_in(&bed, "alex").await;
    for page in ["/uka", "/uka/register"] {
        assert_eq!(afterwards(&alex.request(Method::GET, page, None).await), page);
    }
    let read = "/api/uka/v1/youths";
    let weak = alex.get(read).await;
    assert_eq!(
        (weak.status, weak.json()["type"].as_str().map(|told| told.ends_with("step-up-required"))),
        (StatusCode::FORBIDDEN, Some(true))
    );
    // A machine shows its own credential each time.
    let key = Browser::with_key(bed.url(""), &bed.key_of("sandviken-2181"));
    assert_eq!(key.get(read).await.status, StatusCode::OK);

    alex.step_up("alex").await;
    assert_eq!(alex.get("/uka").await.status, StatusCode::OK);
    let listed: Value = alex.get(read).await.json();
    let youth = format!("/uka/youths/{}", listed["items"][0]["id"].as_str().unwrap());
    assert_eq!(alex.get(&youth).await.status, StatusCode::OK);
    bed.leap(TimeDelta::minutes(16)).await;
    assert_eq!(
        afterwards(&alex.request(Method::GET, &youth, None).await),
        youth,
        "it was fresh a quarter of an hour ago"
    );
    let note = "Åkte förbi: ingen hemma. ".repeat(19);
    let contact = [("way", "visit"), ("outcome", "no-answer"), ("day", ""), ("note", note.as_str()), ("next", "")];
    let page = anew(&alex, "alex", &alex.send_only(&format!("{youth}/contacts"), &contact).await).await;
    let kept = FoundForm::on(&page.body, &format!("{youth}/contacts")).unwrap_or_else(|| panic!("{}", page.body));
    assert!(kept.hidden.contains(&("note".to_owned(), note)), "what she wrote is lost: {:?}", kept.hidden);

    // What no address can carry is filled in again, where it was.
    bed.leap(TimeDelta::minutes(16)).await;
    let endless = "x".repeat(10_000);
    let sent = alex.send_only(&format!("{youth}/contacts"), &[("note", endless.as_str())]).await;
    assert!(!afterwards(&sent).contains("resume"), "{:?}", sent.location());
    bed.stop_verified().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_vote_waits_for_a_fresh_sign_in_on_sqlite() {
    votes(Database::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_vote_waits_for_a_fresh_sign_in_on_postgres() {
    votes(Database::Postgres).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_register_demands_a_fresh_sign_in_and_loses_nothing_on_sqlite() {
    registers(Database::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_register_demands_a_fresh_sign_in_and_loses_nothing_on_postgres() {
    registers(Database::Postgres).await;
}

/// Where the operator demands two factors of everybody, nobody comes in by one, and whoever has is asked again.
#[tokio::test(flavor = "multi_thread")]
async fn an_operator_may_demand_level_3_of_everybody() {
    let strict = sambruk::DEFAULTS.replace("lowest_level = \"loa2\"", "lowest_level = \"loa3\"");
    for (defaults, level) in [(sambruk::DEFAULTS, "loa2"), (strict.leak(), "loa3")] {
        let clock = Clock::fixed(Clock::System.now());
        let bed = Bed::start(sambruk::registry, Setup { database: Database::Sqlite, clock, defaults }).await;
        bed.demonstrate(1).await;
        let kim = signed_in(&bed, "kim").await;
        let known = kim.get("/api/identity/v1/me").await;
        assert_eq!(known.json()["assurance"], level, "{}", known.body);
        let across = bed.service("identity").store.across_for(Actor::System("test")).await.unwrap();
        across.execute("UPDATE identity_session SET assurance = 'loa2'", []).await.unwrap();
        across.commit().await.unwrap();
        let secret_sha256 = secret_hash(&kim.cookie("sambruk").unwrap());
        let asked = SessionLookup { secret_sha256, machine: false };
        let session = bed.service("portal").ask(&asked).await.unwrap();
        assert_eq!(session.is_some(), level == "loa2", "whoever came in before comes again");
        bed.stop_verified().await;
    }
}

/// Whatever can be sent only after a fresh sign-in has a page where it waits.
#[test]
fn every_service_with_such_forms_has_the_page() {
    for module in sambruk::registry() {
        let routes = &module.pages.routes;
        let demands = routes.iter().any(|route| route.method == "POST" && route.permission.step_up.is_demanded());
        let page = format!("/{}/resume", module.name);
        assert!(!demands || routes.iter().any(|route| route.path == page), "{} has no {page}", module.name);
    }
}
