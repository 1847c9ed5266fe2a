//! The token endpoint (RFC 6749, 4.4), the published keys (RFC 7517) and the metadata (RFC 8414).

use axum::{
    Extension, Json,
    body::Bytes,
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::MethodFilter,
};
use openidconnect::url::form_urlencoded;
use platform::{Ctx, Pages, Result, guard::CameFrom, token};
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

use crate::{
    clients,
    domain::token_request::{self, Refusal},
    signing,
    tokens::{self, Issued},
};

/// A request fits in this many bytes.
const LONGEST: usize = 16 * 1024;

/// What is sent, as a form.
#[derive(Debug, ToSchema)]
#[schema(example = json!({
    "grant_type": "client_credentials", "client_id": "01890a5d-ac96-774b-bcce-b302099a8057",
    "client_secret": "the-secret-that-was-shown-once", "scope": "bibblix.loans.read"
}))]
#[expect(dead_code, reason = "describes a form that is read by hand: a parameter that comes twice must be refused")]
pub(super) struct TokenRequest {
    /// `client_credentials`.
    grant_type: String,
    /// The client. With a `client_assertion` it may be left out.
    client_id: Option<String>,
    /// Its secret. Never in a header or the address.
    client_secret: Option<String>,
    /// In the place of a secret: `urn:ietf:params:oauth:client-assertion-type:jwt-bearer`.
    client_assertion_type: Option<String>,
    /// In the place of a secret: a JSON Web Token (RFC 7523) that the client has signed with ES256 or PS256 and the other half of a key
    /// that is registered for it. `iss` and `sub` are the client, `aud` is our issuer or token endpoint alone, `exp` at most 60 seconds
    /// ahead, `jti` new for each request.
    client_assertion: Option<String>,
    /// Names of permissions with spaces between; left out it means all that the client has.
    scope: Option<String>,
}

/// A token.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "access_token": "eyJ0eXAiOiJhdCtqd3QiLCJhbGciOiJFUzI1NiJ9…", "token_type": "Bearer", "expires_in": 600,
    "scope": "identity.own bibblix.loans.read"
}))]
pub(super) struct TokenAnswer {
    /// A JSON Web Token of the kind `at+jwt` (RFC 9068), signed with ES256.
    access_token: String,
    /// `Bearer`.
    token_type: &'static str,
    /// Seconds that it is good for.
    expires_in: i64,
    /// What it covers.
    scope: String,
}

/// A refusal (RFC 6749, 5.2).
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({ "error": "invalid_client", "error_description": "client_id and client_secret do not belong together" }))]
pub(super) struct TokenRefusal {
    /// `invalid_request`, `invalid_client`, `invalid_scope` or `unsupported_grant_type`.
    error: &'static str,
    /// The rule, in a sentence.
    error_description: String,
}

/// Gives a client an access token for ten minutes (OAuth 2.0, `client_credentials`). The secret is sent in the body: the national API
/// profile forbids Basic. Better is a key of the client's own (`private_key_jwt`): then no secret leaves its system. Fetch one token and use it until it ends.
#[utoipa::path(post, path = "/token", operation_id = "identity.issue_token", tag = "tokens",
    request_body(content = TokenRequest, content_type = "application/x-www-form-urlencoded"),
    responses(
        (status = 200, description = "The token", body = TokenAnswer),
        (status = 400, description = "The request, the grant or a scope is refused", body = TokenRefusal),
        (status = 401, description = "The client is not known by this secret, or may not be used", body = TokenRefusal)))]
pub(super) async fn issue_token(
    State(ctx): State<Ctx>,
    Extension(CameFrom(from)): Extension<CameFrom>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response> {
    let request = match read(&headers, &body) {
        Ok(request) => request,
        Err(refusal) => {
            ctx.refused_client(refusal.rule(), None, Value::Null);
            return Ok(refused(&refusal));
        }
    };
    // Somebody else who names the same client must not be able to lock it out.
    ctx.take_try(&format!("token/{from}/{}", request.client.unwrap_or_default()))?;
    Ok(match tokens::issue(&ctx, &request).await? {
        Err(refusal) => refused(&refusal),
        Ok(Issued { token, scope }) => {
            let seconds = token::LIFE.num_seconds();
            let answer = TokenAnswer { access_token: token, token_type: "Bearer", expires_in: seconds, scope };
            unkept((StatusCode::OK, Json(answer)).into_response())
        }
    })
}

fn read(headers: &HeaderMap, body: &[u8]) -> Result<token_request::Request, Refusal> {
    if headers.contains_key(header::AUTHORIZATION) {
        return Err(Refusal::Header);
    }
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    if !kind.eq_ignore_ascii_case("application/x-www-form-urlencoded") || body.len() > LONGEST {
        return Err(Refusal::NoForm);
    }
    let pairs: Vec<_> = form_urlencoded::parse(body).into_owned().collect();
    token_request::read(&pairs)
}

fn refused(refusal: &Refusal) -> Response {
    let status = if refusal.code() == "invalid_client" { StatusCode::UNAUTHORIZED } else { StatusCode::BAD_REQUEST };
    let answer = TokenRefusal { error: refusal.code(), error_description: refusal.to_string() };
    let mut response = unkept((status, Json(answer)).into_response());
    if *refusal == Refusal::Header {
        // RFC 6749 demands the scheme that was tried, RFC 7235 one with any 401.
        let tried = HeaderValue::from_static("Basic realm=\"not taken here: send the secret in the body\"");
        response.headers_mut().insert(header::WWW_AUTHENTICATE, tried);
    }
    response
}

fn unkept(mut response: Response) -> Response {
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response.headers_mut().insert(header::PRAGMA, HeaderValue::from_static("no-cache"));
    response
}

/// The public keys of access tokens, as a JSON Web Key Set. Keep it for ten minutes at most: a new key is published an hour before it
/// signs.
#[utoipa::path(get, path = "/jwks", operation_id = "identity.get_token_keys", tag = "tokens",
    responses((status = 200, description = "The keys", body = Object)))]
pub(super) async fn get_token_keys(State(ctx): State<Ctx>) -> Result<Response> {
    let keys: Vec<Value> = signing::published(&ctx)
        .await?
        .into_iter()
        .map(|key| {
            json!({ "kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": key.kid, "x": key.x, "y": key.y })
        })
        .collect();
    Ok(public(&json!({ "keys": keys })))
}

fn public(document: &Value) -> Response {
    ([(header::CACHE_CONTROL, "public, max-age=600")], Json(document)).into_response()
}

/// The metadata, where RFC 8414 has it.
pub fn pages() -> Pages {
    Pages::new().foreign(MethodFilter::GET, "/.well-known/oauth-authorization-server", metadata)
}

async fn metadata(State(ctx): State<Ctx>) -> Response {
    let issuer = token::issuer(&ctx.config);
    let own = format!("{issuer}/api/identity/v1");
    let scopes = clients::names(&clients::offered(&ctx.site, &contracts::Tenant::sandbox()));
    public(&json!({
        "issuer": issuer,
        "token_endpoint": format!("{own}/token"),
        "jwks_uri": format!("{own}/jwks"),
        "grant_types_supported": ["client_credentials"],
        "token_endpoint_auth_methods_supported": ["private_key_jwt", "client_secret_post"],
        "token_endpoint_auth_signing_alg_values_supported": ["ES256", "PS256"],
        "response_types_supported": [],
        "scopes_supported": scopes,
        "service_documentation": format!("{issuer}/portal/api"),
    }))
}
