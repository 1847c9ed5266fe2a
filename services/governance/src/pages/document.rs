//! `/governance/councils/{council}/outcomes/{outcome}/pdf`: a closed ballot's outcome for print and archive, with all that the page tells.

use std::collections::HashMap;

use axum::{extract::State, response::Response};
use contracts::documents::{Attachment, Block, Column, ColumnKind, Document, Fact, Group, Table};
use platform::{Caller, Ctx, Error, Result, View, documents, extract::Path};
use ui::format;

use super::{
    common::{hours, minutes, names},
    outcome::{by_name, in_order, lead, reason},
};
use crate::{
    councils,
    domain::outcome::Outcome,
    entities::{ballot, item},
};

/// The PDF, to be saved. There is none before the ballot is closed.
pub(crate) async fn file(
    State(ctx): State<Ctx>,
    caller: Caller,
    Path((council, number)): Path<(String, i64)>,
) -> Result<Response> {
    councils::seen(&ctx, &caller, &council).await?;
    let read = ctx.store.read(caller.tenant()).await?;
    let row = councils::ballot(&read, &council, number).await?;
    let items = councils::items(&read, &council, number).await?;
    drop(read);
    let stored = row.outcome.as_deref().ok_or(Error::NotFound)?;
    let count: Outcome = serde_json::from_str(stored)?;
    let paper = document(&View::of_paper(&ctx), &row, &items, &count, &names(&ctx).await?)?;
    let prefix = if ctx.site.demonstration { "demonstration-" } else { "" };
    let pdf = ctx.documents.make(&paper).await?;
    Ok(documents::answer(&format!("{prefix}omrostning-{council}-{number}.pdf"), pdf))
}

/// The outcome as a document.
pub(crate) fn document(
    view: &View,
    row: &ballot::Model,
    items: &[item::Model],
    count: &Outcome,
    names: &HashMap<String, String>,
) -> Result<Document> {
    let closed = format::local_day(row.closed_at.unwrap_or(row.closes_at));
    let identifier = format!("governance/ballot/{}/{}", row.service, row.number);
    let mut paper = documents::blank(view, row.title.clone(), identifier, closed);
    paper.kind = view.t("governance-paper-kind");
    paper.lead = lead(view, row, items, count);
    paper.footer = vec![
        Fact::new(view.t("governance-column-council"), view.ctx.site.title(view.lang, &row.service)),
        Fact::new(view.t("governance-column-ballot"), row.number.to_string()),
        Fact::new(view.t("governance-paper-closed"), format::day(closed)),
    ];
    paper.blocks = vec![figures(view, row, count)];
    for chosen in [true, false] {
        paper.blocks.extend(verdicts(view, items, count, chosen));
    }
    paper.blocks.push(Block::Paragraph { text: view.t("governance-explain-outcome") });
    paper.blocks.extend(votes(view, items, count, names));
    paper.blocks.push(recount(view, row, count));
    paper.attachments.push(Attachment {
        name: format!("omrostning-{}-{}.json", row.service, row.number),
        media_type: "application/json".into(),
        description: view.t("governance-paper-attachment"),
        content: serde_json::to_string_pretty(count)?,
    });
    Ok(paper)
}

fn figures(view: &View, row: &ballot::Model, count: &Outcome) -> Block {
    let voted = i64::try_from(count.votes.len()).unwrap_or(i64::MAX);
    let used = view
        .ta("governance-paper-used", &[("used", hours(count.used_hours).into()), ("hours", hours(row.hours).into())]);
    let turnout = view.ta("governance-paper-turnout", &[("voted", voted.into()), ("voters", row.voters.into())]);
    Block::Highlight {
        caption: view.t("governance-paper-figures"),
        facts: vec![
            Fact::new(view.t("governance-stat-used"), used),
            Fact::new(view.t("governance-turnout"), turnout),
            Fact::new(view.t("governance-stat-share"), minutes(count.final_share_minutes)),
        ],
    }
}

fn columns(view: &View, heads: &[(&str, ColumnKind)]) -> Vec<Column> {
    heads.iter().map(|(key, kind)| Column { head: view.t(key), kind: *kind }).collect()
}

/// A heading and a table, or a sentence where there is nothing to show.
fn table(caption: String, columns: Vec<Column>, rows: Vec<Vec<String>>, empty: String) -> [Block; 2] {
    let body = if rows.is_empty() {
        Block::Paragraph { text: empty }
    } else {
        Block::Table(Table { caption: caption.clone(), columns, rows, sums: Vec::new() })
    };
    [Block::Heading { text: caption }, body]
}

fn verdicts(view: &View, items: &[item::Model], count: &Outcome, chosen: bool) -> [Block; 2] {
    let rows = in_order(items, count, chosen).into_iter().map(|(item, verdict)| {
        let (word, sentence) = reason(view, items, verdict);
        let why = format!("{word}. {sentence}");
        vec![item.title.clone(), format::integer(item.hours), format::integer(verdict.votes), why]
    });
    let heads = [
        ("governance-column-proposal", ColumnKind::Text),
        ("governance-column-hours-number", ColumnKind::Number),
        ("governance-column-votes", ColumnKind::Number),
        ("governance-column-why", ColumnKind::Text),
    ];
    let (caption, empty) = if chosen {
        ("governance-chosen", "governance-chosen-none")
    } else {
        ("governance-not-chosen", "governance-not-chosen-none")
    };
    table(view.t(caption), columns(view, &heads), rows.collect(), view.t(empty))
}

fn votes(view: &View, items: &[item::Model], count: &Outcome, names: &HashMap<String, String>) -> [Block; 2] {
    let rows = by_name(count, names).into_iter().map(|(vote, purse)| {
        let supported = items.iter().filter(|item| vote.items.contains(&item.position));
        let supported: Vec<&str> = supported.map(|item| item.title.as_str()).collect();
        let got = view.ta("governance-got", &[("chosen", purse.chosen.into()), ("supported", purse.supported.into())]);
        let name = names.get(&vote.municipality).unwrap_or(&vote.municipality).clone();
        vec![name, supported.join(", "), got, minutes(purse.used_minutes)]
    });
    let heads = [
        ("governance-column-municipality", ColumnKind::Words),
        ("governance-column-supported", ColumnKind::Text),
        ("governance-column-got", ColumnKind::Words),
        ("governance-column-used", ColumnKind::Number),
    ];
    table(view.t("governance-votes"), columns(view, &heads), rows.collect(), view.t("governance-nobody-voted"))
}

/// What is needed to count again.
fn recount(view: &View, row: &ballot::Model, count: &Outcome) -> Block {
    let rule = view
        .ta("governance-rule-text", &[("rule", (&count.rule).into()), ("step", minutes(count.step_minutes).into())]);
    let facts = vec![
        Fact::new(view.t("governance-rule"), rule),
        Fact::new(view.t("governance-votes-hash"), count.votes_hash.clone()),
        Fact::new(view.t("governance-lot-salt"), count.lot_salt.clone()),
        Fact::new("API", format!("/api/governance/v1/councils/{}/ballots/{}", row.service, row.number)),
    ];
    Block::Groups { groups: vec![Group { heading: view.t("governance-recount"), facts }] }
}
