//! The backups that lie in the configured folder, and what has been done with each.

use std::{
    fs::{self, File},
    io::{self, Write},
    path::Path,
};

use anyhow::Context as _;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Manifest;
use crate::{clock::Clock, config::Config, error::Result};

/// Beside the backups: what was done with them, one line each.
const LOG: &str = "log.jsonl";
/// Backups that are told of.
const MOST: usize = 200;

/// A backup in the configured folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = OperationsBackup)]
pub struct Kept {
    /// Its folder's name.
    pub name: String,
    /// When it was made; none when it is not whole.
    pub created_at: Option<DateTime<Utc>>,
    /// The version of Sambruk that made it.
    pub version: Option<String>,
    /// Of which kind of database.
    pub database: Option<String>,
    /// How many services it holds.
    pub services: usize,
    /// In bytes.
    pub size: u64,
    /// When all of it was last found to be there and unchanged.
    pub checked_at: Option<DateTime<Utc>>,
    /// When it was last restored somewhere.
    pub restored_at: Option<DateTime<Utc>>,
}

/// What was done with a backup.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Act {
    Made,
    Checked,
    Restored,
}

#[derive(Serialize, Deserialize)]
struct Line {
    at: DateTime<Utc>,
    act: Act,
    name: String,
}

/// Lists the configured folder's backups, the newest first; none when no folder is configured.
///
/// # Errors
/// When the folder can't be read.
pub async fn shelf(config: &Config) -> Result<Option<Vec<Kept>>> {
    if config.backup.directory.is_empty() {
        return Ok(None);
    }
    let directory = config.backup.directory.clone();
    super::blocking(move || list(Path::new(&directory))).await.map(Some)
}

fn list(directory: &Path) -> anyhow::Result<Vec<Kept>> {
    let said = read_log(directory)?;
    let entries = fs::read_dir(directory).with_context(|| directory.display().to_string())?;
    let mut found = Vec::new();
    for entry in entries {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            found.push(kept(&entry.path(), entry.file_name().to_string_lossy().into_owned(), &said));
        }
    }
    found.sort_by(|a, b| b.created_at.cmp(&a.created_at).then_with(|| a.name.cmp(&b.name)));
    found.truncate(MOST);
    Ok(found)
}

fn kept(path: &Path, name: String, said: &[Line]) -> Kept {
    let manifest = Manifest::read(path).ok();
    let last = |act: Act| said.iter().filter(|line| line.name == name && line.act == act).map(|line| line.at).max();
    // What was done with another backup in a folder of the same name is not said of this one.
    let since = manifest.as_ref().map(|manifest| manifest.created_at);
    let after = |at: Option<DateTime<Utc>>| at.filter(|at| since.is_some_and(|since| *at >= since));
    Kept {
        created_at: since,
        version: manifest.as_ref().map(|manifest| manifest.version.clone()),
        database: manifest.as_ref().map(|manifest| manifest.database.to_string()),
        services: manifest.as_ref().map_or(0, |manifest| manifest.services.len()),
        size: manifest.as_ref().map_or(0, |manifest| manifest.entries.iter().map(|entry| entry.size).sum()),
        checked_at: after(last(Act::Checked).max(last(Act::Restored))),
        restored_at: after(last(Act::Restored)),
        name,
    }
}

fn read_log(directory: &Path) -> anyhow::Result<Vec<Line>> {
    match fs::read_to_string(directory.join(LOG)) {
        // A line that a power cut has torn is left out.
        Ok(text) => Ok(text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(error).with_context(|| directory.join(LOG).display().to_string()),
    }
}

/// Writes down what was done with a backup, when it lies in the configured folder. A folder that can't be written, as on a machine
/// that only restores, is told and hinders nothing.
pub(super) fn record(config: &Config, backup: &Path, act: Act) {
    let folder = Path::new(&config.backup.directory);
    let same = |one: &Path| Some(fs::canonicalize(one).ok()? == fs::canonicalize(folder).ok()?);
    let Some(name) =
        fs::canonicalize(backup).ok().and_then(|path| Some(path.file_name()?.to_string_lossy().into_owned()))
    else {
        return;
    };
    let inside = fs::canonicalize(backup).ok().and_then(|path| same(path.parent()?)).unwrap_or(false);
    if config.backup.directory.is_empty() || !inside {
        return;
    }
    let line = Line { at: Clock::System.now(), act, name };
    let write = || -> anyhow::Result<()> {
        let text = serde_json::to_string(&line)? + "\n";
        let mut file = File::options().create(true).append(true).open(folder.join(LOG))?;
        file.write_all(text.as_bytes())?;
        Ok(file.sync_all()?)
    };
    if let Err(error) = write() {
        tracing::warn!(error = format!("{error:#}"), "what was done with the backup is not written down beside it");
    }
}
