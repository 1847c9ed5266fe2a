//! The services' own counts of each day beside what arrived here.

use std::collections::BTreeMap;

use axum::response::Response;
use chrono::{Days, NaiveDate};
use platform::{Caller, Result, View};
use sea_orm::{ColumnTrait, QueryFilter};
use ui::{Badge, Card, Cell, Column, Empty, Icon, Notice, Page, Table, format};

use super::{meter_name, service_name, tabs};
use crate::usage::{
    control::{Count, Key, arrived},
    entities::control_total,
};

/// Days shown.
const DAYS: u64 = 35;

/// Their count and ours.
type Pair = (Count, Count);

pub(super) async fn show(view: View, caller: Caller) -> Result<Response> {
    let today = view.ctx.clock.now().date_naive();
    let since = today.checked_sub_days(Days::new(DAYS)).unwrap_or(today);
    let across = view.ctx.store.across(&caller, "control totals are compared").await?;
    let theirs =
        across.find::<control_total::Entity>().filter(control_total::Column::Day.gte(since)).all(across.db()).await?;
    let ours = arrived(&across, since).await?;
    across.commit().await?;
    let pairs: Vec<(Key, Pair)> = theirs
        .into_iter()
        .map(|row| {
            let count = Count { events: row.events, quantity: row.quantity, ore: row.ore };
            let key = (row.service, row.tenant, row.meter, row.day);
            let here = ours.get(&key).copied().unwrap_or_default();
            (key, (count, here))
        })
        .collect();
    let wrong: Vec<&(Key, Pair)> = pairs.iter().filter(|(_, (theirs, ours))| theirs != ours).collect();
    let count = i64::try_from(wrong.len()).unwrap_or(i64::MAX);
    let mut page = Page::new(view.t("billing-control")).crumb(view.t("billing-home"), "/");
    page = page.lead(view.ta("billing-control-lead", &[("n", count.into())])).body(tabs(&view, "control"));
    if !wrong.is_empty() {
        page = page.body(Notice::warning(view.lang, view.t("billing-control-warning")));
        page = page.body(Card::new(view.t("billing-control-differences")).flush().body(differences(&view, &wrong)));
    }
    let page = page.body(Card::new(view.t("billing-control-days")).flush().body(days(&view, &pairs)));
    Ok(view.page(page.body(ui::Explain::new(view.lang, view.t("billing-control-explain")))))
}

fn columns(view: &View, table: Table) -> Table {
    ["told-events", "arrived-events", "told-ore", "arrived-ore"]
        .into_iter()
        .fold(table, |table, name| table.column(Column::number(view.t(&format!("billing-control-{name}")))))
}

fn cells((theirs, ours): &Pair) -> [Cell; 4] {
    [Cell::integer(theirs.events), Cell::integer(ours.events), Cell::money(theirs.ore), Cell::money(ours.ore)]
}

/// What differs, by organisation and meter.
fn differences(view: &View, wrong: &[&(Key, Pair)]) -> Table {
    let table = Table::new(view.lang, view.t("billing-control-differences"))
        .caption_hidden()
        .column(Column::text(view.t("billing-day")))
        .column(Column::text(view.t("billing-organisation")))
        .column(Column::text(view.t("billing-service")))
        .column(Column::text(view.t("billing-meter")));
    wrong.iter().take(100).fold(columns(view, table), |table, ((service, tenant, meter, day), pair)| {
        let first = [
            Cell::text(format::day(*day)),
            Cell::text(tenant),
            Cell::text(service_name(view, service)),
            Cell::text(meter_name(view, service, meter)),
        ];
        table.row(first.into_iter().chain(cells(pair)))
    })
}

/// Each day of each service and meter.
fn days(view: &View, pairs: &[(Key, Pair)]) -> Table {
    let mut days: BTreeMap<(std::cmp::Reverse<NaiveDate>, &str, &str), (Pair, bool)> = BTreeMap::new();
    for ((service, _, meter, day), (theirs, ours)) in pairs {
        let (sum, equal) = days.entry((std::cmp::Reverse(*day), service, meter)).or_insert((Pair::default(), true));
        sum.0.add(*theirs);
        sum.1.add(*ours);
        *equal &= theirs == ours;
    }
    let table = Table::new(view.lang, view.t("billing-control-days"))
        .caption_hidden()
        .column(Column::text(view.t("billing-day")))
        .column(Column::text(view.t("billing-service")))
        .column(Column::text(view.t("billing-meter")));
    let table = columns(view, table).column(Column::text(view.t("billing-state")));
    let table = table.empty(Empty::new(Icon::Clock, view.t("billing-control-empty")));
    days.into_iter().fold(table, |table, ((day, service, meter), (pair, equal))| {
        let state = if equal {
            Badge::good(view.t("billing-control-equal"))
        } else {
            Badge::error(view.t("billing-control-differs"))
        };
        let first = [
            Cell::text(format::day(day.0)),
            Cell::text(service_name(view, service)),
            Cell::text(meter_name(view, service, meter)),
        ];
        table.row(first.into_iter().chain(cells(&pair)).chain([Cell::badge(state)]))
    })
}
