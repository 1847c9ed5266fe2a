//! What machines read: code, examples of data, names of fields.

use askama::Template;

use crate::html::components;
use crate::{Html, Lang};

/// Lines of code or data. Long lines scroll inside their own region, also by keyboard.
#[must_use]
#[derive(Clone, Debug, Template)]
#[template(path = "code.html")]
pub struct Code {
    label: String,
    text: String,
}

impl Code {
    /// A block; the label says to screen readers what it is, and must be the only one of its kind on the page.
    pub fn block(label: impl Into<String>, text: impl Into<String>) -> Self {
        Self { label: label.into(), text: text.into() }
    }

    /// A word of code in running text.
    pub fn word(text: &str) -> Html {
        Html::trusted(format!("<code>{}</code>", Html::text(text)))
    }

    /// Running text in which what stands between `backticks` is code.
    pub fn prose(text: &str) -> Html {
        let part = |(at, part): (usize, &str)| if at % 2 == 1 { Self::word(part) } else { Html::text(part) };
        text.split('`').enumerate().map(part).collect()
    }
}

/// Words in another language than the page's, so that a screen reader speaks them as they are meant (WCAG 2.2, 3.1.2).
pub fn spoken_in(lang: Lang, words: impl Into<Html>) -> Html {
    Html::trusted(format!("<span lang=\"{}\">{}</span>", lang.tag(), words.into()))
}

components!(Code);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_is_escaped_wherever_it_stands() {
        assert_eq!(Code::prose("send `a<b` & go").as_str(), "send <code>a&#60;b</code> &#38; go");
        let block = Html::from(Code::block("\"Svar\"", "{ \"a\": \"<b>\" }"));
        assert!(block.as_str().contains("aria-label=\"&#34;Svar&#34;\"") && !block.as_str().contains("<b>"), "{block}");
        assert_eq!(spoken_in(Lang::En, "a & b").as_str(), "<span lang=\"en\">a &#38; b</span>");
    }
}
