//! Backup and restore of one consistent set: the databases of all services, the files they refer to, the ends of the audit
//! chains, the installation's own secret. Not NATS: after a restore the relay fills the stream again from the outboxes.

use std::{
    collections::BTreeSet,
    fs::{self, DirBuilder, File},
    os::unix::fs::DirBuilderExt,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, bail, ensure};

mod manifest;
mod postgres;
mod shelf;
mod sqlite;
mod tree;

pub use manifest::{Entry, Kind, Manifest};
pub use shelf::{Kept, shelf};

use crate::{clock::Clock, config::Config, error::Result, files, secret};

/// Below a backup: one file per service.
const DATABASES: &str = "databases";
/// Below a backup and below the data directory.
const FILES: &str = "files";
/// Below a backup and below the data directory.
const ANCHORS: &str = "anchors";

/// Writes one consistent set into the folder `to`, which must be new or empty. Services may run meanwhile: on SQLite they wait
/// with writing while the databases are copied, on PostgreSQL they do not.
///
/// # Errors
/// When the folder is not empty, something can't be read or written, or `pg_dump` refuses; the message says what to do.
/// A folder without `manifest.json` is not a whole backup.
pub async fn backup(config: &Config, services: &[&'static str], to: &Path) -> Result<Manifest> {
    make_empty(to)?;
    // From here on no bytes of files are removed, so that all that the databases refer to are there when it is their turn.
    let held = blocking({
        let roots: Vec<PathBuf> = services.iter().map(|service| files::root(&config.data_dir, service)).collect();
        move || {
            Ok(roots
                .iter()
                .filter(|root| root.exists())
                .map(|root| files::disk::hold(root))
                .collect::<Result<Vec<File>, _>>()?)
        }
    })
    .await?;
    // Before the databases: what is written down must be in them.
    copy(config.data_dir.join(ANCHORS), to.join(ANCHORS)).await?;
    let folder = to.join(DATABASES);
    make_folder(&folder)?;
    let (kind, schemas) = if config.is_embedded() {
        (Kind::Sqlite, sqlite::dump(config, services, &folder).await?)
    } else {
        (Kind::Postgres, postgres::dump(config, services, &folder).await?)
    };
    copy(config.data_dir.join(FILES), to.join(FILES)).await?;
    copy(config.data_dir.join(secret::FOLDER), to.join(secret::FOLDER)).await?;
    drop(held);
    let (target, now, config) = (to.to_owned(), Clock::System.now(), config.clone());
    blocking(move || {
        let manifest = Manifest::of(&target, kind, schemas, now)?;
        manifest.write(&target)?;
        shelf::record(&config, &target, shelf::Act::Made);
        Ok(manifest)
    })
    .await
}

/// Reads a whole backup and tells whether all of it is there and unchanged.
///
/// # Errors
/// When it is not; the message names what is missing or has changed.
pub async fn check(config: &Config, folder: &Path) -> Result<Manifest> {
    let (folder, config) = (folder.to_owned(), config.clone());
    blocking(move || {
        let manifest = Manifest::read_whole(&folder)?;
        shelf::record(&config, &folder, shelf::Act::Checked);
        Ok(manifest)
    })
    .await
}

/// Puts a backup back into an empty installation: no rows in any service's database, no files, no audit anchors.
///
/// # Errors
/// When the backup is not whole, was made of another kind of database or of services that are not named, or the target has data
/// or is in use. On PostgreSQL each service is restored as a whole or not at all.
pub async fn restore(config: &Config, services: &[&'static str], from: &Path) -> Result<Manifest> {
    let source = from.to_owned();
    let manifest = blocking(move || Manifest::read_whole(&source)).await?;
    fits(&manifest, config, services)?;
    fs::create_dir_all(&config.data_dir).with_context(|| config.data_dir.display().to_string())?;
    let _alone = if config.is_embedded() { Some(hold_alone(&config.data_dir)?) } else { None };
    for folder in [FILES, ANCHORS, secret::FOLDER] {
        let target = config.data_dir.join(folder);
        if !tree::list(&target)?.is_empty() {
            return Err(anyhow::anyhow!("{} is not empty: restore into an empty installation", target.display()).into());
        }
    }
    let known: Vec<&'static str> =
        services.iter().copied().filter(|name| manifest.services.contains_key(*name)).collect();
    match manifest.database {
        Kind::Sqlite => sqlite::restore(config, &known, &from.join(DATABASES)).await?,
        Kind::Postgres => postgres::restore(config, &known, &from.join(DATABASES)).await?,
    }
    copy(from.join(FILES), config.data_dir.join(FILES)).await?;
    copy(from.join(ANCHORS), config.data_dir.join(ANCHORS)).await?;
    copy(from.join(secret::FOLDER), config.data_dir.join(secret::FOLDER)).await?;
    shelf::record(config, from, shelf::Act::Restored);
    Ok(manifest)
}

fn fits(manifest: &Manifest, config: &Config, services: &[&str]) -> anyhow::Result<()> {
    let wanted = if config.is_embedded() { Kind::Sqlite } else { Kind::Postgres };
    ensure!(
        manifest.database == wanted,
        "the backup is of {}, but this installation runs on {wanted}",
        manifest.database
    );
    let known: BTreeSet<&str> = services.iter().copied().collect();
    let unknown: Vec<&str> =
        manifest.services.keys().map(String::as_str).filter(|name| !known.contains(name)).collect();
    ensure!(unknown.is_empty(), "the backup holds services that are not here: {}", unknown.join(", "));
    Ok(())
}

fn make_empty(folder: &Path) -> anyhow::Result<()> {
    if folder.exists() {
        let mut entries = fs::read_dir(folder).with_context(|| folder.display().to_string())?;
        if entries.next().is_some() {
            bail!("{} is not empty: name a new folder for the backup", folder.display());
        }
    }
    make_folder(folder)
}

/// A backup holds what only the services may read.
fn make_folder(folder: &Path) -> anyhow::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(folder).with_context(|| folder.display().to_string())
}

/// Refuses while a process serves from the directory.
fn hold_alone(data_dir: &Path) -> anyhow::Result<File> {
    let path = data_dir.join("lock");
    let file = File::create(&path).with_context(|| path.display().to_string())?;
    ensure!(file.try_lock().is_ok(), "{} is in use: stop the services before you restore", data_dir.display());
    Ok(file)
}

async fn copy(from: PathBuf, to: PathBuf) -> Result<()> {
    blocking(move || tree::copy(&from, &to)).await
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> anyhow::Result<T> + Send + 'static) -> Result<T> {
    Ok(tokio::task::spawn_blocking(work).await.map_err(anyhow::Error::new)??)
}

#[cfg(test)]
mod tests;
