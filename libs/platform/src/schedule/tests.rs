//! The schedule on both databases.

use std::sync::atomic::{AtomicUsize, Ordering};

use chrono::TimeDelta;

use super::*;
use crate::{error::Error, verify::bed::all};

async fn row(store: &Store) -> schedule::Model {
    let across = store.across_read(Actor::System("test")).await.unwrap();
    across.find::<schedule::Entity>().one(&*across).await.unwrap().unwrap()
}

#[tokio::test]
async fn a_planned_run_is_taken_once_and_its_end_recorded() {
    for bed in all().await {
        let (store, planned) = (&bed.store, bed.clock.now());
        assert!(claim(store, "a", planned, false).await.unwrap());
        assert!(!claim(store, "a", planned, false).await.unwrap(), "taken");
        assert!(!claim(store, "a", planned - TimeDelta::hours(1), false).await.unwrap(), "an earlier one is past");
        record(store, "a", planned, Some("no".into())).await.unwrap();
        assert_eq!((row(store).await.error.as_deref(), row(store).await.finished_at), (Some("no"), Some(planned)));
        // Fractions of a second must not upset the order that SQLite sees in its texts.
        let next = planned + TimeDelta::microseconds(1);
        assert!(claim(store, "a", next, false).await.unwrap());
        assert_eq!(row(store).await.error, None);
        assert_eq!(take_over(store, &HashSet::from(["a"])).await.unwrap()["a"], next);
        assert_eq!(row(store).await.error, None, "it still runs here");
        take_over(store, &HashSet::new()).await.unwrap();
        assert!(row(store).await.error.unwrap().starts_with("broken off"));
    }
}

#[tokio::test]
async fn of_many_that_want_a_run_one_gets_it() {
    for bed in all().await {
        let wants = (0..8).map(|_| claim(&bed.store, "a", bed.clock.now(), false));
        let got = futures_util::future::join_all(wants).await;
        assert_eq!(got.into_iter().filter(|got| *got.as_ref().unwrap()).count(), 1);
    }
}

#[tokio::test]
async fn a_panic_ends_only_its_own_work() {
    let mut tasks: JoinSet<Result<()>> = JoinSet::new();
    tasks.spawn(async { panic!("out of {}", "cheese") });
    let error = tasks.join_next().await.unwrap().unwrap_err();
    assert_eq!(why(error), "panicked: out of cheese");
}

/// Waits until it is so, for at most ten seconds.
async fn until<F: Future<Output = bool>>(so: impl Fn() -> F) {
    let waited = tokio::time::timeout(Duration::from_secs(10), async {
        while !so().await {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    });
    waited.await.unwrap();
}

#[tokio::test]
async fn due_work_runs_once_whatever_others_do_and_a_long_stop_is_caught_up_with_one_run() {
    for bed in all().await {
        static RUNS: AtomicUsize = AtomicUsize::new(0);
        RUNS.store(0, Ordering::SeqCst);
        let minute = Cadence::Every(Duration::from_mins(1));
        let schedules = vec![
            Schedule::platform("panics", minute, |_, _| async { panic!("out of cheese") }),
            Schedule::platform("fails", minute, |_, _| async { Err(Error::rule("no", "it may not")) }),
            Schedule::platform("never", Cadence::Daily(25, 0), |_, _| async { Ok(()) }),
            Schedule::platform("daily", Cadence::Daily(6, 0), |_, _| async { Err(Error::NotFound) }),
            Schedule::platform("counts", minute, |_, _| async {
                RUNS.fetch_add(1, Ordering::SeqCst);
                Ok(())
            }),
        ];
        let (ctx, stop) = (bed.ctx().await, CancellationToken::new());
        // Two processes on PostgreSQL; on SQLite there is only ever one.
        let processes = if bed.config.is_embedded() { 1 } else { 2 };
        let mut running = JoinSet::new();
        for _ in 0..processes {
            running.spawn(run(ctx.clone(), schedules.clone(), stop.clone()));
        }
        let rows = || async {
            let across = bed.store.across_read(Actor::System("test")).await.unwrap();
            let rows = across.find::<schedule::Entity>().all(&*across).await.unwrap();
            rows.into_iter().map(|row| (row.name.clone(), row)).collect::<HashMap<_, _>>()
        };
        let done = |count: usize| async move {
            rows().await.values().filter(|row| row.finished_at.is_some()).count() == count
        };
        until(|| done(4)).await;
        let seen = rows().await;
        assert_eq!(seen["panics"].error.as_deref(), Some("panicked: out of cheese"));
        assert_eq!(seen["fails"].error.as_deref(), Some("it may not"));
        assert_eq!(
            (seen["daily"].error.as_deref(), seen["counts"].error.as_deref()),
            (None, None),
            "nothing daily was missed yet"
        );
        assert_eq!(RUNS.load(Ordering::SeqCst), 1);
        bed.clock.advance(TimeDelta::days(3));
        until(|| async { RUNS.load(Ordering::SeqCst) == 2 && rows().await["daily"].error.is_some() }).await;
        tokio::time::sleep(Duration::from_millis(1500)).await;
        assert_eq!(RUNS.load(Ordering::SeqCst), 2, "caught up with one run, not with thousands");
        stop.cancel();
        running.join_all().await.into_iter().for_each(|ended| ended.unwrap());
    }
}
