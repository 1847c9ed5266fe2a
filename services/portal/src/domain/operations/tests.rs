//! The thresholds.

use chrono::TimeDelta;
use platform::operations::{
    AuditState, CheckState, ConsumerState, FindingState, OutboxState, ParkedCount, StorageState,
};

use super::*;

fn now() -> DateTime<Utc> {
    "2026-11-22T12:00:00Z".parse().unwrap()
}

fn well() -> ServiceState {
    ServiceState {
        at: now(),
        outbox: OutboxState { waiting: 0, oldest_seconds: 0 },
        consumer: Some(ConsumerState {
            known: true,
            pending: 0,
            ack_pending: 0,
            redelivered: 0,
            delivered_at: Some(now()),
            oldest_seconds: 0,
        }),
        parked: ParkedCount::default(),
        schedules: vec![schedule(CadenceState::Daily { hour: 3, minute: 10 }, TimeDelta::hours(10))],
        check: None,
        audit: AuditState {
            unsealed_seconds: 0,
            unanchored_seconds: 0,
            only_here_seconds: Some(0),
            anchored_at: Some(now()),
        },
        storage: StorageState {
            database: "SQLite 3".into(),
            bytes: 1,
            disk: Some(Space { total: 100_000_000_000, free: 50_000_000_000 }),
        },
        broker: "2.15.1".into(),
        schema: None,
        tells: Vec::new(),
        hears: Vec::new(),
    }
}

fn schedule(cadence: CadenceState, ago: TimeDelta) -> ScheduleState {
    let at = Some(now() - ago);
    ScheduleState {
        name: "retention".into(),
        cadence,
        planned_at: at,
        started_at: at,
        finished_at: at,
        error: None,
        next_at: None,
        again: true,
        wanted_at: None,
    }
}

fn instance(version: &str, reasons: &[&str]) -> Instance {
    Instance {
        id: uuid::Uuid::nil(),
        version: version.into(),
        commit: None,
        began: now(),
        reasons: reasons.iter().map(ToString::to_string).collect(),
    }
}

fn said(change: impl FnOnce(&mut ServiceState)) -> Vec<Remark> {
    let mut state = well();
    change(&mut state);
    remarks(Some(&state), &[instance("1", &[])], now())
}

#[test]
fn a_service_that_is_well_needs_no_words() {
    assert_eq!(said(|_| ()), []);
    assert_eq!(worst(&[]), Level::Good);
    assert_eq!(remarks(None, &[], now()), [Remark::Silent]);
    assert_eq!(Remark::Silent.level(), Level::Wrong);
}

#[test]
fn events_may_wait_a_minute_and_must_not_wait_five() {
    assert_eq!(said(|state| state.outbox = OutboxState { waiting: 3, oldest_seconds: 60 }), []);
    let waits = said(|state| state.outbox = OutboxState { waiting: 3, oldest_seconds: 240 });
    assert_eq!((waits.as_slice(), worst(&waits)), (&[Remark::OutboxWaits(3, 240)][..], Level::Unusual));
    assert_eq!(worst(&said(|state| state.outbox = OutboxState { waiting: 3, oldest_seconds: 301 })), Level::Wrong);
    let behind = |seconds| {
        said(|state| {
            let consumer = state.consumer.as_mut().unwrap();
            (consumer.pending, consumer.ack_pending, consumer.oldest_seconds) = (7, 2, seconds);
        })
    };
    assert_eq!(behind(60), []);
    assert_eq!(behind(61), [Remark::Behind(9, 61)]);
    assert_eq!(worst(&behind(601)), Level::Wrong);
    assert_eq!(said(|state| state.consumer.as_mut().unwrap().known = false), [Remark::ConsumerUnknown]);
    assert_eq!(said(|state| state.parked.open = 2), [Remark::Parked(2)]);
}

#[test]
fn the_worst_is_said_first() {
    let mut state = well();
    state.parked.open = 1;
    let found = remarks(Some(&state), &[instance("1", &[]), instance("2", &["the disk is full"])], now());
    assert_eq!(found, [Remark::NotReady("the disk is full".into()), Remark::Versions, Remark::Parked(1)], "{found:?}");
}

#[test]
fn work_that_failed_or_is_late_is_named() {
    assert_eq!(
        said(|state| state.schedules[0].error = Some("no".into())),
        [Remark::ScheduleFailed("retention".into())]
    );
    let daily = CadenceState::Daily { hour: 3, minute: 10 };
    assert_eq!(said(|state| state.schedules = vec![schedule(daily, TimeDelta::hours(26))]), []);
    let late = said(|state| state.schedules = vec![schedule(daily, TimeDelta::hours(30))]);
    assert!(
        matches!(&late[..], [Remark::ScheduleLate(name, seconds)] if name == "retention" && *seconds > 0),
        "{late:?}"
    );
    let often = CadenceState::Every { seconds: 20 };
    assert_eq!(said(|state| state.schedules = vec![schedule(often, TimeDelta::minutes(10))]), []);
    assert_eq!(said(|state| state.schedules = vec![schedule(often, TimeDelta::minutes(11))]).len(), 1);
    assert_eq!(said(|state| state.schedules[0].planned_at = None), [], "it has not run yet");
}

#[test]
fn a_check_counts_by_what_it_found_and_when() {
    let check = |ago: TimeDelta, findings: usize, error: Option<&str>| CheckState {
        started_at: now() - ago,
        finished_at: Some(now() - ago),
        step: 5,
        steps: 5,
        findings: vec![FindingState { code: "a".into(), detail: "b".into() }; findings],
        error: error.map(str::to_owned),
    };
    assert_eq!(said(|state| state.check = Some(check(TimeDelta::hours(47), 0, None))), []);
    assert!(matches!(
        said(|state| state.check = Some(check(TimeDelta::hours(49), 0, None)))[..],
        [Remark::CheckOld(_)]
    ));
    let found = said(|state| state.check = Some(check(TimeDelta::hours(1), 2, None)));
    assert_eq!((found.as_slice(), worst(&found)), (&[Remark::Found(2)][..], Level::Wrong));
    assert_eq!(said(|state| state.check = Some(check(TimeDelta::hours(1), 0, Some("x")))), [Remark::CheckBroken]);
}

#[test]
fn a_disk_is_judged_by_its_part_and_by_its_bytes() {
    let disk = |total: u64, free: u64| said(|state| state.storage.disk = Some(Space { total, free }));
    assert_eq!(disk(100_000_000_000, 10_000_000_000), []);
    assert_eq!(disk(100_000_000_000, 9_000_000_000), [Remark::Disk(9, 9_000_000_000)]);
    assert_eq!(disk(10_000_000_000, 1_900_000_000).len(), 1);
    assert_eq!(worst(&disk(1_000_000_000, 400_000_000)), Level::Wrong);
    assert_eq!(disk(0, 0), [], "a disk without size tells nothing");
}

#[test]
fn audit_logs_are_sealed_and_anchored_in_time() {
    assert_eq!(said(|state| state.audit.unsealed_seconds = 60), []);
    assert_eq!(said(|state| state.audit.unsealed_seconds = 61), [Remark::Unsealed(61)]);
    assert_eq!(said(|state| state.audit.unanchored_seconds = 3 * HOUR), []);
    assert_eq!(worst(&said(|state| state.audit.unanchored_seconds = 2 * DAY)), Level::Wrong);
    assert_eq!(said(|state| state.audit.only_here_seconds = Some(3 * HOUR)), []);
    let late = said(|state| state.audit.only_here_seconds = Some(2 * DAY));
    assert_eq!((late.as_slice(), worst(&late)), (&[Remark::OnlyHere(2 * DAY)][..], Level::Wrong));
    let nowhere = said(|state| state.audit.only_here_seconds = None);
    assert_eq!((nowhere.as_slice(), worst(&nowhere)), (&[Remark::NotCopied][..], Level::Unusual));
}

#[test]
fn ages_are_told_in_the_unit_that_says_most() {
    assert_eq!(
        [age(-1), age(59), age(60), age(240)],
        [Age::Seconds(0), Age::Seconds(59), Age::Minutes(1), Age::Minutes(4)]
    );
    assert_eq!(
        [age(5399), age(5400), age(172_799), age(172_800)],
        [Age::Minutes(89), Age::Hours(1), Age::Hours(47), Age::Days(2)]
    );
}

#[test]
fn backups_are_missed_when_they_are_old_or_none() {
    let kept = |hours: i64| Kept {
        name: "a".into(),
        created_at: Some(now() - TimeDelta::hours(hours)),
        version: None,
        database: None,
        services: 8,
        size: 1,
        checked_at: None,
        restored_at: None,
    };
    assert_eq!(backups(None, 26, now()), Backups::Nowhere);
    assert_eq!(backups(Some(&[]), 26, now()), Backups::None);
    assert_eq!(backups(Some(&[Kept { created_at: None, ..kept(1) }]), 26, now()), Backups::None, "not whole");
    assert_eq!(backups(Some(&[kept(30), kept(25)]), 26, now()), Backups::Fresh(25 * HOUR));
    assert_eq!(backups(Some(&[kept(26)]), 26, now()), Backups::Old(26 * HOUR));
}
