//! Checks of what every service has: outbox, parked events, audit chains, files. What a service's own data must look like, the
//! service itself knows.

#[cfg(test)]
pub(crate) mod bed;

use std::collections::HashSet;

use chrono::NaiveDate;
use contracts::Tenant;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::Serialize;

use crate::{
    audit,
    ctx::Ctx,
    error::Result,
    health, parked,
    store::{
        Actor, Store,
        system::{inbox, outbox, usage_tally},
    },
};

/// Something that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// Whose data.
    pub service: String,
    /// Stable.
    pub code: &'static str,
    /// A sentence in plain words with the ids needed to look it up.
    pub detail: String,
}

/// What all services have counted, for the checks that compare services.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    /// All counts of all services.
    pub tallies: Vec<Tally>,
}

/// One service's count of one meter, tenant and day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    /// The service that counted.
    pub service: String,
    /// Who used it.
    pub tenant: Tenant,
    /// The meter.
    pub meter: String,
    /// The UTC day on which it was told.
    pub day: NaiveDate,
    /// Usage events, reversals included.
    pub events: i64,
    /// Sum of quantities in the meter's unit.
    pub quantity: i64,
    /// Sum of amounts in öre.
    pub ore: i64,
}

/// Gathers what the services at hand have counted.
///
/// # Errors
/// When a database does not answer.
pub async fn facts(ctxs: &[Ctx]) -> Result<Facts> {
    let mut tallies = Vec::new();
    for ctx in ctxs {
        let across = ctx.store.across_read(Actor::System("verify")).await?;
        for row in across.find::<usage_tally::Entity>().all(&*across).await? {
            tallies.push(Tally {
                service: ctx.service.into(),
                tenant: row.tenant.parse().map_err(anyhow::Error::new)?,
                meter: row.meter,
                day: row.day,
                events: row.events,
                quantity: row.quantity,
                ore: row.ore,
            });
        }
    }
    Ok(Facts { tallies })
}

/// Checks one service: outbox drained, nothing parked, audit chains whole and sealed, files present and unchanged.
///
/// # Errors
/// When database or disk can't be read.
pub async fn platform_checks(ctx: &Ctx) -> Result<Vec<Finding>> {
    let mut findings = events(ctx).await?;
    findings.extend(audit::check(&ctx.store, &ctx.config.data_dir).await?);
    findings.extend(ctx.files.check().await?);
    Ok(findings)
}

/// Outbox drained, nothing parked.
pub(crate) async fn events(ctx: &Ctx) -> Result<Vec<Finding>> {
    let mut findings = drained(&ctx.store).await?;
    for event in parked::open(&ctx.store).await? {
        let which = event.event_id.map_or_else(|| "A message that is no event".to_owned(), |id| format!("Event {id}"));
        let detail =
            format!("{which} of {} on {} is parked as {}: {}", event.tenant, event.subject, event.id, event.error);
        findings.push(Finding { service: ctx.service.into(), code: "event-parked", detail });
    }
    Ok(findings)
}

/// The outbox is drained when nothing waits in it for longer than delivery takes.
async fn drained(store: &Store) -> Result<Vec<Finding>> {
    let waiting = health::outbox(store).await?;
    if waiting.events == 0 || waiting.oldest_seconds < 10.0 {
        return Ok(Vec::new());
    }
    let across = store.across_read(Actor::System("verify")).await?;
    let rows = across.find::<outbox::Entity>().filter(outbox::Column::PublishedAt.is_null());
    let oldest = rows.order_by_asc(outbox::Column::Seq).one(&*across).await?;
    let which = oldest.map(|row| format!("{} ({})", row.event_id, row.kind)).unwrap_or_default();
    let detail = format!(
        "{} event(s) have not left the outbox, the oldest, {which}, for {:.0} seconds: is the broker up and the service running?",
        waiting.events, waiting.oldest_seconds
    );
    Ok(vec![Finding { service: store.service().into(), code: "outbox-not-drained", detail }])
}

/// Names event types in the inbox that nothing handles (any more): their effects can't be rebuilt by a replay.
///
/// # Errors
/// When the database does not answer.
pub async fn unknown_handlers(store: &Store, known: &HashSet<String>) -> Result<Vec<Finding>> {
    let across = store.across_read(Actor::System("verify")).await?;
    let column = inbox::Column::Handler;
    let rows = across.find::<inbox::Entity>().select_only().column(column).distinct().order_by_asc(column).into_tuple();
    let handlers: Vec<String> = rows.all(&*across).await?;
    let unknown = handlers.into_iter().filter(|handler| !known.contains(handler));
    let finding = |handler: String| Finding {
        service: store.service().into(),
        code: "handler-unknown",
        detail: format!("Events of type {handler} have been handled, but nothing in this version handles them."),
    };
    Ok(unknown.map(finding).collect())
}
