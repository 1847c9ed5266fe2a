//! The two languages of the portal.

use std::sync::LazyLock;

use crate::texts::{Arg, Source, Texts};

/// A language of the user interface. Swedish is the default, always.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Lang {
    /// Swedish.
    #[default]
    Sv,
    /// English.
    En,
}

impl Lang {
    /// Both languages, Swedish first.
    pub const ALL: [Lang; 2] = [Lang::Sv, Lang::En];

    /// The BCP 47 tag for the `lang` attribute: `sv` or `en`.
    pub const fn tag(self) -> &'static str {
        match self {
            Lang::Sv => "sv",
            Lang::En => "en",
        }
    }

    /// The other language, the one a switch offers.
    pub const fn other(self) -> Lang {
        match self {
            Lang::Sv => Lang::En,
            Lang::En => Lang::Sv,
        }
    }

    /// The language's name in itself: `Svenska` or `English`.
    pub fn name(self) -> String {
        self.own("ui-language-name")
    }

    /// Reads a tag such as `sv`, `en-GB` or `SV_se`. `None` for anything else.
    pub fn from_tag(tag: &str) -> Option<Lang> {
        let primary = tag.trim().split(['-', '_']).next()?;
        Self::ALL.into_iter().find(|lang| primary.eq_ignore_ascii_case(lang.tag()))
    }

    /// The language of a request: the cookie's value if it names one, else the best of `Accept-Language`, else Swedish.
    pub fn choose(cookie: Option<&str>, accept_language: Option<&str>) -> Lang {
        cookie.and_then(Self::from_tag).or_else(|| accept_language.and_then(Self::from_accept)).unwrap_or_default()
    }

    /// The language with the highest weight in an `Accept-Language` header; the first wins among equals.
    pub fn from_accept(header: &str) -> Option<Lang> {
        let mut best: Option<(f32, Lang)> = None;
        for part in header.split(',') {
            let mut fields = part.split(';');
            let Some(lang) = fields.next().and_then(Self::from_tag) else {
                continue;
            };
            let weight = fields
                .find_map(|field| field.trim().strip_prefix("q="))
                .map_or(1.0, |q| q.trim().parse::<f32>().unwrap_or(0.0));
            if weight > 0.0 && best.is_none_or(|(highest, _)| weight > highest) {
                best = Some((weight, lang));
            }
        }
        best.map(|(_, lang)| lang)
    }

    /// One of this crate's own texts.
    pub(crate) fn own(self, key: &str) -> String {
        OWN.t(self, key)
    }

    /// One of this crate's own texts with arguments.
    pub(crate) fn own_with(self, key: &str, args: &[(&str, Arg<'_>)]) -> String {
        OWN.ta(self, key, args)
    }
}

/// The sources of this crate's own texts.
pub(crate) const OWN_SOURCE: Source<'static> =
    Source { sv: include_str!("../texts/sv.ftl"), en: include_str!("../texts/en.ftl") };

/// Embedded and tested, so a failure to parse cannot reach a running service; the fallback shows keys rather than stopping.
static OWN: LazyLock<Texts> = LazyLock::new(|| Texts::new(&[OWN_SOURCE]).unwrap_or_default());

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cookie_wins_then_the_browser_then_swedish() {
        assert_eq!(Lang::choose(Some("en"), Some("sv")), Lang::En);
        assert_eq!(Lang::choose(Some("nonsense"), Some("en-GB,en;q=0.9,sv;q=0.8")), Lang::En);
        assert_eq!(Lang::choose(None, Some("de, sv;q=0.4, en;q=0.7")), Lang::En);
        assert_eq!(Lang::choose(None, Some("en;q=0, sv;q=0.1")), Lang::Sv);
        assert_eq!(Lang::choose(None, Some("de;q=abc,,;")), Lang::Sv);
        assert_eq!(Lang::choose(None, None), Lang::Sv);
    }

    #[test]
    fn own_texts_exist_in_both_languages() {
        let texts = Texts::new(&[OWN_SOURCE]).expect("own texts parse");
        for lang in Lang::ALL {
            assert_eq!(texts.missing(lang), Vec::<String>::new(), "{}", lang.tag());
        }
    }
}
