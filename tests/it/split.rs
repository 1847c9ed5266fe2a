//! The same services split, one process each, on PostgreSQL with three brokers behind a real path router; one broker is killed
//! midway.

use std::path::{Path, PathBuf};

use testbed::Cluster;

use crate::story::Story;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// The program that `make test` has built.
pub fn binary() -> PathBuf {
    #[expect(clippy::disallowed_methods, reason = "tests are told by the Makefile where it is")]
    let given = std::env::var("SAMBRUK_TEST_BINARY").expect("SAMBRUK_TEST_BINARY names the program: run `make test`");
    PathBuf::from(given)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_story_runs_split_with_a_broker_killed_midway() {
    let mut cluster = Cluster::start(&root(), &binary(), sambruk::DEFAULTS, sambruk::registry, 5).await;
    let story = Story::at(cluster.url.clone());
    cluster.demonstrated().await;
    story.a_loan_shows_within(20).await;
    story
        .a_run_becomes_invoices(async || {
            cluster.kill_broker().await;
        })
        .await;
    // The cluster may still be choosing new leaders.
    story.a_loan_shows_within(30).await;
    let config = cluster.config.clone();
    let _kept = cluster.stop().await;
    let ctxs = platform::tools::open(config, sambruk::registry, platform::Clock::System).await.unwrap();
    let findings = platform::tools::verify(&ctxs, sambruk::registry).await.unwrap();
    assert!(findings.is_empty(), "{findings:#?}");
}
