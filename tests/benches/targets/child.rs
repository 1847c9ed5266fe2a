//! All services in a process of their own on SQLite: what memory and start are measured on.

use std::{
    io::Read,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use platform::{Clock, host};
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
};

use crate::processor::children;

/// The argument that has this program serve a directory.
pub const SERVE: &str = "serve";

/// Serves a directory until standard input ends; a new one with demonstration data of every municipality.
pub async fn serve(directory: PathBuf) {
    let config = testbed::base(sambruk::DEFAULTS, directory.clone());
    let running = Box::pin(host::start(config, sambruk::registry, &[], Clock::System)).await.unwrap();
    println!("up");
    let made = directory.join("made");
    if !made.exists() {
        running.demonstrate(sambruk::registry, crate::country()).await.unwrap();
        running.settle().await.unwrap();
        std::fs::write(&made, "").unwrap();
    }
    println!("ready http://{}", running.address);
    let ended = tokio::task::spawn_blocking(|| std::io::stdin().read_to_end(&mut Vec::new()));
    ended.await.unwrap().unwrap();
    running.stop().await;
}

/// A served directory.
pub struct Served {
    child: Child,
    /// Where.
    pub address: String,
    /// Seconds from the start until it answered, and until all its data was there.
    pub up: f64,
    pub made: f64,
}

impl Served {
    /// Starts it and waits until it is ready.
    pub async fn start(directory: &Path) -> Self {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.arg(SERVE).arg(directory).kill_on_drop(true);
        command.stdin(std::process::Stdio::piped()).stdout(std::process::Stdio::piped());
        let begun = Instant::now();
        let mut child = command.spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        assert_eq!(lines.next_line().await.unwrap().unwrap(), "up");
        let up = begun.elapsed().as_secs_f64();
        let line = lines.next_line().await.unwrap().unwrap();
        let address = line.strip_prefix("ready ").unwrap().to_owned();
        Self { child, address, up, made: begun.elapsed().as_secs_f64() }
    }

    /// Megabytes that the process and its broker hold.
    pub fn resident(&self) -> (f64, f64) {
        let process = self.child.id().unwrap();
        (resident(process), children(process).into_iter().map(resident).sum())
    }

    /// Ends it and waits until it has ended.
    pub async fn stop(mut self) {
        drop(self.child.stdin.take());
        tokio::time::timeout(Duration::from_secs(30), self.child.wait()).await.unwrap().unwrap();
    }
}

fn resident(process: u32) -> f64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap_or_default();
    line.split_whitespace().next().and_then(|kilobytes| kilobytes.parse::<f64>().ok()).unwrap_or(0.0) / 1024.0
}
