//! The member register: organisations, membership of the association, and who uses which shared service on whose account.

mod demo;
mod domain;
mod entities;
mod http;
mod migrations;
mod pages;
mod permissions;
mod register;
mod sandbox;
mod source;
mod subscriptions;
mod verify;

use contracts::members::{MemberJoined, OrganisationRegistered, SubscriptionEnded, SubscriptionStarted};
use platform::{Module, NavEntry, Place};
use ui::Icon;

/// The service.
#[must_use]
pub fn module() -> Module {
    let texts = ui::Source { sv: include_str!("../texts/sv.ftl"), en: include_str!("../texts/en.ftl") };
    Module::new("members", "users", texts)
        .migrations(migrations::migrations)
        .api(http::api())
        .api_in_swedish(include_str!("../texts/sv/api.txt"))
        .pages(pages::pages())
        .nav(NavEntry {
            place: Place::Municipality,
            key: "members-nav",
            icon: Icon::Users,
            href: "/members",
            permission: &permissions::READ,
        })
        .emits::<OrganisationRegistered>()
        .emits::<MemberJoined>()
        .emits::<SubscriptionStarted>()
        .emits::<SubscriptionEnded>()
        .background("register", source::keep)
        .demo(demo::make)
        .verify(verify::verify)
        .example("organisation", demo::example_organisation)
        .example("subscription", demo::example_subscription)
        .example_body("members.start_subscription", demo::example_start)
        .example_body("members.end_subscription", demo::example_end)
}

#[cfg(test)]
mod tests {
    use ui::{Lang, Texts};

    #[test]
    fn every_text_is_there_in_both_languages() {
        let texts = Texts::new(&[super::module().texts]).unwrap();
        for lang in Lang::ALL {
            assert_eq!(texts.missing(lang), Vec::<String>::new(), "{}", lang.tag());
        }
    }
}
