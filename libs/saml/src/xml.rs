//! Reading XML into a small tree that knows namespaces, and writing text into XML.
//!
//! The reader underneath is the one that `saml-rs` reads with, so that both see the same document.

use quick_xml::{
    NsReader, XmlVersion,
    escape::resolve_predefined_entity,
    events::{BytesStart, Event},
    name::ResolveResult,
};

/// Deeper than any SAML message or metadata document is.
pub const DEEPEST: usize = 48;
/// More elements than the largest response or description of one provider has.
const MOST_ELEMENTS: usize = 20_000;
/// More attributes, declarations of namespaces included, than an element there has.
pub const MOST_ATTRIBUTES: usize = 64;
/// Names of attributes that some software takes for an identifier.
pub const IDENTIFIERS: [&str; 4] = ["ID", "Id", "id", "AssertionID"];

/// Why a text is not taken as XML.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    /// It has a document type declaration, which SAML never has (Sweden Connect 6.2 forbids it in so many words).
    #[error("it has a document type declaration")]
    Dtd,
    /// It is nested too deeply or has too many parts.
    #[error("it is too large: {0}")]
    TooLarge(&'static str),
    /// It isn't well formed, or uses what is never needed here.
    #[error("it is not well-formed XML: {0}")]
    Malformed(String),
}

/// An element.
#[derive(Debug, Clone, Default)]
pub struct Node {
    /// The namespace, empty for none.
    pub ns: String,
    /// The name without prefix.
    pub name: String,
    /// Attributes without declarations of namespaces.
    pub attributes: Vec<Attribute>,
    /// Elements within.
    pub children: Vec<Node>,
    /// All text directly within, comments left out and nothing else: never only the part before a comment.
    pub text: String,
    /// Whether a comment stands directly within.
    pub commented: bool,
    /// Where in the text it begins.
    pub start: usize,
    /// Where in the text it ends.
    pub end: usize,
}

/// An attribute.
#[derive(Debug, Clone)]
pub struct Attribute {
    /// The namespace, empty for none.
    pub ns: String,
    /// The name without prefix.
    pub name: String,
    /// The value.
    pub value: String,
}

impl Node {
    /// Whether it is that element.
    pub fn is(&self, ns: &str, name: &str) -> bool {
        self.ns == ns && self.name == name
    }

    /// The value of the attribute without namespace.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|at| at.ns.is_empty() && at.name == name).map(|at| at.value.as_str())
    }

    /// The value of the attribute in a namespace.
    pub fn attribute_in(&self, ns: &str, name: &str) -> Option<&str> {
        self.attributes.iter().find(|at| at.ns == ns && at.name == name).map(|at| at.value.as_str())
    }

    /// The elements of that name directly within.
    pub fn all<'a>(&'a self, ns: &'a str, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.children.iter().filter(move |child| child.is(ns, name))
    }

    /// The first element of that name directly within.
    pub fn first(&self, ns: &str, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.is(ns, name))
    }

    /// The only element of that name directly within; none if there are several.
    pub fn only<'a>(&'a self, ns: &'a str, name: &'a str) -> Option<&'a Self> {
        let mut all = self.all(ns, name);
        let only = all.next()?;
        all.next().is_none().then_some(only)
    }

    /// It and all elements within, in document order.
    pub fn each(&self, look: &mut dyn FnMut(&Self)) {
        look(self);
        for child in &self.children {
            child.each(look);
        }
    }

    /// The text directly within, without white space around it.
    pub fn trimmed(&self) -> &str {
        self.text.trim_matches([' ', '\t', '\r', '\n'])
    }
}

/// Reads a document.
///
/// # Errors
/// When it isn't one well-formed document, has a document type declaration or a processing instruction, or is too large.
pub fn parse(text: &str) -> Result<Node, Flaw> {
    let mut reader = NsReader::from_str(text);
    reader.config_mut().check_comments = true;
    reader.resolver_mut().set_max_namespace_bindings(MOST_ATTRIBUTES * 4);
    let (mut stack, mut root, mut elements): (Vec<Node>, Option<Node>, usize) = (Vec::new(), None, 0);
    loop {
        let start = position(&reader);
        let event = reader.read_event().map_err(malformed)?;
        match event {
            Event::Start(ref tag) | Event::Empty(ref tag) => {
                elements += 1;
                if elements > MOST_ELEMENTS || stack.len() >= DEEPEST {
                    return Err(Flaw::TooLarge("too many elements, or nested too deeply"));
                }
                if stack.is_empty() && root.is_some() {
                    return Err(Flaw::Malformed("a second document element".into()));
                }
                let mut node = element(&reader, tag)?;
                node.start = start;
                if matches!(event, Event::Start(_)) {
                    stack.push(node);
                } else {
                    node.end = position(&reader);
                    put(&mut stack, &mut root, node);
                }
            }
            Event::End(_) => {
                let mut node = stack.pop().ok_or_else(|| Flaw::Malformed("an end without a beginning".into()))?;
                node.end = position(&reader);
                put(&mut stack, &mut root, node);
            }
            Event::Text(words) => add(&mut stack, &words.xml10_content())?,
            Event::CData(words) => add(&mut stack, &words.xml10_content())?,
            Event::GeneralRef(name) => {
                let character = name.resolve_char_ref().map_err(malformed)?;
                let mut buffer = [0; 4];
                let words = match character {
                    Some(character) if allowed(character) => Some(&*character.encode_utf8(&mut buffer)),
                    Some(_) => None,
                    None => resolve_predefined_entity(&name),
                };
                let words = words.ok_or_else(|| Flaw::Malformed("a reference to something unknown".into()))?;
                if stack.is_empty() {
                    return Err(Flaw::Malformed("text outside the document element".into()));
                }
                add(&mut stack, words)?;
            }
            Event::Comment(_) => {
                if let Some(node) = stack.last_mut() {
                    node.commented = true;
                }
            }
            Event::Decl(_) => {}
            Event::DocType(_) => return Err(Flaw::Dtd),
            Event::PI(_) => return Err(Flaw::Malformed("a processing instruction".into())),
            Event::Eof => break,
        }
    }
    match root {
        Some(root) if stack.is_empty() => Ok(root),
        _ => Err(Flaw::Malformed("it ends too early".into())),
    }
}

fn position(reader: &NsReader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}

fn malformed(error: impl std::fmt::Display) -> Flaw {
    Flaw::Malformed(error.to_string())
}

fn put(stack: &mut [Node], root: &mut Option<Node>, node: Node) {
    match stack.last_mut() {
        Some(parent) => parent.children.push(node),
        None => *root = Some(node),
    }
}

fn add(stack: &mut [Node], words: &str) -> Result<(), Flaw> {
    if !words.chars().all(allowed) {
        return Err(Flaw::Malformed("a character that XML does not allow".into()));
    }
    match stack.last_mut() {
        Some(node) => node.text.push_str(words),
        None if words.trim_matches([' ', '\t', '\r', '\n', '\u{feff}']).is_empty() => {}
        None => return Err(Flaw::Malformed("text outside the document element".into())),
    }
    Ok(())
}

/// Char of XML 1.0.
pub const fn allowed(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

fn element(reader: &NsReader<&[u8]>, tag: &BytesStart<'_>) -> Result<Node, Flaw> {
    let (ns, name) = reader.resolver().resolve_element(tag.name());
    let mut node = Node { ns: namespace(ns)?, name: name.into_inner().to_owned(), ..Node::default() };
    for (count, attribute) in tag.attributes().enumerate() {
        if count >= MOST_ATTRIBUTES {
            return Err(Flaw::TooLarge("too many attributes"));
        }
        let attribute = attribute.map_err(malformed)?;
        if attribute.key.as_namespace_binding().is_some() {
            continue;
        }
        let (ns, name) = reader.resolver().resolve_attribute(attribute.key);
        let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(malformed)?.into_owned();
        if !value.chars().all(allowed) || attribute.value.contains('<') {
            return Err(Flaw::Malformed("a character that XML does not allow in an attribute".into()));
        }
        let found = Attribute { ns: namespace(ns)?, name: name.into_inner().to_owned(), value };
        // The same name by two prefixes of one namespace is the same name (Namespaces in XML 6.3).
        if node.attributes.iter().any(|other| other.ns == found.ns && other.name == found.name) {
            return Err(Flaw::Malformed("an attribute stands there twice".into()));
        }
        node.attributes.push(found);
    }
    Ok(node)
}

fn namespace(found: ResolveResult<'_>) -> Result<String, Flaw> {
    match found {
        ResolveResult::Bound(ns) => Ok(ns.into_inner().to_owned()),
        ResolveResult::Unbound => Ok(String::new()),
        ResolveResult::Unknown(prefix) => Err(Flaw::Malformed(format!("no namespace is given for {prefix}"))),
    }
}

/// Writes one piece after the other.
pub fn each<T>(all: impl IntoIterator<Item = T>, piece: impl Fn(T) -> String) -> String {
    all.into_iter().fold(String::new(), |mut written, one| {
        written.push_str(&piece(one));
        written
    })
}

/// Writes text so that it is only text, in an element and in a quoted attribute alike.
pub fn escape(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => written.push_str("&amp;"),
            '<' => written.push_str("&lt;"),
            '>' => written.push_str("&gt;"),
            '"' => written.push_str("&quot;"),
            '\'' => written.push_str("&apos;"),
            '\t' => written.push_str("&#9;"),
            '\n' => written.push_str("&#10;"),
            '\r' => written.push_str("&#13;"),
            other if allowed(other) => written.push(other),
            _ => written.push('\u{fffd}'),
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_text_is_read_around_comments_and_references() {
        let root = parse("<a xmlns='urn:x'>one<!-- c -->&amp;<![CDATA[<two>]]>&#x33;</a>").unwrap();
        assert_eq!((root.ns.as_str(), root.text.as_str(), root.commented), ("urn:x", "one&<two>3", true));
    }

    #[test]
    fn what_is_not_one_plain_document_is_refused() {
        assert_eq!(parse("<!DOCTYPE a><a/>").unwrap_err(), Flaw::Dtd);
        assert!(matches!(parse(&"<a>".repeat(100)), Err(Flaw::TooLarge(_))));
        for text in
            ["", "x", "<a/><a/>", "<a>", "<a></b>", "<a/>x", "<p:a/>", "<a>&x;</a>", "<?pi x?><a/>", "<a>&#0;</a>"]
        {
            assert!(matches!(parse(text), Err(Flaw::Malformed(_))), "{text}");
        }
        assert!(parse("<a b='1' b='2'/>").is_err());
        assert!(parse("<a xmlns:p='urn:x' xmlns:q='urn:x' p:b='1' q:b='2'/>").is_err());
    }

    #[test]
    fn what_is_written_reads_back_as_it_was() {
        let text = "\"<å&'\n\t>";
        let root = parse(&format!("<a b=\"{0}\">{0}</a>", escape(text))).unwrap();
        assert_eq!((root.text.as_str(), root.attribute("b").unwrap()), (text, text));
    }
}
