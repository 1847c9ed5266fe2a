//! Rating a frozen month, some users at a time, so that progress is seen and a crash loses at most one batch.

use std::{collections::BTreeMap, time::Duration};

use contracts::{Role, Tenant, tasks::TaskOpened};
use platform::{Across, Ctx, Result, Store, id, site::Site, store::Actor};
use sea_orm::{ActiveValue::Set, ColumnTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect};
use serde_json::json;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::{
    domain::{
        Act, Deviation, Line, Refused, State, deviation,
        document::assemble,
        line::digest,
        rating::{self, Basis, Charge, Prices},
    },
    entities::{line, part, run},
    issue, read,
    start::{prices, use_of},
};
use crate::usage::entities::{charge, rollup};

const WHO: Actor = Actor::System("billing run");
const PAUSE: Duration = Duration::from_millis(300);
/// Users rated in one transaction.
const BATCH: u64 = 20;

/// Runs until stopped: rates what is being prepared and issues what is approved, also what another process left half done.
pub(crate) async fn worker(ctx: Ctx, stop: CancellationToken) -> Result<()> {
    while !stop.is_cancelled() {
        for (id, state) in waiting(&ctx).await? {
            match state {
                State::Preparing => while !stop.is_cancelled() && step(&ctx.store, &ctx.site, id).await? {},
                _ => issue::issue(&ctx.store, id, WHO).await?,
            }
        }
        tokio::select! {
            () = stop.cancelled() => break,
            () = tokio::time::sleep(PAUSE) => {}
        }
    }
    Ok(())
}

async fn waiting(ctx: &Ctx) -> Result<Vec<(Uuid, State)>> {
    let across = ctx.store.across_read(WHO).await?;
    let states = [State::Preparing, State::Approved].map(State::name);
    let runs =
        across.find::<run::Entity>().filter(run::Column::State.is_in(states)).filter(run::Column::Problem.is_null());
    let runs = runs.order_by_asc(run::Column::PreparedAt).all(across.db()).await?;
    runs.into_iter().map(|run| Ok((run.id, run.state.parse()?))).collect()
}

/// Rates the next users of a run, or finishes it when there are none; tells whether there is more to do. A rule that refuses stops
/// the run with its words instead of being tried for ever.
pub(crate) async fn step(store: &Store, site: &Site, id: Uuid) -> Result<bool> {
    let across = store.across_for(WHO).await?;
    // On PostgreSQL two processes take turns here.
    let run = read::run_locked(&across, id).await?;
    if run.state != State::Preparing.name() || run.problem.is_some() {
        return Ok(false);
    }
    let parts = across.find::<part::Entity>().filter(part::Column::Run.eq(id)).filter(part::Column::RatedAt.is_null());
    let parts = parts.order_by_asc(part::Column::Tenant).limit(BATCH).all(across.db()).await?;
    let done = if parts.is_empty() { finish(&across, &run).await? } else { batch(site, &across, &run, parts).await? };
    let refused = match done {
        Ok(()) => {
            across.commit().await?;
            return Ok(true);
        }
        Err(refused) => refused,
    };
    drop(across);
    let across = store.across_for(WHO).await?;
    let mut run = read::run_locked(&across, id).await?.into_active_model();
    run.problem = Set(Some(refused.to_string()));
    across.update(run).await?;
    across
        .audit(&Tenant::association(), "billing.run.stop", &id.to_string(), &json!({ "problem": refused.to_string() }))
        .await?;
    across.commit().await?;
    Ok(false)
}

async fn batch(site: &Site, across: &Across, run: &run::Model, parts: Vec<part::Model>) -> Result<Result<(), Refused>> {
    let users: Vec<String> = parts.iter().map(|part| part.tenant.clone()).collect();
    let mut uses = uses(site, across, run, &users).await?;
    let mut charges = charges(across, run.id, &users).await?;
    let before = previous(across, run, &users).await?;
    let prices = prices(across, &run.service).await?;
    let mut rows = Vec::new();
    for part in parts {
        let basis = Basis {
            user: part.tenant.clone(),
            payer: part.payer.clone(),
            population: part.population,
            subscribed: part.subscribed,
            uses: uses.remove(&part.tenant).unwrap_or_default(),
            charges: charges.remove(&part.tenant).unwrap_or_default(),
        };
        let lines = match rating::rate(&basis, &prices, run.month) {
            Ok(lines) => lines,
            Err(refused) => return Ok(Err(refused)),
        };
        for (position, one) in lines.iter().enumerate() {
            rows.push(row_of(run, position, one)?);
        }
        across.update(rated(across, run, part, &basis, &lines, &prices, &before)?).await?;
    }
    across.insert_all(rows).await?;
    Ok(Ok(()))
}

/// Users' use in a run's month.
pub(crate) async fn uses(
    site: &Site,
    across: &Across,
    run: &run::Model,
    users: &[String],
) -> Result<BTreeMap<String, Vec<rating::Use>>> {
    use rollup::Column::{BilledMonth, Service, Tenant};
    let rows = across.find::<rollup::Entity>().filter(Service.eq(&run.service)).filter(BilledMonth.eq(run.month));
    let mut uses = BTreeMap::<_, Vec<_>>::new();
    for row in rows.filter(Tenant.is_in(users)).all(across.db()).await? {
        uses.entry(row.tenant.clone()).or_default().push(use_of(site, row));
    }
    Ok(uses)
}

/// Users' one-off amounts that a run has claimed.
pub(crate) async fn charges(across: &Across, run: Uuid, users: &[String]) -> Result<BTreeMap<String, Vec<Charge>>> {
    let rows = across
        .find::<charge::Entity>()
        .filter(charge::Column::LineRun.eq(run))
        .filter(charge::Column::Tenant.is_in(users));
    let mut charges = BTreeMap::<_, Vec<_>>::new();
    for row in rows.all(across.db()).await? {
        let vat = row
            .vat
            .parse()
            .map_err(|()| anyhow::anyhow!("charge {} has the unknown VAT category \"{}\"", row.id, row.vat))?;
        let charge = Charge {
            id: row.id,
            payer: row.payer,
            kind: row.kind,
            reason: row.reason,
            ore: row.ore,
            vat,
            account: row.account,
        };
        charges.entry(row.tenant).or_default().push(charge);
    }
    Ok(charges)
}

/// What users were billed in the latest month before this one.
async fn previous(across: &Across, run: &run::Model, users: &[String]) -> Result<BTreeMap<String, i64>> {
    let Some(before) = read::run_before(across, run).await? else { return Ok(BTreeMap::new()) };
    let rows =
        across.find::<part::Entity>().filter(part::Column::Run.eq(before.id)).filter(part::Column::Tenant.is_in(users));
    Ok(rows.all(across.db()).await?.into_iter().map(|part| (part.tenant, part.net)).collect())
}

fn rated(
    across: &Across,
    run: &run::Model,
    part: part::Model,
    basis: &Basis,
    lines: &[Line],
    prices: &Prices,
    before: &BTreeMap<String, i64>,
) -> Result<part::ActiveModel> {
    let net = lines.iter().map(|line| line.ore).sum();
    let quantity = basis.uses.iter().map(|one| one.quantity).sum();
    let previous = before.get(&part.tenant).copied();
    let found = Deviation::find(deviation::Signs {
        net,
        previous,
        used: basis.uses.iter().filter(|one| one.month == run.month).map(|one| one.events).sum(),
        subscribed: part.subscribed,
        begins_now: part.begins_now,
        population_missing: part.subscribed && part.population.is_none() && prices.per_inhabitant(run.month),
    });
    let mut part = part.into_active_model();
    part.rated_at = Set(Some(across.now()));
    part.quantity = Set(quantity);
    part.net = Set(net);
    part.previous = Set(previous);
    part.deviations = Set(found.iter().map(|one| one.name()).collect::<Vec<_>>().join(","));
    part.lines = Set(i64::try_from(lines.len()).unwrap_or(i64::MAX));
    part.lines_sha256 = Set(digest(lines)?);
    Ok(part)
}

fn row_of(run: &run::Model, position: usize, one: &Line) -> Result<line::ActiveModel> {
    Ok(line::ActiveModel {
        tenant: Set(one.user.clone()),
        id: Set(id::new()),
        run: Set(run.id),
        service: Set(run.service.clone()),
        billed_month: Set(run.month),
        position: Set(i64::try_from(position).unwrap_or(i64::MAX)),
        payer: Set(one.payer.clone()),
        kind: Set(one.kind.name().into()),
        item: Set(one.item.clone()),
        month: Set(one.month),
        quantity: Set(one.quantity),
        ore_numerator: Set(one.unit_price.map(|price| price.numerator)),
        ore_denominator: Set(one.unit_price.map(|price| price.denominator)),
        ore: Set(one.ore),
        vat: Set(one.vat.code().into()),
        account: Set(one.account.clone()),
        price: Set(one.price),
        version: Set(one.version),
        explanation: Set(serde_json::to_string(&one.explanation)?),
        invoice: Set(None),
    })
}

/// Everything is rated: sums, the hash over all parts, and a task for a second person.
async fn finish(across: &Across, run: &run::Model) -> Result<Result<(), Refused>> {
    let state: State = run.state.parse()?;
    let lines: Vec<Line> = read::lines_of(across, run.id).await?.iter().map(read::line_of).collect::<Result<_>>()?;
    let drafts = match state.after(Act::Finish).and_then(|_| assemble(&lines)) {
        Ok(drafts) => drafts,
        Err(refused) => return Ok(Err(refused)),
    };
    let sum =
        |of: fn(&super::domain::document::Totals) -> i64| drafts.iter().map(|draft| of(&draft.totals)).sum::<i64>();
    let (net, vat, payable) = (sum(|one| one.net), sum(|one| one.vat), sum(|one| one.payable));
    let mut row = run.clone().into_active_model();
    row.state = Set(State::Preview.name().into());
    row.lines = Set(Some(i64::try_from(lines.len()).unwrap_or(i64::MAX)));
    row.lines_sha256 = Set(Some(digest(&lines)?));
    row.invoices = Set(Some(i64::try_from(drafts.len()).unwrap_or(i64::MAX)));
    row.net = Set(Some(net));
    row.vat = Set(Some(vat));
    row.payable = Set(Some(payable));
    row.finished_at = Set(Some(across.now()));
    across.update(row).await?;
    let association = across.tenant(&Tenant::association());
    association
        .emit(TaskOpened {
            task: run.id,
            service: "billing".into(),
            text: "billing-task-approve".into(),
            values: [
                ("service".to_owned(), run.service.clone()),
                ("billed-month".to_owned(), run.month.to_string()),
                ("sum-ore".to_owned(), payable.to_string()),
            ]
            .into(),
            href: format!("/billing/runs/{}/approval", run.id),
            role: Role::Finance,
            due: None,
            not_by: run.prepared_by.strip_prefix("person:").and_then(|id| id.parse().ok()),
        })
        .await?;
    association
        .audit("billing.run.preview", &run.id.to_string(), &json!({ "lines": lines.len(), "net": net, "vat": vat }))
        .await?;
    Ok(Ok(()))
}
