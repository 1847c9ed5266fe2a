//! Extractors that answer with a problem, like everything else, when the request can't be read.

use axum::{
    body::{Body, to_bytes},
    extract::{FromRequest, FromRequestParts, Request},
    http::{StatusCode, Uri, request::Parts},
    response::{IntoResponse, Response},
};
use serde::{Serialize, de::DeserializeOwned};

use crate::error::{Error, NotTaken};

/// A JSON body, or a JSON answer.
#[derive(Debug, Clone)]
pub struct Json<T>(pub T);

/// The query of the address.
#[derive(Debug, Clone)]
pub struct Query<T>(pub T);

/// A sent form.
#[derive(Debug, Clone)]
pub struct Form<T>(pub T);

/// Parameters of the path; what does not fit does not exist.
#[derive(Debug, Clone)]
pub struct Path<T>(pub T);

/// A refusal of the framework's as one of ours.
fn unread(property: &'static str, status: StatusCode, why: String) -> Error {
    NotTaken::of(status).map_or_else(|| Error::invalid(property, why), Error::NotTaken)
}

/// What a text with NUL in it is refused with: PostgreSQL keeps none, and no name or sentence has one.
const NUL: &str = "holds the character NUL, which no text has: leave it out";

/// The request again, when its body holds no NUL as `is_in` finds it.
async fn without_nul(request: Request, is_in: fn(&[u8]) -> bool, property: &'static str) -> Result<Request, Error> {
    let (parts, body) = request.into_parts();
    // How long it may be is limited around all routes.
    let bytes = to_bytes(body, usize::MAX).await.map_err(|_| Error::NotTaken(NotTaken::TooLarge))?;
    if is_in(&bytes) {
        return Err(Error::invalid(property, NUL));
    }
    Ok(Request::from_parts(parts, Body::from(bytes)))
}

/// That the query of an address holds no NUL, whoever reads it.
pub(crate) fn readable(uri: &Uri) -> Result<(), Error> {
    let holds = uri.query().is_some_and(|query| in_encoded(query.as_bytes()));
    if holds { Err(Error::invalid("query", NUL)) } else { Ok(()) }
}

/// NUL as forms and addresses write it.
fn in_encoded(bytes: &[u8]) -> bool {
    bytes.contains(&0) || bytes.windows(3).any(|three| three == b"%00")
}

/// NUL as JSON writes it: a backslash that no other stands before, and its number.
fn in_json(bytes: &[u8]) -> bool {
    let written = |at: usize| {
        let before = bytes[..at].iter().rev().take_while(|byte| **byte == b'\\').count();
        before % 2 == 0
    };
    bytes.windows(6).enumerate().any(|(at, six)| six == b"\\u0000" && written(at))
}

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Json<T> {
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Self, Error> {
        let request = without_nul(request, in_json, "body").await?;
        let read = axum::Json::<T>::from_request(request, state).await;
        read.map(|json| Self(json.0)).map_err(|refused| unread("body", refused.status(), refused.body_text()))
    }
}

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        axum::Json(self.0).into_response()
    }
}

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Form<T> {
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Self, Error> {
        let request = without_nul(request, in_encoded, "form").await?;
        let read = axum::Form::<T>::from_request(request, state).await;
        read.map(|form| Self(form.0)).map_err(|refused| unread("form", refused.status(), refused.body_text()))
    }
}

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Error> {
        let read = axum::extract::Query::<T>::from_request_parts(parts, state).await;
        read.map(|query| Self(query.0)).map_err(|refused| Error::invalid("query", refused.body_text()))
    }
}

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Path<T> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Error> {
        // Nothing has a name with NUL.
        if in_encoded(parts.uri.path().as_bytes()) {
            return Err(Error::NotFound);
        }
        let read = axum::extract::Path::<T>::from_request_parts(parts, state).await;
        read.map(|path| Self(path.0)).map_err(|_| Error::NotFound)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nul_is_found_as_it_is_written() {
        for text in ["a%00b", "%00", "a\0"] {
            assert!(in_encoded(text.as_bytes()), "{text:?}");
        }
        assert!(!in_encoded(b"a=100%25%2000&b=%01"));
        for text in [r#"{"a":"\u0000"}"#, r#"{"a":"\\\u0000"}"#] {
            assert!(in_json(text.as_bytes()), "{text}");
        }
        for text in [r#"{"a":"\\u0000"}"#, r#"{"a":"u0000 \u0001"}"#, ""] {
            assert!(!in_json(text.as_bytes()), "{text}");
        }
    }
}
