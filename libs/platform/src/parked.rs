//! Events that could not be handled: kept with their error until an operator has them tried again or drops them.

use contracts::{Envelope, Tenant};
use sea_orm::{ActiveValue::Set, ColumnTrait, IntoActiveModel, QueryFilter, QueryOrder, sea_query::Expr};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    consumer::{Handlers, together},
    ctx::Ctx,
    error::{Error, Result},
    id,
    store::{Actor, Store, system::parked},
    telemetry,
};

/// An operator's wish to have an event tried again; the running consumer carries it out.
const RETRY: &str = "retry";
/// Characters of the reason for which an event is dropped.
pub const REASON: std::ops::RangeInclusive<usize> = 10..=500;
/// The audit log's word for an operator's decision, and for what came of it.
pub(crate) const DECIDED: &str = "platform.parked.decide";
pub(crate) const OUTCOME: &str = "platform.parked.outcome";

/// Parks an event that its handler refused.
pub(crate) async fn park(ctx: &Ctx, envelope: &Envelope<Value>, text: &str, error: &str, attempts: i64) -> Result<()> {
    let subject = contracts::event::subject_of_type(&envelope.tenant, &envelope.kind).unwrap_or_default();
    let row = Row { event: Some(envelope.id), handler: &envelope.kind, subject: &subject, text, error, attempts };
    write(ctx, &envelope.tenant, row).await
}

/// Parks a message that is no event of ours.
pub(crate) async fn park_unreadable(ctx: &Ctx, subject: &str, text: &str, error: &str) -> Result<()> {
    let row = Row { event: None, handler: "unreadable", subject, text, error, attempts: 1 };
    write(ctx, &Tenant::association(), row).await
}

struct Row<'a> {
    event: Option<Uuid>,
    handler: &'a str,
    subject: &'a str,
    text: &'a str,
    error: &'a str,
    attempts: i64,
}

async fn write(ctx: &Ctx, tenant: &Tenant, row: Row<'_>) -> Result<()> {
    tracing::error!(service = ctx.service, subject = row.subject, event = ?row.event, error = row.error, "an event was parked");
    let tx = ctx.store.begin_for(tenant, Actor::System("event")).await?;
    if let Some(event) = row.event {
        // It can come again, from a log or the stream: one decision of an operator is enough.
        let known = tx
            .find::<parked::Entity>()
            .filter(parked::Column::EventId.eq(event))
            .filter(parked::Column::Handler.eq(row.handler));
        if known.one(tx.db()).await?.is_some() {
            return Ok(());
        }
    }
    tx.insert(parked::ActiveModel {
        id: Set(id::new()),
        handler: Set(row.handler.into()),
        event_id: Set(row.event),
        tenant: Set(tenant.to_string()),
        subject: Set(row.subject.into()),
        envelope: Set(row.text.into()),
        error: Set(row.error.into()),
        attempts: Set(row.attempts),
        parked_at: Set(tx.now()),
        resolution: Set(None),
        resolved_at: Set(None),
    })
    .await?;
    tx.commit().await?;
    telemetry::parked(ctx.service, open(&ctx.store).await?.len());
    Ok(())
}

/// The events that wait for an operator, oldest first.
///
/// # Errors
/// When the database does not answer.
pub async fn open(store: &Store) -> Result<Vec<parked::Model>> {
    let across = store.across_read(Actor::System("operator")).await?;
    let waiting = across.find::<parked::Entity>().filter(parked::Column::ResolvedAt.is_null());
    Ok(waiting.order_by_asc(parked::Column::ParkedAt).all(across.db()).await?)
}

/// Asks for an event to be handled again.
///
/// # Errors
/// [`Error::NotFound`] when there is no such event, [`Error::Rule`] when it has been decided about.
pub async fn request_retry(store: &Store, id: Uuid, by: Actor) -> Result<()> {
    decide(store, id, None, by).await
}

/// Drops an event for good, with a reason that stays on record.
///
/// # Errors
/// [`Error::NotFound`] when there is no such event, [`Error::Rule`] when it has been decided about.
pub async fn drop_for_good(store: &Store, id: Uuid, reason: &str, by: Actor) -> Result<()> {
    decide(store, id, Some(reason), by).await
}

async fn decide(store: &Store, id: Uuid, dropped: Option<&str>, by: Actor) -> Result<()> {
    let across = store.across_for(by).await?;
    let row = across.find::<parked::Entity>().filter(parked::Column::Id.eq(id)).one(across.db()).await?;
    let row = row.ok_or(Error::NotFound)?;
    let resolution = dropped.map_or_else(|| RETRY.to_owned(), |reason| format!("dropped: {reason}"));
    // Of two operators at the same time one decides.
    let decided = across
        .update_many::<parked::Entity>()
        .col_expr(parked::Column::Resolution, Expr::value(resolution))
        .col_expr(parked::Column::ResolvedAt, Expr::value(dropped.map(|_| across.now())))
        .filter(parked::Column::Id.eq(id))
        .filter(parked::Column::Resolution.is_null())
        .exec(across.db())
        .await?;
    if decided.rows_affected == 0 {
        return Err(already(&row));
    }
    let tenant: Tenant = row.tenant.parse().map_err(anyhow::Error::new)?;
    let act = if dropped.is_some() { "drop" } else { "retry" };
    across.audit(&tenant, DECIDED, &id.to_string(), &json!({ "act": act, "detail": dropped })).await?;
    across.commit().await
}

fn already(row: &parked::Model) -> Error {
    let how = match row.resolution.as_deref() {
        Some(RETRY) => "it is about to be tried again: wait for the outcome",
        Some(text) if text.starts_with("dropped") => "it has been dropped",
        _ => "it has been handled or decided about meanwhile",
    };
    Error::rule("already-decided", how)
}

/// Carries out what operators asked for.
pub(crate) async fn retry_requested(ctx: &Ctx, handlers: &Handlers) -> Result<()> {
    for row in open(&ctx.store).await? {
        if row.resolution.as_deref() != Some(RETRY) {
            continue;
        }
        let outcome = match serde_json::from_str::<Envelope<Value>>(&row.envelope) {
            Ok(envelope) => together(ctx, handlers, &[(&envelope, &row.envelope)]).await,
            Err(error) => Err(Error::rule("unreadable-event", format!("not a CloudEvents envelope: {error}"))),
        };
        let across = ctx.store.across_for(Actor::System("operator")).await?;
        let (attempts, id) = (row.attempts + 1, row.id.to_string());
        let tenant: Tenant = row.tenant.parse().map_err(anyhow::Error::new)?;
        let mut row = row.into_active_model();
        row.attempts = Set(attempts);
        let told = match outcome {
            Ok(()) => {
                row.resolution = Set(Some("retried".into()));
                row.resolved_at = Set(Some(across.now()));
                json!({ "act": "handled" })
            }
            Err(error) => {
                row.resolution = Set(None);
                row.error = Set(error.full());
                json!({ "act": "failed", "detail": error.full() })
            }
        };
        across.audit(&tenant, OUTCOME, &id, &told).await?;
        across.update(row).await?;
        across.commit().await?;
        telemetry::parked(ctx.service, open(&ctx.store).await?.len());
    }
    Ok(())
}
