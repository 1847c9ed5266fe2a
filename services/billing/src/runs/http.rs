//! The JSON API of runs and invoices.

mod invoices;
mod runs;
mod uses;

use platform::{Api, Error, Result};
use serde::Deserialize;
use utoipa_axum::routes;

use super::bills::Bill;
use super::rights::{APPROVE_RUNS, PREPARE_RUNS, READ_INVOICES, READ_LINES, READ_RUNS};

pub(super) fn api() -> Api {
    Api::new()
        .at(&READ_RUNS, routes!(runs::list))
        .at(&PREPARE_RUNS, routes!(runs::create))
        .at(&READ_RUNS, routes!(runs::show))
        .at(&PREPARE_RUNS, routes!(runs::discard))
        .at(&APPROVE_RUNS, routes!(runs::approve))
        .at(&READ_INVOICES, routes!(invoices::list))
        .at(&READ_INVOICES, routes!(invoices::show))
        .at(&READ_INVOICES, routes!(invoices::lines))
        .at(&READ_INVOICES, routes!(invoices::document))
        .at(&READ_LINES, routes!(uses::feed))
}

/// An invoice with all its lines, as the API shows them.
///
/// # Errors
/// When what is stored can't be read.
pub(super) fn machine_readable(bill: &Bill) -> Result<String> {
    invoices::machine_readable(bill)
}

/// The page and limit of a list.
#[derive(Debug, Clone, Copy, Default, Deserialize, utoipa::IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Paging {
    /// From 1.
    #[param(minimum = 1, default = 1)]
    page: Option<u64>,
    /// Items on a page.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u64>,
}

/// Page and limit, checked.
fn checked(page: Option<u64>, limit: Option<u64>) -> Result<(u64, u64)> {
    let (page, limit) = (page.unwrap_or(1), limit.unwrap_or(20));
    if !(1..=1_000_000).contains(&page) {
        return Err(Error::invalid("page", "must be from 1 to 1000000"));
    }
    if (1..=100).contains(&limit) { Ok((page, limit)) } else { Err(Error::invalid("limit", "must be from 1 to 100")) }
}
