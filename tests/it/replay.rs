//! What billing has can be made again from the services' event logs: nothing about use lives there that was not told.

use std::path::Path;

use platform::Actor;
use sea_orm::QueryResult;
use testbed::{Bed, Database, Setup};

/// Everything that is on lines and invoices but the ids, which are made anew.
const LINES: &str = "SELECT 'line ' || billed_month || ' ' || tenant || ' ' || position || ' ' || payer || ' ' || kind || ' ' || item \
                     || ' ' || month || ' ' || quantity || ' ' || COALESCE(ore_numerator, 0) || '/' || COALESCE(ore_denominator, 0) \
                     || ' ' || ore || ' ' || vat || ' ' || account || ' ' || COALESCE(version, 0) || ' ' || explanation AS row \
                     FROM billing_line ORDER BY billed_month, tenant, position";
const INVOICES: &str = "SELECT 'invoice ' || number || ' ' || tenant || ' ' || month || ' ' || issued_on || ' ' || net || ' ' || vat \
                        || ' ' || rounding || ' ' || payable AS row FROM billing_invoice ORDER BY year, place";
const USES: &str = "SELECT tenant || ' ' || meter || ' ' || month || ' ' || events || ' ' || quantity || ' ' || ore AS row \
                    FROM billing_rollup ORDER BY tenant, service, meter, month";

/// The row without the id of a charge, which finance's act makes anew.
fn without_ids(row: &str) -> String {
    match row.split_once("\"charge\":\"") {
        Some((before, rest)) => format!("{before}{}", rest.get(36..).unwrap_or_default()),
        None => row.to_owned(),
    }
}

/// Fails with the rows that only one side has, and no more of them than can be read.
fn same(before: &[String], after: &[String]) {
    let only = |some: &[String], others: &[String]| -> Vec<String> {
        some.iter().filter(|row| !others.contains(row)).take(3).cloned().collect()
    };
    let (lost, new) = (only(before, after), only(after, before));
    assert!(lost.is_empty() && new.is_empty() && before.len() == after.len(), "lost: {lost:#?}\nnew: {new:#?}");
}

async fn rows(bed: &Bed, sql: &str) -> Vec<String> {
    let read = bed.service("billing").store.across_read(Actor::System("test")).await.unwrap();
    let row = |row: QueryResult| without_ids(&row.try_get::<String>("", "row").unwrap());
    read.query(sql, []).await.unwrap().into_iter().map(row).collect()
}

fn remove_billing(data: &Path) {
    for ending in ["", "-wal", "-shm"] {
        let file = data.join(format!("billing.sqlite{ending}"));
        if file.exists() {
            std::fs::remove_file(file).unwrap();
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_invoice_line_comes_again_in_an_empty_billing_database() {
    let clock = platform::Clock::fixed("2026-11-20T11:00:00Z".parse().unwrap());
    let setup = Setup { database: Database::Sqlite, clock, defaults: sambruk::DEFAULTS };
    let bed = Bed::start(sambruk::registry, setup).await;
    bed.demonstrate(5).await;
    let before = [rows(&bed, USES).await, rows(&bed, LINES).await, rows(&bed, INVOICES).await];
    assert!(before.iter().all(|rows| rows.len() > 100), "there is something to compare");
    let data = bed.data_dir();
    let bed = bed.restart_after(|| remove_billing(&data)).await;
    assert_eq!(rows(&bed, LINES).await, [""; 0], "the database is a new one");
    // Prices, charges and runs are what finance did; use, members and subscriptions come from the others' logs.
    bed.demonstrate(5).await;
    let after = [rows(&bed, USES).await, rows(&bed, LINES).await, rows(&bed, INVOICES).await];
    for (before, after) in before.iter().zip(&after) {
        same(before, after);
    }
    // Who did what is no event, so the audit log is the one thing that does not come again, and that is noticed.
    let mut missed: Vec<_> = bed.verify().await.into_iter().map(|finding| finding.code).collect();
    missed.dedup();
    assert_eq!(missed, ["audit-rewritten"]);
    bed.running.stop().await;
}

/// The demonstration of a day and seed, as a stranger would see it.
async fn demonstration(seed: u64) -> [Vec<String>; 3] {
    let clock = platform::Clock::fixed("2026-05-29T10:00:00Z".parse().unwrap());
    let setup = Setup { database: Database::Sqlite, clock, defaults: sambruk::DEFAULTS };
    let bed = Bed::start(sambruk::registry, setup).await;
    bed.demonstrate_seeded(2, seed).await;
    let found = [rows(&bed, USES).await, rows(&bed, LINES).await, rows(&bed, INVOICES).await];
    bed.running.stop().await;
    found
}

#[tokio::test(flavor = "multi_thread")]
async fn the_demonstration_follows_from_its_seed_and_day() {
    let (first, again, other) = tokio::join!(demonstration(1), demonstration(1), demonstration(2));
    for (first, again) in first.iter().zip(&again) {
        same(first, again);
    }
    assert!(first[0] != other[0], "another seed invents other use");
}
