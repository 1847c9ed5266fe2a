//! Sealing and checking on SQLite.

use contracts::Tenant;
use sea_orm::ConnectionTrait;

use super::*;
use crate::{clock::Clock, store::migrate};

async fn bed() -> (tempfile::TempDir, Store, Clock) {
    let dir = tempfile::tempdir().unwrap();
    let clock = Clock::fixed("2026-11-22T12:00:00Z".parse().unwrap());
    let url = format!("sqlite://{}?mode=rwc", dir.path().join("test.sqlite").display());
    let store = Store::open("test", &url, clock.clone(), 4).await.unwrap();
    migrate::up(store.connection(), "test", Vec::new).await.unwrap();
    (dir, store, clock)
}

async fn write(store: &Store, tenant: &str, action: &str) {
    let tx = store.begin_for(&tenant.parse::<Tenant>().unwrap(), Actor::System("test")).await.unwrap();
    tx.audit(action, "object", &serde_json::json!({ "why": "åäö" })).await.unwrap();
    tx.commit().await.unwrap();
}

async fn sql(store: &Store, sql: &str) {
    store.connection().execute_unprepared(sql).await.unwrap();
}

async fn codes(store: &Store, dir: &std::path::Path) -> Vec<&'static str> {
    check(store, dir).await.unwrap().into_iter().map(|finding| finding.code).collect()
}

#[tokio::test]
async fn what_is_done_to_sealed_rows_is_found() {
    let (dir, store, clock) = bed().await;
    for (tenant, action) in [("a", "one"), ("b", "one"), ("a", "two"), ("a", "three")] {
        clock.advance(TimeDelta::seconds(1));
        write(&store, tenant, action).await;
    }
    clock.advance(TimeDelta::minutes(2));
    assert_eq!(codes(&store, dir.path()).await, ["audit-unsealed"; 4]);
    assert_eq!(seal(&store, DateTime::UNIX_EPOCH).await.unwrap(), 4);
    assert_eq!(seal(&store, DateTime::UNIX_EPOCH).await.unwrap(), 0);
    assert!(codes(&store, dir.path()).await.is_empty());
    let refused = store.connection().execute_unprepared("UPDATE audit SET action = 'x'").await;
    assert!(refused.unwrap_err().to_string().contains("append-only"));

    sql(&store, "DROP TRIGGER audit_append_only").await;
    sql(&store, "UPDATE audit SET detail = replace(detail, 'why', 'Why') WHERE action = 'two'").await;
    let findings = check(&store, dir.path()).await.unwrap();
    assert_eq!(findings.len(), 1);
    assert!(findings[0].code == "audit-changed" && findings[0].detail.contains("seal 2"), "{findings:?}");
    sql(&store, "DROP TRIGGER IF EXISTS audit_no_delete; DELETE FROM audit WHERE action = 'two'").await;
    assert_eq!(codes(&store, dir.path()).await, ["audit-deleted"]);
}

#[tokio::test]
async fn a_row_that_commits_late_is_sealed_late_and_one_put_in_afterwards_is_named() {
    let (dir, store, clock) = bed().await;
    write(&store, "a", "one").await;
    seal(&store, DateTime::UNIX_EPOCH).await.unwrap();
    // A transaction that began before and commits now.
    clock.advance(TimeDelta::seconds(-30));
    write(&store, "a", "late").await;
    clock.advance(TimeDelta::seconds(31));
    assert_eq!(seal(&store, clock.now() - WINDOW).await.unwrap(), 1);
    clock.advance(TimeDelta::hours(2));
    write(&store, "a", "three").await;
    assert_eq!(seal(&store, clock.now() - WINDOW).await.unwrap(), 1);
    assert!(codes(&store, dir.path()).await.is_empty());
    clock.advance(TimeDelta::hours(-1));
    write(&store, "a", "afterwards").await;
    clock.advance(TimeDelta::hours(1));
    assert_eq!(codes(&store, dir.path()).await, ["audit-inserted"]);
}

#[tokio::test]
async fn a_cut_or_rewritten_chain_does_not_fit_what_was_written_down() {
    let (dir, store, _clock) = bed().await;
    for action in ["one", "two", "three"] {
        write(&store, "a", action).await;
    }
    seal(&store, DateTime::UNIX_EPOCH).await.unwrap();
    anchors::write(&store, dir.path()).await.unwrap();
    anchors::write(&store, dir.path()).await.unwrap();
    let file = dir.path().join("anchors/test.jsonl");
    assert_eq!(std::fs::read_to_string(&file).unwrap().lines().count(), 1, "written once");
    assert!(codes(&store, dir.path()).await.is_empty());

    sql(&store, "DROP TRIGGER IF EXISTS audit_no_delete; DROP TRIGGER IF EXISTS audit_seal_no_delete").await;
    sql(&store, "DELETE FROM audit WHERE action = 'three'; DELETE FROM audit_seal WHERE seq = 3").await;
    assert_eq!(codes(&store, dir.path()).await, ["audit-cut"]);
    write(&store, "a", "instead").await;
    seal(&store, DateTime::UNIX_EPOCH).await.unwrap();
    assert_eq!(codes(&store, dir.path()).await, ["audit-rewritten"]);
    sql(&store, "DELETE FROM audit; DELETE FROM audit_seal").await;
    assert_eq!(codes(&store, dir.path()).await, ["audit-cut"]);
}
