//! Parts of one subject, each its own page.

use askama::Template;

use crate::Href;
use crate::html::components;

/// Tabs that are links.
#[must_use]
#[derive(Clone, Debug, Template)]
#[template(path = "tabs.html")]
pub struct Tabs {
    label: String,
    tabs: Vec<(String, Href, bool)>,
}

impl Tabs {
    /// Tabs; the label names them to screen readers.
    pub fn new(label: impl Into<String>) -> Self {
        Self { label: label.into(), tabs: Vec::new() }
    }

    /// Adds a tab; exactly one is `current`.
    pub fn tab(mut self, label: impl Into<String>, href: impl Into<Href>, current: bool) -> Self {
        self.tabs.push((label.into(), href.into(), current));
        self
    }
}

components!(Tabs);
