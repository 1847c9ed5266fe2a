//! A split installation for the browser's journeys: three brokers, PostgreSQL, one process per service, a router. Says where it is
//! served, kills a broker when told `kill-broker`, changes a database when told `change` and how, and when its input ends stops everything and verifies all data.
#![expect(clippy::expect_used, reason = "a test's program fails by panicking")]

use std::path::{Path, PathBuf};

use testbed::Cluster;

#[tokio::main]
async fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the checkout");
    #[expect(clippy::disallowed_methods, reason = "the tests are told where the program is")]
    let binary = PathBuf::from(std::env::var("SAMBRUK_TEST_BINARY").expect("SAMBRUK_TEST_BINARY names the program"));
    let mut cluster = Cluster::start(root, &binary, sambruk::DEFAULTS, sambruk::registry, 5).await;
    cluster.demonstrated().await;
    println!("served at {}", cluster.url);
    while let Some(order) = tokio::task::spawn_blocking(|| std::io::stdin().lines().next()).await.expect("a line") {
        let order = order.expect("a line of text");
        if order == "kill-broker" {
            println!("killed broker {}", cluster.kill_broker().await);
        } else if let Some(sql) = order.strip_prefix("change ") {
            cluster.change(sql).await;
            println!("changed");
        }
    }
    let config = cluster.config.clone();
    let _kept = cluster.stop().await;
    let ctxs =
        platform::tools::open(config, sambruk::registry, platform::Clock::System).await.expect("the databases open");
    let findings = platform::tools::verify(&ctxs, sambruk::registry).await.expect("verification runs");
    assert!(findings.is_empty(), "{findings:#?}");
    println!("all is well");
}
