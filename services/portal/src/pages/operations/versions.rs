//! `/portal/operations/versions`: which programs, databases, brokers and event types there are.

use std::collections::BTreeMap;

use axum::{extract::State, response::Response};
use platform::{Ctx, Result, View};
use ui::{Badge, Card, Cell, Column, Html, Page, Table, minute_tag};

use super::{Seen, age_text, bytes_text, draw, look, overview::short, silence, title};

/// `GET /portal/operations/versions`.
pub async fn page(State(ctx): State<Ctx>, view: View) -> Result<Response> {
    let seen = look(&ctx).await;
    let silent: Vec<&str> = seen.iter().filter(|one| one.state.is_none()).map(|one| one.name).collect();
    let mut versions: Vec<(&str, &str)> = seen
        .iter()
        .flat_map(|one| &one.instances)
        .map(|one| (one.version.as_str(), one.commit.as_deref().unwrap_or_default()))
        .collect();
    versions.sort_unstable();
    versions.dedup();
    let lead = match versions.as_slice() {
        [(version, _)] => view.ta("portal-operations-versions-lead", &[("version", (*version).into())]),
        many => view.ta("portal-operations-versions-lead-many", &[("n", many.len().into())]),
    };
    let page: Page = draw(&view, "versions", lead).body(silence(&view, &silent));
    let page = page
        .body(Card::new(view.t("portal-operations-instances-title")).flush().body(instances(&view, &seen)))
        .body(Card::new(view.t("portal-operations-stores")).flush().body(stores(&view, &seen)))
        .body(Card::new(view.t("portal-operations-events-title")).flush().body(events(&view, &seen)));
    Ok(view.page(page))
}

fn columns(view: &View, key: &str, names: &[&str]) -> Table {
    names.iter().fold(Table::new(view.lang, view.t(key)).caption_hidden(), |table, name| {
        table.column(Column::text(view.t(&format!("portal-operations-{name}"))))
    })
}

fn instances(view: &View, seen: &[Seen]) -> Table {
    let table = columns(
        view,
        "portal-operations-instances-title",
        &["service", "ready", "version", "commit", "began", "instance"],
    );
    let all = seen.iter().flat_map(|one| one.instances.iter().map(|instance| (one.name, instance)));
    all.fold(table, |table, (name, instance)| {
        let ready = if instance.reasons.is_empty() {
            Html::from(Badge::good(view.t("portal-operations-is-ready")))
        } else {
            instance
                .reasons
                .iter()
                .fold(Html::from(Badge::error(view.t("portal-operations-is-not-ready"))), |html, reason| {
                    html.with(Html::paragraph(reason))
                })
        };
        let commit = match short(instance.commit.as_deref()) {
            "" => view.t("portal-operations-commit-unknown"),
            commit => commit.to_owned(),
        };
        table.row([
            Cell::text(title(view, name)),
            Cell::from(ready),
            Cell::text(&instance.version),
            Cell::text(commit),
            Cell::from(minute_tag(instance.began)),
            Cell::text(instance.id.to_string().get(..8).unwrap_or_default()),
        ])
    })
}

fn stores(view: &View, seen: &[Seen]) -> Table {
    let names = ["service", "schema", "database", "size", "disk", "broker", "sealed", "anchored"];
    let table = columns(view, "portal-operations-stores", &names);
    let told = seen.iter().filter_map(|one| Some((one.name, one.state.as_ref()?)));
    told.fold(table, |table, (name, state)| {
        let sealed = match state.audit.unsealed_seconds {
            0 => view.t("portal-operations-all-sealed"),
            seconds => view.ta("portal-operations-unsealed", &[("age", age_text(view, seconds).into())]),
        };
        table.row([
            Cell::text(title(view, name)),
            Cell::text(state.schema.as_deref().unwrap_or_default()),
            Cell::text(&state.storage.database),
            Cell::text(bytes_text(u64::try_from(state.storage.bytes).unwrap_or(0))),
            Cell::text(state.storage.disk.map(|space| bytes_text(space.free)).unwrap_or_default()),
            Cell::text(format!("nats-server {}", state.broker)),
            Cell::text(sealed),
            state.audit.anchored_at.map_or_else(Cell::empty, |at| Cell::from(minute_tag(at))),
        ])
    })
}

/// Who tells each type of event, and who hears it.
fn events(view: &View, seen: &[Seen]) -> Table {
    let mut kinds: BTreeMap<&str, (Vec<String>, Vec<String>)> = BTreeMap::new();
    for one in seen {
        let Some(state) = &one.state else { continue };
        let name = title(view, one.name);
        for kind in &state.tells {
            kinds.entry(kind).or_default().0.push(name.clone());
        }
        for kind in &state.hears {
            kinds.entry(kind).or_default().1.push(name.clone());
        }
    }
    let table = columns(view, "portal-operations-events-title", &["event", "told-by", "heard-by"]);
    kinds.into_iter().fold(table, |table, (kind, (mut tellers, mut hearers))| {
        tellers.sort();
        hearers.sort();
        table.row([Cell::text(kind), Cell::text(tellers.join(", ")), Cell::text(hearers.join(", "))])
    })
}
