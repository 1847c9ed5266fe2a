//! Commands about data: generated documents, configuration, verification, backup.

use std::{path::Path, process::ExitCode};

use platform::{Clock, Config, Result, backup as kept, tools};
use sambruk::{
    address::{self, Met},
    registry,
};

use super::{complain, say};

/// Writes the generated documents.
pub fn api(directory: &Path) -> Result<ExitCode> {
    let changed = tools::write_documents(directory, registry)?;
    if changed.is_empty() {
        say("The documents are up to date.");
    }
    for name in &changed {
        say(name);
    }
    Ok(ExitCode::SUCCESS)
}

/// Prints the services' names.
pub fn list() -> ExitCode {
    for module in registry() {
        say(module.name);
    }
    ExitCode::SUCCESS
}

/// Prints the configuration and what is wrong with it, or with the certificate that the public address shows.
pub async fn check(config: &Config) -> ExitCode {
    say(&config.masked());
    let mut problems = config.problems();
    match address::look(&config.http.public_url, Vec::new()).await {
        Met::Untrusted(why) => problems.push(format!(
            "http.public_url: browsers don't trust the certificate that the address shows; take one of a public authority, and have the proxy \
             send the authority's own in between ({why})"
        )),
        Met::Nobody(why) => say(&format!("# http.public_url: nobody answered, so its certificate was not looked at ({why})")),
        Met::Trusted => say("# http.public_url: browsers trust its certificate."),
        Met::Plain => {}
    }
    if problems.is_empty() {
        say("# Nothing is wrong.");
        return ExitCode::SUCCESS;
    }
    for problem in &problems {
        complain(problem);
    }
    ExitCode::from(3)
}

/// Checks all data.
pub async fn verify(config: Config, clock: Clock, json: bool) -> Result<ExitCode> {
    let ctxs = tools::open(config, registry, clock).await?;
    let findings = tools::verify(&ctxs, registry).await?;
    for finding in &findings {
        let line = if json {
            serde_json::to_string(finding)?
        } else {
            format!("{} {}: {}", finding.service, finding.code, finding.detail)
        };
        say(&line);
    }
    if findings.is_empty() {
        if !json {
            say(
                "All is well: outboxes drained, control totals equal, all usage rated or explained, lines equal invoices, series whole, chains whole, files present.",
            );
        }
        return Ok(ExitCode::SUCCESS);
    }
    complain(&format!("{} finding(s)", findings.len()));
    Ok(ExitCode::from(3))
}

fn services() -> Vec<&'static str> {
    registry().iter().map(|module| module.name).collect()
}

/// Takes a backup.
pub async fn backup(config: Config, directory: &Path) -> Result<ExitCode> {
    kept::backup(&config, &services(), directory).await?;
    say(&format!("The backup is in {}", directory.display()));
    Ok(ExitCode::SUCCESS)
}

/// Checks a backup.
pub async fn check_backup(config: Config, directory: &Path) -> Result<ExitCode> {
    let manifest = kept::check(&config, directory).await?;
    say(&format!(
        "All of the backup of {} is there and unchanged: {} files",
        manifest.created_at,
        manifest.entries.len()
    ));
    Ok(ExitCode::SUCCESS)
}

/// Restores a backup.
pub async fn restore(config: Config, directory: &Path) -> Result<ExitCode> {
    kept::restore(&config, &services(), directory).await?;
    say(
        "Restored. The broker's stream fills itself from the services' logs at the next start; run `sambruk verify` after it.",
    );
    Ok(ExitCode::SUCCESS)
}
