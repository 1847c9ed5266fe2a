//! Why a stronger sign-in is needed, and the way to it.

use std::sync::Arc;

use axum::response::{IntoResponse, Redirect, Response};
use platform::{Actor, Caller, Error, Result, View, caller::stepped_up, extract::Query, page::local_path};
use sea_orm::{ColumnTrait, QueryFilter};
use ui::{Actions, Button, Html, Icon, Page};

use super::sign_in::Back;
use crate::{
    domain::break_glass::KNOWN_AS,
    entities::person,
    sign_in::{SignIn, provider},
};

pub async fn why(shared: Arc<SignIn>, view: View, caller: Caller, Query(query): Query<Back>) -> Result<Response> {
    let back = local_path(&query.back);
    if stepped_up(caller.session(), view.ctx.clock.now()) {
        return Ok(Redirect::to(back).into_response());
    }
    let across = view.ctx.store.across_read(Actor::System("step-up")).await?;
    let person =
        across.find::<person::Entity>().filter(person::Column::Id.eq(caller.session().actor)).one(across.db()).await?;
    drop(across);
    let issuer = person.ok_or(Error::NotFound)?.issuer;
    if issuer == KNOWN_AS {
        return Ok(again(&view));
    }
    let provider = provider::known_as(&view.ctx, &shared.demonstration, &issuer).await?.ok_or(Error::NotFound)?;
    let href = ui::url("/identity/start", &[("provider", &provider.name), ("level", "loa3"), ("return", back)]);
    let page = Page::new(view.t("identity-step-up"))
        .lead(view.t("identity-step-up-lead"))
        .body(Html::paragraph(view.t("identity-step-up-why")))
        .body(
            Actions::new()
                .button(Button::link(view.t("identity-step-up-go"), href).icon(Icon::ShieldCheck))
                .button(Button::link(view.t("identity-step-up-cancel"), "/").secondary()),
        );
    Ok(view.page(page))
}

/// Whoever uses an emergency account proves herself by its key.
fn again(view: &View) -> Response {
    let page = Page::new(view.t("identity-step-up"))
        .lead(view.t("identity-step-up-lead"))
        .body(Html::paragraph(view.t("identity-break-glass-again")))
        .body(Actions::new().button(
            Button::link(view.t("identity-break-glass-again-go"), "/identity/break-glass").icon(Icon::ShieldCheck),
        ));
    view.page(page)
}
