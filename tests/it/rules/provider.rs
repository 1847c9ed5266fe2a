//! A municipality's OpenID Connect provider that lets everybody through and tells what a test wants of her.

use std::sync::{Arc, Mutex};

use axum::{
    Json, Router,
    extract::RawQuery,
    response::Redirect,
    routing::{get, post},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD as BASE64};
use chrono::{DateTime, Utc};
use contracts::Assurance;
use reqwest::Url;
use ring::{
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair},
};
use serde_json::{Value, json};

/// What it tells besides who she is.
#[derive(Debug, Default)]
pub struct Tells {
    pub subject: String,
    /// In the ID token.
    pub token: Value,
    /// At the UserInfo endpoint.
    pub userinfo: Value,
}

pub struct Provider {
    pub issuer: String,
    pub tells: Arc<Mutex<Tells>>,
    keys: Arc<Keys>,
}

struct Keys {
    pair: EcdsaKeyPair,
    issuer: String,
    now: DateTime<Utc>,
    tells: Arc<Mutex<Tells>>,
}

impl Provider {
    /// One whose clock stands.
    pub async fn start(now: DateTime<Utc>) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let issuer = format!("http://{}", listener.local_addr().unwrap());
        let tells = Arc::new(Mutex::new(Tells::default()));
        let random = SystemRandom::new();
        let document = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random).unwrap();
        let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, document.as_ref(), &random).unwrap();
        let keys = Arc::new(Keys { pair, issuer: issuer.clone(), now, tells: Arc::clone(&tells) });
        #[expect(clippy::disallowed_methods, reason = "ends with the test")]
        tokio::spawn({
            let router = router(&keys);
            async move { axum::serve(listener, router).await }
        });
        Self { issuer, tells, keys }
    }

    /// Tells this of whoever comes from now on.
    pub fn tell(&self, subject: &str, token: Value, userinfo: Value) {
        *self.tells.lock().unwrap() = Tells { subject: subject.into(), token, userinfo };
    }

    /// A token of its own, whatever it says.
    pub fn signed(&self, header: &Value, claims: &Value) -> String {
        self.keys.signed(header, claims)
    }
}

fn router(keys: &Arc<Keys>) -> Router {
    let (describing, publishing, exchanging, telling) =
        (Arc::clone(keys), Arc::clone(keys), Arc::clone(keys), Arc::clone(keys));
    Router::new()
        .route("/.well-known/openid-configuration", get(async move || Json(describing.description())))
        .route("/jwks", get(async move || Json(json!({ "keys": [publishing.public()] }))))
        .route("/authorize", get(authorize))
        .route("/token", post(async move |body: String| Json(exchanging.token(&body))))
        .route("/userinfo", get(async move || Json(telling.userinfo())))
}

/// The value of a field in a query or a form.
fn field(text: &str, name: &str) -> String {
    let url = Url::parse(&format!("http://provider/?{text}")).unwrap();
    url.query_pairs().find(|(known, _)| known == name).map(|(_, value)| value.into_owned()).unwrap_or_default()
}

/// Sends the browser back at once; the code is the nonce.
async fn authorize(RawQuery(query): RawQuery) -> Redirect {
    let query = query.unwrap_or_default();
    let mut back = Url::parse(&field(&query, "redirect_uri")).unwrap();
    back.query_pairs_mut().append_pair("state", &field(&query, "state")).append_pair("code", &field(&query, "nonce"));
    Redirect::to(back.as_str())
}

impl Keys {
    fn description(&self) -> Value {
        let issuer = &self.issuer;
        json!({
            "issuer": issuer,
            "authorization_endpoint": format!("{issuer}/authorize"),
            "token_endpoint": format!("{issuer}/token"),
            "userinfo_endpoint": format!("{issuer}/userinfo"),
            "jwks_uri": format!("{issuer}/jwks"),
            "end_session_endpoint": format!("{issuer}/end"),
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["ES256"],
        })
    }

    fn public(&self) -> Value {
        let point = self.pair.public_key().as_ref();
        let (x, y) = (BASE64.encode(&point[1..33]), BASE64.encode(&point[33..65]));
        json!({ "kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": "only", "x": x, "y": y })
    }

    fn token(&self, body: &str) -> Value {
        let now = self.now.timestamp();
        let tells = self.tells.lock().unwrap();
        let mut claims = json!({
            "iss": self.issuer, "sub": tells.subject, "aud": "sambruk", "iat": now, "exp": now + 300, "auth_time": now,
            "acr": Assurance::Loa3.acr(), "nonce": field(body, "code"),
        });
        add(&mut claims, &tells.token);
        let token = self.signed(&json!({ "typ": "JWT", "alg": "ES256", "kid": "only" }), &claims);
        json!({ "access_token": "access", "token_type": "Bearer", "expires_in": 300, "id_token": token })
    }

    fn signed(&self, header: &Value, claims: &Value) -> String {
        let text = format!("{}.{}", BASE64.encode(header.to_string()), BASE64.encode(claims.to_string()));
        let signature = self.pair.sign(&SystemRandom::new(), text.as_bytes()).unwrap();
        format!("{text}.{}", BASE64.encode(signature))
    }

    fn userinfo(&self) -> Value {
        let tells = self.tells.lock().unwrap();
        let mut claims = json!({ "sub": tells.subject });
        add(&mut claims, &tells.userinfo);
        claims
    }
}

fn add(claims: &mut Value, more: &Value) {
    for (name, value) in more.as_object().into_iter().flatten() {
        claims[name] = value.clone();
    }
}
