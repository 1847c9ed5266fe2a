//! Signing in by SAML: the request, the provider's answer from another site, and the browser that comes to fetch what it says.
//!
//! The answer is posted from the provider's site, so that no cookie of ours comes with it. What it says is kept, encrypted, under a
//! secret that only this browser is sent on with, and given to it only with the mark that it got when it began.

use axum::{
    Extension,
    body::Bytes,
    extract::State,
    http::{HeaderMap, header},
    response::{IntoResponse, Redirect, Response},
};
use contracts::Assurance;
use openidconnect::url::form_urlencoded;
use platform::{Actor, Ctx, Result, View, caller::secret_hash, extract::Query, guard::RequestId, sealed};
use rand::Rng;
use saml::{Ask, FormPost, NameFormat, Way, names};
use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter};
use serde::{Deserialize, Serialize};

use super::{
    Refusal, SignIn, Step, callback,
    pending::{self, Secrets},
    provider,
    relying::Identity,
    trial,
};
use crate::{
    cookies,
    domain::{
        key::secret,
        mapping::{Arrived, Rule},
        token::Proven,
    },
    entities::{pending::Model as Pending, used},
    lookup::assurance_of,
    pages::failure,
    remote::Remote,
    rules, saml_keys,
};

const PURPOSE: &str = "identity/saml-answer";

/// The classes of authentication that will do, the best last (Sweden Connect, Deployment Profile 5.3.1: exactly one of these).
fn classes(assurance: Assurance) -> Vec<String> {
    let all: &[&str] = match assurance {
        Assurance::Loa2 => &[names::LOA2, names::LOA3, names::LOA4],
        Assurance::Loa3 => &[names::LOA3, names::LOA4],
    };
    all.iter().map(|class| (*class).to_owned()).collect()
}

fn level(class: &str) -> Option<Assurance> {
    match class {
        names::LOA2 => Some(Assurance::Loa2),
        names::LOA3 | names::LOA4 => Some(Assurance::Loa3),
        _ => None,
    }
}

/// The address to send the browser to, and what must be kept until the answer comes.
///
/// # Errors
/// When no request can be made.
pub async fn way_there(
    ctx: &Ctx,
    connection: &saml::Connection,
    assurance: Assurance,
    anew: bool,
) -> std::result::Result<(String, Secrets), Refusal> {
    let own = saml_keys::own(ctx).await.map_err(|error| Refusal::because(Step::Provider, "saml-keys", error.full()))?;
    let relay_state = secret(&mut rand::rng());
    let ask = Ask {
        random: rand::rng().random(),
        relay_state: relay_state.clone(),
        classes: classes(assurance),
        force: anew,
        name: NameFormat::Persistent,
        binding: Some(saml::Binding::Redirect),
        now: ctx.clock.now(),
    };
    let started = own.start(connection, ask).map_err(|error| Refusal::because(Step::Provider, error.code(), error))?;
    match started.way {
        Way::Redirect(url) => Ok((url, Secrets { state: relay_state, nonce: started.id, verifier: String::new() })),
        Way::Post { .. } => Err(Refusal::new(Step::Provider, "binding")),
    }
}

/// Our description.
pub async fn metadata(State(ctx): State<Ctx>) -> Result<Response> {
    let kind = (header::CONTENT_TYPE, "application/samlmetadata+xml; charset=utf-8");
    Ok(([kind], saml_keys::metadata(&ctx).await?).into_response())
}

/// A provider's answer, posted by a browser that was sent there.
pub async fn acs(sign_in: &SignIn, view: View, id: RequestId, body: Bytes) -> Result<Response> {
    let ctx = &view.ctx;
    let fields = form_urlencoded::parse(&body).into_owned();
    let post = match FormPost::from_fields(fields) {
        Ok(post) => post,
        Err(refused) => return failure::page(&view, id, None, &refusal(&refused)).await,
    };
    let found = match &post.relay_state {
        Some(state) => pending::unanswered(ctx, state).await?,
        None => None,
    };
    // Nothing is written about answers that nobody here asked for: anyone could send any number of them.
    let Some(row) = found else {
        return failure::page(&view, id, None, &Refusal::new(Step::Answer, "state")).await;
    };
    let provider = provider::find(ctx, &sign_in.demonstration, &row.provider, row.trial).await?;
    let checked = match provider.as_ref().and_then(|provider| Some((provider, provider.saml.clone()?))) {
        Some((provider, connection)) => {
            let rules = rules::of_provider(ctx, provider).await?;
            checked(ctx, &connection, &row, &post)
                .await?
                .and_then(|identity| provider.admits(&identity.scopes()).map(|()| identity))
                .and_then(|identity| told(&identity, remote(&identity, &connection), &rules, row.trial))
        }
        None => Err(Refusal::new(Step::Provider, "provider-gone")),
    };
    match (checked, provider) {
        (Ok(told), _) => {
            let code = secret(&mut rand::rng());
            let answer = sealed::seal(ctx, PURPOSE, &row.id.to_string(), &serde_json::to_vec(&told)?)?;
            if !pending::answer(ctx, row.id, &code, answer).await? {
                return failure::page(&view, id, None, &Refusal::new(Step::Answer, "replayed")).await;
            }
            Ok(Redirect::to(&ui::url("/identity/saml/finish", &[("code", &code)])).into_response())
        }
        (Err(refusal), provider) => {
            pending::forget(ctx, row.id).await?;
            match provider {
                Some(provider) if row.trial => trial::failed(ctx, &provider, &refusal).await,
                provider => failure::page(&view, id, provider.as_ref(), &refusal).await,
            }
        }
    }
}

/// What an answer says, once.
async fn checked(
    ctx: &Ctx,
    connection: &saml::Connection,
    row: &Pending,
    post: &FormPost,
) -> Result<std::result::Result<saml::Identity, Refusal>> {
    let pending = saml::Pending {
        id: row.nonce.clone(),
        provider: connection.provider.entity_id.clone(),
        relay_state: post.relay_state.clone().unwrap_or_default(),
        classes: classes(assurance_of(&row.assurance)),
        force: row.trial || assurance_of(&row.assurance) == Assurance::Loa3,
        at: row.created_at,
    };
    let own = saml_keys::own(ctx).await?;
    let (connection, post, now) = (connection.clone(), post.clone(), ctx.clock.now());
    // Reading and decrypting takes a processor's time, bounded by what the library takes at most.
    let examined = tokio::task::spawn_blocking(move || saml::examine(&own, &connection, &pending, &post, now));
    let examined = match examined.await.map_err(anyhow::Error::new)? {
        Ok(examined) => examined,
        Err(refused) => return Ok(Err(refusal(&refused))),
    };
    let first = first_time(ctx, examined.uses()).await?;
    Ok(examined.redeem(first).map_err(|refused| refusal(&refused)))
}

fn refusal(refused: &saml::Refused) -> Refusal {
    let step = if refused.reason == saml::Reason::Status { Step::Answer } else { Step::Token };
    Refusal::because(step, refused.code(), &refused.detail)
}

/// Whether nothing of it was used before, in any process.
async fn first_time(ctx: &Ctx, uses: &[saml::Use]) -> Result<bool> {
    let across = ctx.store.across_for(Actor::System("sign-in")).await?;
    let hash = |used: &saml::Use| secret_hash(&used.key);
    let known = across.find::<used::Entity>().filter(used::Column::KeySha256.is_in(uses.iter().map(hash)));
    if known.one(across.db()).await?.is_some() {
        return Ok(false);
    }
    let row = |one: &saml::Use| used::ActiveModel { key_sha256: Set(hash(one)), until: Set(one.until) };
    // Two at once: the second meets the key of the first, and its transaction fails.
    across.insert_all(uses.iter().map(row).collect()).await?;
    across.commit().await?;
    Ok(true)
}

/// What is kept of an answer.
#[derive(Serialize, Deserialize)]
struct Told {
    subject: String,
    name: String,
    email: Option<String>,
    assurance: Assurance,
    authenticated_at: chrono::DateTime<chrono::Utc>,
    /// What the connection's rules ask for, and nothing else of what was told.
    #[serde(default)]
    attributes: Arrived,
    remote: Remote,
}

/// The session there. Sending the browser there with a request takes a provider that takes one in an address.
fn remote(identity: &saml::Identity, connection: &saml::Connection) -> Remote {
    Remote {
        name: identity.name_id.clone(),
        index: identity.session_index.clone(),
        ends: connection.provider.sign_out.iter().any(|place| place.binding == saml::Binding::Redirect),
        format: identity.name_id_format.clone(),
        name_qualifier: identity.name_qualifier.clone(),
        sp_name_qualifier: identity.sp_name_qualifier.clone(),
        token: None,
    }
}

fn told(identity: &saml::Identity, remote: Remote, rules: &[Rule], trial: bool) -> std::result::Result<Told, Refusal> {
    let assurance = level(&identity.class).ok_or_else(|| Refusal::new(Step::Token, "assurance"))?;
    // A name that changes at every sign-in is nobody's.
    let lasting = identity.name_id_format.as_deref() != Some(names::TRANSIENT);
    let name_id = Some(identity.name_id.as_str()).filter(|_| lasting);
    let subject = name_id.or_else(|| identity.principal_name());
    let subject = subject.ok_or_else(|| Refusal::new(Step::Token, "no-lasting-name"))?.to_owned();
    let name = identity.display_name().map(|name| name.chars().filter(|c| !c.is_control()).take(120).collect());
    Ok(Told {
        name: name.unwrap_or_else(|| subject.clone()),
        email: identity.mail().filter(|mail| mail.contains('@') && mail.len() <= 254).map(str::to_owned),
        subject,
        assurance,
        authenticated_at: identity.authenticated_at,
        attributes: arrived(identity.attributes.iter()).needed(rules, trial),
        remote,
    })
}

/// Attributes by their `Name`, which is what identifies one (SAML Core 2.7.3.1); a numbered one that standards know has its name.
fn arrived<'a>(attributes: impl Iterator<Item = (&'a str, &'a [String])>) -> Arrived {
    let mut arrived = Arrived::default();
    for (name, values) in attributes {
        arrived.add(name, values.iter().map(String::as_str));
    }
    arrived
}

/// What the browser comes with from the answer.
#[derive(Debug, Deserialize)]
pub struct Fetch {
    #[serde(default)]
    code: String,
}

/// Gives the browser that began what the provider said.
pub async fn finish(
    sign_in: &SignIn,
    view: View,
    headers: HeaderMap,
    Extension(id): Extension<RequestId>,
    Query(fetch): Query<Fetch>,
) -> Result<Response> {
    let ctx = &view.ctx;
    let row = match cookies::sign_in(&headers, &ctx.config) {
        Some(mark) => pending::take(ctx, &fetch.code, &mark).await?,
        None => None,
    };
    let Some(row) = row else {
        return failure::page(&view, id, None, &Refusal::new(Step::Answer, "state")).await;
    };
    let provider = provider::find(ctx, &sign_in.demonstration, &row.provider, row.trial).await?;
    let identity = match &row.answer {
        Some(answer) => Ok(identity(ctx, &row, answer)?),
        None => Err(Refusal::new(Step::Answer, "state")),
    };
    callback::arrive(&view, &headers, id, provider, &row, identity).await
}

fn identity(ctx: &Ctx, row: &Pending, answer: &str) -> Result<Identity> {
    let told = sealed::open(ctx, PURPOSE, &row.id.to_string(), answer)?;
    let Told { subject, name, email, assurance, authenticated_at, attributes, remote } = serde_json::from_slice(&told)?;
    Ok(Identity { subject, name, email, proven: Proven { assurance, authenticated_at }, attributes, remote })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_arrive_by_name_and_what_has_a_number_by_what_it_is_called() {
        let groups = ["CN=Sambruk".to_owned(), String::new(), "CN=Personal".to_owned()];
        let (unit, number) = (["Skolan".to_owned()], ["199001019999".to_owned()]);
        let told: [(&str, &[String]); 4] = [
            ("http://schemas.xmlsoap.org/claims/Group", &groups),
            ("urn:oid:1.2.840.113556.1.2.102", &groups),
            (names::attribute::UNIT, &unit),
            (names::attribute::PERSONAL_NUMBER, &number),
        ];
        let mut wanted = Arrived::default();
        wanted.add("http://schemas.xmlsoap.org/claims/Group", ["CN=Sambruk", "CN=Personal"]);
        wanted.add("memberOf", ["CN=Sambruk", "CN=Personal"]);
        wanted.add("ou", ["Skolan"]);
        assert_eq!(arrived(told.into_iter()), wanted);
    }
}
