//! The shape of the tree: who may depend on whom, how large files are, what only one crate may name. Reads the checkout only.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

fn services() -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(root().join("services"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| root().join("services").join(name).join("Cargo.toml").exists())
        .collect();
    names.sort();
    names
}

fn rust_files(under: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(under) else { return };
    for entry in entries {
        let path = entry.unwrap().path();
        if path.is_dir() {
            if !path.ends_with("target") && !path.ends_with("node_modules") {
                rust_files(&path, found);
            }
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

fn all_rust_files() -> BTreeMap<String, String> {
    let mut found = Vec::new();
    for part in ["libs", "services", "tests"] {
        rust_files(&root().join(part), &mut found);
    }
    found
        .into_iter()
        .map(|path| {
            let name = path.strip_prefix(root()).unwrap().to_string_lossy().into_owned();
            (name, std::fs::read_to_string(&path).unwrap())
        })
        .collect()
}

fn manifest(path: &str) -> String {
    std::fs::read_to_string(root().join(path).join("Cargo.toml")).unwrap()
}

#[test]
fn a_service_never_depends_on_another() {
    let services = services();
    for service in services.iter().filter(|name| *name != "sambruk") {
        let manifest = manifest(&format!("services/{service}"));
        for other in services.iter().filter(|name| *name != service) {
            let names = manifest
                .lines()
                .any(|line| line.starts_with(&format!("{other}.")) || line.starts_with(&format!("{other} ")));
            assert!(!names, "{service} depends on {other}");
        }
    }
}

#[test]
fn contracts_do_no_io() {
    let manifest = manifest("libs/contracts");
    for heavy in ["tokio", "sea-orm", "axum", "async-nats", "reqwest", "platform", "ui."] {
        assert!(!manifest.lines().any(|line| line.starts_with(heavy)), "contracts depends on {heavy}");
    }
}

#[test]
fn the_test_bed_is_for_tests_only() {
    for service in services() {
        let manifest = manifest(&format!("services/{service}"));
        let (real, _) = manifest.split_once("[dev-dependencies]").unwrap_or((&manifest, ""));
        assert!(!real.contains("testbed"), "{service} depends on testbed");
    }
}

#[test]
fn every_crate_takes_the_workspaces_lints_and_versions() {
    let crates = services().into_iter().map(|name| format!("services/{name}"));
    let libraries = ["contracts", "documents", "platform", "saml", "testbed", "ui"].map(|name| format!("libs/{name}"));
    for path in crates.chain(libraries).chain(["tests".to_owned()]) {
        let manifest = manifest(&path);
        assert!(manifest.contains("[lints]\nworkspace = true"), "{path} has lints of its own");
        let own = manifest.lines().find(|line| line.contains("version = \"") && !line.starts_with("version"));
        assert_eq!(own, None, "{path} names a version: put it in the workspace");
    }
}

/// Memory is the compiler's business, and a sum that does not fit ends its request in the place of becoming another sum.
#[test]
fn no_crate_leaves_the_compilers_care() {
    let workspace = std::fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let part = |title: &str| workspace.split(&format!("\n[{title}]\n")).nth(1).unwrap().split("\n[").next().unwrap();
    assert!(part("workspace.lints.rust").contains("unsafe_code = \"forbid\""));
    assert!(part("profile.release").contains("overflow-checks = true"));
    assert!(!part("profile.dev").contains("overflow-checks = false"), "they are on from the start");
}

#[test]
fn only_the_platform_names_the_broker_and_only_identity_the_sign_in() {
    for (name, text) in all_rust_files() {
        if !name.starts_with("services/") {
            continue;
        }
        assert!(!text.contains("async_nats"), "{name} names async_nats: events go through Tx and Module");
        assert!(!text.contains("opentelemetry"), "{name} names opentelemetry");
        let identity = name.starts_with("services/identity/");
        assert!(identity || !text.contains("openidconnect"), "{name} names openidconnect");
        assert!(!text.contains("saml_rs"), "{name} names saml_rs: libs/saml hides it");
    }
}

#[test]
fn only_the_program_that_makes_documents_is_built_of_typst() {
    let crates = services().into_iter().map(|name| format!("services/{name}"));
    let libraries = ["contracts", "platform", "saml", "testbed", "ui"].map(|name| format!("libs/{name}"));
    for path in crates.chain(libraries).chain(["tests".to_owned()]) {
        let manifest = manifest(&path);
        let heavy = manifest.lines().find(|line| line.starts_with("typst") || line.starts_with("documents"));
        assert_eq!(heavy, None, "{path} would build typst");
    }
}

#[test]
fn domain_rules_are_pure() {
    for (name, text) in all_rust_files() {
        let domain = name.ends_with("/domain.rs") || name.contains("/domain/");
        if !name.starts_with("services/") || !domain {
            continue;
        }
        for impure in [
            "use crate::entities",
            "use crate::http",
            "use crate::pages",
            "use crate::handlers",
            "axum::",
            "tokio::",
            "async fn",
        ] {
            assert!(!text.contains(impure), "{name} is not pure: {impure}");
        }
    }
}

#[test]
fn files_stay_small() {
    let files = all_rust_files();
    let mut sizes: Vec<(usize, &String)> = files.iter().map(|(name, text)| (text.lines().count(), name)).collect();
    sizes.sort();
    // The host wires everything in one readable place; the module's builder is its whole vocabulary.
    let excused = ["libs/platform/src/module.rs"];
    let large: Vec<_> =
        sizes.iter().filter(|(lines, name)| *lines > 400 && !excused.contains(&name.as_str())).collect();
    assert!(large.is_empty(), "over 400 lines: {large:?}");
    let median = sizes[sizes.len() / 2].0;
    assert!(median < 150, "the median file has {median} lines");
}

#[test]
fn a_service_shows_nothing_but_its_module() {
    for service in services().iter().filter(|name| *name != "sambruk") {
        let text = std::fs::read_to_string(root().join("services").join(service).join("src/lib.rs")).unwrap();
        let public: Vec<_> = text.lines().filter(|line| line.starts_with("pub ")).collect();
        assert_eq!(public, ["pub fn module() -> Module {"], "{service}");
    }
}

#[test]
fn the_brokers_users_are_those_of_the_registry() {
    let users = std::fs::read_to_string(root().join("infra/nats/users.conf")).unwrap();
    for module in sambruk::registry() {
        assert!(
            users.contains(&format!("\"sambruk.*.{}.>\"", module.name)),
            "{} has no user: run make api",
            module.name
        );
    }
}

#[test]
fn scheduled_work_has_a_name_in_both_languages() {
    let modules = sambruk::registry();
    let site = platform::site::Site::new(&modules, false).unwrap();
    for (service, schedule) in modules.iter().flat_map(|one| one.schedules.iter().map(|each| (one.name, each.name))) {
        let key = format!("schedule-{service}-{schedule}");
        assert!(ui::Lang::ALL.into_iter().all(|lang| site.texts.has(lang, &key)), "{key} is missing");
    }
}

#[test]
fn work_that_waits_has_words_and_a_page() {
    let modules = sambruk::registry();
    let mut declared = 0;
    for module in &modules {
        let texts = ui::Texts::new(&[module.texts]).unwrap();
        for waiting in &module.waiting {
            declared += 1;
            for lang in ui::Lang::ALL {
                for key in [waiting.key.to_owned(), format!("{}-note", waiting.key)] {
                    assert!(texts.has(lang, &key), "{key} in {}", lang.tag());
                }
            }
            let path = waiting.href.split('?').next().unwrap();
            let page = module.pages.routes.iter().find(|page| page.method == "GET" && page.path == path);
            let page = page.unwrap_or_else(|| panic!("{} leads nowhere", waiting.href));
            assert!(page.permission.roles.contains(&waiting.role), "{} is closed to whom it waits for", waiting.href);
        }
    }
    assert!(declared >= 2, "{declared}");
}

#[test]
fn documents_speak_of_the_project_alone() {
    for name in ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"] {
        let text = std::fs::read_to_string(root().join(name)).unwrap();
        for foreign in ["/root/", "/home/", "/tmp/"] {
            assert!(!text.contains(foreign), "{name} names {foreign}");
        }
    }
}
