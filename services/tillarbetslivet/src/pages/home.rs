//! `/tillarbetslivet`: what the coordinator has to do: choices to confirm, coming placements with free seats.

use axum::{extract::State, response::Response};
use chrono::NaiveDate;
use platform::{Caller, Ctx, Read, Result, View, clock::local_date};
use sea_orm::{ColumnTrait, PaginatorTrait, QueryFilter, QuerySelect, sea_query::Expr};
use ui::{Actions, Button, Card, Empty, Explain, Grid, Icon, Notice, Page, Stat, TextLink, format};

use super::common::{Shown, offer_table, wish_table};
use crate::{
    domain::placing::Wish,
    entities::{offer, placement},
    permissions::{OFFER, READ_PUPILS},
    reading::{self, Stand, Which, Whose},
};

/// Rows of each list.
const ROWS: u64 = 8;

/// What the page says in numbers.
struct Figures {
    free_seats: i64,
    open: u64,
    confirmed: u64,
}

pub(crate) async fn show(State(ctx): State<Ctx>, view: View, caller: Caller) -> Result<Response> {
    let today = local_date(ctx.clock.now());
    let read = ctx.store.read(caller.tenant()).await?;
    let free = Which { stand: Some(Stand::Free), kind: None };
    let (coming, _) = reading::offers(&read, free, today, 1, ROWS).await?;
    let open = Whose { state: Some(Wish::Open), offer: None };
    let (wishes, waiting) = reading::wishes(&read, open, today, 1, ROWS).await?;
    let figures = figures(&read, today, waiting).await?;
    let lead =
        view.ta("tillarbetslivet-home-lead", &[("open", figures.open.into()), ("seats", figures.free_seats.into())]);
    let mut page = Page::new(view.t("service-tillarbetslivet")).lead(lead);
    if !read.subscribed(today).await? {
        page = page.body(Notice::warning(view.lang, view.not_subscribed()));
    } else if caller.may(&OFFER) {
        let add = Button::link(view.t("tillarbetslivet-offer-add"), "/tillarbetslivet/new").icon(Icon::Plus);
        page = page.body(Actions::new().button(add));
    }
    page = page.body(stats(&view, &figures, caller.may(&READ_PUPILS)));
    if caller.may(&READ_PUPILS) {
        let pupils = reading::pupils(&read, wishes.iter().map(|row| row.pupil).collect()).await?;
        let chosen = reading::offers_of(&read, wishes.iter().map(|row| row.offer).collect()).await?;
        let title = view.t("tillarbetslivet-due-wishes");
        let table = wish_table(&view, title.clone(), Shown::All, &wishes, (&pupils, &chosen))
            .caption_hidden()
            .empty(Empty::new(Icon::Done, view.t("tillarbetslivet-wishes-none-open")));
        let all = TextLink::new(view.t("tillarbetslivet-wishes-all"), "/tillarbetslivet/wishes?status=open");
        page = page.body(Card::new(title).tool(all).body(table).flush());
    }
    let title = view.t("tillarbetslivet-due-seats");
    let table = offer_table(&view, title.clone(), &coming, today)
        .caption_hidden()
        .empty(Empty::new(Icon::Briefcase, view.t("tillarbetslivet-offers-none-free")));
    let all = TextLink::new(view.t("tillarbetslivet-offers-all"), "/tillarbetslivet/offers");
    page = page.body(Card::new(title).tool(all).body(table).flush());
    Ok(view.page(
        page.body(Explain::new(view.lang, view.t("tillarbetslivet-rule")).title(view.t("tillarbetslivet-rule-title"))),
    ))
}

async fn figures(read: &Read, today: NaiveDate, open: u64) -> Result<Figures> {
    let sum = Expr::cust("CAST(COALESCE(SUM(seats - taken), 0) AS BIGINT)");
    let coming = read.find::<offer::Entity>().filter(offer::Column::FirstDay.gt(today)).select_only();
    let free_seats: Option<i64> = coming.column_as(sum, "free").into_tuple().one(read.db()).await?;
    let held = read.find::<placement::Entity>().filter(placement::Column::CancelledAt.is_null());
    let confirmed = held.filter(placement::Column::Pupil.is_not_null()).count(read.db()).await?;
    Ok(Figures { free_seats: free_seats.unwrap_or(0), open, confirmed })
}

fn stats(view: &View, figures: &Figures, pupils: bool) -> Grid {
    let number = |count: u64| format::integer(i64::try_from(count).unwrap_or(i64::MAX));
    let mut grid = Grid::new();
    if pupils {
        let open = Stat::new(view.t("tillarbetslivet-stat-open"), number(figures.open));
        grid = grid.item(open.href("/tillarbetslivet/wishes?status=open"));
    }
    let free = Stat::new(view.t("tillarbetslivet-stat-free"), format::integer(figures.free_seats));
    let confirmed = Stat::new(view.t("tillarbetslivet-stat-confirmed"), number(figures.confirmed));
    grid.item(free.href("/tillarbetslivet/offers?status=free"))
        .item(confirmed.note(view.t("tillarbetslivet-stat-confirmed-note")))
}
