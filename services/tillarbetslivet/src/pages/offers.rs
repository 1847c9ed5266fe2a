//! `/tillarbetslivet/offers`: all placements on offer in the own municipality.

use axum::{extract::State, response::Response};
use chrono::NaiveDate;
use platform::{
    Caller, Ctx, Result, View,
    clock::local_date,
    extract::Query,
    listing::{Col, Filter, List, Pairs, Saved},
};
use sea_orm::{ColumnTrait, QueryFilter};
use ui::{Actions, Button, Cell, Icon, Page, format};

use super::common::{place, seats, stand_badge};
use crate::{domain::hours::Kind, entities::offer, permissions::OFFER, reading::Stand};

const PATH: &str = "/tillarbetslivet/offers";

pub(crate) async fn show(
    State(ctx): State<Ctx>,
    view: View,
    caller: Caller,
    Query(pairs): Query<Pairs>,
) -> Result<Response> {
    let today = local_date(ctx.clock.now());
    // Of those that have not begun the next one comes first, of the others the latest.
    let coming = pairs.iter().any(|(name, value)| name == "status" && ["free", "full"].contains(&value.as_str()));
    let list = list(&view, today).start(if coming { "first" } else { "-first" });
    let asked = list.read(&pairs)?;
    let read = ctx.store.read(caller.tenant()).await?;
    let mut rows = read.find::<offer::Entity>();
    if let Some(stand) = asked.get("status").and_then(Stand::parse) {
        rows = rows.filter(stand.condition(today));
    }
    if let Some(kind) = asked.get("kind") {
        rows = rows.filter(offer::Column::Kind.eq(kind));
    }
    let found = asked.find(rows, offer::Column::Id, read.db()).await?;
    let saved = Saved::of(&read, &view, &caller, PATH).await?;
    let count = format::integer(i64::try_from(found.total).unwrap_or(i64::MAX));
    let mut page = Page::new(view.t("tillarbetslivet-offers"))
        .crumb(view.t("service-tillarbetslivet"), "/tillarbetslivet")
        .lead(view.ta("tillarbetslivet-offers-lead", &[("count", count.into())]));
    if caller.may(&OFFER) {
        let add = Button::link(view.t("tillarbetslivet-offer-add"), "/tillarbetslivet/new").icon(Icon::Plus);
        page = page.body(Actions::new().button(add));
    }
    list.respond(asked, found, saved, |list| page.body(list)).await
}

fn list(view: &View, today: NaiveDate) -> List<'_, offer::Model> {
    let head = |key: &str| view.t(&format!("tillarbetslivet-column-{key}"));
    let stand = |stand: Stand| view.t(&format!("tillarbetslivet-stand-{}", stand.name()));
    let kind = |kind: &str| view.t(&format!("tillarbetslivet-kind-{kind}"));
    let stands = Filter::chips("status", head("status")).all(view.t("tillarbetslivet-all"), None);
    let stands = Stand::ALL.into_iter().fold(stands, |filter, one| filter.option(one.name(), stand(one)));
    let kinds = Filter::chips("kind", head("kind")).all(view.t("tillarbetslivet-kind-all"), None);
    let kinds = Kind::ALL.into_iter().fold(kinds, |filter, one| filter.option(one.name(), kind(one.name())));
    List::new(view, PATH, view.t("tillarbetslivet-offers-card"))
        .file("platser")
        .rows(20)
        .filter(stands)
        .filter(kinds)
        .empty(Icon::Briefcase, view.t("tillarbetslivet-offers-none"))
        .column(
            Col::text("place", head("place"), place)
                .cell(|row| Cell::link(place(row), format!("{PATH}/{}", row.id)))
                .sort(offer::Column::Employer),
        )
        .column(Col::text("kind", head("kind"), move |row: &offer::Model| kind(&row.kind)).sort(offer::Column::Kind))
        .column(Col::day("first", head("first"), |row: &offer::Model| row.first_day).sort(offer::Column::FirstDay))
        .column(Col::day("last", head("last"), |row: &offer::Model| row.last_day).sort(offer::Column::LastDay))
        .column(Col::text("taken", head("taken"), |row: &offer::Model| seats(view, row)))
        .column(
            Col::text("status", head("status"), move |row: &offer::Model| stand(Stand::of(row, today)))
                .cell(move |row| Cell::badge(stand_badge(view, Stand::of(row, today)))),
        )
}
