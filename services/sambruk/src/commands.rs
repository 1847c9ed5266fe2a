//! What each subcommand does.

pub mod data;
pub mod events;
pub mod ingest;
pub mod people;
mod progress;
pub mod serve;

use std::io::Write;

/// A line for the person at the terminal; a closed pipe is no reason to fail.
pub fn say(line: &str) {
    let _gone = writeln!(std::io::stdout(), "{line}");
}

/// A line about what went wrong.
pub fn complain(line: &str) {
    let _gone = writeln!(std::io::stderr(), "{line}");
}
