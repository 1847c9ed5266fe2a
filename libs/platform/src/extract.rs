//! Extractors that answer with a problem, like everything else, when the request can't be read.

use axum::{
    extract::{FromRequest, FromRequestParts, Request},
    http::{StatusCode, request::Parts},
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

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Json<T> {
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Self, Error> {
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
        let read = axum::extract::Path::<T>::from_request_parts(parts, state).await;
        read.map(|path| Self(path.0)).map_err(|_| Error::NotFound)
    }
}
