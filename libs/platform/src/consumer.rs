//! What a service hears: one durable consumer per service, every event handled once, in order per object, and parked when it
//! can't be handled.

use std::{
    collections::{HashMap, HashSet},
    time::Duration,
};

use async_nats::jetstream::{
    AckKind, Message,
    consumer::{
        AckPolicy, DeliverPolicy, PullConsumer,
        pull::{self, MessagesError, MessagesErrorKind},
    },
};
use contracts::Envelope;
use futures_util::StreamExt;
use sea_orm::{ColumnTrait, ConnectionTrait, DbBackend, QueryFilter, Statement};
use serde_json::Value;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::{
    ctx::Ctx,
    error::{Error, Result},
    leader::Leader,
    nats::STREAM,
    parked, replay,
    store::{Actor, Tx, system::inbox},
    telemetry,
};

mod handlers;

pub(crate) use handlers::Handlers;

/// Attempts before an event is parked: about a minute with the delays below.
const ATTEMPTS: i64 = 6;
/// Messages handled in one transaction when all goes well.
const BATCH: usize = 200;
/// About as many bytes of events are handled in one transaction: large ones carry many uses each, and a request's own
/// transaction should not wait for all of them.
const BATCH_BYTES: usize = 256 * 1024;

/// An event as it arrived.
struct Arrived {
    message: Message,
    text: String,
    envelope: Envelope<Value>,
}

/// Objects whose first event waits to be tried again: what follows on the same object waits behind it.
type Blocked = HashMap<String, Failing>;

/// The event that an object waits for.
struct Failing {
    event: Uuid,
    /// How often it has been tried. Deliveries are no measure: an event that waited behind another was delivered too.
    attempts: i64,
}

/// Why hearing ended.
enum Ended {
    Stopped,
    /// The broker that led the consumer is gone, and with it what was asked of it: ask anew.
    Silent,
}

/// Runs until stopped; returns an error to be started again.
pub(crate) async fn run(ctx: Ctx, handlers: Handlers, stop: CancellationToken) -> Result<()> {
    let mut leader = Leader::new(&ctx.store, "consumer");
    while !leader.leads().await? {
        tokio::select! {
            () = stop.cancelled() => return Ok(()),
            () = tokio::time::sleep(Duration::from_millis(500)) => {}
        }
    }
    while let Ended::Silent = hear(&ctx, &handlers, &mut leader, &stop).await? {
        tracing::info!(service = ctx.service, "the broker is silent; asking for events anew");
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    Ok(())
}

/// Hears from one pull of the consumer for as long as it lasts.
async fn hear(ctx: &Ctx, handlers: &Handlers, leader: &mut Leader, stop: &CancellationToken) -> Result<Ended> {
    let consumer = attach(ctx, handlers).await?;
    // What was asked of a broker that dies is never answered, and nothing but missing heartbeats tells: two are waited for.
    let stream = consumer.stream().max_messages_per_batch(BATCH * 2).heartbeat(Duration::from_secs(1)).messages().await;
    // One stream for as long as it lasts: what is dropped with a request has to be delivered once more.
    let mut arriving = stream.map_err(|error| Error::Internal(error.into()))?.ready_chunks(BATCH);
    let mut blocked = Blocked::new();
    let mut checked = tokio::time::Instant::now();
    while !stop.is_cancelled() {
        if checked.elapsed() > Duration::from_secs(2) {
            checked = tokio::time::Instant::now();
            if !leader.leads().await? {
                return Err(Error::Unavailable("the lead was lost".into()));
            }
            parked::retry_requested(ctx, handlers).await?;
            replay::if_requested(ctx, handlers).await?;
            report_lag(ctx, &consumer).await;
        }
        let chunk = tokio::select! {
            () = stop.cancelled() => return Ok(Ended::Stopped),
            chunk = tokio::time::timeout(Duration::from_secs(1), arriving.next()) => chunk,
        };
        let Ok(chunk) = chunk else { continue };
        let chunk = chunk.ok_or_else(|| Error::Unavailable("the stream of events".into()))?;
        let (messages, silent) = messages(chunk)?;
        for some in parts(messages) {
            handle_batch(ctx, handlers, some, &mut blocked).await?;
        }
        if silent {
            return Ok(Ended::Silent);
        }
    }
    Ok(Ended::Stopped)
}

/// The service's durable consumer. Only one process hears for a service, so what an earlier one, or an earlier connection, was given and has not acknowledged is
/// nobody's now: it is asked for at once instead of after the acknowledgement's time has run out.
async fn attach(ctx: &Ctx, handlers: &Handlers) -> Result<PullConsumer> {
    let config = pull::Config {
        durable_name: Some(ctx.service.into()),
        description: Some(format!("What {} hears", ctx.service)),
        deliver_policy: DeliverPolicy::All,
        ack_policy: AckPolicy::Explicit,
        ack_wait: Duration::from_mins(1),
        max_ack_pending: 2000,
        filter_subjects: handlers.filters(),
        num_replicas: ctx.config.nats.replicas,
        ..Default::default()
    };
    let stream = ctx.nats.jetstream().get_stream(STREAM).await.map_err(|error| Error::Internal(error.into()))?;
    replay::feed_new(ctx, handlers).await?;
    let mut consumer = stream.create_consumer(config).await.map_err(|error| Error::Internal(error.into()))?;
    let info = consumer.info().await.map_err(|error| Error::Internal(error.into()))?;
    if info.num_ack_pending > 0 {
        consumer.reset(None).await.map_err(|error| Error::Internal(error.into()))?;
    }
    Ok(consumer)
}

/// What arrived, and whether the broker has fallen silent after it. Anything else that goes wrong starts the task anew.
fn messages(chunk: Vec<Result<Message, MessagesError>>) -> Result<(Vec<Message>, bool)> {
    let mut messages = Vec::with_capacity(chunk.len());
    for item in chunk {
        match item {
            Ok(message) => messages.push(message),
            Err(error)
                if matches!(error.kind(), MessagesErrorKind::MissingHeartbeat | MessagesErrorKind::NoResponders) =>
            {
                return Ok((messages, true));
            }
            Err(error) => return Err(Error::Internal(anyhow::anyhow!("receiving events: {error}"))),
        }
    }
    Ok((messages, false))
}

/// Cuts what arrived into transactions.
fn parts(messages: Vec<Message>) -> Vec<Vec<Message>> {
    let mut parts = Vec::new();
    let mut bytes = BATCH_BYTES;
    for message in messages {
        if bytes >= BATCH_BYTES {
            parts.push(Vec::new());
            bytes = 0;
        }
        bytes += message.payload.len();
        if let Some(last) = parts.last_mut() {
            last.push(message);
        }
    }
    parts
}

/// A broker that can't tell has no bearing on what arrives.
async fn report_lag(ctx: &Ctx, consumer: &PullConsumer) {
    let mut consumer = consumer.clone();
    match consumer.info().await {
        Ok(info) => telemetry::consumer_lag(ctx.service, info.num_pending + info.num_ack_pending as u64),
        Err(error) => tracing::debug!(%error, "the consumer's lag is not known"),
    }
}

/// Reads what arrived; what is no event of ours is parked at once.
async fn read(ctx: &Ctx, message: Message) -> Result<Option<Arrived>> {
    let text = String::from_utf8_lossy(&message.payload).into_owned();
    match parse(&text, &message.subject) {
        Ok(envelope) => Ok(Some(Arrived { message, text, envelope })),
        Err(why) => {
            parked::park_unreadable(ctx, &message.subject, &text, &why).await?;
            acknowledge(&message, AckKind::Term).await;
            Ok(None)
        }
    }
}

fn parse(text: &str, subject: &str) -> Result<Envelope<Value>, String> {
    let envelope: Envelope<Value> =
        serde_json::from_str(text).map_err(|error| format!("not a CloudEvents envelope: {error}"))?;
    let expected = contracts::event::subject_of_type(&envelope.tenant, &envelope.kind);
    if expected.as_deref() == Some(subject) {
        Ok(envelope)
    } else {
        Err(format!("type {} of tenant {} does not belong on subject {subject}", envelope.kind, envelope.tenant))
    }
}

async fn handle_batch(ctx: &Ctx, handlers: &Handlers, batch: Vec<Message>, blocked: &mut Blocked) -> Result<()> {
    let mut ready = Vec::with_capacity(batch.len());
    for message in batch {
        let Some(event) = read(ctx, message).await? else {
            continue;
        };
        if waits(blocked, &event.envelope) {
            acknowledge(&event.message, AckKind::Nak(Some(Duration::from_millis(750)))).await;
        } else {
            ready.push(event);
        }
    }
    if ready.is_empty() {
        return Ok(());
    }
    let events: Vec<_> = ready.iter().map(|event| (&event.envelope, event.text.as_str())).collect();
    if together(ctx, handlers, &events).await.is_ok() {
        for event in ready {
            blocked.remove(&object_of(&event.envelope));
            acknowledge(&event.message, AckKind::Ack).await;
        }
        return Ok(());
    }
    for event in ready {
        one_by_one(ctx, handlers, event, blocked).await?;
    }
    Ok(())
}

/// Handles events in one transaction, in which those of one type and tenant that stand together are handled together.
pub(crate) async fn together(ctx: &Ctx, handlers: &Handlers, events: &[(&Envelope<Value>, &str)]) -> Result<()> {
    let Some((first, _)) = events.first() else { return Ok(()) };
    let tx = ctx.store.begin_for(&first.tenant, Actor::System("event")).await?;
    let mut current = tx.clone();
    for group in events.chunk_by(|(a, _), (b, _)| a.kind == b.kind && a.tenant == b.tenant) {
        let Some((first, _)) = group.first() else { continue };
        if *current.tenant() != first.tenant {
            current = tx.for_tenant(&first.tenant).await?;
        }
        apply(ctx, handlers, current.clone(), group).await?;
    }
    drop(current);
    tx.commit().await
}

/// Whether another event on the same object has to be handled first.
fn waits(blocked: &Blocked, envelope: &Envelope<Value>) -> bool {
    blocked.get(&object_of(envelope)).is_some_and(|first| first.event != envelope.id)
}

/// The careful way: each event in its own transaction, retried or parked by itself.
async fn one_by_one(ctx: &Ctx, handlers: &Handlers, event: Arrived, blocked: &mut Blocked) -> Result<()> {
    let message = &event.message;
    if waits(blocked, &event.envelope) {
        acknowledge(message, AckKind::Nak(Some(Duration::from_millis(750)))).await;
        return Ok(());
    }
    let object = object_of(&event.envelope);
    let attempt = blocked.remove(&object).map_or(1, |failing| failing.attempts + 1);
    match together(ctx, handlers, &[(&event.envelope, &event.text)]).await {
        Ok(()) => acknowledge(message, AckKind::Ack).await,
        Err(error) if error.is_transient() && attempt < ATTEMPTS => {
            tracing::warn!(event = %event.envelope.id, kind = event.envelope.kind, attempt, error = error.full(), "an event failed; trying again later");
            blocked.insert(object, Failing { event: event.envelope.id, attempts: attempt });
            acknowledge(message, AckKind::Nak(Some(delay(attempt)))).await;
        }
        Err(error) => {
            parked::park(ctx, &event.envelope, &event.text, &error.full(), attempt).await?;
            acknowledge(message, AckKind::Term).await;
        }
    }
    Ok(())
}

/// Runs the handler on those of some events of one type and tenant that the inbox has not seen.
async fn apply(ctx: &Ctx, handlers: &Handlers, tx: Tx, events: &[(&Envelope<Value>, &str)]) -> Result<()> {
    let Some((first, _)) = events.first() else { return Ok(()) };
    let kind = first.kind.as_str();
    let handler = handlers.get(kind).ok_or_else(|| Error::rule("no-handler", format!("nothing handles {kind}")))?;
    let new = unseen(&tx, kind, events.iter().map(|(envelope, _)| envelope.id)).await?;
    for _ in new.len()..events.len() {
        telemetry::inbox_duplicate(ctx.service);
    }
    let mut texts = Vec::with_capacity(new.len());
    let mut waiting = new.clone();
    for (envelope, text) in events {
        // An event that stands twice in the batch is handled once.
        if waiting.remove(&envelope.id) {
            texts.push(*text);
        }
    }
    if texts.is_empty() {
        return Ok(());
    }
    let span = tracing::info_span!("handle", service = ctx.service, tenant = %first.tenant, event.kind = kind, event.id = %first.id);
    telemetry::continue_from(&span, first.traceparent.as_deref());
    let work = (handler.run)(ctx.clone(), tx.caused_by(first.id), &texts)?;
    tracing::Instrument::instrument(work, span).await?;
    for _ in &texts {
        telemetry::handled(ctx.service, kind);
    }
    Ok(())
}

/// Puts events in the inbox; gives those that were not there.
async fn unseen(tx: &Tx, kind: &str, ids: impl Iterator<Item = Uuid>) -> Result<HashSet<Uuid>> {
    let mut values: Vec<sea_orm::Value> = vec![kind.into(), tx.now().into()];
    let backend = tx.db().get_database_backend();
    let rows = if backend == DbBackend::Postgres {
        values.push(ids.collect::<Vec<Uuid>>().into());
        "SELECT $1, row.id, $2 FROM unnest($3) AS row(id)".to_owned()
    } else {
        values.extend(ids.map(sea_orm::Value::from));
        let rows: Vec<String> = (3..=values.len()).map(|place| format!("($1, ${place}, $2)")).collect();
        format!("VALUES {}", rows.join(", "))
    };
    let sql =
        format!("INSERT INTO inbox (handler, event_id, handled_at) {rows} ON CONFLICT DO NOTHING RETURNING event_id");
    let statement = Statement::from_sql_and_values(backend, sql, values);
    let inserted = tx.db().query_all_raw(statement).await?;
    Ok(inserted.iter().map(|row| row.try_get("", "event_id")).collect::<Result<_, _>>()?)
}

/// Forgets that events were handled, so that a replay handles them again.
pub(crate) async fn forget(ctx: &Ctx, kinds: &[String], tables: &[&str]) -> Result<()> {
    let across = ctx.store.across_for(Actor::System("replay")).await?;
    for table in tables {
        across.execute(&format!("DELETE FROM {table}"), []).await?;
    }
    across.delete::<inbox::Entity>().filter(inbox::Column::Handler.is_in(kinds)).exec(across.db()).await?;
    across.commit().await
}

fn object_of(envelope: &Envelope<Value>) -> String {
    let vocabulary = envelope.kind.split('.').nth(2).unwrap_or_default();
    format!("{}/{vocabulary}/{}", envelope.tenant, envelope.subject.as_deref().unwrap_or_default())
}

/// Half a second, doubled at each attempt, at most 15 seconds.
fn delay(attempt: i64) -> Duration {
    let doublings = u32::try_from(attempt.clamp(1, 6) - 1).unwrap_or(0);
    (Duration::from_millis(500) * 2_u32.pow(doublings)).min(Duration::from_secs(15))
}

/// A lost acknowledgement only means that the event comes again, and the inbox knows it.
async fn acknowledge(message: &Message, kind: AckKind) {
    if let Err(error) = message.ack_with(kind).await {
        tracing::warn!(%error, "an acknowledgement was not sent");
    }
}

/// The tenants of a consumer are checked in the envelope, never taken from the subject alone.
#[cfg(test)]
mod tests {
    use super::*;

    fn envelope(tenant: &str, kind: &str) -> String {
        let envelope = Envelope {
            specversion: "1.0".into(),
            id: crate::id::new(),
            source: "/bibblix".into(),
            kind: kind.into(),
            subject: None,
            time: chrono::DateTime::default(),
            datacontenttype: "application/json".into(),
            tenant: tenant.parse::<contracts::Tenant>().unwrap(),
            causationid: None,
            traceparent: None,
            data: Value::Null,
        };
        serde_json::to_string(&envelope).unwrap()
    }

    #[test]
    fn an_envelope_must_fit_its_subject() {
        let text = envelope("habo-0643", "se.sambruk.usage.recorded.v1");
        assert!(parse(&text, "sambruk.habo-0643.usage.recorded.v1").is_ok());
        assert!(parse(&text, "sambruk.habo-0305.usage.recorded.v1").is_err());
        assert!(parse(&text, "sambruk.habo-0643.usage.recorded.v2").is_err());
        assert!(parse("{}", "sambruk.habo-0643.usage.recorded.v1").is_err());
    }

    #[test]
    fn delays_grow_and_stop_growing() {
        assert_eq!(delay(1), Duration::from_millis(500));
        assert_eq!(delay(3), Duration::from_secs(2));
        assert_eq!(delay(40), Duration::from_secs(15));
    }
}
