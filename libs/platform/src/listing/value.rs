//! What a cell holds: one value, printed for people, for Swedish spreadsheets, and compared in Swedish order.

use chrono::{DateTime, NaiveDate, Utc};
use ui::{Cell, Lang, format};

/// A cell's value.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Value {
    /// Nothing to say.
    #[default]
    Nothing,
    /// Words.
    Text(String),
    /// A count.
    Integer(i64),
    /// An amount in öre.
    Money(i64),
    /// A difference in öre, shown with its sign.
    Difference(i64),
    /// A day.
    Day(NaiveDate),
    /// A month, by its first day.
    Month(NaiveDate),
    /// An instant, shown in Swedish time.
    Time(DateTime<Utc>),
}

/// What values are sorted by; no value comes last whatever the direction.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Key {
    Rising(Comparable),
    Falling(std::cmp::Reverse<Comparable>),
    Nothing,
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Comparable {
    Number(i64),
    Text(Vec<u32>),
}

impl Value {
    pub(super) fn key(&self, descending: bool) -> Key {
        let comparable = match self {
            Self::Nothing => return Key::Nothing,
            Self::Text(text) => Comparable::Text(format::collation_key(text)),
            Self::Integer(number) | Self::Money(number) | Self::Difference(number) => Comparable::Number(*number),
            Self::Day(day) | Self::Month(day) => {
                Comparable::Number(day.signed_duration_since(NaiveDate::default()).num_days())
            }
            Self::Time(at) => Comparable::Number(at.timestamp_micros()),
        };
        if descending { Key::Falling(std::cmp::Reverse(comparable)) } else { Key::Rising(comparable) }
    }

    /// For people.
    pub(super) fn cell(&self, lang: Lang) -> Cell {
        match self {
            Self::Nothing => Cell::empty(),
            Self::Text(text) => Cell::text(text),
            Self::Integer(number) => Cell::integer(*number),
            Self::Money(ore) => Cell::money(*ore),
            Self::Difference(ore) => Cell::signed(*ore),
            Self::Day(day) => Cell::from(ui::date_tag(*day)),
            Self::Month(month) => {
                use chrono::Datelike;
                Cell::text(format::month(lang, month.year(), month.month()))
            }
            Self::Time(at) => Cell::from(ui::minute_tag(*at)),
        }
    }

    /// For a file of text: numbers without spaces, a decimal comma, days and times that sort.
    pub(super) fn plain(&self) -> String {
        match self {
            Self::Nothing => String::new(),
            Self::Text(text) => text.clone(),
            Self::Integer(number) => number.to_string(),
            Self::Money(ore) | Self::Difference(ore) => {
                let sign = if *ore < 0 { "-" } else { "" };
                format!("{sign}{},{:02}", ore.unsigned_abs() / 100, ore.unsigned_abs() % 100)
            }
            Self::Day(day) => format::day(*day),
            Self::Month(month) => month.format("%Y-%m").to_string(),
            Self::Time(at) => format::minute(*at).replace('\u{a0}', " "),
        }
    }

    /// The sum of two, where that means something.
    pub(super) fn plus(self, other: &Self) -> Self {
        match (self, other) {
            (Self::Nothing, other) => other.clone(),
            (Self::Integer(one), Self::Integer(two)) => Self::Integer(one.saturating_add(*two)),
            (Self::Money(one), Self::Money(two)) => Self::Money(one.saturating_add(*two)),
            (Self::Difference(one), Self::Difference(two)) => Self::Difference(one.saturating_add(*two)),
            (this, _) => this,
        }
    }
}
