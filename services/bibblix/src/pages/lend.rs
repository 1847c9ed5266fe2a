//! `/bibblix/lend`: search a title, see what it costs and what is left, give the card, lend.

use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use platform::{
    Caller, Ctx, Error, Read, Result, View,
    clock::{local_date, local_month},
    extract::{Form, Query},
};
use serde::Deserialize;
use ui::{
    Button, Card, Cell, Column, Empty, Facts, Field, Form as UiForm, Icon, Notice, Page, Search, Step, Stepper, Table,
    format,
};
use uuid::Uuid;

use super::common::{budget_bar, refusal};
use crate::{
    budgets, catalogue,
    domain::{card::CardNumber, lending::Refusal},
    entities::title,
    failure::Failure,
    lend::{self, Cost},
};

/// Titles shown for a search.
const HITS: u64 = 12;

#[derive(Debug, Deserialize)]
pub(crate) struct Choice {
    #[serde(default)]
    q: String,
    title: Option<Uuid>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Sent {
    title: Uuid,
    #[serde(default)]
    card: String,
}

/// What is wrong with the form, and where to say it.
#[derive(Default)]
struct Errors {
    card: Option<String>,
    form: Option<String>,
}

pub(crate) async fn show(
    State(ctx): State<Ctx>,
    view: View,
    caller: Caller,
    Query(choice): Query<Choice>,
) -> Result<Response> {
    let read = ctx.store.read(caller.tenant()).await?;
    match choice.title {
        None => search(&view, &read, &choice.q).await,
        Some(title) => Ok(view.page(confirm(&view, &read, title, "", Errors::default()).await?)),
    }
}

pub(crate) async fn send(
    State(ctx): State<Ctx>,
    view: View,
    caller: Caller,
    Form(sent): Form<Sent>,
) -> Result<Response> {
    let errors = match CardNumber::parse(&sent.card) {
        Err(_) => Errors { card: Some(view.t("bibblix-card-wrong")), form: None },
        Ok(card) => {
            let tx = ctx.store.begin(&caller).await?;
            match lend::start(&tx, sent.title, &card).await {
                Ok(loan) => {
                    tx.commit().await?;
                    return Ok(Redirect::to(&format!("/bibblix/loans/{}/receipt", loan.id)).into_response());
                }
                Err(Failure::Failed(error)) => return Err(error),
                Err(Failure::Refused(Refusal::UnknownTitle)) => return Err(Error::NotFound),
                Err(Failure::Refused(refused)) => {
                    let text = Some(refusal(&view, &refused));
                    if refused.is_about_card() {
                        Errors { card: text, form: None }
                    } else {
                        Errors { card: None, form: text }
                    }
                }
            }
        }
    };
    let read = ctx.store.read(caller.tenant()).await?;
    Ok(view.refused(confirm(&view, &read, sent.title, &sent.card, errors).await?))
}

fn steps(view: &View, chosen: bool) -> Stepper {
    let (first, second) = (view.t("bibblix-lend-step-title"), view.t("bibblix-lend-step-card"));
    let stepper = Stepper::new(view.lang);
    if chosen {
        stepper.step(Step::done(first, "/bibblix/lend")).step(Step::current(second))
    } else {
        stepper.step(Step::current(first)).step(Step::todo(second))
    }
}

fn page(view: &View) -> Page {
    Page::new(view.t("bibblix-lend")).crumb(view.t("service-bibblix"), "/bibblix")
}

async fn search(view: &View, read: &Read, query: &str) -> Result<Response> {
    let now = view.ctx.clock.now();
    let (hits, total) = catalogue::search(read, query, 1, HITS).await?;
    let price_list = lend::price_list(read).await?;
    let mut table = Table::new(view.lang, view.ta("bibblix-hits", &[("count", total.into())]))
        .column(Column::text(view.t("bibblix-column-title")))
        .column(Column::text(view.t("bibblix-column-author")))
        .column(Column::text(view.t("bibblix-column-age")))
        .column(Column::number(view.t("bibblix-column-price")))
        .empty(Empty::new(Icon::Search, view.t("bibblix-titles-none")));
    for hit in hits {
        let price = match lend::cost(&price_list, &hit, local_date(now)) {
            Ok(Cost::Priced(price)) => Cell::money(price.ore),
            Ok(Cost::Prepaid) => Cell::text(view.t("bibblix-prepaid")),
            Err(refused) => Cell::text(refusal(view, &refused)),
        };
        let href = format!("/bibblix/lend?title={}", hit.id);
        table = table.row([Cell::link(hit.title, href), Cell::text(hit.author), Cell::text(hit.age_band), price]);
    }
    let search = Search::new(view.lang, "/bibblix/lend", view.t("bibblix-search"))
        .value(query)
        .hint(view.t("bibblix-search-hint"));
    let page = page(view)
        .lead(view.t("bibblix-lend-lead"))
        .body(steps(view, false))
        .body(search)
        .body(Card::plain().body(table).flush());
    Ok(view.page(page))
}

/// The title, its price, what is left of the budget, and the form.
async fn confirm(view: &View, read: &Read, title: Uuid, card: &str, errors: Errors) -> Result<Page> {
    let now = view.ctx.clock.now();
    let title = lend::find_title(read, title).await?.ok_or(Error::NotFound)?;
    let cost = lend::cost(&lend::price_list(read).await?, &title, local_date(now));
    let decided = budgets::decided(read).await?;
    let budget = budgets::of_month(read, decided.as_ref(), local_month(now)).await?;
    let subscription = read.subscription(local_date(now)).await?;
    let page = page(view)
        .lead(view.ta("bibblix-lend-chosen", &[("title", title.title.as_str().into())]))
        .body(steps(view, true));
    let refused = match subscription {
        Ok(_) => cost.as_ref().err().cloned(),
        Err(refused) => Some(refused.into()),
    };
    let (Ok(cost), None) = (&cost, &refused) else {
        let why = refused.unwrap_or(Refusal::NoPrice);
        return Ok(page.body(
            Notice::warning(view.lang, refusal(view, &why)).link(view.t("bibblix-lend-other"), "/bibblix/lend"),
        ));
    };
    let label = match cost {
        Cost::Priced(price) => view.ta("bibblix-lend-for", &[("price", format::kronor(price.ore).into())]),
        Cost::Prepaid => view.t("bibblix-lend-prepaid"),
    };
    let field = Field::text("card", view.t("bibblix-card"))
        .hint(view.t("bibblix-card-hint"))
        .value(card)
        .max_length(40)
        .short();
    let mut form = UiForm::post(view.lang, "/bibblix/lend")
        .hidden("title", title.id.to_string())
        .field(field.error_if(errors.card))
        .button(Button::submit(label))
        .button(Button::link(view.t("bibblix-lend-other"), "/bibblix/lend").secondary())
        .note(view.t("bibblix-lend-note"));
    if let Some(error) = errors.form {
        form = form.error(error);
    }
    let facts = Card::new(view.t("bibblix-lend-what")).body(facts(view, &title, cost)).body(budget_bar(view, budget));
    Ok(page.body(facts).body(Card::new(view.t("bibblix-lend-whom")).body(form)))
}

fn facts(view: &View, title: &title::Model, cost: &Cost) -> Facts {
    let price = match cost {
        Cost::Priced(price) => view.ta(
            "bibblix-price-explained",
            &[
                ("price", format::kronor(price.ore).into()),
                ("step", price.step.as_str().into()),
                ("version", price.version.as_str().into()),
            ],
        ),
        Cost::Prepaid => view.t("bibblix-price-prepaid"),
    };
    Facts::new()
        .row(view.t("bibblix-column-title"), title.title.as_str())
        .row(view.t("bibblix-column-author"), title.author.as_str())
        .row(view.t("bibblix-column-published"), ui::day_tag(view.lang, title.published))
        .row(view.t("bibblix-column-price"), price)
}
