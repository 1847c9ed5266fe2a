//! What an OpenID Connect provider tells of a person, in its ID token and at its UserInfo endpoint.

use std::collections::HashMap;

use openidconnect::{
    AdditionalClaims, EmptyExtraTokenFields, EndUserEmail, EndpointMaybeSet, EndpointNotSet, EndpointSet,
    IdTokenFields, OAuth2TokenResponse, StandardErrorResponse, StandardTokenResponse, UserInfoClaims,
    core::{
        CoreAuthDisplay, CoreAuthPrompt, CoreErrorResponseType, CoreGenderClaim, CoreJsonWebKey,
        CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm, CoreRevocableToken, CoreRevocationErrorResponse,
        CoreTokenIntrospectionResponse, CoreTokenType,
    },
    reqwest,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Refusal, Step, relying::chain};
use crate::domain::mapping::{Arrived, Rule};

/// Claims that no standard names, as they came: groups, departments, what a provider's administrators let it send.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct More(HashMap<String, Value>);
impl AdditionalClaims for More {}

pub type IdToken =
    openidconnect::IdToken<More, CoreGenderClaim, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm>;
pub type IdTokenClaims = openidconnect::IdTokenClaims<More, CoreGenderClaim>;
type Fields = IdTokenFields<
    More,
    EmptyExtraTokenFields,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJwsSigningAlgorithm,
>;
pub type Answer = StandardTokenResponse<Fields, CoreTokenType>;
/// Ourselves at a provider that has described itself.
pub type Client = openidconnect::Client<
    More,
    CoreAuthDisplay,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJsonWebKey,
    CoreAuthPrompt,
    StandardErrorResponse<CoreErrorResponseType>,
    Answer,
    CoreTokenIntrospectionResponse,
    CoreRevocableToken,
    CoreRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// What a provider tells of a person besides who she is.
#[derive(Default)]
pub struct Told {
    pub name: Option<String>,
    pub email: Option<String>,
    pub attributes: Arrived,
    /// The session there, when the ID token names it (OpenID Connect Front-Channel Logout 1.0, section 3).
    pub session: Option<String>,
}

impl Told {
    /// What stands in the ID token.
    pub fn of_token(claims: &IdTokenClaims) -> Self {
        let name = claims.name().and_then(|name| name.get(None)).map(|name| name.to_string());
        let attributes = arrived(claims.additional_claims());
        let session = claims.additional_claims().0.get("sid").and_then(Value::as_str).map(str::to_owned);
        Self { name, email: address(claims.email(), claims.email_verified()), attributes, session }
    }

    /// Whether the UserInfo endpoint must be asked: for the name, or for what a rule is about.
    pub fn lacks(&self, rules: &[Rule]) -> bool {
        self.name.is_none() || rules.iter().any(|rule| !self.attributes.has(&rule.attribute))
    }

    /// Adds what the UserInfo endpoint tells; what the token says goes before it. A name and an address go together.
    pub fn fill(&mut self, more: Self) {
        if self.name.is_none() {
            (self.name, self.email) = (more.name, more.email);
        }
        self.attributes.fill(more.attributes);
    }
}

/// Texts and lists of texts; a claim that is built otherwise is there, without a value that a rule could be about.
fn arrived(more: &More) -> Arrived {
    let mut arrived = Arrived::default();
    let mut names: Vec<&String> = more.0.keys().collect();
    names.sort_unstable();
    for name in names {
        match more.0.get(name) {
            Some(Value::String(text)) => arrived.add(name, [text.as_str()]),
            Some(Value::Array(list)) => arrived.add(name, list.iter().filter_map(Value::as_str)),
            _ => arrived.add(name, []),
        }
    }
    arrived
}

/// An address that mail can be sent to; one that the provider calls unverified may be anybody's.
fn address(email: Option<&EndUserEmail>, verified: Option<bool>) -> Option<String> {
    let email = email.filter(|_| verified != Some(false))?.trim();
    let plain =
        email.len() <= 254 && email.contains('@') && !email.contains(|c: char| c.is_control() || c.is_whitespace());
    plain.then(|| email.to_owned())
}

/// What the UserInfo endpoint tells of her, where there is one. When it fails, nobody comes in: what it would have said is not known, and
/// neither is what she may do.
pub async fn userinfo(
    client: &Client,
    answer: &Answer,
    claims: &IdTokenClaims,
    http: &reqwest::Client,
) -> Result<Told, Refusal> {
    let Ok(request) = client.user_info(answer.access_token().clone(), Some(claims.subject().clone())) else {
        return Ok(Told::default());
    };
    let info: UserInfoClaims<More, CoreGenderClaim> = request
        .request_async(http)
        .await
        .map_err(|error| Refusal::because(Step::Exchange, "userinfo", chain(&error)))?;
    let name = info.name().and_then(|name| name.get(None)).map(|name| name.to_string());
    let attributes = arrived(info.additional_claims());
    Ok(Told { name, email: address(info.email(), info.email_verified()), attributes, session: None })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn claims_are_texts_and_lists_of_texts() {
        let token = r#"{
            "iss": "https://idp.sandviken.se", "sub": "a", "aud": ["sambruk"], "exp": 1795000000, "iat": 1795000000,
            "name": "Vera", "email": "vera@sandviken.se", "email_verified": true, "jti": "1",
            "groups": ["staff", "library", 7, null], "department": "School", "nested": { "roles": ["a"] }, "manager": true
        }"#;
        let claims: IdTokenClaims = serde_json::from_str(token).unwrap();
        let told = Told::of_token(&claims);
        assert_eq!((told.name.as_deref(), told.email.as_deref()), (Some("Vera"), Some("vera@sandviken.se")));
        let mut wanted = Arrived::default();
        wanted.add("groups", ["staff", "library"]);
        wanted.add("department", ["School"]);
        wanted.add("nested", []);
        wanted.add("manager", []);
        assert_eq!(told.attributes, wanted);
    }

    #[test]
    fn the_userinfo_endpoint_is_asked_for_what_the_token_lacks() {
        let rule = |attribute: &str| Rule {
            id: uuid::Uuid::nil(),
            attribute: attribute.into(),
            value: "staff".into(),
            grant: contracts::Grant { role: contracts::Role::Reader, service: None },
            made_by: uuid::Uuid::nil(),
        };
        let mut told = Told { name: Some("Vera".into()), ..Told::default() };
        told.attributes.add("groups", []);
        assert!(!told.lacks(&[]) && !told.lacks(&[rule("groups")]) && told.lacks(&[rule("department")]));
        assert!(Told::default().lacks(&[]));
        let mut more = Told { name: Some("Other".into()), email: Some("a@b.se".into()), ..Told::default() };
        more.attributes.add("department", ["School"]);
        told.fill(more);
        assert_eq!((told.name.as_deref(), told.email.as_deref()), (Some("Vera"), None));
        assert!(!told.lacks(&[rule("department")]));
    }
}
