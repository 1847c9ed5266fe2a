//! `/governance/councils/{council}`: the roadmap, the ballots, and who sits there.

use std::collections::HashMap;

use axum::{extract::State, response::Response};
use platform::{
    Caller, Ctx, Result, View,
    extract::{Path, Query},
};
use sea_orm::{ColumnTrait, QueryFilter};
use serde::Deserialize;
use ui::{
    Actions, Badge, Button, Card, Cell, Column, Empty, Form, Html, Icon, Notice, Page, Section, Table, TextLink, format,
};

use super::common::{badge, hours, spread};
use crate::{
    councils,
    domain::proposal::{Column as Lane, State as At},
    entities::{ballot, paper, proposal, seat},
    permissions::{MANAGE, PROPOSE, VOTE},
};

/// What was just done.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Done {
    #[serde(default)]
    done: String,
}

pub(crate) async fn show(
    State(ctx): State<Ctx>,
    view: View,
    caller: Caller,
    Path(council): Path<String>,
    Query(done): Query<Done>,
) -> Result<Response> {
    let councils::Council { seat, members, names } = councils::look(&ctx, &caller, &council).await?;
    let read = ctx.store.read(caller.tenant()).await?;
    let proposals = councils::proposals(&read, &council).await?;
    let ballots = councils::ballots(&read, &council).await?;
    let papers = read.find::<paper::Entity>().filter(paper::Column::Service.eq(&council)).all(read.db()).await?;
    drop(read);
    let service = view.ctx.site.title(view.lang, &council);
    let lead =
        view.ta("governance-council-lead", &[("service", service.clone().into()), ("count", members.len().into())]);
    let mut page = Page::new(view.ta("governance-council-title", &[("service", service.into())]))
        .crumb(view.t("service-governance"), "/governance")
        .lead(lead);
    if ["estimated", "opened", "moved"].contains(&done.done.as_str()) {
        page = page.body(Notice::good(view.lang, view.t(&format!("governance-done-{}", done.done))).alert());
    }
    page = page.body(actions(&view, &caller, &council, seat.as_ref(), &ballots, &papers));
    page = page.body(Card::new(view.t("governance-ballots")).body(ballot_table(&view, &ballots, &papers)).flush());
    let mut roadmap = Section::new(view.t("governance-roadmap"));
    for lane in Lane::ALL {
        roadmap = roadmap.body(column(&view, &caller, lane, &proposals, &names));
    }
    let mut sitting: Vec<String> = members.iter().map(|tenant| names.get(tenant).unwrap_or(tenant).clone()).collect();
    sitting.sort_by_key(|name| format::collation_key(name));
    let members = Card::new(view.ta("governance-members", &[("count", sitting.len().into())]));
    Ok(view.page(page.body(roadmap).body(members.body(Html::paragraph(sitting.join(", "))))))
}

/// The one thing to do: vote where a vote waits, else propose; the office opens ballots.
fn actions(
    view: &View,
    caller: &Caller,
    council: &str,
    seat: Option<&seat::Model>,
    ballots: &[ballot::Model],
    papers: &[paper::Model],
) -> Actions {
    let now = view.ctx.clock.now();
    let mut actions = Actions::new();
    let open = ballots.iter().filter(|row| row.state().takes_votes(now).is_ok());
    let mut primary = false;
    for paper in open.filter_map(|row| papers.iter().find(|paper| paper.ballot == row.number)) {
        if caller.may(&VOTE) {
            let href = format!("/governance/papers/{}", paper.id);
            if paper.version == 0 {
                actions = actions.button(Button::link(view.t("governance-vote-now"), href).icon(Icon::Vote));
                primary = true;
            } else {
                actions = actions.button(Button::link(view.t("governance-see-vote"), href).secondary());
            }
        }
    }
    if let Some(seat) = seat.filter(|_| caller.may(&PROPOSE)) {
        let href = format!("/governance/seats/{}/propose", seat.id);
        let button = Button::link(view.t("governance-propose"), href).icon(Icon::Plus);
        actions = actions.button(if primary { button.secondary() } else { button });
    }
    if caller.may(&MANAGE) {
        let href = format!("/governance/councils/{council}/open");
        actions = actions.button(Button::link(view.t("governance-open"), href).icon(Icon::Vote));
    }
    let meetings = Button::link(view.t("governance-meetings"), format!("/governance/councils/{council}/meetings"));
    actions.button(meetings.icon(Icon::CalendarDays).secondary())
}

fn ballot_table(view: &View, ballots: &[ballot::Model], papers: &[paper::Model]) -> Table {
    let now = view.ctx.clock.now();
    let mut table = Table::new(view.lang, view.t("governance-ballots"))
        .caption_hidden()
        .column(Column::text(view.t("governance-column-ballot")))
        .column(Column::text(view.t("governance-column-state")))
        .column(Column::text(view.t("governance-column-closes")))
        .column(Column::number(view.t("governance-column-frame")))
        .column(Column::text(view.t("governance-column-own-vote")))
        .empty(Empty::new(Icon::Vote, view.t("governance-ballots-none")));
    for row in ballots {
        let state = if row.closed_at.is_some() {
            Badge::neutral(view.t("governance-ballot-closed")).icon(Icon::Check)
        } else if row.state().takes_votes(now).is_ok() {
            Badge::good(view.t("governance-ballot-open")).icon(Icon::Vote)
        } else {
            Badge::warning(view.t("governance-ballot-counting")).icon(Icon::Clock)
        };
        let own = papers.iter().find(|paper| paper.ballot == row.number);
        let own = match own {
            Some(paper) if paper.version > 0 => Cell::badge(Badge::good(view.t("governance-has-voted"))),
            Some(_) if row.closed_at.is_none() => Cell::badge(Badge::warning(view.t("governance-has-not-voted"))),
            Some(_) => Cell::text(view.t("governance-did-not-vote")),
            None => Cell::text(view.t("governance-no-paper")),
        };
        let href = format!("/governance/councils/{}/ballots/{}", row.service, row.number);
        table = table.row([
            Cell::link(&row.title, href),
            Cell::badge(state),
            Cell::from(ui::minute_tag(row.closes_at)),
            Cell::integer(row.hours),
            own,
        ]);
    }
    table
}

fn column(
    view: &View,
    caller: &Caller,
    lane: Lane,
    proposals: &[proposal::Model],
    names: &HashMap<String, String>,
) -> Card {
    let caption = view.t(&format!("governance-lane-{}", lane.name()));
    let manages = caller.may(&MANAGE);
    let mut table = Table::new(view.lang, caption.clone())
        .caption_hidden()
        .column(Column::text(view.t("governance-column-proposal")))
        .column(Column::text(view.t("governance-column-hours")))
        .empty(Empty::new(Icon::Map, view.t(&format!("governance-lane-{}-none", lane.name()))));
    if manages {
        table = table.column(Column::text(view.t("governance-column-act")));
    }
    for row in proposals {
        let Some(state) = At::parse(&row.state).filter(|state| state.column() == lane) else { continue };
        let who = names.get(&row.municipality).unwrap_or(&row.municipality);
        let by =
            view.ta("governance-proposed-by", &[("name", who.into()), ("date", format::date(row.proposed_at).into())]);
        let about = Html::text(&row.title).with(Html::paragraph(&row.text)).with(Html::paragraph(by));
        let spread = row.low.zip(row.high).and_then(|(low, high)| spread(view, low, high));
        let estimate =
            row.hours.map_or_else(Html::new, |likely| Html::paragraph(hours(likely)).with(spread.map(Html::paragraph)));
        let mut cells = vec![Cell::from(about), Cell::from(estimate.with(badge(view, state)))];
        if manages {
            cells.push(act(view, row, state));
        }
        table = table.row(cells);
    }
    Card::new(caption).third_level().body(table).flush()
}

/// What the office may do with a proposal.
fn act(view: &View, row: &proposal::Model, state: At) -> Cell {
    let council = &row.service;
    match state {
        At::Proposed | At::Estimated => {
            let href = format!("/governance/councils/{council}/proposals/{}/estimate", row.number);
            let key = if state == At::Proposed { "governance-estimate" } else { "governance-estimate-again" };
            Cell::from(TextLink::new(view.t(key), href))
        }
        At::Next | At::Now => {
            let action = format!("/governance/councils/{council}/roadmap/{}/move", row.number);
            let key = if state == At::Next { "governance-move-now" } else { "governance-move-done" };
            let button = Button::submit(view.t(key)).secondary().small();
            Cell::from(Html::from(Form::post(view.lang, action).inline().button(button)))
        }
        At::OnBallot | At::Done => Cell::empty(),
    }
}
