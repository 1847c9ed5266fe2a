//! One person of the organisation: her roles, given and taken away, and where she is signed in.

use std::collections::HashSet;

use axum::response::{IntoResponse, Redirect, Response};
use platform::{
    Caller, Result, Rule, View,
    extract::{Form, Path},
};
use serde::Deserialize;
use ui::{
    Actions, Badge, Button, Card, Cell, Choice, Column, Empty, Facts, Field, Html, Icon, Notice, Page, Table, TextLink,
    format::minute, minute_tag,
};
use uuid::Uuid;

use super::people::{role_word, word};
use crate::{
    domain::grant::{Refusal, Wish, is_whole, offered},
    entities::{grant, session},
    people::{self, Held, Whole},
    permissions::{GRANTS, SESSIONS},
};

pub async fn show(view: View, caller: Caller, Path(id): Path<Uuid>) -> Result<Response> {
    Ok(view.page(page(&view, &caller, id, &Written::default(), None).await?))
}

/// The form that gives a role.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Written {
    role: String,
    /// Empty: all.
    service: String,
}

pub async fn give(view: View, caller: Caller, Path(id): Path<Uuid>, Form(written): Form<Written>) -> Result<Response> {
    let service = Some(written.service.trim()).filter(|service| !service.is_empty()).map(str::to_owned);
    let wish = Wish { role: written.role.trim().into(), service };
    let wrong = match people::give(&view.ctx, &caller, id, &wish).await {
        Ok(()) => return Ok(back(id)),
        Err(failure) => failure.refusal()?,
    };
    people::note(&view.ctx, &caller, id, wrong).await?;
    Ok(view.refused(page(&view, &caller, id, &written, Some(wrong)).await?))
}

pub async fn take(view: View, caller: Caller, Path((id, grant)): Path<(Uuid, Uuid)>) -> Result<Response> {
    let wrong = match people::take(&view.ctx, &caller, id, grant).await {
        Ok(()) => return Ok(back(id)),
        Err(failure) => failure.refusal()?,
    };
    people::note(&view.ctx, &caller, id, wrong).await?;
    Ok(view.refused(page(&view, &caller, id, &Written::default(), Some(wrong)).await?))
}

fn back(id: Uuid) -> Response {
    Redirect::to(&format!("/identity/people/{id}")).into_response()
}

async fn page(view: &View, caller: &Caller, id: Uuid, written: &Written, wrong: Option<Refusal>) -> Result<Page> {
    let whole = people::find(&view.ctx, caller, id).await?;
    let (person, own) = (&whole.person, id == caller.session().actor);
    let guest = person.tenant != caller.tenant().as_str();
    let mut facts = Facts::new();
    if !guest {
        let none = || view.t("identity-person-no-email");
        facts = facts.row(view.t("identity-people-email"), person.email.clone().unwrap_or_else(none));
    }
    let facts = facts.row(view.t("identity-person-first"), minute_tag(person.created_at)).row(
        view.t("identity-people-seen"),
        person.last_sign_in_at.map_or_else(|| Html::text(&view.t("identity-people-never")), minute_tag),
    );
    // A rule and a person may give the same.
    let held: HashSet<_> = whole.held.iter().map(|held| (&held.row.role, &held.row.service)).collect();
    let lead = view.ta("identity-person-lead", &[("count", held.len().into())]);
    let mut page = Page::new(&person.name).crumb(view.t("identity-people"), "/identity/people").lead(lead);
    if let Some(wrong) = wrong.filter(|wrong| wrong.field().is_none()) {
        page = page.body(Notice::error(view.lang, said(view, wrong)).alert());
    }
    if own {
        page = page.body(Notice::info(view.lang, view.t("identity-person-own")));
    } else if guest {
        page = page.body(Notice::info(view.lang, view.t("identity-person-guest")));
    }
    let may = caller.may(&GRANTS) && !own;
    page = page.body(Card::new(view.t("identity-people-roles")).body(roles(view, &whole, may)).flush());
    if may {
        page = page.body(Card::new(view.t("identity-person-give-title")).body(form(view, caller, id, written, wrong)));
    }
    page = page.body(Card::new(view.t("identity-person-facts")).body(facts));
    if caller.may(&SESSIONS) {
        page = page.body(Card::new(view.t("identity-person-sessions")).body(sessions(view, &whole.sessions)).flush());
        if whole.sessions.len() > 1 {
            let all = Button::submit(view.t("identity-person-end-all")).danger();
            let form =
                ui::Form::post(view.lang, format!("/identity/people/{id}/sessions/end-all")).inline().button(all);
            page = page.body(Actions::new().button(form));
        }
    }
    Ok(page)
}

fn said(view: &View, wrong: Refusal) -> String {
    view.t(&format!("identity-person-refusal-{}", wrong.code()))
}

fn roles(view: &View, whole: &Whole, may: bool) -> Table {
    let mut table = Table::new(view.lang, view.t("identity-people-roles"))
        .caption_hidden()
        .column(Column::text(view.t("identity-people-role")))
        .column(Column::text(view.t("identity-person-service")))
        .column(Column::text(view.t("identity-person-given")))
        .empty(Empty::new(Icon::UserCheck, view.t("identity-person-no-roles")));
    if may {
        table = table.column(Column::text(view.t("identity-person-act")));
    }
    for held in &whole.held {
        let row = &held.row;
        let service = row
            .service
            .as_ref()
            .map_or_else(|| view.t("identity-person-all"), |service| view.ctx.site.title(view.lang, service));
        let mut cells = vec![
            Cell::text(role_word(view, &row.role)),
            Cell::text(service),
            Cell::from(minute_tag(row.given_at).with(" ").with(source(view, held))),
        ];
        if may {
            cells.push(if row.support.is_some() {
                Cell::text(view.t("identity-person-by-support-act"))
            } else if row.rule.is_some() {
                Cell::text(view.t("identity-person-by-rule-act"))
            } else {
                take_form(view, row)
            });
        }
        table = table.row(cells);
    }
    table
}

/// Who gave a role, or which rule gives it, or until when it is lent.
fn source(view: &View, held: &Held) -> Html {
    if let (Some(access), Some(until)) = (held.row.support, held.row.until) {
        let words = view.ta("identity-person-by-support", &[("until", minute(until).into())]);
        return TextLink::new(words, format!("/identity/support-access/{access}")).into();
    }
    if let Some(rule) = &held.rule {
        let words = [("attribute", (&rule.attribute).into()), ("value", (&rule.value).into())];
        return TextLink::new(view.ta("identity-person-by-rule", &words), format!("/identity/rules/{}", rule.id))
            .into();
    }
    held.by
        .as_ref()
        .map(|name| Html::text(&view.ta("identity-person-by", &[("name", name.into())])))
        .unwrap_or_default()
}

fn take_form(view: &View, row: &grant::Model) -> Cell {
    let what = people::grant_of(row).map_or_else(|| row.role.clone(), |grant| word(view, &grant));
    let label = view.ta("identity-person-take", &[("role", what.into())]);
    let take = Button::submit(label).danger().small();
    let action = format!("/identity/people/{}/grants/{}/take", row.person, row.id);
    Html::from(ui::Form::post(view.lang, action).inline().button(take)).into()
}

fn form(view: &View, caller: &Caller, id: Uuid, written: &Written, wrong: Option<Refusal>) -> ui::Form {
    let at = |field: &str| wrong.filter(|wrong| wrong.field() == Some(field)).map(|wrong| said(view, wrong));
    let offered = offered(caller.tenant());
    let roles = offered.iter().map(|role| {
        let note = view.t(&format!("identity-person-role-{}", role.name()));
        Choice::new(role.name(), view.t(&format!("role-{}", role.name())))
            .note(note)
            .chosen(written.role == role.name())
    });
    let services = view.ctx.site.services.iter().map(|name| Choice::new(*name, view.ctx.site.title(view.lang, name)));
    let mut form = ui::Form::post(view.lang, format!("/identity/people/{id}/give"))
        .field(Field::radios("role", view.t("identity-people-role"), roles).error_if(at("role")));
    if offered.iter().any(|role| !is_whole(*role)) {
        form = form.field(
            Field::select("service", view.t("identity-person-service"), services)
                .hint(view.t("identity-person-service-hint"))
                .value(&written.service)
                .optional()
                .error_if(at("service")),
        );
    }
    form.button(Button::submit(view.t("identity-person-give")).icon(Icon::UserCheck))
        .note(view.t("identity-person-note"))
}

fn sessions(view: &View, rows: &[session::Model]) -> Table {
    let table = Table::new(view.lang, view.t("identity-person-sessions"))
        .caption_hidden()
        .column(Column::text(view.t("identity-sessions-begun")))
        .column(Column::text(view.t("identity-sessions-used")))
        .column(Column::text(view.t("identity-sessions-assurance")))
        .column(Column::text(view.t("identity-sessions-act")))
        .empty(Empty::new(Icon::Clock, view.t("identity-person-no-sessions")));
    rows.iter().fold(table, |table, row| {
        let level = view.t(if row.assurance == "loa3" { "identity-level-3" } else { "identity-level-2" });
        let end = Button::submit(view.t("identity-sessions-end")).secondary().small();
        let form = ui::Form::post(view.lang, format!("/identity/people/{}/sessions/{}/end", row.person, row.id));
        table.row([
            Cell::from(minute_tag(row.created_at)),
            Cell::from(minute_tag(row.last_used_at)),
            Cell::badge(Badge::neutral(level)),
            Html::from(form.inline().button(end)).into(),
        ])
    })
}

/// Ends all of them.
pub async fn end_all(view: View, caller: Caller, Path(id): Path<Uuid>) -> Result<Response> {
    // Whoever has nothing to do with the organisation is nobody here.
    people::find(&view.ctx, &caller, id).await?;
    crate::sessions::end_all(&view.ctx, &caller, id).await?;
    Ok(back(id))
}

/// Ends a session of the person that acts for the organisation.
pub async fn end(view: View, caller: Caller, Path((id, session)): Path<(Uuid, Uuid)>) -> Result<Response> {
    crate::sessions::end(&view.ctx, session, caller.session().actor, Some(caller.tenant())).await?;
    Ok(back(id))
}
