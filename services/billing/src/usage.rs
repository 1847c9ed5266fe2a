//! What arrives all month: use, copies of others' facts, prices, one-off charges, and what it has cost so far.

mod charges;
mod check;
mod control;
mod cost;
mod demo;
pub(crate) mod domain;
pub(crate) mod entities;
mod handlers;
mod http;
mod ingest;
pub(crate) mod known;
mod migrations;
mod pages;
mod permissions;
mod prices;
mod quarantine;
mod retention;
mod rows;
mod tell;
#[cfg(test)]
mod tests;

use contracts::{billing::UsageRolledUp, usage::UsageBatchRecorded};
use platform::{Api, Module, NavEntry, Pages, Place, store::migrate::Migration};
use ui::Icon;

pub(crate) use check::check;

pub(crate) fn migrations() -> Vec<Migration> {
    migrations::all()
}

pub(crate) fn api() -> Api {
    http::api()
}

pub(crate) fn pages() -> Pages {
    pages::pages()
}

pub(crate) fn declare(module: Module) -> Module {
    module
        .emits::<UsageRolledUp>()
        .emits::<UsageBatchRecorded>()
        .on_all(handlers::usage_recorded)
        .on_all(handlers::usage_batch_recorded)
        .on(handlers::control_total)
        .answers(control::summary)
        .project(handlers::organisation_registered)
        .project(handlers::subscription_started)
        .project(handlers::subscription_ended)
        .projections(&["billing_organisation", "billing_subscription"])
        .background("tell", tell::run)
        .retention("usage", retention::usage)
        .demo(demo::load)
        .nav(NavEntry {
            place: Place::Municipality,
            key: "billing-nav-cost",
            icon: Icon::Coins,
            href: "/billing/cost",
            permission: &permissions::COST,
        })
        .example_body("billing.send_usage", demo::use_body)
        .example_body("billing.add_price", demo::price_body)
        .example_body("billing.add_charge", demo::charge_body)
}
