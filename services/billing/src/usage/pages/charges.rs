//! One-off charges: what has been raised, and adding one.

use axum::response::{IntoResponse, Redirect, Response};
use platform::{
    Across, Caller, Result, View,
    clock::local_month,
    extract::{Form, Query},
    listing::{self, Col, Filter, List, Pairs, Saved},
};
use sea_orm::{ColumnTrait, QueryFilter, QuerySelect};
use serde::Deserialize;
use ui::{Badge, Button, Card, Cell, Choice, Field, Icon, Notice, Page, format};

use super::{error_of, month_of, month_value, ore_of, refused_text, service_name, tabs, vat_choices};
use crate::usage::{
    charges::{self, CONNECTION_FEE, NewCharge},
    domain::Refused,
    entities::{charge, organisation, subscription},
    permissions::ADD_CHARGE,
};

const PATH: &str = "/billing/charges";

/// The form of a new charge.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Written {
    organisation: String,
    service: String,
    kronor: String,
    vat: String,
    account: String,
    month: String,
    reason: String,
}

pub(super) async fn show(view: View, caller: Caller, Query(pairs): Query<Pairs>) -> Result<Response> {
    let written = Written { month: month_value(local_month(view.ctx.clock.now())), ..Written::default() };
    let why = listing::either(&pairs, "one-off charges are listed", "one-off charges are exported");
    let across = view.ctx.store.across(&caller, why).await?;
    let answer = draw(&view, &caller, &across, &written, None, &pairs).await?;
    across.commit().await?;
    Ok(answer)
}

pub(super) async fn add(view: View, caller: Caller, Form(written): Form<Written>) -> Result<Response> {
    let across = view.ctx.store.across(&caller, "a one-off charge is added").await?;
    let refused = match read(&written) {
        Ok(new) => charges::add(&view.ctx.site, &across, new).await?.err(),
        Err(refused) => Some(refused),
    };
    if refused.is_some() {
        return draw(&view, &caller, &across, &written, refused, &Vec::new()).await;
    }
    across.commit().await?;
    Ok(Redirect::to("/billing/charges?added=true").into_response())
}

fn read(written: &Written) -> Result<NewCharge, Refused> {
    Ok(NewCharge {
        organisation: written.organisation.parse().map_err(|_| Refused::NotSubscribed)?,
        service: written.service.clone(),
        ore: ore_of(&written.kronor).ok_or(Refused::Amount)?,
        vat: written.vat.parse().map_err(|()| Refused::Vat)?,
        account: written.account.trim().into(),
        month: month_of(&written.month).ok_or(Refused::FirstOfMonth)?,
        reason: written.reason.clone(),
    })
}

async fn draw(
    view: &View,
    caller: &Caller,
    across: &Across,
    written: &Written,
    refused: Option<Refused>,
    pairs: &Pairs,
) -> Result<Response> {
    let names = across.find::<organisation::Entity>().all(across.db()).await?;
    let list = list(view, &names);
    let asked = list.read(pairs)?;
    let mut rows = across.find::<charge::Entity>();
    if let Some(service) = asked.get("service") {
        rows = rows.filter(charge::Column::Service.eq(service));
    }
    rows = match asked.get("state") {
        Some("billed") => rows.filter(charge::Column::LineRun.is_not_null()),
        Some(_) => rows.filter(charge::Column::LineRun.is_null()),
        None => rows,
    };
    let found = asked.find(rows, charge::Column::Id, across.db()).await?;
    let saved = Saved::of(&across.tenant(caller.tenant()), view, caller, PATH).await?;
    let lead = view.ta("billing-charges-lead", &[("n", found.total.into())]);
    let mut page =
        Page::new(view.t("billing-charges")).crumb(view.t("billing-home"), "/").lead(lead).body(tabs(view, "charges"));
    if listing::has(pairs, "added") {
        page = page.body(Notice::good(view.lang, view.t("billing-charges-added")));
    }
    let mut add = ui::Html::new();
    if caller.may(&ADD_CHARGE) {
        let subscribers = subscribers(across, &names).await?;
        add.push(Card::new(view.t("billing-charges-add")).body(form(view, written, refused, subscribers)));
    }
    if refused.is_some() {
        return Ok(view.refused(page.body(add).body(list.html(&asked, &found, &saved))));
    }
    list.respond(asked, found, saved, |list| page.body(list).body(add)).await
}

/// Who can be charged, by name.
async fn subscribers(across: &Across, names: &[organisation::Model]) -> Result<Vec<Choice>> {
    let column = subscription::Column::Tenant;
    let tenants: Vec<String> = across
        .find::<subscription::Entity>()
        .filter(subscription::Column::Ends.is_null())
        .select_only()
        .column(column)
        .distinct()
        .into_tuple()
        .all(across.db())
        .await?;
    let mut choices: Vec<(String, String)> =
        tenants.into_iter().map(|tenant| (name_of(names, &tenant).to_owned(), tenant)).collect();
    choices.sort_by_key(|(name, _)| format::collation_key(name));
    Ok(choices.into_iter().map(|(name, tenant)| Choice::new(tenant, name)).collect())
}

fn name_of<'a>(names: &'a [organisation::Model], tenant: &'a str) -> &'a str {
    names.iter().find(|one| one.tenant == tenant).map_or(tenant, |one| one.short_name.as_str())
}

fn list<'a>(view: &'a View, names: &'a [organisation::Model]) -> List<'a, charge::Model> {
    let services = Filter::select("service", view.t("billing-service")).all(view.t("billing-all"), None);
    let charged = view.ctx.site.entries.iter().filter(|entry| entry.charged);
    let services = charged.fold(services, |filter, entry| filter.option(entry.name, service_name(view, entry.name)));
    let states = Filter::chips("state", view.t("billing-state"))
        .all(view.t("billing-all"), None)
        .option("waits", view.t("billing-charge-waits"))
        .option("billed", view.t("billing-charge-billed"));
    let what = |row: &charge::Model| {
        if row.kind == CONNECTION_FEE { view.t("billing-item-connection-fee") } else { row.reason.clone() }
    };
    let state = |row: &charge::Model| {
        view.t(if row.line_run.is_some() { "billing-charge-billed" } else { "billing-charge-waits" })
    };
    let name = |tenant: &str| name_of(names, tenant).to_owned();
    List::new(view, PATH, view.t("billing-charges-table"))
        .file("engangsbelopp")
        .rows(50)
        .start("-month")
        .filter(services)
        .filter(states)
        .empty(Icon::Coins, view.t("billing-charges-empty"))
        .column(
            Col::month("month", view.t("billing-month"), |row: &charge::Model| row.month).sort(charge::Column::Month),
        )
        .column(Col::text("organisation", view.t("billing-organisation"), move |row: &charge::Model| name(&row.tenant)))
        .column(Col::text("payer", view.t("billing-payer"), move |row: &charge::Model| name(&row.payer)))
        .column(
            Col::text("service", view.t("billing-service"), |row: &charge::Model| service_name(view, &row.service))
                .sort(charge::Column::Service),
        )
        .column(Col::text("what", view.t("billing-what"), what))
        .column(Col::money("amount", view.t("billing-amount"), |row: &charge::Model| row.ore).sort(charge::Column::Ore))
        .column(Col::text("state", view.t("billing-state"), state).cell(move |row| {
            let word = state(row);
            Cell::badge(if row.line_run.is_some() { Badge::good(word) } else { Badge::neutral(word) })
        }))
}

fn form(view: &View, written: &Written, refused: Option<Refused>, subscribers: Vec<Choice>) -> ui::Form {
    let error = |field: &str| error_of(view, refused, field);
    let charged = view.ctx.site.entries.iter().filter(|entry| entry.charged);
    let services = charged.map(|entry| Choice::new(entry.name, service_name(view, entry.name)));
    let form = ui::Form::post(view.lang, "/billing/charges")
        .field(
            Field::select("organisation", view.t("billing-organisation"), subscribers)
                .value(&written.organisation)
                .error_if(error("organisation")),
        )
        .field(
            Field::select("service", view.t("billing-service"), services)
                .value(&written.service)
                .error_if(error("service")),
        )
        .field(
            Field::number("kronor", view.t("billing-charge-kronor"))
                .hint(view.t("billing-charge-kronor-hint"))
                .value(&written.kronor)
                .error_if(error("kronor")),
        )
        .field(
            Field::select("vat", view.t("billing-vat"), vat_choices(view))
                .value(&written.vat)
                .short()
                .error_if(error("vat")),
        )
        .field(
            Field::text("account", view.t("billing-account"))
                .short()
                .max_length(4)
                .value(&written.account)
                .error_if(error("account")),
        )
        .field(Field::month("month", view.t("billing-charge-month")).value(&written.month).error_if(error("month")))
        .field(
            Field::textarea("reason", view.t("billing-reason"), 2)
                .hint(view.t("billing-charge-reason-hint"))
                .max_length(500)
                .value(&written.reason)
                .error_if(error("reason")),
        )
        .button(Button::submit(view.t("billing-charges-add")));
    match refused {
        Some(refused) if !form.has_errors() => form.error(refused_text(view, refused)),
        _ => form,
    }
}
