//! What stands above a list: the form that filters it, and filters that a person has saved.

use askama::Template;

use crate::html::components;
use crate::{Href, Lang};

/// A form that filters the list of its page with GET. With scripts the page follows while one writes and chooses; without, the
/// button shows the result.
#[must_use]
#[derive(Clone, Debug, Template)]
#[template(path = "filter_form.html")]
pub struct FilterForm {
    lang: Lang,
    action: Href,
    fields: Vec<Filtered>,
    keep: Vec<(String, String)>,
    clear: Option<Href>,
    posted: bool,
}

#[derive(Clone, Debug)]
struct Filtered {
    name: String,
    label: String,
    value: String,
    control: Control,
}

#[derive(Clone, Debug)]
enum Control {
    Search { hint: Option<String> },
    Select { all: Option<String>, options: Vec<(String, String)> },
    Day,
}

/// Filters that a person has saved, as links, and a way to save the one that is shown.
#[must_use]
#[derive(Clone, Debug, Template)]
#[template(path = "saved_filters.html")]
pub struct SavedFilters {
    lang: Lang,
    manage: Href,
    filters: Vec<(String, Href, bool)>,
    save: Option<String>,
}

impl FilterForm {
    /// A form for the list at an address.
    pub fn new(lang: Lang, action: impl Into<Href>) -> Self {
        Self { lang, action: action.into(), fields: Vec::new(), keep: Vec::new(), clear: None, posted: false }
    }

    /// Sent with POST to another address when the button is pressed: what is searched for stands in no address (ASVS 5.0, 14.2.1).
    pub fn posted(mut self, action: impl Into<Href>) -> Self {
        (self.action, self.posted) = (action.into(), true);
        self
    }

    /// A text to search for.
    pub fn search(
        mut self,
        name: impl Into<String>,
        label: impl Into<String>,
        value: impl Into<String>,
        hint: Option<&str>,
    ) -> Self {
        let control = Control::Search { hint: hint.map(str::to_owned) };
        self.fields.push(Filtered { name: name.into(), label: label.into(), value: value.into(), control });
        self
    }

    /// A day.
    pub fn day(mut self, name: impl Into<String>, label: impl Into<String>, value: impl Into<String>) -> Self {
        let (name, label, value) = (name.into(), label.into(), value.into());
        self.fields.push(Filtered { name, label, value, control: Control::Day });
        self
    }

    /// One of many; `all` is what no choice is called, if that is a choice.
    pub fn select<'a>(
        mut self,
        name: impl Into<String>,
        label: impl Into<String>,
        value: impl Into<String>,
        all: Option<&str>,
        options: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Self {
        let options = options.into_iter().map(|(value, label)| (value.to_owned(), label.to_owned())).collect();
        let control = Control::Select { all: all.map(str::to_owned), options };
        self.fields.push(Filtered { name: name.into(), label: label.into(), value: value.into(), control });
        self
    }

    /// Keeps another parameter of the address.
    pub fn keep(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.keep.push((name.into(), value.into()));
        self
    }

    /// Where the list lies without what the form filters, when it filters something.
    pub fn clear(mut self, href: impl Into<Href>) -> Self {
        self.clear = Some(href.into());
        self
    }
}

impl SavedFilters {
    /// None yet; `manage` is the page where filters are saved and removed.
    pub fn new(lang: Lang, manage: impl Into<Href>) -> Self {
        Self { lang, manage: manage.into(), filters: Vec::new(), save: None }
    }

    /// Adds a filter.
    pub fn filter(mut self, name: impl Into<String>, href: impl Into<Href>, shown: bool) -> Self {
        self.filters.push((name.into(), href.into(), shown));
        self
    }

    /// What is shown now may be saved: its address.
    pub fn save(mut self, address: impl Into<String>) -> Self {
        self.save = Some(address.into());
        self
    }
}

components!(FilterForm, SavedFilters);
