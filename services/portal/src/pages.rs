//! The portal's own pages.

mod accessibility;
mod components;
mod cost;
mod operations;
mod privacy;
mod reference;
mod services;
mod start;
mod together;
mod waiting;

use platform::{PUBLIC, Pages};

use crate::permissions::{COMPONENTS, LOGS, START};

/// The pages.
pub fn pages() -> Pages {
    Pages::new()
        .get(&START, "/", start::page)
        .get(&PUBLIC, "/portal/accessibility", accessibility::page)
        .get(&PUBLIC, "/portal/privacy", privacy::page)
        .merge(reference::pages())
        .merge(operations::pages())
        .merge(platform::audit::everywhere(&LOGS))
        .get(&COMPONENTS, "/portal/components", components::page)
        .saved_filters("/portal/filters", &[("act", "save"), ("name", "API"), ("address", "/portal/api")])
}
