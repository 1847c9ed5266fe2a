//! What several pages draw: a loan's status and row, the budget in words, a refusal in plain Swedish.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use platform::{Rule, View};
use serde::Deserialize;
use ui::{Badge, Cell, Column, Icon, Progress, Table, format};
use uuid::Uuid;

use crate::{
    domain::{budget::Budget, lending::Refusal, loan::Status},
    entities::{loan, title},
    lend,
};

/// Rows on a page of a list.
pub(super) const ROWS: u64 = 20;

/// Which page of a list, and what is searched. What can't be is put right rather than refused: it stands in an address.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Listing {
    #[serde(default)]
    pub q: String,
    #[serde(default)]
    page: String,
    #[serde(default)]
    limit: String,
}

impl Listing {
    pub(super) fn page(&self) -> u64 {
        self.page.parse().unwrap_or(1).clamp(1, 1_000_000)
    }

    pub(super) fn limit(&self) -> u64 {
        self.limit.parse().unwrap_or(ROWS).clamp(1, 100)
    }
}

/// A status as a word with an icon.
pub(super) fn badge(view: &View, status: Status) -> Badge {
    let word = view.t(&format!("bibblix-status-{}", status.name()));
    match status {
        Status::Active => Badge::good(word).icon(Icon::Book),
        Status::Returned => Badge::neutral(word).icon(Icon::Check),
        Status::Expired => Badge::neutral(word).icon(Icon::Clock),
        Status::Reversed => Badge::warning(word),
    }
}

/// Loans as a table, each leading to its page.
pub(super) fn loan_table(
    view: &View,
    caption: String,
    rows: &[loan::Model],
    titles: &HashMap<Uuid, title::Model>,
    now: DateTime<Utc>,
) -> Table {
    let mut table = Table::new(view.lang, caption)
        .column(Column::text(view.t("bibblix-column-title")))
        .column(Column::text(view.t("bibblix-column-started")))
        .column(Column::text(view.t("bibblix-column-due")))
        .column(Column::text(view.t("bibblix-column-status")))
        .column(Column::number(view.t("bibblix-column-price")));
    for row in rows {
        let name = titles.get(&row.title).map_or_else(|| row.title.to_string(), |title| title.title.clone());
        table = table.row([
            Cell::link(name, format!("/bibblix/loans/{}", row.id)),
            Cell::from(ui::minute_tag(row.started)),
            Cell::text(format::date(row.due)),
            Cell::badge(badge(view, lend::status(row).at(row.due, now))),
            price(view, row),
        ]);
    }
    table
}

pub(super) fn price(view: &View, row: &loan::Model) -> Cell {
    if row.price_list.is_some() { Cell::money(row.price_ore) } else { Cell::text(view.t("bibblix-prepaid")) }
}

/// The month's budget as a bar, with its state in words.
pub(super) fn budget_bar(view: &View, budget: Budget) -> ui::Html {
    let level = budget.level().unwrap_or(0);
    let word = view.t(&format!("bibblix-budget-level-{level}"));
    let badge = match level {
        95 => Badge::error(word),
        80 => Badge::warning(word),
        _ => Badge::good(word),
    };
    let kronor = |ore: i64| u64::try_from(ore / 100).unwrap_or(0);
    let left = format::kronor(budget.left());
    let note = view.ta("bibblix-budget-note", &[("percent", budget.percent().into()), ("left", left.into())]);
    let bar =
        Progress::new(view.lang, view.t("bibblix-budget-bar"), kronor(budget.committed), kronor(budget.cap)).note(note);
    ui::Html::from(badge).with(bar)
}

/// A month in words: `november 2026`.
pub(super) fn month(view: &View, month: chrono::NaiveDate) -> String {
    use chrono::Datelike;
    format::month(view.lang, month.year(), month.month())
}

/// A refusal in plain words: what forbids it, and when or how it becomes possible.
pub(super) fn refusal(view: &View, refusal: &Refusal) -> String {
    let key = format!("bibblix-refusal-{}", refusal.code());
    let day = |day: chrono::NaiveDate| ui::Arg::from(format::day_long(view.lang, day));
    match refusal {
        Refusal::NotSubscribed(_) => view.not_subscribed(),
        Refusal::NotPublished { published } => view.ta(&key, &[("day", day(*published))]),
        Refusal::LoanLimit { free } | Refusal::WeeklyLimit { free } => view.ta(&key, &[("day", day(*free))]),
        Refusal::AlreadyOnLoan { due } => view.ta(&key, &[("day", day(*due))]),
        Refusal::BudgetExhausted { price, left, until } => {
            let (price, left) = (format::kronor(*price).into(), format::kronor(*left).into());
            view.ta(&key, &[("price", price), ("left", left), ("day", day(*until))])
        }
        Refusal::TooLateToReverse { until } => view.ta(&key, &[("time", format::date_time(view.lang, *until).into())]),
        Refusal::CapBelowCommitted { committed } => view.ta(&key, &[("used", format::kronor(*committed).into())]),
        _ => view.t(&key),
    }
}
