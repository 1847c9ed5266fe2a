//! Two small services made for tests of the ground: `teller` tells, `hearer` hears.

use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};

use contracts::{Envelope, Event, Tenant};
use platform::{
    Actor, Ctx, Error, Module, Result, Tx,
    store::migrate::{Ddl, Migration, tenant_table},
};
use sea_orm::ActiveValue::Set;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What the teller tells.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct ThingHappened {
    /// Which object.
    pub object: String,
    /// A number that the hearer adds up.
    pub number: i64,
}

impl Event for ThingHappened {
    const SERVICE: &'static str = "teller";
    const NAME: &'static str = "thing-happened";

    fn key(&self) -> String {
        self.object.clone()
    }

    fn sample() -> Self {
        Self { object: "a".into(), number: 1 }
    }
}

/// What the hearer keeps.
pub mod heard {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "hearer_heard")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub object: String,
        pub number: i64,
        /// In which order it was heard.
        pub turn: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}
platform::tenant_owned!(heard::Entity, heard::Column::Tenant, heard::Column::Id);

const TEXTS: ui::Source<'static> = ui::Source { sv: "", en: "" };

/// The registry of the two.
pub fn registry() -> Vec<Module> {
    vec![
        Module::new("teller", "bell", TEXTS).emits::<ThingHappened>(),
        Module::new("hearer", "inbox", TEXTS)
            .migrations(migrations)
            .project::<ThingHappened, _, _>(hear)
            .projections(&["hearer_heard"]),
    ]
}

fn migrations() -> Vec<Migration> {
    vec![Migration {
        name: "m0001_heard",
        up: || {
            use platform::store::migrate::column::{big_integer, string};
            let table = tenant_table("hearer_heard")
                .col(string("object"))
                .col(big_integer("number"))
                .col(big_integer("turn"))
                .to_owned();
            vec![Ddl::Table(table)]
        },
    }]
}

/// While set, the hearer fails at negative numbers as if its database did.
pub static FAILING: AtomicBool = AtomicBool::new(false);

static TURN: AtomicI64 = AtomicI64::new(0);

async fn hear(_ctx: Ctx, tx: Tx, event: Envelope<ThingHappened>) -> Result<()> {
    if event.data.number == -999 {
        return Err(Error::rule("never", "this can never be handled"));
    }
    if event.data.number < 0 && FAILING.load(Ordering::Relaxed) {
        return Err(Error::Unavailable("a test".into()));
    }
    tx.insert(heard::ActiveModel {
        id: Set(event.id),
        object: Set(event.data.object),
        number: Set(event.data.number),
        turn: Set(TURN.fetch_add(1, Ordering::Relaxed)),
        ..Default::default()
    })
    .await?;
    Ok(())
}

/// Has the teller tell something for a tenant.
pub async fn tell(teller: &Ctx, tenant: &Tenant, object: &str, numbers: impl IntoIterator<Item = i64>) -> Vec<Uuid> {
    let tx = teller.store.begin_for(tenant, Actor::System("test")).await.unwrap();
    let mut ids = Vec::new();
    for number in numbers {
        ids.push(tx.emit(ThingHappened { object: object.into(), number }).await.unwrap());
    }
    tx.commit().await.unwrap();
    ids
}

/// What the hearer has heard of a tenant, in the order of hearing.
pub async fn heard_by(hearer: &Ctx, tenant: &Tenant) -> Vec<i64> {
    use sea_orm::QueryOrder;
    let read = hearer.store.read(tenant).await.unwrap();
    let rows = read.find::<heard::Entity>().order_by_asc(heard::Column::Turn).all(read.db()).await.unwrap();
    rows.into_iter().map(|row| row.number).collect::<Vec<_>>()
}
