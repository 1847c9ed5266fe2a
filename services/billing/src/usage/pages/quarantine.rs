//! Use that waits: how much, why, and what to do about it.

use axum::response::{IntoResponse, Redirect, Response};
use platform::{
    Across, Caller, Result, View,
    extract::{Form, Query},
};
use sea_orm::{ColumnTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::Deserialize;
use ui::{Actions, Button, Card, Cell, Column, Empty, Field, Icon, Notice, Page, Pagination, Table, minute_tag};
use uuid::Uuid;

use super::{error_of, meter_name, service_name, tabs};
use crate::usage::{domain::Refused, entities::quarantine, permissions::RESOLVE, quarantine as act};

const LIMIT: u64 = 50;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wanted {
    done: bool,
    page: Option<u64>,
}

/// The form of an act: `retry` (all, or one when `id` names it) or `drop`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Written {
    act: String,
    id: Option<Uuid>,
    reason: String,
}

pub(super) async fn show(view: View, caller: Caller, Query(wanted): Query<Wanted>) -> Result<Response> {
    let across = view.ctx.store.across(&caller, "waiting use is listed").await?;
    let page = draw(&view, &caller, &across, &wanted, None).await?;
    across.commit().await?;
    Ok(view.page(page))
}

pub(super) async fn resolve(view: View, caller: Caller, Form(written): Form<Written>) -> Result<Response> {
    let across = view.ctx.store.across(&caller, "waiting use is resolved").await?;
    match (written.act.as_str(), written.id) {
        ("retry", None) => act::retry_all(&view.ctx.site, &across).await?,
        ("retry", Some(id)) => act::retry_one(&view.ctx.site, &across, id).await?,
        ("drop", Some(id)) => {
            if let Err(refused) = act::drop_one(&across, id, &written.reason).await? {
                let page = draw(&view, &caller, &across, &Wanted::default(), Some((id, refused))).await?;
                return Ok(view.refused(page));
            }
        }
        _ => return Err(platform::Error::invalid("act", "must be retry, or drop with an id")),
    }
    across.commit().await?;
    Ok(Redirect::to("/billing/quarantine?done=true").into_response())
}

async fn draw(
    view: &View,
    caller: &Caller,
    across: &Across,
    wanted: &Wanted,
    refused: Option<(Uuid, Refused)>,
) -> Result<Page> {
    let open = across.find::<quarantine::Entity>().filter(quarantine::Column::Outcome.is_null());
    let total = open.clone().count(across.db()).await?;
    let number = wanted.page.unwrap_or(1).clamp(1, total.div_ceil(LIMIT).max(1));
    let rows = open.order_by_asc(quarantine::Column::Reason).order_by_asc(quarantine::Column::ReceivedAt);
    let rows =
        rows.order_by_asc(quarantine::Column::Id).offset((number - 1) * LIMIT).limit(LIMIT).all(across.db()).await?;
    let lead = view.ta("billing-quarantine-lead", &[("n", total.into())]);
    let mut page = Page::new(view.t("billing-quarantine"))
        .crumb(view.t("billing-home"), "/")
        .lead(lead)
        .body(tabs(view, "quarantine"));
    if wanted.done {
        page = page.body(Notice::good(view.lang, view.t("billing-quarantine-done")));
    }
    let may = caller.may(&RESOLVE);
    if may && total > 0 {
        let all = ui::Form::post(view.lang, "/billing/quarantine").inline().hidden("act", "retry");
        page = page.body(Actions::new().button(all.button(Button::submit(view.t("billing-quarantine-retry-all")))));
    }
    page = page.body(Card::new(view.t("billing-quarantine-table")).flush().body(table(view, &rows, may, refused)));
    Ok(page.body(Pagination::new(view.lang, "/billing/quarantine", number, LIMIT, total)))
}

fn table(view: &View, rows: &[quarantine::Model], may: bool, refused: Option<(Uuid, Refused)>) -> Table {
    let mut table = Table::new(view.lang, view.t("billing-quarantine-table"))
        .caption_hidden()
        .column(Column::text(view.t("billing-time")))
        .column(Column::text(view.t("billing-organisation")))
        .column(Column::text(view.t("billing-service")))
        .column(Column::text(view.t("billing-meter")))
        .column(Column::number(view.t("billing-quantity")))
        .column(Column::number(view.t("billing-amount")))
        .column(Column::text(view.t("billing-why")));
    if may {
        table = table.column(Column::text(view.t("billing-act")));
    }
    table = table.empty(Empty::new(Icon::Done, view.t("billing-quarantine-empty")));
    rows.iter().fold(table, |table, row| {
        let mut cells = vec![
            minute_tag(row.occurred_at).into(),
            Cell::text(&row.tenant),
            Cell::text(service_name(view, &row.service)),
            Cell::text(meter_name(view, &row.service, &row.meter)),
            Cell::integer(row.quantity),
            if row.price_list.is_some() { Cell::money(row.ore) } else { Cell::empty() },
            Cell::text(view.t(&format!("billing-waits-{}", row.reason))),
        ];
        if may {
            cells.push(ui::Html::from(drop_form(view, row, refused)).into());
        }
        table.row(cells)
    })
}

fn drop_form(view: &View, row: &quarantine::Model, refused: Option<(Uuid, Refused)>) -> ui::Form {
    let refused = refused.filter(|(id, _)| *id == row.id).map(|(_, refused)| refused);
    let reason = Field::text("reason", view.t("billing-quarantine-reason"))
        .max_length(500)
        .error_if(error_of(view, refused, "reason"));
    ui::Form::post(view.lang, "/billing/quarantine")
        .inline()
        .hidden("act", "drop")
        .hidden("id", row.id.to_string())
        .field(reason)
        .button(Button::submit(view.t("billing-quarantine-drop")).danger().small())
}
