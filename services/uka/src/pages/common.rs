//! What several pages draw: fields with what was sent and what was wrong, a refusal in plain words, the state of a case.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use platform::{Rule, View};
use ui::{Badge, Cell, Choice, Field, Icon, format};

use crate::{domain::refusal::Refusal, entities::youth, register};

/// A sent form.
pub(super) type Sent = HashMap<String, String>;

/// What was sent with a form and what is wrong with it.
#[derive(Debug, Default)]
pub(super) struct Said {
    /// Which of the page's forms.
    pub form: &'static str,
    pub sent: Sent,
    pub errors: HashMap<&'static str, String>,
    /// What concerns no single field.
    pub whole: Option<String>,
}

impl Said {
    pub(super) fn new(form: &'static str, sent: Sent) -> Self {
        Self { form, sent, ..Self::default() }
    }

    pub(super) fn is_good(&self) -> bool {
        self.errors.is_empty() && self.whole.is_none()
    }

    /// What was sent in a field, trimmed.
    pub(super) fn get(&self, field: &str) -> &str {
        self.sent.get(field).map_or("", |text| text.trim())
    }

    /// A field's day; the given one when it was left empty.
    pub(super) fn day(&mut self, view: &View, field: &'static str, empty: Option<NaiveDate>) -> Option<NaiveDate> {
        let text = self.get(field);
        if text.is_empty() {
            return empty;
        }
        let day = text.parse().ok();
        if day.is_none() {
            self.errors.insert(field, view.t("uka-day-wrong"));
        }
        day
    }

    /// A field's code out of a list.
    pub(super) fn code<T>(&mut self, view: &View, field: &'static str, parse: fn(&str) -> Option<T>) -> Option<T> {
        let code = parse(self.get(field));
        if code.is_none() {
            self.errors.insert(field, view.t("uka-choice-wrong"));
        }
        code
    }

    /// Puts a refusal by its field, or before the form.
    pub(super) fn refuse(&mut self, view: &View, refused: &Refusal) {
        let text = refusal(view, refused);
        match refused.field() {
            Some(field) => {
                self.errors.insert(field, text);
            }
            None => self.whole = Some(text),
        }
    }

    /// A field of one of the page's forms, with what was sent in it and what is wrong.
    pub(super) fn dress(&self, form: &'static str, name: &'static str, field: Field, otherwise: &str) -> Field {
        if self.form != form {
            return field.value(otherwise);
        }
        field.value(self.get(name)).error_if(self.errors.get(name).cloned())
    }
}

/// A list of codes to choose from, nothing chosen.
pub(super) fn select(view: &View, name: &'static str, label: &str, list: &str, codes: &[&'static str]) -> Field {
    let choices = codes.iter().map(|code| Choice::new(*code, view.t(&format!("uka-{list}-{code}"))));
    Field::select(name, view.t(label), choices.collect::<Vec<_>>())
}

/// A refusal in plain words: what forbids it, and what to do.
pub(super) fn refusal(view: &View, refusal: &Refusal) -> String {
    let key = format!("uka-refusal-{}", refusal.code());
    let day = |day: NaiveDate| ui::Arg::from(format::day_long(view.lang, day));
    match refusal {
        Refusal::NotSubscribed(_) => view.not_subscribed(),
        Refusal::OverAge { turned: at }
        | Refusal::ContactInFuture { today: at }
        | Refusal::BeforeCase { opened: at }
        | Refusal::FollowUpInPast { today: at }
        | Refusal::EndsBeforeStart { starts: at }
        | Refusal::CaseClosed { closed: at }
        | Refusal::NotTwentyYet { turns: at } => view.ta(&key, &[("day", day(*at))]),
        Refusal::UnderAge { from } => view.ta(&key, &[("year", from.to_string().into())]),
        _ => view.t(&key),
    }
}

/// A day in a table, which stays on one line in a narrow column: its hyphens do not break.
pub(super) fn table_day(day: NaiveDate) -> Cell {
    Cell::text(format::day(day).replace('-', "\u{2011}"))
}

/// Where a case stands, as a word with an icon.
pub(super) fn badge(view: &View, row: &youth::Model, now: DateTime<Utc>) -> Badge {
    if row.closed_at.is_some() {
        let word = view.t(&format!("uka-closing-{}", row.closing.as_deref().unwrap_or("registered-in-error")));
        return Badge::neutral(word).icon(Icon::Check);
    }
    if register::is_overdue(row, now) {
        return Badge::warning(view.t("uka-badge-overdue")).icon(Icon::Clock);
    }
    Badge::good(view.t("uka-badge-open"))
}
