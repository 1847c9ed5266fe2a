//! The accessibility statement's facts, kept as data beside the code.

use chrono::NaiveDate;
use platform::Result;
use serde::Deserialize;
use ui::Lang;

const TEXT: &str = include_str!("../data/accessibility.toml");

/// How far the portal lives up to the law.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Conformance {
    /// Fully (helt förenlig).
    Full,
    /// In part (delvis förenlig).
    Partial,
    /// Not (inte förenlig).
    None,
}

/// A text in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    sv: String,
    en: String,
}

impl Words {
    /// In a language.
    pub fn of(&self, lang: Lang) -> &str {
        match lang {
            Lang::Sv => &self.sv,
            Lang::En => &self.en,
        }
    }
}

/// Something that does not live up to the law.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Failing {
    /// What it is for the person.
    pub what: Words,
    /// Why, and when it will be put right.
    pub why: Words,
    /// The requirement of WCAG or EN 301 549.
    pub requirement: String,
}

/// The statement.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    /// Who answers for the portal.
    pub actor: String,
    /// What it is about.
    pub service: Words,
    /// How far it lives up to the law.
    pub conformance: Conformance,
    /// When it was last assessed.
    pub assessed: NaiveDate,
    /// When the statement was last changed.
    pub updated: NaiveDate,
    /// How it was assessed.
    pub method: Words,
    /// Where to report a lack.
    pub contact_email: String,
    /// Where to report a lack by telephone.
    pub contact_phone: String,
    /// What would be an unreasonable burden, and why.
    pub burden: Option<Words>,
    /// What the law does not cover.
    pub outside: Option<Words>,
    /// What does not live up to the law.
    #[serde(default)]
    pub failings: Vec<Failing>,
}

impl Statement {
    /// The statement in the binary.
    ///
    /// # Errors
    /// When the file is wrong; a test reads it.
    pub fn read() -> Result<Self> {
        Ok(toml::from_str(TEXT).map_err(|error| anyhow::anyhow!("data/accessibility.toml: {error}"))?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_was_assessed_within_a_year() {
        let statement = Statement::read().unwrap();
        let today = platform::clock::local_date(platform::clock::Clock::System.now());
        let age = (today - statement.assessed).num_days();
        assert!(age <= 366, "assess the portal's accessibility again: it was last done {age} days ago");
        assert!(statement.updated >= statement.assessed);
    }

    #[test]
    fn partial_means_that_failings_are_listed_and_full_that_none_is() {
        let statement = Statement::read().unwrap();
        assert_eq!(statement.failings.is_empty(), statement.conformance == Conformance::Full);
        assert!(statement.failings.iter().all(|failing| !failing.what.sv.is_empty() && !failing.why.en.is_empty()));
    }
}
