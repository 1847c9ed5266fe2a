//! What a federation may do wrong, and that nothing of it changes what works.

use chrono::TimeDelta;
use testbed::{Database, eventually};

use super::{
    WEEK,
    people::{Stage, told},
    publisher::{Said, list, member, unsigned},
};
use crate::{metadata::entity_id, support::KEYS};

/// A federation with two members, and a connection to the second that is in use.
async fn connected(stage: &Stage) -> (String, String) {
    let members = format!("{}{}", member(1, &KEYS.provider), member(2, &KEYS.provider));
    stage.publisher.publish("/all.xml", list(0, WEEK, &members, &KEYS.own));
    let (address, trusted) = (stage.publisher.url("/all.xml"), KEYS.own.certificate().pem());
    let fields = [("name", "Skolfederation"), ("kind", "list"), ("address", &address), ("certificates", &trusted)];
    let id = stage.federation(&fields).await;
    let place = stage.connect(&id, 2).await.unwrap();
    told(&stage.tried(&place, 2, &KEYS.provider).await, &["Provet gick bra"]);
    let on = stage.kim.send_only(&format!("{place}/switch"), &[("state", "live")]).await;
    assert_eq!(on.location(), Some(place.as_str()), "{}", on.body);
    (id, place)
}

async fn changes_nothing(database: Database) {
    let stage = Stage::set(database).await;
    let (id, place) = connected(&stage).await;
    let evil = member(2, &KEYS.other);
    let twice = format!("{evil}{}", evil.replace(r#"ID="_2""#, r#"ID="_twice""#));
    let words = [
        (Said::Broken, "Servern svarade med ett fel"),
        (Said::Endless, "Svaret är större än vad plattformen tar emot"),
        (Said::Document(list(1, WEEK, &evil, &KEYS.elliptic), 900), "signerat med en annan nyckel"),
        (Said::Document(unsigned(1, WEEK, &evil), 901), "Dokumentet är inte signerat"),
        (Said::Document(list(-300, 4, &evil, &KEYS.own), 902), "Dokumentet har slutat att gälla"),
        (Said::Document(list(-5, WEEK, &evil, &KEYS.own), 903), "Dokumentet är äldre än det som används"),
        (Said::Document(list(1, 15 * 24, &evil, &KEYS.own), 904), "längre än de 14 dagar"),
        (Said::Document(list(60, WEEK, &evil, &KEYS.own), 905), "gjort i framtiden"),
        (Said::Document("<html/>".into(), 906), "inga SAML-metadata"),
        (Said::Document(list(1, WEEK, &twice, &KEYS.own), 907), "Två medlemmar har samma entity-ID"),
        (Said::Document(list(1, WEEK, &evil, &KEYS.own).replace("Kommun", "Stad"), 908), "Signaturen stämmer inte"),
    ];
    for (said, word) in words {
        stage.publisher.say("/all.xml", said);
        told(&stage.ask(&id).await, &[word, "Federationen svarar inte som den ska"]);
        told(&stage.tried(&place, 2, &KEYS.provider).await, &["Provet gick bra"]);
    }
    told(&stage.mika.get("/identity/federations").await.body, &["den svarar inte som den ska"]);

    // What a good one says is taken, and asked for once.
    stage.publisher.publish("/all.xml", list(1, WEEK, &evil, &KEYS.own));
    told(&stage.ask(&id).await, &["Federationen svarar, och"]);
    told(&stage.tried(&place, 2, &KEYS.other).await, &["Provet gick bra"]);
    let unchanged = stage.publisher.unchanged();
    told(&stage.ask(&id).await, &["Federationen svarar, och"]);
    assert_eq!(stage.publisher.unchanged(), unchanged + 1, "the server was asked whether it has another");

    // The federation changes its own key: both are believed, then only the new one.
    let both = format!("{}{}", KEYS.own.certificate().pem(), KEYS.own_old.certificate().pem());
    certify(&stage, &id, &both).await;
    stage.publisher.publish("/all.xml", list(2, WEEK, &member(2, &KEYS.provider), &KEYS.own_old));
    told(&stage.ask(&id).await, &["Federationen svarar, och"]);
    told(&stage.tried(&place, 2, &KEYS.provider).await, &["Provet gick bra"]);
    certify(&stage, &id, &KEYS.own_old.certificate().pem()).await;
    told(&stage.page(&id).await, &["Federationen svarar, och"]);
    stage.publisher.publish("/all.xml", list(3, WEEK, &evil, &KEYS.own));
    told(&stage.ask(&id).await, &["signerat med en annan nyckel"]);
    told(&stage.tried(&place, 2, &KEYS.provider).await, &["Provet gick bra"]);
    stage.bed.stop_verified().await;
}

async fn certify(stage: &Stage, id: &str, certificates: &str) {
    let at = format!("/identity/federations/{id}/certificates");
    let refused = stage.mika.send_only(&at, &[("certificates", "-----BEGIN CERTIFICATE-----")]).await;
    told(&refused.body, &["Klistra in ett till fem certifikat"]);
    let done = stage.mika.send_only(&at, &[("certificates", certificates)]).await;
    assert!(done.location().is_some(), "{}", done.body);
}

/// A federation that was never good is kept for the office to correct, and offered to nobody.
async fn never_good(database: Database) {
    let stage = Stage::set(database).await;
    stage.publisher.publish("/all.xml", list(0, WEEK, &member(1, &KEYS.provider), &KEYS.elliptic));
    let (address, trusted) = (stage.publisher.url("/all.xml"), KEYS.own.certificate().pem());
    let fields = [("name", "Skolfederation"), ("kind", "list"), ("address", &address), ("certificates", &trusted)];
    let id = stage.federation(&fields).await;
    told(&stage.page(&id).await, &["Federationen går inte att använda", "signerat med en annan nyckel"]);
    assert!(stage.kim.get("/identity/connections/federation").await.body.contains("Ingen federation att välja ur än"));
    certify(&stage, &id, &KEYS.elliptic.certificate().pem()).await;
    told(&stage.page(&id).await, &["Federationen svarar, och"]);
    assert!(stage.kim.get("/identity/connections/federation").await.body.contains("Kommun 1"));
    let off = stage.mika.send_only(&format!("/identity/federations/{id}/switch"), &[("state", "off")]).await;
    assert!(off.location().is_some(), "{}", off.body);
    told(&stage.page(&id).await, &["Federationen är avslagen"]);
    told(&stage.connect(&id, 1).await.unwrap_err(), &["Federationen erbjuds inte längre"]);
    stage.bed.stop_verified().await;
}

/// A provider that the federation names no longer works until the end of what was told last; its administrators hear of it at once.
async fn vanished(database: Database) {
    let mut stage = Stage::set(database).await;
    let (id, place) = connected(&stage).await;
    let task = "Er inloggningstjänst finns inte längre i federationen";
    let waits = async |stage: &Stage, text: &str, wanted: bool| {
        eventually("the task is as it should be", 30, || async {
            (stage.kim.get("/").await.body.contains(text) == wanted).then_some(())
        })
        .await;
    };
    stage.publisher.publish("/all.xml", list(1, WEEK, &member(1, &KEYS.provider), &KEYS.own));
    told(&stage.ask(&id).await, &["Federationen svarar, och"]);
    waits(&stage, task, true).await;
    told(&stage.kim.get(&place).await.body, &["Federationen berättar inte längre något som kan användas"]);
    told(&stage.tried(&place, 2, &KEYS.provider).await, &["Provet gick bra"]);

    let both = format!("{}{}", member(1, &KEYS.provider), member(2, &KEYS.provider));
    stage.publisher.publish("/all.xml", list(2, WEEK, &both, &KEYS.own));
    told(&stage.ask(&id).await, &["Federationen svarar, och"]);
    waits(&stage, task, false).await;
    assert!(!stage.kim.get(&place).await.body.contains("Federationen berättar inte längre"));

    stage.publisher.publish("/all.xml", list(3, WEEK, &member(1, &KEYS.provider), &KEYS.own));
    stage.ask(&id).await;
    waits(&stage, task, true).await;
    let on_the_way = stage.start(&place, false).await;
    assert!(on_the_way.location().is_some_and(|to| to.starts_with(&entity_id(2))), "{}", on_the_way.body);

    // Nothing newer comes for six and a half days: the office and the administrators are told.
    stage.later(TimeDelta::hours(WEEK - 12)).await;
    eventually("the office is told", 30, || async {
        stage.mika.get("/").await.body.contains("En federation slutar snart att gälla").then_some(())
    })
    .await;
    waits(&stage, "Er inloggning slutar snart att fungera", true).await;
    stage.later(TimeDelta::hours(13)).await;
    let ended = stage.start(&place, false).await;
    assert!(ended.location().is_none());
    told(&ended.body, &["Det som plattformen vet om inloggningstjänsten gäller inte längre"]);
    told(&stage.ask(&id).await, &["Federationen går inte att använda"]);
    // Days have passed while the night's work was under way, whose rows of the log then seem put there afterwards.
    stage.bed.running.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_federation_does_wrong_changes_nothing_on_sqlite() {
    changes_nothing(Database::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_federation_does_wrong_changes_nothing_on_postgres() {
    changes_nothing(Database::Postgres).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_federation_that_was_never_good_is_offered_to_nobody_on_sqlite() {
    never_good(Database::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_federation_that_was_never_good_is_offered_to_nobody_on_postgres() {
    never_good(Database::Postgres).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_provider_that_vanishes_works_to_its_end_on_sqlite() {
    vanished(Database::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_provider_that_vanishes_works_to_its_end_on_postgres() {
    vanished(Database::Postgres).await;
}
