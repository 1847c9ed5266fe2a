//! Rows and figures: a list, charts, a table with nothing in it.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use platform::{
    View,
    listing::{Col, Filter, List},
};
use ui::{Badge, Bar, BarChart, Card, Cell, Column, Columns, Empty, Icon, Section, SeriesChart, Table, format};

use super::PATH;

/// A row of the list.
pub struct Row {
    pub name: &'static str,
    loans: i64,
    before: Option<i64>,
    now: i64,
    changed: DateTime<Utc>,
    pub unusual: bool,
}

/// The rows of the list.
pub fn rows() -> Vec<Row> {
    let day =
        NaiveDate::from_ymd_opt(2026, 11, 2).and_then(|day| day.and_hms_opt(7, 30, 0)).unwrap_or_default().and_utc();
    let row = |name, loans, before: i64, now: i64| Row {
        name,
        loans,
        before: (before > 0).then_some(before),
        now,
        changed: day + TimeDelta::hours(loans % 400),
        unusual: now > 2 * before,
    };
    vec![
        row("Exempelby", 3_212, 3_100_000, 3_351_250),
        row("Provköping", 19_840, 21_000_000, 21_431_875),
        row("Tanum", 2_411, 980_000, 2_410_625),
        row("Dorotea", 38, 192_000, 192_000),
        row("Håbo", 2_087, 2_087_000, 2_100_400),
        row("Älvdalen", 411, 0, 86_250),
        row("Åre", 702, 640_000, 611_500),
        row("Östersund", 6_120, 7_020_000, 6_996_250),
    ]
}

/// The description of the list.
pub fn list(view: &View) -> List<'_, Row> {
    let only =
        Filter::chips("only", view.t("portal-components-state")).option("unusual", view.t("portal-components-unusual"));
    let word = |row: &Row| view.t(if row.unusual { "portal-components-doubled" } else { "portal-components-normal" });
    List::new(view, PATH, view.t("portal-components-per-municipality"))
        .file("komponenter")
        .rows(5)
        .start("name")
        .filter(Filter::search("q", view.t("portal-components-municipality")))
        .filter(only)
        .empty(Icon::Search, view.t("portal-components-nothing"))
        .column(
            Col::text("name", view.t("portal-components-municipality"), |row: &Row| row.name.to_owned())
                .cell(|row| Cell::link(row.name, PATH))
                .sorts(),
        )
        .column(Col::integer("loans", view.t("portal-components-loans"), |row: &Row| row.loans).sorts().summed())
        .column(Col::money("before", view.t("portal-components-before"), |row: &Row| row.before).sorts().summed())
        .column(Col::money("now", view.t("portal-components-now"), |row: &Row| row.now).sorts().summed())
        .column(
            Col::difference("difference", view.t("portal-components-difference"), |row: &Row| {
                row.now - row.before.unwrap_or(0)
            })
            .sorts()
            .summed(),
        )
        .column(Col::time("changed", view.t("portal-components-changed"), |row: &Row| row.changed).sorts())
        .column(Col::text("state", view.t("portal-components-state"), word).cell(move |row| {
            let word = word(row);
            Cell::badge(if row.unusual { Badge::warning(word).icon(Icon::TrendingUp) } else { Badge::good(word) })
        }))
}

const KRONOR: [i64; 12] =
    [31_000, 28_900, 33_800, 32_600, 37_100, 46_200, 50_400, 41_900, 35_200, 34_600, 32_500, 36_982];

/// Year and number of a month, from December.
fn month(index: usize) -> (i32, u32) {
    (if index == 0 { 2025 } else { 2026 }, u32::try_from((index + 11) % 12 + 1).unwrap_or(1))
}

/// Bars, parts of bars, bars beside each other, and lines.
pub fn charts(view: &View) -> Section {
    let lang = view.lang;
    let head = view.t("portal-components-month");
    let year = BarChart::new(lang, view.t("portal-components-chart-one"), (&head, &view.t("portal-components-now")));
    let year = KRONOR.iter().enumerate().fold(year, |chart, (index, kronor)| {
        let (year, month) = month(index);
        let shown = format::money(kronor * 100);
        let bar = Bar::new(format::month_short(lang, month), format::month(lang, year, month), *kronor, shown);
        chart.bar(if index == 11 { bar.highlight() } else { bar })
    });
    let filled = |chart: SeriesChart| {
        let chart = ["Bibblix, kr", "UKA, kr", "Tillarbetslivet, kr"].into_iter().fold(chart, SeriesChart::series);
        KRONOR.iter().enumerate().fold(chart, |chart, (index, kronor)| {
            let (year, month) = month(index);
            let part = |share: i64| (kronor * share / 10, format::money(kronor * share * 10));
            let parts = [part(5 + i64::from(month) % 2), part(3), part(2 - i64::from(month) % 2)];
            chart.point(format::month_short(lang, month), format::month(lang, year, month), parts)
        })
    };
    let stacked = filled(SeriesChart::stacked(lang, view.t("portal-components-chart-stacked"), &head));
    let grouped = filled(SeriesChart::grouped(lang, view.t("portal-components-chart-grouped"), &head));
    let lines = filled(SeriesChart::lines(lang, view.t("portal-components-chart-lines"), &head));
    let card = |title: &str, chart: ui::Html| Card::new(view.t(title)).body(chart);
    Section::new(view.t("portal-components-charts"))
        .body(Columns::new(
            card("portal-components-chart-stacked", stacked.into()),
            card("portal-components-chart-one", year.into()),
        ))
        .body(Columns::new(
            card("portal-components-chart-lines", lines.into()),
            card("portal-components-chart-grouped", grouped.into()),
        ))
}

/// Tables that are empty, short, and summed.
pub fn states(view: &View) -> Section {
    let table = |name: &str| {
        Table::new(view.lang, view.t(name))
            .column(Column::text(view.t("portal-components-municipality")))
            .column(Column::number(view.t("portal-components-now")))
    };
    let empty = Empty::new(Icon::Receipt, view.t("portal-components-nothing"))
        .action(ui::Button::link(view.t("portal-components-all"), PATH).secondary());
    let nothing = table("portal-components-empty").caption_hidden().id("empty-table").empty(empty);
    let few = table("portal-components-short").row([Cell::link("Exempelby", PATH), Cell::money(-123_450)]).count();
    let few = few.row([Cell::text("Provköping"), Cell::money(200_000)]).totals([Cell::money(76_550)]);
    Section::new(view.t("portal-components-tables"))
        .body(Card::new(view.t("portal-components-empty")).flush().body(nothing))
        .body(Card::plain().body(few))
}
