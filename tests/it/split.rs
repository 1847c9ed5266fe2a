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
    the_router_answers_as_safely_as_a_service(&cluster).await;
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

/// What the router answers itself carries the headers too, and what a service answers carries each of them once.
async fn the_router_answers_as_safely_as_a_service(cluster: &Cluster) {
    let client = reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    let large = client.post(format!("{}/identity/sign-out", cluster.url)).body(vec![b'x'; 33 * 1024 * 1024]);
    let missing = client.get(format!("{}/nowhere", cluster.url));
    for (request, status, policy) in [(large, 413, "default-src 'none'"), (missing, 404, "default-src 'self'")] {
        let answer = request.send().await.unwrap();
        assert_eq!(answer.status().as_u16(), status);
        for (name, wanted) in [
            ("content-security-policy", policy),
            ("content-security-policy", "frame-ancestors 'none'"),
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "same-origin"),
        ] {
            let found: Vec<_> = answer.headers().get_all(name).iter().map(|value| value.to_str().unwrap()).collect();
            assert!(found.len() == 1 && found[0].contains(wanted), "{status} {name}: {found:?}");
        }
        let transport = answer.headers().contains_key("strict-transport-security");
        assert_eq!(transport, status == 413, "the services know that this address is not encrypted");
    }
    // What tells operators how it stands is not behind the router.
    for path in ["/metrics", "/healthz", "/readyz", "/version"] {
        assert_eq!(client.get(format!("{}{path}", cluster.url)).send().await.unwrap().status().as_u16(), 404, "{path}");
    }
}
