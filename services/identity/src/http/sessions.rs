//! The caller's own sessions.

use axum::{extract::State, http::StatusCode};
use chrono::{DateTime, Utc};
use contracts::Assurance;
use platform::{
    Caller, Ctx, Error, Paging, Result,
    extract::{Json, Path},
};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{lookup::assurance_of, permissions::SESSIONS, sessions};

/// A session.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({
    "session": "01890a5d-ac96-774b-bcce-b302099a8057", "organisation": "sandviken-2181", "current": true, "assurance": "loa2",
    "createdAt": "2026-11-22T08:00:00Z", "lastUsedAt": "2026-11-22T08:15:00Z", "expiresAt": "2026-11-22T18:00:00Z"
}))]
pub(super) struct OwnSession {
    /// Its id.
    session: Uuid,
    /// The organisation that it acts for.
    organisation: String,
    /// Whether it is the one that asks.
    current: bool,
    /// How surely the person is known in it.
    assurance: Assurance,
    /// When it began.
    created_at: DateTime<Utc>,
    /// When it was last used, to the minute.
    last_used_at: DateTime<Utc>,
    /// When it ends at the latest.
    expires_at: DateTime<Utc>,
}

/// A page of the caller's sessions.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct OwnSessions {
    /// Newest first.
    items: Vec<OwnSession>,
    /// The page, from 1.
    page: u64,
    /// The most on a page.
    limit: u64,
    /// How many there are.
    total: u64,
}

/// What was ended.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({ "ended": 2 }))]
pub(super) struct Ended {
    /// How many sessions.
    ended: u64,
}

/// The sessions of the person who asks, in all her organisations. An API key has none.
#[utoipa::path(get, path = "/sessions", operation_id = "identity.list_sessions", tag = "sessions", params(Paging),
    responses((status = 200, description = "The sessions", body = OwnSessions)))]
pub(super) async fn list_sessions(State(ctx): State<Ctx>, caller: Caller, paging: Paging) -> Result<Json<OwnSessions>> {
    let current = caller.session().id;
    let rows = sessions::of_person(&ctx, caller.session().actor).await?;
    let items: Vec<_> = rows
        .into_iter()
        .map(|row| OwnSession {
            session: row.id,
            organisation: row.tenant,
            current: row.id == current,
            assurance: assurance_of(&row.assurance),
            created_at: row.created_at,
            last_used_at: row.last_used_at,
            expires_at: row.expires_at,
        })
        .collect();
    let (page, limit) = paging.parts();
    Ok(Json(OwnSessions { total: items.len() as u64, items: paging.cut(items), page, limit }))
}

/// Ends all sessions of the person who asks but the one that asks. Refuses (403) `step-up-required` when she signed in more than 15
/// minutes ago.
#[utoipa::path(delete, path = "/sessions", operation_id = "identity.end_other_sessions", tag = "sessions",
    responses((status = 200, description = "They are ended everywhere within a second", body = Ended)))]
pub(super) async fn end_other_sessions(State(ctx): State<Ctx>, caller: Caller) -> Result<Json<Ended>> {
    let session = caller.session();
    if !sessions::may_end(&caller, None, ctx.clock.now()) {
        return Err(Error::StepUp);
    }
    let ended = sessions::end_others(&ctx, session.actor, session.id, caller.tenant()).await?;
    Ok(Json(Ended { ended: ended as u64 }))
}

/// Ends a session of one's own; an administrator may end any session that acts for the organisation. Ending it twice is no fault.
/// Refuses (403) `step-up-required` for another session than the one that asks, when she signed in more than 15 minutes ago.
#[utoipa::path(delete, path = "/sessions/{session}", operation_id = "identity.end_session", tag = "sessions",
    params(("session" = Uuid, Path, description = "The session")),
    responses((status = 204, description = "It is ended everywhere within a second")))]
pub(super) async fn end_session(
    State(ctx): State<Ctx>,
    caller: Caller,
    Path(session): Path<Uuid>,
) -> Result<StatusCode> {
    if !sessions::may_end(&caller, Some(session), ctx.clock.now()) {
        return Err(Error::StepUp);
    }
    let administered = caller.may(&SESSIONS).then(|| caller.tenant().clone());
    sessions::end(&ctx, session, caller.session().actor, administered.as_ref()).await?;
    Ok(StatusCode::NO_CONTENT)
}
