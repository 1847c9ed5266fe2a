//! Choosing a provider of a federation: the federation, a search among its providers, and the connection to the one that is chosen.

use axum::response::Response;
use platform::{Caller, Result, View, extract::Query, store::Read};
use serde::Deserialize;
use ui::{Badge, Button, Card, Cell, Choice, Code, Column, Empty, Facts, Field, Html, Icon, Lang, Notice, Page, Table};
use uuid::Uuid;

use super::federation::said_of;
use crate::{
    domain::{
        connection::{Protocol, Refusal, Wish},
        federation::Kind,
    },
    entities::{federation::Model, listed},
    federations,
    permissions::CONNECTING,
};

/// Where providers are chosen.
pub const PATH: &str = "/identity/connections/federation";

/// What was chosen and searched for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Chosen {
    federation: String,
    q: String,
    entity: String,
}

pub async fn choose(view: View, caller: Caller, Query(chosen): Query<Chosen>) -> Result<Response> {
    let wish = Wish { federation: chosen.federation, entity: chosen.entity, encrypted: true, ..Wish::default() };
    Ok(view.page(page(&view, &caller, &chosen.q, &wish, &[], None).await?))
}

/// The page; `wrong` and `fault`: why no connection was made.
pub async fn page(
    view: &View,
    caller: &Caller,
    query: &str,
    wish: &Wish,
    wrong: &[Refusal],
    fault: Option<&str>,
) -> Result<Page> {
    let read = view.ctx.store.read(caller.tenant()).await?;
    let rows = federations::offered(&read).await?;
    let asked = wish.federation.parse::<Uuid>().ok();
    let chosen = rows.iter().find(|row| Some(row.id) == asked).or_else(|| rows.first().filter(|_| rows.len() == 1));
    let mut page = Page::new(view.t("identity-providers"))
        .crumb(view.t("identity-connections"), "/identity/connections")
        .lead(view.ta("identity-providers-lead", &[("count", rows.len().into())]));
    if let Some(code) = fault {
        page = page.body(Notice::error(view.lang, said_of(view, code)).alert());
    }
    if rows.is_empty() {
        return Ok(page.body(Empty::new(Icon::ShieldCheck, view.t("identity-providers-no-federation"))));
    }
    page = page.body(Card::new(view.t("identity-providers-search")).body(search(view, &rows, chosen, query)));
    let Some(chosen) = chosen else { return Ok(page) };
    let by_query = Kind::named(&chosen.kind) == Some(Kind::Query);
    let entity = if by_query && wish.entity.is_empty() { query.trim() } else { &wish.entity };
    if !entity.is_empty() {
        let known = federations::provider(&read, chosen.id, entity).await?;
        return Ok(page.body(connecting(view, caller, chosen, entity, known.as_ref(), wish, wrong)));
    }
    if by_query {
        return Ok(page.body(Notice::info(view.lang, view.t("identity-providers-by-id"))));
    }
    Ok(page.body(found(view, &read, chosen, query).await?))
}

fn search(view: &View, rows: &[Model], chosen: Option<&Model>, query: &str) -> ui::Form {
    let choices = rows
        .iter()
        .map(|row| Choice::new(row.id.to_string(), &row.name).chosen(chosen.is_some_and(|chosen| chosen.id == row.id)));
    ui::Form::get(view.lang, PATH)
        .field(Field::select("federation", view.t("identity-providers-federation"), choices))
        .field(
            Field::text("q", view.t("identity-providers-query"))
                .hint(view.t("identity-providers-query-hint"))
                .value(query)
                .optional(),
        )
        .button(Button::submit(view.t("identity-providers-find")).secondary().icon(Icon::Search))
}

async fn found(view: &View, read: &Read, chosen: &Model, query: &str) -> Result<Card> {
    let (rows, total) = federations::search(read, chosen.id, query).await?;
    let title = view.t("identity-providers-found");
    let table = Table::new(view.lang, title.clone())
        .caption_hidden()
        .column(Column::text(view.t("identity-providers-name")))
        .column(Column::text(view.t("identity-providers-entity")))
        .column(Column::text(view.t("identity-connections-scopes")))
        .empty(Empty::new(Icon::Search, view.t("identity-providers-none")));
    let shown = rows.len();
    let table = rows.iter().fold(table, |table, row| {
        let href = ui::url(PATH, &[("federation", &chosen.id.to_string()), ("entity", &row.entity_id)]);
        let scopes = match &row.unusable {
            Some(_) => Html::from(Badge::neutral(view.t("identity-providers-unusable"))),
            None => Html::text(&row.scopes.replace(' ', ", ")),
        };
        table.row([Cell::link(name(view, row), href), Cell::from(Code::word(&row.entity_id)), Cell::from(scopes)])
    });
    let count = view.ta("identity-providers-count", &[("shown", shown.into()), ("total", total.into())]);
    Ok(Card::new(title).id("found").body(Html::paragraph(count)).body(table))
}

fn name<'a>(view: &View, row: &'a listed::Model) -> &'a str {
    if view.lang == Lang::Sv { &row.name_sv } else { &row.name_en }
}

/// The provider that was chosen, and the form that connects it.
fn connecting(
    view: &View,
    caller: &Caller,
    chosen: &Model,
    entity: &str,
    known: Option<&listed::Model>,
    wish: &Wish,
    wrong: &[Refusal],
) -> Card {
    let mut facts = Facts::new()
        .row(view.t("identity-providers-federation"), &chosen.name)
        .row(view.t("identity-providers-entity"), Code::word(entity));
    if let Some(row) = known {
        let scopes =
            if row.scopes.is_empty() { view.t("identity-connection-declared-none") } else { row.scopes.clone() };
        facts = facts.row(view.t("identity-connections-scopes"), scopes);
    }
    let card = Card::new(known.map_or(entity, |row| name(view, row)).to_owned()).id("chosen").body(facts);
    if let Some(why) = known.and_then(|row| row.unusable.as_deref()) {
        return card.body(Notice::error(view.lang, said_of(view, why)));
    }
    if known.is_none() && Kind::named(&chosen.kind) == Some(Kind::List) {
        return card.body(Notice::error(view.lang, said_of(view, "not-listed")));
    }
    if !caller.may(&CONNECTING) {
        return card;
    }
    let said = |refusal: &Refusal| view.t(&format!("identity-{}", platform::Rule::code(refusal)));
    let fault = |field: &str| wrong.iter().find(|refusal| refusal.field() == Some(field)).map(said);
    let mut form = ui::Form::post(view.lang, "/identity/connections")
        .hidden("protocol", Protocol::Saml.name())
        .hidden("federation", chosen.id.to_string())
        .hidden("entity", entity);
    for refusal in wrong.iter().filter(|refusal| !matches!(refusal.field(), Some("label" | "scopes"))) {
        form = form.error(said(refusal));
    }
    let form = form
        .field(
            Field::text("label", view.t("identity-connections-label"))
                .hint(view.t("identity-connections-label-hint"))
                .value(&wish.label)
                .max_length(60)
                .error_if(fault("label")),
        )
        .field(Field::checkbox("encrypted", view.t("identity-connections-encrypted"), wish.encrypted))
        .field(
            Field::text("scopes", view.t("identity-providers-scopes"))
                .hint(view.t("identity-providers-scopes-hint"))
                .value(&wish.scopes)
                .optional()
                .error_if(fault("scopes")),
        )
        .button(Button::submit(view.t("identity-connections-make")).icon(Icon::Plug))
        .note(view.t("identity-connections-make-note"));
    card.body(form)
}
