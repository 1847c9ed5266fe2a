//! A column: its head, what it holds of a row, how it is sorted, and where it is shown.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{ColumnTrait, IntoSimpleExpr, sea_query::SimpleExpr};
use ui::{Cell, Column};

use super::Value;

type Of<'a, R, T> = Box<dyn Fn(&R) -> T + Send + Sync + 'a>;

/// A column of a list of `R`.
#[must_use]
pub struct Col<'a, R> {
    pub(super) key: &'static str,
    title: String,
    number: bool,
    value: Of<'a, R, Value>,
    cell: Option<Of<'a, R, Cell>>,
    pub(super) by: By,
    place: Place,
    summed: bool,
}

/// How a column is sorted.
#[derive(Debug, Clone)]
pub(super) enum By {
    /// Not at all.
    Nothing,
    /// By its value, for rows in memory.
    Value,
    /// By an expression of the database, which may be null.
    Expression(SimpleExpr, bool),
    /// By an expression in a statement of the service's own.
    Sql(&'static str),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Both,
    Page,
    File,
}

impl<'a, R> Col<'a, R> {
    fn new(key: &'static str, title: impl Into<String>, number: bool, value: Of<'a, R, Value>) -> Self {
        let (cell, by) = (None, By::Nothing);
        Self { key, title: title.into(), number, value, cell, by, place: Place::Both, summed: false }
    }

    /// Words.
    pub fn text<V: Into<Option<String>>>(
        key: &'static str,
        title: impl Into<String>,
        of: impl Fn(&R) -> V + Send + Sync + 'a,
    ) -> Self {
        Self::new(key, title, false, Box::new(move |row| of(row).into().map_or(Value::Nothing, Value::Text)))
    }

    /// A count.
    pub fn integer<V: Into<Option<i64>>>(
        key: &'static str,
        title: impl Into<String>,
        of: impl Fn(&R) -> V + Send + Sync + 'a,
    ) -> Self {
        Self::new(key, title, true, Box::new(move |row| of(row).into().map_or(Value::Nothing, Value::Integer)))
    }

    /// An amount in öre; the unit stands in the head: *Belopp, kr*.
    pub fn money<V: Into<Option<i64>>>(
        key: &'static str,
        title: impl Into<String>,
        of: impl Fn(&R) -> V + Send + Sync + 'a,
    ) -> Self {
        Self::new(key, title, true, Box::new(move |row| of(row).into().map_or(Value::Nothing, Value::Money)))
    }

    /// A difference in öre.
    pub fn difference<V: Into<Option<i64>>>(
        key: &'static str,
        title: impl Into<String>,
        of: impl Fn(&R) -> V + Send + Sync + 'a,
    ) -> Self {
        Self::new(key, title, true, Box::new(move |row| of(row).into().map_or(Value::Nothing, Value::Difference)))
    }

    /// A day.
    pub fn day<V: Into<Option<NaiveDate>>>(
        key: &'static str,
        title: impl Into<String>,
        of: impl Fn(&R) -> V + Send + Sync + 'a,
    ) -> Self {
        Self::new(key, title, false, Box::new(move |row| of(row).into().map_or(Value::Nothing, Value::Day)))
    }

    /// A month, by its first day.
    pub fn month<V: Into<Option<NaiveDate>>>(
        key: &'static str,
        title: impl Into<String>,
        of: impl Fn(&R) -> V + Send + Sync + 'a,
    ) -> Self {
        Self::new(key, title, false, Box::new(move |row| of(row).into().map_or(Value::Nothing, Value::Month)))
    }

    /// An instant.
    pub fn time<V: Into<Option<DateTime<Utc>>>>(
        key: &'static str,
        title: impl Into<String>,
        of: impl Fn(&R) -> V + Send + Sync + 'a,
    ) -> Self {
        Self::new(key, title, false, Box::new(move |row| of(row).into().map_or(Value::Nothing, Value::Time)))
    }

    /// Only something to see or do on the page: a button, a form.
    pub fn shown(key: &'static str, title: impl Into<String>, cell: impl Fn(&R) -> Cell + Send + Sync + 'a) -> Self {
        let column = Self::new(key, title, false, Box::new(|_| Value::Nothing)).cell(cell);
        Self { place: Place::Page, ..column }
    }

    /// What the page shows instead of the value: a link, a badge. The file has the value.
    pub fn cell(mut self, cell: impl Fn(&R) -> Cell + Send + Sync + 'a) -> Self {
        self.cell = Some(Box::new(cell));
        self
    }

    /// Only in files.
    pub fn only_file(mut self) -> Self {
        self.place = Place::File;
        self
    }

    /// Sorted by the database, by this column.
    pub fn sort<C: ColumnTrait>(mut self, column: C) -> Self {
        let nullable = column.def().is_null();
        self.by = By::Expression(column.into_simple_expr(), nullable);
        self
    }

    /// Sorted in a statement of the service's own, by this expression.
    pub fn sort_sql(mut self, expression: &'static str) -> Self {
        self.by = By::Sql(expression);
        self
    }

    /// Sorted by its value, for rows that are all in memory ([`super::List::arrange`]).
    pub fn sorts(mut self) -> Self {
        self.by = By::Value;
        self
    }

    /// Summed in the foot, for rows that are all in memory.
    pub fn summed(mut self) -> Self {
        self.summed = true;
        self
    }

    pub(super) fn value(&self, row: &R) -> Value {
        (self.value)(row)
    }

    pub(super) fn sum(&self, rows: &[R]) -> Value {
        if !self.summed {
            return Value::Nothing;
        }
        rows.iter().fold(Value::Nothing, |sum, row| sum.plus(&self.value(row)))
    }

    pub(super) fn is_sorted(&self) -> bool {
        !matches!(self.by, By::Nothing)
    }

    pub(super) fn is_number(&self) -> bool {
        self.number
    }

    pub(super) fn on_page(&self) -> bool {
        self.place != Place::File
    }

    pub(super) fn in_file(&self) -> bool {
        self.place != Place::Page
    }

    pub(super) fn title(&self) -> &str {
        &self.title
    }

    pub(super) fn head(&self) -> Column {
        if self.number { Column::number(&self.title) } else { Column::text(&self.title) }
    }

    pub(super) fn show(&self, row: &R, lang: ui::Lang) -> Cell {
        self.cell.as_ref().map_or_else(|| self.value(row).cell(lang), |cell| cell(row))
    }
}
