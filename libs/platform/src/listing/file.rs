//! A list as a file: CSV the way Swedish spreadsheets read it, or a workbook with numbers as numbers and days as days.

use anyhow::Context as _;
use axum::{
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use tokio::sync::Semaphore;
use ui::format;

use super::{List, Value, workbook::workbook};
use crate::error::Result;

/// The most rows of a file.
pub const MOST_ROWS: u64 = 50_000;
/// How many workbooks are made at once: each is whole in memory until it is sent.
static MAKING: Semaphore = Semaphore::const_new(2);

/// Which file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Csv,
    Xlsx,
}

impl Format {
    pub(super) fn parse(name: &str) -> Option<Self> {
        match name {
            "csv" => Some(Self::Csv),
            "xlsx" => Some(Self::Xlsx),
            _ => None,
        }
    }

    const fn end(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
        }
    }

    const fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }
}

impl<R> List<'_, R> {
    /// The list's rows as a file. Invented data says so in its name and in each row.
    pub(super) async fn send(&self, format: Format, rows: &[R]) -> Result<Response> {
        let columns: Vec<_> = self.columns.iter().filter(|column| column.in_file()).collect();
        let mut heads: Vec<String> = columns.iter().map(|column| column.title().to_owned()).collect();
        let mut lines: Vec<Vec<Value>> =
            rows.iter().map(|row| columns.iter().map(|column| column.value(row)).collect()).collect();
        let demonstration = self.view.ctx.site.demonstration;
        if demonstration {
            heads.push(self.view.t("list-note"));
            let note = self.view.t("list-demonstration");
            for line in &mut lines {
                line.push(Value::Text(note.clone()));
            }
        }
        let today = format::date(self.view.ctx.clock.now());
        let prefix = if demonstration { "demonstration-" } else { "" };
        let name = format!("{prefix}{}-{today}.{}", self.file, format.end());
        let bytes = match format {
            Format::Csv => csv(&heads, &lines).into_bytes(),
            Format::Xlsx => {
                let _place = MAKING.acquire().await.map_err(anyhow::Error::new)?;
                let title = self.title.clone();
                let made = tokio::task::spawn_blocking(move || workbook(&title, &heads, &lines)).await;
                made.context("making a workbook")?.context("making a workbook")?
            }
        };
        let mut response = bytes.into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(format.media_type()));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        let name = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")).context("the file's name")?;
        headers.insert(header::CONTENT_DISPOSITION, name);
        Ok(response)
    }
}

/// Lines with `;` between the fields, UTF-8 with a byte order mark, each ended by CRLF.
pub(super) fn csv(heads: &[String], lines: &[Vec<Value>]) -> String {
    let mut text = String::from('\u{feff}');
    let heads = heads.iter().map(|head| quoted(head, true));
    push_line(&mut text, heads);
    for line in lines {
        push_line(&mut text, line.iter().map(|value| quoted(&value.plain(), matches!(value, Value::Text(_)))));
    }
    text
}

fn push_line(text: &mut String, fields: impl Iterator<Item = String>) {
    for (index, field) in fields.enumerate() {
        if index > 0 {
            text.push(';');
        }
        text.push_str(&field);
    }
    text.push_str("\r\n");
}

/// A field. A spreadsheet would run words that begin like a formula: an apostrophe first makes them words again. Numbers keep
/// their sign.
fn quoted(field: &str, words: bool) -> String {
    let formula = words && field.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']);
    let guard = if formula { "'" } else { "" };
    if field.contains([';', '"', '\n', '\r']) {
        format!("\"{guard}{}\"", field.replace('"', "\"\""))
    } else {
        format!("{guard}{field}")
    }
}
