//! The store: one service's database, and the only ways into it. [`Store::begin`] opens a transaction for a tenant,
//! [`Store::read`] a reading one, [`Store::across`] the door across tenants that demands a permission and leaves a trace.

use std::{sync::Arc, time::Duration};

use contracts::Tenant;
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbBackend,
    SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait,
};
use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore};

mod across;
mod after;
mod bulk;
mod emit;
mod entity;
mod marks;
pub mod migrate;
mod read;
mod remembered;
pub(crate) mod subscriptions;
pub mod system;
#[cfg(test)]
mod tests;
mod tx;
mod usage;
mod waiting;

pub use across::Across;
pub use emit::Done;
pub use entity::TenantOwned;
pub use read::Read;
pub use subscriptions::{NotSubscribed, Subscription, on as subscribed_on};
pub use tx::{Actor, Tx};
pub use usage::Use;
pub use waiting::Waiting;

use after::AfterCommit;

use crate::{
    caller::Caller,
    clock::Clock,
    config::without_password,
    error::{Error, Result},
    module::Permission,
    telemetry,
};

/// One service's database.
#[derive(Clone)]
pub struct Store(Arc<Inner>);

struct Inner {
    service: &'static str,
    db: DatabaseConnection,
    url: String,
    clock: Clock,
    /// Wakes the relay after a commit that emitted something.
    outbox: Notify,
    /// Wakes the service's own background work after a commit that asked for it.
    work: Notify,
    remembered: remembered::Remembered,
    /// Whose turn it is to write to a SQLite file: whoever waits does so without a connection, so that reading goes on.
    turns: Arc<Semaphore>,
}

/// A transaction, with the turn to write where only one may.
type Begun = (DatabaseTransaction, Option<OwnedSemaphorePermit>);

/// What a transaction sets for itself on PostgreSQL, in one statement.
#[derive(Clone, Copy)]
struct Settings<'a> {
    /// The tenant for row-level security.
    tenant: Option<&'a Tenant>,
    /// The role that sees every tenant.
    across: bool,
    reads: bool,
    /// A power cut may lose the commit, though never a part of it: for what is only remembered to spare work.
    lazy: bool,
}

impl Store {
    /// Opens a service's database at `url` (`sqlite://…` or `postgres://…`).
    ///
    /// # Errors
    /// When the database can't be reached, or SQLite does not run in the durable mode that this platform promises.
    pub async fn open(service: &'static str, url: &str, clock: Clock, connections: u32) -> Result<Self> {
        let db = connect(url, Some(service), connections).await?;
        if db.get_database_backend() == DbBackend::Sqlite {
            assert_durable(&db).await?;
        }
        Ok(Self(Arc::new(Inner {
            service,
            db,
            url: url.to_owned(),
            clock,
            outbox: Notify::new(),
            work: Notify::new(),
            remembered: remembered::Remembered::default(),
            turns: Arc::new(Semaphore::new(1)),
        })))
    }

    /// The service's name.
    #[must_use]
    pub fn service(&self) -> &'static str {
        self.0.service
    }

    /// The time.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.0.clock
    }

    /// Which database it is, for the few statements that differ.
    #[must_use]
    pub fn backend(&self) -> DbBackend {
        self.0.db.get_database_backend()
    }

    /// The bare connection: for migrations, backup, verify and health, never for a request.
    pub(crate) fn connection(&self) -> &DatabaseConnection {
        &self.0.db
    }

    /// One connection of its own, for a lock that a session holds.
    pub(crate) async fn connect_once(&self) -> Result<DatabaseConnection> {
        connect(&self.0.url, Some(self.0.service), 1).await
    }

    /// Resolves when something may wait in the outbox.
    pub(crate) async fn outbox_woken(&self) {
        self.0.outbox.notified().await;
    }

    /// Resolves when a transaction of this process has asked for the service's own background work ([`Tx::wake_work`]) and
    /// committed. Other processes' transactions are not noticed: look now and then in any case.
    pub async fn work_woken(&self) {
        self.0.work.notified().await;
    }

    /// A writing transaction for the caller's own organisation. A request with an Idempotency-Key claims the key in it.
    ///
    /// # Errors
    /// [`Error::Conflict`] when the key was used; otherwise when the database does not answer.
    pub async fn begin(&self, caller: &Caller) -> Result<Tx> {
        let tx = self.begin_for(caller.tenant(), caller.actor()).await?.with_request(caller.request_id);
        if let Some(key) = &caller.idempotency {
            tx.claim(key).await?;
        }
        Ok(tx)
    }

    /// A writing transaction for a tenant, on behalf of something other than a request (an event, a schedule).
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn begin_for(&self, tenant: &Tenant, actor: Actor) -> Result<Tx> {
        let settings = Settings { tenant: Some(tenant), across: false, reads: false, lazy: false };
        Ok(Tx::new(self.clone(), self.transaction(settings).await?, tenant.clone(), actor))
    }

    /// As [`Self::begin_for`] for what is only remembered to spare work: a power cut may lose the commit on PostgreSQL.
    pub(crate) async fn begin_lazy(&self, tenant: &Tenant, actor: Actor) -> Result<Tx> {
        let settings = Settings { tenant: Some(tenant), across: false, reads: false, lazy: true };
        Ok(Tx::new(self.clone(), self.transaction(settings).await?, tenant.clone(), actor))
    }

    /// A reading transaction that sees one consistent state of one tenant's rows.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn read(&self, tenant: &Tenant) -> Result<Read> {
        let settings = Settings { tenant: Some(tenant), across: false, reads: true, lazy: false };
        let (db, _) = self.transaction(settings).await?;
        Ok(Read::new(self.clone(), db, tenant.clone()).settled())
    }

    /// The door across tenants for a person: the caller's permission must reach across, and `why` is written to the
    /// association's audit log in the same transaction (commit it even after reading).
    ///
    /// # Errors
    /// [`Error::NotFound`] when the permission does not reach across.
    pub async fn across(&self, caller: &Caller, why: &str) -> Result<Across> {
        self.across_by(caller, caller.permission(), why).await
    }

    /// As [`Self::across`] in an operation that only some of its callers may use across tenants: those who hold `permission`.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the caller does not hold it or it does not reach across.
    pub async fn across_by(&self, caller: &Caller, permission: &'static Permission, why: &str) -> Result<Across> {
        if !permission.across || !caller.may(permission) {
            return Err(Error::NotFound);
        }
        let across = self.across_for(caller.actor()).await?.with_request(caller.request_id);
        if let Some(key) = &caller.idempotency {
            across.claim(caller.tenant(), key).await?;
        }
        across.audit(caller.tenant(), &format!("{}.across", permission.name), why, &serde_json::Value::Null).await?;
        Ok(across)
    }

    /// The door across tenants for the service's own machinery (relay, scheduled work, a billing run).
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn across_for(&self, actor: Actor) -> Result<Across> {
        let settings = Settings { tenant: None, across: true, reads: false, lazy: false };
        Ok(Across::new(self.clone(), self.transaction(settings).await?, actor))
    }

    /// As [`Self::across_for`] in a request whose own rule lets it write for two organisations at once: what it writes says who it was
    /// and in which request.
    ///
    /// # Errors
    /// When the database does not answer.
    pub(crate) async fn across_of(&self, caller: &Caller) -> Result<Across> {
        Ok(self.across_for(caller.actor()).await?.with_request(caller.request_id))
    }

    /// As [`Self::across_for`], reading only: takes no write lock.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn across_read(&self, actor: Actor) -> Result<Across> {
        let settings = Settings { tenant: None, across: true, reads: true, lazy: false };
        Ok(Across::new(self.clone(), self.transaction(settings).await?, actor))
    }

    /// SQLite transactions that write begin IMMEDIATE: deferred ones fail when two of them want to write.
    async fn transaction(&self, settings: Settings<'_>) -> Result<Begun> {
        let turn = if settings.reads { None } else { self.turn().await? };
        let options = TransactionOptions {
            isolation_level: None,
            access_mode: None,
            sqlite_transaction_mode: Some(if settings.reads {
                SqliteTransactionMode::Deferred
            } else {
                SqliteTransactionMode::Immediate
            }),
        };
        // The statements that begin and end it are sent by the driver, which does not count them.
        telemetry::statements(2);
        #[expect(clippy::disallowed_methods, reason = "the one place where transactions begin")]
        let db = self.0.db.begin_with_options(options).await?;
        if self.backend() == DbBackend::Postgres {
            self.set(&db, settings).await?;
        }
        Ok((db, turn))
    }

    /// The turn to write, where only one may: it ends with the transaction.
    async fn turn(&self) -> Result<Option<OwnedSemaphorePermit>> {
        if self.backend() == DbBackend::Postgres {
            return Ok(None);
        }
        let turn = tokio::time::timeout(LOCKED, Arc::clone(&self.0.turns).acquire_owned()).await;
        let turn = turn.map_err(|_| Error::Unavailable(format!("{}: others write to the database", self.service())))?;
        Ok(Some(turn.map_err(anyhow::Error::new)?))
    }

    /// In one statement, because each costs a round trip. All of it ends with the transaction.
    async fn set(&self, db: &DatabaseTransaction, settings: Settings<'_>) -> Result<()> {
        let mut set = Vec::new();
        if settings.tenant.is_some() {
            set.push("set_config('app.tenant', $1, true)".to_owned());
        }
        if settings.across {
            set.push(format!("set_config('role', '{}', true)", migrate::across_role(self.service())));
        }
        if settings.reads {
            set.push("set_config('transaction_read_only', 'on', true)".to_owned());
        }
        if settings.reads && !settings.across {
            // One tenant's rows are found by the index that begins with the tenant, whoever it is and however many are wanted: planning
            // that at each execution costs as much as reading a page.
            set.push("set_config('plan_cache_mode', 'force_generic_plan', true)".to_owned());
        }
        if settings.lazy {
            set.push("set_config('synchronous_commit', 'off', true)".to_owned());
        }
        let values = settings.tenant.map(|tenant| tenant.as_str().into());
        let sql = format!("SELECT {}", set.join(", "));
        db.execute_raw(Statement::from_sql_and_values(DbBackend::Postgres, sql, values)).await?;
        Ok(())
    }
}

/// Sets the tenant for row-level security; ends with the transaction.
pub(crate) async fn set_tenant(db: &impl ConnectionTrait, tenant: &Tenant) -> Result<()> {
    if db.get_database_backend() == DbBackend::Postgres {
        let sql = "SELECT set_config('app.tenant', $1, true)";
        db.execute_raw(Statement::from_sql_and_values(DbBackend::Postgres, sql, [tenant.as_str().into()])).await?;
    }
    Ok(())
}

/// How long somebody waits for others who write to a SQLite file.
const LOCKED: Duration = Duration::from_secs(30);
/// Connections of a service to its SQLite file, at most.
pub const SQLITE_CONNECTIONS: u32 = 4;

/// Opens a connection pool; `schema` is the PostgreSQL search path.
///
/// # Errors
/// When the database can't be reached.
pub async fn connect(url: &str, schema: Option<&str>, connections: u32) -> Result<DatabaseConnection> {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(connections)
        .min_connections(1)
        .acquire_timeout(Duration::from_secs(10))
        .connect_timeout(Duration::from_secs(10))
        .sqlx_logging(false)
        .test_before_acquire(false)
        .map_sqlx_sqlite_opts(|sqlite| {
            use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
            sqlite
                .create_if_missing(true)
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Full)
                .busy_timeout(LOCKED)
                // Each connection has caches of its own, and each service several connections. The operating system has the file in
                // memory anyway.
                .pragma("cache_size", "-256")
                .statement_cache_capacity(32)
                .foreign_keys(true)
        })
        // A full disk makes SQLite roll back by itself, which the driver does not notice: it would begin later transactions as
        // savepoints in one that never ends, and lock everybody else out. Such a connection is closed.
        .map_sqlx_sqlite_pool_opts(|pool| {
            pool.after_release(|connection, _| {
                Box::pin(async move {
                    use sea_orm::sqlx::Connection;
                    connection.ping().await?;
                    Ok(!connection.is_in_transaction())
                })
            })
        });
    if url.starts_with("sqlite") {
        // One writes at a time anyway, and each connection is a thread with a schema and caches of its own.
        options.max_connections(connections.min(SQLITE_CONNECTIONS));
        // Opening a file again is cheap; what an idle connection holds is not.
        options.idle_timeout(Duration::from_mins(1));
    }
    if url.starts_with("postgres") {
        // Asking a connection whether it lives costs as much as a small statement: only one that has been idle is asked.
        options.test_before_acquire_if_idle_for(Duration::from_secs(1));
        options.statement_timeout(Duration::from_mins(2));
        if let Some(schema) = schema {
            options.set_schema_search_path(schema);
        }
    }
    #[expect(clippy::disallowed_methods, reason = "the one place that opens databases")]
    let opened = Database::connect(options).await.map(|mut db| {
        db.set_metric_callback(|_| telemetry::statements(1));
        db
    });
    opened.map_err(|error| {
        let hint = if url.starts_with("postgres") {
            "start the database, or correct database.url"
        } else {
            "is it whole, and may it be written? `sambruk restore` brings a backup back"
        };
        anyhow::anyhow!("{} can't be opened ({}): {hint}", without_password(url), root_cause(&error)).into()
    })
}

/// The innermost cause: what the layers around it add says nothing to an operator.
fn root_cause(error: &dyn std::error::Error) -> String {
    let mut cause = error;
    while let Some(inner) = cause.source() {
        cause = inner;
    }
    cause.to_string()
}

/// A power cut must not lose what was answered with 2xx: in a trial, WAL with synchronous=NORMAL lost 300 of 300 commits,
/// with FULL none.
async fn assert_durable(db: &DatabaseConnection) -> Result<()> {
    for (pragma, wanted) in [("journal_mode", "wal"), ("synchronous", "2")] {
        let row = db.query_one_raw(Statement::from_string(DbBackend::Sqlite, format!("PRAGMA {pragma}"))).await?;
        let value = match row {
            Some(row) => {
                row.try_get_by_index::<String>(0).or_else(|_| row.try_get_by_index::<i64>(0).map(|n| n.to_string()))?
            }
            None => String::new(),
        };
        if value != wanted {
            return Err(anyhow::anyhow!(
                "SQLite has {pragma}={value}, but must have {wanted} to keep what it has acknowledged"
            )
            .into());
        }
    }
    Ok(())
}
