//! The emergency accounts as those see them who run the installation: how each stands, when they were opened and why, and sealing one.

use axum::response::{IntoResponse, Redirect, Response};
use platform::{
    Caller, Result, View,
    extract::{Form, Query},
    listing::{Col, List, Pairs, Saved},
};
use serde::Deserialize;
use ui::{Badge, Button, Card, Choice, Facts, Field, Grid, Html, Icon, Notice, Page, minute_tag};

use super::break_glass::said;
use crate::{
    break_glass::{self, stands},
    domain::break_glass::{self as rules, NUMBERS, Refusal, State},
    entities::{
        account,
        opening::{Column, Entity, Model},
    },
    people,
    permissions::SEAL_BREAK_GLASS,
};

const PATH: &str = "/identity/break-glass/accounts";
/// Why the door across organisations is opened.
const WHY: &str = "the emergency accounts are listed";

/// What the form sends.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sent {
    #[serde(default)]
    account: String,
    #[serde(default)]
    seal: String,
}

pub async fn show(view: View, caller: Caller, Query(pairs): Query<Pairs>) -> Result<Response> {
    page(&view, &caller, None, &pairs).await
}

pub async fn seal(view: View, caller: Caller, Form(sent): Form<Sent>) -> Result<Response> {
    let plan = rules::number(&sent.account).and_then(|number| Ok((number, rules::seal(&sent.seal)?)));
    let refusal = match plan {
        Ok((number, seal)) => match break_glass::seal(&view.ctx, &caller, number, seal).await {
            Ok(()) => return Ok(Redirect::to(PATH).into_response()),
            Err(failure) => failure.refusal()?,
        },
        Err(refusal) => refusal,
    };
    page(&view, &caller, Some((&sent, refusal)), &Pairs::new()).await
}

async fn page(view: &View, caller: &Caller, wrong: Option<(&Sent, Refusal)>, pairs: &Pairs) -> Result<Response> {
    let list = described(view);
    let asked = list.read(pairs)?;
    let across = view.ctx.store.across(caller, WHY).await?;
    let rows = break_glass::all(&across).await?;
    let mut cards = Grid::new();
    for number in NUMBERS {
        let row = rows.iter().find(|row| row.number == number);
        let by = match row.and_then(|row| row.sealed_by) {
            Some(person) => people::called(&across, caller.tenant(), person).await?,
            None => None,
        };
        cards = cards.item(card(view, number, row, by));
    }
    let found = asked.find(across.find::<Entity>(), Column::Id, across.db()).await?;
    let saved = Saved::of(&across.tenant(caller.tenant()), view, caller, PATH).await?;
    across.commit().await?;
    let mut drawn =
        Page::new(view.t("identity-break-glass-accounts")).lead(view.t("identity-break-glass-accounts-lead"));
    if let Some((_, refusal)) = wrong.filter(|(_, refusal)| refusal.field().is_none()) {
        drawn = drawn.body(Notice::error(view.lang, said(view, refusal)).alert());
    }
    drawn = drawn.body(cards);
    if rows.iter().any(|row| row.passkey.is_some()) && caller.may(&SEAL_BREAK_GLASS) {
        let form = form(view, &rows, wrong);
        drawn = drawn.body(Card::new(view.t("identity-break-glass-seal-title")).id("seal").body(form));
    }
    if wrong.is_some() {
        return Ok(view.refused(drawn.body(list.html(&asked, &found, &saved))));
    }
    list.respond(asked, found, saved, |list| drawn.body(list)).await
}

fn described(view: &View) -> List<'_, Model> {
    List::new(view, PATH, view.t("identity-break-glass-openings"))
        .file("nodkonton")
        .start("-opened")
        .empty(Icon::Key, view.t("identity-break-glass-never"))
        .column(Col::text("account", view.t("identity-break-glass-account"), |row: &Model| {
            break_glass::name(row.number)
        }))
        .column(
            Col::time("opened", view.t("identity-break-glass-opened"), |row: &Model| row.opened_at)
                .sort(Column::OpenedAt),
        )
        .column(Col::time("until", view.t("identity-break-glass-until"), |row: &Model| row.until).sort(Column::Until))
        .column(Col::text("reason", view.t("identity-break-glass-why"), |row: &Model| row.reason.clone()))
}

fn card(view: &View, number: i32, row: Option<&account::Model>, by: Option<String>) -> Card {
    let state = row.map_or(State::Empty, stands);
    let text = view.t(&format!("identity-break-glass-{}", state.name()));
    let badge = match state {
        State::Empty => Badge::neutral(text),
        State::Unsealed => Badge::warning(text).icon(Icon::Alert),
        State::Sealed => Badge::good(text).icon(Icon::Lock),
    };
    let mut facts = Facts::new().row(view.t("identity-break-glass-state"), badge);
    if let Some(at) = row.and_then(|row| row.keyed_at) {
        facts = facts.row(view.t("identity-break-glass-keyed"), minute_tag(at));
    }
    if let Some((seal, at)) = row.and_then(|row| row.seal.as_ref().zip(row.sealed_at)) {
        let by = by.map(|name| Html::text(&view.ta("identity-person-by", &[("name", name.into())])));
        facts = facts
            .row(view.t("identity-break-glass-sealed-at"), minute_tag(at).with(" ").with(by.unwrap_or_default()))
            .row(view.t("identity-break-glass-seal"), seal.as_str());
    }
    let card = Card::new(break_glass::name(number)).body(facts);
    match state {
        State::Empty => card.body(Html::paragraph(view.ta("identity-break-glass-how", &[("number", number.into())]))),
        State::Unsealed | State::Sealed => card,
    }
}

fn form(view: &View, rows: &[account::Model], wrong: Option<(&Sent, Refusal)>) -> ui::Form {
    let fault = |field: &str| {
        wrong.filter(|(_, refusal)| refusal.field() == Some(field)).map(|(_, refusal)| said(view, refusal))
    };
    let sent = wrong.map(|(sent, _)| sent);
    let choices = rows.iter().filter(|row| row.passkey.is_some()).map(|row| {
        let number = row.number.to_string();
        let chosen = sent.is_some_and(|sent| sent.account.trim() == number);
        Choice::new(number, break_glass::name(row.number)).chosen(chosen)
    });
    ui::Form::post(view.lang, PATH)
        .field(Field::radios("account", view.t("identity-break-glass-account"), choices).error_if(fault("account")))
        .field(
            Field::text("seal", view.t("identity-break-glass-seal-new"))
                .hint(view.t("identity-break-glass-seal-hint"))
                .max_length(200)
                .value(sent.map_or("", |sent| &sent.seal))
                .error_if(fault("seal")),
        )
        .button(Button::submit(view.t("identity-break-glass-seal-go")).icon(Icon::Lock))
        .note(view.t("identity-break-glass-seal-note"))
}
