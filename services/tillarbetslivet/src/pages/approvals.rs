//! Who approves a placement from outside, on the coordinator's page of it: invited, reminded, withdrawn.

use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use platform::{
    Caller, Ctx, Result, View,
    extract::{Form, Path},
};
use serde::Deserialize;
use ui::{
    Actions, Badge, Button, Card, Cell, Choice, Column, Confirmation, Empty, Field, Form as UiForm, Html, Icon, Notice,
    Page, Table, minute_tag,
};
use uuid::Uuid;

use super::{common::refusal, placement};
use crate::{
    domain::{
        approval::{Party, Step},
        placing::Refusal,
    },
    entities::party,
    failure::{Failure, finish},
    inviting::{self, Host, Link, Reminded, party_of, side},
};

/// What the form sends.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Sent {
    party: String,
    address: String,
}

pub(crate) async fn invite(
    State(ctx): State<Ctx>,
    view: View,
    caller: Caller,
    Path(id): Path<Uuid>,
    Form(sent): Form<Sent>,
) -> Result<Response> {
    let host = Host { organisation: &caller.session().organisation, contact: &caller.session().name };
    let party = Party::parse(&sent.party).unwrap_or(Party::Employer);
    let tx = ctx.store.begin(&caller).await?;
    let result = inviting::invite((&ctx, &tx), id, (party, &sent.address), host).await;
    match finish(&ctx, &caller, tx, ("invitation", &id.to_string()), result).await {
        Ok(link) => Ok(view.page(made(&view, &link))),
        Err(Failure::Failed(error)) => Err(error),
        Err(Failure::Refused(why)) => placement::refused(&view, &caller, id, (why, &sent)).await,
    }
}

pub(crate) async fn remind(
    State(ctx): State<Ctx>,
    view: View,
    caller: Caller,
    Path(id): Path<Uuid>,
) -> Result<Response> {
    let tx = ctx.store.begin(&caller).await?;
    let result = inviting::remind((&ctx, &tx), id, &caller.session().organisation).await;
    match finish(&ctx, &caller, tx, ("reminder", &id.to_string()), result).await {
        Ok(Reminded::Anew(link)) => Ok(view.page(made(&view, &link))),
        Ok(Reminded::Written(placement)) => Ok(back(placement)),
        Err(Failure::Failed(error)) => Err(error),
        Err(Failure::Refused(why)) => {
            let row = ctx.store.read(caller.tenant()).await?.get::<party::Entity>(id).await?;
            placement::refused(&view, &caller, row.placement, (why, &Sent::default())).await
        }
    }
}

pub(crate) async fn withdraw(State(ctx): State<Ctx>, caller: Caller, Path(id): Path<Uuid>) -> Result<Response> {
    let tx = ctx.store.begin(&caller).await?;
    let placement = inviting::withdraw(&tx, id).await?;
    tx.commit().await?;
    Ok(back(placement))
}

fn back(placement: Uuid) -> Response {
    Redirect::to(&format!("/tillarbetslivet/placements/{placement}")).into_response()
}

/// Not after a redirect: the link stands on this one page and nowhere else.
fn made(view: &View, link: &Link) -> Page {
    let text = if link.mailed { "tillarbetslivet-link-mailed" } else { "tillarbetslivet-link-text" };
    let until = ui::format::minute(link.row.until);
    let receipt = Confirmation::new(view.lang, view.t(&format!("tillarbetslivet-link-made-{}", link.party.name())))
        .reference(view.t("tillarbetslivet-link"), &link.url)
        .text(view.ta(text, &[("until", until.into())]))
        .next_link(
            view.t("tillarbetslivet-receipt-see"),
            format!("/tillarbetslivet/placements/{}", link.row.placement),
        );
    Page::new(view.t("tillarbetslivet-link-title"))
        .crumb(view.t("service-tillarbetslivet"), "/tillarbetslivet")
        .body(Notice::warning(view.lang, view.t("tillarbetslivet-link-once")))
        .body(receipt)
}

/// Those who were invited, and inviting one more. `may`: whether whoever looks places pupils; `open`: whether anything can still be
/// approved.
pub(super) fn section(
    view: &View,
    rows: &[party::Model],
    (id, may, open): (Uuid, bool, bool),
    tried: Option<(&Refusal, &Sent)>,
) -> Card {
    let now = view.ctx.clock.now();
    let waiting = inviting::waiting(rows, now);
    let card = Card::new(view.t("tillarbetslivet-approvals"))
        .id("approvals")
        .body(Html::paragraph(view.t(&format!("tillarbetslivet-approvals-{}", waiting.name()))));
    let card = if rows.is_empty() { card } else { card.body(table(view, rows, may && open)) };
    // Whoever is invited first is the employer, and then a guardian.
    let invited = rows
        .iter()
        .any(|row| party_of(row) == Party::Employer && !matches!(side(row, now).step, Step::Withdrawn | Step::Lapsed));
    let next = if invited { Party::Guardian } else { Party::Employer };
    if may && open { card.body(form(view, id, next, tried)) } else { card }
}

fn table(view: &View, rows: &[party::Model], may: bool) -> Table {
    let now = view.ctx.clock.now();
    let word = |key: &str| Column::text(view.t(&format!("tillarbetslivet-approvals-{key}")));
    let mut table = Table::new(view.lang, view.t("tillarbetslivet-approvals-list"))
        .caption_hidden()
        .column(word("who"))
        .column(word("step"))
        .column(word("when"))
        .empty(Empty::new(Icon::Users, view.t("tillarbetslivet-approvals-nobody")));
    if may {
        table = table.column(word("act"));
    }
    for row in rows {
        let step = side(row, now).step;
        let when = match step {
            Step::Approved => row.approved_at,
            Step::Accepted => row.accepted_at,
            Step::Withdrawn => row.withdrawn_at,
            Step::Invited | Step::Lapsed => Some(row.until),
        };
        let cells = [
            Cell::text(who(view, row)),
            Cell::badge(badge(view, step)),
            when.map_or_else(Cell::empty, |at| Cell::from(minute_tag(at))),
        ];
        table = if may { table.row(cells.into_iter().chain([acts(view, row, step)])) } else { table.row(cells) };
    }
    table
}

/// `Arbetsgivare, Ellis Exempel`.
fn who(view: &View, row: &party::Model) -> String {
    let party = view.t(&format!("role-{}", party_of(row).name()));
    match &row.name {
        Some(name) => format!("{party}, {name}"),
        None => party,
    }
}

/// How far somebody has come, as a word with an icon.
pub(super) fn badge(view: &View, step: Step) -> Badge {
    let word = view.t(&format!("tillarbetslivet-step-{}", step.name()));
    match step {
        Step::Approved => Badge::good(word).icon(Icon::Check),
        Step::Accepted | Step::Invited => Badge::warning(word).icon(Icon::Clock),
        Step::Lapsed => Badge::warning(word),
        Step::Withdrawn => Badge::neutral(word).icon(Icon::Minus),
    }
}

fn acts(view: &View, row: &party::Model, step: Step) -> Cell {
    if step == Step::Withdrawn {
        return Cell::empty();
    }
    let party = [("party", view.t(&format!("role-{}", party_of(row).name())).to_lowercase().into())];
    let to = |what: &str| UiForm::post(view.lang, format!("/tillarbetslivet/invitations/{}/{what}", row.id)).inline();
    let remind = match step {
        Step::Accepted if row.address_sealed.is_some() => Some("tillarbetslivet-remind"),
        Step::Invited | Step::Lapsed => Some("tillarbetslivet-link-anew"),
        _ => None,
    };
    let remind = remind.map(|key| to("reminder").button(Button::submit(view.ta(key, &party)).secondary().small()));
    let withdraw = Button::submit(view.ta("tillarbetslivet-withdraw", &party)).danger().small();
    let actions = remind.into_iter().fold(Actions::new(), Actions::button);
    Html::from(actions.button(to("withdrawal").button(withdraw))).into()
}

fn form(view: &View, id: Uuid, next: Party, tried: Option<(&Refusal, &Sent)>) -> UiForm {
    let sent = tried.map(|(_, sent)| sent.clone()).unwrap_or_default();
    let chosen = Party::parse(&sent.party).unwrap_or(next);
    let choices = Party::ALL.map(|party| {
        let note = view.t(&format!("tillarbetslivet-invite-{}", party.name()));
        Choice::new(party.name(), view.t(&format!("role-{}", party.name()))).note(note)
    });
    let wrong = tried.filter(|(why, _)| why.field() == Some("address")).map(|(why, _)| refusal(view, why));
    UiForm::post(view.lang, format!("/tillarbetslivet/placements/{id}/invitations"))
        .field(Field::radios("party", view.t("tillarbetslivet-invite-whom"), choices).value(chosen.name()))
        .field(
            Field::email("address", view.t("tillarbetslivet-invite-address"))
                .hint(view.t("tillarbetslivet-invite-address-hint"))
                .value(&sent.address)
                .optional()
                .error_if(wrong),
        )
        .button(Button::submit(view.t("tillarbetslivet-invite")).icon(Icon::Send))
        .note(view.t("tillarbetslivet-invite-note"))
}
