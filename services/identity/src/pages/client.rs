//! One client: what it may, its secrets, replacing a secret, ending it.

use axum::response::{IntoResponse, Redirect, Response};
use chrono::{DateTime, Utc};
use platform::{
    Caller, Error, Result, View,
    extract::{Form, Path},
};
use serde::Deserialize;
use ui::{Badge, Button, Card, Cell, Column, Facts, Field, Html, Icon, Notice, Page, Table, minute_tag};
use uuid::Uuid;

use super::{
    client_secret,
    clients::{badges, meaning, pasted},
};
use crate::{
    clients::{self, Whole},
    domain::{
        client::{self, Refusal, SECRETS, State, secret_lives, shown, state},
        client_key::PublicKey,
    },
    entities::client_secret::Model as Secret,
};

/// A week is time enough for most to change the other system.
const OVERLAP: &str = "7";

pub async fn show(view: View, caller: Caller, Path(id): Path<Uuid>) -> Result<Response> {
    let written = Rotation { overlap: OVERLAP.into(), ..Rotation::default() };
    Ok(view.page(page(&view, &caller, id, &written, &[]).await?))
}

async fn page(view: &View, caller: &Caller, id: Uuid, written: &Rotation, wrong: &[Refusal]) -> Result<Page> {
    let Whole { client, secrets } = clients::find(&view.ctx, caller, id).await?;
    let now = view.ctx.clock.now();
    let live = state(client.ended_at, client.expires_at, now) == State::Live;
    let valid = secrets.iter().filter(|secret| live && secret_lives(secret.until, now)).count();
    let facts = Facts::new()
        .row("client_id", client.id.to_string())
        .row(view.t("identity-clients-state"), badges(view, &client, now))
        .row(view.t("identity-clients-acts-for"), &client.acts_for)
        .row(view.t("identity-clients-created"), minute_tag(client.created_at))
        .row(view.t("identity-clients-expires"), minute_tag(client.expires_at))
        .row(view.t("identity-clients-used"), when(view, client.last_used_at));
    let mut page = Page::new(&client.name)
        .crumb(view.t("identity-clients"), "/identity/clients")
        .lead(view.ta("identity-client-lead", &[("count", valid.into())]))
        .body(Card::new(view.t("identity-client-facts")).body(facts))
        .body(Card::new(view.t("identity-client-scopes")).flush().body(scopes(view, &client.scopes)));
    if client.acts_for != client.tenant {
        page = page.body(Notice::info(view.lang, view.t("identity-clients-sandbox-shared")));
    }
    let mut card = Card::new(view.t("identity-client-secrets")).body(table(view, &secrets, live, now));
    if live {
        card = card.body(rotation(view, id, valid, written, wrong));
    }
    page = page.body(card);
    if live {
        let end = ui::Form::post(view.lang, format!("/identity/clients/{id}/end"))
            .button(Button::submit(view.t("identity-client-end")).danger())
            .note(view.t("identity-client-end-note"));
        page = page.body(Card::new(view.t("identity-client-end-title")).body(end));
    }
    Ok(page)
}

fn when(view: &View, at: Option<DateTime<Utc>>) -> Html {
    at.map_or_else(|| Html::text(&view.t("identity-clients-never")), minute_tag)
}

fn scopes(view: &View, scopes: &str) -> Table {
    let table = Table::new(view.lang, view.t("identity-client-scopes"))
        .caption_hidden()
        .column(Column::text(view.t("identity-client-service")))
        .column(Column::text(view.t("identity-client-may")))
        .column(Column::text(view.t("identity-client-scope")));
    scopes.split(' ').fold(table, |table, scope| {
        let service = scope.split('.').next().unwrap_or_default();
        table.row([
            Cell::text(view.ctx.site.title(view.lang, service)),
            Cell::text(meaning(view, scope)),
            Cell::text(scope),
        ])
    })
}

fn table(view: &View, secrets: &[Secret], live: bool, now: DateTime<Utc>) -> Table {
    let table = Table::new(view.lang, view.t("identity-client-secrets"))
        .caption_hidden()
        .column(Column::text(view.t("identity-client-prefix")))
        .column(Column::text(view.t("identity-clients-created")))
        .column(Column::text(view.t("identity-client-until")))
        .column(Column::text(view.t("identity-clients-state")));
    secrets.iter().fold(table, |table, secret| {
        let state = if live && secret_lives(secret.until, now) {
            Badge::good(view.t("identity-client-valid"))
        } else {
            Badge::neutral(view.t("identity-clients-ended"))
        };
        table.row([
            Cell::text(named(view, secret)),
            Cell::from(minute_tag(secret.created_at)),
            secret.until.map_or_else(
                || Cell::text(view.t("identity-client-with-client")),
                |until| Cell::from(minute_tag(until)),
            ),
            Cell::badge(state),
        ])
    })
}

/// How a secret or key is told apart from others.
fn named(view: &View, secret: &Secret) -> String {
    let key = secret.public_key.as_deref().and_then(|jwk| PublicKey::read(jwk).ok());
    key.map_or_else(
        || format!("{}…", shown(secret.id)),
        |key| {
            let thumbprint: String = key.thumbprint().chars().take(12).collect();
            let parts = [("algorithm", key.algorithm().into()), ("thumbprint", thumbprint.into())];
            view.ta("identity-client-key-of", &parts)
        },
    )
}

/// A new secret; or, while the one before it lives on, its end.
fn rotation(view: &View, id: Uuid, valid: usize, written: &Rotation, wrong: &[Refusal]) -> Html {
    let fault =
        |field: &str| wrong.iter().find(|refusal| refusal.field() == field).map(|refusal| view.t(refusal.text()));

    if valid >= SECRETS {
        return ui::Form::post(view.lang, format!("/identity/clients/{id}/end-replaced"))
            .button(Button::submit(view.t("identity-client-end-replaced")).secondary())
            .note(view.t("identity-client-end-replaced-note"))
            .into();
    }
    ui::Form::post(view.lang, format!("/identity/clients/{id}/rotate"))
        .field(
            Field::number("overlap", view.t("identity-client-overlap"))
                .hint(view.t("identity-client-overlap-hint"))
                .short()
                .value(&written.overlap)
                .error_if(fault("overlapDays")),
        )
        .field(
            Field::textarea("key", view.t("identity-client-key"), 4)
                .hint(view.t("identity-client-key-rotate-hint"))
                .optional()
                .value(pasted(&written.key))
                .error_if(fault("publicKey")),
        )
        .button(Button::submit(view.t("identity-client-rotate")).secondary().icon(Icon::Key))
        .into()
}

/// The form that replaces a secret.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Rotation {
    overlap: String,
    /// A public key in the place of a new secret.
    key: String,
}

pub async fn rotate(
    view: View,
    caller: Caller,
    Path(id): Path<Uuid>,
    Form(written): Form<Rotation>,
) -> Result<Response> {
    let days = written.overlap.trim().parse().unwrap_or(-1);
    match clients::rotate(&view.ctx, &caller, id, days, &written.key).await {
        Ok(made) => Ok(client_secret::shown_once(&view, &made, client_secret::Occasion::Rotated)),
        Err(Error::Invalid(_)) => {
            let overlap = client::overlap_ends(days, view.ctx.clock.now()).err();
            let wrong: Vec<Refusal> = overlap.into_iter().chain(client::key(&written.key).err()).collect();
            Ok(view.refused(page(&view, &caller, id, &written, &wrong).await?))
        }
        Err(error) => Err(error),
    }
}

pub async fn end_replaced(view: View, caller: Caller, Path(id): Path<Uuid>) -> Result<Response> {
    clients::end_replaced(&view.ctx, &caller, id).await?;
    Ok(Redirect::to(&format!("/identity/clients/{id}")).into_response())
}

pub async fn end(view: View, caller: Caller, Path(id): Path<Uuid>) -> Result<Response> {
    clients::end(&view.ctx, &caller, id).await?;
    Ok(Redirect::to("/identity/clients").into_response())
}
