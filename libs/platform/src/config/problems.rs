//! What keeps a configuration from being served.

use super::Config;

impl Config {
    /// What is wrong with the configuration, in words; empty when it can be served.
    #[must_use]
    pub fn problems(&self) -> Vec<String> {
        let mut wrong = Vec::new();
        let given = !self.http.public_url.is_empty();
        if given && !self.http.public_url.starts_with("http://") && !self.http.public_url.starts_with("https://") {
            wrong.push(format!(
                "http.public_url is \"{}\": write it as http://host or https://host",
                self.http.public_url
            ));
        }
        if self.demonstration.enabled && !self.is_loopback() {
            wrong.push(
                "demonstration.enabled signs anybody in, so it is only allowed while http.bind and http.public_url are on this machine \
                 (127.0.0.1 or localhost): turn it off, or serve on loopback"
                    .into(),
            );
        }
        if !self.is_loopback() && !self.is_encrypted() {
            wrong.push("http.public_url is not encrypted: use https:// behind your proxy".into());
        }
        if !self.database.url.is_empty() && !self.database.url.contains("{service}") {
            wrong.push("database.url must contain {service}: each service signs in with its own role".into());
        }
        if !self.network.unencrypted {
            wrong.extend(self.unprotected());
        }
        wrong
    }

    /// Connections that leave this machine for somebody who is not made to prove who it is, or in the open (ASVS 5.0, 12.3.1, 12.3.2).
    fn unprotected(&self) -> Vec<String> {
        let or = "; where nobody else reaches that network, network.unencrypted = true lets it be";
        let mut wrong = Vec::new();
        for (name, url) in [("database.url", &self.database.url), ("database.admin_url", &self.database.admin_url)] {
            if leaves(url) && !asks(url, "sslmode", "verify-full") {
                wrong.push(format!("{name} does not check whom it speaks to: add ?sslmode=verify-full{or}"));
            }
        }
        if self.nats.url.split(',').map(str::trim).any(|url| leaves(url) && !url.starts_with("tls://")) {
            wrong.push(format!("nats.url is not encrypted: write each address as tls://host:port{or}"));
        }
        let mail = &self.mail.url;
        if leaves(mail) && !mail.starts_with("smtps://") && !asks(mail, "tls", "required") {
            wrong.push(format!("mail.url is not encrypted: write smtps://host, or add ?tls=required{or}"));
        }
        if leaves(&self.telemetry.otlp) && !self.telemetry.otlp.starts_with("https://") {
            wrong.push(format!(
                "telemetry.otlp is not encrypted: send to a collector on this machine, which passes it on over TLS{or}"
            ));
        }
        wrong
    }
}

/// Whether an address leads off this machine; an empty one leads nowhere, and one without a host to a socket in the file system, unless a
/// parameter names a host after all.
fn leaves(url: &str) -> bool {
    let query = url.split_once('?').map(|(_, query)| query).unwrap_or_default();
    let elsewhere = |pair: &str| {
        pair.split_once('=').is_some_and(|(name, host)| name.starts_with("host") && !host.starts_with('/'))
    };
    if query.split('&').any(elsewhere) {
        return true;
    }
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let authority = rest.split(['/', '?']).next().unwrap_or_default();
    let address = authority.rsplit_once('@').map_or(authority, |(_, address)| address);
    let host = match address.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => address.split(':').next().unwrap_or_default(),
    };
    let here =
        host.is_empty() || host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback());
    !here
}

/// Whether an address has a parameter with that value.
fn asks(url: &str, name: &str, value: &str) -> bool {
    let query = url.split_once('?').map(|(_, query)| query).unwrap_or_default();
    query.split('&').any(|pair| pair.split_once('=') == Some((name, value)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const DEFAULTS: &str = include_str!("../../../../services/sambruk/default.toml");

    fn config(change: impl FnOnce(&mut Config)) -> Vec<String> {
        let mut config = Config::load(DEFAULTS, None).unwrap();
        change(&mut config);
        config.problems()
    }

    #[test]
    fn the_defaults_can_be_served() {
        assert_eq!(config(|_| ()), [""; 0]);
    }

    /// A setting, what is refused, and what is taken.
    type Case = (&'static str, fn(&mut Config) -> &mut String, &'static [&'static str], &'static [&'static str]);

    const CASES: [Case; 5] = [
        (
            "database.url",
            |config| &mut config.database.url,
            &[
                "postgres://sambruk_{service}:{password}@db.example.net/sambruk",
                "postgres://sambruk_{service}:{password}@db.example.net/sambruk?sslmode=require",
                "postgres://sambruk_{service}:p%40localhost@10.0.0.7:5432/sambruk?application_name=verify-full",
                "postgres://sambruk_{service}@localhost/sambruk?host=db.example.net",
            ],
            &[
                "postgres://sambruk_{service}:{password}@db.example.net/sambruk?sslmode=verify-full",
                "postgres://sambruk_{service}:{password}@127.0.0.1:5433/sambruk",
                "postgres://sambruk_{service}:{password}@[::1]/sambruk",
                "postgres:///sambruk?user=sambruk_{service}&host=/var/run/postgresql",
            ],
        ),
        (
            "database.admin_url",
            |config| &mut config.database.admin_url,
            &["postgres://admin@db.example.net/sambruk?sslmode=prefer"],
            &["postgres://admin@db.example.net/sambruk?a=b&sslmode=verify-full", "postgres://admin@localhost/sambruk"],
        ),
        (
            "nats.url",
            |config| &mut config.nats.url,
            &["nats://nats.example.net:4222", "tls://a.example.net:4222, nats://b.example.net:4222", "b.example.net"],
            &["tls://a.example.net:4222,tls://b.example.net:4222", "nats://127.0.0.1:4222"],
        ),
        (
            "mail.url",
            |config| &mut config.mail.url,
            &["smtp://mail.example.net:25", "smtp://u:p@mail.example.net?tls=opportunistic"],
            &["smtps://u:p@mail.example.net", "smtp://mail.example.net?tls=required", "smtp://127.0.0.1:25"],
        ),
        (
            "telemetry.otlp",
            |config| &mut config.telemetry.otlp,
            &["http://collector.example.net:4318"],
            &["http://127.0.0.1:4318", "http://localhost:4318"],
        ),
    ];

    #[test]
    fn what_leaves_this_machine_unencrypted_is_refused() {
        for (name, setting, refused, taken) in CASES {
            for url in refused {
                let problems = config(|config| (*url).clone_into(setting(config)));
                assert!(problems.len() == 1 && problems[0].starts_with(name), "{url}: {problems:?}");
                let network = config(|config| {
                    (*url).clone_into(setting(config));
                    config.network.unencrypted = true;
                });
                assert_eq!(network, [""; 0], "{url} in a network of its own");
            }
            for url in taken {
                assert_eq!(config(|config| (*url).clone_into(setting(config))), [""; 0], "{url}");
            }
        }
    }
}
