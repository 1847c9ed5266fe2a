//! The public address as a browser meets it. The operator's proxy holds the certificate, so only asking tells whether browsers trust it
//! (ASVS 5.0, 12.2.2).

use std::{error::Error, time::Duration};

/// How long the address may take to answer.
const PATIENCE: Duration = Duration::from_secs(10);

/// What was met there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Met {
    /// A certificate that browsers trust.
    Trusted,
    /// One that they don't, and why.
    Untrusted(String),
    /// Nobody, or somebody who does not speak HTTPS: why.
    Nobody(String),
    /// The address is not one of HTTPS: there is no certificate.
    Plain,
}

/// Asks the address, trusting the authorities of Mozilla's programme and those in `more`.
pub async fn look(address: &str, more: Vec<reqwest::Certificate>) -> Met {
    if !address.starts_with("https://") {
        return Met::Plain;
    }
    let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).timeout(PATIENCE);
    let client = more.into_iter().fold(client, reqwest::ClientBuilder::add_root_certificate);
    let asked = match client.build() {
        Ok(client) => client.get(address).send().await,
        Err(error) => Err(error),
    };
    match asked {
        // Whatever it says: it has proved who it is.
        Ok(_) => Met::Trusted,
        Err(error) => {
            let why = chain(&error);
            if why.contains("invalid peer certificate") { Met::Untrusted(why) } else { Met::Nobody(why) }
        }
    }
}

/// An error with all its causes.
fn chain(error: &dyn Error) -> String {
    match error.source() {
        Some(cause) => format!("{error}: {}", chain(cause)),
        None => error.to_string(),
    }
}
