//! `/bibblix/budget`: what the municipality has decided, what the months have used, and a new decision.

use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use platform::{Caller, Ctx, Read, Result, View, clock::local_month, extract::Form};
use sea_orm::{QueryOrder, QuerySelect};
use serde::Deserialize;
use ui::{Button, Card, Cell, Column, Empty, Explain, Field, Form as UiForm, Icon, Notice, Page, Table, format};

use super::common::{budget_bar, month as month_name, refusal};
use crate::{
    budgets,
    domain::budget::{Budget, HIGHEST_CAP, parse_kronor},
    entities::budget,
    failure::Failure,
    permissions::SET_BUDGET,
};

#[derive(Debug, Deserialize)]
pub(crate) struct Sent {
    #[serde(default)]
    cap: String,
    /// The decision that the page showed; without it, whatever stands is decided anew.
    revision: Option<i64>,
}

pub(crate) async fn show(State(ctx): State<Ctx>, view: View, caller: Caller) -> Result<Response> {
    let read = ctx.store.read(caller.tenant()).await?;
    Ok(view.page(page(&view, &caller, &read, None).await?))
}

pub(crate) async fn send(
    State(ctx): State<Ctx>,
    view: View,
    caller: Caller,
    Form(sent): Form<Sent>,
) -> Result<Response> {
    let error = match parse_kronor(&sent.cap).filter(|ore| (0..=HIGHEST_CAP).contains(ore)) {
        None => view.t("bibblix-cap-wrong"),
        Some(cap) => {
            let tx = ctx.store.begin(&caller).await?;
            match budgets::decide(&tx, cap, sent.revision).await {
                Ok(_) => {
                    tx.commit().await?;
                    return Ok(Redirect::to("/bibblix/budget").into_response());
                }
                Err(Failure::Failed(error)) => return Err(error),
                Err(Failure::Refused(refused)) => refusal(&view, &refused),
            }
        }
    };
    let read = ctx.store.read(caller.tenant()).await?;
    Ok(view.refused(page(&view, &caller, &read, Some((sent.cap, error))).await?))
}

async fn page(view: &View, caller: &Caller, read: &Read, wrong: Option<(String, String)>) -> Result<Page> {
    let month = local_month(view.ctx.clock.now());
    let decided = budgets::decided(read).await?;
    let budget = budgets::of_month(read, decided.as_ref(), month).await?;
    let months = read.find::<budget::Entity>().order_by_desc(budget::Column::Month).limit(14).all(read.db()).await?;
    let values = [("cap", format::kronor(budget.cap).into()), ("left", format::kronor(budget.left()).into())];
    let mut page = Page::new(view.t("bibblix-budget"))
        .crumb(view.t("service-bibblix"), "/bibblix")
        .lead(view.ta("bibblix-budget-lead", &values))
        .body(
            Card::new(view.ta("bibblix-budget-of", &[("month", month_name(view, month).into())]))
                .body(budget_bar(view, budget)),
        );
    if decided.as_ref().is_none_or(|row| row.decided_at.is_none()) {
        page = page.body(Notice::info(view.lang, view.t("bibblix-budget-default")));
    }
    if caller.may(&SET_BUDGET) {
        let (value, error) =
            wrong.map_or_else(|| (format::integer(budget.cap / 100), None), |(value, error)| (value, Some(error)));
        let field =
            Field::number("cap", view.t("bibblix-cap")).hint(view.t("bibblix-cap-hint")).value(value).error_if(error);
        let form = UiForm::post(view.lang, "/bibblix/budget")
            .hidden("revision", budgets::revision(decided.as_ref()).to_string())
            .field(field)
            .button(Button::submit(view.t("bibblix-cap-save")));
        page = page.body(Card::new(view.t("bibblix-cap-title")).body(form));
    }
    let table = table(view, &months);
    Ok(page
        .body(Card::new(view.t("bibblix-budget-months")).body(table).flush())
        .body(Explain::new(view.lang, view.t("bibblix-budget-rule"))))
}

fn table(view: &View, months: &[budget::Model]) -> Table {
    let mut table = Table::new(view.lang, view.t("bibblix-budget-months"))
        .caption_hidden()
        .column(Column::text(view.t("bibblix-column-month")))
        .column(Column::number(view.t("bibblix-column-cap")))
        .column(Column::number(view.t("bibblix-column-used")))
        .column(Column::number(view.t("bibblix-column-percent")))
        .empty(Empty::new(Icon::Coins, view.t("bibblix-budget-none")));
    for row in months {
        let budget = Budget { cap: row.cap_ore, committed: row.committed_ore };
        let percent = format!("{}\u{a0}%", budget.percent());
        table = table.row([
            Cell::text(month_name(view, row.month)),
            Cell::money(row.cap_ore),
            Cell::money(row.committed_ore),
            Cell::text(percent),
        ]);
    }
    table
}
