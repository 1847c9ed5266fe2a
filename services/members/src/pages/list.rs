//! The whole register: searched, filtered, sorted, paged, and as a file.

use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use contracts::Tenant;
use platform::{
    Caller, Ctx, Result, View,
    clock::local_date,
    extract::Query,
    listing::{Asked, Col, Filter as Chosen, Found, List, Pairs, Saved},
};
use ui::{Badge, Button, Card, Cell, Explain, Form, Html, Icon, Page, TextLink, format};

use crate::{
    permissions::SANDBOX,
    register::{self, Filter, Row, Summary},
    sandbox,
};

const PATH: &str = "/members";

/// `GET /members`.
pub async fn page(State(ctx): State<Ctx>, view: View, caller: Caller, Query(pairs): Query<Pairs>) -> Result<Response> {
    let today = local_date(ctx.clock.now());
    let across = register::open(&ctx).await?;
    let list = list(&view, &register::counties(&across).await?);
    let asked = list.read(&pairs)?;
    let filter = filter(&asked);
    let whole = register::summary(&across, &Filter::default(), today).await?;
    let every = Filter { members_only: false, ..filter.clone() };
    let summary = if every == Filter::default() { whole } else { register::summary(&across, &every, today).await? };
    let count = |number: i64| u64::try_from(number).unwrap_or(0);
    let (all, members) = (count(summary.organisations), count(summary.members));
    let slice = asked.slice(if filter.members_only { members } else { all })?;
    let order = asked.order_sql("o.sort_key, o.tenant");
    let rows = register::list(&across, &filter, today, &order, slice).await?;
    let found = Found::new(rows, if filter.members_only { members } else { all }, slice);
    let saved = Saved::of(&across.tenant(caller.tenant()), &view, &caller, PATH).await?;
    let list = list.counts("show", all, [("members", members)]);
    let exists = sandbox::exists(&across).await?;
    let drawn = |list| {
        Page::new(view.t("members-title"))
            .lead(lead(&view, whole))
            .body(list)
            .body(sandbox_card(&view, exists))
            .body(Explain::new(view.lang, view.t("members-source")).title(view.t("members-source-title")))
    };
    list.respond(asked, found, saved, drawn).await
}

fn filter(asked: &Asked) -> Filter {
    let text = |key| asked.get(key).unwrap_or_default().to_owned();
    Filter {
        text: text("q"),
        county: text("county"),
        service: text("service"),
        members_only: asked.get("show").is_some(),
    }
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

fn lead(view: &View, whole: Summary) -> String {
    let share = format::percent(whole.member_population, whole.population);
    view.ta(
        "members-lead",
        &[("members", whole.members.into()), ("all", whole.organisations.into()), ("share", share.into())],
    )
}

fn list<'a>(view: &'a View, counties: &[String]) -> List<'a, Row> {
    let county = Chosen::select("county", view.t("members-county")).all(view.t("members-every-county"), None);
    let county = counties.iter().fold(county, |filter, county| filter.option(county, county));
    let service = Chosen::select("service", view.t("members-service")).all(view.t("members-any-service"), None);
    let charged = view.ctx.site.entries.iter().filter(|entry| entry.charged);
    let service = charged.fold(service, |filter, entry| filter.option(entry.name, super::title(view, entry.name)));
    let show = Chosen::chips("show", view.t("members-membership"))
        .all(view.t("members-filter-all"), None)
        .option("members", view.t("members-filter-members"));
    let head = |column: &str| view.t(&format!("members-csv-{column}"));
    List::new(view, PATH, view.t("members-organisations"))
        .file("medlemsregister")
        .rows(50)
        .start("name")
        .filter(Chosen::search("q", view.t("members-search")))
        .filter(county)
        .filter(service)
        .filter(show)
        .empty(Icon::Users, view.t("members-none"))
        .column(
            Col::text("name", view.t("members-name"), |row: &Row| row.name.clone())
                .cell(|row| Cell::link(&row.name, format!("{PATH}/{}", row.tenant)))
                .sort_sql("o.sort_key"),
        )
        .column(Col::text("short", head("short-name"), |row: &Row| row.short_name.clone()).only_file())
        .column(
            Col::text("code", view.t("members-code"), |row: &Row| row.municipality_code.clone())
                .sort_sql("o.municipality_code"),
        )
        .column(Col::text("kind", head("kind"), |row: &Row| view.t(&format!("members-kind-{}", row.kind))).only_file())
        .column(Col::text("county", view.t("members-county"), |row: &Row| row.county.clone()))
        .column(
            Col::integer("population", view.t("members-population"), |row: &Row| row.population)
                .sort_sql("o.population"),
        )
        .column(Col::day("population-date", head("population-date"), |row: &Row| row.population_date).only_file())
        .column(Col::text("number", head("number"), |row: &Row| row.organisation_number.clone()).only_file())
        .column(
            Col::day("joined", view.t("members-membership"), |row: &Row| row.joined)
                .cell(|row| Cell::badge(membership(view, row)))
                .sort_sql("m.joined"),
        )
}

fn membership(view: &View, row: &Row) -> Badge {
    match row.joined {
        Some(joined) => Badge::good(view.ta("members-since", &[("date", format::day(joined).into())])),
        None if row.kind == "association" => Badge::neutral(view.t("members-kind-association")),
        None => Badge::neutral(view.t("members-not")),
    }
}
