//! Which fields of a body could name an object or an organisation: by the schema of the operation and by the example.

use std::collections::BTreeSet;

use serde_json::Value;

/// Names of fields that hold an organisation's short name.
const ORGANISATIONS: [&str; 5] = ["tenant", "organisation", "user", "member", "payer"];

/// A field of a body.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Naming {
    /// JSON pointer of the object that has it.
    parent: String,
    name: String,
    /// Whether it holds an id; else an organisation's name.
    pub is_id: bool,
}

impl Naming {
    /// A body with another value in the field; none when it has no place for it.
    pub fn put(&self, body: &Value, value: &str) -> Option<Value> {
        let mut changed = body.clone();
        changed.pointer_mut(&self.parent)?.as_object_mut()?.insert(self.name.clone(), value.into());
        Some(changed)
    }
}

/// All of them in a body of an operation.
pub fn naming(operation: &Value, body: &Value) -> BTreeSet<Naming> {
    let mut found = BTreeSet::new();
    let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
    by_schema(operation, schema, String::new(), 0, &mut found);
    by_value(body, String::new(), &mut found);
    found
}

fn by_schema(operation: &Value, schema: &Value, at: String, depth: usize, found: &mut BTreeSet<Naming>) {
    if depth > 6 {
        return;
    }
    if let Some(name) = schema["$ref"].as_str().and_then(|path| path.rsplit('/').next()) {
        by_schema(operation, &operation["components"]["schemas"][name], at.clone(), depth + 1, found);
    }
    for part in ["allOf", "anyOf", "oneOf"] {
        for one in schema[part].as_array().into_iter().flatten() {
            by_schema(operation, one, at.clone(), depth + 1, found);
        }
    }
    if !schema["items"].is_null() {
        by_schema(operation, &schema["items"], format!("{at}/0"), depth + 1, found);
    }
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        let variants = ["anyOf", "oneOf"].into_iter().flat_map(|part| property[part].as_array().into_iter().flatten());
        let is_id = std::iter::once(property).chain(variants).any(|one| one["format"] == "uuid");
        if is_id || ORGANISATIONS.contains(&name.as_str()) {
            found.insert(Naming { parent: at.clone(), name: name.clone(), is_id });
        }
        by_schema(operation, property, format!("{at}/{name}"), depth + 1, found);
    }
}

fn by_value(value: &Value, at: String, found: &mut BTreeSet<Naming>) {
    match value {
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                by_value(item, format!("{at}/{index}"), found);
            }
        }
        Value::Object(fields) => {
            for (name, value) in fields {
                if value.as_str().is_some_and(|text| uuid::Uuid::try_parse(text).is_ok()) {
                    found.insert(Naming { parent: at.clone(), name: name.clone(), is_id: true });
                }
                by_value(value, format!("{at}/{name}"), found);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn ids_and_organisations_are_found_by_schema_and_by_value() {
        let operation = json!({
            "requestBody": { "content": { "application/json": { "schema": { "$ref": "#/components/schemas/A" } } } },
            "components": { "schemas": { "A": { "properties": {
                "loan": { "type": "string", "format": "uuid" }, "payer": { "type": "string" }, "name": { "type": "string" },
                "data": { "properties": { "reverses": { "type": ["string", "null"], "format": "uuid" } } },
            } } } },
        });
        let body = json!({ "name": "x", "data": {}, "other": "01890a5d-ac96-774b-bcce-b302099a8057" });
        let found = naming(&operation, &body);
        let names: Vec<_> =
            found.iter().map(|field| (field.parent.as_str(), field.name.as_str(), field.is_id)).collect();
        assert_eq!(names, [("", "loan", true), ("", "other", true), ("", "payer", false), ("/data", "reverses", true)]);
        let put = found.iter().last().and_then(|field| field.put(&body, "y")).unwrap_or_default();
        assert_eq!(put["data"]["reverses"], "y");
    }
}
