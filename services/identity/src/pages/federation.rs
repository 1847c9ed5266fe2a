//! One federation: how it stands, whose signature is believed, and switching it off.

use axum::response::{IntoResponse, Redirect, Response};
use platform::{
    Caller, Result, View,
    extract::{Form, Path},
};
use serde::Deserialize;
use ui::{Button, Card, Code, Facts, Html, Icon, Notice, Page, minute_tag};
use uuid::Uuid;

use super::federations::{LIST, badge, certificates, said};
use crate::{
    domain::{
        connection::State,
        federation::{Kind, Refusal},
    },
    entities::federation::Model,
    federations,
    permissions::FEDERATING,
};

pub async fn show(view: View, caller: Caller, Path(id): Path<Uuid>) -> Result<Response> {
    Ok(view.page(page(&view, &caller, id, None, &[]).await?))
}

/// The certificates as they are to be.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Certificates {
    certificates: String,
}

pub async fn certify(
    view: View,
    caller: Caller,
    Path(id): Path<Uuid>,
    Form(sent): Form<Certificates>,
) -> Result<Response> {
    match federations::certify(&view.ctx, &caller, id, &sent.certificates).await {
        Ok(()) => back(id),
        Err(failure) => {
            let wrong = failure.refusal()?;
            Ok(view.refused(page(&view, &caller, id, Some(&sent.certificates), &[wrong]).await?))
        }
    }
}

pub async fn ask(view: View, caller: Caller, Path(id): Path<Uuid>) -> Result<Response> {
    federations::ask(&view.ctx, &caller, id).await?;
    back(id)
}

/// What the switch is set to.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Switch {
    state: String,
}

pub async fn switch(view: View, caller: Caller, Path(id): Path<Uuid>, Form(to): Form<Switch>) -> Result<Response> {
    federations::switch(&view.ctx, &caller, id, to.state == State::Live.name()).await?;
    back(id)
}

pub async fn remove(view: View, caller: Caller, Path(id): Path<Uuid>) -> Result<Response> {
    match federations::remove(&view.ctx, &caller, id).await {
        Ok(()) => Ok(Redirect::to(LIST).into_response()),
        Err(failure) => {
            let wrong = failure.refusal()?;
            Ok(view.refused(page(&view, &caller, id, None, &[wrong]).await?))
        }
    }
}

#[expect(clippy::unnecessary_wraps, reason = "handlers end with it")]
fn back(id: Uuid) -> Result<Response> {
    Ok(Redirect::to(&format!("{LIST}/{id}")).into_response())
}

async fn page(view: &View, caller: &Caller, id: Uuid, written: Option<&str>, wrong: &[Refusal]) -> Result<Page> {
    let (row, connected) = federations::find(&view.ctx, caller, id).await?;
    let mut page = Page::new(&row.name).crumb(view.t("identity-federations"), LIST).lead(lead(view, &row));
    for refusal in wrong.iter().filter(|refusal| refusal.field().is_none()) {
        page = page.body(Notice::error(view.lang, said(view, *refusal)).alert());
    }
    if let Some(notice) = fault(view, &row) {
        page = page.body(notice);
    }
    page = page.body(Card::new(view.t("identity-federation-facts")).body(facts(view, &row, connected)));
    if caller.may(&FEDERATING) {
        let form = ui::Form::post(view.lang, format!("{LIST}/{id}/certificates"))
            .field(certificates(view, written.unwrap_or(&row.certificates), wrong))
            .button(Button::submit(view.t("identity-federation-certify")).secondary())
            .note(view.t("identity-federation-certify-note"));
        page = page
            .body(Card::new(view.t("identity-federation-certificates")).id("certificates").body(form))
            .body(Card::new(view.t("identity-federation-use")).id("use").body(uses(view, &row, connected)));
    }
    Ok(page)
}

fn lead(view: &View, row: &Model) -> String {
    let ended = row.valid_until.is_some_and(|until| until <= view.ctx.clock.now());
    let key = match (row.live, row.fetched_at.is_some() && !ended, row.fault.is_some()) {
        (false, ..) => "identity-federation-lead-off",
        (true, true, false) => "identity-federation-lead-good",
        (true, true, true) => "identity-federation-lead-failing",
        (true, false, _) => "identity-federation-lead-unusable",
    };
    view.t(key)
}

/// Why nothing was taken the last time.
fn fault(view: &View, row: &Model) -> Option<Notice> {
    let code = row.fault.as_deref().filter(|_| row.live)?;
    let text = said_of(view, code);
    let detail = row.fault_detail.as_deref().map(Code::prose).unwrap_or_default();
    Some(Notice::error(view.lang, text).body(detail))
}

/// What a fault says, for the office and for administrators.
pub fn said_of(view: &View, code: &str) -> String {
    let key = format!("identity-fault-{code}");
    let known = view.ctx.site.texts.has(view.lang, &key);
    view.t(if known { &key } else { "identity-fault-other" })
}

fn facts(view: &View, row: &Model, connected: u64) -> Facts {
    let never = || Html::text(&view.t("identity-federation-never"));
    let number = |count: i64| count.to_string();
    let mut facts = Facts::new()
        .row(view.t("identity-federation-state"), badge(view, row))
        .row(view.t("identity-federation-kind"), view.t(&format!("identity-federation-kind-{}", row.kind)))
        .row(view.t("identity-federation-address"), Code::word(&row.address))
        .row(view.t("identity-federation-fetched"), row.fetched_at.map_or_else(never, minute_tag));
    if let Some(until) = row.valid_until {
        facts = facts.row(view.t("identity-federation-until"), minute_tag(until));
    }
    if row.live {
        facts = facts.row(view.t("identity-federation-next"), minute_tag(row.next_at));
    }
    if Kind::named(&row.kind) == Some(Kind::List) {
        facts = facts
            .row(view.t("identity-federation-providers"), number(row.providers))
            .row(view.t("identity-federation-passed-over"), number(row.passed_over));
    }
    if let Some(probe) = &row.probe {
        facts = facts.row(view.t("identity-federation-probe"), Code::word(probe));
    }
    if let Some(authority) = &row.authority {
        facts = facts.row(view.t("identity-federation-authority"), Code::word(authority));
    }
    if let Some(signed_by) = &row.signed_by {
        facts = facts.row(view.t("identity-federation-signed-by"), signed_by);
    }
    facts
        .row(view.t("identity-federation-believed"), believed(view, row))
        .row(view.t("identity-federation-connected"), connected.to_string())
}

/// Each certificate with what it is compared by.
fn believed(view: &View, row: &Model) -> Html {
    let one = |(subject, fingerprint): (String, String)| {
        let fingerprint = view.ta("identity-federation-fingerprint", &[("fingerprint", fingerprint.into())]);
        Html::paragraph(subject).with(Code::word(&fingerprint))
    };
    federations::told_apart(&row.certificates).into_iter().map(one).collect()
}

fn uses(view: &View, row: &Model, connected: u64) -> Html {
    let button = |what: &str, button: Button| {
        ui::Form::post(view.lang, format!("{LIST}/{}/{what}", row.id)).inline().button(button)
    };
    let turn = |to: State, button: Button| {
        ui::Form::post(view.lang, format!("{LIST}/{}/switch", row.id))
            .inline()
            .hidden("state", to.name())
            .button(button)
    };
    let mut html = Html::paragraph(view.ta("identity-federation-use-text", &[("count", connected.into())]));
    html = if row.live {
        html.with(button("ask", Button::submit(view.t("identity-federation-ask")).icon(Icon::Download))).with(turn(
            State::Off,
            Button::submit(view.t("identity-federation-switch-off")).secondary().icon(Icon::Lock),
        ))
    } else {
        html.with(turn(State::Live, Button::submit(view.t("identity-federation-switch-on")).icon(Icon::Check)))
    };
    if connected == 0 {
        html = html.with(button("remove", Button::submit(view.t("identity-federation-remove")).danger()));
    }
    html
}
