//! Filters that are links, so that the choice stands in the address.

use askama::Template;

use crate::html::components;
use crate::{Href, Lang};

/// A row of filters of which one is chosen.
#[must_use]
#[derive(Clone, Debug, Template)]
#[template(path = "filters.html")]
pub struct Filters {
    label: String,
    chips: Vec<Chip>,
}

#[derive(Clone, Debug)]
struct Chip {
    label: String,
    href: Href,
    count: Option<String>,
    chosen: bool,
}

impl Filters {
    /// Filters named *Filtrera* to screen readers.
    pub fn new(lang: Lang) -> Self {
        Self { label: lang.own("ui-filters"), chips: Vec::new() }
    }

    /// Another name, where a page has two rows of filters.
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Adds a filter with the number of rows it leaves, if known.
    pub fn chip(mut self, label: impl Into<String>, href: impl Into<Href>, count: Option<u64>, chosen: bool) -> Self {
        let count = count.map(|count| crate::format::integer(i64::try_from(count).unwrap_or(i64::MAX)));
        self.chips.push(Chip { label: label.into(), href: href.into(), count, chosen });
        self
    }
}

components!(Filters);
