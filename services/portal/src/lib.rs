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
        .api_in_swedish(include_str!("../texts/sv/api.txt"))
        .pages(pages::pages())
        .nav(NavEntry {
            place: Place::Services,
            key: "portal-nav-start",
            icon: Icon::Dashboard,
            href: "/",
            // Those who are led on from it need no way to it.
            permission: &permissions::TASKS,
        })
        .nav(NavEntry {
            place: Place::Municipality,
            key: "portal-nav-api",
            icon: Icon::Plug,
            href: "/portal/api",
            permission: &permissions::TASKS,
        })
        .nav(NavEntry {
            place: Place::Municipality,
            key: "audit-nav",
            icon: Icon::History,
            href: platform::audit::ALL,
            permission: &permissions::LOGS,
        })
        .nav(NavEntry {
            place: Place::Operations,
            key: "portal-nav-operations",
            icon: Icon::Gauge,
            href: "/portal/operations",
            permission: &permissions::OPERATIONS,
        })
        .nav(NavEntry {
            place: Place::Operations,
            key: "portal-components-nav",
            icon: Icon::Compass,
            href: "/portal/components",
            permission: &permissions::COMPONENTS,
        })
        .example("service", |_, tenant| async move { Ok(tenant.is_association().then(|| "portal".to_owned())) })
        .example("schedule", |_, tenant| async move { Ok(tenant.is_association().then(|| "retention".to_owned())) })
        .example("event", platform::operations::example_parked)
        .example_body("portal.drop_parked_event", |_, _| async {
            Ok(serde_json::json!({ "reason": "Händelsen skickades av misstag och saknar värde." }))
        })
        .project(projection::usage_rolled_up)
        .project(projection::invoice_issued)
        .project(projection::organisation_registered)
        .project(projection::subscription_started)
        .project(projection::subscription_ended)
        .project(projection::task_opened)
        .project(projection::task_closed)
        .project(projection::meeting_planned)
        .project(projection::meeting_changed)
        .project(projection::meeting_cancelled)
        .project(projection::ballot_closed)
        .project(projection::roadmap_moved)
        .projections(&[
            "portal_usage",
            "portal_invoice",
            "portal_organisation",
            "portal_subscription",
            "portal_task",
            "portal_meeting",
            "portal_news",
        ])
        .example("api", |_, _| async { Ok(Some("members".into())) })
        .example("operation", |_, _| async { Ok(Some("list-events".into())) })
        .background("watch", platform::operations::watch)
        .retention("closed-tasks", projection::forget_closed_tasks)
}

#[cfg(test)]
mod tests;
