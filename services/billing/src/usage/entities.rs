//! The tables of what arrives all month. What each column means stands in `migrations`.

/// A charged use, kept as it came; never changed.
pub(crate) mod usage {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "billing_usage")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub source: String,
        pub external_id: String,
        pub service: String,
        pub meter: String,
        pub quantity: i64,
        pub ore: i64,
        pub price_list: Option<String>,
        pub occurred_at: ChronoDateTimeUtc,
        pub told_day: Date,
        pub recorded_at: ChronoDateTimeUtc,
        pub month: Date,
        pub billed_month: Date,
        pub source_ref: String,
        pub reverses: Option<Uuid>,
        pub content_sha256: String,
        /// The use's place in the organisation's feed.
        pub feed_seq: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
    platform::tenant_owned!(Entity, Column::Tenant, Column::Id);
}

/// Use that waits for somebody to make sense of it.
pub(crate) mod quarantine {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "billing_quarantine")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub usage: Uuid,
        pub source: String,
        pub external_id: String,
        pub service: String,
        pub meter: String,
        pub quantity: i64,
        pub ore: i64,
        pub price_list: Option<String>,
        pub occurred_at: ChronoDateTimeUtc,
        pub told_day: Date,
        pub source_ref: String,
        pub reverses: Option<Uuid>,
        pub content_sha256: String,
        pub reason: String,
        pub received_at: ChronoDateTimeUtc,
        pub outcome: Option<String>,
        pub outcome_reason: Option<String>,
        pub outcome_at: Option<ChronoDateTimeUtc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
    platform::tenant_owned!(Entity, Column::Tenant, Column::Id);
}

/// Sums of use, kept as it arrives: what a billing run reads.
pub(crate) mod rollup {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "billing_rollup")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub service: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub meter: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub month: Date,
        #[sea_orm(primary_key, auto_increment = false)]
        pub billed_month: Date,
        #[sea_orm(primary_key, auto_increment = false)]
        pub price_list: String,
        pub events: i64,
        pub quantity: i64,
        pub ore: i64,
        pub max_quantity: i64,
        pub changed_at: ChronoDateTimeUtc,
        pub told_at: Option<ChronoDateTimeUtc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
    platform::tenant_owned!(Entity, Column::Tenant, Column::Meter);
}

/// Copy: an organisation as the member register tells it.
pub(crate) mod organisation {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "billing_organisation")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant: String,
        pub name: String,
        pub short_name: String,
        pub kind: String,
        pub municipality_code: Option<String>,
        pub population: Option<i64>,
        pub population_date: Option<Date>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
    platform::tenant_owned!(Entity, Column::Tenant, Column::Tenant);
}

/// Copy: who uses which service, under whose membership, and who pays.
pub(crate) mod subscription {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "billing_subscription")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub service: String,
        pub member: String,
        pub payer: String,
        pub begins: Date,
        pub ends: Option<Date>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
    platform::tenant_owned!(Entity, Column::Tenant, Column::Id);
}

/// The months of a service to which no more use is added. Belongs to nobody: every organisation's use reads it.
pub(crate) mod frozen {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "billing_frozen")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub service: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub month: Date,
        pub run: Uuid,
        pub frozen_at: ChronoDateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// A version of a price. Belongs to nobody: the same for every organisation, and every one may read it.
pub(crate) mod price {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "billing_price")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub service: String,
        pub item: String,
        pub version: i64,
        pub valid_from: Date,
        pub ore_numerator: Option<i64>,
        pub ore_denominator: Option<i64>,
        pub vat: String,
        pub account: String,
        pub decision: String,
        pub reason: String,
        pub decided_by: String,
        pub created_at: ChronoDateTimeUtc,
        pub replaced_by: Option<Uuid>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// A one-off charge.
pub(crate) mod charge {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "billing_charge")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub service: String,
        pub payer: String,
        pub kind: String,
        pub reason: String,
        pub ore: i64,
        pub vat: String,
        pub account: String,
        pub month: Date,
        pub raised_by: String,
        pub created_at: ChronoDateTimeUtc,
        pub line_run: Option<Uuid>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
    platform::tenant_owned!(Entity, Column::Tenant, Column::Id);
}

/// A service's own count of a day, to compare with what arrived.
pub(crate) mod control_total {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "billing_control_total")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub service: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub meter: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub day: Date,
        pub events: i64,
        pub quantity: i64,
        pub ore: i64,
        pub received_at: ChronoDateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
    platform::tenant_owned!(Entity, Column::Tenant, Column::Day);
}
