//! Texts in Swedish and English from Fluent sources, built once and shared by all requests.

use std::borrow::Cow;
use std::collections::BTreeSet;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use crate::Lang;
use crate::format;

/// One Fluent source in both languages, normally two `include_str!` of a service's `texts/sv.ftl` and `texts/en.ftl`.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// Swedish messages.
    pub sv: &'a str,
    /// English messages.
    pub en: &'a str,
}

/// An argument of a text. Numbers choose plural forms and are shown with a no-break thousands space.
#[derive(Clone, Debug)]
pub enum Arg<'a> {
    /// Text, inserted as it is.
    Text(Cow<'a, str>),
    /// A whole number.
    Number(i64),
}

/// All messages of the portal or of a service.
#[derive(Default)]
pub struct Texts {
    sv: Catalogue,
    en: Catalogue,
}

/// [`Texts`] in one language; `Copy`, so that it can be handed on freely.
#[derive(Clone, Copy)]
pub struct Words<'a> {
    texts: &'a Texts,
    lang: Lang,
}

#[derive(Default)]
struct Catalogue {
    bundle: Option<FluentBundle<FluentResource>>,
    keys: BTreeSet<String>,
}

impl Texts {
    /// Reads all sources.
    ///
    /// # Errors
    /// Says which language and message is wrong: a syntax error, or a key defined twice.
    pub fn new(sources: &[Source<'_>]) -> Result<Self, String> {
        Ok(Self {
            sv: Catalogue::read(Lang::Sv, sources.iter().map(|source| source.sv))?,
            en: Catalogue::read(Lang::En, sources.iter().map(|source| source.en))?,
        })
    }

    /// The text of a key. A missing key shows as the key itself.
    pub fn t(&self, lang: Lang, key: &str) -> String {
        self.catalogue(lang).format(key, None)
    }

    /// The text of a key with arguments.
    pub fn ta(&self, lang: Lang, key: &str, args: &[(&str, Arg<'_>)]) -> String {
        let mut values = FluentArgs::with_capacity(args.len());
        for (name, value) in args {
            match value {
                Arg::Text(text) => values.set(*name, text.as_ref()),
                Arg::Number(number) => values.set(*name, *number),
            }
        }
        self.catalogue(lang).format(key, Some(&values))
    }

    /// These texts in one language.
    pub fn words(&self, lang: Lang) -> Words<'_> {
        Words { texts: self, lang }
    }

    /// All keys of a language, in order.
    pub fn keys(&self, lang: Lang) -> impl Iterator<Item = &str> {
        self.catalogue(lang).keys.iter().map(String::as_str)
    }

    /// Whether a key exists in a language.
    pub fn has(&self, lang: Lang, key: &str) -> bool {
        self.catalogue(lang).keys.contains(key)
    }

    /// Keys that exist in the other language but not in this one. A service's test asserts that it is empty for both.
    pub fn missing(&self, lang: Lang) -> Vec<String> {
        self.catalogue(lang.other()).keys.difference(&self.catalogue(lang).keys).cloned().collect()
    }

    fn catalogue(&self, lang: Lang) -> &Catalogue {
        match lang {
            Lang::Sv => &self.sv,
            Lang::En => &self.en,
        }
    }
}

impl Words<'_> {
    /// The language.
    pub fn lang(self) -> Lang {
        self.lang
    }

    /// The text of a key.
    pub fn t(self, key: &str) -> String {
        self.texts.t(self.lang, key)
    }

    /// The text of a key with arguments.
    pub fn ta(self, key: &str, args: &[(&str, Arg<'_>)]) -> String {
        self.texts.ta(self.lang, key, args)
    }
}

impl Catalogue {
    fn read<'a>(lang: Lang, sources: impl Iterator<Item = &'a str>) -> Result<Self, String> {
        let id: LanguageIdentifier = lang.tag().parse().map_err(|error| format!("language {}: {error}", lang.tag()))?;
        let mut bundle = FluentBundle::new_concurrent(vec![id]);
        // Isolating marks are invisible characters around arguments; they break copying of amounts and are not needed for sv and en.
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(show_number));
        let mut keys = BTreeSet::new();
        for source in sources {
            let resource = FluentResource::try_new(source.to_owned())
                .map_err(|(_, errors)| format!("texts in {}: {errors:?}", lang.tag()))?;
            keys.extend(message_keys(source));
            bundle.add_resource(resource).map_err(|errors| format!("texts in {}: {errors:?}", lang.tag()))?;
        }
        keys.retain(|key| bundle.has_message(key));
        Ok(Self { bundle: Some(bundle), keys })
    }

    fn format(&self, key: &str, args: Option<&FluentArgs<'_>>) -> String {
        let Some(bundle) = &self.bundle else {
            return key.to_owned();
        };
        let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
            return key.to_owned();
        };
        // A missing argument leaves `{$name}` in the text, which is visible and better than no page.
        bundle.format_pattern(pattern, args, &mut Vec::new()).into_owned()
    }
}

/// Message identifiers stand first on their line; the bundle itself offers no list of them.
fn message_keys(source: &str) -> impl Iterator<Item = String> {
    source.lines().filter_map(|line| {
        let (key, _) = line.split_once('=')?;
        let key = key.trim_end();
        let well_formed = key.starts_with(|c: char| c.is_ascii_alphabetic())
            && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
        well_formed.then(|| key.to_owned())
    })
}

#[expect(clippy::cast_possible_truncation, reason = "the guard leaves only whole numbers")]
fn show_number<M>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    match value {
        // Whole numbers only come in as `Arg::Number`, far below the 2^53 that f64 holds exactly.
        FluentValue::Number(number) if number.value.fract() == 0.0 => Some(format::integer(number.value as i64)),
        _ => None,
    }
}

impl<'a> From<&'a str> for Arg<'a> {
    fn from(text: &'a str) -> Self {
        Arg::Text(Cow::Borrowed(text))
    }
}

impl<'a> From<&'a String> for Arg<'a> {
    fn from(text: &'a String) -> Self {
        Arg::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Arg<'_> {
    fn from(text: String) -> Self {
        Arg::Text(Cow::Owned(text))
    }
}

macro_rules! number_args {
    ($($kind:ty),*) => {$(
        impl From<$kind> for Arg<'_> {
            fn from(number: $kind) -> Self {
                Arg::Number(i64::try_from(number).unwrap_or(i64::MAX))
            }
        }
    )*};
}
number_args!(i64, i32, u64, u32, u16, usize);

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: Source<'static> = Source {
        sv: "waits = { $n ->\n    [one] En sak väntar på { $who }.\n   *[other] { $n } saker väntar på { $who }.\n  }\nonly-sv = Ja\n",
        en: "waits = { $n ->\n    [one] One thing waits for { $who }.\n   *[other] { $n } things wait for { $who }.\n  }\n",
    };

    #[test]
    fn arguments_choose_plurals_and_numbers_get_thousands() {
        let texts = Texts::new(&[SOURCE]).expect("parses");
        assert_eq!(texts.ta(Lang::Sv, "waits", &[("n", 1.into()), ("who", "Kim".into())]), "En sak väntar på Kim.");
        assert_eq!(
            texts.ta(Lang::En, "waits", &[("n", 12_500.into()), ("who", "Kim".into())]),
            "12\u{a0}500 things wait for Kim."
        );
    }

    #[test]
    fn a_missing_key_shows_and_is_found() {
        let texts = Texts::new(&[SOURCE]).expect("parses");
        assert_eq!(texts.t(Lang::En, "only-sv"), "only-sv");
        assert_eq!(texts.missing(Lang::En), ["only-sv"]);
        assert!(texts.missing(Lang::Sv).is_empty());
        assert_eq!(texts.keys(Lang::Sv).collect::<Vec<_>>(), ["only-sv", "waits"]);
    }

    #[test]
    fn faulty_sources_are_refused_with_the_language() {
        let broken = Texts::new(&[Source { sv: "a = {", en: "a = A" }]);
        assert!(broken.is_err_and(|message| message.contains("texts in sv")));
        let twice = Texts::new(&[Source { sv: "a = A", en: "a = A" }, Source { sv: "a = B", en: "b = B" }]);
        assert!(twice.is_err_and(|message| message.contains("\"a\"")));
    }

    #[test]
    fn texts_can_be_shared_between_threads() {
        fn shared<T: Send + Sync>() {}
        shared::<Texts>();
    }
}
