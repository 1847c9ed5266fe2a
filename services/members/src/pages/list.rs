//! The whole register: searched, filtered, paged, and as a file.

use axum::{
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse, Redirect, Response},
};
use contracts::Tenant;
use platform::{Caller, Ctx, Result, View, clock::local_date, extract::Query};
use serde::Deserialize;
use ui::{
    Badge, Button, Card, Cell, Choice, Column, Empty, Explain, Field, Filters, Form, Html, Icon, Page, Pagination,
    Table, TextLink, format, url,
};

use crate::{
    export,
    permissions::SANDBOX,
    register::{self, Filter, Row, Summary},
    sandbox,
};

const PATH: &str = "/members";
const ON_A_PAGE: u64 = 50;
/// The choice of every county.
const ALL: &str = "all";

/// The address's query; what it can't mean is passed over.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    q: String,
    county: String,
    show: String,
    page: String,
    limit: String,
}

impl Wanted {
    fn filter(&self) -> Filter {
        let county = if self.county == ALL { String::new() } else { self.county.clone() };
        Filter { text: self.q.clone(), county, members_only: self.show == "members" }
    }

    fn address(&self, path: &str, show: &str) -> String {
        url(path, &[("q", &self.q), ("county", &self.county), ("show", show)])
    }
}

/// `GET /members`.
pub async fn page(State(ctx): State<Ctx>, view: View, Query(wanted): Query<Wanted>) -> Result<Response> {
    let today = local_date(ctx.clock.now());
    let filter = wanted.filter();
    let across = register::open(&ctx).await?;
    let whole = register::summary(&across, &Filter::default(), today).await?;
    let summary = if filter.text.is_empty() && filter.county.is_empty() {
        whole
    } else {
        register::summary(&across, &filter, today).await?
    };
    let counties = register::counties(&across).await?;
    let exists = sandbox::exists(&across).await?;
    let total = u64::try_from(if filter.members_only { summary.members } else { summary.organisations }).unwrap_or(0);
    let limit = wanted.limit.parse().unwrap_or(ON_A_PAGE).clamp(1, 100);
    let number = wanted.page.parse().unwrap_or(1).clamp(1, total.div_ceil(limit).max(1));
    let rows = register::list(&across, &filter, today, limit, (number - 1) * limit).await?;
    let mut pages = Pagination::new(view.lang, PATH, number, limit, total);
    for (name, value) in [("q", &wanted.q), ("county", &wanted.county), ("show", &wanted.show)] {
        pages = pages.keep(name, value);
    }
    let card = Card::new(view.t("members-organisations"))
        .tool(chips(&view, &wanted, summary))
        .tool(
            Button::link(view.t("members-export"), wanted.address("/members/register.csv", &wanted.show))
                .secondary()
                .small()
                .icon(Icon::Download)
                .download(),
        )
        .body(table(&view, &rows))
        .body(pages);
    let drawn = Page::new(view.t("members-title"))
        .lead(lead(&view, whole))
        .body(search(&view, &wanted, &counties))
        .body(card)
        .body(sandbox_card(&view, exists))
        .body(Explain::new(view.lang, view.t("members-source")).title(view.t("members-source-title")));
    Ok(view.page(drawn))
}

/// `GET /members/register.csv`: what the filter leaves, on all pages.
pub async fn file(State(ctx): State<Ctx>, view: View, Query(wanted): Query<Wanted>) -> Result<Response> {
    let today = local_date(ctx.clock.now());
    let across = register::open(&ctx).await?;
    let rows = register::list(&across, &wanted.filter(), today, u64::MAX, 0).await?;
    let demonstration = ctx.site.demonstration;
    let mut heads =
        ["code", "name", "short-name", "kind", "county", "population", "population-date", "number", "joined"]
            .map(|key| view.t(&format!("members-csv-{key}")))
            .to_vec();
    if demonstration {
        heads.push(view.t("members-csv-note"));
    }
    let mut lines = vec![heads];
    lines.extend(rows.into_iter().map(|row| {
        let mut line = fields(&view, row);
        if demonstration {
            line.push(view.t("members-csv-demonstration"));
        }
        line
    }));
    let prefix = if demonstration { "demonstration-" } else { "" };
    let name = format!("attachment; filename=\"{prefix}medlemsregister-{}.csv\"", format::day(today));
    let mut response = export::csv(&lines).into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8"));
    if let Ok(name) = HeaderValue::from_str(&name) {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, name);
    }
    Ok(response)
}

/// `POST /members/sandbox`.
pub async fn make_sandbox(State(ctx): State<Ctx>, caller: Caller) -> Result<Response> {
    let across = ctx.store.across(&caller, "the sandbox is made").await?;
    sandbox::make(&ctx, &across).await?;
    across.commit().await?;
    Ok(Redirect::to(&format!("{PATH}/{}", Tenant::sandbox())).into_response())
}

/// Where the sandbox is; for the office, the way to make it. To others an installation without one says nothing.
fn sandbox_card(view: &View, exists: bool) -> Html {
    let card = Card::new(view.t("members-sandbox")).body(Html::paragraph(view.t("members-sandbox-text")));
    let href = format!("{PATH}/{}", Tenant::sandbox());
    if exists {
        let link = TextLink::new(view.t("members-sandbox-see"), href);
        return card.body(Html::paragraph(link)).into();
    }
    if !view.may(&SANDBOX) {
        return Html::new();
    }
    let make = Button::submit(view.t("members-sandbox-make")).secondary().icon(Icon::Flask);
    card.body(Form::post(view.lang, "/members/sandbox").button(make)).into()
}

fn fields(view: &View, row: Row) -> Vec<String> {
    let day = |day: Option<chrono::NaiveDate>| day.map(format::day).unwrap_or_default();
    vec![
        row.municipality_code.unwrap_or_default(),
        row.name,
        row.short_name,
        view.t(&format!("members-kind-{}", row.kind)),
        row.county.unwrap_or_default(),
        row.population.map(|number| number.to_string()).unwrap_or_default(),
        day(row.population_date),
        row.organisation_number.unwrap_or_default(),
        day(row.joined),
    ]
}

fn lead(view: &View, whole: Summary) -> String {
    let share = format::percent(whole.member_population, whole.population);
    view.ta(
        "members-lead",
        &[("members", whole.members.into()), ("all", whole.organisations.into()), ("share", share.into())],
    )
}

fn search(view: &View, wanted: &Wanted, counties: &[String]) -> Form {
    let every = Choice::new(ALL, view.t("members-every-county"));
    let counties = std::iter::once(every).chain(counties.iter().map(|county| Choice::new(county, county)));
    let chosen = if wanted.county.is_empty() { ALL } else { &wanted.county };
    Form::get(view.lang, PATH)
        .inline()
        .hidden("show", &wanted.show)
        .field(Field::text("q", view.t("members-search")).value(&wanted.q).optional().max_length(80))
        .field(Field::select("county", view.t("members-county"), counties).value(chosen))
        .button(Button::submit(view.t("members-show")).secondary().icon(Icon::Search))
}

fn chips(view: &View, wanted: &Wanted, summary: Summary) -> Filters {
    let count = |number: i64| u64::try_from(number).ok();
    let only = wanted.show == "members";
    Filters::new(view.lang)
        .chip(view.t("members-filter-all"), wanted.address(PATH, ""), count(summary.organisations), !only)
        .chip(view.t("members-filter-members"), wanted.address(PATH, "members"), count(summary.members), only)
}

fn table(view: &View, rows: &[Row]) -> Table {
    let empty = Empty::new(Icon::Search, view.t("members-none"))
        .action(Button::link(view.t("members-clear"), PATH).secondary());
    let table = Table::new(view.lang, view.t("members-organisations"))
        .caption_hidden()
        .column(Column::text(view.t("members-name")))
        .column(Column::text(view.t("members-code")))
        .column(Column::text(view.t("members-county")))
        .column(Column::number(view.t("members-population")))
        .column(Column::text(view.t("members-membership")))
        .empty(empty);
    rows.iter().fold(table, |table, row| {
        let member = match row.joined {
            Some(joined) => Badge::good(view.ta("members-since", &[("date", format::day(joined).into())])),
            None if row.kind == "association" => Badge::neutral(view.t("members-kind-association")),
            None => Badge::neutral(view.t("members-not")),
        };
        table.row([
            Cell::link(&row.name, format!("{PATH}/{}", row.tenant)),
            Cell::text(row.municipality_code.as_deref().unwrap_or("–")),
            Cell::text(row.county.as_deref().unwrap_or("–")),
            row.population.map_or_else(|| Cell::text("–"), Cell::integer),
            Cell::badge(member),
        ])
    })
}
