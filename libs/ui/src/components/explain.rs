//! An explanation where the question arises.

use askama::Template;

use crate::html::components;
use crate::{Href, Lang};

/// *Så räknas det*: two sentences and a link to an example.
#[must_use]
#[derive(Clone, Debug, Template)]
#[template(path = "explain.html")]
pub struct Explain {
    title: String,
    text: String,
    link: Option<(String, Href)>,
}

impl Explain {
    /// An explanation under the words *Så räknas det*.
    pub fn new(lang: Lang, text: impl Into<String>) -> Self {
        Self { title: lang.own("ui-explain"), text: text.into(), link: None }
    }

    /// Other words before the explanation.
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.title = title.into();
        self
    }

    /// A link to an example.
    pub fn link(mut self, label: impl Into<String>, href: impl Into<Href>) -> Self {
        self.link = Some((label.into(), href.into()));
        self
    }
}

components!(Explain);
