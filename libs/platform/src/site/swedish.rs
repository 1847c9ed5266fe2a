//! What the code's own documents say of the APIs, in Swedish. They are written in English beside what they describe; a service brings
//! their translations in a file, `texts/sv/api.txt`: an English line, below it the same in Swedish, an empty line.

use std::collections::HashMap;

use crate::error::Result;

/// Translations by the English text.
#[derive(Debug, Default)]
pub struct Swedish(HashMap<&'static str, &'static str>);

impl Swedish {
    /// Takes in a file.
    pub(super) fn read(&mut self, file: &'static str) -> Result<()> {
        let mut lines = file.lines().filter(|line| !line.is_empty());
        while let Some(english) = lines.next() {
            let swedish = lines.next().ok_or_else(|| anyhow::anyhow!("«{english}» has no Swedish line below it"))?;
            if self.0.insert(english, swedish).is_some_and(|other| other != swedish) {
                return Err(anyhow::anyhow!(
                    "«{english}» has two Swedish translations: say in English which one is meant"
                )
                .into());
            }
        }
        Ok(())
    }

    /// A paragraph of a description in Swedish.
    #[must_use]
    pub fn of(&self, english: &str) -> Option<&'static str> {
        self.0.get(english).or_else(|| self.0.get(one_line(english).as_str())).copied()
    }

    /// A description of one or more paragraphs; none when one of them has no translation.
    pub(crate) fn whole(&self, english: &str) -> Option<String> {
        let paragraphs: Option<Vec<_>> = english.split("\n\n").map(|paragraph| self.of(paragraph)).collect();
        paragraphs.map(|paragraphs| paragraphs.join("\n\n"))
    }

    /// The English texts that there are translations of.
    pub fn known(&self) -> impl Iterator<Item = &'static str> {
        self.0.keys().copied()
    }
}

/// A text without line breaks, as it stands in the file.
#[must_use]
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_found_however_its_lines_are_broken() {
        let mut swedish = Swedish::default();
        swedish.read("Its id.\nDess id.\n\nNobody is signed in\nIngen är inloggad\n").unwrap();
        assert_eq!(swedish.of("Its id."), Some("Dess id."));
        assert_eq!(swedish.of("Nobody is\nsigned in"), Some("Ingen är inloggad"));
        assert_eq!(swedish.of("Somebody is"), None);
        assert_eq!(swedish.whole("Its id.\n\nNobody is signed in").as_deref(), Some("Dess id.\n\nIngen är inloggad"));
        assert_eq!(swedish.whole("Its id.\n\nSomebody is"), None);
        let error = swedish.read("Its id.\nLånets id.\n").unwrap_err();
        assert!(error.full().contains("«Its id.» has two Swedish"), "{}", error.full());
        let error = swedish.read("Its name.\n").unwrap_err();
        assert!(error.full().contains("«Its name.» has no Swedish line"), "{}", error.full());
    }
}
