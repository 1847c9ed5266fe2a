//! `/tillarbetslivet/offers`: all placements on offer in the own municipality.

use axum::{extract::State, response::Response};
use platform::{Caller, Ctx, Result, View, clock::local_date, extract::Query};
use ui::{Actions, Button, Card, Empty, Filters, Icon, Page, Pagination, format, url};

use super::common::{Listing, offer_table};
use crate::{
    domain::hours::Kind,
    permissions::OFFER,
    reading::{self, Stand, Which},
};

const PATH: &str = "/tillarbetslivet/offers";

pub(crate) async fn show(
    State(ctx): State<Ctx>,
    view: View,
    caller: Caller,
    Query(listing): Query<Listing>,
) -> Result<Response> {
    let today = local_date(ctx.clock.now());
    let which = Which { stand: Stand::parse(&listing.status), kind: Kind::parse(&listing.kind) };
    let read = ctx.store.read(caller.tenant()).await?;
    let (rows, total) = reading::offers(&read, which, today, listing.page(), listing.limit()).await?;
    let (stand, kind) = (which.stand.map_or("", Stand::name), which.kind.map_or("", Kind::name));
    let mut stands = Filters::new(view.lang).label(view.t("tillarbetslivet-column-status")).chip(
        view.t("tillarbetslivet-all"),
        address("", kind),
        None,
        stand.is_empty(),
    );
    for one in Stand::ALL {
        let word = view.t(&format!("tillarbetslivet-stand-{}", one.name()));
        stands = stands.chip(word, address(one.name(), kind), None, which.stand == Some(one));
    }
    let mut kinds = Filters::new(view.lang).label(view.t("tillarbetslivet-column-kind")).chip(
        view.t("tillarbetslivet-kind-all"),
        address(stand, ""),
        None,
        kind.is_empty(),
    );
    for one in Kind::ALL {
        let word = view.t(&format!("tillarbetslivet-kind-{}", one.name()));
        kinds = kinds.chip(word, address(stand, one.name()), None, which.kind == Some(one));
    }
    let empty = Empty::new(Icon::Briefcase, view.t("tillarbetslivet-offers-none"));
    let table = offer_table(&view, view.t("tillarbetslivet-offers"), &rows, today).caption_hidden().empty(empty);
    let mut pages = Pagination::new(view.lang, PATH, listing.page(), listing.limit(), total);
    for (name, value) in chosen(stand, kind) {
        pages = pages.keep(name, value);
    }
    let count = format::integer(i64::try_from(total).unwrap_or(i64::MAX));
    let mut page = Page::new(view.t("tillarbetslivet-offers"))
        .crumb(view.t("service-tillarbetslivet"), "/tillarbetslivet")
        .lead(view.ta("tillarbetslivet-offers-lead", &[("count", count.into())]));
    if caller.may(&OFFER) {
        let add = Button::link(view.t("tillarbetslivet-offer-add"), "/tillarbetslivet/new").icon(Icon::Plus);
        page = page.body(Actions::new().button(add));
    }
    let card =
        Card::new(view.t("tillarbetslivet-offers-card")).tool(stands).tool(kinds).body(table).body(pages).flush();
    Ok(view.page(page.body(card)))
}

fn chosen<'a>(stand: &'a str, kind: &'a str) -> Vec<(&'static str, &'a str)> {
    [("status", stand), ("kind", kind)].into_iter().filter(|(_, value)| !value.is_empty()).collect()
}

fn address(stand: &str, kind: &str) -> String {
    let chosen = chosen(stand, kind);
    if chosen.is_empty() { PATH.to_owned() } else { url(PATH, &chosen) }
}
