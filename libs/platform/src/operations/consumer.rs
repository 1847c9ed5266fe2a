//! How far a service's consumer is, as the broker knows it.

use std::time::Duration;

use async_nats::jetstream::consumer::Info;
use chrono::{DateTime, Utc};

use super::state::ConsumerState;
use crate::{ctx::Ctx, nats::STREAM};

/// How long the broker may take.
const PATIENCE: Duration = Duration::from_millis(1200);

/// The broker's client tells time in a type of its own.
fn instant(time: async_nats::datetime::DateTime) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp(time.unix_timestamp(), time.nanosecond())
}

/// The consumer's state; with `known` unset when the broker does not tell.
pub(super) async fn state(ctx: &Ctx) -> ConsumerState {
    let unknown = ConsumerState {
        known: false,
        pending: 0,
        ack_pending: 0,
        redelivered: 0,
        delivered_at: None,
        oldest_seconds: 0,
    };
    tokio::time::timeout(PATIENCE, look(ctx)).await.ok().flatten().unwrap_or(unknown)
}

async fn look(ctx: &Ctx) -> Option<ConsumerState> {
    let stream = ctx.nats.jetstream().get_stream(STREAM).await.ok()?;
    let info: Info = stream.consumer_info(ctx.service).await.ok()?;
    let behind = info.num_pending + info.num_ack_pending as u64;
    let oldest = if behind == 0 {
        None
    } else {
        // The first after what is acknowledged: perhaps not one of its own, so the age is the most that it can be.
        stream.get_raw_message(info.ack_floor.stream_sequence + 1).await.ok().and_then(|message| instant(message.time))
    };
    Some(ConsumerState {
        known: true,
        pending: info.num_pending,
        ack_pending: info.num_ack_pending as u64,
        redelivered: info.num_redelivered as u64,
        delivered_at: info.delivered.last_active.and_then(instant),
        oldest_seconds: oldest.map_or(0, |oldest| (crate::Clock::System.now() - oldest).num_seconds().max(0)),
    })
}
