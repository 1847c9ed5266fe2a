//! One operation of a document.

use serde_json::{Map, Value, json};
use ui::Lang;

use super::{About, PROBLEMS, example_in};
use crate::example;

/// How everything may refuse: status, the end of the problem's type, and what it means.
const REFUSALS: [(&str, &str, &str); 14] = [
    ("400", "invalid-parameters", "A parameter or field is wrong; `invalidParameters` names each"),
    ("401", "unauthenticated", "Nobody is signed in, or the key or access token is not valid"),
    ("403", "step-up-required", "It demands a person's fresh sign-in at assurance level 3"),
    (
        "403",
        "insufficient-scope",
        "The access token's scopes do not cover the operation; the problem names the one that is missing",
    ),
    ("404", "not-found", "It does not exist, or not for this caller"),
    ("409", "conflict", "The Idempotency-Key is in use, or the state has changed"),
    ("410", "cursor-too-old", "The log does not hold the cursor's event"),
    ("412", "stale", "If-Match names another state: it has changed since it was read"),
    ("415", "unsupported-media-type", "The body is not application/json"),
    ("422", "idempotency-key-reused", "A rule forbids it, or the Idempotency-Key was used for another request"),
    ("428", "precondition-required", "If-Match is missing"),
    ("429", "too-many-requests", "Too many requests; Retry-After says when to try again"),
    ("500", "internal", "A fault of ours; name the instance when you ask for help"),
    ("503", "unavailable", "Something is away for a moment; Retry-After says when to try again"),
];

/// Says the rest of what is true of the operation.
pub(super) fn finish(
    operation: &mut Map<String, Value>,
    method: &str,
    path: &str,
    about: &About<'_>,
    schemas: &Map<String, Value>,
) {
    words(operation, about);
    parameters(operation, method, path, schemas);
    if let Some(content) = operation.get_mut("requestBody").and_then(|body| body.get_mut("content")) {
        contents(content, schemas);
    }
    let is_public = operation.get("security").is_some_and(|security| security == &json!([]));
    let step_up = operation.get("x-permission").is_some_and(|permission| permission["stepUp"] == true);
    let has_body = operation.contains_key("requestBody");
    let takes = operation
        .get("parameters")
        .and_then(Value::as_array)
        .is_some_and(|all| has_body || all.iter().any(|one| one["in"] == "query" || one["name"] == "Idempotency-Key"));
    let is_scope = operation
        .get("security")
        .and_then(Value::as_array)
        .is_some_and(|ways| ways.iter().any(|way| way.get("client").is_some()));
    let applies = |status: &str, problem: &str| match (status, problem) {
        ("400", _) => takes,
        ("403", "step-up-required") => step_up,
        ("403", _) => is_scope,
        ("401" | "404", _) => !is_public,
        ("409" | "422", _) => method == "post",
        ("410", _) => false,
        ("412" | "428", _) => matches!(method, "put" | "patch"),
        ("415", _) => has_body,
        _ => true,
    };
    let rules = rules(operation.get("description").and_then(Value::as_str).unwrap_or_default());
    let Some(responses) = operation.entry("responses").or_insert_with(|| json!({})).as_object_mut() else { return };
    for (status, problem, text) in REFUSALS {
        if applies(status, problem) {
            responses.entry(status).or_insert_with(|| json!({ "description": text }));
        }
    }
    if method == "get" && !is_public {
        responses
            .entry("304")
            .or_insert_with(|| json!({ "description": "It is as the If-None-Match says; without a body" }));
    }
    if let Some(forbidden) = responses.get_mut("422").filter(|_| !rules.is_empty()) {
        forbidden["x-rules"] = json!(rules);
    }
    for (status, response) in responses.iter_mut() {
        answer(status, response, method, about, schemas);
    }
}

/// The codes of the rules that forbid it, as the description lists them: "Refuses (422) with `full`, `begun` or `overlap`, and (400)".
fn rules(description: &str) -> Vec<String> {
    let Some((_, rest)) = description.split_once("(422) with ") else { return Vec::new() };
    let list = rest.split("(4").next().unwrap_or(rest);
    list.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// The handler's comment is the description; its first sentence the summary, as is the Swedish text of the operation. Both are there in
/// Swedish too.
fn words(operation: &mut Map<String, Value>, about: &About<'_>) {
    let part = |key: &str| operation.get(key).and_then(Value::as_str).unwrap_or_default();
    let whole = format!("{}\n{}", part("summary"), part("description"))
        .trim()
        .replace("\n\n", "¶")
        .replace('\n', " ")
        .replace('¶', "\n\n");
    let id = operation.get("operationId").and_then(Value::as_str).unwrap_or_default().to_owned();
    let short = about.summary(Lang::En, &id).unwrap_or_else(|| whole.split(". ").next().unwrap_or_default().to_owned());
    if let Some(swedish) = about.summary(Lang::Sv, &id) {
        operation.insert("x-summary-sv".into(), json!(swedish));
    }
    operation.insert("summary".into(), json!(short.trim_end_matches('.')));
    if let Some(swedish) = about.swedish.whole(&whole) {
        operation.insert("x-description-sv".into(), json!(swedish));
    }
    operation.insert("description".into(), json!(whole));
}

fn parameters(operation: &mut Map<String, Value>, method: &str, path: &str, schemas: &Map<String, Value>) {
    let key = json!({
        "name": "Idempotency-Key", "in": "header", "required": true,
        "description": "8 to 128 characters, new for each act: the same key and body again get the first answer again, for 72 hours",
        "schema": { "type": "string", "minLength": 8, "maxLength": 128 }, "example": "5d0b1b1e-3c1f-4d8e-9f0a-2a6b7c8d9e0f",
    });
    let if_match = json!({
        "name": "If-Match", "in": "header", "required": true, "description": "The ETag of the object as it was read",
        "schema": { "type": "string" }, "example": "\"7\"",
    });
    let if_none_match = json!({
        "name": "If-None-Match", "in": "header", "required": false,
        "description": "The ETag of what you have: the answer is 304 while it is the same",
        "schema": { "type": "string" }, "example": "\"9f86d081884c7d659a2feaa0c55ad015\"",
    });
    let Some(all) = operation.entry("parameters").or_insert_with(|| json!([])).as_array_mut() else { return };
    let common = match method {
        "post" => vec![key],
        "put" | "patch" => vec![if_match],
        "get" if path != "/api-info" => vec![if_none_match],
        _ => Vec::new(),
    };
    for one in common {
        all.retain(|known| known["name"] != one["name"]);
        all.push(one);
    }
    for parameter in all.iter_mut().filter_map(Value::as_object_mut) {
        let name = parameter.get("name").and_then(Value::as_str).unwrap_or_default().to_owned();
        if parameter.get("description").is_none_or(|text| text == "") && parameter["in"] == "path" {
            parameter.insert("description".into(), json!(format!("The id of the {name}")));
        }
        if !parameter.contains_key("example") {
            let made = parameter.get("schema").map(|schema| example::of(schema, &name, schemas));
            parameter.insert("example".into(), made.unwrap_or_default());
        }
    }
    if all.is_empty() {
        operation.remove("parameters");
    }
}

fn answer(status: &str, response: &mut Value, method: &str, about: &About<'_>, schemas: &Map<String, Value>) {
    let known = REFUSALS.iter().find(|(code, ..)| *code == status);
    if response["description"].as_str().is_none_or(str::is_empty) {
        let text = known.map_or("It is done", |(_, _, text)| text);
        response["description"] = json!(text);
    }
    if status >= "400" {
        let rule = response["x-rules"][0].as_str().map(str::to_owned);
        let kind = rule.as_deref().or(known.map(|(_, kind, _)| *kind)).unwrap_or("rule");
        let example = json!({
            "type": format!("{PROBLEMS}/{kind}"), "title": title(status), "status": status.parse::<u16>().unwrap_or_default(),
            "detail": known.map_or("A rule forbids it", |(_, _, text)| text),
            "instance": "urn:uuid:1632bccb-1101-4eff-b71a-13d94f13ab80",
        });
        let schema = json!({ "$ref": "#/components/schemas/Problem" });
        response["content"] = json!({ "application/problem+json": { "schema": schema, "example": example } });
        if matches!(status, "429" | "503") {
            response["headers"]["Retry-After"] = header("integer", "Seconds to wait");
        }
        return;
    }
    if method == "get" && status == "200" {
        response["headers"]["ETag"] = header("string", "Names this state, for If-None-Match and If-Match");
    }
    if let Some(content) = response.get_mut("content") {
        contents(content, schemas);
        // A feed shows an event that the service tells.
        if let (Some(first), Some(items)) =
            (about.emits.first(), content.pointer_mut("/application~1json/example/items/0"))
            && items.get("specversion").is_some()
        {
            *items = first.sample.clone();
        }
    }
}

fn title(status: &str) -> &'static str {
    let code = status.parse::<u16>().ok().and_then(|code| axum::http::StatusCode::from_u16(code).ok());
    code.and_then(|code| code.canonical_reason()).unwrap_or("Problem")
}

fn header(kind: &str, description: &str) -> Value {
    json!({ "description": description, "schema": { "type": kind } })
}

fn contents(content: &mut Value, schemas: &Map<String, Value>) {
    for kind in content.as_object_mut().into_iter().flat_map(Map::values_mut) {
        example_in(kind, "", schemas);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_read_where_they_are_described() {
        let told = "Lends `a`. Refuses (422) with `full` (5 at a time), `begun` or `overlap`, and (400) with `field`.";
        assert_eq!(rules(told), ["full", "begun", "overlap"]);
        assert_eq!(rules("Refuses (400) what is wrong."), Vec::<String>::new());
    }
}
