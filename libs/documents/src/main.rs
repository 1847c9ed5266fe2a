//! Makes an accessible PDF for print and archive (PDF/A-3a and PDF/UA-1) of one document: JSON in on standard input, PDF out on
//! standard output.
//!
//! It reads no file, asks no network and knows no clock. What it may take of memory and time is limited, so that whoever starts
//! it need not trust what the document says. It ends with status 0, or says in a sentence on standard error why there is no PDF
//! and ends with one of the statuses in [`contracts::documents`]. Ended by a signal, it wanted more memory than it may have.

mod letters;
mod sheet;

use std::{
    fmt::Display,
    io::{self, Read, Write},
    process::{self, ExitCode},
    thread,
    time::Duration,
};

use contracts::documents::{BROKEN, Document, LARGEST, REFUSED, TOO_LARGE, TOO_SLOW};

const USAGE: &str = "usage: sambruk-documents [--seconds 1..3600] [--megabytes 64..16384] <DOCUMENT.json >DOCUMENT.pdf";

/// Why there is no PDF.
struct Failure {
    status: i32,
    sentence: String,
}

impl Failure {
    fn new(status: i32, sentence: impl Display) -> Self {
        Self { status, sentence: sentence.to_string() }
    }
}

/// What it may take.
struct Limits {
    seconds: u64,
    megabytes: u64,
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            say(&failure.sentence);
            ExitCode::from(u8::try_from(failure.status).unwrap_or(u8::MAX))
        }
    }
}

fn run() -> Result<(), Failure> {
    let limits = limits(std::env::args().skip(1))?;
    let bytes = limits.megabytes * 1024 * 1024;
    rlimit::setrlimit(rlimit::Resource::AS, bytes, bytes)
        .map_err(|error| Failure::new(BROKEN, format_args!("memory can't be limited: {error}")))?;
    // Whoever reads pages meanwhile comes first: the night makes thousands of documents. Without it they are made all the same.
    let _ = rustix::process::nice(10);
    watch(limits.seconds)?;
    let json = read()?;
    let document: Document = serde_json::from_str(&json)
        .map_err(|error| Failure::new(REFUSED, format_args!("standard input is no document: {error}")))?;
    document.check().map_err(|flaw| Failure::new(REFUSED, flaw))?;
    let pdf = sheet::set(document).map_err(|why| Failure::new(REFUSED, why))?;
    let mut out = io::stdout().lock();
    out.write_all(&pdf)
        .and_then(|()| out.flush())
        .map_err(|error| Failure::new(BROKEN, format_args!("the PDF can't be written: {error}")))
}

fn limits(arguments: impl Iterator<Item = String>) -> Result<Limits, Failure> {
    let mut limits = Limits { seconds: 20, megabytes: 1024 };
    let mut arguments = arguments;
    while let Some(name) = arguments.next() {
        let value = arguments.next().and_then(|text| text.parse::<u64>().ok());
        match (name.as_str(), value) {
            ("--seconds", Some(seconds @ 1..=3600)) => limits.seconds = seconds,
            ("--megabytes", Some(megabytes @ 64..=16384)) => limits.megabytes = megabytes,
            _ => return Err(Failure::new(REFUSED, USAGE)),
        }
    }
    Ok(limits)
}

/// Ends the process when its time is over, wherever it stands.
fn watch(seconds: u64) -> Result<(), Failure> {
    let watch = move || {
        thread::sleep(Duration::from_secs(seconds));
        say(&format!("the document was not set within {seconds} s"));
        process::exit(TOO_SLOW);
    };
    let started = thread::Builder::new().spawn(watch);
    started.map(drop).map_err(|error| Failure::new(BROKEN, format_args!("time can't be limited: {error}")))
}

fn read() -> Result<String, Failure> {
    let mut json = String::new();
    let limit = LARGEST as u64 + 1;
    io::stdin().lock().take(limit).read_to_string(&mut json).map_err(|error| match error.kind() {
        io::ErrorKind::InvalidData => Failure::new(REFUSED, "standard input is no document: it is not UTF-8"),
        _ => Failure::new(BROKEN, format_args!("standard input can't be read: {error}")),
    })?;
    if json.len() > LARGEST {
        return Err(Failure::new(TOO_LARGE, format_args!("the document is larger than {LARGEST} bytes")));
    }
    Ok(json)
}

fn say(sentence: &str) {
    // Whoever does not listen misses it.
    writeln!(io::stderr(), "sambruk-documents: {sentence}").ok();
}
