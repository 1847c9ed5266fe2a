//! What every answer carries, whoever asks and whatever is answered: pages, operations, files, refusals (ASVS 5.0, 3.2 to 3.4, 4.1, 14.3).

use std::{collections::BTreeSet, path::Path};

use platform::{Clock, host};
use reqwest::{Method, StatusCode, header};
use serde_json::{Value, json};
use testbed::{Answer, Bed, Browser, Database, Setup};

const POLICY: &str = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; \
    form-action 'self'; frame-ancestors 'none'";
/// What may be kept by browsers and proxies, since everybody gets the same.
const PUBLIC: [&str; 4] =
    ["/assets/", "/api/identity/v1/jwks", "/.well-known/oauth-authorization-server", "/identity/saml/metadata"];

fn header<'a>(answer: &'a Answer, name: &str) -> &'a str {
    answer.headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
}

/// What is wrong with an answer's headers.
fn flaws(answer: &Answer, encrypted: bool) -> Vec<String> {
    let mut flaws = Vec::new();
    let mut expect = |name: &str, wanted: &str| {
        let found = header(answer, name);
        if found != wanted {
            flaws.push(format!("{name}: «{found}» in the place of «{wanted}»"));
        }
    };
    expect("content-security-policy", POLICY);
    expect("x-content-type-options", "nosniff");
    expect("referrer-policy", "same-origin");
    expect("x-frame-options", "DENY");
    expect("cross-origin-opener-policy", "same-origin");
    expect("cross-origin-resource-policy", "same-origin");
    expect("strict-transport-security", if encrypted { "max-age=63072000; includeSubDomains" } else { "" });
    expect("access-control-allow-origin", "");
    if !PUBLIC.iter().any(|place| answer.path.starts_with(place)) || !answer.status.is_success() {
        expect("cache-control", "no-store");
    }
    let kind = header(answer, "content-type");
    let is_text = kind.starts_with("text/") || kind.contains("xml") || kind.contains("javascript");
    if !answer.bytes.is_empty() && (kind.is_empty() || (is_text && !kind.to_lowercase().contains("charset=utf-8"))) {
        flaws.push(format!("content-type: «{kind}»"));
    }
    for cookie in answer.headers.get_all(header::SET_COOKIE) {
        let cookie = cookie.to_str().unwrap();
        if !["HttpOnly", "SameSite=Lax", "Path=/"].iter().all(|part| cookie.split("; ").any(|one| one == *part)) {
            flaws.push(cookie.to_owned());
        }
    }
    if header(answer, "x-request-id").len() != 36 {
        flaws.push("no request id".into());
    }
    flaws
}

/// Where pages are called by other machines and sites, which prove themselves there or read what is everybody's. A new one needs tests
/// of its own, since the sweep over operations and pages passes them over.
const FOREIGN: [&str; 14] = [
    "/.well-known/oauth-authorization-server",
    "/governance/calendar/{file}",
    "/identity/back-channel/{provider}",
    "/identity/demonstration/.well-known/openid-configuration",
    "/identity/demonstration/broker/.well-known/openid-configuration",
    "/identity/demonstration/broker/jwks",
    "/identity/demonstration/broker/token",
    "/identity/demonstration/broker/userinfo",
    "/identity/demonstration/jwks",
    "/identity/demonstration/token",
    "/identity/demonstration/userinfo",
    "/identity/saml/acs",
    "/identity/saml/metadata",
    "/identity/saml/slo",
];

#[test]
fn no_other_place_is_open_to_strangers() {
    let found: BTreeSet<_> = sambruk::registry().into_iter().flat_map(|module| module.pages.foreign).collect();
    assert_eq!(found, FOREIGN.into());
    let mut open = Vec::new();
    for module in sambruk::registry() {
        let document = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../api/openapi/{}.v1.json", module.name));
        let document: Value = serde_json::from_slice(&std::fs::read(document).unwrap()).unwrap();
        let paths = document["paths"].as_object().unwrap().values();
        let operations = paths.flat_map(|path| path.as_object().unwrap().values());
        let strangers = operations.filter(|operation| operation["security"] == json!([]));
        let names = strangers.map(|operation| operation["operationId"].as_str().unwrap().to_owned());
        // What an API is, is told to anybody.
        open.extend(names.filter(|name| !name.ends_with(".get_api_info")));
    }
    assert_eq!(open, ["identity.get_token_keys", "identity.issue_token"]);
}

/// Every place that is read without naming an object, and some that are none.
fn places() -> BTreeSet<String> {
    let mut places: BTreeSet<String> =
        ["/nowhere", "/api/nowhere", "/api/bibblix/v1/nowhere", "/assets/nowhere.js", "/language/sv", "/language/xx"]
            .map(str::to_owned)
            .into();
    places.extend(ui::assets::assets().iter().map(|asset| asset.path.clone()));
    for module in sambruk::registry() {
        let own = ["openapi.json", "asyncapi.json", "api-info"];
        places.extend(own.map(|name| format!("/api/{}/v1/{name}", module.name)));
        let pages = module.pages.routes.iter().map(|route| route.path.to_owned());
        let operations = module.api.operations.iter().map(|one| format!("/api/{}/v1{}", module.name, one.path));
        let foreign = module.pages.foreign.iter().map(|path| (*path).to_owned());
        places.extend(pages.chain(operations).chain(foreign).filter(|path| !path.contains('{')));
    }
    places
}

async fn look(browser: &Browser, encrypted: bool, found: &mut Vec<String>) -> BTreeSet<StatusCode> {
    let mut seen = BTreeSet::new();
    let secret = browser.cookie("sambruk");
    for path in places() {
        for method in [Method::GET, Method::POST, Method::DELETE] {
            let answer = browser.request(method.clone(), &path, None).await;
            seen.insert(answer.status);
            if secret.as_ref().is_some_and(|secret| answer.body.contains(secret)) {
                found.push(format!("{method} {path} shows the session's secret"));
            }
            found.extend(
                flaws(&answer, encrypted).iter().map(|flaw| format!("{method} {path} {}: {flaw}", answer.status)),
            );
        }
    }
    seen
}

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_carries_the_headers() {
    let setup = Setup { database: Database::Sqlite, clock: Clock::System, defaults: sambruk::DEFAULTS };
    let bed = Bed::start(sambruk::registry, setup).await;
    bed.demonstrate(1).await;
    let mut found = Vec::new();
    let nobody = look(&bed.browser(), false, &mut found).await;
    let kim = bed.browser();
    kim.sign_in("kim").await;
    assert!(kim.cookie("sambruk").is_some());
    let somebody = look(&kim, false, &mut found).await;
    assert!(found.is_empty(), "{} flaws: {found:#?}", found.len());
    for status in
        [StatusCode::SEE_OTHER, StatusCode::UNAUTHORIZED, StatusCode::NOT_FOUND, StatusCode::METHOD_NOT_ALLOWED]
    {
        assert!(nobody.contains(&status), "nobody was answered {nobody:?}");
    }
    assert!(somebody.contains(&StatusCode::OK) && somebody.contains(&StatusCode::NOT_FOUND), "{somebody:?}");
    bed.running.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn where_the_address_is_encrypted_browsers_stay_with_that() {
    let directory = tempfile::tempdir().unwrap();
    let mut config = testbed::base(sambruk::DEFAULTS, directory.path().join("data"));
    "https://localhost".clone_into(&mut config.http.public_url);
    let running = Box::pin(host::start(config, sambruk::registry, &[], Clock::System)).await.unwrap();
    let browser = Browser::new(format!("http://{}", running.address));
    let mut found = Vec::new();
    look(&browser, true, &mut found).await;
    assert!(found.is_empty(), "{} flaws: {found:#?}", found.len());
    let cookies = |answer: &Answer| {
        let all = answer.headers.get_all(header::SET_COOKIE).iter();
        all.map(|value| value.to_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let set = cookies(&browser.request(Method::GET, "/language/en", None).await);
    assert_eq!(set.len(), 1, "{set:?}");
    for cookie in &set {
        for part in ["Path=/", "Secure", "HttpOnly", "SameSite=Lax"] {
            assert!(cookie.split("; ").any(|one| one == part), "{part} is missing: {cookie}");
        }
        assert!(cookie.starts_with("__Host-") && !cookie.contains("Domain"), "{cookie}");
    }
    running.stop().await;
}

/// The demonstration's provider, which lets anybody in as anybody, is not there where nothing is shown.
#[tokio::test(flavor = "multi_thread")]
async fn what_a_demonstration_has_is_nowhere_else() {
    let provider = FOREIGN.into_iter().filter(|path| path.starts_with("/identity/demonstration/"));
    let places: Vec<&str> = provider.chain(["/identity/demonstration/authorize"]).collect();
    for shown in [true, false] {
        let directory = tempfile::tempdir().unwrap();
        let mut config = testbed::base(sambruk::DEFAULTS, directory.path().join("data"));
        config.demonstration.enabled = shown;
        let running = Box::pin(host::start(config, sambruk::registry, &[], Clock::System)).await.unwrap();
        let browser = Browser::new(format!("http://{}", running.address));
        for path in &places {
            let answer = if path.ends_with("/token") {
                browser.send_only(path, &[("grant_type", "authorization_code")]).await
            } else {
                browser.request(Method::GET, path, None).await
            };
            assert_eq!(answer.status != StatusCode::NOT_FOUND, shown, "{path}: {}", answer.status);
        }
        running.stop().await;
    }
}

/// What operators read is on a listener of its own.
#[tokio::test(flavor = "multi_thread")]
async fn what_operators_read_is_not_public() {
    let directory = tempfile::tempdir().unwrap();
    let config = testbed::base(sambruk::DEFAULTS, directory.path().join("data"));
    let running = Box::pin(host::start(config, sambruk::registry, &[], Clock::System)).await.unwrap();
    let public = Browser::new(format!("http://{}", running.address));
    let operators = Browser::new(format!("http://{}", running.operations));
    for path in ["/metrics", "/healthz", "/readyz"] {
        assert_eq!(operators.request(Method::GET, path, None).await.status, StatusCode::OK, "{path}");
        assert_eq!(public.request(Method::GET, path, None).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    running.stop().await;
}
