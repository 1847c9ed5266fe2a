//! The JSON API: the caller's own session, her sessions, the organisation's keys.

mod keys;
mod me;
mod sessions;

use platform::Api;
use utoipa_axum::routes;

use crate::permissions::{KEYS, OWN};

/// The operations.
pub fn api() -> Api {
    Api::new()
        .at(&OWN, routes!(me::get_me))
        .at(&OWN, routes!(sessions::list_sessions, sessions::end_other_sessions))
        .at(&OWN, routes!(sessions::end_session))
        .at(&KEYS, routes!(keys::list_keys, keys::make_key))
        .at(&KEYS, routes!(keys::end_key))
}
