//! The figures that the platform is measured by, each beside its yardstick in the same run: `make bench`, or
//! `make bench ONLY="P1 P4"` for some of them and `make bench QUICK=1` for fewer turns and rows.
//!
//! Yardstick and platform take turns, so that whatever else the machine does meets both; a ratio is the median of the turns'
//! ratios, told with its spread (the median distance from it). Beside wall time stands processor time, of this process (which also
//! asks), of PostgreSQL and of the broker. The database syncs every commit, the broker every batch. A table goes to standard
//! output, the same as JSON to `target/bench.json` (`target/bench-part.json` when only some were wanted). Nothing fails for a missed target: a benchmark is no test.
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a benchmark for people")]

mod alone;
mod child;
mod delay;
mod figure;
mod grants;
mod ingest;
mod load;
mod page;
mod platform_under_test;
mod processor;
mod run;
mod shares;
mod statements;
mod stream;

use std::path::Path;

use figure::Figure;
use serde_json::{Value, json};

/// The whole country's demonstration data: every municipality is a member.
#[must_use]
pub fn country() -> platform::Demo {
    platform::Demo { municipalities: 290, ..platform::Demo::usual(100, 1) }
}

/// How much is measured.
#[derive(Clone, Copy)]
pub struct Scale {
    /// Fewer turns and rows.
    pub quick: bool,
}

impl Scale {
    /// The number of turns, or fewer of them when it is to be quick.
    pub const fn turns(self, turns: usize) -> usize {
        if self.quick { turns.div_ceil(3) } else { turns }
    }
}

fn main() {
    let mut arguments = std::env::args().skip(1).filter(|argument| argument != "--bench");
    let first = arguments.next();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    if first.as_deref() == Some(child::SERVE) {
        runtime.block_on(child::serve(arguments.next().unwrap().into()));
        return;
    }
    let only: Vec<String> = first.into_iter().chain(arguments).collect();
    runtime.block_on(Box::pin(measure(&only)));
}

async fn measure(only: &[String]) {
    #[expect(clippy::disallowed_methods, reason = "the Makefile tells how much to measure")]
    let quick = std::env::var("QUICK").is_ok_and(|value| !value.is_empty() && value != "0");
    let (scale, wanted) = (Scale { quick }, |target: &str| only.is_empty() || only.iter().any(|one| one == target));
    let before = load_average();
    let mut figures = Told::begin();
    if wanted("P8") {
        figures.extend(shares::measure(scale).await);
    }
    if wanted("P6") || wanted("P7") || wanted("P11") {
        figures.extend(alone::measure(scale).await);
    }
    if ["P1", "P2", "P3", "P4", "P5", "P10"].into_iter().any(wanted) {
        let bed = platform_under_test::start().await;
        if wanted("P1") {
            figures.extend(ingest::measure(&bed, scale).await);
            figures.extend(ingest::measure_single(&bed, scale).await);
            figures.extend(stream::measure(&bed, scale).await);
        }
        if wanted("P4") {
            figures.extend(statements::measure(&bed).await);
            figures.extend(page::measure(&bed, scale).await);
        }
        if wanted("P5") {
            figures.extend(delay::measure(&bed, scale).await);
        }
        if wanted("P10") {
            figures.extend(grants::measure(&bed, scale).await);
        }
        if wanted("P2") || wanted("P3") {
            figures.extend(run::measure(&bed, scale).await);
        }
        bed.running.stop().await;
    }
    keep(&figures.0, &before, if only.is_empty() { "bench.json" } else { "bench-part.json" });
}

/// Figures, each told as soon as it is there: the last come after many minutes.
struct Told(Vec<Figure>);

impl Told {
    fn begin() -> Self {
        println!("\ndatabase: PostgreSQL, synchronous_commit = on, fsync = on; broker: sync_interval always");
        println!("P6 and P7 on SQLite, WAL, synchronous = FULL");
        println!("{}", Figure::heading());
        Self(Vec::new())
    }

    fn extend(&mut self, figures: Vec<Figure>) {
        for figure in &figures {
            println!("{}", figure.line());
        }
        self.0.extend(figures);
    }
}

fn keep(figures: &[Figure], before: &str, file: &str) {
    println!("load average before {before}, after {}", load_average());
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target");
    std::fs::create_dir_all(&directory).unwrap();
    let place = directory.join(file);
    let all: Vec<Value> = figures.iter().map(Figure::json).collect();
    let whole = json!({ "loadBefore": before, "loadAfter": load_average(), "figures": all });
    std::fs::write(&place, serde_json::to_string_pretty(&whole).unwrap()).unwrap();
    println!("also in target/{file}");
}

/// Processes that wanted a processor in the last one, five and fifteen minutes: other work on the machine shows here.
fn load_average() -> String {
    let text = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    text.split_whitespace().take(3).collect::<Vec<_>>().join(" ")
}
