//! The first roles of an installation: somebody must be the first who can give roles in the portal.

use std::process::ExitCode;

use platform::{Clock, Config, Error, Result, tools};
use sambruk::registry;

use super::{complain, say};

/// Has the service that knows people do its work of that name.
pub async fn people(config: Config, name: &str, words: Vec<String>) -> Result<ExitCode> {
    let work = registry().into_iter().find_map(|module| {
        let found = module.shell.iter().find(|work| work.name == name).cloned();
        found.map(|work| (module.name, work))
    });
    let ctxs = tools::open(config, registry, Clock::System).await?;
    let found = work.and_then(|(service, work)| Some((ctxs.into_iter().find(|ctx| ctx.service == service)?, work)));
    let Some((ctx, work)) = found else {
        complain(&format!("no service of this build does {name}"));
        return Ok(ExitCode::from(1));
    };
    match (work.run)(ctx, words).await {
        Ok(lines) => lines.iter().for_each(|line| say(line)),
        Err(Error::NotFound) => {
            complain("nobody with that id has signed in: see `sambruk people waiting`");
            return Ok(ExitCode::from(1));
        }
        Err(error) => return Err(error),
    }
    Ok(ExitCode::SUCCESS)
}
