//! `/portal/operations/parked`: events that could not be handled, of all services or of one.

use axum::{extract::State, response::Response};
use platform::{
    Ctx, Result, View,
    extract::Query,
    operations::{self, ParkedEvent, Resolution},
};
use serde::Deserialize;
use ui::{Badge, Card, Cell, Column, Empty, Explain, Filters, Icon, Table, minute_tag};

use super::{draw, silence, title};
use crate::domain::operations::is_open;

/// What is looked for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    service: String,
    /// `settled` shows what has been decided.
    show: String,
}

/// `GET /portal/operations/parked`.
pub async fn page(State(ctx): State<Ctx>, view: View, Query(wanted): Query<Wanted>) -> Result<Response> {
    let told = operations::parked(&ctx).await;
    let silent: Vec<&str> = told.iter().filter(|(_, found)| found.is_none()).map(|(name, _)| *name).collect();
    let all: Vec<(&str, &ParkedEvent)> =
        told.iter().flat_map(|(name, found)| found.iter().flatten().map(|event| (*name, event))).collect();
    let waits = |event: &ParkedEvent| event.resolved_at.is_none();
    let settled = wanted.show == "settled";
    let open = all.iter().filter(|(_, event)| waits(event)).count();
    let lead = view.ta("portal-operations-parked-lead", &[("n", open.into())]);
    let shown = all
        .iter()
        .filter(|(name, event)| waits(event) != settled && (wanted.service.is_empty() || wanted.service == *name));
    let mut shown: Vec<_> = shown.copied().collect();
    shown.sort_by_key(|(_, event)| event.resolved_at.unwrap_or(event.parked_at));
    if settled {
        shown.reverse();
    }
    let key = if settled { "portal-operations-parked-settled" } else { "portal-operations-parked-waiting" };
    let card = Card::new(view.t(key)).flush().tool(filters(&view, &all, &wanted)).body(table(&view, key, &shown));
    let page = draw(&view, "parked", lead).body(silence(&view, &silent)).body(card);
    Ok(view.page(page.body(
        Explain::new(view.lang, view.t("portal-operations-parked-explain")).title(view.t("portal-operations-know")),
    )))
}

fn filters(view: &View, all: &[(&str, &ParkedEvent)], wanted: &Wanted) -> Filters {
    let path = "/portal/operations/parked";
    let count = |settled: bool, service: &str| {
        let found = all
            .iter()
            .filter(|(name, event)| event.resolved_at.is_some() == settled && (service.is_empty() || *name == service));
        u64::try_from(found.count()).ok()
    };
    let settled = wanted.show == "settled";
    let everything = !settled && wanted.service.is_empty();
    let mut filters =
        Filters::new(view.lang).chip(view.t("portal-operations-parked-all"), path, count(false, ""), everything);
    for service in &view.ctx.site.services {
        let chosen = wanted.service == *service && !settled;
        let found = count(false, service);
        if found.unwrap_or(0) > 0 || chosen {
            filters = filters.chip(title(view, service), ui::url(path, &[("service", service)]), found, chosen);
        }
    }
    let label = view.t("portal-operations-parked-decided");
    filters.chip(label, ui::url(path, &[("show", "settled")]), count(true, ""), settled)
}

fn table(view: &View, key: &str, shown: &[(&str, &ParkedEvent)]) -> Table {
    let columns = ["event", "service", "tenant", "since"];
    let table = Table::new(view.lang, view.t(key))
        .caption_hidden()
        .empty(Empty::new(Icon::Inbox, view.t("portal-operations-parked-none")));
    let table = columns
        .iter()
        .fold(table, |table, name| table.column(Column::text(view.t(&format!("portal-operations-{name}")))))
        .column(Column::number(view.t("portal-operations-attempts")))
        .column(Column::text(view.t("portal-operations-state")))
        .column(Column::text(view.t("portal-operations-error")));
    shown.iter().take(200).fold(table, |table, (service, event)| {
        table.row([
            Cell::link(kind_text(view, &event.kind), format!("/portal/operations/parked/{service}/{}", event.id)),
            Cell::text(title(view, service)),
            Cell::text(&event.tenant),
            Cell::from(minute_tag(event.parked_at)),
            Cell::integer(event.attempts),
            Cell::badge(state(view, event.resolution)),
            Cell::text(event.error.chars().take(120).collect::<String>()),
        ])
    })
}

/// An event's type, or words for what is none.
pub(super) fn kind_text(view: &View, kind: &str) -> String {
    if kind == "unreadable" { view.t("portal-operations-unreadable") } else { kind.to_owned() }
}

/// How it stands with a parked event.
pub(super) fn state(view: &View, resolution: Resolution) -> Badge {
    let key = match resolution {
        Resolution::Waits => "portal-operations-resolution-waits",
        Resolution::Retrying => "portal-operations-resolution-retrying",
        Resolution::Retried => "portal-operations-resolution-retried",
        Resolution::Dropped => "portal-operations-resolution-dropped",
    };
    let word = view.t(key);
    match resolution {
        _ if is_open(resolution) => Badge::warning(word),
        Resolution::Retrying => Badge::neutral(word).icon(Icon::Refresh),
        Resolution::Retried => Badge::good(word),
        _ => Badge::neutral(word).icon(Icon::Trash),
    }
}
