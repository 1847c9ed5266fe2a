//! Migrations: ordered, forward only, the same on SQLite and PostgreSQL; on PostgreSQL also schema, roles and row-level security.

use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, DbErr, DynIden, Statement, TransactionTrait, sea_query};
use sea_orm_migration::{
    MigrationName, MigrationTrait, MigratorTraitSelf, SchemaManager,
    prelude::{Index, IntoIden, Table},
    schema::{string, uuid},
};
use sea_query::{IndexCreateStatement, TableAlterStatement, TableCreateStatement};

use crate::error::Result;

mod tables;

/// Columns of the types that both databases know.
pub use sea_orm_migration::schema as column;

/// One step of a migration.
#[expect(clippy::large_enum_variant, reason = "a handful of them, once at the start")]
pub enum Ddl {
    /// A new table.
    Table(TableCreateStatement),
    /// A changed table.
    Alter(TableAlterStatement),
    /// A new index.
    Index(IndexCreateStatement),
    /// What the builder cannot say, per database.
    Sql {
        /// For SQLite.
        sqlite: &'static str,
        /// For PostgreSQL.
        postgres: &'static str,
    },
}

/// A named migration of one service. Never changed once released: add another.
pub struct Migration {
    /// Sorts the migrations: `m0001_loans`.
    pub name: &'static str,
    /// Its steps.
    pub up: fn() -> Vec<Ddl>,
}

/// A table owned by tenants: columns `tenant` and `id` are its key; add the others.
#[must_use]
pub fn tenant_table(name: &'static str) -> TableCreateStatement {
    let mut key = Index::create();
    key.col("tenant").col("id");
    Table::create().table(name).col(string("tenant")).col(uuid("id")).primary_key(&mut key).to_owned()
}

impl MigrationName for Migration {
    fn name(&self) -> &str {
        self.name
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for step in (self.up)() {
            match step {
                Ddl::Table(table) => manager.create_table(table).await?,
                Ddl::Alter(table) => manager.alter_table(table).await?,
                Ddl::Index(index) => manager.create_index(index).await?,
                Ddl::Sql { sqlite, postgres } => {
                    let connection = manager.get_connection();
                    let sql = if connection.get_database_backend() == DbBackend::Sqlite { sqlite } else { postgres };
                    connection.execute_unprepared(sql).await?;
                }
            }
        }
        Ok(())
    }
}

struct Migrator {
    service: &'static str,
    own: fn() -> Vec<Migration>,
}

impl MigratorTraitSelf for Migrator {
    fn migrations(&self) -> Vec<Box<dyn MigrationTrait>> {
        let all = system_migrations().into_iter().chain((self.own)());
        all.map(|migration| Box::new(migration) as Box<dyn MigrationTrait>).collect()
    }

    fn migration_table_name(&self) -> DynIden {
        format!("{}_migrations", self.service).into_iden()
    }
}

/// Brings one service's database up to date. On PostgreSQL `db` is the administrator's connection with the search path set
/// to the service's schema.
///
/// # Errors
/// When the database refuses a step.
pub async fn up(db: &DatabaseConnection, service: &'static str, own: fn() -> Vec<Migration>) -> Result<()> {
    Migrator { service, own }.up(db, None).await?;
    if db.get_database_backend() == DbBackend::Postgres {
        secure(db, service).await?;
    }
    Ok(())
}

/// The names of migrations that have not run yet.
///
/// # Errors
/// When the database does not answer.
pub async fn pending(
    db: &DatabaseConnection,
    service: &'static str,
    own: fn() -> Vec<Migration>,
) -> Result<Vec<String>> {
    let files = Migrator { service, own }.get_migration_with_status_read_only(db).await?;
    let waiting = |file: &&sea_orm_migration::Migration| file.status() == sea_orm_migration::MigrationStatus::Pending;
    Ok(files.iter().filter(waiting).map(|file| file.name().to_owned()).collect())
}

/// The role that a service's process signs in as; it owns nothing.
#[must_use]
pub fn app_role(service: &str) -> String {
    format!("sambruk_{service}")
}

/// The role that a transaction takes on when it goes through the door across tenants.
#[must_use]
pub fn across_role(service: &str) -> String {
    format!("sambruk_{service}_across")
}

/// The role that a transaction takes on to prune the audit log: it can delete nothing else, and nothing young.
#[must_use]
pub fn prune_role(service: &str) -> String {
    format!("sambruk_{service}_prune")
}

/// Makes a service's schema and roles. Roles belong to the whole cluster but advisory locks to one database, so installations
/// in other databases may change the same role at the same moment: PostgreSQL then refuses one of them, who tries again.
///
/// # Errors
/// When the administrator may not create roles.
pub async fn prepare_postgres(db: &DatabaseConnection, service: &str, password: &str) -> Result<()> {
    for attempt in 1..=30 {
        match prepare_once(db, service, password).await {
            Err(error) if attempt < 30 && error.full().contains("tuple concurrently updated") => {
                tokio::time::sleep(std::time::Duration::from_millis(20 * attempt)).await;
            }
            done => return done,
        }
    }
    Ok(())
}

async fn prepare_once(db: &DatabaseConnection, service: &str, password: &str) -> Result<()> {
    let (app, across, prune) = (app_role(service), across_role(service), prune_role(service));
    let secret = password.replace('\'', "''");
    #[expect(clippy::disallowed_methods, reason = "the administrator's own transaction")]
    let tx = db.begin().await?;
    for sql in [
        "SELECT pg_advisory_xact_lock(7317001)".to_owned(),
        format!("CREATE SCHEMA IF NOT EXISTS {service}"),
        format!(
            "DO $$ BEGIN CREATE ROLE {across} NOLOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$"
        ),
        format!(
            "DO $$ BEGIN CREATE ROLE {app} LOGIN NOINHERIT; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$"
        ),
        format!(
            "DO $$ BEGIN CREATE ROLE {prune} NOLOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$"
        ),
        format!("ALTER ROLE {app} NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOINHERIT PASSWORD '{secret}'"),
        format!("GRANT {across}, {prune} TO {app}"),
        format!("GRANT USAGE ON SCHEMA {service} TO {app}, {across}, {prune}"),
    ] {
        tx.execute_unprepared(&sql).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Grants and row-level security for every table there is now; safe to repeat.
async fn secure(db: &DatabaseConnection, service: &str) -> Result<()> {
    let (app, across) = (app_role(service), across_role(service));
    let own = format!("{service}_migrations");
    let query = "SELECT c.relname AS name, EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'tenant' \
                 AND NOT a.attisdropped) AS owned FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace \
                 WHERE n.nspname = $1 AND c.relkind = 'r'";
    let rows = db.query_all_raw(Statement::from_sql_and_values(DbBackend::Postgres, query, [service.into()])).await?;
    for row in rows {
        let (table, owned): (String, bool) = (row.try_get("", "name")?, row.try_get("", "owned")?);
        if table == own {
            db.execute_unprepared(&format!("GRANT SELECT ON {service}.{table} TO {app}")).await?;
            continue;
        }
        let rights = if table.starts_with("audit") { "SELECT, INSERT" } else { "SELECT, INSERT, UPDATE, DELETE" };
        db.execute_unprepared(&format!("GRANT {rights} ON {service}.{table} TO {app}, {across}")).await?;
        if owned {
            let policy = "tenant = nullif(current_setting('app.tenant', true), '')";
            db.execute_unprepared(&format!(
                "ALTER TABLE {service}.{table} ENABLE ROW LEVEL SECURITY; ALTER TABLE {service}.{table} FORCE ROW LEVEL SECURITY; \
                 DROP POLICY IF EXISTS own ON {service}.{table}; DROP POLICY IF EXISTS across ON {service}.{table}; \
                 CREATE POLICY own ON {service}.{table} TO {app} USING ({policy}) WITH CHECK ({policy}); \
                 CREATE POLICY across ON {service}.{table} TO {across} USING (true) WITH CHECK (true)"
            ))
            .await?;
        }
    }
    db.execute_unprepared(&pruning(service)).await?;
    db.execute_unprepared(&format!("GRANT USAGE ON ALL SEQUENCES IN SCHEMA {service} TO {app}, {across}")).await?;
    Ok(())
}

/// The platform's own tables of the log.
const AUDIT: [&str; 3] = ["audit", "audit_seal", "audit_start"];

/// What the role that prunes may delete: rows that are older than any service keeps and lie before a recorded start of the chain, and
/// the seals of such rows. By the database's own clock, so that nobody who has the service's password can delete what is young.
fn pruning(service: &str) -> String {
    let prune = prune_role(service);
    let started =
        format!("EXISTS (SELECT 1 FROM {service}.audit_start b WHERE b.tenant = s.tenant AND b.seq >= s.seq)");
    let old = format!(
        "at < now() - interval '5 years' AND EXISTS (SELECT 1 FROM {service}.audit_seal s WHERE s.tenant = audit.tenant \
         AND s.audit_id = audit.id AND {started})"
    );
    let gone = format!(
        "EXISTS (SELECT 1 FROM {service}.audit_start b WHERE b.tenant = audit_seal.tenant AND b.seq >= audit_seal.seq) AND NOT EXISTS \
         (SELECT 1 FROM {service}.audit a WHERE a.tenant = audit_seal.tenant AND a.id = audit_seal.audit_id)"
    );
    let granted = format!(
        "GRANT SELECT, DELETE ON {service}.audit, {service}.audit_seal TO {prune}; GRANT SELECT ON {service}.audit_start TO {prune};"
    );
    let seen = AUDIT.map(|table| {
        format!(
            " DROP POLICY IF EXISTS prune_sees ON {service}.{table}; DROP POLICY IF EXISTS prune ON {service}.{table}; \
             CREATE POLICY prune_sees ON {service}.{table} FOR SELECT TO {prune} USING (true);"
        )
    });
    format!(
        "{granted}{} CREATE POLICY prune ON {service}.audit FOR DELETE TO {prune} USING ({old}); \
         CREATE POLICY prune ON {service}.audit_seal FOR DELETE TO {prune} USING ({gone})",
        seen.concat()
    )
}

fn system_migrations() -> Vec<Migration> {
    vec![Migration { name: "m0000_platform", up: tables::platform_tables }]
}
