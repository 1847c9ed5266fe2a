//! HTTP: routes of the services and of the platform itself, and the layers around all of them.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use axum::{
    Json, Router,
    body::Body,
    extract::{MatchedPath, Path, Query, Request},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    middleware::{Next, from_fn},
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use serde::Deserialize;
use tokio::net::TcpListener;
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use tower_http::{
    catch_panic::CatchPanicLayer, compression::CompressionLayer, limit::RequestBodyLimitLayer, timeout::TimeoutLayer,
};
use ui::Lang;

use crate::{
    api::Api,
    audit,
    config::Config,
    ctx::Ctx,
    error::{Error, NotTaken, Problem},
    guard::{self, RequestId},
    openapi,
    page::{self, Pages},
    published, telemetry,
};

/// Routes that every process has: static files and the language switch.
pub(crate) fn shared_routes(config: &Config) -> Router {
    let (name, encrypted) = (config.language_cookie(), config.is_encrypted());
    let language = get(move |tag, query| switch_language(name, encrypted, tag, query));
    Router::new().route("/assets/{file}", get(asset)).route("/language/{tag}", language)
}

/// A service's API under `/api/<service>/v1` and its pages.
pub(crate) fn service_routes(ctx: &Ctx, api: Api, pages: Pages) -> Router {
    let service = ctx.service;
    let document = ctx.site.entry(service).map(|entry| Arc::clone(&entry.document)).unwrap_or_default();
    let events = Arc::new(published::asyncapi_of(&ctx.site, service));
    let info = Arc::new(openapi::told_by_itself(service));
    let told = |value: Arc<serde_json::Value>| get(move || async move { Json(value) });
    let described = api
        .routes()
        .route("/openapi.json", told(document))
        .route("/asyncapi.json", told(events))
        .route("/api-info", told(info))
        .fallback(guard::not_found)
        .method_not_allowed_fallback(guard::wrong_method);
    // A panic of a page's is a page, too.
    let pages = pages.router.layer(CatchPanicLayer::custom(panicked)).layer(from_fn(page::errors));
    Router::new()
        .nest(&format!("/api/{service}/v1"), described)
        .merge(pages)
        .layer(from_fn(move |request, next| metered(service, request, next)))
        .layer(axum::Extension(ctx.clone()))
        .with_state(ctx.clone())
}

/// The layers around everything.
pub(crate) fn layers(router: Router, ctx: &Ctx) -> Router {
    let seconds = Duration::from_secs(ctx.config.http.request_timeout_seconds);
    let (encrypted, demonstration) = (ctx.config.is_encrypted(), ctx.config.demonstration.enabled);
    let trust = ctx.config.http.trust_forwarded_for;
    let unknown =
        Router::new().fallback(guard::not_found).layer(from_fn(page::errors)).layer(axum::Extension(ctx.clone()));
    router
        .fallback_service(unknown)
        .layer(RequestBodyLimitLayer::new(32 * 1024 * 1024))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, seconds))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(CompressionLayer::new())
        .layer(from_fn(move |request, next| around(encrypted, demonstration, trust, request, next)))
}

/// Counts and times a route's answers; labelled by its pattern, so that nobody outside can make new series.
async fn metered(service: &'static str, request: Request, next: Next) -> Response {
    let matched =
        request.extensions().get::<MatchedPath>().map_or_else(|| "unknown".to_owned(), |path| path.as_str().to_owned());
    let begun = tokio::time::Instant::now();
    let response = next.run(request).await;
    telemetry::http_request(service, &matched, response.status().as_u16(), begun.elapsed().as_secs_f64());
    response
}

/// Request id, log line and security headers. A demonstration also tells how many statements an answer took.
async fn around(
    encrypted: bool,
    demonstration: bool,
    trust_forwarded_for: bool,
    mut request: Request,
    next: Next,
) -> Response {
    let id = crate::id::random();
    let from = guard::address(&request, trust_forwarded_for);
    request.extensions_mut().insert(RequestId(id));
    let parent = request.headers().get("traceparent").and_then(|value| value.to_str().ok()).map(str::to_owned);
    let (method, path) = (request.method().clone(), shown(request.uri().path()));
    // Who and for which organisation is known once the guard has looked.
    let nobody = tracing::field::Empty;
    let span = tracing::info_span!("request", %method, path, request_id = %id, from, tenant = nobody, actor = nobody);
    telemetry::continue_from(&span, parent.as_deref());
    let begun = tokio::time::Instant::now();
    let work = tracing::Instrument::instrument(next.run(request), span.clone());
    let (mut response, statements) = telemetry::counted(audit::coming_from(Some(from), work)).await;
    let status = response.status();
    span.in_scope(|| {
        tracing::info!(
            status = status.as_u16(),
            duration_ms = begun.elapsed().as_millis(),
            statements = statements.sent,
            "answered"
        );
    });
    if let Some(error) = meant_by(status).filter(|_| is_bare(&response)) {
        let allow = response.headers_mut().remove(header::ALLOW);
        response = error.into_response();
        response.headers_mut().extend(allow.map(|allow| (header::ALLOW, allow)));
    }
    if let Some(mut problem) = response.extensions_mut().remove::<Problem>()
        && is_problem(response.headers())
    {
        problem.instance = Some(format!("urn:uuid:{id}"));
        let body = serde_json::to_vec(&problem).unwrap_or_default();
        response.headers_mut().remove(header::CONTENT_LENGTH);
        *response.body_mut() = Body::from(body);
    }
    secure(response.headers_mut(), encrypted, id);
    let cost = format!("statements;desc={}, spared;desc={}", statements.sent, statements.spared);
    if demonstration && let Ok(value) = HeaderValue::from_str(&cost) {
        response.headers_mut().insert("server-timing", value);
    }
    response
}

/// A path for the log: what is longer than any id may be a secret that opens something (a calendar's address) and is left out.
fn shown(path: &str) -> String {
    let part = |part| if str::len(part) > 60 { "…" } else { part };
    path.split('/').map(part).collect::<Vec<_>>().join("/")
}

/// What a layer means that answers with nothing but a status.
fn meant_by(status: StatusCode) -> Option<Error> {
    let slow = || (status == StatusCode::SERVICE_UNAVAILABLE).then(|| Error::Unavailable("it took too long".into()));
    NotTaken::of(status).map(Error::NotTaken).or_else(slow)
}

/// Whether the answer comes from a layer that knows neither problems nor pages.
fn is_bare(response: &Response) -> bool {
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    response.extensions().get::<Problem>().is_none() && kind.is_none_or(|kind| kind.starts_with("text/plain"))
}

fn is_problem(headers: &HeaderMap) -> bool {
    headers.get(header::CONTENT_TYPE).is_some_and(|value| value == "application/problem+json")
        && !headers.contains_key(header::CONTENT_ENCODING)
}

/// The headers of every response, errors and static files included (ASVS 5.0, 3.4).
fn secure(headers: &mut HeaderMap, encrypted: bool, id: uuid::Uuid) {
    let policy = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; \
                  form-action 'self'; frame-ancestors 'none'";
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, policy),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
        (header::X_FRAME_OPTIONS, "DENY"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.insert("cross-origin-opener-policy", HeaderValue::from_static("same-origin"));
    headers.insert("cross-origin-resource-policy", HeaderValue::from_static("same-origin"));
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    if encrypted {
        headers
            .insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=63072000; includeSubDomains"));
    }
    if let Ok(value) = HeaderValue::from_str(&id.to_string()) {
        headers.insert("x-request-id", value);
    }
}

fn panicked(cause: Box<dyn std::any::Any + Send>) -> Response {
    let text = cause
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| cause.downcast_ref::<&str>().copied())
        .unwrap_or("panic");
    Error::Internal(anyhow::anyhow!("a handler panicked: {text}")).into_response()
}

async fn asset(Path(file): Path<String>) -> Response {
    let Some(asset) = ui::assets::asset_at(&format!("/assets/{file}")) else {
        return Error::NotFound.into_response();
    };
    let cache = HeaderValue::from_static("public, max-age=31536000, immutable");
    let mut response = ([(header::CONTENT_TYPE, asset.mime)], asset.bytes).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, cache);
    response
}

#[derive(Deserialize)]
struct Back {
    #[serde(default, rename = "return")]
    back: String,
}

/// Remembers the language for a year and comes back.
async fn switch_language(
    name: &'static str,
    encrypted: bool,
    Path(tag): Path<String>,
    Query(query): Query<Back>,
) -> Response {
    let Some(lang) = Lang::from_tag(&tag) else {
        return Error::NotFound.into_response();
    };
    let mut response = Redirect::to(page::local_path(&query.back)).into_response();
    let secure = if encrypted { "; Secure" } else { "" };
    let cookie = format!("{name}={}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly{secure}", lang.tag());
    if let Ok(value) = HeaderValue::from_str(&cookie) {
        response.headers_mut().insert(header::SET_COOKIE, value);
    }
    response
}

/// Serves until stopped; requests under way finish.
pub(crate) fn serve(tasks: &TaskTracker, listener: TcpListener, router: Router, stop: CancellationToken) {
    tasks.spawn(async move {
        let service = router.into_make_service_with_connect_info::<SocketAddr>();
        let served = axum::serve(listener, service).with_graceful_shutdown(async move { stop.cancelled().await }).await;
        if let Err(error) = served {
            tracing::error!(%error, "the listener ended");
        }
    });
}
