//! The page of the search over all services' logs: the same filters, columns and files as each log has.

use axum::{extract::State, http::HeaderMap, response::Response};
use ui::{Notice, Page};
use uuid::Uuid;

use super::{Begin, By, Gathered, Place, Search, Told, gather, gather_all};
use crate::{
    audit::{
        pages::{self, ROWS},
        search::Wanted,
        show::Shown,
    },
    caller::Caller,
    ctx::Ctx,
    error::{Error, Result},
    extract::Query,
    listing::{Ends, Found, Pairs, Saved, has},
    module::Permission,
    page::{Pages, View},
    store::system::audit,
};

/// Where it lies.
pub const ALL: &str = "/portal/logs";

/// The page, for the service below whose name it lies.
#[must_use]
pub fn everywhere(permission: &'static Permission) -> Pages {
    Pages::new().get(permission, ALL, show)
}

async fn show(
    State(ctx): State<Ctx>,
    view: View,
    caller: Caller,
    headers: HeaderMap,
    Query(pairs): Query<Pairs>,
) -> Result<Response> {
    let begin = begin(&pairs)?;
    let open = pages::logs(&view);
    let named = pages::named(&ctx, &caller, &pairs).await;
    // Which acts there are is told by those who are asked: until then the one that is chosen is believed.
    let chosen: Vec<String> = pairs.iter().filter(|(key, _)| key == "act").map(|(_, act)| act.clone()).collect();
    let asked = pages::list(&view, ALL, &pairs, &chosen, &named, &open).read(&pairs)?;
    let services: Vec<&'static str> =
        open.iter().copied().filter(|service| asked.get("service").is_none_or(|only| only == *service)).collect();
    let by = By::of(&ctx, &caller, &headers)?;
    let search = Search { by, wanted: Wanted::of(&asked), begin, most: ROWS, file: asked.is_file() };
    let (gathered, ends) = if asked.is_file() {
        let mut gathered = gather_all(&ctx, &services, Search { most: super::MOST, ..search }).await;
        // A file that ends early would be taken for the whole.
        asked.slice(gathered.rows.len() as u64)?;
        let missing = gathered.silent.iter().map(|service| missing(&ctx, &caller, service));
        gathered.rows = missing.chain(gathered.rows.drain(..).collect::<Vec<_>>()).collect();
        (gathered, Ends::default())
    } else {
        turned(&ctx, &services, search).await
    };
    let Gathered { rows, acts, silent, .. } = gathered;
    let names = pages::names_in(&ctx, &caller, named, rows.iter().map(|told| &told.row)).await;
    let list = pages::list(&view, ALL, &pairs, &acts, &names, &open);
    let asked = list.read(&pairs)?;
    let found = Found::between(rows, ends).map(|Told { service, row }| Shown::new(&view, service, row, &names));
    list.respond(asked.clone(), found, Saved::none(), |list| {
        let page = Page::new(view.t("audit-nav")).lead(lead(&view, &caller, services.len()));
        page.body(pages::services(&view, &asked, "")).body(silence(&view, &silent)).body(list)
    })
    .await
}

/// Where the address says that the page begins.
fn begin(pairs: &Pairs) -> Result<Begin> {
    let place = |key: &'static str| {
        let text = pairs.iter().find(|(name, _)| name == key).map(|(_, text)| text.as_str());
        let wrong = || Error::invalid(key, "take the address from the page: it names the time and id of a row");
        text.map(|text| Place::parse(text).ok_or_else(wrong)).transpose()
    };
    Ok(match (place("after")?, place("before")?) {
        (Some(after), _) if !has(pairs, "export") => Begin::After(after),
        (_, Some(before)) if !has(pairs, "export") => Begin::Before(before),
        _ => Begin::Newest,
    })
}

/// A page, and where it goes on. Towards newer rows the last page is the first one, as full as it can be.
async fn turned(ctx: &Ctx, services: &[&'static str], search: Search) -> (Gathered, Ends) {
    let gathered = gather(ctx, services, &search).await;
    let (search, gathered) = if matches!(search.begin, Begin::After(_)) && !gathered.more {
        let newest = Search { begin: Begin::Newest, ..search };
        let gathered = gather(ctx, services, &newest).await;
        (newest, gathered)
    } else {
        (search, gathered)
    };
    let ends = ends(search.begin, &gathered);
    (gathered, ends)
}

fn ends(begin: Begin, gathered: &Gathered) -> Ends {
    let rows = &gathered.rows;
    let newer = || rows.first().map(|told| ("after", told.place().to_string()));
    let older = || rows.last().map(|told| ("before", told.place().to_string()));
    match begin {
        Begin::Newest => Ends { newer: None, older: older().filter(|_| gathered.more) },
        Begin::Before(_) => Ends { newer: newer(), older: older().filter(|_| gathered.more) },
        Begin::After(_) => Ends { newer: newer().filter(|_| gathered.more), older: older() },
    }
}

/// What stands in a file for the rows of a service that did not answer.
fn missing(ctx: &Ctx, caller: &Caller, service: &'static str) -> Told {
    let row = audit::Model {
        tenant: caller.tenant().to_string(),
        id: Uuid::nil(),
        at: ctx.clock.now(),
        actor: "system:audit".into(),
        action: "platform.audit.silent".into(),
        object: String::new(),
        detail: "{}".into(),
        request_id: Some(caller.request_id),
        origin: None,
    };
    Told { service, row }
}

fn lead(view: &View, caller: &Caller, services: usize) -> String {
    let organisation = caller.session().organisation.as_str();
    view.ta("audit-all-lead", &[("organisation", organisation.into()), ("count", services.into())])
}

fn silence(view: &View, silent: &[&str]) -> ui::Html {
    let names: Vec<String> = silent.iter().map(|service| view.ctx.site.title(view.lang, service)).collect();
    if names.is_empty() {
        return ui::Html::new();
    }
    Notice::error(view.lang, view.ta("audit-all-silent", &[("services", names.join(", ").into())])).into()
}
