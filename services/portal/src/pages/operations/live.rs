//! Parts that show how things are now. Each look is a stream of one event, after which the browser asks again.

use std::{convert::Infallible, time::Duration};

use axum::response::{
    IntoResponse, Response,
    sse::{Event, Sse},
};
use futures_util::stream;
use ui::{Html, live};

/// How long the browser waits before it looks again.
pub const OFTEN: Duration = Duration::from_secs(5);
/// The same when nothing is expected to change.
pub const RARELY: Duration = Duration::from_mins(5);

/// The answer to one look.
pub fn answer(slot: &str, body: Html, again: Duration) -> Response {
    let event = Event::default().data(live::part(slot, body).into_string()).retry(again);
    Sse::new(stream::iter([Ok::<_, Infallible>(event)])).into_response()
}
