//! Federations as sources of providers' descriptions: kept by the association's office, chosen among by organisations.
//!
//! Of a list only what providers are chosen by is kept here; a connected provider's own description lies with its connection. So
//! whoever connects one has the list fetched and verified anew.

mod keep;
pub mod refresh;
mod source;
mod tell;

use chrono::{DateTime, Utc};
use contracts::Tenant;
use platform::{Across, Actor, Caller, Ctx, Error, Result, store::Read};
use saml::{Certificate, aggregate::Freshness};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, ExprTrait, LikeExpr},
};
use serde_json::json;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::{
    domain::federation::{self as rules, Kind, Plan, Refusal},
    entities::{connection, federation, federation::Model, listed},
    outside::Fault,
};

pub use keep::Description;
pub use tell::returned;

const WHO: Actor = Actor::System("federation-metadata");
/// Providers that a search shows.
pub const SHOWN: u64 = 25;

/// Why a federation was not kept or changed.
pub type Failure = platform::Failure<Refusal>;

/// All federations, by name.
///
/// # Errors
/// When the database does not answer.
pub async fn list(ctx: &Ctx, caller: &Caller) -> Result<Vec<Model>> {
    let read = ctx.store.read(caller.tenant()).await?;
    let rows = read.reference::<federation::Entity>().order_by_asc(federation::Column::Name);
    Ok(rows.order_by_asc(federation::Column::Id).all(read.db()).await?)
}

/// A federation, and how many connections of all organisations it keeps up.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn find(ctx: &Ctx, caller: &Caller, id: Uuid) -> Result<(Model, u64)> {
    let across = ctx.store.across(caller, "a federation's connections are counted").await?;
    let row = get(&across, id).await?;
    let connected = connected(&across, id).await?;
    across.commit().await?;
    Ok((row, connected))
}

async fn get(across: &Across, id: Uuid) -> Result<Model> {
    let found = across.find::<federation::Entity>().filter(federation::Column::Id.eq(id));
    found.one(across.db()).await?.ok_or(Error::NotFound)
}

async fn connected(across: &Across, id: Uuid) -> Result<u64> {
    Ok(across.find::<connection::Entity>().filter(connection::Column::Federation.eq(id)).count(across.db()).await?)
}

/// Those that an organisation may choose among: on, and read at least once.
///
/// # Errors
/// When the database does not answer.
pub async fn offered(read: &Read) -> Result<Vec<Model>> {
    let rows = read.reference::<federation::Entity>().filter(federation::Column::Live.eq(true));
    let rows = rows.filter(federation::Column::FetchedAt.is_not_null()).order_by_asc(federation::Column::Name);
    Ok(rows.all(read.db()).await?)
}

/// Providers of a federation's list that match what was typed, [`SHOWN`] at most, and how many there are.
///
/// # Errors
/// When the database does not answer.
pub async fn search(read: &Read, federation: Uuid, query: &str) -> Result<(Vec<listed::Model>, u64)> {
    let mut found = read.reference::<listed::Entity>().filter(listed::Column::Federation.eq(federation));
    for pattern in rules::patterns(query) {
        found = found.filter(Expr::col(listed::Column::Search).like(LikeExpr::new(pattern).escape('\\')));
    }
    let total = found.clone().count(read.db()).await?;
    let rows = found.order_by_asc(listed::Column::NameSv).order_by_asc(listed::Column::EntityId).limit(SHOWN);
    Ok((rows.all(read.db()).await?, total))
}

/// One provider of a federation's list.
///
/// # Errors
/// When the database does not answer.
pub async fn provider(read: &Read, federation: Uuid, entity_id: &str) -> Result<Option<listed::Model>> {
    let found = read.reference::<listed::Entity>().filter(listed::Column::Federation.eq(federation));
    Ok(found.filter(listed::Column::EntityId.eq(entity_id)).one(read.db()).await?)
}

/// A federation by its id alone.
async fn by_id(ctx: &Ctx, id: Uuid) -> Result<Option<Model>> {
    let across = ctx.store.across_read(WHO).await?;
    Ok(across.find::<federation::Entity>().filter(federation::Column::Id.eq(id)).one(across.db()).await?)
}

/// Makes a federation and asks it at once: its page tells what came of that.
///
/// # Errors
/// The rule that forbids it.
pub async fn make(ctx: &Ctx, caller: &Caller, plan: Plan) -> Result<Uuid, Failure> {
    let across = ctx.store.across(caller, "a federation is made").await?;
    let known = across.find::<federation::Entity>().all(across.db()).await?;
    if known.iter().any(|row| row.address == plan.address) {
        return Err(Refusal::Known.into());
    }
    if known.len() as u64 >= rules::MOST {
        return Err(Refusal::TooMany.into());
    }
    let row = enter(&across, plan).await?;
    let told = json!({ "kind": row.kind, "address": row.address, "certificates": subjects(&row.certificates) });
    across.audit(caller.tenant(), "identity.federation.make", &row.id.to_string(), &told).await?;
    across.commit().await?;
    refresh::one(ctx, row.id, true).await?;
    Ok(row.id)
}

/// As [`make`], without asking it.
///
/// # Errors
/// When the database refuses it, as it does another one at the same address.
pub async fn enter(across: &Across, plan: Plan) -> Result<Model> {
    let Plan { name, kind, address, certificates, authority, probe } = plan;
    let now = across.now();
    let row = federation::ActiveModel {
        id: Set(platform::id::new()),
        name: Set(name),
        kind: Set(kind.name().into()),
        address: Set(address),
        certificates: Set(pem(&certificates)),
        authority: Set(authority),
        probe: Set(probe),
        live: Set(true),
        etag: Set(None),
        modified: Set(None),
        document_sha256: Set(None),
        valid_until: Set(None),
        made: Set(None),
        cache_seconds: Set(None),
        signed_by: Set(None),
        providers: Set(0),
        passed_over: Set(0),
        fetched_at: Set(None),
        asked_at: Set(None),
        next_at: Set(now),
        failures: Set(0),
        fault: Set(None),
        fault_detail: Set(None),
        warned_of: Set(None),
        turn: Set(0),
        made_at: Set(now),
    };
    across.insert(row).await
}

/// Changes the certificates that may have signed, and asks the federation anew: what a removed key has signed is not used again.
///
/// # Errors
/// The rule that forbids it; [`Error::NotFound`] when there is no such federation.
pub async fn certify(ctx: &Ctx, caller: &Caller, id: Uuid, text: &str) -> Result<(), Failure> {
    let certificates = rules::certificates(text)?;
    let across = ctx.store.across(caller, "a federation's certificates are changed").await?;
    let row = get(&across, id).await?;
    let told = json!({ "before": subjects(&row.certificates), "after": subjects(text) });
    let mut row = row.into_active_model();
    row.certificates = Set(pem(&certificates));
    (row.etag, row.modified, row.document_sha256) = (Set(None), Set(None), Set(None));
    across.update(row).await?;
    let forget = across.update_many::<connection::Entity>().col_expr(connection::Column::Etag, Expr::value(NOTHING));
    forget.filter(connection::Column::Federation.eq(id)).exec(across.db()).await?;
    across.audit(caller.tenant(), "identity.federation.certify", &id.to_string(), &told).await?;
    across.commit().await?;
    Ok(refresh::one(ctx, id, true).await?)
}

const NOTHING: Option<String> = None;

/// Asks a federation now.
///
/// # Errors
/// [`Error::NotFound`] when there is no such federation.
pub async fn ask(ctx: &Ctx, caller: &Caller, id: Uuid) -> Result<()> {
    let across = ctx.store.across(caller, "a federation is asked").await?;
    get(&across, id).await?;
    across.audit(caller.tenant(), "identity.federation.ask", &id.to_string(), &json!({})).await?;
    across.commit().await?;
    refresh::one(ctx, id, false).await
}

/// Switches a federation on or off. Off, it is neither asked nor offered; what it has told of connections' providers stays good to
/// its end.
///
/// # Errors
/// [`Error::NotFound`] when there is no such federation.
pub async fn switch(ctx: &Ctx, caller: &Caller, id: Uuid, on: bool) -> Result<()> {
    let across = ctx.store.across(caller, "a federation is switched").await?;
    let mut row = get(&across, id).await?.into_active_model();
    (row.live, row.next_at) = (Set(on), Set(across.now()));
    let row = across.update(row).await?;
    tell::office(&across, row).await?;
    across.audit(caller.tenant(), "identity.federation.switch", &id.to_string(), &json!({ "live": on })).await?;
    across.commit().await?;
    if on { refresh::one(ctx, id, false).await } else { Ok(()) }
}

/// Removes a federation through which nobody is connected.
///
/// # Errors
/// The rule that forbids it; [`Error::NotFound`] when there is no such federation.
pub async fn remove(ctx: &Ctx, caller: &Caller, id: Uuid) -> Result<(), Failure> {
    let across = ctx.store.across(caller, "a federation is removed").await?;
    let row = get(&across, id).await?;
    // Whoever connects an organisation in this second keeps a description that ends by itself, as that of one that is switched off.
    if connected(&across, id).await? > 0 {
        return Err(Refusal::InUse.into());
    }
    let mut off = row.clone().into_active_model();
    off.live = Set(false);
    tell::office(&across, across.update(off).await?).await?;
    across.delete::<listed::Entity>().filter(listed::Column::Federation.eq(id)).exec(across.db()).await?;
    across.delete::<federation::Entity>().filter(federation::Column::Id.eq(id)).exec(across.db()).await?;
    across
        .audit(caller.tenant(), "identity.federation.remove", &id.to_string(), &json!({ "address": row.address }))
        .await?;
    across.commit().await?;
    Ok(())
}

/// Has a federation tell of a provider that is to be connected.
///
/// # Errors
/// When the database does not answer; the inner one: why the provider can't be connected.
pub async fn take(ctx: &Ctx, id: Uuid, entity: &str) -> Result<Result<Description, Fault>> {
    let Some(row) = by_id(ctx, id).await?.filter(|row| row.live) else {
        return Ok(Err(Fault::new("federation-gone", "the federation is not offered any more")));
    };
    match Kind::named(&row.kind) {
        Some(Kind::List) => refresh::from_list(ctx, &row, entity).await,
        Some(Kind::Query) => refresh::from_query(ctx, &row, entity).await,
        None => Err(Error::NotFound),
    }
}

/// How fresh what is kept of the federation's document is.
fn freshness(row: &Model) -> Option<Freshness> {
    fresh(row.valid_until, row.made)
}

fn fresh(valid_until: Option<DateTime<Utc>>, created: Option<DateTime<Utc>>) -> Option<Freshness> {
    Some(Freshness { id: None, valid_until: valid_until?, created, cache_duration: None })
}

fn pem(certificates: &[Certificate]) -> String {
    certificates.iter().map(Certificate::pem).collect()
}

/// Whose certificates a text in PEM holds.
pub fn subjects(text: &str) -> Vec<String> {
    let known = rules::certificates(text).unwrap_or_default();
    known.iter().map(|one| format!("{} ({})", one.subject(), platform::clock::local_date(one.not_after()))).collect()
}

/// As [`subjects`], each with its SHA-256 in hex, pairs of digits with colons between, as federations publish them.
pub fn told_apart(text: &str) -> Vec<(String, String)> {
    let known = rules::certificates(text).unwrap_or_default();
    let pairs =
        |one: &Certificate| Sha256::digest(one.der()).iter().map(|byte| format!("{byte:02X}")).collect::<Vec<_>>();
    subjects(text).into_iter().zip(known.iter().map(|one| pairs(one).join(":"))).collect()
}

/// Where what concerns all is written.
fn association() -> Tenant {
    Tenant::association()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As `openssl x509 -noout -fingerprint -sha256` says it.
    #[test]
    fn a_certificate_is_compared_by_what_others_print() {
        let wanted = "5C:03:33:36:0B:DC:4A:96:82:FD:D8:B8:8D:9B:51:D8:EC:D9:70:80:2F:A1:C0:D9:76:B3:A7:94:58:BE:38:5E";
        let [(subject, fingerprint)] = &told_apart(include_str!("pages/example-federation.pem"))[..] else {
            panic!("one certificate")
        };
        assert!(subject.starts_with("CN=example federation ("), "{subject}");
        assert_eq!(fingerprint, wanted);
    }
}
