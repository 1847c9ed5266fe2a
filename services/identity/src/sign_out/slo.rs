//! What SAML providers have to say about signing out, at one address for all of them (Profiles 4.4): a request of theirs to end sessions
//! here, or the answer to one of ours. Their browsers bring it without any cookie of ours: what counts is the signature.

use axum::response::{IntoResponse, Redirect, Response};
use openidconnect::url::form_urlencoded;
use platform::{Actor, Ctx, Result, View, guard::RequestId};
use rand::Rng;
use saml::{
    Way,
    logout::{Arrived, AskedToLeave, Left, PendingLeave},
};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{Message, Refusal, leaving, leaving::State, note, slo_address};
use crate::{
    connections,
    domain::{
        connection::{Protocol, State as Use},
        key::secret,
    },
    entities::connection,
    feed,
    pages::sign_out as pages,
    remote::{self, Ended, Whose},
    saml_keys,
    sign_in::{SignIn, provider},
};

/// Connections to the same provider that are looked at: some serve several organisations.
const MOST: u64 = 50;

/// A message in an address.
pub fn of_query(query: String) -> Message {
    let relay_state = field(query.as_bytes(), "RelayState");
    let holds = |name| field(query.as_bytes(), name).is_some();
    match (holds("SAMLRequest"), holds("SAMLResponse")) {
        (true, false) => Message::Request(Arrived::Query(query)),
        (false, true) => Message::Answer { arrived: Arrived::Query(query), relay_state },
        _ => Message::Neither,
    }
}

/// A message in a form.
pub fn of_form(body: &[u8]) -> Message {
    let relay_state = field(body, "RelayState");
    let form = |message| Arrived::Form { message, relay_state: relay_state.clone() };
    match (field(body, "SAMLRequest"), field(body, "SAMLResponse")) {
        (Some(message), None) => Message::Request(form(message)),
        (None, Some(message)) => Message::Answer { arrived: form(message), relay_state: relay_state.clone() },
        _ => Message::Neither,
    }
}

fn field(form: &[u8], name: &str) -> Option<String> {
    form_urlencoded::parse(form).find(|(known, _)| known == name).map(|(_, value)| value.into_owned())
}

pub async fn slo(shared: &SignIn, view: View, id: RequestId, message: Message) -> Result<Response> {
    let reference = id.0.to_string();
    let refused = match message {
        Message::Request(arrived) => match asked(&view.ctx, &arrived).await? {
            Ok(Done::Answer(url)) => return Ok(Redirect::to(&url).into_response()),
            Ok(Done::Silent) => return Ok(pages::ended_by_provider(&view)),
            Err(refusal) => (refusal, pages::Failed::Request),
        },
        Message::Answer { arrived, relay_state } => {
            match answered(shared, &view.ctx, &arrived, relay_state.as_deref()).await? {
                Ok(ticket) => {
                    let page = ui::url("/identity/signed-out", &[("ticket", &ticket)]);
                    return Ok(Redirect::to(&page).into_response());
                }
                Err(refusal) => (refusal, pages::Failed::There),
            }
        }
        Message::Neither => (Refusal::new("malformed"), pages::Failed::Request),
    };
    note(None, &refused.0, &reference);
    Ok(pages::failed(&view, refused.1, &reference))
}

/// What becomes of a request that was followed.
enum Done {
    /// The browser goes back with our answer.
    Answer(String),
    /// The provider's metadata name no place that an answer could be brought to in an address.
    Silent,
}

/// Ends what a provider asks to end: of every connection with that entity id whose keys have signed the request, and of no other.
async fn asked(ctx: &Ctx, arrived: &Arrived) -> Result<std::result::Result<Done, Refusal>> {
    let issuer = match arrived.asked_by() {
        Ok(issuer) => issuer,
        Err(refused) => return Ok(Err((&refused).into())),
    };
    let (own, here, now) = (saml_keys::own(ctx).await?, slo_address(ctx), ctx.clock.now());
    let (mut signed, mut first) = (Vec::new(), None);
    for row in connected(ctx, &issuer).await? {
        let described = connections::described(&row)?;
        match own.asked_to_leave(&described, &here, arrived, now) {
            Ok(asked) => signed.push((row.id.to_string(), described, asked)),
            Err(refused) => first = first.or(Some(Refusal::from(&refused))),
        }
    }
    if signed.is_empty() {
        return Ok(Err(first.unwrap_or_else(|| Refusal::new("issuer"))));
    }
    let (mut known, mut ended) = (false, Vec::new());
    let across = ctx.store.across_for(Actor::System("sign-out")).await?;
    for (provider, _, asked) in &signed {
        let whose = Whose { name: Some(asked.who.name_id.clone()), indexes: asked.who.sessions.clone() };
        let used = (asked.used.key.as_str(), asked.used.until);
        match remote::end((ctx, &across), provider, &whose, used, "saml-logout").await? {
            Ended::Sessions(ids) => {
                known = true;
                ended.extend(ids);
            }
            Ended::Unknown => {}
            Ended::Replayed => return Ok(Err(Refusal::new("replayed"))),
        }
    }
    across.commit().await?;
    feed::tell(ctx, ended).await;
    let Some((provider, described, asked)) = signed.first() else { return Ok(Ok(Done::Silent)) };
    if !known {
        note(Some(provider), &Refusal::new("unknown-name"), &asked.id);
    }
    Ok(Ok(answer(&own, described, asked, known, now)))
}

/// Our answer. It says that it failed when the provider never signed in anybody of that name here.
fn answer(
    own: &saml::ServiceProvider,
    connection: &saml::Connection,
    asked: &AskedToLeave,
    done: bool,
    now: chrono::DateTime<chrono::Utc>,
) -> Done {
    match own.answer_leaving(connection, asked, done, rand::rng().random(), now) {
        Ok(Way::Redirect(url)) => Done::Answer(url),
        Ok(Way::Post { .. }) => Done::Silent,
        Err(error) => {
            tracing::warn!(%error, "a provider gets no answer to its wish to sign out");
            Done::Silent
        }
    }
}

/// SAML connections in use to the provider of that entity id: those of several organisations, when they share one, or when somebody
/// claims its name.
async fn connected(ctx: &Ctx, issuer: &str) -> Result<Vec<connection::Model>> {
    use connection::Column;
    let across = ctx.store.across_read(Actor::System("sign-out")).await?;
    let all = across.find::<connection::Entity>().filter(Column::Issuer.eq(issuer));
    let all = all.filter(Column::Protocol.eq(Protocol::Saml.name())).filter(Column::State.eq(Use::Live.name()));
    Ok(all.order_by_asc(Column::Id).limit(MOST).all(across.db()).await?)
}

/// Reads the provider's answer to a request of ours; tells the secret of the page that shows it.
async fn answered(
    shared: &SignIn,
    ctx: &Ctx,
    arrived: &Arrived,
    relay_state: Option<&str>,
) -> Result<std::result::Result<String, Refusal>> {
    let found = match relay_state {
        Some(state) => leaving::find(ctx, state).await?,
        None => None,
    };
    let Some((row, State::Asked)) = found else { return Ok(Err(Refusal::new("relay-state"))) };
    let provider = provider::find(ctx, &shared.demonstration, &row.provider, false).await?;
    let Some(connection) = provider.and_then(|provider| provider.saml) else {
        return Ok(Err(Refusal::new("provider-gone")));
    };
    let pending = PendingLeave {
        id: row.request.clone(),
        provider: connection.provider.entity_id.clone(),
        relay_state: relay_state.unwrap_or_default().to_owned(),
        at: row.asked_at.unwrap_or(row.expires_at),
    };
    let own = saml_keys::own(ctx).await?;
    let left = match own.left(&connection, &pending, &slo_address(ctx), arrived, ctx.clock.now()) {
        Ok(left) => left,
        Err(refused) => return Ok(Err((&refused).into())),
    };
    let state = if left == Left::Everywhere { State::Everywhere } else { State::Partly };
    let ticket = secret(&mut rand::rng());
    // The answer comes once: another request of this browser's has changed the row meanwhile.
    if !leaving::step(ctx, &row, state, (&ticket, "")).await? {
        return Ok(Err(Refusal::new("replayed")));
    }
    Ok(Ok(ticket))
}
