//! The tables. Titles and price steps belong to nobody; everything else to a municipality.

/// The catalogue, shared by all municipalities.
pub(crate) mod title {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "bibblix_title")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub title: String,
        pub author: String,
        pub publisher: String,
        pub year: i32,
        pub published: ChronoDate,
        pub age_band: String,
        pub lix: i32,
        pub price_model: String,
        pub search: String,
        pub sort_key: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// Steps of the versions of the price list.
pub(crate) mod price_step {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "bibblix_price_step")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub version: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub from_months: i32,
        pub to_months: Option<i32>,
        pub valid_from: ChronoDate,
        pub ore: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// What Bibblix knows of a municipality: copied from the member register's events.
pub(crate) mod organisation {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "bibblix_organisation")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant: String,
        pub population: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// What a municipality has decided, and the secret key of its cards' pseudonyms. Its row is the lock under which its loans start.
pub(crate) mod municipality {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "bibblix_municipality")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant: String,
        pub card_key: String,
        pub cap_ore: i64,
        pub decided_at: Option<ChronoDateTimeUtc>,
        pub revision: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// The budget of a calendar month.
pub(crate) mod budget {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "bibblix_budget")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub month: ChronoDate,
        pub cap_ore: i64,
        pub committed_ore: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// Loans.
pub(crate) mod loan {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "bibblix_loan")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub title: Uuid,
        /// The card's pseudonym; none 30 days after the loan ended.
        pub card: Option<String>,
        pub status: String,
        pub started: ChronoDateTimeUtc,
        pub due: ChronoDateTimeUtc,
        pub ended: Option<ChronoDateTimeUtc>,
        pub price_ore: i64,
        /// None for a loan out of a prepaid bundle, which billing prices.
        pub price_list: Option<String>,
        pub price_step: Option<String>,
        pub usage_event: Uuid,
        pub reversal_event: Option<Uuid>,
        pub reversal_reason: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

platform::tenant_owned!(organisation::Entity, organisation::Column::Tenant, organisation::Column::Tenant);
platform::tenant_owned!(municipality::Entity, municipality::Column::Tenant, municipality::Column::Tenant);
platform::tenant_owned!(budget::Entity, budget::Column::Tenant, budget::Column::Month);
platform::tenant_owned!(loan::Entity, loan::Column::Tenant, loan::Column::Id);
