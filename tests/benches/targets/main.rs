//! The figures that the platform is measured by, each beside its yardstick in the same run: `make bench`.
//!
//! Yardstick and platform take turns, so that whatever else the machine does meets both. The database is a PostgreSQL that syncs
//! every commit. A table goes to standard output, the same as JSON to `target/bench.json`. What is told is the median of the
//! turns; a ratio is told against its target and nothing fails for it: a benchmark is no test.
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a benchmark for people")]

mod delay;
mod ingest;
mod page;
mod platform_under_test;
mod run;

use std::time::Duration;

use serde_json::{Value, json};

/// What was measured, what it stands beside, and what is wanted.
struct Figure {
    /// The name of the target.
    target: &'static str,
    what: String,
    /// The platform's figure, with its unit.
    ours: (f64, &'static str),
    /// The yardstick's, in the same unit; none where only the figure itself is wanted.
    beside: Option<f64>,
    /// What is wanted of the ratio, or of the figure when there is no yardstick.
    wanted: Wanted,
}

/// A limit.
#[derive(Clone, Copy)]
enum Wanted {
    AtLeast(f64),
    AtMost(f64),
}

impl Figure {
    fn value(&self) -> f64 {
        self.beside.map_or(self.ours.0, |beside| self.ours.0 / beside)
    }

    fn is_met(&self) -> bool {
        match self.wanted {
            Wanted::AtLeast(limit) => self.value() >= limit,
            Wanted::AtMost(limit) => self.value() <= limit,
        }
    }

    fn line(&self) -> String {
        let (ours, unit) = self.ours;
        let beside = self.beside.map_or_else(|| "-".to_owned(), |beside| format!("{beside:.1}"));
        let wanted = match self.wanted {
            Wanted::AtLeast(limit) => format!("at least {limit}"),
            Wanted::AtMost(limit) => format!("at most {limit}"),
        };
        let verdict = if self.is_met() { "met" } else { "MISSED" };
        format!(
            "{:<4} {:<62} {ours:>10.1} {unit:<8} {beside:>10} {:>8.3} {wanted:<14} {verdict}",
            self.target,
            self.what,
            self.value()
        )
    }

    fn json(&self) -> Value {
        let (ours, unit) = self.ours;
        json!({ "target": self.target, "what": self.what, "ours": ours, "unit": unit, "beside": self.beside,
                "value": self.value(), "met": self.is_met() })
    }
}

/// The middle one.
fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}

/// The value that 99 of 100 do not exceed, in milliseconds.
fn p99(mut times: Vec<Duration>) -> f64 {
    times.sort();
    let at = (times.len() * 99).div_ceil(100).saturating_sub(1);
    times.get(at).map_or(0.0, |time| time.as_secs_f64() * 1000.0)
}

#[tokio::main]
async fn main() {
    let bed = platform_under_test::start().await;
    let mut figures = ingest::measure(&bed).await;
    figures.push(page::measure(&bed).await);
    figures.push(delay::measure(&bed).await);
    figures.extend(run::measure(&bed).await);
    println!("\ndatabase: PostgreSQL, synchronous_commit = on, fsync = on; broker: sync_interval always");
    println!("{:<4} {:<62} {:>10} {:<8} {:>10} {:>8}", "", "", "ours", "", "beside", "value");
    for figure in &figures {
        println!("{}", figure.line());
    }
    let place = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/bench.json");
    let all: Vec<Value> = figures.iter().map(Figure::json).collect();
    std::fs::write(&place, serde_json::to_string_pretty(&all).unwrap()).unwrap();
    println!("also in target/bench.json");
    bed.running.stop().await;
}
