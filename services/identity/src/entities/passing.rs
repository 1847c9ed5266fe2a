//! The rows of what passes: sign-ins and sign-outs under way, and what was used once. They belong to no organisation.

/// A sign-in under way. Belongs to nobody yet.
pub mod pending {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "identity_pending")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub state_sha256: String,
        /// The cookie that the browser got with it.
        pub cookie_sha256: String,
        pub provider: String,
        pub nonce: String,
        pub verifier: String,
        pub return_path: String,
        /// `loa2` or `loa3`.
        pub assurance: String,
        /// The session that is to become stronger.
        pub session: Option<Uuid>,
        /// Whether a connection is only tried: nobody is signed in.
        pub trial: bool,
        /// The invitation by which somebody from outside comes in.
        pub invitation: Option<Uuid>,
        /// Who the provider says it is, encrypted, until the browser comes to fetch it (SAML: the answer comes from another site, and
        /// with it no cookie of ours).
        #[sea_orm(column_type = "Text", nullable)]
        pub answer: Option<String>,
        pub created_at: ChronoDateTimeUtc,
        pub expires_at: ChronoDateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// A way to sign out at the provider too, offered to whoever has signed out here. Belongs to nobody any more.
pub mod leaving {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "identity_leaving")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// The secret that it is found by, another one in each state.
        pub secret_sha256: String,
        pub provider: String,
        /// `offered`, `asked`, or how it ended there.
        pub state: String,
        /// The request's id (SAML).
        pub request: String,
        /// What must be said there, encrypted, until it has been said.
        #[sea_orm(column_type = "Text", nullable)]
        pub sealed: Option<String>,
        pub asked_at: Option<ChronoDateTimeUtc>,
        pub expires_at: ChronoDateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// Something of a provider's that may be used once and was.
pub mod used {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "identity_used")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub key_sha256: String,
        /// When it may be forgotten: it could not be used any more.
        pub until: ChronoDateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}
