//! Why a stronger sign-in is needed, and the way to it.

use std::sync::Arc;

use axum::response::{IntoResponse, Redirect, Response};
use platform::{
    Actor, Caller, Error, Result, View,
    caller::stepped_up,
    extract::Query,
    page::{local_path, with_return},
};
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
        return Ok(again(&view, back));
    }
    let provider = provider::known_as(&view.ctx, &shared.demonstration, &issuer).await?.ok_or(Error::NotFound)?;
    let href = ui::url("/identity/start", &[("provider", &provider.name), ("level", "loa3"), ("return", back)]);
    let page = told(&view, back).body(Html::paragraph(view.t("identity-step-up-why"))).body(
        Actions::new()
            .button(Button::link(view.t("identity-step-up-go"), href).icon(Icon::ShieldCheck))
            .button(Button::link(view.t("identity-step-up-cancel"), "/").secondary()),
    );
    Ok(view.page(page))
}

/// That a fresh sign-in is demanded, and that nothing is lost by it when a form waits.
fn told(view: &View, back: &str) -> Page {
    let page = Page::new(view.t("identity-step-up")).lead(view.t("identity-step-up-lead"));
    let waits = back.split('?').next().is_some_and(|path| path.ends_with("/resume"));
    if waits { page.body(Html::paragraph(view.t("identity-step-up-kept"))) } else { page }
}

/// Whoever uses an emergency account proves herself by its key.
fn again(view: &View, back: &str) -> Response {
    let href = with_return("/identity/break-glass", back);
    let page = told(view, back).body(Html::paragraph(view.t("identity-break-glass-again"))).body(
        Actions::new().button(Button::link(view.t("identity-break-glass-again-go"), href).icon(Icon::ShieldCheck)),
    );
    view.page(page)
}
