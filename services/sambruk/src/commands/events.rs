//! Parked events, and projections made anew.

use std::process::ExitCode;

use platform::{Actor, Clock, Config, Ctx, Error, Result, parked, replay, tools};
use sambruk::registry;
use uuid::Uuid;

use super::{complain, say};

/// Whoever has a shell on the machine.
const OPERATOR: Actor = Actor::System("operator");

async fn open(config: Config) -> Result<Vec<Ctx>> {
    tools::open(config, registry, Clock::System).await
}

/// Lists what waits for an operator.
pub async fn list(config: Config) -> Result<ExitCode> {
    let mut count = 0;
    for ctx in open(config).await? {
        for event in parked::open(&ctx.store).await? {
            count += 1;
            let wish = event.resolution.as_deref().unwrap_or("waits");
            say(&format!(
                "{} {} {} {} attempts={} {wish}: {}",
                event.id, ctx.service, event.tenant, event.subject, event.attempts, event.error
            ));
        }
    }
    if count == 0 {
        say("No event is parked.");
    }
    Ok(ExitCode::SUCCESS)
}

/// Asks for a parked event to be handled again.
pub async fn retry(config: Config, id: Uuid) -> Result<ExitCode> {
    for ctx in open(config).await? {
        match parked::request_retry(&ctx.store, id, OPERATOR).await {
            Ok(()) => {
                say(&format!(
                    "{} handles it again within seconds when it runs; `sambruk events list` shows the outcome.",
                    ctx.service
                ));
                return Ok(ExitCode::SUCCESS);
            }
            Err(Error::NotFound) => {}
            Err(error) => return Err(error),
        }
    }
    complain(&format!("no parked event has the id {id}"));
    Ok(ExitCode::from(1))
}

/// Drops a parked event.
pub async fn drop_for_good(config: Config, id: Uuid, reason: &str) -> Result<ExitCode> {
    for ctx in open(config).await? {
        match parked::drop_for_good(&ctx.store, id, reason, OPERATOR).await {
            Ok(()) => {
                say("Dropped; the reason is on record.");
                return Ok(ExitCode::SUCCESS);
            }
            Err(Error::NotFound) => {}
            Err(error) => return Err(error),
        }
    }
    complain(&format!("no parked event has the id {id}"));
    Ok(ExitCode::from(1))
}

/// Has a service's projections made anew.
pub async fn rebuild(config: Config, service: &str) -> Result<ExitCode> {
    let ctxs = open(config).await?;
    let Some(ctx) = ctxs.iter().find(|ctx| ctx.service == service) else {
        complain(&format!("there is no service \"{service}\""));
        return Ok(ExitCode::from(2));
    };
    replay::request(&ctx.store).await?;
    say(&format!("{service} makes its projections anew within seconds when it runs."));
    Ok(ExitCode::SUCCESS)
}
