//! Signing in and out: the pages around it.

use std::sync::Arc;

use axum::{
    Extension,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use platform::{Actor, Caller, Result, View, extract::Query, page::local_path};
use sea_orm::{ColumnTrait, QueryFilter};
use serde::Deserialize;
use ui::{Actions, Button, Card, Empty, Html, Icon, Notice, Page};

use crate::{
    cookies,
    entities::organisation,
    sessions,
    sign_in::{SignIn, provider},
};

/// Where to come back to.
#[derive(Debug, Default, Deserialize)]
pub struct Back {
    #[serde(default, rename = "return")]
    pub back: String,
}

pub async fn choose(
    shared: Arc<SignIn>,
    view: View,
    who: Option<Extension<Caller>>,
    Query(query): Query<Back>,
) -> Result<Response> {
    let back = local_path(&query.back);
    if who.is_some() {
        return Ok(Redirect::to(back).into_response());
    }
    let providers = provider::all(&view.ctx.config, &shared.demonstration);
    let names = names(&view, &providers).await?;
    let mut page = Page::new(view.t("identity-sign-in")).lead(view.t("identity-sign-in-lead"));
    for provider in &providers {
        let href = ui::url("/identity/start", &[("provider", &provider.name), ("return", back)]);
        page = page.body(if provider.is_demonstration() {
            Card::new(view.t("identity-demonstration"))
                .id("demonstration")
                .body(Notice::warning(view.lang, view.t("identity-demonstration-warning")))
                .body(
                    Actions::new()
                        .button(Button::link(view.t("identity-demonstration-sign-in"), href).icon(Icon::Flask)),
                )
        } else {
            let name =
                names.iter().find(|(tenant, _)| provider.tenant.as_ref().is_some_and(|own| own.as_str() == tenant));
            let name = name.map_or(&provider.name, |(_, name)| name);
            let label = view.ta("identity-sign-in-with", &[("organisation", name.into())]);
            Card::new(name.clone()).body(Actions::new().button(Button::link(label, href).icon(Icon::LogIn)))
        });
    }
    if providers.is_empty() {
        page = page.body(Empty::new(Icon::Lock, view.t("identity-no-providers")));
    }
    Ok(view.plain(StatusCode::OK, page.body(Html::paragraph(view.t("identity-sign-in-help")))))
}

async fn names(view: &View, providers: &[provider::Provider]) -> Result<Vec<(String, String)>> {
    let tenants: Vec<String> =
        providers.iter().filter_map(|provider| provider.tenant.as_ref()).map(ToString::to_string).collect();
    if tenants.is_empty() {
        return Ok(Vec::new());
    }
    let across = view.ctx.store.across_read(Actor::System("sign-in")).await?;
    let rows = across
        .find::<organisation::Entity>()
        .filter(organisation::Column::Tenant.is_in(tenants))
        .all(across.db())
        .await?;
    Ok(rows.into_iter().map(|row| (row.tenant, row.name)).collect())
}

/// Ends the session here; the provider's own session is its own business.
pub async fn sign_out(view: View, who: Option<Extension<Caller>>) -> Result<Response> {
    if let Some(Extension(caller)) = who.filter(|who| !who.session().machine) {
        sessions::end(&view.ctx, caller.session().id, caller.session().actor, None).await?;
    }
    let mut response = Redirect::to("/identity/signed-out").into_response();
    cookies::clear_session(&mut response, &view.ctx.config);
    Ok(response)
}

pub async fn signed_out(view: View) -> Response {
    let page = Page::new(view.t("identity-signed-out"))
        .lead(view.t("identity-signed-out-lead"))
        .body(Actions::new().button(Button::link(view.t("identity-sign-in-again"), "/identity/sign-in")));
    view.plain(StatusCode::OK, page)
}

pub async fn no_access(view: View) -> Response {
    let page = Page::new(view.t("identity-no-access"))
        .lead(view.t("identity-no-access-lead"))
        .body(Notice::info(view.lang, view.t("identity-no-access-whom")))
        .body(Actions::new().button(Button::link(view.t("identity-sign-in-other"), "/identity/sign-in").secondary()));
    view.plain(StatusCode::OK, page)
}
