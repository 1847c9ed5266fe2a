//! Answers which session or key a secret belongs to: two queries, by the secret's hash.

use chrono::{DateTime, Utc};
use contracts::{
    Assurance, FormerKey, FormerKeyLookup, Grant, HoldersLookup, KeyOver, Lender, Lent, RolesLookup, Session,
    SessionLookup, Tenant,
};
use platform::{Across, Actor, Config, Ctx, Result};
use sea_orm::{ColumnTrait, QueryFilter, QueryResult, sea_query::Expr};
use uuid::Uuid;

use crate::{
    domain::{break_glass, key, role, session::Life},
    entities,
};

const SESSION: &str = "SELECT s.id, s.tenant, s.person, s.assurance, s.authenticated_at, s.last_used_at, s.expires_at, s.ended_at, \
    p.name, p.issuer, o.name AS organisation FROM identity_session s JOIN identity_person p ON p.id = s.person \
    LEFT JOIN identity_organisation o ON o.tenant = s.tenant WHERE s.token_sha256 = $1";
/// What is lent to support counts only while she is of those who may ask for it (`permissions::ASK_SUPPORT`). What was given is for staff,
/// and an invitation that somebody has come in by is the role of whoever is from outside.
const GRANTS: &str = "SELECT DISTINCT g.tenant, g.role, g.service, g.until, 0 AS invited FROM identity_grant g \
    JOIN identity_person p ON p.id = g.person AND p.issuer NOT LIKE 'outside %' WHERE g.person = $1 \
    AND (g.until IS NULL OR g.until > $2) AND (g.support IS NULL OR EXISTS (SELECT 1 FROM identity_grant a \
    WHERE a.person = g.person AND a.tenant = $3 AND a.role IN ('office', 'operator'))) \
    UNION SELECT i.tenant, i.role, i.service, NULL, 1 FROM identity_invitation i WHERE i.used_by = $1 AND i.withdrawn_at IS NULL";
const KEY: &str = "SELECT k.id, k.tenant, k.name, k.roles, k.service, k.created_at, k.last_used_at, k.expires_at, k.ended_at, \
    o.name AS organisation FROM identity_key k LEFT JOIN identity_organisation o ON o.tenant = k.tenant WHERE k.secret_sha256 = $1";

/// The session or key that the secret belongs to, if it may be used now.
pub async fn answer(ctx: Ctx, question: SessionLookup) -> Result<Option<Session>> {
    let across = ctx.store.across_read(Actor::System("session-lookup")).await?;
    let hash = question.secret_sha256;
    let found = if question.machine { key(&across, hash).await? } else { session(&ctx.config, &across, hash).await? };
    drop(across);
    let Some(found) = found else { return Ok(None) };
    if found.touch {
        touch(&ctx, &found.session).await?;
    }
    Ok(Some(found.session))
}

/// The roles that a person holds in an organisation now.
pub async fn roles(ctx: Ctx, question: RolesLookup) -> Result<Vec<Grant>> {
    let across = ctx.store.across_read(Actor::System("roles-lookup")).await?;
    let grants = grants_of(&across, question.person).await?;
    Ok(grants.into_iter().filter(|held| held.tenant == question.tenant).map(|held| held.grant).collect())
}

/// Who holds a role in an organisation now, for a service. Whoever has been let in to help for a while is not counted.
pub async fn holders(ctx: Ctx, question: HoldersLookup) -> Result<Vec<Uuid>> {
    const HOLDERS: &str = "SELECT DISTINCT person FROM identity_grant WHERE tenant = $1 AND role = $2 AND support IS NULL \
        AND (service IS NULL OR service = $3) AND (until IS NULL OR until > $4)";
    let across = ctx.store.across_read(Actor::System("holders-lookup")).await?;
    let HoldersLookup { tenant, role, service } = question;
    let values = [tenant.as_str().into(), role.name().into(), service.into(), across.now().into()];
    let rows = across.query(HOLDERS, values).await?;
    Ok(rows.iter().map(|row| row.try_get("", "person")).collect::<Result<_, _>>()?)
}

/// The key that the secret belongs to, if it was one and may not be used any more.
pub async fn former_key(ctx: Ctx, question: FormerKeyLookup) -> Result<Option<FormerKey>> {
    let across = ctx.store.across_read(Actor::System("former-key-lookup")).await?;
    let rows = across.query(KEY, [question.secret_sha256.into()]).await?;
    let Some(row) = rows.first() else { return Ok(None) };
    let over = key_over(row, across.now())?;
    Ok(match over {
        Some(over) => Some(FormerKey { id: row.try_get("", "id")?, tenant: tenant_of(row)?, over }),
        None => None,
    })
}

/// Why a key may not be used, if it may not.
fn key_over(row: &QueryResult, now: DateTime<Utc>) -> Result<Option<KeyOver>> {
    let ended_at: Option<DateTime<Utc>> = row.try_get("", "ended_at")?;
    let expires_at: DateTime<Utc> = row.try_get("", "expires_at")?;
    Ok(if ended_at.is_some() { Some(KeyOver::Ended) } else { (expires_at <= now).then_some(KeyOver::Expired) })
}

struct Found {
    session: Session,
    touch: bool,
}

async fn session(config: &Config, across: &Across, hash: String) -> Result<Option<Found>> {
    let rows = across.query(SESSION, [hash.into()]).await?;
    let Some(row) = rows.first() else { return Ok(None) };
    let now = across.now();
    let life = Life {
        last_used_at: row.try_get("", "last_used_at")?,
        expires_at: row.try_get("", "expires_at")?,
        ended_at: row.try_get("", "ended_at")?,
    };
    // The demonstration's persons are nobody where it is off.
    let issuer: String = row.try_get("", "issuer")?;
    let invented = issuer == crate::demonstration::KNOWN_AS;
    if !life.is_live(now) || (invented && !config.demonstration.enabled) {
        return Ok(None);
    }
    // Whoever came in before the operator demanded more comes again.
    let assurance = assurance_of(&row.try_get::<String>("", "assurance")?);
    if assurance < config.identity.lowest_level {
        return Ok(None);
    }
    let (person, tenant) = (row.try_get("", "person")?, tenant_of(row)?);
    let all = grants_of(across, person).await?;
    let here: Vec<&Held> = all.iter().filter(|held| held.tenant == tenant).collect();
    // Whose last role in the organisation is gone has no session there.
    if here.is_empty() {
        return Ok(None);
    }
    let by = if issuer == break_glass::KNOWN_AS { Lender::BreakGlass } else { Lender::Organisation };
    let lent = here.iter().filter_map(|held| held.until).min().map(|until| Lent { by, until });
    // What is kept of the answer is not used for longer than the shortest of what it rests on.
    let expires_at = lent.map_or(life.expires_at, |lent| lent.until.min(life.expires_at));
    let grants = here.into_iter().map(|held| held.grant.clone()).collect();
    let session = Session {
        id: row.try_get("", "id")?,
        actor: person,
        name: row.try_get("", "name")?,
        machine: false,
        scopes: None,
        organisation: row.try_get::<Option<String>>("", "organisation")?.unwrap_or_else(|| tenant.to_string()),
        organisations: u32::try_from(tenants_of(&all).len()).unwrap_or(u32::MAX),
        tenant,
        grants,
        assurance,
        authenticated_at: row.try_get("", "authenticated_at")?,
        expires_at,
        lent,
    };
    Ok(Some(Found { session, touch: life.wants_touch(now) }))
}

async fn key(across: &Across, hash: String) -> Result<Option<Found>> {
    let rows = across.query(KEY, [hash.into()]).await?;
    let Some(row) = rows.first() else { return Ok(None) };
    let now = across.now();
    if key_over(row, now)?.is_some() {
        return Ok(None);
    }
    let (id, tenant): (Uuid, _) = (row.try_get("", "id")?, tenant_of(row)?);
    let service: Option<String> = row.try_get("", "service")?;
    let roles = key::parted(&row.try_get::<String>("", "roles")?);
    let last_used: Option<DateTime<Utc>> = row.try_get("", "last_used_at")?;
    let session = Session {
        id,
        actor: id,
        name: row.try_get("", "name")?,
        machine: true,
        scopes: None,
        organisation: row.try_get::<Option<String>>("", "organisation")?.unwrap_or_else(|| tenant.to_string()),
        organisations: 1,
        grants: roles
            .into_iter()
            .filter(|role| role::fits(*role, &tenant))
            .map(|role| Grant { role, service: service.clone() })
            .collect(),
        tenant,
        assurance: Assurance::Loa2,
        authenticated_at: row.try_get("", "created_at")?,
        expires_at: row.try_get("", "expires_at")?,
        lent: None,
    };
    Ok(Some(Found { session, touch: last_used.is_none_or(|at| now - at >= crate::domain::session::TOUCH_EVERY) }))
}

fn tenant_of(row: &QueryResult) -> Result<Tenant> {
    Ok(row.try_get::<String>("", "tenant")?.parse().map_err(anyhow::Error::new)?)
}

/// The level that a row names; anything unknown is the lower one.
pub fn assurance_of(text: &str) -> Assurance {
    if text == "loa3" { Assurance::Loa3 } else { Assurance::Loa2 }
}

/// The level as a row names it.
pub const fn assurance_name(assurance: Assurance) -> &'static str {
    match assurance {
        Assurance::Loa2 => "loa2",
        Assurance::Loa3 => "loa3",
    }
}

/// A role that somebody holds in an organisation.
pub struct Held {
    pub tenant: Tenant,
    pub grant: Grant,
    /// When it ends by itself, as support access does.
    pub until: Option<DateTime<Utc>>,
}

/// A person's roles in all organisations, each once though a rule and a person may give the same; what does not fit an organisation is
/// not seen, nor what is over.
pub async fn grants_of(across: &Across, person: Uuid) -> Result<Vec<Held>> {
    let values = [person.into(), across.now().into(), Tenant::association().as_str().into()];
    let rows = across.query(GRANTS, values).await?;
    let mut grants = Vec::with_capacity(rows.len());
    for row in &rows {
        let tenant = tenant_of(row)?;
        let invited = row.try_get::<i32>("", "invited")? == 1;
        let role = role::named(&row.try_get::<String>("", "role")?);
        let role = role.filter(|role| role::fits(*role, &tenant) && role.is_outside() == invited);
        if let Some(role) = role {
            let grant = Grant { role, service: row.try_get("", "service")? };
            grants.push(Held { tenant, grant, until: row.try_get("", "until")? });
        }
    }
    Ok(grants)
}

/// The organisations in which there is a role.
pub fn tenants_of(grants: &[Held]) -> Vec<Tenant> {
    let mut tenants: Vec<Tenant> = grants.iter().map(|held| held.tenant.clone()).collect();
    tenants.sort();
    tenants.dedup();
    tenants
}

async fn touch(ctx: &Ctx, session: &Session) -> Result<()> {
    let tx = ctx.store.begin_for(&session.tenant, Actor::System("session-lookup")).await?;
    let now = tx.now();
    if session.machine {
        use entities::key::{Column, Entity};
        tx.update_many::<Entity>()
            .col_expr(Column::LastUsedAt, Expr::value(now))
            .filter(Column::Id.eq(session.id))
            .exec(tx.db())
            .await?;
    } else {
        use entities::session::{Column, Entity};
        tx.update_many::<Entity>()
            .col_expr(Column::LastUsedAt, Expr::value(now))
            .filter(Column::Id.eq(session.id))
            .exec(tx.db())
            .await?;
    }
    tx.commit().await
}
