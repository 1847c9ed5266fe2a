//! `/tillarbetslivet/wishes`: pupils' choices in the own municipality.

use axum::{extract::State, response::Response};
use platform::{Caller, Ctx, Result, View, clock::local_date, extract::Query};
use ui::{Button, Card, Empty, Filters, Icon, Page, Pagination, format, url};

use super::common::{Listing, Shown, wish_table};
use crate::{
    domain::placing::Wish,
    reading::{self, Whose},
};

const PATH: &str = "/tillarbetslivet/wishes";

pub(crate) async fn show(
    State(ctx): State<Ctx>,
    view: View,
    caller: Caller,
    Query(listing): Query<Listing>,
) -> Result<Response> {
    let (today, state) = (local_date(ctx.clock.now()), Wish::parse(&listing.status));
    let read = ctx.store.read(caller.tenant()).await?;
    let whose = Whose { state, offer: None };
    let (rows, total) = reading::wishes(&read, whose, today, listing.page(), listing.limit()).await?;
    let pupils = reading::pupils(&read, rows.iter().map(|row| row.pupil).collect()).await?;
    let offers = reading::offers_of(&read, rows.iter().map(|row| row.offer).collect()).await?;
    let mut filters = Filters::new(view.lang).chip(view.t("tillarbetslivet-all"), PATH, None, state.is_none());
    for one in Wish::ALL {
        let word = view.t(&format!("tillarbetslivet-wish-{}", one.name()));
        filters = filters.chip(word, url(PATH, &[("status", one.name())]), None, state == Some(one));
    }
    let to_offers = Button::link(view.t("tillarbetslivet-wishes-how"), "/tillarbetslivet/offers?status=free");
    let empty = Empty::new(Icon::Inbox, view.t("tillarbetslivet-wishes-none")).action(to_offers.secondary());
    let table = wish_table(&view, view.t("tillarbetslivet-wishes"), Shown::State, &rows, (&pupils, &offers))
        .caption_hidden()
        .empty(empty);
    let mut pages = Pagination::new(view.lang, PATH, listing.page(), listing.limit(), total);
    if let Some(state) = state {
        pages = pages.keep("status", state.name());
    }
    let count = format::integer(i64::try_from(total).unwrap_or(i64::MAX));
    let page = Page::new(view.t("tillarbetslivet-wishes"))
        .crumb(view.t("service-tillarbetslivet"), "/tillarbetslivet")
        .lead(view.ta("tillarbetslivet-wishes-lead", &[("count", count.into())]))
        .body(Card::new(view.t("tillarbetslivet-wishes-card")).tool(filters).body(table).body(pages).flush());
    Ok(view.page(page))
}
