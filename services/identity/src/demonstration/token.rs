//! The demonstration's token endpoint and what it tells about a person.

use std::sync::Arc;

use axum::{
    Json,
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use contracts::client::TokenKey;
use platform::{Ctx, Result, caller::secret_hash, extract::Form};
use serde::Deserialize;
use serde_json::json;
use sha2::{Digest, Sha256};

use super::{CLIENT_ID, Demonstration, Which, allowed, codes::Granted};
use crate::{
    domain::{client_assertion::Assertion, client_key::PublicKey},
    signing,
};

/// A token request.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Request {
    grant_type: String,
    code: String,
    redirect_uri: String,
    code_verifier: String,
    client_id: String,
    client_secret: String,
    client_assertion: String,
}

pub async fn token(
    (demonstration, which): (Arc<Demonstration>, Which),
    State(ctx): State<Ctx>,
    headers: HeaderMap,
    Form(request): Form<Request>,
) -> Result<Response> {
    allowed(&ctx, &headers)?;
    let now = ctx.clock.now();
    let known = match which {
        Which::Staff => {
            let (id, secret) = basic(&headers).unwrap_or((request.client_id, request.client_secret));
            // Hashes are compared, so that the time tells nothing about the secret.
            id == CLIENT_ID && secret_hash(&secret) == secret_hash(demonstration.client_secret())
        }
        Which::Broker => is_ours(&ctx, &which.issuer(&ctx.config), &request.client_assertion).await?,
    };
    if !known {
        return Ok(refused(StatusCode::UNAUTHORIZED, "invalid_client"));
    }
    if request.grant_type != "authorization_code" {
        return Ok(refused(StatusCode::BAD_REQUEST, "unsupported_grant_type"));
    }
    let granted = demonstration.codes.redeem(&request.code, now);
    let good = |granted: &Granted| {
        granted.which == which
            && granted.redirect_uri == request.redirect_uri
            && proves(&request.code_verifier, &granted.challenge)
    };
    let Some(granted) = granted.filter(good) else { return Ok(refused(StatusCode::BAD_REQUEST, "invalid_grant")) };
    let claims = json!({
        "iss": which.issuer(&ctx.config),
        "sub": granted.account.subject,
        "aud": CLIENT_ID,
        "azp": CLIENT_ID,
        "iat": now.timestamp(),
        "exp": now.timestamp() + 300,
        "auth_time": granted.authenticated_at.timestamp(),
        "acr": granted.assurance.acr(),
        "nonce": granted.nonce,
    });
    let answer = json!({
        "access_token": demonstration.codes.token(which, granted.account, now),
        "token_type": "Bearer",
        "expires_in": 300,
        "scope": "openid profile email",
        "id_token": demonstration.key()?.sign(&claims)?,
    });
    Ok(Json(answer).into_response())
}

/// Whether the portal has signed this with a key that it publishes, for this provider and now: as a broker would look it up.
async fn is_ours(ctx: &Ctx, issuer: &str, text: &str) -> Result<bool> {
    let Ok(assertion) = Assertion::read(text) else { return Ok(false) };
    let meant = assertion.is_of(CLIENT_ID) && assertion.check(&[issuer.to_owned()], ctx.clock.now()).is_ok();
    let keys = signing::published(ctx).await?;
    let jwk = |key: &TokenKey| json!({ "kty": "EC", "crv": "P-256", "x": key.x, "y": key.y }).to_string();
    let mut keys = keys.iter().filter_map(|key| PublicKey::read(&jwk(key)).ok());
    Ok(meant && keys.any(|key| assertion.is_signed_with(&key)))
}

/// The person's name, for the bearer of an access token.
pub async fn userinfo(
    (demonstration, which): (Arc<Demonstration>, Which),
    State(ctx): State<Ctx>,
    headers: HeaderMap,
) -> Result<Response> {
    allowed(&ctx, &headers)?;
    let token = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.strip_prefix("Bearer "));
    let owner = token.and_then(|token| demonstration.codes.owner(which, token.trim(), ctx.clock.now()));
    Ok(match owner {
        Some(account) => Json(
            json!({ "sub": account.subject, "name": account.name, "email": account.email(), "email_verified": true }),
        )
        .into_response(),
        None => refused(StatusCode::UNAUTHORIZED, "invalid_token"),
    })
}

fn refused(status: StatusCode, error: &str) -> Response {
    (status, Json(json!({ "error": error }))).into_response()
}

/// PKCE with S256.
fn proves(verifier: &str, challenge: &str) -> bool {
    (43..=128).contains(&verifier.len()) && URL_SAFE_NO_PAD.encode(Sha256::digest(verifier)) == challenge
}

/// Name and secret of `Authorization: Basic`, which are form-encoded before they are joined (RFC 6749, 2.3.1).
fn basic(headers: &HeaderMap) -> Option<(String, String)> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?.strip_prefix("Basic ")?;
    let text = String::from_utf8(STANDARD.decode(value.trim()).ok()?).ok()?;
    let (id, secret) = text.split_once(':')?;
    let decoded = |text: &str| {
        let pair = format!("x={text}");
        openidconnect::url::form_urlencoded::parse(pair.as_bytes()).next().map(|(_, value)| value.into_owned())
    };
    Some((decoded(id)?, decoded(secret)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_verifier_of_the_standards_example_proves_its_challenge() {
        let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
        assert!(proves(verifier, "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"));
        assert!(!proves("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXl", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"));
        assert!(!proves("short", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"));
    }

    #[test]
    fn basic_credentials_are_decoded() {
        let mut headers = HeaderMap::new();
        let value = format!("Basic {}", STANDARD.encode("sambruk%2Dportal:a%2Bb"));
        headers.insert(header::AUTHORIZATION, value.parse().unwrap());
        assert_eq!(basic(&headers), Some(("sambruk-portal".into(), "a+b".into())));
    }
}
