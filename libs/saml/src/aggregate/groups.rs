//! Lists within lists, and cutting elements out of them with all that they inherit.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use quick_xml::{
    Reader,
    events::{BytesStart, Event},
    name::PrefixDeclaration,
};

use super::AggregateRefused;

/// Where an element stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub start: usize,
    pub end: usize,
    /// The group around it, whose declarations of namespaces it inherits.
    pub group: Option<usize>,
}

impl Place {
    /// How many bytes it has.
    pub const fn len(&self) -> usize {
        self.end.saturating_sub(self.start)
    }
}

/// A list of entities: the root, or one within a list.
#[derive(Debug)]
struct Group {
    parent: Option<usize>,
    /// Prefixes, empty for the default namespace, and values as they are written.
    declared: Vec<(String, String)>,
    valid_until: Option<DateTime<Utc>>,
}

/// All of them, in the order in which they begin.
#[derive(Debug, Default)]
pub(super) struct Groups(Vec<Group>);

impl Groups {
    /// How many there are.
    pub const fn len(&self) -> usize {
        self.0.len()
    }

    /// Adds one, with the end that it gives for itself: that of the group around it holds for it too.
    pub fn push(&mut self, parent: Option<usize>, tag: &BytesStart<'_>, own: Option<DateTime<Utc>>) {
        let outer = parent.and_then(|at| self.0.get(at)).and_then(|group| group.valid_until);
        let valid_until = own.into_iter().chain(outer).min();
        self.0.push(Group { parent, declared: declarations(tag), valid_until });
    }

    /// The earliest end of the groups around the place.
    pub fn ends(&self, place: &Place) -> Option<DateTime<Utc>> {
        place.group.and_then(|group| self.0.get(group)).and_then(|group| group.valid_until)
    }

    /// The element as a document of its own: as it is written, with those of the namespaces that it inherits and may use. Prefixes
    /// also stand in values (`xsi:type`), so whatever looks like one counts.
    pub fn cut(&self, text: &str, place: &Place) -> Result<String, AggregateRefused> {
        let element = text.get(place.start..place.end).unwrap_or_default();
        let Ok(Event::Start(tag) | Event::Empty(tag)) = Reader::from_str(element).read_event() else {
            return Err(AggregateRefused::malformed("an element can't be cut out"));
        };
        let mut known: HashSet<String> = declarations(&tag).into_iter().map(|(prefix, _)| prefix).collect();
        let (start, rest) = element.split_at_checked(1 + tag.name().into_inner().len()).unwrap_or((element, ""));
        let mut written = start.to_owned();
        let mut group = place.group;
        while let Some(found) = group.and_then(|at| self.0.get(at)) {
            for (prefix, value) in &found.declared {
                if !known.insert(prefix.clone()) {
                    continue;
                }
                let quote = if value.contains('"') { "'" } else { "\"" };
                if prefix.is_empty() {
                    written.extend([" xmlns=", quote, value, quote]);
                } else if element.contains(&format!("{prefix}:")) {
                    written.extend([" xmlns:", prefix, "=", quote, value, quote]);
                }
            }
            group = found.parent;
        }
        written.push_str(rest);
        Ok(written)
    }
}

/// The namespaces that an element declares: prefixes, empty for the default one, and values as they are written.
fn declarations(tag: &BytesStart<'_>) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for attribute in tag.attributes().with_checks(false).flatten() {
        match attribute.key.as_namespace_binding() {
            Some(PrefixDeclaration::Default) => found.push((String::new(), attribute.value.into_owned())),
            Some(PrefixDeclaration::Named(prefix)) => found.push((prefix.to_owned(), attribute.value.into_owned())),
            None => {}
        }
    }
    found
}
