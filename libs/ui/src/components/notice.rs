//! A message about the page.

use askama::Template;

use crate::html::components;
use crate::{Href, Html, Icon, Lang};

/// A message: what is so, why, and what leads on. Its kind is said in words to those who do not see the colour.
#[must_use]
#[derive(Clone, Debug, Template)]
#[template(path = "notice.html")]
pub struct Notice {
    lang: Lang,
    class: &'static str,
    word: &'static str,
    icon: Icon,
    text: String,
    body: Html,
    link: Option<(String, Href)>,
    alert: bool,
}

impl Notice {
    /// Something to know.
    pub fn info(lang: Lang, text: impl Into<String>) -> Self {
        Self {
            lang,
            class: "info",
            word: "ui-notice-info",
            icon: Icon::Info,
            text: text.into(),
            body: Html::new(),
            link: None,
            alert: false,
        }
    }

    /// Something went well.
    pub fn good(lang: Lang, text: impl Into<String>) -> Self {
        Self { class: "good", word: "ui-notice-good", icon: Icon::Done, ..Self::info(lang, text) }
    }

    /// Something is unusual.
    pub fn warning(lang: Lang, text: impl Into<String>) -> Self {
        Self { class: "warning", word: "ui-notice-warning", icon: Icon::Warning, ..Self::info(lang, text) }
    }

    /// Something is wrong.
    pub fn error(lang: Lang, text: impl Into<String>) -> Self {
        Self { class: "error", word: "ui-notice-error", icon: Icon::Alert, ..Self::info(lang, text) }
    }

    /// A link that leads to the cause or the remedy.
    pub fn link(mut self, label: impl Into<String>, href: impl Into<Href>) -> Self {
        self.link = Some((label.into(), href.into()));
        self
    }

    /// Adds content under the text.
    pub fn body(mut self, body: impl Into<Html>) -> Self {
        self.body.push(body);
        self
    }

    fn role(&self) -> &'static str {
        if self.class == "error" { "alert" } else { "status" }
    }

    /// Screen readers say it at once: for what happened just now, not for what has been so all day.
    pub fn alert(mut self) -> Self {
        self.alert = true;
        self
    }
}

components!(Notice);
