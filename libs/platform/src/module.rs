//! A service as the platform sees it: everything that it declares, in one value that all platform-wide parts iterate over.

use std::{future::Future, sync::Arc, time::Duration};

use chrono::{DateTime, NaiveDate, Utc};
use contracts::{Question, Role, Tenant};
use futures_util::future::BoxFuture;
use tokio_util::sync::CancellationToken;

use crate::{
    api::Api,
    audit::{self, Follows},
    ctx::Ctx,
    error::{Error, Result},
    event_spec::EventSpec,
    page::{NavEntry, Pages},
    store::{Tx, migrate::Migration},
    verify::{Facts, Finding},
};

mod builder;
mod progress;

pub use progress::{Part, Progress};

/// What a caller must hold to use an operation or a page.
#[derive(Debug, PartialEq, Eq)]
pub struct Permission {
    /// `<service>.<object>.<act>`, stable.
    pub name: &'static str,
    /// Any of these roles suffices, in the tenant acted for; none named: whoever is of an organisation.
    pub roles: &'static [Role],
    /// Whether it opens the door across tenants; such permissions are held in the association only.
    pub across: bool,
    /// Of whom it demands assurance level 3 and a sign-in at most 15 minutes old.
    pub step_up: StepUp,
    /// Whether people from outside the organisations have it too, where no roles are named.
    pub outside: bool,
}

/// Of whom a fresh sign-in is demanded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum StepUp {
    /// Of nobody.
    Nobody,
    /// Of people. A machine, which shows its credential with each request, may have it too.
    People,
    /// Of everybody, so that no machine has it: nothing proves one anew.
    Everybody,
}

impl StepUp {
    /// Whether it is demanded of somebody.
    #[must_use]
    pub fn is_demanded(self) -> bool {
        self != Self::Nobody
    }
}

impl Permission {
    /// A permission within the own organisation.
    #[must_use]
    pub const fn own(name: &'static str, roles: &'static [Role]) -> Self {
        Self { name, roles, across: false, step_up: StepUp::Nobody, outside: false }
    }

    /// A permission of the association's own staff that reaches across tenants.
    #[must_use]
    pub const fn across(name: &'static str, roles: &'static [Role]) -> Self {
        Self { name, roles, across: true, step_up: StepUp::Nobody, outside: false }
    }

    /// Whether a client of the organisation may be given this as a scope: what integrators may do and, in the association, what
    /// operators may. Never what demands a fresh sign-in, which a machine can't make, nor the handling of credentials: a leaked one
    /// must not be able to make another that outlives it.
    #[must_use]
    pub fn can_be_scope(&self, tenant: &Tenant) -> bool {
        let association = tenant.is_association();
        let held = |role: &Role| *role == Role::Integrator || association && *role == Role::Operator;
        let credentials = self.name.starts_with("identity.") && !self.roles.is_empty();
        let given = self.roles.is_empty() || self.roles.iter().any(held);
        given
            && self.name != PUBLIC.name
            && self.step_up != StepUp::Everybody
            && !credentials
            && (association || !self.across)
    }

    /// The service that it belongs to.
    #[must_use]
    pub fn service(&self) -> &'static str {
        self.name.split('.').next().unwrap_or_default()
    }

    /// The same, demanding a fresh sign-in at assurance level 3; no machine has it.
    #[must_use]
    pub const fn with_step_up(self) -> Self {
        Self { step_up: StepUp::Everybody, ..self }
    }

    /// The same, demanding a fresh sign-in at assurance level 3 of people.
    #[must_use]
    pub const fn with_step_up_of_people(self) -> Self {
        Self { step_up: StepUp::People, ..self }
    }

    /// The same, for people from outside the organisations as well: what concerns nothing but their own session.
    #[must_use]
    pub const fn for_outside(self) -> Self {
        Self { outside: true, ..self }
    }
}

/// For pages and operations that anybody may use.
pub static PUBLIC: Permission = Permission::own("public", &[]).for_outside();

/// Whether a meter counts or carries amounts that the service has priced itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MeterKind {
    /// A quantity that billing prices.
    Quantity,
    /// An amount in öre, passed on as it stands.
    Amount,
}

/// How a month's use is made from its events.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aggregation {
    /// The sum.
    Sum,
    /// The highest single value.
    Max,
}

/// Something that can be charged.
#[derive(Debug, PartialEq, Eq)]
pub struct Meter {
    /// One kebab-case word, unique in the service; its texts are `meter-<service>-<name>` and `-unit`.
    pub name: &'static str,
    /// The unit's code, such as `loan`.
    pub unit: &'static str,
    /// Quantity or amount.
    pub kind: MeterKind,
    /// Sum or maximum.
    pub aggregation: Aggregation,
}

/// When scheduled work runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cadence {
    /// At this interval.
    Every(Duration),
    /// Once a day, at this Swedish hour and minute.
    Daily(u32, u32),
}

/// Handles events of one type and tenant, in their order, in one transaction.
pub(crate) type HandlerFn = Arc<dyn Fn(Ctx, Tx, &[&str]) -> Result<BoxFuture<'static, Result<()>>> + Send + Sync>;
pub(crate) type AnswerFn = Arc<dyn Fn(Ctx, Vec<u8>) -> BoxFuture<'static, Result<Vec<u8>>> + Send + Sync>;
pub(crate) type Work<A, R = ()> = Arc<dyn Fn(Ctx, A) -> BoxFuture<'static, Result<R>> + Send + Sync>;

/// What a service does when an event of one type arrives.
#[derive(Clone)]
pub(crate) struct Handler {
    /// The event's type.
    pub kind: String,
    /// Subject filter of the type, for any tenant.
    pub filter: String,
    /// Whether it only keeps a copy, and so can be replayed from nothing.
    pub projection: bool,
    pub run: HandlerFn,
}

/// An answer to a question of another service.
#[derive(Clone)]
pub(crate) struct Answer {
    pub subject: String,
    /// Whether every process of the service answers, instead of one of them.
    pub everybody: bool,
    pub run: AnswerFn,
}

impl Answer {
    /// What every service answers: pages of its own event log.
    pub(crate) fn event_log(service: &str) -> Self {
        Self { subject: crate::replay::subject(service), everybody: false, run: answering(crate::replay::answer) }
    }

    /// What every service answers about itself: its operations, its log.
    pub(crate) fn operations<Q: Question, F, Fut>(service: &str, everybody: bool, run: F) -> Self
    where
        F: Fn(Ctx, Q) -> Fut + Clone + Send + Sync + 'static,
        Fut: Future<Output = Result<Q::Answer>> + Send + 'static,
    {
        Self { subject: crate::operations::subject::<Q>(service), everybody, run: answering(run) }
    }
}

fn answering<Q: Question, F, Fut>(run: F) -> AnswerFn
where
    F: Fn(Ctx, Q) -> Fut + Clone + Send + Sync + 'static,
    Fut: Future<Output = Result<Q::Answer>> + Send + 'static,
{
    Arc::new(move |ctx, bytes| {
        let run = run.clone();
        Box::pin(async move {
            let question: Q = serde_json::from_slice(&bytes)
                .map_err(|error| Error::invalid("question", format!("does not fit {}: {error}", Q::subject())))?;
            Ok(serde_json::to_vec(&run(ctx, question).await?)?)
        })
    })
}

/// Work that runs as long as the process does, restarted when it fails.
#[derive(Clone)]
pub(crate) struct Background {
    pub name: &'static str,
    pub run: Work<CancellationToken>,
}

/// Work that runs by the clock, in one process at a time.
#[derive(Clone)]
pub struct Schedule {
    /// Unique in the service.
    pub name: &'static str,
    /// When.
    pub cadence: Cadence,
    /// Whether an operator may have the run that was due last made once more.
    pub again: bool,
    pub(crate) run: Work<DateTime<Utc>>,
}

/// A rule that deletes what may no longer be kept (gallring).
#[derive(Clone)]
pub struct Retention {
    /// The rule's name; its text `retention-<service>-<name>` says what is deleted, when and why.
    pub name: &'static str,
    /// Deletes what is due on the day and tells how much.
    pub(crate) run: Work<NaiveDate, u64>,
}

impl Retention {
    /// The platform's own rule for mail that has left.
    pub(crate) fn letters() -> Self {
        Self { name: "letters", run: work(crate::mail::queue::forget) }
    }

    /// The platform's own rule for the audit log.
    pub(crate) fn log(years: u32) -> Self {
        Self { name: "audit-log", run: work(move |ctx, today| crate::audit::prune(ctx, today, years)) }
    }
}

/// Work for whoever has a shell on the machine, before anybody can do it in the portal.
#[derive(Clone)]
pub struct ShellWork {
    /// Its name.
    pub name: &'static str,
    /// Does it with the words that follow the name; tells what it has to say, a line each.
    pub run: Work<Vec<String>, Vec<String>>,
}

/// Names an object of a tenant for a path parameter, so that the platform-wide tests can try every operation and page.
#[derive(Clone)]
pub struct Example {
    /// The parameter's name.
    pub parameter: &'static str,
    /// A value of it that the tenant owns.
    pub find: Work<Tenant, Option<String>>,
}

/// A request body that the platform-wide tests may send to an operation as its owner and expect 2xx for.
#[derive(Clone)]
pub struct ExampleBody {
    /// The operation.
    pub operation: &'static str,
    /// Its body.
    pub body: Work<Tenant, serde_json::Value>,
}

/// What a service declares. Build it with the methods below, in `pub fn module()`.
pub struct Module {
    /// One word: crate, URL prefix, subject token, table prefix, configuration section, metric label.
    pub name: &'static str,
    /// The icon of its pages.
    pub icon: &'static str,
    /// Resource files.
    pub texts: ui::Source<'static>,
    /// Translations of what its API's document says, see [`crate::site::Swedish`].
    pub swedish: &'static str,
    pub(crate) migrations: fn() -> Vec<Migration>,
    /// The JSON API.
    pub api: Api,
    /// The portal pages.
    pub pages: Pages,
    /// Entries of the main menu.
    pub nav: Vec<NavEntry>,
    /// Events it tells.
    pub emits: Vec<EventSpec>,
    pub(crate) handlers: Vec<Handler>,
    /// Tables that are copies of others' facts, emptied before a replay.
    pub(crate) projections: Vec<&'static str>,
    pub(crate) answers: Vec<Answer>,
    /// What can be charged.
    pub meters: Vec<&'static Meter>,
    pub(crate) background: Vec<Background>,
    /// Work by the clock.
    pub schedules: Vec<Schedule>,
    /// Deletion rules.
    pub retention: Vec<Retention>,
    pub(crate) demos: Vec<Work<Demo>>,
    /// What a unit of a meter costs in the demonstration, in öre without VAT.
    pub demo_prices: Vec<(&'static Meter, i64)>,
    /// How many years its audit log is kept.
    pub log_years: u32,
    /// What of what is done in it somebody else must look at.
    pub follows: Option<Follows>,
    /// Work that waits in an organisation as long as something is so.
    pub waiting: Vec<&'static crate::Waiting>,
    pub(crate) verify: Option<Work<Arc<Facts>, Vec<Finding>>>,
    /// Objects for the platform-wide tests.
    pub examples: Vec<Example>,
    /// What whoever has a shell on the machine may have done.
    pub shell: Vec<ShellWork>,
    /// Bodies for the platform-wide tests.
    pub bodies: Vec<ExampleBody>,
}

/// Which demonstration data to make: the same values at the same time by the clock give the same data.
#[derive(Debug, Clone)]
pub struct Demo {
    /// Uses per subscribing municipality and month, in hundredths of the normal amount.
    pub percent: u32,
    /// How many municipalities are members; 290 is all there are.
    pub municipalities: u32,
    /// Whose choices invention follows.
    pub seed: u64,
    /// Where those who make the data tell how far they have come.
    pub progress: Progress,
}

impl Demo {
    /// The association as it is, with 140 members, and nobody who waits.
    #[must_use]
    pub fn usual(percent: u32, seed: u64) -> Self {
        Self { percent, municipalities: 140, seed, progress: Progress::default() }
    }
}

fn work<A: Send + 'static, R: 'static, F, Fut>(run: F) -> Work<A, R>
where
    F: Fn(Ctx, A) -> Fut + Send + Sync + 'static,
    Fut: Future<Output = Result<R>> + Send + 'static,
{
    Arc::new(move |ctx, argument| Box::pin(run(ctx, argument)))
}

impl Schedule {
    /// Work of the platform itself for a service.
    pub(crate) fn platform<F, Fut>(name: &'static str, cadence: Cadence, run: F) -> Self
    where
        F: Fn(Ctx, DateTime<Utc>) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<()>> + Send + 'static,
    {
        Self { name, cadence, again: true, run: work(run) }
    }

    /// What is followed up of what is done in a service, every night.
    pub(crate) fn follow_up(follows: Follows) -> Self {
        Self::platform("follow-up", Cadence::Daily(4, 10), move |ctx, planned| audit::follow(ctx, planned, follows))
    }

    /// A service's deletion rules and the platform's own, every night.
    pub(crate) fn retention(rules: Vec<Retention>) -> Self {
        Self::platform("retention", Cadence::Daily(3, 10), move |ctx, planned| {
            let rules = rules.clone();
            async move {
                let today = crate::clock::local_date(planned);
                let mut failed = None;
                for rule in &rules {
                    // One rule that fails must not keep the others from deleting what is due.
                    match (rule.run)(ctx.clone(), today).await {
                        Ok(deleted) => tracing::info!(service = ctx.service, rule = rule.name, deleted, "retention"),
                        Err(error) => failed = Some(error),
                    }
                }
                crate::idempotency::forget(&ctx.store).await?;
                ctx.files.delete_due(today).await?;
                failed.map_or(Ok(()), Err)
            }
        })
    }
}
