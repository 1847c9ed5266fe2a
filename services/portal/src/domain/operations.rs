//! When an operator should look at something: what a service says of itself, judged.

use chrono::{DateTime, Utc};
use platform::{
    backup::Kept,
    disk::Space,
    operations::{CadenceState, Instance, Resolution, ScheduleState, ServiceState},
};

/// How bad something is, the worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Something does not work.
    Wrong,
    /// Something should be looked at.
    Unusual,
    /// All is as it should be.
    Good,
}

/// Something that an operator should know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remark {
    /// The service does not answer.
    Silent,
    /// A process should get no requests, for this reason.
    NotReady(String),
    /// Processes of different versions run.
    Versions,
    /// Events have not left; how many, and for how many seconds the oldest has waited.
    OutboxWaits(i64, i64),
    /// Events have not been handled; how many, and for how many seconds the oldest has waited.
    Behind(u64, i64),
    /// The broker does not tell of the consumer.
    ConsumerUnknown,
    /// Events wait for a decision.
    Parked(i64),
    /// Scheduled work failed when it last ran.
    ScheduleFailed(String),
    /// Scheduled work is late, by so many seconds.
    ScheduleLate(String, i64),
    /// The latest check found something.
    Found(usize),
    /// The latest check could not be made.
    CheckBroken,
    /// The latest check is so many seconds old.
    CheckOld(i64),
    /// Audit rows have waited so many seconds for their seal.
    Unsealed(i64),
    /// Ends of audit chains have not been written down for so many seconds.
    Unanchored(i64),
    /// Ends of audit chains lie on one machine alone since so many seconds.
    OnlyHere(i64),
    /// No place elsewhere is named for them.
    NotCopied,
    /// The disk is nearly full: per cent and bytes that are free.
    Disk(u64, u64),
}

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;
/// Bytes that are little, and too little, whatever the disk's size.
const LITTLE: u64 = 2_000_000_000;
const TOO_LITTLE: u64 = 500_000_000;

impl Remark {
    /// How bad it is.
    pub fn level(&self) -> Level {
        let over = |age: i64, limit: i64| if age > limit { Level::Wrong } else { Level::Unusual };
        match self {
            Self::Silent | Self::NotReady(_) | Self::Found(_) => Level::Wrong,
            Self::Versions
            | Self::ConsumerUnknown
            | Self::Parked(_)
            | Self::ScheduleFailed(_)
            | Self::ScheduleLate(..)
            | Self::CheckBroken
            | Self::NotCopied
            | Self::CheckOld(_) => Level::Unusual,
            Self::OutboxWaits(_, age) => over(*age, 5 * MINUTE),
            Self::Behind(_, age) | Self::Unsealed(age) => over(*age, 10 * MINUTE),
            Self::Unanchored(age) | Self::OnlyHere(age) => over(*age, DAY),
            Self::Disk(percent, free) => {
                if *percent < 3 || *free < TOO_LITTLE {
                    Level::Wrong
                } else {
                    Level::Unusual
                }
            }
        }
    }
}

/// What there is to say of a service, the worst first; nothing when all is well.
pub fn remarks(state: Option<&ServiceState>, instances: &[Instance], now: DateTime<Utc>) -> Vec<Remark> {
    let Some(state) = state else { return vec![Remark::Silent] };
    let mut found: Vec<Remark> = instances.iter().flat_map(|one| &one.reasons).cloned().map(Remark::NotReady).collect();
    found.dedup();
    let mut versions: Vec<_> = instances.iter().map(|one| (&one.version, &one.commit)).collect();
    versions.dedup();
    if versions.len() > 1 {
        found.push(Remark::Versions);
    }
    found.extend(of_events(state));
    found.extend(state.schedules.iter().filter_map(|schedule| of_schedule(schedule, now)));
    found.extend(of_check(state, now));
    if state.audit.unsealed_seconds > MINUTE {
        found.push(Remark::Unsealed(state.audit.unsealed_seconds));
    }
    if state.audit.unanchored_seconds > 3 * HOUR {
        found.push(Remark::Unanchored(state.audit.unanchored_seconds));
    }
    match state.audit.only_here_seconds {
        None => found.push(Remark::NotCopied),
        Some(age) if age > 3 * HOUR => found.push(Remark::OnlyHere(age)),
        Some(_) => {}
    }
    found.extend(state.storage.disk.and_then(of_disk));
    found.sort_by_key(Remark::level);
    found
}

fn of_events(state: &ServiceState) -> Vec<Remark> {
    let mut found = Vec::new();
    if state.outbox.waiting > 0 && state.outbox.oldest_seconds > MINUTE {
        found.push(Remark::OutboxWaits(state.outbox.waiting, state.outbox.oldest_seconds));
    }
    match &state.consumer {
        Some(consumer) if !consumer.known => found.push(Remark::ConsumerUnknown),
        Some(consumer) if consumer.oldest_seconds > MINUTE => {
            found.push(Remark::Behind(consumer.pending + consumer.ack_pending, consumer.oldest_seconds));
        }
        _ => {}
    }
    if state.parked.open > 0 {
        found.push(Remark::Parked(state.parked.open));
    }
    found
}

/// Work that failed, or whose next turn passed long ago without a new run: the clock has stopped, or the last run does not end.
fn of_schedule(schedule: &ScheduleState, now: DateTime<Utc>) -> Option<Remark> {
    if schedule.error.is_some() {
        return Some(Remark::ScheduleFailed(schedule.name.clone()));
    }
    let planned = schedule.planned_at?;
    let interval = match schedule.cadence {
        CadenceState::Every { seconds } => i64::try_from(seconds).unwrap_or(DAY),
        CadenceState::Daily { .. } => DAY + HOUR,
    };
    let late = (now - planned).num_seconds() - interval - interval.min(HOUR) - 10 * MINUTE;
    (late > 0).then(|| Remark::ScheduleLate(schedule.name.clone(), late))
}

fn of_check(state: &ServiceState, now: DateTime<Utc>) -> Option<Remark> {
    let check = state.check.as_ref()?;
    let age = (now - check.finished_at?).num_seconds();
    if !check.findings.is_empty() {
        return Some(Remark::Found(check.findings.len()));
    }
    if check.error.is_some() {
        return Some(Remark::CheckBroken);
    }
    (age > 2 * DAY).then_some(Remark::CheckOld(age))
}

fn of_disk(space: Space) -> Option<Remark> {
    let percent = free_percent(space)?;
    (percent < 10 || space.free < LITTLE).then_some(Remark::Disk(percent, space.free))
}

/// The free part of a disk in whole per cent; none for a disk without size.
pub fn free_percent(space: Space) -> Option<u64> {
    space.free.saturating_mul(100).checked_div(space.total)
}

/// The worst of some remarks.
pub fn worst(remarks: &[Remark]) -> Level {
    remarks.iter().map(Remark::level).min().unwrap_or(Level::Good)
}

/// An age in the unit that says most: seconds, minutes, hours, days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Age {
    /// Below a minute.
    Seconds(i64),
    /// Below an hour and a half.
    Minutes(i64),
    /// Below two days.
    Hours(i64),
    /// Two days and more.
    Days(i64),
}

/// An age in whole units, never more than it is.
pub const fn age(seconds: i64) -> Age {
    match seconds {
        ..60 => Age::Seconds(if seconds < 0 { 0 } else { seconds }),
        60..5400 => Age::Minutes(seconds / MINUTE),
        5400..172_800 => Age::Hours(seconds / HOUR),
        _ => Age::Days(seconds / DAY),
    }
}

/// How the backups stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Backups {
    /// Nobody has said where they lie.
    Nowhere,
    /// There is none.
    None,
    /// The newest is so many seconds old, which is too much.
    Old(i64),
    /// The newest is so many seconds old.
    Fresh(i64),
}

/// How the backups stand; `hours` is the age at which one is too old.
pub fn backups(kept: Option<&[Kept]>, hours: u64, now: DateTime<Utc>) -> Backups {
    let Some(kept) = kept else { return Backups::Nowhere };
    let Some(newest) = kept.iter().filter_map(|one| one.created_at).max() else { return Backups::None };
    let age = (now - newest).num_seconds().max(0);
    if u64::try_from(age / HOUR).unwrap_or(0) >= hours { Backups::Old(age) } else { Backups::Fresh(age) }
}

/// Whether something can still be decided about a parked event.
pub const fn is_open(resolution: Resolution) -> bool {
    matches!(resolution, Resolution::Waits)
}

#[cfg(test)]
mod tests;
