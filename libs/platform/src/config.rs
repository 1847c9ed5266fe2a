//! One configuration: `default.toml` in the binary, then a file, then `SAMBRUK_` variables (`SAMBRUK_HTTP__BIND`).

use std::{collections::HashMap, path::PathBuf};

use contracts::Assurance;
use serde::{Deserialize, Serialize};

use crate::error::Result;

mod problems;
mod variables;

/// The effective configuration. Meanings and defaults stand in `services/sambruk/default.toml`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "documented in default.toml, where operators read them")]
pub struct Config {
    pub data_dir: PathBuf,
    pub http: Http,
    pub database: Database,
    pub nats: NatsConfig,
    pub mail: Mail,
    pub documents: Documents,
    pub seller: Seller,
    pub telemetry: Telemetry,
    pub limits: LimitsConfig,
    pub audit: Audit,
    pub demonstration: Demonstration,
    pub secrets: Secrets,
    pub network: Network,
    pub backup: Backup,
    pub identity: Identity,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "documented in default.toml, where operators read them")]
pub struct Http {
    pub bind: String,
    pub operations_bind: String,
    pub public_url: String,
    pub trust_forwarded_for: bool,
    pub request_timeout_seconds: u64,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "documented in default.toml, where operators read them")]
pub struct Database {
    pub url: String,
    pub admin_url: String,
    pub password: String,
    pub passwords: HashMap<String, String>,
    pub connections: u32,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "documented in default.toml, where operators read them")]
pub struct NatsConfig {
    pub url: String,
    pub user: String,
    pub password: String,
    pub server: String,
    pub replicas: usize,
    pub keep_days: u64,
    pub ask_timeout_seconds: u64,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "documented in default.toml, where operators read them")]
pub struct Mail {
    pub url: String,
    pub from: String,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "documented in default.toml, where operators read them")]
pub struct Documents {
    pub binary: String,
    pub seconds: u64,
    pub megabytes: u64,
    pub at_once: usize,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "documented in default.toml, where operators read them")]
pub struct Seller {
    pub address: String,
    pub vat_number: String,
    pub bankgiro: String,
    pub contact: String,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "documented in default.toml, where operators read them")]
pub struct Telemetry {
    pub log: String,
    pub format: LogFormat,
    pub otlp: String,
}

/// How log lines look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// One JSON object a line.
    Json,
    /// For people.
    Text,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "documented in default.toml, where operators read them")]
pub struct LimitsConfig {
    pub requests_per_second: u32,
    pub burst: u32,
    pub key_requests_per_second: u32,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "documented in default.toml, where operators read them")]
pub struct Demonstration {
    pub enabled: bool,
    pub percent: u32,
    pub municipalities: u32,
    pub seed: u64,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "documented in default.toml, where operators read them")]
pub struct Backup {
    pub directory: String,
    pub warn_after_hours: u64,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "documented in default.toml, where operators read them")]
pub struct Secrets {
    pub file: String,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "documented in default.toml, where operators read them")]
pub struct Audit {
    pub copy_to: String,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "documented in default.toml, where operators read them")]
pub struct Identity {
    pub allowed_hosts: String,
    pub lowest_level: Assurance,
    pub providers: HashMap<String, Provider>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "documented in default.toml, where operators read them")]
pub struct Network {
    pub unencrypted: bool,
}

/// An OpenID Connect provider.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "documented in default.toml, where operators read them")]
pub struct Provider {
    pub issuer: String,
    pub client_id: String,
    pub client_secret: String,
    pub tenant: String,
}

impl Http {
    /// Scheme, host and port of the public address, as browsers send it in Origin.
    #[must_use]
    pub fn origin(&self) -> &str {
        self.public_url.trim_end_matches('/')
    }

    /// Completes the address that people use, now that it is known where the server listens.
    pub(crate) fn serve_at(&mut self, address: std::net::SocketAddr) {
        if self.public_url.is_empty() {
            self.public_url = format!("http://{address}");
        } else if let Some(host) = self.origin().strip_suffix(":0") {
            self.public_url = format!("{host}:{}", address.port());
        }
    }

    fn host(&self) -> &str {
        let rest = self.public_url.split_once("://").map_or(self.public_url.as_str(), |(_, rest)| rest);
        let authority = rest.split('/').next().unwrap_or(rest);
        authority.rsplit_once(':').map_or(authority, |(host, _)| host)
    }
}

impl Config {
    /// Reads the configuration.
    ///
    /// # Errors
    /// When a value is missing or of the wrong type, or a file that a variable names can't be read; the message names it.
    pub fn load(defaults: &str, file: Option<&std::path::Path>) -> Result<Self> {
        let mut builder =
            config::Config::builder().add_source(config::File::from_str(defaults, config::FileFormat::Toml));
        if let Some(path) = file {
            builder = builder.add_source(config::File::from(path).format(config::FileFormat::Toml));
        }
        let given = variables::given()?;
        let variables = config::Environment::with_prefix("SAMBRUK")
            .prefix_separator("_")
            .separator("__")
            .try_parsing(true)
            .source(Some(given));
        let read =
            builder.add_source(variables.ignore_empty(true)).build().and_then(config::Config::try_deserialize::<Self>);
        Ok(read.map_err(|error| anyhow::anyhow!("configuration: {error}"))?)
    }

    fn is_loopback(&self) -> bool {
        let local = |host: &str| matches!(host, "127.0.0.1" | "localhost" | "[::1]");
        let bind = self.http.bind.rsplit_once(':').map_or(self.http.bind.as_str(), |(host, _)| host);
        local(bind) && (self.http.public_url.is_empty() || local(self.http.host()))
    }

    /// The session cookie's name: with the `__Host-` prefix wherever the connection is encrypted.
    #[must_use]
    pub fn session_cookie(&self) -> &'static str {
        if self.is_encrypted() { "__Host-sambruk" } else { "sambruk" }
    }

    /// The name of the cookie that remembers the language, prefixed as the session's.
    #[must_use]
    pub fn language_cookie(&self) -> &'static str {
        if self.is_encrypted() { "__Host-sambruk_language" } else { "sambruk_language" }
    }

    /// Whether the public address is encrypted.
    #[must_use]
    pub fn is_encrypted(&self) -> bool {
        self.http.public_url.starts_with("https://")
    }

    /// Whether this installation keeps its data in SQLite files of its own.
    #[must_use]
    pub fn is_embedded(&self) -> bool {
        self.database.url.is_empty()
    }

    /// The database of a service.
    #[must_use]
    pub fn database_url(&self, service: &str) -> String {
        if self.is_embedded() {
            format!("sqlite://{}?mode=rwc", self.data_dir.join(format!("{service}.sqlite")).display())
        } else {
            self.database.url.replace("{service}", service).replace("{password}", self.database_password(service))
        }
    }

    /// The password that a service signs in to its database with.
    #[must_use]
    pub fn database_password(&self, service: &str) -> &str {
        self.database.passwords.get(service).unwrap_or(&self.database.password)
    }

    /// The effective configuration as TOML with secrets masked.
    #[must_use]
    pub fn masked(&self) -> String {
        let mut shown = self.clone();
        let mask = |secret: &mut String| {
            if !secret.is_empty() {
                "********".clone_into(secret);
            }
        };
        mask(&mut shown.database.password);
        shown.database.passwords.values_mut().for_each(mask);
        mask(&mut shown.nats.password);
        for provider in shown.identity.providers.values_mut() {
            mask(&mut provider.client_secret);
        }
        for url in [&mut shown.database.url, &mut shown.database.admin_url, &mut shown.nats.url, &mut shown.mail.url] {
            *url = without_password(url);
        }
        toml::to_string_pretty(&shown).unwrap_or_default()
    }
}

/// Masks the password in `scheme://user:password@host`.
pub(crate) fn without_password(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else {
        return url.to_owned();
    };
    let Some((user, host)) = rest.rsplit_once('@') else {
        return url.to_owned();
    };
    let name = user.split(':').next().unwrap_or_default();
    if user.contains(':') { format!("{scheme}://{name}:********@{host}") } else { url.to_owned() }
}
