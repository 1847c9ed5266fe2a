//! Sessions: begun, made stronger, switched to another organisation, ended.

use chrono::{DateTime, Utc};
use contracts::{Assurance, Tenant};
use platform::{
    Across, Actor, Caller, Ctx, Error, Result,
    caller::{is_fresh, secret_hash},
};
use sea_orm::{ActiveValue::Set, ColumnTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr};
use serde_json::json;
use uuid::Uuid;

use crate::{
    domain::{
        key::secret,
        session::{LONGEST, MOST},
    },
    entities::{person, session},
    feed,
    lookup::assurance_name,
    permissions::SESSIONS,
    remote::Kept,
    sign_out::leaving,
};

/// Why a session begins, as the audit log names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// The person signed in.
    SignIn,
    /// The person proved who she is again, on a higher level.
    StepUp,
    /// The person acts for another organisation.
    Switch,
}

/// A session to begin.
#[derive(Debug)]
pub struct Opening<'a> {
    pub act: Act,
    pub person: Uuid,
    /// Her name and address as the provider told them now.
    pub told: Option<(&'a str, Option<&'a str>)>,
    pub tenant: &'a Tenant,
    pub assurance: Assurance,
    pub authenticated_at: DateTime<Utc>,
    /// The session that this browser had.
    pub replaces: Option<Uuid>,
    pub provider: &'a str,
    /// What it keeps of the provider's own session; none: what the session that it replaces keeps.
    pub kept: Option<Kept>,
}

/// Begins a session and tells its token, which is nowhere else.
///
/// # Errors
/// When the database does not answer.
pub async fn open(ctx: &Ctx, opening: Opening<'_>) -> Result<String> {
    let across = ctx.store.across_for(Actor::Person(opening.person)).await?;
    let (token, ended) = begin(&across, &opening).await?;
    across.commit().await?;
    feed::tell(ctx, ended).await;
    Ok(token)
}

/// As [`open`], in a transaction at hand; also tells which sessions it ends.
///
/// # Errors
/// When the database does not answer.
pub async fn begin(across: &Across, opening: &Opening<'_>) -> Result<(String, Vec<Uuid>)> {
    let token = secret(&mut rand::rng());
    let now = across.now();
    let before = match opening.replaces {
        Some(id) => across.find::<session::Entity>().filter(session::Column::Id.eq(id)).one(across.db()).await?,
        None => None,
    };
    // A switch does not make the day longer.
    let longest =
        before.as_ref().filter(|_| opening.act == Act::Switch).map_or(now + LONGEST, |before| before.expires_at);
    let kept = opening.kept.clone().unwrap_or_else(|| before.map(Kept::of).unwrap_or_default());
    let mut ended = end_where(across, opening.person, |id| Some(id) == opening.replaces).await?;
    ended.extend(end_surplus(across, opening.person).await?);
    if let Some((name, email)) = opening.told {
        let signed_in = across.update_many::<person::Entity>().col_expr(person::Column::Name, Expr::value(name));
        let signed_in = signed_in.col_expr(person::Column::Email, Expr::value(email));
        let signed_in = signed_in.col_expr(person::Column::LastSignInAt, Expr::value(now));
        signed_in.filter(person::Column::Id.eq(opening.person)).exec(across.db()).await?;
    }
    let id = platform::id::new();
    across
        .insert(session::ActiveModel {
            tenant: Set(opening.tenant.to_string()),
            id: Set(id),
            person: Set(opening.person),
            token_sha256: Set(secret_hash(&token)),
            assurance: Set(assurance_name(opening.assurance).into()),
            authenticated_at: Set(opening.authenticated_at),
            created_at: Set(now),
            last_used_at: Set(now),
            expires_at: Set(longest),
            ended_at: Set(None),
            changed_at: Set(None),
            provider: Set(kept.provider),
            name_mac: Set(kept.name_mac),
            index_mac: Set(kept.index_mac),
            leave_sealed: Set(kept.leave_sealed),
        })
        .await?;
    let detail = json!({ "assurance": assurance_name(opening.assurance), "provider": opening.provider, "replaces": opening.replaces });
    across.audit(opening.tenant, opening.act.name(), &id.to_string(), &detail).await?;
    Ok((token, ended))
}

impl Act {
    const fn name(self) -> &'static str {
        match self {
            Self::SignIn => "identity.session.sign-in",
            Self::StepUp => "identity.session.step-up",
            Self::Switch => "identity.session.switch",
        }
    }
}

/// Whether somebody may end sessions now: the one that asks at once, others of hers only after a fresh sign-in (ASVS 5.0, 7.5.2), so that
/// who finds her computer can't shut her out elsewhere. Administrators end others', and a machine has none.
#[must_use]
pub fn may_end(caller: &Caller, which: Option<Uuid>, now: DateTime<Utc>) -> bool {
    let session = caller.session();
    let administers = which.is_some() && caller.may(&SESSIONS);
    session.machine || administers || which == Some(session.id) || is_fresh(session, now)
}

/// Ends one session of a person, or of the tenant when an administrator asks.
///
/// # Errors
/// [`Error::NotFound`] when there is no such session, whoever else may have one.
pub async fn end(ctx: &Ctx, id: Uuid, person: Uuid, administered: Option<&Tenant>) -> Result<()> {
    let across = ctx.store.across_for(Actor::Person(person)).await?;
    end_one(&across, id, person, administered).await?;
    across.commit().await?;
    feed::tell(ctx, vec![id]).await;
    Ok(())
}

/// Ends the session of whoever signs out; tells the secret of a way to sign out at the provider too, where there is one.
///
/// # Errors
/// When the database does not answer.
pub async fn sign_out(ctx: &Ctx, caller: &Caller) -> Result<Option<String>> {
    let (id, person) = (caller.session().id, caller.session().actor);
    let across = ctx.store.across_for(Actor::Person(person)).await?;
    let before = end_one(&across, id, person, None).await?;
    let way = leaving::offer((ctx, &across), &before).await?;
    across.commit().await?;
    feed::tell(ctx, vec![id]).await;
    Ok(way)
}

/// Ends a session in a transaction at hand, and tells what it was.
async fn end_one(across: &Across, id: Uuid, person: Uuid, administered: Option<&Tenant>) -> Result<session::Model> {
    let found = across.find::<session::Entity>().filter(session::Column::Id.eq(id)).one(across.db()).await?;
    let Some(found) = found else { return Err(Error::NotFound) };
    if found.person != person && administered.is_none_or(|tenant| tenant.as_str() != found.tenant) {
        return Err(Error::NotFound);
    }
    if found.ended_at.is_none() {
        let tenant: Tenant = found.tenant.parse().map_err(anyhow::Error::new)?;
        let mut row = found.clone().into_active_model();
        row.ended_at = Set(Some(across.now()));
        row.leave_sealed = Set(None);
        across.update(row).await?;
        across.audit(&tenant, "identity.session.end", &id.to_string(), &json!({})).await?;
    }
    Ok(found)
}

/// Ends all sessions of a person but the one in use; tells how many.
///
/// # Errors
/// When the database does not answer.
pub async fn end_others(ctx: &Ctx, person: Uuid, keep: Uuid, tenant: &Tenant) -> Result<usize> {
    let across = ctx.store.across_for(Actor::Person(person)).await?;
    let ended = end_where(&across, person, |id| id != keep).await?;
    across.audit(tenant, "identity.session.end-others", &keep.to_string(), &json!({ "ended": ended })).await?;
    across.commit().await?;
    let count = ended.len();
    feed::tell(ctx, ended).await;
    Ok(count)
}

/// Ends all sessions in which a person acts for the caller's organisation.
///
/// # Errors
/// When the database does not answer.
pub async fn end_all(ctx: &Ctx, caller: &Caller, person: Uuid) -> Result<()> {
    let across = ctx.store.across_for(caller.actor()).await?;
    let mut rows = live(&across, person).await?;
    rows.retain(|row| row.tenant == caller.tenant().as_str());
    let ended: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    mark_ended(&across, &ended).await?;
    let told = json!({ "ended": ended });
    across.audit(caller.tenant(), "identity.session.end-all", &person.to_string(), &told).await?;
    across.commit().await?;
    feed::tell(ctx, ended).await;
    Ok(())
}

/// The sessions of a person that may still be in use, newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn of_person(ctx: &Ctx, person: Uuid) -> Result<Vec<session::Model>> {
    let across = ctx.store.across_read(Actor::Person(person)).await?;
    live(&across, person).await
}

/// As [`of_person`], in a transaction at hand.
///
/// # Errors
/// When the database does not answer.
pub async fn live(across: &Across, person: Uuid) -> Result<Vec<session::Model>> {
    let now = across.now();
    let select = across
        .find::<session::Entity>()
        .filter(session::Column::Person.eq(person))
        .filter(session::Column::EndedAt.is_null());
    let select = select.filter(session::Column::ExpiresAt.gt(now)).order_by_desc(session::Column::CreatedAt);
    // Of several in the same moment, always in the same order.
    let select = select.order_by_desc(session::Column::Id).limit(100);
    let rows = select.all(across.db()).await?;
    let life = |row: &session::Model| crate::domain::session::Life {
        last_used_at: row.last_used_at,
        expires_at: row.expires_at,
        ended_at: row.ended_at,
    };
    Ok(rows.into_iter().filter(|row| life(row).is_live(now)).collect())
}

async fn end_where(across: &Across, person: Uuid, chosen: impl Fn(Uuid) -> bool) -> Result<Vec<Uuid>> {
    let ids: Vec<Uuid> = live(across, person).await?.into_iter().map(|row| row.id).filter(|id| chosen(*id)).collect();
    mark_ended(across, &ids).await?;
    Ok(ids)
}

/// Ends all sessions that came through a provider, whomever they act for, but the one in use; tells which.
///
/// # Errors
/// When the database does not answer.
pub async fn end_through(across: &Across, provider: &str, but: Uuid) -> Result<Vec<Uuid>> {
    use session::Column;
    let through = across.find::<session::Entity>().filter(Column::Provider.eq(provider)).filter(Column::Id.ne(but));
    let through = through.filter(Column::EndedAt.is_null()).filter(Column::ExpiresAt.gt(across.now()));
    let ids: Vec<Uuid> = through.select_only().column(Column::Id).into_tuple().all(across.db()).await?;
    mark_ended(across, &ids).await?;
    Ok(ids)
}

/// Makes room for one more session.
async fn end_surplus(across: &Across, person: Uuid) -> Result<Vec<Uuid>> {
    let ids: Vec<Uuid> = live(across, person).await?.into_iter().skip(MOST - 1).map(|row| row.id).collect();
    mark_ended(across, &ids).await?;
    Ok(ids)
}

async fn mark_ended(across: &Across, ids: &[Uuid]) -> Result<()> {
    if !ids.is_empty() {
        let ending = across.update_many::<session::Entity>();
        let ending = ending.col_expr(session::Column::EndedAt, Expr::value(across.now()));
        let ending = ending.col_expr(session::Column::LeaveSealed, Expr::value(None::<String>));
        ending.filter(session::Column::Id.is_in(ids.to_vec())).exec(across.db()).await?;
    }
    Ok(())
}

/// The person behind a session; none behind a machine's key.
///
/// # Errors
/// When the database does not answer.
pub async fn person(ctx: &Ctx, person: Uuid) -> Result<Option<person::Model>> {
    let across = ctx.store.across_read(Actor::Person(person)).await?;
    Ok(across.find::<person::Entity>().filter(person::Column::Id.eq(person)).one(across.db()).await?)
}

/// Remembers whether a person wants mail about what waits for her.
///
/// # Errors
/// When the database does not answer.
pub async fn want_mail(ctx: &Ctx, caller: &Caller, wanted: bool) -> Result<()> {
    let person = caller.session().actor;
    let across = ctx.store.across_for(caller.actor()).await?;
    let wanting = across.update_many::<person::Entity>().col_expr(person::Column::Mailed, Expr::value(wanted));
    wanting.filter(person::Column::Id.eq(person)).exec(across.db()).await?;
    across.audit(caller.tenant(), "identity.person.mail", &person.to_string(), &json!({ "wanted": wanted })).await?;
    across.commit().await
}
