//! One operation: what it takes, what it answers, and how to call it.

use axum::response::Response;
use platform::{Result, View, api::ApiOperation, extract::Path, site::Entry};
use serde_json::{Map, Value};
use ui::{Card, Cell, Code, Column, Facts, Html, Page, Table};

use super::{below, entry, pretty, schema, service::who, words};

mod curl;

/// A declared operation with what its document says.
pub(super) struct Operation<'a> {
    entry: &'a Entry,
    declared: &'a ApiOperation,
    document: &'a Value,
}

impl<'a> Operation<'a> {
    pub(super) fn of(entry: &'a Entry, declared: &'a ApiOperation) -> Self {
        let document = &entry.document["paths"][&declared.path][declared.method.to_lowercase()];
        Self { entry, declared, document }
    }

    /// The last part of its page's address: `start-loan`.
    fn name(&self) -> String {
        self.declared.id.split_once('.').map_or(self.declared.id.as_str(), |(_, act)| act).replace('_', "-")
    }

    pub(super) fn href(&self) -> String {
        format!("/portal/api/{}/{}", self.entry.name, self.name())
    }

    pub(super) fn address(&self) -> String {
        format!("/api/{}/v1{}", self.entry.name, self.declared.path)
    }

    pub(super) fn title(&self, view: &View) -> String {
        view.ctx.site.operation(view.lang, &self.declared.id).unwrap_or_else(|| self.declared.id.clone())
    }

    fn schemas(&self) -> Map<String, Value> {
        self.entry.document["components"]["schemas"].as_object().cloned().unwrap_or_default()
    }
}

/// `GET /portal/api/{api}/{operation}`.
pub(super) async fn page(view: View, Path((name, wanted)): Path<(String, String)>) -> Result<Response> {
    let entry = entry(&view, &name)?;
    let mut all = entry.operations.iter().map(|declared| Operation::of(entry, declared));
    let operation = all.find(|operation| operation.name() == wanted).ok_or(platform::Error::NotFound)?;
    let schemas = operation.schemas();
    let page = Page::new(operation.title(&view)).lead(format!("{} {}", operation.declared.method, operation.address()));
    let mut page = below(&view, entry, page).body(Card::new(view.t("portal-api-does")).body(about(&view, &operation)));
    if let Some(parameters) = operation.document["parameters"].as_array() {
        let table = schema::parameters(&view, parameters, &schemas);
        page = page.body(Card::new(view.t("portal-api-parameters")).flush().body(table));
    }
    if let Some((kind, content)) = content(&operation.document["requestBody"]) {
        page = page.body(body(&view, kind, content, &schemas));
    }
    page = page.body(Card::new(view.t("portal-api-answers")).flush().body(answers(&view, &operation)));
    for (status, response) in operation.document["responses"].as_object().into_iter().flatten() {
        if let Some((_, content)) = content(response).filter(|_| status.starts_with('2')) {
            page = page.body(answer(&view, status, content, &schemas));
        }
    }
    let call = Code::block(view.t("portal-api-call"), curl::of(&operation, view.ctx.config.http.origin()));
    Ok(view.page(page.body(Card::new(view.t("portal-api-call")).body(call))))
}

fn about(view: &View, operation: &Operation<'_>) -> Html {
    let permission = operation.declared.permission;
    let text = operation.document["description"].as_str().unwrap_or_default();
    let paragraphs = text.split("\n\n").map(|text| Html::paragraph(words(view, text)));
    let facts = Facts::new()
        .row(view.t("portal-api-id"), Code::word(&operation.declared.id))
        .row(view.t("portal-api-roles"), who(view, permission))
        .row(view.t("portal-api-permission"), Code::word(permission.name));
    paragraphs.collect::<Html>().with(facts)
}

/// The body's kind and what is said of it.
fn content(holder: &Value) -> Option<(&str, &Value)> {
    holder["content"].as_object()?.iter().next().map(|(kind, content)| (kind.as_str(), content))
}

fn body(view: &View, kind: &str, content: &Value, schemas: &Map<String, Value>) -> Card {
    Card::new(view.t("portal-api-body"))
        .body(Html::paragraph(Code::word(kind)))
        .body(schema::fields(view, view.t("portal-api-body-fields"), &content["schema"], schemas))
        .body(Code::block(view.t("portal-api-body-example"), pretty(&content["example"])))
}

fn answer(view: &View, status: &str, content: &Value, schemas: &Map<String, Value>) -> Card {
    let named = |key: &str| view.ta(key, &[("status", status.into())]);
    Card::new(named("portal-api-answer"))
        .body(schema::fields(view, named("portal-api-answer-fields"), &content["schema"], schemas))
        .body(Code::block(named("portal-api-answer-example"), pretty(&content["example"])))
}

/// Every status; for refusals the problem's type, and the headers that come with it.
fn answers(view: &View, operation: &Operation<'_>) -> Table {
    let table = Table::new(view.lang, view.t("portal-api-answers"))
        .caption_hidden()
        .column(Column::text(view.t("portal-api-status")))
        .column(Column::text(view.t("portal-api-meaning")))
        .column(Column::text(view.t("portal-api-problem")))
        .column(Column::text(view.t("portal-api-headers")));
    let responses = operation.document["responses"].as_object();
    responses.into_iter().flatten().fold(table, |table, (status, response)| {
        let text = response["description"].as_str().unwrap_or_default();
        let told = response["x-rules"].as_array().into_iter().flatten().filter_map(Value::as_str);
        let mut kinds: Vec<&str> = told.collect();
        if let Some(kind) = content(response).and_then(|(_, content)| content["example"]["type"].as_str())
            && kinds.is_empty()
            && status.as_str() >= "400"
        {
            kinds.extend(kind.rsplit('/').next());
        }
        let kinds = kinds.into_iter().map(|kind| Code::word(kind).with(" "));
        let headers = response["headers"].as_object().into_iter().flatten().map(|(name, _)| Code::word(name));
        table.row([
            Cell::text(status),
            Cell::from(words(view, text)),
            Cell::from(kinds.collect::<Html>()),
            Cell::from(headers.collect::<Html>()),
        ])
    })
}
