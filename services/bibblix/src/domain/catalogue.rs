//! Finding titles: without regard to case, with å, ä and ö as the letters they are, in Swedish order.

use chrono::NaiveDate;
use std::fmt::Write;

/// How a title is paid for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PriceModel {
    /// Each loan by the price list's steps.
    PerLoan,
    /// From a bundle of loans that the association has bought in advance; billing prices it.
    PrepaidBundle,
}

impl PriceModel {
    /// As stored and in the API.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::PerLoan => "per-loan",
            Self::PrepaidBundle => "prepaid-bundle",
        }
    }

    /// The model of a name.
    pub(crate) fn parse(name: &str) -> Option<Self> {
        [Self::PerLoan, Self::PrepaidBundle].into_iter().find(|model| model.name() == name)
    }
}

/// Whether a title can be lent on a day.
pub(crate) fn is_out(published: NaiveDate, day: NaiveDate) -> bool {
    published <= day
}

/// What is searched: title and author in small letters. The database's own lower() does not know å, ä and ö everywhere.
pub(crate) fn search_text(title: &str, author: &str) -> String {
    format!("{title} {author}").to_lowercase()
}

/// The patterns, all of which must match, of what was typed; at most eight words.
pub(crate) fn patterns(query: &str) -> Vec<String> {
    let escaped = |word: &str| word.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    query.to_lowercase().split_whitespace().take(8).map(|word| format!("%{}%", escaped(word))).collect()
}

/// A text that databases sort as Swedes do, whatever their collation: the collation key in hex.
pub(crate) fn sort_key(title: &str) -> String {
    ui::format::collation_key(title).into_iter().take(40).fold(String::new(), |mut text, weight| {
        // Writing to a String never fails.
        let _ = write!(text, "{weight:04x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finds(query: &str, title: &str) -> bool {
        let text = search_text(title, "Kim Exempelsson");
        patterns(query).iter().all(|pattern| text.contains(pattern.trim_matches('%')))
    }

    #[test]
    fn swedish_letters_are_letters_of_their_own() {
        assert!(finds("ÄLGEN", "Älgen som åkte till Öland"));
        assert!(finds("öland älg", "Älgen som åkte till Öland"));
        assert!(finds("exempel", "Älgen som åkte till Öland"));
        assert!(!finds("algen", "Älgen som åkte till Öland"));
        assert!(finds("", "Allt"));
    }

    #[test]
    fn wildcards_mean_themselves() {
        assert_eq!(patterns("50% a_b"), ["%50\\%%", "%a\\_b%"]);
    }

    #[test]
    fn order_is_swedish() {
        let mut titles = ["Örnen", "Zebran", "Ängen", "Ån", "arken"];
        titles.sort_by_key(|title| sort_key(title));
        assert_eq!(titles, ["arken", "Zebran", "Ån", "Ängen", "Örnen"]);
    }
}
