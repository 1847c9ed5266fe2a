//! P4: a page of the portal and a list of the API, beside bare handlers that select as many rows from the same database.

use std::time::Instant;

use axum::{Json, Router, extract::State, routing::get};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, QueryResult, Statement};
use serde_json::{Value, json};
use testbed::Bed;

use crate::{
    Scale,
    figure::{Figure, Wanted, percentile},
    load::{self, Asked},
    platform_under_test::{administrator, cookie},
    processor::Processor,
};

/// Answers of each turn, whatever the connections.
const ANSWERS: usize = 1536;
const TURNS: usize = 5;
/// How many times longer than the yardstick a page may take, and a list of the API, which answers with three times as many fields.
const PAGE_LIMIT: f64 = 2.0;
const LIST_LIMIT: f64 = 3.0;
/// The first page of a municipality draws from about as many rows.
const ROWS: &str = "SELECT service, meter, month::text AS month, quantity, ore FROM portal.portal_usage \
                    WHERE tenant = 'sandviken-2181' ORDER BY portal_usage.month DESC LIMIT 40";
/// A page of a list has as many.
const LIST: &str = "SELECT id::text AS id, title::text AS title, status, started::text AS started, price_ore AS ore \
                    FROM bibblix.bibblix_loan WHERE tenant = 'sandviken-2181' ORDER BY bibblix_loan.started DESC, bibblix_loan.id DESC LIMIT 20";

async fn select(db: &DatabaseConnection, sql: &str) -> Vec<QueryResult> {
    db.query_all_raw(Statement::from_string(DbBackend::Postgres, sql)).await.unwrap()
}

async fn bare_page(State(db): State<DatabaseConnection>) -> String {
    let rows = select(&db, ROWS).await;
    let amounts: Vec<String> = rows.iter().map(|row| row.try_get::<i64>("", "ore").unwrap().to_string()).collect();
    amounts.join("\n")
}

async fn bare_list(State(db): State<DatabaseConnection>) -> Json<Vec<Value>> {
    let rows = select(&db, LIST).await;
    let text = |row: &QueryResult, name: &str| row.try_get::<String>("", name).unwrap();
    let item = |row: &QueryResult| {
        json!({ "id": text(row, "id"), "title": text(row, "title"), "status": text(row, "status"),
                "started": text(row, "started"), "ore": row.try_get::<i64>("", "ore").unwrap() })
    };
    Json(rows.iter().map(item).collect())
}

/// Serves the yardsticks; tells their address.
async fn yardstick(bed: &Bed) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let router = Router::new().route("/page", get(bare_page)).route("/list", get(bare_list));
    let router = router.with_state(administrator(bed).await);
    #[expect(clippy::disallowed_methods, reason = "ends with the benchmark")]
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    address
}

/// Both, in closed loops of 1, 8 and 64 connections and in an open loop at half of what is the most.
pub async fn measure(bed: &Bed, scale: Scale) -> Vec<Figure> {
    let address = yardstick(bed).await;
    let kim = cookie(bed, "kim").await;
    let ours = |path: &str| Asked { url: bed.url(path), as_whom: Some(("cookie", kim.clone())) };
    let bare = |path: &str| Asked { url: format!("{address}{path}"), as_whom: None };
    let processor = Processor::of(bed, &administrator(bed).await).await;
    let pairs = [
        ("the first page", PAGE_LIMIT, ours("/"), bare("/page")),
        ("a list", LIST_LIMIT, ours("/api/bibblix/v1/loans?limit=20"), bare("/list")),
    ];
    let mut figures = Vec::new();
    for (name, limit, ours, bare) in pairs {
        figures.extend(pair((name, limit), &ours, &bare, &processor, scale).await);
    }
    figures
}

/// What the turns of one side took.
#[derive(Default)]
struct Turns {
    p50: Vec<f64>,
    p99: Vec<f64>,
    rate: Vec<f64>,
    /// Processor microseconds an answer.
    spent: Vec<f64>,
}

impl Turns {
    #[expect(clippy::cast_precision_loss, reason = "thousands")]
    async fn closed(&mut self, asked: &Asked, connections: usize, processor: &Processor) {
        let (begun, before) = (Instant::now(), processor.now());
        let mut times = load::closed(asked, connections, ANSWERS / connections).await;
        self.rate.push(times.len() as f64 / begun.elapsed().as_secs_f64());
        self.spent.push(processor.since(before).total() * 1e6 / times.len() as f64);
        self.p50.push(percentile(&mut times, 50));
        self.p99.push(percentile(&mut times, 99));
    }

    async fn open(&mut self, asked: &Asked, rate: f64) {
        let mut times = load::open(asked, rate, ANSWERS / 2).await;
        self.p50.push(percentile(&mut times, 50));
        self.p99.push(percentile(&mut times, 99));
    }
}

async fn pair(
    (name, limit): (&str, f64),
    ours: &Asked,
    bare: &Asked,
    processor: &Processor,
    scale: Scale,
) -> Vec<Figure> {
    let mut figures = Vec::new();
    let mut most = 1.0;
    for connections in [1, 8, 64] {
        let (mut mine, mut other) = (Turns::default(), Turns::default());
        for _ in 0..scale.turns(TURNS) {
            mine.closed(ours, connections, processor).await;
            other.closed(bare, connections, processor).await;
        }
        let what = |percent: usize| format!("{name}, p{percent} at {connections} connections / bare select");
        let wanted = if connections == 64 { Wanted::AtMost(limit) } else { Wanted::Nothing };
        figures.push(Figure::beside("P4", what(50), "ms", (&mine.p50, &other.p50), Wanted::Nothing));
        figures.push(Figure::beside("P4", what(99), "ms", (&mine.p99, &other.p99), wanted));
        if connections == 64 {
            let what = format!("{name}, processor time of an answer / bare select");
            figures.push(Figure::beside("P4", what, "µs", (&mine.spent, &other.spent), Wanted::Nothing));
        }
        most = mine.rate.iter().copied().fold(most, f64::max);
    }
    let (mut mine, mut other) = (Turns::default(), Turns::default());
    for _ in 0..scale.turns(TURNS) {
        mine.open(ours, most / 2.0).await;
        other.open(bare, most / 2.0).await;
    }
    let what = format!("{name}, p99, {:.0} asked for each second whatever the answers take / bare select", most / 2.0);
    figures.push(Figure::beside("P4", what, "ms", (&mine.p99, &other.p99), Wanted::Nothing));
    figures
}
