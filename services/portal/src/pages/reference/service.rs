//! One service's API.

use axum::response::Response;
use platform::{Result, View, extract::Path, module::Permission, site::Entry};
use ui::{Card, Cell, Code, Column, Facts, Html, Page, Table, TextLink};

use super::{entry, operation::Operation, title};

/// `GET /portal/api/{api}`.
pub(super) async fn page(view: View, Path(name): Path<String>) -> Result<Response> {
    let entry = entry(&view, &name)?;
    let mut page = Page::new(view.ta("portal-api-of", &[("service", title(&view, entry).into())]))
        .crumb(view.t("portal-api-title"), "/portal/api")
        .lead(view.t(&format!("service-{name}-about")))
        .body(Card::new(view.t("portal-api-base")).body(base(&view, entry)));
    if entry.operations.is_empty() {
        page = page.body(Html::paragraph(view.t("portal-api-no-operations")));
    } else {
        page = page.body(Card::new(view.t("portal-api-operations")).flush().body(operations(&view, entry)));
    }
    if !entry.emits.is_empty() {
        let href = format!("/portal/api/{name}/events");
        let count = entry.emits.len();
        let told = Html::paragraph(view.ta("portal-api-tells", &[("count", count.into())]))
            .with(Html::paragraph(TextLink::new(view.t("portal-api-to-events"), href)));
        page = page.body(Card::new(view.t("portal-api-events")).body(told));
    }
    Ok(view.page(page))
}

fn base(view: &View, entry: &Entry) -> Facts {
    let root = format!("/api/{}/v1", entry.name);
    let file = |name: &str| TextLink::new(format!("{root}/{name}"), format!("{root}/{name}"));
    let facts = Facts::new()
        .row(view.t("portal-api-address"), Code::word(&format!("{}{root}", view.ctx.config.http.origin())))
        .row(view.t("portal-api-openapi"), file("openapi.json"))
        .row(view.t("portal-api-info"), file("api-info"));
    if entry.emits.is_empty() { facts } else { facts.row(view.t("portal-api-asyncapi"), file("asyncapi.json")) }
}

fn operations(view: &View, entry: &Entry) -> Table {
    let table = Table::new(view.lang, view.t("portal-api-operations"))
        .caption_hidden()
        .column(Column::text(view.t("portal-api-operation")))
        .column(Column::text(view.t("portal-api-method")))
        .column(Column::text(view.t("portal-api-path")))
        .column(Column::text(view.t("portal-api-roles")));
    entry.operations.iter().fold(table, |table, declared| {
        let operation = Operation::of(entry, declared);
        table.row([
            Cell::link(operation.title(view), operation.href()),
            Cell::from(Code::word(declared.method)),
            Cell::from(Code::word(&operation.address())),
            Cell::text(who(view, declared.permission)),
        ])
    })
}

/// Who may, in words.
pub(super) fn who(view: &View, permission: &Permission) -> String {
    let roles: Vec<String> = permission.roles.iter().map(|role| view.t(&format!("role-{}", role.name()))).collect();
    let mut needs = if roles.is_empty() { view.t("portal-api-anyone") } else { roles.join(", ") };
    if permission.across {
        needs = view.ta("portal-api-across", &[("roles", needs.into())]);
    }
    if permission.step_up.is_demanded() {
        needs = view.ta("portal-api-step-up", &[("roles", needs.into())]);
    }
    needs
}
