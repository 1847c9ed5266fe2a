//! The portal's first page and the pages about the portal itself.

mod domain;
mod entities;
mod http;
mod migrations;
mod overview;
mod pages;
mod permissions;
mod projection;
mod statement;

use platform::{Module, NavEntry, Place};
use ui::Icon;

/// The service.
#[must_use]
pub fn module() -> Module {
    let texts = ui::Source { sv: include_str!("../texts/sv.ftl"), en: include_str!("../texts/en.ftl") };
    Module::new("portal", "layout-dashboard", texts)
        .migrations(migrations::migrations)
        .api(http::api())
        .pages(pages::pages())
        .nav(NavEntry {
            place: Place::Services,
            key: "portal-nav-start",
            icon: Icon::Dashboard,
            href: "/",
            permission: &permissions::START,
        })
        .nav(NavEntry {
            place: Place::Municipality,
            key: "portal-nav-api",
            icon: Icon::Plug,
            href: "/portal/api",
            permission: &permissions::START,
        })
        .nav(NavEntry {
            place: Place::Operations,
            key: "portal-components-nav",
            icon: Icon::Compass,
            href: "/portal/components",
            permission: &permissions::COMPONENTS,
        })
        .project(projection::usage_rolled_up)
        .project(projection::invoice_issued)
        .project(projection::organisation_registered)
        .project(projection::subscription_started)
        .project(projection::subscription_ended)
        .project(projection::task_opened)
        .project(projection::task_closed)
        .projections(&["portal_usage", "portal_invoice", "portal_organisation", "portal_subscription", "portal_task"])
        .retention("closed-tasks", projection::forget_closed_tasks)
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
