//! What an address asks of a list: filters, order, page, perhaps a file; and the rows that answer it.

use std::collections::BTreeMap;

use sea_orm::{
    ConnectionTrait, EntityTrait, IntoSimpleExpr, Order, PaginatorTrait, QueryOrder, QuerySelect, Select,
    sea_query::NullOrdering,
};
use ui::url;

use super::{
    Filter, List,
    column::By,
    file::{Format, MOST_ROWS},
};
use crate::error::{Error, Result};

/// The most rows on a page that an address may ask for.
const MOST_ON_A_PAGE: u64 = 100;

/// What an address asks of a list.
#[derive(Debug, Clone)]
pub struct Asked {
    path: String,
    /// Filters that are chosen, by their key, in the list's order.
    chosen: Vec<(&'static str, String)>,
    /// What addresses say for the value of a private filter.
    pub(super) sealed: BTreeMap<&'static str, String>,
    /// Those that hold although the address does not say so.
    starts: BTreeMap<&'static str, String>,
    /// Key of the column that it is sorted by; empty when the list has no order to choose.
    pub(super) key: &'static str,
    pub(super) descending: bool,
    by: By,
    start: String,
    page: u64,
    limit: u64,
    usual: u64,
    pub(super) file: Option<Format>,
    /// Parameters with a value that does not exist.
    pub(super) unknown: Vec<&'static str>,
}

/// What an address may ask of a list.
pub(super) struct Shape<'a> {
    pub path: &'a str,
    pub filters: &'a [Filter],
    pub sorts: Vec<(&'static str, By)>,
    pub start: &'a str,
    pub rows: u64,
}

/// Rows of a list, and how many there are in all.
#[derive(Debug, Clone)]
pub struct Found<R> {
    /// The page's rows, or a file's.
    pub rows: Vec<R>,
    /// All rows that the filter leaves.
    pub total: u64,
    pub(super) page: u64,
    pub(super) sums: Option<Vec<super::Value>>,
    pub(super) ends: Option<Ends>,
}

/// Where a list goes on that is read on from a place in time, so that its pages have no numbers: parameters and values.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ends {
    /// To newer rows, where there are any.
    pub newer: Option<(&'static str, String)>,
    /// To older ones.
    pub older: Option<(&'static str, String)>,
}

/// Which rows of the list are to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slice {
    /// How many.
    pub limit: u64,
    /// How many before them.
    pub offset: u64,
    /// The page that it is, within the list.
    pub page: u64,
}

impl<R> Found<R> {
    /// Rows that the service has read itself, by the [`Slice`] that it was given.
    pub fn new(rows: Vec<R>, total: u64, slice: Slice) -> Self {
        Self { rows, total, page: slice.page, sums: None, ends: None }
    }

    /// Rows between two places in time.
    pub fn between(rows: Vec<R>, ends: Ends) -> Self {
        Self { total: rows.len() as u64, rows, page: 1, sums: None, ends: Some(ends) }
    }

    /// The same with each row as something else: with names looked up, for instance.
    pub fn map<S>(self, into: impl FnMut(R) -> S) -> Found<S> {
        let Self { rows, total, page, sums, ends } = self;
        Found { rows: rows.into_iter().map(into).collect(), total, page, sums, ends }
    }
}

impl Asked {
    pub(super) fn parse<R>(list: &List<'_, R>, pairs: &super::Pairs) -> Self {
        let sorted = list.columns.iter().filter(|column| column.is_sorted());
        let sorts = sorted.map(|column| (column.key, column.by.clone())).collect();
        let (path, filters, start) = (list.path.as_str(), list.filters.as_slice(), list.start.as_str());
        Self::of(&Shape { path, filters, sorts, start, rows: list.rows }, pairs)
    }

    pub(super) fn of(list: &Shape<'_>, pairs: &super::Pairs) -> Self {
        let value = |key: &str| {
            let found = pairs.iter().find(|(name, value)| name == key && !value.is_empty());
            found.map_or("", |(_, value)| value.as_str())
        };
        let mut unknown = Vec::new();
        let (mut chosen, mut starts) = (Vec::new(), BTreeMap::new());
        for filter in list.filters {
            match filter.take(value(filter.key)) {
                Some(taken) if !taken.is_empty() => chosen.push((filter.key, taken)),
                Some(_) => {}
                None if value(filter.key).is_empty() => {}
                None => unknown.push(filter.key),
            }
            if !filter.start.is_empty() {
                starts.insert(filter.key, filter.start.clone());
            }
        }
        let sort = value("sort");
        let column = |sort: &str| {
            let (key, descending) = sort.strip_prefix('-').map_or((sort, false), |key| (key, true));
            let found = list.sorts.iter().find(|(name, _)| *name == key);
            found.map(|(name, by)| (*name, descending, by.clone()))
        };
        let sorted = column(sort);
        if sorted.is_none() && !sort.is_empty() {
            unknown.push("sort");
        }
        let (key, descending, by) = sorted.or_else(|| column(list.start)).unwrap_or(("", false, By::Nothing));
        let file = Format::parse(value("export"));
        if file.is_none() && !value("export").is_empty() {
            unknown.push("export");
        }
        let most = list.rows.max(MOST_ON_A_PAGE);
        Self {
            path: list.path.to_owned(),
            chosen,
            sealed: BTreeMap::new(),
            starts,
            key,
            descending,
            by,
            start: list.start.to_owned(),
            page: value("page").parse().unwrap_or(1).clamp(1, 1_000_000),
            limit: value("limit").parse().unwrap_or(list.rows).clamp(1, most),
            usual: list.rows,
            file,
            unknown,
        }
    }

    /// The value of a filter, if one is chosen.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&str> {
        let chosen = self.chosen.iter().find(|(name, _)| *name == key).map(|(_, value)| value.as_str());
        chosen.or_else(|| self.starts.get(key).map(String::as_str))
    }

    /// The keys of the filters that are chosen: what a log may say of a search whose values it may not.
    #[must_use]
    pub fn told(&self) -> Vec<&'static str> {
        self.chosen.iter().map(|(key, _)| *key).collect()
    }

    /// Whether a file is asked for.
    #[must_use]
    pub fn is_file(&self) -> bool {
        self.file.is_some()
    }

    /// Which rows to read of so many. A page beyond the last is the last.
    ///
    /// # Errors
    /// A rule, when a file would have more than [`MOST_ROWS`] rows: one that ends early would be taken for the whole.
    pub fn slice(&self, total: u64) -> Result<Slice> {
        if self.is_file() {
            if total > MOST_ROWS {
                let detail =
                    format!("the list has {total} rows and a file takes {MOST_ROWS}: choose a narrower filter");
                return Err(Error::rule("export-too-large", detail));
            }
            return Ok(Slice { limit: MOST_ROWS, offset: 0, page: 1 });
        }
        let page = self.page.min(total.div_ceil(self.limit).max(1));
        Ok(Slice { limit: self.limit, offset: (page - 1) * self.limit, page })
    }

    /// The rows of a select, counted, sorted and paged by the database; `tie` decides between equal ones.
    ///
    /// # Errors
    /// As [`Self::slice`], and when the database does not answer.
    pub async fn find<E, C>(
        &self,
        select: Select<E>,
        tie: impl IntoSimpleExpr + Send,
        db: &C,
    ) -> Result<Found<E::Model>>
    where
        E: EntityTrait,
        E::Model: Send + Sync,
        C: ConnectionTrait,
    {
        let total = select.clone().count(db).await?;
        self.find_counted(select, total, tie, db).await
    }

    /// As [`Self::find`], for rows whose number is known from somewhere cheaper than counting them.
    ///
    /// # Errors
    /// As [`Self::find`].
    pub async fn find_counted<E, C>(
        &self,
        select: Select<E>,
        total: u64,
        tie: impl IntoSimpleExpr + Send,
        db: &C,
    ) -> Result<Found<E::Model>>
    where
        E: EntityTrait,
        E::Model: Send + Sync,
        C: ConnectionTrait,
    {
        let tie = tie.into_simple_expr();
        let slice = self.slice(total)?;
        let order = || if self.descending { Order::Desc } else { Order::Asc };
        let sorted = match &self.by {
            By::Expression(expression, true) => {
                select.order_by_with_nulls(expression.clone(), order(), NullOrdering::Last)
            }
            // Without a word on nulls an index gives the rows in order.
            By::Expression(expression, false) => select.order_by(expression.clone(), order()),
            _ => select,
        };
        let paged = sorted.order_by(tie, order()).offset(slice.offset).limit(slice.limit);
        Ok(Found::new(paged.all(db).await?, total, slice))
    }

    /// The order of a statement of the service's own, after `ORDER BY`: only expressions that the list's columns name.
    #[must_use]
    pub fn order_sql(&self, tie: &str) -> String {
        match self.by {
            By::Sql(expression) => {
                let direction = if self.descending { "DESC" } else { "ASC" };
                format!("{expression} {direction} NULLS LAST, {tie}")
            }
            _ => tie.to_owned(),
        }
    }

    /// Whether something is chosen that is worth a name.
    pub(super) fn is_narrowed(&self) -> bool {
        !self.pairs().is_empty()
    }

    pub(super) fn sort(&self) -> String {
        if self.key.is_empty() {
            String::new()
        } else {
            format!("{}{}", if self.descending { "-" } else { "" }, self.key)
        }
    }

    /// The parameters that make this list this one, shortest form.
    pub(super) fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = self.chosen.clone();
        pairs.retain(|(key, value)| self.starts.get(key) != Some(value));
        for (key, value) in &mut pairs {
            if let Some(sealed) = self.sealed.get(key) {
                value.clone_from(sealed);
            }
        }
        let sort = self.sort();
        if sort != self.start {
            pairs.push(("sort", sort));
        }
        if self.limit != self.usual {
            pairs.push(("limit", self.limit.to_string()));
        }
        pairs
    }

    /// The list's address, with some parameters otherwise; an empty value takes one away.
    pub(super) fn address(&self, otherwise: &[(&str, &str)]) -> String {
        let mut pairs: Vec<(&str, String)> = self.pairs();
        for (key, value) in otherwise {
            pairs.retain(|(name, _)| name != key);
            let usual =
                self.starts.get(key).is_some_and(|start| start == value) || (*key == "sort" && *value == self.start);
            if !usual {
                pairs.push((key, (*value).to_owned()));
            }
        }
        let pairs: Vec<(&str, &str)> = pairs.iter().map(|(name, value)| (*name, value.as_str())).collect();
        url(&self.path, &pairs)
    }

    pub(super) fn limit(&self) -> u64 {
        self.limit
    }
}
