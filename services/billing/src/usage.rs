//! What arrives all month: use, copies of others' facts, prices, one-off charges, and what it has cost so far.

mod charges;
mod check;
mod control;
pub(crate) mod domain;
pub(crate) mod entities;
mod handlers;
mod http;
mod ingest;
pub(crate) mod known;
mod migrations;
mod permissions;
mod prices;
mod rows;
mod tell;

use contracts::billing::UsageRolledUp;
use platform::{Api, Module, Pages, store::migrate::Migration};

pub(crate) use check::check;

pub(crate) fn migrations() -> Vec<Migration> {
    migrations::all()
}

pub(crate) fn api() -> Api {
    http::api()
}

pub(crate) fn pages() -> Pages {
    Pages::new()
}

pub(crate) fn declare(module: Module) -> Module {
    module
        .emits::<UsageRolledUp>()
        .on(handlers::usage_recorded)
        .on(handlers::control_total)
        .project(handlers::organisation_registered)
        .project(handlers::subscription_started)
        .project(handlers::subscription_ended)
        .projections(&["billing_organisation", "billing_subscription"])
        .background("tell", tell::run)
}
