//! The rows of invitations.

/// An invitation of a service to somebody outside. Once she has come in by it, it is her role there.
pub mod invitation {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "identity_invitation")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// The service that invites.
        pub service: String,
        pub role: String,
        /// Key of the sentence that says to what, and its values as JSON.
        pub text: String,
        #[sea_orm(column_type = "Text")]
        pub told: String,
        /// Where she comes to.
        pub href: String,
        /// The link's code.
        pub code_sha256: String,
        /// When the link ends.
        pub until: ChronoDateTimeUtc,
        /// Whose it is, from when she has come in by it.
        pub used_by: Option<Uuid>,
        pub used_at: Option<ChronoDateTimeUtc>,
        pub withdrawn_at: Option<ChronoDateTimeUtc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

platform::tenant_owned!(invitation::Entity, invitation::Column::Tenant, invitation::Column::Id);
