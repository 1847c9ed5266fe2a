//! Settings from the environment, and from files that it names: `SAMBRUK_DATABASE__PASSWORD_FILE` holds what else would stand in
//! `SAMBRUK_DATABASE__PASSWORD`. A file can be kept from other users and other processes, a variable is seen by every child.

use std::{collections::HashMap, io, path::Path};

use crate::error::Result;

/// Those of this process.
///
/// # Errors
/// When a file can't be read; the message names the variable.
pub(super) fn given() -> Result<HashMap<String, String>> {
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the environment")]
    let all = std::env::vars();
    read(all, |path| std::fs::read_to_string(path))
}

/// Variables without a section (`SAMBRUK_TEST_POSTGRES`, `SAMBRUK_KEY`) are not settings. `SAMBRUK_SECRETS__FILE` is one of its own.
fn read(
    all: impl Iterator<Item = (String, String)>,
    file: impl Fn(&Path) -> io::Result<String>,
) -> Result<HashMap<String, String>> {
    let ours = |name: &str| name.starts_with("SAMBRUK_") && (name.contains("__") || name == "SAMBRUK_DATA_DIR");
    let mut given = HashMap::new();
    for (name, value) in all.filter(|(name, value)| ours(name) && !value.is_empty()) {
        let setting = name.strip_suffix("_FILE").filter(|setting| !setting.ends_with('_')).map(str::to_owned);
        let Some(setting) = setting else {
            given.entry(name).or_insert(value);
            continue;
        };
        let text = file(Path::new(&value))
            .map_err(|error| anyhow::anyhow!("{name}: the file {value} can't be read ({error}): correct the path"))?;
        given.insert(setting, text.trim_end_matches(['\r', '\n']).to_owned());
    }
    Ok(given)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(all: &[(&str, &str)]) -> Result<HashMap<String, String>> {
        let all = all.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        read(all, |path| match path.to_str() {
            Some("/run/secrets/database") => Ok("hem\u{e4}lig \n".to_owned()),
            _ => Err(io::Error::from(io::ErrorKind::NotFound)),
        })
    }

    #[test]
    fn a_secret_is_read_from_the_file_that_a_variable_names() {
        let given = of(&[
            ("SAMBRUK_DATABASE__PASSWORD_FILE", "/run/secrets/database"),
            ("SAMBRUK_DATABASE__PASSWORD", "another"),
            ("SAMBRUK_SECRETS__FILE", "/run/secrets/installation"),
            ("SAMBRUK_NATS__PASSWORD_FILE", ""),
            ("SAMBRUK_DATA_DIR", "/data"),
            ("SAMBRUK_KEY_FILE", "/nowhere"),
            ("PATH", "/bin"),
        ])
        .unwrap();
        assert_eq!(
            given["SAMBRUK_DATABASE__PASSWORD"], "hem\u{e4}lig ",
            "the file counts, but for its last line's end"
        );
        assert_eq!(given["SAMBRUK_SECRETS__FILE"], "/run/secrets/installation", "a setting of its own");
        assert_eq!(given.len(), 3, "{given:?}");
        let missing = of(&[("SAMBRUK_NATS__PASSWORD_FILE", "/nowhere")]).unwrap_err();
        assert!(missing.full().contains("SAMBRUK_NATS__PASSWORD_FILE: the file /nowhere"), "{}", missing.full());
    }
}
