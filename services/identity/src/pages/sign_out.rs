//! Signing out: what has ended, what has not, and the way to end that too.

use std::sync::Arc;

use axum::{
    Extension,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use platform::{Actor, Caller, Result, View, extract::Query};
use sea_orm::{ColumnTrait, QueryFilter};
use ui::{Actions, Button, Facts, Icon, Notice, Page};

use crate::{
    cookies,
    entities::organisation,
    sessions,
    sign_in::{SignIn, provider},
    sign_out::{
        leave::Ticket,
        leaving::{self, State},
    },
};

/// Ends the session here, at once and whatever the provider says. The page after it shows the way to end the provider's own.
pub async fn sign_out(view: View, who: Option<Extension<Caller>>) -> Result<Response> {
    let mut way = None;
    if let Some(Extension(caller)) = who.filter(|who| !who.session().machine) {
        way = sessions::sign_out(&view.ctx, &caller).await?;
    }
    let page = "/identity/signed-out";
    let to = way.map_or_else(|| page.to_owned(), |ticket| ui::url(page, &[("ticket", &ticket)]));
    let mut response = Redirect::to(&to).into_response();
    cookies::clear_session(&mut response, &view.ctx.config);
    Ok(response)
}

/// The page after signing out, and after coming back from the provider.
pub async fn signed_out(shared: Arc<SignIn>, view: View, Query(Ticket { ticket }): Query<Ticket>) -> Result<Response> {
    let again = Button::link(view.t("identity-sign-in-again"), "/identity/sign-in");
    let found = leaving::find(&view.ctx, &ticket).await?;
    let way = match &found {
        Some((row, state)) => named(&shared, &view, &row.provider).await?.map(|name| (name, *state)),
        None => None,
    };
    let Some((name, state)) = way else {
        let page = Page::new(view.t("identity-signed-out")).lead(view.t("identity-signed-out-lead"));
        return Ok(view.plain(StatusCode::OK, page.body(Actions::new().button(again))));
    };
    let text = |key: &str| view.ta(key, &[("provider", name.as_str().into())]);
    let lead = text(&format!("identity-signed-out-{}", state.name()));
    let mut page = Page::new(view.t("identity-signed-out")).lead(lead);
    let mut actions = Actions::new();
    match state {
        State::Offered => {
            // A link, since the policy of our pages lets no form lead to another site.
            let href = ui::url("/identity/leave", &[("ticket", &ticket)]);
            actions = actions.button(Button::link(text("identity-leave"), href).icon(Icon::LogOut));
        }
        State::Partly => page = page.body(Notice::warning(view.lang, view.t("identity-signed-out-close"))),
        State::Asked | State::Everywhere | State::Returned => {}
    }
    let again = if state == State::Offered { again.secondary() } else { again };
    Ok(view.plain(StatusCode::OK, page.body(actions.button(again))))
}

/// What people call the provider: by the organisation whose it is. None when it is not in use any more.
async fn named(shared: &SignIn, view: &View, provider: &str) -> Result<Option<String>> {
    let Some(found) = provider::find(&view.ctx, &shared.demonstration, provider, false).await? else { return Ok(None) };
    let Some(tenant) = &found.tenant else { return Ok(Some(found.name)) };
    let across = view.ctx.store.across_read(Actor::System("sign-out")).await?;
    let named = across.find::<organisation::Entity>().filter(organisation::Column::Tenant.eq(tenant.as_str()));
    Ok(Some(named.one(across.db()).await?.map_or_else(|| tenant.to_string(), |row| row.name)))
}

/// What could not be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failed {
    /// To sign out at the provider: here it is done.
    There,
    /// What a provider asked for.
    Request,
}

/// The page that says so, never why: that stands in the log under the reference.
pub fn failed(view: &View, what: Failed, reference: &str) -> Response {
    let (title, lead, help) = match what {
        Failed::There => ("identity-leave-failed", "identity-leave-failed-text", "identity-leave-failed-help"),
        Failed::Request => ("identity-asked-failed", "identity-asked-failed-text", "identity-failed-help"),
    };
    let facts = Facts::new()
        .row(view.t("identity-failed-time"), ui::time_tag(view.lang, view.ctx.clock.now()))
        .row(view.t("identity-failed-reference"), reference.to_owned());
    let page = Page::new(view.t(title))
        .lead(view.t(lead))
        .body(Notice::info(view.lang, view.t(help)))
        .body(facts)
        .body(Actions::new().button(Button::link(view.t("identity-leave-home"), "/")));
    view.plain(StatusCode::BAD_REQUEST, page)
}

/// The page for whose provider has ended the session and takes no answer.
pub fn ended_by_provider(view: &View) -> Response {
    let again = Button::link(view.t("identity-sign-in-again"), "/identity/sign-in");
    let page = Page::new(view.t("identity-signed-out")).lead(view.t("identity-signed-out-by-provider"));
    view.plain(StatusCode::OK, page.body(Actions::new().button(again)))
}
