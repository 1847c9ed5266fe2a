//! Bibblix, the children's e-library: a municipality's libraries lend titles to library cards, within limits and a budget; each
//! loan is charged at the price of the day on which it started.

mod budgets;
mod catalogue;
mod domain;
mod end;
mod entities;
mod events;
mod failure;
mod handlers;
mod http;
mod lend;
mod migrations;
mod permissions;

use std::time::Duration;

use contracts::members::{SubscriptionEnded, SubscriptionStarted};
use platform::{Cadence, Module};

/// The service.
#[must_use]
pub fn module() -> Module {
    let texts = ui::Source { sv: include_str!("../texts/sv.ftl"), en: include_str!("../texts/en.ftl") };
    Module::new("bibblix", "library", texts)
        .migrations(migrations::all)
        .api(http::api())
        .emits::<events::LoanStarted>()
        .emits::<events::LoanEnded>()
        .emits::<events::BudgetLevelReached>()
        .meters(&[&permissions::LOAN, &permissions::BUNDLE_LOAN])
        .project::<SubscriptionStarted, _, _>(handlers::started)
        .project::<SubscriptionEnded, _, _>(handlers::ended)
        .projections(&["bibblix_subscription"])
        .schedule("expire", Cadence::Every(Duration::from_secs(3600)), end::expire)
}
