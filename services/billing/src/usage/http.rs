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
        .at(&USAGE, routes!(feed::feed))
        .at(&USAGE, routes!(feed::months))
        .at(&PRICES, routes!(prices::list))
        .at(&ADD_PRICE, routes!(prices::add))
        .at(&CHARGES, routes!(charges::list))
        .at(&ADD_CHARGE, routes!(charges::add))
}

/// The page and limit of a list.
#[derive(Debug, Clone, Copy, serde::Deserialize, utoipa::IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Paging {
    /// From 1.
    #[param(minimum = 1, default = 1)]
    page: u64,
    /// At most 100.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: u64,
}

impl Default for Paging {
    fn default() -> Self {
        Self { page: 1, limit: 20 }
    }
}

impl Paging {
    fn checked(self) -> platform::Result<Self> {
        if self.page == 0 || self.page > 1_000_000 {
            return Err(platform::Error::invalid("page", "must be from 1 to 1000000"));
        }
        if self.limit == 0 || self.limit > 100 {
            Err(platform::Error::invalid("limit", "must be from 1 to 100"))
        } else {
            Ok(self)
        }
    }

    fn offset(self) -> u64 {
        (self.page - 1) * self.limit
    }
}
