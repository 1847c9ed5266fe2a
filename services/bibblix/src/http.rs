//! The JSON API. The operations stand with their resource.

pub(crate) mod budget;
pub(crate) mod loans;
pub(crate) mod titles;

use platform::Api;
use utoipa_axum::routes;

use crate::permissions::{LEND, READ, RETURN, REVERSE, SET_BUDGET};

pub(crate) fn api() -> Api {
    Api::new()
        .at(&READ, routes!(titles::list))
        .at(&READ, routes!(loans::list))
        .at(&LEND, routes!(loans::start))
        .at(&READ, routes!(loans::show))
        .at(&RETURN, routes!(loans::give_back))
        .at(&REVERSE, routes!(loans::reverse))
        .at(&READ, routes!(budget::show))
        .at(&SET_BUDGET, routes!(budget::decide))
}
