//! Backup and restore of an embedded installation, while it is written to.

use contracts::Tenant;

use super::*;
use crate::{
    config::{Database, Demonstration, Http, Identity, LimitsConfig, LogFormat, Mail, NatsConfig, Telemetry},
    files::Files,
    store::{Actor, Store, migrate},
    verify::Finding,
};

const SERVICES: [&str; 2] = ["bibblix", "billing"];

fn config(data_dir: &Path) -> Config {
    Config {
        data_dir: data_dir.to_owned(),
        http: Http {
            bind: "127.0.0.1:0".into(),
            operations_bind: "127.0.0.1:0".into(),
            public_url: String::new(),
            trust_forwarded_for: false,
            request_timeout_seconds: 30,
        },
        database: Database { url: String::new(), admin_url: String::new(), password: String::new(), connections: 4 },
        nats: NatsConfig {
            url: String::new(),
            user: String::new(),
            password: String::new(),
            server: String::new(),
            replicas: 1,
            keep_days: 1,
            ask_timeout_seconds: 1,
        },
        mail: Mail { url: String::new(), from: String::new() },
        telemetry: Telemetry { log: "off".into(), format: LogFormat::Text, otlp: String::new() },
        limits: LimitsConfig { requests_per_second: 1, burst: 1, key_requests_per_second: 1 },
        demonstration: Demonstration { enabled: false, percent: 0 },
        identity: Identity { providers: std::collections::HashMap::new() },
    }
}

async fn open(config: &Config, service: &'static str) -> (Store, Files) {
    let store = Store::open(service, &config.database_url(service), Clock::System, 4).await.unwrap();
    migrate::up(store.connection(), service, Vec::new).await.unwrap();
    (store.clone(), Files::new(store, files::root(&config.data_dir, service)))
}

async fn put(store: &Store, files: &Files, bytes: &[u8]) -> uuid::Uuid {
    let tx = store.begin_for(&Tenant::association(), Actor::System("test")).await.unwrap();
    let id = files.put(&tx, "a.txt", "text/plain", bytes, None).await.unwrap();
    tx.audit("test.file.put", "a.txt", &id).await.unwrap();
    tx.commit().await.unwrap();
    id
}

async fn findings(config: &Config, service: &'static str) -> Vec<Finding> {
    let (store, files) = open(config, service).await;
    let mut findings = files.check().await.unwrap();
    findings.extend(crate::audit::check(&store, &config.data_dir).await.unwrap());
    findings
}

fn message(error: crate::Error) -> String {
    error.full()
}

#[tokio::test]
async fn what_is_written_meanwhile_is_in_all_of_it_or_in_none() {
    let (old, new) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (config, to) = (config(old.path()), new.path().join("backup"));
    let (billing, _) = open(&config, "billing").await;
    let (store, files) = open(&config, "bibblix").await;
    let kept = put(&store, &files, b"before").await;
    let (writer, writes) = (store.clone(), files.clone());
    let writing = async {
        for number in 0..40_u32 {
            put(&writer, &writes, &number.to_be_bytes()).await;
        }
    };
    let (made, ()) = tokio::join!(backup(&config, &SERVICES, &to), writing);
    let made = made.unwrap();
    assert_eq!(made.services["bibblix"], "m0000_platform");
    assert!(message(backup(&config, &SERVICES, &to).await.unwrap_err()).contains("not empty"));

    let target = tempfile::tempdir().unwrap();
    let restored = super::tests::config(target.path());
    assert_eq!(restore(&restored, &SERVICES, &to).await.unwrap(), made);
    assert!(findings(&restored, "bibblix").await.is_empty());
    let (_, again) = open(&restored, "bibblix").await;
    assert_eq!(again.get(&Tenant::association(), kept).await.unwrap().1, b"before");
    let refused = message(restore(&restored, &SERVICES, &to).await.unwrap_err());
    assert!(refused.contains("not empty"), "{refused}");
    drop(billing);
}

#[tokio::test]
async fn a_damaged_backup_and_a_full_target_are_refused_by_name() {
    let (old, new) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (source, to) = (config(old.path()), new.path().join("backup"));
    for service in SERVICES {
        let (store, files) = open(&source, service).await;
        put(&store, &files, service.as_bytes()).await;
    }
    backup(&source, &SERVICES, &to).await.unwrap();

    let refused = message(restore(&source, &SERVICES, &to).await.unwrap_err());
    assert!(refused.contains("files is not empty"), "{refused}");
    fs::remove_dir_all(old.path().join("files")).unwrap();
    let refused = message(restore(&source, &SERVICES, &to).await.unwrap_err());
    assert!(refused.contains("has rows in"), "{refused}");

    let target = tempfile::tempdir().unwrap();
    let empty = config(target.path());
    let refused = message(restore(&empty, &SERVICES[..1], &to).await.unwrap_err());
    assert!(refused.contains("billing"), "{refused}");
    let dump = to.join("databases/billing.sqlite");
    let mut bytes = fs::read(&dump).unwrap();
    bytes[5000] ^= 1;
    fs::write(&dump, bytes).unwrap();
    fs::write(to.join("files/stray"), "x").unwrap();
    let refused = message(restore(&empty, &SERVICES, &to).await.unwrap_err());
    assert!(refused.contains("databases/billing.sqlite has changed; files/stray does not belong"), "{refused}");
    fs::remove_file(to.join("manifest.json")).unwrap();
    assert!(message(restore(&empty, &SERVICES, &to).await.unwrap_err()).contains("not a whole backup"));
    assert!(!target.path().join("bibblix.sqlite").exists(), "nothing was touched");
}
