//! A surface with a heading.

use askama::Template;

use crate::Html;
use crate::components::slug;
use crate::html::components;

/// A surface that holds one subject, with a heading and perhaps tools (filters, an export) beside it.
#[must_use]
#[derive(Clone, Debug, Template)]
#[template(path = "card.html")]
pub struct Card {
    id: Option<String>,
    title: String,
    level: u8,
    tools: Html,
    body: Html,
    flush: bool,
}

impl Card {
    /// A card with a heading of the second level.
    pub fn new(title: impl Into<String>) -> Self {
        Self { id: None, title: title.into(), level: 2, tools: Html::new(), body: Html::new(), flush: false }
    }

    /// A card without a heading.
    pub fn plain() -> Self {
        Self::new("")
    }

    /// The element's id, for links to it and for live parts. The heading then has `<id>-title`.
    pub fn id(mut self, id: impl AsRef<str>) -> Self {
        self.id = Some(slug(id.as_ref()));
        self
    }

    /// A heading of the third level, for a card inside a [`Section`](crate::Section).
    pub fn third_level(mut self) -> Self {
        self.level = 3;
        self
    }

    /// Adds filters, links or small buttons beside the heading.
    pub fn tool(mut self, tool: impl Into<Html>) -> Self {
        self.tools.push(tool);
        self
    }

    /// Adds content.
    pub fn body(mut self, body: impl Into<Html>) -> Self {
        self.body.push(body);
        self
    }

    /// The content reaches the edges: for tables and lists of rows.
    pub fn flush(mut self) -> Self {
        self.flush = true;
        self
    }
}

components!(Card);
