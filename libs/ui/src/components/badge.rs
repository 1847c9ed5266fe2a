//! A status: a word and an icon, never colour alone.

use askama::Template;

use crate::Icon;
use crate::html::components;

/// What a status or a message says about the thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// As it should be.
    Good,
    /// Unusual, worth a look.
    Warning,
    /// Wrong, or something is missing.
    Error,
    /// Neither good nor bad.
    Neutral,
}

/// A status word with its icon.
#[must_use]
#[derive(Clone, Debug, Template)]
#[template(path = "badge.html")]
pub struct Badge {
    kind: Kind,
    icon: Icon,
    word: String,
}

impl Kind {
    /// The class of the style sheet.
    pub(crate) const fn class(self) -> &'static str {
        match self {
            Kind::Good => "good",
            Kind::Warning => "warning",
            Kind::Error => "error",
            Kind::Neutral => "neutral",
        }
    }

    /// The icon that goes with the kind unless a better one is given.
    pub(crate) const fn icon(self) -> Icon {
        match self {
            Kind::Good => Icon::Done,
            Kind::Warning => Icon::Warning,
            Kind::Error => Icon::Alert,
            Kind::Neutral => Icon::Minus,
        }
    }
}

impl Badge {
    /// A badge of a kind with its usual icon.
    pub fn new(kind: Kind, word: impl Into<String>) -> Self {
        Self { kind, icon: kind.icon(), word: word.into() }
    }

    /// As it should be.
    pub fn good(word: impl Into<String>) -> Self {
        Self::new(Kind::Good, word)
    }

    /// Unusual.
    pub fn warning(word: impl Into<String>) -> Self {
        Self::new(Kind::Warning, word)
    }

    /// Wrong or missing.
    pub fn error(word: impl Into<String>) -> Self {
        Self::new(Kind::Error, word)
    }

    /// Neither.
    pub fn neutral(word: impl Into<String>) -> Self {
        Self::new(Kind::Neutral, word)
    }

    /// Another icon than the kind's own.
    pub fn icon(mut self, icon: Icon) -> Self {
        self.icon = icon;
        self
    }
}

components!(Badge);
