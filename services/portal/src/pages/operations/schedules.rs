//! `/portal/operations/schedules`: work by the clock, how it went, and running it at once.

use axum::{extract::State, response::Response};
use platform::{
    Caller, Ctx, Result, View,
    extract::{Path, Query},
    operations::{self, CadenceState, ScheduleState, ServiceState},
};
use serde::Deserialize;
use ui::{Badge, Button, Card, Cell, Column, Form, Html, Icon, Notice, Page, Table, minute_tag};

use super::{age_text, answered, draw, silence, states, title};

const PATH: &str = "/portal/operations/schedules";

/// What was just done.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Done {
    /// The schedule that was asked for.
    begun: String,
}

/// `GET /portal/operations/schedules`.
pub async fn page(State(ctx): State<Ctx>, view: View, Query(done): Query<Done>) -> Result<Response> {
    let begun = (!done.begun.is_empty()).then(|| {
        Notice::good(view.lang, view.t("portal-operations-begun")).link(view.t("portal-operations-refresh"), PATH)
    });
    Ok(view.page(drawn(&ctx, &view, begun).await))
}

/// `POST /portal/operations/schedules/{service}/{schedule}/run`.
pub async fn run(
    State(ctx): State<Ctx>,
    view: View,
    caller: Caller,
    Path((service, schedule)): Path<(String, String)>,
) -> Result<Response> {
    let done = operations::run_now(&ctx, &caller, &service, &schedule).await;
    let shown = if done.is_err() { Some(drawn(&ctx, &view, None).await) } else { None };
    answered(&view, done, &ui::url(PATH, &[("begun", &schedule)]), |refused| match shown {
        Some(page) => page.body(refused),
        None => Page::new(view.t("portal-operations-schedules-title")).body(refused),
    })
}

async fn drawn(ctx: &Ctx, view: &View, notice: Option<Notice>) -> Page {
    let (told, silent) = states(ctx).await;
    let mut rows: Vec<(&str, &ScheduleState)> =
        told.iter().flat_map(|(name, state)| state.schedules.iter().map(|one| (*name, one))).collect();
    rows.sort_by_key(|(_, one)| (one.error.is_none(), one.finished_at.is_some() || one.started_at.is_none()));
    let failed = rows.iter().filter(|(_, one)| one.error.is_some()).count();
    let lead = view.ta("portal-operations-schedules-lead", &[("n", failed.into()), ("all", rows.len().into())]);
    let page = notice.into_iter().fold(draw(view, "schedules", lead), Page::body);
    page.body(silence(view, &silent))
        .body(Card::new(view.t("portal-operations-schedules-title")).flush().body(table(view, &rows)))
}

fn table(view: &View, rows: &[(&str, &ScheduleState)]) -> Table {
    let table = Table::new(view.lang, view.t("portal-operations-schedules-title")).caption_hidden();
    let heads = ["schedule", "service", "outcome", "act", "started", "ended", "next", "cadence", "planned"];
    let table = heads
        .iter()
        .fold(table, |table, name| table.column(Column::text(view.t(&format!("portal-operations-{name}")))));
    rows.iter().fold(table, |table, (service, one)| {
        let time =
            |at: Option<chrono::DateTime<chrono::Utc>>| at.map_or_else(Cell::empty, |at| Cell::from(minute_tag(at)));
        table.row([
            Cell::text(name(view, service, &one.name)),
            Cell::text(title(view, service)),
            outcome(view, one),
            act(view, service, one),
            time(one.started_at),
            time(one.finished_at),
            time(one.next_at),
            Cell::text(cadence(view, one.cadence)),
            time(one.planned_at),
        ])
    })
}

/// The work in words where somebody has written them, else its name.
fn name(view: &View, service: &str, schedule: &str) -> String {
    let keys = [format!("schedule-{service}-{schedule}"), format!("portal-operations-schedule-{schedule}")];
    let known = keys.iter().find(|key| view.ctx.site.texts.has(view.lang, key));
    known.map_or_else(|| schedule.to_owned(), |key| view.t(key))
}

fn cadence(view: &View, cadence: CadenceState) -> String {
    match cadence {
        CadenceState::Every { seconds } => {
            let age = age_text(view, i64::try_from(seconds).unwrap_or(i64::MAX));
            view.ta("portal-operations-every", &[("age", age.into())])
        }
        CadenceState::Daily { hour, minute } => {
            view.ta("portal-operations-daily", &[("time", format!("{hour:02}.{minute:02}").into())])
        }
    }
}

fn outcome(view: &View, one: &ScheduleState) -> Cell {
    let word = |key: &str| view.t(&format!("portal-operations-{key}"));
    match (&one.error, one.started_at, one.finished_at) {
        _ if one.wanted_at.is_some() => Cell::badge(Badge::neutral(word("wanted")).icon(Icon::Clock)),
        (Some(error), ..) => Cell::from(Html::new().with(Badge::error(word("failed"))).with(Html::paragraph(error))),
        (None, None, _) => Cell::badge(Badge::neutral(word("not-yet"))),
        (None, Some(_), None) => Cell::badge(Badge::neutral(word("running")).icon(Icon::Refresh)),
        (None, Some(_), Some(_)) => Cell::badge(Badge::good(word("done"))),
    }
}

fn act(view: &View, service: &str, one: &ScheduleState) -> Cell {
    let runs = one.started_at.is_some() && one.finished_at.is_none();
    if !one.again || runs || one.wanted_at.is_some() {
        return Cell::empty();
    }
    let form = Form::post(view.lang, format!("{PATH}/{service}/{}/run", one.name))
        .inline()
        .button(Button::submit(view.t("portal-operations-run-now")).secondary().small());
    Cell::from(Html::from(form))
}

/// The check among a service's schedules, to tell whether one is waited for.
pub(super) fn check(state: &ServiceState) -> Option<&ScheduleState> {
    state.schedules.iter().find(|one| one.name == "verify")
}
