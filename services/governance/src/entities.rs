//! The tables. Proposals, ballots and items are a council's own; everything else is a municipality's.

mod meetings;

pub(crate) use meetings::{agenda, attendance, calendar, invitation, meeting, signature};

/// An organisation's names: copied from the member register's events.
pub(crate) mod organisation {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "governance_organisation")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant: String,
        pub name: String,
        pub short_name: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// A municipality's seat in the council of a service that it uses: each subscription gives one.
pub(crate) use platform::store::system::subscription as seat;

/// What a municipality wants to have made, and its way through the roadmap. Open to the whole council.
pub(crate) mod proposal {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "governance_proposal")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub service: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub number: i64,
        pub title: String,
        pub text: String,
        /// Who proposed it.
        pub municipality: String,
        pub proposed_at: ChronoDateTimeUtc,
        pub hours: Option<i64>,
        pub low: Option<i64>,
        pub high: Option<i64>,
        pub state: String,
        /// The last ballot that it was on.
        pub ballot: Option<i64>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// A ballot, with its outcome once it is closed. Open to the whole council.
pub(crate) mod ballot {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "governance_ballot")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub service: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub number: i64,
        pub title: String,
        pub hours: i64,
        pub minimum: i64,
        pub items: i64,
        /// Seats in the voting register.
        pub voters: i64,
        pub opened_at: ChronoDateTimeUtc,
        pub closes_at: ChronoDateTimeUtc,
        pub closed_at: Option<ChronoDateTimeUtc>,
        /// Half of the lot's seed; secret until the ballot is closed.
        pub salt: String,
        /// An `Outcome` as JSON.
        pub outcome: Option<String>,
        pub outcome_hash: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// A proposal as it stood when the ballot opened.
pub(crate) mod item {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "governance_item")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub service: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub ballot: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub position: i64,
        pub proposal: i64,
        pub title: String,
        pub text: String,
        pub hours: i64,
        pub low: i64,
        pub high: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// A municipality's line in a ballot's voting register, and its vote as it stands.
pub(crate) mod paper {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "governance_paper")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub service: String,
        pub ballot: i64,
        pub seat: Uuid,
        /// How many times it has voted.
        pub version: i64,
        /// Numbers of items as JSON.
        pub items: Option<String>,
        pub reference: Option<String>,
        pub voted_at: Option<ChronoDateTimeUtc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// Every vote that was cast, also those that were changed.
pub(crate) mod vote {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "governance_vote")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub paper: Uuid,
        pub version: i64,
        pub items: String,
        pub reference: String,
        pub cast_at: ChronoDateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

platform::tenant_owned!(organisation::Entity, organisation::Column::Tenant, organisation::Column::Tenant);
platform::tenant_owned!(paper::Entity, paper::Column::Tenant, paper::Column::Id);
platform::tenant_owned!(vote::Entity, vote::Column::Tenant, vote::Column::Id);
