//! Lists: one description of a list's columns and filters, from which follow sorting and filtering by the address, paging, the
//! table with its controls, saved filters, and the whole list as a file for a spreadsheet.
//!
//! A page describes its [`List`], lets it read the address ([`List::read`]), finds the rows ([`Asked::find`] in the database,
//! [`List::arrange`] for the few that are in memory already), and answers ([`List::respond`]): with the page, or with a file when
//! the address says so (`export=csv`, `export=xlsx`). The file is the same list under the same permission, filter and order.

mod archive;
mod asked;
mod column;
mod draw;
mod file;
mod filter;
mod saved;
#[cfg(test)]
mod tests;
mod value;
mod workbook;

use std::collections::BTreeMap;

use axum::response::{Redirect, Response};
use ui::{Empty, Html, Icon, Page};

pub use asked::{Asked, Ends, Found, Slice};
pub use column::Col;
pub use file::MOST_ROWS;
pub use filter::Filter;
pub use saved::{Saved, saved_pages};
pub use value::Value;

use crate::{
    error::{Error, Result},
    page::View,
    sealed,
};

/// The query of an address, as it was written.
pub type Pairs = Vec<(String, String)>;

/// One of two sentences for the audit log: the list is looked at, or it is taken out as a file.
#[must_use]
pub fn either<'a>(pairs: &Pairs, looked: &'a str, taken: &'a str) -> &'a str {
    if has(pairs, "export") { taken } else { looked }
}

/// Whether an address has a parameter, for what a page says after an act.
#[must_use]
pub fn has(pairs: &Pairs, key: &str) -> bool {
    pairs.iter().any(|(name, value)| name == key && !value.is_empty())
}

/// What private filters are encrypted for.
const SEARCHED: &str = "platform/searched";
/// Rows on a page unless the address or the list says otherwise.
const ROWS: u64 = 25;

/// The description of a list of `R`.
#[must_use]
pub struct List<'a, R> {
    view: &'a View,
    path: String,
    file: String,
    title: String,
    columns: Vec<Col<'a, R>>,
    filters: Vec<Filter>,
    start: String,
    rows: u64,
    export: bool,
    empty: Option<Empty>,
}

impl<'a, R> List<'a, R> {
    /// A list at an address; the title is the card's heading and the table's caption. Without more it is exported under the
    /// path's words: `/bibblix/loans` as `bibblix-loans`.
    pub fn new(view: &'a View, path: impl Into<String>, title: impl Into<String>) -> Self {
        let path = path.into();
        let file = path.trim_matches('/').replace('/', "-");
        Self {
            view,
            path,
            file,
            title: title.into(),
            columns: Vec::new(),
            filters: Vec::new(),
            start: String::new(),
            rows: ROWS,
            export: true,
            empty: None,
        }
    }

    /// Adds a column.
    pub fn column(mut self, column: Col<'a, R>) -> Self {
        self.columns.push(column);
        self
    }

    /// Adds a column, if there is one for who is looking.
    pub fn column_if(self, column: Option<Col<'a, R>>) -> Self {
        match column {
            Some(column) => self.column(column),
            None => self,
        }
    }

    /// Adds a filter.
    pub fn filter(mut self, filter: Filter) -> Self {
        self.filters.push(filter);
        self
    }

    /// How many rows each choice of a filter leaves, when that is known only after the address was read.
    pub fn counts<'k>(mut self, key: &str, all: u64, counts: impl IntoIterator<Item = (&'k str, u64)>) -> Self {
        let counts: Vec<(&str, u64)> = counts.into_iter().collect();
        for filter in self.filters.iter_mut().filter(|filter| filter.key == key) {
            filter.all.1 = Some(all);
            for choice in &mut filter.options {
                choice.count = counts.iter().find(|(value, _)| *value == choice.value).map(|(_, count)| *count);
            }
        }
        self
    }

    /// How the list is sorted when the address says nothing: a column's key, with `-` before it for the largest first.
    pub fn start(mut self, sort: impl Into<String>) -> Self {
        self.start = sort.into();
        self
    }

    /// Rows on a page.
    pub fn rows(mut self, rows: u64) -> Self {
        self.rows = rows;
        self
    }

    /// The file's name, without its end.
    pub fn file(mut self, name: impl Into<String>) -> Self {
        self.file = name.into();
        self
    }

    /// A list that leaves the portal in no file.
    pub fn no_export(mut self) -> Self {
        self.export = false;
        self
    }

    /// What stands instead of rows when nothing is filtered away.
    pub fn empty(mut self, icon: Icon, text: impl Into<String>) -> Self {
        self.empty = Some(Empty::new(icon, text));
        self
    }

    /// Reads the address. On a page, what it can't mean is left out and told above the list; a file would not tell, so there it is
    /// refused.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a file with a filter or an order that does not exist; [`Error::NotFound`] for a file of a list that
    /// is in no file.
    pub fn read(&self, pairs: &Pairs) -> Result<Asked> {
        let asked = self.opened(pairs);
        if asked.is_file() && !self.export {
            return Err(Error::NotFound);
        }
        match asked.unknown.first() {
            Some(property) if asked.is_file() => Err(Error::invalid(
                property,
                "this list has no such order, filter or file: take the address from its page",
            )),
            _ => Ok(asked),
        }
    }

    /// The address, and what its private filters say.
    fn opened(&self, pairs: &Pairs) -> Asked {
        let (ctx, mut plain, mut kept, mut unknown) = (&self.view.ctx, pairs.clone(), BTreeMap::new(), Vec::new());
        for filter in self.filters.iter().filter(|filter| filter.is_private()) {
            for (_, value) in plain.iter_mut().filter(|(key, value)| key == filter.key && !value.is_empty()) {
                let opened = sealed::open(ctx, SEARCHED, &self.path, value).ok();
                let opened = opened.and_then(|text| String::from_utf8(text).ok());
                if opened.is_none() {
                    unknown.push(filter.key);
                }
                kept.insert(filter.key, std::mem::replace(value, opened.unwrap_or_default()));
            }
        }
        let mut asked = Asked::parse(self, &plain);
        asked.sealed = kept;
        asked.unknown.extend(unknown);
        asked
    }

    /// Where the form leads that was sent to `<path>/search`: the list, with what its private filters say encrypted.
    ///
    /// # Errors
    /// When the installation's secret can't be read.
    pub fn found(&self, sent: &Pairs) -> Result<Redirect> {
        let mut asked = Asked::parse(self, sent);
        for filter in self.filters.iter().filter(|filter| filter.is_private()) {
            if let Some(text) = asked.get(filter.key) {
                let sealed = sealed::seal(&self.view.ctx, SEARCHED, &self.path, text.as_bytes())?;
                asked.sealed.insert(filter.key, sealed);
            }
        }
        Ok(Redirect::to(&asked.address(&[])))
    }

    /// Sorts and pages rows that are all in memory: for lists that are short by nature.
    ///
    /// # Errors
    /// As [`Asked::slice`].
    pub fn arrange(&self, asked: &Asked, mut rows: Vec<R>) -> Result<Found<R>> {
        let total = rows.len() as u64;
        if let Some(column) = self.columns.iter().find(|column| column.key == asked.key) {
            rows.sort_by_cached_key(|row| column.value(row).key(asked.descending));
        }
        let sums = self.columns.iter().filter(|column| column.on_page()).map(|column| column.sum(&rows)).collect();
        let slice = asked.slice(total)?;
        let skip = usize::try_from(slice.offset).unwrap_or(usize::MAX);
        let take = usize::try_from(slice.limit).unwrap_or(usize::MAX);
        let rows = rows.into_iter().skip(skip).take(take).collect();
        Ok(Found { rows, total, page: slice.page, sums: Some(sums), ends: None })
    }

    /// The answer: the page that `page` builds around the list, or the file that was asked for.
    ///
    /// # Errors
    /// When the file can't be made.
    pub async fn respond(
        &self,
        asked: Asked,
        found: Found<R>,
        saved: Saved,
        page: impl FnOnce(Html) -> Page,
    ) -> Result<Response> {
        if let Some(format) = asked.file {
            return self.send(format, &found.rows).await;
        }
        let page = page(self.html(&asked, &found, &saved));
        Ok(self.view.page(if self.filters.iter().any(Filter::in_form) { page.swift() } else { page }))
    }
}
