//! A federation that is asked for one member at a time.

use testbed::Database;

use super::{
    WEEK,
    people::{Stage, told},
    publisher::{alone, member},
};
use crate::support::KEYS;

async fn asked_one_at_a_time(database: Database) {
    let stage = Stage::set(database).await;
    let (address, trusted) = (stage.publisher.url(""), KEYS.own.certificate().pem());
    let one = |number, hours, key| Some(alone(number, hours, &member(number, key), &KEYS.own));
    let fields = [("name", "MDQ"), ("kind", "query"), ("address", &address), ("certificates", &trusted)];
    let unprobed = stage.mika.send_only("/identity/federations", &fields).await;
    told(&unprobed.body, &["Ange entity-ID för en inloggningstjänst som frågetjänsten känner"]);
    let probe = crate::metadata::entity_id(1);
    let id = stage.federation(&[&fields[..], &[("probe", &probe)]].concat()).await;
    told(&stage.page(&id).await, &["Frågetjänsten känner inte den inloggningstjänst som den prövas med"]);
    stage.publisher.tell(1, one(1, WEEK, &KEYS.provider));
    told(&stage.ask(&id).await, &["Federationen svarar, och"]);

    told(&stage.connect(&id, 2).await.unwrap_err(), &["Federationen känner ingen inloggningstjänst"]);
    stage.publisher.tell(2, one(1, WEEK, &KEYS.provider));
    told(&stage.connect(&id, 2).await.unwrap_err(), &["Svaret beskriver en annan medlem"]);
    stage.publisher.tell(2, Some(alone(2, WEEK, &member(2, &KEYS.provider), &KEYS.elliptic)));
    told(&stage.connect(&id, 2).await.unwrap_err(), &["signerat med en annan nyckel"]);
    stage.publisher.tell(2, one(2, WEEK, &KEYS.provider));
    let search = format!("/identity/connections/federation?federation={id}&q=https://idp.2.example/idp");
    told(&stage.kim.get(&search).await.body, &["Skapa anslutningen"]);
    let place = stage.connect(&id, 2).await.unwrap();
    told(&stage.tried(&place, 2, &KEYS.provider).await, &["Provet gick bra"]);
    let on = stage.kim.send_only(&format!("{place}/switch"), &[("state", "live")]).await;
    assert_eq!(on.location(), Some(place.as_str()), "{}", on.body);

    let unchanged = stage.publisher.unchanged();
    stage.ask(&id).await;
    assert_eq!(stage.publisher.unchanged(), unchanged + 1, "the service was asked whether it has another answer");
    // What ends earlier is older, and what is signed by others is nobody's.
    for wrong in [one(2, WEEK - 1, &KEYS.other), Some(alone(2, WEEK + 1, &member(2, &KEYS.other), &KEYS.elliptic))] {
        stage.publisher.tell(2, wrong);
        stage.ask(&id).await;
        told(&stage.tried(&place, 2, &KEYS.provider).await, &["Provet gick bra"]);
    }
    stage.publisher.tell(2, one(2, WEEK + 1, &KEYS.other));
    stage.ask(&id).await;
    told(&stage.tried(&place, 2, &KEYS.other).await, &["Provet gick bra"]);

    stage.publisher.tell(2, None);
    stage.ask(&id).await;
    told(&stage.kim.get(&place).await.body, &["Federationen berättar inte längre något som kan användas"]);
    told(&stage.tried(&place, 2, &KEYS.other).await, &["Provet gick bra"]);
    stage.publisher.tell(2, one(2, WEEK + 2, &KEYS.other));
    stage.ask(&id).await;
    assert!(!stage.kim.get(&place).await.body.contains("Federationen berättar inte längre"));
    stage.bed.stop_verified().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_query_service_is_asked_for_what_is_connected_on_sqlite() {
    asked_one_at_a_time(Database::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_query_service_is_asked_for_what_is_connected_on_postgres() {
    asked_one_at_a_time(Database::Postgres).await;
}
