//! P1: use taken in durably, beside a bare insert of the same rows; single uses beside a bare insert of one.

use std::{
    sync::atomic::{AtomicI64, Ordering},
    time::Instant,
};

use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement, TransactionTrait};
use serde_json::{Value, json};
use testbed::Bed;

use crate::{
    Scale,
    figure::{Figure, Wanted},
    load,
    platform_under_test::{administrator, execute, key},
    processor::Processor,
};

/// Uses in a request.
pub const BATCH: usize = 500;
const BATCHES: usize = 10;
const TURNS: usize = 7;
const SINGLES: usize = 100;

/// The same rows in as few steps as PostgreSQL allows: one statement, arrays as its parameters, nothing but the insert.
const BARE: &str = "INSERT INTO public.bare (tenant, id, source, external_id, service, meter, quantity, ore, price_list, occurred_at, \
    told_day, source_ref, reverses, content_sha256, recorded_at, month, billed_month, feed_seq) \
    SELECT 'sandviken-2181', one.id, 'urn:bench:till', one.external, 'bibblix', 'bundle-loan', 1, 0, NULL, now(), current_date, \
    one.reference, NULL, one.hash, now(), date_trunc('month', now()), date_trunc('month', now()), $5 + one.place \
    FROM unnest(CAST($1 AS uuid[]), CAST($2 AS text[]), CAST($3 AS text[]), CAST($4 AS text[])) WITH ORDINALITY AS one(id, external, reference, hash, place) \
    ON CONFLICT DO NOTHING";
/// How many rows have their place in the feed.
static PLACES: AtomicI64 = AtomicI64::new(0);
/// What a roll-up adds to it.
const SUMMED: &str = "INSERT INTO public.bare_sum VALUES ('sandviken-2181', 'bibblix', 'bundle-loan', $1) \
    ON CONFLICT (tenant, service, meter) DO UPDATE SET quantity = public.bare_sum.quantity + excluded.quantity";

/// What the turns of one side took.
#[derive(Default)]
struct Turns {
    rate: Vec<f64>,
    /// Processor microseconds a use, until the last answer.
    spent: Vec<f64>,
    /// The same, with everything that follows from it.
    settled: Vec<f64>,
}

/// Uses in a second and processor time, ours and the bare insert's.
pub async fn measure(bed: &Bed, scale: Scale) -> Vec<Figure> {
    let db = administrator(bed).await;
    execute(&db, "CREATE TABLE public.bare (LIKE billing.billing_usage INCLUDING ALL)").await;
    execute(
        &db,
        "CREATE TABLE public.bare_sum (tenant text, service text, meter text, quantity bigint, PRIMARY KEY (tenant, service, meter))",
    )
    .await;
    let (client, url, key) = (load::client(), bed.url("/api/billing/v1/usage"), key(bed, "sandviken-2181"));
    let processor = Processor::of(bed, &db).await;
    let (mut ours, mut bare, mut summed) = (Turns::default(), Turns::default(), Turns::default());
    for turn in 0..=scale.turns(TURNS) {
        let bodies: Vec<Value> = (0..BATCHES).map(|_| uses(BATCH)).collect();
        let (begun, before) = (Instant::now(), processor.now());
        for body in &bodies {
            let answer = send(&client, &url, &key, body).await;
            assert_eq!(answer["accepted"], BATCH, "{answer}");
        }
        let (rate, spent) = (rate(begun), processor.since(before).total());
        bed.running.settle().await.unwrap();
        let settled = processor.since(before).total();
        // The first turn warms all up.
        if turn > 0 {
            ours.rate.push(rate);
            ours.spent.push(each(spent));
            ours.settled.push(each(settled));
        }
        for (with_sum, turns) in [(false, &mut bare), (true, &mut summed)] {
            let statements: Vec<Statement> = (0..BATCHES).map(|_| insert(BATCH)).collect();
            let (begun, before) = (Instant::now(), processor.now());
            for statement in statements {
                store(&db, statement, with_sum).await;
            }
            if turn > 0 {
                turns.rate.push(self::rate(begun));
                turns.spent.push(each(processor.since(before).total()));
            }
        }
    }
    let processor = |what: &str| format!("processor time of that, {what}");
    let nothing = Wanted::Nothing;
    vec![
        Figure::beside(
            "P1",
            format!("use taken in, summed and told, batches of {BATCH} / bare insert"),
            "uses/s",
            (&ours.rate, &bare.rate),
            Wanted::AtLeast(0.5),
        ),
        Figure::beside(
            "P1",
            "… / bare insert with as bare a roll-up",
            "uses/s",
            (&ours.rate, &summed.rate),
            Wanted::AtLeast(0.8),
        ),
        Figure::beside("P1", processor("until the last answer"), "µs/use", (&ours.spent, &bare.spent), nothing),
        Figure::beside("P1", processor("until all have heard of it"), "µs/use", (&ours.settled, &bare.spent), nothing),
    ]
}

/// One use in a request, one after the other, beside a bare insert of one row.
pub async fn measure_single(bed: &Bed, scale: Scale) -> Vec<Figure> {
    let db = administrator(bed).await;
    let (client, url, key) = (load::client(), bed.url("/api/billing/v1/usage"), key(bed, "sandviken-2181"));
    let (mut ours, mut bare) = (Vec::new(), Vec::new());
    for _ in 0..scale.turns(TURNS) {
        let bodies: Vec<Value> = (0..SINGLES).map(|_| uses(1)).collect();
        let begun = Instant::now();
        for body in &bodies {
            assert_eq!(send(&client, &url, &key, body).await["accepted"], 1);
        }
        ours.push(per_second(SINGLES, begun));
        bed.running.settle().await.unwrap();
        let begun = Instant::now();
        for _ in 0..SINGLES {
            store(&db, insert(1), false).await;
        }
        bare.push(per_second(SINGLES, begun));
    }
    let what = "a use in a request of its own / bare insert of one row";
    vec![Figure::beside("P1", what, "uses/s", (&ours, &bare), Wanted::AtLeast(0.6))]
}

/// Sends uses; the answer.
pub async fn send(client: &reqwest::Client, url: &str, key: &str, body: &Value) -> Value {
    let id = platform::id::random().to_string();
    let sent = client.post(url).bearer_auth(key).header("Idempotency-Key", id).json(body).send().await.unwrap();
    assert!(sent.status().is_success(), "{}", sent.status());
    sent.json().await.unwrap()
}

/// As many uses as a cash desk would tell them.
pub fn uses(count: usize) -> Value {
    let now = platform::Clock::System.now();
    let one = |_| {
        json!({ "specversion": "1.0", "id": platform::id::random(), "source": "urn:bench:till", "time": now,
                "type": "se.sambruk.usage.recorded.v1", "tenant": "sandviken-2181",
                "data": { "service": "bibblix", "meter": "bundle-loan", "measure": { "kind": "quantity", "quantity": 1 },
                          "occurred_at": now, "source_ref": format!("till/{}", platform::id::random()) } })
    };
    (0..count).map(one).collect()
}

fn insert(count: usize) -> Statement {
    let list = |one: &dyn Fn() -> String| format!("{{{}}}", (0..count).map(|_| one()).collect::<Vec<_>>().join(","));
    let id = || platform::id::random().to_string();
    let hash = || format!("{}{}", platform::id::random().simple(), platform::id::random().simple());
    let reference = || format!("till/{}", platform::id::random());
    let before = PLACES.fetch_add(i64::try_from(count).unwrap(), Ordering::Relaxed);
    let lists = [list(&id), list(&id), list(&reference), list(&hash)];
    let values = lists.map(Into::into).into_iter().chain([before.into()]);
    Statement::from_sql_and_values(DbBackend::Postgres, BARE, values)
}

async fn store(db: &DatabaseConnection, statement: Statement, with_sum: bool) {
    if !with_sum {
        db.execute_raw(statement).await.unwrap();
        return;
    }
    #[expect(clippy::disallowed_methods, reason = "the yardstick, outside every service")]
    let transaction = db.begin().await.unwrap();
    transaction.execute_raw(statement).await.unwrap();
    let count = i64::try_from(BATCH).unwrap();
    transaction.execute_raw(Statement::from_sql_and_values(DbBackend::Postgres, SUMMED, [count.into()])).await.unwrap();
    transaction.commit().await.unwrap();
}

fn rate(begun: Instant) -> f64 {
    per_second(BATCH * BATCHES, begun)
}

#[expect(clippy::cast_precision_loss, reason = "thousands")]
pub fn per_second(count: usize, begun: Instant) -> f64 {
    count as f64 / begun.elapsed().as_secs_f64()
}

/// Microseconds of each use.
#[expect(clippy::cast_precision_loss, reason = "thousands")]
fn each(seconds: f64) -> f64 {
    seconds * 1e6 / (BATCH * BATCHES) as f64
}
