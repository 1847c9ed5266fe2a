//! Sealing and checking on both databases.

use contracts::Tenant;
use sea_orm::ConnectionTrait;

use super::*;
use crate::config::Config;
use crate::verify::bed::{Bed, all};

pub(super) async fn write(bed: &Bed, tenant: &str, action: &str) {
    let tx = bed.store.begin_for(&tenant.parse::<Tenant>().unwrap(), Actor::System("test")).await.unwrap();
    tx.audit(action, "object", &serde_json::json!({ "why": "åäö" })).await.unwrap();
    tx.commit().await.unwrap();
}

pub(super) async fn seal_since(bed: &Bed, since: DateTime<Utc>) -> usize {
    seal(&bed.store, since).await.unwrap()
}

async fn findings(bed: &Bed) -> Vec<(&'static str, String)> {
    let findings = check(&bed.store, &bed.config.data_dir).await.unwrap();
    findings.into_iter().map(|finding| (finding.code, finding.detail)).collect()
}

pub(super) async fn codes(bed: &Bed) -> Vec<&'static str> {
    findings(bed).await.into_iter().map(|(code, _)| code).collect()
}

#[tokio::test]
async fn what_is_done_to_sealed_rows_is_found() {
    for bed in all().await {
        for (tenant, action) in [("a", "one"), ("b", "one"), ("a", "two"), ("a", "three")] {
            bed.clock.advance(TimeDelta::seconds(1));
            write(&bed, tenant, action).await;
        }
        bed.clock.advance(TimeDelta::minutes(2));
        assert_eq!(codes(&bed).await, ["audit-unsealed"; 4]);
        assert_eq!(seal_since(&bed, DateTime::UNIX_EPOCH).await, 4);
        assert_eq!(seal_since(&bed, DateTime::UNIX_EPOCH).await, 0);
        assert_eq!(codes(&bed).await, [""; 0]);
        let across = bed.store.across_for(Actor::System("test")).await.unwrap();
        assert!(
            across.execute_unprepared("UPDATE audit SET action = 'x'").await.is_err(),
            "the service itself may not"
        );
        drop(across);

        bed.tamper("UPDATE audit SET detail = replace(detail, 'why', 'Why') WHERE action = 'two'").await;
        let found = findings(&bed).await;
        assert!(found.len() == 1 && found[0].0 == "audit-changed" && found[0].1.contains("seal 2"), "{found:?}");
        bed.tamper("DELETE FROM audit WHERE action = 'two'").await;
        assert_eq!(codes(&bed).await, ["audit-deleted"]);
    }
}

#[tokio::test]
async fn a_row_that_commits_late_is_sealed_late_and_one_put_in_afterwards_is_named() {
    for bed in all().await {
        write(&bed, "a", "one").await;
        seal_since(&bed, DateTime::UNIX_EPOCH).await;
        // A transaction that began before and commits now.
        bed.clock.advance(TimeDelta::seconds(-30));
        write(&bed, "a", "late").await;
        bed.clock.advance(TimeDelta::seconds(31));
        assert_eq!(seal_since(&bed, bed.clock.now() - WINDOW).await, 1);
        bed.clock.advance(TimeDelta::hours(2));
        write(&bed, "a", "three").await;
        assert_eq!(seal_since(&bed, bed.clock.now() - WINDOW).await, 1);
        assert_eq!(codes(&bed).await, [""; 0]);
        bed.clock.advance(TimeDelta::hours(-1));
        write(&bed, "a", "afterwards").await;
        bed.clock.advance(TimeDelta::hours(1));
        assert_eq!(codes(&bed).await, ["audit-inserted"]);
    }
}

#[tokio::test]
async fn a_cut_or_rewritten_chain_does_not_fit_what_was_written_down() {
    for bed in all().await {
        for action in ["one", "two", "three"] {
            write(&bed, "a", action).await;
        }
        seal_since(&bed, DateTime::UNIX_EPOCH).await;
        anchors::write(&bed.store, &bed.config.data_dir).await.unwrap();
        anchors::write(&bed.store, &bed.config.data_dir).await.unwrap();
        let file = bed.config.data_dir.join("anchors").join(format!("{}.jsonl", bed.store.service()));
        assert_eq!(std::fs::read_to_string(&file).unwrap().lines().count(), 1, "written once");
        assert_eq!(codes(&bed).await, [""; 0]);

        bed.tamper("DELETE FROM audit WHERE action = 'three'; DELETE FROM audit_seal WHERE seq = 3").await;
        assert_eq!(codes(&bed).await, ["audit-cut"]);
        write(&bed, "a", "instead").await;
        seal_since(&bed, DateTime::UNIX_EPOCH).await;
        assert_eq!(codes(&bed).await, ["audit-rewritten"]);
        bed.tamper("DELETE FROM audit; DELETE FROM audit_seal").await;
        assert_eq!(codes(&bed).await, ["audit-cut"]);
    }
}

/// Each end lies elsewhere too, and a file that was changed here is found by its copy.
#[tokio::test]
async fn the_ends_are_copied_to_another_machine_and_a_change_is_noticed() {
    for bed in all().await {
        let elsewhere = tempfile::tempdir().unwrap();
        let mut config = bed.config.clone();
        let alone = async |config: &Config| only_here_for(config, bed.store.service(), bed.clock.now()).await.unwrap();
        assert_eq!(alone(&config).await, None, "no place is named");
        config.audit.copy_to = elsewhere.path().join("mounted").display().to_string();
        let here = config.data_dir.join("anchors").join(format!("{}.jsonl", bed.store.service()));
        let there = elsewhere.path().join("mounted").join(format!("{}.jsonl", bed.store.service()));
        for action in ["one", "two"] {
            write(&bed, "a", action).await;
            seal_since(&bed, DateTime::UNIX_EPOCH).await;
            anchors::write(&bed.store, &config.data_dir).await.unwrap();
            bed.clock.advance(TimeDelta::hours(2));
            assert_eq!(alone(&config).await, Some(TimeDelta::hours(2)), "nobody has copied {action}");
            copied::copy(&config, bed.store.service()).await.unwrap();
            assert_eq!(alone(&config).await, Some(TimeDelta::zero()));
            assert_eq!(std::fs::read(&here).unwrap(), std::fs::read(&there).unwrap());
        }
        let text = std::fs::read_to_string(&here).unwrap();
        std::fs::write(&there, &text[..text.len() - 20]).unwrap();
        copied::copy(&config, bed.store.service()).await.unwrap();
        assert_eq!(std::fs::read_to_string(&there).unwrap(), text, "a copy that a power cut has torn is made whole");
        std::fs::write(&here, text.replacen("\"seq\":1", "\"seq\":9", 1)).unwrap();
        let refused = copied::copy(&config, bed.store.service()).await.unwrap_err();
        assert!(refused.full().contains("one of both has been changed"), "{}", refused.full());
        assert!(alone(&config).await > Some(TimeDelta::hours(1)), "it is told until somebody has looked");
        assert_eq!(std::fs::read_to_string(&there).unwrap(), text, "the copy stays as it was");
    }
}

#[tokio::test]
async fn the_loop_seals_within_a_second_and_once_more_when_it_stops() {
    for bed in all().await {
        let stop = CancellationToken::new();
        let mut running = tokio::task::JoinSet::new();
        running.spawn(seal_loop(bed.ctx().await, stop.clone()));
        write(&bed, "a", "one").await;
        let waited = tokio::time::timeout(Duration::from_secs(30), async {
            while !unsealed(&bed.store.across_read(Actor::System("test")).await.unwrap(), DateTime::UNIX_EPOCH)
                .await
                .unwrap()
                .is_empty()
            {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        });
        waited.await.unwrap();
        write(&bed, "b", "last").await;
        stop.cancel();
        running.join_all().await.into_iter().for_each(|ended| ended.unwrap());
        bed.clock.advance(TimeDelta::hours(1));
        assert_eq!(codes(&bed).await, [""; 0]);
        assert_eq!(anchors::read(&bed.config.data_dir, bed.store.service()).unwrap().len(), 2);
    }
}
