//! `/`: what waits, what it costs, which services.

use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use chrono::{NaiveDate, Timelike};
use platform::{Caller, Ctx, Result, View, caller::is_outside, clock::local_date};
use ui::{Card, Cell, Column, Columns, Facts, Html, Notice, Page, Section, Table, format};

use super::{cost, services, together, waiting};
use crate::{
    domain::{self, Freshness, Used},
    entities::invoice,
    overview::{self, Overview},
    permissions::TOTALS,
};

/// `GET /`.
pub async fn page(State(ctx): State<Ctx>, view: View, caller: Caller) -> Result<Response> {
    if is_outside(caller.session()) {
        return Ok(Redirect::to(&invited_to(&view, &caller)).into_response());
    }
    let today = local_date(ctx.clock.now());
    let months = domain::year_to(today);
    let own = overview::recent(&ctx, caller.session(), (!caller.may(&TOTALS)).then_some(&months)).await?;
    let page = Page::new(greeting(&view, &caller)).lead(lead(&view, &caller, &own));
    let tasks = waiting::card(&view, &caller, &own.tasks);
    let page = if caller.may(&TOTALS) {
        let totals = overview::totals(&ctx, &months).await?;
        let page = page
            .body(freshness(&view, &totals.used, &own))
            .body(Columns::new(tasks, cost::card(&view, &caller, "portal-cost-all", &totals.used, &months)))
            .body(Section::new(view.t("portal-all-services")).body(services::of_all(&view, &caller, &totals, today)));
        together::show(&view, &caller, page, &own)
    } else {
        let page = page
            .body(freshness(&view, &own.used, &own))
            .body(Columns::new(tasks, cost::card(&view, &caller, "portal-cost", &own.used, &months)))
            .body(Section::new(view.t("portal-services")).body(services::of_one(&view, &caller, &own, today)));
        let page = together::show(&view, &caller, page, &own);
        if own.invoices.is_empty() { page } else { page.body(invoices(&view, &own.invoices)) }
    };
    Ok(view.page(page))
}

/// Where whoever comes from outside has been invited: the first place of her menu, which is short.
fn invited_to(view: &View, caller: &Caller) -> String {
    let menu = view.ctx.site.menu(view.lang, caller.session());
    let first = menu.first().and_then(|group| group.items.first());
    first.map_or_else(|| "/identity/account".to_owned(), |item| item.href.to_string())
}

fn greeting(view: &View, caller: &Caller) -> String {
    let hour = view.ctx.clock.now().with_timezone(&chrono_tz::Europe::Stockholm).hour();
    let first = caller.session().name.split_whitespace().next().unwrap_or_default().to_owned();
    view.ta(domain::greeting(hour), &[("name", first.into())])
}

fn lead(view: &View, caller: &Caller, own: &Overview) -> String {
    let organisation = own.name.clone().unwrap_or_else(|| caller.session().organisation.clone());
    let may = own.tasks.iter().filter(|task| task.not_by != Some(caller.session().actor)).count();
    view.ta("portal-lead", &[("count", may.into()), ("organisation", organisation.into())])
}

/// A warning when the copies may be out of date, and when each source was heard last.
fn freshness(view: &View, used: &[Used], own: &Overview) -> Html {
    let hearing = view.ctx.hearing();
    let text = match domain::freshness(hearing.connected, hearing.behind, &hearing.quiet) {
        Freshness::Fresh => return Html::new(),
        Freshness::Behind(events) => view.ta("portal-behind", &[("count", events.into())]),
        Freshness::Quiet => {
            let names: Vec<_> = hearing.quiet.iter().map(|service| view.ctx.site.title(view.lang, service)).collect();
            view.ta("portal-quiet", &[("services", names.join(", ").into()), ("count", names.len().into())])
        }
        Freshness::Deaf => view.t("portal-deaf"),
    };
    let notice = if hearing.connected { Notice::info(view.lang, text) } else { Notice::warning(view.lang, text) };
    let meetings = own.meetings.iter().map(|row| row.told_at).chain(own.news.iter().map(|row| row.at)).max();
    let heard = [
        ("portal-source-usage", used.iter().map(|row| row.as_of).max()),
        ("portal-source-tasks", own.tasks.iter().map(|row| row.opened_at).max()),
        ("portal-source-councils", meetings),
    ];
    let facts = heard.into_iter().fold(Facts::new(), |facts, (key, at)| {
        facts.row(view.t(key), at.map_or_else(|| view.t("portal-never"), |at| format::date_time(view.lang, at)))
    });
    notice.body(facts).into()
}

fn invoices(view: &View, invoices: &[invoice::Model]) -> Card {
    let table = Table::new(view.lang, view.t("portal-invoices"))
        .caption_hidden()
        .column(Column::text(view.t("portal-invoice-number")))
        .column(Column::text(view.t("portal-service")))
        .column(Column::text(view.t("portal-month")))
        .column(Column::number(view.t("portal-payable")))
        .column(Column::text(view.t("portal-due")));
    let table = invoices.iter().fold(table, |table, row| {
        table.row([
            Cell::link(&row.number, format!("/billing/invoices/{}", row.id)),
            Cell::text(view.ctx.site.title(view.lang, &row.service)),
            Cell::text(month(view, row.month)),
            Cell::money(row.payable_ore),
            Cell::text(format::day(row.due)),
        ])
    });
    Card::new(view.t("portal-invoices")).body(table)
}

/// A month in words, `november 2026`.
pub fn month(view: &View, month: NaiveDate) -> String {
    use chrono::Datelike;
    format::month(view.lang, month.year(), month.month())
}
