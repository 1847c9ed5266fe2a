//! Vendored files are those that `VENDOR.md` names, byte for byte.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use sha2::{Digest, Sha256};

#[test]
fn vendored_files_are_unmodified() {
    for package in ["vendor/lucide", "vendor/htmx", "../documents/fonts"] {
        let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join(package);
        let list = fs::read_to_string(directory.join("VENDOR.md")).expect("a list");
        let named: BTreeMap<&str, &str> = list.lines().filter_map(row).collect();
        let mut found = BTreeMap::new();
        for entry in fs::read_dir(&directory).expect("a directory") {
            let entry = entry.expect("an entry");
            let name = entry.file_name().into_string().expect("a plain name");
            if name != "VENDOR.md" {
                found.insert(name, hex::encode(Sha256::digest(fs::read(entry.path()).expect("a file"))));
            }
        }
        let found: BTreeMap<&str, &str> = found.iter().map(|(name, hash)| (name.as_str(), hash.as_str())).collect();
        assert_eq!(found, named, "{package}");
    }
}

/// A row of the table: `` | `name` | `sha256` | ``.
fn row(line: &str) -> Option<(&str, &str)> {
    let mut cells = line.strip_prefix("| `")?.split('`');
    Some((cells.next()?, cells.nth(1)?))
}

/// The policy of our pages forbids it, and nothing that they load wants it (ASVS 5.0, 1.3.2).
#[test]
fn served_scripts_evaluate_nothing() {
    let scripts: Vec<_> = ui::assets().iter().filter(|asset| asset.mime.contains("javascript")).collect();
    assert!(!scripts.is_empty(), "there is something to look at");
    for script in scripts {
        let text = String::from_utf8_lossy(script.bytes);
        for evaluates in ["eval(", "new Function", "Function(\"", "Function('", "setTimeout(\"", "setInterval(\""] {
            assert!(!text.contains(evaluates), "{} has {evaluates}", script.path);
        }
    }
}
