//! Support access as the association sees it: what was asked for in all organisations, and asking for more.

use axum::response::{IntoResponse, Redirect, Response};
use chrono::{DateTime, Utc};
use platform::{
    Caller, Result, Rule, View,
    extract::{Form, Path, Query},
    listing::{Asked, Col, Filter, List, Pairs, Saved},
};
use sea_orm::{ColumnTrait, QueryFilter};
use serde::Deserialize;
use ui::{Badge, Button, Card, Cell, Choice, Field, Html, Icon, Notice, Page};
use uuid::Uuid;

use super::people::role_word;
use crate::{
    domain::support::{self as rules, HOURS, ROLES, Refusal, Step, Wish},
    entities::support::{Column, Model},
    permissions::ASK_SUPPORT,
    support,
};

const PATH: &str = "/identity/support";
/// Why the door across organisations is opened.
const WHY: &str = "support access in all organisations is listed";

/// What the form sends.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Sent {
    organisation: String,
    role: String,
    /// Empty: all.
    service: String,
    hours: String,
    reason: String,
}

impl From<Sent> for Wish {
    fn from(sent: Sent) -> Self {
        let service = Some(sent.service.trim().to_owned()).filter(|service| !service.is_empty());
        let hours = sent.hours.trim().parse().unwrap_or(0);
        Self { organisation: sent.organisation, role: sent.role, service, hours, reason: sent.reason }
    }
}

/// A row with the organisation's name.
struct Row {
    access: Model,
    organisation: String,
}

pub async fn list(view: View, caller: Caller, Query(pairs): Query<Pairs>) -> Result<Response> {
    page(&view, &caller, &Wish { hours: HOURS[1], ..Wish::default() }, &[], &pairs).await
}

pub async fn ask(view: View, caller: Caller, Form(sent): Form<Sent>) -> Result<Response> {
    let wish = Wish::from(sent);
    let across = view.ctx.store.across_read(caller.actor()).await?;
    let known: Vec<_> = support::organisations(&across).await?.into_iter().map(|(tenant, _)| tenant).collect();
    drop(across);
    let wrong = match rules::plan(&wish, &known, &view.ctx.site.services) {
        Ok(plan) => match support::ask(&view.ctx, &caller, plan).await {
            Ok(_) => return Ok(Redirect::to(PATH).into_response()),
            Err(failure) => vec![failure.refusal()?],
        },
        Err(wrong) => wrong,
    };
    page(&view, &caller, &wish, &wrong, &Pairs::new()).await
}

pub async fn give_up(view: View, caller: Caller, Path(id): Path<Uuid>) -> Result<Response> {
    match support::give_up(&view.ctx, &caller, id).await {
        Ok(()) => Ok(Redirect::to(PATH).into_response()),
        Err(failure) => {
            let wrong = [failure.refusal()?];
            page(&view, &caller, &Wish { hours: HOURS[1], ..Wish::default() }, &wrong, &Pairs::new()).await
        }
    }
}

async fn page(view: &View, caller: &Caller, wish: &Wish, wrong: &[Refusal], pairs: &Pairs) -> Result<Response> {
    let list = described(view, caller, view.ctx.clock.now());
    let asked = list.read(pairs)?;
    let across = view.ctx.store.across(caller, WHY).await?;
    let organisations = support::organisations(&across).await?;
    let found = asked.find(chosen(support::everywhere(&across), &asked), Column::Id, across.db()).await?;
    let name =
        |tenant: &str| organisations.iter().find(|(one, _)| one.as_str() == tenant).map(|(_, name)| name.clone());
    let found =
        found.map(|access| Row { organisation: name(&access.tenant).unwrap_or_else(|| access.tenant.clone()), access });
    let saved = Saved::of(&across.tenant(caller.tenant()), view, caller, PATH).await?;
    across.commit().await?;
    let mut drawn = Page::new(view.t("identity-support")).lead(view.t("identity-support-lead"));
    for refusal in wrong.iter().filter(|refusal| refusal.field().is_none()) {
        drawn = drawn.body(Notice::error(view.lang, said(view, *refusal)).alert());
    }
    let form = || {
        let choices = organisations.iter().map(|(tenant, name)| Choice::new(tenant.as_str(), name.clone()));
        Card::new(view.t("identity-support-ask")).id("ask").body(form(view, choices.collect(), wish, wrong))
    };
    if !wrong.is_empty() {
        return Ok(view.refused(drawn.body(form()).body(list.html(&asked, &found, &saved))));
    }
    list.respond(asked, found, saved, |list| {
        let drawn = drawn.body(list);
        if caller.may(&ASK_SUPPORT) { drawn.body(form()) } else { drawn }
    })
    .await
}

/// Those at the step that was chosen.
pub(super) fn chosen<E: sea_orm::EntityTrait>(rows: sea_orm::Select<E>, asked: &Asked) -> sea_orm::Select<E> {
    match asked.get("step") {
        Some(step) => rows.filter(Column::Step.eq(step)),
        None => rows,
    }
}

/// The filter by steps.
pub(super) fn steps(view: &View) -> Filter {
    let steps = [Step::Asked, Step::Given, Step::Refused, Step::Withdrawn, Step::Ended, Step::Lapsed];
    steps.into_iter().fold(Filter::chips("step", view.t("identity-support-step")), |filter, step| {
        filter.option(step.name(), view.t(&format!("identity-support-step-{}", step.name())))
    })
}

/// How far access has come, with the moment that matters.
pub(super) fn badge(view: &View, row: &Model, now: DateTime<Utc>) -> Badge {
    let step = support::stands(row, now);
    let text = format!("identity-support-step-{}", step.name());
    match step {
        Step::Asked => Badge::warning(view.t(&text)).icon(Icon::Clock),
        Step::Given => Badge::good(view.t(&text)).icon(Icon::Check),
        _ => Badge::neutral(view.t(&text)),
    }
}

/// What was asked for: `Läsare (Bibblix), 4 timmar`.
pub(super) fn wanted(view: &View, row: &Model) -> String {
    let services = row
        .service
        .as_ref()
        .map_or_else(|| view.t("identity-person-all"), |service| view.ctx.site.title(view.lang, service));
    let role = role_word(view, &row.role);
    view.ta(
        "identity-support-wanted",
        &[("role", role.into()), ("services", services.into()), ("hours", row.hours.into())],
    )
}

/// What a refusal says.
pub(super) fn said(view: &View, refusal: Refusal) -> String {
    view.t(&format!("identity-refusal-{}", refusal.code()))
}

fn described<'a>(view: &'a View, caller: &Caller, now: DateTime<Utc>) -> List<'a, Row> {
    let may = caller.may(&ASK_SUPPORT);
    let list = List::new(view, PATH, view.t("identity-support-list"))
        .file("support")
        .start("-asked")
        .filter(steps(view))
        .empty(Icon::Lock, view.t("identity-support-none"))
        .column(Col::text("organisation", view.t("identity-support-organisation"), |row: &Row| {
            row.organisation.clone()
        }))
        .column(
            Col::text("step", view.t("identity-support-step"), move |row: &Row| {
                view.t(&format!("identity-support-step-{}", support::stands(&row.access, now).name()))
            })
            .cell(move |row| Cell::badge(badge(view, &row.access, now))),
        )
        .column(Col::text("who", view.t("identity-support-who"), |row: &Row| row.access.name.clone()))
        .column(Col::text("wanted", view.t("identity-support-what"), move |row: &Row| wanted(view, &row.access)))
        .column(Col::text("reason", view.t("identity-support-reason"), |row: &Row| row.access.reason.clone()))
        .column(
            Col::time("asked", view.t("identity-support-asked"), |row: &Row| row.access.asked_at).sort(Column::AskedAt),
        )
        .column(Col::time("until", view.t("identity-support-until"), |row: &Row| row.access.until).sort(Column::Until));
    let acting = caller.session().actor;
    list.column_if(
        may.then(|| Col::shown("act", view.t("identity-person-act"), move |row: &Row| act(view, row, acting, now))),
    )
}

/// What can be done about it: go there, or give it up.
fn act(view: &View, row: &Row, acting: Uuid, now: DateTime<Utc>) -> Cell {
    let key = match support::stands(&row.access, now) {
        Step::Asked => "identity-support-withdraw",
        Step::Given => "identity-support-give-up",
        _ => return Cell::empty(),
    };
    let label = view.ta(key, &[("organisation", (&row.organisation).into())]);
    let form = ui::Form::post(view.lang, format!("{PATH}/{}/give-up", row.access.id)).inline();
    let form = Html::from(form.button(Button::submit(label).secondary().small()));
    let mine = row.access.person == acting && support::stands(&row.access, now) == Step::Given;
    if !mine {
        return form.into();
    }
    let go = Button::link(view.t("identity-support-go"), "/identity/organisations").small();
    Html::from(go).with(form).into()
}

fn form(view: &View, organisations: Vec<Choice>, wish: &Wish, wrong: &[Refusal]) -> ui::Form {
    let fault = |field: &str| wrong.iter().find(|one| one.field() == Some(field)).map(|one| said(view, *one));
    let roles = ROLES.map(|role| {
        Choice::new(role.name(), view.t(&format!("role-{}", role.name())))
            .note(view.t(&format!("identity-support-role-{}", role.name())))
            .chosen(wish.role == role.name())
    });
    let services = view.ctx.site.services.iter().map(|name| Choice::new(*name, view.ctx.site.title(view.lang, name)));
    let hours = HOURS.map(|hours| {
        Choice::new(hours.to_string(), view.ta("identity-support-hours-choice", &[("hours", hours.into())]))
            .chosen(wish.hours == hours)
    });
    ui::Form::post(view.lang, PATH)
        .field(
            Field::select("organisation", view.t("identity-support-organisation"), organisations)
                .value(&wish.organisation)
                .error_if(fault("organisation")),
        )
        .field(Field::radios("role", view.t("identity-people-role"), roles).error_if(fault("role")))
        .field(
            Field::select("service", view.t("identity-person-service"), services)
                .hint(view.t("identity-support-service-hint"))
                .value(wish.service.clone().unwrap_or_default())
                .optional()
                .error_if(fault("service")),
        )
        .field(Field::radios("hours", view.t("identity-support-hours"), hours).error_if(fault("hours")))
        .field(
            Field::textarea("reason", view.t("identity-support-reason"), 3)
                .hint(view.t("identity-support-reason-hint"))
                .max_length(500)
                .value(&wish.reason)
                .error_if(fault("reason")),
        )
        .button(Button::submit(view.t("identity-support-send")).icon(Icon::Lock))
        .note(view.t("identity-support-note"))
}
