//! The JSON API. Reading writes too: each young person that an answer shows gets a line in the access log, in the same transaction.

pub(crate) mod acts;
pub(crate) mod youths;

use platform::{Api, Error, Result};
use utoipa_axum::routes;

use crate::permissions::{ACCESSES, READ, REGISTER, WORK};

pub(crate) fn api() -> Api {
    Api::new()
        .at(&READ, routes!(youths::list))
        .at(&REGISTER, routes!(youths::register))
        .at(&READ, routes!(youths::show))
        .at(&ACCESSES, routes!(youths::accesses))
        .at(&WORK, routes!(acts::contact))
        .at(&WORK, routes!(acts::start_measure))
        .at(&WORK, routes!(acts::end_measure))
        .at(&WORK, routes!(acts::close))
        .at(&WORK, routes!(acts::protect))
}

/// A code of a list, or the field's error that names the list.
fn code<T: Copy>(
    field: &str,
    text: &str,
    all: &[T],
    parse: fn(&str) -> Option<T>,
    name: fn(T) -> &'static str,
) -> Result<T> {
    let names = || all.iter().map(|one| name(*one)).collect::<Vec<_>>().join(", ");
    parse(text).ok_or_else(|| Error::invalid(field, format!("is one of {}", names())))
}
