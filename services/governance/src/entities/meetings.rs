//! Meetings. Meeting, agenda and attendance are the council's; invitations, signatures and calendars a municipality's.

/// A meeting with its minutes. Open to the whole council.
pub(crate) mod meeting {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "governance_meeting")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub service: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub number: i64,
        /// Names it in calendars and events.
        pub uid: Uuid,
        pub title: String,
        pub begins_at: ChronoDateTimeUtc,
        pub ends_at: ChronoDateTimeUtc,
        /// Empty when it is held at a link only.
        pub place: String,
        pub link: Option<String>,
        /// Grows with every change.
        pub sequence: i64,
        pub changed_at: ChronoDateTimeUtc,
        pub noticed_at: Option<ChronoDateTimeUtc>,
        pub cancelled_at: Option<ChronoDateTimeUtc>,
        /// Items that were ever listed.
        pub items: i64,
        /// Seats in the council on the meeting's day; 0 until attendance is taken.
        pub seats: i64,
        /// The municipalities whose persons verify the minutes.
        pub chair: Option<String>,
        pub verifier: Option<String>,
        #[sea_orm(column_type = "Text")]
        pub minutes: String,
        /// A `Minutes` by name.
        pub state: String,
        /// The person who last wrote the minutes.
        pub writer: Option<Uuid>,
        /// Why they were sent back.
        pub returned: Option<String>,
        pub verified_at: Option<ChronoDateTimeUtc>,
        /// Of all that was verified.
        pub minutes_hash: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// An item of a meeting's agenda, with what was decided.
pub(crate) mod agenda {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "governance_agenda")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub service: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub meeting: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub position: i64,
        pub title: String,
        /// For decision, not for information only.
        pub decides: bool,
        /// What it is about, where it is about one.
        pub proposal: Option<i64>,
        pub ballot: Option<i64>,
        pub decision: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// A municipality that was there.
pub(crate) mod attendance {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "governance_attendance")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub service: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub meeting: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub municipality: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// That a municipality was told of a meeting, and which change it was told last.
pub(crate) mod invitation {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "governance_invitation")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub service: String,
        pub meeting: i64,
        pub sequence: i64,
        pub told_at: ChronoDateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// A municipality's part in verifying minutes.
pub(crate) mod signature {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "governance_signature")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub service: String,
        pub meeting: i64,
        /// `chair` or `verifier`.
        pub part: String,
        pub person: Option<Uuid>,
        /// The name that she signed with: minutes say who verified them.
        pub name: Option<String>,
        pub signed_at: Option<ChronoDateTimeUtc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// A person's secret address of a council's calendar.
pub(crate) mod calendar {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "governance_calendar")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub service: String,
        pub person: Uuid,
        pub token_sha256: String,
        pub made_at: ChronoDateTimeUtc,
        pub ended_at: Option<ChronoDateTimeUtc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

platform::tenant_owned!(invitation::Entity, invitation::Column::Tenant, invitation::Column::Id);
platform::tenant_owned!(signature::Entity, signature::Column::Tenant, signature::Column::Id);
platform::tenant_owned!(calendar::Entity, calendar::Column::Tenant, calendar::Column::Id);
