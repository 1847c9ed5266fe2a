//! Backup of the embedded installation: all services hold still for a moment, so that their databases belong together.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    path::{Path, PathBuf},
};

use anyhow::{Context as _, ensure};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbBackend, SqliteTransactionMode, Statement, TransactionOptions,
    TransactionTrait,
};

use super::tree;
use crate::{config::Config, error::Result, store::connect};

/// Copies every service's database while no service can write to any; tells each one's last migration.
pub async fn dump(config: &Config, services: &[&'static str], folder: &Path) -> Result<BTreeMap<String, String>> {
    // In one order, so that two backups at once wait for each other instead of for ever.
    let mut names = services.to_vec();
    names.sort_unstable();
    let mut databases = Vec::new();
    for service in names {
        let path = path_of(config, service);
        if !path.exists() {
            return Err(anyhow::anyhow!("{} does not exist: is data_dir right?", path.display()).into());
        }
        // One connection holds the lock while the other reads.
        databases.push((service, connect(&config.database_url(service), None, 2).await?));
    }
    let mut locks = Vec::new();
    for (_, database) in &databases {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..Default::default()
        };
        #[expect(clippy::disallowed_methods, reason = "a lock, not a transaction: nothing is written")]
        locks.push(database.begin_with_options(options).await?);
    }
    let mut schemas = BTreeMap::new();
    for (service, database) in &databases {
        let target = folder.join(format!("{service}.sqlite"));
        let text = target.to_str().context("the backup's folder has a name that is not text")?;
        database
            .execute_raw(Statement::from_sql_and_values(DbBackend::Sqlite, "VACUUM INTO $1", [text.into()]))
            .await?;
        schemas.insert((*service).to_owned(), last_migration(database, service).await?);
    }
    for lock in locks {
        lock.rollback().await?;
    }
    for (service, database) in databases {
        database.close().await?;
        let written = File::open(folder.join(format!("{service}.sqlite"))).and_then(|file| file.sync_all());
        written.with_context(|| format!("the copy of {service}'s database"))?;
    }
    Ok(schemas)
}

async fn last_migration(database: &DatabaseConnection, service: &str) -> Result<String> {
    let sql = format!("SELECT max(version) AS version FROM {service}_migrations");
    let row = database.query_one_raw(Statement::from_string(DbBackend::Sqlite, sql)).await?;
    Ok(row.map(|row| row.try_get::<Option<String>>("", "version")).transpose()?.flatten().unwrap_or_default())
}

/// Puts the databases back where there are none, or none with rows.
pub async fn restore(config: &Config, services: &[&'static str], folder: &Path) -> Result<()> {
    for service in services {
        let path = path_of(config, service);
        if path.exists() {
            let database = connect(&config.database_url(service), None, 1).await?;
            let full = first_with_rows(&database, service).await?;
            database.close().await?;
            if let Some(table) = full {
                return Err(anyhow::anyhow!(
                    "{} has rows in {table}: restore into an empty data directory (move this one away)",
                    path.display()
                )
                .into());
            }
        }
    }
    for service in services {
        let (source, target) = (folder.join(format!("{service}.sqlite")), path_of(config, service));
        tokio::task::spawn_blocking(move || put_back(&source, &target)).await.map_err(anyhow::Error::new)??;
    }
    Ok(())
}

/// The copy is made aside and renamed, so that a broken restore leaves no half database behind.
fn put_back(source: &Path, target: &Path) -> anyhow::Result<()> {
    ensure!(source.exists(), "{} is missing", source.display());
    let aside = target.with_extension("part");
    fs::remove_file(&aside).ok();
    tree::copy_file(source, &aside)?;
    for ending in ["sqlite-wal", "sqlite-shm"] {
        fs::remove_file(target.with_extension(ending)).ok();
    }
    fs::rename(&aside, target).with_context(|| target.display().to_string())?;
    if let Some(parent) = target.parent() {
        File::open(parent)?.sync_all()?;
    }
    Ok(())
}

async fn first_with_rows(database: &DatabaseConnection, service: &str) -> Result<Option<String>> {
    let sql = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> $1";
    let own = format!("{service}_migrations");
    let tables = database.query_all_raw(Statement::from_sql_and_values(DbBackend::Sqlite, sql, [own.into()])).await?;
    for table in tables {
        let name: String = table.try_get("", "name")?;
        let sql = format!("SELECT 1 FROM \"{name}\" LIMIT 1");
        if database.query_one_raw(Statement::from_string(DbBackend::Sqlite, sql)).await?.is_some() {
            return Ok(Some(name));
        }
    }
    Ok(None)
}

fn path_of(config: &Config, service: &str) -> PathBuf {
    config.data_dir.join(format!("{service}.sqlite"))
}
