//! Our side of OpenID Connect: what the providers offer, the way there, and the identity that a code stands for.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use chrono::{DateTime, Utc};
use contracts::Assurance;
use openidconnect::{
    AdditionalProviderMetadata, AuthType, AuthenticationContextClass, AuthorizationCode, ClaimsVerificationError,
    ClientId, ClientSecret, CsrfToken, IssuerUrl, JsonWebKeySet, Nonce, PkceCodeChallenge, PkceCodeVerifier,
    ProviderMetadata, RedirectUrl, Scope, SignatureVerificationError, TokenResponse,
    core::{
        CoreAuthDisplay, CoreAuthPrompt, CoreAuthenticationFlow, CoreClaimName, CoreClaimType, CoreClientAuthMethod,
        CoreGrantType, CoreJsonWebKey, CoreJweContentEncryptionAlgorithm, CoreJweKeyManagementAlgorithm,
        CoreJwsSigningAlgorithm, CoreResponseMode, CoreResponseType, CoreSubjectIdentifierType,
    },
    reqwest,
    url::Url,
};
use platform::Ctx;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{
    Refusal, Step,
    claims::{self, Client, IdToken, IdTokenClaims, Told},
    pending::Secrets,
    provider::{Proof, Provider},
};
use crate::{
    domain::{
        mapping::{Arrived, Rule},
        session::LONGEST,
        sharing,
        token::{self, Claims, Demand, Proven},
    },
    outside,
    remote::Remote,
    signing,
};

/// How long the provider's description is believed.
const DESCRIPTION_FOR: Duration = Duration::from_hours(24);
/// How long its keys are believed.
const KEYS_FOR: Duration = Duration::from_mins(10);
/// An unknown key makes us ask for the keys at most this often.
const KEYS_AGAIN: Duration = Duration::from_mins(1);

/// What RFC 9207 and the rules about signing out add to a provider's description.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Additional {
    #[serde(default)]
    authorization_response_iss_parameter_supported: bool,
    /// Where browsers are sent to end the session there (OpenID Connect RP-Initiated Logout 1.0, section 2.1).
    #[serde(default)]
    end_session_endpoint: Option<String>,
}
impl AdditionalProviderMetadata for Additional {}

type Description = ProviderMetadata<
    Additional,
    CoreAuthDisplay,
    CoreClientAuthMethod,
    CoreClaimName,
    CoreClaimType,
    CoreGrantType,
    CoreJweContentEncryptionAlgorithm,
    CoreJweKeyManagementAlgorithm,
    CoreJsonWebKey,
    CoreResponseMode,
    CoreResponseType,
    CoreSubjectIdentifierType,
>;
/// How a client proves itself with a signature (RFC 7523, section 2.2).
const ASSERTION_TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
/// Signatures that are taken: asymmetric, SHA-2 (Swedish profile: RS256 and ES256 are mandatory).
pub(super) const ALGORITHMS: [CoreJwsSigningAlgorithm; 5] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
];

/// The longest ID token that is sent along in an address, in bytes; providers that put much in it are told by our name alone.
const LONGEST_HINT: usize = 4000;

#[derive(Clone)]
struct Known {
    description: Description,
    described: Instant,
    keyed: Instant,
}

/// Who the provider says it is.
#[derive(Debug, Clone)]
pub struct Identity {
    pub subject: String,
    pub name: String,
    /// Her address, unless the provider says that nobody has verified it.
    pub email: Option<String>,
    pub proven: Proven,
    /// What more it tells of her, as far as it is read.
    pub attributes: Arrived,
    /// The session there.
    pub remote: Remote,
}

/// What is known of the providers, by issuer.
#[derive(Default)]
pub struct Relying {
    known: Mutex<HashMap<String, Known>>,
}

impl Relying {
    /// The address to send the browser to, and what must be kept until it comes back. `anew`: the provider must ask again who it is.
    pub async fn way_there(
        &self,
        provider: &Provider,
        callback: &str,
        assurance: Assurance,
        anew: bool,
    ) -> Result<(String, Secrets), Refusal> {
        let known = self.known(provider).await?;
        let client = client(&known, provider, callback)?;
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let flow = CoreAuthenticationFlow::AuthorizationCode;
        let mut way = client
            .authorize_url(flow, || CsrfToken::new_random_len(32), || Nonce::new_random_len(32))
            .set_pkce_challenge(challenge)
            .add_scope(Scope::new("profile".into()))
            .add_scope(Scope::new("email".into()))
            .add_auth_context_value(AuthenticationContextClass::new(assurance.acr().into()));
        way = if anew {
            way.add_prompt(CoreAuthPrompt::Login).set_max_age(Duration::ZERO)
        } else {
            // Asking for an age makes the provider tell when the person proved who she is.
            way.set_max_age(LONGEST.to_std().unwrap_or(Duration::ZERO))
        };
        let (url, state, nonce) = way.url();
        let secrets =
            Secrets { state: state.into_secret(), nonce: nonce.secret().clone(), verifier: verifier.into_secret() };
        Ok((url.into(), secrets))
    }

    /// Checks `iss` of the answer (RFC 9207): it must be there when the provider says that it sends it.
    pub async fn check_issuer(&self, provider: &Provider, issuer: Option<&str>) -> Result<(), Refusal> {
        let promised = self
            .known(provider)
            .await?
            .description
            .additional_metadata()
            .authorization_response_iss_parameter_supported;
        match issuer {
            Some(issuer) if issuer == provider.issuer => Ok(()),
            None if !promised => Ok(()),
            _ => Err(Refusal::new(Step::Answer, "iss")),
        }
    }

    /// Redeems the code and checks the identity it stands for.
    pub async fn identity(
        &self,
        ctx: &Ctx,
        provider: &Provider,
        callback: &str,
        code: String,
        asked: Asked<'_>,
    ) -> Result<Identity, Refusal> {
        let now = ctx.clock.now();
        let mut known = self.known(provider).await?;
        let mut relying = client(&known, provider, callback)?;
        let http = http(provider)?;
        let failed = |why: &dyn std::fmt::Display| Refusal::because(Step::Exchange, "token-endpoint", why);
        let exchange = relying.exchange_code(AuthorizationCode::new(code)).map_err(|error| failed(&error))?;
        let mut exchange = exchange.set_pkce_verifier(PkceCodeVerifier::new(asked.verifier.into()));
        if provider.proof == Proof::OwnKey {
            let assertion = assertion(ctx, provider).await?;
            exchange = exchange.add_extra_param("client_assertion_type", ASSERTION_TYPE);
            exchange = exchange.add_extra_param("client_assertion", assertion);
        }
        let answer = exchange.request_async(&http).await.map_err(|error| failed(&chain(&error)))?;
        let token = answer.id_token().ok_or_else(|| Refusal::new(Step::Exchange, "no-id-token"))?;
        let nonce = Nonce::new(asked.nonce.into());
        let mut claims = verified(&relying, token, &nonce, now).cloned();
        if let Err(ClaimsVerificationError::SignatureVerification(SignatureVerificationError::NoMatchingKey)) = claims {
            // What more is told of her is signed with the new key too.
            known = self.with_new_keys(provider).await?;
            relying = client(&known, provider, callback)?;
            claims = verified(&relying, token, &nonce, now).cloned();
        }
        let claims = claims.map_err(|error| Refusal::because(Step::Token, "id-token", chain(&error)))?;
        let demand = Demand {
            client_id: provider.client_id.clone(),
            assurance: asked.assurance,
            authenticated_since: if asked.assurance == Assurance::Loa3 { asked.since } else { now - LONGEST },
        };
        let proven = token::check(&looked_at(&claims), &demand, now)
            .map_err(|flaw| Refusal::because(Step::Token, flaw.code(), flaw))?;
        let mut told = Told::of_token(&claims);
        let unscoped = provider.sharing.asks() && sharing::told(&told.attributes).is_empty();
        if unscoped || told.lacks(asked.rules) {
            told.fill(claims::userinfo(&relying, &answer, &claims, &http).await?);
        } else if asked.trial
            && let Ok(more) = claims::userinfo(&relying, &answer, &claims, &http).await
        {
            told.fill(more);
        }
        provider.admits(&sharing::told(&told.attributes))?;
        let subject = claims.subject().to_string();
        let ends = end_session(provider, &known).is_some();
        let remote = Remote {
            name: subject.clone(),
            index: told.session,
            ends,
            token: Some(token.to_string()).filter(|token| ends && token.len() <= LONGEST_HINT),
            ..Remote::default()
        };
        let name = told.name.map(|name| name.chars().filter(|c| !c.is_control()).take(120).collect::<String>());
        Ok(Identity {
            name: name.filter(|name| !name.trim().is_empty()).unwrap_or_else(|| subject.clone()),
            email: told.email,
            subject,
            proven,
            attributes: told.attributes,
            remote,
        })
    }

    /// Where browsers are sent to end the session there, if the provider has such a place.
    pub async fn end_session(&self, provider: &Provider) -> Result<Option<Url>, Refusal> {
        Ok(end_session(provider, &self.known(provider).await?))
    }

    /// The keys that the provider publishes.
    pub(super) async fn keys(&self, provider: &Provider) -> Result<JsonWebKeySet<CoreJsonWebKey>, Refusal> {
        Ok(self.known(provider).await?.description.jwks().clone())
    }

    /// As [`Self::keys`], asked for anew when they were not lately.
    pub(super) async fn new_keys(&self, provider: &Provider) -> Result<JsonWebKeySet<CoreJsonWebKey>, Refusal> {
        Ok(self.with_new_keys(provider).await?.description.jwks().clone())
    }

    async fn known(&self, provider: &Provider) -> Result<Known, Refusal> {
        let found = self.known.lock().unwrap_or_else(PoisonError::into_inner).get(&provider.issuer).cloned();
        match found {
            Some(known) if known.described.elapsed() < DESCRIPTION_FOR && known.keyed.elapsed() < KEYS_FOR => Ok(known),
            Some(known) if known.described.elapsed() < DESCRIPTION_FOR => self.fetch_keys(provider, known).await,
            _ => self.describe(provider).await,
        }
    }

    async fn describe(&self, provider: &Provider) -> Result<Known, Refusal> {
        let failed = |why: &dyn std::fmt::Display| Refusal::because(Step::Provider, "discovery", why);
        let issuer = IssuerUrl::new(provider.issuer.clone()).map_err(|error| failed(&error))?;
        if !provider.may_ask(issuer.url()) {
            return Err(Refusal::new(Step::Provider, "endpoint-inside"));
        }
        let description =
            Description::discover_async(issuer, &http(provider)?).await.map_err(|error| failed(&chain(&error)))?;
        look_outside(provider, &description)?;
        Ok(self.keep(provider, Known { description, described: Instant::now(), keyed: Instant::now() }))
    }

    async fn with_new_keys(&self, provider: &Provider) -> Result<Known, Refusal> {
        let known = self.known(provider).await?;
        if known.keyed.elapsed() < KEYS_AGAIN {
            return Err(Refusal::new(Step::Token, "unknown-key"));
        }
        self.fetch_keys(provider, known).await
    }

    async fn fetch_keys(&self, provider: &Provider, known: Known) -> Result<Known, Refusal> {
        let keys = JsonWebKeySet::fetch_async(known.description.jwks_uri(), &http(provider)?).await;
        let keys = keys.map_err(|error| Refusal::because(Step::Provider, "jwks", chain(&error)))?;
        Ok(self.keep(provider, Known { description: known.description.set_jwks(keys), keyed: Instant::now(), ..known }))
    }

    fn keep(&self, provider: &Provider, known: Known) -> Known {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).insert(provider.issuer.clone(), known.clone());
        known
    }
}

/// An address that somebody else has named is https; where an operator has named the provider, its own machine's will do.
fn end_session(provider: &Provider, known: &Known) -> Option<Url> {
    let url = Url::parse(known.description.additional_metadata().end_session_endpoint.as_ref()?).ok()?;
    let schemes: &[&str] = if provider.guarded.is_some() { &["https"] } else { &["https", "http"] };
    (schemes.contains(&url.scheme()) && url.host().is_some()).then_some(url)
}

/// What the sign-in asked for.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    pub nonce: &'a str,
    pub verifier: &'a str,
    pub assurance: Assurance,
    pub since: DateTime<Utc>,
    /// What the provider's answer is looked at for.
    pub rules: &'a [Rule],
    /// Whether a connection is only tried: all that arrives is looked at.
    pub trial: bool,
}

fn client(known: &Known, provider: &Provider, callback: &str) -> Result<Client, Refusal> {
    let redirect =
        RedirectUrl::new(callback.into()).map_err(|error| Refusal::because(Step::Provider, "redirect-uri", error))?;
    let secret = match &provider.proof {
        Proof::Secret(secret) => Some(ClientSecret::new(secret.clone())),
        Proof::OwnKey => None,
    };
    let id = ClientId::new(provider.client_id.clone());
    let client = Client::from_provider_metadata(known.description.clone(), id, secret);
    let client = if provider.proof == Proof::OwnKey { client.set_auth_type(AuthType::RequestBody) } else { client };
    Ok(client.set_redirect_uri(redirect))
}

/// Who we are, signed with our own key: for this provider, for a minute, once (RFC 7523, section 3; Swedish profile, section 3.3).
async fn assertion(ctx: &Ctx, provider: &Provider) -> Result<String, Refusal> {
    let failed = |why: &dyn std::fmt::Display| Refusal::because(Step::Exchange, "client-assertion", why);
    let key = signing::current(ctx).await.map_err(|error| failed(&error))?;
    let now = ctx.clock.now().timestamp();
    let claims = json!({
        "iss": provider.client_id, "sub": provider.client_id, "aud": provider.issuer,
        "jti": platform::id::random(), "iat": now, "exp": now + 60,
    });
    key.assertion(&claims).map_err(|error| failed(&error))
}

fn http(provider: &Provider) -> Result<reqwest::Client, Refusal> {
    outside::client(provider.guarded.is_some()).map_err(|error| Refusal::because(Step::Provider, "http-client", error))
}

/// What a provider that an administrator has named calls its own must lie outside as well.
fn look_outside(provider: &Provider, description: &Description) -> Result<(), Refusal> {
    let token = description.token_endpoint().map(openidconnect::TokenUrl::url);
    let userinfo = description.userinfo_endpoint().map(openidconnect::UserInfoUrl::url);
    let all = [Some(description.jwks_uri().url()), token, userinfo];
    match all.into_iter().flatten().find(|url| !provider.may_ask(url)) {
        Some(url) => Err(Refusal::because(Step::Provider, "endpoint-inside", url.host_str().unwrap_or_default())),
        None => Ok(()),
    }
}

fn verified<'a>(
    client: &Client,
    token: &'a IdToken,
    nonce: &Nonce,
    now: DateTime<Utc>,
) -> Result<&'a IdTokenClaims, ClaimsVerificationError> {
    let verifier = client.id_token_verifier().set_allowed_algs(ALGORITHMS).set_time_fn(move || now);
    token.claims(&verifier, nonce)
}

fn looked_at(claims: &IdTokenClaims) -> Claims {
    Claims {
        subject: claims.subject().to_string(),
        audiences: claims.audiences().iter().map(|audience| audience.to_string()).collect(),
        authorized_party: claims.authorized_party().map(|party| party.to_string()),
        issued_at: claims.issue_time(),
        expires_at: claims.expiration(),
        acr: claims.auth_context_ref().map(|acr| acr.to_string()),
        authenticated_at: claims.auth_time(),
    }
}

/// The whole chain of causes.
pub fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        text = format!("{text}: {inner}");
        cause = inner.source();
    }
    text
}
