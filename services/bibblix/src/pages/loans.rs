//! `/bibblix/loans`: all loans of the own municipality.

use axum::{extract::State, response::Response};
use platform::{Caller, Ctx, Result, View, extract::Query};
use ui::{Button, Card, Empty, Filters, Icon, Page, Pagination, format, url};

use super::common::{Listing, loan_table};
use crate::{catalogue, domain::loan::Status};

pub(crate) async fn show(
    State(ctx): State<Ctx>,
    view: View,
    caller: Caller,
    Query(listing): Query<Listing>,
) -> Result<Response> {
    let (now, status) = (ctx.clock.now(), listing.status());
    let read = ctx.store.read(caller.tenant()).await?;
    let (rows, total) = catalogue::loans(&read, status, now, listing.page(), listing.limit()).await?;
    let titles = catalogue::titles_of(&read, &rows).await?;
    let count = format::integer(i64::try_from(total).unwrap_or(i64::MAX));
    let chosen = status.map_or("", Status::name);
    let mut filters =
        Filters::new(view.lang).chip(view.t("bibblix-status-all"), "/bibblix/loans", None, status.is_none());
    for one in Status::ALL {
        let href = url("/bibblix/loans", &[("status", one.name())]);
        filters = filters.chip(view.t(&format!("bibblix-status-{}", one.name())), href, None, status == Some(one));
    }
    let export = Button::link(view.t("bibblix-export"), url("/bibblix/loans.csv", &[("status", chosen)]));
    let table = loan_table(&view, view.t("bibblix-loans"), &rows, &titles, now)
        .caption_hidden()
        .empty(Empty::new(Icon::Book, view.t("bibblix-loans-none")));
    let mut pages = Pagination::new(view.lang, "/bibblix/loans", listing.page(), listing.limit(), total);
    if !chosen.is_empty() {
        pages = pages.keep("status", chosen);
    }
    let card = Card::new(view.t("bibblix-loans-card"))
        .tool(filters)
        .tool(export.secondary().small().icon(Icon::Download).download())
        .body(table)
        .body(pages)
        .flush();
    let page = Page::new(view.t("bibblix-loans"))
        .crumb(view.t("service-bibblix"), "/bibblix")
        .lead(view.ta("bibblix-loans-lead", &[("count", count.into())]))
        .body(card);
    Ok(view.page(page))
}
