//! The ends of the chains on another machine (ASVS 5.0, 16.4.3): what lies in `anchors/` is appended to files in `audit.copy_to` too, where
//! whoever can change the database and the data directory can't change it.

use std::{
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
};

use chrono::{DateTime, TimeDelta, Utc};

use super::anchors::{file_of, first_at};
use crate::{config::Config, error::Result};

/// The file here and its copy; none when no place is named.
fn files(config: &Config, service: &str) -> Option<(PathBuf, PathBuf)> {
    let place = Some(config.audit.copy_to.as_str()).filter(|place| !place.is_empty())?;
    Some((file_of(&config.data_dir, service), Path::new(place).join(format!("{service}.jsonl"))))
}

fn bytes(path: &Path) -> Result<Vec<u8>> {
    match fs::read(path) {
        Ok(bytes) => Ok(bytes),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(anyhow::anyhow!("{}: {error}", path.display()).into()),
    }
}

/// What the copy lacks.
fn missing(here: &Path, copy: &Path) -> Result<Vec<u8>> {
    let (here, there) = (bytes(here)?, bytes(copy)?);
    here.strip_prefix(there.as_slice()).map(<[u8]>::to_vec).ok_or_else(|| {
        anyhow::anyhow!(
            "{}: it is not the beginning of what lies in anchors/: one of both has been changed, compare them",
            copy.display()
        )
        .into()
    })
}

/// Goes on byte for byte where the copy ends, also within a line that a power cut has torn: it stays the beginning of what lies here.
fn go_on(copy: &Path, lines: &[u8]) -> io::Result<()> {
    fs::create_dir_all(copy.parent().unwrap_or(copy))?;
    let mut file = File::options().create(true).append(true).open(copy)?;
    file.write_all(lines)?;
    file.sync_all()
}

/// Copies what was written down since the last time.
///
/// # Errors
/// When the place can't be written, and when the copy holds something else than what lies here.
pub async fn copy(config: &Config, service: &'static str) -> Result<()> {
    let Some((here, there)) = files(config, service) else { return Ok(()) };
    let copied = tokio::task::spawn_blocking(move || {
        let lines = missing(&here, &there)?;
        if lines.is_empty() {
            return Ok(());
        }
        go_on(&there, &lines).map_err(|error| anyhow::anyhow!("{}: {error}", there.display()).into())
    });
    copied.await.map_err(anyhow::Error::new)?
}

/// For how long something has lain here alone; none when no place is named. Invented data need no copy.
///
/// # Errors
/// When the file here can't be read. A place that can't be read has no copy.
pub async fn only_here_for(config: &Config, service: &'static str, now: DateTime<Utc>) -> Result<Option<TimeDelta>> {
    if config.demonstration.enabled {
        return Ok(Some(TimeDelta::zero()));
    }
    let Some((here, there)) = files(config, service) else { return Ok(None) };
    let lines = tokio::task::spawn_blocking(move || missing(&here, &there).or_else(|_| bytes(&here)));
    let since = first_at(&lines.await.map_err(anyhow::Error::new)??);
    Ok(Some(since.map_or(TimeDelta::zero(), |since| now - since)))
}
