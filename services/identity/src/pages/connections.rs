//! The organisation's connections to its own identity providers, and making one.

use axum::response::{IntoResponse, Redirect, Response};
use platform::{Caller, Result, View, extract::Form};
use serde::Deserialize;
use ui::{Badge, Button, Card, Cell, Choice, Column, Empty, Field, Html, Icon, Notice, Page, Table};

use crate::{
    connections,
    domain::connection::{self as rules, LONGEST_METADATA, Protocol, Refusal, State, Wish},
    entities::connection::Model,
    permissions::CONNECTING,
};

/// What the form sends.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Sent {
    protocol: String,
    label: String,
    issuer: String,
    client_id: String,
    secret: String,
    metadata: String,
    encrypted: String,
    scopes: String,
}

impl From<Sent> for Wish {
    fn from(sent: Sent) -> Self {
        let Sent { protocol, label, issuer, client_id, secret, metadata, encrypted, scopes } = sent;
        Self { protocol, label, issuer, client_id, secret, metadata, encrypted: encrypted == "on", scopes }
    }
}

pub async fn list(view: View, caller: Caller) -> Result<Response> {
    let wish = Wish { encrypted: true, ..Wish::default() };
    Ok(view.page(page(&view, &caller, &wish, &[], None).await?))
}

pub async fn make(view: View, caller: Caller, Form(sent): Form<Sent>) -> Result<Response> {
    let wish = Wish::from(sent);
    let plan = match rules::plan(&wish, view.ctx.config.demonstration.enabled) {
        Ok(plan) => plan,
        Err(wrong) => return Ok(view.refused(page(&view, &caller, &wish, &wrong, None).await?)),
    };
    let ready = match connections::prepare(&view.ctx, plan).await {
        Ok(ready) => ready,
        Err(why) => return Ok(view.refused(page(&view, &caller, &wish, &[], Some(why)).await?)),
    };
    let refusal = match connections::make(&view.ctx, &caller, ready).await {
        Ok(id) => return Ok(Redirect::to(&format!("/identity/connections/{id}")).into_response()),
        Err(failure) => failure.refusal()?,
    };
    Ok(view.refused(page(&view, &caller, &wish, &[refusal], None).await?))
}

/// `unusable`: why the metadata can't be used.
async fn page(view: &View, caller: &Caller, wish: &Wish, wrong: &[Refusal], unusable: Option<String>) -> Result<Page> {
    let rows = connections::list(&view.ctx, caller).await?;
    let live = rows.iter().filter(|row| State::named(&row.state) == State::Live).count();
    let mut page = Page::new(view.t("identity-connections"))
        .lead(view.ta("identity-connections-lead", &[("count", live.into())]))
        .body(Card::new(view.t("identity-connections-list")).flush().body(table(view, &rows)));
    if caller.may(&CONNECTING) {
        page =
            page.body(Card::new(view.t("identity-connections-new")).id("new").body(form(view, wish, wrong, unusable)));
    }
    Ok(page)
}

fn table(view: &View, rows: &[Model]) -> Table {
    let table = Table::new(view.lang, view.t("identity-connections-list"))
        .caption_hidden()
        .column(Column::text(view.t("identity-connections-label")))
        .column(Column::text(view.t("identity-connections-protocol")))
        .column(Column::text(view.t("identity-connections-provider")))
        .column(Column::text(view.t("identity-connections-state")))
        .empty(Empty::new(Icon::LogIn, view.t("identity-connections-none")));
    rows.iter().fold(table, |table, row| {
        table.row([
            Cell::link(&row.label, format!("/identity/connections/{}", row.id)),
            Cell::text(view.t(&format!("identity-protocol-{}", row.protocol))),
            Cell::text(&row.issuer),
            Cell::from(Html::from(badge(view, row))),
        ])
    })
}

/// How it stands with a connection.
pub fn badge(view: &View, row: &Model) -> Badge {
    match State::named(&row.state) {
        State::Live => Badge::good(view.t("identity-connections-live")).icon(Icon::Check),
        State::Draft => Badge::warning(view.t("identity-connections-draft")).icon(Icon::Clock),
        State::Off => Badge::neutral(view.t("identity-connections-off")),
    }
}

fn form(view: &View, wish: &Wish, wrong: &[Refusal], unusable: Option<String>) -> ui::Form {
    let fault = |field: &str| {
        let found = wrong.iter().find(|refusal| refusal.field() == Some(field));
        found.map(|refusal| view.t(&format!("identity-{}", platform::Rule::code(refusal))))
    };
    let protocol = Protocol::named(&wish.protocol).unwrap_or(Protocol::Oidc);
    let choice = |one: Protocol| {
        Choice::new(one.name(), view.t(&format!("identity-protocol-{}", one.name())))
            .note(view.t(&format!("identity-protocol-{}-note", one.name())))
    };
    let mut form = ui::Form::post(view.lang, "/identity/connections");
    for refusal in wrong.iter().filter(|refusal| refusal.field().is_none()) {
        form = form.error(view.t(&format!("identity-{}", platform::Rule::code(refusal))));
    }
    let unusable = unusable.map(|why| view.ta("identity-connection-metadata-unusable", &[("why", why.into())]));
    let text = |name: &'static str, value: &str| {
        Field::text(name, view.t(&format!("identity-connections-{name}")))
            .hint(view.t(&format!("identity-connections-{name}-hint")))
            .value(value)
            .error_if(fault(name))
    };
    form.field(text("label", &wish.label).max_length(60))
        .field(
            Field::radios(
                "protocol",
                view.t("identity-connections-protocol"),
                [Protocol::Oidc, Protocol::Saml].map(choice),
            )
            .value(protocol.name())
            .error_if(fault("protocol")),
        )
        .html(Notice::info(view.lang, view.t("identity-connections-oidc-part")))
        .field(text("issuer", &wish.issuer).optional())
        .field(text("client_id", &wish.client_id).optional())
        .field(
            Field::password("secret", view.t("identity-connections-secret"))
                .hint(view.t("identity-connections-secret-hint"))
                .autocomplete("off")
                .optional()
                .error_if(fault("secret")),
        )
        .html(Notice::info(view.lang, view.t("identity-connections-saml-part")))
        .field(
            Field::textarea("metadata", view.t("identity-connections-metadata"), 4)
                .hint(view.t("identity-connections-metadata-hint"))
                .max_length(u32::try_from(LONGEST_METADATA).unwrap_or(u32::MAX))
                .value(&wish.metadata)
                .optional()
                .error_if(fault("metadata").or(unusable)),
        )
        .field(Field::checkbox("encrypted", view.t("identity-connections-encrypted"), wish.encrypted))
        .field(text("scopes", &wish.scopes).optional())
        .button(Button::submit(view.t("identity-connections-make")).icon(Icon::Plug))
        .note(view.t("identity-connections-make-note"))
}
