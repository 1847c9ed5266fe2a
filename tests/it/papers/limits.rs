//! Limits and rules of input are written down as they are (ASVS 5.0, 2.1.1 to 2.1.3, 15.1.3), and so are the times in which dependencies are
//! mended and the list of what there is (15.1.1, 15.1.2).

use std::{collections::BTreeSet, path::Path, process::Command};

use serde_json::Value;

use super::{missing, paper, quoted, root, walk};

/// How names of figures begin that belong in the list.
const FIGURES: [&str; 8] = ["MOST", "LONGEST", "LARGEST", "SHORTEST", "LEAST", "LIMIT", "BODY_LIMIT", "MAX_"];

/// A constant of a line, as the list writes it: `MOST: usize = 20`.
fn constant(line: &str) -> Option<&str> {
    let (before, after) = line.trim_start().split_once("const ")?;
    let is_public = before.is_empty() || (before.starts_with("pub") && before.ends_with(' '));
    after.strip_suffix(';').filter(|written| is_public && written.contains(": "))
}

/// Figures of the code, as `path` and constant.
fn figures() -> BTreeSet<(String, String)> {
    let mut files = Vec::new();
    for place in ["libs/platform", "libs/saml", "services"] {
        walk(&root().join(place), &mut files);
    }
    let mut found = BTreeSet::new();
    for path in files {
        let name = path.strip_prefix(root()).unwrap().display().to_string();
        if !name.contains("/src/") || ["demo", "tests", "catcher"].iter().any(|word| name.contains(word)) {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap();
        let written = code.lines().filter_map(constant);
        found.extend(written.map(|constant| (name.clone(), constant.to_owned())));
    }
    found
}

#[test]
fn each_limit_is_in_the_list_as_it_is() {
    let told = paper("limits.md");
    let rows = told.lines().filter_map(|line| {
        let cells: Vec<&str> = line.split(" | ").collect();
        let [_, figure, place] = cells.as_slice() else { return None };
        let plain = |text: &str| text.trim_matches(['`', ' ', '|']).to_owned();
        figure.contains(" = ").then(|| (plain(place), plain(figure)))
    });
    let told: BTreeSet<(String, String)> = rows.collect();
    let all = figures();
    let begins = |constant: &str| FIGURES.iter().any(|name| constant.starts_with(name));
    let wanted: BTreeSet<_> = all.iter().filter(|(_, constant)| begins(constant)).cloned().collect();
    assert!(wanted.len() > 70, "{wanted:?}");
    let words =
        |set: BTreeSet<(String, String)>| set.into_iter().map(|(place, one)| format!("{place}: {one}")).collect();
    assert_eq!(missing(&words(wanted), &words(told.clone())), [""; 0], "in no row of security/limits.md");
    assert_eq!(missing(&words(told), &words(all)), [""; 0], "named in security/limits.md and not so in the code");
}

/// Each rule is named by the function that is it.
#[test]
fn each_rule_of_input_has_its_place() {
    let told = paper("limits.md");
    let (mut rules, mut places) = (0, 0);
    for place in quoted(&told).iter().filter(|one| one.contains(".rs")) {
        let (file, function) = place.split_once("::").unwrap_or((place, ""));
        let text = std::fs::read_to_string(root().join(file)).unwrap_or_else(|error| panic!("{file}: {error}"));
        if !function.is_empty() {
            assert!(text.contains(&format!("fn {function}(")) || text.contains(&format!("fn {function}<")), "{place}");
            rules += 1;
        }
        places += 1;
    }
    assert!(rules > 30 && places > 60, "{rules} rules, {places} places");
    // What decides about what is sent with others is written down, for every service that has such rules.
    for service in ["bibblix", "governance", "identity", "tillarbetslivet", "uka"] {
        assert!(told.contains(&format!("`services/{service}/src/domain/")), "no rule of {service}");
    }
}

/// A list of what another program has made is there for each lock file, and says how fast each kind of fault is mended.
#[test]
fn each_list_of_dependencies_is_named_and_has_times() {
    let told = paper("dependencies.md");
    let mut lists = BTreeSet::from(["Cargo.lock".to_owned()]);
    for place in ["infra", "tests"] {
        for entry in std::fs::read_dir(root().join(place)).unwrap() {
            let path = entry.unwrap().path();
            for name in ["package-lock.json", "requirements.txt"] {
                let list = path.join(name);
                lists.extend(list.is_file().then(|| list.strip_prefix(root()).unwrap().display().to_string()));
            }
        }
    }
    assert!(lists.len() > 8, "{lists:?}");
    let is_list = |name: &String| {
        let kind = Path::new(name).extension().and_then(|kind| kind.to_str());
        kind.is_some_and(|kind| ["lock", "json", "txt"].contains(&kind))
    };
    let named = quoted(&told).into_iter().filter(is_list);
    assert_eq!(named.collect::<BTreeSet<_>>(), lists, "the lists of security/dependencies.md");
    for (grade, days) in [("critical", "48 hours"), ("high", "7 days"), ("medium", "30 days"), ("low", "90 days")] {
        let row = told.lines().find(|line| line.starts_with(&format!("| {grade}")));
        assert!(row.is_some_and(|row| row.contains(days)), "within which time is {grade} mended?");
    }
}

#[test]
fn the_bill_of_materials_holds_every_part() {
    let made = Command::new(root().join("infra/sbom.py")).output().unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let bill: Value = serde_json::from_slice(&made.stdout).unwrap();
    assert_eq!((&bill["bomFormat"], &bill["specVersion"]), (&"CycloneDX".into(), &"1.5".into()));
    let parts = bill["components"].as_array().unwrap();
    let names: BTreeSet<&str> = parts.iter().map(|part| part["purl"].as_str().unwrap()).collect();
    assert_eq!(names.len(), parts.len(), "each stands there once");
    let lock = std::fs::read_to_string(root().join("Cargo.lock")).unwrap();
    let mut crates = 0;
    for package in lock.split("[[package]]").filter(|package| package.contains("\nsource = ")) {
        let field = |name: &str| package.split(&format!("\n{name} = \"")).nth(1).unwrap().split('"').next().unwrap();
        let purl = format!("pkg:cargo/{}@{}", field("name"), field("version"));
        let part =
            parts.iter().find(|part| part["purl"] == purl.as_str()).unwrap_or_else(|| panic!("{purl} is missing"));
        assert_eq!(part["hashes"][0]["content"], field("checksum"), "{purl}");
        assert!(field("source").starts_with("registry+https://"), "{purl} comes from {}", field("source"));
        crates += 1;
    }
    assert!(crates > 300, "only {crates}");
    for part in parts.iter().filter(|part| part["type"] == "library") {
        assert!(part["hashes"][0]["content"].as_str().is_some_and(|hash| hash.len() >= 40), "{}", part["purl"]);
    }
    for kind in ["pkg:npm/", "pkg:pypi/", "pkg:docker/postgres@", "pkg:docker/nats@", "pkg:docker/debian@"] {
        assert!(names.iter().any(|name| name.starts_with(kind)), "nothing of {kind}");
    }
}
