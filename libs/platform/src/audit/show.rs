//! A row of the log in words: who, what, and what it was before and after.

use std::collections::BTreeMap;

use serde_json::Value;
use uuid::Uuid;

use crate::{page::View, store::system::audit};

/// A row and what those in it are called.
#[derive(Clone)]
pub struct Shown {
    /// It.
    pub row: audit::Model,
    /// Whose log it stands in.
    pub service: &'static str,
    /// Who did it.
    pub who: String,
    /// Whether that may be told by an id and searched for: nobody outside the organisation is followed through its log.
    pub known: bool,
    /// What was done.
    pub act: String,
    /// What was before.
    pub before: Option<String>,
    /// What was after.
    pub after: Option<String>,
    /// What else was noted.
    pub more: Option<String>,
}

impl Shown {
    /// In the words of the page.
    pub fn new(view: &View, service: &'static str, row: audit::Model, names: &BTreeMap<String, String>) -> Self {
        let (before, after, more) = told(view, &row.detail);
        let known = names.contains_key(&row.actor) || row.actor.starts_with("system:");
        Self {
            known,
            who: who(view, &row.actor, names),
            act: act(view, &row.action),
            before,
            after,
            more,
            row,
            service,
        }
    }
}

/// Who acted: by name where the organisation has her, else what she is.
pub fn who(view: &View, actor: &str, names: &BTreeMap<String, String>) -> String {
    if let Some(name) = names.get(actor) {
        return name.clone();
    }
    match actor.split_once(':') {
        Some(("person", _)) => view.t("audit-who-person"),
        Some(("client", _)) => view.t("audit-who-client"),
        Some(("system", _)) => view.t("audit-who-system"),
        _ => actor.to_owned(),
    }
}

fn short(id: &str) -> String {
    let end: String = id.chars().rev().take(6).collect();
    end.chars().rev().collect()
}

/// What was done: the act's text (`bibblix.loan.start` has `audit-bibblix-loan-start`, a service's own reads perhaps a text that its
/// pages have already), or else its name.
pub fn act(view: &View, action: &str) -> String {
    let across = action.strip_suffix(".across");
    let name = action.replace('.', "-");
    let mut keys = [format!("audit-{name}"), name].into_iter();
    if let Some(key) = keys.find(|key| view.ctx.site.texts.has(view.lang, key)) {
        return view.t(&key);
    }
    across.map_or_else(|| action.to_owned(), |permission| view.ta("audit-across", &[("permission", permission.into())]))
}

/// An object as it is said on a page: an id by its end.
pub fn object(object: &str) -> String {
    if object.parse::<Uuid>().is_ok() { format!("…{}", short(object)) } else { object.to_owned() }
}

/// What was before, what after, and what else was noted.
fn told(view: &View, detail: &str) -> (Option<String>, Option<String>, Option<String>) {
    match serde_json::from_str::<Value>(detail) {
        Ok(Value::Object(mut fields)) => {
            let mut take = |key: &str| fields.remove(key).and_then(|value| said(view, &value));
            let (before, after) = (take("before"), take("after"));
            (before, after, said(view, &Value::Object(fields)))
        }
        Ok(other) => (None, None, said(view, &other)),
        Err(_) => (None, None, Some(detail.to_owned())),
    }
}

/// A value in words; none when it says nothing.
fn said(view: &View, value: &Value) -> Option<String> {
    let words = match value {
        Value::Null => return None,
        Value::Bool(yes) => view.t(if *yes { "audit-yes" } else { "audit-no" }),
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.clone(),
        Value::Array(values) => values.iter().filter_map(|value| said(view, value)).collect::<Vec<_>>().join(", "),
        Value::Object(fields) => {
            let field = |(key, value): (&String, &Value)| Some(format!("{}: {}", name(view, key), said(view, value)?));
            fields.iter().filter_map(field).collect::<Vec<_>>().join("; ")
        }
    };
    (!words.is_empty()).then_some(words)
}

/// What a noted field is called.
fn name(view: &View, key: &str) -> String {
    let text = format!("audit-field-{}", key.to_lowercase());
    if view.ctx.site.texts.has(view.lang, &text) { view.t(&text) } else { key.to_owned() }
}
