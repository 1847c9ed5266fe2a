//! How long reading a federation's metadata takes beside verifying their signature alone, and how much memory:
//! `cargo bench -p saml`, or `cargo bench -p saml -- 300` for another number of providers than 3000.
//!
//! Each is measured in a process of its own, so that none uses memory that another has left behind, and they take turns, so that
//! whatever else the machine does meets all. Beside wall time stands processor time, which other work disturbs less. A ratio is the
//! median of the turns' ratios. Nothing fails for a missed target: a benchmark is no test.
#![expect(clippy::unwrap_used, clippy::print_stdout, clippy::expect_used, reason = "a benchmark for people")]

#[path = "../tests/it/federation.rs"]
#[expect(dead_code, reason = "tests need more of it")]
mod federation;

use std::{path::Path, process::Command, time::Instant};

use bergshamra::{DsigContext, KeysManager};
use chrono::{DateTime, TimeDelta, Utc};
use saml::{Aggregate, Certificate, Key, aggregate::Limits, keys::Kind};
use saml_rs::{
    crypto::{initialize_crypto_provider, keys::load_certificate, verify_metadata_signature_with_limits},
    xml::XmlLimits,
};

const TURNS: usize = 5;
/// The kernel counts in hundredths of a second.
const TICKS: f64 = 100.0;
/// What is measured: nothing but having the document, verifying alone in two ways, and reading.
const WAYS: [&str; 4] = ["load", "verify", "saml-rs", "read"];

fn now() -> DateTime<Utc> {
    "2026-11-22T12:00:00Z".parse().unwrap()
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    match arguments.as_slice() {
        [way, folder] => child(way, Path::new(folder)),
        [count] => measure(count.parse().unwrap()),
        _ => measure(3_000),
    }
}

/// One way once; prints seconds of wall and processor, the peak of memory in kilobytes, and how many providers it found.
fn child(way: &str, folder: &Path) {
    let bytes = std::fs::read(folder.join("list.xml")).unwrap();
    let trusted = Certificate::from_pem(&std::fs::read_to_string(folder.join("key.crt")).unwrap()).unwrap();
    initialize_crypto_provider().unwrap();
    let (begun, before) = (Instant::now(), processor());
    let found = match way {
        "verify" => {
            let mut keys = KeysManager::new();
            keys.add_key(load_certificate(&trusted.base64()).unwrap());
            let context = DsigContext::new(keys).with_insecure(true);
            let text = std::str::from_utf8(&bytes).unwrap();
            usize::from(bergshamra::verify(&context, text).unwrap().is_valid())
        }
        "saml-rs" => {
            let text = std::str::from_utf8(&bytes).unwrap();
            let holds = verify_metadata_signature_with_limits(text, &[trusted.base64()], XmlLimits::unbounded());
            usize::from(holds.unwrap())
        }
        "read" => Aggregate::read(&bytes, &[trusted], now(), &Limits::default()).unwrap().providers.len(),
        _ => usize::from(!bytes.is_empty()),
    };
    println!("{} {} {} {found}", begun.elapsed().as_secs_f64(), processor() - before, peak());
}

/// User and system time of this process.
fn processor() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap();
    let fields = stat.rsplit_once(')').unwrap().1.split_whitespace();
    fields.skip(11).take(2).map(|field| field.parse::<f64>().unwrap()).sum::<f64>() / TICKS
}

/// The most memory that this process has had, in kilobytes.
fn peak() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

/// Wall and processor seconds, kilobytes, and what was found.
type Figures = [f64; 4];

fn measure(count: usize) {
    let folder = tempfile::tempdir().unwrap();
    let make = |kind| Key::make(kind, "bench", now() - TimeDelta::days(1), now() + TimeDelta::days(365)).unwrap();
    let (federation, member) = (make(Kind::Rsa3072), make(Kind::Rsa3072).certificate().base64());
    let members: String = (1..=count).map(|number| federation::provider(number, &member)).collect();
    let laid_out = federation::How::default().laid_out(
        &federation::list(federation::VALID, &members),
        federation::LIST,
        &federation,
    );
    let text = federation::fill_by_xmlsec1(&laid_out, &federation);
    std::fs::write(folder.path().join("list.xml"), &text).unwrap();
    std::fs::write(folder.path().join("key.crt"), federation.certificate().pem()).unwrap();
    println!("{count} providers, {} bytes, signed by xmlsec1; {TURNS} turns, medians", text.len());
    let turns: Vec<[Figures; 4]> = (0..TURNS).map(|_| WAYS.map(|way| run(way, folder.path()))).collect();
    println!("{:<10}{:>10}{:>12}{:>10}{:>8}", "", "wall s", "processor s", "peak MB", "found");
    for (at, way) in WAYS.iter().enumerate() {
        let of = |figure: usize| median(turns.iter().map(|turn| turn[at][figure]).collect());
        println!("{way:<10}{:>10.3}{:>12.2}{:>10.1}{:>8}", of(0), of(1), of(2) / 1024.0, of(3));
    }
    for (other, name) in [(1, "verify"), (2, "saml-rs")] {
        let ratio = |figure: usize| median(turns.iter().map(|turn| turn[3][figure] / turn[other][figure]).collect());
        println!("read / {name}: {:.2} wall, {:.2} processor, {:.2} memory", ratio(0), ratio(1), ratio(2));
    }
}

fn run(way: &str, folder: &Path) -> Figures {
    let done = Command::new(std::env::current_exe().unwrap()).arg(way).arg(folder).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let text = String::from_utf8(done.stdout).unwrap();
    let figures: Vec<f64> = text.split_whitespace().map(|figure| figure.parse().unwrap()).collect();
    figures.try_into().expect("four figures")
}

fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}
