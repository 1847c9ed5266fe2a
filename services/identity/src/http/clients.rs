//! The organisation's clients.

use axum::{
    Extension,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use chrono::{DateTime, Utc};
use platform::{
    Caller, Ctx, Error, Paging, Result,
    error::InvalidParameter,
    extract::{Json, Path},
    idempotency::ShownOnce,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    clients::{self, Credential, Made, Whole},
    domain::{
        client::{self, State as Standing, Wish, secret_lives, shown, state},
        client_key::PublicKey,
    },
    entities::{client::Model, client_secret},
};

/// A client, without its secrets.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({
    "client": "01890a5d-ac96-774b-bcce-b302099a8057", "name": "Bibliotekssystemet", "actsFor": "sandviken-2181",
    "scopes": ["bibblix.loans.read", "bibblix.loans.start"], "state": "live", "madeBy": "01890a5d-ac96-774b-bcce-b302099a8058",
    "createdAt": "2026-11-22T08:00:00Z", "expiresAt": "2027-11-22T08:00:00Z", "lastUsedAt": null, "endedAt": null
}))]
pub(super) struct Client {
    /// Its id: the `client_id` of requests for tokens.
    client: Uuid,
    /// What it is for.
    name: String,
    /// The organisation that it acts for: the own one, or the shared sandbox.
    acts_for: String,
    /// What it may ask tokens for, by names of permissions.
    scopes: Vec<String>,
    /// Whether it may be used.
    state: ClientState,
    /// The person who made it.
    made_by: Uuid,
    /// When it was made.
    created_at: DateTime<Utc>,
    /// When it stops working.
    expires_at: DateTime<Utc>,
    /// When it last fetched a token, to the minute.
    last_used_at: Option<DateTime<Utc>>,
    /// When it was ended.
    ended_at: Option<DateTime<Utc>>,
}

/// How it stands with a client.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
enum ClientState {
    /// It may be used.
    Live,
    /// Somebody has ended it.
    Ended,
    /// Its time is over.
    Expired,
}

/// A client with its secrets, which are named but not shown.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct WholeClient {
    /// The client.
    #[serde(flatten)]
    client: Client,
    /// Its secrets, the newest first: two at most are valid at a time.
    secrets: Vec<Secret>,
}

/// A secret of a client, or a public key in its place.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Secret {
    /// How the secret begins, to tell secrets apart; none for a key.
    prefix: Option<String>,
    /// The key as a JSON Web Key with its thumbprint (RFC 7638) as `kid`; none for a secret.
    public_key: Option<serde_json::Value>,
    /// When it was made.
    created_at: DateTime<Utc>,
    /// When it stops working; none means with its client.
    until: Option<DateTime<Utc>>,
    /// Whether it works now.
    valid: bool,
}

/// A page of clients.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Clients {
    /// This page's, newest first.
    items: Vec<Client>,
    /// The page, from 1.
    page: u64,
    /// The most on a page.
    limit: u64,
    /// On all pages.
    total: u64,
}

/// A client to make.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({ "name": "Bibliotekssystemet", "scopes": ["bibblix.loans.read", "bibblix.loans.start"], "days": 365 }))]
pub(super) struct NewClient {
    /// What it is for, 1 to 80 characters.
    name: String,
    /// Names of permissions among those of `GET /scopes`. In the sandbox it may be left out: then all are given.
    #[serde(default)]
    scopes: Vec<String>,
    /// Days of life, 1 to 365.
    days: i64,
    /// Whether it is to act in the shared sandbox instead of in the organisation.
    #[serde(default)]
    sandbox: bool,
    /// A public key that it proves itself with in the place of a secret: a JSON Web Key or PEM as text. P-256 signs with ES256, RSA of
    /// at least 2048 bits with PS256.
    #[serde(default)]
    public_key: String,
}

/// How to replace a secret.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({ "overlapDays": 7 }))]
pub(super) struct Rotation {
    /// Days that the old secret lives on beside the new one, 0 to 30.
    overlap_days: i64,
    /// A public key that takes its place; left out, a new secret is made.
    #[serde(default)]
    public_key: String,
}

/// A client with a secret made just now.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct MadeClient {
    /// The client.
    #[serde(flatten)]
    client: Client,
    /// The `client_secret`. It is shown this once; only its hash is kept. None when it was given a public key.
    secret: Option<String>,
    /// The public key that it was given, with its thumbprint (RFC 7638) as `kid`.
    public_key: Option<serde_json::Value>,
}

/// What a client may be given.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({ "scope": "bibblix.loans.read", "service": "bibblix", "operations": ["bibblix.list_loans", "bibblix.get_loan"] }))]
pub(super) struct OfferedScope {
    /// The permission's name.
    scope: &'static str,
    /// The service.
    service: &'static str,
    /// The operations that it lets a token use.
    operations: Vec<String>,
}

/// A page of scopes.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct OfferedScopes {
    /// This page's, in the platform's order.
    items: Vec<OfferedScope>,
    /// The page, from 1.
    page: u64,
    /// The most on a page.
    limit: u64,
    /// On all pages.
    total: u64,
}

fn client_of(row: Model, now: DateTime<Utc>) -> Client {
    Client {
        client: row.id,
        name: row.name,
        acts_for: row.acts_for,
        scopes: row.scopes.split(' ').map(str::to_owned).collect(),
        state: match state(row.ended_at, row.expires_at, now) {
            Standing::Live => ClientState::Live,
            Standing::Ended => ClientState::Ended,
            Standing::Expired => ClientState::Expired,
        },
        made_by: row.made_by,
        created_at: row.created_at,
        expires_at: row.expires_at,
        last_used_at: row.last_used_at,
        ended_at: row.ended_at,
    }
}

fn secret_of(row: client_secret::Model, now: DateTime<Utc>) -> Secret {
    let key = row.public_key.as_deref().and_then(|jwk| PublicKey::read(jwk).ok());
    Secret {
        prefix: row.secret_sha256.is_some().then(|| shown(row.id)),
        public_key: key.map(|key| described(&key)),
        created_at: row.created_at,
        until: row.until,
        valid: secret_lives(row.until, now),
    }
}

/// A key with its name.
fn described(key: &PublicKey) -> serde_json::Value {
    let mut jwk: serde_json::Value = serde_json::from_str(&key.jwk()).unwrap_or_default();
    jwk["kid"] = key.thumbprint().into();
    jwk["alg"] = key.algorithm().into();
    jwk
}

/// A new secret stands in this answer and nowhere else.
fn shown_once(made: Made, now: DateTime<Utc>) -> Response {
    let (secret, public_key) = match made.credential {
        Credential::Secret(secret) => (Some(secret), None),
        Credential::Key(key) => (None, Some(described(&key))),
    };
    let answer = MadeClient { client: client_of(made.client, now), secret, public_key };
    (StatusCode::CREATED, Extension(ShownOnce), Json(answer)).into_response()
}

/// What the caller may give a client of her organisation, with the operations that each scope opens.
#[utoipa::path(get, path = "/scopes", operation_id = "identity.list_scopes", tag = "clients", params(Paging),
    responses((status = 200, description = "The scopes", body = OfferedScopes)))]
pub(super) async fn list_scopes(State(ctx): State<Ctx>, caller: Caller, paging: Paging) -> Json<OfferedScopes> {
    let operations = |name: &str| {
        let all = ctx.site.entries.iter().flat_map(|entry| &entry.operations);
        all.filter(|operation| operation.permission.name == name).map(|operation| operation.id.clone()).collect()
    };
    let offered = clients::may_give(&ctx.site, &caller, false).into_iter();
    let items: Vec<_> = offered
        .map(|permission| OfferedScope {
            scope: permission.name,
            service: permission.service(),
            operations: operations(permission.name),
        })
        .collect();
    let (total, (page, limit)) = (items.len() as u64, paging.parts());
    Json(OfferedScopes { items: paging.cut(items), page, limit, total })
}

/// The clients of the organisation that the caller acts for, those in the sandbox and ended ones included, never their secrets.
#[utoipa::path(get, path = "/clients", operation_id = "identity.list_clients", tag = "clients", params(Paging),
    responses((status = 200, description = "The clients", body = Clients)))]
pub(super) async fn list_clients(State(ctx): State<Ctx>, caller: Caller, paging: Paging) -> Result<Json<Clients>> {
    let (page, limit) = paging.parts();
    let (rows, total) = clients::list(&ctx, &caller, page, limit).await?;
    let now = ctx.clock.now();
    Ok(Json(Clients { items: rows.into_iter().map(|row| client_of(row, now)).collect(), page, limit, total }))
}

/// A client of the organisation.
#[utoipa::path(get, path = "/clients/{client}", operation_id = "identity.get_client", tag = "clients",
    params(("client" = Uuid, Path, description = "The client")),
    responses((status = 200, description = "The client", body = WholeClient)))]
pub(super) async fn get_client(
    State(ctx): State<Ctx>,
    caller: Caller,
    Path(id): Path<Uuid>,
) -> Result<Json<WholeClient>> {
    let Whole { client, secrets } = clients::find(&ctx, &caller, id).await?;
    let now = ctx.clock.now();
    let secrets = secrets.into_iter().map(|row| secret_of(row, now)).collect();
    Ok(Json(WholeClient { client: client_of(client, now), secrets }))
}

/// Makes a client for the organisation that the caller acts for, or one of its own in the shared sandbox. Its secret is in this answer
/// and nowhere else; the answer is not kept, so a repeated Idempotency-Key is answered with 409. Refuses scopes that the caller may
/// not give (400) and callers that are machines (422).
#[utoipa::path(post, path = "/clients", operation_id = "identity.make_client", tag = "clients", request_body = NewClient,
    responses((status = 201, description = "The client with its secret", body = MadeClient)))]
pub(super) async fn make_client(
    State(ctx): State<Ctx>,
    caller: Caller,
    Json(body): Json<NewClient>,
) -> Result<Response> {
    let wish =
        Wish { name: body.name, scopes: body.scopes, days: body.days, sandbox: body.sandbox, key: body.public_key };
    let offered = clients::names(&clients::may_give(&ctx.site, &caller, wish.sandbox));
    let has_sandbox = clients::sandbox(&ctx).await?.is_some();
    let plan = client::plan(&wish, &offered, has_sandbox, ctx.clock.now()).map_err(|wrong| {
        let parameter = |refusal: client::Refusal| InvalidParameter {
            property: refusal.field().into(),
            reason: refusal.to_string(),
        };
        Error::Invalid(wrong.into_iter().map(parameter).collect())
    })?;
    Ok(shown_once(clients::make(&ctx, &caller, plan).await?, ctx.clock.now()))
}

/// Gives a client a new secret and lets the old one live on for some days. The secret is in this answer and nowhere else. Refuses a
/// client that is over or has two valid secrets already, and callers that are machines (422).
#[utoipa::path(post, path = "/clients/{client}/secrets", operation_id = "identity.rotate_secret", tag = "clients",
    request_body = Rotation, params(("client" = Uuid, Path, description = "The client")),
    responses(
        (status = 201, description = "The client with its new secret", body = MadeClient),
        (status = 422, description = "A rule forbids it", body = platform::error::Problem, content_type = "application/problem+json")))]
pub(super) async fn rotate_secret(
    State(ctx): State<Ctx>,
    caller: Caller,
    Path(id): Path<Uuid>,
    Json(body): Json<Rotation>,
) -> Result<Response> {
    let made = clients::rotate(&ctx, &caller, id, body.overlap_days, &body.public_key).await?;
    Ok(shown_once(made, ctx.clock.now()))
}

/// Ends a client's old secret before its time, with the tokens that were fetched with it. Doing it twice is no fault.
#[utoipa::path(delete, path = "/clients/{client}/secrets/replaced", operation_id = "identity.end_replaced_secret", tag = "clients",
    params(("client" = Uuid, Path, description = "The client")),
    responses((status = 204, description = "It stops working everywhere within a second")))]
pub(super) async fn end_replaced_secret(
    State(ctx): State<Ctx>,
    caller: Caller,
    Path(id): Path<Uuid>,
) -> Result<StatusCode> {
    clients::end_replaced(&ctx, &caller, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Ends a client of the organisation, with all its secrets and tokens. Ending it twice is no fault.
#[utoipa::path(delete, path = "/clients/{client}", operation_id = "identity.end_client", tag = "clients",
    params(("client" = Uuid, Path, description = "The client")),
    responses((status = 204, description = "It stops working everywhere within a second")))]
pub(super) async fn end_client(State(ctx): State<Ctx>, caller: Caller, Path(id): Path<Uuid>) -> Result<StatusCode> {
    clients::end(&ctx, &caller, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
