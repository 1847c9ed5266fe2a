//! The installation's secret, from which services derive the keys of encrypted fields and blind indexes. It lies in a file, never
//! in a database: whoever takes a database alone can read no such field.

use std::{
    fs::{self, OpenOptions},
    io::{self, Write},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
};

use hmac::{Hmac, Mac};
use rand::RngCore;
use sha2::Sha256;

use crate::{config::Config, error::Result};

/// Below the data directory and below a backup.
pub(crate) const FOLDER: &str = "secrets";
/// Hexadecimal digits of the file.
const DIGITS: usize = 64;

/// 256 random bits of this installation.
#[derive(Clone)]
pub struct Secret([u8; 32]);

impl Secret {
    /// Reads the secret; where no file is configured, it is made in the data directory when it is first asked for.
    ///
    /// # Errors
    /// When the file can't be read or written or holds something else; the message names the file.
    pub fn open(config: &Config) -> Result<Self> {
        let given = !config.secrets.file.is_empty();
        let path = if given { PathBuf::from(&config.secrets.file) } else { own(config) };
        let read = match fs::read_to_string(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound && !given => make(&path),
            read => read,
        };
        let text = read.map_err(|error| anyhow::anyhow!("the installation's secret {}: {error}", path.display()))?;
        let mut bits = [0; 32];
        hex::decode_to_slice(text.trim(), &mut bits).map_err(|_| {
            anyhow::anyhow!("the installation's secret {} must be {DIGITS} hexadecimal digits", path.display())
        })?;
        Ok(Self(bits))
    }

    /// A key for one purpose: HMAC-SHA-256 of the purpose under the secret. Purposes that differ give keys that tell nothing of
    /// each other.
    #[must_use]
    pub fn key(&self, purpose: &str) -> [u8; 32] {
        // A key of HMAC's block size can't be refused; a shorter one is filled with zeros by HMAC itself (RFC 2104).
        let mut block = [0; 64];
        block[..32].copy_from_slice(&self.0);
        let mut mac = Hmac::<Sha256>::new(&block.into());
        mac.update(purpose.as_bytes());
        mac.finalize().into_bytes().into()
    }
}

/// It must not reach a log by accident.
impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(…)")
    }
}

fn own(config: &Config) -> PathBuf {
    config.data_dir.join(FOLDER).join("installation")
}

/// Makes the file, whole and only for its owner, unless another process was first.
fn make(path: &Path) -> io::Result<String> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut bits = [0; 32];
    rand::rng().fill_bytes(&mut bits);
    let text = hex::encode(bits);
    let half = folder.join(format!("{}.part", crate::id::random().simple()));
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&half)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    let linked = fs::hard_link(&half, path);
    fs::remove_file(&half)?;
    match linked {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
        _ => fs::File::open(folder)?.sync_all()?,
    }
    fs::read_to_string(path)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn it_is_made_once_for_its_owner_only_and_stays_the_same() {
        let directory = tempfile::tempdir().unwrap();
        let mut config = crate::verify::bed::config(directory.path(), None);
        let first = Secret::open(&config).unwrap();
        assert_eq!(first.key("a"), Secret::open(&config).unwrap().key("a"));
        assert_ne!(first.key("a"), first.key("b"));
        let path = own(&config);
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
        config.secrets.file = directory.path().join("nowhere").display().to_string();
        assert!(Secret::open(&config).unwrap_err().full().contains("nowhere"), "a named file is never made");
        fs::write(&path, "short").unwrap();
        config.secrets.file = String::new();
        assert!(Secret::open(&config).unwrap_err().full().contains("64 hexadecimal digits"));
        assert_eq!(format!("{first:?}"), "Secret(…)");
    }
}
