//! All services in one process on PostgreSQL, with demonstration data of every municipality.

use sea_orm::{ConnectionTrait, DatabaseConnection};
use testbed::{Bed, Database, Setup};

/// Starts it.
pub async fn start() -> Bed {
    let setup = Setup { database: Database::Postgres, clock: platform::Clock::System, defaults: sambruk::DEFAULTS };
    let bed = Bed::start(sambruk::registry, setup).await;
    bed.running.demonstrate(sambruk::registry, crate::country()).await.unwrap();
    bed.running.settle().await.unwrap();
    bed
}

/// The administrator's own connections to the same database, outside every service.
pub async fn administrator(bed: &Bed) -> DatabaseConnection {
    platform::store::connect(&bed.config().database.admin_url, Some("billing"), bed.config().database.connections)
        .await
        .unwrap()
}

/// Executes a statement there.
pub async fn execute(db: &DatabaseConnection, sql: &str) {
    db.execute_unprepared(sql).await.unwrap();
}

/// The secret of the demonstration's key for an organisation's use.
pub fn key(bed: &Bed, whose: &str) -> String {
    let keys = std::fs::read_to_string(bed.data_dir().join("demo-keys.txt")).unwrap();
    let line = keys.lines().find(|line| line.contains(whose)).unwrap();
    line.split_whitespace().find(|word| word.starts_with("smb_")).unwrap().to_owned()
}

/// The cookie of a signed-in person.
pub async fn cookie(bed: &Bed, person: &str) -> String {
    let browser = bed.browser();
    browser.sign_in(person).await;
    format!("sambruk={}", browser.cookie("sambruk").unwrap())
}
