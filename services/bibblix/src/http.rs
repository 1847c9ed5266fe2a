//! The JSON API. The operations stand with their resource.

pub(crate) mod budget;
pub(crate) mod loans;
pub(crate) mod titles;

use platform::{Api, Error, Result};
use serde::Deserialize;
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

/// The default length of a page of a list.
const LIMIT: u64 = 20;
/// The longest page of a list.
const LONGEST: u64 = 100;

/// Which page of a list.
#[derive(Debug, Clone, Copy, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Paging {
    /// From 1.
    #[param(minimum = 1, default = 1)]
    pub page: Option<u64>,
    /// Items on a page.
    #[param(minimum = 1, maximum = 100, default = 20)]
    pub limit: Option<u64>,
}

impl Paging {
    /// Page and limit, checked.
    pub(crate) fn checked(self) -> Result<(u64, u64)> {
        let (page, limit) = (self.page.unwrap_or(1), self.limit.unwrap_or(LIMIT));
        if !(1..=1_000_000).contains(&page) {
            return Err(Error::invalid("page", "count pages from 1"));
        }
        if !(1..=LONGEST).contains(&limit) {
            return Err(Error::invalid("limit", "ask for 1 to 100 items"));
        }
        Ok((page, limit))
    }
}
