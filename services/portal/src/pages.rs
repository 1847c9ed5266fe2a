//! The portal's own pages.

mod accessibility;
mod cost;
mod operations;
mod reference;
mod services;
mod start;
mod together;
mod waiting;

use platform::{PUBLIC, Pages};

use crate::permissions::START;

/// The pages.
pub fn pages() -> Pages {
    Pages::new()
        .get(&START, "/", start::page)
        .get(&PUBLIC, "/portal/accessibility", accessibility::page)
        .merge(reference::pages())
        .merge(operations::pages())
}
