//! Federations asked again: when they wish it, after an hour at the latest, and later the more often they fail. What can't be
//! fetched, verified or believed changes nothing but what the federation's page says.

use chrono::{DateTime, TimeDelta, Utc};
use futures_util::{StreamExt, stream};
use platform::{Across, Ctx, Result};
use rand::Rng;
use saml::aggregate::{Freshness, may_replace};
use sea_orm::{ActiveValue::Set, ColumnTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::{
    Description, WHO, by_id, fresh, freshness, keep,
    source::{self, Came, List, Said},
    tell,
};
use crate::{
    domain::federation::{self as rules, Kind},
    entities::{connection, federation, federation::Model},
    outside::Fault,
};

/// Providers asked for at the same time of one query service.
const TOGETHER: usize = 4;

/// Asks all federations whose time has come, one after the other.
pub async fn due(ctx: Ctx, _: DateTime<Utc>) -> Result<()> {
    use federation::Column;
    let across = ctx.store.across_read(WHO).await?;
    let due =
        across.find::<federation::Entity>().filter(Column::Live.eq(true)).filter(Column::NextAt.lte(ctx.clock.now()));
    let due: Vec<Uuid> =
        due.order_by_asc(Column::NextAt).select_only().column(Column::Id).into_tuple().all(across.db()).await?;
    drop(across);
    for id in due {
        if let Err(error) = one(&ctx, id, false).await {
            tracing::warn!(federation = %id, error = error.full(), "a federation was not looked at");
        }
    }
    Ok(())
}

/// Asks one federation. `anew`: whatever is kept of it already.
///
/// # Errors
/// When the database does not answer. What is wrong with the federation is kept for its page.
pub async fn one(ctx: &Ctx, id: Uuid, anew: bool) -> Result<()> {
    let Some(row) = by_id(ctx, id).await?.filter(|row| row.live) else { return Ok(()) };
    let done = match Kind::named(&row.kind) {
        Some(Kind::List) => list(ctx, &row, anew).await?,
        Some(Kind::Query) => query(ctx, &row).await?,
        None => return Ok(()),
    };
    if let Err(fault) = done {
        tracing::warn!(federation = %id, code = fault.code, why = fault.detail, "a federation's metadata were not taken: the last good stay");
        failed(ctx, &row, fault).await?;
    }
    Ok(())
}

async fn list(ctx: &Ctx, row: &Model, anew: bool) -> Result<Result<(), Fault>> {
    match source::list(ctx, row, anew).await {
        Ok(Came::Same) => answered(ctx, row, None).await?,
        Ok(Came::List(list)) => taken(ctx, row, &list).await?,
        Err(fault) => return Ok(Err(fault)),
    }
    Ok(Ok(()))
}

/// Keeps a list, unless another process was faster.
async fn taken(ctx: &Ctx, row: &Model, list: &List) -> Result<()> {
    let across = ctx.store.across_for(WHO).await?;
    if !keep::claim(&across, row.id, Some(row.turn)).await? {
        return Ok(());
    }
    let (providers, passed_over) = keep::list(&across, row, list).await?;
    let mut row = well(&across, row, Some(&list.aggregate.freshness));
    (row.providers, row.passed_over) = (Set(providers), Set(passed_over));
    (row.etag, row.modified) = (Set(list.etag.clone()), Set(list.modified.clone()));
    row.document_sha256 = Set(Some(list.sha256.clone()));
    row.signed_by = Set(Some(list.aggregate.signed_by.subject().to_owned()));
    tell::office(&across, across.update(row).await?).await?;
    across.commit().await
}

/// Notes that a federation has answered well, with something new or not.
async fn answered(ctx: &Ctx, row: &Model, new: Option<&Freshness>) -> Result<()> {
    let across = ctx.store.across_for(WHO).await?;
    let row = well(&across, row, new);
    tell::office(&across, across.update(row).await?).await?;
    across.commit().await
}

fn well(across: &Across, row: &Model, new: Option<&Freshness>) -> federation::ActiveModel {
    let kept = freshness(row).map(|old| Freshness { cache_duration: row.cache_seconds.map(TimeDelta::seconds), ..old });
    let (now, chance) = (across.now(), rand::rng().random_range(0..=rules::WHOLE));
    let wished = new.or(kept.as_ref()).map_or(now, |fresh| fresh.refresh_at(now));
    let mut row = row.clone().into_active_model();
    if let Some(new) = new {
        (row.valid_until, row.made) = (Set(Some(new.valid_until)), Set(new.created));
        row.cache_seconds = Set(new.cache_duration.map(|kept| kept.num_seconds()));
    }
    (row.asked_at, row.fetched_at) = (Set(Some(now)), Set(Some(now)));
    (row.failures, row.fault, row.fault_detail) = (Set(0), Set(None), Set(None));
    row.next_at = Set(rules::next(now, wished, chance));
    row
}

async fn failed(ctx: &Ctx, row: &Model, fault: Fault) -> Result<()> {
    let across = ctx.store.across_for(WHO).await?;
    let (now, chance, failures) =
        (across.now(), rand::rng().random_range(0..=rules::WHOLE), row.failures.saturating_add(1));
    let mut row = row.clone().into_active_model();
    (row.asked_at, row.failures) = (Set(Some(now)), Set(failures));
    (row.fault, row.fault_detail) = (Set(Some(fault.code.into())), Set(Some(fault.detail)));
    row.next_at = Set(rules::again(now, failures, chance));
    tell::office(&across, across.update(row).await?).await?;
    across.commit().await
}

/// A query service: the provider that it is tried with says how the federation is, and each connected one is asked for.
async fn query(ctx: &Ctx, row: &Model) -> Result<Result<(), Fault>> {
    let probed = probe(ctx, row).await;
    let across = ctx.store.across_read(WHO).await?;
    let of = across.find::<connection::Entity>().filter(connection::Column::Federation.eq(row.id));
    let rows = of.all(across.db()).await?;
    drop(across);
    stream::iter(rows).for_each_concurrent(TOGETHER, |connected| one_connection(ctx, row, connected)).await;
    match probed {
        Ok(fresh) => answered(ctx, row, Some(&fresh)).await.map(Ok),
        Err(fault) => Ok(Err(fault)),
    }
}

async fn probe(ctx: &Ctx, row: &Model) -> Result<Freshness, Fault> {
    let entity = row.probe.as_deref().unwrap_or_default();
    let Said::Answer { fresh, .. } = source::entity(ctx, row, entity, None).await? else {
        return Err(Fault::new("probe-unknown", "the service does not know the provider that it is tried with"));
    };
    if let Some(old) = freshness(row) {
        may_replace(&old, &fresh)?;
    }
    Ok(fresh)
}

/// One connection through a query service, whatever becomes of the others.
async fn one_connection(ctx: &Ctx, row: &Model, connected: connection::Model) {
    let done = async {
        let told = match source::entity(ctx, row, &connected.issuer, connected.etag.as_deref()).await {
            Ok(Said::Same) => return Ok(()),
            Ok(Said::Nothing) => Err("not-listed"),
            Ok(Said::Answer { listed, fresh, etag }) => {
                let told = keep::usable(row.authority.as_deref(), &listed).map_err(|fault| fault.code);
                told.map(|()| Description { made: fresh.created, etag, ..keep::description(&listed) })
            }
            Err(fault) => {
                tracing::warn!(connection = %connected.id, code = fault.code, why = fault.detail, "metadata were not taken: the last good stay");
                return Ok(());
            }
        };
        heard(ctx, row, connected.id, told).await
    };
    if let Err(error) = done.await {
        tracing::warn!(connection = %connected.id, error = error.full(), "a connection was not looked at");
    }
}

/// Keeps an answer unless what is kept is newer, while the federation is held.
async fn heard(ctx: &Ctx, row: &Model, id: Uuid, told: Result<Description, &'static str>) -> Result<()> {
    let across = ctx.store.across_for(WHO).await?;
    keep::claim(&across, row.id, None).await?;
    let found = across.find::<connection::Entity>().filter(connection::Column::Id.eq(id)).one(across.db()).await?;
    // It may have been removed meanwhile.
    let Some(connected) = found else { return Ok(()) };
    let old = fresh(connected.metadata_until, connected.metadata_made);
    let new = told.as_ref().ok().and_then(|told| fresh(Some(told.until), told.made));
    if let (Some(old), Some(new)) = (old, new)
        && let Err(refused) = may_replace(&old, &new)
    {
        tracing::warn!(connection = %id, why = %refused, "metadata were not taken: the last good stay");
        return Ok(());
    }
    let tx = across.tenant(&connected.tenant.parse().map_err(anyhow::Error::new)?);
    keep::connection(&tx, connected, told).await?;
    drop(tx);
    across.commit().await
}

/// A provider of a list, which is fetched anew for it and kept.
pub async fn from_list(ctx: &Ctx, row: &Model, entity: &str) -> Result<Result<Description, Fault>> {
    let list = match source::list(ctx, row, true).await {
        Ok(Came::List(list)) => list,
        Ok(Came::Same) => return Ok(Err(Fault::new("not-listed", "nothing new came"))),
        Err(fault) => {
            failed(ctx, row, fault.clone()).await?;
            return Ok(Err(fault));
        }
    };
    taken(ctx, row, &list).await?;
    if let Some(listed) = list.aggregate.provider(entity) {
        return Ok(keep::usable(row.authority.as_deref(), listed).map(|()| keep::description(listed)));
    }
    let passed_over = list.aggregate.passed_over.iter().find(|one| one.entity_id == entity);
    Ok(Err(match passed_over {
        Some(passed_over) => Fault::new("passed-over", &passed_over.why),
        None => Fault::new("not-listed", "the list does not name it"),
    }))
}

/// A provider that a query service tells of.
pub async fn from_query(ctx: &Ctx, row: &Model, entity: &str) -> Result<Result<Description, Fault>> {
    let told = match source::entity(ctx, row, entity, None).await {
        Ok(Said::Answer { listed, fresh, etag }) => {
            let usable = keep::usable(row.authority.as_deref(), &listed);
            usable.map(|()| Description { made: fresh.created, etag, ..keep::description(&listed) })
        }
        Ok(Said::Nothing | Said::Same) => Err(Fault::new("not-listed", "the service does not know it")),
        Err(fault) => Err(fault),
    };
    Ok(told)
}
