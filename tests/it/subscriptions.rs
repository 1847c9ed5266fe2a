//! Who uses a service, as the platform keeps it for the services: their own only, made anew from the register's log.

use contracts::{
    Event, Tenant,
    members::{SubscriptionEnded, SubscriptionStarted},
};
use platform::{Actor, Ctx, Module, NotSubscribed, store::system::subscription};
use sea_orm::PaginatorTrait;
use testbed::{Bed, Database, Setup, eventually};
use uuid::Uuid;

const TEXTS: ui::Source<'static> = ui::Source { sv: "", en: "" };

fn registry() -> Vec<Module> {
    vec![
        Module::new("members", "building-2", TEXTS).emits::<SubscriptionStarted>().emits::<SubscriptionEnded>(),
        Module::new("lender", "book", TEXTS).subscribers(),
        Module::new("overseer", "vote", TEXTS).all_subscribers(),
    ]
}

fn day(text: &str) -> chrono::NaiveDate {
    text.parse().unwrap()
}

fn tenant(name: &str) -> Tenant {
    name.parse().unwrap()
}

async fn started(bed: &Bed, user: &str, service: &str, begins: &str) -> Uuid {
    let tx = bed.service("members").store.begin_for(&tenant(user), Actor::System("test")).await.unwrap();
    let id = platform::id::new();
    let fact = SubscriptionStarted {
        subscription: id,
        service: service.into(),
        begins: day(begins),
        ..SubscriptionStarted::sample()
    };
    tx.emit(fact).await.unwrap();
    tx.commit().await.unwrap();
    id
}

async fn ended(bed: &Bed, user: &str, service: &str, subscription: Uuid, ends: &str) {
    let tx = bed.service("members").store.begin_for(&tenant(user), Actor::System("test")).await.unwrap();
    tx.emit(SubscriptionEnded { subscription, service: service.into(), ends: day(ends) }).await.unwrap();
    tx.commit().await.unwrap();
}

/// The row-level lock and the filter in code let a municipality's transaction see its own only.
async fn seen_by(ctx: &Ctx, user: &str) -> usize {
    ctx.store.read(&tenant(user)).await.unwrap().subscriptions().await.unwrap().len()
}

async fn rows(ctx: &Ctx) -> u64 {
    let across = ctx.store.across_read(Actor::System("test")).await.unwrap();
    across.find::<subscription::Entity>().count(across.db()).await.unwrap()
}

async fn using(ctx: &Ctx, on: &str) -> Vec<String> {
    let across = ctx.store.across_read(Actor::System("test")).await.unwrap();
    across.subscribers(day(on)).await.unwrap().iter().map(ToString::to_string).collect()
}

async fn a_service_knows_who_uses_it(database: Database) {
    let clock = platform::Clock::fixed("2026-11-22T10:00:00Z".parse().unwrap());
    let bed = Bed::start(registry, Setup { database, clock, defaults: sambruk::DEFAULTS }).await;
    let (lender, overseer) = (bed.service("lender"), bed.service("overseer"));
    let first = started(&bed, "habo-0643", "lender", "2026-02-01").await;
    ended(&bed, "habo-0643", "lender", first, "2026-10-31").await;
    started(&bed, "uppsala-0380", "lender", "2026-06-01").await;
    started(&bed, "habo-0643", "overseer", "2026-01-01").await;
    bed.running.settle().await.unwrap();
    eventually("all is heard", 20, || async { (rows(overseer).await == 3).then_some(()) }).await;
    assert_eq!(rows(lender).await, 2, "its own only");
    assert_eq!((seen_by(lender, "habo-0643").await, seen_by(lender, "arboga-1984").await), (1, 0));
    assert_eq!(using(lender, "2026-10-31").await, ["habo-0643", "uppsala-0380"]);
    assert_eq!(using(lender, "2026-11-01").await, ["uppsala-0380"]);
    let read = lender.store.read(&tenant("habo-0643")).await.unwrap();
    assert!(read.subscribed(day("2026-02-01")).await.unwrap());
    let refused = read.subscription(day("2026-11-22")).await.unwrap().unwrap_err();
    assert_eq!(refused, NotSubscribed { service: "lender", day: day("2026-11-22") });
    let problem = platform::Error::from(refused).problem();
    assert_eq!((problem.status, problem.kind.ends_with("/not-subscribed")), (422, true));
    drop(read);
    let before = lender.subscriptions_heard("lender").await.unwrap();
    platform::replay::request(&lender.store).await.unwrap();
    let across = lender.store.across_for(Actor::System("test")).await.unwrap();
    across.execute("DELETE FROM subscription", []).await.unwrap();
    across.commit().await.unwrap();
    eventually("it is made anew", 30, || async { (rows(lender).await == 2).then_some(()) }).await;
    assert_eq!(lender.subscriptions_heard("lender").await.unwrap(), before);
    bed.stop_verified().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_knows_who_uses_it_on_sqlite() {
    a_service_knows_who_uses_it(Database::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_knows_who_uses_it_on_postgres() {
    a_service_knows_who_uses_it(Database::Postgres).await;
}
