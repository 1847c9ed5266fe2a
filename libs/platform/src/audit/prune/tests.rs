//! Pruning on both databases: what is old goes and the chain still holds; what is young stays, whoever tries.

use chrono::TimeDelta;
use sea_orm::QueryOrder;

use super::*;
use crate::{
    audit::{
        anchors,
        tests::{codes, seal_since, write},
    },
    store::system::audit,
    verify::bed::{Bed, all},
};

/// Four rows, three of which are twenty years old by every clock.
async fn aged() -> Vec<Bed> {
    let beds = all().await;
    for bed in &beds {
        let years = TimeDelta::days(20 * 365);
        bed.clock.advance(-years);
        for action in ["one", "two", "three"] {
            write(bed, "a", action).await;
        }
        seal_since(bed, DateTime::UNIX_EPOCH).await;
        anchors::write(&bed.store, &bed.config.data_dir).await.unwrap();
        bed.clock.advance(years);
        write(bed, "a", "four").await;
        seal_since(bed, DateTime::UNIX_EPOCH).await;
    }
    beds
}

async fn actions(bed: &Bed) -> Vec<String> {
    let read = bed.store.across_read(Actor::System("test")).await.unwrap();
    let rows = read.find::<audit::Entity>().order_by_asc(audit::Column::At).order_by_asc(audit::Column::Id);
    rows.all(read.db()).await.unwrap().into_iter().map(|row| row.action).collect()
}

fn today(bed: &Bed) -> NaiveDate {
    crate::clock::local_date(bed.clock.now())
}

#[tokio::test]
async fn what_is_old_goes_is_told_and_the_rest_still_holds() {
    for bed in aged().await {
        assert_eq!(prune(bed.ctx().await, today(&bed), 30).await.unwrap(), 0, "not old enough for this service");
        assert_eq!(prune(bed.ctx().await, today(&bed), 10).await.unwrap(), 3);
        assert_eq!(actions(&bed).await, ["four", PRUNED]);
        assert_eq!(prune(bed.ctx().await, today(&bed), 10).await.unwrap(), 0);
        bed.clock.advance(TimeDelta::minutes(2));
        assert_eq!(codes(&bed).await, ["audit-unsealed"], "the row that tells of it");
        seal_since(&bed, DateTime::UNIX_EPOCH).await;
        anchors::write(&bed.store, &bed.config.data_dir).await.unwrap();
        assert_eq!(codes(&bed).await, [""; 0]);
        // What is done to the rest is found as before.
        bed.tamper("UPDATE audit SET action = 'x' WHERE action = 'four'").await;
        assert_eq!(codes(&bed).await, ["audit-changed"]);
    }
}

#[tokio::test]
async fn a_whole_log_that_is_old_goes_and_new_rows_go_on_from_it() {
    for bed in all().await {
        bed.clock.advance(-TimeDelta::days(20 * 365));
        write(&bed, "a", "one").await;
        seal_since(&bed, DateTime::UNIX_EPOCH).await;
        bed.clock.advance(TimeDelta::days(20 * 365));
        assert_eq!(prune(bed.ctx().await, today(&bed), 5).await.unwrap(), 1);
        assert_eq!(codes(&bed).await, [""; 0]);
        seal_since(&bed, DateTime::UNIX_EPOCH).await;
        write(&bed, "a", "two").await;
        seal_since(&bed, DateTime::UNIX_EPOCH).await;
        assert_eq!((codes(&bed).await, actions(&bed).await), (Vec::new(), vec![PRUNED.to_owned(), "two".to_owned()]));
    }
}

#[tokio::test]
async fn only_what_is_old_and_lies_before_a_start_can_be_deleted_by_the_service() {
    for bed in aged().await {
        let gone = async |sql: &str, pruning: bool| {
            let tx = bed.store.across_for(Actor::System("test")).await.unwrap();
            if pruning {
                tx.only_prunes().await.unwrap();
            }
            tx.execute(sql, []).await.unwrap_or_default()
        };
        for pruning in [false, true] {
            assert_eq!(gone("DELETE FROM audit WHERE action = 'one'", pruning).await, 0, "no start covers it");
            assert_eq!(gone("DELETE FROM audit_seal", pruning).await, 0);
            assert_eq!(gone("DELETE FROM audit_start", pruning).await, 0);
            assert_eq!(gone("UPDATE audit SET actor = 'nobody'", pruning).await, 0);
        }
        let start = |seq| audit_start::ActiveModel {
            tenant: Set("a".into()),
            seq: Set(seq),
            hash: Set("forged".into()),
            pruned_at: Set(bed.clock.now()),
        };
        let tx = bed.store.across_for(Actor::System("test")).await.unwrap();
        tx.insert(start(4)).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(gone("DELETE FROM audit WHERE action = 'four'", true).await, 0, "it is young");
        assert_eq!(gone("UPDATE audit_start SET seq = 1", false).await, 0);
        assert_eq!(gone("DELETE FROM audit WHERE action = 'one'", true).await, 1, "it is old, and a start covers it");
        assert_eq!(codes(&bed).await, ["audit-start-unrecorded"]);
    }
}

#[tokio::test]
async fn a_beginning_that_was_cut_off_without_pruning_is_found() {
    for bed in aged().await {
        let cut = "DELETE FROM audit WHERE action = 'one'; DELETE FROM audit_seal WHERE seq = 1";
        bed.tamper(cut).await;
        assert_eq!(codes(&bed).await, ["audit-seal-missing"]);
    }
    // Somebody who has the whole database deletes what is young, and forges all that pruning leaves.
    for bed in all().await {
        for action in ["one", "two", "three"] {
            write(&bed, "a", action).await;
            seal_since(&bed, DateTime::UNIX_EPOCH).await;
            anchors::write(&bed.store, &bed.config.data_dir).await.unwrap();
        }
        let read = bed.store.across_read(Actor::System("test")).await.unwrap();
        let row = read.query("SELECT hash FROM audit_seal WHERE seq = 2", []).await.unwrap();
        let hash: String = row[0].try_get("", "hash").unwrap();
        drop(read);
        let tx = bed.store.across_for(Actor::System("retention")).await.unwrap();
        tx.audit(&"a".parse().unwrap(), PRUNED, "2", &json!({ "hash": hash })).await.unwrap();
        tx.insert(audit_start::ActiveModel {
            tenant: Set("a".into()),
            seq: Set(2),
            hash: Set(hash),
            pruned_at: Set(bed.clock.now()),
        })
        .await
        .unwrap();
        tx.commit().await.unwrap();
        seal_since(&bed, DateTime::UNIX_EPOCH).await;
        assert_eq!(codes(&bed).await, ["audit-start-moved"]);
        bed.tamper("DELETE FROM audit WHERE action IN ('one', 'two'); DELETE FROM audit_seal WHERE seq <= 2").await;
        assert_eq!(codes(&bed).await, ["audit-pruned-early"]);
    }
}

#[tokio::test]
async fn what_does_not_fit_its_seal_is_not_deleted() {
    for bed in aged().await {
        bed.tamper("UPDATE audit SET action = 'x' WHERE action = 'two'").await;
        let refused = prune(bed.ctx().await, today(&bed), 10).await.unwrap_err();
        assert!(refused.full().contains("not pruned"), "{}", refused.full());
        assert_eq!(actions(&bed).await, ["one", "x", "three", "four"]);
    }
}
