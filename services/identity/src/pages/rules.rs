//! A connection's rules: shown and made on the connection's page; a page of its own says what ends when one is removed.

use axum::response::{IntoResponse, Redirect, Response};
use platform::{
    Caller, Result, Rule, View,
    extract::{Form, Path},
};
use serde::Deserialize;
use ui::{Button, Card, Cell, Choice, Code, Column, Empty, Facts, Field, Html, Icon, Notice, Page, Table, minute_tag};
use uuid::Uuid;

use super::{connection, people::role_word};
use crate::{
    connections,
    domain::{
        grant::is_whole,
        mapping::{self, LONGEST, Refusal, Wish},
    },
    entities::rule::Model,
    permissions::CONNECTING,
    rules::{self, Whole},
};

/// The form that makes a rule.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Sent {
    attribute: String,
    value: String,
    role: String,
    /// Empty: all.
    service: String,
}

impl From<Sent> for Wish {
    fn from(sent: Sent) -> Self {
        let Sent { attribute, value, role, service } = sent;
        Self { attribute, value, role, service }
    }
}

/// What the section shows: the rules that are there, and the form as it was sent with what is wrong with it.
pub struct Section<'a> {
    pub rows: &'a [Model],
    pub wish: &'a Wish,
    pub wrong: &'a [Refusal],
}

pub async fn make(view: View, caller: Caller, Path(id): Path<Uuid>, Form(sent): Form<Sent>) -> Result<Response> {
    let row = connections::find(&view.ctx, &caller, id).await?;
    let wish = Wish::from(sent);
    let wrong = match mapping::plan(&wish, caller.tenant(), &view.ctx.site.services) {
        Ok(plan) => match rules::make(&view.ctx, &caller, id, plan).await {
            Ok(()) => return Ok(Redirect::to(&format!("/identity/connections/{id}#rules")).into_response()),
            Err(failure) => vec![failure.refusal()?],
        },
        Err(wrong) => wrong,
    };
    if wrong.contains(&Refusal::Role) && !wish.role.is_empty() {
        rules::note(&view.ctx, &caller, id, &wish.role).await?;
    }
    let rows = rules::list(&view.ctx, &caller, id).await?;
    let section = Section { rows: &rows, wish: &wish, wrong: &wrong };
    Ok(view.refused(connection::page(&view, &caller, &row, &section, connection::Wrong::Nothing)))
}

/// The section on the connection's page.
pub fn section(view: &View, caller: &Caller, connection: Uuid, section: &Section<'_>) -> Card {
    let card = Card::new(view.t("identity-rules")).id("rules").body(Html::paragraph(view.t("identity-rules-text")));
    let card = card.body(table(view, caller, section.rows));
    if !caller.may(&CONNECTING) {
        return card;
    }
    card.body(form(view, caller, connection, section))
}

fn table(view: &View, caller: &Caller, rows: &[Model]) -> Table {
    let table = Table::new(view.lang, view.t("identity-rules-list"))
        .id("rules-list")
        .caption_hidden()
        .column(Column::text(view.t("identity-rules-attribute")))
        .column(Column::text(view.t("identity-rules-value")))
        .column(Column::text(view.t("identity-people-role")))
        .column(Column::text(view.t("identity-rules-made")))
        .column(Column::text(view.t("identity-person-act")))
        .empty(Empty::new(Icon::UserCheck, view.t("identity-rules-none")));
    rows.iter().fold(table, |table, row| {
        let own = row.made_by == caller.session().actor;
        let made = minute_tag(row.made_at);
        let made = if own { made.with(" ").with(Html::text(&view.t("identity-rules-own"))) } else { made };
        let act = if caller.may(&CONNECTING) { "identity-rules-remove" } else { "identity-rules-show" };
        let what = view.ta(act, &[("attribute", (&row.attribute).into()), ("value", (&row.value).into())]);
        table.row([
            Cell::from(Code::word(&row.attribute)),
            Cell::text(&row.value),
            Cell::text(word(view, row)),
            Cell::from(made),
            Cell::link(what, format!("/identity/rules/{}", row.id)),
        ])
    })
}

/// The role in words, with its service when it is limited to one.
fn word(view: &View, row: &Model) -> String {
    let role = role_word(view, &row.role);
    match &row.service {
        Some(service) => format!("{role} ({})", view.ctx.site.title(view.lang, service)),
        None => role,
    }
}

fn form(view: &View, caller: &Caller, connection: Uuid, section: &Section<'_>) -> ui::Form {
    let Section { wish, wrong, .. } = section;
    let said = |refusal: &Refusal| view.t(&format!("identity-{}", refusal.code()));
    let fault = |field: &str| wrong.iter().find(|refusal| refusal.field() == Some(field)).map(said);
    let text = |name: &'static str, value: &str| {
        Field::text(name, view.t(&format!("identity-rules-{name}")))
            .hint(view.t(&format!("identity-rules-{name}-hint")))
            .max_length(u32::try_from(LONGEST).unwrap_or(u32::MAX))
            .value(value)
            .error_if(fault(name))
    };
    let offered = mapping::offered(caller.tenant());
    let roles = offered.iter().map(|role| Choice::new(role.name(), view.t(&format!("role-{}", role.name()))));
    let services = view.ctx.site.services.iter().map(|name| Choice::new(*name, view.ctx.site.title(view.lang, name)));
    let mut form = ui::Form::post(view.lang, format!("/identity/connections/{connection}/rules"));
    for refusal in wrong.iter().filter(|refusal| refusal.field().is_none()) {
        form = form.error(said(refusal));
    }
    form = form.field(text("attribute", &wish.attribute)).field(text("value", &wish.value)).field(
        Field::select("role", view.t("identity-people-role"), roles)
            .hint(view.t("identity-rules-role-hint"))
            .value(&wish.role)
            .error_if(fault("role")),
    );
    if offered.iter().any(|role| !is_whole(*role)) {
        form = form.field(
            Field::select("service", view.t("identity-person-service"), services)
                .hint(view.t("identity-person-service-hint"))
                .value(&wish.service)
                .optional()
                .error_if(fault("service")),
        );
    }
    form.button(Button::submit(view.t("identity-rules-make")).icon(Icon::UserCheck)).note(view.t("identity-rules-note"))
}

pub async fn show(view: View, caller: Caller, Path(id): Path<Uuid>) -> Result<Response> {
    let Whole { row, label, holders } = rules::find(&view.ctx, &caller, id).await?;
    let facts = Facts::new()
        .row(view.t("identity-rules-attribute"), Code::word(&row.attribute))
        .row(view.t("identity-rules-value"), &row.value)
        .row(view.t("identity-people-role"), word(&view, &row))
        .row(view.t("identity-rules-made"), minute_tag(row.made_at));
    let count = i64::try_from(holders).unwrap_or(i64::MAX);
    let mut page = Page::new(view.t("identity-rule"))
        .crumb(view.t("identity-connections"), "/identity/connections")
        .crumb(label, format!("/identity/connections/{}", row.connection))
        .lead(view.ta("identity-rule-lead", &[("count", count.into())]))
        .body(Card::new(view.t("identity-rule-facts")).body(facts));
    if row.made_by == caller.session().actor {
        page = page.body(Notice::info(view.lang, view.t("identity-rule-own")));
    }
    if caller.may(&CONNECTING) {
        let remove = ui::Form::post(view.lang, format!("/identity/rules/{id}/remove"))
            .button(Button::submit(view.t("identity-rule-remove")).danger())
            .note(view.t("identity-rule-remove-note"));
        page = page.body(Card::new(view.t("identity-rule-remove-title")).body(remove));
    }
    Ok(view.page(page))
}

pub async fn remove(view: View, caller: Caller, Path(id): Path<Uuid>) -> Result<Response> {
    let connection = rules::remove(&view.ctx, &caller, id).await?;
    Ok(Redirect::to(&format!("/identity/connections/{connection}#rules")).into_response())
}
