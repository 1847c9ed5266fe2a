//! `/tillarbetslivet/own`: what an employer or a guardian was invited to, and approving it. She sees of a pupil the school's code and the
//! grade, and nothing of anybody else's placement.

use std::time::Duration;

use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use platform::{
    Caller, Ctx, Result, View,
    clock::local_date,
    extract::{Path, Query},
};
use serde::Deserialize;
use ui::{
    Badge, Button, Card, Cell, Column, Confirmation, Empty, Facts, Form as UiForm, Html, Icon, Notice, Page, Table,
    format,
};
use uuid::Uuid;

use super::common::{day_told, period, place, refusal, unbroken};
use crate::{
    approving::{self, Own},
    domain::{
        approval::{self as rules, Party, Side, Step},
        placing::Refusal,
    },
    failure::{Failure, finish},
    inviting::{PAGE, party_of, side},
    permissions::APPROVE,
};

/// For how long the word that somebody has come in is waited for: identity tells it when it lets her in, and she is here at once.
const LOOKS: u32 = 40;
const BETWEEN: Duration = Duration::from_millis(100);

/// By which invitation she came, right after signing in.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Came {
    invitation: String,
}

pub(crate) async fn list(
    State(ctx): State<Ctx>,
    view: View,
    caller: Caller,
    Query(came): Query<Came>,
) -> Result<Response> {
    let came: Option<Uuid> = came.invitation.parse().ok();
    if let Some(id) = came
        && arrived(&ctx, &caller, id).await?
    {
        return Ok(Redirect::to(&format!("{PAGE}/{id}")).into_response());
    }
    let read = ctx.store.read(caller.tenant()).await?;
    let own = approving::all(&read, caller.session().actor, ctx.clock.now()).await?;
    let count = i64::try_from(own.len()).unwrap_or(i64::MAX);
    let mut page =
        Page::new(view.t("tillarbetslivet-own")).lead(view.ta("tillarbetslivet-own-lead", &[("count", count.into())]));
    if came.is_some() {
        page = page.body(
            Notice::info(view.lang, view.t("tillarbetslivet-own-arriving"))
                .link(view.t("tillarbetslivet-own-again"), view.path.clone()),
        );
    }
    Ok(view.page(page.body(Card::new(view.t("tillarbetslivet-own")).flush().body(table(&view, &own)))))
}

/// Whether the invitation is known to be hers by now.
async fn arrived(ctx: &Ctx, caller: &Caller, id: Uuid) -> Result<bool> {
    for look in 0..LOOKS {
        if look > 0 {
            tokio::time::sleep(BETWEEN).await;
        }
        let read = ctx.store.read(caller.tenant()).await?;
        match approving::one(&read, caller.session().actor, id).await {
            Ok(_) => return Ok(true),
            Err(platform::Error::NotFound) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(false)
}

fn table(view: &View, own: &[Own]) -> Table {
    let word = |key: &str| Column::text(view.t(&format!("tillarbetslivet-column-{key}")));
    let table = Table::new(view.lang, view.t("tillarbetslivet-own-list"))
        .caption_hidden()
        .column(word("place"))
        .column(word("pupil"))
        .column(word("first"))
        .column(word("last"))
        .column(word("status"))
        .empty(Empty::new(Icon::Briefcase, view.t("tillarbetslivet-own-none")));
    own.iter().fold(table, |table, one| {
        table.row([
            Cell::link(place(&one.offer), format!("{PAGE}/{}", one.row.id)),
            Cell::text(unbroken(&code(view, one))),
            Cell::text(unbroken(&format::day(one.offer.first_day))),
            Cell::text(unbroken(&format::day(one.offer.last_day))),
            Cell::badge(status(view, one)),
        ])
    })
}

/// The school's code for the pupil.
fn code(view: &View, own: &Own) -> String {
    own.pupil.as_ref().map_or_else(|| view.t("tillarbetslivet-pupil-removed"), |pupil| pupil.reference.clone())
}

/// What she has to do, as a word with an icon.
fn status(view: &View, own: &Own) -> Badge {
    if own.placement.cancelled_at.is_some() {
        return Badge::neutral(view.t("tillarbetslivet-own-cancelled")).icon(Icon::Minus);
    }
    if own.row.approved_at.is_some() {
        return Badge::good(view.t("tillarbetslivet-step-approved")).icon(Icon::Check);
    }
    Badge::warning(view.t("tillarbetslivet-own-waits")).icon(Icon::Clock)
}

pub(crate) async fn show(State(ctx): State<Ctx>, view: View, caller: Caller, Path(id): Path<Uuid>) -> Result<Response> {
    let own = find(&ctx, &caller, id).await?;
    Ok(view.page(page(&view, &caller, &own, None)))
}

async fn find(ctx: &Ctx, caller: &Caller, id: Uuid) -> Result<Own> {
    let read = ctx.store.read(caller.tenant()).await?;
    let row = approving::one(&read, caller.session().actor, id).await?;
    approving::whole(&read, vec![row], ctx.clock.now()).await?.pop().ok_or(platform::Error::NotFound)
}

pub(crate) async fn approve(
    State(ctx): State<Ctx>,
    view: View,
    caller: Caller,
    Path(id): Path<Uuid>,
) -> Result<Response> {
    let who = (caller.session().actor, caller.session().name.clone());
    let tx = ctx.store.begin(&caller).await?;
    let result = approving::approve(&tx, (who.0, &who.1), id).await;
    match finish(&ctx, &caller, tx, ("approval", &id.to_string()), result).await {
        Ok(_) => Ok(Redirect::to(&format!("{PAGE}/{id}")).into_response()),
        Err(Failure::Failed(error)) => Err(error),
        Err(Failure::Refused(why)) => {
            let own = find(&ctx, &caller, id).await?;
            Ok(view.refused(page(&view, &caller, &own, Some(why))))
        }
    }
}

fn page(view: &View, caller: &Caller, own: &Own, tried: Option<Refusal>) -> Page {
    let now = view.ctx.clock.now();
    let (me, party) = (side(&own.row, now), party_of(&own.row));
    let page = Page::new(place(&own.offer)).crumb(view.t("tillarbetslivet-own"), PAGE);
    let stands = rules::may_approve(own.about(), me, &own.sides, local_date(now));
    let mut page = page.lead(lead(view, own, &stands));
    match (&tried, &stands) {
        (Some(why), _) => page = page.body(Notice::error(view.lang, refusal(view, why)).alert()),
        (None, Ok(())) if caller.may(&APPROVE) => page = page.body(approval(view, own, party)),
        (None, Err(Refusal::AlreadyApproved)) => page = page.body(approved(view, own)),
        (None, Err(why)) => page = page.body(Notice::info(view.lang, refusal(view, why))),
        (None, Ok(())) => {}
    }
    page.body(Card::new(view.t("tillarbetslivet-own-facts")).body(facts(view, own, party)))
}

fn lead(view: &View, own: &Own, stands: &Result<(), Refusal>) -> String {
    let key = match stands {
        Ok(()) => "waits",
        Err(Refusal::AlreadyApproved) => "approved",
        Err(Refusal::EmployerFirst) => "employer-first",
        Err(_) => "closed",
    };
    let first = ui::Arg::from(format::day_long(view.lang, own.offer.first_day));
    view.ta(&format!("tillarbetslivet-own-lead-{key}"), &[("day", first)])
}

/// What she says by approving, and the button.
fn approval(view: &View, own: &Own, party: Party) -> Card {
    let form = UiForm::post(view.lang, format!("{PAGE}/{}/approval", own.row.id))
        .button(Button::submit(view.t("tillarbetslivet-approve")).icon(Icon::Check))
        .note(view.t("tillarbetslivet-approve-note"));
    Card::new(view.t("tillarbetslivet-approve-title"))
        .body(Html::paragraph(view.t(&format!("tillarbetslivet-approve-{}", party.name()))))
        .body(form)
}

/// The receipt, for as long as she can see the placement.
fn approved(view: &View, own: &Own) -> Html {
    let at = own.row.approved_at.map(|at| format::date_time(view.lang, at)).unwrap_or_default();
    let name = own.row.name.clone().unwrap_or_default();
    let waits = matches!(party_of(&own.row), Party::Employer)
        && !own.sides.contains(&Side { party: Party::Guardian, step: Step::Approved });
    let next = if waits { "tillarbetslivet-approved-next" } else { "tillarbetslivet-approved-done" };
    let text = view.ta("tillarbetslivet-approved-text", &[("name", name.into()), ("at", at.into())]);
    Confirmation::new(view.lang, view.t("tillarbetslivet-approved-title"))
        .reference(view.t("tillarbetslivet-reference"), format!("approval/{}", own.row.id))
        .text(format!("{text} {}", view.t(next)))
        .into()
}

fn facts(view: &View, own: &Own, party: Party) -> Facts {
    let word = |key: &str| view.t(&format!("tillarbetslivet-column-{key}"));
    let offer = &own.offer;
    let grade = own.pupil.as_ref().map(|pupil| view.t(&format!("tillarbetslivet-grade-{}", pupil.grade)));
    let facts = Facts::new()
        .row(word("pupil"), code(view, own))
        .row(word("grade"), grade.unwrap_or_default())
        .row(word("place"), place(offer))
        .row(word("period"), period(view, offer.first_day, offer.last_day))
        .row(word("hours"), day_told(view, offer))
        .row(word("tasks"), offer.tasks.as_str());
    let facts = match party {
        Party::Guardian => facts.row(view.t("tillarbetslivet-own-employer"), view.t(employer(own))),
        Party::Employer => facts,
    };
    facts.row(view.t("tillarbetslivet-own-contact"), &own.row.contact)
}

/// Whether the employer has approved, for the guardian.
fn employer(own: &Own) -> &'static str {
    let said = own.sides.contains(&Side { party: Party::Employer, step: Step::Approved });
    if said { "tillarbetslivet-own-employer-yes" } else { "tillarbetslivet-own-employer-no" }
}
