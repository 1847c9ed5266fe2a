//! The JSON API of use, prices and one-off charges.

mod charges;
mod feed;
mod prices;
mod send;

use platform::Api;
use utoipa_axum::routes;

use super::permissions::{ADD_CHARGE, ADD_PRICE, CHARGES, PRICES, SEND, USAGE};

pub(super) fn api() -> Api {
    Api::new()
        .at(&SEND, routes!(send::send))
        .at(&USAGE, routes!(feed::list))
        .at(&USAGE, routes!(feed::feed))
        .at(&USAGE, routes!(feed::months))
        .at(&PRICES, routes!(prices::list))
        .at(&ADD_PRICE, routes!(prices::add))
        .at(&CHARGES, routes!(charges::list))
        .at(&ADD_CHARGE, routes!(charges::add))
}
