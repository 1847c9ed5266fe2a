//! The broker by itself, as a yardstick: what an acknowledged event costs without any platform around it.

use std::time::Instant;

use async_nats::{Client, ConnectOptions, HeaderMap, jetstream};
use futures_util::StreamExt;
use serde_json::Value;
use testbed::Bed;

use crate::{
    Scale,
    figure::{Figure, Wanted},
    ingest::{self, BATCH},
    load,
    platform_under_test::key,
};

const TURNS: usize = 5;
const BATCHES: usize = 10;
/// The most that an atomic batch may hold.
const ATOMIC: usize = 1000;
/// About as much as the envelope of a use.
const SIZE: usize = 560;
const SUBJECT: &str = "bench.uses";

/// A connection to the platform's own broker, and a stream beside the platform's.
pub struct Raw {
    client: Client,
    stream: jetstream::stream::Stream,
}

impl Raw {
    /// Connects, and makes the stream with the same durability as the platform's.
    pub async fn of(bed: &Bed) -> Self {
        let config = bed.service("billing").config.nats.clone();
        let options = ConnectOptions::with_user_and_password(config.user, config.password);
        let client = options.connect(&config.url).await.unwrap();
        let wanted = jetstream::stream::Config {
            name: "BENCH".into(),
            subjects: vec!["bench.>".into()],
            allow_atomic_publish: true,
            ..Default::default()
        };
        let stream = jetstream::new(client.clone()).get_or_create_stream(wanted).await.unwrap();
        Self { client, stream }
    }

    /// Publishes one atomic batch and waits for its acknowledgement.
    async fn batch(&self, count: usize) {
        let id = platform::id::random().simple().to_string();
        for place in 1..=count {
            let mut headers = HeaderMap::new();
            headers.insert("Nats-Batch-Id", id.as_str());
            headers.insert("Nats-Batch-Sequence", place.to_string().as_str());
            let payload = vec![b'x'; SIZE].into();
            if place < count {
                self.client.publish_with_headers(SUBJECT, headers, payload).await.unwrap();
            } else {
                headers.insert("Nats-Batch-Commit", "1");
                let answer = self.client.request_with_headers(SUBJECT, headers, payload).await.unwrap();
                let answer: Value = serde_json::from_slice(&answer.payload).unwrap();
                assert_eq!(answer["count"], count, "{answer}");
            }
        }
    }

    /// What arrives from now on, acknowledged as it comes.
    pub async fn arriving(&self) -> impl futures_util::Stream<Item = jetstream::Message> + use<> {
        let config = jetstream::consumer::pull::Config {
            deliver_policy: jetstream::consumer::DeliverPolicy::New,
            ..Default::default()
        };
        let messages = self.stream.create_consumer(config).await.unwrap().messages().await.unwrap();
        messages.map(Result::unwrap)
    }

    /// Publishes one event and waits for its acknowledgement.
    pub async fn publish(&self, number: usize) {
        let mut payload = vec![b' '; SIZE];
        payload.splice(0..0, number.to_string().into_bytes());
        let context = jetstream::new(self.client.clone());
        context.publish(SUBJECT, payload.into()).await.unwrap().await.unwrap();
    }
}

/// Uses taken in durably beside events acknowledged by the broker.
pub async fn measure(bed: &Bed, scale: Scale) -> Vec<Figure> {
    let raw = Raw::of(bed).await;
    let (client, url, key) = (load::client(), bed.url("/api/billing/v1/usage"), key(bed, "sandviken-2181"));
    let (mut ours, mut bare) = (Vec::new(), Vec::new());
    for _ in 0..scale.turns(TURNS) {
        let bodies: Vec<Value> = (0..BATCHES).map(|_| ingest::uses(BATCH)).collect();
        let begun = Instant::now();
        for body in &bodies {
            ingest::send(&client, &url, &key, body).await;
        }
        ours.push(ingest::per_second(BATCH * BATCHES, begun));
        bed.running.settle().await.unwrap();
        let begun = Instant::now();
        for _ in 0..BATCHES {
            raw.batch(ATOMIC).await;
        }
        bare.push(ingest::per_second(ATOMIC * BATCHES, begun));
    }
    let what = format!("… / events acknowledged by the broker, atomic batches of {ATOMIC}");
    vec![Figure::beside("P1", what, "a second", (&ours, &bare), Wanted::Nothing)]
}
