//! What is written about security is what the code does: places, files and figures are compared.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use serde_json::{Value, json};

mod data;
mod limits;
mod secrets;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

fn paper(name: &str) -> String {
    std::fs::read_to_string(root().join("security").join(name)).unwrap()
}

/// What stands between backticks.
fn quoted(text: &str) -> BTreeSet<String> {
    text.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

fn walk(directory: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(&path, found);
        } else if path.extension().is_some_and(|kind| kind == "rs") {
            found.push(path);
        }
    }
}

/// Whether a line names a library, and not something that only ends like it.
fn is_named(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| !line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_'))
}

/// Source files, as the papers name them, that hold one of these words outside of comments and tests.
fn naming(words: &[&str]) -> BTreeSet<String> {
    let mut files = Vec::new();
    for place in ["libs", "services"] {
        for entry in std::fs::read_dir(root().join(place)).unwrap() {
            let source = entry.unwrap().path().join("src");
            if source.is_dir() && !source.to_string_lossy().contains("testbed") {
                walk(&source, &mut files);
            }
        }
    }
    let names = |path: &PathBuf| {
        let text = std::fs::read_to_string(path).unwrap();
        let code =
            text.split("#[cfg(test)]").next().unwrap().lines().filter(|line| !line.trim_start().starts_with("//"));
        code.into_iter().any(|line| words.iter().any(|word| is_named(line, word)))
    };
    let name = |path: PathBuf| path.strip_prefix(root()).unwrap().display().to_string();
    let is_test =
        |path: &PathBuf| path.ends_with("tests.rs") || path.components().any(|part| part.as_os_str() == "tests");
    files.into_iter().filter(|path| !is_test(path)).filter(names).map(name).collect()
}

/// The files that a paper names, all of which there are.
fn named(paper: &str) -> BTreeSet<String> {
    let files: BTreeSet<String> =
        quoted(paper).into_iter().filter(|one| Path::new(one).extension().is_some_and(|kind| kind == "rs")).collect();
    for file in &files {
        assert!(root().join(file).is_file(), "{file} is named and is not there");
    }
    files
}

fn missing(what: &BTreeSet<String>, from: &BTreeSet<String>) -> Vec<String> {
    what.difference(from).cloned().collect()
}

#[test]
fn each_use_of_cryptography_is_in_the_inventory() {
    let libraries = ["ring::", "sha2::", "hmac::", "saml_rs::", "bergshamra::", "x509_cert::", "rcgen::"];
    let (used, told) = (naming(&libraries), named(&paper("cryptography.md")));
    assert!(used.len() > 30, "{used:?}");
    assert_eq!(missing(&used, &told), [""; 0], "in no row of security/cryptography.md");
    let others = ["services/identity/src/sign_in/relying.rs", "services/identity/src/sign_out/back_channel.rs"];
    let more: Vec<String> = missing(&told, &used).into_iter().filter(|file| !others.contains(&file.as_str())).collect();
    assert_eq!(more, [""; 0], "named in security/cryptography.md without a library of it");
}

#[test]
fn each_connection_is_described() {
    let speaks =
        ["reqwest", "lettre", "async_nats", "TcpStream", "TcpListener", "opentelemetry_otlp", "ConnectOptions"];
    let paper = paper("communication.md");
    let (used, told) = (naming(&speaks), named(paper.split("## Logs").next().unwrap()));
    assert!(used.len() > 10, "{used:?}");
    assert_eq!(missing(&used, &told), [""; 0], "in no row of security/communication.md");
    assert_eq!(missing(&told, &used), [""; 0], "named in security/communication.md and speaks to nobody");
}

#[test]
fn each_open_place_is_described() {
    let told: BTreeSet<String> = quoted(&paper("ways-in.md")).into_iter().filter(|one| one.starts_with('/')).collect();
    let mut open = BTreeSet::new();
    for module in sambruk::registry() {
        open.extend(module.pages.foreign.iter().map(|path| (*path).to_owned()));
        let public = module.pages.routes.iter().filter(|route| route.permission.name == platform::PUBLIC.name);
        open.extend(public.map(|route| route.path.to_owned()));
        let document = root().join(format!("api/openapi/{}.v1.json", module.name));
        let document: Value = serde_json::from_slice(&std::fs::read(document).unwrap()).unwrap();
        for (path, operations) in document["paths"].as_object().unwrap() {
            let open_to_all = operations.as_object().unwrap().values().any(|one| one["security"] == json!([]));
            if open_to_all && path != "/api-info" {
                open.insert(format!("/api/{}/v1{path}", module.name));
            }
        }
    }
    assert_eq!(missing(&open, &told), [""; 0], "in no row of security/ways-in.md");
    assert_eq!(missing(&told, &open), [""; 0], "named in security/ways-in.md and not open");
}

#[test]
fn the_figures_of_guessing_and_sessions_are_the_codes() {
    let told = paper("ways-in.md").split_whitespace().collect::<Vec<_>>().join(" ");
    let limits = sambruk::DEFAULTS.split("[limits]").nth(1).unwrap().split("\n[").next().unwrap();
    let mut figures = 0;
    for line in limits.lines().filter(|line| !line.starts_with('#')) {
        let Some((name, value)) = line.split_once(" = ") else { continue };
        assert!(told.contains(&format!("`limits.{name}` = {value}")), "limits.{name} is {value}");
        figures += 1;
    }
    assert_eq!(figures, 3);
    let session = std::fs::read_to_string(root().join("services/identity/src/domain/session.rs")).unwrap();
    let caller = std::fs::read_to_string(root().join("libs/platform/src/caller.rs")).unwrap();
    for (code, constant, words) in [
        (&session, "IDLE: TimeDelta = TimeDelta::minutes(30)", "30 minutes without use"),
        (&session, "LONGEST: TimeDelta = TimeDelta::hours(10)", "Ten hours in any case"),
        (&session, "MOST: usize = 20", "At most 20 sessions a person"),
        (&caller, "STEP_UP_VALID: TimeDelta = TimeDelta::minutes(15)", "counts for 15 minutes"),
    ] {
        assert!(code.contains(constant), "{constant} has changed: change security/ways-in.md too");
        assert!(told.contains(words), "security/ways-in.md does not say {words}");
    }
}
