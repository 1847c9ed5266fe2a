//! The host: the only place that knows about processes. A process is a list of modules, a database address and a broker's.

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use chrono::{DateTime, Utc};
use contracts::session::{SESSION_FEED, SessionNews};
use futures_util::StreamExt;
use tokio::net::TcpListener;
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use crate::{
    audit,
    caller::Sessions,
    clock::Clock,
    config::Config,
    consumer::{self, Handlers},
    ctx::{Ctx, Inner},
    documents::Documents,
    error::{Error, Result},
    files::Files,
    health::{self, Health},
    http,
    limit::{Limits, exchange},
    mail::{Mailer, catcher::Catcher, queue},
    module::{Answer, Background, Cadence, Module, Retention, Schedule},
    nats::{Nats, Server},
    operations, relay, schedule,
    site::Site,
    store::{Store, migrate},
    supervise, tally,
};

/// How long a start waits for the process before it to be gone.
const HANDOVER: Duration = Duration::from_secs(3);

/// The function that lists all services.
pub type Registry = fn() -> Vec<Module>;

mod running;

pub use running::Running;

/// What runs beside the requests of one service.
struct Work {
    ctx: Ctx,
    handlers: Handlers,
    answers: Vec<Answer>,
    background: Vec<Background>,
    schedules: Vec<Schedule>,
}

/// Starts the named services (all when none is named): configuration, broker, databases, migrations, streams, relay and
/// consumers, HTTP, ready.
///
/// # Errors
/// When anything that the services need is missing; the message says what.
pub async fn start(mut config: Config, registry: Registry, serve: &[String], clock: Clock) -> Result<Running> {
    let modules = registry();
    unknown_services(&modules, serve)?;
    let listener = bind(&config.http.bind).await?;
    let operations = bind(&config.http.operations_bind).await?;
    let address = listener.local_addr().map_err(anyhow::Error::new)?;
    config.http.serve_at(address);
    let data = hold_data_dir(&config).await?;
    let broker = private_broker(&mut config).await?;
    let catcher = catch_mail(&mut config).await?;
    let name = if serve.is_empty() { "sambruk".to_owned() } else { serve.join("-") };
    let nats = Nats::connect(&config.nats, &name).await?;
    let shared = Shared {
        limits: Arc::new(Limits::new(&config.limits)),
        sessions: Sessions::new(nats.clone()),
        mail: Mailer::new(&config.mail)?,
        documents: Documents::new(&config.documents),
        catcher,
        tasks: TaskTracker::new(),
        soft: CancellationToken::new(),
        site: Arc::new(Site::new(&modules, config.demonstration.enabled)?),
        config: Arc::new(config),
        nats,
        instance: crate::id::random(),
        began: clock.now(),
        clock,
        ready: Arc::default(),
    };
    let mut router = http::shared_routes(&shared.config);
    let mut works = Vec::new();
    for module in modules {
        if serve.is_empty() || serve.iter().any(|name| name == module.name) {
            let (routes, work) = shared.open(module).await?;
            router = router.merge(routes);
            works.push(work);
        }
    }
    let running = shared.run(works, data, broker, Addresses::of(&listener, &operations)?);
    let anywhere = running.services.values().next().cloned().ok_or_else(|| anyhow::anyhow!("no service to serve"))?;
    let health = Health { ctxs: running.services.values().cloned().collect(), ready: Arc::clone(&running.ready) };
    http::serve(&running.listeners, listener, http::layers(router, &anywhere), running.soft.clone());
    http::serve(&running.listeners, operations, health::router(health), running.soft.clone());
    running.ready.store(true, Ordering::Release);
    tracing::info!(%address, services = running.services.len(), "ready");
    Ok(running)
}

/// A demonstration sends nothing to anybody, whatever is configured: its mail is caught on this machine.
async fn catch_mail(config: &mut Config) -> Result<Option<Catcher>> {
    if !config.demonstration.enabled {
        return Ok(None);
    }
    let catcher = Catcher::start(Some(config.data_dir.join("mail"))).await?;
    config.mail.url = catcher.url();
    Ok(Some(catcher))
}

/// The embedded broker, when no other is named.
async fn private_broker(config: &mut Config) -> Result<Option<Server>> {
    if !config.nats.url.is_empty() {
        return Ok(None);
    }
    let server = Server::start(&config.nats, &config.data_dir).await?;
    config.nats = server.config().clone();
    Ok(Some(server))
}

struct Addresses {
    address: SocketAddr,
    operations: SocketAddr,
}

impl Addresses {
    fn of(listener: &TcpListener, operations: &TcpListener) -> Result<Self> {
        let address = |listener: &TcpListener| listener.local_addr().map_err(anyhow::Error::new);
        Ok(Self { address: address(listener)?, operations: address(operations)? })
    }
}

struct Shared {
    config: Arc<Config>,
    site: Arc<Site>,
    nats: Nats,
    clock: Clock,
    limits: Arc<Limits>,
    sessions: Sessions,
    mail: Mailer,
    documents: Documents,
    catcher: Option<Catcher>,
    tasks: TaskTracker,
    soft: CancellationToken,
    /// Tells this process from others of the same service.
    instance: uuid::Uuid,
    began: DateTime<Utc>,
    ready: Arc<AtomicBool>,
}

impl Shared {
    /// Opens a service's database, brings it up to date when it is embedded, and makes its routes.
    async fn open(&self, module: Module) -> Result<(axum::Router, Work)> {
        let url = self.config.database_url(module.name);
        let store = Store::open(module.name, &url, self.clock.clone(), self.config.database.connections).await?;
        if self.config.is_embedded() {
            migrate::up(store.connection(), module.name, module.migrations).await?;
        } else {
            let waiting = migrate::pending(store.connection(), module.name, module.migrations).await?;
            if !waiting.is_empty() {
                return Err(anyhow::anyhow!(
                    "{} has migrations to run ({}): run `sambruk migrate`",
                    module.name,
                    waiting.join(", ")
                )
                .into());
            }
        }
        store.keep_kinds_apart(self.config.demonstration.enabled).await?;
        let ctx = Ctx::new(Inner {
            secret: std::sync::OnceLock::new(),
            quiet: crate::operations::Quiet::default(),
            service: module.name,
            files: Files::new(store.clone(), self.config.data_dir.join("files").join(module.name)),
            store,
            clock: self.clock.clone(),
            config: Arc::clone(&self.config),
            site: Arc::clone(&self.site),
            mail: self.mail.clone(),
            documents: self.documents.clone(),
            nats: self.nats.clone(),
            sessions: self.sessions.clone(),
            limits: Arc::clone(&self.limits),
            tasks: self.tasks.clone(),
            stop: self.soft.clone(),
        });
        let mut schedules = module.schedules;
        if !module.meters.is_empty() {
            schedules.push(Schedule::platform("control-totals", Cadence::Daily(2, 20), tally::report));
        }
        let mut retention = module.retention;
        retention.push(Retention::letters());
        retention.push(Retention::log(module.log_years));
        schedules.push(Schedule::retention(retention));
        schedules.extend(module.follows.map(Schedule::follow_up));
        let handlers = Handlers::new(module.handlers, module.projections);
        let process = operations::Process { id: self.instance, ready: Arc::clone(&self.ready), began: self.began };
        let (answers, nightly) =
            operations::declare(module.name, &schedules, &module.emits, &handlers, module.verify, process);
        schedules.push(nightly);
        let routes = http::service_routes(&ctx, module.api, module.pages);
        let every = [Answer::event_log(module.name), audit::answer(module.name)];
        let answers = module.answers.into_iter().chain(every).chain(answers).collect();
        Ok((routes, Work { ctx, handlers, answers, background: module.background, schedules }))
    }

    /// Starts all work beside the requests.
    fn run(
        self,
        works: Vec<Work>,
        data: Option<std::fs::File>,
        broker: Option<Server>,
        Addresses { address, operations }: Addresses,
    ) -> Running {
        let hearers = works.iter().filter(|work| !work.handlers.is_empty()).map(|work| work.ctx.service).collect();
        let services = works.iter().map(|work| (work.ctx.service, work.ctx.clone())).collect();
        let speaker = works.first().map_or("platform", |work| work.ctx.service);
        for work in works {
            self.launch(work);
        }
        self.listen_for_sessions();
        self.exchange_limits(speaker);
        let Self { tasks, soft, catcher, ready, .. } = self;
        let listeners = TaskTracker::new();
        Running { address, operations, services, hearers, tasks, listeners, soft, ready, broker, catcher, data }
    }

    /// Starts what runs beside the requests, under supervision.
    fn launch(&self, work: Work) {
        let Work { ctx, handlers, answers, background, schedules } = work;
        let service = ctx.service;
        let keep = |name: &str, run: Box<dyn Fn() -> futures_util::future::BoxFuture<'static, Result<()>> + Send>| {
            supervise::keep(&self.tasks, format!("{service}/{name}"), self.soft.clone(), run);
        };
        let (context, stop) = (ctx.clone(), self.soft.clone());
        keep("relay", Box::new(move || Box::pin(relay::run(context.clone(), stop.clone()))));
        let (context, stop) = (ctx.clone(), self.soft.clone());
        keep("audit", Box::new(move || Box::pin(audit::seal_loop(context.clone(), stop.clone()))));
        let (context, stop) = (ctx.clone(), self.soft.clone());
        keep("mail", Box::new(move || Box::pin(queue::run(context.clone(), stop.clone()))));
        let (context, stop) = (ctx.clone(), self.soft.clone());
        keep("schedule", Box::new(move || Box::pin(schedule::run(context.clone(), schedules.clone(), stop.clone()))));
        if !handlers.is_empty() {
            let (context, stop) = (ctx.clone(), self.soft.clone());
            keep(
                "consumer",
                Box::new(move || Box::pin(consumer::run(context.clone(), handlers.clone(), stop.clone()))),
            );
        }
        for answer in answers {
            let (context, stop) = (ctx.clone(), self.soft.clone());
            let name = format!("answer {}", answer.subject);
            keep(&name, Box::new(move || Box::pin(answer_loop(context.clone(), answer.clone(), stop.clone()))));
        }
        for job in background {
            let (context, stop) = (ctx.clone(), self.soft.clone());
            keep(job.name, Box::new(move || (job.run)(context.clone(), stop.clone())));
        }
    }

    /// Tells the other processes what is let in here, on the subjects of a service that runs here, and hears what they let in.
    fn exchange_limits(&self, speaker: &'static str) {
        let (nats, limits, stop, own) = (self.nats.clone(), Arc::clone(&self.limits), self.soft.clone(), self.instance);
        supervise::keep(&self.tasks, "limits/hear".into(), stop.clone(), move || {
            exchange::hear(Arc::clone(&limits), nats.clone(), own, stop.clone())
        });
        let (nats, limits, stop) = (self.nats.clone(), Arc::clone(&self.limits), self.soft.clone());
        supervise::keep(&self.tasks, "limits/tell".into(), stop.clone(), move || {
            exchange::tell(Arc::clone(&limits), nats.clone(), speaker, own, stop.clone())
        });
    }

    /// Hears which sessions have ended.
    fn listen_for_sessions(&self) {
        let (nats, sessions, limits, stop) =
            (self.nats.clone(), self.sessions.clone(), Arc::clone(&self.limits), self.soft.clone());
        supervise::keep(&self.tasks, "sessions".into(), self.soft.clone(), move || {
            let (nats, sessions, limits, stop) = (nats.clone(), sessions.clone(), Arc::clone(&limits), stop.clone());
            async move {
                let mut news =
                    nats.client().subscribe(SESSION_FEED).await.map_err(|error| Error::Internal(error.into()))?;
                loop {
                    let message = tokio::select! {
                        () = stop.cancelled() => return Ok(()),
                        message = news.next() => message,
                    };
                    let Some(message) = message else { return Ok(()) };
                    let news: SessionNews = serde_json::from_slice(&message.payload)?;
                    sessions.heard(&news.ended);
                    limits.tidy();
                }
            }
        });
    }
}

async fn answer_loop(ctx: Ctx, answer: Answer, stop: CancellationToken) -> Result<()> {
    let group = ctx.service.to_owned();
    let client = ctx.nats.client();
    let subscribed = if answer.everybody {
        client.subscribe(answer.subject.clone()).await
    } else {
        client.queue_subscribe(answer.subject.clone(), group).await
    };
    let mut questions = subscribed.map_err(|error| Error::Internal(error.into()))?;
    loop {
        let message = tokio::select! {
            () = stop.cancelled() => return Ok(()),
            message = questions.next() => message,
        };
        let Some(message) = message else { return Ok(()) };
        let Some(reply) = message.reply else { continue };
        let (context, run) = (ctx.clone(), answer.run.clone());
        let parent = message.headers.as_ref().and_then(|headers| headers.get("traceparent")).map(ToString::to_string);
        ctx.spawn(async move {
            let span = tracing::info_span!("answer", service = context.service, subject = %message.subject);
            crate::telemetry::continue_from(&span, parent.as_deref());
            let answered = tracing::Instrument::instrument(run(context.clone(), message.payload.to_vec()), span).await;
            if let Err(error) = context.nats.answer(reply, answered).await {
                tracing::warn!(error = error.full(), "an answer was not sent");
            }
        });
    }
}

/// A process that was killed a moment ago may still be letting go of its port: it is waited for, but not for long.
async fn bind(address: &str) -> Result<TcpListener> {
    let begun = tokio::time::Instant::now();
    loop {
        match TcpListener::bind(address).await {
            Err(error) if error.kind() == std::io::ErrorKind::AddrInUse && begun.elapsed() < HANDOVER => {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
            bound => {
                return Ok(bound.map_err(|error| {
                    anyhow::anyhow!(
                        "{address} can't be listened on ({error}): end what listens there, or set http.bind and http.operations_bind"
                    )
                })?);
            }
        }
    }
}

fn unwritable(directory: &std::path::Path, error: &std::io::Error) -> Error {
    let place = directory.display();
    anyhow::anyhow!("the data directory {place} can't be written ({error}): allow it, or name another in data_dir")
        .into()
}

/// Two processes on one SQLite directory would each believe to be alone.
async fn hold_data_dir(config: &Config) -> Result<Option<std::fs::File>> {
    std::fs::create_dir_all(&config.data_dir).map_err(|error| unwritable(&config.data_dir, &error))?;
    if !config.is_embedded() {
        return Ok(None);
    }
    let path = config.data_dir.join("lock");
    let file = std::fs::File::create(&path).map_err(|error| unwritable(&config.data_dir, &error))?;
    let begun = tokio::time::Instant::now();
    while file.try_lock().is_err() {
        if begun.elapsed() > HANDOVER {
            let place = config.data_dir.display();
            return Err(anyhow::anyhow!(
                "{place} is in use by another sambruk process: end that one, or name another directory in data_dir"
            )
            .into());
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    Ok(Some(file))
}

fn unknown_services(modules: &[Module], serve: &[String]) -> Result<()> {
    let known: Vec<&str> = modules.iter().map(|module| module.name).collect();
    for name in serve {
        if !known.contains(&name.as_str()) {
            return Err(anyhow::anyhow!("there is no service \"{name}\"; there are {}", known.join(", ")).into());
        }
    }
    Ok(())
}
