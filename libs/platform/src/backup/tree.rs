//! Folders of files: listing, copying so that it lasts, hashing.

use std::{
    fs::{self, File},
    io::{self, Read},
    path::Path,
};

use anyhow::Context as _;
use sha2::{Digest, Sha256};

/// The files below a folder as paths relative to it, sorted; nothing when there is no folder. Locks and files that are still
/// being written are left out.
pub fn list(folder: &Path) -> anyhow::Result<Vec<String>> {
    let mut paths = Vec::new();
    walk(folder, "", &mut paths).with_context(|| folder.display().to_string())?;
    paths.sort();
    Ok(paths)
}

fn walk(folder: &Path, prefix: &str, paths: &mut Vec<String>) -> io::Result<()> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
    };
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name();
        let name = name
            .to_str()
            .ok_or_else(|| io::Error::other(format!("{} has a name that is not text", entry.path().display())))?;
        let path = format!("{prefix}{name}");
        if entry.file_type()?.is_dir() {
            walk(&entry.path(), &format!("{path}/"), paths)?;
        } else if name != crate::files::disk::LOCK && Path::new(name).extension().is_none_or(|ending| ending != "part")
        {
            paths.push(path);
        }
    }
    Ok(())
}

/// Copies all files below a folder; they and their folders are on disk when it returns.
pub fn copy(from: &Path, to: &Path) -> anyhow::Result<()> {
    for path in list(from)? {
        copy_file(&from.join(&path), &to.join(&path))?;
    }
    Ok(())
}

/// Copies a file to a place where there is none.
pub fn copy_file(from: &Path, to: &Path) -> anyhow::Result<()> {
    let copied = || -> io::Result<()> {
        if let Some(folder) = to.parent() {
            fs::create_dir_all(folder)?;
        }
        let (mut source, mut target) = (File::open(from)?, File::create_new(to)?);
        // A copy is readable by nobody who may not read the original.
        target.set_permissions(source.metadata()?.permissions())?;
        io::copy(&mut source, &mut target)?;
        target.sync_all()?;
        to.parent().map_or(Ok(()), |folder| File::open(folder)?.sync_all())
    };
    copied().with_context(|| format!("copying {} to {}", from.display(), to.display()))
}

/// Size and SHA-256 of a file.
pub fn digest(path: &Path) -> anyhow::Result<(u64, String)> {
    let hashed = || -> io::Result<(u64, String)> {
        let (mut file, mut hash, mut size) = (File::open(path)?, Sha256::new(), 0);
        let mut buffer = vec![0; 128 * 1024];
        loop {
            let read = file.read(&mut buffer)?;
            if read == 0 {
                return Ok((size, hex::encode(hash.finalize())));
            }
            hash.update(&buffer[..read]);
            size += read as u64;
        }
    };
    hashed().with_context(|| path.display().to_string())
}
