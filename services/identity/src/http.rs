//! The JSON API: the caller's own session, her sessions, the organisation's keys and clients, access tokens.

mod clients;
mod keys;
mod me;
mod sessions;
mod token;

pub use token::pages as metadata;

use platform::Api;
use utoipa_axum::routes;

use crate::permissions::{CLIENTS, KEYS, MAKE_CLIENTS, MAKE_KEYS, OWN};

/// The operations.
pub fn api() -> Api {
    Api::new()
        .at(&OWN, routes!(me::get_me))
        .at(&OWN, routes!(sessions::list_sessions, sessions::end_other_sessions))
        .at(&OWN, routes!(sessions::end_session))
        .at(&KEYS, routes!(keys::list_keys))
        .at(&MAKE_KEYS, routes!(keys::make_key))
        .at(&KEYS, routes!(keys::end_key))
        .at(&CLIENTS, routes!(clients::list_scopes))
        .at(&CLIENTS, routes!(clients::list_clients))
        .at(&MAKE_CLIENTS, routes!(clients::make_client))
        .at(&CLIENTS, routes!(clients::get_client, clients::end_client))
        .at(&MAKE_CLIENTS, routes!(clients::rotate_secret))
        .at(&CLIENTS, routes!(clients::end_replaced_secret))
        .foreign(routes!(token::issue_token))
        .foreign(routes!(token::get_token_keys))
}
