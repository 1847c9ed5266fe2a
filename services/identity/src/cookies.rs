//! The two cookies: the session, and the mark that binds a sign-in to the browser that began it.

use axum::{
    http::{HeaderMap, HeaderValue, header},
    response::Response,
};
use platform::{Config, guard};

use crate::domain::session::SIGN_IN;

/// Remembers the connection that was used last.
const LAST: &str = "sambruk-connection";

fn sign_in_name(config: &Config) -> &'static str {
    if config.is_encrypted() { "__Host-sambruk-sign-in" } else { "sambruk-sign-in" }
}

/// The mark of a sign-in under way, when the browser sent one of ours.
pub fn sign_in(headers: &HeaderMap, config: &Config) -> Option<String> {
    let mark = guard::cookie(headers, sign_in_name(config))?;
    (mark.len() == 43 && mark.chars().all(|c| c.is_ascii_alphanumeric())).then_some(mark)
}

/// Sets the mark.
pub fn set_sign_in(response: &mut Response, config: &Config, mark: &str) {
    set(response, config, sign_in_name(config), mark, Some(SIGN_IN.num_seconds()));
}

/// Takes the mark away.
pub fn clear_sign_in(response: &mut Response, config: &Config) {
    set(response, config, sign_in_name(config), "", Some(0));
}

/// The connection that this browser signed in through last, to be offered first.
pub fn remembered(headers: &HeaderMap) -> Option<String> {
    guard::cookie(headers, LAST).filter(|name| name.len() == 36)
}

/// Remembers for a year how this browser signs in; says nothing of who.
pub fn remember(response: &mut Response, config: &Config, connection: &str) {
    set(response, config, LAST, connection, Some(365 * 24 * 3600));
}

/// Sets the session; it ends with the browser at the latest, and on the server before that.
pub fn set_session(response: &mut Response, config: &Config, token: &str) {
    set(response, config, config.session_cookie(), token, None);
}

/// Takes the session away.
pub fn clear_session(response: &mut Response, config: &Config) {
    set(response, config, config.session_cookie(), "", Some(0));
}

fn set(response: &mut Response, config: &Config, name: &str, value: &str, seconds: Option<i64>) {
    let age = seconds.map(|seconds| format!("; Max-Age={seconds}")).unwrap_or_default();
    let secure = if config.is_encrypted() { "; Secure" } else { "" };
    let cookie = format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{age}{secure}");
    if let Ok(value) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
}
