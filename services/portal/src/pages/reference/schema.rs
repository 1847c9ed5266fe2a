//! Schemas as tables: each field with its type, its limits, whether it must be there, and what it means.

use platform::View;
use serde_json::{Map, Value};
use ui::{Cell, Code, Column, Table};

use super::words;

/// How deep fields are shown; what lies deeper is in the OpenAPI document.
const DEEPEST: usize = 5;

/// A field as it is shown.
#[derive(Debug, PartialEq, Eq)]
struct Field {
    /// With dots into objects and brackets into lists: `items[].id`.
    name: String,
    kind: String,
    required: bool,
    description: String,
}

/// The parameters of an operation.
pub(super) fn parameters(view: &View, parameters: &[Value], schemas: &Map<String, Value>) -> Table {
    let table = Table::new(view.lang, view.t("portal-api-parameters"))
        .caption_hidden()
        .column(Column::text(view.t("portal-api-name")))
        .column(Column::text(view.t("portal-api-where")))
        .column(Column::text(view.t("portal-api-type")))
        .column(Column::text(view.t("portal-api-required")))
        .column(Column::text(view.t("portal-api-meaning")));
    parameters.iter().fold(table, |table, parameter| {
        let text = |key: &str| parameter[key].as_str().unwrap_or_default();
        table.row([
            Cell::from(Code::word(text("name"))),
            Cell::text(view.t(&format!("portal-api-in-{}", text("in")))),
            Cell::from(Code::word(&kind(&parameter["schema"], schemas))),
            required(view, parameter["required"] == true),
            Cell::from(words(view, text("description"))),
        ])
    })
}

/// The fields of a body.
pub(super) fn fields(view: &View, caption: String, schema: &Value, schemas: &Map<String, Value>) -> Table {
    let table = Table::new(view.lang, caption)
        .column(Column::text(view.t("portal-api-field")))
        .column(Column::text(view.t("portal-api-type")))
        .column(Column::text(view.t("portal-api-required")))
        .column(Column::text(view.t("portal-api-meaning")));
    let mut rows = Vec::new();
    gather("", schema, schemas, 0, &mut rows);
    rows.into_iter().fold(table, |table, field| {
        table.row([
            Cell::from(Code::word(&field.name)),
            Cell::from(Code::word(&field.kind)),
            required(view, field.required),
            Cell::from(words(view, &field.description)),
        ])
    })
}

fn required(view: &View, required: bool) -> Cell {
    Cell::text(view.t(if required { "portal-api-yes" } else { "portal-api-no" }))
}

fn resolved<'a>(schema: &'a Value, schemas: &'a Map<String, Value>) -> &'a Value {
    let name = schema["$ref"].as_str().and_then(|text| text.rsplit('/').next());
    name.and_then(|name| schemas.get(name)).unwrap_or(schema)
}

fn choices(schema: &Value) -> impl Iterator<Item = &Value> {
    let all = ["oneOf", "anyOf", "allOf"].into_iter().filter_map(|key| schema[key].as_array()).flatten();
    all.filter(|choice| choice["type"] != "null")
}

fn gather(prefix: &str, schema: &Value, schemas: &Map<String, Value>, depth: usize, rows: &mut Vec<Field>) {
    let schema = resolved(schema, schemas);
    if depth > DEEPEST {
        return;
    }
    for choice in choices(schema) {
        gather(prefix, choice, schemas, depth + 1, rows);
    }
    if schema["items"].is_object() {
        gather(&format!("{prefix}[]"), &schema["items"], schemas, depth + 1, rows);
    }
    let must = schema["required"].as_array().map(Vec::as_slice).unwrap_or_default();
    for (name, field) in schema["properties"].as_object().into_iter().flatten() {
        let whole = if prefix.is_empty() { name.clone() } else { format!("{prefix}.{name}") };
        if rows.iter().any(|row| row.name == whole) {
            continue;
        }
        let own = field["description"].as_str().or_else(|| resolved(field, schemas)["description"].as_str());
        let inside = choices(field).find_map(|choice| choice["description"].as_str());
        rows.push(Field {
            kind: kind(field, schemas),
            required: must.iter().any(|one| one == name),
            description: own.or(inside).unwrap_or_default().to_owned(),
            name: whole.clone(),
        });
        gather(&whole, field, schemas, depth + 1, rows);
    }
}

/// The type in JSON Schema's own words, with what limits it: `integer 1–100`, `string uuid | null`.
fn kind(schema: &Value, schemas: &Map<String, Value>) -> String {
    let target = resolved(schema, schemas);
    if let Some(values) = target["enum"].as_array() {
        return values
            .iter()
            .map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned))
            .collect::<Vec<_>>()
            .join(" | ");
    }
    let mut options: Vec<String> = choices(target).map(|choice| kind(choice, schemas)).collect();
    options.dedup();
    let names: Vec<&str> = match &target["type"] {
        Value::String(name) => vec![name],
        Value::Array(names) => names.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    // An object that is one of several says nothing by calling itself an object.
    let chooses = choices(target).next().is_some();
    options
        .extend(names.iter().filter(|name| !chooses || **name != "object").map(|name| single(name, target, schemas)));
    if target["oneOf"].as_array().is_some_and(|all| all.iter().any(|one| one["type"] == "null")) {
        options.push("null".into());
    }
    options.join(" | ")
}

fn single(name: &str, schema: &Value, schemas: &Map<String, Value>) -> String {
    if name == "array" {
        return format!("array of {}", kind(&schema["items"], schemas));
    }
    let format = schema["format"].as_str().filter(|format| !format.starts_with("int"));
    let bound = |low: &str, high: &str| match (schema[low].as_i64(), schema[high].as_i64()) {
        (Some(low), Some(high)) => Some(format!("{low}–{high}")),
        (Some(low), None) if low > 0 => Some(format!("≥ {low}")),
        (None, Some(high)) => Some(format!("≤ {high}")),
        _ => None,
    };
    let length = bound("minLength", "maxLength").map(|text| format!("({text})"));
    let parts = [Some(name.to_owned()), format.map(str::to_owned), bound("minimum", "maximum"), length];
    parts.into_iter().flatten().filter(|part| name != "null" || part == "null").collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn fields_are_shown_with_types_and_limits() {
        let schemas = json!({
            "Loan": { "type": "object", "required": ["id"], "properties": {
                "id": { "type": "string", "format": "uuid", "description": "Its id." },
                "price": { "oneOf": [{ "type": "null" }, { "$ref": "#/components/schemas/Price" }] } } },
            "Price": { "type": "object", "description": "What it costs.", "properties": { "ore": { "type": "integer", "format": "int64" } } },
        });
        let list = json!({ "type": "object", "required": ["items"], "properties": {
            "items": { "type": "array", "items": { "$ref": "#/components/schemas/Loan" } },
            "limit": { "type": "integer", "minimum": 1, "maximum": 100 },
            "card": { "type": ["string", "null"], "maxLength": 32 } } });
        let mut rows = Vec::new();
        gather("", &list, schemas.as_object().unwrap(), 0, &mut rows);
        let shown: Vec<_> = rows.iter().map(|row| (row.name.as_str(), row.kind.as_str(), row.required)).collect();
        assert_eq!(
            shown,
            [
                ("card", "string (≤ 32) | null", false),
                ("items", "array of object", true),
                ("items[].id", "string uuid", true),
                ("items[].price", "object | null", false),
                ("items[].price.ore", "integer", false),
                ("limit", "integer 1–100", false),
            ]
        );
        assert_eq!(rows[2].description, "Its id.");
    }
}
