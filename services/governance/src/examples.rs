//! Examples for the platform-wide tests: an object for each path parameter, a body for each operation that takes one.

pub(crate) mod meetings;

use chrono::Days;
use contracts::Tenant;
use platform::{Across, Actor, Ctx, Result, clock::local_date};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};
use serde_json::{Value, json};

use crate::{
    close, councils,
    demo::{self, COUNCIL},
    domain::proposal::State,
    entities::{ballot, paper, proposal},
    failure::Failure,
    open::{self, Opening},
    vote::{self, Wish},
};

async fn door(ctx: &Ctx) -> Result<Across> {
    ctx.store.across_for(Actor::System("example")).await
}

/// The council that has examples; for the office, with proposals that can be voted on.
pub(crate) async fn council(ctx: Ctx, tenant: Tenant) -> Result<Option<String>> {
    if tenant.is_association() {
        let across = door(&ctx).await?;
        demo::estimated(&across, COUNCIL).await?;
        across.commit().await?;
        return Ok(Some(COUNCIL.into()));
    }
    let read = ctx.store.read(&tenant).await?;
    Ok(councils::own_seat(&read, COUNCIL, local_date(ctx.clock.now())).await?.map(|seat| seat.service))
}

/// The municipality's own seat.
pub(crate) async fn seat(ctx: Ctx, tenant: Tenant) -> Result<Option<String>> {
    let read = ctx.store.read(&tenant).await?;
    Ok(councils::own_seat(&read, COUNCIL, local_date(ctx.clock.now())).await?.map(|seat| seat.id.to_string()))
}

/// For the office: a proposal that can be estimated.
pub(crate) async fn proposal(ctx: Ctx, tenant: Tenant) -> Result<Option<String>> {
    if !tenant.is_association() {
        return Ok(None);
    }
    let across = door(&ctx).await?;
    demo::estimated(&across, COUNCIL).await?;
    let latest = in_state(&across, State::Estimated).await?;
    across.commit().await?;
    Ok(latest.map(|row| row.number.to_string()))
}

/// For the office: an item of the roadmap that can move.
pub(crate) async fn item(ctx: Ctx, tenant: Tenant) -> Result<Option<String>> {
    if !tenant.is_association() {
        return Ok(None);
    }
    let across = door(&ctx).await?;
    let mut next = in_state(&across, State::Next).await?;
    if next.is_none() {
        let row = opened(&across).await?;
        all_vote(&across, &row).await?;
        close::close(&across, COUNCIL, row.number, across.now()).await?;
        next = in_state(&across, State::Next).await?;
    }
    across.commit().await?;
    Ok(next.map(|row| row.number.to_string()))
}

/// For the office, an open ballot in which all have voted, so that it can be closed; else the council's latest.
pub(crate) async fn ballot(ctx: Ctx, tenant: Tenant) -> Result<Option<String>> {
    let across = door(&ctx).await?;
    if tenant.is_association() {
        let row = opened(&across).await?;
        all_vote(&across, &row).await?;
        across.commit().await?;
        return Ok(Some(row.number.to_string()));
    }
    let latest = across.find::<ballot::Entity>().filter(ballot::Column::Service.eq(COUNCIL));
    let latest = latest.order_by_desc(ballot::Column::Number).one(across.db()).await?;
    Ok(latest.map(|row| row.number.to_string()))
}

/// A ballot of which the outcome is known: where none is closed, all vote in one and it is.
pub(crate) async fn outcome(ctx: Ctx, _: Tenant) -> Result<Option<String>> {
    let across = door(&ctx).await?;
    let closed = across.find::<ballot::Entity>().filter(ballot::Column::Service.eq(COUNCIL));
    let closed = closed.filter(ballot::Column::Outcome.is_not_null()).order_by_desc(ballot::Column::Number);
    if let Some(row) = closed.one(across.db()).await? {
        return Ok(Some(row.number.to_string()));
    }
    let row = opened(&across).await?;
    all_vote(&across, &row).await?;
    close::close(&across, COUNCIL, row.number, across.now()).await?;
    across.commit().await?;
    Ok(Some(row.number.to_string()))
}

/// The municipality's paper in an open ballot, with which it has not voted.
pub(crate) async fn paper(ctx: Ctx, tenant: Tenant) -> Result<Option<String>> {
    let across = door(&ctx).await?;
    let mut found = unused(&across, &tenant).await?;
    let day = local_date(ctx.clock.now());
    let sits = councils::register(&across, COUNCIL, day).await?.iter().any(|seat| seat.tenant == tenant.as_str());
    if found.is_none() && sits {
        opened(&across).await?;
        found = unused(&across, &tenant).await?;
    }
    across.commit().await?;
    Ok(found)
}

async fn unused(across: &Across, tenant: &Tenant) -> Result<Option<String>> {
    let open = across.find::<ballot::Entity>().filter(ballot::Column::ClosesAt.gt(across.now()));
    let open = open.filter(ballot::Column::ClosedAt.is_null()).all(across.db()).await?;
    let open: Vec<i64> = open.into_iter().map(|row| row.number).collect();
    let papers = across.find::<paper::Entity>().filter(paper::Column::Tenant.eq(tenant.as_str()));
    let papers = papers.filter(paper::Column::Service.eq(COUNCIL)).filter(paper::Column::Version.eq(0));
    let one = papers.filter(paper::Column::Ballot.is_in(open)).one(across.db()).await?;
    Ok(one.map(|row| row.id.to_string()))
}

async fn in_state(across: &Across, state: State) -> Result<Option<proposal::Model>> {
    let rows = across.find::<proposal::Entity>().filter(proposal::Column::State.eq(state.name()));
    let rows = rows.filter(proposal::Column::Service.eq(COUNCIL)).order_by_desc(proposal::Column::Number);
    Ok(rows.one(across.db()).await?)
}

async fn opened(across: &Across) -> Result<ballot::Model, Failure> {
    demo::estimated(across, COUNCIL).await?;
    let opened = across.now();
    let closing = local_date(opened).checked_add_days(Days::new(30)).unwrap_or_default();
    open::open(across, COUNCIL, Opening { title: "Färdplan".into(), hours: 90, closing, opened }).await
}

async fn all_vote(across: &Across, row: &ballot::Model) -> Result<(), Failure> {
    for paper in close::papers(across, COUNCIL, row.number).await? {
        let tx = across.tenant(&demo::tenant(&paper.tenant)?);
        vote::cast(&tx, paper.id, &Wish { items: vec![1, 2, 3], seen: 0 }, across.now()).await?;
    }
    Ok(())
}

pub(crate) async fn propose(_: Ctx, _: Tenant) -> Result<Value> {
    Ok(json!({ "title": "Läslistor för förskolan", "text": "Förskolan vill kunna tipsa hemmen." }))
}

pub(crate) async fn estimate(_: Ctx, _: Tenant) -> Result<Value> {
    Ok(json!({ "hours": 120, "low": 90, "high": 160 }))
}

pub(crate) async fn open(ctx: Ctx, _: Tenant) -> Result<Value> {
    let closes = local_date(ctx.clock.now()).checked_add_days(Days::new(30)).unwrap_or_default();
    Ok(json!({ "title": "Bibblix färdplan", "hours": 420, "closes": closes }))
}

pub(crate) async fn vote(_: Ctx, _: Tenant) -> Result<Value> {
    Ok(json!({ "approvals": [1, 2, 3], "seen": 0 }))
}
