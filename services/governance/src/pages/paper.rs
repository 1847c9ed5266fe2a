//! `/governance/papers/{paper}`: a municipality's vote: choose, check, cast, and the receipt.

use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use platform::{
    Caller, Ctx, Error, Result, View,
    extract::{Form, Path},
};
use ui::{
    Badge, Button, Card, Cell, Choice, Column, Confirmation, Explain, Facts, Field, Form as UiForm, Html, Icon, Notice,
    Page, Step, Stepper, Table, format,
};
use uuid::Uuid;

use super::common::{below, hours, minutes, refusal, spread};
use crate::{
    councils,
    domain::refusal::Refusal,
    entities::{ballot, item, paper},
    vote::{self, Wish},
};

/// A paper with what it is about.
struct Subject {
    paper: paper::Model,
    ballot: ballot::Model,
    items: Vec<item::Model>,
    /// The municipality's name.
    name: String,
}

impl Subject {
    async fn find(ctx: &Ctx, caller: &Caller, id: Uuid) -> Result<Self> {
        let read = ctx.store.read(caller.tenant()).await?;
        let paper = vote::find(&read, id).await?;
        let ballot = councils::ballot(&read, &paper.service, paper.ballot).await?;
        let items = councils::items(&read, &paper.service, paper.ballot).await?;
        Ok(Self { paper, ballot, items, name: caller.session().organisation.clone() })
    }

    /// The municipality's part of the hours when all vote, in minutes.
    fn share(&self) -> i64 {
        self.ballot.hours * 60 / self.ballot.voters.max(1)
    }

    fn path(&self) -> String {
        format!("/governance/papers/{}", self.paper.id)
    }
}

/// Reads a form of `item` fields and `seen`; nothing else may be sent.
fn wish(fields: &[(String, String)]) -> Result<Wish> {
    let mut wish = Wish { items: Vec::new(), seen: 0 };
    for (name, value) in fields {
        let number = value.parse::<i64>().map_err(|_| Error::invalid(name, "is a number"));
        match name.as_str() {
            "item" => wish.items.push(number?),
            "seen" => wish.seen = number?,
            _ => return Err(Error::invalid(name, "is no field of a vote")),
        }
    }
    Ok(wish)
}

pub(crate) async fn show(State(ctx): State<Ctx>, view: View, caller: Caller, Path(id): Path<Uuid>) -> Result<Response> {
    let subject = Subject::find(&ctx, &caller, id).await?;
    let wish = Wish { items: subject.paper.supported(), seen: subject.paper.version };
    Ok(view.page(choose(&view, &subject, &wish, None)))
}

pub(crate) async fn review(
    State(ctx): State<Ctx>,
    view: View,
    caller: Caller,
    Path(id): Path<Uuid>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let wish = wish(&fields)?;
    let subject = Subject::find(&ctx, &caller, id).await?;
    if let Err(wrong) = subject.ballot.state().approvals(&wish.items, ctx.clock.now()) {
        vote::refused(&ctx, &caller, id, &wrong.clone().into()).await?;
        return Ok(view.refused(choose(&view, &subject, &wish, Some(&wrong))));
    }
    Ok(view.page(check(&view, &subject, &wish)))
}

pub(crate) async fn vote(
    State(ctx): State<Ctx>,
    view: View,
    caller: Caller,
    Path(id): Path<Uuid>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let wish = wish(&fields)?;
    let wrong = match vote::send(&ctx, &caller, id, &wish).await {
        Ok(_) => return Ok(Redirect::to(&format!("/governance/papers/{id}/receipt")).into_response()),
        Err(failure) => failure.refusal()?,
    };
    let subject = Subject::find(&ctx, &caller, id).await?;
    // Whoever was overtaken sees what stands now, and can decide again.
    let overtaken = Wish { items: subject.paper.supported(), seen: subject.paper.version };
    let shown = if wrong == Refusal::VotedMeanwhile { &overtaken } else { &wish };
    Ok(view.refused(choose(&view, &subject, shown, Some(&wrong))))
}

fn page(view: &View, subject: &Subject, here: usize) -> Page {
    let mut stepper = Stepper::new(view.lang);
    for (at, key) in ["governance-step-choose", "governance-step-check", "governance-step-receipt"].iter().enumerate() {
        stepper = stepper.step(match at.cmp(&here) {
            std::cmp::Ordering::Less => Step::done(view.t(key), subject.path()),
            std::cmp::Ordering::Equal => Step::current(view.t(key)),
            std::cmp::Ordering::Greater => Step::todo(view.t(key)),
        });
    }
    below(view, &subject.paper.service, &subject.ballot.title).body(stepper)
}

fn choose(view: &View, subject: &Subject, wish: &Wish, wrong: Option<&Refusal>) -> Page {
    let ballot = &subject.ballot;
    let is_open = ballot.state().takes_votes(view.ctx.clock.now()).is_ok();
    let time = format::date_time(view.lang, ballot.closes_at);
    let key = match (is_open, subject.paper.version) {
        (true, 0) => "governance-paper-lead",
        (true, _) => "governance-paper-lead-voted",
        (false, _) => "governance-paper-lead-closed",
    };
    let lead = view.ta(key, &[("minimum", ballot.minimum.into()), ("time", time.into())]);
    let mut page = page(view, subject, 0).lead(lead).body(Card::plain().body(frame(view, subject)));
    let choices = subject.items.iter().map(|item| {
        let choice = Choice::new(item.position.to_string(), &item.title).note(&item.text);
        choice
            .aside(hours(item.hours), spread(view, item.low, item.high))
            .chosen(wish.items.contains(&item.position))
            .disabled(!is_open)
    });
    let label = view.ta("governance-items", &[("count", ballot.items.into())]);
    let hint = view.ta("governance-items-hint", &[("minimum", ballot.minimum.into())]);
    let on_items = |wrong: &&Refusal| wrong.field() == Some("item");
    let field = Field::checkboxes("item", label, choices)
        .hint(hint)
        .error_if(wrong.filter(on_items).map(|wrong| refusal(view, wrong)));
    if !is_open {
        let refused = refusal(view, &Refusal::Closed { closed: ballot.closed_at.unwrap_or(ballot.closes_at) });
        let result = format!("/governance/councils/{}/ballots/{}", ballot.service, ballot.number);
        // Whoever sent a vote too late must hear of it.
        let notice = if wrong.is_some() {
            Notice::error(view.lang, refused).alert()
        } else {
            Notice::warning(view.lang, refused)
        };
        page = page.body(notice.link(view.t("governance-see-outcome"), result));
    }
    let mut form = UiForm::post(view.lang, format!("{}/review", subject.path()))
        .hidden("seen", wish.seen.to_string())
        .field(field)
        .html(Explain::new(view.lang, view.t("governance-explain")));
    if let Some(wrong) = wrong.filter(|wrong| !on_items(wrong) && is_open) {
        form = form.error(refusal(view, wrong));
    }
    if is_open {
        form = form.button(Button::submit(view.t("governance-check"))).note(view.t("governance-check-note"));
    }
    page.body(form)
}

/// The hours budget, the municipality's part, and its vote as it stands.
fn frame(view: &View, subject: &Subject) -> Facts {
    let share = view.ta("governance-share", &[("name", (&subject.name).into())]);
    let mut facts = Facts::new().row(view.t("governance-frame"), hours(subject.ballot.hours)).row(
        share,
        view.ta(
            "governance-share-of",
            &[("share", minutes(subject.share()).into()), ("voters", subject.ballot.voters.into())],
        ),
    );
    if let (Some(reference), Some(at)) = (&subject.paper.reference, subject.paper.voted_at) {
        let voted = view.ta("governance-voted-at", &[("time", format::date_time(view.lang, at).into())]);
        let voted = Html::from(Badge::good(voted)).with(format!(" {reference}"));
        facts = facts.row(view.t("governance-own-vote"), voted);
    }
    facts
}

fn check(view: &View, subject: &Subject, wish: &Wish) -> Page {
    let chosen: Vec<&item::Model> = subject.items.iter().filter(|item| wish.items.contains(&item.position)).collect();
    let caption =
        view.ta("governance-you-support", &[("count", chosen.len().into()), ("all", subject.items.len().into())]);
    let mut table = Table::new(view.lang, caption.clone())
        .caption_hidden()
        .column(Column::text(view.t("governance-column-proposal")))
        .column(Column::number(view.t("governance-column-hours-number")));
    let mut form = UiForm::post(view.lang, format!("{}/vote", subject.path())).hidden("seen", wish.seen.to_string());
    for item in &chosen {
        table = table.row([Cell::text(&item.title), Cell::integer(item.hours)]);
        form = form.hidden("item", item.position.to_string());
    }
    let form = form
        .button(Button::submit(view.t("governance-cast")).icon(Icon::Vote))
        .button(Button::link(view.t("governance-change-choice"), subject.path()).secondary())
        .note(view.t("governance-cast-note"));
    page(view, subject, 1)
        .lead(view.ta("governance-check-lead", &[("name", (&subject.name).into())]))
        .body(Card::new(caption).body(table).flush())
        .body(form)
}

/// The receipt of the vote as it stands; whoever has not voted is sent to the ballot.
pub(crate) async fn receipt(
    State(ctx): State<Ctx>,
    view: View,
    caller: Caller,
    Path(id): Path<Uuid>,
) -> Result<Response> {
    let subject = Subject::find(&ctx, &caller, id).await?;
    let Some(reference) = subject.paper.reference.clone() else {
        return Ok(Redirect::to(&subject.path()).into_response());
    };
    let supported = subject.paper.supported();
    let titles: Vec<&str> = subject
        .items
        .iter()
        .filter(|item| supported.contains(&item.position))
        .map(|item| item.title.as_str())
        .collect();
    let time = format::date_time(view.lang, subject.ballot.closes_at);
    let council = &subject.paper.service;
    let done = Confirmation::new(view.lang, view.t("governance-receipt-title"))
        .reference(view.t("governance-receipt"), reference)
        .text(view.ta("governance-receipt-text", &[("items", titles.join(", ").into()), ("time", time.into())]))
        .next_link(view.t("governance-receipt-change"), subject.path())
        .next_link(view.t("governance-receipt-council"), format!("/governance/councils/{council}"));
    Ok(view.page(page(&view, &subject, 2).lead(view.t("governance-receipt-lead")).body(done)))
}
