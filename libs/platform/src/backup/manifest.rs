//! What a backup consists of, and whether it is all there.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    fs::File,
    io::Write,
    path::Path,
};

use anyhow::{Context as _, bail, ensure};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::tree;

const NAME: &str = "manifest.json";
/// The form that this version writes and reads.
const FORMAT: u32 = 1;

/// The kind of database that a backup was made of; they can't be exchanged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// One file per service.
    Sqlite,
    /// One schema per service.
    Postgres,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "PostgreSQL",
        })
    }
}

/// A backup's table of contents, written last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The form of the backup.
    pub format: u32,
    /// The version of Sambruk that made it.
    pub version: String,
    /// When.
    pub created_at: DateTime<Utc>,
    /// Of which kind of database.
    pub database: Kind,
    /// The services with the last migration that each had.
    pub services: BTreeMap<String, String>,
    /// Every file of the backup.
    pub entries: Vec<Entry>,
}

/// One file of a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Below the backup's folder.
    pub path: String,
    /// In bytes.
    pub size: u64,
    /// Of the content, in hex.
    pub sha256: String,
}

impl Manifest {
    /// Reads everything that was written below `folder`.
    pub(super) fn of(
        folder: &Path,
        database: Kind,
        services: BTreeMap<String, String>,
        created_at: DateTime<Utc>,
    ) -> anyhow::Result<Self> {
        let mut entries = Vec::new();
        for path in tree::list(folder)? {
            let (size, sha256) = tree::digest(&folder.join(&path))?;
            entries.push(Entry { path, size, sha256 });
        }
        Ok(Self { format: FORMAT, version: env!("CARGO_PKG_VERSION").into(), created_at, database, services, entries })
    }

    /// Makes the backup whole.
    pub(super) fn write(&self, folder: &Path) -> anyhow::Result<()> {
        let mut file = File::create_new(folder.join(NAME))?;
        file.write_all(serde_json::to_string_pretty(self)?.as_bytes())?;
        file.sync_all()?;
        Ok(File::open(folder)?.sync_all()?)
    }

    /// Reads a manifest alone.
    pub(super) fn read(folder: &Path) -> anyhow::Result<Self> {
        let path = folder.join(NAME);
        let text = std::fs::read_to_string(&path)
            .with_context(|| format!("{} can't be read: this is not a whole backup", path.display()))?;
        let manifest: Self = serde_json::from_str(&text).with_context(|| path.display().to_string())?;
        ensure!(manifest.format == FORMAT, "the backup has form {}, this version reads form {FORMAT}", manifest.format);
        Ok(manifest)
    }

    /// Reads a manifest and checks that exactly what it names is there and unchanged.
    pub(super) fn read_whole(folder: &Path) -> anyhow::Result<Self> {
        let manifest = Self::read(folder)?;
        let there: BTreeSet<String> = tree::list(folder)?.into_iter().filter(|path| path != NAME).collect();
        let mut wrong = Vec::new();
        for entry in &manifest.entries {
            if !there.contains(&entry.path) {
                wrong.push(format!("{} is missing", entry.path));
            } else if tree::digest(&folder.join(&entry.path))? != (entry.size, entry.sha256.clone()) {
                wrong.push(format!("{} has changed", entry.path));
            }
        }
        let named: BTreeSet<&str> = manifest.entries.iter().map(|entry| entry.path.as_str()).collect();
        wrong.extend(
            there.iter().filter(|path| !named.contains(path.as_str())).map(|path| format!("{path} does not belong")),
        );
        if !wrong.is_empty() {
            bail!("the backup is damaged: {}", wrong.join("; "));
        }
        Ok(manifest)
    }
}
