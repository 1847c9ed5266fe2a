//! Where one chooses whom to be.

use std::sync::Arc;

use axum::{
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use contracts::Assurance;
use platform::{
    Actor, Error, Result, View,
    extract::{Form, Query},
};
use serde::Deserialize;
use ui::{Actions, Button, Card, Html, Notice, Page};

use super::{
    CLIENT_ID, Demonstration, Which,
    accounts::{self, Account},
    allowed,
    codes::Granted,
};
use crate::entities::organisation;

/// An authentication request, and what was chosen on the page.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Request {
    response_type: String,
    client_id: String,
    redirect_uri: String,
    scope: String,
    state: String,
    nonce: String,
    code_challenge: String,
    code_challenge_method: String,
    acr_values: String,
    person: String,
    confirmed: String,
    cancelled: String,
}

impl Request {
    /// Whom to send back to is checked first: an answer never goes anywhere else.
    fn check_client(&self, view: &View) -> Result<()> {
        let callback = format!("{}/identity/callback", view.ctx.config.http.origin());
        if self.client_id == CLIENT_ID && self.redirect_uri == callback {
            Ok(())
        } else {
            Err(Error::rule("identity-unknown-client", "the client or its redirect address is not known here"))
        }
    }

    fn fault(&self) -> Option<&'static str> {
        let asks = |word: &str| self.scope.split(' ').any(|scope| scope == word);
        if self.response_type != "code" {
            Some("unsupported_response_type")
        } else if !asks("openid") {
            Some("invalid_scope")
        } else if self.code_challenge_method != "S256" || self.code_challenge.len() != 43 {
            Some("invalid_request")
        } else {
            None
        }
    }

    fn assurance(&self) -> Assurance {
        let strong = self.acr_values.split(' ').any(|acr| acr == Assurance::Loa3.acr());
        if strong { Assurance::Loa3 } else { Assurance::Loa2 }
    }

    fn answer(&self, view: &View, which: Which, name: &str, value: &str) -> Response {
        let issuer = which.issuer(&view.ctx.config);
        Redirect::to(&ui::url(&self.redirect_uri, &[(name, value), ("state", &self.state), ("iss", &issuer)]))
            .into_response()
    }

    fn form(&self, view: &View, which: Which) -> ui::Form {
        let fields = [
            ("response_type", &self.response_type),
            ("client_id", &self.client_id),
            ("redirect_uri", &self.redirect_uri),
            ("scope", &self.scope),
            ("state", &self.state),
            ("nonce", &self.nonce),
            ("code_challenge", &self.code_challenge),
            ("code_challenge_method", &self.code_challenge_method),
            ("acr_values", &self.acr_values),
        ];
        let form = ui::Form::post(view.lang, format!("{}/authorize", which.path()));
        fields.into_iter().fold(form, |form, (name, value)| form.hidden(name, value))
    }
}

/// The page that lists the invented persons.
pub async fn ask(which: Which, view: View, headers: HeaderMap, Query(request): Query<Request>) -> Result<Response> {
    allowed(&view.ctx, &headers)?;
    request.check_client(&view)?;
    if let Some(fault) = request.fault() {
        return Ok(request.answer(&view, which, "error", fault));
    }
    choice(&view, which, &request).await
}

/// What was chosen; on level 3 a second step confirms it.
pub async fn chosen(
    (demonstration, which): (Arc<Demonstration>, Which),
    view: View,
    headers: HeaderMap,
    Form(request): Form<Request>,
) -> Result<Response> {
    allowed(&view.ctx, &headers)?;
    request.check_client(&view)?;
    if let Some(fault) = request.fault() {
        return Ok(request.answer(&view, which, "error", fault));
    }
    if !request.cancelled.is_empty() {
        return Ok(request.answer(&view, which, "error", "access_denied"));
    }
    let account = which.people().iter().find(|account| account.subject == request.person);
    let Some(account) = account else { return choice(&view, which, &request).await };
    if request.assurance() == Assurance::Loa3 && request.confirmed != "yes" {
        return Ok(second_step(&view, which, &request, account));
    }
    let now = view.ctx.clock.now();
    let granted = Granted {
        which,
        account,
        redirect_uri: request.redirect_uri.clone(),
        nonce: Some(request.nonce.clone()).filter(|nonce| !nonce.is_empty()),
        challenge: request.code_challenge.clone(),
        assurance: request.assurance(),
        authenticated_at: now,
    };
    Ok(request.answer(&view, which, "code", &demonstration.codes.code(granted, now)))
}

async fn choice(view: &View, which: Which, request: &Request) -> Result<Response> {
    let form = match which {
        Which::Staff => staff(view, request.form(view, which)).await?,
        Which::Broker => {
            let people = which.people().iter().map(|account| person(view, account)).collect::<Html>();
            let card = Card::new(view.t("identity-demonstration-broker-people")).id("broker").body(people);
            request.form(view, which).html(card)
        }
    };
    let form =
        form.button(Button::submit(view.t("identity-demonstration-cancel")).secondary().value("cancelled", "yes"));
    let lead = match which {
        Which::Staff => "identity-demonstration-choose-lead",
        Which::Broker => "identity-demonstration-broker",
    };
    let page = Page::new(view.t("identity-demonstration-choose"))
        .lead(view.t(lead))
        .body(Notice::warning(view.lang, view.t("identity-demonstration-warning")))
        .body(form);
    Ok(view.plain(StatusCode::OK, page))
}

/// The organisations' people, under their names.
async fn staff(view: &View, mut form: ui::Form) -> Result<ui::Form> {
    let across = view.ctx.store.across_read(Actor::System("demonstration")).await?;
    let names = across.find::<organisation::Entity>();
    let homes: Vec<&str> = accounts::ALL.iter().map(|account| account.home).collect();
    let names = sea_orm::QueryFilter::filter(names, sea_orm::ColumnTrait::is_in(&organisation::Column::Tenant, homes));
    let names = names.all(across.db()).await?;
    for home in homes_in_order() {
        let name = names.iter().find(|row| row.tenant == home).map_or(home, |row| row.name.as_str());
        let people = accounts::ALL.iter().filter(|account| account.home == home).map(|account| person(view, account));
        form = form.html(Card::new(name).id(home).body(people.collect::<Html>()));
    }
    Ok(form)
}

fn homes_in_order() -> Vec<&'static str> {
    let mut homes: Vec<&str> = accounts::ALL.iter().map(|account| account.home).collect();
    homes.dedup();
    homes
}

fn person(view: &View, account: &Account) -> Html {
    let label = view.ta("identity-demonstration-be", &[("name", account.name.into())]);
    let who = view.t(&format!("identity-demonstration-person-{}", account.subject));
    let button = Button::submit(label).secondary().value("person", account.subject);
    Html::from(Actions::new().button(button).note(who))
}

fn second_step(view: &View, which: Which, request: &Request, account: &Account) -> Response {
    let form = request
        .form(view, which)
        .hidden("person", account.subject)
        .button(Button::submit(view.t("identity-demonstration-confirm")).value("confirmed", "yes"))
        .button(Button::submit(view.t("identity-demonstration-cancel")).secondary().value("cancelled", "yes"));
    let page = Page::new(view.ta("identity-demonstration-second", &[("name", account.name.into())]))
        .lead(view.t("identity-demonstration-second-lead"))
        .body(Notice::warning(view.lang, view.t("identity-demonstration-warning")))
        .body(form);
    view.plain(StatusCode::OK, page)
}
