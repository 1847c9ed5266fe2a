//! A filter: its name in the address, what it may be, and how it is chosen.

/// The longest text that is searched for.
const LONGEST: usize = 80;

/// A filter of a list.
#[must_use]
#[derive(Debug, Clone)]
pub struct Filter {
    pub(super) key: &'static str,
    pub(super) label: String,
    pub(super) control: Control,
    pub(super) hint: Option<String>,
    pub(super) options: Vec<Choice>,
    pub(super) all: (Option<String>, Option<u64>),
    pub(super) start: String,
}

/// How it is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Control {
    /// A row of links beside the heading.
    Chips,
    /// A list in the form above.
    Select,
    /// A text in the form above.
    Search,
    /// A text that stands in no address.
    Private,
    /// A day in the form above.
    Day,
}

/// One choice.
#[derive(Debug, Clone)]
pub(super) struct Choice {
    pub value: String,
    pub label: String,
    pub count: Option<u64>,
}

impl Filter {
    fn new(key: &'static str, label: impl Into<String>, control: Control) -> Self {
        let label = label.into();
        Self { key, label, control, hint: None, options: Vec::new(), all: (None, None), start: String::new() }
    }

    /// A few choices, in sight beside the list's heading.
    pub fn chips(key: &'static str, label: impl Into<String>) -> Self {
        Self::new(key, label, Control::Chips)
    }

    /// Many choices, in a list that opens.
    pub fn select(key: &'static str, label: impl Into<String>) -> Self {
        Self::new(key, label, Control::Select)
    }

    /// A text to search for.
    pub fn search(key: &'static str, label: impl Into<String>) -> Self {
        Self::new(key, label, Control::Search)
    }

    /// A text to search for that stands in no address, such as a person's name: the form is sent to `<path>/search`, and addresses
    /// carry the text encrypted (ASVS 5.0, 14.2.1). The page there answers with [`super::List::found`].
    pub fn private(key: &'static str, label: impl Into<String>) -> Self {
        Self::new(key, label, Control::Private)
    }

    /// A day.
    pub fn day(key: &'static str, label: impl Into<String>) -> Self {
        Self::new(key, label, Control::Day)
    }

    /// Adds a choice.
    pub fn option(self, value: impl Into<String>, label: impl Into<String>) -> Self {
        self.counted(value, label, None)
    }

    /// Adds a choice with the number of rows that it leaves.
    pub fn counted(mut self, value: impl Into<String>, label: impl Into<String>, count: Option<u64>) -> Self {
        self.options.push(Choice { value: value.into(), label: label.into(), count });
        self
    }

    /// What no choice is called, and how many rows there are then.
    pub fn all(mut self, label: impl Into<String>, count: Option<u64>) -> Self {
        self.all = (Some(label.into()), count);
        self
    }

    /// What is chosen when the address says nothing. There is no choice of everything then.
    pub fn start(mut self, value: impl Into<String>) -> Self {
        self.start = value.into();
        self
    }

    /// A line under the label of a search.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    pub(super) fn is_private(&self) -> bool {
        self.control == Control::Private
    }

    pub(super) fn in_form(&self) -> bool {
        self.control != Control::Chips
    }

    /// The value as this filter takes it; none when there is no such choice.
    pub(super) fn take(&self, value: &str) -> Option<String> {
        match self.control {
            Control::Search | Control::Private => {
                Some(value.trim().chars().filter(|c| !c.is_control()).take(LONGEST).collect())
            }
            Control::Day => value.parse::<chrono::NaiveDate>().is_ok().then(|| value.to_owned()),
            _ => self.options.iter().any(|choice| choice.value == value).then(|| value.to_owned()),
        }
    }
}
