//! This crate's own texts: each key the code names exists in both languages, and none is left over.

use std::collections::BTreeSet;
use std::path::Path;
use std::{fs, io};

use ui::{Lang, Source, Texts};

#[test]
fn every_key_is_used_and_every_used_key_exists() {
    let source = Source { sv: include_str!("../texts/sv.ftl"), en: include_str!("../texts/en.ftl") };
    let texts = Texts::new(&[source]).expect("the texts parse");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut used = BTreeSet::new();
    for directory in ["src", "templates"] {
        collect(&root.join(directory), &mut used).expect("the sources can be read");
    }
    for lang in Lang::ALL {
        let keys: BTreeSet<String> = texts.keys(lang).map(str::to_owned).collect();
        assert_eq!(used, keys, "{}", lang.tag());
        assert!(texts.missing(lang).is_empty());
    }
}

fn collect(path: &Path, used: &mut BTreeSet<String>) -> io::Result<()> {
    if path.is_dir() {
        return fs::read_dir(path)?.try_for_each(|entry| collect(&entry?.path(), used));
    }
    let content = fs::read_to_string(path)?;
    used.extend(content.split('"').filter(|word| word.starts_with("ui-")).map(str::to_owned));
    Ok(())
}
