//! `/<service>/audit`: what has been done in a service for the own organisation, made by the platform for every service. Its
//! administrators search it and take it out as a file; that it was taken out is a row of its own, and where the rows tell about a
//! sensitive register, so is that it was looked at.

use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};

use axum::{
    extract::{Path, State},
    response::Response,
};
use chrono::SecondsFormat;
use contracts::Role;
use sea_orm::{ColumnTrait, QueryFilter};
use serde_json::json;
use ui::{Actions, Button, Card, Cell, Facts, Html, Icon, Notice, Page, Tabs, TextLink, format, url};
use uuid::Uuid;

use super::{
    all::ALL,
    search::{self, REACHED, Wanted},
    show::{self, Shown},
};
use crate::{
    caller::Caller,
    ctx::Ctx,
    error::Result,
    extract::Query,
    listing::{Asked, Col, Filter, List, Pairs, Saved},
    module::Permission,
    page::{Pages, View},
    store::{
        Actor,
        system::{audit, audit_seal},
    },
};

/// Rows on a page.
pub(super) const ROWS: u64 = 50;

/// Words that live as long as the process, each made once.
pub(super) fn keep(text: String) -> &'static str {
    static KEPT: Mutex<BTreeMap<String, &'static str>> = Mutex::new(BTreeMap::new());
    let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    kept.entry(text).or_insert_with_key(|text| Box::leak(text.clone().into_boxed_str()))
}

/// `<service>.audit.<act>`, made once per service.
pub(super) fn permission(
    service: &'static str,
    act: &str,
    make: fn(&'static str, &'static [Role]) -> Permission,
    roles: &'static [Role],
) -> &'static Permission {
    static MADE: Mutex<BTreeMap<&'static str, &'static Permission>> = Mutex::new(BTreeMap::new());
    let name = keep(format!("{service}.audit.{act}"));
    let mut made = MADE.lock().unwrap_or_else(PoisonError::into_inner);
    made.entry(name).or_insert_with(|| Box::leak(Box::new(make(name, roles))))
}

/// `<service>.audit.read`: the organisation's own administrators (in the association its operators), and auditors.
pub fn read(service: &'static str) -> &'static Permission {
    permission(service, "read", Permission::own, &[Role::Administrator, Role::Operator, Role::Auditor])
}

/// The log's title.
pub(super) fn title(view: &View) -> String {
    view.ta("audit-title", &[("service", view.ctx.site.title(view.lang, view.ctx.service).into())])
}

/// The pages of a service's log.
pub(crate) fn pages(service: &'static str) -> Pages {
    Pages::new().get(read(service), keep(format!("/{service}/audit")), show).get(
        read(service),
        keep(format!("/{service}/audit/{{audited}}")),
        one,
    )
}

/// For the platform-wide tests: the newest row of an organisation's log, made where there is none.
pub(crate) async fn example(ctx: Ctx, tenant: contracts::Tenant) -> Result<Option<String>> {
    use sea_orm::QueryOrder;
    let read = ctx.store.read(&tenant).await?;
    let newest = read.find::<audit::Entity>().order_by_desc(audit::Column::At).order_by_desc(audit::Column::Id);
    if let Some(row) = newest.one(read.db()).await? {
        return Ok(Some(row.id.to_string()));
    }
    drop(read);
    let tx = ctx.store.begin_for(&tenant, Actor::System("example")).await?;
    tx.audit("platform.audit.look", ctx.service, &serde_json::Value::Null).await?;
    let made = tx.find::<audit::Entity>().one(tx.db()).await?;
    tx.commit().await?;
    Ok(made.map(|row| row.id.to_string()))
}

async fn show(State(ctx): State<Ctx>, view: View, caller: Caller, Query(pairs): Query<Pairs>) -> Result<Response> {
    let path = format!("/{}/audit", ctx.service);
    // Names are asked for while no connection is held: in identity the answer needs one too, and all might wait for each other.
    let named = named(&ctx, &caller, &pairs).await;
    let tx = ctx.store.begin(&caller).await?;
    let acts = search::acts(&tx).await?;
    let list = list(&view, &path, &pairs, &acts, &named, &[]);
    let asked = list.read(&pairs)?;
    let select = search::rows(&tx, &Wanted::of(&asked));
    let total = search::count(&select, &asked, tx.db()).await?;
    let most = if asked.is_file() { total } else { total.min(REACHED) };
    let found = asked.find_counted(select, most, audit::Column::Id, tx.db()).await?;
    let sensitive = ctx.site.entry(ctx.service).is_some_and(|entry| entry.sensitive);
    if sensitive || asked.is_file() {
        let act = if asked.is_file() { "platform.audit.export" } else { "platform.audit.look" };
        tx.audit(act, ctx.service, &json!({ "rows": found.rows.len(), "filter": asked.told() })).await?;
    }
    tx.commit().await?;
    let names = names_in(&ctx, &caller, named.clone(), found.rows.iter()).await;
    let found = found.map(|row| Shown::new(&view, ctx.service, row, &names));
    list.respond(asked.clone(), found, Saved::none(), |list| {
        let page = Page::new(title(&view)).lead(lead(&view, &caller, total));
        let page = follow_ups(&view, page).body(services(&view, &asked, ctx.service));
        let page = if total > REACHED {
            let most = format::integer(i64::try_from(REACHED).unwrap_or(i64::MAX));
            page.body(Notice::info(view.lang, view.ta("audit-narrow", &[("most", most.into())])))
        } else {
            page
        };
        page.body(list)
    })
    .await
}

/// What those who can be chosen are called: the organisation's first few hundred, and who the address names.
pub(super) async fn named(ctx: &Ctx, caller: &Caller, pairs: &Pairs) -> BTreeMap<String, String> {
    let chosen = pairs.iter().filter(|(key, _)| key == "who").map(|(_, who)| who.as_str());
    search::names(ctx, caller.tenant(), chosen).await
}

/// The same with those who stand in rows.
pub(super) async fn names_in(
    ctx: &Ctx,
    caller: &Caller,
    mut names: BTreeMap<String, String>,
    rows: impl Iterator<Item = &audit::Model>,
) -> BTreeMap<String, String> {
    let unknown = |row: &&audit::Model| !row.actor.starts_with("system:") && !names.contains_key(&row.actor);
    let unknown: Vec<&str> = rows.filter(unknown).map(|row| row.actor.as_str()).collect();
    if !unknown.is_empty() {
        let more = search::names(ctx, caller.tenant(), unknown).await;
        names.extend(more);
    }
    names
}

fn lead(view: &View, caller: &Caller, total: u64) -> String {
    let organisation = caller.session().organisation.as_str();
    let shown = total.min(REACHED);
    let count = format::integer(i64::try_from(shown).unwrap_or(i64::MAX));
    let key = if total > REACHED { "audit-lead-more" } else { "audit-lead" };
    view.ta(key, &[("organisation", organisation.into()), ("rows", count.into()), ("count", shown.into())])
}

/// The way to what is followed up, where anything is.
fn follow_ups(view: &View, page: Page) -> Page {
    let href = format!("/{}/audit/follow-ups", view.ctx.service);
    // Elsewhere the address would be that of a row.
    let follows = view.ctx.site.entry(view.ctx.service).is_some_and(|entry| entry.follows);
    if !follows || !view.may_open(&href) {
        return page;
    }
    let button = Button::link(view.t("follow-nav"), href).secondary().icon(Icon::UserCheck);
    page.body(Actions::new().button(button))
}

/// The same search in all services' logs at once, and in each.
pub(super) fn services(view: &View, asked: &Asked, current: &str) -> Tabs {
    let mut kept = Vec::new();
    for key in ["first", "last", "who"] {
        kept.extend(asked.get(key).map(|value| (key, value)));
    }
    let site = &view.ctx.site;
    let tabs = Tabs::new(view.t("audit-services"));
    let tabs =
        if view.may_open(ALL) { tabs.tab(view.t("audit-all"), url(ALL, &kept), current.is_empty()) } else { tabs };
    logs(view).into_iter().fold(tabs, |tabs, service| {
        let href = url(&format!("/{service}/audit"), &kept);
        tabs.tab(site.title(view.lang, service), href, service == current)
    })
}

/// The services whose logs who is looking may open.
pub(super) fn logs(view: &View) -> Vec<&'static str> {
    let services = view.ctx.site.services.iter().copied();
    services.filter(|service| view.may_open(&format!("/{service}/audit"))).collect()
}

/// The list of a log, or of those of several services, whose rows stand in no other order than that of time.
pub(super) fn list<'a>(
    view: &'a View,
    path: &'a str,
    pairs: &Pairs,
    acts: &[String],
    names: &BTreeMap<String, String>,
    services: &[&'static str],
) -> List<'a, Shown> {
    let chosen =
        pairs.iter().find(|(key, value)| key == "who" && value.starts_with("system:")).map(|(_, who)| who.clone());
    let mut people: Vec<(String, String)> = names.iter().map(|(actor, name)| (actor.clone(), name.clone())).collect();
    // The platform's own parts are chosen from a row.
    people.extend(chosen.filter(|who| !names.contains_key(who)).map(|who| (who.clone(), show::who(view, &who, names))));
    people.sort_by_cached_key(|(_, name)| format::collation_key(name));
    let who = people
        .into_iter()
        .fold(Filter::select("who", view.t("audit-who")), |filter, (actor, name)| filter.option(actor, name));
    let mut acts: Vec<(String, String)> = acts.iter().map(|action| (action.clone(), show::act(view, action))).collect();
    acts.sort_by_cached_key(|(_, words)| format::collation_key(words));
    let act = acts
        .into_iter()
        .fold(Filter::select("act", view.t("audit-act")), |filter, (action, words)| filter.option(action, words));
    let several = !services.is_empty();
    let service = services.iter().fold(Filter::select("service", view.t("audit-service")), |filter, service| {
        filter.option(*service, view.ctx.site.title(view.lang, service))
    });
    let at = Col::time("at", view.t("audit-at"), |shown: &Shown| shown.row.at);
    let list = List::new(view, path, view.t("audit-card"))
        .empty(Icon::History, view.t("audit-none"))
        .rows(ROWS)
        .filter(Filter::day("first", view.t("audit-first")))
        .filter(Filter::day("last", view.t("audit-last")));
    let list =
        if several { list.filter(service).column(at) } else { list.start("-at").column(at.sort(audit::Column::At)) };
    let title = |shown: &Shown| view.ctx.site.title(view.lang, shown.service);
    list.filter(who)
        .filter(act)
        .filter(Filter::search("object", view.t("audit-object")).hint(view.t("audit-object-hint")))
        .column(Col::text("utc", view.t("audit-at-utc"), |shown: &Shown| instant(&shown.row)).only_file())
        .column_if(several.then(|| Col::text("service", view.t("audit-service"), title)))
        .column(Col::text("who", view.t("audit-who"), |shown: &Shown| shown.who.clone()).cell(move |shown| {
            if shown.known {
                Cell::link(&shown.who, url(path, &[("who", shown.row.actor.as_str())]))
            } else {
                Cell::text(&shown.who)
            }
        }))
        .column(
            Col::text("actor", view.t("audit-who-id"), |shown: &Shown| shown.known.then(|| shown.row.actor.clone()))
                .only_file(),
        )
        .column(
            Col::text("act", view.t("audit-act"), |shown: &Shown| shown.act.clone())
                .cell(|shown| Cell::link(&shown.act, format!("/{}/audit/{}", shown.service, shown.row.id))),
        )
        .column(Col::text("action", view.t("audit-act-code"), |shown: &Shown| shown.row.action.clone()).only_file())
        .column(
            Col::text("object", view.t("audit-object"), |shown: &Shown| shown.row.object.clone())
                .cell(|shown| Cell::text(show::object(&shown.row.object))),
        )
        .column(Col::text("from", view.t("audit-from"), |shown: &Shown| shown.row.origin.clone()).only_file())
        .column(Col::text("before", view.t("audit-before"), |shown: &Shown| shown.before.clone()).only_file())
        .column(Col::text("after", view.t("audit-after"), |shown: &Shown| shown.after.clone()).only_file())
        .column(Col::text("more", view.t("audit-more"), |shown: &Shown| shown.more.clone()).only_file())
        .column(
            Col::text("request", view.t("audit-request"), |shown: &Shown| {
                shown.row.request_id.map(|id| id.to_string())
            })
            .only_file(),
        )
        .column(Col::text("id", view.t("audit-id"), |shown: &Shown| shown.row.id.to_string()).only_file())
}

fn instant(row: &audit::Model) -> String {
    row.at.to_rfc3339_opts(SecondsFormat::Millis, true)
}

/// One row, whole, with its seal.
async fn one(State(ctx): State<Ctx>, view: View, caller: Caller, Path(id): Path<String>) -> Result<Response> {
    let id: Uuid = id.parse().map_err(|_| crate::Error::NotFound)?;
    let tx = ctx.store.begin(&caller).await?;
    let row = tx.get::<audit::Entity>(id).await?;
    let seal = tx.find::<audit_seal::Entity>().filter(audit_seal::Column::AuditId.eq(id)).one(tx.db()).await?;
    if ctx.site.entry(ctx.service).is_some_and(|entry| entry.sensitive) {
        tx.audit("platform.audit.look", &id.to_string(), &json!({ "rows": 1 })).await?;
    }
    tx.commit().await?;
    let names = search::names(&ctx, caller.tenant(), [row.actor.as_str()]).await;
    let path = format!("/{}/audit", ctx.service);
    let shown = Shown::new(&view, ctx.service, row, &names);
    let at = format::date_time(view.lang, shown.row.at);
    let lead = view.ta("audit-row-lead", &[("who", shown.who.as_str().into()), ("at", at.into())]);
    let page = Page::new(shown.act.clone()).crumb(title(&view), path.clone()).lead(lead);
    let body = Card::new(view.t("audit-row")).body(facts(&view, &caller, &path, &shown, seal));
    Ok(view.page(page.body(body)))
}

fn facts(view: &View, caller: &Caller, path: &str, shown: &Shown, seal: Option<audit_seal::Model>) -> Facts {
    let row = &shown.row;
    let whole = |text: &Option<String>| text.clone().map(|text| Html::text(&text));
    let link = |words: &str, key: &str, value: &str| Html::from(TextLink::new(words, url(path, &[(key, value)])));
    let sealed = seal.map_or_else(
        || view.t("audit-unsealed"),
        |seal| view.ta("audit-sealed", &[("number", seal.seq.to_string().into()), ("hash", seal.hash.into())]),
    );
    let facts = [
        ("audit-at-utc", Some(Html::text(&instant(row)))),
        ("audit-who", Some(if shown.known { link(&shown.who, "who", &row.actor) } else { Html::text(&shown.who) })),
        ("audit-for", Some(Html::text(&caller.session().organisation))),
        ("audit-from", whole(&row.origin)),
        ("audit-act", Some(link(&shown.act, "act", &row.action))),
        ("audit-object", (!row.object.is_empty()).then(|| link(&row.object, "object", &row.object))),
        ("audit-before", whole(&shown.before)),
        ("audit-after", whole(&shown.after)),
        ("audit-more", whole(&shown.more)),
        ("audit-request", row.request_id.map(|id| Html::text(&id.to_string()))),
        ("audit-seal", Some(Html::text(&sealed))),
    ];
    let told = facts.into_iter().filter_map(|(key, value)| Some((key, value?)));
    told.fold(Facts::new(), |facts, (key, value)| facts.row(view.t(key), value))
}
