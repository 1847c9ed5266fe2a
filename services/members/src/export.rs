//! The register as a file for a spreadsheet.

/// Rows as CSV the way Swedish spreadsheets read it: `;` between fields, UTF-8 with a byte order mark, lines ended by CRLF.
pub fn csv(rows: &[Vec<String>]) -> String {
    let mut text = String::from("\u{feff}");
    for row in rows {
        let fields: Vec<String> = row.iter().map(|field| quoted(field)).collect();
        text.push_str(&fields.join(";"));
        text.push_str("\r\n");
    }
    text
}

/// A spreadsheet runs a field that begins like a formula; an apostrophe first makes it text.
fn quoted(field: &str) -> String {
    let guarded =
        if field.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) { format!("'{field}") } else { field.to_owned() };
    if guarded.contains([';', '"', '\n', '\r']) { format!("\"{}\"", guarded.replace('"', "\"\"")) } else { guarded }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_become_text_and_separators_stay_inside() {
        let text = csv(&[
            vec!["=1+1".into(), "a;b".into(), "say \"hi\"".into(), "Håbo".into()],
            vec!["@x".into(), "-5\n".into()],
        ]);
        assert_eq!(text, "\u{feff}'=1+1;\"a;b\";\"say \"\"hi\"\"\";Håbo\r\n'@x;\"'-5\n\"\r\n");
    }
}
