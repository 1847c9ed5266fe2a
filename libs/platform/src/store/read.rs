//! Reading one tenant's rows.

use contracts::Tenant;
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter, QueryTrait, Select, Value};
use std::{ops::Deref, sync::Arc};

use super::{Store, TenantOwned};
use crate::error::{Error, Result};

/// A transaction that sees one tenant's rows. Dereferences to the database transaction, which executes the selects that
/// [`Read::find`] starts: `read.find::<loan::Entity>().all(read.db())`.
#[derive(Clone)]
pub struct Read {
    pub(super) db: Arc<DatabaseTransaction>,
    pub(super) store: Store,
    pub(super) tenant: Tenant,
    /// How many commits this process had seen when it began, of a transaction that changes nothing itself.
    pub(super) settled: Option<u64>,
}

impl Read {
    pub(super) fn new(store: Store, db: DatabaseTransaction, tenant: Tenant) -> Self {
        Self { db: Arc::new(db), store, tenant, settled: None }
    }

    pub(super) fn settled(mut self) -> Self {
        self.settled = Some(self.store.0.remembered.commits());
        self
    }

    /// Whose rows these are.
    #[must_use]
    pub fn tenant(&self) -> &Tenant {
        &self.tenant
    }

    /// The database transaction, to execute a select with.
    #[must_use]
    pub fn db(&self) -> &DatabaseTransaction {
        &self.db
    }

    /// A select over the tenant's rows of an entity.
    #[must_use]
    pub fn find<E: TenantOwned>(&self) -> Select<E> {
        #[expect(clippy::disallowed_methods, reason = "the one place where tenants' rows are selected")]
        E::find().filter(E::tenant_column().eq(self.tenant.as_str()))
    }

    /// One of the tenant's rows.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none, whoever else may have one.
    pub async fn get<E: TenantOwned>(&self, id: impl Into<Value> + Send) -> Result<E::Model>
    where
        E::Model: Send + Sync,
    {
        self.find::<E>().filter(E::id_column().eq(id)).one(self.db()).await?.ok_or(Error::NotFound)
    }

    /// How many rows a list has: counted at most once a second while nothing of the tenant's is committed here.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn total<E: EntityTrait>(&self, list: &Select<E>) -> Result<u64>
    where
        E::Model: Send + Sync,
    {
        let Some(commits) = self.settled else { return Ok(list.clone().count(self.db()).await?) };
        let list_name = list.build(self.store.backend()).to_string();
        if let Some(total) = self.store.0.remembered.known::<u64>(&self.tenant, &list_name) {
            return Ok(*total);
        }
        let total = list.clone().count(self.db()).await?;
        self.store.0.remembered.keep(&self.tenant, list_name, Arc::new(total), 1, commits);
        Ok(total)
    }

    /// A select over reference data that belongs to nobody (price steps, the list of municipalities).
    #[must_use]
    pub fn reference<E: EntityTrait>(&self) -> Select<E> {
        #[expect(clippy::disallowed_methods, reason = "for entities without an owner")]
        E::find()
    }
}

impl Deref for Read {
    type Target = DatabaseTransaction;

    fn deref(&self) -> &DatabaseTransaction {
        &self.db
    }
}
