//! Work by the clock: each planned run is started once, in one process, and what was missed is caught up with one run.

use std::{
    collections::{HashMap, HashSet},
    time::Duration,
};

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, ExprTrait, QueryFilter, sea_query::Expr};
use tokio::task::{Id, JoinSet};
use tokio_util::sync::CancellationToken;

pub(crate) mod due;

use crate::{
    ctx::Ctx,
    error::Result,
    leader::Leader,
    module::{Cadence, Schedule},
    store::{Actor, Store, system::schedule},
};

/// How long running work may go on when the process stops.
const GRACE: Duration = Duration::from_secs(20);

/// Runs until stopped. Each second the process that leads starts what is due and not running; work that fails or panics is
/// recorded, and hinders nothing else.
pub(crate) async fn run(ctx: Ctx, schedules: Vec<Schedule>, stop: CancellationToken) -> Result<()> {
    for schedule in schedules.iter().filter(|schedule| due::latest(schedule.cadence, ctx.clock.now()).is_none()) {
        tracing::error!(service = ctx.service, schedule = schedule.name, cadence = ?schedule.cadence, "is never due");
    }
    let mut running = Running::default();
    let mut leader = Leader::new(&ctx.store, "schedule");
    let mut last: Option<HashMap<String, DateTime<Utc>>> = None;
    while !stop.is_cancelled() {
        // An error is told and the next second tries again: returning it would end work that runs well.
        if let Err(error) = tick(&ctx, &schedules, &mut leader, &mut last, &mut running).await {
            tracing::warn!(service = ctx.service, error = error.full(), "the schedule could not be looked at");
            last = None;
        }
        tokio::select! {
            () = stop.cancelled() => break,
            () = running.reap(&ctx.store) => {}
            () = tokio::time::sleep(Duration::from_secs(1)) => {}
        }
    }
    running.finish(&ctx.store).await;
    Ok(())
}

async fn tick(
    ctx: &Ctx,
    schedules: &[Schedule],
    leader: &mut Leader,
    last: &mut Option<HashMap<String, DateTime<Utc>>>,
    running: &mut Running,
) -> Result<()> {
    if !leader.leads().await? {
        *last = None;
        return Ok(());
    }
    let last = match last {
        Some(last) => last,
        None => last.insert(take_over(&ctx.store, &running.names).await?),
    };
    let now = ctx.clock.now();
    for schedule in schedules {
        let Some(planned) = due::latest(schedule.cadence, now) else { continue };
        let before = last.get(schedule.name).copied();
        if running.names.contains(schedule.name) || before.is_some_and(|before| before >= planned) {
            continue;
        }
        last.insert(schedule.name.to_owned(), planned);
        // Nothing has been missed when a daily schedule is seen for the first time.
        let first = before.is_none() && matches!(schedule.cadence, Cadence::Daily(..));
        if claim(&ctx.store, schedule.name, planned, first).await? && !first {
            running.start(ctx, schedule, planned);
        }
    }
    start_wanted(ctx, schedules, now, running).await
}

/// Starts what operators have asked for out of turn, as the run that was due last.
async fn start_wanted(ctx: &Ctx, schedules: &[Schedule], now: DateTime<Utc>, running: &mut Running) -> Result<()> {
    let read = ctx.store.across_read(Actor::System("schedule")).await?;
    let wanted = read.find::<schedule::Entity>().filter(schedule::Column::WantedAt.is_not_null()).all(&*read).await?;
    drop(read);
    for row in wanted {
        let Some(schedule) = schedules.iter().find(|schedule| schedule.name == row.name) else { continue };
        if !schedule.again || running.names.contains(schedule.name) {
            continue;
        }
        let Some(planned) = due::latest(schedule.cadence, now) else { continue };
        let tx = ctx.store.across_for(Actor::System("schedule")).await?;
        let sql = "UPDATE schedule SET planned_at = $2, started_at = $3, finished_at = NULL, error = NULL, wanted_at = NULL \
                   WHERE name = $1 AND wanted_at IS NOT NULL";
        let taken = tx.execute(sql, [schedule.name.into(), planned.into(), now.into()]).await? == 1;
        tx.commit().await?;
        if taken {
            running.start(ctx, schedule, planned);
        }
    }
    Ok(())
}

/// When each schedule last began. Runs that began elsewhere and have no end were broken off with their process.
async fn take_over(store: &Store, mine: &HashSet<&'static str>) -> Result<HashMap<String, DateTime<Utc>>> {
    let tx = store.across_for(Actor::System("schedule")).await?;
    let broken = "broken off: the process ended before the work did";
    tx.update_many::<schedule::Entity>()
        .col_expr(schedule::Column::Error, Expr::value(broken))
        .col_expr(schedule::Column::FinishedAt, Expr::value(tx.now()))
        .filter(schedule::Column::FinishedAt.is_null())
        .filter(schedule::Column::Name.is_in(mine.iter().copied()).not())
        .exec(&*tx)
        .await?;
    let rows = tx.find::<schedule::Entity>().all(&*tx).await?;
    tx.commit().await?;
    Ok(rows.into_iter().map(|row| (row.name, row.planned_at)).collect())
}

/// Takes a planned run; false when another process has taken it. `done` marks it as finished at once.
async fn claim(store: &Store, name: &str, planned: DateTime<Utc>, done: bool) -> Result<bool> {
    let tx = store.across_for(Actor::System("schedule")).await?;
    let sql = "INSERT INTO schedule (name, planned_at, started_at, finished_at) VALUES ($1, $2, $3, $4) \
               ON CONFLICT (name) DO UPDATE SET planned_at = excluded.planned_at, started_at = excluded.started_at, \
               finished_at = excluded.finished_at, error = NULL, wanted_at = NULL WHERE schedule.planned_at < excluded.planned_at";
    let now = tx.now();
    let taken = tx.execute(sql, [name.into(), planned.into(), now.into(), done.then_some(now).into()]).await? == 1;
    tx.commit().await?;
    Ok(taken)
}

/// Records how a run ended.
async fn record(store: &Store, name: &str, planned: DateTime<Utc>, error: Option<String>) -> Result<()> {
    let tx = store.across_for(Actor::System("schedule")).await?;
    tx.update_many::<schedule::Entity>()
        .col_expr(schedule::Column::FinishedAt, Expr::value(tx.now()))
        .col_expr(schedule::Column::Error, Expr::value(error))
        .filter(schedule::Column::Name.eq(name))
        .filter(schedule::Column::PlannedAt.eq(planned))
        .exec(&*tx)
        .await?;
    tx.commit().await
}

/// The work that runs in this process.
#[derive(Default)]
struct Running {
    tasks: JoinSet<Result<()>>,
    by_task: HashMap<Id, (&'static str, DateTime<Utc>)>,
    names: HashSet<&'static str>,
}

impl Running {
    fn start(&mut self, ctx: &Ctx, schedule: &Schedule, planned: DateTime<Utc>) {
        tracing::info!(service = ctx.service, schedule = schedule.name, %planned, "begins");
        let span = tracing::info_span!("schedule", service = ctx.service, schedule = schedule.name);
        let work = tracing::Instrument::instrument((schedule.run)(ctx.clone(), planned), span);
        let task = self.tasks.spawn(work);
        self.by_task.insert(task.id(), (schedule.name, planned));
        self.names.insert(schedule.name);
    }

    /// Waits for the next end and records it; for ever when nothing runs.
    async fn reap(&mut self, store: &Store) {
        let Some(ended) = self.tasks.join_next_with_id().await else { return std::future::pending().await };
        let (id, error) = match ended {
            Ok((id, Ok(()))) => (id, None),
            Ok((id, Err(error))) => (id, Some(error.full())),
            Err(error) => (error.id(), Some(why(error))),
        };
        let Some((name, planned)) = self.by_task.remove(&id) else { return };
        self.names.remove(name);
        match &error {
            None => tracing::info!(service = store.service(), schedule = name, "done"),
            Some(error) => tracing::error!(service = store.service(), schedule = name, error, "failed"),
        }
        if let Err(error) = record(store, name, planned, error).await {
            tracing::warn!(
                service = store.service(),
                schedule = name,
                error = error.full(),
                "the end was not recorded"
            );
        }
    }

    /// Lets what runs come to its end for a while, then breaks it off.
    async fn finish(mut self, store: &Store) {
        let end = tokio::time::Instant::now() + GRACE;
        while !self.by_task.is_empty() {
            if tokio::time::timeout_at(end, self.reap(store)).await.is_err() {
                self.tasks.abort_all();
                tracing::warn!(service = store.service(), work = ?self.names, "broken off because the process stops");
                return;
            }
        }
    }
}

fn why(error: tokio::task::JoinError) -> String {
    let Ok(panic) = error.try_into_panic() else { return "broken off".into() };
    let text = panic.downcast_ref::<&str>().map(ToString::to_string);
    text.or_else(|| panic.downcast_ref::<String>().cloned())
        .map_or_else(|| "panicked".into(), |text| format!("panicked: {text}"))
}

#[cfg(test)]
mod tests;
