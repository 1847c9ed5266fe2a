//! Follow-ups of the audit log.

/// What a rule has picked for somebody else than who did it to look at; see [`crate::audit`].
pub mod follow_up {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "follow_up")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub rule: String,
        /// Whose deeds they are.
        pub person: Uuid,
        /// The day, or the month by its first.
        pub period: ChronoDate,
        /// How many deeds the rule has picked.
        pub count: i64,
        /// The first of them, as JSON.
        #[sea_orm(column_type = "Text")]
        pub deeds: String,
        pub opened_at: ChronoDateTimeUtc,
        /// Since when it waits for the association.
        pub handed_at: Option<ChronoDateTimeUtc>,
        pub closed_at: Option<ChronoDateTimeUtc>,
        pub closed_by: Option<Uuid>,
        pub verdict: Option<String>,
        #[sea_orm(column_type = "Text", nullable)]
        pub reason: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// A month's sample: from which seed, among how many, so that it can be drawn again.
pub mod follow_up_draw {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "follow_up_draw")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub period: ChronoDate,
        pub seed: String,
        pub among: i64,
        pub drawn_at: ChronoDateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

crate::tenant_owned!(follow_up::Entity, follow_up::Column::Tenant, follow_up::Column::Id);
crate::tenant_owned!(follow_up_draw::Entity, follow_up_draw::Column::Tenant, follow_up_draw::Column::Id);
