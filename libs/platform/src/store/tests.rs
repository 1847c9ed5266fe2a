//! What a full disk leaves behind, and who waits for whom.

use contracts::Tenant;
use futures_util::future::join_all;
use sea_orm::ConnectionTrait;

use super::{Actor, SQLITE_CONNECTIONS, Store};
use crate::{
    error::Error,
    mail::Letter,
    verify::bed::{config, name, on},
};

const WHO: Actor = Actor::System("test");

async fn write(store: &Store, limit: Option<i64>, size: usize) -> crate::Result<()> {
    let tx = store.begin_for(&"habo-0643".parse::<Tenant>().unwrap(), WHO).await?;
    // SQLite counts a file that may not grow as a full disk.
    let pages = limit.unwrap_or(1_000_000);
    tx.db().execute_unprepared(&format!("PRAGMA max_page_count = {pages}")).await?;
    for _ in 0..4 {
        tx.mail(Letter { to: "a@b.example".into(), text: "x".repeat(size), ..Letter::default() }).await?;
    }
    tx.commit().await
}

#[tokio::test]
async fn a_full_disk_is_said_in_words() {
    let dir = tempfile::tempdir().unwrap();
    let bed = on(&config(dir.path(), None), name("t")).await;
    let refused = write(&bed.store, Some(1), 4_000_000).await.unwrap_err();
    assert!(matches!(&refused, Error::Unavailable(what) if what.contains("disk is full")), "{refused:?}");
    write(&bed.store, None, 10).await.unwrap();
}

#[tokio::test]
async fn a_transaction_that_sqlite_has_rolled_back_by_itself_locks_nobody_out() {
    let dir = tempfile::tempdir().unwrap();
    let bed = on(&config(dir.path(), None), name("t")).await;
    let url = bed.config.database_url(bed.store.service());
    // One connection, so that what went wrong on it is met again.
    let small = Store::open(bed.store.service(), &url, bed.clock.clone(), 1).await.unwrap();
    let tx = small.begin_for(&"habo-0643".parse::<Tenant>().unwrap(), WHO).await.unwrap();
    // As SQLite does when a write to the disk fails, without the driver's knowing.
    tx.db().execute_unprepared("ROLLBACK").await.unwrap();
    tx.commit().await.unwrap_err();
    let given_up = small.begin_for(&"habo-0643".parse::<Tenant>().unwrap(), WHO).await.unwrap();
    given_up.mail(Letter { to: "a@b.example".into(), ..Letter::default() }).await.unwrap();
    drop(given_up);
    let others = tokio::time::timeout(std::time::Duration::from_secs(5), write(&bed.store, None, 10)).await;
    others.expect("nobody holds the lock").unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_reads_goes_on_while_many_wait_to_write() {
    let dir = tempfile::tempdir().unwrap();
    let bed = on(&config(dir.path(), None), name("t")).await;
    let url = bed.config.database_url(bed.store.service());
    let store = Store::open(bed.store.service(), &url, bed.clock.clone(), SQLITE_CONNECTIONS).await.unwrap();
    let first = store.begin_for(&"habo-0643".parse::<Tenant>().unwrap(), WHO).await.unwrap();
    #[expect(clippy::disallowed_methods, reason = "waited for below")]
    let waiting = tokio::spawn({
        let store = store.clone();
        async move { join_all((0..3 * SQLITE_CONNECTIONS).map(|_| write(&store, None, 10))).await }
    });
    tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    assert!(!waiting.is_finished(), "one writes, the others wait");
    // Also who holds the lock and must read beside it, as a handler that looks across tenants.
    let reads = join_all((1..SQLITE_CONNECTIONS).map(|_| store.across_read(WHO)));
    let reads =
        tokio::time::timeout(std::time::Duration::from_secs(5), reads).await.expect("nobody keeps them waiting");
    assert!(reads.iter().all(Result::is_ok));
    drop(reads);
    first.commit().await.unwrap();
    assert!(waiting.await.unwrap().iter().all(Result::is_ok), "all have had their turn");
}
