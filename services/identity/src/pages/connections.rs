//! The organisation's connections to its own identity providers, and making one.

use axum::response::{IntoResponse, Redirect, Response};
use platform::{
    Caller, Result, View,
    extract::{Form, Query},
};
use serde::Deserialize;
use ui::{Badge, Button, Card, Cell, Column, Empty, Field, Html, Icon, Page, Table, Tabs};

use super::providers;
use crate::{
    connections,
    domain::connection::{self as rules, LONGEST_METADATA, Protocol, Refusal, State, Wish},
    entities::connection::Model,
    outside::Fault,
    permissions::CONNECTING,
};

/// Where the list lies.
const LIST: &str = "/identity/connections";

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
    federation: String,
    entity: String,
    outside: String,
}

impl From<Sent> for Wish {
    fn from(sent: Sent) -> Self {
        let Sent {
            protocol, label, issuer, client_id, secret, metadata, encrypted, scopes, federation, entity, ..
        } = sent;
        let (encrypted, outside) = (!encrypted.is_empty(), !sent.outside.is_empty());
        Self { protocol, label, issuer, client_id, secret, metadata, encrypted, scopes, federation, entity, outside }
    }
}

/// Which form is shown.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Shown {
    protocol: String,
}

pub async fn list(view: View, caller: Caller, Query(shown): Query<Shown>) -> Result<Response> {
    let wish = Wish { protocol: shown.protocol, encrypted: true, ..Wish::default() };
    Ok(view.page(page(&view, &caller, &wish, &[], None).await?))
}

pub async fn make(view: View, caller: Caller, Form(sent): Form<Sent>) -> Result<Response> {
    let wish = Wish::from(sent);
    let plan = match rules::plan(&wish, view.ctx.config.demonstration.enabled) {
        Ok(plan) => plan,
        Err(wrong) => return refused(&view, &caller, &wish, &wrong, None).await,
    };
    let ready = match connections::prepare(&view.ctx, plan).await? {
        Ok(ready) => ready,
        Err(fault) => return refused(&view, &caller, &wish, &[], Some(fault)).await,
    };
    let refusal = match connections::make(&view.ctx, &caller, ready).await {
        Ok(id) => return Ok(Redirect::to(&format!("/identity/connections/{id}")).into_response()),
        Err(failure) => failure.refusal()?,
    };
    refused(&view, &caller, &wish, &[refusal], None).await
}

/// The page that the form stands on, with what is wrong.
async fn refused(
    view: &View,
    caller: &Caller,
    wish: &Wish,
    wrong: &[Refusal],
    fault: Option<Fault>,
) -> Result<Response> {
    if wish.federation.is_empty() {
        return Ok(view.refused(page(view, caller, wish, wrong, fault.map(|fault| fault.detail)).await?));
    }
    let fault = fault.map(|fault| fault.code);
    Ok(view.refused(providers::page(view, caller, "", wish, wrong, fault).await?))
}

/// `unusable`: why the metadata can't be used.
async fn page(view: &View, caller: &Caller, wish: &Wish, wrong: &[Refusal], unusable: Option<String>) -> Result<Page> {
    let rows = connections::list(&view.ctx, caller).await?;
    let live = rows.iter().filter(|row| State::named(&row.state) == State::Live).count();
    let mut page = Page::new(view.t("identity-connections"))
        .lead(view.ta("identity-connections-lead", &[("count", live.into())]))
        .body(Card::new(view.t("identity-connections-list")).flush().body(table(view, &rows)));
    if caller.may(&CONNECTING) {
        page = page.body(
            Card::new(view.t("identity-connections-new")).id("new").body(form(view, caller, wish, wrong, unusable)),
        );
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

/// One form for each protocol, so that each asks for what it needs.
fn form(view: &View, caller: &Caller, wish: &Wish, wrong: &[Refusal], unusable: Option<String>) -> Html {
    let protocol = Protocol::named(&wish.protocol).unwrap_or(Protocol::Oidc);
    let tabs = [Protocol::Oidc, Protocol::Saml].into_iter().fold(
        Tabs::new(view.t("identity-connections-protocol")),
        |tabs, one| {
            let href = ui::url(LIST, &[("protocol", one.name())]);
            tabs.tab(view.t(&format!("identity-protocol-{}", one.name())), href, one == protocol)
        },
    );
    let tabs = tabs.tab(view.t("identity-protocol-federation"), providers::PATH, false);
    let said = |refusal: &Refusal| view.t(&format!("identity-{}", platform::Rule::code(refusal)));
    let fault = |field: &str| wrong.iter().find(|refusal| refusal.field() == Some(field)).map(said);
    let text = |name: &'static str, value: &str| {
        Field::text(name, view.t(&format!("identity-connections-{name}")))
            .hint(view.t(&format!("identity-connections-{name}-hint")))
            .value(value)
            .error_if(fault(name))
    };
    // Only the association has such a connection, and only by this protocol.
    let outside = (caller.tenant().is_association() && protocol == Protocol::Oidc).then(|| {
        Field::checkbox("outside", view.t("identity-connections-outside"), wish.outside)
            .hint(view.t("identity-connections-outside-hint"))
            .error_if(fault("outside"))
    });
    let mut form = ui::Form::post(view.lang, LIST).hidden("protocol", protocol.name());
    let shown = |refusal: &Refusal| refusal.field().is_some() && (outside.is_some() || *refusal != Refusal::Outside);
    for refusal in wrong.iter().filter(|refusal| !shown(refusal)) {
        form = form.error(said(refusal));
    }
    form = form.field(text("label", &wish.label).max_length(60));
    form = match protocol {
        Protocol::Oidc => {
            let form = form
                .field(text("issuer", &wish.issuer))
                .field(text("client_id", &wish.client_id))
                .field(
                    Field::password("secret", view.t("identity-connections-secret"))
                        .hint(view.t("identity-connections-secret-hint"))
                        .autocomplete("off")
                        .optional()
                        .error_if(fault("secret")),
                )
                .field(text("scopes", &wish.scopes).optional());
            outside.into_iter().fold(form, ui::Form::field)
        }
        Protocol::Saml => {
            let unusable = unusable.map(|why| view.ta("identity-connection-metadata-unusable", &[("why", why.into())]));
            let metadata = Field::textarea("metadata", view.t("identity-connections-metadata"), 4)
                .hint(view.t("identity-connections-metadata-hint"))
                .max_length(u32::try_from(LONGEST_METADATA).unwrap_or(u32::MAX))
                .value(&wish.metadata)
                .error_if(fault("metadata").or_else(|| fault("issuer")).or(unusable));
            form.field(metadata)
                .field(Field::checkbox("encrypted", view.t("identity-connections-encrypted"), wish.encrypted))
                .field(text("scopes", &wish.scopes).optional())
        }
    };
    let form = form
        .button(Button::submit(view.t("identity-connections-make")).icon(Icon::Plug))
        .note(view.t("identity-connections-make-note"));
    let note = view.t(&format!("identity-protocol-{}-note", protocol.name()));
    Html::from(tabs).with(Html::paragraph(note)).with(form)
}
