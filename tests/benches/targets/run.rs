//! P2 and P3: what a billing run costs when more and more single uses stand behind the same lines, beside adding those uses up.

use std::time::{Duration, Instant};

use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};
use serde_json::Value;
use testbed::{Bed, Browser};

use crate::{
    Scale,
    figure::{Figure, Wanted},
    platform_under_test::{administrator, execute},
    processor::Processor,
};

/// Uses behind the lines.
const SIZES: [u64; 3] = [1_000_000, MIDDLE, 20_000_000];
/// Where the limits beside GROUP BY and in seconds are set.
const MIDDLE: u64 = 5_000_000;
const TURNS: usize = 3;
/// Runs of a turn: one alone takes ten hundredths of a second, which is what the kernel counts in.
const RUNS: u32 = 8;
const GROUPED: &str = "SELECT tenant, service, meter, billed_month, sum(quantity), sum(ore) FROM billing.billing_usage GROUP BY 1, 2, 3, 4";

/// Seconds, of the wall and of processors.
#[derive(Default)]
struct Turns {
    wall: Vec<f64>,
    spent: Vec<f64>,
}

/// A run and one GROUP BY, at each size.
pub async fn measure(bed: &Bed, scale: Scale) -> Vec<Figure> {
    let db = administrator(bed).await;
    let processor = Processor::of(bed, &db).await;
    let robin = bed.browser();
    robin.sign_in("robin").await;
    let sizes = if scale.quick { &SIZES[..1] } else { &SIZES[..] };
    let mut all: Vec<(u64, Turns, Turns)> = Vec::new();
    for size in sizes {
        fill(&db, *size).await;
        let (mut ours, mut grouped) = (Turns::default(), Turns::default());
        again(&robin).await;
        for _ in 0..TURNS {
            let (mut wall, before) = (0.0, processor.now());
            for _ in 0..RUNS {
                wall += again(&robin).await;
            }
            ours.wall.push(wall / f64::from(RUNS));
            ours.spent.push(processor.since(before).total() / f64::from(RUNS));
            let (begun, before) = (Instant::now(), processor.now());
            execute(&db, GROUPED).await;
            grouped.wall.push(begun.elapsed().as_secs_f64());
            grouped.spent.push(processor.since(before).total());
        }
        all.push((*size, ours, grouped));
    }
    figures(&all)
}

fn figures(all: &[(u64, Turns, Turns)]) -> Vec<Figure> {
    let mut figures = Vec::new();
    for (size, ours, grouped) in all {
        let limit = if *size == MIDDLE { Wanted::AtMost(0.1) } else { Wanted::Nothing };
        let what = |unit: &str| format!("a run with {size} uses behind it / one GROUP BY over them, {unit}");
        let spent = (&ours.spent[..], &grouped.spent[..]);
        figures.push(Figure::beside("P2", what("processor time"), "s", spent, limit));
        let wall = (&ours.wall[..], &grouped.wall[..]);
        figures.push(Figure::beside("P2", what("wall time"), "s", wall, Wanted::Nothing));
    }
    let (Some((few, first, _)), Some((many, last, _))) = (all.first(), all.last().filter(|_| all.len() > 1)) else {
        return figures;
    };
    let flat = format!("a run with {many} uses behind it / with {few}, processor time");
    figures.push(Figure::beside("P2", flat, "s", (&last.spent, &first.spent), Wanted::AtMost(1.2)));
    #[expect(clippy::cast_precision_loss, reason = "a few million")]
    let exponent = (median(&last.spent) / median(&first.spent)).ln() / (*many as f64 / *few as f64).ln();
    figures.push(Figure::alone("P2", "the exponent of that growth (1 is linear)", "", &[exponent], Wanted::Nothing));
    let middle = all.iter().filter(|(size, ..)| *size == MIDDLE).flat_map(|(_, ours, _)| &ours.spent);
    let ten: Vec<f64> = middle.map(|seconds| seconds * 10.0).collect();
    let what = format!(
        "ten times a run of 290 municipalities with {MIDDLE} uses behind it, to its lines (no UBL, no SIE), processor time"
    );
    figures.push(Figure::alone("P3", what, "s", &ten, Wanted::AtMost(20.0)));
    figures
}

fn median(values: &[f64]) -> f64 {
    crate::figure::Sample::of(values).median
}

/// Puts uses of the month that waits to be billed behind its sums, as if they had been told, until there are so many: the sums do
/// not change. Indexes are made anew afterwards, which is faster than keeping them.
async fn fill(db: &DatabaseConnection, size: u64) {
    let one = |sql: &str| Statement::from_string(DbBackend::Postgres, sql.to_owned());
    let count = db.query_one_raw(one("SELECT count(*) AS count FROM billing.billing_usage")).await.unwrap().unwrap();
    let there = u64::try_from(count.try_get::<i64>("", "count").unwrap()).unwrap();
    let indexes = "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'billing' AND tablename = 'billing_usage' \
                   AND indexname <> 'billing_usage_pkey'";
    let indexes = db.query_all_raw(one(indexes)).await.unwrap();
    let text = |row: &sea_orm::QueryResult, name: &str| row.try_get::<String>("", name).unwrap();
    for index in &indexes {
        execute(db, &format!("DROP INDEX billing.{}", text(index, "indexname"))).await;
    }
    execute(db, "ALTER TABLE billing.billing_usage DISABLE TRIGGER USER").await;
    let missing = size.saturating_sub(there);
    let sql = format!(
        "INSERT INTO billing.billing_usage (tenant, id, source, external_id, service, meter, quantity, ore, price_list, occurred_at, \
         told_day, source_ref, reverses, content_sha256, recorded_at, month, billed_month, feed_seq) \
         SELECT tenant, gen_random_uuid(), source, gen_random_uuid()::text, service, meter, 0, 0, price_list, occurred_at, told_day, \
         source_ref, NULL, content_sha256, recorded_at, month, billed_month, \
         (SELECT max(feed_seq) FROM billing.billing_usage) + row_number() OVER () \
         FROM (SELECT * FROM billing.billing_usage LIMIT {there}) u, generate_series(1, {missing} / {there} + 1) LIMIT {missing}"
    );
    execute(db, "SET statement_timeout = 0; SET maintenance_work_mem = '256MB'").await;
    execute(db, &format!("SET statement_timeout = 0; {sql}")).await;
    for index in &indexes {
        execute(db, &format!("SET statement_timeout = 0; {}", text(index, "indexdef"))).await;
    }
    execute(db, "VACUUM ANALYZE billing.billing_usage").await;
    execute(db, "CHECKPOINT").await;
}

/// Gives up the run that waits and makes it anew; seconds from the start to the preview.
async fn again(robin: &Browser) -> f64 {
    let waiting = latest(robin).await;
    let path = format!("/billing/runs/{}/discard", waiting["run"].as_str().unwrap());
    let discarded = robin.send_only(&path, &[("reason", "Mäts om")]).await;
    assert_eq!(discarded.status.as_u16(), 303, "{}", discarded.body);
    let begun = Instant::now();
    let started = robin.send_only("/billing/runs/new", &[("service", "bibblix")]).await;
    assert_eq!(started.status.as_u16(), 303, "{}", started.body);
    while latest(robin).await["state"] != "preview" {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    begun.elapsed().as_secs_f64()
}

async fn latest(robin: &Browser) -> Value {
    robin.get("/api/billing/v1/runs?limit=1").await.json()["items"][0].clone()
}
