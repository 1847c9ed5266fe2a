//! Where the link of an invitation leads: who invites, to what and until when, before anybody has said who she is; and what to do when the
//! link leads nowhere.

use axum::{http::StatusCode, response::Response};
use platform::{Actor, Result, View, extract::Query};
use sea_orm::{ColumnTrait, QueryFilter};
use serde::Deserialize;
use std::collections::BTreeMap;
use ui::{Actions, Button, Facts, Html, Icon, Notice, Page, minute_tag};

use crate::{
    connections::broker,
    domain::invitation::Refusal,
    entities::{invitation::Model, organisation},
    invited,
};

/// The link's secret.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Link {
    code: String,
}

pub async fn show(view: View, Query(link): Query<Link>) -> Result<Response> {
    let Some(row) = invited::by_code(&view.ctx, &link.code).await? else {
        return closed(&view, Refusal::Unknown, None, "").await;
    };
    let organisation = name(&view, &row.tenant).await?;
    if let Err(why) = invited::standing(&row).open(view.ctx.clock.now()) {
        return closed(&view, why, Some(&row), &organisation).await;
    }
    let by = [("organisation", ui::Arg::from(organisation.as_str()))];
    let facts = Facts::new()
        .row(view.t("identity-invitation-by"), organisation.clone())
        .row(view.t("identity-invitation-as"), view.t(&format!("role-{}", row.role)))
        .row(view.t("identity-invitation-until"), minute_tag(row.until));
    let page = Page::new(view.t("identity-invitation")).lead(sentence(&view, &row)).body(facts);
    let Some(provider) = broker::in_use(&view.ctx).await? else {
        let page = page.body(Notice::warning(view.lang, view.ta("identity-invitation-no-broker", &by)));
        return Ok(view.plain(StatusCode::SERVICE_UNAVAILABLE, page));
    };
    // A link, since the policy of our pages lets no form lead to another site.
    let href = ui::url("/identity/start", &[("provider", &provider.to_string()), ("invitation", &link.code)]);
    let button = Button::link(view.t("identity-outside-sign-in"), href).icon(Icon::LogIn);
    let page = page.body(Html::paragraph(view.ta("identity-invitation-how", &by))).body(Actions::new().button(button));
    Ok(view.plain(StatusCode::OK, page))
}

/// To what somebody is invited, in the words of the service that invites.
fn sentence(view: &View, row: &Model) -> String {
    let told: BTreeMap<String, String> = serde_json::from_str(&row.told).unwrap_or_default();
    let values: Vec<(&str, ui::Arg<'_>)> =
        told.iter().map(|(name, value)| (name.as_str(), value.as_str().into())).collect();
    view.ta(&row.text, &values)
}

/// One sentence says what to do.
async fn closed(view: &View, why: Refusal, row: Option<&Model>, organisation: &str) -> Result<Response> {
    let text = view.ta(&format!("identity-{}", why.code()), &[("organisation", organisation.into())]);
    let mut page = Page::new(view.t("identity-invitation-closed")).lead(text);
    // She who has used it comes in as who she is.
    if let (Refusal::Used, Some(row), Some(provider)) = (why, row, broker::in_use(&view.ctx).await?) {
        let href = ui::url("/identity/start", &[("provider", &provider.to_string()), ("return", &row.href)]);
        let button = Button::link(view.t("identity-outside-sign-in"), href).icon(Icon::LogIn).secondary();
        page = page.body(Actions::new().button(button));
    }
    let status = if row.is_some() { StatusCode::GONE } else { StatusCode::NOT_FOUND };
    Ok(view.plain(status, page))
}

async fn name(view: &View, tenant: &str) -> Result<String> {
    let across = view.ctx.store.across_read(Actor::System("invitation")).await?;
    let known = across.find::<organisation::Entity>().filter(organisation::Column::Tenant.eq(tenant));
    Ok(known.one(across.db()).await?.map_or_else(|| tenant.to_owned(), |row| row.name))
}
