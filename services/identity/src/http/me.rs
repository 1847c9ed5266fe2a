//! Who the caller is.

use chrono::{DateTime, Utc};
use contracts::{Assurance, Role, Tenant};
use platform::{Caller, extract::Json};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// The caller's session.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({
    "session": "01890a5d-ac96-774b-bcce-b302099a8057", "actor": "01890a5d-ac96-774b-bcce-b302099a8058", "name": "Kim Exempelsson",
    "machine": false, "organisation": "sandviken-2181", "organisationName": "Sandvikens kommun", "organisations": 1,
    "roles": [{ "role": "economist", "service": null }], "scopes": null, "assurance": "loa2",
    "authenticatedAt": "2026-11-22T08:00:00Z", "expiresAt": "2026-11-22T18:00:00Z"
}))]
pub(super) struct Me {
    /// The session's or key's id.
    session: Uuid,
    /// The person's or client's id, as audit logs name it.
    actor: Uuid,
    /// Name.
    name: String,
    /// Whether the caller is an API key or a client.
    machine: bool,
    /// The organisation acted for.
    organisation: Tenant,
    /// Its name.
    organisation_name: String,
    /// How many organisations the person may choose between.
    organisations: u32,
    /// The roles in that organisation.
    roles: Vec<HeldRole>,
    /// What the access token covers, by names of permissions; none for persons and API keys.
    scopes: Option<Vec<String>>,
    /// How surely the person is known.
    assurance: Assurance,
    /// When she last proved it.
    authenticated_at: DateTime<Utc>,
    /// When the session ends at the latest.
    expires_at: DateTime<Utc>,
}

/// A role, for one service or all.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct HeldRole {
    /// The role.
    role: Role,
    /// The service that it is limited to; none means every service.
    service: Option<String>,
}

/// The caller's session or key: who, for which organisation, with which roles, how surely and for how long.
#[utoipa::path(get, path = "/me", operation_id = "identity.get_me", tag = "sessions",
    responses((status = 200, description = "The caller", body = Me)))]
pub(super) async fn get_me(caller: Caller) -> Json<Me> {
    let session = caller.session().clone();
    Json(Me {
        session: session.id,
        actor: session.actor,
        name: session.name,
        machine: session.machine,
        organisation: session.tenant,
        organisation_name: session.organisation,
        organisations: session.organisations,
        roles: session.grants.into_iter().map(|grant| HeldRole { role: grant.role, service: grant.service }).collect(),
        scopes: session.scopes,
        assurance: session.assurance,
        authenticated_at: session.authenticated_at,
        expires_at: session.expires_at,
    })
}
