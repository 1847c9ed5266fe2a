//! P4: a page of the portal at 64 connections, beside a bare handler that selects as many rows from the same database.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use axum::{Router, extract::State, routing::get};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};
use testbed::Bed;

use crate::{Figure, Wanted, median, p99, platform_under_test::administrator};

const CONNECTIONS: usize = 64;
const EACH: usize = 12;
const TURNS: usize = 5;
/// The first page of a municipality draws from about as many rows.
const ROWS: &str = "SELECT service, meter, month::text AS month, quantity, ore FROM portal.portal_usage \
                    WHERE tenant = 'sandviken-2181' ORDER BY month DESC LIMIT 40";

async fn bare(State(db): State<DatabaseConnection>) -> String {
    let rows = db.query_all_raw(Statement::from_string(DbBackend::Postgres, ROWS)).await.unwrap();
    let amounts: Vec<String> = rows.iter().map(|row| row.try_get::<i64>("", "ore").unwrap().to_string()).collect();
    amounts.join("\n")
}

/// The 99th percentile of both, in milliseconds.
pub async fn measure(bed: &Bed) -> Figure {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let yardstick = format!("http://{}/", listener.local_addr().unwrap());
    let router = Router::new().route("/", get(bare)).with_state(administrator(bed).await);
    #[expect(clippy::disallowed_methods, reason = "ends with the benchmark")]
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    let kim = bed.browser();
    kim.sign_in("kim").await;
    let cookie = format!("sambruk={}", kim.cookie("sambruk").unwrap());
    let (mut ours, mut bare) = (Vec::new(), Vec::new());
    for _ in 0..TURNS {
        ours.push(p99(load(&bed.url("/"), &cookie).await));
        bare.push(p99(load(&yardstick, "").await));
    }
    let what = format!("the first page, p99 at {CONNECTIONS} connections / bare select");
    Figure { target: "P4", what, ours: (median(ours), "ms"), beside: Some(median(bare)), wanted: Wanted::AtMost(2.0) }
}

/// Every connection asks again as soon as it is answered.
async fn load(url: &str, cookie: &str) -> Vec<Duration> {
    let client = Arc::new(reqwest::Client::builder().no_proxy().build().unwrap());
    let asking = (0..CONNECTIONS).map(|_| {
        let (client, url, cookie) = (Arc::clone(&client), url.to_owned(), cookie.to_owned());
        #[expect(clippy::disallowed_methods, reason = "waited for below")]
        tokio::spawn(async move {
            let mut times = Vec::with_capacity(EACH);
            for _ in 0..EACH {
                let begun = Instant::now();
                let answer = client.get(&url).header("cookie", &cookie).send().await.unwrap();
                assert!(answer.status().is_success(), "{}", answer.status());
                answer.bytes().await.unwrap();
                times.push(begun.elapsed());
            }
            times
        })
    });
    let asking: Vec<_> = asking.collect();
    let mut times = Vec::new();
    for one in asking {
        times.extend(one.await.unwrap());
    }
    times
}
