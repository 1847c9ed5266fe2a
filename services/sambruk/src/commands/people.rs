//! The first roles of an installation: somebody must be the first who can give roles in the portal.

use std::process::ExitCode;

use identity::{Wish, people};
use platform::{Clock, Config, Ctx, Failure, Result, tools};
use sambruk::registry;
use uuid::Uuid;

use super::{complain, say};

async fn open(config: Config) -> Result<Ctx> {
    let all = tools::open(config, registry, Clock::System).await?;
    all.into_iter().find(|ctx| ctx.service == "identity").ok_or(platform::Error::NotFound)
}

/// Lists those who have signed in and hold no role.
pub async fn waiting(config: Config) -> Result<ExitCode> {
    let waiting = people::waiting(&open(config).await?).await?;
    if waiting.is_empty() {
        say("Nobody waits for a role. Whoever signs in for the first time is listed here.");
    }
    for person in &waiting {
        let since = person.created_at.format("%Y-%m-%d %H:%M");
        say(&format!("{} {} {since} UTC {} ({})", person.id, person.tenant, person.name, person.issuer));
    }
    Ok(ExitCode::SUCCESS)
}

/// Gives the first role in an organisation.
pub async fn grant(config: Config, id: Uuid, role: String) -> Result<ExitCode> {
    let ctx = open(config).await?;
    let problem = match people::give_first(&ctx, id, &Wish { role: role.clone(), service: None }).await {
        Ok(tenant) => {
            say(&format!(
                "The person is {role} in {tenant} from now on, and can give others their roles in the portal."
            ));
            return Ok(ExitCode::SUCCESS);
        }
        Err(Failure::Refused(refusal)) => refusal.to_string(),
        Err(Failure::Failed(platform::Error::NotFound)) => format!("nobody with the id {id} has signed in"),
        Err(Failure::Failed(error)) => return Err(error),
    };
    complain(&problem);
    Ok(ExitCode::from(1))
}
