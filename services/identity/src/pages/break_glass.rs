//! Opening an emergency account, and giving one a key. The pages say nothing of who holds what: they can be found by anybody.

use axum::{
    Extension,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use platform::{
    Caller, Result, Rule, View,
    extract::{Form, Query},
    page::local_path,
};
use serde::Deserialize;
use ui::{Actions, Button, Card, Confirmation, Field, Html, Icon, Notice, Page};

use super::sign_in::Back;
use crate::{
    break_glass::{self, Challenge, Failure},
    cookies,
    domain::{
        break_glass::{OPEN_FOR, Refusal},
        key::secret,
    },
    sessions,
};

const PATH: &str = "/identity/break-glass";
const KEY: &str = "/identity/break-glass/key";

/// Why the account is opened.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Why {
    #[serde(default)]
    reason: String,
    /// Where to go when it is open.
    #[serde(default, rename = "return")]
    back: String,
}

/// The code from the shell.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Code {
    #[serde(default)]
    code: String,
}

/// What the browser sends when the key has answered; an empty answer when none has.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answered {
    #[serde(default)]
    state: String,
    #[serde(default)]
    answer: String,
    #[serde(default, rename = "return")]
    back: String,
}

pub async fn show(view: View, Query(Back { back }): Query<Back>) -> Response {
    view.plain(StatusCode::OK, asking(&view, &Why { back, ..Why::default() }, None))
}

pub async fn ask(view: View, headers: HeaderMap, Form(why): Form<Why>) -> Result<Response> {
    let mark = mark(&view, &headers);
    match break_glass::ask(&view.ctx, &mark, &why.reason).await {
        Ok(challenge) => {
            let form = ui::Form::post(view.lang, format!("{PATH}/open"))
                .security_key("get", challenge.options.clone())
                .hidden("return", local_path(&why.back));
            let page = Page::new(view.t("identity-break-glass")).lead(view.t("identity-break-glass-touch-lead"));
            Ok(touch(&view, page, form, &challenge, &mark))
        }
        Err(failure) => refused(&view, failure, |wrong| asking(&view, &why, Some(wrong))),
    }
}

pub async fn open(
    view: View,
    headers: HeaderMap,
    who: Option<Extension<Caller>>,
    Form(sent): Form<Answered>,
) -> Result<Response> {
    let mark = cookies::sign_in(&headers, &view.ctx.config);
    match break_glass::open(&view.ctx, mark.as_deref(), &sent.state, &sent.answer).await {
        Ok(token) => {
            if let Some(Extension(before)) = who.filter(|who| !who.session().machine) {
                sessions::end(&view.ctx, before.session().id, before.session().actor, None).await?;
            }
            let mut response = Redirect::to(local_path(&sent.back)).into_response();
            cookies::set_session(&mut response, &view.ctx.config, &token);
            cookies::clear_sign_in(&mut response, &view.ctx.config);
            Ok(response)
        }
        Err(failure) => {
            refused(&view, failure, |wrong| asking(&view, &Why { back: sent.back, ..Why::default() }, Some(wrong)))
        }
    }
}

pub async fn show_key(view: View) -> Response {
    view.plain(StatusCode::OK, coding(&view, None))
}

pub async fn ask_key(view: View, headers: HeaderMap, Form(sent): Form<Code>) -> Result<Response> {
    let mark = mark(&view, &headers);
    match break_glass::ask_key(&view.ctx, &mark, &sent.code).await {
        Ok(challenge) => {
            let form =
                ui::Form::post(view.lang, format!("{KEY}/register")).security_key("create", challenge.options.clone());
            let page =
                Page::new(view.t("identity-break-glass-key")).lead(view.t("identity-break-glass-key-touch-lead"));
            Ok(touch(&view, page, form, &challenge, &mark))
        }
        Err(failure) => refused(&view, failure, |wrong| coding(&view, Some(wrong))),
    }
}

pub async fn register(view: View, headers: HeaderMap, Form(sent): Form<Answered>) -> Result<Response> {
    let mark = cookies::sign_in(&headers, &view.ctx.config);
    match break_glass::register(&view.ctx, mark.as_deref(), &sent.state, &sent.answer).await {
        Ok(number) => {
            let done = view.ta("identity-break-glass-key-done", &[("number", number.into())]);
            let receipt = Confirmation::new(view.lang, done)
                .text(view.t("identity-break-glass-key-done-text"))
                .next_link(view.t("identity-break-glass-accounts"), format!("{PATH}/accounts"));
            let mut response = view.plain(StatusCode::OK, Page::new(view.t("identity-break-glass-key")).body(receipt));
            cookies::clear_sign_in(&mut response, &view.ctx.config);
            Ok(response)
        }
        Err(failure) => refused(&view, failure, |wrong| coding(&view, Some(wrong))),
    }
}

/// What binds the key's answer to this browser.
fn mark(view: &View, headers: &HeaderMap) -> String {
    cookies::sign_in(headers, &view.ctx.config).unwrap_or_else(|| secret(&mut rand::rng()))
}

fn refused(view: &View, failure: Failure, page: impl FnOnce(Refusal) -> Page) -> Result<Response> {
    let wrong = failure.refusal()?;
    Ok(view.plain(StatusCode::UNPROCESSABLE_ENTITY, page(wrong).error(true)))
}

/// What a refusal says.
pub(super) fn said(view: &View, wrong: Refusal) -> String {
    view.t(&format!("identity-refusal-{}", wrong.code()))
}

fn asking(view: &View, why: &Why, wrong: Option<Refusal>) -> Page {
    let text = view.ta("identity-break-glass-text", &[("hours", OPEN_FOR.num_hours().into())]);
    let form = ui::Form::post(view.lang, PATH)
        .hidden("return", local_path(&why.back))
        .field(
            Field::textarea("reason", view.t("identity-break-glass-reason"), 3)
                .hint(view.t("identity-break-glass-reason-hint"))
                .max_length(500)
                .value(&why.reason)
                .error_if(fault(view, "reason", wrong)),
        )
        .button(Button::submit(view.t("identity-break-glass-go")).icon(Icon::Key))
        .note(view.t("identity-break-glass-note"));
    whole(view, Page::new(view.t("identity-break-glass")).lead(view.t("identity-break-glass-lead")), wrong)
        .body(Notice::warning(view.lang, text))
        .body(form)
        .body(Actions::new().button(Button::link(view.t("identity-break-glass-back"), "/identity/sign-in").secondary()))
}

fn coding(view: &View, wrong: Option<Refusal>) -> Page {
    let form = ui::Form::post(view.lang, KEY)
        .field(
            Field::text("code", view.t("identity-break-glass-code"))
                .hint(view.t("identity-break-glass-code-hint"))
                .autocomplete("off")
                .max_length(60)
                .error_if(fault(view, "code", wrong)),
        )
        .button(Button::submit(view.t("identity-break-glass-code-go")).icon(Icon::Key));
    whole(view, Page::new(view.t("identity-break-glass-key")).lead(view.t("identity-break-glass-key-lead")), wrong)
        .body(form)
}

fn fault(view: &View, field: &str, wrong: Option<Refusal>) -> Option<String> {
    wrong.filter(|wrong| wrong.field() == Some(field)).map(|wrong| said(view, wrong))
}

/// What is wrong with no field of the form's.
fn whole(view: &View, page: Page, wrong: Option<Refusal>) -> Page {
    match wrong.filter(|wrong| wrong.field().is_none()) {
        Some(wrong) => page.body(Notice::error(view.lang, said(view, wrong)).alert()),
        None => page,
    }
}

/// The page on which the key is touched. Not after a redirect: what the key is asked stands on it once.
fn touch(view: &View, page: Page, form: ui::Form, challenge: &Challenge, mark: &str) -> Response {
    let form = form
        .hidden("state", &challenge.state)
        .button(Button::submit(view.t("identity-break-glass-touch")).icon(Icon::Key))
        .note(view.t("identity-break-glass-touch-note"));
    let without = Html::without_scripts(Notice::error(view.lang, view.t("identity-break-glass-scripts")));
    let card = Card::new(view.t("identity-break-glass-touch-title")).body(without).body(form);
    let mut response = view.plain(StatusCode::OK, page.security_key().body(card));
    cookies::set_sign_in(&mut response, &view.ctx.config, mark);
    response
}
