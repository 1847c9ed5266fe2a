//! The tables that every service's database has: outbox, inbox, parked events, audit, idempotency keys, usage tally, files,
//! schedules, marks, letters, subscriptions, follow-ups, work that waits.
#![expect(missing_docs, reason = "columns are named for what they hold; meanings stand in migrations")]

mod follow;

pub use follow::{follow_up, follow_up_draw};

/// Events on their way out, and afterwards the service's event log.
pub mod outbox {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "outbox")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub seq: i64,
        pub event_id: Uuid,
        pub tenant: String,
        pub subject: String,
        pub kind: String,
        #[sea_orm(column_type = "Text")]
        pub envelope: String,
        pub created_at: ChronoDateTimeUtc,
        pub published_at: Option<ChronoDateTimeUtc>,
        pub stream_seq: Option<i64>,
        pub stream_created: Option<String>,
        /// Its place in the feed of events, given once.
        pub feed_seq: Option<i64>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// Events already handled, per consumer.
pub mod inbox {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "inbox")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub handler: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub event_id: Uuid,
        pub handled_at: ChronoDateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// Events that could not be handled and wait for an operator.
pub mod parked {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "parked")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub handler: String,
        pub event_id: Option<Uuid>,
        pub tenant: String,
        pub subject: String,
        #[sea_orm(column_type = "Text")]
        pub envelope: String,
        #[sea_orm(column_type = "Text")]
        pub error: String,
        pub attempts: i64,
        pub parked_at: ChronoDateTimeUtc,
        /// `retried` or `dropped: <reason>` once an operator has decided.
        pub resolution: Option<String>,
        pub resolved_at: Option<ChronoDateTimeUtc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// Who did what; append-only.
pub mod audit {
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "audit")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub at: ChronoDateTimeUtc,
        pub actor: String,
        pub action: String,
        pub object: String,
        #[sea_orm(column_type = "Text")]
        pub detail: String,
        pub request_id: Option<Uuid>,
        /// The address that the request came from.
        pub origin: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// The hash chain over a tenant's audit rows; append-only.
pub mod audit_seal {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "audit_seal")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub seq: i64,
        pub audit_id: Uuid,
        /// SHA-256 over the previous hash and the row, hex.
        pub hash: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// Where a tenant's chain begins since its oldest rows were pruned; append-only.
pub mod audit_start {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "audit_start")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant: String,
        /// The last seal that was pruned.
        #[sea_orm(primary_key, auto_increment = false)]
        pub seq: i64,
        /// Its hash, which the next seal is made from.
        pub hash: String,
        pub pruned_at: ChronoDateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// Idempotency keys: the row is written in the request's own transaction, the answer just after.
pub mod idempotency {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "idempotency")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub key: String,
        pub fingerprint: String,
        pub created_at: ChronoDateTimeUtc,
        pub status: Option<i32>,
        #[sea_orm(column_type = "Text", nullable)]
        pub body: Option<String>,
        pub location: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// The service's own count of the usage it has told, per UTC day of telling.
pub mod usage_tally {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "usage_tally")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub meter: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub day: ChronoDate,
        pub events: i64,
        pub quantity: i64,
        pub ore: i64,
        /// Set when the day's total has been told.
        pub reported_at: Option<ChronoDateTimeUtc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// Files in the content-addressed store.
pub mod file {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "file")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub sha256: String,
        pub name: String,
        pub media_type: String,
        pub size: i64,
        pub created_at: ChronoDateTimeUtc,
        /// The last day on which it must be kept; none means until it is deleted.
        pub keep_until: Option<ChronoDate>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// Mail on its way out; see [`crate::mail`].
pub mod letter {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "letter")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// What it tells of, so that it can be taken back.
        pub about: Option<Uuid>,
        pub address: String,
        pub subject: String,
        #[sea_orm(column_type = "Text")]
        pub text: String,
        pub created_at: ChronoDateTimeUtc,
        pub next_at: ChronoDateTimeUtc,
        pub attempts: i64,
        /// When it left, or was given up for the reason in `error`.
        pub done_at: Option<ChronoDateTimeUtc>,
        #[sea_orm(column_type = "Text", nullable)]
        pub error: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// A list's address that a person has given a name; see [`crate::listing`].
pub mod saved_filter {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "saved_filter")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// Whose it is.
        pub person: Uuid,
        pub name: String,
        /// The list's page.
        pub path: String,
        /// The page with its filter and order.
        #[sea_orm(column_type = "Text")]
        pub address: String,
        pub saved_at: ChronoDateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// When scheduled work last ran.
pub mod schedule {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "schedule")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub name: String,
        /// The planned time of the last run that was started.
        pub planned_at: ChronoDateTimeUtc,
        pub started_at: ChronoDateTimeUtc,
        pub finished_at: Option<ChronoDateTimeUtc>,
        #[sea_orm(column_type = "Text", nullable)]
        pub error: Option<String>,
        /// When an operator asked for a run out of turn that has not begun.
        pub wanted_at: Option<ChronoDateTimeUtc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// Checks that a service has made of its own data; see [`crate::operations`].
pub mod verification {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "verification")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub started_at: ChronoDateTimeUtc,
        pub finished_at: Option<ChronoDateTimeUtc>,
        /// Parts that are done, of `steps`.
        pub step: i64,
        pub steps: i64,
        /// What was found, as JSON.
        #[sea_orm(column_type = "Text")]
        pub findings: String,
        /// Why it was broken off.
        #[sea_orm(column_type = "Text", nullable)]
        pub error: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// What a database remembers of itself; see `store/marks.rs`.
pub mod mark {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "mark")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub name: String,
        pub made_at: ChronoDateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// Who uses a service, and when: copied from the member register's events in services that ask for it, empty in the others.
pub mod subscription {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "subscription")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub service: String,
        pub begins: ChronoDate,
        pub ends: Option<ChronoDate>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

crate::tenant_owned!(outbox::Entity, outbox::Column::Tenant, outbox::Column::EventId);
crate::tenant_owned!(parked::Entity, parked::Column::Tenant, parked::Column::Id);
crate::tenant_owned!(audit::Entity, audit::Column::Tenant, audit::Column::Id);
crate::tenant_owned!(audit_seal::Entity, audit_seal::Column::Tenant, audit_seal::Column::AuditId);
crate::tenant_owned!(audit_start::Entity, audit_start::Column::Tenant, audit_start::Column::Seq);
crate::tenant_owned!(idempotency::Entity, idempotency::Column::Tenant, idempotency::Column::Key);
crate::tenant_owned!(usage_tally::Entity, usage_tally::Column::Tenant, usage_tally::Column::Meter);
crate::tenant_owned!(letter::Entity, letter::Column::Tenant, letter::Column::Id);
crate::tenant_owned!(saved_filter::Entity, saved_filter::Column::Tenant, saved_filter::Column::Id);
crate::tenant_owned!(file::Entity, file::Column::Tenant, file::Column::Id);
crate::tenant_owned!(subscription::Entity, subscription::Column::Tenant, subscription::Column::Id);
