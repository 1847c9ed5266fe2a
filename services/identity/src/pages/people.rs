//! The people of the organisation: who waits for a first role, who holds which.

use std::collections::HashMap;

use axum::response::{Redirect, Response};
use contracts::Grant;
use platform::{
    Caller, Result, View,
    extract::{Form, Query},
    listing::{Col, Filter, List, Pairs, Saved},
};
use sea_orm::{
    ColumnTrait, Condition, ExprTrait, QueryFilter, QuerySelect, QueryTrait,
    sea_query::{Expr, Func},
};
use ui::{Badge, Cell, Icon, Page, minute_tag};
use uuid::Uuid;

use crate::{
    domain::{grant::offered, role},
    entities::{grant, person},
    people,
};

const PATH: &str = "/identity/people";
/// The filter's value for those without a role.
const WAITING: &str = "waiting";

/// A person with what she holds here.
struct Row {
    person: person::Model,
    held: Vec<Grant>,
}

pub async fn list(view: View, caller: Caller, Query(pairs): Query<Pairs>) -> Result<Response> {
    let list = described(&view, &caller);
    let asked = list.read(&pairs)?;
    let across = view.ctx.store.across_read(caller.actor()).await?;
    let (tenant, mut rows) = (caller.tenant(), people::of(&across, caller.tenant()));
    let text = asked.get("q").unwrap_or_default().trim().to_lowercase();
    if !text.is_empty() {
        let part = format!("%{}%", text.replace(['%', '_'], ""));
        let lower = |column: person::Column| Expr::expr(Func::lower(Expr::col(column))).like(part.clone());
        rows = rows.filter(Condition::any().add(lower(person::Column::Name)).add(lower(person::Column::Email)));
    }
    if let Some(chosen) = asked.get("role") {
        let held = across.find::<grant::Entity>().filter(grant::Column::Tenant.eq(tenant.as_str())).select_only();
        let held = held.column(grant::Column::Person);
        rows = if chosen == WAITING {
            rows.filter(person::Column::Id.not_in_subquery(held.into_query()))
        } else {
            rows.filter(person::Column::Id.in_subquery(held.filter(grant::Column::Role.eq(chosen)).into_query()))
        };
    }
    let found = asked.find(rows, person::Column::Id, across.db()).await?;
    let ids: Vec<Uuid> = found.rows.iter().map(|person| person.id).collect();
    let mut held: HashMap<Uuid, Vec<Grant>> = HashMap::new();
    for row in people::held(&across, tenant, &ids).await? {
        held.entry(row.person).or_default().extend(people::grant_of(&row));
    }
    let found = found.map(|person| Row { held: held.remove(&person.id).unwrap_or_default(), person });
    let saved = Saved::of(&across.tenant(tenant), &view, &caller, PATH).await?;
    let drawn = Page::new(view.t("identity-people"))
        .lead(view.ta("identity-people-lead", &[("organisation", (&caller.session().organisation).into())]));
    list.respond(asked, found, saved, |list| drawn.body(list)).await
}

/// What is searched for stands in no address.
pub async fn search(view: View, caller: Caller, Form(sent): Form<Pairs>) -> Result<Redirect> {
    described(&view, &caller).found(&sent)
}

fn described<'a>(view: &'a View, caller: &Caller) -> List<'a, Row> {
    // Where a guest works is her own organisation's business.
    let home = caller.tenant().to_string();
    let roles =
        Filter::select("role", view.t("identity-people-role")).option(WAITING, view.t("identity-people-waiting"));
    let roles = offered(caller.tenant())
        .into_iter()
        .fold(roles, |filter, role| filter.option(role.name(), view.t(&format!("role-{}", role.name()))));
    List::new(view, PATH, view.t("identity-people-list"))
        .file("personer")
        .start("name")
        .filter(Filter::private("q", view.t("identity-people-search")))
        .filter(roles)
        .empty(Icon::Users, view.t("identity-people-none"))
        .column(
            Col::text("name", view.t("identity-people-name"), |row: &Row| row.person.name.clone())
                .cell(|row| Cell::link(&row.person.name, format!("{PATH}/{}", row.person.id)))
                .sort(person::Column::Name),
        )
        .column(Col::text("email", view.t("identity-people-email"), move |row: &Row| {
            row.person.email.clone().filter(|_| row.person.tenant == home)
        }))
        .column(Col::text("roles", view.t("identity-people-roles"), move |row: &Row| words(view, &row.held)).cell(
            move |row| {
                if row.held.is_empty() {
                    Cell::badge(Badge::warning(view.t("identity-people-waits")).icon(Icon::Clock))
                } else {
                    Cell::text(words(view, &row.held))
                }
            },
        ))
        .column(
            Col::time("seen", view.t("identity-people-seen"), |row: &Row| row.person.last_sign_in_at)
                .cell(move |row| match row.person.last_sign_in_at {
                    Some(at) => Cell::from(minute_tag(at)),
                    None => Cell::text(view.t("identity-people-never")),
                })
                .sort(person::Column::LastSignInAt),
        )
}

/// `Ekonom, Handläggare (Bibblix)`.
fn words(view: &View, held: &[Grant]) -> String {
    let mut held: Vec<&Grant> = held.iter().collect();
    held.sort_by_key(|grant| (grant.role, grant.service.clone()));
    // A rule and a person may give the same.
    held.dedup();
    held.into_iter().map(|grant| word(view, grant)).collect::<Vec<_>>().join(", ")
}

/// A role in words, with its service when it is limited to one.
pub(super) fn word(view: &View, grant: &Grant) -> String {
    let role = view.t(&format!("role-{}", grant.role.name()));
    match &grant.service {
        Some(service) => format!("{role} ({})", view.ctx.site.title(view.lang, service)),
        None => role,
    }
}

/// A role's name in words, also one that this version does not know.
pub(super) fn role_word(view: &View, name: &str) -> String {
    role::named(name).map_or_else(|| name.to_owned(), |role| view.t(&format!("role-{}", role.name())))
}
