//! What the office writes after a meeting: who was there, what was decided, the minutes.

use axum::{extract::State, response::Response};
use platform::{
    Actor, Caller, Ctx, Error, Result, View,
    clock::local_date,
    extract::{Form, Path},
};
use ui::{Button, Card, Choice, Field, Form as UiForm, Html, Notice, Page, format};

use super::{
    common::{names, refusal},
    meeting::back,
    meeting_plan::inner,
};
use crate::{
    councils,
    domain::{
        meeting::{quorate, quorum},
        refusal::Refusal,
    },
    meetings::{
        self, Whole,
        minutes::{self, Attendance, Text},
    },
};

type Fields = Vec<(String, String)>;

/// Reads the fields of attendance; nothing else may be sent.
fn attendance_of(fields: Fields) -> Result<Attendance> {
    let mut written = Attendance::default();
    for (name, value) in fields {
        match name.as_str() {
            "present" => written.present.push(value),
            "chair" => written.chair = value,
            "verifier" => written.verifier = value,
            _ => return Err(Error::invalid(&name, "is no field of attendance")),
        }
    }
    Ok(written)
}

pub(crate) async fn ask_attendance(
    State(ctx): State<Ctx>,
    view: View,
    caller: Caller,
    Path((council, number)): Path<(String, i64)>,
) -> Result<Response> {
    Ok(view.page(attending(&ctx, &view, &caller, (&council, number), None).await?))
}

pub(crate) async fn attend(
    State(ctx): State<Ctx>,
    view: View,
    caller: Caller,
    Path((council, number)): Path<(String, i64)>,
    Form(fields): Form<Fields>,
) -> Result<Response> {
    let written = attendance_of(fields)?;
    let across = ctx.store.across(&caller, "attendance is taken").await?;
    let now = across.now();
    let wrong = match minutes::attend(&across, (&council, number), written.clone(), now).await {
        Ok(()) => {
            across.commit().await?;
            return Ok(back(&council, number, "attended"));
        }
        Err(failure) => failure.refusal()?,
    };
    drop(across);
    Ok(view.refused(attending(&ctx, &view, &caller, (&council, number), Some((written, wrong))).await?))
}

async fn attending(
    ctx: &Ctx,
    view: &View,
    caller: &Caller,
    (council, number): (&str, i64),
    wrong: Option<(Attendance, Refusal)>,
) -> Result<Page> {
    let read = ctx.store.read(caller.tenant()).await?;
    let whole = meetings::whole(&read, council, number).await?;
    drop(read);
    let (row, names) = (&whole.meeting, names(ctx).await?);
    let across = ctx.store.across_read(Actor::System("register")).await?;
    let register = councils::register(&across, council, local_date(row.begins_at)).await?;
    drop(across);
    let (written, wrong) = if let Some((written, wrong)) = wrong {
        (written, Some(wrong))
    } else {
        let known = |who: &Option<String>| who.clone().unwrap_or_default();
        let (chair, verifier) = (known(&row.chair), known(&row.verifier));
        (Attendance { present: whole.present.clone(), chair, verifier }, None)
    };
    let mut seats: Vec<(String, String)> = register
        .into_iter()
        .map(|seat| (names.get(&seat.tenant).cloned().unwrap_or_else(|| seat.tenant.clone()), seat.tenant))
        .collect();
    seats.sort_by_key(|(name, _)| format::collation_key(name));
    let error = |field| wrong.as_ref().filter(|wrong| wrong.field() == Some(field)).map(|wrong| refusal(view, wrong));
    let choose = || seats.iter().map(|(name, tenant)| Choice::new(tenant, name)).collect::<Vec<_>>();
    let there = seats
        .iter()
        .map(|(name, tenant)| Choice::new(tenant, name).chosen(written.present.iter().any(|one| one == tenant)));
    let needed = quorum(i64::try_from(seats.len()).unwrap_or(i64::MAX));
    let mut form = UiForm::post(view.lang, format!("/governance/councils/{council}/attendance/{number}"))
        .field(
            Field::select("chair", view.t("governance-chair"), choose())
                .hint(view.t("governance-chair-hint"))
                .value(&written.chair)
                .optional(),
        )
        .field(
            Field::select("verifier", view.t("governance-verifier"), choose())
                .hint(view.t("governance-verifier-hint"))
                .value(&written.verifier)
                .optional()
                .error_if(error("verifier")),
        )
        .field(
            Field::checkboxes("present", view.t("governance-present"), there)
                .hint(view.ta("governance-present-hint", &[("needed", needed.into()), ("seats", seats.len().into())]))
                .error_if(error("present")),
        )
        .button(Button::submit(view.t("governance-attendance-save")));
    if let Some(wrong) = wrong.as_ref().filter(|wrong| wrong.field().is_none()) {
        form = form.error(refusal(view, wrong));
    }
    Ok(inner(view, council, &row.title, number, "governance-attendance")
        .lead(view.t("governance-attendance-lead"))
        .body(Card::new(view.t("governance-attendance-card")).body(form)))
}

/// Reads the fields of minutes: `minutes`, `decision-3` and `then`; nothing else may be sent.
fn text_of(fields: Fields) -> Result<(Text, bool)> {
    let (mut text, mut send) = (Text::default(), false);
    for (name, value) in fields {
        match (name.as_str(), name.strip_prefix("decision-").and_then(|number| number.parse().ok())) {
            ("minutes", _) => text.minutes = value,
            ("then", _) => send = value == "send",
            (_, Some(position)) => text.decisions.push((position, value)),
            _ => return Err(Error::invalid(&name, "is no field of minutes")),
        }
    }
    Ok((text, send))
}

pub(crate) async fn ask_minutes(
    State(ctx): State<Ctx>,
    view: View,
    caller: Caller,
    Path((council, number)): Path<(String, i64)>,
) -> Result<Response> {
    Ok(view.page(writing(&ctx, &view, &caller, (&council, number), None).await?))
}

pub(crate) async fn write(
    State(ctx): State<Ctx>,
    view: View,
    caller: Caller,
    Path((council, number)): Path<(String, i64)>,
    Form(fields): Form<Fields>,
) -> Result<Response> {
    let (text, send) = text_of(fields)?;
    let across = ctx.store.across(&caller, "minutes are written").await?;
    let now = across.now();
    let wrong = match minutes::write(&across, (&council, number), text.clone(), send, now).await {
        Ok(()) => {
            across.commit().await?;
            return Ok(back(&council, number, if send { "sent" } else { "written" }));
        }
        Err(failure) => failure.refusal()?,
    };
    drop(across);
    Ok(view.refused(writing(&ctx, &view, &caller, (&council, number), Some((text, wrong))).await?))
}

async fn writing(
    ctx: &Ctx,
    view: &View,
    caller: &Caller,
    (council, number): (&str, i64),
    wrong: Option<(Text, Refusal)>,
) -> Result<Page> {
    let read = ctx.store.read(caller.tenant()).await?;
    let whole = meetings::whole(&read, council, number).await?;
    drop(read);
    let row = &whole.meeting;
    let (written, wrong) = match wrong {
        Some((written, wrong)) => (Some(written), Some(wrong)),
        None => (None, None),
    };
    let mut form = UiForm::post(view.lang, format!("/governance/councils/{council}/minutes/{number}"));
    if let Some(wrong) = wrong.as_ref().filter(|wrong| wrong.field() != Some("minutes")) {
        form = form.error(refusal(view, wrong));
    }
    form = decisions(view, &whole, written.as_ref(), form);
    let minutes = written.map_or_else(|| row.minutes.clone(), |written| written.minutes);
    let on_text = wrong.filter(|wrong| wrong.field() == Some("minutes")).map(|wrong| refusal(view, &wrong));
    let form = form
        .field(
            Field::textarea("minutes", view.t("governance-minutes"), 14)
                .hint(view.t("governance-minutes-hint"))
                .max_length(20_000)
                .value(minutes)
                .error_if(on_text),
        )
        .button(Button::submit(view.t("governance-minutes-send")).value("then", "send"))
        .button(Button::submit(view.t("governance-minutes-save")).value("then", "save").secondary())
        .note(view.t("governance-minutes-note"));
    let mut page =
        inner(view, council, &row.title, number, "governance-minutes-write").lead(view.t("governance-minutes-lead"));
    if let Some(reason) = &row.returned {
        let words = view.ta("governance-returned", &[("reason", reason.into())]);
        page = page.body(Notice::warning(view.lang, words));
    }
    let present = i64::try_from(whole.present.len()).unwrap_or(i64::MAX);
    if row.noticed_at.is_none() || !quorate(present, row.seats) {
        let key = if row.noticed_at.is_none() { "governance-no-notice" } else { "governance-no-quorum" };
        page = page.body(Notice::warning(view.lang, view.t(key)));
    }
    Ok(page.body(Card::new(view.t("governance-minutes")).body(form)))
}

/// A field for each item that was to be decided.
fn decisions(view: &View, whole: &Whole, written: Option<&Text>, mut form: UiForm) -> UiForm {
    for (item, number) in whole.agenda.iter().zip(1..) {
        let label = view.ta("governance-item-number", &[("number", number.into()), ("title", (&item.title).into())]);
        if !item.decides {
            form = form.html(Html::paragraph(view.ta("governance-item-no-decision", &[("item", label.into())])));
            continue;
        }
        let named = |written: &Text| {
            written.decisions.iter().find(|(at, _)| *at == item.position).map(|(_, text)| text.clone())
        };
        let value = written.map_or_else(|| item.decision.clone(), named).unwrap_or_default();
        let label = view.ta("governance-decision-on", &[("item", label.into())]);
        let field = Field::textarea(format!("decision-{}", item.position), label, 3).value(value).optional();
        form = form.field(field.max_length(2000));
    }
    form
}
