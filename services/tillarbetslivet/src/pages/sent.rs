//! A sent form as its fields, so that a refused one comes back as it was written; some fields come several times.

use std::collections::HashMap;

/// What was written in a form, and what is wrong with it.
#[derive(Debug, Clone, Default)]
pub(super) struct Sent {
    fields: Vec<(String, String)>,
    errors: HashMap<&'static str, String>,
    /// What is wrong and stands by no field.
    pub refused: Option<String>,
}

impl Sent {
    pub(super) fn new(fields: Vec<(String, String)>) -> Self {
        Self { fields, ..Self::default() }
    }

    /// The values of a form that nobody has written in yet.
    pub(super) fn of(values: &[(&str, &str)]) -> Self {
        Self::new(values.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
    }

    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.fields.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    pub(super) fn get(&self, name: &str) -> &str {
        self.fields.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value.as_str())
    }

    pub(super) fn error(&self, name: &str) -> Option<&str> {
        self.errors.get(name).map(String::as_str)
    }

    /// Says what is wrong with a field, unless something is said already.
    pub(super) fn wrong(&mut self, name: &'static str, text: String) {
        self.errors.entry(name).or_insert(text);
    }

    pub(super) fn is_wrong(&self) -> bool {
        !self.errors.is_empty()
    }

    /// The value as something that it should be; else says so by the field.
    pub(super) fn read<T>(&mut self, name: &'static str, how: impl Fn(&str) -> Option<T>, error: String) -> Option<T> {
        let value = how(self.get(name));
        if value.is_none() {
            self.wrong(name, error);
        }
        value
    }
}
