//! The office connects an organisation to a service, and disconnects it.

use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use contracts::Tenant;
use platform::{
    Caller, Ctx, Result, View,
    clock::{local_date, next_month},
    extract::{Form, Path},
};
use serde::Deserialize;
use ui::{Page, format, url};
use uuid::Uuid;

use super::{
    form::{Written, Wrong, day, ending, wrong},
    title,
};
use crate::{
    entities::subscription,
    register,
    subscriptions::{self, Failure},
};

/// `GET /members/{organisation}/subscribe`.
pub async fn ask(State(ctx): State<Ctx>, view: View, Path(user): Path<Tenant>) -> Result<Response> {
    let begins = format::day(next_month(local_date(ctx.clock.now())));
    let page = asked(&ctx, &view, &user, &Written { begins, ..Written::default() }, None).await?;
    Ok(view.page(page))
}

/// `POST /members/{organisation}/subscribe`.
pub async fn start(
    State(ctx): State<Ctx>,
    view: View,
    caller: Caller,
    Path(user): Path<Tenant>,
    Form(written): Form<Written>,
) -> Result<Response> {
    let fault = match written.meant(&user) {
        Err(fault) => fault,
        Ok(meant) => {
            let across = ctx.store.across(&caller, "start a subscription").await?;
            match subscriptions::start(&ctx, &across, meant).await {
                Ok(row) => {
                    across.commit().await?;
                    return Ok(back(&row, "started"));
                }
                Err(Failure::Refused(refusal)) => wrong(refusal),
                Err(Failure::Failed(error)) => return Err(error),
            }
        }
    };
    Ok(view.refused(asked(&ctx, &view, &user, &written, Some(&fault)).await?))
}

async fn asked(ctx: &Ctx, view: &View, user: &Tenant, written: &Written, fault: Option<&Wrong>) -> Result<Page> {
    let across = register::open(ctx).await?;
    let row = register::organisation(&across, user.as_str(), local_date(ctx.clock.now())).await?;
    let agents = register::agents(&across).await?;
    let agents: Vec<_> = agents.into_iter().filter(|(agent, _)| agent != user).collect();
    Ok(Page::new(view.ta("members-subscribe-title", &[("name", (&row.short_name).into())]))
        .crumb(view.t("members-title"), "/members")
        .crumb(&row.name, format!("/members/{}", row.tenant))
        .lead(view.t("members-subscribe-lead"))
        .body(written.form(view, &row, &agents, fault)))
}

/// The form that ends.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Ending {
    ends: String,
}

/// `GET /members/subscriptions/{subscription}/end`.
pub async fn ask_end(State(ctx): State<Ctx>, view: View, Path(id): Path<Uuid>) -> Result<Response> {
    let last = next_month(local_date(ctx.clock.now())).pred_opt().map(format::day).unwrap_or_default();
    Ok(view.page(asked_end(&ctx, &view, id, &last, None).await?))
}

/// `POST /members/subscriptions/{subscription}/end`.
pub async fn end(
    State(ctx): State<Ctx>,
    view: View,
    caller: Caller,
    Path(id): Path<Uuid>,
    Form(written): Form<Ending>,
) -> Result<Response> {
    let fault = match day(&written.ends) {
        None => ("ends", "members-write-day".to_owned()),
        Some(last) => {
            let across = ctx.store.across(&caller, "end a subscription").await?;
            match subscriptions::end(&across, id, last).await {
                Ok(row) => {
                    across.commit().await?;
                    return Ok(back(&row, "ended"));
                }
                Err(Failure::Refused(refusal)) => wrong(refusal),
                Err(Failure::Failed(error)) => return Err(error),
            }
        }
    };
    Ok(view.refused(asked_end(&ctx, &view, id, &written.ends, Some(&fault)).await?))
}

async fn asked_end(ctx: &Ctx, view: &View, id: Uuid, written: &str, fault: Option<&Wrong>) -> Result<Page> {
    let across = register::open(ctx).await?;
    let used = subscriptions::find(&across, id).await?;
    let row = register::organisation(&across, &used.tenant, local_date(ctx.clock.now())).await?;
    let service = title(view, &used.service);
    let begins = format::day_long(view.lang, used.begins);
    let words = [("name", (&row.short_name).into()), ("service", (&service).into()), ("date", begins.into())];
    Ok(Page::new(view.ta("members-end-title", &words))
        .crumb(view.t("members-title"), "/members")
        .crumb(&row.name, format!("/members/{}", row.tenant))
        .lead(view.ta("members-end-lead", &words))
        .body(ending(view, id, &row.tenant, used.begins, written, fault)))
}

fn back(row: &subscription::Model, done: &str) -> Response {
    Redirect::to(&url(&format!("/members/{}", row.tenant), &[(done, &row.id.to_string())])).into_response()
}
