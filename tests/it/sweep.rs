//! The tenancy sweep: every operation and every page of the registry, asked by everybody who must not get in, so that a new
//! service is covered before anybody has written a test for it. What can't be tried fails by name.
//!
//! Each place has its control: the owner gets 2xx for the request that the others are refused. Sandviken's objects are attacked;
//! Uppsala has the same roles.

mod canary;
mod cast;
mod ended;
mod fields;
mod foreign;
mod place;
mod reading;
mod report;
mod stage;
mod trial;
mod wire;

use std::sync::Arc;

use chrono::TimeDelta;
use platform::Clock;
use testbed::{Bed, Database, Setup};

use canary::Canaries;
use report::Report;
use stage::Stage;

const HOME: &str = "sandviken-2181";
const OTHER: &str = "uppsala-0380";

/// Demonstration data are made, and five weeks pass: then two months wait to be billed, and each way to approve has one.
async fn stage(database: Database) -> Stage {
    let clock = Clock::fixed("2026-10-18T09:00:00Z".parse().unwrap());
    let bed = Bed::start(sambruk::registry, Setup { database, clock, defaults: sambruk::DEFAULTS }).await;
    bed.demonstrate(3).await;
    bed.leap(TimeDelta::days(35)).await;
    Stage::set(bed, HOME, OTHER).await
}

async fn sweep(database: Database) {
    let mut stage = stage(database).await;
    let begun = tokio::time::Instant::now();
    let mut report = Report::default();
    let mut canaries = [&stage.home, &stage.other].map(|tenant| (tenant.clone(), Canaries::of(tenant)));
    let places = Arc::clone(&stage.places);
    for place in &places.all {
        let strictest = places.strictest(&place.template);
        if strictest.step_up.is_demanded() {
            stage.cast.step_up(&stage.bed, strictest).await;
        }
        trial::run(&stage, &mut report, &mut canaries, place).await;
    }
    for place in &places.all {
        foreign::plant(&stage, &mut report, place).await;
    }
    let shared = stage.shared().await;
    ended::run(&stage, &mut report).await;
    for (tenant, own) in &mut canaries {
        own.forget(&shared);
        assert!(own.len() > 20, "only {} ids of {tenant} are known: the search would find nothing", own.len());
    }
    let leaks = report.search(&canaries);
    let Report { operations, pages, cells, failures, .. } = &report;
    println!(
        "sweep: {operations} operations, {pages} pages, {cells} cells, {leaks} leaks ({database:?}, {} s)",
        begun.elapsed().as_secs()
    );
    assert!(failures.is_empty(), "{} failures:\n{}", failures.len(), failures.join("\n"));
    let registry = sambruk::registry();
    assert_eq!(*operations, registry.iter().map(|module| module.api.operations.len()).sum::<usize>());
    assert_eq!(*pages, registry.iter().map(|module| module.pages.routes.len()).sum::<usize>());
    stage.bed.stop_verified().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_sees_what_is_anothers_on_sqlite() {
    sweep(Database::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_sees_what_is_anothers_on_postgres() {
    sweep(Database::Postgres).await;
}
