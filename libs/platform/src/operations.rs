//! What operators see and do: every service answers, over NATS, questions about its own operations, so that nobody reads another's
//! tables and a service that is down is simply one that does not answer.

use std::{
    collections::HashSet,
    sync::{Arc, atomic::AtomicBool},
    time::Duration,
};

use chrono::{DateTime, Utc};
use contracts::Question;
use futures_util::future::join_all;
use uuid::Uuid;

mod check;
mod command;
mod consumer;
mod gather;
mod lookup;
mod question;
mod state;
mod watch;

pub use lookup::example_parked;
pub use question::{By, Decision};
pub use state::{
    AuditState, CadenceState, CheckState, ConsumerState, Deed, FindingState, Instance, OutboxState, ParkedCount,
    ParkedDetail, ParkedEvent, Resolution, ScheduleState, ServiceState, StorageState,
};
pub(crate) use watch::Quiet;
pub use watch::watch;

use crate::{
    caller::Caller,
    consumer::Handlers,
    ctx::Ctx,
    error::{Error, Result},
    event_spec::EventSpec,
    module::{Answer, Cadence, Schedule, Work},
    verify::{Facts, Finding},
};

/// How long a service may take to answer; who takes longer does not answer.
const PATIENCE: Duration = Duration::from_millis(2500);
/// How long to listen for the first of a service's processes, and then for the others.
const FIRST: Duration = Duration::from_secs(1);
const OTHERS: Duration = Duration::from_millis(150);

/// A process, as its services tell of it.
pub(crate) struct Process {
    /// Tells it from others.
    pub id: Uuid,
    /// Whether it has started and is not stopping.
    pub ready: Arc<AtomicBool>,
    /// When it began.
    pub began: DateTime<Utc>,
}

/// What a service has declared, as far as its answers need it.
struct Declared {
    schedules: Vec<(&'static str, Cadence, bool)>,
    tells: Vec<String>,
    hears: Vec<String>,
    handled: HashSet<String>,
    check: Option<Work<Arc<Facts>, Vec<Finding>>>,
    process: Process,
}

/// The subject on which a service is asked about its operations.
pub(crate) fn subject<Q: Question>(service: &str) -> String {
    format!("rpc.{service}.{}", Q::NAME)
}

/// A service's answers, and its nightly check of itself.
pub(crate) fn declare(
    service: &'static str,
    schedules: &[Schedule],
    emits: &[EventSpec],
    handlers: &Handlers,
    check: Option<Work<Arc<Facts>, Vec<Finding>>>,
    process: Process,
) -> (Vec<Answer>, Schedule) {
    let sorted = |mut kinds: Vec<String>| {
        kinds.sort();
        kinds.dedup();
        kinds
    };
    let nightly = Cadence::Daily(4, 40);
    let mut known: Vec<_> = schedules.iter().map(|one| (one.name, one.cadence, one.again)).collect();
    known.push((check::SCHEDULE, nightly, true));
    let declared = Arc::new(Declared {
        schedules: known,
        tells: sorted(emits.iter().map(|spec| spec.kind.clone()).collect()),
        hears: sorted(handlers.kinds()),
        handled: handlers.kinds().into_iter().collect(),
        check,
        process,
    });
    let (state, hello, run) = (Arc::clone(&declared), Arc::clone(&declared), Arc::clone(&declared));
    let answers = vec![
        Answer::operations(service, false, move |ctx, _: question::State| gather::state(ctx, Arc::clone(&state))),
        Answer::operations(service, true, move |ctx, _: question::Hello| gather::hello(ctx, Arc::clone(&hello))),
        Answer::operations(service, false, gather::demonstrated),
        Answer::operations(service, false, lookup::list),
        Answer::operations(service, false, lookup::one),
        Answer::operations(service, false, command::decide),
        Answer::operations(service, false, move |ctx, asked| command::run(ctx, asked, Arc::clone(&run))),
    ];
    let schedule =
        Schedule::platform(check::SCHEDULE, nightly, move |ctx, _planned| check::run(ctx, Arc::clone(&declared)));
    (answers, schedule)
}

/// Asks one of the services what every service answers.
///
/// # Errors
/// [`Error::Unavailable`] when it does not answer in time; [`Error::NotFound`] when there is no such service; otherwise what it refused
/// with.
pub(crate) async fn ask<Q: Question>(ctx: &Ctx, service: &str, question: &Q) -> Result<Q::Answer> {
    if !ctx.site.services.contains(&service) {
        return Err(Error::NotFound);
    }
    let subject = subject::<Q>(service);
    let asked = tokio::time::timeout(PATIENCE, ctx.nats.ask_on(&subject, service, question));
    asked.await.unwrap_or_else(|_| Err(Error::Unavailable(service.to_owned())))
}

/// What each service says of itself, in the order of the registry; none from those that do not answer.
pub async fn states(ctx: &Ctx) -> Vec<(&'static str, Option<ServiceState>)> {
    join_all(ctx.site.services.iter().map(|service| async move {
        let state = ask(ctx, service, &question::State {}).await;
        (*service, state.inspect_err(|error| quiet(service, error)).ok())
    }))
    .await
}

fn quiet(service: &str, error: &Error) {
    tracing::debug!(service, error = error.full(), "does not tell of its operations");
}

/// The processes of each service that answer, the oldest first.
pub async fn instances(ctx: &Ctx) -> Vec<(&'static str, Vec<Instance>)> {
    join_all(ctx.site.services.iter().map(|service| async move {
        let subject = subject::<question::Hello>(service);
        let asked = ctx.nats.ask_everybody(&subject, &question::Hello {}, FIRST, OTHERS).await;
        let mut found = asked.inspect_err(|error| quiet(service, error)).unwrap_or_default();
        found.sort_by_key(|one: &Instance| (one.began, one.id));
        (*service, found)
    }))
    .await
}

/// The parked events of each service, those that wait first; none from services that do not answer.
pub async fn parked(ctx: &Ctx) -> Vec<(&'static str, Option<Vec<ParkedEvent>>)> {
    join_all(ctx.site.services.iter().map(|service| async move {
        let found = ask(ctx, service, &question::ParkedList {}).await;
        (*service, found.inspect_err(|error| quiet(service, error)).ok())
    }))
    .await
}

/// A parked event with all that is known of it.
///
/// # Errors
/// [`Error::NotFound`] when the service has no such event; [`Error::Unavailable`] when it does not answer.
pub async fn parked_event(ctx: &Ctx, service: &str, id: Uuid) -> Result<ParkedDetail> {
    ask(ctx, service, &question::ParkedOne { id }).await
}

/// Has a parked event handled again, or drops it. The owning service writes who did it to its audit log.
///
/// # Errors
/// [`Error::Rule`] when it has been decided already; otherwise as [`parked_event`].
pub async fn decide(ctx: &Ctx, caller: &Caller, service: &str, id: Uuid, decision: Decision) -> Result<()> {
    ask(ctx, service, &question::Decide { id, decision, by: By::of(caller) }).await
}

/// Has the run of a schedule that was due last made once more, at once.
///
/// # Errors
/// [`Error::Rule`] when it runs already or may not be run out of turn; [`Error::NotFound`] when there is no such schedule;
/// [`Error::Unavailable`] when the service does not answer.
pub async fn run_now(ctx: &Ctx, caller: &Caller, service: &str, schedule: &str) -> Result<()> {
    ask(ctx, service, &question::Run { schedule: schedule.to_owned(), by: Some(By::of(caller)) }).await
}

/// Has a service check its data now, in the background.
///
/// # Errors
/// As [`run_now`].
pub async fn check_now(ctx: &Ctx, caller: &Caller, service: &str) -> Result<()> {
    run_now(ctx, caller, service, check::SCHEDULE).await
}

/// Has this service check its data as soon as it can: for demonstrations, whose first night would be far away.
///
/// # Errors
/// When the database does not answer.
pub async fn check_soon(ctx: &Ctx) -> Result<()> {
    command::want(ctx, check::SCHEDULE, crate::store::Actor::System("demo")).await
}

/// Whether a service has made its demonstration data and sent every event of it, and this service has handled what it was sent.
pub async fn demonstration_heard(ctx: &Ctx, from: &str) -> bool {
    if !ask(ctx, from, &question::Demonstrated {}).await.unwrap_or(false) {
        return false;
    }
    let heard = consumer::state(ctx).await;
    heard.known && heard.pending == 0 && heard.ack_pending == 0
}
