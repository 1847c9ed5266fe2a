//! One-off charges: what has been raised, and adding one.

use axum::response::{IntoResponse, Redirect, Response};
use platform::{
    Across, Caller, Result, View,
    clock::local_month,
    extract::{Form, Query},
};
use sea_orm::{ColumnTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::Deserialize;
use ui::{Badge, Button, Card, Cell, Choice, Column, Empty, Field, Icon, Notice, Page, Pagination, Table, format};

use super::{error_of, month_name, month_of, month_value, ore_of, refused_text, service_name, tabs, vat_choices};
use crate::usage::{
    charges::{self, CONNECTION_FEE, NewCharge},
    domain::Refused,
    entities::{charge, organisation, subscription},
    permissions::ADD_CHARGE,
};

const LIMIT: u64 = 50;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wanted {
    added: bool,
    page: Option<u64>,
}

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

pub(super) async fn show(view: View, caller: Caller, Query(wanted): Query<Wanted>) -> Result<Response> {
    let written = Written { month: month_value(local_month(view.ctx.clock.now())), ..Written::default() };
    let across = view.ctx.store.across(&caller, "one-off charges are listed").await?;
    let page = draw(&view, &caller, &across, &written, None, &wanted).await?;
    across.commit().await?;
    Ok(view.page(page))
}

pub(super) async fn add(view: View, caller: Caller, Form(written): Form<Written>) -> Result<Response> {
    let across = view.ctx.store.across(&caller, "a one-off charge is added").await?;
    let refused = match read(&written) {
        Ok(new) => charges::add(&view.ctx.site, &across, new).await?.err(),
        Err(refused) => Some(refused),
    };
    if let Some(refused) = refused {
        let page = draw(&view, &caller, &across, &written, Some(refused), &Wanted::default()).await?;
        return Ok(view.refused(page));
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
    wanted: &Wanted,
) -> Result<Page> {
    let names = across.find::<organisation::Entity>().all(across.db()).await?;
    let total = across.find::<charge::Entity>().count(across.db()).await?;
    let number = wanted.page.unwrap_or(1).clamp(1, total.div_ceil(LIMIT).max(1));
    let rows =
        across.find::<charge::Entity>().order_by_desc(charge::Column::Month).order_by_asc(charge::Column::Tenant);
    let rows = rows.order_by_asc(charge::Column::Id).offset((number - 1) * LIMIT).limit(LIMIT).all(across.db()).await?;
    let lead = view.ta("billing-charges-lead", &[("n", total.into())]);
    let mut page =
        Page::new(view.t("billing-charges")).crumb(view.t("billing-home"), "/").lead(lead).body(tabs(view, "charges"));
    if wanted.added {
        page = page.body(Notice::good(view.lang, view.t("billing-charges-added")));
    }
    page = page.body(Card::new(view.t("billing-charges-table")).flush().body(table(view, rows, &names)));
    page = page.body(Pagination::new(view.lang, "/billing/charges", number, LIMIT, total));
    if caller.may(&ADD_CHARGE) {
        let subscribers = subscribers(across, &names).await?;
        page = page.body(Card::new(view.t("billing-charges-add")).body(form(view, written, refused, subscribers)));
    }
    Ok(page)
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

fn table(view: &View, rows: Vec<charge::Model>, names: &[organisation::Model]) -> Table {
    let table = Table::new(view.lang, view.t("billing-charges-table"))
        .caption_hidden()
        .column(Column::text(view.t("billing-month")))
        .column(Column::text(view.t("billing-organisation")))
        .column(Column::text(view.t("billing-payer")))
        .column(Column::text(view.t("billing-service")))
        .column(Column::text(view.t("billing-what")))
        .column(Column::number(view.t("billing-amount")))
        .column(Column::text(view.t("billing-state")))
        .empty(Empty::new(Icon::Coins, view.t("billing-charges-empty")));
    rows.into_iter().fold(table, |table, row| {
        let what = if row.kind == CONNECTION_FEE { view.t("billing-item-connection-fee") } else { row.reason };
        let state = match row.line_run {
            Some(_) => Badge::good(view.t("billing-charge-billed")),
            None => Badge::neutral(view.t("billing-charge-waits")),
        };
        table.row([
            Cell::text(month_name(view, row.month)),
            Cell::text(name_of(names, &row.tenant)),
            Cell::text(name_of(names, &row.payer)),
            Cell::text(service_name(view, &row.service)),
            Cell::text(what),
            Cell::money(row.ore),
            Cell::badge(state),
        ])
    })
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
