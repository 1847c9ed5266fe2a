//! A service's migrated database for tests: on SQLite, and on PostgreSQL where `SAMBRUK_TEST_POSTGRES` names one.

use std::{collections::HashMap, sync::Arc};

use sea_orm::{ConnectionTrait, DatabaseConnection};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use crate::{
    caller::Sessions,
    clock::Clock,
    config::{
        Backup, Config, Database, Demonstration, Http, Identity, LimitsConfig, LogFormat, Mail, NatsConfig, Secrets,
        Telemetry,
    },
    ctx::{Ctx, Inner},
    files::{Files, root},
    limit::Limits,
    mail::Mailer,
    nats::Nats,
    site::Site,
    store::{Store, connect, migrate},
};

/// One service on one database.
pub struct Bed {
    pub config: Config,
    pub store: Store,
    pub files: Files,
    pub clock: Clock,
    admin: Option<DatabaseConnection>,
    /// Lives as long as the bed.
    dir: Option<tempfile::TempDir>,
}

/// A bed on each database there is; the clock stands at noon of 22 November 2026, in UTC.
pub async fn all() -> Vec<Bed> {
    let mut beds = Vec::new();
    for url in std::iter::once(None).chain(postgres().map(Some)) {
        let dir = tempfile::tempdir().unwrap();
        let mut bed = on(&config(dir.path(), url.as_deref()), name("t")).await;
        bed.dir = Some(dir);
        beds.push(bed);
    }
    beds
}

/// The administrator's address of a PostgreSQL for tests.
pub fn postgres() -> Option<String> {
    #[expect(clippy::disallowed_methods, reason = "where the tests find a database is no configuration of the product")]
    std::env::var("SAMBRUK_TEST_POSTGRES").ok().filter(|url| !url.is_empty())
}

/// A service's name that no other test has: schemas and roles are shared.
pub fn name(prefix: &str) -> &'static str {
    let unique = crate::id::random().simple().to_string();
    Box::leak(format!("{prefix}{}", &unique[..12]).into_boxed_str())
}

/// A service of an installation.
pub async fn on(config: &Config, service: &'static str) -> Bed {
    let clock = Clock::fixed("2026-11-22T12:00:00Z".parse().unwrap());
    let admin = if config.is_embedded() {
        None
    } else {
        let admin = connect(&config.database.admin_url, Some(service), 1).await.unwrap();
        migrate::prepare_postgres(&admin, service, config.database_password(service)).await.unwrap();
        migrate::up(&admin, service, Vec::new).await.unwrap();
        Some(admin)
    };
    let store = Store::open(service, &config.database_url(service), clock.clone(), 4).await.unwrap();
    if admin.is_none() {
        migrate::up(store.connection(), service, Vec::new).await.unwrap();
    }
    let files = Files::new(store.clone(), root(&config.data_dir, service));
    Bed { config: config.clone(), store, files, clock, admin, dir: None }
}

impl Bed {
    /// The service's surroundings, without a broker.
    pub async fn ctx(&self) -> Ctx {
        let nats = Nats::detached(&self.config.nats).await.unwrap();
        Ctx::new(Inner {
            secret: std::sync::OnceLock::new(),
            quiet: crate::operations::Quiet::default(),
            service: self.store.service(),
            store: self.store.clone(),
            clock: self.clock.clone(),
            config: Arc::new(self.config.clone()),
            site: Arc::new(Site::new(&[], false).unwrap()),
            files: self.files.clone(),
            mail: Mailer::new(&self.config.mail).unwrap(),
            documents: crate::documents::Documents::new(&self.config.documents),
            sessions: Sessions::new(nats.clone()),
            nats,
            limits: Arc::new(Limits::new(&self.config.limits)),
            tasks: TaskTracker::new(),
            stop: CancellationToken::new(),
        })
    }

    /// Runs a statement as somebody who has the whole database in their hands.
    pub async fn tamper(&self, sql: &str) {
        let db = self.admin.as_ref().unwrap_or_else(|| self.store.connection());
        if self.admin.is_none() {
            let open = "DROP TRIGGER IF EXISTS audit_no_update; DROP TRIGGER IF EXISTS audit_seal_no_update; \
                        DROP TRIGGER IF EXISTS audit_no_delete; DROP TRIGGER IF EXISTS audit_seal_no_delete";
            db.execute_unprepared(open).await.unwrap();
        }
        db.execute_unprepared(sql).await.unwrap();
    }
}

/// A configuration of an installation on SQLite, or on a PostgreSQL.
pub fn config(data_dir: &std::path::Path, postgres: Option<&str>) -> Config {
    let admin_url = postgres.unwrap_or_default().to_owned();
    let server = admin_url.rsplit_once('@').map_or("", |(_, server)| server);
    let url = if postgres.is_some() {
        format!("postgres://sambruk_{{service}}:{{password}}@{server}")
    } else {
        String::new()
    };
    Config {
        data_dir: data_dir.to_owned(),
        http: Http {
            bind: "127.0.0.1:0".into(),
            operations_bind: "127.0.0.1:0".into(),
            public_url: String::new(),
            trust_forwarded_for: false,
            request_timeout_seconds: 30,
        },
        database: Database { url, admin_url, password: "se'cret".into(), passwords: HashMap::new(), connections: 4 },
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
        documents: crate::config::Documents { binary: String::new(), seconds: 1, megabytes: 64, at_once: 1 },
        seller: crate::config::Seller {
            address: String::new(),
            vat_number: String::new(),
            bankgiro: String::new(),
            contact: String::new(),
        },
        telemetry: Telemetry { log: "off".into(), format: LogFormat::Text, otlp: String::new() },
        limits: LimitsConfig { requests_per_second: 1, burst: 1, key_requests_per_second: 1 },
        demonstration: Demonstration { enabled: false, percent: 0, municipalities: 140, seed: 1 },
        secrets: Secrets { file: String::new() },
        audit: crate::config::Audit { copy_to: String::new() },
        network: crate::config::Network { unencrypted: false },
        backup: Backup { directory: String::new(), warn_after_hours: 26 },
        identity: Identity {
            allowed_hosts: String::new(),
            lowest_level: contracts::Assurance::Loa2,
            providers: HashMap::new(),
        },
    }
}
