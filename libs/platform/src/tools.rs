//! What commands do without serving: migrations, and opening all databases for verification and repair.

use std::{path::Path, sync::Arc};

use tokio_util::{sync::CancellationToken, task::TaskTracker};

use crate::{
    caller::Sessions,
    clock::Clock,
    config::Config,
    ctx::{Ctx, Inner},
    documents::Documents,
    error::{Error, Result},
    files::Files,
    host::Registry,
    limit::Limits,
    mail::Mailer,
    nats::Nats,
    site::Site,
    store::{Store, connect, migrate},
    verify::{self, Finding},
};

/// Brings every service's database up to date; on PostgreSQL also makes schemas, roles and row-level security. Safe to repeat.
///
/// # Errors
/// When a database refuses; the message names the service.
pub async fn migrate(config: &Config, registry: Registry, clock: &Clock) -> Result<()> {
    for module in registry() {
        let service = module.name;
        let step = async {
            if config.is_embedded() {
                std::fs::create_dir_all(&config.data_dir).map_err(anyhow::Error::new)?;
                let store = Store::open(service, &config.database_url(service), clock.clone(), 1).await?;
                return migrate::up(store.connection(), service, module.migrations).await;
            }
            if config.database.admin_url.is_empty() {
                return Err(anyhow::anyhow!(
                    "database.admin_url is empty: name an administrator who may create roles and schemas"
                )
                .into());
            }
            let admin = connect(&config.database.admin_url, Some(service), 1).await?;
            migrate::prepare_postgres(&admin, service, config.database_password(service)).await?;
            migrate::up(&admin, service, module.migrations).await?;
            admin.close().await.map_err(Error::from)
        };
        step.await.map_err(|error| anyhow::anyhow!("{service}: {}", error.full()))?;
        tracing::info!(service, "migrated");
    }
    Ok(())
}

/// Opens all services' databases without serving: questions to other services go unanswered.
///
/// # Errors
/// When a database can't be opened.
pub async fn open(config: Config, registry: Registry, clock: Clock) -> Result<Vec<Ctx>> {
    let nats = Nats::detached(&config.nats).await?;
    let modules = registry();
    let site = Arc::new(Site::new(&modules, config.demonstration.enabled)?);
    let config = Arc::new(config);
    let mail = Mailer::new(&config.mail)?;
    let documents = Documents::new(&config.documents);
    let limits = Arc::new(Limits::new(&config.limits));
    let mut ctxs = Vec::new();
    for module in modules {
        if config.is_embedded() && !config.data_dir.join(format!("{}.sqlite", module.name)).exists() {
            let place = config.data_dir.display();
            return Err(anyhow::anyhow!("{place} has no {}.sqlite: is this the data directory?", module.name).into());
        }
        let store = Store::open(module.name, &config.database_url(module.name), clock.clone(), 2).await?;
        ctxs.push(Ctx::new(Inner {
            secret: std::sync::OnceLock::new(),
            quiet: crate::operations::Quiet::default(),
            service: module.name,
            files: Files::new(store.clone(), config.data_dir.join("files").join(module.name)),
            store,
            clock: clock.clone(),
            config: Arc::clone(&config),
            site: Arc::clone(&site),
            mail: mail.clone(),
            documents: documents.clone(),
            sessions: Sessions::new(nats.clone()),
            nats: nats.clone(),
            limits: Arc::clone(&limits),
            tasks: TaskTracker::new(),
            stop: CancellationToken::new(),
        }));
    }
    Ok(ctxs)
}

/// Checks all data of all services, and tells in words what is wrong; empty when all is well.
///
/// # Errors
/// When a database can't be read.
pub async fn verify(ctxs: &[Ctx], registry: Registry) -> Result<Vec<Finding>> {
    let facts = Arc::new(verify::facts(ctxs).await?);
    let mut findings = Vec::new();
    for module in registry() {
        let Some(ctx) = ctxs.iter().find(|ctx| ctx.service == module.name) else {
            continue;
        };
        findings.extend(verify::platform_checks(ctx).await?);
        let known = module.handlers.iter().map(|handler| handler.kind.clone()).collect();
        findings.extend(verify::unknown_handlers(&ctx.store, &known).await?);
        if let Some(check) = module.verify {
            findings.extend(check(ctx.clone(), Arc::clone(&facts)).await?);
        }
    }
    Ok(findings)
}

/// Writes the generated documents under `api/`, and removes those that nothing generates any more; tells what changed.
///
/// # Errors
/// When the directory can't be written.
pub fn write_documents(directory: &Path, registry: Registry) -> Result<Vec<String>> {
    let documents = crate::published::documents(&registry())?;
    let mut changed = Vec::new();
    let io =
        |error: std::io::Error| Error::Internal(anyhow::Error::new(error).context(directory.display().to_string()));
    for (name, text) in &documents {
        let path = directory.join(name);
        if std::fs::read_to_string(&path).is_ok_and(|old| old == *text) {
            continue;
        }
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent).map_err(io)?;
        }
        std::fs::write(&path, text).map_err(io)?;
        changed.push(name.clone());
    }
    for folder in ["openapi", "events"] {
        for entry in std::fs::read_dir(directory.join(folder)).map_err(io)? {
            let entry = entry.map_err(io)?;
            let name = format!("{folder}/{}", entry.file_name().to_string_lossy());
            if !documents.contains_key(&name) {
                std::fs::remove_file(entry.path()).map_err(io)?;
                changed.push(format!("{name} (removed)"));
            }
        }
    }
    Ok(changed)
}
