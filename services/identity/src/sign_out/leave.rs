//! The way to the provider, for whoever has signed out here and wants to there: a link of ours that only redirects, to an address that
//! the provider's own description names.

use axum::{
    Extension,
    response::{IntoResponse, Redirect, Response},
};
use openidconnect::url::Url;
use platform::{Ctx, Result, View, extract::Query, guard::RequestId};
use rand::Rng;
use saml::{
    Binding, Way,
    logout::{Leave, Leaver},
};
use serde::Deserialize;

use super::{Refusal, leaving, leaving::State, left_address, note};
use crate::{
    domain::key::secret,
    pages::sign_out as pages,
    remote::Remote,
    saml_keys,
    sign_in::{
        SignIn,
        provider::{self, Provider},
    },
};

/// What the link carries.
#[derive(Debug, Default, Deserialize)]
pub struct Ticket {
    #[serde(default)]
    pub ticket: String,
}

/// Sends the browser to the provider, once.
pub async fn leave(shared: &SignIn, view: View, id: RequestId, Ticket { ticket }: Ticket) -> Result<Response> {
    let ctx = &view.ctx;
    let refusal = match leaving::find(ctx, &ticket).await? {
        Some((row, State::Offered)) => match way(shared, ctx, &row).await? {
            Ok((url, secret, request)) => {
                if leaving::step(ctx, &row, State::Asked, (&secret, &request)).await? {
                    return Ok(Redirect::to(&url).into_response());
                }
                Refusal::new("ticket-used")
            }
            Err(refusal) => refusal,
        },
        _ => Refusal::new("ticket"),
    };
    let reference = id.0.to_string();
    note(None, &refusal, &reference);
    Ok(pages::failed(&view, pages::Failed::There, &reference))
}

/// The address, the secret that comes back, and the request's id.
async fn way(
    shared: &SignIn,
    ctx: &Ctx,
    row: &crate::entities::leaving::Model,
) -> Result<std::result::Result<(String, String, String), Refusal>> {
    let provider = provider::find(ctx, &shared.demonstration, &row.provider, false).await?;
    let (Some(provider), Some(remote)) = (provider, leaving::said(ctx, row)?) else {
        return Ok(Err(Refusal::new("provider-gone")));
    };
    let secret = secret(&mut rand::rng());
    let there = match &provider.saml {
        Some(connection) => saml(ctx, connection, remote, &secret).await?,
        None => oidc(shared, ctx, &provider, &remote, &secret).await.map(|url| (url, String::new())),
    };
    Ok(there.map(|(url, request)| (url, secret, request)))
}

async fn saml(
    ctx: &Ctx,
    connection: &saml::Connection,
    remote: Remote,
    relay_state: &str,
) -> Result<std::result::Result<(String, String), Refusal>> {
    let Remote { name, index, format, name_qualifier, sp_name_qualifier, .. } = remote;
    let who =
        Leaver { name_id: name, format, name_qualifier, sp_name_qualifier, sessions: index.into_iter().collect() };
    let leave = Leave {
        random: rand::rng().random(),
        relay_state: relay_state.to_owned(),
        who,
        binding: Some(Binding::Redirect),
        now: ctx.clock.now(),
    };
    Ok(match saml_keys::own(ctx).await?.leave(connection, leave) {
        Ok((Way::Redirect(url), pending)) => Ok((url, pending.id)),
        Ok((Way::Post { .. }, _)) => Err(Refusal::new("binding")),
        Err(error) => Err(Refusal { code: error.code(), detail: error.to_string() }),
    })
}

async fn oidc(
    shared: &SignIn,
    ctx: &Ctx,
    provider: &Provider,
    remote: &Remote,
    state: &str,
) -> std::result::Result<String, Refusal> {
    let place = shared.relying.end_session(provider).await;
    let place = place.map_err(|refusal| Refusal { code: refusal.code, detail: refusal.detail })?;
    let mut url = place.ok_or_else(|| Refusal::new("no-end-session"))?;
    say(&mut url, provider, remote.token.as_deref(), (&left_address(ctx), state));
    Ok(url.into())
}

/// What the provider is told (OpenID Connect RP-Initiated Logout 1.0, section 2): the ID token where we have it, by which it need not ask
/// whose session is meant, and who we are.
fn say(url: &mut Url, provider: &Provider, token: Option<&str>, (back, state): (&str, &str)) {
    let mut parameters = url.query_pairs_mut();
    if let Some(token) = token {
        parameters.append_pair("id_token_hint", token);
    }
    parameters.append_pair("client_id", &provider.client_id);
    parameters.append_pair("post_logout_redirect_uri", back).append_pair("state", state);
}

/// What an OpenID Connect provider sends the browser back with.
#[derive(Debug, Default, Deserialize)]
pub struct Back {
    #[serde(default)]
    state: String,
}

/// The way back from an OpenID Connect provider.
pub async fn left(view: View, Extension(id): Extension<RequestId>, Query(back): Query<Back>) -> Result<Response> {
    if let Some((row, State::Asked)) = leaving::find(&view.ctx, &back.state).await? {
        let ticket = secret(&mut rand::rng());
        // A SAML provider proves its answer, and gives it elsewhere.
        if row.request.is_empty() && leaving::step(&view.ctx, &row, State::Returned, (&ticket, "")).await? {
            return Ok(Redirect::to(&ui::url("/identity/signed-out", &[("ticket", &ticket)])).into_response());
        }
    }
    let reference = id.0.to_string();
    note(None, &Refusal::new("state"), &reference);
    Ok(pages::failed(&view, pages::Failed::There, &reference))
}
