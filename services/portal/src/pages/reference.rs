//! The list of what other systems can use: each service's API and the events it tells, made from what the services declare.

use axum::response::Response;
use platform::{Result, View, site::Entry};
use ui::{Card, Cell, Column, Html, Page, Table, TextLink};

/// `GET /portal/api`.
pub async fn page(view: View) -> Result<Response> {
    let entries = &view.ctx.site.entries;
    let operations = entries.iter().map(|entry| entry.operations.len()).sum::<usize>();
    let values = [("services", entries.len().into()), ("operations", operations.into())];
    let mut links = Html::new();
    for entry in entries {
        let label = view.ta("portal-api-document", &[("service", title(&view, entry).into())]);
        links.push(Html::paragraph(TextLink::new(label, document(entry))));
    }
    let mut page = Page::new(view.t("portal-api-title"))
        .lead(view.ta("portal-api-lead", &values))
        .body(Card::new(view.t("portal-api-key")).body(key(&view)))
        .body(Card::new(view.t("portal-api-documents")).body(links));
    for entry in entries {
        page = page.body(service(&view, entry));
    }
    Ok(view.page(page))
}

fn title(view: &View, entry: &Entry) -> String {
    view.ctx.site.title(view.lang, entry.name)
}

fn document(entry: &Entry) -> String {
    format!("/api/{}/v1/openapi.json", entry.name)
}

fn key(view: &View) -> Html {
    [
        "portal-api-key-get",
        "portal-api-key-send",
        "portal-api-key-once",
        "portal-api-key-errors",
        "portal-api-key-pages",
    ]
    .into_iter()
    .map(|key| Html::paragraph(view.t(key)))
    .collect()
}

fn service(view: &View, entry: &Entry) -> Card {
    let title = title(view, entry);
    let card = Card::new(&title).id(entry.name).body(Html::paragraph(view.t(&format!("service-{}-about", entry.name))));
    let card = if entry.operations.is_empty() { card } else { card.body(operations(view, entry, &title)) };
    if entry.emits.is_empty() { card } else { card.body(events(view, entry, &title)) }
}

fn operations(view: &View, entry: &Entry, title: &str) -> Table {
    let table = Table::new(view.lang, view.ta("portal-api-operations", &[("service", title.into())]))
        .id(format!("{}-operations", entry.name))
        .column(Column::text(view.t("portal-api-operation")))
        .column(Column::text(view.t("portal-api-method")))
        .column(Column::text(view.t("portal-api-path")))
        .column(Column::text(view.t("portal-api-roles")));
    entry.operations.iter().fold(table, |table, operation| {
        let permission = operation.permission;
        let roles: Vec<String> = permission.roles.iter().map(|role| view.t(&format!("role-{}", role.name()))).collect();
        let mut needs = if roles.is_empty() { view.t("portal-api-anyone") } else { roles.join(", ") };
        if permission.across {
            needs = view.ta("portal-api-across", &[("roles", needs.into())]);
        }
        if permission.step_up {
            needs = view.ta("portal-api-step-up", &[("roles", needs.into())]);
        }
        table.row([
            Cell::text(&operation.id),
            Cell::text(operation.method),
            Cell::text(format!("/api/{}/v1{}", entry.name, operation.path)),
            Cell::text(needs),
        ])
    })
}

fn events(view: &View, entry: &Entry, title: &str) -> Table {
    let table = Table::new(view.lang, view.ta("portal-api-events", &[("service", title.into())]))
        .id(format!("{}-events", entry.name))
        .column(Column::text(view.t("portal-api-event")))
        .column(Column::text(view.t("portal-api-fields")));
    entry.emits.iter().fold(table, |table, event| {
        let fields = event.schema.get("properties").and_then(|fields| fields.as_object());
        let fields: Vec<&str> = fields.map(|fields| fields.keys().map(String::as_str).collect()).unwrap_or_default();
        table.row([Cell::text(&event.kind), Cell::text(fields.join(", "))])
    })
}
