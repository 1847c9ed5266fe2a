//! Planning a meeting, changing it, calling it off: what the association's office does.

use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use chrono::{DateTime, Days, Utc};
use chrono_tz::Europe::Stockholm;
use platform::{
    Caller, Ctx, Result, View,
    clock::local_date,
    extract::{Form, Path},
};
use serde::Deserialize;
use ui::{Button, Card, Explain, Field, Form as UiForm, Page, format};

use super::{
    common::{below, refusal},
    meeting::{back, path},
};
use crate::{
    councils,
    domain::{
        meeting::{FARTHEST_DAYS, NOTICE_DAYS, Plan, Written, time_of_day},
        refusal::Refusal,
    },
    meetings::{self, plan as planning},
};

/// A meeting as it was written.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Meeting {
    title: String,
    day: String,
    from: String,
    to: String,
    place: String,
    link: String,
}

impl Meeting {
    fn meant(&self, today: chrono::NaiveDate) -> Result<Plan, Refusal> {
        let written = Written {
            title: &self.title,
            day: self.day.trim().parse().ok(),
            from: time_of_day(&self.from),
            to: time_of_day(&self.to),
            place: &self.place,
            link: &self.link,
        };
        written.meant(today)
    }
}

pub(crate) async fn ask(
    State(ctx): State<Ctx>,
    view: View,
    caller: Caller,
    Path(council): Path<String>,
) -> Result<Response> {
    councils::seen(&ctx, &caller, &council).await?;
    let written = Meeting { from: "13.00".into(), to: "15.00".into(), ..Meeting::default() };
    Ok(view.page(planned(&view, &council, &written, None)))
}

pub(crate) async fn plan(
    State(ctx): State<Ctx>,
    view: View,
    caller: Caller,
    Path(council): Path<String>,
    Form(written): Form<Meeting>,
) -> Result<Response> {
    councils::seen(&ctx, &caller, &council).await?;
    let wrong = match written.meant(local_date(ctx.clock.now())) {
        Err(wrong) => wrong,
        Ok(meant) => {
            let across = ctx.store.across(&caller, "a meeting is planned").await?;
            let now = across.now();
            match planning::plan(&across, &council, meant, now).await {
                Ok(row) => {
                    across.commit().await?;
                    return Ok(back(&council, row.number, "planned"));
                }
                Err(failure) => failure.refusal()?,
            }
        }
    };
    Ok(view.refused(planned(&view, &council, &written, Some(&wrong))))
}

fn planned(view: &View, council: &str, written: &Meeting, wrong: Option<&Refusal>) -> Page {
    let form = form(view, &format!("/governance/councils/{council}/plan"), written, wrong)
        .button(Button::submit(view.t("governance-meeting-plan")))
        .note(view.t("governance-meeting-plan-note"));
    below(view, council, view.t("governance-meeting-plan"))
        .crumb(view.t("governance-meetings"), format!("/governance/councils/{council}/meetings"))
        .lead(view.ta("governance-meeting-plan-lead", &[("days", NOTICE_DAYS.into())]))
        .body(Card::new(view.t("governance-meeting-facts")).body(form))
        .body(Explain::new(view.lang, view.ta("governance-meeting-explain", &[("days", NOTICE_DAYS.into())])))
}

fn form(view: &View, action: &str, written: &Meeting, wrong: Option<&Refusal>) -> UiForm {
    let error = |field| wrong.filter(|wrong| wrong.field() == Some(field)).map(|wrong| refusal(view, wrong));
    let today = local_date(view.ctx.clock.now());
    let on = |days| today.checked_add_days(Days::new(days)).map(format::day).unwrap_or_default();
    let time = |name, key: &str| Field::text(name, view.t(key)).hint(view.t("governance-time-hint")).short();
    let mut form = UiForm::post(view.lang, action)
        .field(
            Field::text("title", view.t("governance-meeting-title"))
                .value(&written.title)
                .max_length(120)
                .error_if(error("title")),
        )
        .field(
            Field::date("day", view.t("governance-meeting-day"))
                .range(on(0), on(FARTHEST_DAYS))
                .value(&written.day)
                .error_if(error("day")),
        )
        .field(time("from", "governance-meeting-from").value(&written.from).error_if(error("from")))
        .field(time("to", "governance-meeting-to").value(&written.to))
        .field(
            Field::text("place", view.t("governance-column-place"))
                .hint(view.t("governance-place-hint"))
                .value(&written.place)
                .max_length(200)
                .optional()
                .error_if(error("place")),
        )
        .field(
            Field::text("link", view.t("governance-meeting-link"))
                .hint(view.t("governance-link-hint"))
                .value(&written.link)
                .max_length(200)
                .optional()
                .error_if(error("link")),
        );
    if let Some(wrong) = wrong.filter(|wrong| wrong.field().is_none()) {
        form = form.error(refusal(view, wrong));
    }
    form
}

pub(crate) async fn ask_change(
    State(ctx): State<Ctx>,
    view: View,
    caller: Caller,
    Path((council, number)): Path<(String, i64)>,
) -> Result<Response> {
    Ok(view.page(changing(&ctx, &view, &caller, (&council, number), None).await?))
}

pub(crate) async fn change(
    State(ctx): State<Ctx>,
    view: View,
    caller: Caller,
    Path((council, number)): Path<(String, i64)>,
    Form(written): Form<Meeting>,
) -> Result<Response> {
    let wrong = match written.meant(local_date(ctx.clock.now())) {
        Err(wrong) => wrong,
        Ok(meant) => {
            let across = ctx.store.across(&caller, "a meeting is changed").await?;
            let now = across.now();
            match planning::change(&across, &council, number, meant, now).await {
                Ok(_) => {
                    across.commit().await?;
                    return Ok(back(&council, number, "changed"));
                }
                Err(failure) => failure.refusal()?,
            }
        }
    };
    Ok(view.refused(changing(&ctx, &view, &caller, (&council, number), Some((written, wrong))).await?))
}

async fn changing(
    ctx: &Ctx,
    view: &View,
    caller: &Caller,
    (council, number): (&str, i64),
    wrong: Option<(Meeting, Refusal)>,
) -> Result<Page> {
    let read = ctx.store.read(caller.tenant()).await?;
    let row = meetings::whole(&read, council, number).await?.meeting;
    let (written, wrong) = if let Some((written, wrong)) = wrong {
        (written, Some(wrong))
    } else {
        let written = Meeting {
            title: row.title.clone(),
            day: local_date(row.begins_at).to_string(),
            from: clock(row.begins_at),
            to: clock(row.ends_at),
            place: row.place.clone(),
            link: row.link.clone().unwrap_or_default(),
        };
        (written, None)
    };
    let form = form(view, &format!("{}/edit", path(council, number)), &written, wrong.as_ref())
        .button(Button::submit(view.t("governance-meeting-save")))
        .note(view.t("governance-meeting-save-note"));
    Ok(inner(view, council, &row.title, number, "governance-meeting-edit")
        .lead(view.t(if row.noticed_at.is_some() { "governance-edit-lead-noticed" } else { "governance-edit-lead" }))
        .body(Card::new(view.t("governance-meeting-facts")).body(form)))
}

/// A time of day as the form takes it.
pub(super) fn clock(at: DateTime<Utc>) -> String {
    at.with_timezone(&Stockholm).format("%H.%M").to_string()
}

/// A page below a meeting.
pub(super) fn inner(view: &View, council: &str, title: &str, number: i64, key: &str) -> Page {
    below(view, council, view.t(key))
        .crumb(view.t("governance-meetings"), format!("/governance/councils/{council}/meetings"))
        .crumb(title, path(council, number))
}

pub(crate) async fn ask_cancel(
    State(ctx): State<Ctx>,
    view: View,
    caller: Caller,
    Path((council, number)): Path<(String, i64)>,
) -> Result<Response> {
    Ok(view.page(cancelling(&ctx, &view, &caller, &council, number, None).await?))
}

pub(crate) async fn cancel(
    State(ctx): State<Ctx>,
    view: View,
    caller: Caller,
    Path((council, number)): Path<(String, i64)>,
) -> Result<Response> {
    let across = ctx.store.across(&caller, "a meeting is called off").await?;
    let now = across.now();
    let wrong = match planning::cancel(&across, &council, number, now).await {
        Ok(()) => {
            across.commit().await?;
            return Ok(Redirect::to(&path(&council, number)).into_response());
        }
        Err(failure) => failure.refusal()?,
    };
    drop(across);
    Ok(view.refused(cancelling(&ctx, &view, &caller, &council, number, Some(wrong)).await?))
}

async fn cancelling(
    ctx: &Ctx,
    view: &View,
    caller: &Caller,
    council: &str,
    number: i64,
    wrong: Option<Refusal>,
) -> Result<Page> {
    let read = ctx.store.read(caller.tenant()).await?;
    let row = meetings::whole(&read, council, number).await?.meeting;
    let time = format::date_time(view.lang, row.begins_at);
    let mut form = UiForm::post(view.lang, format!("{}/cancel", path(council, number)))
        .button(Button::submit(view.t("governance-meeting-cancel")).danger())
        .button(Button::link(view.t("governance-meeting-keep"), path(council, number)).secondary());
    if let Some(wrong) = wrong {
        form = form.error(refusal(view, &wrong));
    }
    let words = [("title", (&row.title).into()), ("time", time.into())];
    Ok(inner(view, council, &row.title, number, "governance-meeting-cancel")
        .lead(view.ta("governance-cancel-lead", &words))
        .body(form))
}
