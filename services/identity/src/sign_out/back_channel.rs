//! What an OpenID Connect provider's server tells when a session there has ended (OpenID Connect Back-Channel Logout 1.0): a token, signed
//! with its keys, at an address of the connection's own.

use axum::{
    Json,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use openidconnect::url::form_urlencoded;
use platform::{Actor, Ctx, Error, Result, guard::RequestId};
use serde_json::json;

use super::{Refusal, note};
use crate::{
    domain::logout_token::{self as rules, Flaw, Read, Wish},
    feed,
    remote::{self, Ended, Whose},
    sign_in::{
        SignIn,
        provider::{self, Provider},
    },
};

/// Takes a logout token. The answers are those of section 2.8; they are the same whether or not there was a session.
pub async fn told(
    shared: &SignIn,
    ctx: &Ctx,
    id: RequestId,
    name: &str,
    (headers, body): (&HeaderMap, &[u8]),
) -> Result<Response> {
    let provider = provider::find(ctx, &shared.demonstration, name, false).await?;
    let provider = provider.filter(|provider| provider.saml.is_none()).ok_or(Error::NotFound)?;
    let wish = match sent(headers, body).and_then(|token| rules::read(&token)) {
        Ok(read) => wish(shared, ctx, &provider, &read).await,
        Err(flaw) => Err(flaw.into()),
    };
    let refusal = match wish {
        Ok(wish) => match end(ctx, &provider, wish).await? {
            Ended::Replayed => Flaw::Replayed.into(),
            Ended::Sessions(_) | Ended::Unknown => return Ok(unkept(StatusCode::OK.into_response())),
        },
        Err(refusal) => refusal,
    };
    note(Some(&provider.name), &refusal, &id.0.to_string());
    let said = json!({ "error": "invalid_request", "error_description": refusal.detail });
    Ok(unkept((StatusCode::BAD_REQUEST, Json(said)).into_response()))
}

impl From<Flaw> for Refusal {
    fn from(flaw: Flaw) -> Self {
        Self { code: flaw.code(), detail: flaw.to_string() }
    }
}

fn sent(headers: &HeaderMap, body: &[u8]) -> Result<String, Flaw> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    if !kind.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
        return Err(Flaw::Form);
    }
    let mut all = form_urlencoded::parse(body).filter(|(name, _)| name == "logout_token");
    match (all.next(), all.next()) {
        (Some((_, token)), None) => Ok(token.into_owned()),
        _ => Err(Flaw::Form),
    }
}

/// What a token asks for, when everything about it is as it must be. Keys are fetched only for one that says the right things.
async fn wish(shared: &SignIn, ctx: &Ctx, provider: &Provider, read: &Read) -> Result<Wish, Refusal> {
    let wish = rules::check(read, &provider.issuer, &provider.client_id, ctx.clock.now())?;
    let header = &read.header;
    let signed =
        shared.relying.has_signed(provider, (&header.alg, header.kid.as_deref()), (&read.signed, &read.signature));
    signed.await?;
    Ok(wish)
}

async fn end(ctx: &Ctx, provider: &Provider, wish: Wish) -> Result<Ended> {
    let across = ctx.store.across_for(Actor::System("sign-out")).await?;
    let used = (format!("logout_token_jti:{}", wish.id), wish.until);
    let whose = Whose { name: wish.subject, indexes: wish.session.into_iter().collect() };
    let ended = remote::end((ctx, &across), &provider.name, &whose, (&used.0, used.1), "back-channel-logout").await?;
    across.commit().await?;
    if let Ended::Sessions(ids) = &ended {
        feed::tell(ctx, ids.clone()).await;
    }
    Ok(ended)
}

/// Section 2.8: nobody on the way keeps the answer.
fn unkept(mut response: Response) -> Response {
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
