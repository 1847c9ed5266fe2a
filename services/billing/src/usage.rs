//! What arrives all month: use, copies of others' facts, prices, one-off charges, and what it has cost so far.

pub(crate) mod domain;
pub(crate) mod entities;
mod migrations;

use platform::{Api, Module, Pages, store::migrate::Migration};

pub(crate) fn migrations() -> Vec<Migration> {
    migrations::all()
}

pub(crate) fn api() -> Api {
    Api::new()
}

pub(crate) fn pages() -> Pages {
    Pages::new()
}

pub(crate) fn declare(module: Module) -> Module {
    module
}
