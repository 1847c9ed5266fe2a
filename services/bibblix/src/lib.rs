//! Bibblix, the children's e-library: a municipality's libraries lend titles to library cards, within limits and a budget; each
//! loan is charged at the price of the day on which it started.

mod budgets;
mod catalogue;
mod demo;
mod domain;
mod end;
mod entities;
mod events;
mod examples;
mod failure;
mod handlers;
mod http;
mod lend;
mod migrations;
mod pages;
mod permissions;
mod retention;
mod verify;

use std::time::Duration;

use contracts::members::OrganisationRegistered;
use platform::{Cadence, Module, NavEntry, Place};

/// The service.
#[must_use]
pub fn module() -> Module {
    let texts = ui::Source { sv: include_str!("../texts/sv.ftl"), en: include_str!("../texts/en.ftl") };
    Module::new("bibblix", "library", texts)
        .migrations(migrations::all)
        .api(http::api())
        .api_in_swedish(include_str!("../texts/sv/api.txt"))
        .pages(pages::pages())
        .nav(NavEntry {
            place: Place::Services,
            key: "bibblix-nav",
            icon: ui::Icon::Library,
            href: "/bibblix",
            permission: &permissions::READ,
        })
        .emits::<events::LoanStarted>()
        .emits::<events::LoanEnded>()
        .emits::<events::BudgetLevelReached>()
        .meters(&[&permissions::LOAN, &permissions::BUNDLE_LOAN])
        .subscribers()
        .project::<OrganisationRegistered, _, _>(handlers::registered)
        .projections(&["bibblix_organisation"])
        .schedule("expire", Cadence::Every(Duration::from_hours(1)), end::expire)
        .may_run_again()
        .retention("cards", retention::forget_cards)
        .demo(demo::make)
        .verify(verify::check)
        .example("loan", examples::loan)
        .example_body("bibblix.start_loan", examples::start_loan)
        .example_body("bibblix.reverse_loan", examples::reverse_loan)
        .example_body("bibblix.decide_budget", examples::decide_budget)
}

#[cfg(test)]
mod tests;
