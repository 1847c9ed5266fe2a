//! Federations and what is kept of their lists. They belong to nobody: every organisation chooses among the same.

/// A federation whose signed metadata describe providers. The installation's, and so no organisation's.
pub mod federation {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "identity_federation")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub name: String,
        /// `list` or `query`.
        pub kind: String,
        #[sea_orm(column_type = "Text")]
        pub address: String,
        /// Those that may have signed, in PEM.
        #[sea_orm(column_type = "Text")]
        pub certificates: String,
        /// Who must have registered a provider; none: anybody.
        #[sea_orm(column_type = "Text", nullable)]
        pub authority: Option<String>,
        /// The provider that a query service is tried with.
        #[sea_orm(column_type = "Text", nullable)]
        pub probe: Option<String>,
        /// Whether it is asked and offered.
        pub live: bool,
        /// What the server knows its answer by (RFC 9110, 8.8).
        #[sea_orm(column_type = "Text", nullable)]
        pub etag: Option<String>,
        #[sea_orm(column_type = "Text", nullable)]
        pub modified: Option<String>,
        /// The last good document's hash: the same is not read twice.
        pub document_sha256: Option<String>,
        pub valid_until: Option<ChronoDateTimeUtc>,
        /// When the last good document was made, if it says so.
        pub made: Option<ChronoDateTimeUtc>,
        /// How long it may be kept, in seconds, if it says so.
        pub cache_seconds: Option<i64>,
        /// The subject of the certificate whose key has signed it.
        #[sea_orm(column_type = "Text", nullable)]
        pub signed_by: Option<String>,
        /// Providers of the list, and those that can't be used.
        pub providers: i64,
        pub passed_over: i64,
        /// When it last answered well.
        pub fetched_at: Option<ChronoDateTimeUtc>,
        /// When it was last asked.
        pub asked_at: Option<ChronoDateTimeUtc>,
        pub next_at: ChronoDateTimeUtc,
        pub failures: i32,
        /// Why it last failed, as a code and in the words of whoever said it; none when it did not.
        pub fault: Option<String>,
        #[sea_orm(column_type = "Text", nullable)]
        pub fault_detail: Option<String>,
        /// The end that the office has been warned of.
        pub warned_of: Option<ChronoDateTimeUtc>,
        /// Counts what was taken from it, so that two processes don't take turns backwards.
        pub turn: i64,
        pub made_at: ChronoDateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// A provider in a federation's list: what it is chosen by.
pub mod listed {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "identity_federation_provider")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub federation: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub entity_id: String,
        #[sea_orm(column_type = "Text")]
        pub name_sv: String,
        #[sea_orm(column_type = "Text")]
        pub name_en: String,
        /// Names and entity id in lower case.
        #[sea_orm(column_type = "Text")]
        pub search: String,
        /// With spaces between.
        #[sea_orm(column_type = "Text")]
        pub scopes: String,
        /// Why it can't be connected, as a code; none when it can.
        pub unusable: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}
