//! A meeting's agenda: its items, and the form that adds one.

use platform::{Result, View};
use serde::Deserialize;
use ui::{Badge, Button, Cell, Choice, Column, Empty, Field, Form as UiForm, Html, Icon, Table, TextLink};

use super::{common::refusal, meeting::path};
use crate::{
    councils,
    domain::{
        proposal::{Column as Lane, State as At},
        refusal::Refusal,
    },
    entities::agenda,
    meetings::Whole,
};

/// An item as it was written.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Item {
    pub(super) title: String,
    pub(super) decides: String,
    pub(super) subject: String,
}

/// The items, with what was decided.
pub(super) fn agenda(view: &View, whole: &Whole, changing: bool) -> Table {
    let row = &whole.meeting;
    let mut table = Table::new(view.lang, view.t("governance-agenda"))
        .caption_hidden()
        .column(Column::text("§"))
        .column(Column::text(view.t("governance-column-item")))
        .column(Column::text(view.t("governance-column-kind")))
        .empty(Empty::new(Icon::File, view.t("governance-agenda-none")));
    if changing {
        table = table.column(Column::text(view.t("governance-column-act")));
    }
    for (item, number) in whole.agenda.iter().zip(1..) {
        let kind = if item.decides { "governance-item-decides" } else { "governance-item-informs" };
        let mut about = Html::text(&item.title).with(subject(view, item).map(Html::paragraph));
        if let Some(decision) = item.decision.as_ref().filter(|_| row.is_told()) {
            let label = Badge::good(view.t("governance-decision")).icon(Icon::Stamp);
            about = about.with(Html::paragraph(Html::from(label).with(format!(" {decision}"))));
        }
        let mut cells = vec![Cell::integer(number), Cell::from(about), Cell::text(view.t(kind))];
        if changing {
            let free = !(item.decides && row.noticed_at.is_some());
            let label = view.ta("governance-item-remove", &[("title", (&item.title).into())]);
            let form = UiForm::post(view.lang, format!("{}/remove", path(&row.service, row.number)));
            let form = form.inline().hidden("item", item.position.to_string());
            let form = form.button(Button::submit(label).secondary().small());
            cells.push(if free { Cell::from(Html::from(form)) } else { Cell::empty() });
        }
        table = table.row(cells);
    }
    table
}

/// The way to what an item is about.
fn subject(view: &View, item: &agenda::Model) -> Option<Html> {
    let council = &item.service;
    if let Some(ballot) = item.ballot {
        let href = format!("/governance/councils/{council}/ballots/{ballot}");
        return Some(TextLink::new(view.t("governance-item-ballot"), href).into());
    }
    let proposal = item.proposal?;
    let label = view.ta("governance-item-proposal", &[("number", proposal.into())]);
    Some(TextLink::new(label, format!("/governance/councils/{council}")).into())
}

/// The ballots and the proposals that are not done, to choose from.
pub(super) async fn subjects(view: &View, read: &platform::Read, council: &str) -> Result<Vec<Choice>> {
    let mut all = Vec::new();
    for row in councils::ballots(read, council).await? {
        let label = view.ta("governance-item-of-ballot", &[("title", row.title.into())]);
        all.push(Choice::new(format!("ballot:{}", row.number), label));
    }
    for row in councils::proposals(read, council).await? {
        if At::parse(&row.state).is_some_and(|state| state.column() != Lane::Done) {
            let label = view.ta("governance-item-of-proposal", &[("title", row.title.into())]);
            all.push(Choice::new(format!("proposal:{}", row.number), label));
        }
    }
    Ok(all)
}

/// The form that adds an item.
pub(super) fn adding(
    view: &View,
    whole: &Whole,
    item: &Item,
    subjects: Vec<Choice>,
    wrong: Option<&Refusal>,
) -> UiForm {
    let row = &whole.meeting;
    let error = |field| wrong.filter(|wrong| wrong.field() == Some(field)).map(|wrong| refusal(view, wrong));
    let kinds = [("yes", "governance-item-decides"), ("no", "governance-item-informs")];
    let decides = match (item.decides.as_str(), row.noticed_at.is_some()) {
        ("", true) => "no",
        ("", false) => "yes",
        (written, _) => written,
    };
    let kinds = kinds.map(|(value, key)| Choice::new(value, view.t(key)));
    UiForm::post(view.lang, format!("{}/agenda", path(&row.service, row.number)))
        .field(
            Field::text("title", view.t("governance-column-item"))
                .value(&item.title)
                .max_length(120)
                .error_if(error("title")),
        )
        .field(
            Field::radios("decides", view.t("governance-column-kind"), kinds)
                .hint(view.t("governance-item-kind-hint"))
                .value(decides)
                .error_if(error("decides")),
        )
        .field(
            Field::select("subject", view.t("governance-item-subject"), subjects)
                .value(&item.subject)
                .optional()
                .error_if(error("subject")),
        )
        .button(Button::submit(view.t("governance-agenda-add")).secondary())
}
