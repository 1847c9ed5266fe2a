//! Letters that the fonts don't have: an archive PDF may not show an empty box for them, so they become a question mark.

use contracts::documents::{Block, Document, Fact, Table};

/// Replaces what is not known in all texts but the attachments.
pub fn keep_known(document: &mut Document, known: impl Fn(char) -> bool) {
    let keep = |text: &mut String| {
        if text.chars().any(|letter| !known(letter)) {
            *text = text.chars().filter_map(|letter| replaced(letter, &known)).collect();
        }
    };
    let facts = |all: &mut [Fact]| {
        for fact in all {
            keep(&mut fact.name);
            keep(&mut fact.value);
        }
    };
    for text in [&mut document.title, &mut document.kind, &mut document.sender, &mut document.page_label] {
        keep(text);
    }
    keep(&mut document.lead);
    if let Some(notice) = &mut document.notice {
        keep(notice);
    }
    facts(&mut document.footer);
    for attachment in &mut document.attachments {
        keep(&mut attachment.description);
    }
    for block in &mut document.blocks {
        match block {
            Block::Heading { text } | Block::Paragraph { text } => keep(text),
            Block::Groups { groups } => {
                for group in groups {
                    keep(&mut group.heading);
                    facts(&mut group.facts);
                }
            }
            Block::Highlight { caption, facts: all } => {
                keep(caption);
                facts(all);
            }
            Block::Table(table) => cells(table).for_each(keep),
        }
    }
}

fn cells(table: &mut Table) -> impl Iterator<Item = &mut String> {
    let heads = table.columns.iter_mut().map(|column| &mut column.head);
    let rows = table.rows.iter_mut().chain(&mut table.sums).flatten();
    std::iter::once(&mut table.caption).chain(heads).chain(rows)
}

/// The letter, a space for what ends a line or indents, nothing for what is never seen, else a question mark.
fn replaced(letter: char, known: &impl Fn(char) -> bool) -> Option<char> {
    match letter {
        letter if known(letter) => Some(letter),
        letter if letter.is_whitespace() => Some(' '),
        letter if letter.is_control() => None,
        // Joiners, marks of direction, variation selectors, byte order marks.
        '\u{ad}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}'
        | '\u{e0000}'..='\u{e0fff}' => None,
        _ => Some('?'),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_fonts_lack_becomes_a_question_mark() {
        let known = |letter: char| letter.is_ascii() && !letter.is_ascii_control() || "åäö".contains(letter);
        let shown = |text: &str| text.chars().filter_map(|letter| replaced(letter, &known)).collect::<String>();
        assert_eq!(shown("Läslistor 📚 i skolan"), "Läslistor ? i skolan");
        assert_eq!(shown("rad\nett\u{7}\tspalt"), "rad ett spalt");
        assert_eq!(shown("👩\u{200d}🏫\u{fe0f}"), "??");
    }
}
