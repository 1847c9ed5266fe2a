//! The binary's commands as an operator runs them, on a real running platform.

use std::{
    path::{Path, PathBuf},
    process::Stdio,
    time::Duration,
};

use serde_json::json;
use testbed::eventually;
use tokio::process::{Child, Command};

use crate::split::binary;

/// A platform in a process of its own.
pub struct Served {
    child: Child,
    pub url: String,
    data: PathBuf,
    directory: tempfile::TempDir,
}

fn command(data: &Path) -> Command {
    let mut command = Command::new(binary());
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
    command.env("SAMBRUK_DATA_DIR", data).env("SAMBRUK_HTTP__BIND", "127.0.0.1:0");
    command.env("SAMBRUK_HTTP__OPERATIONS_BIND", "127.0.0.1:0").env("SAMBRUK_DEMONSTRATION__PERCENT", "2");
    if let Some(server) = testbed::nats_server() {
        command.env("SAMBRUK_NATS__SERVER", server);
    }
    command
}

/// Exit code, what was said, what was complained about.
async fn run(data: &Path, arguments: &[&str]) -> (i32, String, String) {
    let output = command(data).args(arguments).output().await.unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code().unwrap_or(-1), text(&output.stdout), text(&output.stderr))
}

impl Served {
    async fn start() -> Self {
        Self::start_with(&[]).await
    }

    pub async fn start_with(settings: &[(&str, &str)]) -> Self {
        let directory = tempfile::tempdir().unwrap();
        let data = directory.path().join("data");
        Self::start_in(directory, data, settings).await
    }

    async fn start_in(directory: tempfile::TempDir, data: PathBuf, settings: &[(&str, &str)]) -> Self {
        let said = directory.path().join("said");
        let child = command(&data)
            .args(["serve", "--demo"])
            .envs(settings.iter().copied())
            .stdout(std::fs::File::create(&said).unwrap())
            .stderr(std::fs::File::create(directory.path().join("log")).unwrap())
            .spawn()
            .unwrap();
        let told = eventually("demonstration data is loaded", 180, || async {
            std::fs::read_to_string(&said).ok().filter(|text| text.contains("Demonstration data is loaded"))
        })
        .await;
        let line = told.lines().find(|line| line.starts_with("Sambruk is served at ")).unwrap();
        let url = line.trim_start_matches("Sambruk is served at ").to_owned();
        Self { child, url, data, directory }
    }

    /// SIGTERM; the exit code.
    pub async fn stop(&mut self) -> i32 {
        let pid = self.child.id().unwrap().to_string();
        testbed::command("kill", &["-TERM", &pid]).await;
        let status = tokio::time::timeout(Duration::from_secs(30), self.child.wait()).await.expect("it stops in time");
        status.unwrap().code().unwrap_or(-1)
    }

    /// What it has logged.
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.directory.path().join("log")).unwrap()
    }

    /// Where its data lies.
    pub fn data(&self) -> &Path {
        &self.data
    }

    pub fn key(&self, whose: &str) -> String {
        let keys = std::fs::read_to_string(self.data.join("demo-keys.txt")).unwrap();
        let line =
            keys.lines().find(|line| line.contains(whose)).unwrap_or_else(|| panic!("no key of {whose}: {keys}"));
        line.split_whitespace().find(|word| word.starts_with("smb_")).unwrap().to_owned()
    }
}

fn usage(id: &str, tenant: &str, quantity: i64) -> String {
    let now = platform::Clock::System.now();
    json!({
        "specversion": "1.0", "id": id, "source": "urn:test:till", "type": "se.sambruk.usage.recorded.v1", "time": now,
        "tenant": tenant,
        "data": { "service": "bibblix", "meter": "bundle-loan", "measure": { "kind": "quantity", "quantity": quantity },
                  "occurred_at": now, "source_ref": format!("till/{id}") },
    })
    .to_string()
}

#[tokio::test(flavor = "multi_thread")]
async fn usage_is_ingested_and_kept_through_backup_and_restore() {
    let mut served = Served::start().await;
    let key_file = served.directory.path().join("key");
    std::fs::write(&key_file, served.key("sandviken-2181")).unwrap();
    let file = served.directory.path().join("usage.jsonl");
    let first = usage("a-1", "sandviken-2181", 3);
    let lines = [
        first.clone(),
        "{ not json".to_owned(),
        usage("a-2", "uppsala-0380", 1),
        first,
        usage("a-3", "sandviken-2181", -1_000_000_000_000),
        String::new(),
    ];
    std::fs::write(&file, lines.join("\n")).unwrap();
    let (file, key_file) = (file.display().to_string(), key_file.display().to_string());
    let arguments = ["ingest", &file, "--url", &served.url, "--key-file", &key_file];
    let (code, said, complained) = run(&served.data, &arguments).await;
    assert_eq!(code, 3, "{said}{complained}");
    assert!(said.contains("1 accepted, 0 waiting, 1 known already, 3 refused"), "{said}{complained}");
    for line in ["line 2: not JSON", "line 3: ", "line 5: "] {
        assert!(complained.contains(line), "{line} is not explained: {complained}");
    }
    let (_, again, _) = run(&served.data, &arguments).await;
    assert!(again.contains("0 accepted, 0 waiting, 2 known already, 3 refused"), "{again}");

    let (code, said, complained) = run(&served.data, &["verify"]).await;
    assert_eq!(code, 0, "while it runs: {said}{complained}");
    let backup = served.directory.path().join("backup").display().to_string();
    let (code, _, complained) = run(&served.data, &["backup", &backup]).await;
    assert_eq!(code, 0, "{complained}");
    let (code, _, complained) = run(&served.data, &["backup", &backup]).await;
    assert_eq!(code, 1, "a backup is never overwritten: {complained}");
    assert_eq!(served.stop().await, 0);

    let restored = served.directory.path().join("restored");
    let (code, _, complained) = run(&restored, &["restore", &backup]).await;
    assert_eq!(code, 0, "{complained}");
    let (code, _, complained) = run(&restored, &["restore", &backup]).await;
    assert_eq!(code, 1, "data are never overwritten: {complained}");
    let mut again = Served::start_in(tempfile::tempdir().unwrap(), restored.clone(), &[]).await;
    assert_eq!(again.stop().await, 0);
    let (code, said, complained) = run(&restored, &["verify"]).await;
    assert_eq!(code, 0, "after restoring: {said}{complained}");
}

#[tokio::test]
async fn what_can_not_be_served_is_refused_in_words() {
    let directory = tempfile::tempdir().unwrap();
    let data = directory.path().join("data");
    let refused = |name: &'static str, value: &'static str, arguments: &'static [&'static str], words: &'static str| {
        let data = data.clone();
        async move {
            let output = command(&data).env(name, value).args(arguments).output().await.unwrap();
            let complained = String::from_utf8_lossy(&output.stderr).into_owned();
            assert_ne!(output.status.code(), Some(0), "{name}={value} was served");
            assert!(complained.contains(words), "{name}={value}: {complained}");
        }
    };
    refused("SAMBRUK_HTTP__BIND", "0.0.0.0:0", &["serve", "--demo"], "only allowed while").await;
    refused("SAMBRUK_HTTP__PUBLIC_URL", "https://sambruk.example", &["serve", "--demo"], "only allowed while").await;
    refused("SAMBRUK_HTTP__BIND", "0.0.0.0:0", &["serve"], "is not encrypted").await;
    refused("SAMBRUK_HTTP__COLOUR", "blue", &["serve", "--demo"], "colour").await;
    refused("SAMBRUK_HTTP__BIND", "127.0.0.1:0", &["serve", "kravmotor", "--demo"], "there is no service").await;
    refused("SAMBRUK_DATABASE__URL", "postgres://u:hemlig@127.0.0.1/x", &["serve", "--demo"], "{service}").await;
    let old = directory.path().join("nats-server");
    std::fs::write(&old, "#!/bin/sh\necho nats-server: v2.9.10\n").unwrap();
    testbed::command("chmod", &["+x", &old.display().to_string()]).await;
    let output = command(&data).env("SAMBRUK_NATS__SERVER", &old).args(["serve", "--demo"]).output().await.unwrap();
    let complained = String::from_utf8_lossy(&output.stderr);
    assert!(complained.contains("2.9.10") && complained.contains("2.15.1"), "an old broker is named: {complained}");
}

/// A provider of one's own, so that the platform may be served without the demonstration.
async fn serve_for_real(data: &Path, seconds: u64) -> (Option<i32>, String) {
    let mut child = command(data)
        .env("SAMBRUK_IDENTITY__PROVIDERS__HABO__ISSUER", "https://idp.habo.example")
        .env("SAMBRUK_IDENTITY__PROVIDERS__HABO__CLIENT_ID", "sambruk")
        .env("SAMBRUK_IDENTITY__PROVIDERS__HABO__CLIENT_SECRET", "none")
        .env("SAMBRUK_IDENTITY__PROVIDERS__HABO__TENANT", "habo-0643")
        .args(["serve"])
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let ended = tokio::time::timeout(Duration::from_secs(seconds), child.wait()).await;
    let code = ended.ok().and_then(|status| status.unwrap().code());
    if code.is_none() {
        testbed::command("kill", &["-TERM", &child.id().unwrap().to_string()]).await;
    }
    let output = child.wait_with_output().await.unwrap();
    (code, String::from_utf8_lossy(&output.stderr).into_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn invented_and_real_data_are_kept_apart() {
    let directory = tempfile::tempdir().unwrap();
    let (invented, real) = (directory.path().join("invented"), directory.path().join("real"));
    let (code, _, complained) = run(&invented, &["demo", "--percent", "0", "--as-of", "2026-05-29"]).await;
    assert_eq!(code, 0, "{complained}");
    let (code, complained) = serve_for_real(&invented, 30).await;
    assert_eq!(code, Some(1), "{complained}");
    assert!(complained.contains("holds demonstration data: serve it with --demo"), "{complained}");

    let (code, complained) = serve_for_real(&real, 6).await;
    assert_eq!(code, None, "an empty installation is served: {complained}");
    // As soon as it has told anything.
    let database = format!("sqlite://{}", real.join("members.sqlite").display());
    let db = platform::store::connect(&database, None, 1).await.unwrap();
    let told = "INSERT INTO outbox (event_id, tenant, subject, kind, envelope, created_at) \
                VALUES (randomblob(16), 'habo-0643', 's', 'k', '{}', '2026-05-29T10:00:00Z')";
    sea_orm::ConnectionTrait::execute_unprepared(&db, told).await.unwrap();
    db.close().await.unwrap();
    let (code, _, complained) = run(&real, &["demo", "--percent", "0"]).await;
    assert_eq!(code, 1, "{complained}");
    assert!(complained.contains("holds real data"), "{complained}");
    let (code, _, complained) = run(&invented, &["demo", "--as-of", "2999-01-01"]).await;
    assert_eq!(code, 1, "{complained}");
    assert!(complained.contains("lies ahead"), "{complained}");
}

#[tokio::test]
async fn the_configuration_is_shown_without_its_secrets() {
    let directory = tempfile::tempdir().unwrap();
    let output = command(directory.path())
        .env("SAMBRUK_DATABASE__URL", "postgres://sambruk_{service}:hemlig1@db/sambruk")
        .env("SAMBRUK_DATABASE__ADMIN_URL", "postgres://admin:hemlig2@db/sambruk")
        .env("SAMBRUK_DATABASE__PASSWORD", "hemlig3")
        .env("SAMBRUK_NATS__PASSWORD", "hemlig4")
        .env("SAMBRUK_DATABASE__PASSWORDS__BILLING", "hemlig6")
        .env("SAMBRUK_MAIL__URL", "smtp://user:hemlig5@mail")
        .arg("check")
        .output()
        .await
        .unwrap();
    let shown = String::from_utf8_lossy(&output.stdout);
    assert!(shown.contains("********") && !shown.contains("hemlig"), "{shown}");
    assert!(shown.contains("public_url"), "{shown}");
}

/// What is read from a file stands in no variable, which every child of the process would see.
#[tokio::test]
async fn settings_are_read_from_the_files_that_variables_name() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("password");
    std::fs::write(&file, "sambruk-of-a-file\n").unwrap();
    let checked = |name: &'static str, path: String| {
        let mut check = command(directory.path());
        async move { check.env(name, path).arg("check").output().await.unwrap() }
    };
    let shown = checked("SAMBRUK_NATS__USER_FILE", file.display().to_string()).await;
    let shown = String::from_utf8_lossy(&shown.stdout).into_owned();
    assert!(shown.contains("user = \"sambruk-of-a-file\""), "{shown}");
    let masked = checked("SAMBRUK_NATS__PASSWORD_FILE", file.display().to_string()).await;
    let masked = String::from_utf8_lossy(&masked.stdout).into_owned();
    assert!(masked.contains("password = \"********\"") && !masked.contains("sambruk-of-a-file"), "{masked}");
    let missing = checked("SAMBRUK_NATS__PASSWORD_FILE", "/nowhere/password".to_owned()).await;
    assert_eq!(missing.status.code(), Some(1));
    let complained = String::from_utf8_lossy(&missing.stderr).into_owned();
    assert!(
        complained.contains("SAMBRUK_NATS__PASSWORD_FILE: the file /nowhere/password can't be read"),
        "{complained}"
    );
}

/// Every kind of damage that verification promises to find is planted, and found in words.
#[tokio::test(flavor = "multi_thread")]
async fn verify_says_what_is_wrong() {
    let mut served = Served::start().await;
    assert_eq!(served.stop().await, 0);
    let (code, said, _) = run(&served.data, &["verify"]).await;
    assert_eq!(code, 0, "{said}");
    for (service, damage, code) in [
        (
            "billing",
            "UPDATE billing_rollup SET quantity = quantity + 1 WHERE rowid = (SELECT min(rowid) FROM billing_rollup)",
            "roll",
        ),
        ("billing", "DELETE FROM billing_usage WHERE rowid = (SELECT max(rowid) FROM billing_usage)", "control"),
        (
            "billing",
            "DROP TRIGGER audit_no_update; UPDATE audit SET actor = 'nobody' WHERE rowid = (SELECT min(rowid) FROM audit)",
            "audit",
        ),
        ("billing", "UPDATE billing_series SET last = last + 1", "series"),
        (
            "bibblix",
            "UPDATE usage_tally SET events = events + 1 WHERE rowid = (SELECT min(rowid) FROM usage_tally)",
            "control",
        ),
    ] {
        let copy = tempfile::tempdir().unwrap();
        let to = copy.path().join("data").display().to_string();
        testbed::command("cp", &["-r", &served.data.display().to_string(), &to]).await;
        let path = format!("sqlite://{to}/{service}.sqlite");
        let db = platform::store::connect(&path, None, 1).await.unwrap();
        sea_orm::ConnectionTrait::execute_unprepared(&db, damage).await.unwrap();
        db.close().await.unwrap();
        let (exit, said, _) = run(Path::new(&to), &["verify"]).await;
        assert_eq!(exit, 3, "{damage}: nothing was found");
        assert!(said.contains(code), "{damage}: {said}");
    }
}
