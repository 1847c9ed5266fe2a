//! Entity tags: what a GET of one object answered with, so that a change can name the state that it was decided on, and so that
//! what has not changed need not be sent again (RFC 9110, 8.8 and 13).
//!
//! Every answer to a GET, JSON or a document, gets a tag made of its content, unless its handler has set one of its own. A PUT or PATCH without
//! `If-Match` is refused (428) before its handler is asked; the handler takes [`IfMatch`] and compares, in the transaction that
//! changes the object (412).

use axum::{
    body::{Body, to_bytes},
    extract::{FromRequestParts, Request},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::error::{Error, Result};

/// What gets a tag: everything but streams.
const TAGGED: [&str; 2] = ["application/json", "application/pdf"];
/// The largest answer that gets a tag.
const LARGEST: usize = 32 * 1024 * 1024;

/// The tags that a change names: it is meant for one of these states of the object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IfMatch(Vec<String>);

impl IfMatch {
    /// Lets the change go on if the object still is as the caller has seen it.
    ///
    /// # Errors
    /// [`Error::Stale`] when it has changed since.
    pub fn check(&self, current: &str) -> Result<()> {
        if self.0.iter().any(|tag| tag == current) { Ok(()) } else { Err(Error::Stale) }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for IfMatch {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self> {
        let tags = tags(&parts.headers, &header::IF_MATCH);
        if tags.is_empty() { Err(Error::PreconditionRequired) } else { Ok(Self(tags)) }
    }
}

/// The tag of a representation, as it is sent.
///
/// # Errors
/// When it can't be written as JSON.
pub fn of(representation: &impl Serialize) -> Result<String> {
    Ok(tag(&serde_json::to_vec(representation)?))
}

/// The tag of an object that counts its changes.
#[must_use]
pub fn of_revision(revision: i64) -> String {
    format!("\"{revision}\"")
}

fn tag(bytes: &[u8]) -> String {
    // Half of a SHA-256 is more than enough to tell two states of one object apart.
    format!("\"{}\"", hex::encode(&Sha256::digest(bytes)[..16]))
}

/// The tags of a header. `W/` is dropped: a proxy that compresses makes our tags weak, and we have only one of each content.
fn tags(headers: &HeaderMap, name: &header::HeaderName) -> Vec<String> {
    let texts = headers.get_all(name).iter().filter_map(|value| value.to_str().ok());
    let parts = texts.flat_map(|text| text.split(',')).map(|part| part.trim().trim_start_matches("W/").to_owned());
    parts.filter(|part| !part.is_empty()).collect()
}

/// The layer behind the guard of every operation.
pub(crate) async fn conditional(request: Request, next: Next) -> Response {
    let changes = request.method() == Method::PUT || request.method() == Method::PATCH;
    if changes && !request.headers().contains_key(header::IF_MATCH) {
        return Error::PreconditionRequired.into_response();
    }
    if request.method() != Method::GET {
        return next.run(request).await;
    }
    let known = tags(request.headers(), &header::IF_NONE_MATCH);
    tagged(next.run(request).await, &known).await.unwrap_or_else(IntoResponse::into_response)
}

async fn tagged(response: Response, known: &[String]) -> Result<Response> {
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    if response.status() != StatusCode::OK || !kind.is_some_and(|kind| TAGGED.contains(&kind)) {
        return Ok(response);
    }
    let (mut parts, body) = response.into_parts();
    let bytes = to_bytes(body, LARGEST).await.map_err(|error| Error::Internal(error.into()))?;
    let own = parts.headers.get(header::ETAG).and_then(|value| value.to_str().ok()).map(str::to_owned);
    let tag = own.unwrap_or_else(|| tag(&bytes));
    let value = HeaderValue::from_str(&tag).map_err(|error| Error::Internal(error.into()))?;
    if known.iter().any(|one| *one == tag || one == "*") {
        let mut unchanged = StatusCode::NOT_MODIFIED.into_response();
        unchanged.headers_mut().insert(header::ETAG, value);
        return Ok(unchanged);
    }
    parts.headers.insert(header::ETAG, value);
    Ok(Response::from_parts(parts, Body::from(bytes)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_read_as_they_are_sent() {
        let mut headers = HeaderMap::new();
        headers.append(header::IF_MATCH, HeaderValue::from_static("\"1\", W/\"2\""));
        headers.append(header::IF_MATCH, HeaderValue::from_static("\"3\""));
        let sent = IfMatch(tags(&headers, &header::IF_MATCH));
        for revision in 1..=3 {
            assert!(sent.check(&of_revision(revision)).is_ok());
        }
        assert!(matches!(sent.check(&of_revision(4)), Err(Error::Stale)));
        assert!(
            matches!(IfMatch(vec!["*".into()]).check("\"1\""), Err(Error::Stale)),
            "a change must name what it has seen"
        );
    }

    #[test]
    fn equal_content_has_equal_tags() {
        assert_eq!(of(&serde_json::json!({ "a": 1 })).unwrap(), of(&serde_json::json!({ "a": 1 })).unwrap());
        assert_ne!(of(&serde_json::json!({ "a": 1 })).unwrap(), of(&serde_json::json!({ "a": 2 })).unwrap());
    }
}
