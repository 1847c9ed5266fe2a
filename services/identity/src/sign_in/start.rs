//! The way to the provider.

use axum::{
    http::HeaderMap,
    response::{IntoResponse, Redirect, Response},
};
use contracts::Assurance;
use platform::{Caller, Config, Error, Result, View, caller::stepped_up, guard::RequestId, page::local_path};
use serde::Deserialize;
use uuid::Uuid;

use super::{SignIn, pending, provider, provider::Provider, saml, trial};
use crate::{
    connections, cookies,
    domain::key::secret,
    invited,
    pages::{begin, failure},
    permissions::CONNECTING,
};

/// The most bytes of where a browser goes afterwards: a form that waits for a fresh sign-in goes along in it.
const LONGEST_BACK: usize = 4000;

/// What the page before sends.
#[derive(Debug, Deserialize)]
pub struct Ask {
    provider: String,
    #[serde(default)]
    level: Option<Assurance>,
    #[serde(default, rename = "return")]
    back: String,
    /// Whether an administrator only tries a connection.
    #[serde(default)]
    trial: Option<String>,
    /// The code of the link by which somebody from outside was invited.
    #[serde(default)]
    invitation: String,
}

pub async fn start(
    sign_in: &SignIn,
    view: View,
    headers: HeaderMap,
    id: RequestId,
    who: Option<Caller>,
    ask: Ask,
) -> Result<Response> {
    let ctx = &view.ctx;
    if ask.trial.is_some() {
        return attempt(sign_in, &view, &headers, id, who, &ask.provider).await;
    }
    let provider = provider::find(ctx, &sign_in.demonstration, &ask.provider, false).await?.ok_or(Error::NotFound)?;
    if !from_own_page(&headers, &ctx.config) {
        return Ok(begin::ask(&view));
    }
    let assurance = ask.level.unwrap_or(Assurance::Loa2).max(ctx.config.identity.lowest_level);
    let session = who
        .map(|who| who.session().clone())
        .filter(|session| ask.level == Some(Assurance::Loa3) && !session.machine)
        .map(|session| session.id);
    let way = Way { assurance, session, back: local_path(&ask.back), trial: false, invitation: None };
    if provider.outside {
        return outside(sign_in, &view, &headers, id, &provider, (way, &ask.invitation)).await;
    }
    let mut response = go(sign_in, &view, &headers, id, &provider, way).await?;
    if provider.connection().is_some() {
        cookies::remember(&mut response, &ctx.config, &provider.name);
    }
    Ok(response)
}

/// Somebody from outside, by an invitation or because she has come in by one before.
async fn outside(
    sign_in: &SignIn,
    view: &View,
    headers: &HeaderMap,
    id: RequestId,
    provider: &Provider,
    (way, code): (Way<'_>, &str),
) -> Result<Response> {
    if code.is_empty() {
        return go(sign_in, view, headers, id, provider, way).await;
    }
    // The page that the link leads to says why it opens nothing.
    let Some(row) = invited::by_code(&view.ctx, code).await? else {
        return Ok(Redirect::to(&ui::url("/identity/invitation", &[("code", code)])).into_response());
    };
    let back = ui::url(local_path(&row.href), &[("invitation", &row.id.to_string())]);
    go(sign_in, view, headers, id, provider, Way { back: &back, invitation: Some(row.id), ..way }).await
}

/// Tries one of the organisation's own connections, as its administrator may.
async fn attempt(
    sign_in: &SignIn,
    view: &View,
    headers: &HeaderMap,
    id: RequestId,
    who: Option<Caller>,
    connection: &str,
) -> Result<Response> {
    let who = who.filter(|who| who.may(&CONNECTING) && !who.session().machine).ok_or(Error::NotFound)?;
    let row = connections::find(&view.ctx, &who, connection.parse().map_err(|_| Error::NotFound)?).await?;
    let page = format!("/identity/connections/{}", row.id);
    if foreign(headers) {
        return Ok(Redirect::to(&page).into_response());
    }
    if !stepped_up(who.session(), view.ctx.clock.now()) {
        return Ok(Redirect::to(&ui::url("/identity/step-up", &[("return", &page)])).into_response());
    }
    let found = provider::find(&view.ctx, &sign_in.demonstration, connection, true).await?;
    let provider = found.ok_or(Error::NotFound)?;
    go(
        sign_in,
        view,
        headers,
        id,
        &provider,
        Way {
            assurance: view.ctx.config.identity.lowest_level,
            session: None,
            back: &page,
            trial: true,
            invitation: None,
        },
    )
    .await
}

/// Whether another site has sent the browser here: a trial decides whether a connection may be switched on, so that only our own page
/// begins one (ASVS 5.0, 3.5.3). Browsers that don't say are too old to be told apart.
fn foreign(headers: &HeaderMap) -> bool {
    headers.get("sec-fetch-site").is_some_and(|site| !["same-origin", "none"].iter().any(|own| *site == **own))
}

/// Whether a person has come from one of our own pages. From anywhere else she is asked first: a provider that knows her may send her
/// back without a word, and no other site is to make a session that she has not asked for (ASVS 5.0, 7.6.2). A browser too old to say
/// from which site is believed by its Referer, which no page can forge.
fn from_own_page(headers: &HeaderMap, config: &Config) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let referred = || text("referer").and_then(|page| page.strip_prefix(config.http.origin()));
    match text("sec-fetch-site") {
        Some(site) => site == "same-origin",
        None => referred().is_some_and(|path| path.starts_with('/')),
    }
}

/// What is asked of a provider, and why.
pub struct Way<'a> {
    pub assurance: Assurance,
    /// The session that is to become stronger.
    pub session: Option<Uuid>,
    pub back: &'a str,
    /// Whether the connection is only tried.
    pub trial: bool,
    /// The invitation by which somebody from outside comes in.
    pub invitation: Option<Uuid>,
}

/// Sends the browser to a provider.
///
/// # Errors
/// When the database does not answer.
pub async fn go(
    sign_in: &SignIn,
    view: &View,
    headers: &HeaderMap,
    id: RequestId,
    provider: &Provider,
    way: Way<'_>,
) -> Result<Response> {
    let ctx = &view.ctx;
    let anew = way.trial || way.assurance == Assurance::Loa3;
    let there = match &provider.saml {
        Some(connection) => saml::way_there(ctx, connection, way.assurance, anew).await,
        None => sign_in.relying.way_there(provider, &callback(view), way.assurance, anew).await,
    };
    let (url, secrets) = match there {
        Ok(there) => there,
        Err(refusal) if way.trial => return trial::failed(ctx, provider, &refusal).await,
        Err(refusal) => return failure::page(view, id, Some(provider), &refusal).await,
    };
    // The same mark for all sign-ins of this browser, so that two windows do not disturb each other.
    let mark = cookies::sign_in(headers, &ctx.config).unwrap_or_else(|| secret(&mut rand::rng()));
    // What is too long was made by nobody here.
    let return_path = if way.back.len() > LONGEST_BACK { "/" } else { way.back };
    let beginning = pending::Beginning {
        secrets,
        mark: &mark,
        provider: &provider.name,
        return_path,
        assurance: way.assurance,
        session: way.session,
        trial: way.trial,
        invitation: way.invitation,
    };
    pending::keep(ctx, beginning).await?;
    let mut response = Redirect::to(&url).into_response();
    cookies::set_sign_in(&mut response, &ctx.config, &mark);
    Ok(response)
}

/// The one address that providers send browsers back to.
pub fn callback(view: &View) -> String {
    format!("{}/identity/callback", view.ctx.config.http.origin())
}
