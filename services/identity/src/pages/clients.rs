//! The organisation's clients, and making one.

use std::collections::BTreeSet;

use axum::{extract::RawForm, response::Response};
use chrono::{DateTime, Utc};
use platform::{Caller, Permission, Result, View};
use ui::{Badge, Button, Card, Cell, Choice, Column, Empty, Field, Form, Html, Icon, Notice, Page, Table, minute_tag};

use super::client_secret;
use crate::{
    clients,
    domain::{
        client::{self, Refusal, State, Wish, state},
        client_key::Unusable,
    },
    entities::client::Model,
};

/// Clients shown at most; an organisation has a handful.
const SHOWN: u64 = 100;
/// A year is what most choose.
const DAYS: i64 = 365;

pub async fn list(view: View, caller: Caller) -> Result<Response> {
    let wish = Wish { days: DAYS, ..Wish::default() };
    Ok(view.page(page(&view, &caller, &wish, &[]).await?))
}

async fn page(view: &View, caller: &Caller, wish: &Wish, wrong: &[Refusal]) -> Result<Page> {
    let (rows, _) = clients::list(&view.ctx, caller, 1, SHOWN).await?;
    let sandbox = clients::sandbox(&view.ctx).await?;
    let now = view.ctx.clock.now();
    let live = rows.iter().filter(|row| state(row.ended_at, row.expires_at, now) == State::Live).count();
    let mut page = Page::new(view.t("identity-clients"))
        .lead(view.ta("identity-clients-lead", &[("count", live.into())]))
        .body(Card::new(view.t("identity-clients-list")).flush().body(table(view, &rows, now)));
    if let Some(name) = &sandbox {
        page = page.body(sandbox_card(view, name));
    }
    let offered = clients::may_give(&view.ctx.site, caller, false);
    Ok(page.body(Card::new(view.t("identity-clients-new")).body(form(view, &offered, wish, wrong))))
}

fn table(view: &View, rows: &[Model], now: DateTime<Utc>) -> Table {
    let table = Table::new(view.lang, view.t("identity-clients-list"))
        .caption_hidden()
        .column(Column::text(view.t("identity-clients-name")))
        .column(Column::text(view.t("identity-clients-for")))
        .column(Column::text(view.t("identity-clients-used")))
        .column(Column::text(view.t("identity-clients-expires")))
        .column(Column::text(view.t("identity-clients-state")))
        .empty(Empty::new(Icon::Plug, view.t("identity-clients-none")));
    rows.iter().fold(table, |table, row| {
        table.row([
            Cell::link(&row.name, format!("/identity/clients/{}", row.id)),
            Cell::text(services(view, row)),
            row.last_used_at
                .map_or_else(|| Cell::text(view.t("identity-clients-never")), |at| Cell::from(minute_tag(at))),
            Cell::from(minute_tag(row.expires_at)),
            Cell::from(badges(view, row, now)),
        ])
    })
}

/// The services that a client has scopes of.
fn services(view: &View, row: &Model) -> String {
    let names: BTreeSet<&str> = row.scopes.split(' ').filter_map(|scope| scope.split('.').next()).collect();
    let titles: Vec<String> = names.into_iter().map(|name| view.ctx.site.title(view.lang, name)).collect();
    titles.join(", ")
}

/// How it stands with a client, and where it acts if not in the organisation.
pub fn badges(view: &View, row: &Model, now: DateTime<Utc>) -> Html {
    let state = match state(row.ended_at, row.expires_at, now) {
        State::Live => Badge::good(view.t("identity-clients-live")),
        State::Ended => Badge::neutral(view.t("identity-clients-ended")),
        State::Expired => Badge::warning(view.t("identity-clients-expired")),
    };
    let html = Html::new().with(state);
    if row.acts_for == row.tenant {
        return html;
    }
    html.with(" ").with(Badge::neutral(view.t("identity-clients-sandbox-badge")).icon(Icon::Flask))
}

fn sandbox_card(view: &View, name: &str) -> Card {
    let form = Form::post(view.lang, "/identity/clients")
        .hidden("sandbox", "on")
        .hidden("name", view.t("identity-clients-sandbox-name"))
        .hidden("days", "90")
        .button(Button::submit(view.t("identity-clients-sandbox-make")).secondary().icon(Icon::Flask));
    Card::new(view.t("identity-clients-sandbox"))
        .body(Html::paragraph(view.ta("identity-clients-sandbox-text", &[("name", name.into())])))
        .body(Notice::warning(view.lang, view.t("identity-clients-sandbox-shared")))
        .body(form)
}

/// What a scope lets one do, in words; the operations where nobody has written any.
pub fn meaning(view: &View, scope: &str) -> String {
    if let Some(text) = view.ctx.site.scope(view.lang, scope) {
        return text;
    }
    let all = view.ctx.site.entries.iter().flat_map(|entry| &entry.operations);
    let opened = all.filter(|operation| operation.permission.name == scope);
    opened.map(|operation| operation.id.as_str()).collect::<Vec<_>>().join(", ")
}

fn form(view: &View, offered: &[&'static Permission], wish: &Wish, wrong: &[Refusal]) -> Form {
    let fault =
        |field: &str| wrong.iter().find(|refusal| refusal.field() == field).map(|refusal| view.t(refusal.text()));
    let mut form = Form::post(view.lang, "/identity/clients").field(
        Field::text("name", view.t("identity-clients-name"))
            .hint(view.t("identity-clients-name-hint"))
            .max_length(80)
            .value(&wish.name)
            .error_if(fault("name")),
    );
    let mut on_scopes = fault("scopes");
    for service in view.ctx.site.services.iter().copied() {
        let of = offered.iter().filter(|permission| permission.service() == service);
        let choices: Vec<Choice> = of
            .map(|permission| {
                Choice::new(permission.name, meaning(view, permission.name))
                    .note(permission.name)
                    .chosen(wish.scopes.iter().any(|chosen| chosen == permission.name))
            })
            .collect();
        if !choices.is_empty() {
            let title =
                view.ta("identity-clients-scopes", &[("service", view.ctx.site.title(view.lang, service).into())]);
            form =
                form.field(Field::checkboxes(format!("scopes-{service}"), title, choices).error_if(on_scopes.take()));
        }
    }
    form.field(
        Field::number("days", view.t("identity-clients-days"))
            .hint(view.t("identity-clients-days-hint"))
            .short()
            .value(wish.days.to_string())
            .error_if(fault("days")),
    )
    .field(
        Field::textarea("key", view.t("identity-client-key"), 4)
            .hint(view.t("identity-client-key-hint"))
            .optional()
            .value(pasted(&wish.key))
            .error_if(fault("publicKey")),
    )
    .button(Button::submit(view.t("identity-clients-make")).icon(Icon::Plug))
    .note(view.t("identity-clients-make-note"))
}

/// What was pasted as a key, to be corrected; a private key is never shown again.
pub fn pasted(key: &str) -> &str {
    if client::key(key) == Err(Refusal::Key(Unusable::Private)) { "" } else { key }
}

pub async fn make(view: View, caller: Caller, RawForm(bytes): RawForm) -> Result<Response> {
    let wish = read(&bytes);
    let offered = clients::names(&clients::may_give(&view.ctx.site, &caller, wish.sandbox));
    let has_sandbox = clients::sandbox(&view.ctx).await?.is_some();
    let plan = match client::plan(&wish, &offered, has_sandbox, view.ctx.clock.now()) {
        Ok(plan) => plan,
        Err(wrong) => return Ok(view.refused(page(&view, &caller, &wish, &wrong).await?)),
    };
    let made = clients::make(&view.ctx, &caller, plan).await?;
    Ok(client_secret::shown_once(&view, &made, client_secret::Occasion::Made))
}

/// The form's fields; a service's scopes come once for each chosen one.
fn read(bytes: &[u8]) -> Wish {
    let mut wish = Wish::default();
    for (name, value) in openidconnect::url::form_urlencoded::parse(bytes) {
        match name.as_ref() {
            "name" => wish.name = value.into_owned(),
            "days" => wish.days = value.trim().parse().unwrap_or(0),
            "key" => wish.key = value.into_owned(),
            "sandbox" => wish.sandbox = value == "on",
            field if field.starts_with("scopes") => wish.scopes.push(value.into_owned()),
            _ => {}
        }
    }
    wish
}
