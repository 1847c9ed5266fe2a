//! One organisation: facts, membership, the services it uses.

use axum::{extract::State, response::Response};
use contracts::Tenant;
use platform::{
    Caller, Ctx, Result, View,
    clock::local_date,
    extract::{Path, Query},
};
use serde::Deserialize;
use ui::{Actions, Badge, Button, Card, Cell, Column, Empty, Facts, Html, Icon, Notice, Page, Table, TextLink, format};
use uuid::Uuid;

use super::title;
use crate::{
    entities::subscription,
    permissions::SUBSCRIBE,
    register::{self, Row},
};

/// What was done just before.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Done {
    started: Option<Uuid>,
    ended: Option<Uuid>,
}

/// `GET /members/{organisation}`.
pub async fn page(
    State(ctx): State<Ctx>,
    view: View,
    caller: Caller,
    Path(tenant): Path<Tenant>,
    Query(done): Query<Done>,
) -> Result<Response> {
    let today = local_date(ctx.clock.now());
    let across = register::open(&ctx).await?;
    let row = register::organisation(&across, tenant.as_str(), today).await?;
    let uses = register::subscriptions(&across, tenant.as_str()).await?;
    let others = register::on_behalf(&across, tenant.as_str()).await?;
    let all = uses.iter().chain(&others);
    let named: Vec<&str> = all.flat_map(|used| [&used.tenant, &used.member, &used.payer]).map(String::as_str).collect();
    let names = register::names(&across, &named).await?;
    let mut page =
        Page::new(&row.name).crumb(view.t("members-title"), "/members").lead(lead(&view, &row, &uses, today));
    if tenant.is_sandbox() {
        page = page.body(Notice::info(view.lang, view.t("members-sandbox-text")));
    }
    if let Some(notice) = notice(&view, &done, &uses) {
        page = page.body(notice);
    }
    let office = caller.may(&SUBSCRIBE);
    let mut services = Card::new(view.t("members-services")).body(own(&view, &uses, &names, office));
    if office {
        let href = format!("/members/{}/subscribe", row.tenant);
        services =
            services.body(Actions::new().button(Button::link(view.t("members-subscribe"), href).icon(Icon::Plus)));
    }
    page = page.body(services);
    if !others.is_empty() {
        page = page.body(Card::new(view.t("members-others")).body(for_others(&view, &others, &names)));
    }
    Ok(view.page(page.body(Card::new(view.t("members-facts")).body(facts(&view, &row)))))
}

fn lead(view: &View, row: &Row, uses: &[subscription::Model], today: chrono::NaiveDate) -> String {
    let now = uses.iter().filter(|used| used.begins <= today && used.ends.is_none_or(|ends| today <= ends)).count();
    let uses = view.ta("members-uses", &[("count", now.into())]);
    match row.joined {
        None if row.kind == "association" => view.t("members-lead-association"),
        None if row.tenant == Tenant::sandbox().as_str() => view.ta("members-lead-sandbox", &[("uses", uses.into())]),
        Some(joined) => {
            let joined = format::day_long(view.lang, joined);
            view.ta("members-lead-member", &[("date", joined.into()), ("uses", uses.into())])
        }
        None => view.ta("members-lead-other", &[("uses", uses.into())]),
    }
}

fn notice(view: &View, done: &Done, uses: &[subscription::Model]) -> Option<Notice> {
    let find = |id: Option<Uuid>| uses.iter().find(|used| Some(used.id) == id);
    let say = |key: &str, used: &subscription::Model, day| {
        let day = format::day_long(view.lang, day);
        let id = used.id.to_string();
        let text = view
            .ta(key, &[("service", title(view, &used.service).into()), ("date", day.into()), ("reference", id.into())]);
        Notice::good(view.lang, text).alert()
    };
    if let Some(used) = find(done.started) {
        return Some(say("members-started", used, used.begins));
    }
    let used = find(done.ended)?;
    Some(say("members-ended", used, used.ends?))
}

fn facts(view: &View, row: &Row) -> Facts {
    let unknown = || view.t("members-unknown");
    let sandbox = row.tenant == Tenant::sandbox().as_str();
    let kind = if sandbox { "members-sandbox".to_owned() } else { format!("members-kind-{}", row.kind) };
    let mut facts = Facts::new().row(view.t("members-kind"), view.t(&kind));
    if let Some(code) = &row.municipality_code {
        facts = facts.row(view.t("members-code"), code);
    }
    facts = facts.row(view.t("members-county"), row.county.clone().unwrap_or_else(unknown));
    if let (Some(population), Some(day)) = (row.population, row.population_date) {
        let date = format::day_long(view.lang, day);
        let text = view.ta("members-population-at", &[("count", population.into()), ("date", date.into())]);
        facts = facts.row(view.t("members-population"), text);
    }
    facts = facts.row(view.t("members-number"), row.organisation_number.clone().unwrap_or_else(unknown));
    if row.kind != "association" && !sandbox {
        let since = |day| view.ta("members-since", &[("date", format::day(day).into())]);
        facts = facts.row(view.t("members-membership"), row.joined.map_or_else(|| view.t("members-not"), since));
    }
    facts.row(view.t("members-tenant"), &row.tenant)
}

fn linked(names: &[(Tenant, String)], tenant: &str) -> Cell {
    let known = names.iter().find(|(known, _)| known.as_str() == tenant);
    Cell::link(known.map_or(tenant, |(_, name)| name), format!("/members/{tenant}"))
}

fn last_day(view: &View, used: &subscription::Model) -> Cell {
    used.ends.map_or_else(|| Cell::badge(Badge::good(view.t("members-goes-on"))), |day| Cell::text(format::day(day)))
}

fn for_others(view: &View, others: &[subscription::Model], names: &[(Tenant, String)]) -> Table {
    let table = Table::new(view.lang, view.t("members-others"))
        .caption_hidden()
        .column(Column::text(view.t("members-user")))
        .column(Column::text(view.t("members-service")))
        .column(Column::text(view.t("members-begins")))
        .column(Column::text(view.t("members-ends")))
        .column(Column::text(view.t("members-member")))
        .column(Column::text(view.t("members-payer")));
    others.iter().fold(table, |table, used| {
        table.row([
            linked(names, &used.tenant),
            Cell::text(title(view, &used.service)),
            Cell::text(format::day(used.begins)),
            last_day(view, used),
            linked(names, &used.member),
            linked(names, &used.payer),
        ])
    })
}

fn own(view: &View, uses: &[subscription::Model], names: &[(Tenant, String)], office: bool) -> Table {
    let mut table = Table::new(view.lang, view.t("members-services"))
        .caption_hidden()
        .column(Column::text(view.t("members-service")))
        .column(Column::text(view.t("members-department")))
        .column(Column::text(view.t("members-begins")))
        .column(Column::text(view.t("members-ends")))
        .column(Column::text(view.t("members-member")))
        .column(Column::text(view.t("members-payer")))
        .empty(Empty::new(Icon::Plug, view.t("members-no-services")));
    if office {
        table = table.column(Column::text(view.t("members-change")));
    }
    uses.iter().fold(table, |table, used| {
        let mut cells = vec![
            Cell::text(title(view, &used.service)),
            Cell::from(department(view, used)),
            Cell::text(format::day(used.begins)),
            last_day(view, used),
            linked(names, &used.member),
            linked(names, &used.payer),
        ];
        if office {
            let href = format!("/members/subscriptions/{}/end", used.id);
            cells.push(if used.ends.is_none() { Cell::link(view.t("members-end"), href) } else { Cell::empty() });
        }
        table.row(cells)
    })
}

/// Who in the organisation works with the service, and where to reach them.
fn department(view: &View, used: &subscription::Model) -> Html {
    let name = Html::text(&used.department.clone().unwrap_or_else(|| view.t("members-unknown")));
    let contact = |address: &String| TextLink::new(address, format!("mailto:{address}"));
    name.with(used.contact.as_ref().map(contact).map(|link| Html::paragraph(Html::from(link))))
}
