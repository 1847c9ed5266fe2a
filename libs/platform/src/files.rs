//! Files: their bytes in a content-addressed folder per tenant, their rows in the service's database. The bytes are on disk
//! before the row is written, and leave it only when no row refers to them any more.

use std::{
    collections::{HashMap, HashSet},
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

use chrono::NaiveDate;
use contracts::Tenant;
use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

pub(crate) mod disk;

use crate::{
    error::{Error, Result},
    id,
    store::{Actor, Store, Tx, system::file},
    verify::Finding,
};
use disk::Place;

/// The largest file, in bytes.
pub const LARGEST: usize = 25 * 1024 * 1024;
/// Bytes without a row are left alone for this long: the transaction that writes their row may still be open.
const GRACE: Duration = Duration::from_hours(1);

/// One service's files. A cheap clone.
#[derive(Clone)]
pub struct Files {
    store: Store,
    root: PathBuf,
}

/// Where a service's files lie.
#[must_use]
pub fn root(data_dir: &Path, service: &str) -> PathBuf {
    data_dir.join("files").join(service)
}

impl Files {
    /// Files below `root`, which [`root`] gives; the folder is made when the first file comes.
    #[must_use]
    pub const fn new(store: Store, root: PathBuf) -> Self {
        Self { store, root }
    }

    /// Keeps bytes for the transaction's tenant, at least until the end of the Swedish day `keep_until`. When the transaction
    /// is not committed there is no file, and the bytes are swept away later.
    ///
    /// # Errors
    /// [`Error::Invalid`] when the file is too large or its name or type is not one; otherwise when disk or database refuse.
    pub async fn put(
        &self,
        tx: &Tx,
        name: &str,
        media_type: &str,
        bytes: &[u8],
        keep_until: Option<NaiveDate>,
    ) -> Result<Uuid> {
        acceptable(name, media_type, bytes.len())?;
        let sha256 = disk::digest(bytes);
        let place = Place::new(&self.root, tx.tenant(), &sha256)?;
        let (root, copy, now) = (self.root.clone(), bytes.to_vec(), SystemTime::from(tx.now()));
        blocking(move || disk::write(&root, &place, &copy, now)).await?;
        let row = file::ActiveModel {
            id: Set(id::new()),
            sha256: Set(sha256),
            name: Set(name.into()),
            media_type: Set(media_type.into()),
            size: Set(i64::try_from(bytes.len()).unwrap_or(i64::MAX)),
            created_at: Set(tx.now()),
            keep_until: Set(keep_until),
            ..Default::default()
        };
        Ok(tx.insert(row).await?.id)
    }

    /// A tenant's file, checked against its hash.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the tenant has no such file; [`Error::Internal`] when the bytes are gone or have changed.
    pub async fn get(&self, tenant: &Tenant, id: Uuid) -> Result<(file::Model, Vec<u8>)> {
        let row: file::Model = self.store.read(tenant).await?.get::<file::Entity>(id).await?;
        let place = Place::new(&self.root, tenant, &row.sha256)?;
        let bytes = blocking(move || disk::read(&place)).await?;
        if disk::digest(&bytes) != row.sha256 {
            return Err(anyhow::anyhow!("the bytes of file {id} of {tenant} have changed").into());
        }
        Ok((row, bytes))
    }

    /// Deletes one of the transaction's tenant's files; `today` is the Swedish day.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none, [`Error::Rule`] while it must be kept.
    pub async fn delete(&self, tx: &Tx, id: Uuid, today: NaiveDate) -> Result<()> {
        let row: file::Model = tx.get::<file::Entity>(id).await?;
        if let Some(until) = row.keep_until.filter(|until| *until >= today) {
            return Err(Error::rule("must-be-kept", format!("the file must be kept until {until}")));
        }
        tx.delete::<file::Entity>().filter(file::Column::Id.eq(id)).exec(&***tx).await?;
        tx.audit("platform.file.delete", &id.to_string(), &row.sha256).await
    }

    /// Deletes every file whose last day of keeping has passed, tells how many, and removes bytes that no row refers to.
    ///
    /// # Errors
    /// When disk or database refuse.
    pub async fn delete_due(&self, today: NaiveDate) -> Result<u64> {
        let across = self.store.across_for(Actor::System("retention")).await?;
        let due = || file::Column::KeepUntil.lt(today);
        let rows = across.find::<file::Entity>().filter(due()).all(&*across).await?;
        for row in &rows {
            let tenant = row.tenant.parse().map_err(anyhow::Error::new)?;
            across.audit(&tenant, "platform.file.retention", &row.id.to_string(), &row.sha256).await?;
        }
        let deleted = across.delete::<file::Entity>().filter(due()).exec(&*across).await?.rows_affected;
        across.commit().await?;
        self.sweep().await?;
        Ok(deleted)
    }

    /// Removes bytes that no row refers to and that have not been written lately.
    async fn sweep(&self) -> Result<()> {
        let before = SystemTime::from(self.store.clock().now()) - GRACE;
        let (root, kept) = (self.root.clone(), self.referred().await?);
        let removed = blocking(move || {
            let unknown = disk::list(&root)?.into_iter().filter(|found| !kept.contains(&found.key()));
            disk::remove_older(&root, unknown, before)
        });
        let removed = removed.await?;
        if removed > 0 {
            tracing::info!(service = self.store.service(), removed, "bytes without a row were removed");
        }
        Ok(())
    }

    /// Tenant and hash of every file that there is a row for.
    async fn referred(&self) -> Result<HashSet<(String, String)>> {
        let across = self.store.across_read(Actor::System("files")).await?;
        let columns = [file::Column::Tenant, file::Column::Sha256];
        let rows = across.find::<file::Entity>().select_only().columns(columns).distinct().into_tuple();
        Ok(rows.all(&*across).await?.into_iter().collect())
    }

    /// Reads every file and tells which are missing or changed, and which bytes belong to nothing.
    ///
    /// # Errors
    /// When disk or database can't be read.
    pub async fn check(&self) -> Result<Vec<Finding>> {
        let across = self.store.across_read(Actor::System("verify")).await?;
        let rows = across.find::<file::Entity>().all(&*across).await?;
        drop(across);
        let before = SystemTime::from(self.store.clock().now()) - GRACE;
        let (service, root) = (self.store.service(), self.root.clone());
        blocking(move || Ok(compare(service, &root, &rows, before)?)).await
    }
}

fn compare(service: &str, root: &Path, rows: &[file::Model], before: SystemTime) -> std::io::Result<Vec<Finding>> {
    let mut found: HashMap<(String, String), disk::Found> = HashMap::new();
    let mut findings = Vec::new();
    let mut tell = |code, detail| findings.push(Finding { service: service.into(), code, detail });
    for item in disk::list(root)? {
        found.insert(item.key(), item);
    }
    let mut read: HashMap<(&str, &str), Option<String>> = HashMap::new();
    for row in rows {
        let key = (row.tenant.clone(), row.sha256.clone());
        let digest = read.entry((&row.tenant, &row.sha256)).or_insert_with(|| {
            let bytes = found.get(&key).and_then(|item| std::fs::read(&item.path).ok());
            bytes.map(|bytes| disk::digest(&bytes))
        });
        match digest {
            None => {
                tell("file-missing", format!("File {} of {} is in the database but not on disk.", row.id, row.tenant));
            }
            Some(digest) if *digest != row.sha256 => {
                tell(
                    "file-changed",
                    format!("The bytes of file {} of {} are not those that were stored.", row.id, row.tenant),
                );
            }
            Some(_) => {}
        }
    }
    let referred: HashSet<(&str, &str)> = read.into_keys().collect();
    for ((tenant, sha256), item) in &found {
        if !referred.contains(&(tenant.as_str(), sha256.as_str())) && item.modified < before {
            tell("file-orphan", format!("{} belongs to no file in the database.", item.path.display()));
        }
    }
    Ok(findings)
}

fn acceptable(name: &str, media_type: &str, size: usize) -> Result<()> {
    if size > LARGEST {
        return Err(Error::invalid("file", "is larger than 25 MiB: send a smaller file"));
    }
    let separators = |c: char| c.is_control() || c == '/' || c == '\\';
    if name.trim().is_empty() || name.len() > 255 || name.contains(separators) {
        return Err(Error::invalid("name", "must be 1 to 255 characters without slashes"));
    }
    let token =
        |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || "!#$&^_.+-".contains(c));
    if media_type.len() > 127 || !media_type.split_once('/').is_some_and(|(kind, sub)| token(kind) && token(sub)) {
        return Err(Error::invalid("mediaType", "must look like application/pdf"));
    }
    Ok(())
}

/// Runs what waits for the disk where it holds up nobody.
async fn blocking<T: Send + 'static>(work: impl FnOnce() -> anyhow::Result<T> + Send + 'static) -> Result<T> {
    Ok(tokio::task::spawn_blocking(work).await.map_err(anyhow::Error::new)??)
}

#[cfg(test)]
mod tests;
