//! The tables. Everything belongs to a municipality.

/// Placements on offer.
pub(crate) mod offer {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "tillarbetslivet_offer")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub kind: String,
        pub employer: String,
        pub workplace: String,
        pub tasks: String,
        pub seats: i32,
        /// Seats with a confirmed pupil; never more than `seats`.
        pub taken: i32,
        pub first_day: ChronoDate,
        pub last_day: ChronoDate,
        /// The days of the week, one bit each from Monday.
        pub days: i32,
        /// Minutes since midnight.
        pub starts: i32,
        pub ends: i32,
        pub pause: i32,
        pub min_age: i32,
        /// Names of schools with commas between; empty for all.
        pub schools: String,
        pub offered_at: ChronoDateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// Pupils, by the school's code. Deleted when the school year is over.
pub(crate) mod pupil {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "tillarbetslivet_pupil")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub reference: String,
        pub school: String,
        pub class: String,
        pub grade: String,
        /// The first day of the month of birth.
        pub born: ChronoDate,
        /// The last day of the school year of the latest chosen placement.
        pub keep_until: ChronoDate,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// Pupils' choices. Deleted with the pupil.
pub(crate) mod wish {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "tillarbetslivet_wish")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub pupil: Uuid,
        pub offer: Uuid,
        pub rank: i32,
        pub status: String,
        pub wished_at: ChronoDateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// Confirmed placements. What was charged stays; who it was goes with the pupil.
pub(crate) mod placement {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "tillarbetslivet_placement")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub offer: Uuid,
        /// None when the school year is over.
        pub pupil: Option<Uuid>,
        pub wish: Option<Uuid>,
        pub confirmed_at: ChronoDateTimeUtc,
        pub cancelled_at: Option<ChronoDateTimeUtc>,
        pub usage_event: Uuid,
        pub reversal_event: Option<Uuid>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// Who was invited from outside to approve a placement, and how far she has come. Deleted with the pupil.
pub(crate) mod party {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "tillarbetslivet_party")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant: String,
        /// Also the invitation's.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub placement: Uuid,
        /// `employer` or `guardian`.
        pub party: String,
        /// Who invited, by name: whom she turns to.
        pub contact: String,
        pub invited_at: ChronoDateTimeUtc,
        /// When the link ends.
        pub until: ChronoDateTimeUtc,
        /// Where letters go, encrypted, until nothing more is to be said.
        #[sea_orm(column_type = "Text", nullable)]
        pub address_sealed: Option<String>,
        pub reminded_at: Option<ChronoDateTimeUtc>,
        pub withdrawn_at: Option<ChronoDateTimeUtc>,
        /// Who has come by the link, and when.
        pub person: Option<Uuid>,
        pub accepted_at: Option<ChronoDateTimeUtc>,
        /// When she approved, and her name as her electronic identity told it then.
        pub approved_at: Option<ChronoDateTimeUtc>,
        pub name: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

platform::tenant_owned!(offer::Entity, offer::Column::Tenant, offer::Column::Id);
platform::tenant_owned!(pupil::Entity, pupil::Column::Tenant, pupil::Column::Id);
platform::tenant_owned!(wish::Entity, wish::Column::Tenant, wish::Column::Id);
platform::tenant_owned!(placement::Entity, placement::Column::Tenant, placement::Column::Id);
platform::tenant_owned!(party::Entity, party::Column::Tenant, party::Column::Id);
