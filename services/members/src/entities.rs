//! The register's tables.

/// An organisation; its tenant is itself.
pub mod organisation {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "members_organisation")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub name: String,
        pub short_name: String,
        pub kind: String,
        pub municipality_code: Option<String>,
        pub county: Option<String>,
        pub population: Option<i64>,
        pub population_date: Option<ChronoDate>,
        pub organisation_number: Option<String>,
        /// What a search looks in: the names as written and folded to a-z.
        #[sea_orm(column_type = "Text")]
        pub search: String,
        /// Sorts as bytes the way Swedish sorts names, whatever the database's collation.
        #[sea_orm(column_type = "Text")]
        pub sort_key: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// A time as member of the association; at most one is open.
pub mod membership {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "members_membership")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub joined: ChronoDate,
        /// Last day; none while it lasts.
        pub left_on: Option<ChronoDate>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// A time as user of a shared service; its tenant is the user.
pub mod subscription {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "members_subscription")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub service: String,
        /// Whose agreement it is.
        pub member: String,
        /// Who is invoiced.
        pub payer: String,
        pub begins: ChronoDate,
        /// Last day; none while it lasts.
        pub ends: Option<ChronoDate>,
        /// The user's department that works with the service.
        pub department: Option<String>,
        /// Address of the function there that answers; kept here and never told in events.
        pub contact: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

platform::tenant_owned!(organisation::Entity, organisation::Column::Tenant, organisation::Column::Id);
platform::tenant_owned!(membership::Entity, membership::Column::Tenant, membership::Column::Id);
platform::tenant_owned!(subscription::Entity, subscription::Column::Tenant, subscription::Column::Id);
