//! `/governance/councils/{council}/meetings/{meeting}`: one meeting: time, agenda, who was there, what was decided, the minutes.

use std::collections::HashMap;

use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use platform::{
    Actor, Caller, Ctx, Result, View,
    clock::local_date,
    extract::{Form, Path, Query},
};
use sea_orm::{ColumnTrait, QueryFilter};
use serde::Deserialize;
use ui::{Actions, Badge, Button, Card, Facts, Form as UiForm, Html, Icon, Notice, Page, TextLink, format};

use super::{
    agenda::{Item, adding, agenda, subjects},
    common::{below, names, refusal},
    meeting_plan::clock,
    meetings::{place, state},
};
use crate::{
    councils,
    domain::{
        meeting::{Minutes, last_notice, quorate, quorum},
        refusal::Refusal,
    },
    entities::signature,
    meetings::{
        self, Whole,
        plan::{self, Subject},
        sign,
    },
    permissions::{MANAGE, VERIFY},
};

/// What was just done.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Done {
    done: String,
}

/// Words for what was done.
const DONE: [&str; 9] =
    ["planned", "changed", "listed", "unlisted", "noticed", "attended", "written", "sent", "signed"];

/// A meeting's address.
pub(super) fn path(council: &str, number: i64) -> String {
    format!("/governance/councils/{council}/meetings/{number}")
}

/// To the meeting, with what was done.
pub(super) fn back(council: &str, number: i64, done: &str) -> Response {
    Redirect::to(&format!("{}?done={done}", path(council, number))).into_response()
}

pub(crate) async fn show(
    State(ctx): State<Ctx>,
    view: View,
    caller: Caller,
    Path((council, number)): Path<(String, i64)>,
    Query(done): Query<Done>,
) -> Result<Response> {
    let done = DONE.into_iter().find(|known| *known == done.done);
    Ok(view.page(page(&ctx, &view, &caller, (&council, number), Item::default(), None, done).await?))
}

pub(crate) async fn list(
    State(ctx): State<Ctx>,
    view: View,
    caller: Caller,
    Path((council, number)): Path<(String, i64)>,
    Form(item): Form<Item>,
) -> Result<Response> {
    let across = ctx.store.across(&caller, "an agenda is written").await?;
    let now = across.now();
    let put = match Subject::parse(&item.subject) {
        Ok(subject) => plan::list(&across, (&council, number), &item.title, item.decides == "yes", subject, now).await,
        Err(wrong) => Err(wrong.into()),
    };
    let wrong = match put {
        Ok(_) => {
            across.commit().await?;
            return Ok(back(&council, number, "listed"));
        }
        Err(failure) => failure.refusal()?,
    };
    drop(across);
    Ok(view.refused(page(&ctx, &view, &caller, (&council, number), item, Some(wrong), None).await?))
}

/// Which item to take off.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Gone {
    item: i64,
}

pub(crate) async fn unlist(
    State(ctx): State<Ctx>,
    view: View,
    caller: Caller,
    Path((council, number)): Path<(String, i64)>,
    Form(gone): Form<Gone>,
) -> Result<Response> {
    let across = ctx.store.across(&caller, "an agenda is written").await?;
    let now = across.now();
    let wrong = match plan::unlist(&across, (&council, number), gone.item, now).await {
        Ok(()) => {
            across.commit().await?;
            return Ok(back(&council, number, "unlisted"));
        }
        Err(failure) => failure.refusal()?,
    };
    drop(across);
    Ok(view.refused(page(&ctx, &view, &caller, (&council, number), Item::default(), Some(wrong), None).await?))
}

pub(crate) async fn notice(
    State(ctx): State<Ctx>,
    view: View,
    caller: Caller,
    Path((council, number)): Path<(String, i64)>,
) -> Result<Response> {
    let across = ctx.store.across(&caller, "a notice is sent").await?;
    let now = across.now();
    let wrong = match plan::notice(&across, &council, number, now).await {
        Ok(()) => {
            across.commit().await?;
            return Ok(back(&council, number, "noticed"));
        }
        Err(failure) => failure.refusal()?,
    };
    drop(across);
    Ok(view.refused(page(&ctx, &view, &caller, (&council, number), Item::default(), Some(wrong), None).await?))
}

async fn page(
    ctx: &Ctx,
    view: &View,
    caller: &Caller,
    (council, number): (&str, i64),
    item: Item,
    wrong: Option<Refusal>,
    done: Option<&str>,
) -> Result<Page> {
    let names = names(ctx).await?;
    let read = ctx.store.read(caller.tenant()).await?;
    councils::seen_in(&read, caller, council, local_date(ctx.clock.now())).await?;
    let whole = meetings::whole(&read, council, number).await?;
    let row = &whole.meeting;
    let manages = caller.may(&MANAGE);
    let ahead = row.standing().is_ahead(view.ctx.clock.now()).is_ok();
    let own = if ahead {
        None
    } else {
        let own = read.find::<signature::Entity>().filter(signature::Column::Service.eq(council));
        own.filter(signature::Column::Meeting.eq(number)).one(read.db()).await?
    };
    let subjects = if manages && ahead { subjects(view, &read, council).await? } else { Vec::new() };
    drop(read);
    let mut page = below(view, council, &row.title)
        .crumb(view.t("governance-meetings"), format!("/governance/councils/{council}/meetings"))
        .lead(lead(view, &whole));
    if let Some(done) = done {
        page = page.body(Notice::good(view.lang, view.t(&format!("governance-done-{done}"))).alert());
    }
    let of_form = |wrong: &&Refusal| matches!(wrong.field(), Some("title" | "decides" | "subject"));
    if let Some(wrong) = wrong.as_ref().filter(|wrong| !of_form(wrong)) {
        page = page.body(Notice::error(view.lang, refusal(view, wrong)).alert());
    }
    if let Some(own) = own.filter(|own| own.signed_at.is_none() && caller.may(&VERIFY)) {
        let button = Button::link(view.t("governance-verify"), format!("/governance/signatures/{}", own.id));
        page = page.body(Actions::new().button(button.icon(Icon::UserCheck)));
    }
    if manages {
        page = page.body(office(view, &whole));
    }
    let agenda = Card::new(view.t("governance-agenda")).body(agenda(view, &whole, manages && ahead)).flush();
    page = page.body(Card::new(view.t("governance-meeting-facts")).body(facts(view, &whole))).body(agenda);
    if manages && ahead {
        let wrong = wrong.as_ref().filter(of_form);
        page = page.body(Card::new(view.t("governance-agenda-add")).body(adding(view, &whole, &item, subjects, wrong)));
    }
    minutes(ctx, view, page, &whole, &names).await
}

fn lead(view: &View, whole: &Whole) -> String {
    let row = &whole.meeting;
    let time = format::date_time(view.lang, row.begins_at);
    let key = match (row.cancelled_at.is_some(), Minutes::parse(&row.state), row.noticed_at.is_some()) {
        (true, ..) => "governance-meeting-lead-cancelled",
        (_, Minutes::Verified, _) => "governance-meeting-lead-verified",
        (_, Minutes::Verifying, _) => "governance-meeting-lead-verifying",
        _ if view.ctx.clock.now() >= row.begins_at => "governance-meeting-lead-held",
        (_, _, true) => "governance-meeting-lead-noticed",
        (_, _, false) => "governance-meeting-lead-planned",
    };
    view.ta(key, &[("time", time.into()), ("place", place(view, row).into())])
}

/// What the office does next: the notice first, then attendance and minutes.
fn office(view: &View, whole: &Whole) -> Html {
    let row = &whole.meeting;
    let (now, council, number) = (view.ctx.clock.now(), &row.service, row.number);
    let mut actions = Actions::new();
    if row.standing().is_ahead(now).is_ok() {
        let edit = Button::link(view.t("governance-meeting-edit"), format!("{}/edit", path(council, number)));
        let cancel = Button::link(view.t("governance-meeting-cancel"), format!("{}/cancel", path(council, number)));
        let actions = actions.button(edit.icon(Icon::Pencil).secondary()).button(cancel.icon(Icon::Trash).secondary());
        if row.noticed_at.is_some() {
            return actions.into();
        }
        let last = format::day_long(view.lang, last_notice(row.begins_at));
        let notice = UiForm::post(view.lang, format!("{}/notice", path(council, number)))
            .inline()
            .button(Button::submit(view.t("governance-notice-send")).icon(Icon::Send))
            .note(view.ta("governance-notice-note", &[("date", last.into())]));
        return Html::from(notice).with(actions);
    }
    if row.standing().may_write(now).is_ok() {
        let attendance = format!("/governance/councils/{council}/attendance/{number}");
        let minutes = format!("/governance/councils/{council}/minutes/{number}");
        let attended = row.chair.is_some();
        let attendance = Button::link(view.t("governance-attendance"), attendance).icon(Icon::Users);
        let minutes = Button::link(view.t("governance-minutes-write"), minutes).icon(Icon::Pencil);
        actions = actions.button(if attended { attendance.secondary() } else { attendance }).button(if attended {
            minutes
        } else {
            minutes.secondary()
        });
    }
    actions.into()
}

fn facts(view: &View, whole: &Whole) -> Facts {
    let row = &whole.meeting;
    let time = format!("{}–{}", format::date_time(view.lang, row.begins_at), clock(row.ends_at));
    let mut facts = Facts::new()
        .row(view.t("governance-column-state"), Html::from(state(view, row)))
        .row(view.t("governance-column-begins"), time)
        .row(view.t("governance-column-place"), place(view, row));
    if let Some(link) = &row.link {
        facts = facts.row(view.t("governance-meeting-link"), Html::from(TextLink::new(link, link.as_str())));
    }
    let notice = if let Some(at) = row.noticed_at {
        view.ta("governance-notice-sent", &[("time", format::date_time(view.lang, at).into())])
    } else {
        let last = format::day_long(view.lang, last_notice(row.begins_at));
        view.ta("governance-notice-due", &[("date", last.into())])
    };
    facts.row(view.t("governance-notice"), notice)
}

/// Who was there, what the minutes say, and who has verified them.
async fn minutes(
    ctx: &Ctx,
    view: &View,
    mut page: Page,
    whole: &Whole,
    names: &HashMap<String, String>,
) -> Result<Page> {
    let row = &whole.meeting;
    let name = |tenant: &str| names.get(tenant).cloned().unwrap_or_else(|| tenant.to_owned());
    if row.seats > 0 {
        let mut there: Vec<String> = whole.present.iter().map(|tenant| name(tenant)).collect();
        there.sort_by_key(|name| format::collation_key(name));
        let present = i64::try_from(there.len()).unwrap_or(i64::MAX);
        let badge = if quorate(present, row.seats) {
            Badge::good(view.t("governance-quorate")).icon(Icon::Check)
        } else {
            Badge::error(view.t("governance-not-quorate")).icon(Icon::Warning)
        };
        let counted = [("present", present.into()), ("seats", row.seats.into()), ("needed", quorum(row.seats).into())];
        let words = Html::from(badge).with(format!(" {}", view.ta("governance-present-of", &counted)));
        let mut facts = Facts::new().row(view.t("governance-quorum"), words);
        for (key, who) in [("governance-chair", &row.chair), ("governance-verifier", &row.verifier)] {
            if let Some(who) = who {
                facts = facts.row(view.t(key), name(who));
            }
        }
        let card = Card::new(view.t("governance-attendance")).body(facts).body(Html::paragraph(there.join(", ")));
        page = page.body(card);
    }
    if !row.is_told() {
        return Ok(page);
    }
    // Signatures are their municipalities' own; the council sees who has signed.
    let across = ctx.store.across_read(Actor::System("signatures")).await?;
    let signed = sign::both(&across, &row.service, row.number).await?;
    let mut facts = Facts::new();
    for one in signed {
        let who = name(&one.tenant);
        let words = match (one.name, one.signed_at) {
            (Some(person), Some(at)) => {
                let time = format::date_time(view.lang, at);
                let values = [("person", person.into()), ("municipality", who.into()), ("time", time.into())];
                view.ta("governance-signed", &values)
            }
            _ => view.ta("governance-not-signed", &[("municipality", who.into())]),
        };
        facts = facts.row(view.t(&format!("governance-{}", one.part)), words);
    }
    let card = Card::new(view.t("governance-minutes")).body(paragraphs(&row.minutes)).body(facts);
    Ok(page.body(card))
}

/// A text with its paragraphs.
pub(super) fn paragraphs(text: &str) -> Html {
    text.split('\n').map(str::trim).filter(|line| !line.is_empty()).map(Html::paragraph).collect()
}
