//! Whose a provider is, whom to ask, and who registered it (Metadata 2.3.2; SAML V2.0 Metadata Extensions for Registration).

use chrono::{DateTime, Utc};

use super::ui::{Texts, texts};
use crate::{instant, names, xml::Node};

/// An organisation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Organisation {
    /// Its name.
    pub name: Texts,
    /// Its name for users.
    pub display_name: Texts,
    /// Its site.
    pub url: Texts,
}

/// Somebody to ask.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// `technical`, `support`, `administrative`, `billing`, `other`, or `security` (REFEDS).
    pub kind: String,
    /// Their organisation.
    pub company: Option<String>,
    /// Their name.
    pub name: Option<String>,
    /// Their addresses, without `mailto:`.
    pub mail: Vec<String>,
    /// Their telephone numbers.
    pub telephone: Vec<String>,
}

/// Who registered a provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registration {
    /// The federation's name.
    pub authority: String,
    /// When.
    pub at: Option<DateTime<Utc>>,
}

pub(crate) fn organisation(root: &Node, role: &Node) -> Option<Organisation> {
    let found = [role, root].into_iter().find_map(|node| node.first(names::METADATA, "Organization"))?;
    Some(Organisation {
        name: texts(found, names::METADATA, "OrganizationName"),
        display_name: texts(found, names::METADATA, "OrganizationDisplayName"),
        url: texts(found, names::METADATA, "OrganizationURL"),
    })
}

pub(super) fn contacts(root: &Node, role: &Node) -> Vec<Contact> {
    [role, root].into_iter().flat_map(|node| node.all(names::METADATA, "ContactPerson")).map(contact).collect()
}

fn contact(node: &Node) -> Contact {
    const SECURITY: &str = "http://refeds.org/metadata/contactType/security";
    let kind = match node.attribute_in(names::REFEDS, "contactType") {
        Some(SECURITY) => "security",
        _ => node.attribute("contactType").unwrap_or("other"),
    };
    let all = |name| -> Vec<String> {
        let texts = node.all(names::METADATA, name).map(|found| found.trimmed().chars().take(200).collect::<String>());
        texts.filter(|text| !text.is_empty()).collect()
    };
    let name = [all("GivenName"), all("SurName")].concat().join(" ");
    let bare = |address: String| address.strip_prefix("mailto:").map_or(address.clone(), str::to_owned);
    Contact {
        kind: kind.to_owned(),
        company: all("Company").into_iter().next(),
        name: (!name.is_empty()).then_some(name),
        mail: all("EmailAddress").into_iter().map(bare).collect(),
        telephone: all("TelephoneNumber"),
    }
}

pub(crate) fn registration(extensions: &[&Node]) -> Option<Registration> {
    let found = extensions.iter().find_map(|node| node.first(names::REGISTRATION, "RegistrationInfo"))?;
    let authority = found.attribute("registrationAuthority").filter(|name| !name.is_empty())?.to_owned();
    Some(Registration { authority, at: found.attribute("registrationInstant").and_then(instant::read) })
}
