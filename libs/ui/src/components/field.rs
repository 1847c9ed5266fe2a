//! The fields of a form: a label, perhaps a hint and an error, and the control.

use askama::Template;

use crate::components::slug;
use crate::{Html, Lang};

/// One field. Required unless made [`optional`](Field::optional), so only the exceptions need a word.
#[must_use]
#[derive(Clone, Debug)]
pub struct Field {
    name: String,
    label: String,
    control: Control,
    value: String,
    hint: Option<String>,
    error: Option<String>,
    required: bool,
    autocomplete: Option<&'static str>,
    short: bool,
    max_length: Option<u32>,
    range: (Option<String>, Option<String>),
}

/// One of several choices.
#[must_use]
#[derive(Clone, Debug)]
pub struct Choice {
    value: String,
    label: String,
    note: Option<String>,
    aside: Option<(String, Option<String>)>,
    chosen: bool,
    disabled: bool,
}

#[derive(Clone, Debug)]
enum Control {
    Input { kind: &'static str, mode: Option<&'static str> },
    TextArea { rows: u8 },
    Select(Vec<Choice>),
    Checkbox { checked: bool },
    Group { kind: &'static str, choices: Vec<Choice> },
}

#[derive(Template)]
#[template(path = "field.html")]
struct FieldView<'a> {
    lang: Lang,
    field: &'a Field,
}

/// The attributes that all single controls share.
#[derive(Template)]
#[template(path = "field_common.html")]
struct Common<'a> {
    field: &'a Field,
}

impl FieldView<'_> {
    fn common(&self) -> Html {
        Html::render(&Common { field: self.field })
    }
}

impl Field {
    fn new(name: impl Into<String>, label: impl Into<String>, control: Control) -> Self {
        Self {
            name: name.into(),
            label: label.into(),
            control,
            value: String::new(),
            hint: None,
            error: None,
            required: true,
            autocomplete: None,
            short: false,
            max_length: None,
            range: (None, None),
        }
    }

    fn input(
        name: impl Into<String>,
        label: impl Into<String>,
        kind: &'static str,
        mode: Option<&'static str>,
    ) -> Self {
        Self::new(name, label, Control::Input { kind, mode })
    }

    /// A line of text.
    pub fn text(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self::input(name, label, "text", None)
    }

    /// An e-mail address.
    pub fn email(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self::input(name, label, "email", None)
    }

    /// A password or a one-time code, not shown.
    pub fn password(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self::input(name, label, "password", None)
    }

    /// A number written as text, so that `1 234,50` may be written the Swedish way.
    pub fn number(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self { short: true, ..Self::input(name, label, "text", Some("decimal")) }
    }

    /// A day; the value is `2026-11-22`.
    pub fn date(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self { short: true, ..Self::input(name, label, "date", None) }
    }

    /// A month; the value is `2026-11`.
    pub fn month(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self { short: true, ..Self::input(name, label, "month", None) }
    }

    /// A file, in a [`multipart`](crate::Form::multipart) form.
    pub fn file(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self::input(name, label, "file", None)
    }

    /// Several lines of text.
    pub fn textarea(name: impl Into<String>, label: impl Into<String>, rows: u8) -> Self {
        Self::new(name, label, Control::TextArea { rows: rows.max(2) })
    }

    /// One of many, in a list that opens. The field's value chooses.
    pub fn select(
        name: impl Into<String>,
        label: impl Into<String>,
        choices: impl IntoIterator<Item = Choice>,
    ) -> Self {
        Self::new(name, label, Control::Select(choices.into_iter().collect()))
    }

    /// Yes or no; sends `true` when checked and nothing otherwise. Never required by the browser.
    pub fn checkbox(name: impl Into<String>, label: impl Into<String>, checked: bool) -> Self {
        Self { required: false, ..Self::new(name, label, Control::Checkbox { checked }) }
    }

    /// One of a few, all in sight.
    pub fn radios(
        name: impl Into<String>,
        label: impl Into<String>,
        choices: impl IntoIterator<Item = Choice>,
    ) -> Self {
        Self::new(name, label, Control::Group { kind: "radio", choices: choices.into_iter().collect() })
    }

    /// Any number of a few, all in sight; each sends the field's name.
    pub fn checkboxes(
        name: impl Into<String>,
        label: impl Into<String>,
        choices: impl IntoIterator<Item = Choice>,
    ) -> Self {
        Self {
            required: false,
            ..Self::new(name, label, Control::Group { kind: "checkbox", choices: choices.into_iter().collect() })
        }
    }

    /// What is written or chosen already. Also chooses among radios.
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.value = value.into();
        self
    }

    /// A line between the label and the control.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// What is wrong and how to put it right.
    pub fn error(self, error: impl Into<String>) -> Self {
        self.error_if(Some(error))
    }

    /// The error of a check, if it found one.
    pub fn error_if(mut self, error: Option<impl Into<String>>) -> Self {
        self.error = error.map(Into::into);
        self
    }

    /// May be left empty; the label says so.
    pub fn optional(mut self) -> Self {
        self.required = false;
        self
    }

    /// What the browser may fill in: an autofill token such as `name`, `email`, `organization`.
    pub fn autocomplete(mut self, token: &'static str) -> Self {
        self.autocomplete = Some(token);
        self
    }

    /// A control as wide as a few words.
    pub fn short(mut self) -> Self {
        self.short = true;
        self
    }

    /// The largest number of characters.
    pub fn max_length(mut self, characters: u32) -> Self {
        self.max_length = Some(characters);
        self
    }

    /// The first and last value of a date or month; an empty one is no limit.
    pub fn range(mut self, first: impl Into<String>, last: impl Into<String>) -> Self {
        self.range =
            (Some(first.into()).filter(|day| !day.is_empty()), Some(last.into()).filter(|day| !day.is_empty()));
        self
    }

    pub(crate) fn error_text(&self) -> Option<&str> {
        self.error.as_deref()
    }

    pub(crate) fn id(&self) -> String {
        format!("field-{}", slug(&self.name))
    }

    /// The id of the control that an error leads to: the first one of a group.
    pub(crate) fn first_id(&self) -> String {
        match self.control {
            Control::Group { .. } => format!("{}-0", self.id()),
            _ => self.id(),
        }
    }

    pub(crate) fn render(&self, lang: Lang) -> Html {
        Html::render(&FieldView { lang, field: self })
    }

    /// The ids of the hint and the error, for `aria-describedby`.
    fn described_by(&self) -> Option<String> {
        let id = self.id();
        let hint = self.hint.is_some().then(|| format!("{id}-hint"));
        let error = self.error.is_some().then(|| format!("{id}-error"));
        let ids: Vec<String> = hint.into_iter().chain(error).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    fn is_chosen(&self, choice: &Choice) -> bool {
        choice.chosen || (!self.value.is_empty() && choice.value == self.value)
    }

    fn is_single_checkbox(&self) -> bool {
        matches!(self.control, Control::Checkbox { .. })
    }

    fn is_group(&self) -> bool {
        matches!(self.control, Control::Group { .. })
    }

    fn says_optional(&self) -> bool {
        !self.required && !self.is_single_checkbox() && !matches!(self.control, Control::Group { kind: "checkbox", .. })
    }
}

impl Choice {
    /// A choice: what is sent and what is read.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into(), note: None, aside: None, chosen: false, disabled: false }
    }

    /// A line under the label (radios and checkboxes).
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }

    /// A number to the right and a line under it (radios and checkboxes): `120 h`, `90 till 160`.
    pub fn aside(mut self, number: impl Into<String>, note: Option<String>) -> Self {
        self.aside = Some((number.into(), note));
        self
    }

    /// Chosen already.
    pub fn chosen(mut self, chosen: bool) -> Self {
        self.chosen = chosen;
        self
    }

    /// Cannot be chosen now, but stays in sight; the note says why.
    pub fn disabled(mut self, disabled: bool) -> Self {
        self.disabled = disabled;
        self
    }
}
