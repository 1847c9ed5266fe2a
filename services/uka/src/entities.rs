//! The tables. Every row belongs to a municipality. What says who somebody is (`*_sealed`) is encrypted, see [`crate::vault`].

/// The lock under which a municipality's cases are opened and closed, and how many are open.
pub(crate) mod municipality {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "uka_municipality")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant: String,
        pub open_count: i64,
        /// Tells whether the installation's secret is the one under which this municipality's rows were written.
        pub key_check: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// The most cases open at the same time in a month, as told to billing.
pub(crate) mod peak {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "uka_peak")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// Its first day.
        pub month: ChronoDate,
        pub peak: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// Young people with their latest case.
pub(crate) mod youth {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "uka_youth")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub number_sealed: String,
        /// The blind index of the number: what is searched by, unique in the municipality.
        pub number_index: String,
        pub name_sealed: String,
        pub protected: bool,
        /// First day of the quarter in which the 20th birthday lies: whom the nightly work looks at. It does not tell the birthday.
        pub twenty_quarter: ChronoDate,
        pub case_id: Uuid,
        pub situation: String,
        pub opened_at: ChronoDateTimeUtc,
        /// The next follow-up; none when the case is closed.
        pub follow_up: Option<ChronoDate>,
        pub closed_at: Option<ChronoDateTimeUtc>,
        pub closing: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// Cases of a young person before the latest one.
pub(crate) mod earlier_case {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "uka_earlier_case")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub youth: Uuid,
        pub situation: String,
        pub opened_at: ChronoDateTimeUtc,
        pub closed_at: ChronoDateTimeUtc,
        pub closing: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// Contacts and attempts.
pub(crate) mod contact {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "uka_contact")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub youth: Uuid,
        pub day: ChronoDate,
        pub way: String,
        pub outcome: String,
        pub note_sealed: Option<String>,
        pub recorded_at: ChronoDateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// Measures.
pub(crate) mod measure {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "uka_measure")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub youth: Uuid,
        pub kind: String,
        pub starts: ChronoDate,
        pub ends: Option<ChronoDate>,
        pub recorded_at: ChronoDateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

platform::tenant_owned!(municipality::Entity, municipality::Column::Tenant, municipality::Column::Tenant);
platform::tenant_owned!(peak::Entity, peak::Column::Tenant, peak::Column::Id);
platform::tenant_owned!(youth::Entity, youth::Column::Tenant, youth::Column::Id);
platform::tenant_owned!(earlier_case::Entity, earlier_case::Column::Tenant, earlier_case::Column::Id);
platform::tenant_owned!(contact::Entity, contact::Column::Tenant, contact::Column::Id);
platform::tenant_owned!(measure::Entity, measure::Column::Tenant, measure::Column::Id);
