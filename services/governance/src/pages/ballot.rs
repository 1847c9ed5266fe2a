//! `/governance/councils/{council}/ballots/{ballot}`: an open ballot's items and turnout; a closed one's outcome with its reasons.

use axum::{extract::State, response::Response};
use platform::{Actor, Caller, Ctx, Result, View, clock::local_date, extract::Path};
use ui::{Actions, Button, Card, Cell, Column, Explain, Facts, Form, Html, Icon, Notice, Page, Table, format};

use super::{
    common::{below, hours, names, refusal, spread},
    outcome,
};
use crate::{
    close, councils,
    domain::{lot, outcome::Outcome, refusal::Refusal},
    entities::{ballot, item},
    permissions::MANAGE,
};

pub(crate) async fn show(
    State(ctx): State<Ctx>,
    view: View,
    caller: Caller,
    Path((council, number)): Path<(String, i64)>,
) -> Result<Response> {
    Ok(view.page(page(&ctx, &view, &caller, &council, number, None).await?))
}

/// The page, perhaps with why the ballot could not be closed.
pub(super) async fn page(
    ctx: &Ctx,
    view: &View,
    caller: &Caller,
    council: &str,
    number: i64,
    wrong: Option<&Refusal>,
) -> Result<Page> {
    let read = ctx.store.read(caller.tenant()).await?;
    councils::seen_in(&read, caller, council, local_date(ctx.clock.now())).await?;
    let row = councils::ballot(&read, council, number).await?;
    let items = councils::items(&read, council, number).await?;
    drop(read);
    let mut page = below(view, council, &row.title);
    if let Some(wrong) = wrong {
        page = page.body(Notice::error(view.lang, refusal(view, wrong)).alert());
    }
    match row.outcome.as_deref().map(serde_json::from_str::<Outcome>).transpose()? {
        Some(count) => Ok(outcome::draw(view, page, &row, &items, &count, &names(ctx).await?)),
        None => open(ctx, view, caller, page, &row, &items).await,
    }
}

async fn open(
    ctx: &Ctx,
    view: &View,
    caller: &Caller,
    page: Page,
    row: &ballot::Model,
    items: &[item::Model],
) -> Result<Page> {
    // How many have voted is open to the council; how they have voted is not, until the ballot closes.
    let across = ctx.store.across_read(Actor::System("turnout")).await?;
    let papers = close::papers(&across, &row.service, row.number).await?;
    drop(across);
    let voted = papers.iter().filter(|paper| paper.version > 0).count();
    let time = format::date_time(view.lang, row.closes_at);
    let mut table = Table::new(view.lang, view.t("governance-items-card"))
        .caption_hidden()
        .column(Column::text(view.t("governance-column-proposal")))
        .column(Column::text(view.t("governance-column-hours-number")));
    for item in items {
        let spread = spread(view, item.low, item.high).map(Html::paragraph);
        let about = Html::text(&item.title).with(Html::paragraph(&item.text));
        table = table.row([Cell::from(about), Cell::from(Html::text(&hours(item.hours)).with(spread))]);
    }
    let facts = Facts::new()
        .row(view.t("governance-frame"), hours(row.hours))
        .row(
            view.t("governance-turnout"),
            view.ta("governance-turnout-of", &[("voted", voted.into()), ("voters", row.voters.into())]),
        )
        .row(view.t("governance-lot"), lot::hash(&row.salt).get(..16).unwrap_or_default());
    let mut page = page
        .lead(view.ta("governance-ballot-lead-open", &[("time", time.into())]))
        .body(Card::new(view.t("governance-ballot-facts")).body(facts));
    let own = papers.iter().find(|paper| paper.tenant == caller.tenant().as_str());
    if let Some(paper) = own.filter(|_| caller.may(&crate::permissions::VOTE)) {
        let key = if paper.version == 0 { "governance-vote-now" } else { "governance-see-vote" };
        let href = format!("/governance/papers/{}", paper.id);
        page = page.body(Actions::new().button(Button::link(view.t(key), href).icon(Icon::Vote)));
    }
    if caller.may(&MANAGE) {
        let action = format!("/governance/councils/{}/ballots/{}/close", row.service, row.number);
        let button = Button::submit(view.t("governance-close")).secondary();
        page = page.body(Form::post(view.lang, action).inline().button(button).note(view.t("governance-close-note")));
    }
    Ok(page
        .body(Card::new(view.t("governance-items-card")).body(table).flush())
        .body(Explain::new(view.lang, view.t("governance-explain"))))
}
