//! Forms that work without scripts.

use askama::Template;

use crate::components::slug;
use crate::html::components;
use crate::{Button, Field, Href, Html, Lang};

/// A form with fields, buttons and, when some field has an error, a summary that leads to each.
#[must_use]
#[derive(Clone, Debug, Template)]
#[template(path = "form.html")]
pub struct Form {
    lang: Lang,
    method: &'static str,
    action: Href,
    inline: bool,
    multipart: bool,
    security_key: Option<(&'static str, String)>,
    error: Option<String>,
    hidden: Vec<(String, String)>,
    parts: Vec<Part>,
    buttons: Html,
    note: Option<String>,
}

#[derive(Clone, Debug)]
enum Part {
    Field(Box<Field>),
    Html(Html),
}

impl Form {
    /// A form that changes something.
    pub fn post(lang: Lang, action: impl Into<Href>) -> Self {
        Self {
            lang,
            method: "post",
            action: action.into(),
            inline: false,
            multipart: false,
            security_key: None,
            error: None,
            hidden: Vec::new(),
            parts: Vec::new(),
            buttons: Html::new(),
            note: None,
        }
    }

    /// A form that only chooses what to see; its values stand in the address.
    pub fn get(lang: Lang, action: impl Into<Href>) -> Self {
        Self { method: "get", ..Self::post(lang, action) }
    }

    /// Fields and buttons on one line, as for a filter or a form that is only a button.
    pub fn inline(mut self) -> Self {
        self.inline = true;
        self
    }

    /// The form sends files.
    pub fn multipart(mut self) -> Self {
        self.multipart = true;
        self
    }

    /// The form is sent with a security key's answer, in its hidden `answer`. `act` is `create` for a new key and `get` for one that is
    /// known, `options` what the key is asked (Web Authentication's JSON). The page loads the script: [`crate::Page::security_key`].
    pub fn security_key(mut self, act: &'static str, options: impl Into<String>) -> Self {
        self.security_key = Some((act, options.into()));
        self.hidden("answer", "")
    }

    /// Adds a value the person does not see.
    pub fn hidden(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.hidden.push((name.into(), value.into()));
        self
    }

    /// Adds a field.
    pub fn field(mut self, field: Field) -> Self {
        self.parts.push(Part::Field(Box::new(field)));
        self
    }

    /// Adds other content between the fields: a notice, an explanation, a table.
    pub fn html(mut self, content: impl Into<Html>) -> Self {
        self.parts.push(Part::Html(content.into()));
        self
    }

    /// An error of the whole form, shown first in the summary.
    pub fn error(mut self, error: impl Into<String>) -> Self {
        self.error = Some(error.into());
        self
    }

    /// Adds a button; the primary one comes first.
    pub fn button(mut self, button: Button) -> Self {
        self.buttons.push(button);
        self
    }

    /// A sentence after the buttons.
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }

    /// Whether the form or a field has an error: the page's title should say so.
    pub fn has_errors(&self) -> bool {
        self.error.is_some() || !self.errors().is_empty()
    }

    fn errors(&self) -> Vec<(String, &str)> {
        let fields = self.parts.iter().filter_map(|part| match part {
            Part::Field(field) => Some(field),
            Part::Html(_) => None,
        });
        fields.filter_map(|field| Some((field.first_id(), field.error_text()?))).collect()
    }

    fn summary_title(&self) -> String {
        let count = self.errors().len() + usize::from(self.error.is_some());
        self.lang.own_with("ui-error-summary", &[("count", count.into())])
    }

    fn summary_id(&self) -> String {
        format!("errors-{}", slug(self.action.as_str()))
    }
}

components!(Form);
