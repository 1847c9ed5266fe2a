//! `/bibblix`: what the municipality's libraries have lent this month, what it has cost, and what remains.

use axum::{extract::State, response::Response};
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use platform::{
    Caller, Ctx, Read, Result, View,
    clock::{local_date, local_month, month_interval},
};
use sea_orm::{ColumnTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use ui::{Actions, Bar, BarChart, Button, Card, Empty, Grid, Icon, Notice, Page, Stat, TextLink, format};

use super::common::{budget_bar, loan_table, month as month_name};
use crate::{
    budgets, catalogue,
    domain::{
        budget::{Budget, DEFAULT_CAP},
        loan::Status,
    },
    entities::{budget, loan, organisation},
    permissions::LEND,
};

/// The last months shown.
const MONTHS: u64 = 12;

/// The month's figures.
struct Figures {
    lent: u64,
    active: u64,
    population: Option<i64>,
    budget: Budget,
    months: Vec<budget::Model>,
}

pub(crate) async fn show(State(ctx): State<Ctx>, view: View, caller: Caller) -> Result<Response> {
    let now = ctx.clock.now();
    let read = ctx.store.read(caller.tenant()).await?;
    let figures = figures(&read, now).await?;
    let may_lend = read.subscribed(local_date(now)).await?;
    let (latest, _) = catalogue::loans(&read, None, now, 1, 8).await?;
    let titles = catalogue::titles_of(&read, &latest).await?;
    let cost = format::kronor(figures.budget.committed);
    let lead = view.ta(
        "bibblix-home-lead",
        &[("month", month_name(&view, local_month(now)).into()), ("count", figures.lent.into()), ("cost", cost.into())],
    );
    let mut page = Page::new(view.t("service-bibblix")).lead(lead);
    if !may_lend {
        page = page.body(Notice::warning(view.lang, view.not_subscribed()));
    } else if caller.may(&LEND) {
        let lend = Button::link(view.t("bibblix-lend"), "/bibblix/lend").icon(Icon::Book);
        page = page.body(Actions::new().button(lend));
    }
    let bar = Card::new(view.ta("bibblix-budget-of", &[("month", month_name(&view, local_month(now)).into())]))
        .tool(TextLink::new(view.t("bibblix-budget-see"), "/bibblix/budget"))
        .body(budget_bar(&view, figures.budget));
    page = page.body(stats(&view, &figures)).body(bar);
    if figures.months.len() > 1 {
        page = page.body(Card::new(view.t("bibblix-chart")).body(chart(&view, &figures.months, local_month(now))));
    }
    let caption = view.t("bibblix-latest");
    let table = loan_table(&view, caption.clone(), &latest, &titles, now)
        .caption_hidden()
        .empty(Empty::new(Icon::Book, view.t("bibblix-loans-none")));
    let card =
        Card::new(caption).tool(TextLink::new(view.t("bibblix-loans-all"), "/bibblix/loans")).body(table).flush();
    Ok(view.page(page.body(card)))
}

async fn figures(read: &Read, now: DateTime<Utc>) -> Result<Figures> {
    let month = local_month(now);
    let (from, _) = month_interval(month);
    let loans = || read.find::<loan::Entity>();
    let lent = loans().filter(loan::Column::Started.gte(from)).filter(loan::Column::Status.ne(Status::Reversed.name()));
    let mut months =
        read.find::<budget::Entity>().order_by_desc(budget::Column::Month).limit(MONTHS).all(read.db()).await?;
    months.reverse();
    let this = months.iter().find(|row| row.month == month);
    let budget = match this {
        Some(row) => Budget { cap: row.cap_ore, committed: row.committed_ore },
        None => Budget { cap: budgets::decided(read).await?.map_or(DEFAULT_CAP, |row| row.cap_ore), committed: 0 },
    };
    Ok(Figures {
        lent: lent.count(read.db()).await?,
        active: loans().filter(catalogue::status_is(Some(Status::Active), now)).count(read.db()).await?,
        population: read.find::<organisation::Entity>().one(read.db()).await?.map(|row| row.population),
        budget,
        months,
    })
}

fn stats(view: &View, figures: &Figures) -> Grid {
    let number = |count: u64| format::integer(i64::try_from(count).unwrap_or(i64::MAX));
    let mut grid = Grid::new()
        .item(Stat::new(view.t("bibblix-stat-lent"), number(figures.lent)))
        .item(
            Stat::new(view.t("bibblix-stat-cost"), format::kronor(figures.budget.committed))
                .note(view.t("bibblix-excluding-vat")),
        )
        .item(Stat::new(view.t("bibblix-stat-active"), number(figures.active)).href("/bibblix/loans?status=active"));
    if let Some(population) = figures.population.filter(|population| *population > 0) {
        let tenths = i64::try_from(figures.lent).unwrap_or(0) * 10_000 / population;
        grid = grid.item(Stat::new(view.t("bibblix-stat-per-thousand"), format::decimal(tenths, 1)));
    }
    grid
}

fn chart(view: &View, months: &[budget::Model], this: NaiveDate) -> BarChart {
    let (month, cost) = (view.t("bibblix-column-month"), view.t("bibblix-column-cost"));
    let mut chart = BarChart::new(view.lang, view.t("bibblix-chart"), (&month, &cost));
    for row in months {
        let short = format::month_short(view.lang, row.month.month());
        let bar = Bar::new(short, month_name(view, row.month), row.committed_ore, format::money(row.committed_ore));
        chart = chart.bar(if row.month == this { bar.highlight() } else { bar });
    }
    chart
}
