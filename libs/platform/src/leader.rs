//! Which of several processes of a service does the work that only one may do at a time (relay, consumer, scheduler, sealing).

use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};

use crate::{error::Result, store::Store};

/// A candidate for one piece of work. On SQLite there is one process, and it leads. On PostgreSQL the leader holds a session lock
/// on a connection of its own, which ends with the process.
pub struct Leader {
    store: Store,
    name: String,
    connection: Option<DatabaseConnection>,
}

impl Leader {
    /// A candidate for `work` of the store's service.
    #[must_use]
    pub fn new(store: &Store, work: &str) -> Self {
        Self { store: store.clone(), name: format!("{}/{work}", store.service()), connection: None }
    }

    /// Whether this process leads now; takes the lead when it is free.
    ///
    /// # Errors
    /// When the database does not answer: nobody can tell, so do nothing.
    pub async fn leads(&mut self) -> Result<bool> {
        if self.store.backend() == DbBackend::Sqlite {
            return Ok(true);
        }
        let connection = match &self.connection {
            Some(connection) => connection,
            None => self.connection.insert(self.store.connect_once().await?),
        };
        // A lock that this session already holds is seen in pg_locks; a reconnected session has lost it.
        let sql = "SELECT EXISTS (SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid() AND granted \
                   AND objid = (hashtext($1)::bigint & 4294967295)::oid) OR pg_try_advisory_lock(7317, hashtext($1)) AS leads";
        let statement = Statement::from_sql_and_values(DbBackend::Postgres, sql, [self.name.as_str().into()]);
        match connection.query_one_raw(statement).await {
            Ok(row) => Ok(row.map(|row| row.try_get::<bool>("", "leads")).transpose()?.unwrap_or(false)),
            Err(error) => {
                self.connection = None;
                Err(error.into())
            }
        }
    }
}
