//! A workbook (Office Open XML, ECMA-376) of one sheet: numbers as numbers, days as days, words never as formulas.

use std::{
    borrow::Cow,
    io::{self, Write},
};

use chrono::{NaiveDate, Timelike};
use chrono_tz::Europe::Stockholm;

use super::{
    Value,
    archive::{Archive, Writer},
};

/// The most characters of a cell.
const LONGEST_CELL: usize = 32_767;
/// Rows whose width decides a column's.
const MEASURED: usize = 200;

const TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>"#;
const ROOT: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#;
/// Cell styles by number: words, head, count, amount, day, month, time.
const STYLES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="3"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd"/><numFmt numFmtId="165" formatCode="yyyy\-mm"/><numFmt numFmtId="166" formatCode="yyyy\-mm\-dd\ hh:mm"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="7"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/><xf numFmtId="3" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="4" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="166" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>"#;
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

/// The workbook's bytes. Its first row is the head, stays in sight and filters.
pub(super) fn workbook(title: &str, heads: &[String], lines: &[Vec<Value>]) -> io::Result<Vec<u8>> {
    let mut archive = Archive::default();
    let book = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<workbook xmlns=\"{MAIN}\" \
         xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"{}\" \
         sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>",
        escaped(&sheet_name(title))
    );
    for (name, text) in [
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", ROOT),
        ("xl/workbook.xml", &book),
        ("xl/_rels/workbook.xml.rels", RELATIONS),
        ("xl/styles.xml", STYLES),
    ] {
        archive.part(name, |to| to.write_all(text.as_bytes()))?;
    }
    archive.part("xl/worksheets/sheet1.xml", |to| sheet(to, heads, lines))?;
    archive.finish()
}

fn sheet(to: &mut Writer<'_>, heads: &[String], lines: &[Vec<Value>]) -> io::Result<()> {
    write!(
        to,
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<worksheet xmlns=\"{MAIN}\"><sheetViews>\
         <sheetView workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>\
         </sheetView></sheetViews><cols>"
    )?;
    for (index, head) in heads.iter().enumerate() {
        let cells = lines.iter().take(MEASURED).filter_map(|line| line.get(index));
        let widths = cells.map(|value| value.plain().chars().count()).chain([head.chars().count() + 2]);
        // Never so wide that the next column is out of sight.
        let width = widths.max().unwrap_or(0).clamp(8, 48) + 2;
        write!(to, "<col min=\"{0}\" max=\"{0}\" width=\"{width}\" customWidth=\"1\"/>", index + 1)?;
    }
    write!(to, "</cols><sheetData><row r=\"1\">")?;
    for (column, head) in heads.iter().enumerate() {
        words(to, column, 1, 1, head)?;
    }
    write!(to, "</row>")?;
    for (row, line) in (2_usize..).zip(lines) {
        write!(to, "<row r=\"{row}\">")?;
        for (column, value) in line.iter().enumerate() {
            cell(to, column, row, value)?;
        }
        write!(to, "</row>")?;
    }
    let last = column_name(heads.len().saturating_sub(1));
    write!(to, "</sheetData><autoFilter ref=\"A1:{last}{}\"/></worksheet>", lines.len() + 1)
}

fn cell(to: &mut Writer<'_>, column: usize, row: usize, value: &Value) -> io::Result<()> {
    let mut number = |style: u8, text: std::fmt::Arguments<'_>| {
        write!(to, "<c r=\"{}{row}\" s=\"{style}\"><v>{text}</v></c>", column_name(column))
    };
    match value {
        Value::Nothing => Ok(()),
        Value::Integer(count) => number(2, format_args!("{count}")),
        Value::Money(ore) | Value::Difference(ore) => {
            let sign = if *ore < 0 { "-" } else { "" };
            number(3, format_args!("{sign}{}.{:02}", ore.unsigned_abs() / 100, ore.unsigned_abs() % 100))
        }
        Value::Day(day) => match serial(*day) {
            Some(days) => number(4, format_args!("{days}")),
            None => words(to, column, row, 0, &value.plain()),
        },
        Value::Month(day) => match serial(*day) {
            Some(days) => number(5, format_args!("{days}")),
            None => words(to, column, row, 0, &value.plain()),
        },
        Value::Time(at) => {
            let local = at.with_timezone(&Stockholm);
            let seconds = f64::from(local.num_seconds_from_midnight());
            match serial(local.date_naive()).and_then(|days| i32::try_from(days).ok()) {
                Some(days) => number(6, format_args!("{}", f64::from(days) + seconds / 86_400.0)),
                None => words(to, column, row, 0, &value.plain()),
            }
        }
        Value::Text(text) => words(to, column, row, 0, text),
    }
}

/// Words stand in the cell itself, so that nothing can take them for a formula.
fn words(to: &mut Writer<'_>, column: usize, row: usize, style: u8, text: &str) -> io::Result<()> {
    let place = column_name(column);
    let text = escaped(text);
    write!(to, "<c r=\"{place}{row}\" s=\"{style}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{text}</t></is></c>")
}

/// A day's number; days before March 1900 have none that all programs agree on.
fn serial(day: NaiveDate) -> Option<i64> {
    let zero = NaiveDate::from_ymd_opt(1899, 12, 30)?;
    let days = day.signed_duration_since(zero).num_days();
    (61..2_958_466).contains(&days).then_some(days)
}

/// `A` to `Z`, then `AA`.
fn column_name(mut index: usize) -> String {
    let mut name = Vec::new();
    loop {
        name.push(char::from(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"[index % 26]));
        if index < 26 {
            break;
        }
        index = index / 26 - 1;
    }
    name.iter().rev().collect()
}

/// As XML: what can't be in it is left out, and `_x0041_`, which the format would read as a letter, is kept apart.
fn escaped(text: &str) -> Cow<'_, str> {
    let plain = |c: char| !(c.is_control() || matches!(c, '&' | '<' | '>' | '"' | '_' | '\u{fffe}' | '\u{ffff}'));
    if text.len() <= LONGEST_CELL && text.chars().all(plain) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() + 16);
    for (at, letter) in text.char_indices().take(LONGEST_CELL) {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '_' if text[at..].starts_with("_x") => safe.push_str("_x005F_"),
            '\n' | '\t' => safe.push(letter),
            '\u{fffe}' | '\u{ffff}' => {}
            _ if letter.is_control() => {}
            _ => safe.push(letter),
        }
    }
    Cow::Owned(safe)
}

/// A sheet's name has at most 31 characters and none of those that addresses of cells are made of.
fn sheet_name(title: &str) -> String {
    let name: String = title.chars().filter(|c| !c.is_control() && !"[]:*?/\\'".contains(*c)).take(31).collect();
    let name = name.trim();
    if name.is_empty() { "Lista".to_owned() } else { name.to_owned() }
}
