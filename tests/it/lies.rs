//! A provider that lies, or somebody between: whatever is wrong with an answer, nobody is signed in, and the reason is recorded.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD as BASE64};
use reqwest::{Method, StatusCode, Url};
use ring::digest::{SHA256, digest};
use serde_json::{Value, json};
use testbed::{Answer, Bed, Browser, Database};

use crate::{
    clients::bed,
    connections::{administrator, id_of, made},
    rules::{
        arrives, connected,
        provider::{Lie, Provider},
        rule, tried,
    },
};

const SUBJECT: &str = "vera";

/// Whom the browser is signed in as.
async fn is_known(browser: &Browser) -> bool {
    browser.get("/api/identity/v1/me").await.status == StatusCode::OK
}

/// The reason that was recorded of a refusal; nobody is told it.
async fn reason(bed: &Bed, answer: &Answer) -> String {
    let reference = answer.headers["x-request-id"].to_str().unwrap();
    assert!(answer.body.contains(reference), "the page names its reference: {}", answer.body);
    let across = bed.service("identity").store.across_read(platform::Actor::System("test")).await.unwrap();
    let sql = "SELECT detail FROM audit WHERE action = 'identity.session.sign-in-failed' AND object = $1";
    let rows = across.query(sql, [reference.into()]).await.unwrap();
    let detail: String = rows.first().expect("it is recorded").try_get("", "detail").unwrap();
    let detail: Value = serde_json::from_str(&detail).unwrap();
    detail["reason"].as_str().unwrap().to_owned()
}

/// Nobody is signed in, for this reason.
async fn refused(bed: &Bed, place: &str, because: &str, what: &str) {
    let (browser, answer) = arrives(bed, place).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{what}: {}", answer.body);
    assert!(!is_known(&browser).await, "{what} signed somebody in");
    assert_eq!(reason(bed, &answer).await, because, "{what}");
    assert!(!answer.body.contains(because) || because == "iss", "{what}: the page tells {because}");
}

/// Has it tell this of Vera, whom a rule of the connection gives a role.
fn tell(provider: &Provider, mut claims: Value) {
    claims["groups"] = json!(["Ekonomi"]);
    provider.tell(SUBJECT, claims, json!({}));
}

/// Has it tell the same of her, in this way.
fn lie(provider: &Provider, lie: Lie) {
    tell(provider, json!({}));
    provider.tells.lock().unwrap().lie = lie;
}

/// A connection in use, whose rule gives Vera a role: so whoever is let in is signed in.
async fn with_a_rule(bed: &Bed) -> (Provider, String) {
    let kim = administrator(bed).await;
    let (provider, place) = connected(bed, &kim, json!({ "groups": ["Ekonomi"] })).await;
    rule(&kim, &place, "Ekonomi", "economist").await;
    taken(bed, &provider, &place).await;
    (provider, place)
}

/// That an honest answer is taken, between the others.
async fn taken(bed: &Bed, provider: &Provider, place: &str) {
    tell(provider, json!({ "name": "Vera Lindqvist" }));
    let (browser, answer) = arrives(bed, place).await;
    assert!(is_known(&browser).await, "{} {}", answer.status, answer.body);
}

async fn tokens(database: Database) {
    let bed = bed(database).await;
    let (provider, place) = with_a_rule(&bed).await;
    for how in [Lie::Unsigned, Lie::PublicKeyAsSecret, Lie::OtherKey, Lie::KeyInHeader, Lie::Changed] {
        lie(&provider, how);
        refused(&bed, &place, "id-token", &format!("{how:?}")).await;
    }
    lie(&provider, Lie::Missing);
    refused(&bed, &place, "no-id-token", "no ID token").await;
    let now = bed.clock.now().timestamp();
    for (claims, because) in [
        (json!({ "nonce": "another" }), "id-token"),
        (json!({ "nonce": null }), "id-token"),
        (json!({ "aud": "another" }), "id-token"),
        (json!({ "aud": ["sambruk", "another"] }), "id-token"),
        (json!({ "iss": "https://elsewhere.example" }), "id-token"),
        (json!({ "exp": now - 1 }), "id-token"),
        (json!({ "azp": "another" }), "azp"),
        (json!({ "iat": now + 120, "exp": now + 200 }), "iat-future"),
        (json!({ "exp": now + 3600 }), "exp-too-late"),
        (json!({ "sub": "" }), "subject"),
        (json!({ "acr": "http://id.elegnamnden.se/loa/1.0/loa1" }), "acr-unknown"),
        (json!({ "auth_time": now - 11 * 3600 }), "auth-time-stale"),
    ] {
        tell(&provider, claims.clone());
        refused(&bed, &place, because, &claims.to_string()).await;
    }
    taken(&bed, &provider, &place).await;
    bed.stop_verified().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_false_token_signs_nobody_in_on_sqlite() {
    tokens(Database::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_false_token_signs_nobody_in_on_postgres() {
    tokens(Database::Postgres).await;
}

fn value(query: &str, name: &str) -> String {
    let url = Url::parse(&format!("http://provider/?{query}")).unwrap();
    url.query_pairs().find(|(known, _)| known == name).map(|(_, value)| value.into_owned()).unwrap_or_default()
}

/// What comes back with the browser: another's state, another provider's answer, a code that was seen before.
#[tokio::test(flavor = "multi_thread")]
async fn an_answer_belongs_to_the_browser_and_the_provider_that_were_asked() {
    let bed = bed(Database::Sqlite).await;
    let (provider, place) = with_a_rule(&bed).await;

    // The code is bound to who asked for it (PKCE, RFC 7636).
    let asked = provider.asked.lock().unwrap().clone();
    assert_eq!(value(&asked.authorize, "code_challenge_method"), "S256");
    let verifier = value(&asked.token, "code_verifier");
    assert_eq!(value(&asked.authorize, "code_challenge"), BASE64.encode(digest(&SHA256, verifier.as_bytes())));
    assert!(value(&asked.authorize, "code_challenge_method") != "plain" && verifier.len() >= 43);

    // Somebody sends another the address that her own sign-in came back with.
    let begun = bed.browser();
    let start = format!("/identity/start?provider={}&return=/", id_of(&place));
    let there = begun.request(Method::GET, &start, None).await.location().unwrap().to_owned();
    let back = bed.browser().request(Method::GET, &there, None).await.location().unwrap().to_owned();
    let victim = bed.browser();
    let refused_page = victim.get(&back).await;
    assert_eq!(refused_page.status, StatusCode::BAD_REQUEST, "{}", refused_page.body);
    assert!(!is_known(&victim).await, "signed in as somebody else");
    let own = begun.get(&back).await;
    assert!(is_known(&begun).await, "whoever began it goes on: {} {}", own.status, own.body);
    let again = begun.request(Method::GET, &back, None).await;
    assert_eq!(again.status, StatusCode::BAD_REQUEST, "once");

    // Another provider's answer (RFC 9207).
    provider.tells.lock().unwrap().answer = vec![("iss", "https://elsewhere.example".into())];
    refused(&bed, &place, "iss", "another issuer").await;
    provider.tells.lock().unwrap().answer = vec![("iss", provider.issuer.clone())];
    let (browser, answer) = arrives(&bed, &place).await;
    assert!(is_known(&browser).await, "{} {}", answer.status, answer.body);
    provider.tells.lock().unwrap().answer = vec![("error", "access_denied".into())];
    refused(&bed, &place, "access-denied", "she has changed her mind").await;
    bed.stop_verified().await;
}

/// People are known by what the provider calls them (`sub`), never by their names or addresses.
#[tokio::test(flavor = "multi_thread")]
async fn another_subject_is_another_person() {
    let bed = bed(Database::Sqlite).await;
    let kim = administrator(&bed).await;
    let (provider, place) = connected(&bed, &kim, json!({ "groups": ["Ekonomi"] })).await;
    let who = json!({ "name": "Vera Namnlik", "email": "vera@kommunen.example" });
    let people = async || kim.get("/identity/people").await.body.matches("Vera Namnlik").count();
    for (subject, known) in [("vera", 1), ("vera", 1), ("another-vera", 2)] {
        provider.tell(subject, who.clone(), json!({}));
        arrives(&bed, &place).await;
        assert_eq!(people().await, known, "{subject}");
    }
    bed.stop_verified().await;
}

/// What a provider says of itself must be its own.
#[tokio::test(flavor = "multi_thread")]
async fn a_provider_that_is_not_who_it_says_is_not_asked() {
    let bed = bed(Database::Sqlite).await;
    let kim = administrator(&bed).await;
    let now = bed.clock.now();
    for (described, words) in [
        (json!({ "issuer": "https://elsewhere.example" }), "discovery"),
        (json!({ "authorization_response_iss_parameter_supported": true }), "iss"),
    ] {
        let provider = Provider::described(now, described.clone()).await;
        provider.tell(SUBJECT, json!({}), json!({}));
        let fields = [("protocol", "oidc"), ("label", words), ("issuer", &*provider.issuer), ("client_id", "sambruk")];
        let place = made(&kim, &fields).await;
        let report = tried(&kim, &place).await;
        assert!(!report.contains("Provet gick bra") && report.contains(words), "{described}: {report}");
    }
    bed.stop_verified().await;
}
