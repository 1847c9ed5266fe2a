//! What may no longer be kept.

use chrono::{NaiveDate, TimeDelta};
use contracts::{Tenant, tasks::TaskClosed};
use platform::{Actor, Ctx, Result, clock::start_of};

const EXPIRED_SIGN_INS: &str = "DELETE FROM identity_pending WHERE expires_at < $1";
const EXPIRED_LEAVINGS: &str = "DELETE FROM identity_leaving WHERE expires_at < $1";
/// What must be said at the provider is of no use when the session is over.
const SEALED: &str =
    "UPDATE identity_session SET leave_sealed = NULL WHERE expires_at < $1 AND leave_sealed IS NOT NULL";
const USED: &str = "DELETE FROM identity_used WHERE until < $1";
const OLD_SESSIONS: &str = "DELETE FROM identity_session WHERE expires_at < $1";
const OLD_KEYS: &str = "DELETE FROM identity_key WHERE ended_at < $1 OR expires_at < $1";
const OLD_SECRETS: &str = "DELETE FROM identity_client_secret WHERE until < $1 OR EXISTS (SELECT 1 FROM identity_client c \
    WHERE c.tenant = identity_client_secret.tenant AND c.id = identity_client_secret.client \
    AND (c.ended_at < $1 OR c.expires_at < $1))";
const OLD_CLIENTS: &str = "DELETE FROM identity_client WHERE ended_at < $1 OR expires_at < $1";
const OLD_SUPPORT: &str = "DELETE FROM identity_support WHERE asked_at < $1 AND step NOT IN ('asked', 'given')";
const OLD_OPENINGS: &str = "DELETE FROM identity_break_glass_opening WHERE opened_at < $1";
/// Roles that follow from rules are as good as the last sign-in that they were looked at.
const VOUCHED: &str = "DELETE FROM identity_grant WHERE rule IS NOT NULL AND EXISTS (SELECT 1 FROM identity_person p \
    WHERE p.id = identity_grant.person AND coalesce(p.last_sign_in_at, p.created_at) < $1)";
/// Who has no role, and has not tried to sign in for a year.
const STRANGERS: &str = "DELETE FROM identity_person WHERE coalesce(last_sign_in_at, created_at) < $1 \
    AND NOT EXISTS (SELECT 1 FROM identity_grant g WHERE g.person = identity_person.id) \
    AND NOT EXISTS (SELECT 1 FROM identity_invitation i WHERE i.used_by = identity_person.id) \
    AND NOT EXISTS (SELECT 1 FROM identity_session s WHERE s.person = identity_person.id) RETURNING tenant, id";
/// An invitation that nobody came in by, or that is withdrawn.
const OLD_INVITATIONS: &str =
    "DELETE FROM identity_invitation WHERE withdrawn_at < $1 OR (used_by IS NULL AND until < $1)";
/// Who came in from outside, and is invited to nothing any more.
const UNINVITED: &str = "DELETE FROM identity_person WHERE issuer LIKE 'outside %' AND coalesce(last_sign_in_at, created_at) < $1 \
    AND NOT EXISTS (SELECT 1 FROM identity_invitation i WHERE i.used_by = identity_person.id AND i.withdrawn_at IS NULL) \
    AND NOT EXISTS (SELECT 1 FROM identity_session s WHERE s.person = identity_person.id)";

/// Sign-ins and sign-outs that were never finished, the day after.
pub async fn sign_ins(ctx: Ctx, today: NaiveDate) -> Result<u64> {
    let used = delete(&ctx, USED, today, 0).await? + delete(&ctx, EXPIRED_LEAVINGS, today, 0).await?;
    Ok(used + delete(&ctx, EXPIRED_SIGN_INS, today, 0).await?)
}

/// Sessions, 90 days after their end; what is kept of the provider's own, the day after.
pub async fn sessions(ctx: Ctx, today: NaiveDate) -> Result<u64> {
    delete(&ctx, SEALED, today, 0).await?;
    delete(&ctx, OLD_SESSIONS, today, 90).await
}

/// API keys, a year after their end.
pub async fn keys(ctx: Ctx, today: NaiveDate) -> Result<u64> {
    delete(&ctx, OLD_KEYS, today, 365).await
}

/// Clients with their secrets, and secrets that were replaced, a year after their end.
pub async fn clients(ctx: Ctx, today: NaiveDate) -> Result<u64> {
    let secrets = delete(&ctx, OLD_SECRETS, today, 365).await?;
    Ok(secrets + delete(&ctx, OLD_CLIENTS, today, 365).await?)
}

/// Roles that follow from rules, 90 days after the person last signed in: nobody has vouched for her since.
pub async fn vouched(ctx: Ctx, today: NaiveDate) -> Result<u64> {
    delete(&ctx, VOUCHED, today, 90).await
}

/// Accounts that never got a role, after a year without a sign-in; nobody need give them one any more.
pub async fn strangers(ctx: Ctx, today: NaiveDate) -> Result<u64> {
    let across = ctx.store.across_for(Actor::System("retention")).await?;
    let gone = across.query(STRANGERS, [(start_of(today) - TimeDelta::days(365)).into()]).await?;
    for row in &gone {
        let home: Tenant = row.try_get::<String>("", "tenant")?.parse().map_err(anyhow::Error::new)?;
        across.tenant(&home).emit(TaskClosed { task: row.try_get("", "id")? }).await?;
    }
    across.commit().await?;
    Ok(gone.len() as u64)
}

/// Invitations that are over, and who came in from outside and is invited to nothing any more: 90 days afterwards.
pub async fn invitations(ctx: Ctx, today: NaiveDate) -> Result<u64> {
    let over = delete(&ctx, OLD_INVITATIONS, today, 90).await?;
    Ok(over + delete(&ctx, UNINVITED, today, 90).await?)
}

/// Support access, two years after it was asked for.
pub async fn support(ctx: Ctx, today: NaiveDate) -> Result<u64> {
    delete(&ctx, OLD_SUPPORT, today, 730).await
}

/// When emergency accounts were opened and why, five years after.
pub async fn break_glass(ctx: Ctx, today: NaiveDate) -> Result<u64> {
    delete(&ctx, OLD_OPENINGS, today, 5 * 365).await
}

async fn delete(ctx: &Ctx, sql: &str, today: NaiveDate, days: i64) -> Result<u64> {
    let across = ctx.store.across_for(Actor::System("retention")).await?;
    let deleted = across.execute(sql, [(start_of(today) - TimeDelta::days(days)).into()]).await?;
    across.commit().await?;
    Ok(deleted)
}
