//! One error for everything a request, a handler or a command can end with, told to callers as problem details (RFC 9457).

use std::borrow::Cow;

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};

/// What went wrong. Use `?` on database errors and `anyhow` errors: they become [`Error::Internal`], are logged once at
/// the edge and never shown.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The request is understood but a rule forbids it (422). `code` is stable; `detail` is a sentence for the person.
    #[error("{detail}")]
    Rule {
        /// Stable, the end of the problem's type.
        code: Cow<'static, str>,
        /// A sentence for the person.
        detail: String,
    },
    /// Fields of the request are wrong (400): name of the field and what to do about it.
    #[error("{} field(s) are wrong", .0.len())]
    Invalid(Vec<InvalidParameter>),
    /// It does not exist, or not for this caller (404).
    #[error("not found")]
    NotFound,
    /// Nobody is signed in, or the key is not valid (401).
    #[error("not signed in")]
    Unauthenticated,
    /// The access token is not taken (401): the rule that refuses it.
    #[error("{0}")]
    Token(crate::token::Flaw),
    /// The access token's scopes do not cover the operation (403): the scope that is missing.
    #[error(
        "the token's scopes don't cover {0}: ask for it when you fetch the token, and have it given to the client if it lacks it"
    )]
    InsufficientScope(&'static str),
    /// The act demands a fresh sign-in at assurance level 3 (403, with the way to get it).
    #[error("a fresh sign-in at a higher level is needed")]
    StepUp,
    /// The request came from another site (403).
    #[error("the request did not come from this site")]
    ForeignOrigin,
    /// The state has changed or the same key is in use (409).
    #[error("{0}")]
    Conflict(String),
    /// A feed's log does not hold the event that the cursor names (410).
    #[error(
        "the log does not hold the cursor's event (any more): begin anew without a cursor, and pass over the ids that you know"
    )]
    CursorTooOld,
    /// If-Match did not match (412).
    #[error("the object has changed since it was read")]
    Stale,
    /// If-Match is missing (428).
    #[error("send If-Match with the object's ETag")]
    PreconditionRequired,
    /// The request can't be taken in this form.
    #[error("{}", .0.detail())]
    NotTaken(NotTaken),
    /// Too many requests (429); seconds to wait.
    #[error("too many requests")]
    TooMany {
        /// Seconds.
        retry_after: u64,
    },
    /// Something that the service depends on does not answer (503).
    #[error("temporarily unavailable: {0}")]
    Unavailable(String),
    /// A document can't be made for print now, though what it says can be read (503); why.
    #[error("no PDF can be made now: {0}")]
    NoDocument(&'static str),
    /// A fault of ours (500).
    #[error("internal error")]
    Internal(#[from] anyhow::Error),
}

/// What is wrong with a request before anybody reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotTaken {
    /// The path exists, but not for this method (405).
    Method,
    /// The body is larger than is taken (413).
    TooLarge,
    /// The body is of another kind (415).
    MediaType,
}

impl NotTaken {
    /// What an answer without a body, from a layer that knows no problems, stands for.
    #[must_use]
    pub const fn of(status: StatusCode) -> Option<Self> {
        match status {
            StatusCode::METHOD_NOT_ALLOWED => Some(Self::Method),
            StatusCode::PAYLOAD_TOO_LARGE => Some(Self::TooLarge),
            StatusCode::UNSUPPORTED_MEDIA_TYPE => Some(Self::MediaType),
            _ => None,
        }
    }

    const fn status(self) -> StatusCode {
        match self {
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::MediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        }
    }

    const fn code(self) -> &'static str {
        match self {
            Self::Method => "method-not-allowed",
            Self::TooLarge => "too-large",
            Self::MediaType => "unsupported-media-type",
        }
    }

    const fn detail(self) -> &'static str {
        match self {
            Self::Method => "this address does not take that method; the header Allow names those that it takes",
            Self::TooLarge => "the body is too large: send it in smaller parts",
            Self::MediaType => "send the body as application/json",
        }
    }
}

/// What most functions return.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// A field that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct InvalidParameter {
    /// The field's name.
    pub property: String,
    /// What is wrong and what to do.
    pub reason: String,
}

/// Problem details, RFC 9457.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Problem {
    /// Stable identifier of the kind of problem.
    #[serde(rename = "type")]
    pub kind: String,
    /// Short title.
    pub title: String,
    /// HTTP status.
    pub status: u16,
    /// A sentence about this occurrence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// The request id: name it when you ask for help.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instance: Option<String>,
    /// The fields that are wrong.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub invalid_parameters: Vec<InvalidParameter>,
}

impl Error {
    /// A rule that refuses, with its stable code and a sentence for the person.
    pub fn rule(code: &'static str, detail: impl Into<String>) -> Self {
        Self::Rule { code: Cow::Borrowed(code), detail: detail.into() }
    }

    /// One wrong field.
    pub fn invalid(property: &str, reason: impl Into<String>) -> Self {
        Self::Invalid(vec![InvalidParameter { property: property.into(), reason: reason.into() }])
    }

    /// The HTTP status.
    #[must_use]
    pub const fn status(&self) -> StatusCode {
        match self {
            Self::Rule { .. } => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Invalid(_) => StatusCode::BAD_REQUEST,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Unauthenticated | Self::Token(_) => StatusCode::UNAUTHORIZED,
            Self::StepUp | Self::ForeignOrigin | Self::InsufficientScope(_) => StatusCode::FORBIDDEN,
            Self::Conflict(_) => StatusCode::CONFLICT,
            Self::CursorTooOld => StatusCode::GONE,
            Self::Stale => StatusCode::PRECONDITION_FAILED,
            Self::PreconditionRequired => StatusCode::PRECONDITION_REQUIRED,
            Self::NotTaken(why) => why.status(),
            Self::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::Unavailable(_) | Self::NoDocument(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The stable code at the end of the problem's type, which is also the key of the page's text.
    #[must_use]
    pub fn code(&self) -> &str {
        match self {
            Self::Rule { code, .. } => code,
            Self::Invalid(_) => "invalid-parameters",
            Self::NotFound => "not-found",
            Self::Unauthenticated => "unauthenticated",
            Self::Token(_) => "invalid-token",
            Self::InsufficientScope(_) => "insufficient-scope",
            Self::StepUp => "step-up-required",
            Self::ForeignOrigin => "foreign-origin",
            Self::Conflict(_) => "conflict",
            Self::CursorTooOld => "cursor-too-old",
            Self::Stale => "stale",
            Self::PreconditionRequired => "precondition-required",
            Self::NotTaken(why) => why.code(),
            Self::TooMany { .. } => "too-many-requests",
            Self::Unavailable(_) => "unavailable",
            Self::NoDocument(_) => "document-unavailable",
            Self::Internal(_) => "internal",
        }
    }

    /// The whole chain of causes, for logs and parked events; never for callers.
    #[must_use]
    pub fn full(&self) -> String {
        match self {
            Self::Internal(cause) => format!("{cause:#}"),
            other => other.to_string(),
        }
    }

    /// The problem as a body; internals stay inside.
    #[must_use]
    pub fn problem(&self) -> Problem {
        let status = self.status();
        Problem {
            kind: format!("https://sambruk.se/problems/{}", self.code()),
            title: status.canonical_reason().unwrap_or("Problem").into(),
            status: status.as_u16(),
            detail: (!matches!(self, Self::Internal(_))).then(|| self.to_string()),
            instance: None,
            invalid_parameters: match self {
                Self::Invalid(fields) => fields.clone(),
                _ => Vec::new(),
            },
        }
    }

    /// What the header WWW-Authenticate says (RFC 6750, 3): how to prove who one is, and what was wrong with the token.
    fn challenge(&self) -> Option<String> {
        match self {
            Self::Unauthenticated => Some("Bearer".into()),
            Self::Token(flaw) => Some(format!("Bearer error=\"invalid_token\", error_description=\"{flaw}\"")),
            Self::InsufficientScope(scope) => Some(format!("Bearer error=\"insufficient_scope\", scope=\"{scope}\"")),
            _ => None,
        }
    }

    /// Whether trying the same again later can succeed: decides between retrying and parking an event.
    #[must_use]
    pub const fn is_transient(&self) -> bool {
        matches!(
            self,
            Self::Internal(_) | Self::Unavailable(_) | Self::NoDocument(_) | Self::Conflict(_) | Self::TooMany { .. }
        )
    }
}

impl From<sea_orm::DbErr> for Error {
    fn from(error: sea_orm::DbErr) -> Self {
        match error {
            sea_orm::DbErr::ConnectionAcquire(_) | sea_orm::DbErr::Conn(_) => Self::Unavailable("the database".into()),
            other if is_disk_full(&other) => {
                crate::disk::refused();
                Self::Unavailable("the database, whose disk is full".into())
            }
            other => Self::Internal(anyhow::Error::new(other).context("database")),
        }
    }
}

/// SQLite's SQLITE_FULL, PostgreSQL's disk_full (53100): whoever asks again when there is room gets an answer.
fn is_disk_full(error: &sea_orm::DbErr) -> bool {
    let text = error.to_string();
    text.contains("database or disk is full") || text.contains("53100") || text.contains("No space left on device")
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Self::Internal(error.into())
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        if let Self::Internal(cause) = &self {
            tracing::error!(error = format!("{cause:#}"), "internal error");
        }
        let problem = self.problem();
        let body = serde_json::to_vec(&problem).unwrap_or_default();
        let mut response = (self.status(), body).into_response();
        let json = HeaderValue::from_static("application/problem+json");
        response.headers_mut().insert(header::CONTENT_TYPE, json);
        if let Self::TooMany { retry_after } = self {
            response.headers_mut().insert(header::RETRY_AFTER, retry_after.into());
        }
        if matches!(self, Self::Unavailable(_)) {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("5"));
        }
        if matches!(self, Self::NoDocument(_)) {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("30"));
        }
        if let Some(value) = self.challenge().and_then(|text| HeaderValue::from_str(&text).ok()) {
            response.headers_mut().insert(header::WWW_AUTHENTICATE, value);
        }
        // The layers around the handler add the request id, and turn the problem of a page into a page.
        response.extensions_mut().insert(problem);
        response
    }
}
