//! The file store on both databases and a temporary folder.

use chrono::TimeDelta;
use contracts::Tenant;

use super::*;
use crate::verify::bed::{Bed, all};

fn tenant(name: &str) -> Tenant {
    name.parse().unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

async fn put(bed: &Bed, who: &str, bytes: &[u8], keep_until: Option<&str>) -> Uuid {
    let tx = bed.store.begin_for(&tenant(who), Actor::System("test")).await.unwrap();
    let id = bed.files.put(&tx, "avtal.pdf", "application/pdf", bytes, keep_until.map(day)).await.unwrap();
    tx.commit().await.unwrap();
    id
}

#[tokio::test]
async fn a_file_is_its_tenants_alone() {
    for bed in all().await {
        let id = put(&bed, "habo-0643", b"hej", None).await;
        let (row, bytes) = bed.files.get(&tenant("habo-0643"), id).await.unwrap();
        assert_eq!((row.name.as_str(), row.size, bytes.as_slice()), ("avtal.pdf", 3, &b"hej"[..]));
        assert!(matches!(bed.files.get(&tenant("habo-0305"), id).await, Err(Error::NotFound)));
        assert!(bed.files.check().await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn names_types_and_sizes_are_checked() {
    for bed in all().await {
        let tx = bed.store.begin_for(&tenant("habo-0643"), Actor::System("test")).await.unwrap();
        for (name, kind) in
            [("../x", "text/plain"), ("", "text/plain"), ("a\nb", "text/plain"), ("a", "text"), ("a", "text/plain;x")]
        {
            assert!(matches!(bed.files.put(&tx, name, kind, b"", None).await, Err(Error::Invalid(_))), "{name} {kind}");
        }
        let large = vec![0; LARGEST + 1];
        assert!(matches!(bed.files.put(&tx, "a", "text/plain", &large, None).await, Err(Error::Invalid(_))));
    }
}

#[tokio::test]
async fn nothing_is_deleted_before_its_day_and_shared_bytes_stay() {
    for bed in all().await {
        let old = put(&bed, "habo-0643", b"same", Some("2026-11-21")).await;
        let kept = put(&bed, "habo-0643", b"same", Some("2026-11-22")).await;
        let tx = bed.store.begin_for(&tenant("habo-0643"), Actor::System("test")).await.unwrap();
        assert!(
            matches!(bed.files.delete(&tx, kept, day("2026-11-22")).await, Err(Error::Rule { code, .. }) if code == "must-be-kept")
        );
        drop(tx);
        bed.clock.advance(TimeDelta::hours(2));
        assert_eq!(bed.files.delete_due(day("2026-11-22")).await.unwrap(), 1);
        assert!(matches!(bed.files.get(&tenant("habo-0643"), old).await, Err(Error::NotFound)));
        bed.files.get(&tenant("habo-0643"), kept).await.unwrap();
        assert_eq!(bed.files.delete_due(day("2026-11-23")).await.unwrap(), 1);
        assert!(disk::list(&bed.files.root).unwrap().is_empty(), "bytes without a row are gone");
    }
}

#[tokio::test]
async fn bytes_of_an_open_transaction_are_left_alone_and_swept_when_it_is_given_up() {
    for bed in all().await {
        let tx = bed.store.begin_for(&tenant("habo-0643"), Actor::System("test")).await.unwrap();
        bed.files.put(&tx, "a", "text/plain", b"given up", None).await.unwrap();
        drop(tx);
        bed.files.sweep().await.unwrap();
        assert_eq!(disk::list(&bed.files.root).unwrap().len(), 1);
        assert!(bed.files.check().await.unwrap().is_empty(), "not an orphan yet");
        bed.clock.advance(TimeDelta::hours(2));
        assert_eq!(bed.files.check().await.unwrap()[0].code, "file-orphan");
        let backup = disk::hold(&bed.files.root).unwrap();
        bed.files.sweep().await.unwrap();
        assert_eq!(disk::list(&bed.files.root).unwrap().len(), 1, "a backup is being made");
        drop(backup);
        bed.files.sweep().await.unwrap();
        assert!(disk::list(&bed.files.root).unwrap().is_empty());
    }
}

#[tokio::test]
async fn missing_and_changed_bytes_are_named_and_a_new_copy_heals() {
    for bed in all().await {
        let (changed, missing) =
            (put(&bed, "habo-0643", b"one", None).await, put(&bed, "habo-0643", b"two", None).await);
        let path = |bytes| {
            disk::list(&bed.files.root).unwrap().into_iter().find(|f| f.key().1 == disk::digest(bytes)).unwrap().path
        };
        std::fs::write(path(b"one"), b"One").unwrap();
        std::fs::remove_file(path(b"two")).unwrap();
        let findings = bed.files.check().await.unwrap();
        let named =
            |code: &str, id: Uuid| findings.iter().any(|f| f.code == code && f.detail.contains(&id.to_string()));
        assert!(
            findings.len() == 2 && named("file-changed", changed) && named("file-missing", missing),
            "{findings:?}"
        );
        assert!(matches!(bed.files.get(&tenant("habo-0643"), changed).await, Err(Error::Internal(_))));
        put(&bed, "habo-0643", b"one", None).await;
        bed.files.get(&tenant("habo-0643"), changed).await.unwrap();
    }
}
