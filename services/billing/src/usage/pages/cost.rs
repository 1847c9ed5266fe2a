//! What the own organisation's use costs: this month, an estimate, and a year back.

use axum::response::Response;
use chrono::{Datelike, NaiveDate};
use platform::{
    Caller, Result, View,
    clock::{local_date, local_month, next_month},
};
use ui::{
    Button, Card, Cell, Column, Empty, Explain, Grid, Html, Icon, Page, SeriesChart, Stat, Table, TextLink, format, url,
};

use super::{item_name, meter_name, month_name, month_value, price_text, service_name};
use crate::usage::{
    cost::{Cost, Costs, Sums, What, sums},
    domain::{estimate, months_back},
};

pub(super) async fn show(view: View, caller: Caller) -> Result<Response> {
    let now = view.ctx.clock.now();
    let (today, month) = (local_date(now), local_month(now));
    let first = months_back(month, 11);
    let read = view.ctx.store.read(caller.tenant()).await?;
    let costs = Costs::load(&read, first).await?;
    let page = Page::new(view.t("billing-cost")).crumb(view.t("billing-home"), "/");
    if costs.subscriptions.is_empty() {
        let nothing = Empty::new(Icon::Coins, view.t("billing-cost-empty"));
        return Ok(view.page(page.lead(view.t("billing-cost-lead-empty")).body(nothing)));
    }
    let lines = costs.of(&view.ctx.site, month);
    let sum = sums(&lines);
    let lead = view.ta(
        "billing-cost-lead",
        &[("month", month_name(&view, month).into()), ("amount", format::kronor(sum.total()).into())],
    );
    let mut page = page.lead(lead).body(stats(&view, sum, today)).body(table(&view, month, &lines));
    for payer in other_payers(&costs, caller.tenant().as_str()) {
        page = page.body(Html::paragraph(view.ta("billing-cost-payer", &[("payer", payer.into())])));
    }
    let links = Html::new().with(Button::link(view.t("billing-cost-invoices"), "/billing/invoices")).with(
        Button::link(view.t("billing-cost-usage"), url("/billing/usage", &[("month", &month_value(month))]))
            .secondary(),
    );
    let page = page
        .body(
            Explain::new(view.lang, view.t("billing-cost-explain"))
                .link(view.t("billing-cost-usage"), "/billing/usage"),
        )
        .body(ui::Actions::new().button(links))
        .body(chart(&view, &costs, first));
    Ok(view.page(page))
}

fn stats(view: &View, sum: Sums, today: NaiveDate) -> Grid {
    let whole = Sums { usage: estimate(sum.usage, today), ..sum };
    Grid::new()
        .item(
            Stat::new(view.t("billing-cost-so-far"), format::kronor(sum.usage))
                .note(view.t("billing-cost-so-far-note")),
        )
        .item(Stat::new(view.t("billing-cost-fixed"), format::kronor(sum.fixed)))
        .item(Stat::new(view.t("billing-cost-once"), format::kronor(sum.once)))
        .item(
            Stat::new(view.t("billing-cost-estimate"), format::kronor(whole.total()))
                .note(view.t("billing-cost-estimate-note")),
        )
}

fn table(view: &View, month: NaiveDate, lines: &[Cost]) -> Card {
    let title = view.ta("billing-cost-table", &[("month", month_name(view, month).into())]);
    let mut table = Table::new(view.lang, title.clone())
        .caption_hidden()
        .column(Column::text(view.t("billing-service")))
        .column(Column::text(view.t("billing-what")))
        .column(Column::number(view.t("billing-quantity")))
        .column(Column::text(view.t("billing-unit-price")))
        .column(Column::number(view.t("billing-amount")))
        .empty(Empty::new(Icon::Coins, view.t("billing-cost-nothing-yet")));
    for cost in lines {
        let (what, quantity, price) = describe(view, cost, month);
        let service = Cell::text(service_name(view, &cost.service));
        table = table.row([service, what, quantity, price, Cell::money(cost.ore)]);
    }
    if !lines.is_empty() {
        let sum = sums(lines).total();
        table = table.totals([Cell::empty(), Cell::empty(), Cell::empty(), Cell::money(sum)]);
    }
    Card::new(title).flush().body(table)
}

/// The cells of what, how much and at which price.
fn describe(view: &View, cost: &Cost, billed: NaiveDate) -> (Cell, Cell, Cell) {
    match &cost.what {
        What::Use { meter, month, quantity, price } => {
            let mut name = meter_name(view, &cost.service, meter);
            if *month != billed {
                name =
                    view.ta("billing-late-use", &[("what", name.into()), ("month", month_name(view, *month).into())]);
            }
            let link = url("/billing/usage", &[("service", &cost.service), ("month", &month_value(billed))]);
            let price = price.as_ref().map_or_else(|| view.t("billing-no-price"), |price| price_text(view, price));
            (Cell::link(name, link), Cell::integer(*quantity), Cell::text(price))
        }
        What::Fixed { item } => (Cell::text(item_name(view, &cost.service, item)), Cell::empty(), Cell::empty()),
        What::Once { connection: true, .. } => {
            (Cell::text(view.t("billing-item-connection-fee")), Cell::empty(), Cell::empty())
        }
        What::Once { reason, .. } => (Cell::text(reason), Cell::empty(), Cell::empty()),
    }
}

/// A year back, each service's part of the month.
fn chart(view: &View, costs: &Costs, first: NaiveDate) -> Card {
    let months: Vec<NaiveDate> =
        std::iter::successors(Some(first), |month| Some(next_month(*month))).take(12).collect();
    let lines: Vec<Vec<Cost>> = months.iter().map(|month| costs.of(&view.ctx.site, *month)).collect();
    let mut services: Vec<&str> = lines.iter().flatten().map(|cost| cost.service.as_str()).collect();
    services.sort_unstable();
    services.dedup();
    let title = view.t("billing-cost-year");
    let mut chart = SeriesChart::stacked(view.lang, title.clone(), view.t("billing-month"));
    for service in &services {
        chart = chart.series(view.ta("billing-cost-series", &[("service", service_name(view, service).into())]));
    }
    for (month, lines) in months.iter().zip(&lines) {
        let part = |service: &&str| {
            let ore = lines.iter().filter(|cost| cost.service == **service).map(|cost| cost.ore).sum();
            (ore, format::money(ore))
        };
        let short = format::month_short(view.lang, month.month());
        chart = chart.point(short, month_name(view, *month), services.iter().map(part));
    }
    Card::new(title)
        .body(chart)
        .body(Html::paragraph(Html::new().with(TextLink::new(view.t("billing-cost-usage"), "/billing/usage"))))
}

fn other_payers<'a>(costs: &'a Costs, own: &str) -> Vec<&'a str> {
    let mut payers: Vec<&str> =
        costs.subscriptions.iter().map(|one| one.payer.as_str()).filter(|payer| *payer != own).collect();
    payers.sort_unstable();
    payers.dedup();
    payers
}
