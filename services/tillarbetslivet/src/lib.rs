//! Tillarbetslivet: prao and APL. Employers' seats are offered within the law's hours, pupils choose, and the coordinator confirms who
//! has which seat; each confirmed placement is charged.

mod demo;
mod domain;
mod entities;
mod events;
mod examples;
mod failure;
mod http;
mod migrations;
mod offering;
mod pages;
mod permissions;
mod placing;
mod reading;
mod retention;
mod verify;
mod wishing;

use platform::{Module, NavEntry, Place};

/// The service.
#[must_use]
pub fn module() -> Module {
    let texts = ui::Source { sv: include_str!("../texts/sv.ftl"), en: include_str!("../texts/en.ftl") };
    Module::new("tillarbetslivet", "briefcase", texts)
        .migrations(migrations::all)
        .api(http::api())
        .pages(pages::pages())
        .nav(NavEntry {
            place: Place::Services,
            key: "tillarbetslivet-nav",
            icon: ui::Icon::Briefcase,
            href: "/tillarbetslivet",
            permission: &permissions::READ,
        })
        .emits::<events::PlacementOffered>()
        .emits::<events::PlacementConfirmed>()
        .emits::<events::PlacementCancelled>()
        .meters(&[&permissions::CONFIRMED])
        .subscribers()
        .demo_price(&permissions::CONFIRMED, 4_500)
        .retention("pupils", retention::forget_pupils)
        .demo(demo::make)
        .verify(verify::check)
        .example("offer", examples::offer)
        .example("wish", examples::wish)
        .example("placement", examples::placement)
        .example_body("tillarbetslivet.add_offer", examples::add_offer)
        .example_body("tillarbetslivet.add_wish", examples::add_wish)
}

#[cfg(test)]
mod tests;
