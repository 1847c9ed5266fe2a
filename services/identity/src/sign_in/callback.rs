//! The way back from the provider.

use axum::{
    http::HeaderMap,
    response::{IntoResponse, Redirect, Response},
};
use platform::{Result, View, guard, guard::RequestId};
use serde::Deserialize;

use super::{
    Refusal, SignIn, Step, account, pending, provider,
    provider::Provider,
    relying::{Asked, Identity},
    start::callback as address,
    trial,
};
use crate::{cookies, domain::mapping::Rule, entities, lookup::assurance_of, pages::failure, rules};

/// What the provider sends.
#[derive(Debug, Deserialize)]
pub struct Answer {
    state: Option<String>,
    code: Option<String>,
    iss: Option<String>,
    error: Option<String>,
}

pub async fn callback(
    sign_in: &SignIn,
    view: View,
    headers: HeaderMap,
    id: RequestId,
    answer: Answer,
) -> Result<Response> {
    let ctx = &view.ctx;
    let mark = cookies::sign_in(&headers, &ctx.config);
    let pending = match (&answer.state, &mark) {
        (Some(state), Some(mark)) => pending::take(ctx, state, mark).await?,
        _ => None,
    };
    // Nothing is written about answers that nobody here asked for: anyone could send any number of them.
    let Some(pending) = pending else {
        return failure::page(&view, id, None, &Refusal::new(Step::Answer, "state")).await;
    };
    let provider = provider::find(ctx, &sign_in.demonstration, &pending.provider, pending.trial).await?;
    let identity = match &provider {
        // Whoever speaks SAML answers elsewhere.
        Some(provider) if provider.saml.is_none() => {
            let rules = rules::of_provider(ctx, provider).await?;
            identity(sign_in, &view, provider, &pending, (answer, &rules)).await
        }
        _ => Err(Refusal::new(Step::Provider, "provider-gone")),
    };
    arrive(&view, &headers, id, provider, &pending, identity).await
}

/// What becomes of whom a provider tells: a session, a page that says why not, or the report of a trial.
///
/// # Errors
/// When the database does not answer.
pub async fn arrive(
    view: &View,
    headers: &HeaderMap,
    id: RequestId,
    provider: Option<Provider>,
    pending: &entities::pending::Model,
    identity: std::result::Result<Identity, Refusal>,
) -> Result<Response> {
    let ctx = &view.ctx;
    if let Some(provider) = provider.as_ref().filter(|_| pending.trial) {
        return trial::finished(ctx, provider, identity).await;
    }
    let outcome = match (&provider, identity) {
        (Some(provider), Ok(identity)) => {
            let old = guard::cookie(headers, ctx.config.session_cookie());
            account::enter(ctx, provider, &identity, pending, old.as_deref()).await?
        }
        (_, Err(refusal)) => Err(refusal),
        (None, Ok(_)) => Err(Refusal::new(Step::Provider, "provider-gone")),
    };
    let mut response = match outcome {
        Ok(account::Outcome::SignedIn { token }) => {
            let mut response = Redirect::to(&pending.return_path).into_response();
            cookies::set_session(&mut response, &ctx.config, &token);
            response
        }
        Ok(account::Outcome::NoRights) => Redirect::to("/identity/no-access").into_response(),
        Ok(account::Outcome::NotInvited) => Redirect::to("/identity/no-access?outside=on").into_response(),
        Err(refusal) => failure::page(view, id, provider.as_ref(), &refusal).await?,
    };
    cookies::clear_sign_in(&mut response, &ctx.config);
    Ok(response)
}

async fn identity(
    sign_in: &SignIn,
    view: &View,
    provider: &Provider,
    pending: &entities::pending::Model,
    (answer, rules): (Answer, &[Rule]),
) -> std::result::Result<Identity, Refusal> {
    sign_in.relying.check_issuer(provider, answer.iss.as_deref()).await?;
    let code = match (answer.error, answer.code) {
        (None, Some(code)) => code,
        (Some(error), _) => {
            let code = if error == "access_denied" { "access-denied" } else { "provider-error" };
            return Err(Refusal::because(Step::Answer, code, error.chars().take(100).collect::<String>()));
        }
        (None, None) => return Err(Refusal::new(Step::Answer, "no-code")),
    };
    let asked = Asked {
        nonce: &pending.nonce,
        verifier: &pending.verifier,
        assurance: assurance_of(&pending.assurance),
        since: pending.created_at,
        rules,
        trial: pending.trial,
    };
    sign_in.relying.identity(&view.ctx, provider, &address(view), code, asked).await
}
