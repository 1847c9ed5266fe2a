//! The JSON API. The operations stand with their resource.

pub(crate) mod offers;
pub(crate) mod placements;
pub(crate) mod wishes;

use platform::Api;
use utoipa_axum::routes;

use crate::permissions::{OFFER, PLACE, READ, READ_PUPILS, WISH};

pub(crate) fn api() -> Api {
    Api::new()
        .at(&READ, routes!(offers::list))
        .at(&OFFER, routes!(offers::add))
        .at(&READ, routes!(offers::show))
        .at(&READ_PUPILS, routes!(wishes::list))
        .at(&WISH, routes!(wishes::add))
        .at(&READ_PUPILS, routes!(wishes::show))
        .at(&PLACE, routes!(placements::confirm))
        .at(&READ_PUPILS, routes!(placements::list))
        .at(&READ_PUPILS, routes!(placements::show))
        .at(&PLACE, routes!(placements::cancel))
}
