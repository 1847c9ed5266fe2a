//! Tillarbetslivet: prao and APL. Employers' seats are offered within the law's hours, pupils choose, and the coordinator confirms who
//! has which seat; each confirmed placement is charged.

mod approving;
mod demo;
mod domain;
mod entities;
mod events;
mod examples;
mod failure;
mod http;
mod inviting;
mod migrations;
mod offering;
mod pages;
mod permissions;
mod placing;
mod reading;
mod retention;
mod verify;
mod waiting;
mod wishing;

use contracts::invitation::{InvitationAccepted, InvitationSent, InvitationWithdrawn};
use platform::{Cadence, Module, NavEntry, Place};

/// The service.
#[must_use]
pub fn module() -> Module {
    let texts = ui::Source {
        sv: concat!(include_str!("../texts/sv.ftl"), "\n", include_str!("../texts/sv/approvals.ftl")),
        en: concat!(include_str!("../texts/en.ftl"), "\n", include_str!("../texts/en/approvals.ftl")),
    };
    Module::new("tillarbetslivet", "briefcase", texts)
        .migrations(migrations::all)
        .api(http::api())
        .api_in_swedish(include_str!("../texts/sv/api.txt"))
        .pages(pages::pages())
        .nav(NavEntry {
            place: Place::Services,
            key: "tillarbetslivet-nav",
            icon: ui::Icon::Briefcase,
            href: "/tillarbetslivet",
            permission: &permissions::READ,
        })
        .nav(NavEntry {
            place: Place::Services,
            key: "tillarbetslivet-own",
            icon: ui::Icon::Briefcase,
            href: inviting::PAGE,
            permission: &permissions::OWN,
        })
        .emits::<events::PlacementOffered>()
        .emits::<events::PlacementConfirmed>()
        .emits::<events::PlacementApproved>()
        .emits::<events::PlacementCancelled>()
        .emits::<InvitationSent>()
        .emits::<InvitationWithdrawn>()
        .on::<InvitationAccepted, _, _>(inviting::accepted)
        .meters(&[&permissions::CONFIRMED])
        .subscribers()
        .demo_price(&permissions::CONFIRMED, 4_500)
        .waits(&[&waiting::CHOICES])
        .schedule("waiting", Cadence::Daily(0, 15), waiting::look_everywhere)
        .may_run_again()
        .retention("pupils", retention::forget_pupils)
        .demo(demo::make)
        .verify(verify::check)
        .example("offer", examples::offer)
        .example("wish", examples::wish)
        .example("placement", examples::placement)
        .example("invitation", examples::invitation)
        .example("own", examples::own)
        .example_body("tillarbetslivet.add_offer", examples::add_offer)
        .example_body("tillarbetslivet.add_wish", examples::add_wish)
}

#[cfg(test)]
mod tests;
