//! What stands where there is nothing.

use askama::Template;

use crate::html::components;
use crate::{Html, Icon};

/// An empty state: an icon, a sentence that says what would be here, and what to do.
#[must_use]
#[derive(Clone, Debug, Template)]
#[template(path = "empty.html")]
pub struct Empty {
    icon: Icon,
    text: String,
    action: Html,
}

impl Empty {
    /// An empty state with a sentence.
    pub fn new(icon: Icon, text: impl Into<String>) -> Self {
        Self { icon, text: text.into(), action: Html::new() }
    }

    /// What to do about it: a button or a link.
    pub fn action(mut self, action: impl Into<Html>) -> Self {
        self.action.push(action);
        self
    }
}

components!(Empty);
