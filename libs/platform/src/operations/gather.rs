//! How a service finds out how it is.

use std::{sync::Arc, time::Duration};

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{DbBackend, QueryOrder};

use super::{
    Declared, consumer,
    question::Demonstrated,
    state::{
        AuditState, CadenceState, CheckState, Instance, OutboxState, ParkedCount, ScheduleState, ServiceState,
        StorageState,
    },
};
use crate::{
    audit,
    ctx::Ctx,
    disk,
    error::Result,
    health,
    module::Cadence,
    schedule::due,
    store::{
        Across, Actor,
        system::{schedule, verification},
    },
};

/// The version of the program.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Seconds, never below nothing.
fn seconds(age: TimeDelta) -> i64 {
    age.num_seconds().max(0)
}

pub(super) async fn hello(ctx: Ctx, declared: Arc<Declared>) -> Result<Instance> {
    let process = &declared.process;
    Ok(Instance {
        id: process.id,
        version: VERSION.into(),
        commit: option_env!("SAMBRUK_COMMIT").map(str::to_owned),
        began: process.began,
        reasons: health::reasons(std::slice::from_ref(&ctx), &process.ready).await,
    })
}

pub(super) async fn state(ctx: Ctx, declared: Arc<Declared>) -> Result<ServiceState> {
    let waiting = health::outbox(&ctx.store).await?;
    let consumer = async { if declared.hears.is_empty() { None } else { Some(consumer::state(&ctx).await) } };
    let (consumer, anchored) = tokio::join!(consumer, audit::anchored_at(&ctx));
    // On a connection of its own, so before another one is held.
    let schema = health::schema(&ctx.store).await?;
    let read = ctx.store.across_read(Actor::System("operations")).await?;
    let now = ctx.clock.now();
    #[expect(clippy::cast_possible_truncation, reason = "an age in seconds")]
    let oldest_seconds = waiting.oldest_seconds as i64;
    Ok(ServiceState {
        at: now,
        outbox: OutboxState { waiting: waiting.events, oldest_seconds },
        consumer,
        parked: parked(&read).await?,
        schedules: schedules(&read, &declared, now).await?,
        check: check(&read).await?,
        audit: audit_state(&ctx, &read, anchored?).await?,
        storage: storage(&ctx, &read).await?,
        broker: ctx.nats.server_version(),
        schema,
        tells: declared.tells.clone(),
        hears: declared.hears.clone(),
    })
}

pub(super) async fn demonstrated(ctx: Ctx, _: Demonstrated) -> Result<bool> {
    Ok(ctx.store.has_demonstrated().await? && health::outbox(&ctx.store).await?.events == 0)
}

async fn parked(read: &Across) -> Result<ParkedCount> {
    let sql = "SELECT CASE WHEN resolved_at IS NULL THEN 'open' WHEN resolution LIKE 'dropped:%' THEN 'dropped' \
               ELSE 'retried' END AS what, count(*) AS events FROM parked GROUP BY 1";
    let mut count = ParkedCount::default();
    for row in read.query(sql, []).await? {
        let (what, events): (String, i64) = (row.try_get("", "what")?, row.try_get("", "events")?);
        match what.as_str() {
            "open" => count.open = events,
            "dropped" => count.dropped = events,
            _ => count.retried = events,
        }
    }
    Ok(count)
}

async fn schedules(read: &Across, declared: &Declared, now: DateTime<Utc>) -> Result<Vec<ScheduleState>> {
    let rows = read.find::<schedule::Entity>().all(read.db()).await?;
    let told = declared.schedules.iter().map(|(name, cadence, again)| {
        let row = rows.iter().find(|row| row.name == *name);
        // A daily schedule that was seen for the first time has a row and has not run.
        let ran = row.filter(|row| row.finished_at != Some(row.started_at) || row.error.is_some());
        ScheduleState {
            name: (*name).to_owned(),
            cadence: match *cadence {
                Cadence::Every(interval) => CadenceState::Every { seconds: interval.as_secs() },
                Cadence::Daily(hour, minute) => CadenceState::Daily { hour, minute },
            },
            planned_at: ran.map(|row| row.planned_at),
            started_at: ran.map(|row| row.started_at),
            finished_at: ran.and_then(|row| row.finished_at),
            error: ran.and_then(|row| row.error.clone()),
            next_at: next(*cadence, now),
            again: *again,
            wanted_at: row.and_then(|row| row.wanted_at),
        }
    });
    Ok(told.collect())
}

/// The first planned time after now.
fn next(cadence: Cadence, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    match cadence {
        Cadence::Every(interval) => Some(due::latest(cadence, now)? + TimeDelta::from_std(interval).ok()?),
        // Two days hold every change of the clocks: the first look that finds a later time than now's has it.
        Cadence::Daily(..) => {
            let last = due::latest(cadence, now)?;
            (1..=50).find_map(|hour| due::latest(cadence, now + TimeDelta::hours(hour)).filter(|at| *at > last))
        }
    }
}

async fn check(read: &Across) -> Result<Option<CheckState>> {
    let latest = read.find::<verification::Entity>().order_by_desc(verification::Column::StartedAt);
    let Some(row) = latest.one(read.db()).await? else { return Ok(None) };
    Ok(Some(CheckState {
        started_at: row.started_at,
        finished_at: row.finished_at,
        step: row.step,
        steps: row.steps,
        findings: serde_json::from_str(&row.findings).unwrap_or_default(),
        error: row.error,
    }))
}

async fn audit_state(ctx: &Ctx, read: &Across, anchored_at: Option<DateTime<Utc>>) -> Result<AuditState> {
    let now = ctx.clock.now();
    let unsealed = "SELECT min(a.at) AS oldest FROM audit a WHERE a.at >= $1 AND NOT EXISTS \
                    (SELECT 1 FROM audit_seal s WHERE s.tenant = a.tenant AND s.audit_id = a.id)";
    let unanchored = "SELECT min(a.at) AS oldest FROM audit a WHERE a.at > $1";
    let mut ages = [0, 0];
    let since = [now - TimeDelta::days(1), anchored_at.unwrap_or(DateTime::UNIX_EPOCH)];
    for ((age, sql), since) in ages.iter_mut().zip([unsealed, unanchored]).zip(since) {
        if let Some(row) = read.query(sql, [since.into()]).await?.first() {
            let oldest: Option<DateTime<Utc>> = row.try_get("", "oldest")?;
            *age = oldest.map_or(0, |oldest| seconds(now - oldest));
        }
    }
    let only_here = audit::only_here_for(&ctx.config, ctx.service, now).await?;
    Ok(AuditState {
        unsealed_seconds: ages[0],
        unanchored_seconds: ages[1],
        only_here_seconds: only_here.map(seconds),
        anchored_at,
    })
}

async fn storage(ctx: &Ctx, read: &Across) -> Result<StorageState> {
    let (name, version, size) = match ctx.store.backend() {
        DbBackend::Postgres => (
            "PostgreSQL",
            "SELECT current_setting('server_version') AS version",
            "SELECT CAST(coalesce(sum(pg_total_relation_size(c.oid)), 0) AS BIGINT) AS bytes FROM pg_class c \
             JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = current_schema() AND c.relkind = 'r'",
        ),
        _ => (
            "SQLite",
            "SELECT sqlite_version() AS version",
            "SELECT page_count * page_size AS bytes FROM pragma_page_count(), pragma_page_size()",
        ),
    };
    let version: Option<String> =
        read.query(version, []).await?.first().map(|row| row.try_get("", "version")).transpose()?;
    let bytes: Option<i64> = read.query(size, []).await?.first().map(|row| row.try_get("", "bytes")).transpose()?;
    let directory = ctx.config.data_dir.clone();
    let looked = tokio::task::spawn_blocking(move || disk::space(&directory));
    let disk = tokio::time::timeout(Duration::from_secs(1), looked).await.ok().and_then(Result::ok).flatten();
    Ok(StorageState {
        database: format!("{name} {}", version.unwrap_or_default()),
        bytes: bytes.unwrap_or_default(),
        disk,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_time_is_after_now() {
        let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
        let daily = Cadence::Daily(2, 30);
        assert_eq!(next(daily, at("2026-11-22T12:00:00Z")), Some(at("2026-11-23T01:30:00Z")));
        assert_eq!(next(daily, at("2026-03-28T12:00:00Z")), Some(at("2026-03-29T01:30:00Z")), "spring leaves it out");
        assert_eq!(next(daily, at("2026-11-22T01:30:00Z")), Some(at("2026-11-23T01:30:00Z")), "on the dot");
        let quarter = Cadence::Every(Duration::from_mins(15));
        assert_eq!(next(quarter, at("2026-11-22T12:14:59Z")), Some(at("2026-11-22T12:15:00Z")));
        assert_eq!(next(Cadence::Every(Duration::ZERO), at("2026-11-22T12:14:59Z")), None);
    }
}
