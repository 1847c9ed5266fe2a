//! Federations as sources of connections: who keeps them, what is taken from them, and that what is wrong changes nothing that works.

mod people;
pub mod publisher;
mod query;
mod wrong;

use platform::Actor;
use reqwest::StatusCode;
use testbed::Database;

use crate::{
    federations::{
        people::{Stage, told},
        publisher::{list, member, pattern},
    },
    metadata::entity_id,
    support::KEYS,
};

pub const WEEK: i64 = 7 * 24;

/// The office adds a federation, an administrator finds her provider in it and connects it, people sign in, and the provider's new
/// key comes by itself.
async fn connected_through(database: Database) {
    let stage = Stage::set(database).await;
    let (federation, trusted) = (stage.publisher.url("/all.xml"), KEYS.own.certificate().pem());
    let members = format!("{}{}{}", member(1, &KEYS.provider), member(2, &KEYS.provider), pattern(3, &KEYS.provider));
    stage.publisher.publish("/all.xml", list(0, WEEK, &members, &KEYS.own));
    let fields =
        [("name", "Skolfederation"), ("kind", "list"), ("address", federation.as_str()), ("certificates", &trusted)];

    assert_eq!(stage.kim.get("/identity/federations").await.status, StatusCode::NOT_FOUND, "it is the office's");
    let weak = stage.bed.browser();
    weak.sign_in("mika").await;
    let asked = weak.send_only("/identity/federations", &fields).await;
    assert!(asked.location().is_some_and(|to| to.starts_with("/identity/step-up")), "{}", asked.status);
    let bad = stage.mika.send_only("/identity/federations", &[("kind", "list"), ("certificates", "MII")]).await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    told(
        &bad.body,
        &["Ge federationen ett namn", "Adressen börjar med https://", "Klistra in ett till fem certifikat"],
    );
    assert!(stage.kim.get("/identity/connections/federation").await.body.contains("Ingen federation att välja ur än"));

    let id = stage.federation(&fields).await;
    told(&stage.page(&id).await, &["Federationen svarar", "/all.xml", "SHA-256 "]);
    let again = stage.mika.send_only("/identity/federations", &fields).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    told(&again.body, &["Det finns redan en federation med den adressen"]);

    let find = |query: &str| format!("/identity/connections/federation?federation={id}&q={query}");
    let found = stage.kim.get(&find("KOMMUN")).await.body;
    told(&found, &["Visar 3 av 3", "Kommun 1", "Kommun 2", "Kan inte anslutas"]);
    let found = stage.kim.get(&find("idp.2.example")).await.body;
    assert!(found.contains("En träff") && !found.contains("Kommun 1"), "{found}");
    told(&stage.kim.get(&find("%25")).await.body, &["Ingen träff"]);

    let refused = stage.connect(&id, 3).await.unwrap_err();
    told(&refused, &["Inloggningstjänstens scope är ett mönster"]);
    told(&stage.connect(&id, 4).await.unwrap_err(), &["Federationen känner ingen inloggningstjänst"]);
    let place = stage.connect(&id, 2).await.unwrap();
    told(&stage.kim.get(&place).await.body, &[&entity_id(2), "Federationens uppgifter gäller till"]);
    told(&stage.connect(&id, 2).await.unwrap_err(), &["har redan en anslutning till den inloggningstjänsten"]);

    told(&stage.tried(&place, 2, &KEYS.other).await, &["Provet stannade på vägen", "wrong-key"]);
    told(&stage.tried(&place, 2, &KEYS.provider).await, &["Provet gick bra"]);
    let on = stage.kim.send_only(&format!("{place}/switch"), &[("state", "live")]).await;
    assert_eq!(on.location(), Some(place.as_str()), "{}", on.body);
    assert!(stage.bed.browser().get("/identity/sign-in").await.body.contains("Sandviken"));

    // The provider's next key is published beside the old one, and then alone.
    let (before, stays) = (member(1, &KEYS.provider), member(1, &KEYS.provider));
    stage.publisher.publish("/all.xml", list(1, WEEK, &format!("{before}{}", member(2, &KEYS.other)), &KEYS.own));
    stage.ask(&id).await;
    told(&stage.tried(&place, 2, &KEYS.provider).await, &["Provet stannade på vägen", "wrong-key"]);
    told(&stage.tried(&place, 2, &KEYS.other).await, &["Provet gick bra"]);
    let rows = stage.rows("SELECT action FROM audit WHERE action LIKE 'identity.federation.%' ORDER BY at").await;
    assert!(rows.iter().any(|row| row == "identity.federation.make"), "{rows:?}");
    let rows = stage.rows("SELECT action FROM audit WHERE action = 'identity.connection.refresh'").await;
    assert_eq!(rows.len(), 1, "the organisation's log tells that its provider's description is new");

    // What nobody is connected through may go.
    let kept = stage.mika.send_only(&format!("/identity/federations/{id}/remove"), &[]).await;
    assert_eq!(kept.status, StatusCode::UNPROCESSABLE_ENTITY);
    told(&kept.body, &["Organisationer är anslutna genom federationen"]);
    stage.publisher.publish("/few.xml", list(1, WEEK, &stays, &KEYS.own));
    let few = stage.publisher.url("/few.xml");
    let other =
        stage.federation(&[("name", "Annan"), ("kind", "list"), ("address", &few), ("certificates", &trusted)]).await;
    let gone = stage.mika.send_only(&format!("/identity/federations/{other}/remove"), &[]).await;
    assert_eq!(gone.location(), Some("/identity/federations"));
    let listed = stage.rows("SELECT entity_id AS action FROM identity_federation_provider").await;
    assert_eq!(listed.len(), 2, "only the other one's list is left: {listed:?}");
    stage.bed.stop_verified().await;
}

/// Only providers that whoever the office named has registered are offered.
async fn registered_by(database: Database) {
    let stage = Stage::set(database).await;
    let strange = member(2, &KEYS.provider).replace(
        r#"registrationAuthority="https://federation.example""#,
        r#"registrationAuthority="https://elsewhere.example""#,
    );
    stage.publisher.publish("/all.xml", list(0, WEEK, &format!("{}{strange}", member(1, &KEYS.provider)), &KEYS.own));
    let (address, trusted) = (stage.publisher.url("/all.xml"), KEYS.own.certificate().pem());
    let id = stage
        .federation(&[
            ("name", "Fedkom"),
            ("kind", "list"),
            ("address", &address),
            ("certificates", &trusted),
            ("authority", "https://federation.example"),
        ])
        .await;
    told(&stage.connect(&id, 2).await.unwrap_err(), &["registrerad av någon annan"]);
    stage.connect(&id, 1).await.unwrap();
    stage.bed.stop_verified().await;
}

impl Stage {
    /// The first column of rows, as text.
    async fn rows(&self, sql: &str) -> Vec<String> {
        let across = self.bed.service("identity").store.across_read(Actor::System("test")).await.unwrap();
        let rows = across.query(sql, []).await.unwrap();
        rows.iter().map(|row| row.try_get_by_index::<String>(0).unwrap()).collect()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_provider_is_connected_through_a_federation_on_sqlite() {
    connected_through(Database::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_provider_is_connected_through_a_federation_on_postgres() {
    connected_through(Database::Postgres).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn only_what_the_named_authority_has_registered_is_taken_on_sqlite() {
    registered_by(Database::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn only_what_the_named_authority_has_registered_is_taken_on_postgres() {
    registered_by(Database::Postgres).await;
}
