//! The API reference, made from what the services declare: an overview, a page for each service, its events and each operation,
//! and how to begin. Public, as the national REST profile asks (DOK.01); what it tells is open in the repository too.

mod begin;
mod events;
mod operation;
mod schema;
mod service;

use axum::response::Response;
use platform::{Pages, Result, View, site::Entry};
use ui::{Card, Cell, Code, Column, Html, Page, Table, TextLink};

/// The pages.
pub(super) fn pages() -> Pages {
    let everybody = &platform::PUBLIC;
    Pages::new()
        .get(everybody, "/portal/api", overview)
        .get(everybody, "/portal/api/start", begin::page)
        .get(everybody, "/portal/api/{api}", service::page)
        .get(everybody, "/portal/api/{api}/events", events::page)
        .get(everybody, "/portal/api/{api}/{operation}", operation::page)
}

/// `GET /portal/api`.
async fn overview(view: View) -> Result<Response> {
    let entries = &view.ctx.site.entries;
    let operations = entries.iter().map(|entry| entry.operations.len()).sum::<usize>();
    let values = [("services", entries.len().into()), ("operations", operations.into())];
    let begin = Card::new(view.t("portal-api-begin"))
        .body(Html::paragraph(view.t("portal-api-begin-text")))
        .body(Html::paragraph(TextLink::new(view.t("portal-api-begin-link"), "/portal/api/start")));
    let table = Table::new(view.lang, view.t("portal-api-services"))
        .caption_hidden()
        .column(Column::text(view.t("portal-service")))
        .column(Column::text(view.t("portal-api-holds")))
        .column(Column::number(view.t("portal-api-operations-count")))
        .column(Column::number(view.t("portal-api-events-count")));
    let count = |number: usize| Cell::integer(i64::try_from(number).unwrap_or(i64::MAX));
    let table = entries.iter().fold(table, |table, entry| {
        table.row([
            Cell::link(title(&view, entry), format!("/portal/api/{}", entry.name)),
            Cell::text(view.t(&format!("service-{}-about", entry.name))),
            count(entry.operations.len()),
            count(entry.emits.len()),
        ])
    });
    let page = Page::new(view.t("portal-api-title"))
        .lead(view.ta("portal-api-lead", &values))
        .body(begin)
        .body(Card::new(view.t("portal-api-services")).flush().body(table))
        .body(Card::new(view.t("portal-api-conventions")).body(conventions(&view)));
    Ok(view.page(page))
}

/// What is the same everywhere.
fn conventions(view: &View) -> Html {
    ["once", "state", "lists", "feeds", "errors", "limits", "names", "promise"]
        .into_iter()
        .map(|key| Html::paragraph(Code::prose(&view.t(&format!("portal-api-rule-{key}")))))
        .collect()
}

fn title(view: &View, entry: &Entry) -> String {
    view.ctx.site.title(view.lang, entry.name)
}

/// The service of the address, or nothing.
fn entry<'a>(view: &'a View, name: &str) -> Result<&'a Entry> {
    view.ctx.site.entry(name).ok_or(platform::Error::NotFound)
}

/// A page below a service's.
fn below(view: &View, entry: &Entry, page: Page) -> Page {
    let service = format!("/portal/api/{}", entry.name);
    page.crumb(view.t("portal-api-title"), "/portal/api").crumb(title(view, entry), service)
}

/// Words of the code's own documents: in Swedish on a Swedish page, otherwise in English and marked as that.
fn words(view: &View, english: &str) -> Html {
    match view.ctx.site.swedish.of(english).filter(|_| view.lang == ui::Lang::Sv) {
        Some(swedish) => Code::prose(swedish),
        None => ui::spoken_in(ui::Lang::En, Code::prose(english)),
    }
}

/// Data as people read it.
fn pretty(value: &serde_json::Value) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default()
}
