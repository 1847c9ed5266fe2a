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
    hmac,
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
    /// How the ID token is made.
    pub lie: Lie,
    /// More in the browser's way back.
    pub answer: Vec<(&'static str, String)>,
}

/// How an ID token is made.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub enum Lie {
    /// As it should be.
    #[default]
    None,
    /// With the algorithm none, and no signature.
    Unsigned,
    /// HS256, with what is published of the key as the secret.
    PublicKeyAsSecret,
    /// Signed by another key that calls itself by the known one's name.
    OtherKey,
    /// Signed by another key that the token itself brings along.
    KeyInHeader,
    /// Changed after it was signed.
    Changed,
    /// There is none.
    Missing,
}

/// What was sent to it last.
#[derive(Debug, Default, Clone)]
pub struct Asked {
    /// The query that the browser brought.
    pub authorize: String,
    /// The form that the code was redeemed with.
    pub token: String,
}

/// What it lends for the UserInfo endpoint.
pub const ACCESS: &str = "an-access-token-that-is-lent-for-a-minute";

pub struct Provider {
    pub issuer: String,
    pub tells: Arc<Mutex<Tells>>,
    pub asked: Arc<Mutex<Asked>>,
    keys: Arc<Keys>,
}

struct Keys {
    pair: EcdsaKeyPair,
    stranger: EcdsaKeyPair,
    issuer: String,
    now: DateTime<Utc>,
    /// What it says of itself that another would not.
    described: Value,
    tells: Arc<Mutex<Tells>>,
    asked: Arc<Mutex<Asked>>,
}

fn pair() -> EcdsaKeyPair {
    let random = SystemRandom::new();
    let document = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random).unwrap();
    EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, document.as_ref(), &random).unwrap()
}

impl Provider {
    /// One whose clock stands.
    pub async fn start(now: DateTime<Utc>) -> Self {
        Self::described(now, Value::Null).await
    }

    /// One that says more, or something else, of itself.
    pub async fn described(now: DateTime<Utc>, described: Value) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let issuer = format!("http://{}", listener.local_addr().unwrap());
        let tells = Arc::new(Mutex::new(Tells::default()));
        let asked = Arc::new(Mutex::new(Asked::default()));
        let keys = Keys {
            pair: pair(),
            stranger: pair(),
            issuer: issuer.clone(),
            now,
            described,
            tells: Arc::clone(&tells),
            asked: Arc::clone(&asked),
        };
        let keys = Arc::new(keys);
        #[expect(clippy::disallowed_methods, reason = "ends with the test")]
        tokio::spawn({
            let router = router(&keys);
            async move { axum::serve(listener, router).await }
        });
        Self { issuer, tells, asked, keys }
    }

    /// Tells this of whoever comes from now on.
    pub fn tell(&self, subject: &str, token: Value, userinfo: Value) {
        *self.tells.lock().unwrap() = Tells { subject: subject.into(), token, userinfo, ..Tells::default() };
    }

    /// A token of its own, whatever it says.
    pub fn signed(&self, header: &Value, claims: &Value) -> String {
        self.keys.signed(header, claims)
    }
}

fn router(keys: &Arc<Keys>) -> Router {
    let [describing, publishing, exchanging, telling, sending] = std::array::from_fn(|_| Arc::clone(keys));
    Router::new()
        .route("/.well-known/openid-configuration", get(async move || Json(describing.description())))
        .route("/jwks", get(async move || Json(json!({ "keys": [public(&publishing.pair)] }))))
        .route("/authorize", get(async move |RawQuery(query): RawQuery| sending.back(&query.unwrap_or_default())))
        .route("/token", post(async move |body: String| Json(exchanging.token(&body))))
        .route("/userinfo", get(async move || Json(telling.userinfo())))
}

/// The value of a field in a query or a form.
fn field(text: &str, name: &str) -> String {
    let url = Url::parse(&format!("http://provider/?{text}")).unwrap();
    url.query_pairs().find(|(known, _)| known == name).map(|(_, value)| value.into_owned()).unwrap_or_default()
}

/// The public half of a key under the one name that is published.
fn public(pair: &EcdsaKeyPair) -> Value {
    let point = pair.public_key().as_ref();
    let (x, y) = (BASE64.encode(&point[1..33]), BASE64.encode(&point[33..65]));
    json!({ "kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": "only", "x": x, "y": y })
}

impl Keys {
    /// Sends the browser back at once; the code is the nonce.
    fn back(&self, query: &str) -> Redirect {
        query.clone_into(&mut self.asked.lock().unwrap().authorize);
        let mut back = Url::parse(&field(query, "redirect_uri")).unwrap();
        back.query_pairs_mut().append_pair("state", &field(query, "state")).append_pair("code", &field(query, "nonce"));
        back.query_pairs_mut().extend_pairs(&self.tells.lock().unwrap().answer);
        Redirect::to(back.as_str())
    }

    fn description(&self) -> Value {
        let issuer = &self.issuer;
        let mut description = json!({
            "issuer": issuer,
            "authorization_endpoint": format!("{issuer}/authorize"),
            "token_endpoint": format!("{issuer}/token"),
            "userinfo_endpoint": format!("{issuer}/userinfo"),
            "jwks_uri": format!("{issuer}/jwks"),
            "end_session_endpoint": format!("{issuer}/end"),
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["ES256"],
        });
        add(&mut description, &self.described);
        description
    }

    fn token(&self, body: &str) -> Value {
        body.clone_into(&mut self.asked.lock().unwrap().token);
        let now = self.now.timestamp();
        let tells = self.tells.lock().unwrap();
        let mut claims = json!({
            "iss": self.issuer, "sub": tells.subject, "aud": "sambruk", "iat": now, "exp": now + 300, "auth_time": now,
            "acr": Assurance::Loa3.acr(), "nonce": field(body, "code"),
        });
        add(&mut claims, &tells.token);
        let mut answer = json!({ "access_token": ACCESS, "token_type": "Bearer", "expires_in": 300 });
        if tells.lie != Lie::Missing {
            answer["id_token"] = self.told(&claims, tells.lie).into();
        }
        answer
    }

    /// A token signed with the key that is published.
    fn signed(&self, header: &Value, claims: &Value) -> String {
        let text = format!("{}.{}", BASE64.encode(header.to_string()), BASE64.encode(claims.to_string()));
        let signature = self.pair.sign(&SystemRandom::new(), text.as_bytes()).unwrap();
        format!("{text}.{}", BASE64.encode(signature))
    }

    /// The ID token, made in this way.
    fn told(&self, claims: &Value, lie: Lie) -> String {
        let mut header = json!({ "typ": "JWT", "alg": "ES256", "kid": "only" });
        match lie {
            Lie::Unsigned => header["alg"] = "none".into(),
            Lie::PublicKeyAsSecret => header["alg"] = "HS256".into(),
            Lie::KeyInHeader => header["jwk"] = public(&self.stranger),
            Lie::None | Lie::OtherKey | Lie::Changed | Lie::Missing => {}
        }
        let text =
            |claims: &Value| format!("{}.{}", BASE64.encode(header.to_string()), BASE64.encode(claims.to_string()));
        let signed = text(claims);
        let sign = |pair: &EcdsaKeyPair| pair.sign(&SystemRandom::new(), signed.as_bytes()).unwrap().as_ref().to_vec();
        let signature = match lie {
            Lie::Unsigned => Vec::new(),
            Lie::PublicKeyAsSecret => {
                let secret = hmac::Key::new(hmac::HMAC_SHA256, self.pair.public_key().as_ref());
                hmac::sign(&secret, signed.as_bytes()).as_ref().to_vec()
            }
            Lie::OtherKey | Lie::KeyInHeader => sign(&self.stranger),
            Lie::None | Lie::Changed | Lie::Missing => sign(&self.pair),
        };
        let mut claims = claims.clone();
        if lie == Lie::Changed {
            claims["sub"] = "somebody-else".into();
        }
        format!("{}.{}", text(&claims), BASE64.encode(signature))
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
