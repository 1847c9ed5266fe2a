//! The rows of the installation's own keys.

/// A key that signs access tokens. The installation's, and so no organisation's.
pub mod signing_key {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "identity_signing_key")]
    pub struct Model {
        /// Counts from 1; two processes can't make the same.
        #[sea_orm(primary_key, auto_increment = false)]
        pub generation: i32,
        pub kid: String,
        /// The public half, 32 bytes each in base64url.
        pub x: String,
        pub y: String,
        /// The private half, encrypted under the installation's secret, in base64url.
        #[sea_orm(column_type = "Text")]
        pub sealed: String,
        pub signs_from: ChronoDateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// A key pair of ours towards SAML providers: it signs requests, and answers are encrypted to it.
pub mod saml_key {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "identity_saml_key")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub generation: i32,
        /// In PEM.
        #[sea_orm(column_type = "Text")]
        pub certificate: String,
        /// The private key, PKCS#8 in PEM, encrypted under the installation's secret.
        #[sea_orm(column_type = "Text")]
        pub sealed: String,
        pub made_at: ChronoDateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}
