//! `sambruk ingest`: usage of one's own, sent in batches to a running platform, with what was refused told line by line.

use std::{path::Path, process::ExitCode};

use platform::{Error, Result};
use serde::Deserialize;
use serde_json::Value;

use super::{complain, say};

/// Lines in one request.
const BATCH: usize = 500;

#[derive(Deserialize)]
struct Answer {
    items: Vec<Item>,
}

#[derive(Deserialize)]
struct Item {
    status: String,
    #[serde(default)]
    reason: Option<String>,
}

#[derive(Default)]
struct Count {
    accepted: usize,
    waiting: usize,
    duplicate: usize,
    refused: usize,
}

/// Sends the file and says what became of each line.
pub async fn ingest(file: &Path, url: &str, key_file: &Path) -> Result<ExitCode> {
    let text =
        if file.as_os_str() == "-" { std::io::read_to_string(std::io::stdin()) } else { std::fs::read_to_string(file) };
    let text = text.map_err(|error| anyhow::anyhow!("{}: {error}", file.display()))?;
    let key = std::fs::read_to_string(key_file).map_err(|error| anyhow::anyhow!("{}: {error}", key_file.display()))?;
    let client = Client {
        http: reqwest::Client::new(),
        url: format!("{}/api/billing/v1/usage", url.trim_end_matches('/')),
        key: key.trim().into(),
    };
    let mut count = Count::default();
    let mut batch = Vec::with_capacity(BATCH);
    for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        match serde_json::from_str::<Value>(line) {
            Ok(event) => batch.push((index + 1, event)),
            Err(error) => count.refuse(index + 1, &format!("not JSON: {error}")),
        }
        if batch.len() == BATCH {
            client.send(std::mem::take(&mut batch), &mut count).await?;
        }
    }
    client.send(batch, &mut count).await?;
    say(&format!(
        "{} accepted, {} waiting, {} known already, {} refused",
        count.accepted, count.waiting, count.duplicate, count.refused
    ));
    Ok(if count.refused == 0 { ExitCode::SUCCESS } else { ExitCode::from(3) })
}

impl Count {
    fn refuse(&mut self, line: usize, reason: &str) {
        self.refused += 1;
        complain(&format!("line {line}: {reason}"));
    }
}

struct Client {
    http: reqwest::Client,
    url: String,
    key: String,
}

impl Client {
    async fn send(&self, batch: Vec<(usize, Value)>, count: &mut Count) -> Result<()> {
        if batch.is_empty() {
            return Ok(());
        }
        let (lines, events): (Vec<usize>, Vec<Value>) = batch.into_iter().unzip();
        let request = self
            .http
            .post(&self.url)
            .bearer_auth(&self.key)
            .header("Idempotency-Key", platform::id::random().to_string());
        let response = request.json(&events).send().await.map_err(|error| anyhow::anyhow!("{}: {error}", self.url))?;
        let status = response.status();
        let body = response.bytes().await.map_err(anyhow::Error::new)?;
        if !status.is_success() {
            let problem: Value = serde_json::from_slice(&body).unwrap_or_default();
            let detail = problem["detail"].as_str().or(problem["title"].as_str()).unwrap_or("no explanation");
            return Err(anyhow::anyhow!(
                "lines {}-{}: {status}: {detail}",
                lines.first().unwrap_or(&0),
                lines.last().unwrap_or(&0)
            )
            .into());
        }
        let answer: Answer = serde_json::from_slice(&body)?;
        if answer.items.len() != lines.len() {
            return Err(Error::Internal(anyhow::anyhow!(
                "{} events were sent, {} answers came",
                lines.len(),
                answer.items.len()
            )));
        }
        for (line, item) in lines.into_iter().zip(answer.items) {
            let reason = item.reason.as_deref().unwrap_or("no reason was given");
            match item.status.as_str() {
                "accepted" => count.accepted += 1,
                "duplicate" => count.duplicate += 1,
                "waiting" => {
                    count.waiting += 1;
                    complain(&format!("line {line}: kept, but it can't be charged yet: {reason}"));
                }
                _ => count.refuse(line, reason),
            }
        }
        Ok(())
    }
}
