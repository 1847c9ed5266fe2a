//! Trusted markup.

use std::fmt;

use askama::Template;
use askama::filters::{Escaper, HtmlSafe};

/// Markup that is already safe to send. It comes from a component, from a template whose values were escaped, or from text, which
/// is escaped on the way in; there is no constructor from a ready string.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Html(String);

impl Html {
    /// No markup.
    pub const fn new() -> Self {
        Self(String::new())
    }

    /// Plain text, escaped.
    pub fn text(text: &str) -> Self {
        let mut escaped = String::with_capacity(text.len() + 16);
        // Writing to a String never fails.
        let _ = askama::filters::Html.write_escaped_str(&mut escaped, text);
        Self(escaped)
    }

    /// A paragraph of text, or of text and links joined with [`with`](Html::with).
    pub fn paragraph(content: impl Into<Html>) -> Self {
        Self(format!("<p>{}</p>", content.into()))
    }

    /// What is shown only where scripts are off.
    pub fn without_scripts(content: impl Into<Html>) -> Self {
        Self(format!("<noscript>{}</noscript>", content.into()))
    }

    /// Renders an askama template. It must be an `.html` template, where askama escapes every value.
    pub fn render(template: &impl Template) -> Self {
        // Fails only if a value's own `Display` fails, and none of ours does.
        Self(template.render().unwrap_or_default())
    }

    /// Adds markup last.
    pub fn push(&mut self, part: impl Into<Html>) {
        self.0.push_str(&part.into().0);
    }

    /// This markup followed by more, for chains.
    #[must_use]
    pub fn with(mut self, part: impl Into<Html>) -> Self {
        self.push(part);
        self
    }

    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.0.trim().is_empty()
    }

    /// The markup.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The markup as a string, for a response that is a fragment.
    pub fn into_string(self) -> String {
        self.0
    }

    /// For markup that this crate itself has put together.
    pub(crate) const fn trusted(markup: String) -> Self {
        Self(markup)
    }
}

impl fmt::Display for Html {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl HtmlSafe for Html {}

impl From<&str> for Html {
    fn from(text: &str) -> Self {
        Self::text(text)
    }
}

impl From<String> for Html {
    fn from(text: String) -> Self {
        Self::text(&text)
    }
}

impl From<&String> for Html {
    fn from(text: &String) -> Self {
        Self::text(text)
    }
}

impl<T: Into<Html>> From<Option<T>> for Html {
    fn from(part: Option<T>) -> Self {
        part.map(Into::into).unwrap_or_default()
    }
}

impl<T: Into<Html>> FromIterator<T> for Html {
    fn from_iter<I: IntoIterator<Item = T>>(parts: I) -> Self {
        parts.into_iter().fold(Html::new(), Html::with)
    }
}

/// Turns components (askama templates of this crate) into [`Html`], and lets templates show them unescaped.
macro_rules! components {
    ($($component:ty),* $(,)?) => {$(
        impl From<$component> for $crate::Html {
            fn from(component: $component) -> Self {
                $crate::Html::render(&component)
            }
        }
        impl askama::filters::HtmlSafe for $component {}
    )*};
}
pub(crate) use components;
