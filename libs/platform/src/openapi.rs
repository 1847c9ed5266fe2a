//! What every API's document says beside what its handlers say: who answers for it, in Swedish and English; how operations refuse;
//! headers that all have; and examples of every request and answer.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use ui::{Lang, Texts};

use crate::{error::Problem, event_spec::EventSpec, example, site::Swedish};

mod operation;

/// Where errors of all APIs are described.
pub(crate) const PROBLEMS: &str = "https://sambruk.se/problems";

/// What is known of the service.
pub(crate) struct About<'a> {
    pub service: &'static str,
    pub texts: &'a Texts,
    pub swedish: &'a Swedish,
    pub emits: &'a [EventSpec],
}

impl About<'_> {
    /// The text of an operation in a language.
    pub(crate) fn summary(&self, lang: Lang, operation: &str) -> Option<String> {
        summary_key(self.texts, lang, operation).map(|key| self.texts.t(lang, &key))
    }
}

/// The key of an operation's text: `bibblix.start_loan` has `api-bibblix-start-loan`; what every service has, has one text.
pub(crate) fn summary_key(texts: &Texts, lang: Lang, operation: &str) -> Option<String> {
    let kebab = operation.replace(['.', '_'], "-");
    let shared = kebab.split_once('-').map(|(_, act)| format!("api-{act}"));
    std::iter::once(format!("api-{kebab}")).chain(shared).find(|key| texts.has(lang, key))
}

/// The whole document.
pub(crate) fn finished(
    document: &utoipa::openapi::OpenApi,
    about: &About<'_>,
    scopes: &BTreeMap<&'static str, String>,
) -> Value {
    let mut document = serde_json::to_value(document).unwrap_or_default();
    let Some(root) = document.as_object_mut() else { return document };
    root.insert("info".into(), info(about));
    root.insert("servers".into(), json!([{ "url": format!("/api/{}/v1", about.service) }]));
    components(root, scopes);
    let schemas = root["components"]["schemas"].as_object().cloned().unwrap_or_default();
    if let Some(paths) = root.get_mut("paths").and_then(Value::as_object_mut) {
        paths.insert("/api-info".into(), api_info(about));
        for (path, item) in paths.iter_mut() {
            for (method, operation) in item.as_object_mut().into_iter().flatten() {
                if let Some(operation) = operation.as_object_mut() {
                    operation::finish(operation, method, path, about, &schemas);
                }
            }
        }
    }
    document
}

fn info(about: &About<'_>) -> Value {
    let title = |lang| about.texts.t(lang, &format!("service-{}", about.service));
    let told = |lang| {
        let own = about.texts.t(lang, &format!("service-{}-about", about.service));
        format!("{own}\n\n{}", about.texts.t(lang, "openapi-about"))
    };
    json!({
        "title": format!("Sambruk {}", title(Lang::En)),
        "version": "1",
        "summary": about.texts.t(Lang::En, &format!("service-{}-about", about.service)),
        "description": format!("## Svenska\n\n{}\n\n## English\n\n{}", told(Lang::Sv), told(Lang::En)),
        "contact": { "name": "Föreningen Sambruk", "url": "https://sambruk.se" },
        "license": { "name": "EUPL-1.2", "identifier": "EUPL-1.2" },
    })
}

fn components(root: &mut Map<String, Value>, scopes: &BTreeMap<&'static str, String>) {
    let mut problem = Vec::new();
    <Problem as utoipa::ToSchema>::schemas(&mut problem);
    problem.push(("Problem".into(), <Problem as utoipa::PartialSchema>::schema()));
    let components = root.entry("components").or_insert_with(|| json!({}));
    for (name, schema) in problem {
        components["schemas"][name] = serde_json::to_value(schema).unwrap_or_default();
    }
    components["securitySchemes"] = json!({
        "key": { "type": "http", "scheme": "bearer", "description": "A key of the organisation, in the header Authorization" },
        "session": { "type": "apiKey", "in": "cookie", "name": "sambruk", "description": "A person's session, for the portal's own pages" },
    });
    if !scopes.is_empty() {
        let flow = json!({ "tokenUrl": "/api/identity/v1/token", "scopes": scopes });
        components["securitySchemes"]["client"] = json!({
            "type": "oauth2", "flows": { "clientCredentials": flow },
            "description": "An access token of a client of the organisation, from the token endpoint, in the header Authorization",
        });
    }
}

/// What the API says of itself (VER.06). Whether these are the profile's names of the fields is not confirmed: we have seen them in
/// another authority's API, not in the profile's own text.
pub(crate) fn told_by_itself(service: &str) -> Value {
    json!({
        "apiName": service, "apiVersion": "1", "apiReleased": "2026-11-22", "apiStatus": "beta",
        "apiDocumentation": format!("/portal/api/{service}"),
    })
}

fn api_info(about: &About<'_>) -> Value {
    let text = |description: &str| json!({ "type": "string", "description": description });
    let schema = json!({
        "type": "object", "required": ["apiName", "apiVersion", "apiReleased", "apiDocumentation", "apiStatus"],
        "properties": {
            "apiName": text("The API's name"), "apiVersion": text("Its version"),
            "apiReleased": { "type": "string", "format": "date", "description": "When the version came" },
            "apiDocumentation": text("Where it is described"), "apiStatus": text("`beta`, `active` or `deprecated`"),
        },
        "example": told_by_itself(about.service),
    });
    let content = json!({ "application/json": { "schema": schema } });
    json!({ "get": {
        "operationId": format!("{}.get_api_info", about.service), "tags": ["api-info"], "security": [],
        "summary": "Tells the API's name, version and status. Anybody may ask.",
        "responses": { "200": { "description": "What the API says of itself", "content": content } },
    } })
}

/// An example of a schema of this document, for what is sent and answered.
fn example_in(content: &mut Value, name: &str, schemas: &Map<String, Value>) {
    if let Some(content) = content.as_object_mut().filter(|content| !content.contains_key("example"))
        && let Some(schema) = content.get("schema").filter(|schema| !schema.is_null())
    {
        let example = example::of(schema, name, schemas);
        content.insert("example".into(), example);
    }
}
