//! The operators' pages: how the installation runs, and what can be done about it without a shell.

mod backups;
mod checks;
mod drop;
mod event;
mod live;
mod overview;
mod parked;
mod queues;
mod schedules;
mod versions;

use axum::response::{IntoResponse, Redirect, Response};
use chrono::{DateTime, Utc};
use futures_util::future::join;
use platform::{
    Ctx, Error, Pages, Result, View,
    operations::{self, Instance, ServiceState},
};
use ui::{Badge, Html, Kind, Notice, Page, Tabs};

use crate::{
    domain::operations::{Age, Level, Remark, age, remarks, worst},
    permissions::{OPERATE, OPERATIONS},
};

/// The pages.
pub fn pages() -> Pages {
    Pages::new()
        .get(&OPERATIONS, "/portal/operations", overview::page)
        .get(&OPERATIONS, "/portal/operations/live", overview::stream)
        .get(&OPERATIONS, "/portal/operations/parked", parked::page)
        .get(&OPERATIONS, "/portal/operations/parked/{service}/{event}", event::page)
        .get(&OPERATIONS, "/portal/operations/parked/{service}/{event}/live", event::stream)
        .get(&OPERATE, "/portal/operations/parked/{service}/{event}/drop", drop::page)
        .get(&OPERATIONS, "/portal/operations/queues", queues::page)
        .get(&OPERATIONS, "/portal/operations/schedules", schedules::page)
        .get(&OPERATIONS, "/portal/operations/checks", checks::page)
        .get(&OPERATIONS, "/portal/operations/checks/live", checks::stream)
        .get(&OPERATIONS, "/portal/operations/backups", backups::page)
        .get(&OPERATIONS, "/portal/operations/versions", versions::page)
        .post(&OPERATE, "/portal/operations/parked/{service}/{event}/retry", event::retry, &[])
        .post(
            &OPERATE,
            "/portal/operations/parked/{service}/{event}/drop",
            drop::send,
            &[("reason", "Händelsen skickades av misstag och saknar värde.")],
        )
        .post(&OPERATE, "/portal/operations/schedules/{service}/{schedule}/run", schedules::run, &[])
        .post(&OPERATE, "/portal/operations/checks/{service}/run", checks::run, &[])
}

/// A service as an operator sees it.
struct Seen {
    name: &'static str,
    state: Option<ServiceState>,
    instances: Vec<Instance>,
    remarks: Vec<Remark>,
}

impl Seen {
    fn level(&self) -> Level {
        worst(&self.remarks)
    }
}

/// Asks all services at once; the worst first.
async fn look(ctx: &Ctx) -> Vec<Seen> {
    let now = ctx.clock.now();
    let (states, instances) = join(operations::states(ctx), operations::instances(ctx)).await;
    let seen = states.into_iter().zip(instances).map(|((name, state), (_, instances))| {
        let remarks = remarks(state.as_ref(), &instances, now);
        Seen { name, state, instances, remarks }
    });
    let mut seen: Vec<Seen> = seen.collect();
    seen.sort_by_key(Seen::level);
    seen
}

/// The services' states, in the order of the registry.
async fn states(ctx: &Ctx) -> (Vec<(&'static str, ServiceState)>, Vec<&'static str>) {
    let (mut told, mut silent) = (Vec::new(), Vec::new());
    for (name, state) in operations::states(ctx).await {
        match state {
            Some(state) => told.push((name, state)),
            None => silent.push(name),
        }
    }
    (told, silent)
}

/// A page of operations: its heading, its sentence, and the ways to the others.
fn draw(view: &View, current: &str, lead: String) -> Page {
    head(view, current).lead(lead).body(tabs(view, current))
}

/// The same where the sentence is part of what is shown live.
fn draw_live(view: &View, current: &str) -> Page {
    head(view, current).live().body(tabs(view, current))
}

fn head(view: &View, current: &str) -> Page {
    let page = Page::new(view.t(&format!("portal-operations-{current}-title")));
    if current == "overview" { page } else { page.crumb(view.t("portal-nav-operations"), "/portal/operations") }
}

fn tabs(view: &View, current: &str) -> Tabs {
    let pages = [
        ("overview", "/portal/operations"),
        ("parked", "/portal/operations/parked"),
        ("queues", "/portal/operations/queues"),
        ("schedules", "/portal/operations/schedules"),
        ("control", "/billing/control"),
        ("checks", "/portal/operations/checks"),
        ("backups", "/portal/operations/backups"),
        ("versions", "/portal/operations/versions"),
    ];
    let open = pages.into_iter().filter(|(_, href)| view.may_open(href));
    open.fold(Tabs::new(view.t("portal-operations-pages")), |tabs, (page, href)| {
        tabs.tab(view.t(&format!("portal-operations-tab-{page}")), href, page == current)
    })
}

/// The services that do not answer, by name; nothing when all do.
fn silence(view: &View, silent: &[&str]) -> Html {
    let names: Vec<String> = silent.iter().map(|service| title(view, service)).collect();
    if names.is_empty() {
        return Html::new();
    }
    Notice::error(view.lang, view.ta("portal-operations-silent", &[("services", names.join(", ").into())])).into()
}

fn title(view: &View, service: &str) -> String {
    view.ctx.site.title(view.lang, service)
}

fn badge(view: &View, level: Level) -> Badge {
    let (kind, key) = match level {
        Level::Wrong => (Kind::Error, "portal-operations-wrong"),
        Level::Unusual => (Kind::Warning, "portal-operations-unusual"),
        Level::Good => (Kind::Good, "portal-operations-good"),
    };
    Badge::new(kind, view.t(key))
}

/// `4 min`.
fn age_text(view: &View, seconds: i64) -> String {
    let (unit, n) = match age(seconds) {
        Age::Seconds(n) => ("seconds", n),
        Age::Minutes(n) => ("minutes", n),
        Age::Hours(n) => ("hours", n),
        Age::Days(n) => ("days", n),
    };
    view.ta(&format!("portal-operations-age-{unit}"), &[("n", n.into())])
}

/// The age of an instant.
fn since(view: &View, at: DateTime<Utc>) -> String {
    age_text(view, (view.ctx.clock.now() - at).num_seconds())
}

/// `1,4 GB`, in the units that disks are sold in.
fn bytes_text(bytes: u64) -> String {
    let tenths = |unit: u64| i64::try_from(bytes / (unit / 10)).unwrap_or(i64::MAX);
    match bytes {
        ..1_000 => format!("{bytes} B"),
        1_000..1_000_000 => format!("{} kB", bytes / 1_000),
        1_000_000..1_000_000_000 => format!("{} MB", ui::format::decimal(tenths(1_000_000), 1)),
        _ => format!("{} GB", ui::format::decimal(tenths(1_000_000_000), 1)),
    }
}

/// A command's end: on to a page, or a page that says why not.
fn answered(view: &View, done: Result<()>, to: &str, refused: impl FnOnce(Notice) -> Page) -> Result<Response> {
    match done {
        Ok(()) => Ok(Redirect::to(to).into_response()),
        Err(Error::Rule { code, .. }) => {
            let key = format!("portal-operations-refused-{code}");
            let text =
                view.t(if view.ctx.site.texts.has(view.lang, &key) { &key } else { "portal-operations-refused" });
            Ok(view.refused(refused(Notice::error(view.lang, text).alert())))
        }
        Err(other) => Err(other),
    }
}
