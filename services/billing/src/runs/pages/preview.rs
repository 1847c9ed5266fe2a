//! The preview: totals, and every municipality's month against the one before.

use axum::{
    extract::State as Ambient,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use platform::{
    Across, Caller, Ctx, Result, View,
    extract::{Path, Query},
};
use serde::Deserialize;
use ui::{Actions, Badge, Button, Card, Cell, Column, Empty, Filters, Grid, Icon, Page, Stat, Table, format, url};
use uuid::Uuid;

use super::{At, State, path, step_page, warnings};
use crate::runs::{
    domain::{Deviation, line::Explanation},
    entities::{part, run},
    read,
    rights::PREPARE_RUNS,
    start,
};

/// The address's query.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wanted {
    /// `deviations` leaves only those.
    only: String,
}

/// `GET /billing/runs/{run}/preview`.
pub(super) async fn page(
    Ambient(ctx): Ambient<Ctx>,
    view: View,
    caller: Caller,
    Path(id): Path<Uuid>,
    Query(wanted): Query<Wanted>,
) -> Result<Response> {
    let across = ctx.store.across(&caller, "a billing run's preview is looked at").await?;
    let run = read::run(&across, id).await?;
    let state = run.state.parse()?;
    let drawn = draw(&view, &caller, &across, &run, state, &wanted).await?;
    across.commit().await?;
    Ok(view.page(drawn))
}

/// The page; of a run that is not rated yet, only where to see how far it is.
pub(super) async fn draw(
    view: &View,
    caller: &Caller,
    across: &Across,
    run: &run::Model,
    state: State,
    wanted: &Wanted,
) -> Result<Page> {
    let page = step_page(view, run, state, At::Preview);
    match state {
        State::Discarded => {
            let again = Button::link(view.t("billing-run-start"), "/billing/runs/new");
            return Ok(page.body(Empty::new(Icon::Receipt, view.t("billing-run-discarded-empty")).action(again)));
        }
        State::Preparing => {
            let see = Button::link(view.t("billing-run-step-calculation"), path(run.id, At::Calculation));
            return Ok(page.body(Empty::new(Icon::Calculator, view.t("billing-run-preview-not-yet")).action(see)));
        }
        _ => {}
    }
    let parts = sorted(across, run).await?;
    let passed_on = passed_on(across, run).await?;
    let unusual = parts.iter().filter(|part| !part.deviations.is_empty()).count();
    let only = wanted.only == "deviations";
    let here = path(run.id, At::Preview);
    let chips = Filters::new(view.lang)
        .chip(view.t("billing-run-all"), here.clone(), Some(parts.len() as u64), !only)
        .chip(view.t("billing-run-only-deviations"), url(&here, &[("only", "deviations")]), Some(unusual as u64), only);
    let file = Button::link("CSV", format!("/billing/runs/{}/preview.csv", run.id))
        .secondary()
        .small()
        .icon(Icon::Download)
        .download();
    let shown: Vec<&part::Model> = parts.iter().filter(|part| !only || !part.deviations.is_empty()).collect();
    let card = Card::new(view.t("billing-run-per-user")).tool(chips).tool(file).flush().body(table(view, &shown)?);
    let mut page = page.body(stats(view, run, &parts, passed_on));
    let sandbox = start::left_out(across, &run.service, run.month).await?;
    if sandbox > 0 {
        page = page.body(warnings::sandbox(view, sandbox));
    }
    let page = page.body(card);
    if state != State::Preview {
        return Ok(page);
    }
    let mut actions =
        Actions::new().button(Button::link(view.t("billing-run-to-approval"), path(run.id, At::Approval)));
    if caller.may(&PREPARE_RUNS) {
        let again = Button::link(view.t("billing-run-again"), format!("/billing/runs/{}/discard", run.id)).secondary();
        actions = actions.button(again);
    }
    let own = run.prepared_by == caller.actor().to_string();
    Ok(page.body(actions.note(view.t(if own { "billing-run-not-you" } else { "billing-run-not-preparer" }))))
}

/// Parts in the Swedish order of names.
async fn sorted(across: &Across, run: &run::Model) -> Result<Vec<part::Model>> {
    let mut parts = read::parts(across, run.id).all(across.db()).await?;
    parts.sort_by_cached_key(|part| format::collation_key(&part.name));
    Ok(parts)
}

/// Öre that services priced use by use and that go on as they stand.
async fn passed_on(across: &Across, run: &run::Model) -> Result<i64> {
    let lines = read::lines_of(across, run.id).await?;
    let lines: Vec<_> = lines.iter().map(read::line_of).collect::<Result<_>>()?;
    Ok(lines
        .iter()
        .filter(|line| matches!(line.explanation, Explanation::PassedThrough { .. }))
        .map(|line| line.ore)
        .sum())
}

fn stats(view: &View, run: &run::Model, parts: &[part::Model], passed_on: i64) -> Grid {
    let before: i64 = parts.iter().filter_map(|part| part.previous).sum();
    let sums = [("previous", format::kronor(before).into()), ("invoices", run.invoices.unwrap_or_default().into())];
    Grid::new()
        .item(
            Stat::new(view.t("billing-run-stat-net"), format::kronor(run.net.unwrap_or_default()))
                .note(view.ta("billing-run-stat-net-note", &sums)),
        )
        .item(
            Stat::new(view.t("billing-run-stat-passed-on"), format::kronor(passed_on))
                .note(view.t("billing-run-stat-passed-on-note")),
        )
        .item(
            Stat::new(view.t("billing-run-stat-payable"), format::kronor(run.payable.unwrap_or_default()))
                .note(view.ta("billing-run-stat-payable-note", &sums)),
        )
}

fn deviations(part: &part::Model) -> Result<Vec<Deviation>> {
    Ok(part.deviations.split(',').filter(|name| !name.is_empty()).map(str::parse).collect::<Result<_, _>>()?)
}

fn badges(view: &View, found: &[Deviation]) -> Cell {
    if found.is_empty() {
        return Badge::good(view.t("billing-run-usual")).into();
    }
    let badge = |deviation: &Deviation| {
        let word = view.t(&format!("billing-run-deviation-{deviation}"));
        match deviation {
            Deviation::Doubled => Badge::warning(word).icon(Icon::TrendingUp),
            Deviation::New => Badge::neutral(word).icon(Icon::Plus),
            Deviation::Unused => Badge::error(word).icon(Icon::Question),
            Deviation::Negative | Deviation::PopulationMissing | Deviation::NoSubscription => Badge::error(word),
        }
    };
    found.iter().map(badge).collect::<ui::Html>().into()
}

fn table(view: &View, parts: &[&part::Model]) -> Result<Table> {
    let mut table = Table::new(view.lang, view.t("billing-run-per-user"))
        .caption_hidden()
        .column(Column::text(view.t("billing-run-column-user")))
        .column(Column::number(view.t("billing-run-column-quantity")))
        .column(Column::number(view.t("billing-run-column-previous")))
        .column(Column::number(view.t("billing-run-column-new")))
        .column(Column::number(view.t("billing-run-column-difference")))
        .column(Column::text(view.t("billing-run-column-deviation")))
        .empty(Empty::new(Icon::Done, view.t("billing-run-no-deviations")));
    for part in parts {
        table = table.row([
            Cell::link(part.name.clone(), format!("/billing/runs/{}/lines/{}", part.run, part.tenant)),
            Cell::integer(part.quantity),
            part.previous.map_or_else(Cell::empty, Cell::money),
            Cell::money(part.net),
            Cell::signed(part.net - part.previous.unwrap_or(0)),
            badges(view, &deviations(part)?),
        ]);
    }
    if parts.is_empty() {
        return Ok(table);
    }
    let sum = |of: fn(&part::Model) -> i64| parts.iter().map(|part| of(part)).sum::<i64>();
    let (before, now) = (sum(|part| part.previous.unwrap_or(0)), sum(|part| part.net));
    Ok(table.totals([
        Cell::integer(sum(|part| part.quantity)),
        Cell::money(before),
        Cell::money(now),
        Cell::signed(now - before),
    ]))
}

/// `GET /billing/runs/{run}/preview.csv`: semicolons, decimal comma and a byte order mark, as Swedish spreadsheets read it.
pub(super) async fn file(
    Ambient(ctx): Ambient<Ctx>,
    view: View,
    caller: Caller,
    Path(id): Path<Uuid>,
) -> Result<Response> {
    let across = ctx.store.across(&caller, "a billing run's preview is exported").await?;
    let run = read::run(&across, id).await?;
    let parts = sorted(&across, &run).await?;
    across.commit().await?;
    let demonstration = ctx.site.demonstration;
    let mut text = String::from('\u{feff}');
    let mut row = |fields: &[String]| {
        text.push_str(&fields.iter().map(|field| quoted(field)).collect::<Vec<_>>().join(";"));
        text.push_str("\r\n");
    };
    if demonstration {
        row(&[view.t("billing-run-csv-demonstration")]);
    }
    row(&["user", "user-code", "payer", "quantity", "previous", "new", "difference", "deviation"]
        .map(|name| view.t(&format!("billing-run-column-{name}"))));
    for part in &parts {
        let found = deviations(part)?;
        let words: Vec<_> = found.iter().map(|one| view.t(&format!("billing-run-deviation-{one}"))).collect();
        row(&[
            part.name.clone(),
            part.tenant.clone(),
            part.payer_name.clone(),
            part.quantity.to_string(),
            part.previous.map(kronor).unwrap_or_default(),
            kronor(part.net),
            kronor(part.net - part.previous.unwrap_or(0)),
            words.join(", "),
        ]);
    }
    let prefix = if demonstration { "demonstration-" } else { "" };
    let name = format!("attachment; filename=\"{prefix}debitering-{}-{}.csv\"", run.service, run.month.format("%Y-%m"));
    let mut response = text.into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8"));
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Ok(name) = HeaderValue::from_str(&name) {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, name);
    }
    Ok(response)
}

/// Always quoted; what a spreadsheet would take for a formula gets an apostrophe before it.
fn quoted(field: &str) -> String {
    let number = field.trim_start_matches('-').chars().all(|c| c.is_ascii_digit() || c == ',') && !field.is_empty();
    let guard = if !number && field.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
    format!("\"{guard}{}\"", field.replace('"', "\"\""))
}

/// `1234,50`, for machines.
fn kronor(ore: i64) -> String {
    let sign = if ore < 0 { "-" } else { "" };
    format!("{sign}{},{:02}", ore.unsigned_abs() / 100, ore.unsigned_abs() % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_no_formula_and_an_amount_is_a_number() {
        assert_eq!(quoted("=1+1"), "\"'=1+1\"");
        assert_eq!(quoted("-5,50"), "\"-5,50\"");
        assert_eq!(quoted("-a"), "\"'-a\"");
        assert_eq!(quoted("a\"b;c"), "\"a\"\"b;c\"");
        assert_eq!((kronor(-5), kronor(123_450)), ("-0,05".into(), "1234,50".into()));
    }
}
