//! The rows of the emergency accounts, which belong to the association.

/// An emergency account. Its id is the person's that it acts as.
pub mod account {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "identity_break_glass")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub number: i32,
        /// Its key's public half with its counter, as JSON; none before there is a key.
        #[sea_orm(column_type = "Text", nullable)]
        pub passkey: Option<String>,
        pub keyed_at: Option<ChronoDateTimeUtc>,
        /// A code by which a key can be given to it, until then.
        pub code_sha256: Option<String>,
        pub code_until: Option<ChronoDateTimeUtc>,
        /// The seal's number and where the envelope lies; none while nobody has noted that the key lies there.
        #[sea_orm(column_type = "Text", nullable)]
        pub seal: Option<String>,
        pub sealed_at: Option<ChronoDateTimeUtc>,
        pub sealed_by: Option<Uuid>,
        /// The tasks that ask operators and office to look and to seal it.
        pub task_operators: Option<Uuid>,
        pub task_office: Option<Uuid>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// A time when one was opened.
pub mod opening {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "identity_break_glass_opening")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub number: i32,
        #[sea_orm(column_type = "Text")]
        pub reason: String,
        pub opened_at: ChronoDateTimeUtc,
        pub until: ChronoDateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

platform::tenant_owned!(account::Entity, account::Column::Tenant, account::Column::Id);
platform::tenant_owned!(opening::Entity, opening::Column::Tenant, opening::Column::Id);
