//! Serving, migrating, demonstration data.

use std::process::ExitCode;

use chrono::{NaiveDate, TimeDelta};
use platform::{Clock, Config, Demo, Progress, Result, clock, host, operations, telemetry, tools};
use sambruk::registry;
use tokio::signal::unix::{SignalKind, signal};

use super::{complain, progress, say};

/// Serves until SIGTERM or SIGINT; a second signal stops at once.
pub async fn serve(mut config: Config, services: &[String], demo: bool) -> Result<ExitCode> {
    if demo {
        config.demonstration.enabled = true;
    }
    let problems = config.problems();
    if !problems.is_empty() {
        for problem in &problems {
            complain(problem);
        }
        return Ok(ExitCode::from(1));
    }
    let guard = telemetry::start(&config.telemetry, &services.join("-"))?;
    let data = data(&config);
    let (embedded, data_dir) = (config.is_embedded(), config.data_dir.clone());
    let running = Box::pin(host::start(config, registry, services, Clock::System)).await?;
    let address = running.origin().to_owned();
    say(&format!("Sambruk is served at {address}"));
    say(&format!("Health and metrics: http://{}/readyz and /metrics", running.operations));
    if demo {
        say("Loading demonstration data (a minute); the portal can be used meanwhile.");
        say(&format!(
            "Sign in at {address}/identity/sign-in: choose the demonstration provider and one of the invented persons,"
        ));
        say(
            "for example Kim Exempelsson (Sandviken, economist), Robin Prov or Sam Exempel (the association's finance).",
        );
        if embedded {
            say(&format!(
                "API keys for trying the API and `sambruk ingest`: {}",
                data_dir.join("demo-keys.txt").display()
            ));
        }
    }
    let mut signals = (wait_for(SignalKind::terminate())?, wait_for(SignalKind::interrupt())?);
    let loading = async {
        if demo {
            let shown = progress::show(data.progress.clone());
            let made = running.demonstrate(registry, data).await;
            shown.finish().await;
            match made {
                Ok(()) => {
                    say("Demonstration data is loaded.");
                    check_soon(&running).await;
                }
                Err(error) => complain(&format!("demonstration data: {}", error.full())),
            }
        }
        std::future::pending::<()>().await;
    };
    tokio::select! {
        () = loading => {}
        _ = signals.0.recv() => {}
        _ = signals.1.recv() => {}
    }
    say("Stopping; a second signal stops at once.");
    tokio::select! {
        () = running.stop() => {}
        _ = signals.0.recv() => complain("stopped at once"),
        _ = signals.1.recv() => complain("stopped at once"),
    }
    guard.shutdown();
    Ok(ExitCode::SUCCESS)
}

/// The operators' pages of a demonstration have something true to show before its first night.
async fn check_soon(running: &host::Running) {
    for ctx in running.services.values() {
        let asked = async {
            running.settle().await?;
            operations::check_soon(ctx).await
        };
        if let Err(error) = asked.await {
            complain(&format!("{} does not check its data: {}", ctx.service, error.full()));
        }
    }
}

fn wait_for(kind: SignalKind) -> Result<tokio::signal::unix::Signal> {
    signal(kind).map_err(|error| platform::Error::Internal(error.into()))
}

/// Brings all databases up to date.
pub async fn migrate(config: Config) -> Result<ExitCode> {
    tools::migrate(&config, registry, &Clock::System).await?;
    say("All databases are up to date.");
    Ok(ExitCode::SUCCESS)
}

/// Starts everything, loads demonstration data as of a day, waits until all events are handled, and stops.
pub async fn demo(mut config: Config, as_of: Option<NaiveDate>) -> Result<ExitCode> {
    config.demonstration.enabled = true;
    let today = clock::local_date(Clock::System.now());
    if let Some(day) = as_of.filter(|day| *day > today) {
        return Err(anyhow::anyhow!("--as-of {day} lies ahead: name a day up to {today}").into());
    }
    let problems = config.problems();
    if !problems.is_empty() {
        for problem in &problems {
            complain(problem);
        }
        return Ok(ExitCode::from(1));
    }
    let guard = telemetry::start(&config.telemetry, "demo")?;
    let data = data(&config);
    // A day that is given is told as it was at noon, whenever that is done.
    let clock = as_of.map_or(Clock::System, |day| Clock::fixed(clock::start_of(day) + TimeDelta::hours(12)));
    let running = Box::pin(host::start(config, registry, &[], clock)).await?;
    say(&format!("Loading demonstration data; the portal can be used meanwhile at http://{}", running.address));
    let shown = progress::show(data.progress.clone());
    let made = async {
        running.demonstrate(registry, data.clone()).await?;
        running.settle_telling(&data.progress).await
    }
    .await;
    shown.finish().await;
    running.stop().await;
    guard.shutdown();
    made?;
    say("Demonstration data is loaded.");
    Ok(ExitCode::SUCCESS)
}

/// The data that is configured.
fn data(config: &Config) -> Demo {
    let wanted = &config.demonstration;
    Demo {
        percent: wanted.percent,
        municipalities: wanted.municipalities,
        seed: wanted.seed,
        progress: Progress::default(),
    }
}
