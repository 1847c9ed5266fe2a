//! The page after a vote, an approval or a dispatch: a receipt, never only a passing message.

use askama::Template;

use crate::html::components;
use crate::{Href, Html, Lang};

/// A receipt with a reference and what happens next.
#[must_use]
#[derive(Clone, Debug, Template)]
#[template(path = "confirmation.html")]
pub struct Confirmation {
    lang: Lang,
    title: String,
    reference: Option<(String, String)>,
    text: Option<String>,
    next: Vec<Html>,
}

impl Confirmation {
    /// What was done: *Debiteringen är attesterad*.
    pub fn new(lang: Lang, title: impl Into<String>) -> Self {
        Self { lang, title: title.into(), reference: None, text: None, next: Vec::new() }
    }

    /// The reference to save or quote, and its name: *Kvittens*, `B-2026-11-0042`.
    pub fn reference(mut self, name: impl Into<String>, reference: impl Into<String>) -> Self {
        self.reference = Some((name.into(), reference.into()));
        self
    }

    /// A sentence about it.
    pub fn text(mut self, text: impl Into<String>) -> Self {
        self.text = Some(text.into());
        self
    }

    /// Adds what happens next.
    pub fn next(mut self, text: impl Into<Html>) -> Self {
        self.next.push(text.into());
        self
    }

    /// Adds a link to what one may do next.
    pub fn next_link(self, label: impl Into<String>, href: impl Into<Href>) -> Self {
        self.next(crate::TextLink::new(label, href))
    }
}

components!(Confirmation);
