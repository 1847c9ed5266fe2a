//! Backup and restore on both databases, while they are written to.

use contracts::Tenant;

use super::*;
use crate::{
    store::Actor,
    verify::bed::{self, Bed},
};

/// An installation of two services on each database there is.
async fn installations(data_dir: &Path) -> Vec<(Config, [&'static str; 2])> {
    let mut all = Vec::new();
    for (number, url) in std::iter::once(None).chain(bed::postgres().map(Some)).enumerate() {
        let config = bed::config(&data_dir.join(number.to_string()), url.as_deref());
        fs::create_dir_all(&config.data_dir).unwrap();
        all.push((config, [bed::name("x"), bed::name("y")]));
    }
    all
}

async fn put(bed: &Bed, bytes: &[u8]) -> uuid::Uuid {
    let tx = bed.store.begin_for(&Tenant::association(), Actor::System("test")).await.unwrap();
    let id = bed.files.put(&tx, "a.txt", "text/plain", bytes, None).await.unwrap();
    tx.audit("test.file.put", "a.txt", &id).await.unwrap();
    tx.commit().await.unwrap();
    id
}

async fn count(bed: &Bed) -> usize {
    let across = bed.store.across_read(Actor::System("test")).await.unwrap();
    across.query("SELECT id FROM file", []).await.unwrap().len()
}

/// The same installation after everything was lost, on PostgreSQL the schemas too.
async fn emptied(config: &Config, services: &[&'static str], data_dir: &Path) -> Config {
    if !config.is_embedded() {
        for service in services {
            bed::on(config, service).await.tamper(&format!("DROP SCHEMA {service} CASCADE")).await;
        }
    }
    Config { data_dir: data_dir.to_owned(), ..config.clone() }
}

async fn refused(result: Result<Manifest>) -> String {
    result.unwrap_err().full()
}

#[tokio::test]
async fn what_is_written_meanwhile_is_in_all_of_it_or_in_none() {
    let folder = tempfile::tempdir().unwrap();
    for (config, services) in installations(folder.path()).await {
        let to = config.data_dir.join("backup");
        let other = bed::on(&config, services[1]).await;
        let bed = bed::on(&config, services[0]).await;
        let kept = put(&bed, b"before").await;
        let writing = async {
            for number in 0..40_u32 {
                put(&bed, &number.to_be_bytes()).await;
                put(&other, &number.to_be_bytes()).await;
            }
        };
        let (made, ()) = tokio::join!(backup(&config, &services, &to), writing);
        let made = made.unwrap();
        assert_eq!(made.services[services[0]], "m0000_platform");
        assert!(refused(backup(&config, &services, &to).await).await.contains("not empty"));
        drop((bed, other));

        let target = tempfile::tempdir().unwrap();
        let empty = emptied(&config, &services, target.path()).await;
        assert_eq!(restore(&empty, &services, &to).await.unwrap(), made);
        let bed = bed::on(&empty, services[0]).await;
        assert_eq!(bed.files.get(&Tenant::association(), kept).await.unwrap().1, b"before");
        assert_eq!(bed.files.check().await.unwrap(), []);
        assert_eq!(crate::audit::check(&bed.store, target.path()).await.unwrap(), []);
        // What was written second is never there without what was written first.
        let (first, second) = (count(&bed).await - 1, count(&bed::on(&empty, services[1]).await).await);
        assert!(first == second || first == second + 1, "{first} and {second}");
        put(&bed, b"after").await;
        assert!(refused(restore(&empty, &services, &to).await).await.contains("not empty"));
    }
}

#[tokio::test]
async fn a_damaged_backup_and_a_full_target_are_refused_by_name() {
    let folder = tempfile::tempdir().unwrap();
    for (source, services) in installations(folder.path()).await {
        let to = source.data_dir.join("backup");
        for service in services {
            put(&bed::on(&source, service).await, service.as_bytes()).await;
        }
        backup(&source, &services, &to).await.unwrap();
        assert!(refused(restore(&source, &services, &to).await).await.contains("files is not empty"));
        fs::remove_dir_all(source.data_dir.join("files")).unwrap();
        let said = refused(restore(&source, &services, &to).await).await;
        assert!(said.contains(services[0]) && said.contains("has rows"), "{said}");
        let said = refused(restore(&source, &services[..1], &to).await).await;
        assert!(said.contains(services[1]) && said.contains("not here"), "{said}");

        let target = tempfile::tempdir().unwrap();
        let empty = Config { data_dir: target.path().to_owned(), ..source.clone() };
        let ending = if source.is_embedded() { "sqlite" } else { "dump" };
        let database = format!("databases/{}.{ending}", services[1]);
        let mut bytes = fs::read(to.join(&database)).unwrap();
        bytes[5000] ^= 1;
        fs::write(to.join(&database), bytes).unwrap();
        fs::write(to.join("files/stray"), "x").unwrap();
        let said = refused(restore(&empty, &services, &to).await).await;
        assert!(said.contains(&format!("{database} has changed; files/stray does not belong")), "{said}");
        fs::remove_file(to.join("manifest.json")).unwrap();
        assert!(refused(restore(&empty, &services, &to).await).await.contains("not a whole backup"));
        assert!(fs::read_dir(target.path()).unwrap().next().is_none(), "nothing was touched");
    }
}

#[tokio::test]
async fn restore_waits_for_nobody_who_serves() {
    let (old, new) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let config = bed::config(old.path(), None);
    let service = bed::name("x");
    put(&bed::on(&config, service).await, b"a").await;
    let to = old.path().join("backup");
    backup(&config, &[service], &to).await.unwrap();
    let target = bed::config(new.path(), None);
    let _serving = hold_alone(new.path()).unwrap();
    assert!(refused(restore(&target, &[service], &to).await).await.contains("in use"));
}

#[tokio::test]
async fn the_shelf_tells_what_was_done_with_each_backup() {
    let folder = tempfile::tempdir().unwrap();
    let mut config = bed::config(&folder.path().join("data"), None);
    fs::create_dir_all(&config.data_dir).unwrap();
    let service = bed::name("x");
    drop(bed::on(&config, service).await);
    assert_eq!(shelf(&config).await.unwrap(), None, "nobody has said where they lie");
    config.backup.directory = folder.path().join("kept").display().to_string();
    let kept = folder.path().join("kept");
    assert!(shelf(&config).await.is_err(), "the folder is not there");
    backup(&config, &[service], &kept.join("monday")).await.unwrap();
    fs::create_dir(kept.join("torn")).unwrap();
    let told = shelf(&config).await.unwrap().unwrap();
    let by_name = |told: &[Kept], name: &str| told.iter().find(|one| one.name == name).unwrap().clone();
    let monday = by_name(&told, "monday");
    assert!(monday.created_at.is_some() && monday.size > 0 && monday.services == 1, "{monday:?}");
    assert_eq!((monday.checked_at, monday.restored_at), (None, None));
    assert_eq!(by_name(&told, "torn").created_at, None);
    check(&config, &kept.join("monday")).await.unwrap();
    assert!(by_name(&shelf(&config).await.unwrap().unwrap(), "monday").checked_at.is_some());
    let elsewhere = Config { data_dir: folder.path().join("new"), ..config.clone() };
    restore(&elsewhere, &[service], &kept.join("monday")).await.unwrap();
    assert!(by_name(&shelf(&config).await.unwrap().unwrap(), "monday").restored_at.is_some());
    let torn = check(&config, &kept.join("torn")).await;
    assert!(refused(torn).await.contains("not a whole backup"));
}
