//! How a service declares itself, one line per thing.

use std::{future::Future, sync::Arc};

use chrono::{DateTime, NaiveDate, Utc};
use contracts::{
    Envelope, Event, Question, Tenant,
    members::{SubscriptionEnded, SubscriptionStarted},
    tasks::{TaskClosed, TaskOpened},
};
use tokio_util::sync::CancellationToken;

use super::{
    Answer, Background, Cadence, Demo, Example, ExampleBody, Handler, HandlerFn, Meter, Module, Retention, Schedule,
    ShellWork, answering, work,
};
use crate::{
    api::Api,
    audit::Follows,
    ctx::Ctx,
    error::{Error, Result},
    event_spec::EventSpec,
    page::{NavEntry, Pages},
    store::{Tx, Waiting, migrate::Migration, subscriptions},
    verify::{Facts, Finding},
};

/// The platform's own projection.
const SUBSCRIPTIONS: &str = "subscription";

fn read<E: Event>(texts: &[&str]) -> Result<Vec<Envelope<E>>> {
    let unreadable = |error| Error::rule("unreadable-event", format!("the event does not fit its type: {error}"));
    texts.iter().map(|text| serde_json::from_str(text).map_err(unreadable)).collect()
}

fn handler<E: Event>(run: HandlerFn, projection: bool) -> Handler {
    let filter = format!("sambruk.*.{}.{}.v{}", E::SERVICE, E::NAME, E::VERSION);
    Handler { kind: contracts::event::type_of::<E>(), filter, projection, run }
}

impl Module {
    /// A service that so far declares nothing but its name, icon and texts.
    #[must_use]
    pub fn new(name: &'static str, icon: &'static str, texts: ui::Source<'static>) -> Self {
        Self {
            name,
            icon,
            texts,
            swedish: "",
            migrations: Vec::new,
            api: Api::new(),
            pages: crate::audit::pages(name),
            nav: Vec::new(),
            emits: Vec::new(),
            handlers: Vec::new(),
            projections: Vec::new(),
            answers: Vec::new(),
            meters: Vec::new(),
            background: Vec::new(),
            schedules: Vec::new(),
            retention: Vec::new(),
            demos: Vec::new(),
            demo_prices: Vec::new(),
            log_years: crate::audit::USUAL_YEARS,
            follows: None,
            waiting: Vec::new(),
            verify: None,
            examples: vec![Example { parameter: "audited", find: work(crate::audit::example) }],
            shell: Vec::new(),
            bodies: Vec::new(),
        }
    }

    /// Its migrations, in order.
    #[must_use]
    pub fn migrations(mut self, migrations: fn() -> Vec<Migration>) -> Self {
        self.migrations = migrations;
        self
    }

    /// Its JSON API, served under `/api/<name>/v1`.
    #[must_use]
    pub fn api(mut self, api: Api) -> Self {
        self.api = self.api.merge(api);
        self
    }

    /// What its API's document says, in Swedish: `include_str!("../texts/sv/api.txt")`, see [`crate::site::Swedish`].
    #[must_use]
    pub fn api_in_swedish(mut self, file: &'static str) -> Self {
        self.swedish = file;
        self
    }

    /// Its pages, served under `/<name>`.
    #[must_use]
    pub fn pages(mut self, pages: Pages) -> Self {
        self.pages = self.pages.merge(pages);
        self
    }

    /// An entry of the main menu.
    #[must_use]
    pub fn nav(mut self, entry: NavEntry) -> Self {
        self.nav.push(entry);
        self
    }

    /// Declares that it tells events of this type.
    #[must_use]
    pub fn emits<E: Event>(self) -> Self {
        self.tells(EventSpec::of::<E>())
    }

    /// The first event that a service tells brings the feed of its events.
    fn tells(mut self, event: EventSpec) -> Self {
        if self.emits.is_empty() {
            self.api = self.api.merge(crate::feed::api(self.name));
        }
        self.emits.push(event);
        self
    }

    /// Hears an event: `run` happens once for each, in one transaction with its own effects.
    #[must_use]
    pub fn on<E: Event, F, Fut>(self, run: F) -> Self
    where
        F: Fn(Ctx, Tx, Envelope<E>) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<()>> + Send + 'static,
    {
        self.hear::<E, F, Fut>(run, false)
    }

    /// Hears an event only to keep a copy of it: rebuilt by replay, so `run` must do nothing else.
    #[must_use]
    pub fn project<E: Event, F, Fut>(self, run: F) -> Self
    where
        F: Fn(Ctx, Tx, Envelope<E>) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<()>> + Send + 'static,
    {
        self.hear::<E, F, Fut>(run, true)
    }

    /// As [`Module::on`], for events that come in great numbers: `run` gets those of one tenant that arrived together.
    #[must_use]
    pub fn on_all<E: Event, F, Fut>(mut self, run: F) -> Self
    where
        F: Fn(Ctx, Tx, Vec<Envelope<E>>) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<()>> + Send + 'static,
    {
        let run: HandlerFn = Arc::new(move |ctx, tx, texts| Ok(Box::pin(run(ctx, tx, read(texts)?))));
        self.handlers.push(handler::<E>(run, false));
        self
    }

    fn hear<E: Event, F, Fut>(mut self, run: F, projection: bool) -> Self
    where
        F: Fn(Ctx, Tx, Envelope<E>) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<()>> + Send + 'static,
    {
        let run = Arc::new(run);
        let each: HandlerFn = Arc::new(move |ctx, tx, texts| {
            let (run, events) = (Arc::clone(&run), read::<E>(texts)?);
            Ok(Box::pin(async move {
                for event in events {
                    run(ctx.clone(), tx.clone().caused_by(event.id), event).await?;
                }
                Ok(())
            }))
        });
        self.handlers.push(handler::<E>(each, projection));
        self
    }

    /// Keeps a copy of who uses it and when: [`crate::Read::subscription`], [`crate::Across::subscribers`].
    #[must_use]
    pub fn subscribers(self) -> Self {
        self.project::<SubscriptionStarted, _, _>(subscriptions::started)
            .project::<SubscriptionEnded, _, _>(subscriptions::ended)
            .projections(&[SUBSCRIPTIONS])
    }

    /// As [`Module::subscribers`], but of every service, for one that is about the others: `store::system::subscription`. Without
    /// the sandbox's, which tries services and decides nothing about them.
    #[must_use]
    pub fn all_subscribers(self) -> Self {
        self.project::<SubscriptionStarted, _, _>(subscriptions::members_started)
            .project::<SubscriptionEnded, _, _>(subscriptions::members_ended)
            .projections(&[SUBSCRIPTIONS])
    }

    /// The tables that [`Module::project`] fills.
    #[must_use]
    pub fn projections(mut self, tables: &[&'static str]) -> Self {
        self.projections.extend(tables);
        self
    }

    /// Answers a question of other services.
    #[must_use]
    pub fn answers<Q: Question, F, Fut>(mut self, run: F) -> Self
    where
        F: Fn(Ctx, Q) -> Fut + Clone + Send + Sync + 'static,
        Fut: Future<Output = Result<Q::Answer>> + Send + 'static,
    {
        let run = answering(run);
        self.answers.push(Answer { subject: Q::subject(), everybody: false, run });
        self
    }

    /// Declares what can be charged.
    #[must_use]
    pub fn meters(mut self, meters: &[&'static Meter]) -> Self {
        self.meters.extend(meters);
        self.tells(EventSpec::of::<contracts::usage::UsageRecorded>())
            .tells(EventSpec::of::<contracts::usage::UsageBatchRecorded>())
            .tells(EventSpec::of::<contracts::usage::ControlTotalReported>())
    }

    /// Work that runs as long as the process does; restarted with growing delay when it ends or fails.
    #[must_use]
    pub fn background<F, Fut>(mut self, name: &'static str, run: F) -> Self
    where
        F: Fn(Ctx, CancellationToken) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<()>> + Send + 'static,
    {
        self.background.push(Background { name, run: work(run) });
        self
    }

    /// Work by the clock, in one process at a time; gets the planned time.
    #[must_use]
    pub fn schedule<F, Fut>(mut self, name: &'static str, cadence: Cadence, run: F) -> Self
    where
        F: Fn(Ctx, DateTime<Utc>) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<()>> + Send + 'static,
    {
        self.schedules.push(Schedule { name, cadence, again: false, run: work(run) });
        self
    }

    /// The schedule declared last does no harm when the same planned time is run twice: operators may have it run at once.
    #[must_use]
    pub fn may_run_again(mut self) -> Self {
        if let Some(last) = self.schedules.last_mut() {
            last.again = true;
        }
        self
    }

    /// A deletion rule; gets the Swedish day.
    #[must_use]
    pub fn retention<F, Fut>(mut self, name: &'static str, run: F) -> Self
    where
        F: Fn(Ctx, NaiveDate) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<u64>> + Send + 'static,
    {
        self.retention.push(Retention { name, run: work(run) });
        self
    }

    /// How many years its audit log is kept, at least five; ten unless said. Say which law or need it follows from.
    #[must_use]
    pub fn log_kept(mut self, years: u32) -> Self {
        self.log_years = years.max(crate::audit::LEAST_YEARS);
        self
    }

    /// What of what is done in it is picked, each night, for somebody else than who did it to look at.
    #[must_use]
    pub fn follows(mut self, follows: Follows) -> Self {
        self.follows = Some(follows);
        self.pages = self.pages.merge(crate::audit::follow_pages(self.name));
        self.examples.push(Example { parameter: "follow_up", find: work(crate::audit::follow_example) });
        self.examples.push(Example { parameter: "handed", find: work(crate::audit::handed_example) });
        self.tells_tasks()
    }

    /// Declares work that waits in an organisation as long as something is so: [`crate::Tx::waits`].
    #[must_use]
    pub fn waits(mut self, kinds: &[&'static Waiting]) -> Self {
        self.waiting.extend(kinds);
        self.tells_tasks()
    }

    fn tells_tasks(mut self) -> Self {
        for spec in [EventSpec::of::<TaskOpened>(), EventSpec::of::<TaskClosed>()] {
            if !self.emits.iter().any(|known| known.kind == spec.kind) {
                self = self.tells(spec);
            }
        }
        self
    }

    /// Makes its demonstration data; does nothing when it is there already. Said twice, the second is made when every service has
    /// made its first.
    #[must_use]
    pub fn demo<F, Fut>(mut self, run: F) -> Self
    where
        F: Fn(Ctx, Demo) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<()>> + Send + 'static,
    {
        self.demos.push(work(run));
        self
    }

    /// Names what a unit of a quantity meter costs in the demonstration, in öre without VAT. In a real installation finance enters the
    /// price that the service's council has decided.
    #[must_use]
    pub fn demo_price(mut self, meter: &'static Meter, ore: i64) -> Self {
        self.demo_prices.push((meter, ore));
        self
    }

    /// Checks its data and says in words what is wrong.
    #[must_use]
    pub fn verify<F, Fut>(mut self, run: F) -> Self
    where
        F: Fn(Ctx, Arc<Facts>) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<Vec<Finding>>> + Send + 'static,
    {
        self.verify = Some(work(run));
        self
    }

    /// Work for whoever has a shell on the machine: the words that follow its name, and the lines that it says.
    #[must_use]
    pub fn shell<F, Fut>(mut self, name: &'static str, run: F) -> Self
    where
        F: Fn(Ctx, Vec<String>) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<Vec<String>>> + Send + 'static,
    {
        self.shell.push(ShellWork { name, run: work(run) });
        self
    }

    /// An object that a tenant owns, for the path parameter of that name.
    #[must_use]
    pub fn example<F, Fut>(mut self, parameter: &'static str, find: F) -> Self
    where
        F: Fn(Ctx, Tenant) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<Option<String>>> + Send + 'static,
    {
        self.examples.push(Example { parameter, find: work(find) });
        self
    }

    /// A body that a tenant's own caller may send to an operation and be answered with 2xx.
    #[must_use]
    pub fn example_body<F, Fut>(mut self, operation: &'static str, body: F) -> Self
    where
        F: Fn(Ctx, Tenant) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<serde_json::Value>> + Send + 'static,
    {
        self.bodies.push(ExampleBody { operation, body: work(body) });
        self
    }
}
