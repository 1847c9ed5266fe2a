//! `/uka`: the register, the next to follow up first; and looking somebody up by number.

use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use platform::{
    Caller, Ctx, Result, View,
    clock::local_date,
    extract::{Form, Query},
};
use serde::Deserialize;
use ui::{
    Actions, Badge, Button, Card, Cell, Column, Empty, Field, Filters, Form as UiForm, Icon, Notice, Order, Page,
    Pagination, Table, url,
};

use super::common::{Said, Sent, badge, table_day};
use crate::{
    cases,
    desk::{Desk, Why},
    domain::number::PersonalNumber,
    permissions::{FIND, REGISTER},
    register::{self, Listed, State as Part},
};

/// Rows on a page.
const ROWS: u64 = 20;

/// Which page of the list. What can't be is put right rather than refused: it stands in an address.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Listing {
    state: String,
    sort: String,
    page: String,
    limit: String,
}

pub(crate) async fn show(
    State(ctx): State<Ctx>,
    view: View,
    caller: Caller,
    Query(listing): Query<Listing>,
) -> Result<Response> {
    let page = page(&ctx, &view, &caller, &listing, Said::default(), None).await?;
    Ok(view.page(page))
}

/// Looks somebody up; a number that nobody has is no error.
pub(crate) async fn find(
    State(ctx): State<Ctx>,
    view: View,
    caller: Caller,
    Form(sent): Form<Sent>,
) -> Result<Response> {
    let mut said = Said::new("find", sent);
    let number = match PersonalNumber::parse(said.get("number"), local_date(ctx.clock.now())) {
        Ok(number) => number,
        Err(wrong) => {
            said.errors.insert("number", view.t(&format!("uka-number-{}", wrong.code())));
            let page = page(&ctx, &view, &caller, &Listing::default(), said, None).await?;
            return Ok(view.refused(page));
        }
    };
    let desk = Desk::open(&ctx, &caller).await?;
    desk.lock().await?;
    let Some(row) = cases::find(&desk, &number).await? else {
        desk.tx.commit().await?;
        let none = Notice::info(view.lang, view.t("uka-find-none")).link(view.t("uka-register"), "/uka/register");
        let page = page(&ctx, &view, &caller, &Listing::default(), said, Some(none)).await?;
        return Ok(view.page(page));
    };
    let result = desk.meet(&row, Why::Search).await;
    desk.finish(result).await?;
    Ok(Redirect::to(&format!("/uka/youths/{}", row.id)).into_response())
}

async fn page(
    ctx: &Ctx,
    view: &View,
    caller: &Caller,
    listing: &Listing,
    said: Said,
    notice: Option<Notice>,
) -> Result<Page> {
    let part = Part::parse(&listing.state).unwrap_or_default();
    let number = listing.page.parse().unwrap_or(1).clamp(1, 1_000_000);
    let limit = listing.limit.parse().unwrap_or(ROWS).clamp(1, 100);
    let desk = Desk::open(ctx, caller).await?;
    let subscribed = desk.tx.subscribed(local_date(desk.tx.now())).await?;
    let counts = register::counts(&desk).await?;
    let latest_first = match listing.sort.as_str() {
        "day" => false,
        "-day" => true,
        _ => part == Part::Closed,
    };
    let (rows, total) = register::sorted(&desk, part, latest_first, number, limit).await?;
    desk.tx.commit().await?;
    let count = |wanted: Part| counts.iter().find(|(part, _)| *part == wanted).map_or(0, |(_, count)| *count);
    let (open, overdue) = (count(Part::Open), count(Part::Overdue));
    let mut page = Page::new(view.t("service-uka"))
        .lead(view.ta("uka-lead", &[("open", open.into()), ("overdue", overdue.into())]));
    if !subscribed {
        page = page.body(Notice::warning(view.lang, view.not_subscribed()));
    } else if caller.may(&REGISTER) {
        page = page.body(Actions::new().button(Button::link(view.t("uka-register"), "/uka/register").icon(Icon::Plus)));
    }
    if let Some(notice) = notice {
        page = page.body(notice.alert());
    }
    if caller.may(&FIND) {
        let field = Field::text("number", view.t("uka-number")).hint(view.t("uka-find-hint")).max_length(20).short();
        let form = UiForm::post(view.lang, "/uka/find")
            .field(said.dress("find", "number", field, ""))
            .button(Button::submit(view.t("uka-find-button")).secondary().icon(Icon::Search));
        page = page.body(Card::new(view.t("uka-find")).body(form));
    }
    let mut filters = Filters::new(view.lang);
    for (one, count) in counts {
        let href = url("/uka", &[("state", one.name())]);
        filters = filters.chip(view.t(&format!("uka-state-{}", one.name())), href, Some(count), one == part);
    }
    let sort = if latest_first { "-day" } else { "day" };
    let pages = Pagination::new(view.lang, "/uka", number, limit, total).keep("state", part.name()).keep("sort", sort);
    let card = Card::new(view.t(&format!("uka-list-{}", part.name())))
        .tool(filters)
        .body(table(ctx, view, part, latest_first, &rows))
        .body(pages)
        .flush();
    Ok(page.body(card))
}

fn table(ctx: &Ctx, view: &View, part: Part, latest_first: bool, rows: &[Listed]) -> Table {
    let empty = match part {
        Part::Open => Empty::new(Icon::Users, view.t("uka-none-open"))
            .action(Button::link(view.t("uka-register"), "/uka/register").secondary()),
        Part::Overdue => Empty::new(Icon::Done, view.t("uka-none-overdue")),
        Part::Closed => Empty::new(Icon::Check, view.t("uka-none-closed")),
    };
    let day = if part == Part::Closed { "uka-column-closed" } else { "uka-column-next" };
    let (now, other) = if latest_first { (Order::Descending, "day") } else { (Order::Ascending, "-day") };
    let turned = url("/uka", &[("state", part.name()), ("sort", other)]);
    let mut table = Table::new(view.lang, view.t(&format!("uka-list-{}", part.name())))
        .caption_hidden()
        .column(Column::text(view.t("uka-column-name")))
        .column(Column::text(view.t(day)).sort(turned, now))
        .column(Column::text(view.t("uka-column-state")))
        .column(Column::text(view.t("uka-column-situation")))
        .column(Column::text(view.t("uka-column-twenty")))
        .empty(empty);
    for Listed { row, told } in rows {
        let Some((name, turns_20)) = told else {
            // Nothing that could tell who it is, nor a way that ends at a refusal.
            table = table.row([
                Cell::badge(Badge::neutral(view.t("uka-protected")).icon(Icon::Lock)),
                Cell::empty(),
                Cell::empty(),
                Cell::empty(),
                Cell::empty(),
            ]);
            continue;
        };
        let day = row.closed_at.map(local_date).or(row.follow_up).map_or_else(Cell::empty, table_day);
        table = table.row([
            Cell::link(name, format!("/uka/youths/{}", row.id)),
            day,
            Cell::badge(badge(view, row, ctx.clock.now())),
            Cell::text(view.t(&format!("uka-situation-{}", row.situation))),
            table_day(*turns_20),
        ]);
    }
    table
}
