//! What operators deploy: each process is given its own secrets and nobody else's, and nothing starts without them (ASVS 5.0, 13.2.3,
//! 13.3.2). Read from the files, which `make check` compares with the registry.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
    process::Command,
};

fn infra() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join("infra")
}

fn compose() -> String {
    std::fs::read_to_string(infra().join("compose.yaml")).unwrap()
}

/// The variables that a text takes from compose's environment, as they are written.
fn taken(text: &str) -> Vec<&str> {
    text.split("${").skip(1).filter_map(|rest| rest.split('}').next()).collect()
}

fn secrets(text: &str) -> BTreeSet<String> {
    let name = |written: &str| written.split(':').next().unwrap_or_default().to_owned();
    taken(text).into_iter().map(name).filter(|name| name.contains("PASSWORD")).collect()
}

/// Each process's part of compose.yaml, by its name; what all share under the name of its anchor.
fn parts(compose: &str) -> BTreeMap<String, String> {
    let mut parts = BTreeMap::new();
    let (mut name, mut services) = (String::new(), false);
    for line in compose.lines().filter(|line| !line.trim_start().starts_with('#')) {
        let indent = line.len() - line.trim_start().len();
        let begins = line.trim_end().ends_with(':') || line.contains(": &");
        if indent == 0 && begins {
            services = line == "services:";
            line.split(':').next().unwrap_or_default().clone_into(&mut name);
        } else if indent == 2 && services && begins {
            line.trim().trim_end_matches(':').clone_into(&mut name);
        }
        let part: &mut String = parts.entry(name.clone()).or_default();
        part.push_str(line);
        part.push('\n');
    }
    parts
}

#[test]
fn nothing_starts_without_each_of_its_secrets() {
    let compose = compose();
    let all: Vec<&str> = taken(&compose).into_iter().filter(|written| written.contains("PASSWORD")).collect();
    assert!(all.len() > 30, "{all:?}");
    for written in &all {
        assert!(written.ends_with(":?run infra/secrets.sh"), "${{{written}}} may be empty");
    }
    let made = Command::new(infra().join("secrets.sh")).output().unwrap();
    let made = String::from_utf8(made.stdout).unwrap();
    let made: BTreeMap<&str, &str> = made.lines().filter_map(|line| line.split_once('=')).collect();
    let names: BTreeSet<String> = made.keys().map(|name| (*name).to_owned()).collect();
    assert_eq!(names, secrets(&compose), "infra/secrets.sh makes what infra/compose.yaml takes");
    let values: BTreeSet<&str> = made.values().copied().collect();
    assert_eq!(values.len(), made.len(), "no two are the same");
    assert!(values.iter().all(|value| value.len() == 49), "192 random bits each: {values:?}");
}

#[test]
fn each_process_is_given_its_own_secrets() {
    let parts = parts(&compose());
    for shared in ["x-process", "x-environment"] {
        assert_eq!(secrets(&parts[shared]), BTreeSet::new(), "{shared} is every process's");
        assert!(!parts[shared].contains("env_file"), "{shared} is every process's");
    }
    let services: Vec<&str> = sambruk::registry().iter().map(|module| module.name).collect();
    let own = |kind: &str, service: &str| format!("{kind}_PASSWORD_{}", service.to_uppercase());
    for service in &services {
        let wanted = [own("DATABASE", service), own("NATS", service)].into();
        assert_eq!(secrets(&parts[*service]), wanted, "{service}");
        assert_eq!(parts[*service].contains("providers.env"), *service == "identity", "{service}");
    }
    let mut migrate: BTreeSet<String> = services.iter().map(|service| own("DATABASE", service)).collect();
    migrate.insert("POSTGRES_PASSWORD".to_owned());
    assert_eq!(secrets(&parts["migrate"]), migrate);
    assert_eq!(secrets(&parts["postgres"]), ["POSTGRES_PASSWORD".to_owned()].into());
    assert_eq!(secrets(&parts["router"]), BTreeSet::new());
    let files: usize = parts.values().map(|part| part.matches("env_file").count()).sum();
    assert_eq!(files, 1, "a file of secrets is given to identity alone");
}
