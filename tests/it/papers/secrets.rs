//! Who holds which secret is written down (ASVS 5.0, 13.3.1), and the logs that there are (16.1.1, 16.2.3).

use std::{collections::BTreeSet, path::Path};

use platform::Config;
use serde_json::{Value, json};

use super::{missing, named, naming, paper, quoted, root};

const WORD: &str = "hemlig";

/// Paths of a configuration's texts.
fn texts(value: &Value, at: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            fields.iter().for_each(|(name, value)| texts(value, &format!("{at}/{name}"), found));
        }
        Value::String(_) => found.push(at.to_owned()),
        _ => {}
    }
}

/// The settings that `sambruk check` masks, wholly or the password in them.
fn masked() -> BTreeSet<String> {
    let config = Config::load(sambruk::DEFAULTS, None).unwrap();
    let mut all = serde_json::to_value(&config).unwrap();
    let provider = json!({ "issuer": "", "client_id": "", "client_secret": "", "tenant": "" });
    all["identity"]["providers"] = json!({ "*": provider });
    all["database"]["passwords"] = json!({ "*": "" });
    let (mut paths, mut found) = (Vec::new(), BTreeSet::new());
    texts(&all, "", &mut paths);
    assert!(paths.len() > 20, "{paths:?}");
    for path in paths {
        let mut changed = all.clone();
        *changed.pointer_mut(&path).unwrap() = format!("scheme://user:{WORD}@host").into();
        // What takes one of several words only is no secret.
        let Ok(config) = serde_json::from_value::<Config>(changed) else { continue };
        if !config.masked().contains(WORD) {
            found.insert(path.trim_start_matches('/').replace('/', "."));
        }
    }
    found
}

#[test]
fn each_secret_is_described() {
    let told = quoted(&paper("secrets.md"));
    let named = told.iter().map(|name| name.replace("database.passwords", "database.passwords.*"));
    let settings: BTreeSet<String> = masked();
    assert!(settings.len() > 6, "{settings:?}");
    let named: BTreeSet<String> = named.collect();
    assert_eq!(missing(&settings, &named), [""; 0], "masked, and in no row of security/secrets.md");
    let paper = |name: &str| Path::new(name).extension().is_some_and(|kind| kind == "md");
    let secret = |name: &&String| name.contains('.') && !name.contains('/') && !paper(name);
    let told: BTreeSet<String> = named.iter().filter(secret).cloned().collect();
    let file = BTreeSet::from(["secrets.file".to_owned()]);
    assert_eq!(
        missing(&told, &settings.union(&file).cloned().collect()),
        [""; 0],
        "in security/secrets.md and not masked"
    );
    for variable in ["NATS_ROUTE_PASSWORD", "POSTGRES_PASSWORD"] {
        assert!(named.contains(variable), "{variable}");
    }
}

/// What writes lines, figures or traces, and what keeps logs, is in the list of logs, and nothing else is.
#[test]
fn each_log_is_described() {
    let paper = paper("communication.md");
    let logs = paper.split("## Logs").nth(1).unwrap();
    let writes = ["tracing_subscriber", "stderr()", "eprintln!", "prometheus::", "opentelemetry_otlp", "anchors/<"];
    let kept = ["libs/platform/src/store/migrate/tables.rs", "libs/platform/src/audit/anchors.rs"];
    let used: BTreeSet<String> = naming(&writes).into_iter().chain(kept.map(str::to_owned)).collect();
    assert!(used.len() > 6, "{used:?}");
    let told = named(logs);
    assert_eq!(
        missing(&used, &told),
        [""; 0],
        "writes a log and stands in no row of the logs in security/communication.md"
    );
    assert_eq!(missing(&told, &used), [""; 0], "stands among the logs of security/communication.md and writes none");
    // The one table that only grows is named, and no service has another.
    let tables = std::fs::read_to_string(root().join(kept[0])).unwrap();
    assert!(tables.contains("\"audit\"") && logs.contains("`audit`"));
    let mut services = Vec::new();
    super::walk(&root().join("services"), &mut services);
    let own = services.iter().filter(|path| path.to_string_lossy().contains("/migrations"));
    let tables = own.map(|path| std::fs::read_to_string(path).unwrap()).collect::<String>();
    assert!(
        !tables.contains("tenant_table(\"audit"),
        "a log of a service's own is in no row of security/communication.md"
    );
}

/// What the policy says of keys' lives and strengths is what the code does.
#[test]
fn the_policy_of_keys_is_the_codes() {
    let told = paper("keys.md");
    let parts: Vec<&str> = told.split('`').skip(1).step_by(2).collect();
    let figures: Vec<&[&str]> = parts.windows(2).filter(|pair| pair[0].contains(" = ")).collect();
    assert!(figures.len() > 4, "{figures:?}");
    for pair in figures {
        let [figure, file] = pair else { unreachable!() };
        let text = std::fs::read_to_string(root().join(file)).unwrap_or_else(|error| panic!("{file}: {error}"));
        assert!(text.contains(&format!("const {figure};")), "{file} does not say {figure}");
    }
    let keys = std::fs::read_to_string(root().join("libs/saml/src/keys.rs")).unwrap();
    assert!(keys.contains("3072") && told.contains("RSA 3072"), "our keys towards SAML providers");
}

/// No crate that does cryptography comes in unseen.
#[test]
fn each_crate_of_cryptography_is_named() {
    let asked = ["metadata", "--format-version", "1", "--locked", "--offline"];
    let made = std::process::Command::new(env!("CARGO")).args(asked).current_dir(root()).output().unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let metadata: Value = serde_json::from_slice(&made.stdout).unwrap();
    let holds = |package: &Value, field: &str, words: &[&str]| {
        let told = package[field].as_array().into_iter().flatten().filter_map(Value::as_str);
        told.into_iter()
            .any(|one| words.iter().any(|word| one.eq_ignore_ascii_case(word) || one.starts_with(&format!("{word}::"))))
    };
    let does = |package: &&Value| {
        holds(package, "categories", &["cryptography"])
            || holds(package, "keywords", &["crypto", "cryptography", "tls"])
    };
    let packages = metadata["packages"].as_array().unwrap().iter();
    let packages = packages.filter(|package| !package["source"].is_null()).filter(does);
    let found: BTreeSet<String> = packages.map(|package| package["name"].as_str().unwrap().to_owned()).collect();
    let told = quoted(paper("keys.md").split("## Libraries").nth(1).unwrap());
    let told: BTreeSet<String> = told.into_iter().filter(|name| !name.contains(['/', ' '])).collect();
    assert!(found.len() > 40, "{found:?}");
    assert_eq!(missing(&found, &told), [""; 0], "does cryptography and stands in no row of security/keys.md");
    let lock = std::fs::read_to_string(root().join("Cargo.lock")).unwrap();
    let gone: Vec<_> = told.iter().filter(|name| !lock.contains(&format!("name = \"{name}\""))).collect();
    assert_eq!(gone, [&""; 0], "in security/keys.md and not built");
}
