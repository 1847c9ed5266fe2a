//! The relay: publishes what waits in the outbox, in order, and marks it only when JetStream has acknowledged it.
//!
//! A batch goes out as one atomic batch, which the broker syncs once. When the stream is behind or was made anew, the log of
//! published rows fills it again.

use std::time::Duration;

use async_nats::{HeaderMap, jetstream::message::PublishMessage};
use sea_orm::{ColumnTrait, DbBackend, QueryFilter, QueryOrder, QuerySelect, Value, sea_query::Expr};
use serde::Deserialize;
use tokio_util::sync::CancellationToken;

use crate::{
    ctx::Ctx,
    error::{Error, Result},
    leader::Leader,
    nats::Nats,
    store::{Actor, Store, system::outbox},
    telemetry,
};

/// Events in one atomic batch; JetStream allows 1000.
const BATCH: u64 = 500;
/// How often is looked whether this process still leads, and for what other processes have committed.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// What is committed within so short a time after a batch goes out together: each batch is synced to disk by the broker, by the mark that
/// it has left, and by those who hear it.
const GATHER: Duration = Duration::from_millis(20);
/// How often the stream is compared with what was published into it.
const HEAL_EVERY: Duration = Duration::from_mins(1);

/// The stream as it was when last compared: when it was made, which tells one stream from the next, and when that was asked.
struct Compared {
    created: String,
    at: tokio::time::Instant,
}

/// Runs until stopped; returns an error to be started again.
pub(crate) async fn run(ctx: Ctx, stop: CancellationToken) -> Result<()> {
    let mut leader = Leader::new(&ctx.store, "relay");
    let mut compared = None;
    let (mut leads, mut looked) = (false, None::<tokio::time::Instant>);
    loop {
        // At every commit the relay is woken; whether it leads, and how much waits, is asked once a second.
        if looked.is_none_or(|at| at.elapsed() >= LOOK_EVERY) {
            looked = Some(tokio::time::Instant::now());
            leads = leader.leads().await?;
            telemetry::outbox(ctx.service, &ctx.store).await?;
        }
        let sent = tokio::time::Instant::now();
        // A broker that dies or chooses a new leader is no reason to let go of the lead: the rows wait, and are tried again.
        if leads
            && ctx.nats.is_connected()
            && let Err(error) = publish_waiting(&ctx, &mut compared).await
        {
            telemetry::relay_failed(ctx.service);
            tracing::warn!(service = ctx.service, error = error.full(), "publishing failed; trying again");
        }
        tokio::select! {
            () = stop.cancelled() => return drain(&ctx, &mut compared).await,
            () = ctx.store.outbox_woken() => tokio::time::sleep_until(sent + GATHER).await,
            () = tokio::time::sleep(LOOK_EVERY) => {}
        }
    }
}

/// On the way out, what is committed is sent if the broker still answers; what is not stays in the outbox.
async fn drain(ctx: &Ctx, compared: &mut Option<Compared>) -> Result<()> {
    if ctx.nats.is_connected() { publish_waiting(ctx, compared).await } else { Ok(()) }
}

/// Publishes until nothing waits; before that, now and then, what the stream has lost is made to wait again.
async fn publish_waiting(ctx: &Ctx, compared: &mut Option<Compared>) -> Result<()> {
    let created = match compared {
        Some(Compared { created, at }) if at.elapsed() < HEAL_EVERY => created.clone(),
        _ => {
            let created = heal(&ctx.store, &ctx.nats).await?;
            compared.insert(Compared { created, at: tokio::time::Instant::now() }).created.clone()
        }
    };
    // What is committed after the last batch was read has woken the relay again.
    while publish(&ctx.store, &ctx.nats, &created).await? as u64 == BATCH {}
    Ok(())
}

/// Publishes one batch; tells how many rows it was. A stream made anew since it was compared costs no event: these rows then name
/// the old one, and are published once more at the next comparison.
async fn publish(store: &Store, nats: &Nats, created: &str) -> Result<usize> {
    let read = store.across_read(Actor::System("relay")).await?;
    let waiting = read.find::<outbox::Entity>().filter(outbox::Column::PublishedAt.is_null());
    let rows = waiting.order_by_asc(outbox::Column::Seq).limit(BATCH).all(read.db()).await?;
    drop(read);
    if rows.is_empty() {
        return Ok(0);
    }
    let count = rows.len();
    let last = if count == 1 { None } else { publish_atomic(nats, &rows).await? };
    let sequences = match last {
        Some(last) => (0..count as u64).map(|back| last - back).rev().collect(),
        None => publish_single(nats, &rows).await?,
    };
    mark(store, created, &rows, sequences).await?;
    telemetry::relayed(store.service(), count);
    Ok(count)
}

#[derive(Deserialize)]
struct BatchAnswer {
    seq: Option<u64>,
    error: Option<BatchError>,
}

#[derive(Deserialize)]
struct BatchError {
    err_code: u64,
    description: String,
}

/// Publishes rows as one atomic batch (ADR-50). None when the broker refuses the batch as a whole, which it does when one of its
/// events is already there: then each goes by itself.
async fn publish_atomic(nats: &Nats, rows: &[outbox::Model]) -> Result<Option<u64>> {
    let batch = crate::id::new().simple().to_string();
    let mut answer = None;
    for (index, row) in rows.iter().enumerate() {
        let mut headers = headers_of(row);
        headers.insert("Nats-Batch-Id", batch.as_str());
        headers.insert("Nats-Batch-Sequence", (index + 1).to_string().as_str());
        let (subject, payload) = (row.subject.clone(), row.envelope.clone().into());
        if index + 1 < rows.len() {
            let sent = nats.client().publish_with_headers(subject, headers, payload).await;
            sent.map_err(|error| Error::Internal(error.into()))?;
        } else {
            headers.insert("Nats-Batch-Commit", "1");
            // No answer means unknown: the rows stay, and their message ids keep a second attempt from doubling them.
            let sent = nats.client().request_with_headers(subject, headers, payload).await;
            answer =
                Some(sent.map_err(|error| Error::Internal(anyhow::Error::new(error).context("publishing a batch")))?);
        }
    }
    let Some(answer) = answer else { return Ok(None) };
    let answer: BatchAnswer = serde_json::from_slice(&answer.payload)?;
    if let Some(error) = answer.error {
        tracing::debug!(code = error.err_code, error.description, "the batch was refused; publishing one by one");
        return Ok(None);
    }
    Ok(answer.seq)
}

async fn publish_single(nats: &Nats, rows: &[outbox::Model]) -> Result<Vec<u64>> {
    let mut sequences = Vec::with_capacity(rows.len());
    for row in rows {
        let message = PublishMessage::build().payload(row.envelope.clone().into()).headers(headers_of(row));
        let sent = nats.jetstream().send_publish(row.subject.clone(), message).await;
        let ack = sent
            .map_err(|error| Error::Internal(error.into()))?
            .await
            .map_err(|error| Error::Internal(error.into()))?;
        sequences.push(ack.sequence);
    }
    Ok(sequences)
}

fn headers_of(row: &outbox::Model) -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert("Nats-Msg-Id", row.event_id.to_string().as_str());
    headers.insert("Content-Type", "application/cloudevents+json");
    headers
}

/// Marks rows as published, in one statement. Those that have none get their place in the feed: the counter's row stays locked until
/// this is committed, so places become visible in their order.
async fn mark(store: &Store, created: &str, rows: &[outbox::Model], sequences: Vec<u64>) -> Result<()> {
    // Waited for, unlike much that can be made again: what a reader of the feed was given keeps its place.
    let tx = store.across_for(Actor::System("relay")).await?;
    let count = i64::try_from(rows.len()).map_err(anyhow::Error::new)?;
    let taken = "UPDATE event_counter SET last = last + $1 WHERE name = 'feed' RETURNING last";
    let counter = tx.query(taken, [count.into()]).await?;
    let counter = counter.first().ok_or_else(|| anyhow::anyhow!("the feed's counter is missing"))?;
    let first = counter.try_get::<i64>("", "last")? - count + 1;
    let mut values: Vec<Value> = vec![tx.now().into(), created.into()];
    let sequences: Vec<i64> =
        sequences.into_iter().map(i64::try_from).collect::<Result<_, _>>().map_err(anyhow::Error::new)?;
    let marked = rows.iter().map(|row| row.seq);
    let places = first..first + count;
    let from = if store.backend() == DbBackend::Postgres {
        values.extend([marked.collect::<Vec<i64>>().into(), sequences.into(), places.collect::<Vec<i64>>().into()]);
        "unnest($3, $4, $5) AS place(column1, column2, column3)".to_owned()
    } else {
        let each = marked.zip(sequences).zip(places);
        values.extend(each.flat_map(|((seq, sequence), place)| [seq.into(), sequence.into(), place.into()]));
        let rows: Vec<String> =
            (1..=rows.len()).map(|row| format!("(${}, ${}, ${})", row * 3, row * 3 + 1, row * 3 + 2)).collect();
        format!("(VALUES {}) AS place", rows.join(", "))
    };
    let sql = format!(
        "UPDATE outbox SET published_at = $1, stream_created = $2, stream_seq = place.column2, \
         feed_seq = COALESCE(outbox.feed_seq, place.column3) FROM {from} WHERE outbox.seq = place.column1"
    );
    tx.execute(&sql, values).await?;
    tx.commit().await
}

/// Publishes again what the stream has lost: everything still kept when it was made anew, or what lies behind its last sequence
/// when it fell back (a power cut without sync). Consumers know what they have handled. Tells when the stream was made.
async fn heal(store: &Store, nats: &Nats) -> Result<String> {
    let info = nats.ensure_stream().await?;
    let (created, last) = (info.created.to_string(), i64::try_from(info.state.last_sequence).unwrap_or(i64::MAX));
    let tx = store.across_for(Actor::System("relay")).await?;
    let lost = sea_orm::Condition::any()
        .add(outbox::Column::StreamCreated.ne(created.as_str()))
        .add(outbox::Column::StreamSeq.gt(last));
    let again = tx
        .update_many::<outbox::Entity>()
        .col_expr(outbox::Column::PublishedAt, Expr::value(Option::<chrono::DateTime<chrono::Utc>>::None))
        .filter(outbox::Column::PublishedAt.is_not_null())
        .filter(lost)
        .exec(tx.db())
        .await?;
    tx.commit().await?;
    telemetry::stream_behind(store.service(), again.rows_affected);
    if again.rows_affected > 0 {
        telemetry::stream_republished(again.rows_affected);
        tracing::warn!(
            service = store.service(),
            events = again.rows_affected,
            "the stream has lost events; publishing them again"
        );
    }
    Ok(created)
}
