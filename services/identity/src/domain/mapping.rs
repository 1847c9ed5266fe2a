//! Which roles follow from what an organisation's own provider tells of a person.
//!
//! A rule compares one value to the letter, also its case. There are no patterns: whoever reads the rules must see who is meant, and a
//! pattern also means the groups that somebody makes tomorrow.

use std::collections::{BTreeMap, BTreeSet};

use contracts::{Grant, Role, Tenant};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{grant, role};

/// Rules that a connection may have.
pub const MOST: usize = 100;
/// The longest name or value, in characters. What is longer is read by no rule.
pub const LONGEST: usize = 256;
/// Names that are read of what a provider tells; more than any sends.
const MOST_NAMES: usize = 200;
/// Values that are read in all. Entra sends at most 200 groups in a token.
const MOST_VALUES: usize = 2_000;
/// What a provider tells of its own token and not of the person.
const PROTOCOL: [&str; 12] =
    ["at_hash", "aio", "c_hash", "client_id", "jti", "nbf", "rh", "s_hash", "scope", "sid", "uti", "ver"];
/// Attributes that directories send under a number: what a rule calls them (Sweden Connect, Skolfederation, eduPerson, Active Directory).
const NUMBERED: [(&str, &str); 14] = [
    ("urn:oid:1.2.752.201.3.1", "orgAffiliation"),
    ("urn:oid:2.5.4.97", "organizationIdentifier"),
    ("urn:oid:2.16.840.1.113730.3.1.241", "displayName"),
    ("urn:oid:0.9.2342.19200300.100.1.3", "mail"),
    ("urn:oid:2.5.4.10", "o"),
    ("urn:oid:2.5.4.11", "ou"),
    ("urn:oid:2.5.4.12", "title"),
    ("urn:oid:1.3.6.1.4.1.5923.1.1.1.1", "eduPersonAffiliation"),
    ("urn:oid:1.3.6.1.4.1.5923.1.1.1.6", "eduPersonPrincipalName"),
    ("urn:oid:1.3.6.1.4.1.5923.1.1.1.7", "eduPersonEntitlement"),
    ("urn:oid:1.3.6.1.4.1.5923.1.1.1.9", "eduPersonScopedAffiliation"),
    ("urn:oid:1.3.6.1.4.1.5923.1.5.1.1", "isMemberOf"),
    ("urn:oid:1.2.752.194.10.2.4", "sisSchoolUnitCode"),
    ("urn:oid:1.2.840.113556.1.2.102", "memberOf"),
];
/// What names one person and no group: no rule is about it, and nothing of it is read.
const PERSONAL: [&str; 8] = [
    "personalidentitynumber",
    "personnummer",
    "coordinationnumber",
    "noredupersonnin",
    "urn:oid:1.2.752.29.4.13",
    "urn:oid:1.2.752.201.3.15",
    "urn:oid:1.2.752.201.3.16",
    "urn:oid:1.3.6.1.4.1.2428.90.1.5",
];

/// A rule in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    pub id: Uuid,
    pub attribute: String,
    pub value: String,
    /// The role that it gives.
    pub grant: Grant,
    /// Who made it.
    pub made_by: Uuid,
}

/// What an administrator writes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wish {
    pub attribute: String,
    pub value: String,
    /// The role's name.
    pub role: String,
    /// The service, empty for all of them.
    pub service: String,
}

/// A rule that may be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    pub attribute: String,
    pub value: String,
    pub grant: Grant,
}

/// Why a rule is not made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("write the attribute's name as it arrives: 1 to 256 characters without blanks")]
    Attribute,
    #[error("a rule is about a group or a unit, not about one person's number: give her the role by hand")]
    Personal,
    #[error("write the value as it arrives, to the letter: 1 to 256 characters")]
    Value,
    #[error("choose one of the roles: those that reach other organisations are given by hand")]
    Role,
    #[error("choose a service of the platform, or all")]
    Service,
    #[error("the connection has that rule already")]
    Known,
    #[error("a connection has at most 100 rules")]
    TooMany,
    #[error("people outside have what they were invited to, and nothing by a rule")]
    Outside,
}

impl Refusal {
    /// The field of the form that is wrong, if one is.
    pub const fn field(self) -> Option<&'static str> {
        match self {
            Self::Attribute | Self::Personal => Some("attribute"),
            Self::Value | Self::Known => Some("value"),
            Self::Role => Some("role"),
            Self::Service => Some("service"),
            Self::TooMany | Self::Outside => None,
        }
    }
}

impl platform::Rule for Refusal {
    fn code(&self) -> &'static str {
        match self {
            Self::Attribute => "rule-attribute",
            Self::Personal => "rule-personal",
            Self::Value => "rule-value",
            Self::Role => "rule-role",
            Self::Service => "rule-service",
            Self::Known => "rule-known",
            Self::TooMany => "rules-too-many",
            Self::Outside => "rule-outside",
        }
    }
}

/// The roles that a rule may give in an organisation: those that its administrators give, but for those that reach beyond it. A provider
/// of one municipality decides about nobody else's.
pub fn offered(tenant: &Tenant) -> Vec<Role> {
    grant::offered(tenant).into_iter().filter(|role| !role::is_associations(*role)).collect()
}

/// Reads what an administrator has written.
///
/// # Errors
/// Everything that is wrong.
pub fn plan(wish: &Wish, tenant: &Tenant, services: &[&str]) -> Result<Plan, Vec<Refusal>> {
    let mut wrong = Vec::new();
    let (attribute, value) = (called(wish.attribute.trim()), wish.value.trim());
    let service = Some(wish.service.trim()).filter(|service| !service.is_empty());
    if !is_read(attribute) || attribute.contains(char::is_whitespace) {
        wrong.push(Refusal::Attribute);
    } else if is_personal(attribute) {
        wrong.push(Refusal::Personal);
    }
    if !is_read(value) {
        wrong.push(Refusal::Value);
    }
    let role = role::named(wish.role.trim()).filter(|role| offered(tenant).contains(role));
    if role.is_none() {
        wrong.push(Refusal::Role);
    }
    let whole = role.is_some_and(grant::is_whole);
    if service.is_some_and(|service| whole || !services.contains(&service)) {
        wrong.push(Refusal::Service);
    }
    match role {
        Some(role) if wrong.is_empty() => Ok(Plan {
            attribute: attribute.into(),
            value: value.into(),
            grant: Grant { role, service: service.map(str::to_owned) },
        }),
        _ => Err(wrong),
    }
}

/// Whether one more rule may stand beside those that are there.
///
/// # Errors
/// The rule that forbids it.
pub fn fits(plan: &Plan, known: &[Rule]) -> Result<(), Refusal> {
    let same = |rule: &Rule| rule.attribute == plan.attribute && rule.value == plan.value && rule.grant == plan.grant;
    if known.iter().any(same) {
        return Err(Refusal::Known);
    }
    if known.len() >= MOST { Err(Refusal::TooMany) } else { Ok(()) }
}

/// What a rule calls an attribute: a number that standards have given has a name.
pub fn called(name: &str) -> &str {
    NUMBERED.iter().find(|(number, _)| *number == name).map_or(name, |(_, known)| known)
}

fn is_read(text: &str) -> bool {
    (1..=LONGEST).contains(&text.chars().take(LONGEST + 1).count()) && !text.contains(char::is_control)
}

fn is_personal(attribute: &str) -> bool {
    let name = attribute.to_lowercase();
    PERSONAL.iter().any(|personal| name.contains(personal))
}

/// What a provider tells of a person: names, each with its values. What it prints tells names and never values: it may reach a log.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arrived {
    told: BTreeMap<String, BTreeSet<String>>,
    /// Whether there was more than is read.
    cut: bool,
}

impl std::fmt::Debug for Arrived {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.told.keys()).finish()
    }
}

impl Arrived {
    /// Takes in an attribute as it came: an empty value is none, the same value twice is one.
    pub fn add<'a>(&mut self, name: &str, values: impl IntoIterator<Item = &'a str>) {
        let name = called(name);
        if !is_read(name) || is_personal(name) || PROTOCOL.contains(&name) {
            return;
        }
        if self.told.len() >= MOST_NAMES && !self.told.contains_key(name) {
            self.cut = true;
            return;
        }
        let mut room = MOST_VALUES.saturating_sub(self.told.values().map(BTreeSet::len).sum());
        let known = self.told.entry(name.to_owned()).or_default();
        for value in values.into_iter().filter(|value| is_read(value)) {
            if known.contains(value) {
                continue;
            }
            if room == 0 {
                self.cut = true;
                return;
            }
            room -= usize::from(known.insert(value.to_owned()));
        }
    }

    /// Takes in what is not told yet from another place.
    pub fn fill(&mut self, more: Self) {
        self.cut |= more.cut;
        for (name, values) in more.told {
            if !self.has(&name) {
                self.add(&name, values.iter().map(String::as_str));
            }
        }
    }

    /// What was told under a name.
    pub fn values(&self, name: &str) -> impl Iterator<Item = &str> {
        self.told.get(name).into_iter().flatten().map(String::as_str)
    }

    /// Whether it was told at all.
    pub fn has(&self, name: &str) -> bool {
        self.told.contains_key(name)
    }

    /// Whether there was more than is read.
    pub const fn is_cut(&self) -> bool {
        self.cut
    }

    fn says(&self, name: &str, value: &str) -> bool {
        self.told.get(name).is_some_and(|values| values.contains(value))
    }

    /// No more than the rules need: the values that they ask for. A trial also keeps the names of the rest.
    #[must_use]
    pub fn needed(&self, rules: &[Rule], names: bool) -> Self {
        let mut kept = Self { told: BTreeMap::new(), cut: self.cut };
        for rule in rules.iter().filter(|rule| self.says(&rule.attribute, &rule.value)) {
            kept.told.entry(rule.attribute.clone()).or_default().insert(rule.value.clone());
        }
        if names {
            for name in self.told.keys() {
                kept.told.entry(name.clone()).or_default();
            }
        }
        kept
    }

    /// The names that no rule is about.
    pub fn unused(&self, rules: &[Rule]) -> Vec<String> {
        self.told.keys().filter(|name| !rules.iter().any(|rule| rule.attribute == **name)).cloned().collect()
    }
}

/// The rules that what arrived meets. One that the person has made herself gives her nothing: nobody changes her own roles.
pub fn met<'a>(rules: &'a [Rule], arrived: &Arrived, person: Option<Uuid>) -> Vec<&'a Rule> {
    let met = rules.iter().filter(|rule| arrived.says(&rule.attribute, &rule.value));
    met.filter(|rule| person != Some(rule.made_by)).collect()
}

/// The roles that these rules give, each once, in the platform's order.
pub fn roles(met: &[&Rule]) -> Vec<Grant> {
    let mut roles: Vec<Grant> = met.iter().map(|rule| rule.grant.clone()).collect();
    roles.sort_by(|one, other| (one.role, &one.service).cmp(&(other.role, &other.service)));
    roles.dedup();
    roles
}

#[cfg(test)]
mod tests;
