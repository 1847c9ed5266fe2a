//! `/bibblix/loans`: all loans of the own municipality, also as a file. No cards.

use axum::{extract::State, response::Response};
use chrono::{DateTime, Utc};
use platform::{
    Caller, Ctx, Result, View,
    extract::Query,
    listing::{Col, Filter, List, Pairs, Saved},
};
use sea_orm::QueryFilter;
use ui::{Cell, Icon, Page, format};

use super::common::{badge, price};
use crate::{
    catalogue::{self, status_is},
    domain::loan::Status,
    entities::{loan, title},
    lend,
};

pub(super) const PATH: &str = "/bibblix/loans";

type Shown = (loan::Model, Option<title::Model>);

pub(crate) async fn show(
    State(ctx): State<Ctx>,
    view: View,
    caller: Caller,
    Query(pairs): Query<Pairs>,
) -> Result<Response> {
    let now = ctx.clock.now();
    let list = list(&view, now);
    let asked = list.read(&pairs)?;
    let status = asked.get("status").and_then(Status::parse);
    let read = ctx.store.read(caller.tenant()).await?;
    let loans = read.find::<loan::Entity>().filter(status_is(status, now));
    let found = asked.find(loans, loan::Column::Id, read.db()).await?;
    let titles = catalogue::titles_of(&read, &found.rows).await?;
    let found = found.map(|loan| {
        let title = titles.get(&loan.title).cloned();
        (loan, title)
    });
    let saved = Saved::of(&read, &view, &caller, PATH).await?;
    let count = format::integer(i64::try_from(found.total).unwrap_or(i64::MAX));
    let page = |list| {
        Page::new(view.t("bibblix-loans"))
            .crumb(view.t("service-bibblix"), "/bibblix")
            .lead(view.ta("bibblix-loans-lead", &[("count", count.into())]))
            .body(list)
    };
    list.respond(asked, found, saved, page).await
}

fn list(view: &View, now: DateTime<Utc>) -> List<'_, Shown> {
    let name =
        |(loan, title): &Shown| title.as_ref().map_or_else(|| loan.title.to_string(), |title| title.title.clone());
    let status = move |(loan, _): &Shown| lend::status(loan).at(loan.due, now);
    let word = |status: Status| view.t(&format!("bibblix-status-{}", status.name()));
    let head = |column: &str| view.t(&format!("bibblix-csv-{column}"));
    let statuses = Filter::chips("status", view.t("bibblix-column-status")).all(view.t("bibblix-status-all"), None);
    let statuses = Status::ALL.into_iter().fold(statuses, |filter, one| filter.option(one.name(), word(one)));
    List::new(view, PATH, view.t("bibblix-loans-card"))
        .empty(Icon::Book, view.t("bibblix-loans-none"))
        .filter(statuses)
        .start("-started")
        .column(Col::text("reference", head("reference"), |(loan, _): &Shown| lend::reference(loan.id)).only_file())
        .column(
            Col::text("title", view.t("bibblix-column-title"), name)
                .cell(move |row| Cell::link(name(row), format!("{PATH}/{}", row.0.id))),
        )
        .column(
            Col::text("author", head("author"), |(_, title): &Shown| title.as_ref().map(|title| title.author.clone()))
                .only_file(),
        )
        .column(
            Col::time("started", view.t("bibblix-column-started"), |(loan, _): &Shown| loan.started)
                .sort(loan::Column::Started),
        )
        .column(
            Col::time("due", view.t("bibblix-column-due"), |(loan, _): &Shown| loan.due)
                .cell(|(loan, _)| Cell::from(ui::date_tag(format::local_day(loan.due))))
                .sort(loan::Column::Due),
        )
        .column(Col::time("ended", head("ended"), |(loan, _): &Shown| loan.ended).only_file())
        .column(
            Col::text("status", view.t("bibblix-column-status"), move |row| word(status(row)))
                .cell(move |row| Cell::badge(badge(view, status(row)))),
        )
        .column(
            Col::money("price", view.t("bibblix-column-price"), |(loan, _): &Shown| {
                loan.price_list.as_ref().map(|_| loan.price_ore)
            })
            .cell(move |(loan, _)| price(view, loan))
            .sort(loan::Column::PriceOre),
        )
        .column(Col::text("price-list", head("price-list"), |(loan, _): &Shown| loan.price_list.clone()).only_file())
        .column(Col::text("step", head("step"), |(loan, _): &Shown| loan.price_step.clone()).only_file())
}
