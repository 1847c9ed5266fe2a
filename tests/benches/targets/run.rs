//! P2: what a billing run costs when more and more single uses stand behind the same lines, beside adding those uses up.

use std::time::{Duration, Instant};

use serde_json::Value;
use testbed::Bed;

use crate::{
    Figure, Wanted, median,
    platform_under_test::{administrator, execute},
};

/// Uses behind the lines, first and last.
const FEW: u64 = 100_000;
const MANY: u64 = 1_000_000;
const TURNS: usize = 3;

/// Seconds of a run, of a run with ten times as many uses, and of one GROUP BY over the latter.
pub async fn measure(bed: &Bed) -> Vec<Figure> {
    let db = administrator(bed).await;
    let robin = bed.browser();
    robin.sign_in("robin").await;
    // Uses of the month that waits to be billed, put behind the sums as if they had been told: the sums do not change.
    let fill = |uses: u64| {
        format!(
            "INSERT INTO billing.billing_usage (tenant, id, source, external_id, service, meter, quantity, ore, price_list, occurred_at, \
             told_day, source_ref, reverses, content_sha256, recorded_at, month, billed_month) \
             SELECT tenant, gen_random_uuid(), source, gen_random_uuid()::text, service, meter, 0, 0, price_list, occurred_at, told_day, \
             source_ref, NULL, content_sha256, recorded_at, month, billed_month \
             FROM billing.billing_usage u, generate_series(1, ceil({uses} / (SELECT count(*) FROM billing.billing_usage)::float)::int) \
             LIMIT {uses}"
        )
    };
    execute(&db, "ALTER TABLE billing.billing_usage DISABLE TRIGGER USER").await;
    execute(&db, &fill(FEW)).await;
    execute(&db, "ANALYZE billing.billing_usage").await;
    let mut few = Vec::new();
    for _ in 0..TURNS {
        few.push(again(&robin).await);
    }
    execute(&db, &fill(MANY - FEW)).await;
    execute(&db, "ANALYZE billing.billing_usage").await;
    let (mut many, mut grouped) = (Vec::new(), Vec::new());
    for _ in 0..TURNS {
        many.push(again(&robin).await);
        let begun = Instant::now();
        let sum = "SELECT tenant, service, meter, billed_month, sum(quantity), sum(ore) FROM billing.billing_usage GROUP BY 1, 2, 3, 4";
        execute(&db, sum).await;
        grouped.push(begun.elapsed().as_secs_f64());
    }
    let (few, many, grouped) = (median(few), median(many), median(grouped));
    let flat = format!("a run with {MANY} uses behind it / with {FEW}");
    let beside = format!("a run with {MANY} uses behind it / one GROUP BY over them");
    vec![
        Figure { target: "P2", what: flat, ours: (many, "s"), beside: Some(few), wanted: Wanted::AtMost(1.2) },
        Figure { target: "P2", what: beside, ours: (many, "s"), beside: Some(grouped), wanted: Wanted::AtMost(0.5) },
    ]
}

/// Gives up the run that waits and makes it anew; seconds from the start to the preview.
async fn again(robin: &testbed::Browser) -> f64 {
    let waiting = latest(robin).await;
    let path = format!("/billing/runs/{}/discard", waiting["run"].as_str().unwrap());
    let discarded = robin.send_only(&path, &[("reason", "Mäts om")]).await;
    assert_eq!(discarded.status.as_u16(), 303, "{}", discarded.body);
    let begun = Instant::now();
    let started = robin.send_only("/billing/runs/new", &[("service", "bibblix")]).await;
    assert_eq!(started.status.as_u16(), 303, "{}", started.body);
    while latest(robin).await["state"] != "preview" {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    begun.elapsed().as_secs_f64()
}

async fn latest(robin: &testbed::Browser) -> Value {
    robin.get("/api/billing/v1/runs?limit=1").await.json()["items"][0].clone()
}
