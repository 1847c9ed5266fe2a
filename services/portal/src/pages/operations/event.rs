//! One parked event: what it is, what went wrong, what has been done, and trying it again.

use axum::{extract::State, response::Response};
use platform::{
    Caller, Ctx, Result, View,
    extract::Path,
    operations::{self, Decision, Deed, ParkedDetail, Resolution},
};
use serde_json::Value;
use ui::{
    Actions, Button, Card, Cell, Column, Empty, Facts, Form, Html, Icon, Notice, Page, Table, live as parts,
    minute_tag, time_tag,
};
use uuid::Uuid;

use super::{
    answered, live,
    parked::{kind_text, state},
    title,
};
use crate::domain::operations::is_open;

/// Where the state is shown.
const SLOT: &str = "parked-event";

/// A service and one of its parked events.
type Which = Path<(String, Uuid)>;

/// The address of an event's page.
pub(super) fn path(service: &str, id: Uuid) -> String {
    format!("/portal/operations/parked/{service}/{id}")
}

/// Reads it, and leaves a trace of that: it is some organisation's.
pub(super) async fn read(ctx: &Ctx, caller: &Caller, service: &str, id: Uuid) -> Result<ParkedDetail> {
    let found = operations::parked_event(ctx, service, id).await?;
    let across = ctx.store.across(caller, &format!("parked event {id} of {service} is read")).await?;
    across.commit().await?;
    Ok(found)
}

/// `GET /portal/operations/parked/{service}/{event}`.
pub async fn page(State(ctx): State<Ctx>, view: View, caller: Caller, Path((service, id)): Which) -> Result<Response> {
    let found = read(&ctx, &caller, &service, id).await?;
    Ok(view.page(draw(&view, &service, &found, None)))
}

/// `GET /portal/operations/parked/{service}/{event}/live`.
pub async fn stream(State(ctx): State<Ctx>, view: View, Path((service, id)): Which) -> Result<Response> {
    let found = operations::parked_event(&ctx, &service, id).await?;
    let again = if found.event.resolution == Resolution::Retrying { live::OFTEN } else { live::RARELY };
    Ok(live::answer(SLOT, standing(&view, &service, &found), again))
}

/// `POST /portal/operations/parked/{service}/{event}/retry`.
pub async fn retry(State(ctx): State<Ctx>, view: View, caller: Caller, Path((service, id)): Which) -> Result<Response> {
    let found = read(&ctx, &caller, &service, id).await?;
    let done = operations::decide(&ctx, &caller, &service, id, Decision::Retry).await;
    answered(&view, done, &path(&service, id), |refused| draw(&view, &service, &found, Some(refused)))
}

/// The head of the pages about one event.
pub(super) fn head(view: &View, title: &str, lead: String) -> Page {
    Page::new(view.t(title))
        .crumb(view.t("portal-nav-operations"), "/portal/operations")
        .crumb(view.t("portal-operations-parked-title"), "/portal/operations/parked")
        .lead(lead)
}

fn draw(view: &View, service: &str, found: &ParkedDetail, refused: Option<Notice>) -> Page {
    let lead = lead(view, service, found);
    let page = head(view, "portal-operations-event-title", lead).live();
    let page = refused.into_iter().fold(page, Page::body);
    let region = parts::region(
        format!("{}/live", path(service, found.event.id)),
        parts::slot(SLOT, standing(view, service, found)),
    );
    page.body(region)
        .body(Card::new(view.t("portal-operations-event-facts")).body(facts(view, service, found)))
        .body(Card::new(view.t("portal-operations-event-data")).body(data(view, &found.envelope)))
}

fn lead(view: &View, service: &str, found: &ParkedDetail) -> String {
    let key = match found.event.resolution {
        Resolution::Waits => "portal-operations-event-lead-waits",
        Resolution::Retrying => "portal-operations-event-lead-retrying",
        Resolution::Retried => "portal-operations-event-lead-retried",
        Resolution::Dropped => "portal-operations-event-lead-dropped",
    };
    view.ta(key, &[("service", title(view, service).into()), ("n", found.event.attempts.into())])
}

/// What changes: how it stands, the latest error, what can be done, what has been done.
fn standing(view: &View, service: &str, found: &ParkedDetail) -> Html {
    let event = &found.event;
    let mut html = Html::new();
    match event.resolution {
        Resolution::Waits if found.deeds.first().is_some_and(|deed| deed.act == "failed") => {
            html.push(Notice::warning(view.lang, view.t("portal-operations-event-failed-again")));
        }
        Resolution::Retrying => {
            html.push(
                Notice::info(view.lang, view.t("portal-operations-event-retrying"))
                    .link(view.t("portal-operations-refresh"), path(service, event.id)),
            );
        }
        Resolution::Retried => html.push(Notice::good(view.lang, view.t("portal-operations-event-handled"))),
        _ => {}
    }
    let label = if event.resolution == Resolution::Retried {
        "portal-operations-event-last-error"
    } else {
        "portal-operations-event-error"
    };
    html.push(Card::new(view.t(label)).tool(state(view, event.resolution)).body(Html::paragraph(&event.error)));
    if is_open(event.resolution) {
        let retry = Form::post(view.lang, format!("{}/retry", path(service, event.id)))
            .inline()
            .button(Button::submit(view.t("portal-operations-retry")).icon(Icon::Refresh));
        let drop =
            Button::link(view.t("portal-operations-drop"), format!("{}/drop", path(service, event.id))).secondary();
        html.push(Actions::new().button(retry).button(drop));
    }
    html.with(Card::new(view.t("portal-operations-event-history")).flush().body(history(view, &found.deeds)))
}

fn history(view: &View, deeds: &[Deed]) -> Table {
    let table = Table::new(view.lang, view.t("portal-operations-event-history"))
        .caption_hidden()
        .column(Column::text(view.t("portal-operations-when")))
        .column(Column::text(view.t("portal-operations-deed")))
        .column(Column::text(view.t("portal-operations-who")))
        .column(Column::text(view.t("portal-operations-detail")))
        .empty(Empty::new(Icon::History, view.t("portal-operations-event-no-history")));
    deeds.iter().fold(table, |table, deed| {
        let key = format!("portal-operations-deed-{}", deed.act);
        let act = if view.ctx.site.texts.has(view.lang, &key) { view.t(&key) } else { deed.act.clone() };
        table.row([
            Cell::from(minute_tag(deed.at)),
            Cell::text(act),
            Cell::text(who(view, deed)),
            Cell::text(deed.detail.as_deref().unwrap_or_default()),
        ])
    })
}

/// Persons are named by id: only identity knows who they are.
fn who(view: &View, deed: &Deed) -> String {
    let decided = matches!(deed.act.as_str(), "retry" | "drop");
    match deed.actor.split_once(':').filter(|_| decided) {
        Some(("person", id)) => view.ta("portal-operations-who-person", &[("id", id.into())]),
        Some(("client", id)) => view.ta("portal-operations-who-client", &[("id", id.into())]),
        Some(("system", "operator")) => view.t("portal-operations-who-shell"),
        _ => view.t("portal-operations-who-system"),
    }
}

fn facts(view: &View, service: &str, found: &ParkedDetail) -> Facts {
    let event = &found.event;
    let term = |name: &str| view.t(&format!("portal-operations-{name}"));
    let facts = Facts::new()
        .row(term("service"), title(view, service))
        .row(term("event"), kind_text(view, &event.kind))
        .row(term("tenant"), &event.tenant)
        .row(term("subject"), &event.subject)
        .row(term("since"), time_tag(view.lang, event.parked_at))
        .row(term("attempts"), ui::format::integer(event.attempts));
    let facts = match event.event {
        Some(id) => facts.row(term("event-id"), id.to_string()),
        None => facts,
    };
    match &event.reason {
        Some(reason) => facts.row(term("reason"), reason),
        None => facts,
    }
}

/// The event's own fields; events hold no personal data. What is no event is shown as it came.
fn data(view: &View, envelope: &str) -> Html {
    let read: Option<Value> = serde_json::from_str(envelope).ok();
    let Some(fields) = read.as_ref().and_then(|read| read["data"].as_object()) else {
        return Html::paragraph(view.t("portal-operations-event-as-it-came")).with(Html::paragraph(envelope));
    };
    let head = ["id", "source", "subject", "time", "causationid"].iter().filter_map(|name| {
        let value = read.as_ref().and_then(|read| read[*name].as_str())?;
        Some(((*name).to_owned(), value.to_owned()))
    });
    let own = fields.iter().map(|(name, value)| (format!("data.{name}"), plain(value)));
    head.chain(own).fold(Facts::new(), |facts, (name, value)| facts.row(name, value)).into()
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
