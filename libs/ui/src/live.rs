//! Parts of a page that are updated while one looks. Without scripts the page still works: it shows the state when it was loaded.
//!
//! A live page has one stream. The server sends unnamed events whose data is one or more [`part`]s, at most one every other second.

use askama::Template;

use crate::{Href, Html};

#[derive(Template)]
#[template(path = "live_region.html")]
struct Region<'a> {
    stream: &'a Href,
    body: &'a Html,
}

#[derive(Template)]
#[template(path = "live_slot.html")]
struct Slot<'a> {
    id: &'a str,
    body: &'a Html,
}

#[derive(Template)]
#[template(path = "live_part.html")]
struct Part<'a> {
    id: &'a str,
    body: &'a Html,
}

/// The region that listens to a stream of server-sent events; put all live slots inside it and make the page `live()`.
pub fn region(stream: impl Into<Href>, body: impl Into<Html>) -> Html {
    Html::render(&Region { stream: &stream.into(), body: &body.into() })
}

/// A place whose content a [`part`] of the same id replaces. Screen readers are told when they pause.
pub fn slot(id: &str, body: impl Into<Html>) -> Html {
    Html::render(&Slot { id, body: &body.into() })
}

/// The data of an event: new content for the slot with this id. One line per `data:` field is the transport's business.
pub fn part(id: &str, body: impl Into<Html>) -> Html {
    Html::render(&Part { id, body: &body.into() })
}
