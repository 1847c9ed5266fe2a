//! The ends of the chains, written down outside of the database: `anchors/<service>.jsonl` in the data directory, only ever
//! appended to, and copied to where who can change the database can't (`copied`).

use std::{
    collections::{BTreeMap, HashMap},
    fs::{self, File},
    io::{self, Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{
    error::Result,
    store::{Actor, Store},
};

#[derive(Serialize, Deserialize)]
struct Anchor {
    tenant: String,
    seq: i64,
    hash: String,
    at: DateTime<Utc>,
}

/// The known hash of a tenant's seals, by number, and when it was written down.
pub type Known = HashMap<String, BTreeMap<i64, (String, DateTime<Utc>)>>;

pub(super) fn file_of(data_dir: &Path, service: &str) -> PathBuf {
    data_dir.join("anchors").join(format!("{service}.jsonl"))
}

/// All that was written down; lines that a power cut has torn are left out.
pub fn read(data_dir: &Path, service: &str) -> Result<Known> {
    let path = file_of(data_dir, service);
    let text = match fs::read(&path) {
        Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(anyhow::anyhow!("{}: {error}", path.display()).into()),
    };
    let mut known = Known::new();
    for anchor in text.lines().filter_map(|line| serde_json::from_str::<Anchor>(line).ok()) {
        known.entry(anchor.tenant).or_default().insert(anchor.seq, (anchor.hash, anchor.at));
    }
    Ok(known)
}

/// When the first of these lines was written down.
pub(super) fn first_at(lines: &[u8]) -> Option<DateTime<Utc>> {
    let text = String::from_utf8_lossy(lines);
    text.lines().find_map(|line| serde_json::from_str::<Anchor>(line).ok()).map(|anchor| anchor.at)
}

/// When something was last written down; reads only the end of the file.
pub fn latest(data_dir: &Path, service: &str) -> Result<Option<DateTime<Utc>>> {
    let path = file_of(data_dir, service);
    let end = || -> io::Result<Vec<u8>> {
        let mut file = File::open(&path)?;
        let length = file.metadata()?.len();
        file.seek(SeekFrom::Start(length.saturating_sub(4096)))?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    let bytes = match end() {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(anyhow::anyhow!("{}: {error}", path.display()).into()),
    };
    let text = String::from_utf8_lossy(&bytes).into_owned();
    Ok(text.lines().rev().find_map(|line| serde_json::from_str::<Anchor>(line).ok()).map(|anchor| anchor.at))
}

/// Writes down where each chain ends now, if that is not written yet.
pub async fn write(store: &Store, data_dir: &Path) -> Result<()> {
    let known = read(data_dir, store.service())?;
    let across = store.across_read(Actor::System("audit")).await?;
    let rows = across
        .query(
            "SELECT s.tenant, s.seq, s.hash FROM audit_seal s JOIN (SELECT tenant, max(seq) AS seq FROM audit_seal GROUP BY tenant) t \
             ON t.tenant = s.tenant AND t.seq = s.seq ORDER BY s.tenant",
            [],
        )
        .await?;
    drop(across);
    let mut lines = Vec::new();
    let mut count = 0;
    for row in rows {
        let (tenant, seq, hash): (String, i64, String) =
            (row.try_get("", "tenant")?, row.try_get("", "seq")?, row.try_get("", "hash")?);
        if known.get(&tenant).is_some_and(|seals| seals.contains_key(&seq)) {
            continue;
        }
        serde_json::to_writer(&mut lines, &Anchor { tenant, seq, hash, at: store.clock().now() })?;
        lines.push(b'\n');
        count += 1;
    }
    if count == 0 {
        return Ok(());
    }
    // Logs leave the machine: with this line a changed file is seen too.
    let digest = hex::encode(Sha256::digest(&lines));
    let path = file_of(data_dir, store.service());
    let shown = path.display().to_string();
    let appended = tokio::task::spawn_blocking(move || append(&path, &lines)).await.map_err(anyhow::Error::new)?;
    appended.map_err(|error| anyhow::anyhow!("{shown}: {error}"))?;
    tracing::info!(service = store.service(), chains = count, sha256 = digest, "audit chains anchored");
    Ok(())
}

fn append(path: &Path, lines: &[u8]) -> io::Result<()> {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder)?;
    let mut file = File::options().create(true).append(true).read(true).open(path)?;
    if file.metadata()?.len() > 0 {
        let mut last = [0];
        file.seek(SeekFrom::End(-1))?;
        file.read_exact(&mut last)?;
        if last != *b"\n" {
            file.write_all(b"\n")?;
        }
    }
    file.write_all(lines)?;
    file.sync_all()?;
    File::open(folder)?.sync_all()
}
