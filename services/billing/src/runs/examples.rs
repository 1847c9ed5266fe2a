//! Objects and bodies for the platform-wide tests of operations and pages.

use contracts::Tenant;
use platform::{Ctx, Result, clock::local_month, store::Actor};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};
use serde_json::{Value, json};

use super::{
    coming::next_months,
    domain::{State, line::Kind},
    entities::{invoice, line, run},
    issue, rate, start,
};

const WHO: Actor = Actor::System("example");
const SERVICE: &str = "bibblix";

/// A run that waits for approval: an act may have used up the one before, so the next month is run when there is one. Else the
/// latest run.
pub(super) async fn run(ctx: Ctx, tenant: Tenant) -> Result<Option<String>> {
    Ok(if tenant.is_association() { waiting(&ctx).await?.map(|run| run.id.to_string()) } else { None })
}

async fn waiting(ctx: &Ctx) -> Result<Option<run::Model>> {
    let across = ctx.store.across_for(WHO).await?;
    let runs = across
        .find::<run::Entity>()
        .filter(run::Column::State.ne(State::Discarded.name()))
        .order_by_desc(run::Column::Month);
    let last = runs.clone().one(across.db()).await?;
    if last.as_ref().is_some_and(|run| run.state != State::Issued.name()) {
        return Ok(last);
    }
    let open =
        next_months(&across, &[SERVICE]).await?.into_values().next().filter(|month| *month < local_month(across.now()));
    let Some(month) = open else { return Ok(last) };
    let Ok(id) = start::start(&ctx.site, &across, SERVICE, month).await? else { return Ok(last) };
    across.commit().await?;
    while rate::step(&ctx.store, &ctx.site, id).await? {}
    let across = ctx.store.across_read(WHO).await?;
    Ok(Some(super::read::run(&across, id).await?))
}

/// A user with lines in that run.
pub(super) async fn user(ctx: Ctx, tenant: Tenant) -> Result<Option<String>> {
    if !tenant.is_association() {
        return Ok(Some(tenant.to_string()));
    }
    Ok(some_line(&ctx).await?.map(|line| line.tenant))
}

/// A line of measured use: the own organisation's on an invoice, for finance one of the run that waits.
pub(super) async fn line(ctx: Ctx, tenant: Tenant) -> Result<Option<String>> {
    if tenant.is_association() {
        return Ok(some_line(&ctx).await?.map(|line| line.id.to_string()));
    }
    let read = ctx.store.read(&tenant).await?;
    let rows = read
        .find::<line::Entity>()
        .filter(line::Column::Invoice.is_not_null())
        .filter(line::Column::Kind.eq(Kind::Usage.name()));
    Ok(rows.order_by_desc(line::Column::BilledMonth).one(read.db()).await?.map(|line| line.id.to_string()))
}

async fn some_line(ctx: &Ctx) -> Result<Option<line::Model>> {
    let Some(run) = waiting(ctx).await? else { return Ok(None) };
    let across = ctx.store.across_read(WHO).await?;
    let rows = across
        .find::<line::Entity>()
        .filter(line::Column::Run.eq(run.id))
        .filter(line::Column::Kind.eq(Kind::Usage.name()));
    Ok(rows.order_by_asc(line::Column::Tenant).one(across.db()).await?)
}

/// An invoice of the organisation; for finance any.
pub(super) async fn invoice(ctx: Ctx, tenant: Tenant) -> Result<Option<String>> {
    let across = ctx.store.across_read(WHO).await?;
    let mut rows = across.find::<invoice::Entity>();
    if !tenant.is_association() {
        rows = rows.filter(invoice::Column::Tenant.eq(tenant.as_str()));
    }
    let rows = rows.order_by_desc(invoice::Column::Year).order_by_desc(invoice::Column::Place);
    Ok(rows.one(across.db()).await?.map(|row| row.id.to_string()))
}

/// A month that can be billed: a run that waits is given up to make room.
pub(super) async fn create_run(ctx: Ctx, _: Tenant) -> Result<Value> {
    let across = ctx.store.across_for(WHO).await?;
    let waits = [State::Preparing, State::Preview].map(State::name);
    let run = across.find::<run::Entity>().filter(run::Column::State.is_in(waits)).order_by_desc(run::Column::Month);
    if let Some(run) = run.one(across.db()).await? {
        issue::discard(&across, run.id, "Ger plats för ett exempel").await??;
    }
    let month = next_months(&across, &[SERVICE]).await?.into_values().next();
    across.commit().await?;
    Ok(json!({ "service": SERVICE, "month": month }))
}

/// Why a run is given up.
pub(super) async fn discard_run(_: Ctx, _: Tenant) -> Result<Value> {
    Ok(json!({ "reason": "Prov" }))
}
