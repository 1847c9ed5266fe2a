//! The JSON API. The operations stand with their resource.

pub(crate) mod ballots;
pub(crate) mod councils;
pub(crate) mod meetings;
pub(crate) mod papers;

use platform::Api;
use utoipa_axum::routes;

use crate::permissions::{MANAGE, PAPER, PROPOSE, READ, VOTE};

pub(crate) fn api() -> Api {
    Api::new()
        .at(&READ, routes!(councils::list))
        .at(&READ, routes!(councils::show))
        .at(&PROPOSE, routes!(councils::propose))
        .at(&MANAGE, routes!(councils::estimate))
        .at(&MANAGE, routes!(councils::advance))
        .at(&MANAGE, routes!(ballots::open))
        .at(&READ, routes!(ballots::show))
        .at(&MANAGE, routes!(ballots::close))
        .at(&READ, routes!(meetings::list))
        .at(&READ, routes!(meetings::show))
        .at(&MANAGE, routes!(meetings::plan))
        .at(&PAPER, routes!(papers::show))
        .at(&VOTE, routes!(papers::vote))
}
