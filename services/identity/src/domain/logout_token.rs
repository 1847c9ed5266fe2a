//! What a logout token must say (OpenID Connect Back-Channel Logout 1.0, sections 2.4 and 2.6). Its signature is verified elsewhere.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD as BASE64};
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::Value;

use super::token::SKEW;

/// The event that makes a token one of these.
const EVENT: &str = "http://schemas.openid.net/event/backchannel-logout";
/// The longest token that is read, in bytes.
const LONGEST: usize = 16 * 1024;
/// The longest life: two minutes are recommended.
const LONGEST_LIFE: TimeDelta = TimeDelta::minutes(5);
/// The longest name, identifier or session, in characters (OpenID Connect Core 1.0, section 2).
const LONGEST_NAME: usize = 255;

/// Why a token is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    #[error("send logout_token once, as application/x-www-form-urlencoded in the body of a POST")]
    Form,
    #[error("the token is no signed JSON Web Token")]
    Malformed,
    #[error("the token is of another kind than logout+jwt")]
    Kind,
    #[error("the token is signed with an algorithm that is not taken")]
    Algorithm,
    #[error("no key of the provider's has signed the token")]
    Signature,
    #[error("the token is from another issuer")]
    Issuer,
    #[error("the token is for another client")]
    Audience,
    #[error("the token is past its end, or says none")]
    Expired,
    #[error("the token is from the future, or does not say when it was made")]
    Future,
    #[error("the token lives longer than five minutes")]
    LongLived,
    #[error("the token has no jti of 1 to 255 characters")]
    NoId,
    #[error("the token is not about a back-channel logout")]
    Event,
    #[error("a logout token has no nonce: this is an ID token")]
    Nonce,
    #[error("the token names neither sub nor sid, or one that is empty or too long")]
    Nobody,
    #[error("the token was used before")]
    Replayed,
}

impl Flaw {
    /// The rule's name in logs and metrics.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Form => "token-form",
            Self::Malformed => "token-malformed",
            Self::Kind => "token-typ",
            Self::Algorithm => "token-alg",
            Self::Signature => "token-signature",
            Self::Issuer => "token-iss",
            Self::Audience => "token-aud",
            Self::Expired => "token-exp",
            Self::Future => "token-iat",
            Self::LongLived => "token-long-lived",
            Self::NoId => "token-jti",
            Self::Event => "token-events",
            Self::Nonce => "token-nonce",
            Self::Nobody => "token-nobody",
            Self::Replayed => "token-replayed",
        }
    }
}

/// What stands before the claims.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Header {
    /// How it is signed.
    pub alg: String,
    /// With which key.
    pub kid: Option<String>,
    /// What it is.
    typ: Option<String>,
    /// Extensions that must be understood, of which we understand none (RFC 7515, 4.1.11).
    crit: Option<Value>,
}

/// A token that can be read; nothing in it is believed yet.
#[derive(Debug, Clone)]
pub struct Read {
    /// What stands before the claims.
    pub header: Header,
    claims: serde_json::Map<String, Value>,
    /// What the signature is over.
    pub signed: String,
    /// The signature.
    pub signature: Vec<u8>,
}

/// What a good token asks for.
#[derive(Clone, PartialEq, Eq)]
pub struct Wish {
    /// Whose sessions.
    pub subject: Option<String>,
    /// Which of them.
    pub session: Option<String>,
    /// The token's own name.
    pub id: String,
    /// When it can't be used any more.
    pub until: DateTime<Utc>,
}

impl std::fmt::Debug for Wish {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Wish")
    }
}

/// Takes a token apart.
///
/// # Errors
/// When it is none, or of another kind.
pub fn read(token: &str) -> Result<Read, Flaw> {
    let parts: Vec<&str> = token.split('.').collect();
    let [header, claims, signature] = parts[..] else { return Err(Flaw::Malformed) };
    if token.len() > LONGEST || signature.is_empty() {
        return Err(Flaw::Malformed);
    }
    let header: Header = decoded(header)?;
    if header.crit.is_some() {
        return Err(Flaw::Malformed);
    }
    // `JWT` says nothing, and providers from before the type was there still send it: the claims tell the kinds apart.
    let kind = header.typ.as_deref().map(str::to_ascii_lowercase);
    if kind.is_some_and(|kind| !["logout+jwt", "application/logout+jwt", "jwt"].contains(&kind.as_str())) {
        return Err(Flaw::Kind);
    }
    let signature = BASE64.decode(signature).map_err(|_| Flaw::Malformed)?;
    let signed = token.rsplit_once('.').map(|(signed, _)| signed.to_owned()).unwrap_or_default();
    Ok(Read { header, claims: decoded(claims)?, signed, signature })
}

fn decoded<T: DeserializeOwned>(part: &str) -> Result<T, Flaw> {
    let bytes = BASE64.decode(part).map_err(|_| Flaw::Malformed)?;
    serde_json::from_slice(&bytes).map_err(|_| Flaw::Malformed)
}

/// Checks what a token says. The order is that of the specification; what is cheap to find comes before any key is asked for.
///
/// # Errors
/// The first flaw found.
pub fn check(read: &Read, issuer: &str, client: &str, now: DateTime<Utc>) -> Result<Wish, Flaw> {
    let claims = &read.claims;
    if claims.get("iss").and_then(Value::as_str) != Some(issuer) {
        return Err(Flaw::Issuer);
    }
    let ours = match claims.get("aud") {
        Some(Value::String(one)) => one == client,
        Some(Value::Array(all)) => all.iter().any(|one| one.as_str() == Some(client)),
        _ => false,
    };
    if !ours {
        return Err(Flaw::Audience);
    }
    let made = time(claims.get("iat")).filter(|made| *made <= now + SKEW).ok_or(Flaw::Future)?;
    let ends = time(claims.get("exp")).filter(|ends| now < *ends + SKEW).ok_or(Flaw::Expired)?;
    if ends - made > LONGEST_LIFE {
        return Err(Flaw::LongLived);
    }
    let events = claims.get("events").and_then(Value::as_object);
    if !events.and_then(|events| events.get(EVENT)).is_some_and(Value::is_object) {
        return Err(Flaw::Event);
    }
    if claims.contains_key("nonce") {
        return Err(Flaw::Nonce);
    }
    let id = named(claims.get("jti")).map_err(|()| Flaw::NoId)?.ok_or(Flaw::NoId)?;
    let subject = named(claims.get("sub")).map_err(|()| Flaw::Nobody)?;
    let session = named(claims.get("sid")).map_err(|()| Flaw::Nobody)?;
    if subject.is_none() && session.is_none() {
        return Err(Flaw::Nobody);
    }
    Ok(Wish { subject, session, id, until: ends + SKEW })
}

fn time(claim: Option<&Value>) -> Option<DateTime<Utc>> {
    // Seconds may have decimals (RFC 7519, section 2); what they cut off does not matter.
    #[expect(clippy::cast_possible_truncation, reason = "from_timestamp refuses what lies outside")]
    let seconds = claim?.as_f64().filter(|seconds| seconds.is_finite())? as i64;
    DateTime::from_timestamp(seconds, 0)
}

/// A text of 1 to 255 characters; none when it is not there.
fn named(claim: Option<&Value>) -> Result<Option<String>, ()> {
    let Some(claim) = claim else { return Ok(None) };
    let text = claim.as_str().filter(|text| !text.trim().is_empty() && text.chars().count() <= LONGEST_NAME);
    text.map(|text| Some(text.to_owned())).ok_or(())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const ISSUER: &str = "https://idp.sandviken.se";

    fn now() -> DateTime<Utc> {
        "2026-11-22T12:00:00Z".parse().unwrap()
    }

    fn token(header: &Value, claims: &Value) -> String {
        let part = |value: &Value| BASE64.encode(value.to_string());
        format!("{}.{}.{}", part(header), part(claims), BASE64.encode("signature"))
    }

    fn header() -> Value {
        json!({ "alg": "ES256", "kid": "1", "typ": "logout+jwt" })
    }

    fn claims() -> Value {
        let now = now().timestamp();
        json!({
            "iss": ISSUER, "aud": "sambruk", "iat": now, "exp": now + 120, "jti": "a", "sub": "vera", "sid": "s",
            "events": { EVENT: {} },
        })
    }

    fn changed(name: &str, value: Value) -> Result<Wish, Flaw> {
        let mut claims = claims();
        match value {
            Value::Null => claims.as_object_mut().unwrap().remove(name).map(|_| ()).unwrap(),
            value => claims[name] = value,
        }
        check(&read(&token(&header(), &claims)).unwrap(), ISSUER, "sambruk", now())
    }

    #[test]
    fn a_good_token_says_whose_session_ends_and_each_flaw_is_found() {
        let wish = changed("sid", json!("s")).unwrap();
        assert_eq!(
            (wish.subject.as_deref(), wish.session.as_deref(), wish.id.as_str()),
            (Some("vera"), Some("s"), "a")
        );
        assert_eq!(wish.until, now() + TimeDelta::seconds(180));
        assert_eq!(changed("aud", json!(["another", "sambruk"])).map(|_| ()), Ok(()));
        assert_eq!(changed("sid", Value::Null).unwrap().session, None);
        assert_eq!(changed("sub", Value::Null).unwrap().subject, None);
        let at = |seconds: i64| json!(now().timestamp() + seconds);
        for (name, value, flaw) in [
            ("iss", json!("https://idp.sandviken.se/"), Flaw::Issuer),
            ("iss", Value::Null, Flaw::Issuer),
            ("aud", json!("another"), Flaw::Audience),
            ("aud", json!([]), Flaw::Audience),
            ("aud", Value::Null, Flaw::Audience),
            ("iat", at(61), Flaw::Future),
            ("iat", json!("now"), Flaw::Future),
            ("iat", Value::Null, Flaw::Future),
            ("exp", at(-60), Flaw::Expired),
            ("exp", Value::Null, Flaw::Expired),
            ("exp", at(301), Flaw::LongLived),
            ("jti", json!(""), Flaw::NoId),
            ("jti", json!(7), Flaw::NoId),
            ("jti", Value::Null, Flaw::NoId),
            ("events", json!({}), Flaw::Event),
            ("events", json!([EVENT]), Flaw::Event),
            ("events", json!({ EVENT: true }), Flaw::Event),
            ("events", json!({ "http://schemas.openid.net/event/other": {} }), Flaw::Event),
            ("events", Value::Null, Flaw::Event),
            ("nonce", json!("n"), Flaw::Nonce),
            ("nonce", json!(""), Flaw::Nonce),
            ("sub", json!(""), Flaw::Nobody),
            ("sub", json!("x".repeat(256)), Flaw::Nobody),
            ("sid", json!(["s"]), Flaw::Nobody),
        ] {
            assert_eq!(changed(name, value.clone()).map(|_| ()), Err(flaw), "{name} {value}");
        }
        let mut nobody = claims();
        for name in ["sub", "sid"] {
            nobody.as_object_mut().unwrap().remove(name);
        }
        let nobody = read(&token(&header(), &nobody)).unwrap();
        assert_eq!(check(&nobody, ISSUER, "sambruk", now()).map(|_| ()), Err(Flaw::Nobody));
    }

    #[test]
    fn another_kind_of_token_is_not_read() {
        let typed = |typ: Value| {
            let mut header = header();
            header["typ"] = typ;
            read(&token(&header, &claims())).map(|_| ())
        };
        for good in ["logout+jwt", "Logout+JWT", "application/logout+jwt", "JWT"] {
            assert_eq!(typed(json!(good)), Ok(()), "{good}");
        }
        assert_eq!(typed(json!("at+jwt")), Err(Flaw::Kind));
        assert_eq!(typed(json!("dpop+jwt")), Err(Flaw::Kind));
        assert_eq!(read(&token(&json!({ "alg": "ES256" }), &claims())).map(|_| ()), Ok(()));
        let critical = json!({ "alg": "ES256", "crit": ["b64"] });
        assert_eq!(read(&token(&critical, &claims())).map(|_| ()), Err(Flaw::Malformed));
        let good = token(&header(), &claims());
        let unsigned = format!("{}.", good.rsplit_once('.').unwrap().0);
        for bad in ["", "a.b", "a.b.c", "a.b.c.d", &unsigned, &format!("{good}{}", "A".repeat(LONGEST))] {
            assert_eq!(read(bad).map(|_| ()), Err(Flaw::Malformed), "{bad}");
        }
    }
}
