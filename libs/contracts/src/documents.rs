//! A document for print and archive, as the program that makes PDF files takes it: the words and figures that stand in it, in
//! order, and what each of them is. How it looks is the program's matter.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The largest document that is taken, in bytes of JSON.
pub const LARGEST: usize = 8 * 1024 * 1024;
/// The program ends with this status when the document is not one that it can set.
pub const REFUSED: i32 = 2;
/// The program ends with this status when the document is larger than [`LARGEST`].
pub const TOO_LARGE: i32 = 3;
/// The program ends with this status when setting took longer than it was given.
pub const TOO_SLOW: i32 = 4;
/// The program ends with this status when it could not read or write.
pub const BROKEN: i32 = 5;

/// A document. The same document gives the same bytes, whenever and wherever it is set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Document {
    /// What it is called where only its name is shown, and its only heading of the first level.
    pub title: String,
    /// What kind of paper it is, at the top: "Faktura".
    pub kind: String,
    /// The language of all its words: `sv` or `en`.
    pub language: String,
    /// Unique among all documents and lasting: the PDF's identifier is made of it.
    pub identifier: String,
    /// The day that it is dated.
    pub date: NaiveDate,
    /// Who it comes from, at the top.
    pub sender: String,
    /// What must be known before anything else, such as that all of it is invented.
    pub notice: Option<String>,
    /// Who it comes from, in full, at the bottom of each page.
    pub footer: Vec<Fact>,
    /// What `{page}` and `{pages}` stand in, at the bottom of each page.
    pub page_label: String,
    /// Its substance in a sentence or two, below the title.
    pub lead: String,
    /// What it consists of, in order.
    pub blocks: Vec<Block>,
    /// What it was made from, for machines.
    pub attachments: Vec<Attachment>,
}

/// A name and what it stands for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fact {
    /// The name.
    pub name: String,
    /// What it stands for.
    pub value: String,
}

impl Fact {
    /// A name and what it stands for.
    pub fn new(name: impl Into<String>, value: impl Into<String>) -> Self {
        Self { name: name.into(), value: value.into() }
    }
}

/// A part of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "camelCase", rename_all_fields = "camelCase", deny_unknown_fields)]
pub enum Block {
    /// A heading of the second level.
    Heading {
        /// Its words.
        text: String,
    },
    /// A paragraph.
    Paragraph {
        /// Its words.
        text: String,
    },
    /// Groups of facts that stand beside one another.
    Groups {
        /// The groups, at most three.
        groups: Vec<Group>,
    },
    /// What the reader must not miss, such as what to pay and when.
    Highlight {
        /// What it is, for who does not see the page.
        caption: String,
        /// At most four facts; the first is the largest.
        facts: Vec<Fact>,
    },
    /// A table.
    Table(Table),
}

/// Facts with a heading of the second level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// The heading.
    pub heading: String,
    /// The facts.
    pub facts: Vec<Fact>,
}

/// A table, whose rows may continue on the next page below the same head.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// What it shows, for who does not see the page.
    pub caption: String,
    /// Its columns; the first one's cells are the heads of their rows.
    pub columns: Vec<Column>,
    /// Its rows, each with as many cells as there are columns.
    pub rows: Vec<Vec<String>>,
    /// The last rows, set apart: sums. Each with as many cells as there are columns.
    pub sums: Vec<Vec<String>>,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// Its head.
    pub head: String,
    /// What stands in it.
    pub kind: ColumnKind,
}

/// What stands in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ColumnKind {
    /// Short words, in no more room than they take.
    Words,
    /// Sentences, which share what room there is.
    Text,
    /// Figures, below one another.
    Number,
}

/// A file within the PDF.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Attachment {
    /// Its name.
    pub name: String,
    /// Such as `application/json`.
    pub media_type: String,
    /// What it is, in the document's language.
    pub description: String,
    /// The file.
    pub content: String,
}

/// Why a document can't be set.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    /// A text that must be there is empty.
    #[error("the document's {0} is empty")]
    Empty(&'static str),
    /// Texts in another language than those that are known.
    #[error("the document's language is \"{0}\": only sv and en are known")]
    Language(String),
    /// Cells without a column, or columns without a cell.
    #[error("a row of the table \"{caption}\" has {cells} cells for {columns} columns")]
    Cells {
        /// The table.
        caption: String,
        /// Cells in the row.
        cells: usize,
        /// The table's columns.
        columns: usize,
    },
    /// More than fits beside one another.
    #[error("there are {0} {1} beside one another: at least one and at most {2}")]
    Beside(usize, &'static str, usize),
}

impl Document {
    /// Whether it can be set.
    ///
    /// # Errors
    /// The first flaw.
    pub fn check(&self) -> Result<(), Flaw> {
        for (name, text) in [("title", &self.title), ("identifier", &self.identifier), ("sender", &self.sender)] {
            if text.trim().is_empty() {
                return Err(Flaw::Empty(name));
            }
        }
        if !["sv", "en"].contains(&self.language.as_str()) {
            return Err(Flaw::Language(self.language.clone()));
        }
        self.blocks.iter().try_for_each(Block::check)
    }
}

impl Block {
    fn check(&self) -> Result<(), Flaw> {
        let beside = |count: usize, what, most| {
            if (1..=most).contains(&count) { Ok(()) } else { Err(Flaw::Beside(count, what, most)) }
        };
        match self {
            Self::Heading { .. } | Self::Paragraph { .. } => Ok(()),
            Self::Groups { groups } => beside(groups.len(), "groups", 3),
            Self::Highlight { facts, .. } => beside(facts.len(), "facts", 4),
            Self::Table(table) => {
                beside(table.columns.len(), "columns", 8)?;
                let columns = table.columns.len();
                let wrong = table.rows.iter().chain(&table.sums).find(|row| row.len() != columns);
                wrong.map_or(Ok(()), |row| {
                    Err(Flaw::Cells { caption: table.caption.clone(), cells: row.len(), columns })
                })
            }
        }
    }
}
