//! What is published about an event type: its name, schema and a sample.

use contracts::{Envelope, Event, Tenant, event};
use serde_json::{Value, json};

/// An event type that a service tells.
#[derive(Debug, Clone, PartialEq)]
pub struct EventSpec {
    /// The CloudEvents type.
    pub kind: String,
    /// The subject with `{tenant}` in place of the tenant.
    pub subject: String,
    /// JSON Schema of the data.
    pub schema: Value,
    /// A whole envelope as an example.
    pub sample: Value,
}

impl EventSpec {
    /// What is published about `E`.
    #[must_use]
    pub fn of<E: Event>() -> Self {
        let mut parts = Vec::new();
        E::schemas(&mut parts);
        let definitions: serde_json::Map<String, Value> =
            parts.into_iter().map(|(name, schema)| (name, serde_json::to_value(schema).unwrap_or_default())).collect();
        let mut schema = serde_json::to_value(E::schema()).unwrap_or_default();
        if let Value::Object(map) = &mut schema {
            map.insert("$schema".into(), json!("https://json-schema.org/draft/2020-12/schema"));
            map.insert("title".into(), json!(event::type_of::<E>()));
            if !definitions.is_empty() {
                map.insert("$defs".into(), Value::Object(definitions));
            }
        }
        relocate(&mut schema);
        let data = E::sample();
        let envelope = Envelope {
            specversion: event::SPECVERSION.into(),
            id: uuid::Uuid::from_u128(0x0191_d3b1_92f0_7c51_9a7e_55d8_0f6a_1c20),
            source: format!("/{}", E::SERVICE),
            kind: event::type_of::<E>(),
            subject: Some(data.key()),
            time: chrono::DateTime::from_timestamp(1_795_338_000, 0).unwrap_or_default(),
            datacontenttype: event::DATA_CONTENT_TYPE.into(),
            tenant: Tenant::association(),
            causationid: None,
            traceparent: None,
            data,
        };
        Self {
            kind: event::type_of::<E>(),
            subject: format!("sambruk.{{tenant}}.{}.{}.v{}", E::SERVICE, E::NAME, E::VERSION),
            schema,
            sample: serde_json::to_value(envelope).unwrap_or_default(),
        }
    }
}

/// OpenAPI keeps shared schemas under `#/components/schemas`, a JSON Schema of its own under `#/$defs`.
fn relocate(value: &mut Value) {
    match value {
        Value::Object(map) => {
            if let Some(Value::String(reference)) = map.get_mut("$ref") {
                *reference = reference.replace("#/components/schemas/", "#/$defs/");
            }
            map.values_mut().for_each(relocate);
        }
        Value::Array(items) => items.iter_mut().for_each(relocate),
        _ => {}
    }
}
