//! The JSON API. The operations stand with their resource.

pub(crate) mod offers;
pub(crate) mod placements;
pub(crate) mod wishes;

use platform::{Api, Error, Result};
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

/// The default length of a page of a list.
const LIMIT: u64 = 20;
/// The longest page of a list.
const LONGEST: u64 = 100;

/// Page and limit, checked.
fn paging(page: Option<u64>, limit: Option<u64>) -> Result<(u64, u64)> {
    let (page, limit) = (page.unwrap_or(1), limit.unwrap_or(LIMIT));
    if !(1..=1_000_000).contains(&page) {
        return Err(Error::invalid("page", "count pages from 1"));
    }
    if !(1..=LONGEST).contains(&limit) {
        return Err(Error::invalid("limit", "ask for 1 to 100 items"));
    }
    Ok((page, limit))
}
