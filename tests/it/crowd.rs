//! More ask at once than the database has connections for: everybody gets an answer. A request that holds a connection while it waits
//! for another one, its own service's answer to a question say, would wait for ever once all who hold one do the same.

use std::time::Duration;

use futures_util::future::join_all;
use reqwest::{Method, StatusCode};
use testbed::{Bed, Browser, Database, Setup};

use crate::statements::walk;

/// Whoever waits for a connection is turned away after ten seconds.
const PATIENCE: Duration = Duration::from_secs(9);
/// Made by another program, a few at a time: that takes long by itself.
const PAPER: &str = "/pdf";

/// Asks for a page alone; where that is answered, all at once. Gives the page and whether a crowd was sent.
async fn together(browser: &Browser, path: &str, crowd: u32) -> Result<(String, bool), String> {
    let ask = || browser.request(Method::GET, path, None);
    let alone = ask().await;
    if alone.status.is_server_error() {
        return Err(format!("alone {}: {}", alone.status, alone.body));
    }
    if !alone.status.is_success() || path.ends_with(PAPER) {
        return Ok((alone.body, false));
    }
    let answers = tokio::time::timeout(PATIENCE, join_all((0..crowd).map(|_| ask()))).await;
    let answers = answers.map_err(|_| "they wait for each other".to_owned())?;
    match answers.iter().find(|answer| answer.status != alone.status && answer.status != StatusCode::NOT_MODIFIED) {
        Some(other) => Err(format!("alone {}, together {}: {}", alone.status, other.status, other.body)),
        None => Ok((alone.body, true)),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_gets_an_answer_when_more_ask_than_there_are_connections() {
    let clock = platform::Clock::fixed("2026-11-20T11:00:00Z".parse().unwrap());
    let setup = Setup { database: Database::Sqlite, clock, defaults: sambruk::DEFAULTS };
    let bed = Bed::start(sambruk::registry, setup).await;
    bed.demonstrate(1).await;
    let crowd = platform::store::SQLITE_CONNECTIONS + 2;
    let (mut crowds, mut failures) = (0, Vec::new());
    walk(&bed, async |browser, person, _, path| match together(browser, path, crowd).await {
        Ok((page, sent)) => {
            crowds += u32::from(sent);
            page
        }
        Err(failure) => {
            failures.push(format!("{path} as {person}: {failure}"));
            String::new()
        }
    })
    .await;
    assert!(failures.is_empty(), "{} failures:\n{}", failures.len(), failures.join("\n"));
    assert!(crowds > 300, "{crowds} crowds were sent");
    bed.running.stop().await;
}
