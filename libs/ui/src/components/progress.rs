//! How far long work has come.

use askama::Template;

use crate::Lang;
use crate::components::slug;
use crate::html::components;

/// A bar with a known end and the same in words.
#[must_use]
#[derive(Clone, Debug, Template)]
#[template(path = "progress.html")]
pub struct Progress {
    id: String,
    label: String,
    text: String,
    done: u64,
    total: u64,
    note: Option<String>,
}

impl Progress {
    /// Work of which `done` of `total` parts are finished.
    pub fn new(lang: Lang, label: impl Into<String>, done: u64, total: u64) -> Self {
        let label = label.into();
        let done = done.min(total);
        let text = lang.own_with("ui-progress", &[("done", done.into()), ("total", total.into())]);
        // An element with no maximum would be drawn as indeterminate.
        Self { id: slug(&label), label, text, done, total: total.max(1), note: None }
    }

    /// Another id than the label's own.
    pub fn id(mut self, id: impl AsRef<str>) -> Self {
        self.id = slug(id.as_ref());
        self
    }

    /// A line under the bar: that the page may be left, for instance.
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }
}

components!(Progress);
