//! The register's pages.

mod form;
mod list;
mod organisation;
mod subscribe;

use platform::{Pages, View};

use crate::permissions::{READ, SANDBOX, SUBSCRIBE};

/// The pages.
pub fn pages() -> Pages {
    Pages::new()
        .get(&READ, "/members", list::page)
        .post(&SANDBOX, "/members/sandbox", list::make_sandbox, &[])
        .saved_filters(
            "/members/filters",
            &[("act", "save"), ("name", "Dalarna"), ("address", "/members?county=Dalarnas%20l%C3%A4n")],
        )
        .get(&READ, "/members/{organisation}", organisation::page)
        .get(&SUBSCRIBE, "/members/{organisation}/subscribe", subscribe::ask)
        .post(
            &SUBSCRIBE,
            "/members/{organisation}/subscribe",
            subscribe::start,
            &[("service", "bibblix"), ("begins", "2026-12-01")],
        )
        .get(&SUBSCRIBE, "/members/subscriptions/{subscription}/end", subscribe::ask_end)
        .post(&SUBSCRIBE, "/members/subscriptions/{subscription}/end", subscribe::end, &[("ends", "2027-12-31")])
}

/// The service's title.
fn title(view: &View, service: &str) -> String {
    view.ctx.site.title(view.lang, service)
}
