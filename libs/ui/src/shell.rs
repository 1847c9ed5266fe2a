//! The document around a page.

use askama::Template;

use crate::href::encode;
use crate::{Frame, Href, Html, Lang, NavItem, Page, assets};

#[derive(Template)]
#[template(path = "page.html")]
struct FullDocument<'a> {
    document: Document<'a>,
    frame: &'a Frame,
    page: &'a Page,
    lang: Lang,
    current: Option<&'a Href>,
}

#[derive(Template)]
#[template(path = "plain.html")]
struct PlainDocument<'a> {
    document: Document<'a>,
    frame: &'a Frame,
    page: &'a Page,
    lang: Lang,
}

/// What both kinds of document share: the head, the top of the content and the footer.
struct Document<'a> {
    frame: &'a Frame,
    page: &'a Page,
}

#[derive(Template)]
#[template(path = "head.html")]
struct Head<'a> {
    page: &'a Page,
    lang: Lang,
    title: String,
    style_sheet: &'static str,
    favicon: &'static str,
    htmx: &'static str,
    security_key: &'static str,
}

#[derive(Template)]
#[template(path = "heading.html")]
struct Heading<'a> {
    page: &'a Page,
    lang: Lang,
}

#[derive(Template)]
#[template(path = "footer.html")]
struct Footer<'a> {
    frame: &'a Frame,
    lang: Lang,
}

#[derive(Template)]
#[template(path = "demonstration.html")]
struct Demonstration {
    lang: Lang,
}

#[derive(Template)]
#[template(path = "lent.html")]
struct Lent<'a> {
    lang: Lang,
    text: &'a str,
}

pub(crate) fn page(frame: &Frame, page: &Page) -> String {
    let document = Document { frame, page };
    let current = current(frame);
    Html::render(&FullDocument { document, frame, page, lang: frame.lang, current }).into_string()
}

pub(crate) fn plain(frame: &Frame, page: &Page) -> String {
    Html::render(&PlainDocument { document: Document { frame, page }, frame, page, lang: frame.lang }).into_string()
}

impl Document<'_> {
    fn head(&self) -> Html {
        let mut title = self.page.title.clone();
        if self.page.error {
            title = self.frame.lang.own_with("ui-error-prefix", &[("title", title.into())]);
        }
        Html::render(&Head {
            page: self.page,
            lang: self.frame.lang,
            title,
            style_sheet: assets::style_sheet(),
            favicon: assets::favicon(),
            htmx: assets::htmx(),
            security_key: assets::security_key(),
        })
    }

    fn demonstration(&self) -> Html {
        if self.frame.demonstration { Html::render(&Demonstration { lang: self.frame.lang }) } else { Html::new() }
    }

    fn lent(&self) -> Html {
        let lang = self.frame.lang;
        self.frame.lent.as_deref().map(|text| Html::render(&Lent { lang, text })).unwrap_or_default()
    }

    fn heading(&self) -> Html {
        Html::render(&Heading { page: self.page, lang: self.frame.lang })
    }

    fn footer(&self) -> Html {
        Html::render(&Footer { frame: self.frame, lang: self.frame.lang })
    }
}

impl Frame {
    fn version_text(&self) -> String {
        self.lang.own_with("ui-version", &[("version", (&self.version).into())])
    }

    /// Where the language switch leads.
    fn language_href(&self) -> Href {
        let path = if self.path.is_empty() { "/" } else { &self.path };
        Href::from(format!("/language/{}?return={}", self.lang.other().tag(), encode(path)))
    }
}

impl NavItem {
    fn waiting(&self, lang: Lang) -> String {
        lang.own_with("ui-waiting", &[("count", self.badge.unwrap_or_default().into())])
    }
}

/// The menu's longest address that is the page's or a parent of it.
fn current(frame: &Frame) -> Option<&Href> {
    let path = frame.path.split(['?', '#']).next().unwrap_or_default();
    let leads_here = |href: &&Href| {
        let href = href.as_str().split(['?', '#']).next().unwrap_or_default();
        // The start page is a parent of everything and would light up where nothing else does.
        path == href || (href.len() > 1 && path.strip_prefix(href).is_some_and(|rest| rest.starts_with('/')))
    };
    let items = frame.navigation.iter().flat_map(|group| &group.items);
    items.map(|item| &item.href).filter(leads_here).max_by_key(|href| href.as_str().len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Icon, NavGroup};

    fn frame(path: &str) -> Frame {
        let group = NavGroup::new("Tjänster")
            .item(Icon::House, "Start", "/", None)
            .item(Icon::Receipt, "Debitering", "/billing", None)
            .item(Icon::Coins, "Priser", "/billing/prices", Some(2));
        Frame { path: path.to_owned(), navigation: vec![group], ..Frame::default() }
    }

    #[test]
    fn the_closest_place_is_current() {
        let place = |path: &str| current(&frame(path)).map(ToString::to_string);
        assert_eq!(place("/"), Some("/".to_owned()));
        assert_eq!(place("/billing/runs/1?page=2"), Some("/billing".to_owned()));
        assert_eq!(place("/billing/prices"), Some("/billing/prices".to_owned()));
        assert_eq!(place("/billings"), None);
    }

    #[test]
    fn the_language_switch_returns_to_the_page() {
        assert_eq!(frame("/a?q=å&b").language_href().as_str(), "/language/en?return=%2Fa%3Fq%3D%C3%A5%26b");
    }

    #[test]
    fn scripts_come_only_with_live_pages() {
        let quiet = frame("/").page(&Page::new("A"));
        let live = frame("/").page(&Page::new("A").live());
        assert!(!quiet.contains("<script") && live.contains("<script"));
        for document in [quiet, live] {
            assert!(!document.contains(" style=") && !document.contains("<style") && !document.contains(" onclick"));
            assert_eq!(document.matches("<h1").count(), 1);
        }
    }
}
