//! The events that a service tells: how to read them, and each type's fields with a sample.

use axum::response::Response;
use platform::{Result, View, event_spec::EventSpec, extract::Path};
use ui::{Card, Code, Html, Page, TextLink};

use super::{below, entry, pretty, schema, words};

/// `GET /portal/api/{api}/events`.
pub(super) async fn page(view: View, Path(name): Path<String>) -> Result<Response> {
    let entry = entry(&view, &name)?;
    if entry.emits.is_empty() {
        return Err(platform::Error::NotFound);
    }
    let title = super::title(&view, entry);
    let page =
        Page::new(view.ta("portal-api-events-of", &[("service", title.into())])).lead(view.t("portal-api-events-lead"));
    let feed = format!("/portal/api/{name}/list-events");
    let how = Html::paragraph(Code::prose(&view.t("portal-api-events-how")))
        .with(Html::paragraph(TextLink::new(view.t("portal-api-to-feed"), feed)));
    let page = below(&view, entry, page).body(Card::new(view.t("portal-api-events-read")).body(how));
    let page = entry.emits.iter().fold(page, |page, event| page.body(one(&view, event)));
    Ok(view.page(page))
}

fn one(view: &View, event: &EventSpec) -> Card {
    let named = |key: &str| view.ta(key, &[("event", (&event.kind).into())]);
    let schemas = event.schema["$defs"].as_object().cloned().unwrap_or_default();
    let about = event.schema["description"].as_str().unwrap_or_default();
    Card::new(&event.kind)
        .id(&event.kind)
        .body(Html::paragraph(words(view, about)))
        .body(schema::fields(view, named("portal-api-event-fields"), &event.schema, &schemas))
        .body(Code::block(named("portal-api-event-sample"), pretty(&event.sample)))
}
