//! Terms and what they are.

use askama::Template;

use crate::Html;
use crate::html::components;

/// A list of facts: a term and its value on each row.
#[must_use]
#[derive(Clone, Debug, Default, Template)]
#[template(path = "facts.html")]
pub struct Facts {
    rows: Vec<(String, Html)>,
}

impl Facts {
    /// No facts yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a fact.
    pub fn row(mut self, term: impl Into<String>, value: impl Into<Html>) -> Self {
        self.rows.push((term.into(), value.into()));
        self
    }
}

components!(Facts);
