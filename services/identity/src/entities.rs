//! The rows of identity.

mod break_glass;
mod federations;
mod invitations;
mod own_keys;
mod passing;

pub use break_glass::{account, opening};
pub use federations::{federation, listed};
pub use invitations::invitation;
pub use own_keys::{saml_key, signing_key};
pub use passing::{leaving, pending, used};

/// A person who has signed in. Belongs to her home organisation; her name is in no event.
pub mod person {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "identity_person")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// The provider that knows her.
        pub issuer: String,
        /// Her lasting name there.
        pub subject: String,
        pub name: String,
        /// Her address, when the provider tells it.
        pub email: Option<String>,
        /// Whether she wants mail about what waits for her.
        pub mailed: bool,
        pub created_at: ChronoDateTimeUtc,
        pub last_sign_in_at: Option<ChronoDateTimeUtc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// A role that a person holds in an organisation.
pub mod grant {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "identity_grant")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub person: Uuid,
        pub role: String,
        /// None: for every service.
        pub service: Option<String>,
        /// Who gave it; none where nobody did, as when an installation is set up.
        pub given_by: Option<Uuid>,
        /// The rule that gives it for as long as the provider vouches for it; none for what a person has given.
        pub rule: Option<Uuid>,
        /// The support access that it is, and its end; none for what stays until it is taken away.
        pub support: Option<Uuid>,
        pub until: Option<ChronoDateTimeUtc>,
        pub given_at: ChronoDateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// Access that somebody of the association has asked an organisation for.
pub mod support {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "identity_support")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// Who asks, and what she was called then.
        pub person: Uuid,
        pub name: String,
        pub role: String,
        /// None: for every service.
        pub service: Option<String>,
        /// For how long it would be.
        pub hours: i64,
        #[sea_orm(column_type = "Text")]
        pub reason: String,
        /// How far it has come.
        pub step: String,
        pub asked_at: ChronoDateTimeUtc,
        pub answer_by: ChronoDateTimeUtc,
        pub answered_by: Option<Uuid>,
        pub answered_at: Option<ChronoDateTimeUtc>,
        /// When it ends by itself.
        pub until: Option<ChronoDateTimeUtc>,
        /// When it ended otherwise, or when that was noted.
        pub ended_at: Option<ChronoDateTimeUtc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// A session of a person, acting for an organisation.
pub mod session {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "identity_session")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub person: Uuid,
        pub token_sha256: String,
        /// `loa2` or `loa3`.
        pub assurance: String,
        pub authenticated_at: ChronoDateTimeUtc,
        pub created_at: ChronoDateTimeUtc,
        pub last_used_at: ChronoDateTimeUtc,
        pub expires_at: ChronoDateTimeUtc,
        pub ended_at: Option<ChronoDateTimeUtc>,
        /// When what it may do was last changed, for the feed.
        pub changed_at: Option<ChronoDateTimeUtc>,
        /// The provider that it came from, by its name in addresses.
        pub provider: Option<String>,
        /// Her name there, and the session there: as keyed hashes, by which the provider's wish to end it finds it.
        pub name_mac: Option<String>,
        pub index_mac: Option<String>,
        /// What must be said to end it there as well, encrypted; none when the provider ends none, or the session has ended.
        #[sea_orm(column_type = "Text", nullable)]
        pub leave_sealed: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// An organisation's connection to its own identity provider.
pub mod connection {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "identity_connection")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// What it is called where the organisation has several.
        pub label: String,
        /// `oidc` or `saml`.
        pub protocol: String,
        /// The issuer, or the entity id.
        pub issuer: String,
        pub client_id: Option<String>,
        /// Our secret there, encrypted; none where we sign with our own key.
        pub secret_sealed: Option<String>,
        /// What the provider says of itself (SAML).
        #[sea_orm(column_type = "Text", nullable)]
        pub metadata: Option<String>,
        /// Where that is fetched.
        pub metadata_url: Option<String>,
        /// When they were last asked for at their address, or pasted.
        pub asked_at: Option<ChronoDateTimeUtc>,
        /// Why nothing was taken then, as a code, with details.
        pub fault: Option<String>,
        #[sea_orm(column_type = "Text", nullable)]
        pub fault_detail: Option<String>,
        /// The federation that tells it.
        pub federation: Option<Uuid>,
        /// Until when what the federation told may be used: the end of its list is no part of what is cut out of it.
        pub metadata_until: Option<ChronoDateTimeUtc>,
        /// When that was made, if the federation's query service says so.
        pub metadata_made: Option<ChronoDateTimeUtc>,
        /// What the query service knows its answer by.
        #[sea_orm(column_type = "Text", nullable)]
        pub etag: Option<String>,
        /// Why the federation tells nothing of the provider that could be used any more, as a code; none while it does.
        pub missing: Option<String>,
        /// The task that tells the organisation so.
        pub missing_task: Option<Uuid>,
        /// Whether the provider encrypts what it says (SAML).
        pub encrypted: bool,
        /// Whether it is for people outside the organisations.
        pub outside: bool,
        /// The scopes that the organisation vouches for, with spaces between; none: those that the metadata declares.
        #[sea_orm(column_type = "Text")]
        pub scopes: String,
        /// `draft`, `live` or `off`.
        pub state: String,
        /// What the last trial found, as JSON without anybody's personal data.
        #[sea_orm(column_type = "Text", nullable)]
        pub report: Option<String>,
        /// When a trial last went well.
        pub tried_at: Option<ChronoDateTimeUtc>,
        /// The end of its metadata or certificates that the organisation's administrators have been warned of.
        pub warned_of: Option<ChronoDateTimeUtc>,
        pub made_at: ChronoDateTimeUtc,
        /// When what it says was last changed.
        pub changed_at: ChronoDateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// A rule of a connection: whoever its provider tells this of has the role.
pub mod rule {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "identity_rule")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub connection: Uuid,
        /// The attribute's name, as it arrives.
        #[sea_orm(column_type = "Text")]
        pub attribute: String,
        /// The value, to the letter.
        #[sea_orm(column_type = "Text")]
        pub value: String,
        pub role: String,
        /// None: for every service.
        pub service: Option<String>,
        pub made_by: Uuid,
        pub made_at: ChronoDateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// An API key of an organisation.
pub mod key {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "identity_key")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub name: String,
        pub secret_sha256: String,
        /// Names of roles with spaces between.
        pub roles: String,
        /// None: for every service.
        pub service: Option<String>,
        pub created_at: ChronoDateTimeUtc,
        pub expires_at: ChronoDateTimeUtc,
        pub last_used_at: Option<ChronoDateTimeUtc>,
        pub ended_at: Option<ChronoDateTimeUtc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// A client of another system, with access tokens. Belongs to the organisation that made it, also when it acts in the sandbox.
pub mod client {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "identity_client")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// The organisation that it acts for: its own, or the sandbox.
        pub acts_for: String,
        pub name: String,
        /// Names of permissions with spaces between.
        #[sea_orm(column_type = "Text")]
        pub scopes: String,
        pub made_by: Uuid,
        pub created_at: ChronoDateTimeUtc,
        pub expires_at: ChronoDateTimeUtc,
        pub last_used_at: Option<ChronoDateTimeUtc>,
        pub ended_at: Option<ChronoDateTimeUtc>,
        /// When it or its secrets were last ended or replaced, for the feed.
        pub changed_at: ChronoDateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// What a client proves itself with: a secret, or a public key in its place.
pub mod client_secret {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "identity_client_secret")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub client: Uuid,
        /// Of a secret.
        pub secret_sha256: Option<String>,
        /// A key in the place of a secret, as a JWK.
        #[sea_orm(column_type = "Text", nullable)]
        pub public_key: Option<String>,
        pub created_at: ChronoDateTimeUtc,
        /// When it stops working; none: with its client.
        pub until: Option<ChronoDateTimeUtc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// An organisation's name, copied from the member register.
pub mod organisation {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "identity_organisation")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant: String,
        pub name: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

platform::tenant_owned!(person::Entity, person::Column::Tenant, person::Column::Id);
platform::tenant_owned!(grant::Entity, grant::Column::Tenant, grant::Column::Id);
platform::tenant_owned!(support::Entity, support::Column::Tenant, support::Column::Id);
platform::tenant_owned!(session::Entity, session::Column::Tenant, session::Column::Id);
platform::tenant_owned!(connection::Entity, connection::Column::Tenant, connection::Column::Id);
platform::tenant_owned!(rule::Entity, rule::Column::Tenant, rule::Column::Id);
platform::tenant_owned!(key::Entity, key::Column::Tenant, key::Column::Id);
platform::tenant_owned!(client::Entity, client::Column::Tenant, client::Column::Id);
platform::tenant_owned!(client_secret::Entity, client_secret::Column::Tenant, client_secret::Column::Id);
platform::tenant_owned!(organisation::Entity, organisation::Column::Tenant, organisation::Column::Tenant);
