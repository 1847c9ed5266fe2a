//! Tables: a caption outside the region that scrolls, numbers to the right, the first column as row headers.

use askama::Template;

use crate::components::slug;
use crate::html::components;
use crate::{Badge, Href, Html, Lang, TextLink, format};

/// A column's head.
#[must_use]
#[derive(Clone, Debug)]
pub struct Column {
    label: String,
    number: bool,
    sort: Option<(Href, Order)>,
}

/// How a column is sorted now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Not by this column.
    None,
    /// Smallest first.
    Ascending,
    /// Largest first.
    Descending,
}

/// The content of a cell. Any text, component or [`Html`] becomes a cell; the constructors cover what needs a format.
#[must_use]
#[derive(Clone, Debug, Default)]
pub struct Cell(Html);

/// A table with a caption.
#[must_use]
#[derive(Clone, Debug, Template)]
#[template(path = "table.html")]
pub struct Table {
    lang: Lang,
    id: String,
    caption: String,
    caption_hidden: bool,
    columns: Vec<Column>,
    rows: Vec<Vec<Cell>>,
    totals: Option<Vec<Cell>>,
    empty: Html,
    count: bool,
}

impl Column {
    /// A column of words, to the left.
    pub fn text(label: impl Into<String>) -> Self {
        Self { label: label.into(), number: false, sort: None }
    }

    /// A column of numbers, to the right; the unit stands in the label: *Ny, kr*.
    pub fn number(label: impl Into<String>) -> Self {
        Self { number: true, ..Self::text(label) }
    }

    /// The label becomes a link that sorts, leading to the other order if it is already sorted by this column.
    pub fn sort(mut self, href: impl Into<Href>, now: Order) -> Self {
        self.sort = Some((href.into(), now));
        self
    }
}

impl Order {
    fn aria(self) -> Option<&'static str> {
        match self {
            Order::None => None,
            Order::Ascending => Some("ascending"),
            Order::Descending => Some("descending"),
        }
    }

    fn word(self) -> &'static str {
        match self {
            Order::None => "ui-sort",
            Order::Ascending => "ui-sorted-ascending",
            Order::Descending => "ui-sorted-descending",
        }
    }
}

impl Cell {
    /// Plain text.
    pub fn text(text: impl AsRef<str>) -> Self {
        Self(Html::text(text.as_ref()))
    }

    /// A link.
    pub fn link(label: impl Into<String>, href: impl Into<Href>) -> Self {
        Self(TextLink::new(label, href).into())
    }

    /// An amount in öre: `1 234,50`.
    pub fn money(ore: i64) -> Self {
        Self(format::money(ore).into())
    }

    /// A difference in öre with its sign: `+1 234,50`.
    pub fn signed(ore: i64) -> Self {
        Self(format::signed(ore).into())
    }

    /// A whole number: `19 840`.
    pub fn integer(number: i64) -> Self {
        Self(format::integer(number).into())
    }

    /// A status.
    pub fn badge(badge: Badge) -> Self {
        Self(badge.into())
    }

    /// Nothing to say in this cell.
    pub fn empty() -> Self {
        Self::default()
    }

    fn html(&self) -> &Html {
        &self.0
    }
}

impl<T: Into<Html>> From<T> for Cell {
    fn from(content: T) -> Self {
        Self(content.into())
    }
}

impl Table {
    /// A table; the caption says what it holds and stands above it. Its id is made from the caption.
    pub fn new(lang: Lang, caption: impl Into<String>) -> Self {
        let caption = caption.into();
        Self {
            lang,
            id: slug(&caption),
            caption,
            caption_hidden: false,
            columns: Vec::new(),
            rows: Vec::new(),
            totals: None,
            empty: Html::new(),
            count: false,
        }
    }

    /// Another id than the caption's own, for live parts.
    pub fn id(mut self, id: impl AsRef<str>) -> Self {
        self.id = slug(id.as_ref());
        self
    }

    /// The caption is only for screen readers: the card's heading says the same.
    pub fn caption_hidden(mut self) -> Self {
        self.caption_hidden = true;
        self
    }

    /// Adds a column.
    pub fn column(mut self, column: Column) -> Self {
        self.columns.push(column);
        self
    }

    /// Adds a row; its first cell is the row's header. Cells beyond the columns are left out and missing ones are empty.
    pub fn row(mut self, cells: impl IntoIterator<Item = Cell>) -> Self {
        let row = self.fitted(cells);
        self.rows.push(row);
        self
    }

    /// Sums in the foot; the first cell is the word *Summa* and the given ones follow.
    pub fn totals(mut self, cells: impl IntoIterator<Item = Cell>) -> Self {
        let word = Cell::text(self.lang.own("ui-table-total"));
        let row = self.fitted([word].into_iter().chain(cells));
        self.totals = Some(row);
        self
    }

    /// What stands instead of rows: an [`Empty`](crate::Empty), or text.
    pub fn empty(mut self, empty: impl Into<Html>) -> Self {
        self.empty = empty.into();
        self
    }

    /// Shows the number of rows beside the caption.
    pub fn count(mut self) -> Self {
        self.count = true;
        self
    }

    fn fitted(&self, cells: impl IntoIterator<Item = Cell>) -> Vec<Cell> {
        let mut row: Vec<Cell> = cells.into_iter().take(self.columns.len()).collect();
        row.resize(self.columns.len(), Cell::empty());
        row
    }

    /// The class of the cell in a column.
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "templates pass references")]
    fn class(&self, index: &usize) -> Html {
        let number = self.columns.get(*index).is_some_and(|column| column.number);
        Html::trusted(if number { " class=\"number\"".to_owned() } else { String::new() })
    }

    fn count_text(&self) -> String {
        self.lang.own_with("ui-table-count", &[("count", self.rows.len().into())])
    }
}

components!(Table);
