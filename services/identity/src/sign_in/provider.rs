//! The providers that can be signed in with: the organisations' own connections, those of the configuration, and the built-in one of a
//! demonstration.

use std::{collections::BTreeSet, sync::Arc};

use contracts::Tenant;
use openidconnect::url::Url;
use platform::{Config, Ctx, Result};
use uuid::Uuid;

use super::{Refusal, Step};
use crate::{
    connections,
    demonstration::Demonstration,
    domain::{
        connection::{Protocol, State},
        invitation::OUTSIDE,
        sharing::Sharing,
    },
    entities::connection,
    outside::{self, Allowed},
};

/// The name of the built-in provider.
pub const DEMONSTRATION: &str = "demonstration";

/// How we prove to a provider who we are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Proof {
    /// With a secret that both know.
    Secret(String),
    /// With a signature of our own key (`private_key_jwt`).
    OwnKey,
}

/// What stands before the id of a connection in persons' rows.
const CONNECTION: &str = "connection ";

/// A provider that people sign in with.
#[derive(Debug, Clone)]
pub struct Provider {
    /// Its name in addresses: that of the configuration, or the connection's id.
    pub name: String,
    /// Its issuer, compared to the byte.
    pub issuer: String,
    /// What persons' rows name it. The built-in provider's address may change, its persons stay the same; and what two connections tell
    /// are two persons, also when the one is made after the other was removed: whoever makes a connection decides whose keys it
    /// trusts, and must not become somebody who is known already.
    pub known_as: String,
    /// Our name there.
    pub client_id: String,
    /// How we prove that.
    pub proof: Proof,
    /// Which servers that it names may be asked, where an administrator has named it and no operator.
    pub guarded: Option<Allowed>,
    /// What it says of itself, if it speaks SAML.
    pub saml: Option<Arc<saml::Connection>>,
    /// Whose staff it knows; none for the built-in one, whose persons have different homes.
    pub tenant: Option<Tenant>,
    /// How its people are told from those of other organisations that use it.
    pub sharing: Sharing,
    /// Whether its people are outside the organisations: they come in by invitation, and are nobody's staff.
    pub outside: bool,
}

impl Provider {
    /// Whether it is the built-in one.
    pub const fn is_demonstration(&self) -> bool {
        self.tenant.is_none()
    }

    /// Whether a server that it names may be asked.
    pub fn may_ask(&self, url: &Url) -> bool {
        self.guarded.as_ref().is_none_or(|allowed| allowed.may_ask(url))
    }

    /// Whether somebody with these verified scopes is the organisation's.
    ///
    /// # Errors
    /// The refusal, with the scopes for the organisation's administrator.
    pub fn admits(&self, told: &BTreeSet<&str>) -> std::result::Result<(), Refusal> {
        if self.sharing.admits(told.iter().copied()) {
            return Ok(());
        }
        let told = told.iter().copied().collect::<Vec<_>>().join(" ");
        Err(Refusal::because(Step::Account, "not-of-organisation", told))
    }

    /// The connection that it is, if an organisation has made it itself.
    pub fn connection(&self) -> Option<Uuid> {
        self.name.parse().ok()
    }
}

/// Those of the configuration, in the order of their names, the built-in one last.
pub fn configured(config: &Config, demonstration: &Demonstration) -> Vec<Provider> {
    let mut names: Vec<&String> = config.identity.providers.keys().filter(|name| *name != DEMONSTRATION).collect();
    names.sort();
    let mut all: Vec<Provider> = names.into_iter().filter_map(|name| of_configuration(config, name)).collect();
    if config.demonstration.enabled {
        all.push(Provider {
            name: DEMONSTRATION.into(),
            issuer: crate::demonstration::issuer(config),
            known_as: crate::demonstration::KNOWN_AS.into(),
            client_id: crate::demonstration::CLIENT_ID.into(),
            proof: Proof::Secret(demonstration.client_secret().to_owned()),
            guarded: None,
            saml: None,
            tenant: None,
            sharing: Sharing::default(),
            outside: false,
        });
    }
    all
}

/// The provider with that name; a connection that is not in use only when it is tried.
///
/// # Errors
/// When the database does not answer.
pub async fn find(ctx: &Ctx, demonstration: &Demonstration, name: &str, trial: bool) -> Result<Option<Provider>> {
    let Ok(id) = name.parse::<Uuid>() else {
        let all = configured(&ctx.config, demonstration);
        return Ok(all.into_iter().find(|provider| provider.name == name && !trial));
    };
    let found = connections::by_id(ctx, id).await?;
    match found.filter(|row| trial || State::named(&row.state) == State::Live) {
        Some(row) => of_connection(ctx, &row).await.map(Some),
        None => Ok(None),
    }
}

/// The provider that a person's row names.
///
/// # Errors
/// When the database does not answer.
pub async fn known_as(ctx: &Ctx, demonstration: &Demonstration, issuer: &str) -> Result<Option<Provider>> {
    let all = configured(&ctx.config, demonstration);
    if let Some(found) = all.into_iter().find(|provider| provider.known_as == issuer) {
        return Ok(Some(found));
    }
    let id = issuer.strip_prefix(CONNECTION).or_else(|| issuer.strip_prefix(OUTSIDE));
    let Some(id) = id.and_then(|id| id.parse().ok()) else { return Ok(None) };
    match connections::by_id(ctx, id).await?.filter(|row| State::named(&row.state) == State::Live) {
        Some(row) => of_connection(ctx, &row).await.map(Some),
        None => Ok(None),
    }
}

async fn of_connection(ctx: &Ctx, row: &connection::Model) -> Result<Provider> {
    let saml = match Protocol::named(&row.protocol) {
        Some(Protocol::Saml) => Some(Arc::new(connections::described(row)?)),
        _ => None,
    };
    let sharing = if row.outside {
        Sharing::default()
    } else {
        connections::sharing(ctx, &row.tenant, &row.issuer, &row.scopes).await?
    };
    Ok(Provider {
        name: row.id.to_string(),
        issuer: row.issuer.clone(),
        known_as: format!("{}{}", if row.outside { OUTSIDE } else { CONNECTION }, row.id),
        client_id: row.client_id.clone().unwrap_or_default(),
        proof: connections::secret(ctx, row)?.map_or(Proof::OwnKey, Proof::Secret),
        guarded: outside::guard(ctx),
        saml,
        tenant: Some(row.tenant.parse().map_err(anyhow::Error::new)?),
        sharing,
        outside: row.outside,
    })
}

fn of_configuration(config: &Config, name: &str) -> Option<Provider> {
    let provider = config.identity.providers.get(name)?;
    match provider.tenant.parse() {
        Ok(tenant) => Some(Provider {
            name: name.into(),
            issuer: provider.issuer.clone(),
            known_as: provider.issuer.clone(),
            client_id: provider.client_id.clone(),
            proof: Proof::Secret(provider.client_secret.clone()),
            guarded: None,
            saml: None,
            tenant: Some(tenant),
            sharing: Sharing::default(),
            outside: false,
        }),
        Err(error) => {
            tracing::error!(provider = name, %error, "identity.providers.{name}.tenant is not usable: the provider is left out");
            None
        }
    }
}
