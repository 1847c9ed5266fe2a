//! `/bibblix/titles`: the catalogue.

use axum::{extract::State, response::Response};
use platform::{Caller, Ctx, Result, View, clock::local_date, extract::Query};
use ui::{Card, Cell, Column, Empty, Icon, Page, Pagination, Search, Table, format};

use super::common::{Listing, refusal};
use crate::{
    catalogue,
    entities::title,
    lend::{self, Cost},
    permissions::LEND,
};

pub(crate) async fn show(
    State(ctx): State<Ctx>,
    view: View,
    caller: Caller,
    Query(listing): Query<Listing>,
) -> Result<Response> {
    let read = ctx.store.read(caller.tenant()).await?;
    let (rows, total) = catalogue::search(&read, &listing.q, listing.page(), listing.limit()).await?;
    let steps = lend::price_list(&read).await?;
    let mut table = Table::new(view.lang, view.ta("bibblix-hits", &[("count", total.into())]));
    for key in ["title", "author", "age"] {
        table = table.column(Column::text(view.t(&format!("bibblix-column-{key}"))));
    }
    table = table
        .column(Column::number(view.t("bibblix-column-lix")))
        .column(Column::text(view.t("bibblix-column-published")))
        .column(Column::number(view.t("bibblix-column-price")))
        .empty(Empty::new(Icon::Search, view.t("bibblix-titles-none")));
    let day = local_date(ctx.clock.now());
    for row in rows {
        let price = match lend::cost(&steps, &row, day) {
            Ok(Cost::Priced(price)) => Cell::money(price.ore),
            Ok(Cost::Prepaid) => Cell::text(view.t("bibblix-prepaid")),
            Err(refused) => Cell::text(refusal(&view, &refused)),
        };
        let title::Model { id, title, author, age_band, lix, published, .. } = row;
        let name =
            if caller.may(&LEND) { Cell::link(title, format!("/bibblix/lend?title={id}")) } else { Cell::text(title) };
        table = table.row([
            name,
            Cell::text(author),
            Cell::text(age_band),
            Cell::integer(lix.into()),
            Cell::text(format::day(published)),
            price,
        ]);
    }
    let mut pages = Pagination::new(view.lang, "/bibblix/titles", listing.page(), listing.limit(), total);
    if !listing.q.is_empty() {
        pages = pages.keep("q", listing.q.as_str());
    }
    let search = Search::new(view.lang, "/bibblix/titles", view.t("bibblix-search"))
        .value(listing.q.as_str())
        .hint(view.t("bibblix-search-hint"));
    let page = Page::new(view.t("bibblix-titles"))
        .crumb(view.t("service-bibblix"), "/bibblix")
        .lead(view.t("bibblix-titles-lead"))
        .body(search)
        .body(Card::plain().body(table).body(pages).flush())
        .body(ui::Explain::new(view.lang, view.t("bibblix-price-rule")));
    Ok(view.page(page))
}
