//! Identity: who is asking, for which organisation, with which rights. Sign-in by OpenID Connect, sessions, API keys, and the
//! built-in provider of a demonstration.

mod cookies;
mod demo;
mod demonstration;
mod domain;
mod entities;
mod feed;
mod http;
mod keys;
mod lookup;
mod migrations;
mod organisations;
mod pages;
mod permissions;
mod retention;
mod sessions;
mod sign_in;

use std::sync::Arc;

use contracts::{SessionLookup, members::OrganisationRegistered};
use platform::{Module, NavEntry, Place};
use ui::Icon;

/// The service.
#[must_use]
pub fn module() -> Module {
    let texts = ui::Source { sv: include_str!("../texts/sv.ftl"), en: include_str!("../texts/en.ftl") };
    let shared = Arc::new(sign_in::SignIn::default());
    let pages = pages::pages(&shared).merge(sign_in::pages(&shared)).merge(demonstration::pages(&shared.demonstration));
    Module::new("identity", "key-round", texts)
        .migrations(migrations::all)
        .api(http::api())
        .pages(pages)
        .nav(NavEntry {
            place: Place::Municipality,
            key: "identity-nav-keys",
            icon: Icon::Key,
            href: "/identity/keys",
            permission: &permissions::KEYS,
        })
        .project::<OrganisationRegistered, _, _>(organisations::registered)
        .projections(&["identity_organisation"])
        .answers::<SessionLookup, _, _>(lookup::answer)
        .background("session-feed", feed::run)
        .retention("sign-ins", retention::sign_ins)
        .retention("sessions", retention::sessions)
        .retention("keys", retention::keys)
        .retention("strangers", retention::strangers)
        .demo(demo::make)
        .example("session", demo::example_session)
        .example("key", demo::example_key)
        .example_body("identity.make_key", demo::example_new_key)
}
