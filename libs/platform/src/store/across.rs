//! Reading and writing across tenants: an explicit door.

use std::{ops::Deref, sync::Arc};

use chrono::{DateTime, Utc};
use contracts::Tenant;
use sea_orm::{
    ActiveModelBehavior, ActiveModelTrait, ConnectionTrait, DatabaseTransaction, DbBackend, EntityTrait,
    IntoActiveModel, Select, Statement, Value,
};
use serde::Serialize;
use uuid::Uuid;

use super::{Actor, AfterCommit, Begun, Read, Store, Tx, bulk, tx};
use crate::{
    caller::IdempotencyKey,
    error::{Error, Result},
};

/// A transaction that sees every tenant's rows. On PostgreSQL it runs under a role of its own.
#[derive(Clone)]
pub struct Across {
    db: Arc<DatabaseTransaction>,
    pub(super) store: Store,
    actor: Actor,
    request_id: Option<Uuid>,
    after: Arc<AfterCommit>,
}

impl Across {
    pub(super) fn new(store: Store, (db, turn): Begun, actor: Actor) -> Self {
        let after = Arc::new(AfterCommit::across(turn));
        Self { db: Arc::new(db), store, actor, request_id: None, after }
    }

    pub(super) fn with_request(mut self, request_id: Uuid) -> Self {
        self.request_id = Some(request_id);
        self
    }

    /// The time.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        self.store.clock().now()
    }

    /// Who acts.
    #[must_use]
    pub fn actor(&self) -> Actor {
        self.actor
    }

    /// The database transaction, to execute a select with.
    #[must_use]
    pub fn db(&self) -> &DatabaseTransaction {
        &self.db
    }

    /// A select over every tenant's rows.
    #[must_use]
    pub fn find<E: EntityTrait>(&self) -> Select<E> {
        #[expect(clippy::disallowed_methods, reason = "the door across tenants")]
        E::find()
    }

    /// Inserts a row whose tenant the model names.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn insert<A>(&self, model: A) -> Result<<A::Entity as EntityTrait>::Model>
    where
        A: ActiveModelTrait + ActiveModelBehavior + Send,
        <A::Entity as EntityTrait>::Model: IntoActiveModel<A>,
    {
        #[expect(clippy::disallowed_methods, reason = "the door across tenants")]
        Ok(model.insert(&*self.db).await?)
    }

    /// Inserts many rows in few statements.
    ///
    /// # Errors
    /// When the database refuses one.
    pub async fn insert_all<A>(&self, models: Vec<A>) -> Result<()>
    where
        A: ActiveModelTrait + ActiveModelBehavior + Send,
    {
        bulk::insert(&self.db, models).await
    }

    /// Updates a row.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn update<A>(&self, model: A) -> Result<<A::Entity as EntityTrait>::Model>
    where
        A: ActiveModelTrait + ActiveModelBehavior + Send,
        <A::Entity as EntityTrait>::Model: IntoActiveModel<A>,
    {
        #[expect(clippy::disallowed_methods, reason = "the door across tenants")]
        Ok(model.update(&*self.db).await?)
    }

    /// A delete over every tenant's rows of an entity; add a filter and `exec`.
    #[must_use]
    pub fn delete<E: EntityTrait>(&self) -> sea_orm::DeleteMany<E> {
        #[expect(clippy::disallowed_methods, reason = "the door across tenants")]
        E::delete_many()
    }

    /// An update over every tenant's rows of an entity; add values, a filter and `exec`.
    #[must_use]
    pub fn update_many<E: EntityTrait>(&self) -> sea_orm::UpdateMany<E> {
        #[expect(clippy::disallowed_methods, reason = "the door across tenants")]
        E::update_many()
    }

    /// A set statement with `$1…` parameters (both databases take them), for what one statement does better than many rows.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn execute(&self, sql: &str, values: impl IntoIterator<Item = Value>) -> Result<u64> {
        let statement = Statement::from_sql_and_values(self.store.backend(), sql, values);
        Ok(self.db.execute_raw(statement).await?.rows_affected())
    }

    /// From here on the transaction may do nothing but prune the log: what is older than five years and lies before a start of its chain.
    /// Delete with [`Self::execute`] and commit.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn only_prunes(&self) -> Result<()> {
        if self.store.backend() == DbBackend::Postgres {
            let role = super::migrate::prune_role(self.store.service());
            self.query("SELECT set_config('role', $1, true)", [role.into()]).await?;
        }
        Ok(())
    }

    /// The rows of a set query with `$1…` parameters.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn query(&self, sql: &str, values: impl IntoIterator<Item = Value>) -> Result<Vec<sea_orm::QueryResult>> {
        let statement = Statement::from_sql_and_values(self.store.backend(), sql, values);
        Ok(self.db.query_all_raw(statement).await?)
    }

    /// The same transaction acting for one tenant: to emit that tenant's events and write its audit rows.
    #[must_use]
    pub fn tenant(&self, tenant: &Tenant) -> Tx {
        let read = Read { settled: None, db: Arc::clone(&self.db), store: self.store.clone(), tenant: tenant.clone() };
        Tx::from_parts(read, self.actor, self.request_id, Arc::clone(&self.after))
    }

    /// Writes an audit row for a tenant.
    ///
    /// # Errors
    /// When the row can't be written.
    pub async fn audit(&self, tenant: &Tenant, action: &str, object: &str, detail: &impl Serialize) -> Result<()> {
        let row = tx::audit_row(tenant, self.now(), self.actor, action, object, detail, self.request_id)?;
        self.insert(row).await?;
        Ok(())
    }

    pub(super) async fn claim(&self, tenant: &Tenant, key: &IdempotencyKey) -> Result<()> {
        self.tenant(tenant).claim(key).await
    }

    /// Commits rows and events together.
    ///
    /// # Errors
    /// When the database refuses, or a clone of this transaction is still held (a fault in the caller).
    pub async fn commit(self) -> Result<()> {
        let Self { db, store, after, .. } = self;
        let db = Arc::try_unwrap(db)
            .map_err(|_| Error::Internal(anyhow::anyhow!("the transaction is still in use elsewhere")))?;
        db.commit().await?;
        after.wake(&store);
        Ok(())
    }
}

impl Deref for Across {
    type Target = DatabaseTransaction;

    fn deref(&self) -> &DatabaseTransaction {
        &self.db
    }
}
