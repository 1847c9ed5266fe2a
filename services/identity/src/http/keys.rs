//! The organisation's API keys.

use axum::{
    Extension,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use chrono::{DateTime, Utc};
use contracts::Role;
use platform::{
    Caller, Ctx, Error, Result,
    error::InvalidParameter,
    extract::{Json, Path, Query},
    idempotency::ShownOnce,
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::{
    domain::key::{self, Maker, Wish},
    entities::key::Model,
    keys,
};

/// A key, without its secret.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({
    "key": "01890a5d-ac96-774b-bcce-b302099a8057", "name": "Bibliotekssystemet", "prefix": "smb_b302099a8057", "roles": ["integrator"],
    "service": "bibblix", "createdAt": "2026-11-22T08:00:00Z", "expiresAt": "2027-02-20T08:00:00Z", "lastUsedAt": null, "endedAt": null
}))]
pub(super) struct Key {
    /// Its id.
    key: Uuid,
    /// What it is for.
    name: String,
    /// How the key begins, to tell keys apart.
    prefix: String,
    /// Its roles.
    roles: Vec<Role>,
    /// The service that it is limited to; none means every service.
    service: Option<String>,
    /// When it was made.
    created_at: DateTime<Utc>,
    /// When it stops working.
    expires_at: DateTime<Utc>,
    /// When it was last used, to the minute.
    last_used_at: Option<DateTime<Utc>>,
    /// When it was ended.
    ended_at: Option<DateTime<Utc>>,
}

/// A page of keys.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Keys {
    /// This page's, newest first.
    items: Vec<Key>,
    /// The page, from 1.
    page: u64,
    /// The most on a page.
    limit: u64,
    /// On all pages.
    total: u64,
}

/// A key to make.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({ "name": "Bibliotekssystemet", "roles": ["integrator"], "service": "bibblix", "days": 90 }))]
pub(super) struct NewKey {
    /// What it is for, 1 to 80 characters.
    name: String,
    /// Roles among integrator, reader and case-officer. Operators of the association may give its roles that they hold themselves.
    roles: Vec<Role>,
    /// The service that it is limited to; none means every service.
    #[serde(default)]
    service: Option<String>,
    /// Days of life, 1 to 365.
    days: i64,
}

/// A key just made.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct MadeKey {
    /// The key.
    #[serde(flatten)]
    key: Key,
    /// The secret, for `Authorization: Bearer`. It is shown this once; only its hash is kept.
    secret: String,
}

/// Which page.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Paging {
    /// From 1.
    #[param(minimum = 1, default = 1)]
    page: Option<u64>,
    /// Items on a page.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u64>,
}

impl Paging {
    /// The page and the most on it.
    pub(super) fn read(&self) -> Result<(u64, u64)> {
        let (page, limit) = (self.page.unwrap_or(1), self.limit.unwrap_or(20));
        if !(1..=1_000_000).contains(&page) {
            return Err(Error::invalid("page", "count pages from 1"));
        }
        if !(1..=100).contains(&limit) {
            return Err(Error::invalid("limit", "ask for 1 to 100 items"));
        }
        Ok((page, limit))
    }
}

impl From<Model> for Key {
    fn from(row: Model) -> Self {
        Self {
            key: row.id,
            prefix: key::shown(row.id),
            roles: key::parted(&row.roles),
            name: row.name,
            service: row.service,
            created_at: row.created_at,
            expires_at: row.expires_at,
            last_used_at: row.last_used_at,
            ended_at: row.ended_at,
        }
    }
}

/// The keys of the organisation that the caller acts for, ended ones included, never their secrets.
#[utoipa::path(get, path = "/keys", operation_id = "identity.list_keys", tag = "keys", params(Paging),
    responses((status = 200, description = "The keys", body = Keys)))]
pub(super) async fn list_keys(
    State(ctx): State<Ctx>,
    caller: Caller,
    Query(paging): Query<Paging>,
) -> Result<Json<Keys>> {
    let (page, limit) = paging.read()?;
    let (rows, total) = keys::list(&ctx, &caller, page, limit).await?;
    Ok(Json(Keys { items: rows.into_iter().map(Key::from).collect(), page, limit, total }))
}

/// Makes a key for the organisation that the caller acts for. Its secret is in this answer and nowhere else; the answer is not kept, so a
/// repeated Idempotency-Key is answered with 409. Refuses roles that the caller may not give (400) and callers that are keys (422).
#[utoipa::path(post, path = "/keys", operation_id = "identity.make_key", tag = "keys", request_body = NewKey,
    responses((status = 201, description = "The key with its secret", body = MadeKey)))]
pub(super) async fn make_key(State(ctx): State<Ctx>, caller: Caller, Json(body): Json<NewKey>) -> Result<Response> {
    let roles = body.roles.iter().map(|role| role.name().to_owned()).collect();
    let wish = Wish { name: body.name, roles, service: body.service, days: body.days };
    let held = keys::roles_of(&caller);
    let maker = Maker { tenant: caller.tenant(), roles: &held };
    let plan = key::plan(&wish, &maker, &ctx.site.services, ctx.clock.now()).map_err(|wrong| {
        let parameter =
            |refusal: key::Refusal| InvalidParameter { property: refusal.field().into(), reason: refusal.to_string() };
        Error::Invalid(wrong.into_iter().map(parameter).collect())
    })?;
    let made = keys::make(&ctx, &caller, plan).await?;
    let answer = MadeKey { key: made.key.into(), secret: made.secret };
    Ok((StatusCode::CREATED, Extension(ShownOnce), Json(answer)).into_response())
}

/// Ends a key of the organisation. Ending it twice is no fault.
#[utoipa::path(delete, path = "/keys/{key}", operation_id = "identity.end_key", tag = "keys",
    params(("key" = Uuid, Path, description = "The key")),
    responses((status = 204, description = "It stops working everywhere within a second")))]
pub(super) async fn end_key(State(ctx): State<Ctx>, caller: Caller, Path(key): Path<Uuid>) -> Result<StatusCode> {
    keys::end(&ctx, &caller, key).await?;
    Ok(StatusCode::NO_CONTENT)
}
