//! One pass over the document that refuses whatever is not the one shape of signed metadata, and notes where its parts stand.
//!
//! Nothing is trusted here, and nothing is kept but places: the signature is verified over the text itself, and the parts are cut
//! out of the same text afterwards.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use quick_xml::{
    NsReader, XmlVersion,
    escape::resolve_predefined_entity,
    events::{BytesStart, Event},
    name::ResolveResult,
};

use super::{
    AggregateRefused,
    groups::{Groups, Place},
};
use crate::{
    instant,
    names::{DSIG, METADATA},
    xml::{DEEPEST, IDENTIFIERS, MOST_ATTRIBUTES, allowed},
};

/// An EntityDescriptor.
#[derive(Debug)]
pub(super) struct Entity {
    pub place: Place,
    pub entity_id: String,
    /// Whether it has the role of an identity provider, of whatever protocol.
    pub provider: bool,
}

/// What the root says of the whole.
#[derive(Debug, Clone, Default)]
pub(super) struct Root {
    pub id: Option<String>,
    pub name: Option<String>,
    /// When it is one entity.
    pub entity_id: Option<String>,
    pub valid_until: Option<String>,
    pub cache_duration: Option<String>,
}

/// What was found.
#[derive(Debug)]
pub(super) struct Scan<'a> {
    pub text: &'a str,
    pub root: Root,
    pub signature: Place,
    /// Those of the root.
    pub extensions: Option<Place>,
    pub entities: Vec<Entity>,
    groups: Groups,
}

/// What an open element is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    Group(usize),
    Entity,
    Signature,
    Extensions,
    Other,
}

struct Scanner<'a> {
    text: &'a str,
    open: Vec<(Open, usize)>,
    root: Option<Root>,
    ended: bool,
    signature: Option<Place>,
    extensions: Option<Place>,
    entities: Vec<Entity>,
    groups: Groups,
    identifiers: HashSet<String>,
    elements: usize,
    most: usize,
}

impl<'a> Scan<'a> {
    /// Looks through a document.
    pub fn of(text: &'a str, most: usize) -> Result<Self, AggregateRefused> {
        let mut scanner = Scanner {
            text,
            open: Vec::new(),
            root: None,
            ended: false,
            signature: None,
            extensions: None,
            entities: Vec::new(),
            groups: Groups::default(),
            identifiers: HashSet::new(),
            elements: 0,
            most,
        };
        scanner.run()?;
        let root = scanner.root.filter(|_| scanner.ended);
        Ok(Self {
            text,
            root: root.ok_or_else(|| AggregateRefused::malformed("it ends too early"))?,
            signature: scanner.signature.ok_or(AggregateRefused::Unsigned)?,
            extensions: scanner.extensions,
            entities: scanner.entities,
            groups: scanner.groups,
        })
    }

    /// The element as a document of its own.
    pub fn cut(&self, place: &Place) -> Result<String, AggregateRefused> {
        self.groups.cut(self.text, place)
    }

    /// The earliest end of the groups around the place.
    pub fn group_ends(&self, place: &Place) -> Option<DateTime<Utc>> {
        self.groups.ends(place)
    }

    /// An entity id that stands there twice.
    pub fn twice(&self) -> Option<&str> {
        let mut seen = HashSet::new();
        self.entities.iter().map(|entity| entity.entity_id.as_str()).find(|id| !seen.insert(*id))
    }
}

impl Scanner<'_> {
    fn run(&mut self) -> Result<(), AggregateRefused> {
        let mut reader = NsReader::from_str(self.text);
        reader.config_mut().check_comments = true;
        reader.resolver_mut().set_max_namespace_bindings(MOST_ATTRIBUTES * 4);
        loop {
            let start = position(&reader);
            let event = reader.read_event().map_err(AggregateRefused::malformed)?;
            match event {
                Event::Start(ref tag) => self.begin(&reader, tag, start)?,
                Event::Empty(ref tag) => {
                    self.begin(&reader, tag, start)?;
                    self.end(position(&reader))?;
                }
                Event::End(_) => self.end(position(&reader))?,
                Event::Text(words) => self.words(&words)?,
                Event::CData(words) => self.words(&words)?,
                Event::GeneralRef(name) => {
                    let character = name.resolve_char_ref().map_err(AggregateRefused::malformed)?;
                    let known = character.map_or_else(|| resolve_predefined_entity(&name).is_some(), allowed);
                    if !known || self.open.is_empty() {
                        return Err(AggregateRefused::malformed("a reference to something unknown"));
                    }
                }
                Event::Comment(_) => {}
                Event::Decl(declared) => {
                    // The bytes have been read as UTF-8; a program that believes another declaration reads another document.
                    let encoding = declared.encoding().transpose().map_err(AggregateRefused::malformed)?;
                    if encoding.is_some_and(|name| !name.eq_ignore_ascii_case("utf-8")) {
                        return Err(AggregateRefused::malformed("it declares another encoding than UTF-8"));
                    }
                }
                Event::DocType(_) => return Err(AggregateRefused::Dtd),
                Event::PI(_) => return Err(AggregateRefused::malformed("a processing instruction")),
                Event::Eof => return Ok(()),
            }
        }
    }

    fn words(&self, words: &str) -> Result<(), AggregateRefused> {
        if self.open.is_empty() && !words.trim_matches([' ', '\t', '\r', '\n']).is_empty() {
            return Err(AggregateRefused::malformed("text outside the document element"));
        }
        Ok(())
    }

    fn begin(&mut self, reader: &NsReader<&[u8]>, tag: &BytesStart<'_>, start: usize) -> Result<(), AggregateRefused> {
        self.elements += 1;
        if self.elements > self.most {
            return Err(AggregateRefused::TooLarge("elements"));
        }
        if self.open.len() >= DEEPEST {
            return Err(AggregateRefused::TooLarge("nesting"));
        }
        let (ns, name) = reader.resolver().resolve_element(tag.name());
        let ns = match ns {
            ResolveResult::Bound(ns) => ns.into_inner(),
            ResolveResult::Unbound => "",
            ResolveResult::Unknown(_) => return Err(AggregateRefused::malformed("a prefix without namespace")),
        };
        let parent = self.open.last().map(|(open, _)| *open);
        if parent.is_none() && self.root.is_some() {
            return Err(AggregateRefused::malformed("a second document element"));
        }
        let open = match (name.into_inner(), ns) {
            ("EntitiesDescriptor", METADATA) if matches!(parent, None | Some(Open::Group(_))) => {
                Open::Group(self.groups.len())
            }
            ("EntityDescriptor", METADATA) if matches!(parent, None | Some(Open::Group(_))) => Open::Entity,
            // By its bare name, whatever namespace it claims: software below looks for some of these that way.
            ("EntitiesDescriptor" | "EntityDescriptor", _) => {
                return Err(AggregateRefused::Wrapped("an entity stands where none belongs"));
            }
            ("Signature", _) => {
                self.may_sign(ns)?;
                Open::Signature
            }
            _ if parent.is_none() => return Err(AggregateRefused::NotMetadata),
            ("Extensions", METADATA) => Open::Extensions,
            (_, _) if matches!(parent, Some(Open::Group(_))) => {
                return Err(AggregateRefused::malformed("something in a list of entities that does not belong there"));
            }
            ("IDPSSODescriptor", METADATA) if parent == Some(Open::Entity) => {
                if let Some(entity) = self.entities.last_mut() {
                    entity.provider = true;
                }
                Open::Other
            }
            _ => Open::Other,
        };
        let told = self.attributes(reader, tag)?;
        if parent.is_none() {
            self.root = Some(told.clone());
        }
        match open {
            Open::Group(_) => self.group(tag, &told)?,
            Open::Entity => {
                if parent.is_none() {
                    self.group(tag, &told)?;
                }
                let place = Place { start, end: start, group: self.inner() };
                let entity_id = told.entity_id.unwrap_or_default();
                self.entities.push(Entity { place, entity_id, provider: false });
            }
            _ => {}
        }
        self.open.push((open, start));
        Ok(())
    }

    /// One signature: in the root, before all else, where the schema has it (Metadata 2.3). So it is the first in the document, which
    /// is the one that is verified.
    fn may_sign(&self, ns: &str) -> Result<(), AggregateRefused> {
        if ns != DSIG || self.open.len() != 1 || self.elements != 2 {
            return Err(AggregateRefused::Wrapped("a signature stands where none belongs"));
        }
        Ok(())
    }

    fn end(&mut self, end: usize) -> Result<(), AggregateRefused> {
        let (open, start) = self.open.pop().ok_or_else(|| AggregateRefused::malformed("an end without a beginning"))?;
        let place = Place { start, end, group: self.inner() };
        match open {
            Open::Entity => {
                if let Some(entity) = self.entities.last_mut() {
                    entity.place.end = end;
                }
            }
            Open::Signature => self.signature = Some(place),
            Open::Extensions if self.open.len() == 1 && self.extensions.is_none() => self.extensions = Some(place),
            _ => {}
        }
        self.ended |= self.open.is_empty();
        Ok(())
    }

    /// The group that is open. A root that is one entity counts as the first, for what stands in it.
    fn inner(&self) -> Option<usize> {
        let group = self.open.iter().rev().find_map(|(open, _)| match open {
            Open::Group(at) => Some(*at),
            _ => None,
        });
        group.or_else(|| (!self.open.is_empty()).then_some(0))
    }

    fn group(&mut self, tag: &BytesStart<'_>, told: &Root) -> Result<(), AggregateRefused> {
        let read = |text: &String| instant::read(text).ok_or(AggregateRefused::Date("validUntil"));
        let valid_until = told.valid_until.as_ref().map(read).transpose()?;
        self.groups.push(self.inner(), tag, valid_until);
        Ok(())
    }

    /// Checks an element's attributes, and says what matters of them.
    fn attributes(&mut self, reader: &NsReader<&[u8]>, tag: &BytesStart<'_>) -> Result<Root, AggregateRefused> {
        let mut told = Root::default();
        for (count, attribute) in tag.attributes().enumerate() {
            if count >= MOST_ATTRIBUTES {
                return Err(AggregateRefused::TooLarge("attributes"));
            }
            let attribute = attribute.map_err(AggregateRefused::malformed)?;
            if attribute.value.contains('<') {
                return Err(AggregateRefused::malformed("a character that XML does not allow in an attribute"));
            }
            if attribute.key.as_namespace_binding().is_some() {
                continue;
            }
            let (ns, name) = reader.resolver().resolve_attribute(attribute.key);
            let name = name.into_inner();
            if let ResolveResult::Unknown(_) = ns {
                return Err(AggregateRefused::malformed("a prefix without namespace"));
            }
            let plain = matches!(ns, ResolveResult::Unbound);
            let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(AggregateRefused::malformed)?;
            if IDENTIFIERS.contains(&name) {
                if !plain {
                    return Err(AggregateRefused::Wrapped("an identifier stands in a namespace"));
                }
                if !self.identifiers.insert(value.to_string()) {
                    return Err(AggregateRefused::DuplicateId);
                }
            }
            let place = match name {
                "ID" => &mut told.id,
                "Name" => &mut told.name,
                "entityID" => &mut told.entity_id,
                "validUntil" => &mut told.valid_until,
                "cacheDuration" => &mut told.cache_duration,
                _ => continue,
            };
            if plain {
                *place = Some(value.into_owned());
            }
        }
        Ok(told)
    }
}

fn position(reader: &NsReader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}
