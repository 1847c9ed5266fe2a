//! Examples of what a schema describes: those that it carries itself, and else one made of its parts.

use serde_json::{Map, Value, json};

/// How deep schemas are followed; ours are shallower, and one that holds itself must end.
const DEEPEST: usize = 12;

/// An example of a schema; `schemas` are those that it may refer to.
#[must_use]
pub(crate) fn of(schema: &Value, name: &str, schemas: &Map<String, Value>) -> Value {
    made(schema, name, schemas, 0)
}

/// The schema that a reference names, or the schema itself.
pub(crate) fn resolved<'a>(schema: &'a Value, schemas: &'a Map<String, Value>) -> &'a Value {
    let name = schema.get("$ref").and_then(Value::as_str).and_then(|text| text.rsplit('/').next());
    name.and_then(|name| schemas.get(name)).unwrap_or(schema)
}

fn made(schema: &Value, name: &str, schemas: &Map<String, Value>, depth: usize) -> Value {
    let given = ["example", "const", "default"].into_iter().find_map(|key| schema.get(key));
    let first = |key: &str| schema.get(key).and_then(|list| list.get(0));
    if let Some(value) = given.or_else(|| first("examples")).or_else(|| first("enum")) {
        return value.clone();
    }
    if depth > DEEPEST {
        return Value::Null;
    }
    if schema.get("$ref").is_some() {
        let target = resolved(schema, schemas);
        return if std::ptr::eq(target, schema) { Value::Null } else { made(target, name, schemas, depth + 1) };
    }
    if let Some(parts) = schema.get("allOf").and_then(Value::as_array) {
        return together(parts, name, schemas, depth);
    }
    let choices = schema.get("oneOf").or_else(|| schema.get("anyOf")).and_then(Value::as_array);
    if let Some(choices) = choices {
        let is_null = |choice: &&Value| choice.get("type").is_some_and(|kind| kind == "null");
        let choice = choices.iter().find(|choice| !is_null(choice));
        return choice.map_or(Value::Null, |choice| made(choice, name, schemas, depth + 1));
    }
    match kind(schema) {
        Some("object") => object(schema, schemas, depth),
        Some("array") => {
            let items = schema.get("items").map(|items| made(items, name.trim_end_matches('s'), schemas, depth + 1));
            Value::Array(items.into_iter().collect())
        }
        Some("string") => text(schema, name),
        Some("integer" | "number") => number(schema, name),
        Some("boolean") => json!(true),
        _ => json!({}),
    }
}

/// The first type that is not null.
pub(crate) fn kind(schema: &Value) -> Option<&str> {
    match schema.get("type")? {
        Value::String(kind) => Some(kind),
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).find(|kind| *kind != "null"),
        _ => None,
    }
}

fn object(schema: &Value, schemas: &Map<String, Value>, depth: usize) -> Value {
    let fields = schema.get("properties").and_then(Value::as_object);
    let made = |(name, field): (&String, &Value)| (name.clone(), made(field, name, schemas, depth + 1));
    Value::Object(fields.into_iter().flatten().map(made).collect())
}

fn together(parts: &[Value], name: &str, schemas: &Map<String, Value>, depth: usize) -> Value {
    let mut all = Map::new();
    for part in parts {
        match made(part, name, schemas, depth + 1) {
            Value::Object(fields) => all.extend(fields),
            other if parts.len() == 1 => return other,
            _ => {}
        }
    }
    Value::Object(all)
}

/// A text by its format, or by what a field of that name holds everywhere in our APIs.
fn text(schema: &Value, name: &str) -> Value {
    json!(match schema.get("format").and_then(Value::as_str) {
        Some("uuid") => "01890a5d-ac96-774b-bcce-b302099a8057",
        Some("date-time") => "2026-11-22T08:00:00Z",
        Some("date") => "2026-11-22",
        Some("uri") => "https://bibliotek.example/kassa",
        _ => match name {
            "service" | "council" => "bibblix",
            "meter" | "item" => "loan",
            "organisation" | "tenant" | "user" | "member" | "payer" | "municipality" => "sandviken-2181",
            "userName" | "payerName" | "buyer" => "Sandvikens kommun",
            "source" => "/bibblix",
            "sourceId" | "externalId" => "0191d3b1-92f0-7c51-9a7e-55d80f6a1c20",
            "sourceRef" => "loan/0191d3b1-92f0-7c51-9a7e-55d80f6a1c20",
            "priceList" => "2026-1",
            "account" => "3041",
            "kronor" => "9.75",
            "decision" => "FR 2026-11-12 § 4",
            "decidedBy" | "raisedBy" | "preparedBy" | "approvedBy" | "actor" =>
                "person:01890a5d-ac96-774b-bcce-b302099a8057",
            "basisSha256" | "linesSha256" | "minutesHash" =>
                "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            "next" | "cursor" | "client_id" => "01890a5d-ac96-774b-bcce-b302099a8057",
            "name" => "Kassan på stadsbiblioteket",
            "reason" => "Priset för november var fel",
            "version" => "0.1.0",
            "commit" => "8220142f2c1d",
            "database" => "PostgreSQL 15.14",
            "broker" => "2.15.1",
            "schema" => "m0001_titles",
            "tell" | "hear" | "kind" => "se.sambruk.usage.recorded.v1",
            "subject" => "sambruk.sandviken-2181.usage.recorded.v1",
            "error" => "the price list has no price for the meter loan",
            "silentServices" | "silentService" => "portal",
            "envelope" => "{\"specversion\":\"1.0\"}",
            "act" => "retry",
            "detail" => "Priset är inlagt",
            "title" => "Rådsmöte i vinter",
            "place" => "Gävle",
            "link" => "https://video.example/radet",
            "minutes" => "verified",
            "text" => "Mötet öppnades av ordföranden.",
            "prefix" => "smc_7d9e8f0a",
            "secret" | "client_secret" => "smc_7d9e8f0a_EXAMPLE",
            _ => "text",
        },
    })
}

fn number(schema: &Value, name: &str) -> Value {
    let least = schema.get("minimum").and_then(Value::as_i64).unwrap_or(0);
    let usual = match name {
        "limit" => 20,
        "ore" | "net" => 2000,
        "vat" => 120,
        "payable" => 2120,
        "rounding" => 0,
        _ => 1,
    };
    json!(usual.max(least))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_make_a_whole() {
        let schemas = json!({
            "Loan": { "type": "object", "example": { "id": 1 } },
            "Status": { "type": "string", "enum": ["active", "returned"] },
            "Self": { "type": "object", "properties": { "again": { "$ref": "#/components/schemas/Self" } } },
        });
        let schemas = schemas.as_object().unwrap();
        let list = json!({ "type": "object", "properties": {
            "items": { "type": "array", "items": { "$ref": "#/components/schemas/Loan" } },
            "page": { "type": "integer", "minimum": 0 }, "limit": { "type": ["integer", "null"] },
            "status": { "oneOf": [{ "type": "null" }, { "$ref": "#/components/schemas/Status" }] },
            "month": { "type": "string", "format": "date" },
        } });
        let whole =
            json!({ "items": [{ "id": 1 }], "page": 1, "limit": 20, "status": "active", "month": "2026-11-22" });
        assert_eq!(of(&list, "", schemas), whole);
        assert!(of(&json!({ "$ref": "#/components/schemas/Self" }), "", schemas).is_object(), "it ends");
        assert_eq!(of(&json!({ "$ref": "#/components/schemas/Nowhere" }), "", schemas), Value::Null);
    }
}
