//! The operations listener: is the process alive, may it get requests, what is it, and its metrics. Not for the outside.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use axum::{Json, Router, extract::State, http::StatusCode, response::IntoResponse, routing::get};
use chrono::{DateTime, Utc};
use futures_util::future::join_all;
use sea_orm::{ConnectionTrait, Statement};
use serde_json::{Value, json};

use crate::{
    audit,
    ctx::Ctx,
    disk,
    error::{Error, Result},
    nats::STREAM,
    store::{Actor, Store},
    telemetry,
};

/// How long a database or the broker may take to show that it is there.
const PATIENCE: Duration = Duration::from_secs(2);
/// An event that has waited for longer than this is not being relayed.
const RELAY_PATIENCE: f64 = 60.0;

/// What the listener tells about.
pub(crate) struct Health {
    /// The services of this process.
    pub ctxs: Vec<Ctx>,
    /// Set when the process has started, unset when it stops.
    pub ready: Arc<AtomicBool>,
}

/// What waits in an outbox.
pub(crate) struct Waiting {
    /// How many events.
    pub events: i64,
    /// For how long the oldest has waited; 0 when none waits.
    pub oldest_seconds: f64,
}

pub(crate) async fn outbox(store: &Store) -> Result<Waiting> {
    let across = store.across_read(Actor::System("health")).await?;
    let sql = "SELECT count(*) AS events, min(created_at) AS oldest FROM outbox WHERE published_at IS NULL";
    let rows = across.query(sql, []).await?;
    let Some(row) = rows.first() else { return Ok(Waiting { events: 0, oldest_seconds: 0.0 }) };
    let oldest: Option<DateTime<Utc>> = row.try_get("", "oldest")?;
    let age = oldest.map_or(0.0, |oldest| (store.clock().now() - oldest).as_seconds_f64().max(0.0));
    Ok(Waiting { events: row.try_get("", "events")?, oldest_seconds: age })
}

/// What a service has not finished: `outbox`, events that have not left; `parked`, events that wait for an operator.
pub(crate) async fn backlog(store: &Store) -> Result<HashMap<&'static str, i64>> {
    let across = store.across_read(Actor::System("health")).await?;
    let sql = "SELECT (SELECT count(*) FROM outbox WHERE published_at IS NULL) AS outbox, \
               (SELECT count(*) FROM parked WHERE resolved_at IS NULL) AS parked";
    let rows = across.query(sql, []).await?;
    let mut backlog = HashMap::new();
    for row in rows {
        for key in ["outbox", "parked"] {
            backlog.insert(key, row.try_get("", key)?);
        }
    }
    Ok(backlog)
}

/// The routes of the operations listener.
pub(crate) fn router(health: Health) -> Router {
    Router::new()
        .route("/healthz", get(|| async { Json(json!({ "status": "alive" })) }))
        .route("/readyz", get(ready))
        .route("/metrics", get(metrics))
        .route("/version", get(version))
        .with_state(Arc::new(health))
}

/// 200 when requests can be served well, otherwise 503 with the reasons in words.
async fn ready(State(health): State<Arc<Health>>) -> impl IntoResponse {
    let reasons = reasons(&health.ctxs, &health.ready).await;
    let (status, word) =
        if reasons.is_empty() { (StatusCode::OK, "ready") } else { (StatusCode::SERVICE_UNAVAILABLE, "not ready") };
    (status, Json(json!({ "status": word, "reasons": reasons })))
}

/// Why requests of these services should go elsewhere, in words; nothing when they are served well.
pub(crate) async fn reasons(ctxs: &[Ctx], ready: &AtomicBool) -> Vec<String> {
    let mut reasons = Vec::new();
    if !ready.load(Ordering::Acquire) {
        reasons.push("the process is starting or stopping".to_owned());
    }
    // All services of a process share one connection to the broker.
    if let Some(ctx) = ctxs.first() {
        reasons.extend(broker(ctx).await);
    }
    reasons.extend(join_all(ctxs.iter().map(database)).await.into_iter().flatten());
    let full = tokio::time::timeout(PATIENCE, disk::full(ctxs)).await;
    reasons.extend(full.unwrap_or_else(|_| vec!["the disk does not answer".to_owned()]));
    reasons
}

async fn broker(ctx: &Ctx) -> Option<String> {
    if !ctx.nats.is_connected() {
        return Some("NATS is not connected".into());
    }
    match tokio::time::timeout(PATIENCE, ctx.nats.jetstream().get_stream(STREAM)).await {
        Ok(Ok(_)) => None,
        Ok(Err(error)) => Some(format!("JetStream does not have the stream {STREAM}: {error}")),
        Err(_) => Some("JetStream does not answer".into()),
    }
}

async fn database(ctx: &Ctx) -> Option<String> {
    match tokio::time::timeout(PATIENCE, outbox(&ctx.store)).await {
        Ok(Ok(waiting)) if waiting.oldest_seconds > RELAY_PATIENCE => Some(format!(
            "{}: {} event(s) wait, the oldest for {:.0} seconds: the relay is stuck",
            ctx.service, waiting.events, waiting.oldest_seconds
        )),
        Ok(Ok(_)) => None,
        Ok(Err(Error::Unavailable(_))) | Err(_) => Some(format!("{}: the database does not answer", ctx.service)),
        Ok(Err(error)) => Some(format!("{}: {}", ctx.service, error.full())),
    }
}

async fn metrics(State(health): State<Arc<Health>>) -> impl IntoResponse {
    // What changes while nobody does anything is measured when asked for; a database that is away leaves the last value.
    join_all(health.ctxs.iter().map(|ctx| async move {
        if let Ok(Ok(backlog)) = tokio::time::timeout(PATIENCE, backlog(&ctx.store)).await {
            let parked = backlog.get("parked").copied().unwrap_or_default();
            telemetry::parked(ctx.service, usize::try_from(parked).unwrap_or_default());
        }
        if let Ok(Some(anchored)) = audit::anchored_at(ctx).await {
            telemetry::anchor_age(ctx.service, (ctx.clock.now() - anchored).as_seconds_f64().max(0.0));
        }
    }))
    .await;
    ([("content-type", "text/plain; version=0.0.4; charset=utf-8")], telemetry::metrics_text())
}

async fn version(State(health): State<Arc<Health>>) -> Json<Value> {
    let mut schemas = BTreeMap::new();
    for ctx in &health.ctxs {
        let state = tokio::time::timeout(PATIENCE, schema(&ctx.store)).await;
        schemas.insert(ctx.service, state.ok().and_then(Result::ok).flatten());
    }
    Json(json!({
        "name": "sambruk",
        "version": env!("CARGO_PKG_VERSION"),
        "commit": option_env!("SAMBRUK_COMMIT"),
        "schemas": schemas,
    }))
}

/// The name of the last migration that a service's database has had.
pub(crate) async fn schema(store: &Store) -> Result<Option<String>> {
    let sql = format!("SELECT max(version) AS version FROM {}_migrations", store.service());
    let row = store.connection().query_one_raw(Statement::from_string(store.backend(), sql)).await?;
    Ok(row.map(|row| row.try_get("", "version")).transpose()?.flatten())
}

#[cfg(test)]
mod tests {
    use contracts::Tenant;

    use super::*;
    use crate::verify::bed::all;

    #[tokio::test]
    async fn what_waits_is_counted_with_its_age() {
        for bed in all().await {
            let store = &bed.store;
            assert_eq!(outbox(store).await.unwrap().events, 0);
            let tx = store.begin_for(&Tenant::association(), Actor::System("test")).await.unwrap();
            let sample = <contracts::usage::UsageRecorded as contracts::Event>::sample;
            for _ in 0..2 {
                tx.emit(sample()).await.unwrap();
            }
            tx.commit().await.unwrap();
            bed.clock.advance(chrono::TimeDelta::seconds(90));
            let waiting = outbox(store).await.unwrap();
            assert_eq!(waiting.events, 2);
            assert!((waiting.oldest_seconds - 90.0).abs() < 0.01, "{}", waiting.oldest_seconds);
            assert_eq!(backlog(store).await.unwrap(), HashMap::from([("outbox", 2), ("parked", 0)]));
            assert_eq!(schema(store).await.unwrap().as_deref(), Some("m0000_platform"));
        }
    }

    #[tokio::test]
    async fn the_listener_says_why_requests_should_go_elsewhere() {
        use tower::ServiceExt;

        for bed in all().await {
            let router = router(Health { ctxs: vec![bed.ctx().await], ready: Arc::default() });
            let get = |path: &str| {
                let request = axum::http::Request::get(path).body(axum::body::Body::empty()).unwrap();
                let router = router.clone();
                async move {
                    let response = router.oneshot(request).await.unwrap();
                    let status = response.status();
                    let body = axum::body::to_bytes(response.into_body(), 1 << 20).await.unwrap();
                    (status, String::from_utf8(body.to_vec()).unwrap())
                }
            };
            assert_eq!(get("/healthz").await.0, StatusCode::OK);
            let (status, body) = get("/readyz").await;
            assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
            assert!(body.contains("starting or stopping") && body.contains("NATS is not connected"), "{body}");
            assert!(get("/version").await.1.contains("m0000_platform"));
            assert!(get("/metrics").await.1.contains(&format!("parked_open{{service=\"{}\"}} 0", bed.store.service())));
        }
    }
}
