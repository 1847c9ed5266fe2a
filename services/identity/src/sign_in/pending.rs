//! Sign-ins under way: kept for ten minutes, taken once, only by the browser that began them.

use contracts::Assurance;
use platform::{Actor, Ctx, Result, caller::secret_hash};
use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter};
use uuid::Uuid;

use crate::{domain::session::SIGN_IN, entities::pending, lookup::assurance_name};

/// What the browser's way back is checked against.
pub struct Secrets {
    pub state: String,
    pub nonce: String,
    pub verifier: String,
}

/// A sign-in that begins.
pub struct Beginning<'a> {
    pub secrets: Secrets,
    /// The mark in the browser's cookie.
    pub mark: &'a str,
    pub provider: &'a str,
    pub return_path: &'a str,
    pub assurance: Assurance,
    /// The session that is to become stronger.
    pub session: Option<Uuid>,
    /// Whether a connection is only tried.
    pub trial: bool,
    /// The invitation by which somebody from outside comes in.
    pub invitation: Option<Uuid>,
}

/// Keeps a sign-in under way.
///
/// # Errors
/// When the database does not answer.
pub async fn keep(ctx: &Ctx, beginning: Beginning<'_>) -> Result<()> {
    let across = ctx.store.across_for(Actor::System("sign-in")).await?;
    let now = across.now();
    across
        .insert(pending::ActiveModel {
            id: Set(platform::id::new()),
            state_sha256: Set(secret_hash(&beginning.secrets.state)),
            cookie_sha256: Set(secret_hash(beginning.mark)),
            provider: Set(beginning.provider.into()),
            nonce: Set(beginning.secrets.nonce),
            verifier: Set(beginning.secrets.verifier),
            return_path: Set(beginning.return_path.into()),
            assurance: Set(assurance_name(beginning.assurance).into()),
            session: Set(beginning.session),
            trial: Set(beginning.trial),
            invitation: Set(beginning.invitation),
            answer: Set(None),
            created_at: Set(now),
            expires_at: Set(now + SIGN_IN),
        })
        .await?;
    across.commit().await
}

/// Takes the sign-in that the state and the mark belong to; nobody can take it again.
///
/// # Errors
/// When the database does not answer.
pub async fn take(ctx: &Ctx, state: &str, mark: &str) -> Result<Option<pending::Model>> {
    let across = ctx.store.across_for(Actor::System("sign-in")).await?;
    let select = across.find::<pending::Entity>().filter(pending::Column::StateSha256.eq(secret_hash(state)));
    let found = select.filter(pending::Column::CookieSha256.eq(secret_hash(mark))).one(across.db()).await?;
    let Some(found) = found else { return Ok(None) };
    let taken = across.delete::<pending::Entity>().filter(pending::Column::Id.eq(found.id)).exec(across.db()).await?;
    let now = across.now();
    across.commit().await?;
    Ok((taken.rows_affected == 1 && found.expires_at > now).then_some(found))
}

/// The sign-in that a provider's answer belongs to, as long as it has none.
///
/// # Errors
/// When the database does not answer.
pub async fn unanswered(ctx: &Ctx, state: &str) -> Result<Option<pending::Model>> {
    let across = ctx.store.across_read(Actor::System("sign-in")).await?;
    let found = across.find::<pending::Entity>().filter(pending::Column::StateSha256.eq(secret_hash(state)));
    let found = found.filter(pending::Column::Answer.is_null()).one(across.db()).await?;
    Ok(found.filter(|row| row.expires_at > across.now()))
}

/// Keeps an answer, once, under a new secret; tells whether it was the first.
///
/// # Errors
/// When the database does not answer.
pub async fn answer(ctx: &Ctx, id: Uuid, code: &str, answer: String) -> Result<bool> {
    let across = ctx.store.across_for(Actor::System("sign-in")).await?;
    let kept = across
        .update_many::<pending::Entity>()
        .col_expr(pending::Column::StateSha256, secret_hash(code).into())
        .col_expr(pending::Column::Answer, answer.into())
        .filter(pending::Column::Id.eq(id))
        .filter(pending::Column::Answer.is_null())
        .exec(across.db())
        .await?;
    across.commit().await?;
    Ok(kept.rows_affected == 1)
}

/// Ends a sign-in whose answer was refused.
///
/// # Errors
/// When the database does not answer.
pub async fn forget(ctx: &Ctx, id: Uuid) -> Result<()> {
    let across = ctx.store.across_for(Actor::System("sign-in")).await?;
    across.delete::<pending::Entity>().filter(pending::Column::Id.eq(id)).exec(across.db()).await?;
    across.commit().await
}
