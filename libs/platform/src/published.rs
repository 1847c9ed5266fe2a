//! The documents that are generated, committed and reviewed: OpenAPI per service, event schemas with samples, AsyncAPI, and the
//! table of operations against roles.

use std::{collections::BTreeMap, fmt::Write as _};

use chrono::DateTime;
use contracts::{Assurance, Grant, Role, Session, Tenant};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    caller::allows,
    error::Result,
    event_spec::EventSpec,
    module::{Module, Permission, StepUp},
    site::Site,
};

/// Every document by its path under `api/`.
///
/// # Errors
/// When a resource file is wrong.
pub fn documents(modules: &[Module]) -> Result<BTreeMap<String, String>> {
    let site = Site::new(modules, false)?;
    let mut documents = BTreeMap::new();
    documents.insert("authorization.txt".to_owned(), authorization(modules));
    let events: BTreeMap<String, EventSpec> =
        modules.iter().flat_map(|module| &module.emits).map(|spec| (spec.kind.clone(), spec.clone())).collect();
    let speakers = speakers(modules);
    documents.insert("asyncapi.json".to_owned(), pretty(&asyncapi(&events, &speakers))?);
    for (kind, spec) in &events {
        let document = json!({ "type": kind, "subject": spec.subject, "schema": spec.schema, "sample": spec.sample });
        documents.insert(format!("events/{kind}.json"), pretty(&document)?);
    }
    for entry in &site.entries {
        documents.insert(format!("openapi/{}.v1.json", entry.name), pretty(&entry.document)?);
    }
    Ok(documents)
}

fn pretty(value: &Value) -> Result<String> {
    Ok(serde_json::to_string_pretty(value)? + "\n")
}

fn speakers(modules: &[Module]) -> BTreeMap<String, Vec<&'static str>> {
    let mut speakers: BTreeMap<String, Vec<&'static str>> = BTreeMap::new();
    for module in modules {
        for spec in &module.emits {
            let names = speakers.entry(spec.kind.clone()).or_default();
            if !names.contains(&module.name) {
                names.push(module.name);
            }
        }
    }
    speakers
}

/// The AsyncAPI document of the events that one service tells.
pub(crate) fn asyncapi_of(site: &Site, service: &'static str) -> Value {
    let told = site.entry(service).map(|entry| entry.emits.as_slice()).unwrap_or_default();
    let events: BTreeMap<_, _> = told.iter().map(|spec| (spec.kind.clone(), spec.clone())).collect();
    let speakers = events.keys().map(|kind| (kind.clone(), vec![service])).collect();
    asyncapi(&events, &speakers)
}

/// AsyncAPI 3.0: one channel per event type.
fn asyncapi(events: &BTreeMap<String, EventSpec>, speakers: &BTreeMap<String, Vec<&'static str>>) -> Value {
    let mut channels = serde_json::Map::new();
    let mut operations = serde_json::Map::new();
    let mut messages = serde_json::Map::new();
    for (kind, spec) in events {
        let name = kind.trim_start_matches("se.sambruk.").replace('.', "-");
        messages.insert(
            name.clone(),
            json!({
                "name": kind, "title": kind, "contentType": "application/cloudevents+json",
                "payload": envelope_schema(spec),
                "examples": [{ "name": "sample", "payload": spec.sample }],
            }),
        );
        channels.insert(
            name.clone(),
            json!({
                "address": spec.subject,
                "parameters": { "tenant": { "description": "The member organisation's short name" } },
                "messages": { name.clone(): { "$ref": format!("#/components/messages/{name}") } },
            }),
        );
        let told_by = speakers.get(kind).map(|names| names.join(", ")).unwrap_or_default();
        operations.insert(
            format!("tell-{name}"),
            json!({ "action": "send", "channel": { "$ref": format!("#/channels/{name}") }, "summary": format!("Told by {told_by}") }),
        );
    }
    json!({
        "asyncapi": "3.0.0",
        "info": {
            "title": "Sambruk events", "version": "1",
            "description": "Facts that the services tell, as CloudEvents 1.0 in structured JSON over NATS JetStream. No personal data. \
                Others than the services read them from the feed of each: GET /api/SERVICE/v1/events.",
            "contact": { "name": "Föreningen Sambruk", "url": "https://sambruk.se" },
            "license": { "name": "EUPL-1.2" },
        },
        "defaultContentType": "application/cloudevents+json",
        "channels": channels,
        "operations": operations,
        "components": { "messages": messages },
    })
}

fn envelope_schema(spec: &EventSpec) -> Value {
    let text = json!({ "type": "string" });
    json!({
        "type": "object",
        "required": ["specversion", "id", "source", "type", "time", "tenant", "data"],
        "properties": {
            "specversion": { "const": "1.0" },
            "id": { "type": "string", "format": "uuid" },
            "source": text, "subject": text, "datacontenttype": { "const": "application/json" },
            "type": { "const": spec.kind },
            "time": { "type": "string", "format": "date-time" },
            "tenant": { "type": "string", "pattern": "^[a-z0-9-]{1,32}$" },
            "causationid": { "type": "string", "format": "uuid" },
            "traceparent": text,
            "data": spec.schema,
        },
    })
}

/// Every operation and page against every role: ✔ may, · may not. Association roles are held in the association, the others in
/// a municipality.
fn authorization(modules: &[Module]) -> String {
    let mut text = String::from(
        "# Generated by `make api`. ✔ may, · may not. S: demands a fresh sign-in at assurance level 3, s: of people. X: reaches across tenants.\n\n",
    );
    let heads: Vec<_> = Role::ALL.iter().map(|role| role.name()).collect();
    let _ = writeln!(text, "{:<78} {:<38} {:<3} nobody {}", "operation", "permission", "", heads.join(" "));
    for module in modules {
        for operation in &module.api.operations {
            let place = format!("{} /api/{}/v1{}", operation.method, module.name, operation.path);
            row(&mut text, &place, operation.permission, &heads);
        }
        for route in &module.pages.routes {
            row(&mut text, &format!("{} {}", route.method, route.path), route.permission, &heads);
        }
    }
    text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n") + "\n"
}

const fn fresh(step_up: StepUp) -> &'static str {
    match step_up {
        StepUp::Nobody => "",
        StepUp::People => "s",
        StepUp::Everybody => "S",
    }
}

fn row(text: &mut String, place: &str, permission: &'static Permission, heads: &[&str]) {
    let public = permission.name == "public";
    let marks = format!("{}{}", fresh(permission.step_up), if permission.across { "X" } else { "" });
    let mark = |may: bool, width: usize| format!("{:<width$}", if may { "✔" } else { "·" });
    let _ = write!(text, "{place:<78} {:<38} {marks:<3} {}", permission.name, mark(public, 6));
    for (role, head) in Role::ALL.iter().zip(heads) {
        let may = public || allows(&session_with(*role, permission), permission);
        let _ = write!(text, " {}", mark(may, head.chars().count()));
    }
    text.push('\n');
}

/// A session with one role, in the kind of organisation that can hold it.
#[must_use]
pub fn session_with(role: Role, permission: &Permission) -> Session {
    let association =
        matches!(role, Role::Office | Role::Finance | Role::Operator | Role::Auditor | Role::CouncilMember)
            || permission.across;
    let tenant = if association {
        Tenant::association()
    } else {
        "example-0000".parse().unwrap_or_else(|_| Tenant::association())
    };
    Session {
        id: Uuid::nil(),
        actor: Uuid::nil(),
        name: String::new(),
        machine: false,
        scopes: None,
        tenant,
        organisation: String::new(),
        organisations: 1,
        grants: vec![Grant { role, service: None }],
        assurance: Assurance::Loa3,
        authenticated_at: DateTime::default(),
        expires_at: DateTime::default(),
        lent: None,
    }
}
