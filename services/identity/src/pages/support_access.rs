//! Support access as the organisation sees it: who has asked to see its data and why, what it has answered, and ending it.

use axum::response::{IntoResponse, Redirect, Response};
use chrono::{DateTime, Utc};
use platform::{
    Caller, Result, View,
    extract::{Form, Path, Query},
    listing::{Col, List, Pairs, Saved},
};
use serde::Deserialize;
use ui::{Button, Card, Cell, Facts, Html, Icon, Notice, Page, minute_tag};
use uuid::Uuid;

use super::support::{badge, chosen, said, steps, wanted};
use crate::{
    domain::support::{Refusal, Step},
    entities::support::{self as row, Column, Model},
    permissions::{ANSWER_SUPPORT, END_SUPPORT},
    support,
};

const PATH: &str = "/identity/support-access";

pub async fn list(view: View, caller: Caller, Query(pairs): Query<Pairs>) -> Result<Response> {
    let list = described(&view, view.ctx.clock.now());
    let asked = list.read(&pairs)?;
    let read = view.ctx.store.read(caller.tenant()).await?;
    let found = asked.find(chosen(read.find::<row::Entity>(), &asked), Column::Id, read.db()).await?;
    let saved = Saved::of(&read, &view, &caller, PATH).await?;
    let drawn = Page::new(view.t("identity-support-access")).lead(view.t("identity-support-access-lead"));
    list.respond(asked, found, saved, |list| drawn.body(list)).await
}

fn described(view: &View, now: DateTime<Utc>) -> List<'_, Model> {
    List::new(view, PATH, view.t("identity-support-access-list"))
        .file("supportatkomst")
        .start("-asked")
        .filter(steps(view))
        .empty(Icon::Lock, view.t("identity-support-access-none"))
        .column(
            Col::text("who", view.t("identity-support-who"), |row: &Model| row.name.clone())
                .cell(|row| Cell::link(&row.name, format!("{PATH}/{}", row.id))),
        )
        .column(Col::text("wanted", view.t("identity-support-what"), move |row: &Model| wanted(view, row)))
        .column(Col::text("reason", view.t("identity-support-reason"), |row: &Model| row.reason.clone()))
        .column(Col::time("asked", view.t("identity-support-asked"), |row: &Model| row.asked_at).sort(Column::AskedAt))
        .column(Col::time("until", view.t("identity-support-until"), |row: &Model| row.until).sort(Column::Until))
        .column(
            Col::text("step", view.t("identity-support-step"), move |row: &Model| {
                view.t(&format!("identity-support-step-{}", support::stands(row, now).name()))
            })
            .cell(move |row| Cell::badge(badge(view, row, now))),
        )
}

pub async fn show(view: View, caller: Caller, Path(id): Path<Uuid>) -> Result<Response> {
    Ok(view.page(page(&view, &caller, id, None).await?))
}

/// What the organisation says.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    answer: String,
}

pub async fn answer(view: View, caller: Caller, Path(id): Path<Uuid>, Form(sent): Form<Answer>) -> Result<Response> {
    done(&view, &caller, id, support::answer(&view.ctx, &caller, id, sent.answer == "yes").await).await
}

pub async fn end(view: View, caller: Caller, Path(id): Path<Uuid>) -> Result<Response> {
    done(&view, &caller, id, support::end(&view.ctx, &caller, id).await).await
}

async fn done(view: &View, caller: &Caller, id: Uuid, what: Result<(), support::Failure>) -> Result<Response> {
    match what {
        Ok(()) => Ok(Redirect::to(&format!("{PATH}/{id}")).into_response()),
        Err(failure) => {
            let wrong = failure.refusal()?;
            Ok(view.refused(page(view, caller, id, Some(wrong)).await?))
        }
    }
}

async fn page(view: &View, caller: &Caller, id: Uuid, wrong: Option<Refusal>) -> Result<Page> {
    let (row, answered) = support::find(&view.ctx, caller, id).await?;
    let now = view.ctx.clock.now();
    let step = support::stands(&row, now);
    let lead = view.t(&format!("identity-support-access-{}", step.name()));
    let title = view.ta("identity-support-access-title", &[("name", (&row.name).into())]);
    let mut page = Page::new(title).crumb(view.t("identity-support-access"), PATH).lead(lead);
    if let Some(wrong) = wrong {
        page = page.body(Notice::error(view.lang, said(view, wrong)).alert());
    }
    page = page.body(Card::new(view.t("identity-support-reason")).body(Html::paragraph(&row.reason)));
    page = page.body(Card::new(view.t("identity-support-facts")).body(facts(view, &row, answered, now)));
    let page = match step {
        Step::Asked if row.person == caller.session().actor => {
            page.body(Notice::info(view.lang, view.t("identity-support-own")))
        }
        Step::Asked if caller.may(&ANSWER_SUPPORT) => {
            page.body(Card::new(view.t("identity-support-access-answer")).body(answers(view, &row)))
        }
        Step::Given if caller.may(&END_SUPPORT) => {
            let form = ui::Form::post(view.lang, format!("{PATH}/{id}/end"))
                .button(Button::submit(view.t("identity-support-access-end")).danger())
                .note(view.t("identity-support-access-end-note"));
            page.body(Card::new(view.t("identity-support-access-end-title")).body(form))
        }
        _ => page,
    };
    Ok(page)
}

fn facts(view: &View, row: &Model, answered: Option<String>, now: DateTime<Utc>) -> Facts {
    let mut facts = Facts::new()
        .row(view.t("identity-support-step"), badge(view, row, now))
        .row(view.t("identity-support-who"), view.ta("identity-support-from", &[("name", (&row.name).into())]))
        .row(view.t("identity-support-what"), wanted(view, row))
        .row(view.t("identity-support-asked"), minute_tag(row.asked_at));
    if let Some(at) = row.answered_at {
        let by = answered.map(|name| Html::text(&view.ta("identity-person-by", &[("name", name.into())])));
        facts = facts.row(view.t("identity-support-answered"), minute_tag(at).with(" ").with(by.unwrap_or_default()));
    } else {
        facts = facts.row(view.t("identity-support-answer-by"), minute_tag(row.answer_by));
    }
    if let Some(until) = row.until {
        facts = facts.row(view.t("identity-support-until"), minute_tag(until));
    }
    match row.ended_at {
        Some(at) => facts.row(view.t("identity-support-ended"), minute_tag(at)),
        None => facts,
    }
}

fn answers(view: &View, row: &Model) -> Html {
    let say = |answer: &str, button: Button| {
        let form = ui::Form::post(view.lang, format!("{PATH}/{}/answer", row.id)).inline();
        Html::from(form.hidden("answer", answer).button(button))
    };
    let yes = view.ta("identity-support-access-yes", &[("hours", row.hours.into())]);
    Html::paragraph(view.t("identity-support-access-text"))
        .with(say("yes", Button::submit(yes).icon(Icon::Check)))
        .with(say("no", Button::submit(view.t("identity-support-access-no")).secondary()))
}
