//! UKA, follow-up of young people outside school (kommunernas aktivitetsansvar): who is registered, when they were contacted, what
//! they are offered, who is to be looked up next, and how it ended.

mod accesses;
mod cases;
mod demo;
mod desk;
mod domain;
mod entities;
mod events;
mod examples;
mod failure;
mod follow;
mod follows;
mod http;
mod migrations;
mod pages;
mod peaks;
mod permissions;
mod register;
mod retention;
mod vault;
mod verify;
mod waiting;

use platform::{Cadence, Module, NavEntry, Place};

/// The service.
#[must_use]
pub fn module() -> Module {
    let texts = ui::Source { sv: include_str!("../texts/sv.ftl"), en: include_str!("../texts/en.ftl") };
    Module::new("uka", "compass", texts)
        .migrations(migrations::all)
        .api(http::api())
        .api_in_swedish(include_str!("../texts/sv/api.txt"))
        .pages(pages::pages())
        .nav(NavEntry {
            place: Place::Services,
            key: "uka-nav",
            icon: ui::Icon::Compass,
            href: "/uka",
            permission: &permissions::WORK,
        })
        .emits::<events::CaseOpened>()
        .emits::<events::ContactMade>()
        .emits::<events::CaseClosed>()
        .meters(&[&permissions::PEAK])
        .subscribers()
        .demo_price(&permissions::PEAK, 3_500)
        .schedule("peaks", Cadence::Daily(0, 5), peaks::carry)
        .schedule("of-age", Cadence::Daily(1, 10), cases::close_of_age)
        .may_run_again()
        .waits(&[&waiting::OVERDUE, &waiting::PROTECTED])
        .schedule("waiting", Cadence::Daily(0, 15), waiting::look_everywhere)
        .may_run_again()
        .retention("closed", retention::delete)
        .log_kept(follows::LOG_YEARS)
        .follows(follows::FOLLOWS)
        .demo(demo::make)
        .verify(verify::check)
        .example("youth", examples::youth)
        .example("measure", examples::measure)
        .example_body("uka.register_youth", examples::register)
        .example_body("uka.record_contact", examples::contact)
        .example_body("uka.start_measure", examples::start_measure)
        .example_body("uka.end_measure", examples::end_measure)
        .example_body("uka.close_case", examples::close)
        .example_body("uka.protect_youth", examples::protect)
}

#[cfg(test)]
mod tests;
