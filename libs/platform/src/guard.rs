//! The guard before every operation and page: who is asking, from where, how often, and with which right.

use std::sync::{Arc, atomic::Ordering};

use axum::{
    body::{Body, HttpBody, to_bytes},
    extract::{MatchedPath, Request},
    http::{HeaderMap, Method, header},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use contracts::{Session, Tenant};
use uuid::Uuid;

use crate::{
    caller::{Caller, IdempotencyKey, allows, lacks_step_up, secret_hash},
    ctx::Ctx,
    error::{Error, NotTaken, Result},
    extract, idempotency,
    module::Permission,
    page, resume,
    token::{self, Flaw},
};

mod refused;

/// The request's id, set by the outermost layer.
#[derive(Debug, Clone, Copy)]
pub struct RequestId(pub Uuid);

/// The largest body of an API request or form; imports go another way.
pub const BODY_LIMIT: usize = 1024 * 1024;

/// Guards an operation of the API.
pub(crate) async fn api(permission: &'static Permission, mut request: Request, next: Next) -> Response {
    let caller = match admit(permission, &mut request).await {
        Ok(caller) => caller,
        Err(error) => return error.into_response(),
    };
    let (Some(caller), true) = (caller, request.method() == Method::POST) else {
        return next.run(request).await;
    };
    match once(caller, request, next).await {
        Ok(response) => response,
        Err(error) => error.into_response(),
    }
}

/// Guards a page: who is not signed in is sent to sign in, who needs a fresh sign-in to get one.
pub(crate) async fn page(permission: &'static Permission, mut request: Request, next: Next) -> Response {
    // A form that was sent can't be sent again by a redirect: come back to the page that showed it, or to what was written there.
    let back = if request.method() == Method::GET {
        request.uri().path_and_query().map_or("/", |path| path.as_str()).to_owned()
    } else {
        page::referrer_path(request.headers()).unwrap_or_else(|| "/".to_owned())
    };
    let asked_as_a_page = matches!(*request.method(), Method::GET | Method::HEAD | Method::POST);
    let machine = bearer(request.headers()).is_some();
    match admit(permission, &mut request).await {
        Ok(_) => next.run(request).await,
        // What demands a fresh sign-in is nothing that a machine could come to.
        Err(Error::StepUp) if machine => Error::NotFound.into_response(),
        // A page has no other methods: the route says so.
        Err(Error::Unauthenticated | Error::Token(Flaw::ApiKey(_))) if !asked_as_a_page => next.run(request).await,
        Err(Error::Unauthenticated | Error::Token(Flaw::ApiKey(_))) => {
            Redirect::to(&page::with_return("/identity/sign-in", &back)).into_response()
        }
        Err(Error::StepUp) => anew(request, back).await,
        Err(error) => error.into_response(),
    }
}

/// Who has signed in, but not freshly enough.
#[derive(Debug, Clone, Copy)]
struct NotFresh(Uuid);

/// The way to a fresh sign-in, and back to where the request was going.
async fn anew(request: Request, mut back: String) -> Response {
    let of = request.extensions().get::<NotFresh>().copied();
    if let (&Method::POST, Some(NotFresh(actor)), Some(ctx)) =
        (request.method(), of, request.extensions().get::<Ctx>().cloned())
        && let Some(address) = resume::address(&ctx, actor, &back, request).await
    {
        back = address;
    }
    Redirect::to(&page::with_return("/identity/step-up", &back)).into_response()
}

/// The address that a request of another machine or site came from, left with the request by the guard of foreign requests.
#[derive(Debug, Clone)]
pub struct CameFrom(pub String);

/// Guards what other machines and sites call: only how often.
pub(crate) async fn foreign(mut request: Request, next: Next) -> Response {
    if let Err(error) = extract::readable(request.uri()) {
        return error.into_response();
    }
    if let Some(ctx) = request.extensions().get::<Ctx>().cloned() {
        let from = address(&request, ctx.config.http.trust_forwarded_for);
        if let Err(error) = ctx.limits.take_address(&from) {
            return error.into_response();
        }
        request.extensions_mut().insert(CameFrom(from));
    }
    next.run(request).await
}

/// Lets a caller in or says why not; leaves the [`Caller`] with the request. None when the place is public.
async fn admit(permission: &'static Permission, request: &mut Request) -> Result<Option<Caller>> {
    let ctx = request.extensions().get::<Ctx>().cloned().ok_or_else(|| anyhow::anyhow!("no context on the route"))?;
    let request_id = request.extensions().get::<RequestId>().map_or_else(crate::id::new, |id| id.0);
    extract::readable(request.uri())?;
    let bearer = bearer(request.headers());
    let cookie = cookie(request.headers(), ctx.config.session_cookie());
    let public = permission.roles.is_empty() && permission.name == "public";
    let from = address(request, ctx.config.http.trust_forwarded_for);
    if bearer.is_none() && !request.method().is_safe() && !same_origin(request.headers(), &ctx) {
        let place = place(request);
        return Err(refused::foreign(&ctx, cookie.as_deref(), &place, &from).await);
    }
    let mut holder = None;
    let session = match (&bearer, &cookie) {
        (Some(text), _) if token::looks_like(text) => {
            let (session, of) = of_token(&ctx, text, &from).await?;
            holder = Some(of);
            Some(session)
        }
        (Some(key), _) => ctx.sessions.behind(&ctx, key, true, &from).await?,
        (None, Some(token)) => match ctx.sessions.behind(&ctx, token, false, &from).await {
            Err(Error::TooMany { retry_after }) => return Err(Error::TooMany { retry_after }),
            Err(_) if public => {
                ctx.limits.take_address(&from)?;
                None
            }
            other => other?,
        },
        (None, None) => None,
    };
    let Some(session) = session else {
        if bearer.is_none() && cookie.is_some() {
            refused::unknown();
        }
        // What showed a false secret has been taken out of the bucket already, and would otherwise cost two.
        if bearer.is_none() && cookie.is_none() {
            ctx.limits.take_address(&from)?;
        }
        return match bearer {
            _ if public => Ok(None),
            Some(key) => Err(refused::key(&ctx, &key).await),
            None => Err(Error::Unauthenticated),
        };
    };
    let taken = ctx.limits.take(&session.tenant, session.id);
    taken.map_err(|error| refused::often(&ctx, &session, &place(request), error))?;
    if !allows(&session, permission) {
        return Err(refused::access(&ctx, &session, holder, &place(request), permission));
    }
    if lacks_step_up(&session, permission, ctx.clock.now()) {
        request.extensions_mut().insert(NotFresh(session.actor));
        return Err(Error::StepUp);
    }
    let span = tracing::Span::current();
    span.record("tenant", session.tenant.as_str());
    let caller = Caller::new(session, permission, request_id);
    span.record("actor", caller.actor().to_string());
    request.extensions_mut().insert(caller.clone());
    Ok(Some(caller))
}

/// The client behind an access token. Whoever sends bad ones is held back by address.
async fn of_token(ctx: &Ctx, text: &str, from: &str) -> Result<(Arc<Session>, Tenant)> {
    match ctx.sessions.of_token(text, &ctx.config, ctx.clock.now()).await {
        Ok(known) => Ok(known),
        Err(why) => {
            ctx.limits.take_address(from)?;
            Err(refused::token(ctx, *why))
        }
    }
}

/// A POST of the API is carried out once per Idempotency-Key: the same key and body get the first answer again.
async fn once(mut caller: Caller, request: Request, next: Next) -> Result<Response> {
    let ctx = request.extensions().get::<Ctx>().cloned().ok_or_else(|| anyhow::anyhow!("no context on the route"))?;
    let key = request
        .headers()
        .get("idempotency-key")
        .and_then(|value| value.to_str().ok())
        .map(|key| key.trim_matches('"').to_owned())
        .filter(|key| (8..=128).contains(&key.len()))
        .ok_or_else(|| {
            Error::invalid("Idempotency-Key", "send a header Idempotency-Key of 8 to 128 characters, new for each act")
        })?;
    let (mut parts, body) = request.into_parts();
    // A body that says how large it is is refused before it is sent; the others as soon as they are too large.
    if HttpBody::size_hint(&body).lower() > BODY_LIMIT as u64 {
        return Err(Error::NotTaken(NotTaken::TooLarge));
    }
    let bytes = to_bytes(body, BODY_LIMIT).await.map_err(|_| Error::NotTaken(NotTaken::TooLarge))?;
    let key = IdempotencyKey {
        key: format!("{}:{key}", caller.session().actor),
        fingerprint: idempotency::fingerprint(&ctx, parts.method.as_str(), parts.uri.path(), &bytes)?,
        claimed: Arc::default(),
        answered: Arc::default(),
    };
    caller.idempotency = Some(key.clone());
    let tenant = caller.tenant().clone();
    parts.extensions.insert(caller);
    let response = next.run(Request::from_parts(parts, Body::from(bytes))).await;
    let shown_once = response.extensions().get::<idempotency::ShownOnce>().is_some();
    match response.status() {
        // What was carried out before can't be carried out again, since the key is claimed together with the act: that it is
        // refused now, for whatever reason, is when the first answer is looked for. A new act pays nothing for it.
        status if status.is_client_error() && !key.claimed.load(Ordering::Relaxed) => {
            Ok(idempotency::answered(&ctx, &tenant, &key).await?.unwrap_or(response))
        }
        status if status.is_success() && key.answered.load(Ordering::Relaxed) => Ok(response),
        // A refusal that has left a trace of its own has claimed the key too, and is given again like any other answer.
        status if (status.is_success() || status.is_client_error()) && !shown_once => {
            idempotency::keep(&ctx, &tenant, &key, response).await
        }
        _ => Ok(response),
    }
}

fn bearer(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, key) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| key.trim().to_owned())
}

/// The hash of what a request of ours was let in with, and whether that is a key rather than a cookie.
pub(crate) fn shown_secret(headers: &HeaderMap, ctx: &Ctx) -> Option<(String, bool)> {
    let key = bearer(headers).map(|key| (key, true));
    let shown = key.or_else(|| cookie(headers, ctx.config.session_cookie()).map(|token| (token, false)))?;
    Some((secret_hash(&shown.0), shown.1))
}

/// The value of a cookie.
pub fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value.to_owned())
}

/// A change asked for by a browser must come from one of our own pages (ASVS 5.0, 3.5.1). Every browser sends Origin with such
/// requests; one that sends neither header is refused.
fn same_origin(headers: &HeaderMap, ctx: &Ctx) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    match (text("origin"), text("sec-fetch-site")) {
        (Some(origin), _) => origin == ctx.config.http.origin(),
        (None, site) => site == Some("same-origin"),
    }
}

/// What was asked for, by its pattern: `GET /uka/youths/{youth}`.
fn place(request: &Request) -> String {
    let matched = request.extensions().get::<MatchedPath>().map_or("?", MatchedPath::as_str);
    format!("{} {matched}", request.method())
}

/// The client's address, for limits before sign-in. A header of the client's own is believed only where a proxy of ours is said to
/// stand before us, and then its last entry: the one that the proxy has added.
pub(crate) fn address(request: &Request, trust_forwarded_for: bool) -> String {
    let forwarded = request.headers().get_all("x-forwarded-for").iter().next_back();
    let last = forwarded.and_then(|value| value.to_str().ok()).and_then(|list| list.rsplit(',').next());
    if trust_forwarded_for && let Some(address) = last.and_then(|text| text.trim().parse::<std::net::IpAddr>().ok()) {
        return address.to_string();
    }
    request
        .extensions()
        .get::<axum::extract::ConnectInfo<std::net::SocketAddr>>()
        .map_or_else(|| "unknown".to_owned(), |info| info.0.ip().to_string())
}

/// Answers what no route matches.
pub(crate) async fn not_found() -> Response {
    Error::NotFound.into_response()
}

/// Answers a method that a route does not have.
pub(crate) async fn wrong_method() -> Response {
    Error::NotTaken(NotTaken::Method).into_response()
}
