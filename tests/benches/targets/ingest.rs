//! P1: use taken in durably, five hundred in a request, beside a bare insert of as many rows of the same shape.

use std::time::Instant;

use serde_json::{Value, json};
use testbed::Bed;

use crate::{
    Figure, Wanted, median,
    platform_under_test::{administrator, execute, key},
};

const BATCH: usize = 500;
const BATCHES: usize = 10;
const TURNS: usize = 7;

/// Uses in a second, ours and the bare insert's. What is taken in is also summed, so the target with roll-up holds.
pub async fn measure(bed: &Bed) -> Vec<Figure> {
    let db = administrator(bed).await;
    execute(&db, "CREATE TABLE public.bare (LIKE billing.billing_usage INCLUDING ALL)").await;
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let (url, key) = (bed.url("/api/billing/v1/usage"), key(bed, "sandviken-2181"));
    let (mut ours, mut bare) = (Vec::new(), Vec::new());
    for _ in 0..TURNS {
        let bodies: Vec<Value> = (0..BATCHES).map(|_| batch()).collect();
        let begun = Instant::now();
        for body in &bodies {
            let id = platform::id::random().to_string();
            let sent =
                client.post(&url).bearer_auth(&key).header("Idempotency-Key", id).json(body).send().await.unwrap();
            let answer: Value = sent.json().await.unwrap();
            assert_eq!(answer["accepted"], BATCH, "{answer}");
        }
        ours.push(rate(begun));
        let statements: Vec<String> = (0..BATCHES).map(|_| insert()).collect();
        let begun = Instant::now();
        for statement in &statements {
            execute(&db, statement).await;
        }
        bare.push(rate(begun));
    }
    let (ours, bare) = (median(ours), median(bare));
    let what = format!("use taken in and summed, batches of {BATCH} / bare insert");
    vec![Figure { target: "P1", what, ours: (ours, "uses/s"), beside: Some(bare), wanted: Wanted::AtLeast(0.5) }]
}

#[expect(clippy::cast_precision_loss, reason = "thousands")]
fn rate(begun: Instant) -> f64 {
    (BATCH * BATCHES) as f64 / begun.elapsed().as_secs_f64()
}

fn batch() -> Value {
    let now = platform::Clock::System.now();
    let one = |_| {
        json!({ "specversion": "1.0", "id": platform::id::random(), "source": "urn:bench:till", "time": now,
                "type": "se.sambruk.usage.recorded.v1", "tenant": "sandviken-2181",
                "data": { "service": "bibblix", "meter": "bundle-loan", "measure": { "kind": "quantity", "quantity": 1 },
                          "occurred_at": now, "source_ref": format!("till/{}", platform::id::random()) } })
    };
    (0..BATCH).map(one).collect()
}

/// Rows as the platform stores them, in one statement and one commit.
fn insert() -> String {
    let row = |_| {
        let (id, reference) = (platform::id::random(), platform::id::random());
        format!(
            "('sandviken-2181', '{id}', 'urn:bench:till', '{id}', 'bibblix', 'bundle-loan', 1, 0, NULL, now(), current_date, \
             'till/{reference}', NULL, '{}', now(), date_trunc('month', now()), date_trunc('month', now()))",
            "0".repeat(64)
        )
    };
    let rows: Vec<String> = (0..BATCH).map(row).collect();
    format!(
        "INSERT INTO public.bare (tenant, id, source, external_id, service, meter, quantity, ore, price_list, occurred_at, told_day, \
         source_ref, reverses, content_sha256, recorded_at, month, billed_month) VALUES {}",
        rows.join(", ")
    )
}
