//! Buttons and links that look like buttons.

use askama::Template;

use crate::html::components;
use crate::{Href, Icon};

/// A button that sends its form, or a link that looks like one. Primary unless said otherwise; a page has one primary action.
#[must_use]
#[derive(Clone, Debug, Template)]
#[template(path = "button.html")]
pub struct Button {
    label: String,
    href: Option<Href>,
    class: &'static str,
    small: bool,
    icon: Option<Icon>,
    value: Option<(String, String)>,
    action: Option<Href>,
    download: bool,
}

impl Button {
    /// A button that sends the form it stands in.
    pub fn submit(label: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            href: None,
            class: "primary",
            small: false,
            icon: None,
            value: None,
            action: None,
            download: false,
        }
    }

    /// A link that looks like a button.
    pub fn link(label: impl Into<String>, href: impl Into<Href>) -> Self {
        Self { href: Some(href.into()), ..Self::submit(label) }
    }

    /// Not the page's main action.
    pub fn secondary(mut self) -> Self {
        self.class = "secondary";
        self
    }

    /// Cannot be undone.
    pub fn danger(mut self) -> Self {
        self.class = "danger";
        self
    }

    /// Low, for the head of a card or a table row.
    pub fn small(mut self) -> Self {
        self.small = true;
        self
    }

    /// With an icon before the words.
    pub fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }

    /// The name and value that are sent when this button is the one pressed.
    pub fn value(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.value = Some((name.into(), value.into()));
        self
    }

    /// Sends the form to another address than its own.
    pub fn to(mut self, action: impl Into<Href>) -> Self {
        self.action = Some(action.into());
        self
    }

    /// The link leads to a file to save.
    pub fn download(mut self) -> Self {
        self.download = true;
        self
    }
}

components!(Button);
