//! What is kept of one identity provider.

use chrono::{DateTime, Utc};

use super::scan::{Entity, Scan};
use crate::{
    Provider,
    connection::is_name,
    instant,
    metadata::{LONGEST, MetadataError, Texts, entity_attribute, people, scope, ui},
    names::{self, METADATA},
    xml::{self, Node},
};

/// An identity provider in a federation's list: enough to show it and to choose it by, and its description to connect it with.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Listed {
    /// Its name, compared to the byte.
    pub entity_id: String,
    /// Its names for users, in Swedish and English: those it shows at sign-in (mdui), else its organisation's. In another language
    /// only when it has neither.
    pub name: Texts,
    /// The scopes that it may use. Patterns (`regexp="true"`) are left out: what one matches can't be shown to whoever approves it.
    pub scopes: Vec<String>,
    /// The levels of assurance that it is certified for.
    pub certified: Vec<String>,
    /// Its entity categories.
    pub categories: Vec<String>,
    /// The federation that registered it, which may be another than the one that published the list.
    pub registration_authority: Option<String>,
    /// Until when its description may be used: its own end, or that of the list around it when that comes earlier.
    pub valid_until: DateTime<Utc>,
    /// Its description alone, as it stands in the list, which [`Provider::read`] reads. It has lost the end of the list:
    /// [`Self::provider`] puts that back.
    pub xml: String,
}

impl Listed {
    /// The provider, to connect. Its end is that of the list, if its own does not come earlier.
    ///
    /// # Errors
    /// As [`Provider::read`]: a list may hold providers that can't be used safely.
    pub fn provider(&self) -> Result<Provider, MetadataError> {
        let provider = Provider::read(&self.xml)?;
        Ok(Provider { valid_until: provider.valid_until.into_iter().chain([self.valid_until]).min(), ..provider })
    }
}

/// An identity provider that can't be used, and why: one member's mistake is not the end for all others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PassedOver {
    /// Its name, as it stands there.
    pub entity_id: String,
    /// Why.
    pub why: String,
}

/// Reads an entity; nothing when it is no identity provider for SAML 2.0.
pub(super) fn read(
    scan: &Scan<'_>,
    entity: &Entity,
    list_ends: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<Option<Listed>, String> {
    if !entity.provider {
        return Ok(None);
    }
    let xml = scan.cut(&entity.place).map_err(|error| error.to_string())?;
    if xml.len() > LONGEST {
        return Err(format!("its description is too large: {} bytes", xml.len()));
    }
    let root = xml::parse(&xml).map_err(|flaw| flaw.to_string())?;
    let Some(role) = root.all(METADATA, "IDPSSODescriptor").find(|role| speaks(role)) else { return Ok(None) };
    if !is_name(&entity.entity_id) {
        return Err("its entity id is missing or not usable".into());
    }
    let mut ends = vec![list_ends];
    ends.extend(scan.group_ends(&entity.place));
    for node in [&root, role] {
        if let Some(text) = node.attribute("validUntil") {
            ends.push(instant::read(text).ok_or("its validUntil can't be read")?);
        }
    }
    let valid_until = ends.into_iter().min().unwrap_or(list_ends);
    if valid_until <= now {
        return Err(format!("it ended at {valid_until}"));
    }
    let extensions: Vec<&Node> = [&root, role].into_iter().flat_map(|node| node.all(METADATA, "Extensions")).collect();
    let listed = Listed {
        entity_id: entity.entity_id.clone(),
        name: name(&root, role),
        scopes: scopes(&extensions),
        certified: entity_attribute(&extensions, names::ASSURANCE_CERTIFICATION),
        categories: entity_attribute(&extensions, names::ENTITY_CATEGORY),
        registration_authority: people::registration(&extensions).map(|found| found.authority),
        valid_until,
        xml,
    };
    Ok(Some(listed))
}

fn speaks(role: &Node) -> bool {
    let protocols = role.attribute("protocolSupportEnumeration").unwrap_or_default();
    protocols.split_ascii_whitespace().any(|protocol| protocol == names::PROTOCOL)
}

fn name(root: &Node, role: &Node) -> Texts {
    let shown = ui::read(role).name;
    let owner = people::organisation(root, role).map(|found| found.display_name).unwrap_or_default();
    let in_language = |language: &str| {
        let text = shown.get(language).or_else(|| owner.get(language))?;
        Some((language.to_owned(), text.to_owned()))
    };
    let known: Vec<_> = ["sv", "en"].into_iter().filter_map(in_language).collect();
    if known.is_empty() { Texts([shown.0, owner.0].concat().into_iter().take(1).collect()) } else { Texts(known) }
}

/// The scopes that are names. A provider with others loses those here, and is told of them when it is connected.
fn scopes(extensions: &[&Node]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for node in extensions.iter().flat_map(|node| node.all(names::SHIBBOLETH, "Scope")) {
        let scope = scope(node).ok().filter(|scope| !found.iter().any(|known| known == scope));
        found.extend(scope.map(str::to_owned));
    }
    found
}
