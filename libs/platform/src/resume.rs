//! Forms that were sent when the sign-in was no longer fresh enough for them. What was written goes with whoever signs in anew, encrypted
//! and for her alone, in the address that she comes back to: `/<service>/resume` shows it as one button, and nothing is lost.

use axum::{
    extract::{FromRequest, Request},
    response::Response,
};
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use ui::{Actions, Button, Icon, Page, url};
use uuid::Uuid;

use crate::{
    caller::Caller,
    ctx::Ctx,
    error::Result,
    extract::{Form, Query},
    module::Permission,
    page::{Pages, View},
    sealed,
};

/// Whoever sends a form may send it again.
static OWN: Permission = Permission::own("platform.forms.resume", &[]).for_outside().with_step_up();
/// What forms are encrypted for.
const PURPOSE: &str = "platform/form";
/// How long signing in anew may take.
const VALID: TimeDelta = TimeDelta::hours(1);
/// The most bytes of an address with a form: proxies commonly take 8 KiB of address and head. Larger forms are filled in again.
const LONGEST: usize = 4000;

#[derive(Serialize, Deserialize)]
struct Kept {
    path: String,
    /// The page that showed the form.
    back: String,
    fields: Vec<(String, String)>,
    until: DateTime<Utc>,
}

/// Where whoever sent a form comes back to when she has signed in anew; none when it can't be kept: it is no form, or too long.
pub(crate) async fn address(ctx: &Ctx, actor: Uuid, back: &str, request: Request) -> Option<String> {
    let path = request.uri().path_and_query()?.as_str().to_owned();
    let Form(fields) = Form::from_request(request, &()).await.ok()?;
    let kept = Kept { path, back: back.to_owned(), fields, until: ctx.clock.now() + VALID };
    let kept = sealed::seal(ctx, PURPOSE, &whose(ctx, actor), &serde_json::to_vec(&kept).ok()?).ok()?;
    let address = url(&format!("/{}/resume", ctx.service), &[("form", &kept)]);
    (address.len() <= LONGEST).then_some(address)
}

/// The page, which every service has that has forms which demand a fresh sign-in.
pub(crate) fn pages(path: &'static str) -> Pages {
    Pages::new().get(&OWN, path, show)
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    form: String,
}

async fn show(view: View, caller: Caller, Query(asked): Query<Asked>) -> Result<Response> {
    let Some(kept) = opened(&view.ctx, caller.session().actor, &asked.form) else {
        let go = Actions::new().button(Button::link(view.t("resume-none-go"), "/"));
        let page = Page::new(view.t("resume-none")).lead(view.t("resume-none-lead")).body(go);
        return Ok(view.page(page));
    };
    let form =
        kept.fields.iter().fold(ui::Form::post(view.lang, kept.path), |form, (name, value)| form.hidden(name, value));
    let form = form
        .button(Button::submit(view.t("resume-send")).icon(Icon::Send))
        .button(Button::link(view.t("resume-cancel"), kept.back).secondary());
    let lead = view.ta("resume-lead", &[("service", view.ctx.site.title(view.lang, view.ctx.service).into())]);
    Ok(view.page(Page::new(view.t("resume-title")).lead(lead).body(form)))
}

/// What a form is bound to: the service and the person.
fn whose(ctx: &Ctx, actor: Uuid) -> String {
    format!("{}/{actor}", ctx.service)
}

/// A form that this person sent a while ago.
fn opened(ctx: &Ctx, actor: Uuid, sealed: &str) -> Option<Kept> {
    let kept = sealed::open(ctx, PURPOSE, &whose(ctx, actor), sealed).ok()?;
    serde_json::from_slice::<Kept>(&kept).ok().filter(|kept| kept.until > ctx.clock.now())
}
