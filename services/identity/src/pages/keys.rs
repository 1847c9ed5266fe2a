//! The organisation's API keys.

use axum::{
    extract::RawForm,
    response::{IntoResponse, Redirect, Response},
};
use chrono::{DateTime, Utc};
use platform::{
    Caller, Result, View,
    extract::{Path, Query},
    listing::{Col, Filter, List, Pairs, Saved},
};
use ui::{Badge, Button, Card, Cell, Choice, Confirmation, Field, Form, Icon, Notice, Page, minute_tag};
use uuid::Uuid;

use crate::{
    domain::key::{self, Maker, Refusal, Wish},
    entities::key::Model,
    keys,
};

/// Keys shown at most; an organisation has a handful.
const SHOWN: u64 = 100;

const PATH: &str = "/identity/keys";

pub async fn list(view: View, caller: Caller, Query(pairs): Query<Pairs>) -> Result<Response> {
    let wish = Wish { name: String::new(), roles: Vec::new(), service: None, days: 90 };
    page(&view, &caller, &wish, &[], &pairs).await
}

async fn page(view: &View, caller: &Caller, wish: &Wish, wrong: &[Refusal], pairs: &Pairs) -> Result<Response> {
    let (rows, _) = keys::list(&view.ctx, caller, 1, SHOWN).await?;
    let now = view.ctx.clock.now();
    let live = rows.iter().filter(|row| state(row, now) == "live").count();
    let list = described(view, now);
    let asked = list.read(pairs)?;
    let chosen = asked.get("state");
    let rows = rows.into_iter().filter(|row| chosen.is_none_or(|chosen| state(row, now) == chosen)).collect();
    let found = list.arrange(&asked, rows)?;
    let read = view.ctx.store.read(caller.tenant()).await?;
    let saved = Saved::of(&read, view, caller, PATH).await?;
    let drawn = Page::new(view.t("identity-keys")).lead(view.ta("identity-keys-lead", &[("count", live.into())]));
    let form = Card::new(view.t("identity-keys-new")).body(form(view, caller, wish, wrong));
    if !wrong.is_empty() {
        return Ok(view.refused(drawn.body(form).body(list.html(&asked, &found, &saved))));
    }
    let rather = Notice::info(view.lang, view.t("identity-keys-rather"))
        .link(view.t("identity-nav-clients"), "/identity/clients");
    list.respond(asked, found, saved, |list| drawn.body(rather).body(list).body(form)).await
}

/// Whether a key works: `live`, `expired` or `ended`.
fn state(row: &Model, now: DateTime<Utc>) -> &'static str {
    match (row.ended_at, row.expires_at > now) {
        (Some(_), _) => "ended",
        (None, true) => "live",
        (None, false) => "expired",
    }
}

fn described(view: &View, now: DateTime<Utc>) -> List<'_, Model> {
    let roles = |row: &Model| {
        let roles = key::parted(&row.roles);
        let roles = roles.iter().map(|role| view.t(&format!("role-{}", role.name())));
        roles
            .chain(row.service.iter().map(|service| view.ctx.site.title(view.lang, service)))
            .collect::<Vec<_>>()
            .join(", ")
    };
    let word = |state: &str| view.t(&format!("identity-keys-{state}"));
    let states = Filter::chips("state", view.t("identity-keys-state"));
    let states = ["live", "expired", "ended"].into_iter().fold(states, |filter, one| filter.option(one, word(one)));
    List::new(view, PATH, view.t("identity-keys-list"))
        .file("nycklar")
        .filter(states)
        .empty(Icon::Key, view.t("identity-keys-none"))
        .column(Col::text("name", view.t("identity-keys-name"), |row: &Model| row.name.clone()).sorts())
        .column(Col::text("key", view.t("identity-keys-key"), |row: &Model| format!("{}…", key::shown(row.id))))
        .column(Col::text("roles", view.t("identity-keys-roles"), roles))
        .column(
            Col::time("used", view.t("identity-keys-used"), |row: &Model| row.last_used_at)
                .cell(move |row| match row.last_used_at {
                    Some(at) => Cell::from(minute_tag(at)),
                    None => Cell::text(view.t("identity-keys-never")),
                })
                .sorts(),
        )
        .column(Col::time("expires", view.t("identity-keys-expires"), |row: &Model| row.expires_at).sorts())
        .column(
            Col::text("state", view.t("identity-keys-state"), move |row: &Model| word(state(row, now)))
                .cell(move |row| end_form(view, row, state(row, now))),
        )
}

fn end_form(view: &View, row: &Model, state: &str) -> Cell {
    match state {
        "ended" => Badge::neutral(view.t("identity-keys-ended")).into(),
        "expired" => Badge::warning(view.t("identity-keys-expired")).into(),
        _ => {
            let label = view.ta("identity-keys-end", &[("name", (&row.name).into())]);
            let end = Button::submit(label).danger().small();
            ui::Html::from(Form::post(view.lang, format!("{PATH}/{}/end", row.id)).inline().button(end)).into()
        }
    }
}

fn form(view: &View, caller: &Caller, wish: &Wish, wrong: &[Refusal]) -> Form {
    let fault =
        |field: &str| wrong.iter().find(|refusal| refusal.field() == field).map(|refusal| view.t(refusal.text()));
    let roles = keys::may_give(caller).into_iter().map(|role| {
        let name = role.name();
        let note = view.t(&format!("identity-keys-role-{name}"));
        Choice::new(name, view.t(&format!("role-{name}")))
            .note(note)
            .chosen(wish.roles.iter().any(|chosen| chosen == name))
    });
    let services =
        view.ctx.site.services.iter().map(|service| Choice::new(*service, view.ctx.site.title(view.lang, service)));
    Form::post(view.lang, "/identity/keys")
        .field(
            Field::text("name", view.t("identity-keys-name"))
                .hint(view.t("identity-keys-name-hint"))
                .max_length(80)
                .value(&wish.name)
                .error_if(fault("name")),
        )
        .field(Field::checkboxes("roles", view.t("identity-keys-roles"), roles).error_if(fault("roles")))
        .field(
            Field::select("service", view.t("identity-keys-service"), services)
                .hint(view.t("identity-keys-service-hint"))
                .value(wish.service.clone().unwrap_or_default())
                .optional()
                .error_if(fault("service")),
        )
        .field(Field::number("days", view.t("identity-keys-days")).value(wish.days.to_string()).error_if(fault("days")))
        .button(Button::submit(view.t("identity-keys-make")).icon(Icon::Key))
}

pub async fn make(view: View, caller: Caller, RawForm(bytes): RawForm) -> Result<Response> {
    let wish = read(&bytes);
    let roles = keys::roles_of(&caller);
    let maker = Maker { tenant: caller.tenant(), roles: &roles };
    let plan = match key::plan(&wish, &maker, &view.ctx.site.services, view.ctx.clock.now()) {
        Ok(plan) => plan,
        Err(wrong) => return page(&view, &caller, &wish, &wrong, &Vec::new()).await,
    };
    let made = keys::make(&view.ctx, &caller, plan).await?;
    // Not after a redirect: the secret stands on this one page and nowhere else.
    let receipt = Confirmation::new(view.lang, view.ta("identity-keys-made", &[("name", (&made.key.name).into())]))
        .reference(view.t("identity-keys-secret"), made.secret)
        .text(view.t("identity-keys-secret-text"))
        .next_link(view.t("identity-keys-back"), "/identity/keys");
    let page = Page::new(view.t("identity-keys-made-title"))
        .crumb(view.t("identity-keys"), "/identity/keys")
        .body(Notice::warning(view.lang, view.t("identity-keys-once")))
        .body(receipt);
    Ok(view.page(page))
}

/// The form's fields; `roles` comes once for each chosen one.
fn read(bytes: &[u8]) -> Wish {
    let mut wish = Wish { name: String::new(), roles: Vec::new(), service: None, days: 0 };
    for (name, value) in openidconnect::url::form_urlencoded::parse(bytes) {
        match name.as_ref() {
            "name" => wish.name = value.into_owned(),
            "roles" => wish.roles.push(value.into_owned()),
            "service" => wish.service = Some(value.into_owned()),
            "days" => wish.days = value.trim().parse().unwrap_or(0),
            _ => {}
        }
    }
    wish
}

pub async fn end(view: View, caller: Caller, Path(key): Path<Uuid>) -> Result<Response> {
    keys::end(&view.ctx, &caller, key).await?;
    Ok(Redirect::to("/identity/keys").into_response())
}
