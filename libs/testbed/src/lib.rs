//! For tests: the real host on a fresh SQLite directory or PostgreSQL database, with a real private nats-server and a clock of
//! the test's own. Nothing here stands in for a part of the platform.
#![expect(clippy::expect_used, clippy::missing_panics_doc, reason = "a test bed fails its test by panicking")]

mod alone;
mod browser;
mod cluster;
mod database;

use std::{path::PathBuf, process::Stdio, time::Duration};

use platform::{
    Config, Ctx,
    clock::Clock,
    host::{self, Registry, Running},
};

pub use alone::{Alone, alone, alone_with, databases, habo, person_of, sandviken, tenant};
pub use browser::{Answer, Browser, FoundForm};
pub use cluster::Cluster;
pub use database::{Database, Postgres};

/// A running platform.
pub struct Bed {
    /// Its processes' parts.
    pub running: Running,
    /// Its clock.
    pub clock: Clock,
    // In a box, or every test's future would be as large.
    config: Box<Config>,
    registry: Registry,
    /// Dropped with the bed.
    postgres: Option<Postgres>,
    directory: tempfile::TempDir,
}

/// How a bed is made.
pub struct Setup {
    /// Which database.
    pub database: Database,
    /// What the clock says; none means the machine's clock.
    pub clock: Clock,
    /// The defaults (`sambruk::DEFAULTS`).
    pub defaults: &'static str,
}

impl Bed {
    /// Starts all services of the registry in demonstration mode on loopback.
    pub async fn start(registry: Registry, setup: Setup) -> Self {
        let directory = tempfile::tempdir().expect("a temporary directory");
        let mut config = base(setup.defaults, directory.path().join("data"));
        let postgres = match setup.database {
            Database::Sqlite => None,
            Database::Postgres => Some(Postgres::create().await),
        };
        if let Some(postgres) = &postgres {
            postgres.apply(&mut config, registry);
            platform::tools::migrate(&config, registry, &setup.clock).await.expect("the migrations run");
        }
        let running = Box::pin(host::start(config.clone(), registry, &[], setup.clock.clone()))
            .await
            .expect("the platform starts");
        Self { running, clock: setup.clock, config: Box::new(config), registry, postgres, directory }
    }

    /// Stops and starts again on the same data.
    pub async fn restart(self) -> Self {
        self.restart_after(|| ()).await
    }

    /// Stops, does something to what lies on disk, and starts again.
    pub async fn restart_after(self, between: impl FnOnce()) -> Self {
        let Self { running, clock, config, registry, postgres, directory } = self;
        running.stop().await;
        between();
        let running = Box::pin(host::start((*config).clone(), registry, &[], clock.clone()))
            .await
            .expect("the platform starts again");
        Self { running, clock, config, registry, postgres, directory }
    }

    /// Stops, then checks that nothing was left behind: outboxes drained, nothing parked, all data verified.
    pub async fn stop_verified(self) {
        self.running.settle().await.expect("everything settles");
        let mut findings = self.verify().await;
        // What was audited a moment ago is sealed within a second, or some on a machine with much to do, and the clock may just have been
        // moved to nightly work, half of which is seen. Damage stays however long one waits.
        for _ in 0..150 {
            if findings.is_empty() {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(200)).await;
            self.running.settle().await.expect("everything settles");
            findings = self.verify().await;
        }
        assert!(findings.is_empty(), "left behind: {findings:#?}");
        self.running.stop().await;
    }

    /// What `sambruk verify` would say now.
    pub async fn verify(&self) -> Vec<platform::verify::Finding> {
        let ctxs: Vec<Ctx> = self.running.services.values().cloned().collect();
        platform::tools::verify(&ctxs, self.registry).await.expect("verification runs")
    }

    /// The effective configuration.
    #[must_use]
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// Where its data lies.
    #[must_use]
    pub fn data_dir(&self) -> PathBuf {
        self.directory.path().join("data")
    }

    /// The API key that an organisation's integrator got with the demonstration's data.
    #[must_use]
    pub fn key_of(&self, tenant: &str) -> String {
        let keys = std::fs::read_to_string(self.data_dir().join("demo-keys.txt")).expect("the demonstration's keys");
        let line = keys.lines().find(|line| line.contains(tenant)).expect("a key of the organisation's");
        line.split_whitespace().find(|word| word.starts_with("smb_")).expect("a key").to_owned()
    }

    /// A service's surroundings.
    #[must_use]
    pub fn service(&self, name: &str) -> &Ctx {
        self.running.services.get(name).expect("the service runs here")
    }

    /// An address of the portal or API.
    #[must_use]
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.running.address)
    }

    /// A browser that nobody has signed in with.
    #[must_use]
    pub fn browser(&self) -> Browser {
        Browser::new(self.url(""))
    }

    /// Loads demonstration data and waits until it has settled.
    pub async fn demonstrate(&self, percent: u32) {
        self.demonstrate_seeded(percent, 1).await;
    }

    /// As [`Self::demonstrate`], from another seed.
    pub async fn demonstrate_seeded(&self, percent: u32, seed: u64) {
        self.running
            .demonstrate(self.registry, platform::Demo::usual(percent, seed))
            .await
            .expect("demonstration data");
        self.running.settle().await.expect("everything settles");
    }
}

/// A configuration on loopback, free ports and a directory of its own.
#[must_use]
pub fn base(defaults: &str, data_dir: PathBuf) -> Config {
    let mut config = Config::load(defaults, None).expect("the defaults load");
    config.data_dir = data_dir;
    "127.0.0.1:0".clone_into(&mut config.http.bind);
    "127.0.0.1:0".clone_into(&mut config.http.operations_bind);
    config.demonstration.enabled = true;
    config.limits.requests_per_second = 100_000;
    config.limits.burst = 100_000;
    config.limits.key_requests_per_second = 100_000;
    if let Some(server) = nats_server() {
        config.nats.server = server;
    }
    config
}

/// The nats-server that setup fetched.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "tests are told by the Makefile where it is")]
pub fn nats_server() -> Option<String> {
    std::env::var("SAMBRUK_TEST_NATS_SERVER").ok()
}

/// Runs a command to its end and gives its output; fails the test when it can't be started.
pub async fn command(program: &str, arguments: &[&str]) -> std::process::Output {
    let mut command = tokio::process::Command::new(program);
    command.args(arguments).stdin(Stdio::null()).kill_on_drop(true);
    tokio::time::timeout(Duration::from_mins(2), command.output()).await.expect("it ends in time").expect("it starts")
}

/// Tries until `done` gives something, at most `seconds`.
pub async fn eventually<T, F, Fut>(what: &str, seconds: u64, done: F) -> T
where
    F: Fn() -> Fut,
    Fut: Future<Output = Option<T>>,
{
    let begun = tokio::time::Instant::now();
    loop {
        if let Some(value) = done().await {
            return value;
        }
        assert!(begun.elapsed() < Duration::from_secs(seconds), "not within {seconds} s: {what}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}
