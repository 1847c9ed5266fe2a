//! How parts stand beside and under each other.

use askama::Template;

use crate::components::slug;
use crate::html::components;
use crate::{Href, Html};

/// Tiles side by side, as many in a row as fit.
#[must_use]
#[derive(Clone, Debug, Default, Template)]
#[template(path = "grid.html")]
pub struct Grid {
    items: Vec<Html>,
}

/// A wide column and a narrow one; under each other on a phone.
#[must_use]
#[derive(Clone, Debug, Template)]
#[template(path = "columns.html")]
pub struct Columns {
    wide: Html,
    narrow: Html,
}

/// A part of the page with a heading of the second level.
#[must_use]
#[derive(Clone, Debug, Template)]
#[template(path = "section.html")]
pub struct Section {
    id: String,
    title: String,
    tools: Html,
    body: Html,
}

/// Buttons in a row, the primary one first, perhaps with a note after them.
#[must_use]
#[derive(Clone, Debug, Default, Template)]
#[template(path = "actions.html")]
pub struct Actions {
    buttons: Html,
    note: Option<String>,
}

/// A link in running text.
#[must_use]
#[derive(Clone, Debug, Template)]
#[template(path = "text_link.html")]
pub struct TextLink {
    label: String,
    href: Href,
}

impl Grid {
    /// No tiles yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a tile.
    pub fn item(mut self, item: impl Into<Html>) -> Self {
        self.items.push(item.into());
        self
    }
}

impl Columns {
    /// The main column and the one beside it.
    pub fn new(wide: impl Into<Html>, narrow: impl Into<Html>) -> Self {
        Self { wide: wide.into(), narrow: narrow.into() }
    }
}

impl Section {
    /// A part with its heading; its id is made from the heading.
    pub fn new(title: impl Into<String>) -> Self {
        let title = title.into();
        Self { id: slug(&title), title, tools: Html::new(), body: Html::new() }
    }

    /// Another id than the heading's own.
    pub fn id(mut self, id: impl AsRef<str>) -> Self {
        self.id = slug(id.as_ref());
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
}

impl Actions {
    /// No buttons yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a button, or a form that is one.
    pub fn button(mut self, button: impl Into<Html>) -> Self {
        self.buttons.push(button);
        self
    }

    /// A sentence after the buttons.
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }
}

impl TextLink {
    /// A link.
    pub fn new(label: impl Into<String>, href: impl Into<Href>) -> Self {
        Self { label: label.into(), href: href.into() }
    }
}

components!(Grid, Columns, Section, Actions, TextLink);
