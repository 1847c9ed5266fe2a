//! A search form.

use askama::Template;

use crate::components::slug;
use crate::html::components;
use crate::{Href, Lang};

/// A form that searches with GET, so that the result has an address.
#[must_use]
#[derive(Clone, Debug, Template)]
#[template(path = "search.html")]
pub struct Search {
    lang: Lang,
    action: Href,
    label: String,
    name: String,
    value: String,
    hint: Option<String>,
    keep: Vec<(String, String)>,
}

impl Search {
    /// A search at an address; the label says what is searched. The parameter is `q`.
    pub fn new(lang: Lang, action: impl Into<Href>, label: impl Into<String>) -> Self {
        Self {
            lang,
            action: action.into(),
            label: label.into(),
            name: "q".to_owned(),
            value: String::new(),
            hint: None,
            keep: Vec::new(),
        }
    }

    /// Another parameter than `q`.
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = name.into();
        self
    }

    /// What was searched for.
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.value = value.into();
        self
    }

    /// A line under the label.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Keeps another parameter of the address.
    pub fn keep(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.keep.push((name.into(), value.into()));
        self
    }

    fn id(&self) -> String {
        format!("search-{}", slug(&self.name))
    }
}

components!(Search);
