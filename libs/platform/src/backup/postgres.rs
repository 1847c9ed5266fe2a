//! Backup of an installation on PostgreSQL: every service's schema as one snapshot saw it, through `pg_dump`.

use std::{collections::BTreeMap, path::Path, process::Stdio};

use anyhow::{Context as _, bail, ensure};
use sea_orm::{
    AccessMode, ConnectionTrait, DatabaseConnection, DbBackend, IsolationLevel, Statement, TransactionOptions,
    TransactionTrait,
};
use tokio::process::Command;

use crate::{
    config::Config,
    error::Result,
    store::{connect, migrate},
};

/// Dumps every service's schema from one snapshot; tells each one's last migration.
pub async fn dump(config: &Config, services: &[&'static str], folder: &Path) -> Result<BTreeMap<String, String>> {
    let database = admin(config).await?;
    let options = TransactionOptions {
        isolation_level: Some(IsolationLevel::RepeatableRead),
        access_mode: Some(AccessMode::ReadOnly),
        ..Default::default()
    };
    #[expect(clippy::disallowed_methods, reason = "holds the snapshot that every dump reads")]
    let snapshot = database.begin_with_options(options).await?;
    let id: String = one(&snapshot, "SELECT pg_export_snapshot() AS value").await?.context("no snapshot")?;
    let mut schemas = BTreeMap::new();
    for service in services {
        let last = format!("SELECT max(version) AS value FROM {service}.{service}_migrations");
        schemas.insert(
            (*service).to_owned(),
            one::<Option<String>>(&snapshot, &last).await?.flatten().unwrap_or_default(),
        );
        let target = folder.join(format!("{service}.dump"));
        let mut command = program("pg_dump", config);
        command.arg("--format=custom").arg(format!("--schema={service}")).arg(format!("--snapshot={id}"));
        run("pg_dump", command.arg("--file").arg(&target)).await?;
        std::fs::File::open(&target).and_then(|file| file.sync_all()).with_context(|| target.display().to_string())?;
    }
    snapshot.rollback().await?;
    Ok(schemas)
}

/// Puts the schemas back, with the roles that they need, where there are none or none with rows.
pub async fn restore(config: &Config, services: &[&'static str], folder: &Path) -> Result<()> {
    let database = admin(config).await?;
    // Rows that a policy hides would be taken for none: rather an error.
    database.execute_unprepared("SET row_security = off").await?;
    for service in services {
        if let Some(table) = first_with_rows(&database, service).await? {
            return Err(anyhow::anyhow!("{service}.{table} has rows: restore into an empty database").into());
        }
    }
    for service in services {
        migrate::prepare_postgres(&database, service, config.database_password(service)).await?;
        database.execute_unprepared(&format!("DROP SCHEMA {service} CASCADE")).await?;
        let mut command = program("pg_restore", config);
        command
            .args(["--exit-on-error", "--single-transaction", "--no-owner"])
            .arg(folder.join(format!("{service}.dump")));
        run("pg_restore", &mut command).await.with_context(|| format!("{service} was not restored"))?;
        tracing::info!(service, "restored");
    }
    Ok(())
}

async fn admin(config: &Config) -> Result<DatabaseConnection> {
    if config.database.admin_url.is_empty() {
        return Err(
            anyhow::anyhow!("set database.admin_url: backup and restore need an administrator's connection").into()
        );
    }
    connect(&config.database.admin_url, None, 1).await
}

async fn one<T: sea_orm::TryGetable>(database: &impl ConnectionTrait, sql: &str) -> Result<Option<T>> {
    let row = database.query_one_raw(Statement::from_string(DbBackend::Postgres, sql)).await?;
    Ok(row.map(|row| row.try_get("", "value")).transpose()?)
}

async fn first_with_rows(database: &DatabaseConnection, service: &str) -> Result<Option<String>> {
    let sql = "SELECT c.relname::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace \
               WHERE n.nspname = $1 AND c.relkind = 'r' AND c.relname <> $2";
    let own = format!("{service}_migrations");
    let query = Statement::from_sql_and_values(DbBackend::Postgres, sql, [service.into(), own.into()]);
    for row in database.query_all_raw(query).await? {
        let table: String = row.try_get("", "name")?;
        let sql = format!("SELECT EXISTS (SELECT 1 FROM {service}.\"{table}\") AS value");
        if one::<bool>(database, &sql).await? == Some(true) {
            return Ok(Some(table));
        }
    }
    Ok(None)
}

/// A client program that signs in as the administrator. The password goes by the environment: everybody may read arguments.
fn program(name: &str, config: &Config) -> Command {
    let (url, password) = without_password(&config.database.admin_url);
    let mut command = Command::new(name);
    command.arg("--dbname").arg(url).stdin(Stdio::null()).kill_on_drop(true);
    if let Some(password) = password {
        command.env("PGPASSWORD", password);
    }
    command
}

async fn run(name: &str, command: &mut Command) -> anyhow::Result<()> {
    let output = command
        .output()
        .await
        .with_context(|| format!("{name} can't be started: install PostgreSQL's client programs"))?;
    ensure!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr).trim());
    Ok(())
}

/// `postgres://user:secret@host/db` as the same without the secret, and the secret.
fn without_password(url: &str) -> (String, Option<String>) {
    let parts = || {
        let (scheme, rest) = url.split_once("://")?;
        let end = rest.find(['/', '?']).unwrap_or(rest.len());
        let (user, _) = rest.get(..end)?.rsplit_once('@')?;
        let (name, secret) = user.split_once(':')?;
        let host = rest.get(user.len()..)?;
        Some((format!("{scheme}://{name}{host}"), decoded(secret).ok()?))
    };
    parts().map_or_else(|| (url.to_owned(), None), |(url, secret)| (url, Some(secret)))
}

/// Percent-decodes a part of an address.
fn decoded(text: &str) -> anyhow::Result<String> {
    let mut bytes = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('%') {
        bytes.extend_from_slice(before.as_bytes());
        let Some(code) = after.get(..2) else { bail!("a % without a code") };
        bytes.push(u8::from_str_radix(code, 16)?);
        rest = &after[2..];
    }
    bytes.extend_from_slice(rest.as_bytes());
    Ok(String::from_utf8(bytes)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_password_leaves_the_address() {
        let split = |url| without_password(url);
        assert_eq!(split("postgres://a:b%40c@h:1/d?x=1"), ("postgres://a@h:1/d?x=1".into(), Some("b@c".into())));
        assert_eq!(split("postgres://a@h/d"), ("postgres://a@h/d".into(), None));
        assert_eq!(split("postgres://h/d"), ("postgres://h/d".into(), None));
    }
}
