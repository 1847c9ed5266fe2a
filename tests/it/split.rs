//! The same services split, one process each, on PostgreSQL with three brokers behind a real path router; one broker is killed
//! midway.

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use testbed::{Cluster, eventually};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

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
    no_request_hides_another(&cluster).await;
    nothing_leads_elsewhere(&cluster).await;
    story.a_loan_shows_within(20).await;
    story
        .a_run_becomes_invoices(async || {
            cluster.kill_broker().await;
        })
        .await;
    // The cluster may still be choosing new leaders.
    story.a_loan_shows_within(30).await;
    who_stands_still_is_named(&cluster).await;
    let config = cluster.config.clone();
    let _kept = cluster.stop().await;
    let ctxs = platform::tools::open(config, sambruk::registry, platform::Clock::System).await.unwrap();
    let findings = platform::tools::verify(&ctxs, sambruk::registry).await.unwrap();
    assert!(findings.is_empty(), "{findings:#?}");
}

/// The first page tells that billing does not answer, shows what was known of it, and takes the warning away when it does again.
async fn who_stands_still_is_named(cluster: &Cluster) {
    let kim = cluster.browser();
    kim.sign_in("kim").await;
    let warned = async || {
        let start = kim.get("/").await;
        assert_eq!(start.status, reqwest::StatusCode::OK, "{}", start.body);
        assert!(start.body.contains("Bibblix"), "what is known stays: {}", start.body);
        // Others may be named beside it.
        let (before, after) = start.body.split_once("svarar inte som de")?;
        let named = |text: &str| text.contains("Fakturering");
        let (before, after) = (before.rsplit('>').next()?, after.split('<').next()?);
        (named(before) || named(after)).then_some(())
    };
    assert!(warned().await.is_none());
    cluster.stand_still("billing", true).await;
    eventually("the first page says that billing does not answer", 90, || async { warned().await }).await;
    cluster.stand_still("billing", false).await;
    eventually("the warning is gone", 60, || async { warned().await.is_none().then_some(()) }).await;
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

/// What is answered to the bytes of a connection, until it is closed or quiet.
async fn raw(cluster: &Cluster, bytes: &str) -> String {
    let mut stream = TcpStream::connect(cluster.url.trim_start_matches("http://")).await.unwrap();
    stream.write_all(bytes.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    let _ = tokio::time::timeout(Duration::from_secs(3), stream.read_to_end(&mut answer)).await;
    String::from_utf8_lossy(&answer).into_owned()
}

/// A request whose end is said twice or wrongly is refused, and what stands behind it is no request (ASVS 5.0, 4.2.1).
async fn no_request_hides_another(cluster: &Cluster) {
    let hidden = "GET /portal/privacy HTTP/1.1\r\nHost: localhost\r\n\r\n";
    let head = "POST /identity/sign-out HTTP/1.1\r\nHost: localhost\r\n";
    let good = raw(cluster, &format!("{head}Content-Length: 3\r\n\r\na=b{hidden}")).await;
    assert_eq!(good.matches("HTTP/1.1 ").count(), 2, "two requests have two answers: {good}");
    for (what, ends) in [
        ("both kinds of length", format!("Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n{hidden}")),
        ("two lengths", format!("Content-Length: 3\r\nContent-Length: 60\r\n\r\na=b{hidden}")),
        ("an unknown encoding", format!("Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n{hidden}")),
        ("no number for a length", format!("Content-Length: 3,3\r\n\r\na=b{hidden}")),
        ("a chunk without an end", format!("Transfer-Encoding: chunked\r\n\r\nz\r\na=b\r\n0\r\n\r\n{hidden}")),
    ] {
        let answer = raw(cluster, &format!("{head}{ends}")).await;
        let (count, status) = (answer.matches("HTTP/1.1 ").count(), answer.get(9..12).unwrap_or_default());
        assert!(count == 1 && ["400", "501"].contains(&status), "{what}: {count} answers: {answer}");
    }
}

/// The router leads to our own processes, whatever host or path is named (ASVS 5.0, 13.2.5); a path that was encoded twice stays one
/// of ours (1.1.1).
async fn nothing_leads_elsewhere(cluster: &Cluster) {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let elsewhere = listener.local_addr().unwrap();
    for (target, host) in [
        (format!("http://{elsewhere}/"), "localhost".to_owned()),
        ("/".to_owned(), elsewhere.to_string()),
        (format!("//{elsewhere}/"), "localhost".to_owned()),
        (format!("/{elsewhere}/"), "localhost".to_owned()),
        (format!("/@{elsewhere}/"), "localhost".to_owned()),
        ("/api/..%2f..%2fidentity/".to_owned(), "localhost".to_owned()),
    ] {
        let answer = raw(cluster, &format!("GET {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")).await;
        assert!(answer.starts_with("HTTP/1.1 "), "{target}: {answer}");
        let outside = tokio::time::timeout(Duration::from_millis(50), listener.accept()).await;
        assert!(outside.is_err(), "{target} at {host} has led elsewhere");
    }
    let client = reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    for path in ["/language/en?return=%252f%252fevil.example", "/language/en?return=%2f%2fevil.example"] {
        let answer = client.get(format!("{}{path}", cluster.url)).send().await.unwrap();
        let to = answer.headers()["location"].to_str().unwrap();
        assert!(to.starts_with('/') && !to.starts_with("//"), "{path} leads to {to}");
    }
}
