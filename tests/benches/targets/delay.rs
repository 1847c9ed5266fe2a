//! P5: from a use that is told to the answer that shows it, at a hundred uses a second.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use testbed::Bed;

use crate::{Figure, Wanted, p99, platform_under_test::key};

const USES: usize = 1000;
const EVERY: Duration = Duration::from_millis(10);

/// The 99th percentile, in milliseconds.
pub async fn measure(bed: &Bed) -> Figure {
    bed.running.settle().await.unwrap();
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let key = key(bed, "sandviken-2181");
    let shown = bed.url("/api/portal/v1/usage?limit=100");
    let before = quantity(&client, &shown, &key).await;
    let (sending, watching) =
        (send(client.clone(), bed.url("/api/billing/v1/usage"), key.clone()), watch(client, shown, key, before));
    let (sent, seen) = tokio::join!(sending, watching);
    // The n-th use that was answered is shown when the sum has grown by n.
    let late = |(at, told): (usize, &Instant)| {
        let first = seen.iter().find(|(_, grown)| *grown > at).map(|(when, _)| *when);
        first.map(|when| when.saturating_duration_since(*told))
    };
    let times: Vec<Duration> = sent.iter().enumerate().filter_map(late).collect();
    assert_eq!(times.len(), USES, "every use was shown");
    let what = "a use told to an answer that shows it, 100 a second, p99".to_owned();
    Figure { target: "P5", what, ours: (p99(times), "ms"), beside: None, wanted: Wanted::AtMost(250.0) }
}

/// When each use was told, in that order.
async fn send(client: reqwest::Client, url: String, key: String) -> Vec<Instant> {
    let mut clock = tokio::time::interval(EVERY);
    let mut sending = Vec::new();
    for _ in 0..USES {
        clock.tick().await;
        let (client, url, key) = (client.clone(), url.clone(), key.clone());
        #[expect(clippy::disallowed_methods, reason = "waited for below")]
        sending.push(tokio::spawn(async move {
            let now = platform::Clock::System.now();
            let told = Instant::now();
            let body = json!([{ "specversion": "1.0", "id": platform::id::random(), "source": "urn:bench:delay", "time": now,
                "type": "se.sambruk.usage.recorded.v1", "tenant": "sandviken-2181",
                "data": { "service": "bibblix", "meter": "bundle-loan", "measure": { "kind": "quantity", "quantity": 1 },
                          "occurred_at": now, "source_ref": "till/1" } }]);
            let id = platform::id::random().to_string();
            let sent = client.post(&url).bearer_auth(&key).header("Idempotency-Key", id).json(&body).send().await.unwrap();
            assert!(sent.status().is_success(), "{}", sent.status());
            told
        }));
    }
    let mut told = Vec::with_capacity(USES);
    for one in sending {
        told.push(one.await.unwrap());
    }
    told.sort();
    told
}

/// How much the sum had grown, and when that was answered.
async fn watch(client: reqwest::Client, url: String, key: String, before: i64) -> Vec<(Instant, usize)> {
    let begun = Instant::now();
    let mut seen = Vec::new();
    loop {
        let grown = usize::try_from(quantity(&client, &url, &key).await - before).unwrap_or(0);
        seen.push((Instant::now(), grown));
        if grown >= USES {
            return seen;
        }
        assert!(begun.elapsed() < Duration::from_mins(1), "{grown} of {USES} were shown");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

async fn quantity(client: &reqwest::Client, url: &str, key: &str) -> i64 {
    let answer: Value = client.get(url).bearer_auth(key).send().await.unwrap().json().await.unwrap();
    let items = answer["items"].as_array().cloned().unwrap_or_default();
    items.iter().filter(|item| item["meter"] == "bundle-loan").filter_map(|item| item["quantity"].as_i64()).sum()
}
