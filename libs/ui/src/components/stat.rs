//! One number and what it means.

use askama::Template;

use crate::html::components;
use crate::{Href, Html};

/// A tile with a label, a number and a note; put several in a [`Grid`](crate::Grid).
#[must_use]
#[derive(Clone, Debug, Template)]
#[template(path = "stat.html")]
pub struct Stat {
    label: String,
    value: String,
    href: Option<Href>,
    note: Option<String>,
    badges: Html,
    id: Option<String>,
}

impl Stat {
    /// A tile. The value comes ready, with its unit: `842 916,50 kr`.
    pub fn new(label: impl Into<String>, value: impl Into<String>) -> Self {
        Self { label: label.into(), value: value.into(), href: None, note: None, badges: Html::new(), id: None }
    }

    /// A line under the number.
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }

    /// The label becomes a link.
    pub fn href(mut self, href: impl Into<Href>) -> Self {
        self.href = Some(href.into());
        self
    }

    /// Adds a badge under the note.
    pub fn badge(mut self, badge: crate::Badge) -> Self {
        self.badges.push(badge);
        self
    }

    /// The id of the tile, for live parts.
    pub fn id(mut self, id: impl AsRef<str>) -> Self {
        self.id = Some(super::slug(id.as_ref()));
        self
    }
}

components!(Stat);
