//! The tables of runs and invoices. What each column means stands in `migrations`.

/// A run of a service for a month.
pub(crate) mod run {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "billing_run")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub service: String,
        pub month: Date,
        pub state: String,
        pub prepared_by: String,
        pub prepared_at: ChronoDateTimeUtc,
        pub rollups: i64,
        pub basis_sha256: String,
        pub users: i64,
        pub problem: Option<String>,
        pub lines: Option<i64>,
        pub lines_sha256: Option<String>,
        pub invoices: Option<i64>,
        pub net: Option<i64>,
        pub vat: Option<i64>,
        pub payable: Option<i64>,
        pub finished_at: Option<ChronoDateTimeUtc>,
        pub approved_by: Option<String>,
        pub approved_at: Option<ChronoDateTimeUtc>,
        pub invoice_date: Option<Date>,
        pub issued_at: Option<ChronoDateTimeUtc>,
        pub discarded_by: Option<String>,
        pub discarded_at: Option<ChronoDateTimeUtc>,
        pub discard_reason: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
    platform::tenant_owned!(Entity, Column::Tenant, Column::Id);
}

/// A user's part of a run.
pub(crate) mod part {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "billing_part")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub run: Uuid,
        pub name: String,
        pub payer: String,
        pub payer_name: String,
        pub population: Option<i64>,
        pub subscribed: bool,
        pub begins_now: bool,
        pub rated_at: Option<ChronoDateTimeUtc>,
        pub quantity: i64,
        pub net: i64,
        pub previous: Option<i64>,
        pub deviations: String,
        pub lines: i64,
        pub lines_sha256: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
    platform::tenant_owned!(Entity, Column::Tenant, Column::Run);
}

/// A rated line of a user.
pub(crate) mod line {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "billing_line")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub run: Uuid,
        pub service: String,
        pub billed_month: Date,
        pub position: i64,
        pub payer: String,
        pub kind: String,
        pub item: String,
        pub month: Date,
        pub quantity: i64,
        pub ore_numerator: Option<i64>,
        pub ore_denominator: Option<i64>,
        pub ore: i64,
        pub vat: String,
        pub account: String,
        pub price: Option<Uuid>,
        pub version: Option<i64>,
        #[sea_orm(column_type = "Text")]
        pub explanation: String,
        pub invoice: Option<Uuid>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
    platform::tenant_owned!(Entity, Column::Tenant, Column::Id);
}

/// An issued invoice, the payer's.
pub(crate) mod invoice {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "billing_invoice")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub run: Uuid,
        pub service: String,
        pub month: Date,
        pub year: i32,
        pub place: i64,
        pub number: String,
        pub ocr: String,
        pub buyer: String,
        pub issued_on: Date,
        pub due: Date,
        pub net: i64,
        #[sea_orm(column_type = "Text")]
        pub vat_rows: String,
        pub vat: i64,
        pub rounding: i64,
        pub payable: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
    platform::tenant_owned!(Entity, Column::Tenant, Column::Id);
}

/// A line as it stands on an invoice, the payer's copy of a user's line.
pub(crate) mod invoice_line {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "billing_invoice_line")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub invoice: Uuid,
        pub position: i64,
        pub used_by: String,
        pub used_by_name: String,
        pub kind: String,
        pub item: String,
        pub month: Date,
        pub quantity: i64,
        pub ore_numerator: Option<i64>,
        pub ore_denominator: Option<i64>,
        pub ore: i64,
        pub vat: String,
        pub account: String,
        pub price: Option<Uuid>,
        pub version: Option<i64>,
        #[sea_orm(column_type = "Text")]
        pub explanation: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
    platform::tenant_owned!(Entity, Column::Tenant, Column::Id);
}

/// Where the PDF of an invoice is kept, the payer's. The id is the invoice's.
pub(crate) mod original {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "billing_original")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// The file's id.
        pub file: Uuid,
        pub made_at: ChronoDateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
    platform::tenant_owned!(Entity, Column::Tenant, Column::Id);
}

/// The last number given in a year's series.
pub(crate) mod series {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "billing_series")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub year: i32,
        pub last: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}
