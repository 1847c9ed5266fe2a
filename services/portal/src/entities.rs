//! The portal's copies of what others have told.

/// An organisation's names.
pub mod organisation {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "portal_organisation")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub name: String,
        pub short_name: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// A month's use of one meter so far.
pub mod usage {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "portal_usage")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub service: String,
        pub meter: String,
        pub month: ChronoDate,
        pub quantity: i64,
        /// Excluding VAT and fixed fees.
        pub ore: i64,
        pub as_of: ChronoDateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// A subscription; its tenant is the user.
pub mod subscription {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "portal_subscription")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub service: String,
        pub payer: String,
        pub begins: ChronoDate,
        /// Last day; none while it lasts.
        pub ends: Option<ChronoDate>,
        /// The department that works with the service, when it is known.
        pub department: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// Something that waits, or has waited.
pub mod task {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "portal_task")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub service: String,
        /// Key of its text in the service's resource files.
        pub text: String,
        /// A JSON object of texts.
        #[sea_orm(column_type = "Text")]
        pub arguments: String,
        pub href: String,
        pub role: String,
        pub due: Option<ChronoDateTimeUtc>,
        /// The actor who may not do it.
        pub not_by: Option<Uuid>,
        pub opened_at: ChronoDateTimeUtc,
        pub closed_at: Option<ChronoDateTimeUtc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// An issued invoice; its tenant is the payer.
pub mod invoice {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "portal_invoice")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub number: String,
        pub service: String,
        pub month: ChronoDate,
        pub payable_ore: i64,
        pub due: ChronoDate,
        pub issued_at: ChronoDateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// A meeting of a council in which the organisation has a seat.
pub mod meeting {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "portal_meeting")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub council: String,
        pub number: i64,
        pub title: String,
        pub begins_at: ChronoDateTimeUtc,
        pub ends_at: ChronoDateTimeUtc,
        /// Empty when it is held at a link only.
        pub place: String,
        pub noticed: bool,
        pub cancelled: bool,
        /// Of the newest that was heard.
        pub sequence: i64,
        pub told_at: ChronoDateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// Something new on a council's roadmap, for all who sit there.
pub mod news {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "portal_news")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub council: String,
        /// `ballot` or `item`.
        pub kind: String,
        /// The ballot's or the proposal's in its council.
        pub number: i64,
        /// The roadmap's column that it concerns.
        pub place: String,
        /// What is made; empty for a ballot.
        pub title: String,
        /// How many a ballot chose, and their hours.
        pub chosen: i64,
        pub hours: i64,
        pub at: ChronoDateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

platform::tenant_owned!(organisation::Entity, organisation::Column::Tenant, organisation::Column::Id);
platform::tenant_owned!(usage::Entity, usage::Column::Tenant, usage::Column::Id);
platform::tenant_owned!(subscription::Entity, subscription::Column::Tenant, subscription::Column::Id);
platform::tenant_owned!(task::Entity, task::Column::Tenant, task::Column::Id);
platform::tenant_owned!(invoice::Entity, invoice::Column::Tenant, invoice::Column::Id);
platform::tenant_owned!(meeting::Entity, meeting::Column::Tenant, meeting::Column::Id);
