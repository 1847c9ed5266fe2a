//! The bytes of files: `<root>/<tenant>/<first two of the hash>/<SHA-256>`.
//!
//! Writers and backup share the lock on `<root>/.lock`; only removal takes it alone.

use std::{
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
    time::SystemTime,
};

use anyhow::Context as _;
use contracts::Tenant;
use sha2::{Digest, Sha256};

/// The lock's name below the root.
pub const LOCK: &str = ".lock";

/// SHA-256 in hex.
pub fn digest(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

/// Where some bytes lie or shall lie. Built of a checked tenant and a checked hash, so it can't be outside the tenant's folder.
pub struct Place {
    folder: PathBuf,
    path: PathBuf,
}

impl Place {
    /// # Errors
    /// When the hash, which may come from a row, is none.
    pub fn new(root: &Path, tenant: &Tenant, sha256: &str) -> anyhow::Result<Self> {
        anyhow::ensure!(is_hash(sha256), "a file's row holds something that is no SHA-256");
        let folder = root.join(tenant.as_str()).join(&sha256[..2]);
        Ok(Self { path: folder.join(sha256), folder })
    }
}

fn is_hash(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
}

/// Holds off removal below a root for as long as the file lives.
pub fn hold(root: &Path) -> io::Result<File> {
    fs::create_dir_all(root)?;
    let lock = File::options().create(true).truncate(false).write(true).open(root.join(LOCK))?;
    lock.lock_shared()?;
    Ok(lock)
}

/// Puts bytes in their place so that they are there after a power cut: written aside, synced, renamed, folder synced. The same
/// bytes are written once, and their time of change is set in any case, which tells removal that somebody wants them.
pub fn write(root: &Path, place: &Place, bytes: &[u8], now: SystemTime) -> anyhow::Result<()> {
    let _held = hold(root).with_context(|| root.display().to_string())?;
    store(root, place, bytes, now).with_context(|| place.path.display().to_string())
}

fn store(root: &Path, place: &Place, bytes: &[u8], now: SystemTime) -> io::Result<()> {
    if fs::read(&place.path).is_ok_and(|there| there == bytes) {
        return File::options().write(true).open(&place.path)?.set_modified(now);
    }
    fs::create_dir_all(&place.folder)?;
    let aside = place.folder.join(format!("{}.part", crate::id::random().simple()));
    let mut file = File::create_new(&aside)?;
    let written = file.write_all(bytes).and_then(|()| file.set_modified(now)).and_then(|()| file.sync_all());
    if let Err(error) = written.and_then(|()| fs::rename(&aside, &place.path)) {
        // Most likely the disk is full: what was begun must not take up more of it.
        fs::remove_file(&aside).ok();
        return Err(error);
    }
    // The folders may be new: each is an entry of the one above.
    for folder in place.folder.ancestors().take_while(|folder| folder.starts_with(root)) {
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}

/// The bytes in a place.
pub fn read(place: &Place) -> anyhow::Result<Vec<u8>> {
    fs::read(&place.path).with_context(|| place.path.display().to_string())
}

/// Something that lies below a root.
pub struct Found {
    tenant: String,
    name: String,
    /// Where.
    pub path: PathBuf,
    /// When somebody last wanted it.
    pub modified: SystemTime,
}

impl Found {
    /// Tenant and hash, as in the file's row.
    pub fn key(&self) -> (String, String) {
        (self.tenant.clone(), self.name.clone())
    }
}

/// All that lies below a root; nothing when there is no root yet.
pub fn list(root: &Path) -> io::Result<Vec<Found>> {
    let mut found = Vec::new();
    for tenant in entries(root)?.into_iter().filter(|path| path.is_dir()) {
        for folder in entries(&tenant)? {
            for path in entries(&folder)? {
                let modified = fs::metadata(&path)?.modified()?;
                found.push(Found { tenant: name_of(&tenant), name: name_of(&path), path, modified });
            }
        }
    }
    Ok(found)
}

fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    match fs::read_dir(folder) {
        Ok(entries) => entries.map(|entry| entry.map(|entry| entry.path())).collect(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}

fn name_of(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Removes what was last wanted before a time; tells how many. Does nothing while somebody holds the root.
pub fn remove_older(root: &Path, found: impl Iterator<Item = Found>, before: SystemTime) -> anyhow::Result<usize> {
    let mut removed = 0;
    for item in found {
        let lock = File::options().create(true).truncate(false).write(true).open(root.join(LOCK))?;
        if lock.try_lock().is_err() {
            break;
        }
        // It may have been wanted again since it was listed.
        if fs::metadata(&item.path).and_then(|now| now.modified()).is_ok_and(|modified| modified < before) {
            fs::remove_file(&item.path).with_context(|| item.path.display().to_string())?;
            removed += 1;
        }
    }
    Ok(removed)
}
