//! Use that waits: how much, why, and what to do about it.

use axum::response::{IntoResponse, Redirect, Response};
use platform::{
    Across, Caller, Result, View,
    extract::{Form, Query},
    listing::{self, Col, Filter, List, Pairs, Saved},
};
use sea_orm::{ColumnTrait, PaginatorTrait, QueryFilter};
use serde::Deserialize;
use ui::{Actions, Button, Field, Icon, Notice, Page};
use uuid::Uuid;

use super::{error_of, meter_name, service_name, tabs};
use crate::usage::{domain::Refused, entities::quarantine, permissions::RESOLVE, quarantine as act};

const PATH: &str = "/billing/quarantine";
/// Why use waits.
const REASONS: [&str; 6] = ["unknown-service", "unknown-meter", "wrong-kind", "no-price", "not-subscribed", "conflict"];

/// The form of an act: `retry` (all, or one when `id` names it) or `drop`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Written {
    act: String,
    id: Option<Uuid>,
    reason: String,
}

pub(super) async fn show(view: View, caller: Caller, Query(pairs): Query<Pairs>) -> Result<Response> {
    let why = listing::either(&pairs, "waiting use is listed", "waiting use is exported");
    let across = view.ctx.store.across(&caller, why).await?;
    let answer = draw(&view, &caller, &across, &pairs, None).await?;
    across.commit().await?;
    Ok(answer)
}

pub(super) async fn resolve(view: View, caller: Caller, Form(written): Form<Written>) -> Result<Response> {
    let across = view.ctx.store.across(&caller, "waiting use is resolved").await?;
    match (written.act.as_str(), written.id) {
        ("retry", None) => act::retry_all(&view.ctx.site, &across).await?,
        ("retry", Some(id)) => act::retry_one(&view.ctx.site, &across, id).await?,
        ("drop", Some(id)) => {
            if let Err(refused) = act::drop_one(&across, id, &written.reason).await? {
                return draw(&view, &caller, &across, &Vec::new(), Some((id, refused))).await;
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
    pairs: &Pairs,
    refused: Option<(Uuid, Refused)>,
) -> Result<Response> {
    let may = caller.may(&RESOLVE);
    let list = list(view, may, refused);
    let asked = list.read(pairs)?;
    let mut open = across.find::<quarantine::Entity>().filter(quarantine::Column::Outcome.is_null());
    let all = open.clone().count(across.db()).await?;
    if let Some(reason) = asked.get("reason") {
        open = open.filter(quarantine::Column::Reason.eq(reason));
    }
    if let Some(service) = asked.get("service") {
        open = open.filter(quarantine::Column::Service.eq(service));
    }
    let found = asked.find(open, quarantine::Column::Id, across.db()).await?;
    let saved = Saved::of(&across.tenant(caller.tenant()), view, caller, PATH).await?;
    let mut page = Page::new(view.t("billing-quarantine"))
        .crumb(view.t("billing-home"), "/")
        .lead(view.ta("billing-quarantine-lead", &[("n", all.into())]))
        .body(tabs(view, "quarantine"));
    if listing::has(pairs, "done") {
        page = page.body(Notice::good(view.lang, view.t("billing-quarantine-done")));
    }
    if may && all > 0 {
        let all = ui::Form::post(view.lang, PATH).inline().hidden("act", "retry");
        page = page.body(Actions::new().button(all.button(Button::submit(view.t("billing-quarantine-retry-all")))));
    }
    if refused.is_some() {
        return Ok(view.refused(page.body(list.html(&asked, &found, &saved))));
    }
    list.respond(asked, found, saved, |list| page.body(list)).await
}

fn list(view: &View, may: bool, refused: Option<(Uuid, Refused)>) -> List<'_, quarantine::Model> {
    let why = |reason: &str| view.t(&format!("billing-waits-{reason}"));
    let reasons = Filter::select("reason", view.t("billing-why")).all(view.t("billing-all"), None);
    let reasons = REASONS.into_iter().fold(reasons, |filter, reason| filter.option(reason, why(reason)));
    let services = Filter::chips("service", view.t("billing-service")).all(view.t("billing-all"), None);
    let charged = view.ctx.site.entries.iter().filter(|entry| entry.charged);
    let services = charged.fold(services, |filter, entry| filter.option(entry.name, service_name(view, entry.name)));
    let act = Col::shown("act", view.t("billing-act"), move |row: &quarantine::Model| {
        ui::Html::from(drop_form(view, row, refused)).into()
    });
    List::new(view, PATH, view.t("billing-quarantine-table"))
        .file("vantande-anvandning")
        .rows(50)
        .start("received")
        .filter(reasons)
        .filter(services)
        .empty(Icon::Done, view.t("billing-quarantine-empty"))
        .column(
            Col::time("time", view.t("billing-time"), |row: &quarantine::Model| row.occurred_at)
                .sort(quarantine::Column::OccurredAt),
        )
        .column(
            Col::time("received", view.t("billing-received"), |row: &quarantine::Model| row.received_at)
                .sort(quarantine::Column::ReceivedAt)
                .only_file(),
        )
        .column(
            Col::text("organisation", view.t("billing-organisation"), |row: &quarantine::Model| row.tenant.clone())
                .sort(quarantine::Column::Tenant),
        )
        .column(Col::text("service", view.t("billing-service"), |row: &quarantine::Model| {
            service_name(view, &row.service)
        }))
        .column(Col::text("meter", view.t("billing-meter"), |row: &quarantine::Model| {
            meter_name(view, &row.service, &row.meter)
        }))
        .column(
            Col::integer("quantity", view.t("billing-quantity"), |row: &quarantine::Model| row.quantity)
                .sort(quarantine::Column::Quantity),
        )
        .column(
            Col::money("amount", view.t("billing-amount"), |row: &quarantine::Model| {
                row.price_list.as_ref().map(|_| row.ore)
            })
            .sort(quarantine::Column::Ore),
        )
        .column(Col::text("why", view.t("billing-why"), move |row: &quarantine::Model| why(&row.reason)))
        .column(
            Col::text("reference", view.t("billing-reference"), |row: &quarantine::Model| row.source_ref.clone())
                .only_file(),
        )
        .column_if(may.then_some(act))
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
