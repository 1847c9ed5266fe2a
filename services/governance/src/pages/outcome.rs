//! A closed ballot: what was chosen and why, what was not and what it would have needed, and every municipality's vote.

use std::collections::HashMap;

use platform::View;
use ui::{
    Actions, Badge, Button, Card, Cell, Column, Explain, Facts, Grid, Html, Icon, Notice, Page, Stat, Table, format,
};

use super::common::{hours, minutes};
use crate::{
    domain::outcome::{Outcome, Purse, Reason, Verdict, Vote},
    entities::{ballot, item},
};

pub(super) fn draw(
    view: &View,
    page: Page,
    row: &ballot::Model,
    items: &[item::Model],
    count: &Outcome,
    names: &HashMap<String, String>,
) -> Page {
    let voted = i64::try_from(count.votes.len()).unwrap_or(i64::MAX);
    let stats = Grid::new()
        .item(
            Stat::new(view.t("governance-stat-used"), hours(count.used_hours))
                .note(view.ta("governance-stat-of", &[("hours", row.hours.into())])),
        )
        .item(
            Stat::new(view.t("governance-turnout"), format::percent(voted, row.voters))
                .note(view.ta("governance-turnout-of", &[("voted", voted.into()), ("voters", row.voters.into())])),
        )
        .item(
            Stat::new(view.t("governance-stat-share"), minutes(count.final_share_minutes))
                .note(view.ta("governance-stat-share-first", &[("share", minutes(count.first_share_minutes).into())])),
        );
    let href = format!("/governance/councils/{}/outcomes/{}/pdf", row.service, row.number);
    let pdf = Button::link(view.t("governance-paper-get"), href).secondary().icon(Icon::Download).download();
    let mut page = page.lead(lead(view, row, items, count)).body(Actions::new().button(pdf));
    if count.votes.is_empty() {
        page = page.body(Notice::warning(view.lang, view.t("governance-nobody-voted")));
    } else {
        page = page.body(stats);
    }
    page.body(verdicts(view, items, count, true))
        .body(verdicts(view, items, count, false))
        .body(Explain::new(view.lang, view.t("governance-explain-outcome")))
        .body(votes(view, items, count, names))
        .body(Card::new(view.t("governance-recount")).body(recount(view, row, count)))
}

/// What came of it, in a sentence.
pub(super) fn lead(view: &View, row: &ballot::Model, items: &[item::Model], count: &Outcome) -> String {
    let chosen = count.verdicts.iter().filter(|verdict| verdict.chosen).count();
    let closed = format::date_time(view.lang, row.closed_at.unwrap_or(row.closes_at));
    view.ta(
        "governance-outcome-lead",
        &[
            ("chosen", chosen.into()),
            ("items", items.len().into()),
            ("used", count.used_hours.into()),
            ("time", closed.into()),
        ],
    )
}

/// The items that were chosen, in the order in which they were; or the others, by votes.
pub(super) fn in_order<'a>(
    items: &'a [item::Model],
    count: &'a Outcome,
    chosen: bool,
) -> Vec<(&'a item::Model, &'a Verdict)> {
    let mut some: Vec<_> = items.iter().zip(&count.verdicts).filter(|(_, verdict)| verdict.chosen == chosen).collect();
    some.sort_by_key(|(_, verdict)| (verdict.round.unwrap_or(i64::MAX), std::cmp::Reverse(verdict.votes)));
    some
}

/// Every vote with what its share bought, by the municipality's name.
pub(super) fn by_name<'a>(count: &'a Outcome, names: &HashMap<String, String>) -> Vec<(&'a Vote, &'a Purse)> {
    let mut rows: Vec<_> = count.votes.iter().zip(&count.purses).collect();
    rows.sort_by_key(|(vote, _)| format::collation_key(names.get(&vote.municipality).unwrap_or(&vote.municipality)));
    rows
}

fn verdicts(view: &View, items: &[item::Model], count: &Outcome, chosen: bool) -> Card {
    let caption = view.t(if chosen { "governance-chosen" } else { "governance-not-chosen" });
    let empty = view.t(if chosen { "governance-chosen-none" } else { "governance-not-chosen-none" });
    let mut table = Table::new(view.lang, caption.clone())
        .caption_hidden()
        .column(Column::text(view.t("governance-column-proposal")))
        .column(Column::number(view.t("governance-column-hours-number")))
        .column(Column::number(view.t("governance-column-votes")))
        .column(Column::text(view.t("governance-column-why")))
        .empty(empty.as_str());
    for (item, verdict) in in_order(items, count, chosen) {
        table = table.row([
            Cell::text(&item.title),
            Cell::integer(item.hours),
            Cell::integer(verdict.votes),
            Cell::from(why(view, items, verdict)),
        ]);
    }
    Card::new(caption).body(table).flush()
}

fn why(view: &View, items: &[item::Model], verdict: &Verdict) -> Html {
    let (word, sentence) = reason(view, items, verdict);
    let badge = if verdict.chosen { Badge::good(word) } else { Badge::neutral(word).icon(Icon::Minus) };
    Html::from(badge).with(Html::paragraph(sentence))
}

/// The reason as a word, and in a sentence with its numbers.
pub(super) fn reason(view: &View, items: &[item::Model], verdict: &Verdict) -> (String, String) {
    let name = match verdict.reason {
        Reason::EverythingFits => "everything-fits",
        Reason::Shared => "shared",
        Reason::Filled => "filled",
        Reason::NoVotes => "no-votes",
        Reason::TooFewVotes => "too-few-votes",
        Reason::SupportersSpent => "supporters-spent",
        Reason::TieLost => "tie-lost",
        Reason::NoRoom => "no-room",
    };
    let word = view.t(&format!("governance-reason-{name}"));
    let taken: Vec<String> = verdict
        .taken_by
        .iter()
        .filter_map(|(number, spent)| {
            let title = &items.iter().find(|item| item.position == *number)?.title;
            Some(format!("{title} ({})", minutes(*spent)))
        })
        .collect();
    let values = [
        ("votes", verdict.votes.into()),
        ("each", minutes(verdict.payment_minutes.unwrap_or_default()).into()),
        ("money", minutes(verdict.money_minutes).into()),
        ("short", minutes(verdict.short_minutes).into()),
        ("missing", verdict.votes_missing.into()),
        ("taken", taken.join(", ").into()),
    ];
    (word, view.ta(&format!("governance-reason-{name}-text"), &values))
}

/// Every municipality's vote: votes between municipalities are open once the ballot is closed.
fn votes(view: &View, items: &[item::Model], count: &Outcome, names: &HashMap<String, String>) -> Card {
    let caption = view.t("governance-votes");
    let mut table = Table::new(view.lang, caption.clone())
        .caption_hidden()
        .column(Column::text(view.t("governance-column-municipality")))
        .column(Column::text(view.t("governance-column-supported")))
        .column(Column::number(view.t("governance-column-got")))
        .column(Column::text(view.t("governance-column-used")))
        .empty(view.t("governance-nobody-voted").as_str());
    for (vote, purse) in by_name(count, names) {
        let supported = items.iter().filter(|item| vote.items.contains(&item.position));
        let supported: Vec<&str> = supported.map(|item| item.title.as_str()).collect();
        let got = view.ta("governance-got", &[("chosen", purse.chosen.into()), ("supported", purse.supported.into())]);
        table = table.row([
            Cell::text(names.get(&vote.municipality).unwrap_or(&vote.municipality)),
            Cell::text(supported.join(", ")),
            Cell::text(got),
            Cell::text(minutes(purse.used_minutes)),
        ]);
    }
    Card::new(caption).body(table).flush()
}

/// What is needed to count again.
fn recount(view: &View, row: &ballot::Model, count: &Outcome) -> Html {
    let facts = Facts::new()
        .row(
            view.t("governance-rule"),
            view.ta(
                "governance-rule-text",
                &[("rule", (&count.rule).into()), ("step", minutes(count.step_minutes).into())],
            ),
        )
        .row(view.t("governance-votes-hash"), count.votes_hash.get(..16).unwrap_or_default())
        .row(view.t("governance-lot-salt"), count.lot_salt.as_str())
        .row("API", format!("/api/governance/v1/councils/{}/ballots/{}", row.service, row.number));
    Html::paragraph(view.t("governance-recount-text")).with(facts)
}
