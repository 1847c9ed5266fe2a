//! The list of invoices: the own organisation's; finance sees everybody's.

use axum::{extract::State as Ambient, response::Response};
use platform::{Caller, Ctx, Result, View, extract::Query};
use serde::Deserialize;
use ui::{Card, Filters, Page, Pagination, Search, url};

use super::tables;
use crate::runs::bills::{self, Filter};

const LIMIT: u64 = 25;

/// The address's query.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wanted {
    q: String,
    year: String,
    page: Option<u64>,
}

/// `GET /billing/invoices`.
pub(super) async fn page(
    Ambient(ctx): Ambient<Ctx>,
    view: View,
    caller: Caller,
    Query(wanted): Query<Wanted>,
) -> Result<Response> {
    let filter = Filter { text: wanted.q.clone(), year: wanted.year.parse().ok(), service: None };
    let (number, limit) = crate::runs::read::paging(wanted.page, Some(LIMIT));
    let found = bills::list(&ctx, &caller, &filter, number, limit).await?;
    let values = [("count", found.total.into())];
    let lead = view.ta(if found.all { "billing-invoice-list-lead-all" } else { "billing-invoice-list-lead" }, &values);
    let title = view.t(if found.all { "billing-invoice-list-all" } else { "billing-invoice-list" });
    let chips = Filters::new(view.lang).chip(
        view.t("billing-run-all"),
        url("/billing/invoices", &[("q", &wanted.q)]),
        None,
        wanted.year.is_empty(),
    );
    let chips = found.years.iter().fold(chips, |chips, year| {
        let year = year.to_string();
        let href = url("/billing/invoices", &[("q", &wanted.q), ("year", &year)]);
        let chosen = wanted.year == year;
        chips.chip(year, href, None, chosen)
    });
    let hint = view.t(if found.all { "billing-invoice-search-hint-all" } else { "billing-invoice-search-hint" });
    let search = Search::new(view.lang, "/billing/invoices", view.t("billing-invoice-search"))
        .value(&wanted.q)
        .hint(hint)
        .keep("year", &wanted.year);
    let card = Card::new(view.t("billing-invoice-list-card")).tool(chips).flush().body(tables::invoices(
        &view,
        &found.rows,
        found.all,
    ));
    let pages = Pagination::new(view.lang, "/billing/invoices", number, limit, found.total)
        .keep("q", &wanted.q)
        .keep("year", &wanted.year);
    Ok(view.page(Page::new(title).lead(lead).body(search).body(card).body(pages)))
}
