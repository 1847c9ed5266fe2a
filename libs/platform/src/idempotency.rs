//! Answers kept per Idempotency-Key. The key itself is claimed in the request's own transaction, so that an act is never done
//! twice even when the process dies before the answer is kept. Answers hold what the database otherwise keeps encrypted, and requests
//! could be guessed from a bare hash, so both are kept under the installation's secret.

use std::sync::atomic::Ordering;

use axum::{
    body::{Body, to_bytes},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use contracts::Tenant;
use ring::hmac;
use sea_orm::{ColumnTrait, QueryFilter};
use serde::Serialize;

use crate::{
    caller::{Caller, IdempotencyKey},
    ctx::Ctx,
    error::{Error, Result},
    sealed,
    store::{Actor, Store, Tx, system::idempotency},
};

const PURPOSE: &str = "platform/idempotency-answer";

/// A hash of a request that tells nothing of it to whoever has the database alone.
///
/// # Errors
/// When the installation's secret can't be read.
pub(crate) fn fingerprint(ctx: &Ctx, method: &str, path: &str, body: &[u8]) -> Result<String> {
    let key = hmac::Key::new(hmac::HMAC_SHA256, &ctx.secret()?.key("platform/idempotency-request"));
    let mut hash = hmac::Context::with_key(&key);
    for part in [method.as_bytes(), b" ", path.as_bytes(), b" ", body] {
        hash.update(part);
    }
    Ok(hex::encode(hash.sign()))
}

/// Put with an answer that holds a secret: it is not kept, so the same key again gets a conflict instead of the secret.
#[derive(Debug, Clone, Copy)]
pub struct ShownOnce;

/// The answer given before for the key, if there was one.
///
/// # Errors
/// A rule error (422) when the key was used for another request; [`Error::Conflict`] when the first is still under way.
pub(crate) async fn answered(ctx: &Ctx, tenant: &Tenant, key: &IdempotencyKey) -> Result<Option<Response>> {
    let read = ctx.store.read(tenant).await?;
    let row = read.find::<idempotency::Entity>().filter(idempotency::Column::Key.eq(&key.key)).one(read.db()).await?;
    let Some(row) = row else { return Ok(None) };
    if row.fingerprint != key.fingerprint {
        return Err(Error::rule(
            "idempotency-key-reused",
            "this Idempotency-Key was used for another request: choose a new one",
        ));
    }
    let body = row.body.and_then(|sealed| sealed::open(ctx, PURPOSE, &key.key, &sealed).ok());
    let (Some(status), Some(body)) = (row.status, body) else {
        return Err(Error::Conflict(
            "the first request with this Idempotency-Key is under way, or was carried out without its answer being kept: look the object up"
                .into(),
        ));
    };
    let status = u16::try_from(status).ok().and_then(|code| StatusCode::from_u16(code).ok()).unwrap_or(StatusCode::OK);
    let mut response = (status, body).into_response();
    let kind = if status.is_success() { "application/json" } else { "application/problem+json" };
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    response.headers_mut().insert("idempotency-replayed", HeaderValue::from_static("true"));
    if let Some(location) = row.location.and_then(|text| HeaderValue::from_str(&text).ok()) {
        response.headers_mut().insert(header::LOCATION, location);
    }
    Ok(Some(response))
}

/// Answers a request in the transaction of its act: the answer to its Idempotency-Key is on disk with the act, and costs no transaction of
/// its own. For acts that are told often.
///
/// # Errors
/// When the database does not answer, or the installation's secret can't be read.
pub async fn answer(ctx: &Ctx, caller: &Caller, tx: &Tx, body: &impl Serialize) -> Result<Response> {
    let bytes = serde_json::to_vec(body)?;
    if let Some(key) = &caller.idempotency {
        write(ctx, tx, key, (StatusCode::OK, None), &bytes).await?;
        key.answered.store(true, Ordering::Relaxed);
    }
    Ok(([(header::CONTENT_TYPE, "application/json")], bytes).into_response())
}

/// Writes an answer into the row of a key that is claimed.
async fn write(
    ctx: &Ctx,
    tx: &Tx,
    key: &IdempotencyKey,
    (status, location): (StatusCode, Option<String>),
    body: &[u8],
) -> Result<()> {
    let body = sealed::seal(ctx, PURPOSE, &key.key, body)?;
    tx.update_many::<idempotency::Entity>()
        .col_expr(idempotency::Column::Status, i32::from(status.as_u16()).into())
        .col_expr(idempotency::Column::Body, body.into())
        .col_expr(idempotency::Column::Location, location.into())
        .filter(idempotency::Column::Key.eq(&key.key))
        .exec(tx.db())
        .await?;
    Ok(())
}

/// Keeps an answer with the key that the request has claimed, and passes it on.
pub(crate) async fn keep(ctx: &Ctx, tenant: &Tenant, key: &IdempotencyKey, response: Response) -> Result<Response> {
    let (parts, body) = response.into_parts();
    let bytes = to_bytes(body, 4 * 1024 * 1024).await.map_err(|error| Error::Internal(error.into()))?;
    let location = parts.headers.get(header::LOCATION).and_then(|value| value.to_str().ok()).map(str::to_owned);
    // The act itself is on disk. If a power cut takes its answer, the same key is told that it was carried out.
    let tx = ctx.store.begin_lazy(tenant, Actor::System("idempotency")).await?;
    write(ctx, &tx, key, (parts.status, location), &bytes).await?;
    tx.commit().await?;
    Ok(Response::from_parts(parts, Body::from(bytes)))
}

/// Forgets keys older than 72 hours; tells how many.
///
/// # Errors
/// When the database does not answer.
pub async fn forget(store: &Store) -> Result<u64> {
    let across = store.across_for(Actor::System("retention")).await?;
    let limit = across.now() - chrono::TimeDelta::hours(72);
    let gone = across
        .delete::<idempotency::Entity>()
        .filter(idempotency::Column::CreatedAt.lt(limit))
        .exec(across.db())
        .await?;
    across.commit().await?;
    Ok(gone.rows_affected)
}
