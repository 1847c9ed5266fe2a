//! Projections made anew: emptied and filled from the event logs of the services that told the events, however old these are.

use std::time::Duration;

use contracts::{Envelope, Question};
use sea_orm::{ActiveValue::Set, ColumnTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
    consumer::{self, Handlers},
    ctx::Ctx,
    error::{Error, Result},
    nats::Nats,
    store::{Actor, Store, system},
};

/// The row that asks for a replay, among those of scheduled work.
const MARKER: &str = "replay";
/// Events asked for at once; with their envelopes they stay far below the broker's 1 MiB.
const PAGE: u64 = 250;

/// Asks a service for its event log; every service answers on its own subject.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct LogQuestion {
    kinds: Vec<String>,
    after: i64,
}

/// A page of an event log.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct LogPage {
    events: Vec<(i64, String)>,
}

impl Question for LogQuestion {
    const SERVICE: &'static str = "platform";
    const NAME: &'static str = "event-log";
    type Answer = LogPage;
}

/// The subject on which a service answers for its log.
pub(crate) fn subject(service: &str) -> String {
    format!("rpc.{service}.event-log")
}

/// Answers with a page of this service's own log.
pub(crate) async fn answer(ctx: Ctx, question: LogQuestion) -> Result<LogPage> {
    let read = ctx.store.across_read(Actor::System("event-log")).await?;
    let rows = read
        .find::<system::outbox::Entity>()
        .filter(system::outbox::Column::Kind.is_in(question.kinds))
        .filter(system::outbox::Column::Seq.gt(question.after))
        .order_by_asc(system::outbox::Column::Seq)
        .limit(PAGE)
        .all(read.db())
        .await?;
    Ok(LogPage { events: rows.into_iter().map(|row| (row.seq, row.envelope)).collect() })
}

/// Asks the running service to make its projections anew.
///
/// # Errors
/// When the database does not answer.
pub async fn request(store: &Store) -> Result<()> {
    let across = store.across_for(Actor::System("operator")).await?;
    let now = across.now();
    let row = across
        .find::<system::schedule::Entity>()
        .filter(system::schedule::Column::Name.eq(MARKER))
        .one(across.db())
        .await?;
    match row {
        Some(row) => {
            let mut row = row.into_active_model();
            row.planned_at = Set(now);
            row.finished_at = Set(None);
            across.update(row).await?;
        }
        None => {
            across
                .insert(system::schedule::ActiveModel {
                    name: Set(MARKER.into()),
                    planned_at: Set(now),
                    started_at: Set(now),
                    finished_at: Set(None),
                    error: Set(None),
                    wanted_at: Set(None),
                })
                .await?;
        }
    }
    across.commit().await
}

/// Carries out a replay that was asked for.
pub(crate) async fn if_requested(ctx: &Ctx, handlers: &Handlers) -> Result<()> {
    let read = ctx.store.across_read(Actor::System("replay")).await?;
    let waiting = read
        .find::<system::schedule::Entity>()
        .filter(system::schedule::Column::Name.eq(MARKER))
        .filter(system::schedule::Column::FinishedAt.is_null());
    let Some(row) = waiting.one(read.db()).await? else {
        return Ok(());
    };
    drop(read);
    let kinds = handlers.projections();
    consumer::forget(ctx, &kinds, handlers.tables()).await?;
    let mut events = 0;
    for service in &ctx.site.services {
        events += feed(ctx, handlers, &kinds, service).await?;
    }
    tracing::info!(service = ctx.service, events, "projections were made anew");
    let across = ctx.store.across_for(Actor::System("replay")).await?;
    let mut row = row.into_active_model();
    row.finished_at = Set(Some(across.now()));
    across.update(row).await?;
    across.commit().await
}

/// Feeds what this service's database has never heard of from the services' logs: everything when it is new or was lost, an
/// event type when its handler is new. The stream may have let go of such events, or have given them to the handlers of before.
///
/// A service that does not answer within ten seconds is not running here, or has told nothing yet that the stream does not hold.
pub(crate) async fn feed_new(ctx: &Ctx, handlers: &Handlers) -> Result<()> {
    let marks = ctx.store.marks().await?;
    let mark = |kind: &String| format!("heard {kind}");
    let new: Vec<String> = handlers.kinds().into_iter().filter(|kind| !marks.contains(&mark(kind))).collect();
    if new.is_empty() {
        return Ok(());
    }
    for service in &ctx.site.services {
        let begun = tokio::time::Instant::now();
        loop {
            match feed(ctx, handlers, &new, service).await {
                Ok(_) => break,
                Err(Error::Unavailable(_)) if begun.elapsed() < Duration::from_secs(10) => {
                    tokio::time::sleep(Duration::from_millis(100)).await;
                }
                Err(Error::Unavailable(_)) => {
                    tracing::warn!(service, "its event log is out of reach; hearing it from the stream only");
                    break;
                }
                Err(error) => return Err(error),
            }
        }
    }
    ctx.store.set_marks(&new.iter().map(mark).collect::<Vec<_>>()).await
}

/// Handles what is in a service's log; what the inbox knows is passed over. Tells how many events there were.
async fn feed(ctx: &Ctx, handlers: &Handlers, kinds: &[String], service: &str) -> Result<usize> {
    let (mut count, mut after) = (0, 0);
    loop {
        let question = LogQuestion { kinds: kinds.to_vec(), after };
        let page: LogPage = ask(&ctx.nats, service, &question).await?;
        let Some((last, _)) = page.events.last() else {
            return Ok(count);
        };
        after = *last;
        count += page.events.len();
        apply(ctx, handlers, page).await?;
    }
}

async fn ask(nats: &Nats, service: &str, question: &LogQuestion) -> Result<LogPage> {
    nats.ask_on(&subject(service), service, question).await
}

async fn apply(ctx: &Ctx, handlers: &Handlers, page: LogPage) -> Result<()> {
    let read = |(_, text): (i64, String)| Ok((serde_json::from_str::<Envelope<Value>>(&text)?, text));
    let events = page.events.into_iter().map(read).collect::<Result<Vec<_>>>()?;
    let together: Vec<_> = events.iter().map(|(envelope, text)| (envelope, text.as_str())).collect();
    if consumer::together(ctx, handlers, &together).await.is_ok() {
        return Ok(());
    }
    for (envelope, text) in &events {
        if let Err(error) = consumer::together(ctx, handlers, &[(envelope, text)]).await {
            if error.is_transient() {
                return Err(error);
            }
            crate::parked::park(ctx, envelope, text, &error.full(), 1).await?;
        }
    }
    Ok(())
}
