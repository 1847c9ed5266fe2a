//! The providers that this installation knows: those of the configuration, and the built-in one of a demonstration.

use contracts::Tenant;
use platform::Config;

use crate::demonstration::Demonstration;

/// The name of the built-in provider.
pub const DEMONSTRATION: &str = "demonstration";

/// An OpenID Connect provider.
#[derive(Debug, Clone)]
pub struct Provider {
    /// Its name in the configuration and in addresses.
    pub name: String,
    /// Its issuer, compared to the byte.
    pub issuer: String,
    /// The issuer as persons' rows name it. The built-in provider's address may change, its persons stay the same.
    pub known_as: String,
    /// Our name there.
    pub client_id: String,
    /// Our secret there.
    pub client_secret: String,
    /// Whose staff it knows; none for the built-in one, whose persons have different homes.
    pub tenant: Option<Tenant>,
}

impl Provider {
    /// Whether it is the built-in one.
    pub const fn is_demonstration(&self) -> bool {
        self.tenant.is_none()
    }
}

/// All providers, in the order of their names, the built-in one last.
pub fn all(config: &Config, demonstration: &Demonstration) -> Vec<Provider> {
    let mut names: Vec<&String> = config.identity.providers.keys().filter(|name| *name != DEMONSTRATION).collect();
    names.sort();
    let mut all: Vec<Provider> = names.into_iter().filter_map(|name| configured(config, name)).collect();
    if config.demonstration.enabled {
        all.push(Provider {
            name: DEMONSTRATION.into(),
            issuer: crate::demonstration::issuer(config),
            known_as: crate::demonstration::KNOWN_AS.into(),
            client_id: crate::demonstration::CLIENT_ID.into(),
            client_secret: demonstration.client_secret().to_owned(),
            tenant: None,
        });
    }
    all
}

/// The provider with that name.
pub fn find(config: &Config, demonstration: &Demonstration, name: &str) -> Option<Provider> {
    all(config, demonstration).into_iter().find(|provider| provider.name == name)
}

fn configured(config: &Config, name: &str) -> Option<Provider> {
    let provider = config.identity.providers.get(name)?;
    match provider.tenant.parse() {
        Ok(tenant) => Some(Provider {
            name: name.into(),
            issuer: provider.issuer.clone(),
            known_as: provider.issuer.clone(),
            client_id: provider.client_id.clone(),
            client_secret: provider.client_secret.clone(),
            tenant: Some(tenant),
        }),
        Err(error) => {
            tracing::error!(provider = name, %error, "identity.providers.{name}.tenant is not usable: the provider is left out");
            None
        }
    }
}
