//! What users see of a provider (SAML V2.0 Metadata Extensions for Login and Discovery User Interface).

use crate::{connection::is_https, names, xml::Node};

/// A text in several languages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Texts(pub(crate) Vec<(String, String)>);

impl Texts {
    /// The text in a language.
    pub fn get(&self, language: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known.eq_ignore_ascii_case(language)).map(|(_, text)| text.as_str())
    }

    /// The text in Swedish.
    pub fn sv(&self) -> Option<&str> {
        self.get("sv")
    }

    /// The text in English.
    pub fn en(&self) -> Option<&str> {
        self.get("en")
    }

    /// The text in the language, or in Swedish, in English, in any.
    pub fn best(&self, language: &str) -> Option<&str> {
        let any = || self.0.first().map(|(_, text)| text.as_str());
        self.get(language).or_else(|| self.sv()).or_else(|| self.en()).or_else(any)
    }
}

/// A picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Logo {
    /// Where: https. Fetch it once and serve it from here; a browser that fetched it itself would tell who is signing in.
    pub address: String,
    /// In pixels, if told.
    pub width: Option<u32>,
    /// In pixels, if told.
    pub height: Option<u32>,
    /// For users of that language alone.
    pub language: Option<String>,
}

/// What users see.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ui {
    /// The name to choose it by.
    pub name: Texts,
    /// One or two sentences.
    pub description: Texts,
    /// Pictures.
    pub logos: Vec<Logo>,
}

pub(crate) fn read(role: &Node) -> Ui {
    let extensions = role.all(names::METADATA, "Extensions");
    let Some(info) = extensions.flat_map(|node| node.all(names::UI, "UIInfo")).next() else {
        return Ui::default();
    };
    Ui {
        name: texts(info, names::UI, "DisplayName"),
        description: texts(info, names::UI, "Description"),
        logos: info.all(names::UI, "Logo").filter_map(logo).collect(),
    }
}

fn logo(node: &Node) -> Option<Logo> {
    let pixels = |name| node.attribute(name).and_then(|text| text.trim().parse().ok());
    is_https(node.trimmed()).then(|| Logo {
        address: node.trimmed().to_owned(),
        width: pixels("width"),
        height: pixels("height"),
        language: node.attribute_in(names::XML, "lang").map(str::to_owned),
    })
}

/// The texts of that name, each with its language; what has no language, or no text, is passed over. Cut so that no name fills a
/// page, and without characters that turn text around.
pub(super) fn texts(node: &Node, ns: &str, name: &str) -> Texts {
    let one = |node: &Node| {
        let language = node.attribute_in(names::XML, "lang")?.to_owned();
        let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        let text: String = node.trimmed().chars().filter(|c| !c.is_control() && !turns(*c)).take(500).collect();
        (!text.is_empty()).then_some((language, text))
    };
    Texts(node.all(ns, name).filter_map(one).collect())
}
