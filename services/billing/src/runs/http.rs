//! The JSON API of runs and invoices.

mod invoices;
mod runs;
mod uses;

use platform::{Api, Result};
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
        .at(&READ_LINES, routes!(uses::list))
}

/// An invoice with all its lines, as the API shows them.
///
/// # Errors
/// When what is stored can't be read.
pub(super) fn machine_readable(bill: &Bill) -> Result<String> {
    invoices::machine_readable(bill)
}
