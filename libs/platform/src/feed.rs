//! The feed of events that every service which tells any has: `GET /api/<service>/v1/events`, the own organisation's part of the
//! service's event log.
//!
//! A row of the outbox gets its place in the feed when the relay marks it as published, from a counter whose row stays locked
//! until that is committed. So places are given in the order in which they become visible: whoever has read a place has been shown
//! everything before it, however late a writer commits, and also while two relays for a moment both believe to lead. A place once
//! given is never changed, so what is published again (a stream that was lost) is not shown again.
//!
//! The cursor is the id of the last event that was given. It says nothing of others' events, and one that this organisation's log
//! does not hold is told apart at once.

use std::{collections::BTreeMap, sync::Mutex};

use axum::extract::State;
use chrono::{DateTime, Utc};
use contracts::Role::{Integrator, Reader};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa_axum::routes;
use uuid::Uuid;

use crate::{
    api::Api,
    caller::Caller,
    ctx::Ctx,
    error::{Error, Result},
    extract::{Json, Query},
    module::Permission,
    store::system::outbox,
};

/// The most events of an answer.
pub const LONGEST: u64 = 1000;
/// The events of an answer unless told.
pub const LIMIT: u64 = 100;

/// The operation, for a service that tells events.
pub(crate) fn api(service: &'static str) -> Api {
    let (schemas, mut paths, methods) = routes!(list);
    for operation in paths.paths.values_mut().filter_map(|item| item.get.as_mut()) {
        operation.operation_id = Some(format!("{service}.list_events"));
    }
    Api::new().at(permission(service), (schemas, paths, methods))
}

/// `<service>.events.read`; made once per service and kept, as permissions live as long as the process.
fn permission(service: &'static str) -> &'static Permission {
    static MADE: Mutex<BTreeMap<&'static str, &'static Permission>> = Mutex::new(BTreeMap::new());
    let mut made = MADE.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    made.entry(service).or_insert_with(|| {
        let name = Box::leak(format!("{service}.events.read").into_boxed_str());
        Box::leak(Box::new(Permission::own(name, &[Reader, Integrator])))
    })
}

/// Where to go on, and which events.
#[derive(Debug, Clone, Default, Deserialize, utoipa::IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Wanted {
    /// `next` of the answer before; none begins with the oldest that is kept.
    #[param(example = "01890a5d-ac96-774b-bcce-b302099a8057")]
    cursor: Option<String>,
    /// Events of an answer.
    #[param(minimum = 1, maximum = 1000, default = 100, example = 100)]
    limit: Option<u64>,
    /// One type of events only.
    #[serde(rename = "type")]
    #[param(rename = "type", example = "se.sambruk.bibblix.loan-started.v1")]
    kind: Option<String>,
}

/// An event, as CloudEvents 1.0 in JSON.
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "describes what the log holds as text")]
struct CloudEvent {
    /// Always `1.0`.
    specversion: String,
    /// The same however often the event is given: keep it to recognise what you have handled.
    id: Uuid,
    /// The service that tells it, `/bibblix`.
    source: String,
    /// What has happened, with the version of its data.
    r#type: String,
    /// What it has happened to.
    subject: Option<String>,
    /// When it happened.
    time: DateTime<Utc>,
    /// Always `application/json`.
    datacontenttype: String,
    /// The organisation whose event it is.
    tenant: String,
    /// The event that caused it.
    causationid: Option<Uuid>,
    /// The trace that it belongs to (W3C Trace Context).
    traceparent: Option<String>,
    /// What has happened; each type has a schema of its own. Its fields are written `like_this`.
    data: Value,
}

/// Some events, in an order that never changes.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct EventFeed {
    /// The oldest first; empty when nothing has come since.
    #[schema(value_type = Vec<CloudEvent>)]
    items: Vec<Value>,
    /// Ask again with it as the cursor, now or another day. None as long as nothing has been told.
    next: Option<String>,
    /// Whether there is more already. If not, wait some seconds before asking again.
    more: bool,
}

/// Lists the own organisation's events of this service, in the order in which they became final. None is left out and none comes
/// twice, whatever else is written meanwhile. Events come within a second or two; while the broker is away they wait. This is a feed,
/// with `cursor` in place of `page`: it is the exception to the rule for lists (FNS.07). Refuses (400) an unknown type, a limit out
/// of range and what is no cursor, and (410) with `cursor-too-old` a cursor that the log does not hold: begin anew without one, and
/// pass over the ids that you know.
#[utoipa::path(get, path = "/events", operation_id = "events", tag = "events", params(Wanted),
    responses((status = 200, description = "Events, or none when nothing has come since", body = EventFeed),
        (status = 410, description = "The log does not hold the cursor's event")))]
async fn list(State(ctx): State<Ctx>, caller: Caller, Query(wanted): Query<Wanted>) -> Result<Json<EventFeed>> {
    let limit = wanted.limit.unwrap_or(LIMIT);
    if !(1..=LONGEST).contains(&limit) {
        return Err(Error::invalid("limit", format!("must be a whole number from 1 to {LONGEST}")));
    }
    let read = ctx.store.read(caller.tenant()).await?;
    let mut rows = read.find::<outbox::Entity>().filter(outbox::Column::FeedSeq.is_not_null());
    if let Some(kind) = &wanted.kind {
        known(&ctx, kind)?;
        rows = rows.filter(outbox::Column::Kind.eq(kind));
    }
    if let Some(cursor) = &wanted.cursor {
        let id: Uuid = cursor.parse().map_err(|_| Error::invalid("cursor", "is not one that a feed has given"))?;
        let last = read.find::<outbox::Entity>().filter(outbox::Column::EventId.eq(id)).one(read.db()).await?;
        let place = last.and_then(|row| row.feed_seq).ok_or(Error::CursorTooOld)?;
        rows = rows.filter(outbox::Column::FeedSeq.gt(place));
    }
    let mut rows = rows.order_by_asc(outbox::Column::FeedSeq).limit(limit + 1).all(read.db()).await?;
    let more = rows.len() as u64 > limit;
    rows.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    let next = rows.last().map(|row| row.event_id.to_string()).or(wanted.cursor);
    let items = rows.iter().map(|row| Ok(serde_json::from_str(&row.envelope)?)).collect::<Result<_>>()?;
    Ok(Json(EventFeed { items, next, more }))
}

/// A type that the service never tells would be waited for in vain.
fn known(ctx: &Ctx, kind: &str) -> Result<()> {
    let told = ctx.site.entry(ctx.service).map(|entry| entry.emits.as_slice()).unwrap_or_default();
    if told.iter().any(|event| event.kind == kind) {
        return Ok(());
    }
    let names: Vec<&str> = told.iter().map(|event| event.kind.as_str()).collect();
    Err(Error::invalid("type", format!("this service tells {}", names.join(", "))))
}
