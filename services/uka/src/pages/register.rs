//! `/uka/register`: registering a young person, and why it can't be done.

use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use platform::{Caller, Ctx, Result, View, clock::local_date, extract::Form};
use ui::{Button, Card, Confirmation, Field, Form as UiForm, Notice, Page};
use uuid::Uuid;

use super::common::{Said, Sent, select};
use crate::{
    cases::{self, New},
    desk::Desk,
    domain::{
        codes::{self, Situation},
        number::PersonalNumber,
        refusal::Refusal,
    },
    failure::Failure,
};

pub(crate) async fn show(view: View) -> Result<Response> {
    Ok(view.page(page(&view, &Said::default(), None)))
}

pub(crate) async fn send(
    State(ctx): State<Ctx>,
    view: View,
    caller: Caller,
    Form(sent): Form<Sent>,
) -> Result<Response> {
    let mut said = Said::new("new", sent);
    let now = ctx.clock.now();
    let number = PersonalNumber::parse(said.get("number"), local_date(now));
    if let Err(wrong) = &number {
        said.errors.insert("number", view.t(&format!("uka-number-{}", wrong.code())));
    }
    let name = codes::name(said.get("name")).map(ToOwned::to_owned);
    if name.is_none() {
        said.errors.insert("name", view.t("uka-name-wrong"));
    }
    let situation = said.code(&view, "situation", Situation::parse);
    let (Ok(number), Some(name), Some(situation)) = (number, name, situation) else {
        return Ok(view.refused(page(&view, &said, None)));
    };
    let (resident, protected) = (said.get("resident") == "true", said.get("protected") == "true");
    let desk = Desk::open(&ctx, &caller).await?;
    let sees = desk.opens_protected();
    let new = New { number: &number, name: &name, situation, resident, protected };
    let result = cases::open(&desk, new).await;
    match desk.finish_new(&ctx, &caller, result).await {
        Ok(row) if row.protected && !sees => Ok(Redirect::to("/uka/registered").into_response()),
        Ok(row) => Ok(Redirect::to(&format!("/uka/youths/{}", row.id)).into_response()),
        Err(Failure::Failed(error)) => Err(error),
        Err(Failure::Refused(refused)) => {
            said.refuse(&view, &refused);
            let known = match refused {
                Refusal::AlreadyRegistered { youth } => Some(youth),
                _ => None,
            };
            Ok(view.refused(page(&view, &said, known)))
        }
    }
}

/// After registering somebody whom the one who did it may not open.
pub(crate) async fn done(view: View) -> Result<Response> {
    let done = Confirmation::new(view.lang, view.t("uka-registered-title"))
        .text(view.t("uka-registered-text"))
        .next_link(view.t("uka-back"), "/uka");
    Ok(view.page(Page::new(view.t("uka-registered")).crumb(view.t("service-uka"), "/uka").body(done)))
}

fn page(view: &View, said: &Said, known: Option<Uuid>) -> Page {
    let mut page =
        Page::new(view.t("uka-register")).crumb(view.t("service-uka"), "/uka").lead(view.t("uka-register-lead"));
    if let Some(known) = known {
        let there = Notice::warning(view.lang, view.t("uka-refusal-already-registered"))
            .link(view.t("uka-register-known"), format!("/uka/youths/{known}"));
        page = page.body(there);
    }
    let number = Field::text("number", view.t("uka-number")).hint(view.t("uka-number-hint")).max_length(20).short();
    let name = Field::text("name", view.t("uka-column-name")).max_length(100);
    let names: Vec<_> = Situation::ALL.iter().map(|code| code.name()).collect();
    let situation = select(view, "situation", "uka-column-situation", "situation", &names);
    // A checkbox has no value of its own: what was sent says whether it stays checked.
    let resident =
        Field::checkbox("resident", view.t("uka-resident"), said.form.is_empty() || said.get("resident") == "true")
            .error_if(said.errors.get("resident").cloned());
    let protected = Field::checkbox("protected", view.t("uka-protected-mark"), said.get("protected") == "true");
    let mut form = UiForm::post(view.lang, "/uka/register")
        .field(said.dress("new", "number", number, ""))
        .field(said.dress("new", "name", name, ""))
        .field(said.dress("new", "situation", situation, ""))
        .field(resident)
        .field(protected)
        .button(Button::submit(view.t("uka-register-button")))
        .button(Button::link(view.t("uka-cancel"), "/uka").secondary())
        .note(view.t("uka-register-note"));
    if let Some(whole) = &said.whole {
        form = form.error(whole);
    }
    page.body(Card::plain().body(form))
}
