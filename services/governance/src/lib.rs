//! Governance: those who use a service govern it together. Its council proposes, votes under an hours budget, and sees why.

mod calendar;
mod close;
mod councils;
mod demo;
mod domain;
mod entities;
mod events;
mod examples;
mod failure;
mod handlers;
mod http;
mod meetings;
mod migrations;
mod open;
mod pages;
mod permissions;
mod proposals;
mod verify;
mod vote;

use std::time::Duration;

use contracts::{
    governance::{BallotClosed, MeetingCancelled, MeetingChanged, MeetingPlanned, RoadmapMoved},
    members::OrganisationRegistered,
    tasks::{TaskClosed, TaskOpened},
};
use platform::{Cadence, Module, NavEntry, Place};

/// The service.
#[must_use]
pub fn module() -> Module {
    let texts = ui::Source { sv: include_str!("../texts/sv.ftl"), en: include_str!("../texts/en.ftl") };
    Module::new("governance", "vote", texts)
        .migrations(migrations::all)
        .api(http::api())
        .api_in_swedish(include_str!("../texts/sv/api.txt"))
        .pages(pages::pages())
        .nav(NavEntry {
            place: Place::Together,
            key: "governance-nav",
            icon: ui::Icon::Vote,
            href: "/governance",
            permission: &permissions::READ,
        })
        .emits::<events::BallotOpened>()
        .emits::<BallotClosed>()
        .emits::<RoadmapMoved>()
        .emits::<MeetingPlanned>()
        .emits::<MeetingChanged>()
        .emits::<MeetingCancelled>()
        .emits::<TaskOpened>()
        .emits::<TaskClosed>()
        .all_subscribers()
        .project::<OrganisationRegistered, _, _>(handlers::registered)
        .projections(&["governance_organisation"])
        .schedule("close", Cadence::Every(Duration::from_secs(20)), close::close_due)
        .schedule("invite", Cadence::Every(Duration::from_secs(20)), meetings::tell::newcomers)
        .retention("calendars", calendar::forget)
        .demo(demo::make)
        .verify(verify::check)
        .example("council", examples::council)
        .example("seat", examples::seat)
        .example("proposal", examples::proposal)
        .example("item", examples::item)
        .example("ballot", examples::ballot)
        .example("outcome", examples::outcome)
        .example("paper", examples::paper)
        .example("meeting", examples::meetings::meeting)
        .example("sitting", examples::meetings::sitting)
        .example("signature", examples::meetings::signature)
        .example_body("governance.plan_meeting", examples::meetings::plan)
        .example_body("governance.propose", examples::propose)
        .example_body("governance.estimate_proposal", examples::estimate)
        .example_body("governance.open_ballot", examples::open)
        .example_body("governance.cast_vote", examples::vote)
}

#[cfg(test)]
mod tests;
