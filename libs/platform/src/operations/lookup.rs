//! Answers about parked events.

use contracts::{Envelope, Tenant};
use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::Value;
use uuid::Uuid;

use super::{
    question::{ParkedList, ParkedOne},
    state::{Deed, ParkedDetail, ParkedEvent, Resolution},
};
use crate::{
    ctx::Ctx,
    error::{Error, Result},
    parked::{DECIDED, OUTCOME},
    store::{
        Actor,
        system::{audit, inbox, parked},
    },
};

/// Events told in one answer; with their errors they stay far below the broker's 1 MiB.
const MOST: u64 = 200;
/// Characters of an error in a list.
const ERROR: usize = 1000;
/// Characters of what arrived: an event of ours is far smaller.
const ENVELOPE: usize = 200_000;

pub(super) async fn list(ctx: Ctx, _: ParkedList) -> Result<Vec<ParkedEvent>> {
    let read = ctx.store.across_read(Actor::System("operations")).await?;
    let of = |open: bool| {
        let column = parked::Column::ResolvedAt;
        let select = read.find::<parked::Entity>();
        if open {
            select.filter(column.is_null()).order_by_asc(parked::Column::ParkedAt).limit(MOST)
        } else {
            select.filter(column.is_not_null()).order_by_desc(column).limit(MOST / 4)
        }
    };
    let mut rows = of(true).all(read.db()).await?;
    rows.extend(of(false).all(read.db()).await?);
    Ok(rows.into_iter().map(|row| shown(row, ERROR)).collect())
}

pub(super) async fn one(ctx: Ctx, ParkedOne { id }: ParkedOne) -> Result<ParkedDetail> {
    let read = ctx.store.across_read(Actor::System("operations")).await?;
    let found = read.find::<parked::Entity>().filter(parked::Column::Id.eq(id)).one(read.db()).await?;
    let mut row = found.ok_or(Error::NotFound)?;
    let deeds = read
        .find::<audit::Entity>()
        .filter(audit::Column::Tenant.eq(&row.tenant))
        .filter(audit::Column::Object.eq(id.to_string()))
        .filter(audit::Column::Action.is_in([DECIDED, OUTCOME]))
        .order_by_desc(audit::Column::At)
        .order_by_desc(audit::Column::Id)
        .limit(50)
        .all(read.db())
        .await?;
    let envelope = cut(std::mem::take(&mut row.envelope), ENVELOPE);
    let deeds = deeds.into_iter().map(deed).collect();
    Ok(ParkedDetail { event: shown(row, ENVELOPE), envelope, deeds })
}

fn cut(text: String, most: usize) -> String {
    if text.chars().count() <= most { text } else { text.chars().take(most).chain(['…']).collect() }
}

fn shown(row: parked::Model, longest: usize) -> ParkedEvent {
    let (resolution, reason) = match (row.resolution.as_deref(), row.resolved_at) {
        (None, _) => (Resolution::Waits, None),
        (Some(_), None) => (Resolution::Retrying, None),
        (Some(text), Some(_)) => match text.strip_prefix("dropped: ") {
            Some(reason) => (Resolution::Dropped, Some(reason.to_owned())),
            None => (Resolution::Retried, None),
        },
    };
    ParkedEvent {
        id: row.id,
        tenant: row.tenant,
        kind: row.handler,
        subject: row.subject,
        event: row.event_id,
        error: cut(row.error, longest),
        attempts: row.attempts,
        parked_at: row.parked_at,
        resolution,
        reason,
        resolved_at: row.resolved_at,
    }
}

fn deed(row: audit::Model) -> Deed {
    let detail: Value = serde_json::from_str(&row.detail).unwrap_or(Value::Null);
    let text = |name: &str| detail[name].as_str().map(str::to_owned);
    Deed { at: row.at, actor: row.actor, act: text("act").unwrap_or_default(), detail: text("detail") }
}

/// For the platform-wide tests: a parked event of the association's that nobody has decided about, and that is handled when it is
/// tried again, because the service has handled it before.
///
/// # Errors
/// When the database does not answer.
pub async fn example_parked(ctx: Ctx, tenant: Tenant) -> Result<Option<String>> {
    if !tenant.is_association() {
        return Ok(None);
    }
    let tx = ctx.store.across_for(Actor::System("example")).await?;
    let waiting = tx.find::<parked::Entity>().filter(parked::Column::Resolution.is_null());
    if let Some(row) = waiting.one(tx.db()).await? {
        return Ok(Some(row.id.to_string()));
    }
    let known = tx.find::<inbox::Entity>().order_by_desc(inbox::Column::HandledAt).one(tx.db()).await?;
    let Some(known) = known else { return Ok(None) };
    let envelope = Envelope {
        specversion: "1.0".into(),
        id: known.event_id,
        source: "/example".into(),
        kind: known.handler.clone(),
        subject: None,
        time: tx.now(),
        datacontenttype: "application/json".into(),
        tenant: tenant.clone(),
        causationid: None,
        traceparent: None,
        data: Value::Null,
    };
    let id: Uuid = crate::id::new();
    tx.insert(parked::ActiveModel {
        id: Set(id),
        handler: Set(known.handler),
        event_id: Set(Some(known.event_id)),
        tenant: Set(tenant.to_string()),
        subject: Set(String::new()),
        envelope: Set(serde_json::to_string(&envelope)?),
        error: Set("an example".into()),
        attempts: Set(1),
        parked_at: Set(tx.now()),
        resolution: Set(None),
        resolved_at: Set(None),
    })
    .await?;
    tx.commit().await?;
    Ok(Some(id.to_string()))
}
