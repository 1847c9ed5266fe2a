//! One connection: what to enter at the provider, what a trial found, and switching it on.

use axum::response::{IntoResponse, Redirect, Response};
use contracts::Assurance;
use platform::{
    Caller, Result, View,
    extract::{Form, Path},
};
use saml::{Scopes, names};
use serde::Deserialize;
use ui::{Button, Card, Code, Facts, Field, Html, Icon, Notice, Page, minute_tag};
use uuid::Uuid;

use super::{
    connections::badge,
    federation::said_of,
    people::word,
    rules::{self as section, Section},
};
use crate::{
    connections::{
        self, Failure,
        refresh::{self, Told},
    },
    domain::{
        connection::{Protocol, Refusal, State},
        mapping::Wish,
    },
    entities::connection::Model,
    outside::Fault,
    permissions::CONNECTING,
    rules, saml_keys,
    sign_in::{
        start::callback,
        trial::{Part, Report},
    },
    sign_out,
};

pub async fn show(view: View, caller: Caller, Path(id): Path<Uuid>) -> Result<Response> {
    let row = connections::find(&view.ctx, &caller, id).await?;
    let rows = rules::list(&view.ctx, &caller, id).await?;
    let section = Section { rows: &rows, wish: &Wish::default(), wrong: &[] };
    Ok(view.page(page(&view, &caller, &row, &section, Wrong::Nothing)))
}

/// What of the connection itself was not changed, and why.
#[derive(Debug)]
pub(super) enum Wrong {
    Nothing,
    Rule(Refusal),
    /// What was pasted as its provider's metadata.
    Metadata(String, Fault),
}

/// What the switch is set to.
#[derive(Debug, Deserialize)]
pub struct Switch {
    state: String,
}

pub async fn switch(view: View, caller: Caller, Path(id): Path<Uuid>, Form(to): Form<Switch>) -> Result<Response> {
    let done = connections::switch(&view.ctx, &caller, id, to.state == State::Live.name()).await;
    answer(&view, &caller, id, done, &format!("/identity/connections/{id}")).await
}

/// The scopes as they are to be.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Own {
    scopes: String,
}

pub async fn scope(view: View, caller: Caller, Path(id): Path<Uuid>, Form(own): Form<Own>) -> Result<Response> {
    let done = connections::scope(&view.ctx, &caller, id, &own.scopes).await;
    answer(&view, &caller, id, done, &format!("/identity/connections/{id}")).await
}

/// The provider's metadata, where they are pasted: what lies at an address is asked for there.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Newer {
    #[serde(default)]
    metadata: String,
}

pub async fn renew(view: View, caller: Caller, Path(id): Path<Uuid>, Form(new): Form<Newer>) -> Result<Response> {
    match refresh::now(&view.ctx, &caller, id, &new.metadata).await? {
        Ok(()) => Ok(Redirect::to(&format!("/identity/connections/{id}#metadata")).into_response()),
        Err(fault) => refused(&view, &caller, id, Wrong::Metadata(new.metadata, fault)).await,
    }
}

pub async fn remove(view: View, caller: Caller, Path(id): Path<Uuid>) -> Result<Response> {
    let done = connections::remove(&view.ctx, &caller, id).await;
    answer(&view, &caller, id, done, "/identity/connections").await
}

async fn answer(view: &View, caller: &Caller, id: Uuid, done: Result<(), Failure>, then: &str) -> Result<Response> {
    match done {
        Ok(()) => Ok(Redirect::to(then).into_response()),
        Err(failure) => refused(view, caller, id, Wrong::Rule(failure.refusal()?)).await,
    }
}

async fn refused(view: &View, caller: &Caller, id: Uuid, wrong: Wrong) -> Result<Response> {
    let row = connections::find(&view.ctx, caller, id).await?;
    let rows = rules::list(&view.ctx, caller, id).await?;
    let section = Section { rows: &rows, wish: &Wish::default(), wrong: &[] };
    Ok(view.refused(page(view, caller, &row, &section, wrong)))
}

/// The page.
pub(super) fn page(view: &View, caller: &Caller, row: &Model, rules: &Section<'_>, wrong: Wrong) -> Page {
    let report = row.report.as_deref().and_then(|text| serde_json::from_str::<Report>(text).ok());
    let state = State::named(&row.state);
    let mut page = Page::new(row.label.clone()).crumb(view.t("identity-connections"), "/identity/connections").lead(
        view.t(&format!("identity-connection-lead-{}{}", state.name(), if row.outside { "-outside" } else { "" })),
    );
    if let Wrong::Rule(refusal) = &wrong {
        let text = view.t(&format!("identity-{}", platform::Rule::code(refusal)));
        page = page.body(Notice::error(view.lang, text).alert());
    }
    if let Some(why) = &row.missing {
        page = page.body(missing(view, row, why));
    }
    if let Some(code) = &row.fault {
        let detail = row.fault_detail.as_deref().map(Code::prose).unwrap_or_default();
        let text = format!("{} {}", view.t("identity-connection-fault"), said_of(view, code));
        page = page.body(Notice::warning(view.lang, text).body(detail));
    }
    page = page.body(Card::new(view.t("identity-connection-there")).id("there").body(there(view, row)));
    page =
        page.body(Card::new(view.t("identity-connection-trial")).id("trial").body(trial(view, row, report.as_ref())));
    if caller.may(&CONNECTING) && !row.outside {
        page = page.body(Card::new(view.t("identity-connection-own-scopes")).id("scopes").body(scopes(view, row)));
    }
    if let Some(told) = refresh::source(row).filter(|_| caller.may(&CONNECTING)) {
        page = page.body(
            Card::new(view.t("identity-connection-newer")).id("metadata").body(metadata(view, row, told, &wrong)),
        );
    }
    if caller.may(&CONNECTING) {
        page = page.body(Card::new(view.t("identity-connection-use")).id("use").body(uses(view, row, state)));
    }
    if !row.outside {
        return page.body(section::section(view, caller, row.id, rules));
    }
    // Whoever comes from outside has what she was invited to, and nothing by a rule.
    rules
        .wrong
        .iter()
        .fold(page, |page, _| page.body(Notice::error(view.lang, view.t("identity-rule-outside")).alert()))
}

/// The federation tells nothing of the provider that could be used.
fn missing(view: &View, row: &Model, why: &str) -> Notice {
    let end = row
        .metadata_until
        .map(|end| Html::text(&view.t("identity-connection-missing-until")).with(" ").with(minute_tag(end)));
    Notice::warning(view.lang, view.t("identity-connection-missing-provider"))
        .body(Html::paragraph(said_of(view, why)).with(end.unwrap_or_default()))
}

/// What the provider's administrator has to enter there.
fn there(view: &View, row: &Model) -> Html {
    let facts = Facts::new()
        .row(view.t("identity-connections-state"), badge(view, row))
        .row(view.t("identity-connections-protocol"), view.t(&format!("identity-protocol-{}", row.protocol)))
        .row(view.t("identity-connections-provider"), Code::word(&row.issuer));
    let facts = if row.outside {
        facts.row(view.t("identity-connection-for"), view.t("identity-connections-outside"))
    } else {
        facts
    };
    let facts = match Protocol::named(&row.protocol) {
        Some(Protocol::Saml) => saml(view, row, facts),
        _ => oidc(view, row, facts),
    };
    Html::paragraph(view.t("identity-connection-there-text")).with(facts)
}

fn oidc(view: &View, row: &Model, facts: Facts) -> Facts {
    let proof = if row.secret_sealed.is_some() {
        Html::from(view.t("identity-connection-by-secret"))
    } else {
        let keys = format!("{}/api/identity/v1/jwks", view.ctx.config.http.origin());
        Html::from(view.t("identity-connection-by-key")).with(" ").with(Code::word(&keys))
    };
    let levels = [Assurance::Loa2, Assurance::Loa3].map(Assurance::acr).join(" ");
    facts
        .row(view.t("identity-connection-redirect"), Code::word(&callback(view)))
        .row(view.t("identity-connection-left"), Code::word(&sign_out::left_address(&view.ctx)))
        .row(
            view.t("identity-connection-back-channel"),
            Code::word(&sign_out::back_channel_address(&view.ctx, &row.id.to_string())),
        )
        .row(view.t("identity-connections-client_id"), Code::word(row.client_id.as_deref().unwrap_or_default()))
        .row(view.t("identity-connection-proof"), proof)
        .row(view.t("identity-connection-scopes"), Code::word("openid profile email"))
        .row(view.t("identity-connection-levels"), Code::word(&levels))
}

fn saml(view: &View, row: &Model, facts: Facts) -> Facts {
    let ctx = &view.ctx;
    let mut proof = view.t("identity-connection-signs");
    if row.encrypted {
        proof = format!("{proof} {}", view.t("identity-connection-encrypted"));
    }
    let facts = facts
        .row(view.t("identity-connection-entity"), Code::word(&saml_keys::entity_id(ctx)))
        .row(view.t("identity-connection-acs"), Code::word(&saml_keys::acs(ctx)))
        .row(view.t("identity-connection-slo"), Code::word(&sign_out::slo_address(ctx)))
        .row(view.t("identity-connection-proof"), proof)
        .row(view.t("identity-connection-attributes"), Code::word("displayName mail eduPersonPrincipalName"))
        .row(view.t("identity-connection-levels"), Code::word(&[names::LOA2, names::LOA3].join(" ")));
    // What is kept could be read when it was.
    let Ok(described) = connections::described(row) else { return facts };
    let scopes = match &described.scopes {
        Scopes::Vouched(these) | Scopes::DeclaredAmong(these) => these.iter().cloned().collect::<Vec<_>>(),
        Scopes::Declared => described.provider.scopes.clone(),
    };
    let scopes = if scopes.is_empty() {
        Html::from(view.t("identity-connection-declared-none"))
    } else {
        Code::word(&scopes.join(" "))
    };
    let facts = facts.row(view.t("identity-connection-declared"), scopes);
    let facts = match (row.federation, row.metadata_until) {
        (Some(_), Some(until)) => facts.row(view.t("identity-connection-told-until"), minute_tag(until)),
        _ => facts,
    };
    match described.provider.first_certificate_ends() {
        Some(ends) => facts.row(view.t("identity-connection-certificates"), minute_tag(ends)),
        None => facts,
    }
}

fn trial(view: &View, row: &Model, report: Option<&Report>) -> Html {
    let Some(report) = report else { return Html::paragraph(view.t("identity-connection-untried-text")) };
    let names = |parts: &[Part]| parts.iter().map(|part| view.t(part.text())).collect::<Vec<_>>().join(", ");
    let mut facts = Facts::new().row(view.t("identity-connection-tried"), minute_tag(report.at));
    let notice = if let Some(stopped) = &report.stopped {
        facts = facts
            .row(view.t("identity-failed-step"), view.t(&stopped.step))
            .row(view.t("identity-connection-reason"), Code::word(&stopped.code));
        if !stopped.detail.is_empty() {
            facts = facts.row(view.t("identity-connection-detail"), Code::word(&stopped.detail));
        }
        Notice::error(view.lang, view.t("identity-connection-stopped"))
    } else {
        facts = facts.row(view.t("identity-connection-arrived"), names(&report.arrived));
        if let Some(level) = &report.assurance {
            facts = facts.row(view.t("identity-connection-level"), level.to_uppercase());
        }
        let roles: Vec<String> = report.roles.iter().map(|grant| word(view, grant)).collect();
        let roles = if roles.is_empty() { view.t("identity-trial-no-roles") } else { roles.join(", ") };
        facts = facts.row(view.t("identity-trial-roles"), roles);
        if !report.missing.is_empty() {
            facts = facts.row(view.t("identity-connection-missing"), names(&report.missing));
        }
        if !report.unused.is_empty() {
            let names = Code::word(&report.unused.join(" "));
            let names =
                if report.cut { names.with(" ").with(Html::text(&view.t("identity-trial-cut"))) } else { names };
            facts = facts.row(view.t("identity-trial-unused"), names);
        }
        let changed = row.tried_at.is_none_or(|tried| tried < row.changed_at);
        let text = if changed { "identity-connection-changed" } else { "identity-connection-well" };
        Notice::good(view.lang, view.t(text))
    };
    Html::from(notice).with(facts)
}

/// Which of the provider's people are the organisation's.
fn scopes(view: &View, row: &Model) -> ui::Form {
    ui::Form::post(view.lang, format!("/identity/connections/{}/scopes", row.id))
        .field(
            Field::text("scopes", view.t("identity-connections-scopes"))
                .hint(view.t("identity-connections-scopes-hint"))
                .value(&row.scopes)
                .optional(),
        )
        .button(Button::submit(view.t("identity-connection-own-scopes-save")).secondary())
        .note(view.t("identity-connection-own-scopes-note"))
}

/// Newer metadata, as when the provider's key is changed.
fn metadata(view: &View, row: &Model, told: Told<'_>, wrong: &Wrong) -> Html {
    let mut facts = Facts::new();
    if let Told::At(address) = told {
        facts = facts.row(view.t("identity-connection-newer-at"), Code::word(address));
    }
    if let Some(at) = row.asked_at {
        facts = facts.row(view.t("identity-connection-newer-asked"), minute_tag(at));
    }
    let form = ui::Form::post(view.lang, format!("/identity/connections/{}/metadata", row.id));
    let form = match told {
        Told::At(_) => form
            .inline()
            .button(Button::submit(view.t("identity-connection-newer-ask")).secondary().icon(Icon::Download)),
        Told::Pasted => {
            let (written, fault) = match wrong {
                Wrong::Metadata(written, fault) => (written.as_str(), Some(said_of(view, fault.code))),
                Wrong::Nothing | Wrong::Rule(_) => ("", None),
            };
            let field = Field::textarea("metadata", view.t("identity-connection-newer-new"), 4)
                .hint(view.t("identity-connection-newer-hint"))
                .value(written)
                .error_if(fault);
            form.field(field).button(Button::submit(view.t("identity-connection-newer-save")).secondary())
        }
    };
    Html::paragraph(view.t("identity-connection-newer-text")).with(facts).with(form)
}

fn uses(view: &View, row: &Model, state: State) -> Html {
    let at = |what: &str| format!("/identity/connections/{}/{what}", row.id);
    let button = |what: &str, button: Button| ui::Form::post(view.lang, at(what)).inline().button(button);
    let turn = |to: State, key: &str, icon: Icon| {
        let press = Button::submit(view.t(key)).icon(icon);
        let press = if to == State::Live { press } else { press.secondary() };
        ui::Form::post(view.lang, at("switch")).inline().hidden("state", to.name()).button(press)
    };
    // A link, since the policy of our pages lets no form lead to another site.
    let attempt = ui::url("/identity/start", &[("provider", &row.id.to_string()), ("trial", "on")]);
    let attempt = Button::link(view.t("identity-connection-try"), attempt).secondary().icon(Icon::Flask);
    let html = Html::paragraph(view.t("identity-connection-use-text")).with(attempt);
    if state == State::Live {
        return html.with(turn(State::Off, "identity-connection-switch-off", Icon::Lock));
    }
    html.with(turn(State::Live, "identity-connection-switch-on", Icon::Check))
        .with(button("remove", Button::submit(view.t("identity-connection-remove")).danger()))
}
