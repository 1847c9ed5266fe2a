//! What the demonstration's provider says about itself.

use std::sync::Arc;

use axum::{extract::State, http::HeaderMap};
use contracts::Assurance;
use platform::{Ctx, Result, extract::Json};
use serde_json::{Value, json};

use super::{Demonstration, Which, allowed};

pub async fn discovery(which: Which, State(ctx): State<Ctx>, headers: HeaderMap) -> Result<Json<Value>> {
    allowed(&ctx, &headers)?;
    let issuer = which.issuer(&ctx.config);
    let proofs: &[&str] = match which {
        Which::Staff => &["client_secret_basic", "client_secret_post"],
        Which::Broker => &["private_key_jwt"],
    };
    Ok(Json(json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{issuer}/authorize"),
        "token_endpoint": format!("{issuer}/token"),
        "userinfo_endpoint": format!("{issuer}/userinfo"),
        "jwks_uri": format!("{issuer}/jwks"),
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "grant_types_supported": ["authorization_code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["ES256"],
        "token_endpoint_auth_methods_supported": proofs,
        "code_challenge_methods_supported": ["S256"],
        "scopes_supported": ["openid", "profile", "email"],
        "claims_supported": ["sub", "name", "email", "email_verified", "acr", "auth_time"],
        "acr_values_supported": [Assurance::Loa2.acr(), Assurance::Loa3.acr()],
        "authorization_response_iss_parameter_supported": true,
    })))
}

pub async fn jwks(
    demonstration: Arc<Demonstration>,
    State(ctx): State<Ctx>,
    headers: HeaderMap,
) -> Result<Json<Value>> {
    allowed(&ctx, &headers)?;
    Ok(Json(json!({ "keys": [demonstration.key()?.public()] })))
}
