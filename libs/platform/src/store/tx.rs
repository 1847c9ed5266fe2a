//! Writing one tenant's rows, and events with them.

use std::{
    collections::HashSet,
    fmt,
    ops::Deref,
    sync::{Arc, atomic::Ordering},
};

use chrono::{DateTime, Utc};
use contracts::Tenant;
use sea_orm::{
    ActiveModelBehavior, ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel, QueryFilter,
    sea_query::OnConflict,
};
use serde::Serialize;
use uuid::Uuid;

use super::{AfterCommit, Begun, Read, Store, TenantOwned, bulk, system};
use crate::{
    caller::IdempotencyKey,
    error::{Error, Result},
    id,
};

/// Who acts: a person, a machine client, or a part of the platform itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actor {
    /// A signed-in person.
    Person(Uuid),
    /// A client with its own key.
    Client(Uuid),
    /// The platform: the name of the work.
    System(&'static str),
}

impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Person(id) => write!(f, "person:{id}"),
            Self::Client(id) => write!(f, "client:{id}"),
            Self::System(name) => write!(f, "system:{name}"),
        }
    }
}

/// The one capability to change anything: a tenant, a transaction and an outbox. There is no way to write a row for the wrong
/// municipality, or an event without its row. A cheap clone of one transaction; [`Tx::commit`] wants the last one.
#[derive(Clone)]
pub struct Tx {
    read: Read,
    actor: Actor,
    pub(super) cause: Option<Uuid>,
    request_id: Option<Uuid>,
    pub(super) after: Arc<AfterCommit>,
}

impl Tx {
    pub(super) fn new(store: Store, (db, turn): Begun, tenant: Tenant, actor: Actor) -> Self {
        let after = Arc::new(AfterCommit::of(&tenant, turn));
        let read = Read::new(store, db, tenant);
        Self { read, actor, cause: None, request_id: None, after }
    }

    pub(super) fn from_parts(read: Read, actor: Actor, request_id: Option<Uuid>, after: Arc<AfterCommit>) -> Self {
        Self { read, actor, cause: None, request_id, after }
    }

    pub(super) fn with_request(mut self, request_id: Uuid) -> Self {
        self.request_id = Some(request_id);
        self
    }

    /// The same transaction, caused by an event: what is emitted names it.
    pub(crate) fn caused_by(mut self, event: Uuid) -> Self {
        self.cause = Some(event);
        self
    }

    /// The same transaction for another tenant, for a batch of events.
    pub(crate) async fn for_tenant(&self, tenant: &Tenant) -> Result<Self> {
        super::set_tenant(self.db(), tenant).await?;
        self.after.touches(tenant);
        let mut tx = self.clone();
        tx.read.tenant = tenant.clone();
        Ok(tx)
    }

    /// The time of writing.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        self.read.store.clock().now()
    }

    /// Who acts.
    #[must_use]
    pub fn actor(&self) -> Actor {
        self.actor
    }

    pub(super) fn service(&self) -> &'static str {
        self.read.store.service()
    }

    /// Inserts a row, stamped with the tenant whatever the model says.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn insert<A>(&self, mut model: A) -> Result<<A::Entity as EntityTrait>::Model>
    where
        A: ActiveModelTrait + ActiveModelBehavior + Send,
        A::Entity: TenantOwned,
        <A::Entity as EntityTrait>::Model: IntoActiveModel<A>,
    {
        model.set(A::Entity::tenant_column(), self.tenant().as_str().into());
        #[expect(clippy::disallowed_methods, reason = "stamped with the tenant just above")]
        Ok(model.insert(self.db()).await?)
    }

    /// Inserts many rows in few statements, each stamped with the tenant.
    ///
    /// # Errors
    /// When the database refuses one.
    pub async fn insert_all<A>(&self, models: Vec<A>) -> Result<()>
    where
        A: ActiveModelTrait + ActiveModelBehavior + Send,
        A::Entity: TenantOwned,
    {
        bulk::insert(self.db(), self.stamped(models)).await
    }

    /// Rows that are the tenant's.
    fn stamped<A>(&self, mut models: Vec<A>) -> Vec<A>
    where
        A: ActiveModelTrait,
        A::Entity: TenantOwned,
    {
        for model in &mut models {
            model.set(A::Entity::tenant_column(), self.tenant().as_str().into());
        }
        models
    }

    /// Inserts rows of the tenant, but for those whose id it has already; tells the ids of those it has inserted.
    ///
    /// # Errors
    /// When the database refuses, also for any other conflict.
    pub async fn insert_all_new<A>(&self, models: Vec<A>) -> Result<HashSet<Uuid>>
    where
        A: ActiveModelTrait + ActiveModelBehavior + Send,
        A::Entity: TenantOwned,
    {
        bulk::insert_new(self.db(), self.stamped(models)).await
    }

    /// Inserts a row unless its key is taken; tells whether it was inserted.
    ///
    /// # Errors
    /// When the database refuses it for another reason.
    pub async fn insert_if_new<A>(&self, mut model: A) -> Result<bool>
    where
        A: ActiveModelTrait + ActiveModelBehavior + Send,
        A::Entity: TenantOwned,
    {
        model.set(A::Entity::tenant_column(), self.tenant().as_str().into());
        #[expect(clippy::disallowed_methods, reason = "stamped with the tenant just above")]
        let result = A::Entity::insert(model)
            .on_conflict(OnConflict::new().do_nothing().to_owned())
            .exec_without_returning(self.db())
            .await;
        match result {
            Ok(rows) => Ok(rows > 0),
            Err(sea_orm::DbErr::RecordNotInserted) => Ok(false),
            Err(other) => Err(other.into()),
        }
    }

    /// Updates a row that was read through this transaction.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the row is not the tenant's.
    pub async fn update<A>(&self, model: A) -> Result<<A::Entity as EntityTrait>::Model>
    where
        A: ActiveModelTrait + ActiveModelBehavior + Send,
        A::Entity: TenantOwned,
        <A::Entity as EntityTrait>::Model: IntoActiveModel<A>,
    {
        let tenant = A::Entity::tenant_column();
        if model.get(tenant).into_value() != Some(self.tenant().as_str().into()) {
            return Err(Error::NotFound);
        }
        // The key columns, the tenant among them, make the WHERE clause and are never written.
        #[expect(clippy::disallowed_methods, reason = "the tenant was checked just above")]
        Ok(model.update(self.db()).await?)
    }

    /// A delete over the tenant's rows of an entity; add a filter and `exec`.
    #[must_use]
    pub fn delete<E: TenantOwned>(&self) -> sea_orm::DeleteMany<E> {
        use sea_orm::ColumnTrait;
        #[expect(clippy::disallowed_methods, reason = "the one place where tenants' rows are deleted")]
        E::delete_many().filter(E::tenant_column().eq(self.tenant().as_str()))
    }

    /// An update over the tenant's rows of an entity; add values, a filter and `exec`.
    #[must_use]
    pub fn update_many<E: TenantOwned>(&self) -> sea_orm::UpdateMany<E> {
        use sea_orm::ColumnTrait;
        #[expect(clippy::disallowed_methods, reason = "the one place where tenants' rows are updated")]
        E::update_many().filter(E::tenant_column().eq(self.tenant().as_str()))
    }

    /// Writes who did what to the audit log, in the transaction that it describes.
    ///
    /// # Errors
    /// When the row can't be written.
    pub async fn audit(&self, action: &str, object: &str, detail: &impl Serialize) -> Result<()> {
        let row = audit_row(self.tenant(), self.now(), self.actor, action, object, detail, self.request_id)?;
        self.insert(row).await?;
        Ok(())
    }

    /// Writes that the same was done to each of many, in few statements: what it was done to, and what is noted of it.
    ///
    /// # Errors
    /// When the rows can't be written.
    pub async fn audit_all<D: Serialize>(
        &self,
        action: &str,
        each: impl IntoIterator<Item = (String, D)>,
    ) -> Result<()> {
        let row = |(object, detail): (String, D)| {
            audit_row(self.tenant(), self.now(), self.actor, action, &object, &detail, self.request_id)
        };
        self.insert_all(each.into_iter().map(row).collect::<Result<_>>()?).await
    }

    /// Commits rows and events together.
    ///
    /// # Errors
    /// When the database refuses, or a clone of this transaction is still held (a fault in the caller).
    pub async fn commit(self) -> Result<()> {
        let Self { read, after, .. } = self;
        let Read { db, store, .. } = read;
        let db = Arc::try_unwrap(db).map_err(|_| anyhow::anyhow!("the transaction is still in use elsewhere"))?;
        db.commit().await?;
        after.wake(&store);
        Ok(())
    }

    /// Wakes the service's own background work when the transaction commits; see [`Store::work_woken`].
    pub fn wake_work(&self) {
        self.after.work.store(true, Ordering::Relaxed);
    }

    /// Claims an Idempotency-Key in the request's own transaction.
    pub(super) async fn claim(&self, key: &IdempotencyKey) -> Result<()> {
        let row = idempotency_row(key, self.now());
        if self.insert_if_new(row).await? {
            // A transaction claims one key at most.
            let _ = self.after.claimed.set(Arc::clone(&key.claimed));
            return Ok(());
        }
        Err(Error::Conflict("a request with this Idempotency-Key has been, or is being, carried out".into()))
    }
}

impl Deref for Tx {
    type Target = Read;

    fn deref(&self) -> &Read {
        &self.read
    }
}

pub(super) fn idempotency_row(key: &IdempotencyKey, now: DateTime<Utc>) -> system::idempotency::ActiveModel {
    system::idempotency::ActiveModel {
        key: Set(key.key.clone()),
        fingerprint: Set(key.fingerprint.clone()),
        created_at: Set(now),
        status: Set(None),
        body: Set(None),
        location: Set(None),
        ..Default::default()
    }
}

pub(super) fn audit_row(
    tenant: &Tenant,
    now: DateTime<Utc>,
    actor: Actor,
    action: &str,
    object: &str,
    detail: &impl Serialize,
    request_id: Option<Uuid>,
) -> Result<system::audit::ActiveModel> {
    Ok(system::audit::ActiveModel {
        tenant: Set(tenant.to_string()),
        id: Set(id::new()),
        at: Set(now),
        actor: Set(actor.to_string()),
        action: Set(action.into()),
        object: Set(object.into()),
        detail: Set(serde_json::to_string(detail)?),
        request_id: Set(request_id),
        origin: Set(crate::audit::here()),
    })
}
