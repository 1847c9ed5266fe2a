//! P5: from a use that is told to the answer that shows it, beside the broker and one commit without any platform around them.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use futures_util::StreamExt;
use sea_orm::ConnectionTrait;
use serde_json::Value;
use testbed::Bed;

use crate::{
    Scale,
    figure::{Figure, Wanted, percentile},
    ingest::{send, uses},
    load,
    platform_under_test::{administrator, execute, key},
    stream::Raw,
};

const TURNS: usize = 3;
const SECONDS: usize = 8;

/// Percentiles of the turns, in milliseconds.
#[derive(Default)]
struct Turns {
    p50: Vec<f64>,
    p99: Vec<f64>,
}

impl Turns {
    fn push(&mut self, mut times: Vec<Duration>) {
        self.p50.push(percentile(&mut times, 50));
        self.p99.push(percentile(&mut times, 99));
    }
}

/// At ten and at a hundred uses a second, each in a request of its own, and at a thousand, ten in each.
pub async fn measure(bed: &Bed, scale: Scale) -> Vec<Figure> {
    let db = administrator(bed).await;
    execute(&db, "CREATE TABLE public.seen (number bigint PRIMARY KEY)").await;
    let raw = Arc::new(Raw::of(bed).await);
    let mut figures = Vec::new();
    for (requests, size) in [(10, 1), (100, 1), (100, 10)] {
        let rate = requests * size;
        let (mut ours, mut bare) = (Turns::default(), Turns::default());
        for _ in 0..scale.turns(TURNS) {
            bed.running.settle().await.unwrap();
            ours.push(platform(bed, requests, size).await);
            bed.running.settle().await.unwrap();
            bare.push(by_hand(&raw, &db, rate).await);
            execute(&db, "TRUNCATE public.seen").await;
        }
        let what = |percent: usize| format!("a use told to an answer that shows it, {rate} a second, p{percent}");
        let wanted = if rate == 100 { Wanted::AtMost(250.0) } else { Wanted::Nothing };
        figures.push(Figure::alone("P5", what(50), "ms", &ours.p50, Wanted::Nothing));
        figures.push(Figure::alone("P5", what(99), "ms", &ours.p99, wanted));
        let beside = "… / published, heard and committed by hand, p99";
        figures.push(Figure::beside("P5", beside, "ms", (&ours.p99, &bare.p99), Wanted::Nothing));
    }
    figures
}

/// How late each use was shown.
async fn platform(bed: &Bed, requests: usize, size: usize) -> Vec<Duration> {
    let (client, key) = (load::client(), key(bed, "sandviken-2181"));
    let shown = bed.url("/api/portal/v1/usage?limit=100");
    let before = quantity(&client, &shown, &key).await;
    let count = requests * size * SECONDS;
    let sending = tell(client.clone(), bed.url("/api/billing/v1/usage"), key.clone(), requests, size);
    let watching = watch(client, shown, key, before, count);
    let (sent, seen) = tokio::join!(sending, watching);
    // The n-th use that was told is shown when the sum has grown by n.
    let late = |(place, told): (usize, &Instant)| {
        let first = seen.iter().find(|(_, grown)| *grown > place).map(|(when, _)| *when);
        first.map(|when| when.saturating_duration_since(*told))
    };
    let times: Vec<Duration> = sent.iter().enumerate().filter_map(late).collect();
    assert_eq!(times.len(), count, "every use was shown");
    times
}

/// When each use was told, in that order: before it was sent.
async fn tell(client: reqwest::Client, url: String, key: String, requests: usize, size: usize) -> Vec<Instant> {
    let mut clock = tokio::time::interval(Duration::from_secs(1) / u32::try_from(requests).unwrap());
    let mut sending = Vec::new();
    for _ in 0..requests * SECONDS {
        clock.tick().await;
        let (client, url, key) = (client.clone(), url.clone(), key.clone());
        #[expect(clippy::disallowed_methods, reason = "waited for below")]
        sending.push(tokio::spawn(async move {
            let (body, told) = (uses(size), Instant::now());
            send(&client, &url, &key, &body).await;
            told
        }));
    }
    let mut told = Vec::with_capacity(requests * size * SECONDS);
    for one in sending {
        told.extend(std::iter::repeat_n(one.await.unwrap(), size));
    }
    told.sort();
    told
}

/// How much the sum had grown, and when that was answered.
async fn watch(client: reqwest::Client, url: String, key: String, before: i64, count: usize) -> Vec<(Instant, usize)> {
    let begun = Instant::now();
    let mut seen = Vec::new();
    loop {
        let grown = usize::try_from(quantity(&client, &url, &key).await - before).unwrap_or(0);
        seen.push((Instant::now(), grown));
        if grown >= count {
            return seen;
        }
        assert!(begun.elapsed() < Duration::from_mins(2), "{grown} of {count} were shown");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

async fn quantity(client: &reqwest::Client, url: &str, key: &str) -> i64 {
    let answer: Value = client.get(url).bearer_auth(key).send().await.unwrap().json().await.unwrap();
    let items = answer["items"].as_array().cloned().unwrap_or_default();
    items.iter().filter(|item| item["meter"] == "bundle-loan").filter_map(|item| item["quantity"].as_i64()).sum()
}

/// The same path without a platform: an acknowledged event, a consumer, one commit.
async fn by_hand(raw: &Arc<Raw>, db: &sea_orm::DatabaseConnection, rate: usize) -> Vec<Duration> {
    let count = rate * SECONDS;
    let mut arriving = Box::pin(raw.arriving().await);
    let hearing = async {
        let mut seen = Vec::with_capacity(count);
        while seen.len() < count {
            let message = arriving.next().await.unwrap();
            let text = String::from_utf8_lossy(&message.payload).trim().to_owned();
            let number: usize = text.parse().unwrap();
            db.execute_unprepared(&format!("INSERT INTO public.seen VALUES ({number})")).await.unwrap();
            seen.push((number, Instant::now()));
            message.ack().await.unwrap();
        }
        seen
    };
    let telling = async {
        let mut clock = tokio::time::interval(Duration::from_secs(1) / u32::try_from(rate).unwrap());
        let mut told = Vec::with_capacity(count);
        for number in 0..count {
            clock.tick().await;
            told.push(Instant::now());
            let raw = Arc::clone(raw);
            #[expect(clippy::disallowed_methods, reason = "what it publishes is waited for")]
            tokio::spawn(async move { raw.publish(number).await });
        }
        told
    };
    let (told, seen) = tokio::join!(telling, hearing);
    seen.into_iter().map(|(number, at)| at.saturating_duration_since(told[number])).collect()
}
