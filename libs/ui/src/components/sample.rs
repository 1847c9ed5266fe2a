//! Text for machines, as it is to be copied.

use askama::Template;

use crate::components::slug;
use crate::html::components;

/// A command or an answer, in letters of equal width. What is wider than the page is scrolled inside it.
#[must_use]
#[derive(Clone, Debug, Template)]
#[template(path = "sample.html")]
pub struct Sample {
    id: String,
    title: String,
    text: String,
}

impl Sample {
    /// A text under a title.
    pub fn new(title: impl Into<String>, text: impl Into<String>) -> Self {
        let title = title.into();
        Self { id: slug(&title), title, text: text.into() }
    }
}

components!(Sample);
