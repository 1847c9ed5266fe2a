//! Signing out with an OpenID Connect provider: sent there by us, and told by its server.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD as BASE64};
use reqwest::{Method, StatusCode, Url, header};
use serde_json::{Value, json};
use testbed::{Answer, Bed, Browser, Database};

use super::{ends, idp, idp::signed_in, refused, signs_out, way, written};
use crate::{
    clients::bed,
    connections::{administrator, id_of},
    rules::{arrives, in_use, provider::Provider, rule},
};

const EVENT: &str = "http://schemas.openid.net/event/backchannel-logout";

/// A provider that is connected and in use, and whose people are readers.
async fn connected(bed: &Bed, kim: &Browser) -> (Provider, String) {
    let provider = Provider::start(bed.service("identity").clock.now()).await;
    provider.tell("kim-there", json!({ "name": "Kim" }), json!({}));
    let place = in_use(kim, &provider).await;
    rule(kim, &place, "Alla", "reader").await;
    (provider, place)
}

async fn comes(bed: &Bed, (provider, place): (&Provider, &str), subject: &str, session: &str) -> Browser {
    provider.tell(subject, json!({ "name": subject, "groups": ["Alla"], "sid": session }), json!({}));
    let (browser, answer) = arrives(bed, place).await;
    assert!(answer.status.is_success() && signed_in(&browser).await, "{}", answer.body);
    browser
}

async fn here_first(database: Database) {
    let bed = bed(database).await;
    let kim = administrator(&bed).await;
    let (provider, place) = connected(&bed, &kim).await;
    let there = kim.get(&place).await.body;
    let back_channel = format!("/identity/back-channel/{}", id_of(&place));
    for address in ["/identity/left", &back_channel] {
        assert!(there.contains(&bed.url(address)), "the page says where: {there}");
    }
    let vera = comes(&bed, (&provider, &place), "vera-there", "session-1").await;
    let page = vera.get(&signs_out(&bed, &vera).await).await;
    assert!(page.body.contains("Logga ut även hos Sandvikens kommun"), "{}", page.body);
    let offered = way(&page);
    let go = async || vera.request(Method::GET, &offered, None).await;
    let sent = Url::parse(go().await.location().unwrap()).unwrap();
    assert!(sent.as_str().starts_with(&format!("{}/end?", provider.issuer)), "{sent}");
    let value = |wanted: &str| sent.query_pairs().find(|(name, _)| name == wanted).map(|(_, value)| value.into_owned());
    assert_eq!(value("client_id").as_deref(), Some("sambruk"));
    assert_eq!(value("post_logout_redirect_uri"), Some(bed.url("/identity/left")));
    let hint = value("id_token_hint").unwrap();
    let claims: Value = serde_json::from_slice(&BASE64.decode(hint.split('.').nth(1).unwrap()).unwrap()).unwrap();
    assert_eq!((&claims["sub"], &claims["sid"]), (&json!("vera-there"), &json!("session-1")));
    refused(&go().await);
    refused(&vera.get("/identity/left?state=guessed").await);
    refused(&vera.get("/identity/left").await);
    let back = format!("/identity/left?state={}", value("state").unwrap());
    let page = vera.get(&back).await;
    assert!(page.body.contains("har kommit tillbaka från Sandvikens kommun"), "{}", page.body);
    refused(&vera.get(&back).await);
    bed.stop_verified().await;
}

/// Posts a logout token as a provider's server does.
async fn tells(bed: &Bed, place: &str, token: &str) -> Answer {
    let path = format!("/identity/back-channel/{}", id_of(place));
    let answer = bed.browser().send_only(&path, &[("logout_token", token)]).await;
    if answer.status != StatusCode::NOT_FOUND {
        assert_eq!(answer.headers.get(header::CACHE_CONTROL).unwrap(), "no-store");
    }
    answer
}

async fn denied(bed: &Bed, place: &str, token: &str, why: &str) {
    let answer = tells(bed, place, token).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{why}");
    assert_eq!(answer.json()["error"], "invalid_request", "{why}: {}", answer.body);
}

fn header() -> Value {
    json!({ "typ": "logout+jwt", "alg": "ES256", "kid": "only" })
}

/// What a good token says, but for whose sessions.
fn claims(provider: &Provider, now: i64) -> Value {
    json!({
        "iss": provider.issuer, "aud": "sambruk", "iat": now, "exp": now + 120, "jti": platform::id::random(),
        "events": { EVENT: {} },
    })
}

fn with(mut claims: Value, changes: &Value) -> Value {
    for (name, value) in changes.as_object().unwrap() {
        claims[name] = value.clone();
    }
    claims
}

async fn provider_first(database: Database) {
    let bed = bed(database).await;
    let kim = administrator(&bed).await;
    let now = bed.service("identity").clock.now().timestamp();
    let (provider, place) = connected(&bed, &kim).await;
    let (another, elsewhere) = connected(&bed, &kim).await;
    let first = comes(&bed, (&provider, &place), "vera-there", "session-1").await;
    let second = comes(&bed, (&provider, &place), "vera-there", "session-2").await;
    let mo = comes(&bed, (&provider, &place), "mo-there", "session-3").await;
    let namesake = comes(&bed, (&another, &elsewhere), "vera-there", "session-1").await;

    let good = with(claims(&provider, now), &json!({ "sub": "vera-there", "sid": "session-1" }));
    let bad = |changes: &Value| provider.signed(&header(), &with(good.clone(), changes));
    for (why, token) in [
        ("nothing", String::new()),
        ("nonce", bad(&json!({ "nonce": "n" }))),
        ("another event", bad(&json!({ "events": { "http://schemas.openid.net/event/other": {} } }))),
        ("no event", bad(&json!({ "events": null }))),
        ("another client", bad(&json!({ "aud": "another" }))),
        ("another issuer", bad(&json!({ "iss": another.issuer }))),
        ("old", bad(&json!({ "iat": now - 600, "exp": now - 300 }))),
        ("from the future", bad(&json!({ "iat": now + 600, "exp": now + 700 }))),
        ("lives too long", bad(&json!({ "exp": now + 3600 }))),
        ("no jti", bad(&json!({ "jti": null }))),
        ("nobody", provider.signed(&header(), &claims(&provider, now))),
        ("another's keys", another.signed(&header(), &good)),
        ("an unknown key", provider.signed(&with(header(), &json!({ "kid": "unknown" })), &good)),
        ("another kind", provider.signed(&with(header(), &json!({ "typ": "at+jwt" })), &good)),
        ("not signed", provider.signed(&with(header(), &json!({ "alg": "none" })), &good)),
        ("a shared secret", provider.signed(&with(header(), &json!({ "alg": "HS256" })), &good)),
        ("an ID token", id_token(&provider, now)),
    ] {
        denied(&bed, &place, &token, why).await;
    }
    let token = provider.signed(&header(), &good);
    denied(&bed, &place, &token.replace('.', ".."), "broken").await;
    denied(&bed, &elsewhere, &token, "another connection's").await;
    let path = format!("/identity/back-channel/{}", id_of(&place));
    let twice = bed.browser().send_only(&path, &[("logout_token", &token), ("logout_token", &token)]).await;
    assert_eq!(twice.status, StatusCode::BAD_REQUEST);
    let body = Some(("application/json", json!({ "logout_token": token }).to_string()));
    assert_eq!(bed.browser().request(Method::POST, &path, body).await.status, StatusCode::BAD_REQUEST);
    assert_eq!(tells(&bed, "/01890a5d-ac96-774b-bcce-b302099a8057", &token).await.status, StatusCode::NOT_FOUND);
    for browser in [&first, &second, &mo, &namesake] {
        assert!(signed_in(browser).await, "nobody's session has ended");
    }

    assert_eq!(tells(&bed, &place, &token).await.status, StatusCode::OK);
    ends(&first).await;
    denied(&bed, &place, &token, "used").await;
    for browser in [&second, &mo, &namesake] {
        assert!(signed_in(browser).await, "only the session that was named");
    }
    let by = |changes: &Value| provider.signed(&header(), &with(claims(&provider, now), changes));
    assert_eq!(tells(&bed, &place, &by(&json!({ "sub": "vera-there" }))).await.status, StatusCode::OK);
    ends(&second).await;
    assert!(signed_in(&mo).await && signed_in(&namesake).await, "only hers, at that provider");
    assert_eq!(tells(&bed, &place, &by(&json!({ "sid": "session-3" }))).await.status, StatusCode::OK);
    ends(&mo).await;
    // Whether there was anybody is not told.
    assert_eq!(tells(&bed, &place, &by(&json!({ "sub": "nobody" }))).await.status, StatusCode::OK);
    assert!(signed_in(&namesake).await);
    written(&bed, "back-channel-logout", 3).await;
    let saml = idp::Idp::new(&bed, "skola", false).await.connect(&kim).await;
    assert_eq!(tells(&bed, &saml, &token).await.status, StatusCode::NOT_FOUND, "it speaks another protocol");
    bed.stop_verified().await;
}

/// As a sign-in gets one, made for nobody's nonce.
fn id_token(provider: &Provider, now: i64) -> String {
    let claims = json!({
        "iss": provider.issuer, "sub": "vera-there", "aud": "sambruk", "iat": now, "exp": now + 300, "auth_time": now,
        "sid": "session-1", "jti": "id-token",
    });
    provider.signed(&json!({ "typ": "JWT", "alg": "ES256", "kid": "only" }), &claims)
}

#[tokio::test(flavor = "multi_thread")]
async fn who_signs_out_here_may_at_the_openid_provider_too_on_sqlite() {
    here_first(Database::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_signs_out_here_may_at_the_openid_provider_too_on_postgres() {
    here_first(Database::Postgres).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_openid_provider_ends_its_own_peoples_sessions_on_sqlite() {
    provider_first(Database::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_openid_provider_ends_its_own_peoples_sessions_on_postgres() {
    provider_first(Database::Postgres).await;
}
