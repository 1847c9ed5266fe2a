//! `/tillarbetslivet/new`: the coordinator enters what an employer offers. The law's hours are checked, and a refusal names the rule.

use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use platform::{Caller, Ctx, Result, View, extract::Form};
use ui::{Button, Card, Choice, Explain, Field, Form as UiForm, Page};

use super::{common::refusal, sent::Sent};
use crate::{
    domain::{
        hours::{Hours, Kind, Weekdays, parse_time},
        offer::{Draft, Schools},
    },
    failure::{Failure, finish},
    offering,
};

const PATH: &str = "/tillarbetslivet/new";
/// A day that the law allows to all.
const USUAL: &[(&str, &str)] = &[
    ("kind", "prao"),
    ("seats", "1"),
    ("days", "mon"),
    ("days", "tue"),
    ("days", "wed"),
    ("days", "thu"),
    ("days", "fri"),
    ("starts", "08:00"),
    ("ends", "15:00"),
    ("pause", "60"),
    ("minAge", "13"),
];

pub(crate) async fn show(view: View) -> Result<Response> {
    Ok(view.page(page(&view, &Sent::of(USUAL))))
}

pub(crate) async fn send(
    State(ctx): State<Ctx>,
    view: View,
    caller: Caller,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let mut sent = Sent::new(fields);
    if let Some(draft) = draft(&view, &mut sent) {
        let tx = ctx.store.begin(&caller).await?;
        let result = offering::offer(&tx, &draft).await;
        match finish(&ctx, &caller, tx, ("offer", "-"), result).await {
            Ok(row) => {
                return Ok(Redirect::to(&format!("/tillarbetslivet/offers/{}", row.id)).into_response());
            }
            Err(Failure::Failed(error)) => return Err(error),
            Err(Failure::Refused(refused)) => match refused.field() {
                Some(field) => sent.wrong(field, refusal(&view, &refused)),
                None => sent.refused = Some(refusal(&view, &refused)),
            },
        }
    }
    Ok(view.refused(page(&view, &sent)))
}

/// What was written, if it can be read; else says by each field what is wrong.
fn draft(view: &View, sent: &mut Sent) -> Option<Draft> {
    let number = |text: &str| text.trim().parse::<i32>().ok().filter(|number| (0..=10_000).contains(number));
    let day = |text: &str| text.trim().parse().ok();
    let wrong = |key: &str| view.t(&format!("tillarbetslivet-wrong-{key}"));
    let kind = sent.read("kind", Kind::parse, wrong("kind"));
    let seats = sent.read("seats", number, view.t("tillarbetslivet-refusal-seats-out-of-range"));
    let (first, last) = (sent.read("first", day, wrong("first")), sent.read("last", day, wrong("last")));
    let starts = sent.read("starts", parse_time, wrong("starts"));
    let ends = sent.read("ends", parse_time, wrong("ends"));
    let pause = sent.read("pause", number, wrong("pause"));
    let min_age = sent.read("minAge", number, wrong("age"));
    let days = Weekdays::parse(sent.all("days"));
    if days.is_none() {
        sent.wrong("days", view.t("tillarbetslivet-refusal-no-days"));
    }
    Some(Draft {
        kind: kind?,
        employer: sent.get("employer").into(),
        workplace: sent.get("workplace").into(),
        tasks: sent.get("tasks").into(),
        seats: seats?,
        first: first?,
        last: last?,
        hours: Hours { days: days?, starts: starts?, ends: ends?, pause: pause? },
        min_age: min_age?,
        schools: Schools::parse(sent.get("schools")),
        assessed: sent.get("assessed") == "true",
    })
}

fn page(view: &View, sent: &Sent) -> Page {
    let mut form = fields(view, sent)
        .button(Button::submit(view.t("tillarbetslivet-offer-save")))
        .button(Button::link(view.t("tillarbetslivet-cancel"), "/tillarbetslivet/offers").secondary());
    if let Some(refused) = &sent.refused {
        form = form.error(refused.clone());
    }
    Page::new(view.t("tillarbetslivet-offer-add"))
        .crumb(view.t("service-tillarbetslivet"), "/tillarbetslivet")
        .lead(view.t("tillarbetslivet-offer-add-lead"))
        .body(Card::plain().body(form))
        .body(
            Explain::new(view.lang, view.t("tillarbetslivet-hours-rule"))
                .title(view.t("tillarbetslivet-hours-rule-title")),
        )
}

fn fields(view: &View, sent: &Sent) -> UiForm {
    let word = |key: &str| view.t(&format!("tillarbetslivet-field-{key}"));
    let done = |field: Field, name: &str| field.value(sent.get(name)).error_if(sent.error(name));
    let kinds = Kind::ALL.map(|kind| {
        let name = kind.name();
        let label = view.t(&format!("tillarbetslivet-kind-{name}"));
        Choice::new(name, label)
            .note(view.t(&format!("tillarbetslivet-kind-note-{name}")))
            .chosen(sent.get("kind") == name)
    });
    let days = Weekdays::NAMES.map(|day| {
        Choice::new(day, view.t(&format!("tillarbetslivet-day-{day}"))).chosen(sent.all("days").any(|one| one == day))
    });
    let text = |name: &'static str| done(Field::text(name, word(name)).max_length(100), name);
    let day = |name: &'static str| done(Field::date(name, word(name)), name);
    let number = |name: &'static str| done(Field::number(name, word(name)), name);
    let clock = |name: &'static str| done(Field::text(name, word(name)).short().max_length(5), name);
    UiForm::post(view.lang, PATH)
        .field(Field::radios("kind", word("kind"), kinds).error_if(sent.error("kind")))
        .field(text("employer"))
        .field(text("workplace").hint(word("workplace-hint")))
        .field(done(Field::textarea("tasks", word("tasks"), 2).max_length(500), "tasks").hint(word("tasks-hint")))
        .field(number("seats"))
        .field(day("first"))
        .field(day("last"))
        .field(Field::checkboxes("days", word("days"), days).error_if(sent.error("days")))
        .field(clock("starts").hint(word("time-hint")))
        .field(clock("ends"))
        .field(number("pause"))
        .field(number("minAge").hint(word("minAge-hint")))
        .field(
            done(Field::text("schools", word("schools")).max_length(500), "schools")
                .hint(word("schools-hint"))
                .optional(),
        )
        .field(
            Field::checkbox("assessed", word("assessed"), sent.get("assessed") == "true")
                .error_if(sent.error("assessed")),
        )
}
