//! The cookies: the session, the mark that binds a sign-in to the browser that began it, and the connection that was used last.

use axum::{
    http::{HeaderMap, HeaderValue, header},
    response::Response,
};
use platform::{Config, guard};

use crate::domain::session::SIGN_IN;

/// Remembers the connection that was used last.
fn last_name(config: &Config) -> &'static str {
    if config.is_encrypted() { "__Host-sambruk-connection" } else { "sambruk-connection" }
}

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
pub fn remembered(headers: &HeaderMap, config: &Config) -> Option<String> {
    guard::cookie(headers, last_name(config)).filter(|name| name.len() == 36)
}

/// Remembers for a year how this browser signs in; says nothing of who.
pub fn remember(response: &mut Response, config: &Config, connection: &str) {
    set(response, config, last_name(config), connection, Some(365 * 24 * 3600));
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

#[cfg(test)]
mod tests {
    use axum::response::IntoResponse;

    use super::*;

    const DEFAULTS: &str = include_str!("../../sambruk/default.toml");

    /// What all that is set here looks like at an address.
    fn all(public_url: &str) -> Vec<String> {
        let mut config = Config::load(DEFAULTS, None).unwrap();
        public_url.clone_into(&mut config.http.public_url);
        let mut response = ().into_response();
        set_session(&mut response, &config, "token");
        set_sign_in(&mut response, &config, "mark");
        remember(&mut response, &config, "connection");
        clear_session(&mut response, &config);
        clear_sign_in(&mut response, &config);
        let set = response.headers().get_all(header::SET_COOKIE).iter();
        set.map(|value| value.to_str().unwrap().to_owned()).collect()
    }

    #[test]
    fn no_script_and_no_other_site_gets_them() {
        for (url, encrypted) in [("https://portal.example", true), ("http://127.0.0.1:8080", false)] {
            let all = all(url);
            assert_eq!(all.len(), 5);
            for cookie in all {
                let parts: Vec<&str> = cookie.split("; ").collect();
                for part in ["HttpOnly", "SameSite=Lax", "Path=/"] {
                    assert!(parts.contains(&part), "{part}: {cookie}");
                }
                assert_eq!(parts.contains(&"Secure"), encrypted, "{cookie}");
                assert_eq!(cookie.starts_with("__Host-"), encrypted, "{cookie}");
                assert!(!cookie.contains("Domain"), "{cookie}");
            }
        }
    }
}
