//! Price versions: what is in force, what was, and adding one.

use axum::response::{IntoResponse, Redirect, Response};
use platform::{
    Caller, Result, View,
    clock::{local_month, next_month},
    extract::{Form, Query},
};
use sea_orm::QueryOrder;
use serde::Deserialize;
use ui::{Badge, Button, Card, Cell, Choice, Column, Empty, Field, Icon, Notice, Page, Table, format};

use super::{error_of, item_name, month_of, month_value, price_text, refused_text, service_name, tabs, vat_choices};
use crate::usage::{
    domain::{Item, Rate, Refused, price_at},
    entities::price,
    known::price_of,
    permissions::ADD_PRICE,
    prices::{self, NewPrice},
};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Done {
    added: bool,
}

/// The form of a new version.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Written {
    /// `<service>/<item>`.
    what: String,
    month: String,
    kronor: String,
    vat: String,
    account: String,
    decision: String,
    reason: String,
}

pub(super) async fn show(view: View, caller: Caller, Query(done): Query<Done>) -> Result<Response> {
    let month = next_month(local_month(view.ctx.clock.now()));
    let written = Written { month: month_value(month), ..Written::default() };
    let page = draw(&view, &caller, &written, None, done.added).await?;
    Ok(view.page(page))
}

pub(super) async fn add(view: View, caller: Caller, Form(written): Form<Written>) -> Result<Response> {
    let across = view.ctx.store.across(&caller, "a price version is added").await?;
    let refused = match read(&written) {
        Ok(new) => prices::add(&view.ctx.site, &across, new).await?.err(),
        Err(refused) => Some(refused),
    };
    if let Some(refused) = refused {
        drop(across);
        return Ok(view.refused(draw(&view, &caller, &written, Some(refused), false).await?));
    }
    across.commit().await?;
    Ok(Redirect::to("/billing/prices?added=true").into_response())
}

fn read(written: &Written) -> Result<NewPrice, Refused> {
    let (service, item) = written.what.split_once('/').ok_or(Refused::Item)?;
    let kronor = written.kronor.trim();
    Ok(NewPrice {
        service: service.into(),
        item: item.parse().map_err(|()| Refused::Item)?,
        valid_from: month_of(&written.month).ok_or(Refused::FirstOfMonth)?,
        rate: if kronor.is_empty() { None } else { Some(Rate::from_kronor(kronor).ok_or(Refused::Rate)?) },
        vat: written.vat.parse().map_err(|()| Refused::Vat)?,
        account: written.account.trim().into(),
        decision: written.decision.clone(),
        reason: written.reason.clone(),
    })
}

async fn draw(view: &View, caller: &Caller, written: &Written, refused: Option<Refused>, added: bool) -> Result<Page> {
    let read = view.ctx.store.read(caller.tenant()).await?;
    let rows = read.reference::<price::Entity>().order_by_asc(price::Column::Service).order_by_asc(price::Column::Item);
    let rows = rows.order_by_desc(price::Column::Version).all(read.db()).await?;
    let mut page = Page::new(view.t("billing-prices")).crumb(view.t("billing-home"), "/");
    page = page
        .lead(view.ta("billing-prices-lead", &[("n", i64::try_from(rows.len()).unwrap_or(0).into())]))
        .body(tabs(view, "prices"));
    if added {
        page = page.body(Notice::good(view.lang, view.t("billing-prices-added")));
    }
    page = page.body(Card::new(view.t("billing-prices-table")).flush().body(table(view, rows)?));
    if caller.may(&ADD_PRICE) {
        page = page.body(Card::new(view.t("billing-prices-add")).body(form(view, written, refused)));
    }
    Ok(page)
}

fn table(view: &View, rows: Vec<price::Model>) -> Result<Table> {
    let month = local_month(view.ctx.clock.now());
    let current =
        rows.iter().filter(|row| row.replaced_by.is_none()).cloned().map(price_of).collect::<Result<Vec<_>>>()?;
    let mut table = Table::new(view.lang, view.t("billing-prices-table"))
        .caption_hidden()
        .column(Column::text(view.t("billing-service")))
        .column(Column::text(view.t("billing-what")))
        .column(Column::number(view.t("billing-version")))
        .column(Column::text(view.t("billing-valid-from")))
        .column(Column::text(view.t("billing-price")))
        .column(Column::text(view.t("billing-vat")))
        .column(Column::text(view.t("billing-account")))
        .column(Column::text(view.t("billing-decision")))
        .column(Column::text(view.t("billing-state")))
        .empty(Empty::new(Icon::Coins, view.t("billing-prices-empty")));
    for row in rows {
        let price = price_of(row.clone())?;
        let in_force = price_at(&current, &price.service, &price.item, month).is_some_and(|now| now.id == price.id);
        let state = if row.replaced_by.is_some() {
            Badge::neutral(view.t("billing-price-replaced"))
        } else if in_force {
            Badge::good(view.t("billing-price-in-force"))
        } else if price.valid_from > month {
            Badge::neutral(view.t("billing-price-coming"))
        } else {
            Badge::neutral(view.t("billing-price-past"))
        };
        table = table.row([
            Cell::text(service_name(view, &price.service)),
            Cell::text(item_name(view, &price.service, &price.item)),
            Cell::integer(price.version),
            Cell::text(format::day(price.valid_from)),
            Cell::text(price_text(view, &price)),
            Cell::text(view.t(&format!("billing-vat-{}", price.vat.code().to_lowercase()))),
            Cell::text(&price.account),
            Cell::text(&row.decision),
            Cell::badge(state),
        ]);
    }
    Ok(table)
}

/// Everything that can have a price.
fn choices(view: &View) -> Vec<Choice> {
    let charged = view.ctx.site.entries.iter().filter(|entry| entry.charged);
    charged
        .flat_map(|entry| {
            let meters = entry.meters.iter().map(|meter| Item::Meter(meter.name.into()));
            meters.chain([Item::FixedPerInhabitant, Item::FixedMonthly, Item::ConnectionFee]).map(|item| {
                let label = format!("{}: {}", service_name(view, entry.name), item_name(view, entry.name, &item));
                Choice::new(format!("{}/{item}", entry.name), label)
            })
        })
        .collect()
}

fn form(view: &View, written: &Written, refused: Option<Refused>) -> ui::Form {
    let error = |field: &str| error_of(view, refused, field);
    let what = Field::select("what", view.t("billing-what"), choices(view)).value(&written.what);
    let form = ui::Form::post(view.lang, "/billing/prices")
        .field(what.error_if(error("item").or_else(|| error("service"))))
        .field(Field::month("month", view.t("billing-valid-from")).value(&written.month).error_if(error("month")))
        .field(
            Field::number("kronor", view.t("billing-kronor"))
                .optional()
                .hint(view.t("billing-kronor-hint"))
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
        .field(
            Field::text("decision", view.t("billing-decision"))
                .hint(view.t("billing-decision-hint"))
                .max_length(100)
                .value(&written.decision)
                .error_if(error("decision")),
        )
        .field(
            Field::textarea("reason", view.t("billing-reason"), 2)
                .max_length(500)
                .value(&written.reason)
                .error_if(error("reason")),
        )
        .button(Button::submit(view.t("billing-prices-add")));
    match refused {
        Some(refused) if !form.has_errors() => form.error(refused_text(view, refused)),
        _ => form,
    }
}
