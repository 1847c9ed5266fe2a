//! An organisation's connections to its own identity providers: made, tried, switched on and off, removed.

pub mod broker;
mod expiry;
pub mod refresh;
pub mod shell;

use chrono::{DateTime, Utc};
use contracts::Tenant;
use platform::{Actor, Caller, Ctx, Error, Result, Tx, sealed};
use saml::{Encryption, Scopes};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, FromQueryResult, IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use serde_json::json;
use uuid::Uuid;

use crate::{
    domain::{
        connection::{self as rules, Plan, Protocol, Refusal, Source, State, To},
        sharing::{self, Sharing},
    },
    entities::{connection, connection::Model, organisation},
    federations::{self, Description},
    feed,
    outside::{self, Fault},
    rules::{self as mapping, Ended},
    sessions,
};

/// What the secrets at providers are encrypted for.
const PURPOSE: &str = "identity/provider-secret";

/// Why a connection was not changed.
pub type Failure = platform::Failure<Refusal>;

/// The organisation's connections, the first made first.
///
/// # Errors
/// When the database does not answer.
pub async fn list(ctx: &Ctx, caller: &Caller) -> Result<Vec<Model>> {
    let read = ctx.store.read(caller.tenant()).await?;
    let rows = read.find::<connection::Entity>().order_by_asc(connection::Column::MadeAt);
    Ok(rows.order_by_asc(connection::Column::Id).all(read.db()).await?)
}

/// One of the organisation's connections.
///
/// # Errors
/// [`Error::NotFound`] when it is not the organisation's.
pub async fn find(ctx: &Ctx, caller: &Caller, id: Uuid) -> Result<Model> {
    ctx.store.read(caller.tenant()).await?.get::<connection::Entity>(id).await
}

/// A connection that is in use, without the metadata, which are long.
#[derive(Debug, FromQueryResult)]
pub struct Live {
    pub tenant: String,
    pub id: Uuid,
    pub label: String,
}

/// Connections that staff uses, of all organisations, with the organisations' names: what whoever signs in chooses from.
///
/// # Errors
/// When the database does not answer.
pub async fn live(ctx: &Ctx) -> Result<Vec<(Live, String)>> {
    use connection::Column;
    let across = ctx.store.across_read(Actor::System("sign-in")).await?;
    let live = across.find::<connection::Entity>().filter(Column::State.eq(State::Live.name()));
    let live = live.filter(Column::Outside.eq(false));
    let short = live.select_only().columns([Column::Tenant, Column::Id, Column::Label]);
    let rows: Vec<Live> = short.order_by_asc(Column::Label).into_model().all(across.db()).await?;
    let owners: Vec<&str> = rows.iter().map(|row| row.tenant.as_str()).collect();
    let names = across.find::<organisation::Entity>().filter(organisation::Column::Tenant.is_in(owners));
    let names = names.all(across.db()).await?;
    let name = |tenant: &str| names.iter().find(|one| one.tenant == tenant).map(|one| one.name.clone());
    let named = rows.into_iter().map(|row| (name(&row.tenant).unwrap_or_else(|| row.tenant.clone()), row));
    Ok(named.map(|(name, row)| (row, name)).collect())
}

/// A connection by its id alone, for a sign-in: nobody is signed in yet.
///
/// # Errors
/// When the database does not answer.
pub async fn by_id(ctx: &Ctx, id: Uuid) -> Result<Option<Model>> {
    let across = ctx.store.across_read(Actor::System("sign-in")).await?;
    Ok(across.find::<connection::Entity>().filter(connection::Column::Id.eq(id)).one(across.db()).await?)
}

/// Our secret at the provider, if we have one there.
///
/// # Errors
/// When it can't be decrypted.
pub fn secret(ctx: &Ctx, row: &Model) -> Result<Option<String>> {
    let Some(sealed) = &row.secret_sealed else { return Ok(None) };
    let secret = sealed::open(ctx, PURPOSE, &row.id.to_string(), sealed)?;
    Ok(Some(String::from_utf8(secret).map_err(anyhow::Error::new)?))
}

/// What is kept of what a provider says of itself. It ends with the federation's list that it was cut out of.
///
/// # Errors
/// When it can't be read: it could when it was kept.
pub fn provider(row: &Model) -> Result<saml::Provider> {
    let text = row.metadata.as_deref().unwrap_or_default();
    let mut provider = saml::Provider::read(text).map_err(anyhow::Error::new)?;
    provider.valid_until = provider.valid_until.into_iter().chain(row.metadata_until).min();
    Ok(provider)
}

/// What a provider's metadata say, and how much of it is believed.
///
/// # Errors
/// As [`provider`].
pub fn described(row: &Model) -> Result<saml::Connection> {
    let provider = provider(row)?;
    let scopes = sharing::parted(&row.scopes);
    let scopes = match (scopes.is_empty(), row.federation) {
        (true, _) => Scopes::Declared,
        // A federation vouches for the scopes of a provider: nobody adds to them.
        (false, Some(_)) => Scopes::DeclaredAmong(scopes),
        (false, None) => Scopes::Vouched(scopes),
    };
    let encryption = if row.encrypted { Encryption::Required } else { Encryption::Forbidden };
    Ok(saml::Connection { provider, encryption, scopes })
}

/// How the organisation's people are told from those of others who use the same provider: an organisation with these scopes, beside
/// those whose connections to it are in use.
///
/// # Errors
/// When the database does not answer.
pub async fn sharing(ctx: &Ctx, tenant: &str, issuer: &str, scopes: &str) -> Result<Sharing> {
    use connection::Column;
    let across = ctx.store.across_read(Actor::System("sign-in")).await?;
    let others =
        across.find::<connection::Entity>().filter(Column::Issuer.eq(issuer)).filter(Column::Tenant.ne(tenant));
    let others = others.filter(Column::State.eq(State::Live.name())).filter(Column::Outside.eq(false));
    let others = others.select_only().column(Column::Scopes);
    let others: Vec<String> = others.into_tuple().all(across.db()).await?;
    let others = others.iter().map(|these| sharing::parted(these)).collect();
    Ok(Sharing { own: sharing::parted(scopes), others })
}

/// A connection that can be kept: its provider's metadata have been read.
#[derive(Debug)]
pub struct Ready {
    label: String,
    to: To,
    outside: bool,
    issuer: String,
    metadata: Option<String>,
    /// What a federation says beside that.
    told: Option<Description>,
}

/// Reads the metadata that a plan names.
///
/// # Errors
/// When the database does not answer; the inner one: why the metadata can't be used.
pub async fn prepare(ctx: &Ctx, plan: Plan) -> Result<std::result::Result<Ready, Fault>> {
    let Plan { label, to, outside } = plan;
    let (metadata, told) = match &to {
        To::Oidc { issuer, .. } => {
            return Ok(Ok(Ready { label, issuer: issuer.clone(), metadata: None, told: None, to, outside }));
        }
        To::Saml { source: Source::Text(text), .. } => (Ok(text.clone()), None),
        To::Saml { source: Source::At(address), .. } => (outside::document(ctx, address).await, None),
        To::Saml { source: Source::Listed { federation, entity }, .. } => {
            match federations::take(ctx, *federation, entity).await? {
                Ok(told) => (Ok(told.metadata.clone()), Some(told)),
                Err(fault) => (Err(fault), None),
            }
        }
    };
    Ok(metadata.and_then(|metadata| ready(label, to, metadata, told, ctx.clock.now())))
}

fn ready(
    label: String,
    to: To,
    metadata: String,
    told: Option<Description>,
    now: DateTime<Utc>,
) -> std::result::Result<Ready, Fault> {
    let provider = saml::Provider::read(&metadata).map_err(|error| Fault::new(error.code(), error))?;
    if !provider.is_valid(now) {
        return Err(Fault::new("metadata-ended", "the metadata are past their end (validUntil)"));
    }
    Ok(Ready { label, issuer: provider.entity_id, metadata: Some(metadata), told, to, outside: false })
}

/// Makes a connection, which is tried before it is switched on.
///
/// # Errors
/// The rule that forbids it.
pub async fn make(ctx: &Ctx, caller: &Caller, ready: Ready) -> Result<Uuid, Failure> {
    let tx = ctx.store.begin(caller).await?;
    let id = enter(ctx, &tx, ready).await?;
    tx.commit().await?;
    Ok(id)
}

/// As [`make`], in a transaction of the organisation's.
///
/// # Errors
/// The rule that forbids it.
pub async fn enter(ctx: &Ctx, tx: &Tx, ready: Ready) -> Result<Uuid, Failure> {
    let id = platform::id::new();
    let scopes = match &ready.to {
        To::Oidc { scopes, .. } | To::Saml { scopes, .. } => scopes,
    };
    if ready.outside {
        broker::may_be_of(tx.tenant())?;
    } else {
        sharing(ctx, tx.tenant().as_str(), &ready.issuer, scopes).await?.fits()?;
    }
    let row = row(ctx, tx, id, ready)?;
    // Whoever makes another one at the same time meets the unique index on issuers, or is one too many by that one.
    if tx.find::<connection::Entity>().count(tx.db()).await.map_err(Error::from)? >= rules::MOST {
        return Err(Refusal::TooMany.into());
    }
    let told = json!({ "protocol": row.protocol.as_ref(), "issuer": row.issuer.as_ref(), "federation": row.federation.as_ref(),
        "outside": row.outside.as_ref() });
    if !tx.insert_if_new(row).await? {
        return Err(Refusal::Known.into());
    }
    tx.audit("identity.connection.make", &id.to_string(), &told).await?;
    Ok(id)
}

fn row(ctx: &Ctx, tx: &Tx, id: Uuid, ready: Ready) -> Result<connection::ActiveModel> {
    let Ready { label, to, outside, issuer, metadata, told } = ready;
    let mut row = connection::ActiveModel {
        id: Set(id),
        label: Set(label),
        protocol: Set(Protocol::Oidc.name().into()),
        issuer: Set(issuer),
        client_id: Set(None),
        secret_sealed: Set(None),
        asked_at: Set(metadata.is_some().then(|| tx.now())),
        metadata: Set(metadata),
        metadata_url: Set(None),
        fault: Set(None),
        fault_detail: Set(None),
        federation: Set(None),
        metadata_until: Set(told.as_ref().map(|told| told.until)),
        metadata_made: Set(told.as_ref().and_then(|told| told.made)),
        etag: Set(told.and_then(|told| told.etag)),
        missing: Set(None),
        missing_task: Set(None),
        encrypted: Set(false),
        outside: Set(outside),
        scopes: Set(String::new()),
        state: Set(State::Draft.name().into()),
        report: Set(None),
        tried_at: Set(None),
        warned_of: Set(None),
        made_at: Set(tx.now()),
        changed_at: Set(tx.now()),
        ..Default::default()
    };
    match to {
        To::Oidc { client_id, secret, scopes, .. } => {
            row.scopes = Set(scopes);
            row.client_id = Set(Some(client_id));
            let seal = |secret: String| sealed::seal(ctx, PURPOSE, &id.to_string(), secret.as_bytes());
            row.secret_sealed = Set(secret.map(seal).transpose()?);
        }
        To::Saml { source, encrypted, scopes } => {
            row.protocol = Set(Protocol::Saml.name().into());
            row.encrypted = Set(encrypted);
            row.scopes = Set(scopes);
            match source {
                Source::At(address) => row.metadata_url = Set(Some(address)),
                Source::Listed { federation, .. } => row.federation = Set(Some(federation)),
                Source::Text(_) => {}
            }
        }
    }
    Ok(row)
}

/// Switches a connection on or off. Off, it vouches for nobody: the sessions that came through it end at once but for the caller's own,
/// and so do the roles that follow from its rules; the rules stay.
///
/// # Errors
/// The rule that forbids it; [`Error::NotFound`] when it is not the organisation's.
pub async fn switch(ctx: &Ctx, caller: &Caller, id: Uuid, on: bool) -> Result<(), Failure> {
    let across = ctx.store.across_for(caller.actor()).await?;
    let tx = across.tenant(caller.tenant());
    let row = tx.get::<connection::Entity>(id).await?;
    let state = if on { rules::switched_on(row.tried_at, row.changed_at)? } else { State::Off };
    if on && row.outside {
        broker::alone(&tx, id).await?;
    } else if on {
        sharing(ctx, &row.tenant, &row.issuer, &row.scopes).await?.fits()?;
    } else {
        expiry::forget(&tx, &row).await?;
        federations::returned(&tx, &row).await?;
    }
    let mut row = row.into_active_model();
    row.state = Set(state.name().into());
    row.warned_of = Set(None);
    if !on {
        row.missing_task = Set(None);
    }
    tx.update(row).await?;
    let (mut ended, mut out) = (Ended::default(), Vec::new());
    if !on {
        ended = mapping::end(&tx, id, false).await?;
        out = sessions::end_through(&across, &id.to_string(), caller.session().id).await?;
    }
    let detail = json!({ "state": state.name(), "people": ended.people, "ended": out.len() });
    tx.audit("identity.connection.switch", &id.to_string(), &detail).await?;
    drop(tx);
    across.commit().await?;
    out.extend(ended.sessions);
    feed::tell(ctx, out).await;
    Ok(())
}

/// Says which scopes at the provider are the organisation's own; in force from the next sign-in.
///
/// # Errors
/// The rule that forbids it; [`Error::NotFound`] when it is not the organisation's.
pub async fn scope(ctx: &Ctx, caller: &Caller, id: Uuid, written: &str) -> Result<(), Failure> {
    let scopes = rules::scopes(written)?;
    let tx = ctx.store.begin(caller).await?;
    let row = tx.get::<connection::Entity>(id).await?;
    if row.outside {
        return Err(Refusal::Outside.into());
    }
    sharing(ctx, &row.tenant, &row.issuer, &scopes).await?.fits()?;
    let detail = json!({ "before": row.scopes, "after": scopes });
    let mut row = row.into_active_model();
    row.scopes = Set(scopes);
    tx.update(row).await?;
    tx.audit("identity.connection.scope", &id.to_string(), &detail).await?;
    tx.commit().await?;
    Ok(())
}

/// Removes a connection that is not in use, with its rules. Who has signed in through it is a stranger when it is made anew.
///
/// # Errors
/// The rule that forbids it; [`Error::NotFound`] when it is not the organisation's.
pub async fn remove(ctx: &Ctx, caller: &Caller, id: Uuid) -> Result<(), Failure> {
    let tx = ctx.store.begin(caller).await?;
    let row = tx.get::<connection::Entity>(id).await?;
    if State::named(&row.state) == State::Live {
        return Err(Refusal::InUse.into());
    }
    let ended = mapping::end(&tx, id, true).await?;
    let gone = tx.delete::<connection::Entity>().filter(connection::Column::Id.eq(id));
    gone.exec(tx.db()).await.map_err(Error::from)?;
    let detail = json!({ "issuer": row.issuer, "people": ended.people });
    tx.audit("identity.connection.remove", &id.to_string(), &detail).await?;
    tx.commit().await?;
    feed::tell(ctx, ended.sessions).await;
    Ok(())
}

/// Keeps what a trial has found.
///
/// # Errors
/// When the database does not answer.
pub async fn tried(ctx: &Ctx, tenant: &Tenant, id: Uuid, report: String, well: bool) -> Result<()> {
    let tx = ctx.store.begin_for(tenant, Actor::System("trial")).await?;
    let row = tx.get::<connection::Entity>(id).await?;
    let mut row = row.into_active_model();
    row.report = Set(Some(report));
    if well {
        row.tried_at = Set(Some(tx.now()));
    }
    tx.update(row).await?;
    tx.audit("identity.connection.try", &id.to_string(), &json!({ "well": well })).await?;
    tx.commit().await
}
