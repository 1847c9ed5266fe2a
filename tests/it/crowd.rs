//! More ask at once than the database has connections for: everybody gets an answer. A request that holds a connection while it waits
//! for another one, its own service's answer to a question say, would wait for ever once all who hold one do the same.

use std::time::Duration;

use futures_util::future::join_all;
use reqwest::{Method, StatusCode};
use testbed::{Bed, Browser, Database, Setup};

use crate::statements::walk;

/// Whoever has not got a connection by then is turned away after ten seconds.
const PATIENCE: Duration = Duration::from_secs(8);

/// Asks for a page alone; where that is answered, all at once.
async fn together(browser: &Browser, path: &str, crowd: u32) -> Result<String, String> {
    let ask = || browser.request(Method::GET, path, None);
    let alone = ask().await;
    if !alone.status.is_success() {
        return Ok(alone.body);
    }
    let answers = tokio::time::timeout(PATIENCE, join_all((0..crowd).map(|_| ask()))).await;
    let answers = answers.map_err(|_| "they wait for each other".to_owned())?;
    match answers.iter().find(|answer| answer.status != alone.status && answer.status != StatusCode::NOT_MODIFIED) {
        Some(other) => Err(format!("alone {}, together {}: {}", alone.status, other.status, other.body)),
        None => Ok(alone.body),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_gets_an_answer_when_more_ask_than_there_are_connections() {
    let clock = platform::Clock::fixed("2026-11-20T11:00:00Z".parse().unwrap());
    let setup = Setup { database: Database::Sqlite, clock, defaults: sambruk::DEFAULTS };
    let bed = Bed::start(sambruk::registry, setup).await;
    bed.demonstrate(1).await;
    let crowd = platform::store::SQLITE_CONNECTIONS + 2;
    let (mut asked, mut failures) = (0, Vec::new());
    walk(&bed, async |browser, person, _, path| {
        asked += 1;
        together(browser, path, crowd).await.unwrap_or_else(|failure| {
            failures.push(format!("{path} as {person}: {failure}"));
            String::new()
        })
    })
    .await;
    assert!(failures.is_empty(), "{} failures:\n{}", failures.len(), failures.join("\n"));
    assert!(asked > 300, "{asked} places were asked for");
    bed.running.stop().await;
}
