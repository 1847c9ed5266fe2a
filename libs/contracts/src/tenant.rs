//! The tenant: the member organisation that a row, an event or a session belongs to.

use std::{fmt, str::FromStr, sync::Arc};

use serde::{Deserialize, Serialize};

/// A member organisation's lasting short name, such as `habo-0643`: 1 to 32 of `a-z`, `0-9` and `-`, so that it is safe as
/// a token of a NATS subject. Municipalities carry their official four-digit code because folded names collide
/// (0305 Håbo and 0643 Habo).
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Tenant(Arc<str>);

/// The text is not a tenant's short name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is not a tenant: use 1 to 32 of a-z, 0-9 and -")]
pub struct NotATenant(pub String);

impl Tenant {
    /// The association itself: owner of what concerns all members.
    #[must_use]
    pub fn association() -> Self {
        Self(Arc::from("sambruk"))
    }

    /// Whether this is the association rather than one of its members.
    #[must_use]
    pub fn is_association(&self) -> bool {
        &*self.0 == "sambruk"
    }

    /// The shared sandbox: an invented municipality in which integrators try their systems. It has no seat in a council, is in no
    /// total and is never billed.
    #[must_use]
    pub fn sandbox() -> Self {
        Self(Arc::from("sandlada-0000"))
    }

    /// Whether this is the sandbox. Known by its name, so that no service depends on having heard of it first.
    #[must_use]
    pub fn is_sandbox(&self) -> bool {
        &*self.0 == "sandlada-0000"
    }

    /// The short name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Tenant {
    type Err = NotATenant;

    fn from_str(text: &str) -> Result<Self, NotATenant> {
        let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if (1..=32).contains(&text.len()) && text.chars().all(allowed) {
            Ok(Self(Arc::from(text)))
        } else {
            Err(NotATenant(text.chars().take(64).collect()))
        }
    }
}

impl TryFrom<String> for Tenant {
    type Error = NotATenant;

    fn try_from(text: String) -> Result<Self, NotATenant> {
        text.parse()
    }
}

impl From<Tenant> for String {
    fn from(tenant: Tenant) -> Self {
        tenant.0.to_string()
    }
}

impl fmt::Display for Tenant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Tenant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl utoipa::PartialSchema for Tenant {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        utoipa::openapi::schema::Object::builder()
            .schema_type(utoipa::openapi::schema::Type::String)
            .pattern(Some("^[a-z0-9-]{1,32}$"))
            .description(Some("A member organisation's lasting short name"))
            .examples([serde_json::json!("sandviken-2181")])
            .into()
    }
}

impl utoipa::ToSchema for Tenant {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subject_metacharacters_are_refused() {
        for bad in ["", "a.b", "a*", ">", "Ume", "håbo", "a b", &"a".repeat(33)] {
            assert!(bad.parse::<Tenant>().is_err(), "{bad} was accepted");
        }
        assert_eq!(Tenant::sandbox().as_str().parse::<Tenant>().unwrap(), Tenant::sandbox());
        assert!(Tenant::sandbox().is_sandbox() && !Tenant::association().is_sandbox());
        assert_eq!("habo-0643".parse::<Tenant>().unwrap().as_str(), "habo-0643");
        assert!(serde_json::from_str::<Tenant>("\"a.>\"").is_err());
    }
}
