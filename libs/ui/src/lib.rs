//! The portal's page layer: one shell, one set of components, texts in two languages, Swedish formats and the static assets.
//!
//! Nothing here does I/O or knows a service. A service builds components, joins them into a [`Page`] and lets its [`Frame`] draw the
//! whole document. Everything a caller passes as text is escaped; only [`Html`] is markup. The pages need no JavaScript and hold no
//! inline style or script, so they work under `default-src 'self'`.

pub mod assets;
pub mod components;
pub mod format;
mod frame;
mod href;
mod html;
mod icon;
mod lang;
pub mod live;
mod shell;
mod texts;

pub use assets::{Asset, assets};
pub use components::*;
pub use frame::{Crumb, Frame, Link, NavGroup, NavItem, Organisation, Page, Person, Script};
pub use href::{Href, url};
pub use html::Html;
pub use icon::Icon;
pub use lang::Lang;
pub use texts::{Arg, Source, Texts, Words};

/// The README's example, compiled as a test.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
