//! Who somebody is, as a provider has said and we have verified.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use crate::names::attribute;

/// Attributes in the order in which they came, each with all its values.
///
/// What it prints tells names of attributes and never values: it may reach a log.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Attributes(pub(crate) Vec<(String, Vec<String>)>);

impl std::fmt::Debug for Attributes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.0.iter().map(|(name, _)| name)).finish()
    }
}

impl Attributes {
    /// All values of an attribute, by its `Name`.
    pub fn all(&self, name: &str) -> &[String] {
        self.0.iter().find(|(known, _)| known == name).map_or(&[], |(_, values)| values)
    }

    /// The value of an attribute that has exactly one. Two different values are none: nobody should guess which.
    pub fn one(&self, name: &str) -> Option<&str> {
        match self.all(name) {
            [only] => Some(only),
            _ => None,
        }
    }

    /// Names and values.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[String])> {
        self.0.iter().map(|(name, values)| (name.as_str(), values.as_slice()))
    }
}

/// A value `who@scope` whose scope the provider may use.
#[derive(Clone, PartialEq, Eq)]
pub struct Scoped {
    /// The attribute's `Name`.
    pub attribute: String,
    /// What stands before the sign.
    pub local: String,
    /// What stands after it: an organisation number or a domain.
    pub scope: String,
}

impl std::fmt::Debug for Scoped {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} @{}", self.attribute, self.scope)
    }
}

/// A verified identity.
///
/// What it prints names nobody.
#[derive(Clone, PartialEq, Eq)]
pub struct Identity {
    /// The entity id of the provider that says so.
    pub provider: String,
    /// The person's name there: a pseudonym for us alone, which means nothing at another provider (Sweden Connect 6.3).
    pub name_id: String,
    /// Its format.
    pub name_id_format: Option<String>,
    /// For whose service it is a name, if it says: to be given back when signing out.
    pub sp_name_qualifier: Option<String>,
    /// Whose name it is, if it says: to be given back when signing out.
    pub name_qualifier: Option<String>,
    /// The session at the provider, for signing out there.
    pub session_index: Option<String>,
    /// When that session ends at the latest, if it says.
    pub session_ends: Option<DateTime<Utc>>,
    /// How the person was authenticated: one of the classes asked for.
    pub class: String,
    /// When.
    pub authenticated_at: DateTime<Utc>,
    /// The assertion's id.
    pub assertion_id: String,
    /// What more is told.
    pub attributes: Attributes,
    /// The scoped ones among them. Every scope here was checked.
    pub scoped: Vec<Scoped>,
}

impl std::fmt::Debug for Identity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Identity")
            .field("provider", &self.provider)
            .field("class", &self.class)
            .field("authenticated_at", &self.authenticated_at)
            .field("attributes", &self.attributes)
            .field("scoped", &self.scoped)
            .finish_non_exhaustive()
    }
}

impl Identity {
    /// The scopes that the provider may use and has used: the only thing by which a tenant of a shared provider may be chosen.
    pub fn scopes(&self) -> BTreeSet<&str> {
        self.scoped.iter().map(|scoped| scoped.scope.as_str()).collect()
    }

    /// The organisation numbers that the person is affiliated to (orgAffiliation), checked.
    pub fn organisations(&self) -> BTreeSet<&str> {
        let of =
            |scoped: &&Scoped| scoped.attribute == attribute::ORG_AFFILIATION || scoped.attribute == "orgAffiliation";
        self.scoped.iter().filter(of).map(|scoped| scoped.scope.as_str()).collect()
    }

    /// The personal or coordination number: twelve digits, or none.
    pub fn personal_number(&self) -> Option<&str> {
        let found = self.attributes.one(attribute::PERSONAL_NUMBER)?;
        (found.len() == 12 && found.bytes().all(|byte| byte.is_ascii_digit())).then_some(found)
    }

    /// A name to show: displayName, or given name and surname.
    pub fn display_name(&self) -> Option<String> {
        let one = |name| self.attributes.one(name).filter(|value| !value.trim().is_empty());
        let whole = one(attribute::DISPLAY_NAME).map(str::to_owned);
        whole.or_else(|| Some(format!("{} {}", one(attribute::GIVEN_NAME)?, one(attribute::SURNAME)?)))
    }

    /// The address for mail, as the provider says it: nobody has verified it here.
    pub fn mail(&self) -> Option<&str> {
        self.attributes.one(attribute::MAIL)
    }

    /// employeeHsaId.
    pub fn hsa_id(&self) -> Option<&str> {
        self.attributes.one(attribute::HSA_ID)
    }

    /// eduPersonPrincipalName, whole, its scope checked.
    pub fn principal_name(&self) -> Option<&str> {
        self.attributes.one(attribute::PRINCIPAL_NAME)
    }

    /// The codes of the school units that the person belongs to.
    pub fn school_units(&self) -> &[String] {
        self.attributes.all(attribute::SCHOOL_UNIT_CODE)
    }
}
