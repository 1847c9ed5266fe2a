//! Events on the way: once, in order, parked when they can't be handled, kept through the death of the broker, replayed.

use std::{sync::atomic::Ordering, time::Duration};

use contracts::Tenant;
use platform::{Clock, parked, replay};
use testbed::{Bed, Database, Setup, eventually};

use crate::probe;

async fn bed(database: Database) -> Bed {
    Bed::start(probe::registry, Setup { database, clock: Clock::System, defaults: sambruk::DEFAULTS }).await
}

fn tenant(name: &str) -> Tenant {
    name.parse().unwrap()
}

async fn told_is_heard_once(database: Database) {
    let bed = bed(database).await;
    let (teller, hearer) = (bed.service("teller"), bed.service("hearer"));
    let (habo, håbo) = (tenant("habo-0643"), tenant("habo-0305"));
    for round in 0..5 {
        probe::tell(teller, &habo, "a", (0..40).map(|n| round * 40 + n)).await;
    }
    probe::tell(teller, &håbo, "a", [7]).await;
    bed.running.settle().await.unwrap();
    assert_eq!(probe::heard_by(hearer, &habo).await, (0..200).collect::<Vec<_>>(), "each once and in order");
    assert_eq!(probe::heard_by(hearer, &håbo).await, [7], "each tenant its own");
    bed.stop_verified().await;
}

async fn unhandled_is_parked_and_others_go_on(database: Database) {
    let bed = bed(database).await;
    let (teller, hearer) = (bed.service("teller"), bed.service("hearer"));
    let habo = tenant("habo-0643");
    probe::tell(teller, &habo, "a", [1, -999, 2]).await;
    probe::tell(teller, &habo, "b", [3]).await;
    let waiting =
        eventually("the event is parked", 20, || async { parked::open(&hearer.store).await.unwrap().pop() }).await;
    assert!(waiting.error.contains("never be handled"), "{}", waiting.error);
    bed.running.settle().await.unwrap();
    let mut heard = probe::heard_by(hearer, &habo).await;
    heard.sort_unstable();
    assert_eq!(heard, [1, 2, 3]);
    let found = bed.verify().await;
    assert!(found.iter().any(|finding| finding.code == "event-parked"), "{found:?}");
    parked::drop_for_good(&hearer.store, waiting.id, "made by a test", platform::Actor::System("test")).await.unwrap();
    bed.stop_verified().await;
}

async fn a_projection_is_made_anew_from_the_logs(database: Database) {
    let bed = bed(database).await;
    let (teller, hearer) = (bed.service("teller"), bed.service("hearer"));
    let habo = tenant("habo-0643");
    probe::tell(teller, &habo, "a", 0..600).await;
    bed.running.settle().await.unwrap();
    let before = probe::heard_by(hearer, &habo).await;
    assert_eq!(before.len(), 600);
    let across = hearer.store.across_for(platform::Actor::System("test")).await.unwrap();
    across.execute("DELETE FROM hearer_heard WHERE number >= 10", []).await.unwrap();
    across.commit().await.unwrap();
    assert_eq!(probe::heard_by(hearer, &habo).await.len(), 10);
    replay::request(&hearer.store).await.unwrap();
    eventually("the projection is whole again", 30, || async {
        (probe::heard_by(hearer, &habo).await.len() == 600).then_some(())
    })
    .await;
    assert_eq!(probe::heard_by(hearer, &habo).await, before);
    bed.stop_verified().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn told_is_heard_once_on_sqlite() {
    told_is_heard_once(Database::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn told_is_heard_once_on_postgres() {
    told_is_heard_once(Database::Postgres).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn unhandled_is_parked_on_sqlite() {
    unhandled_is_parked_and_others_go_on(Database::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn unhandled_is_parked_on_postgres() {
    unhandled_is_parked_and_others_go_on(Database::Postgres).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_projection_is_made_anew_on_sqlite() {
    a_projection_is_made_anew_from_the_logs(Database::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_projection_is_made_anew_on_postgres() {
    a_projection_is_made_anew_from_the_logs(Database::Postgres).await;
}

/// The broker dies while events are told: requests go on, and all arrives once when it is back.
#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_lost_when_the_broker_is_killed() {
    let bed = bed(Database::Sqlite).await;
    let (teller, hearer) = (bed.service("teller"), bed.service("hearer"));
    let habo = tenant("habo-0643");
    for round in 0..6 {
        probe::tell(teller, &habo, "a", [round * 2]).await;
        if round % 2 == 0 {
            let pid = std::fs::read_to_string(bed.data_dir().join("nats/server.pid")).unwrap();
            testbed::command("kill", &["-9", pid.trim()]).await;
        }
        probe::tell(teller, &habo, "a", [round * 2 + 1]).await;
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    eventually("all events arrive", 60, || async { (probe::heard_by(hearer, &habo).await.len() == 12).then_some(()) })
        .await;
    assert_eq!(probe::heard_by(hearer, &habo).await, (0..12).collect::<Vec<_>>());
    bed.stop_verified().await;
}

/// An event that fails for a while holds back what follows on the same object, and nothing else.
#[tokio::test(flavor = "multi_thread")]
async fn order_is_kept_behind_an_event_that_fails_for_a_while() {
    let bed = bed(Database::Sqlite).await;
    let (teller, hearer) = (bed.service("teller"), bed.service("hearer"));
    let habo = tenant("habo-0643");
    probe::FAILING.store(true, Ordering::Relaxed);
    probe::tell(teller, &habo, "slow", [-1, 2]).await;
    probe::tell(teller, &habo, "quick", [3]).await;
    eventually("the other object goes on", 20, || async {
        (probe::heard_by(hearer, &habo).await == [3]).then_some(())
    })
    .await;
    probe::FAILING.store(false, Ordering::Relaxed);
    eventually("the rest follows", 30, || async { (probe::heard_by(hearer, &habo).await.len() == 3).then_some(()) })
        .await;
    assert_eq!(
        probe::heard_by(hearer, &habo).await,
        [3, -1, 2],
        "the other object first, then this one in its own order"
    );
    bed.stop_verified().await;
}

/// A stream that was lost altogether is filled again from the outboxes, and nothing is handled twice.
#[tokio::test(flavor = "multi_thread")]
async fn a_lost_stream_is_filled_again() {
    let bed = bed(Database::Sqlite).await;
    let habo = tenant("habo-0643");
    probe::tell(bed.service("teller"), &habo, "a", 0..50).await;
    bed.running.settle().await.unwrap();
    let data = bed.data_dir();
    let bed = bed.restart_after(|| std::fs::remove_dir_all(data.join("nats/store")).unwrap()).await;
    probe::tell(bed.service("teller"), &habo, "a", [50]).await;
    let hearer = bed.service("hearer");
    eventually("the new event arrives", 20, || async {
        (probe::heard_by(hearer, &habo).await.len() == 51).then_some(())
    })
    .await;
    bed.running.settle().await.unwrap();
    assert_eq!(probe::heard_by(hearer, &habo).await, (0..51).collect::<Vec<_>>());
    bed.stop_verified().await;
}
